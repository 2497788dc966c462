//! The tour: this repository's own source files in Redis, and gears that look at them.
//!
//! It starts an engine on a free port, loads every source file, runs batch gears over them, keeps totals up to date with an
//! event gear, calls a trigger, and shows the Python that one of the gears is. It leaves nothing behind.
//!
//!     cargo xtask demo

mod gears;
mod identifiers;
mod sources;
mod table;

use gear_engine::Server;
use gears::{LINES_PER_PACKAGE, TOTALS, lines_of};
use identifiers::FREQUENT;
use redis::{Commands as _, Connection};
use std::error::Error;
use std::process::Command;
use std::time::Instant;

type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

fn main() -> Result<()> {
    let started = Instant::now();
    let engine = Server::start()?;
    let con = &mut redis::Client::open(engine.url())?.get_connection()?;
    println!("An engine listens on {}.\n", engine.addr());

    totals_from_events(con)?;
    lines_per_package(con)?;
    frequent_identifiers(con)?;
    totals_after_a_change(con)?;
    trigger(con, engine.port())?;
    two_languages();

    drop(engine);
    println!("The engine has ended. All of this took {:.1} s.", started.elapsed().as_secs_f64());
    Ok(())
}

/// Registers the event gear and loads the files, which it counts as they come.
fn totals_from_events(con: &mut Connection) -> Result<()> {
    let registration = TOTALS.register(con)?;
    let files = sources::files()?;
    let mut load = redis::pipe();
    for file in &files {
        let (path, lines, bytes) = (&file.path, file.text.lines().count(), file.text.len());
        let texts = [("path", path.as_str()), ("package", file.package()), ("language", file.language())];
        let numbers = [("lines", lines.to_string()), ("bytes", bytes.to_string())];
        let key = format!("file:{path}");
        // One command for each file: the gear sees it whole.
        load.cmd("HSET").arg(key).arg(&texts).arg(&numbers).ignore();
        load.set(format!("text:{path}"), &file.text).ignore();
    }
    load.exec(con)?;
    println!("{} files are in Redis. Registration {} has counted them.\n", files.len(), registration.id());
    Ok(())
}

/// A batch gear with a typed record.
fn lines_per_package(con: &mut Connection) -> Result<()> {
    let mut packages: Vec<_> = LINES_PER_PACKAGE.run(con)?.into_iter().collect();
    packages.sort_by_key(|(name, (_, lines))| (-lines, name.clone()));
    let rows: Vec<_> = packages
        .into_iter()
        .map(|(name, (files, lines))| [name, files.to_string(), lines.to_string()])
        .collect();
    println!("Lines per package");
    table::print(["package", "files", "lines"], &rows);
    Ok(())
}

/// A batch gear of several steps.
fn frequent_identifiers(con: &mut Connection) -> Result<()> {
    let rows: Vec<_> = FREQUENT.run(con)?.into_iter().map(|(word, n)| [word, n.to_string()]).collect();
    println!("The most frequent identifiers of all texts");
    table::print(["identifier", "times"], &rows);
    Ok(())
}

/// Changes a file, and shows what the event gear made of it.
fn totals_after_a_change(con: &mut Connection) -> Result<()> {
    const KEY: &str = "file:README.md";
    let totals = |con: &mut Connection| -> Result<[i64; 2]> {
        Ok([con.get("total:markdown:lines")?, con.get("total:markdown:bytes")?])
    };
    let before = totals(con)?;
    let (lines, bytes): (i64, i64) = (con.hget(KEY, "lines")?, con.hget(KEY, "bytes")?);
    let _: () = con.hset_multiple(KEY, &[("lines", lines + 100), ("bytes", bytes + 4000)])?;
    // The same values again: an event, but no change.
    let _: () = con.hset_multiple(KEY, &[("lines", lines + 100), ("bytes", bytes + 4000)])?;
    let after = totals(con)?;
    assert_eq!([after[0] - before[0], after[1] - before[1]], [100, 4000]);
    println!("Markdown in all, kept by the event gear, before and after {KEY} grew by 100 lines");
    let row = |name: &str, n: usize| [name.to_owned(), before[n].to_string(), after[n].to_string()];
    table::print(["total", "before", "after"], &[row("lines", 0), row("bytes", 1)]);
    Ok(())
}

/// Calls a trigger from Rust, and as any other client does.
fn trigger(con: &mut Connection, port: u16) -> Result<()> {
    lines_of::register(con)?;
    println!("A trigger, called from Rust and from a shell");
    println!("  lines_of::call(con, \"rust\")? == {}", lines_of::call(con, "rust")?);
    let arguments = ["-p", &port.to_string(), "RG.TRIGGER", "lines_of", "rust"];
    println!("  $ redis-cli {}", arguments.join(" "));
    // It comes with most servers, but not with all.
    if let Ok(output) = Command::new("redis-cli").args(arguments).output() {
        println!("  {}", String::from_utf8_lossy(&output.stdout).trim_end());
    }
    println!();
    Ok(())
}

/// The Rust of a gear, and the Python that the server gets.
fn two_languages() {
    let rust = include_str!("identifiers.rs");
    let python = FREQUENT.python();
    // What is above, in both: imports, and the helpers that the compiler brings along.
    let rust = rust.split_once("#[gear]").map_or(rust, |(above, _)| &rust[above.len()..]);
    let python = python.split_once("def gear_fn_").map_or(&python[..], |(above, _)| &python[above.len()..]);
    let helpers = FREQUENT.python().lines().filter(|line| line.starts_with("def ")).count() - 1;
    println!("One gear in two languages (and {helpers} helpers of the compiler, which are not shown)");
    table::print_side_by_side(["Rust", "Python"], rust.trim(), python.trim());
}
