//! The `regex` crate: what finds, what splits and what replaces. That the patterns mean the same shows `tests/regex.rs`.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use regex::{Captures, Regex};
use std::sync::LazyLock;

#[gear]
fn places(text: &str) -> (bool, Option<(usize, usize)>, Vec<(usize, usize, usize, String)>) {
    let words = Regex::new(r"\w+|").unwrap();
    (
        words.is_match(text),
        words.find(text).map(|found| (found.start(), found.end())),
        words
            .find_iter(text)
            .map(|m| (m.start(), m.end(), m.len(), m.as_str().to_string()))
            .collect::<Vec<_>>(),
    )
}

#[gear]
fn empty_matches(text: &str) -> Vec<(usize, bool, usize)> {
    let re = Regex::new("a*?b|a*").unwrap();
    re.find_iter(text).map(|m| (m.start(), m.is_empty(), m.range().sum::<usize>())).collect::<Vec<_>>()
}

#[gear]
fn groups(text: &str) -> Option<(String, String, Option<String>, usize, Vec<Option<usize>>)> {
    let re = Regex::new(r"(?<user>[^@\s]+)@(\w+)(?:\.(?P<top>[a-z]+))?").expect("a pattern");
    let found = re.captures(text)?;
    Some((
        found[1].to_string(),
        found["user"].to_uppercase(),
        found.name("top").map(|top| top.as_str().to_string()),
        found.len(),
        found.iter().map(|group| group.map(|group| group.end())).collect::<Vec<_>>(),
    ))
}

#[gear]
fn a_group_without_part(text: &str, at: usize) -> String {
    let re = Regex::new("(a)|(b)").unwrap();
    let found = re.captures(text).unwrap();
    found[at].to_string()
}

#[gear]
fn a_group_by_name(text: &str, name: &str) -> (bool, String) {
    let re = Regex::new("(?P<a>x)?y").unwrap();
    let found = re.captures(text).unwrap();
    (found.name(name).is_some(), found[name].to_string())
}

#[gear]
fn replaced(text: &str, with: &str) -> (String, String, String) {
    let re = Regex::new(r"(?<first>\w)(\d)?").unwrap();
    (
        re.replace(text, with).to_string(),
        re.replace_all(text, with).into_owned(),
        re.replacen(text, 2, with).to_string(),
    )
}

#[gear]
fn replaced_by_a_function(text: &str) -> String {
    let mut count = 0;
    let re = Regex::new("[a-z]+").unwrap();
    let out = re.replace_all(text, |found: &Captures<'_>| {
        count += 1;
        format!("{}{count}", found[0].to_uppercase())
    });
    out.to_string()
}

#[gear]
fn shouted(found: &Captures<'_>) -> String {
    format!("{}!", &found[0])
}

#[gear]
fn replaced_by_a_gear(text: &str, count: usize) -> String {
    static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b[[:alpha:]]{2,}\b").unwrap());
    WORD.replacen(text, count, shouted).to_string()
}

#[gear]
fn pieces(text: &str, count: usize) -> (Vec<String>, Vec<String>, Vec<String>) {
    let owned = |parts: Vec<&str>| parts.into_iter().map(|part| part.to_string()).collect::<Vec<_>>();
    let (comma, nothing) = (Regex::new(r"\s*,\s*").unwrap(), Regex::new("").unwrap());
    (
        owned(comma.split(text).collect::<Vec<_>>()),
        owned(comma.splitn(text, count).collect::<Vec<_>>()),
        owned(nothing.split(text).collect::<Vec<_>>()),
    )
}

#[gear]
fn first_number(re: &Regex, text: &str) -> Option<i64> {
    let found = re.find(text)?;
    found.as_str().parse().ok()
}

#[gear]
fn passed_on(text: &str) -> Option<i64> {
    let digits = Regex::new(r"(?-u:\d)+").unwrap();
    first_number(&digits.clone(), text)
}

#[gear]
fn fields(text: &str) -> HashMap<String, String> {
    let pair = Regex::new(r#"(\w+)\s*=\s*"([^"]*)""#).unwrap();
    let mut out = HashMap::new();
    for found in pair.captures_iter(text) {
        out.insert(found[1].to_string(), found[2].to_string());
    }
    out
}

#[gear]
fn handled(text: &str) -> Result<bool, String> {
    let re = Regex::new("^[a-f0-9]{4}$").map_err(|_| "no pattern".to_string())?;
    if let Some(found) = re.find(text)
        && found.len() == text.len()
    {
        Ok(true)
    } else {
        Err(regex::escape(text))
    }
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(places: (""), ("é"), ("ab é_1 ²x"), ("日本 語\n"), ("a😀b")),
        program!(empty_matches: (""), ("aab"), ("baac"), ("éaaé"), ("ab😀aab")),
        program!(groups: ("ann@example.org"), ("é@ü"), ("<a@b.c>"), ("@"), ("x a@b. y@z.w")),
        program!(a_group_without_part: ("a", 0), ("a", 1), ("a", 2), ("b", 2), ("b", 3), ("c", 0)),
        program!(a_group_by_name: ("xy", "a"), ("y", "a"), ("xy", "b"), ("", "a")),
        program!(replaced: ("a1 b2 c", "[$0]"), ("a1", "$first$2"), ("a1", "$first_x"), ("a1", "${first}_x"), ("a1b", "$2-${2}0"), ("a1", "$$1 $ $"),
            ("a1", "${"), ("a1", "${}$"), ("a1", "${+1}$01"), ("a1", "$99999999999999999999999$nothing"), ("", "x"), ("é9", "${ first}$1a"), ("a1", "\\1\\g<0>")),
        program!(replaced_by_a_function: ("one two 3 four"), (""), ("1")),
        program!(replaced_by_a_gear: ("one two i three", 2), ("one two", 0), ("éa bc", 1)),
        program!(pieces: ("a , b,c", 2), ("a", 0), ("", 1), (",", 5), ("é,,ü", 3), ("x,y", 1)),
        program!(passed_on: ("a 12 b"), ("٣"), ("99999999999999999999"), ("")),
        program!(fields: ("a = \"1\" bc=\"x y\" a=\"2\""), ("a=1")),
        program!(handled: ("00ff"), ("00ff\n"), ("a.b*c[d]-e&f~g#h"), ("é ")),
    ]
}
