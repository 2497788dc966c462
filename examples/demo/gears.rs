//! The gears of the demonstration.

use redis_gears::{Registration, gear, prelude::*};
use serde::{Deserialize, Serialize};

/// A hash `file:<path>`.
#[gear]
#[derive(Clone, Serialize, Deserialize)]
struct SourceFile {
    path: String,
    package: String,
    language: String,
    lines: i64,
    bytes: i64,
}

/// How many files and lines each package has.
pub(crate) static LINES_PER_PACKAGE: Gear<HashMap<String, (i64, i64)>> = gear!(
    KeysReader::<SourceFile>("file:*")
        .aggregate(
            HashMap::new(),
            |mut packages: HashMap<String, (i64, i64)>, r| {
                let (files, lines) = packages.get(&r.value.package).cloned().unwrap_or((0, 0));
                packages.insert(r.value.package, (files + 1, lines + r.value.lines));
                packages
            },
            |mut all: HashMap<String, (i64, i64)>, packages| {
                for (package, (files, lines)) in packages {
                    let (more_files, more_lines) = all.get(&package).cloned().unwrap_or((0, 0));
                    all.insert(package, (files + more_files, lines + more_lines));
                }
                all
            }
        )
        .run()
);

/// Adds to a total what a file has grown by since it was counted last.
#[gear]
fn count(file: &SourceFile, what: &str, now: i64) {
    let field = format!("{}:{what}", file.path);
    let counted = match cmd::hget("counted", &field) {
        Some(number) => number.parse::<i64>().unwrap_or(0),
        None => 0,
    };
    if now != counted {
        cmd::incr(format!("total:{}:{what}", file.language), now - counted);
        cmd::hset("counted", &field, now);
    }
}

/// Keeps the totals of each language up to date.
pub(crate) static TOTALS: Gear<Registration> = gear!(
    KeysReader::<SourceFile>("file:*")
        .for_each(|r| {
            count(&r.value, "lines", r.value.lines);
            count(&r.value, "bytes", r.value.bytes);
        })
        .register(mode = Sync, events = ["hset"])
);

/// How many lines there are in a language.
#[trigger("lines_of")]
pub(crate) fn lines_of(language: String) -> i64 {
    match cmd::get(format!("total:{language}:lines")) {
        Some(lines) => lines.parse::<i64>().unwrap_or(0),
        None => 0,
    }
}
