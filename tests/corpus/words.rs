//! Words and markup: names, templates, wrapping, CSV, versions.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use std::collections::HashMap;

#[gear]
fn escape_html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[gear]
fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.chars().take_while(|&c| c == '#').count();
    if level == 0 || level > 6 {
        return None;
    }
    line[level..].strip_prefix(' ').map(|title| (level, title.trim()))
}

#[gear]
fn markdown(text: &str) -> String {
    let mut html = String::new();
    let mut in_list = false;
    for line in text.lines() {
        if let Some(item) = line.strip_prefix("* ") {
            if !in_list {
                html.push_str("<ul>");
                in_list = true;
            }
            html.push_str(&format!("<li>{item}</li>"));
            continue;
        }
        if in_list {
            html.push_str("</ul>");
            in_list = false;
        }
        match heading(line) {
            Some((level, title)) => html.push_str(&format!("<h{level}>{title}</h{level}>")),
            None if line.is_empty() => {}
            None => html.push_str(&format!("<p>{line}</p>")),
        }
    }
    if in_list {
        html.push_str("</ul>");
    }
    html
}

#[gear]
fn render_template(template: &str, values: &HashMap<String, String>) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = template;
    while let Some(start) = rest.find("{{") {
        out.push_str(&rest[..start]);
        let after = &rest[start + 2..];
        let Some(end) = after.find("}}") else {
            return Err(format!("unclosed placeholder at {start}"));
        };
        let name = after[..end].trim();
        let value = values.get(name).ok_or_else(|| format!("unknown variable `{name}`"))?;
        out.push_str(value);
        rest = &after[end + 2..];
    }
    out.push_str(rest);
    Ok(out)
}

#[gear]
fn snake_case(name: &str) -> String {
    let mut out = String::new();
    for (i, c) in name.char_indices() {
        if c.is_uppercase() {
            if i > 0 {
                out.push('_');
            }
            out.extend(c.to_lowercase());
        } else {
            out.push(c);
        }
    }
    out
}

#[gear]
fn camel_case(name: &str) -> String {
    let mut upper = false;
    let mut out = String::new();
    for c in name.chars() {
        if c == '_' || c == '-' {
            upper = true;
        } else if upper {
            out.push(c.to_ascii_uppercase());
            upper = false;
        } else {
            out.push(c);
        }
    }
    out
}

#[gear]
fn slugify(title: &str) -> String {
    let mut slug = String::new();
    let mut last_dash = true;
    for c in title.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
            last_dash = false;
        } else if !last_dash {
            slug.push('-');
            last_dash = true;
        }
    }
    slug.trim_end_matches('-').to_string()
}

#[gear]
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![];
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[gear]
fn longest_common_prefix(words: &[String]) -> String {
    let Some(first) = words.first() else { return String::new() };
    let mut prefix = first.as_str();
    for word in &words[1..] {
        while !word.starts_with(prefix) {
            prefix = &prefix[..prefix.len() - 1];
        }
    }
    prefix.to_owned()
}

#[gear]
fn mask_card(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    if digits.len() <= 4 {
        return digits;
    }
    let (hidden, shown) = digits.split_at(digits.len() - 4);
    "*".repeat(hidden.len()) + shown
}

#[gear]
fn hex_dump(text: &str) -> String {
    text.bytes().enumerate().fold(String::new(), |mut out, (i, b)| {
        if i > 0 && i % 4 == 0 {
            out.push(' ');
        }
        out.push_str(&format!("{b:02x}"));
        out
    })
}

#[gear]
fn quote_csv(fields: &[&str]) -> String {
    fields
        .iter()
        .map(|field| {
            if field.contains([',', '"', '\n']) {
                format!("\"{}\"", field.replace('"', "\"\""))
            } else {
                field.to_string()
            }
        })
        .collect::<Vec<_>>()
        .join(",")
}

#[gear]
fn tagged(tag: &'static str, text: &str) -> String {
    format!("<{tag}>{text}</{tag}>")
}

#[gear]
fn emphasis(text: &str) -> String {
    let tag = if text.ends_with('!') { "strong" } else { "em" };
    tagged(tag, text.trim())
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn variables() -> HashMap<String, String> {
    HashMap::from([("name".to_string(), "Ada".to_string()), ("n".to_string(), "3".to_string())])
}

#[gear]
fn parse_semver(version: &str) -> Option<Vec<u64>> {
    let core = version.strip_prefix('v').unwrap_or(version);
    let core = core.split(['-', '+']).next()?;
    let parts: Option<Vec<u64>> = core.split('.').map(|p| p.parse::<u64>().ok()).collect();
    parts.filter(|parts| parts.len() == 3)
}

#[gear]
fn compare_versions(a: &str, b: &str) -> Option<&'static str> {
    use std::cmp::Ordering;
    let ordering = parse_semver(a)?.cmp(&parse_semver(b)?);
    Some(match ordering {
        Ordering::Less => "older",
        Ordering::Equal => "same",
        Ordering::Greater => "newer",
    })
}

#[gear]
fn report(entries: &[(&str, f64)]) -> String {
    use std::collections::{self, BTreeMap};
    let mut sums: BTreeMap<&str, f64> = BTreeMap::new();
    let mut names = collections::HashSet::new();
    for (name, value) in entries {
        *sums.entry(*name).or_insert(0.0) += value;
        names.insert(*name);
    }
    let mut text = String::new();
    for (name, sum) in &sums {
        text.push_str(&format!("{name}={sum:.1};"));
    }
    text.push_str(&names.len().to_string());
    text
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(escape_html: ("<a href=\"x\">it's & that</a>"), (""), ("é")),
        program!(heading: ("# One"), ("###### Six "), ("####### Seven"), ("#no"), ("")),
        program!(markdown: ("# Hi\n\ntext\n* a\n* b\nend"), (""), ("* a\n")),
        program!(render_template: ("Hi {{ name }}, {{n}} new", &variables()), ("{{x}}", &variables()), ("{{name", &variables()), ("plain", &variables())),
        program!(snake_case: ("someVariableName"), ("HTTPServer"), ("")),
        program!(camel_case: ("some_variable-name"), ("_x"), ("")),
        program!(slugify: ("Hello, World!  It's Rust"), ("--"), ("Été")),
        program!(wrap: ("the quick brown fox jumps", 10), ("", 5), ("verylongword a b", 3)),
        program!(longest_common_prefix: (&words("flower flow flight")), (&words("dog cat")), (&Vec::<String>::new())),
        program!(mask_card: ("4111 1111 1111 1234"), ("123"), ("")),
        program!(hex_dump: ("hello world"), (""), ("é日")),
        program!(emphasis: (" now! "), ("stop!"), ("")),
        program!(compare_versions: ("v1.2.3", "1.10.0"), ("2.0.0-rc.1", "2.0.0+5"), ("1.2", "1.2.0"), ("3.0.0", "2.9.9")),
        program!(report: (&[("b", 1.5), ("a", 2.0), ("b", 1.0)]), (&[("", 0.25)])),
        program!(quote_csv: (&["a", "b,c", "say \"hi\"", "two\nlines"]), (&[""])),
    ]
}
