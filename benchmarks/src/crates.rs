//! What gears cost to compile, beside other macros: crates with as many of each, checked and built in turn.

use proc_macro2::TokenStream;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// How often each crate is compiled; the median counts.
const ROUNDS: usize = 3;

/// How many of each.
const COUNT: usize = 200;

/// A crate of the comparison.
struct Crate {
    name: String,
    count: usize,
    dependency: String,
    text: String,
}

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    if !arguments.is_empty() {
        return Err("`crates` takes no arguments".to_owned());
    }
    expansion()?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().map_err(text)?;
    let folder = root.join("target/crates");
    let crates = crates(&root);
    write(&folder, &crates)?;
    // What all depend on is compiled before.
    for command in ["check", "build"] {
        cpu_of(&folder, &[command, "--workspace"])?;
    }
    println!("\n{:<12}{:>8}{:>18}{:>18}", "crate", "items", "check, ms each", "build, ms each");
    let mut times = vec![[Vec::new(), Vec::new()]; crates.len()];
    for _ in 0..ROUNDS {
        for (i, one) in crates.iter().enumerate() {
            for (kind, command) in ["check", "build"].into_iter().enumerate() {
                touch(&folder, one)?;
                times[i][kind].push(cpu_of(&folder, &[command, "--package", &one.name])?);
            }
        }
    }
    let median = |times: &[Duration]| {
        let mut times = times.to_vec();
        times.sort();
        times[times.len() / 2].as_secs_f64() * 1e3
    };
    let empty = [0, 1].map(|kind| median(&times[0][kind]));
    println!(
        "{:<12}{:>8}{:>18}{:>18}",
        "empty",
        0,
        format!("{:.0} in all", empty[0]),
        format!("{:.0} in all", empty[1])
    );
    for (one, times) in crates.iter().zip(&times).skip(1) {
        let each = [0, 1].map(|kind| (median(&times[kind]) - empty[kind]) / one.count as f64);
        println!("{:<12}{:>8}{:>18.2}{:>18.2}", one.name, one.count, each[0], each[1]);
    }
    Ok(())
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// The time of the compiler alone, as it is in a build without optimization.
fn expansion() -> Result<(), String> {
    println!("{:<12}{:>8}{:>18}", "expansion", "gears", "ms each");
    for count in [COUNT / 2, COUNT, COUNT * 2] {
        let sources: Vec<(bool, TokenStream)> = (0..count).map(tokens).collect::<Result<_, _>>()?;
        let mut times: Vec<Duration> = (0..ROUNDS).map(|_| expand(&sources)).collect::<Result<_, _>>()?;
        times.sort();
        let each = times[ROUNDS / 2].as_secs_f64() * 1e3 / count as f64;
        println!("{:<12}{count:>8}{each:>18.3}", "");
    }
    Ok(())
}

fn expand(sources: &[(bool, TokenStream)]) -> Result<Duration, String> {
    let sources = sources.to_vec();
    let start = cpu(libc::RUSAGE_SELF);
    for (pipeline, source) in sources {
        let output = match pipeline {
            true => gear_compiler::gear(source),
            false => gear_compiler::gear_item(TokenStream::new(), source),
        };
        if let Some(error) = output.diagnostics.errors().first() {
            return Err(error.text());
        }
    }
    Ok(cpu(libc::RUSAGE_SELF) - start)
}

/// The tokens that the macro gets of a gear; whether they are a pipeline.
fn tokens(i: usize) -> Result<(bool, TokenStream), String> {
    let source = gear(i);
    let pipeline = source.split_once("gear!(").and_then(|(_, rest)| rest.trim_end().strip_suffix(");"));
    let source = pipeline.unwrap_or_else(|| source.trim_start_matches("#[gear]"));
    Ok((pipeline.is_some(), source.parse().map_err(text)?))
}

/// A gear of five operations, or a function of five statements.
fn gear(i: usize) -> String {
    match i % 5 {
        0 => format!(
            "pub static GEAR_{i}: Gear<i64> = gear!(KeysReader::<String>(\"n{i}:*\")\
             .map(|r| r.value.parse::<i64>().unwrap_or({i})).filter(|n| *n > {i}).map(|n| n * 2 + {i}).sum().run());\n"
        ),
        1 => format!(
            "pub static GEAR_{i}: Gear<HashMap<String, i64>> = gear!(\
             KeysReader::<HashMap<String, String>>(\"title{i}:*\").map(|r| r.value[\"field{i}\"].clone())\
             .filter(|text| text != \"none{i}\")\
             .flat_map(|text| text.split(',').map(|part| part.trim().to_string()).collect::<Vec<_>>())\
             .count_by(|part| part.clone()).run());\n"
        ),
        2 => format!(
            "#[gear] pub fn gear_{i}(words: &[String], least: usize) -> Vec<String> {{\
             let mut found: Vec<String> = Vec::new();\
             for word in words {{ if word.len() > least + {i} {{ found.push(word.to_uppercase()); }} }}\
             found.sort(); let text = format!(\"{{}} of {i}\", found.len()); found.push(text); found }}\n"
        ),
        3 => format!(
            "pub static GEAR_{i}: Gear<Registration> = gear!(KeysReader::<HashMap<String, String>>(\"job{i}:*\")\
             .filter(|r| r.value.get(\"status\").is_some_and(|status| status == \"new\"))\
             .map(|r| (r.key, {i})).filter(|(key, n)| key.len() as i64 > *n)\
             .for_each(|(key, n)| {{ cmd::hset(key, \"status\", *n); cmd::incr(\"jobs{i}\", 1); }})\
             .register(mode = Sync, events = [\"hset\"]));\n"
        ),
        _ => format!(
            "pub static GEAR_{i}: Gear<(i64, f64)> = gear!(KeysReader::<HashMap<String, f64>>(\"point{i}:*\")\
             .map(|r| r.value[\"x\"] * {i}.5).filter(|x| x.abs() < 1e6).map(|x| (1, x))\
             .aggregate((0, 0.0), |(n, sum), (one, x)| (n + one, sum + x), |a, b| (a.0 + b.0, a.1 + b.1)).run());\n"
        ),
    }
}

fn template(i: usize) -> String {
    format!(
        "pub fn template_{i}(title: &str, items: &[String]) -> Markup {{ html! {{ div class=\"page{i}\" {{ h1 {{ (title) }} \
         @if items.is_empty() {{ p {{ \"none of {i}\" }} }} ul {{ @for item in items {{ li id=\"i{i}\" {{ (item) }} }} }} \
         footer {{ a href=\"/{i}\" {{ \"next\" }} }} }} }} }}\n"
    )
}

fn record(i: usize) -> String {
    format!(
        "#[derive(Serialize, Deserialize)] pub struct Record{i} {{ pub name{i}: String, pub age: i64, \
         pub tags: Vec<String>, pub email: Option<String>, pub scores: HashMap<String, f64> }}\n"
    )
}

fn parser(i: usize) -> String {
    format!(
        "/// Number {i}\n#[derive(Parser)] pub struct Arguments{i} {{ /// The name\n#[arg(long)] pub name{i}: String, \
         #[arg(short, long, default_value_t = {i})] pub count: u64, #[arg(long)] pub verbose: bool, \
         pub files: Vec<String>, #[arg(long)] pub output: Option<String> }}\n"
    )
}

fn crates(root: &Path) -> Vec<Crate> {
    let all = |of: fn(usize) -> String, count: usize| (0..count).map(of).collect::<String>();
    let gears = format!("redis-gears = {{ path = {root:?} }}");
    let gear_head = "use redis_gears::{Registration, gear, prelude::*};\n";
    let one = |name: &str, count, dependency: &str, head: &str, of| Crate {
        name: format!("{name}{count}"),
        count,
        dependency: dependency.to_owned(),
        text: format!("{head}{}", all(of, count)),
    };
    let serde = "serde = { version = \"1\", features = [\"derive\"] }";
    let serde_head = "use serde::{Deserialize, Serialize};\nuse std::collections::HashMap;\n";
    let clap = "clap = { version = \"4\", features = [\"derive\"] }";
    vec![
        one("empty", 0, &gears, "", gear),
        one("gears", COUNT / 2, &gears, gear_head, gear),
        one("gears", COUNT, &gears, gear_head, gear),
        one("gears", COUNT * 2, &gears, gear_head, gear),
        one("maud", COUNT, "maud = \"0.27\"", "use maud::{Markup, html};\n", template),
        one("serde", COUNT, serde, serde_head, record),
        one("clap", COUNT, clap, "use clap::Parser;\n", parser),
    ]
}

/// A workspace of the crates.
fn write(folder: &Path, crates: &[Crate]) -> Result<(), String> {
    let names: Vec<&str> = crates.iter().map(|one| one.name.as_str()).collect();
    std::fs::create_dir_all(folder).map_err(text)?;
    let manifest = format!(
        "[workspace]\nmembers = {names:?}\nresolver = \"3\"\n\n[profile.dev]\ndebug = false\nincremental = false\n"
    );
    std::fs::write(folder.join("Cargo.toml"), manifest).map_err(text)?;
    for one in crates {
        std::fs::create_dir_all(folder.join(&one.name).join("src")).map_err(text)?;
        let mut manifest =
            format!("[package]\nname = {:?}\nedition = \"2024\"\n\n[dependencies]\n", one.name);
        let _ = writeln!(manifest, "{}", one.dependency);
        std::fs::write(folder.join(&one.name).join("Cargo.toml"), manifest).map_err(text)?;
        touch(folder, one)?;
    }
    Ok(())
}

/// Writes a crate's source again, so that it is compiled again.
fn touch(folder: &Path, one: &Crate) -> Result<(), String> {
    std::fs::write(source(folder, one), &one.text).map_err(text)
}

fn source(folder: &Path, one: &Crate) -> PathBuf {
    folder.join(&one.name).join("src/lib.rs")
}

/// The time that a run of cargo and its compilers keeps processors busy. What else the machine does is not in it.
fn cpu_of(folder: &Path, arguments: &[&str]) -> Result<Duration, String> {
    let before = cpu(libc::RUSAGE_CHILDREN);
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(arguments)
        .arg("--quiet")
        .current_dir(folder)
        .env_remove("CARGO_TARGET_DIR")
        .stderr(Stdio::piped())
        .output()
        .map_err(text)?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).chars().take(4000).collect());
    }
    Ok(cpu(libc::RUSAGE_CHILDREN) - before)
}

/// The processor time of this process, or of those that it has waited for.
fn cpu(of: libc::c_int) -> Duration {
    let mut usage = std::mem::MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: `getrusage` writes the structure it is given, and zeros are a valid one if it fails.
    let usage = unsafe {
        libc::getrusage(of, usage.as_mut_ptr());
        usage.assume_init()
    };
    let time = |time: libc::timeval| Duration::new(time.tv_sec as u64, time.tv_usec as u32 * 1000);
    time(usage.ru_utime) + time(usage.ru_stime)
}
