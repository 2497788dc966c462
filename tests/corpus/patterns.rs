//! Regular expressions and times: logs, templates, checks, windows, buckets.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::time::SystemTime;

#[gear]
fn parse_access_log(line: &str) -> Option<(String, String, u16, Option<u64>)> {
    static LINE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r#"^(\S+) \S+ \S+ \[[^\]]+\] "(?P<method>[A-Z]+) (?P<path>\S+)[^"]*" (?P<status>\d{3}) (\d+|-)$"#,
        )
        .unwrap()
    });
    let found = LINE.captures(line)?;
    let status = found["status"].parse().ok()?;
    let size = found.get(5).and_then(|size| size.as_str().parse().ok());
    Some((found[1].to_string(), format!("{} {}", &found["method"], &found["path"]), status, size))
}

#[gear]
fn errors_per_path(log: &str) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (_, request, status, _) in log.lines().filter_map(parse_access_log) {
        if status >= 400 {
            *counts.entry(request).or_insert(0) += 1;
        }
    }
    counts.into_iter().collect()
}

#[gear]
fn is_email(text: &str) -> bool {
    static EMAIL: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$").unwrap());
    EMAIL.is_match(text) && text.len() <= 64
}

#[gear]
fn fill(template: &str, values: &BTreeMap<String, String>) -> String {
    static FIELD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\{\{\s*(\w+)(?:\|(\w+))?\s*\}\}").unwrap());
    FIELD
        .replace_all(template, |found: &regex::Captures<'_>| {
            let value = values.get(&found[1]).cloned().unwrap_or_else(|| "?".to_string());
            match found.get(2).map(|filter| filter.as_str()) {
                Some("upper") => value.to_uppercase(),
                Some("len") => value.len().to_string(),
                Some(other) => format!("<{other}>"),
                None => value,
            }
        })
        .into_owned()
}

#[gear]
fn swap_dates(text: &str) -> String {
    let date = Regex::new(r"(\d{4})-(\d{2})-(\d{2})").unwrap();
    date.replace_all(text, "$3.$2.$1").to_string()
}

#[gear]
fn redact(text: &str) -> (String, usize) {
    let secret = Regex::new(r"(?i)(password|token)=\S+").unwrap();
    let count = secret.find_iter(text).count();
    (secret.replace_all(text, "$1=***").into_owned(), count)
}

#[gear]
fn split_fields(line: &str) -> Vec<String> {
    let separator = Regex::new(r"\s*[,;]\s*").unwrap();
    separator.split(line.trim()).filter(|field| !field.is_empty()).map(str::to_string).collect()
}

#[gear]
fn key_values(text: &str) -> BTreeMap<String, String> {
    let pair = Regex::new(r#"(\w+)=(?:"([^"]*)"|(\S+))"#).unwrap();
    pair.captures_iter(text)
        .filter_map(|found| {
            let value = found.get(2).or_else(|| found.get(3))?;
            Some((found[1].to_lowercase(), value.as_str().to_string()))
        })
        .collect()
}

#[gear]
fn hashtags(posts: &[&str]) -> Vec<(String, usize)> {
    static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"#(\w+)").unwrap());
    let mut counts = BTreeMap::new();
    for post in posts {
        for found in TAG.captures_iter(post) {
            *counts.entry(found[1].to_lowercase()).or_insert(0usize) += 1;
        }
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(tag, n)| (usize::MAX - n, tag.clone()));
    counts
}

#[gear]
fn parse_duration(text: &str) -> Option<u64> {
    let part = Regex::new(r"(\d+)(ms|s|m|h)").unwrap();
    if !Regex::new(r"^(?:\d+(?:ms|s|m|h))+$").unwrap().is_match(text) {
        return None;
    }
    let mut total = Duration::ZERO;
    for found in part.captures_iter(text) {
        let n: u64 = found[1].parse().ok()?;
        total += match &found[2] {
            "ms" => Duration::from_millis(n),
            "s" => Duration::from_secs(n),
            "m" => Duration::from_secs(60 * n),
            _ => Duration::from_secs(3600) * n as u32,
        };
    }
    Some(total.as_millis() as u64)
}

#[gear]
fn buckets(times: &[u64], width: u64) -> BTreeMap<u64, usize> {
    let width = Duration::from_secs(width);
    let mut counts = BTreeMap::new();
    for &at in times {
        let at = Duration::from_millis(at);
        let bucket = at.as_secs() / width.as_secs() * width.as_secs();
        *counts.entry(bucket).or_default() += 1;
    }
    counts
}

#[gear]
fn is_fresh(stored: u64, now: u64, ttl: u64) -> (bool, u64) {
    let stored = SystemTime::UNIX_EPOCH + Duration::from_secs(stored);
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(now);
    match now.duration_since(stored) {
        Ok(age) if age < Duration::from_secs(ttl) => (true, (Duration::from_secs(ttl) - age).as_secs()),
        Ok(_) => (false, 0),
        Err(_) => (true, ttl),
    }
}

#[gear]
fn backoff(attempts: u32, base: u64, limit: u64) -> Vec<u64> {
    (0..attempts)
        .map(|attempt| Duration::from_millis(base) * 2u32.pow(attempt))
        .map(|wait| wait.min(Duration::from_millis(limit)).as_millis() as u64)
        .collect()
}

#[gear]
fn clock(seconds: u64) -> String {
    let duration = Duration::from_secs(seconds);
    let (hours, rest) = (duration.as_secs() / 3600, duration.as_secs() % 3600);
    match (hours, rest / 60, rest % 60) {
        (0, 0, s) => format!("{s}s"),
        (0, m, s) => format!("{m}:{s:02}"),
        (h, m, s) if h < 24 => format!("{h}:{m:02}:{s:02}"),
        (h, m, _) => format!("{}d {:02}:{m:02}", h / 24, h % 24),
    }
}

const LOG: &str = r#"1.2.3.4 - - [10/Oct/2000:13:55:36] "GET /a HTTP/1.0" 200 2326
::1 - bob [x] "POST /b?q=1" 404 -
::1 - bob [x] "POST /b?q=1" 500 12
broken"#;

fn values() -> BTreeMap<String, String> {
    BTreeMap::from([("name".to_string(), "Ada".to_string()), ("é".to_string(), "ü".to_string())])
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(errors_per_path: (LOG), ("")),
        program!(is_email: ("a.b@c.de"), ("a@b"), ("a b@c.de"), ("a@b.c\n"), ("é@b.de")),
        program!(fill: ("Hi {{name}} {{ name|upper }} {{é|len}} {{x}} {{name|z}} {name}", &values()), ("", &values())),
        program!(swap_dates: ("on 2024-01-31 and 1999-12-01."), ("none"), ("٢٠٢٤-٠١-٠٢")),
        program!(redact: ("user=a PASSWORD=x token=y;z"), ("")),
        program!(split_fields: (" a , b;c ;; d "), ("")),
        program!(key_values: (r#"A=1 b="x y" c= d=é"#), ("=")),
        program!(hashtags: (&["#Rust is #fun", "#rust #été", "# none"]), (&[""])),
        program!(parse_duration: ("1h30m"), ("15ms"), ("5"), (""), ("2s2s")),
        program!(buckets: (&[0, 999, 5000, 61_000, 59_999], 60), (&[1], 1)),
        program!(is_fresh: (100, 130, 60), (100, 160, 60), (200, 100, 5)),
        program!(backoff: (5, 100, 1000), (0, 1, 1)),
        program!(clock: (5), (65), (3661), (90_061), (0)),
    ]
}
