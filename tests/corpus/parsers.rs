//! Parsers of what comes as text: CSV, logs, URLs, versions, dates, durations, addresses.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use std::collections::{BTreeMap, HashMap};

#[gear]
fn parse_csv_line(line: &str) -> Vec<String> {
    let mut fields = Vec::new();
    let mut current = String::new();
    let mut in_quotes = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if in_quotes => {
                if chars.peek() == Some(&'"') {
                    current.push('"');
                    chars.next();
                } else {
                    in_quotes = false;
                }
            }
            '"' => in_quotes = true,
            ',' if !in_quotes => {
                fields.push(current.clone());
                current.clear();
            }
            c => current.push(c),
        }
    }
    fields.push(current);
    fields
}

#[gear]
fn parse_query(query: &str) -> BTreeMap<String, Vec<String>> {
    let mut params: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for pair in query.trim_start_matches('?').split('&').filter(|p| !p.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        params.entry(key.to_string()).or_insert_with(Vec::new).push(value.replace('+', " "));
    }
    params
}

#[gear]
fn percent_encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(byte as char),
            _ => out += &format!("%{:02X}", byte),
        }
    }
    out
}

#[gear]
#[derive(Debug, Clone, PartialEq)]
struct Url {
    scheme: String,
    host: String,
    port: Option<u16>,
    path: String,
}

#[gear]
fn split_url(url: &str) -> Option<Url> {
    let (scheme, rest) = url.split_once("://")?;
    let (authority, path) = match rest.find('/') {
        Some(at) => (&rest[..at], &rest[at..]),
        None => (rest, "/"),
    };
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) => (host, Some(port.parse::<u16>().ok()?)),
        None => (authority, None),
    };
    Some(Url { scheme: scheme.to_lowercase(), host: host.to_string(), port, path: path.to_string() })
}

#[gear]
fn describe_url(url: &str) -> String {
    match split_url(url) {
        Some(Url { scheme, host, port: Some(port), path }) => format!("{scheme} {host}:{port} {path}"),
        Some(Url { scheme, host, port: None, path }) => {
            let port = if scheme == "https" { 443 } else { 80 };
            format!("{scheme} {host}:{port} {path} (default)")
        }
        None => "not a URL".into(),
    }
}

#[gear]
fn parse_ini(text: &str) -> Result<HashMap<String, HashMap<String, String>>, String> {
    let mut sections: HashMap<String, HashMap<String, String>> = HashMap::new();
    let mut section = String::from("default");
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with(';') || line.starts_with('#') {
            continue;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            section = name.trim().to_string();
            sections.entry(section.clone()).or_default();
        } else if let Some((key, value)) = line.split_once('=') {
            sections
                .entry(section.clone())
                .or_default()
                .insert(key.trim().to_string(), value.trim().trim_matches('"').to_string());
        } else {
            return Err(format!("line {}: expected `key = value`, found {line:?}", number + 1));
        }
    }
    Ok(sections)
}

#[gear]
fn is_leap(year: i32) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

#[gear]
fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => unreachable!("month {month}"),
    }
}

#[gear]
fn parse_date(text: &str) -> Result<(i32, u32, u32), String> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else {
        return Err(format!("expected YYYY-MM-DD, got {text}"));
    };
    let year: i32 = year.parse().map_err(|_| format!("bad year {year}"))?;
    let month: u32 = month.parse().map_err(|_| format!("bad month {month}"))?;
    let day: u32 = day.parse().map_err(|_| format!("bad day {day}"))?;
    if !(1..=12).contains(&month) || day == 0 || day > days_in_month(year, month) {
        return Err(format!("no such day: {year:04}-{month:02}-{day:02}"));
    }
    Ok((year, month, day))
}

#[gear]
fn day_of_week(text: &str) -> Result<&'static str, String> {
    let (mut y, m, d) = parse_date(text)?;
    let t = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    if m < 3 {
        y -= 1;
    }
    let index = (y + y / 4 - y / 100 + y / 400 + t[m as usize - 1] + d as i32).rem_euclid(7);
    const NAMES: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    Ok(NAMES[index as usize])
}

#[gear]
fn days_since_epoch(y: i64, m: i64, d: i64) -> i64 {
    let y = if m <= 2 { y - 1 } else { y };
    let era = (if y >= 0 { y } else { y - 399 }) / 400;
    let yoe = y - era * 400;
    let doy = (153 * (if m > 2 { m - 3 } else { m + 9 }) + 2) / 5 + d - 1;
    let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    era * 146_097 + doe - 719_468
}

#[gear]
fn parse_duration(text: &str) -> Result<u64, String> {
    let mut total = 0u64;
    let mut number = String::new();
    for c in text.chars() {
        if c.is_ascii_digit() {
            number.push(c);
            continue;
        }
        let n: u64 = number.parse().map_err(|e| format!("{number:?}: {e}"))?;
        number.clear();
        total += n * match c {
            's' => 1,
            'm' => 60,
            'h' => 60 * 60,
            'd' => 24 * 60 * 60,
            _ => return Err(format!("unknown unit '{c}'")),
        };
    }
    if number.is_empty() { Ok(total) } else { Err("missing unit".to_owned()) }
}

#[gear]
fn humanize(mut seconds: u64) -> String {
    if seconds == 0 {
        return "0s".to_string();
    }
    let mut parts = Vec::new();
    for (unit, size) in [("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)] {
        let n = seconds / size;
        seconds %= size;
        if n > 0 {
            parts.push(format!("{n}{unit}"));
        }
    }
    parts.join(" ")
}

#[gear]
fn parse_ipv4(text: &str) -> Option<u32> {
    let mut octets = text.split('.');
    let mut address: u32 = 0;
    for _ in 0..4 {
        let octet: u8 = octets.next()?.parse().ok()?;
        address = address << 8 | u32::from(octet);
    }
    octets.next().is_none().then_some(address)
}

#[gear]
fn in_cidr(address: &str, network: &str) -> Option<bool> {
    let (base, bits) = network.split_once('/')?;
    let bits: u32 = bits.parse().ok().filter(|b| *b <= 32)?;
    let mask = if bits == 0 { 0 } else { u32::MAX << (32 - bits) };
    Some(parse_ipv4(address)? & mask == parse_ipv4(base)? & mask)
}

#[gear]
fn format_ipv4(address: u32) -> String {
    address.to_be_bytes().iter().map(|b| b.to_string()).collect::<Vec<_>>().join(".")
}

#[gear]
fn parse_request_line(line: &str) -> Result<(String, String, u8), &'static str> {
    let mut parts = line.split_ascii_whitespace();
    let (Some(method), Some(path), Some(version), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err("malformed request line");
    };
    let minor = match version {
        "HTTP/1.0" => 0,
        "HTTP/1.1" => 1,
        _ => return Err("unsupported version"),
    };
    Ok((method.to_string(), path.to_string(), minor))
}

#[gear]
fn parse_headers(text: &str) -> BTreeMap<String, String> {
    text.split("\r\n")
        .map_while(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_string()))
        .collect()
}

#[gear]
fn parse_cookie(header: &str, wanted: &str) -> Option<String> {
    header
        .split("; ")
        .filter_map(|c| c.split_once('='))
        .find(|(name, _)| *name == wanted)
        .map(|(_, v)| v.to_string())
}

#[gear]
fn parse_key_values(text: &str) -> HashMap<&str, i64> {
    text.split(',')
        .filter_map(|kv| kv.split_once('='))
        .filter_map(|(k, v)| Some((k.trim(), v.trim().parse().ok()?)))
        .collect()
}

#[gear]
fn parse_size(text: &str) -> Option<u64> {
    let split = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let factor: u64 = match unit.trim().to_uppercase().as_ref() {
        "" | "B" => 1,
        "K" | "KB" => 1 << 10,
        "M" | "MB" => 1 << 20,
        "G" | "GB" => 1 << 30,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(factor)
}

#[gear]
fn human_size(bytes: u64) -> String {
    const UNITS: &[&str] = &["B", "KiB", "MiB", "GiB", "TiB"];
    let mut size = bytes as f64;
    let mut unit = 0;
    while size >= 1024.0 && unit < UNITS.len() - 1 {
        size /= 1024.0;
        unit += 1;
    }
    if unit == 0 { format!("{bytes} B") } else { format!("{size:.1} {}", UNITS[unit]) }
}

#[gear]
fn parse_range(text: &str) -> Result<Vec<u32>, std::num::ParseIntError> {
    let mut out = vec![];
    for part in text.split(',') {
        match part.split_once('-') {
            Some((from, to)) => {
                let (from, to): (u32, u32) = (from.parse()?, to.parse()?);
                out.extend(from..=to);
            }
            None => out.push(part.parse()?),
        }
    }
    Ok(out)
}

#[gear]
fn ranges(text: &str) -> String {
    match parse_range(text) {
        Ok(numbers) => format!("{numbers:?}"),
        Err(e) => format!("error: {e}"),
    }
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(parse_csv_line: ("a,b,c"), ("\"a,b\",\"say \"\"hi\"\"\",,"), (""), ("\"open")),
        program!(parse_query: ("?a=1&b=2&a=x+y&c"), (""), ("&&=")),
        program!(percent_encode: ("a b/é~"), ("")),
        program!(describe_url: ("https://example.com/a/b"), ("HTTP://h:8080"), ("h:80"), ("http://h:99999/")),
        program!(parse_ini: ("a=1\n[s]\n; c\nb = \"x y\"\n"), ("nonsense"), (""), ("[x]")),
        program!(parse_date: ("2024-02-29"), ("2023-02-29"), ("2023-13-01"), ("x"), ("2023-1-x"), ("2023-00-00")),
        program!(day_of_week: ("2024-02-29"), ("1970-01-01"), ("bad")),
        program!(days_since_epoch: (1970, 1, 1), (2000, 3, 1), (-400, 2, 29)),
        program!(parse_duration: ("1h30m"), ("2d"), ("5"), ("5x"), ("m"), ("")),
        program!(humanize: (0), (59), (90061), (86400)),
        program!(parse_ipv4: ("192.168.0.1"), ("256.1.1.1"), ("1.2.3"), ("1.2.3.4.5")),
        program!(in_cidr: ("10.1.2.3", "10.0.0.0/8"), ("11.0.0.1", "10.0.0.0/8"), ("1.1.1.1", "0.0.0.0/0"), ("1.1.1.1", "1.1.1.1/33")),
        program!(format_ipv4: (0xC0A8_0001_u32), (0), (u32::MAX)),
        program!(parse_request_line: ("GET /index.html HTTP/1.1"), ("GET /"), ("GET / HTTP/2"), ("a b c d")),
        program!(parse_headers: ("Host: x\r\nContent-Type: text/plain; q=1\r\n\r\nbody: no"), ("")),
        program!(parse_cookie: ("a=1; session=xyz; b=2", "session"), ("a=1", "b"), ("", "")),
        program!(parse_key_values: ("a=1, b = 22,c=x"), ("")),
        program!(parse_size: ("10"), ("10 kb"), ("3G"), ("x"), ("99999999999G"), ("5 PB")),
        program!(human_size: (0), (1023), (1536), (1_234_567_890), (u64::MAX)),
        program!(ranges: ("1-3,7,9-10"), ("5-3"), ("a"), ("1-"), ("-1"), ("99999999999")),
    ]
}
