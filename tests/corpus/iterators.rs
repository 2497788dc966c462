//! Iterators: chains of adapters as people write them.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

#[gear]
fn top_words(text: &str, n: usize) -> Vec<(String, usize)> {
    let counts = text
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| c.is_ascii_punctuation()).to_lowercase())
        .filter(|word| word.len() > 2)
        .fold(BTreeMap::new(), |mut counts: BTreeMap<String, usize>, word| {
            *counts.entry(word).or_default() += 1;
            counts
        });
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1));
    counts.truncate(n);
    counts
}

#[gear]
fn moving_average(values: &[f64], width: usize) -> Vec<f64> {
    values.windows(width).map(|window| window.iter().sum::<f64>() / width as f64).collect()
}

#[gear]
fn deltas(values: &[i64]) -> Vec<i64> {
    values.iter().zip(values.iter().skip(1)).map(|(a, b)| b - a).collect()
}

#[gear]
fn run_lengths(values: &[i64]) -> Vec<(i64, usize)> {
    values.chunk_by(|a, b| a == b).map(|run| (run[0], run.len())).collect()
}

#[gear]
fn pythagorean(limit: u32) -> Vec<(u32, u32, u32)> {
    (1..=limit)
        .flat_map(|c| (1..c).flat_map(move |b| (1..b).map(move |a| (a, b, c))))
        .filter(|&(a, b, c)| a * a + b * b == c * c)
        .collect()
}

#[gear]
fn inverted_index(documents: &[(u32, &str)]) -> BTreeMap<String, BTreeSet<u32>> {
    documents.iter().flat_map(|&(id, text)| text.split(' ').map(move |word| (word.to_string(), id))).fold(
        BTreeMap::new(),
        |mut index, (word, id)| {
            index.entry(word).or_insert_with(BTreeSet::new).insert(id);
            index
        },
    )
}

#[gear]
fn stats(values: &[f64]) -> Option<(f64, f64, f64, f64)> {
    if values.is_empty() {
        return None;
    }
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / n;
    let min = values.iter().copied().fold(f64::INFINITY, f64::min);
    let max = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    Some((mean, variance.sqrt(), min, max))
}

#[gear]
fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(|a, b| a.partial_cmp(b).unwrap());
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        n if n % 2 == 1 => Some(values[middle]),
        _ => Some((values[middle - 1] + values[middle]) / 2.0),
    }
}

#[gear]
fn modes(values: &[i64]) -> Vec<i64> {
    let mut counts: HashMap<i64, usize> = HashMap::new();
    for v in values {
        *counts.entry(*v).or_insert(0) += 1;
    }
    let most = counts.values().copied().max().unwrap_or(0);
    let mut modes: Vec<i64> = counts.iter().filter(|(_, n)| **n == most).map(|(v, _)| *v).collect();
    modes.sort_unstable();
    modes
}

#[gear]
fn digital_root(n: u64) -> u64 {
    std::iter::successors(Some(n), |&n| {
        (n > 9).then(|| n.to_string().chars().filter_map(|c| c.to_digit(10)).map(u64::from).sum())
    })
    .last()
    .unwrap()
}

#[gear]
fn interleave(a: Vec<i64>, b: Vec<i64>) -> Vec<i64> {
    let (mut a, mut b) = (a.into_iter(), b.into_iter());
    let mut out = Vec::new();
    loop {
        match (a.next(), b.next()) {
            (None, None) => break out,
            (x, y) => out.extend(x.into_iter().chain(y)),
        }
    }
}

#[gear]
fn take_until_total(values: &[u32], limit: u32) -> Vec<u32> {
    let mut total = 0;
    values
        .iter()
        .take_while(|&&v| {
            total += v;
            total <= limit
        })
        .copied()
        .collect()
}

#[gear]
fn matrix_sums(rows: &[Vec<i64>]) -> (Vec<i64>, Vec<i64>, i64) {
    let by_row: Vec<i64> = rows.iter().map(|row| row.iter().sum()).collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let by_column = (0..width).map(|c| rows.iter().filter_map(|row| row.get(c)).sum()).collect();
    let diagonal = rows.iter().enumerate().filter_map(|(i, row)| row.get(i)).product();
    (by_row, by_column, diagonal)
}

#[gear]
fn common_and_unique(a: &[&str], b: &[&str]) -> (Vec<String>, Vec<String>) {
    let (a, b): (HashSet<&str>, HashSet<&str>) = (a.iter().copied().collect(), b.iter().copied().collect());
    let sorted = |items: Vec<&&str>| {
        let mut items: Vec<String> = items.into_iter().map(|s| s.to_string()).collect();
        items.sort();
        items
    };
    (sorted(a.intersection(&b).collect()), sorted(a.symmetric_difference(&b).collect()))
}

#[gear]
fn parse_all(texts: &[&str]) -> (Vec<i64>, Vec<String>) {
    let (good, bad): (Vec<_>, Vec<_>) = texts
        .iter()
        .map(|t| t.trim().parse::<i64>().map_err(|e| format!("{t}: {e}")))
        .partition(|r| r.is_ok());
    (good.into_iter().flatten().collect(), bad.into_iter().filter_map(|r| r.err()).collect())
}

#[gear]
fn table(rows: &[(&str, f64)]) -> String {
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
    rows.iter()
        .map(|(name, value)| format!("{}{} | {value:8.3}", name, " ".repeat(width - name.chars().count())))
        .collect::<Vec<_>>()
        .join("\n")
}

#[gear]
fn rolling_max(values: &[i64]) -> Vec<i64> {
    values
        .iter()
        .scan(i64::MIN, |highest, &v| {
            *highest = (*highest).max(v);
            Some(*highest)
        })
        .collect()
}

#[gear]
fn longest_run(text: &str) -> Option<(char, usize)> {
    let chars: Vec<char> = text.chars().collect();
    chars.chunk_by(|a, b| a == b).map(|run| (run[0], run.len())).max_by_key(|&(_, n)| n)
}

#[gear]
fn zip_longest(keys: &[&str], values: &[i64]) -> Vec<(String, Option<i64>)> {
    keys.iter().enumerate().map(|(i, key)| (key.to_string(), values.get(i).copied())).collect()
}

#[gear]
fn nested_totals(orders: &HashMap<String, Vec<(String, u32)>>) -> Vec<(String, u32, String)> {
    let mut totals: Vec<_> = orders
        .iter()
        .map(|(customer, lines)| {
            let total = lines.iter().map(|(_, n)| n).sum::<u32>();
            let largest = lines.iter().max_by_key(|(_, n)| *n).map(|(name, _)| name.as_str()).unwrap_or("-");
            (customer.clone(), total, largest.to_owned())
        })
        .collect();
    totals.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    totals
}

fn orders() -> HashMap<String, Vec<(String, u32)>> {
    let line = |name: &str, n| (name.to_string(), n);
    HashMap::from([
        ("ann".to_string(), vec![line("tea", 2), line("cup", 5)]),
        ("bob".to_string(), vec![line("pot", 7)]),
        ("cat".to_string(), vec![]),
    ])
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(top_words: ("The cat, the dog. A cat! the", 2), ("", 3), ("Été été", 1)),
        program!(moving_average: (&[1.0, 2.0, 3.0, 4.5], 2), (&[1.0], 2)),
        program!(deltas: (&[1, 4, 2]), (&[5]), (&[0; 0])),
        program!(run_lengths: (&[1, 1, 2, 3, 3, 3]), (&[0; 0])),
        program!(pythagorean: (20), (0)),
        program!(inverted_index: (&[(1, "a b a"), (2, "b c")]), (&[(9, "")])),
        program!(stats: (&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]), (&[0.0; 0]), (&[0.1])),
        program!(median: (vec![3.0, 1.0, 2.0]), (vec![4.0, 1.0, 3.0, 2.0]), (vec![0.0; 0]), (vec![f64::NAN, 1.0])),
        program!(modes: (&[1, 2, 2, 3, 3]), (&[0; 0])),
        program!(digital_root: (0), (9875), (u64::MAX)),
        program!(interleave: (vec![1, 2, 3], vec![10]), (vec![0; 0], vec![0; 0]), (vec![0; 0], vec![5, 6])),
        program!(take_until_total: (&[1, 2, 3, 4], 6), (&[7], 6), (&[0; 0], 0)),
        program!(matrix_sums: (&[vec![1, 2], vec![3, 4, 5]]), (&[vec![0i64; 0]])),
        program!(common_and_unique: (&["a", "b", "c"], &["b", "d"]), (&["x"], &["x"])),
        program!(parse_all: (&["1", " 2 ", "x", "", "99999999999999999999"]), (&["-5"])),
        program!(table: (&[("é", 1.0), ("long", -2.5)]), (&[("x", 1e9)])),
        program!(rolling_max: (&[1, 3, 2, 5, 4]), (&[0; 0])),
        program!(longest_run: ("aabbbcc"), (""), ("ééa"), ("ab")),
        program!(zip_longest: (&["a", "b"], &[1]), (&["x"], &[1, 2])),
        program!(nested_totals: (&orders()), (&HashMap::<String, Vec<(String, u32)>>::new())),
    ]
}
