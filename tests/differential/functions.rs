//! Functions that are named by their paths, as values and called.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

#[gear]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Word {
    Short(String),
    Long { text: String, length: usize },
}

#[gear]
impl Word {
    fn of(text: &str) -> Word {
        if text.len() < 4 {
            Self::Short(text.to_string())
        } else {
            Word::Long { text: text.to_string(), length: text.len() }
        }
    }

    fn text(&self) -> String {
        match self {
            Word::Short(text) => text.clone(),
            Word::Long { text, .. } => text.clone(),
        }
    }
}

#[gear]
fn doubled(x: i64) -> i64 {
    x.wrapping_mul(2)
}

#[gear]
fn of_the_library(text: &str) -> (Vec<String>, String, usize, Option<i64>, Vec<Option<i64>>) {
    let words: Vec<String> = text.split(',').map(str::trim).map(String::from).collect();
    let total = words.iter().map(String::len).sum();
    let first = words.first().map(|word| word.parse::<i64>()).and_then(Result::ok);
    let digits = text.chars().filter(char::is_ascii_digit).collect();
    let numbers = words.iter().map(|word| word.parse::<i64>()).map(Result::ok).collect();
    (words, digits, total, first, numbers)
}

#[gear]
fn of_numbers(values: &[i64]) -> (Vec<i64>, i64, Option<i64>, Vec<String>, Vec<Option<u8>>) {
    (
        values.iter().copied().map(i64::wrapping_abs).map(doubled).collect(),
        values.iter().copied().fold(i64::MIN, i64::max),
        values.iter().copied().reduce(i64::min),
        values.iter().map(ToString::to_string).collect(),
        values.iter().copied().map(u8::try_from).map(Result::ok).collect(),
    )
}

#[gear]
fn of_own_types(text: &str) -> (Vec<String>, Vec<String>, usize) {
    let words: Vec<Word> = text.split_whitespace().map(Word::of).collect();
    let texts: Vec<String> = words.iter().map(Word::text).collect();
    let short: Vec<Word> = texts.iter().cloned().map(Word::Short).collect();
    let long = words.iter().filter(|word| matches!(word, Word::Long { .. })).count();
    (texts, short.iter().map(Word::text).collect(), long)
}

#[gear]
fn called_by_path(text: &str, x: i64) -> (usize, String, i64, bool, Option<i64>) {
    let words = vec![text.to_string(), String::new()];
    let some = Option::map(Some(x), |x| x ^ 1);
    (str::len(text), ToString::to_string(&x), i64::max(x, 3), Vec::is_empty(&words), some)
}

#[gear]
fn in_variables(values: Vec<String>) -> (Vec<String>, Vec<String>) {
    let shout = str::to_uppercase;
    let empty: fn() -> Vec<String> = Vec::new;
    (
        values.iter().map(|value| shout(value)).collect(),
        values.first().map(|_| empty()).unwrap_or_else(Vec::new),
    )
}

#[gear]
fn flat(words: Vec<String>) -> (Vec<i64>, Vec<i64>, Vec<char>, Vec<i64>) {
    let mut all: Vec<i64> = Vec::new();
    all.extend(words.first().and_then(|word| word.parse::<i64>().ok()));
    all.extend(words.iter().map(|word| word.len() as i64));
    (
        words.iter().flat_map(|word| word.parse::<i64>()).collect(),
        words.iter().flat_map(|word| word.parse::<i64>().ok()).collect(),
        words.iter().flat_map(|word| word.chars()).collect(),
        all,
    )
}

#[gear]
fn lists_of_characters(text: &str, c: char) -> (Vec<String>, String, Option<usize>, bool) {
    (
        text.split([',', ' ', c]).map(str::to_string).collect(),
        text.trim_matches(&['(', ')', c][..]).to_string(),
        text.find(['x', c]),
        text.starts_with(&['a', c]),
    )
}

#[gear]
fn queue(values: &[i64]) -> (Vec<i64>, Option<i64>) {
    let mut queue: VecDeque<i64> = values.iter().copied().collect();
    let mut seen = Vec::new();
    while let Some(x) = queue.pop_front() {
        seen.push(x);
        if x % 7 > 2 {
            queue.push_back(x / 7);
        }
    }
    queue.push_front(1);
    queue.extend(seen.iter().copied());
    (seen, queue.back().copied())
}

type Line = VecDeque<i64>;

/// `remove` of a queue gives an option, and that of a list panics. `Line` is the queue by another name.
#[gear]
fn removed(values: &[i64], at: usize) -> (Option<i64>, Vec<i64>, Vec<i64>, bool, String) {
    let mut queue: Line = values.iter().copied().collect();
    let copy = queue.clone();
    let one = queue.remove(at);
    let tail = queue.split_off(queue.len() / 2);
    let same = copy == values.to_vec();
    let text = format!("{queue:?} {:?}", queue.get(0));
    (one, Vec::from(queue), tail.into_iter().collect(), same, text)
}

#[gear]
fn bytes_of(queue: VecDeque<u8>) -> (Vec<i64>, Option<u8>) {
    let last = queue.back().copied();
    (queue.into_iter().rev().map(i64::from).collect(), last)
}

#[gear]
fn queue_of_bytes(text: &str) -> (Vec<i64>, Option<u8>) {
    bytes_of(text.bytes().collect())
}

/// Where the classes of characters change in a part of Unicode.
#[gear]
fn classes(from: u32, to: u32) -> Vec<(u32, bool, bool, bool, bool, bool)> {
    let mut changes = Vec::new();
    let mut last = (false, false, false, false, false);
    for code in from..to {
        let Some(c) = char::from_u32(code) else { continue };
        let now =
            (c.is_alphabetic(), c.is_numeric(), c.is_alphanumeric(), c.is_lowercase(), c.is_uppercase());
        if now != last {
            changes.push((code, now.0, now.1, now.2, now.3, now.4));
            last = now;
        }
    }
    changes
}

/// The characters that change case in a part of Unicode, and what becomes of them.
#[gear]
fn cases(from: u32, to: u32) -> Vec<(u32, String, String)> {
    let mut changes = Vec::new();
    for code in from..to {
        let Some(c) = char::from_u32(code) else { continue };
        let (upper, lower) = (c.to_uppercase().collect::<String>(), c.to_string().to_lowercase());
        if upper != lower {
            changes.push((code, upper, lower));
        }
    }
    changes
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(of_the_library: (""), ("1, 2,x"), (" 12 "), ("a,,é 7"), ("9223372036854775808,-1")),
        program!(of_numbers: (&[] as &[i64]), (&[1i64, -5, 300] as &[i64]), (&[i64::MIN, i64::MAX] as &[i64])),
        program!(of_own_types: (""), ("a bcde é"), ("word words")),
        program!(called_by_path: ("é", 1i64), ("", i64::MIN)),
        program!(in_variables: (vec!["a".to_string(), "ß".to_string()]), (Vec::<String>::new())),
        program!(flat: (vec!["1".to_string(), "x".to_string(), "-2".to_string()]), (Vec::<String>::new())),
        program!(lists_of_characters: ("", 'a'), ("(a, b)x", 'b'), ("ébé", 'é')),
        program!(classes: (0u32, 0x3000u32), (0x3000u32, 0x20000u32), (0x20000u32, 0x110000u32)),
        program!(cases: (0u32, 0x2000u32), (0x2000u32, 0x20000u32), (0x20000u32, 0x110000u32)),
        program!(removed: (&[] as &[i64], 0usize), (&[1i64, 2, 3] as &[i64], 0usize), (&[1i64, 2, 3] as &[i64], 2usize), (&[1i64, 2, 3] as &[i64], 3usize)),
        program!(queue_of_bytes: (""), ("aé")),
        program!(queue: (&[] as &[i64]), (&[700i64, 3, 21] as &[i64])),
    ]
}
