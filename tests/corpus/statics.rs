//! What `LazyLock` makes once.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

#[gear]
static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\w+$").unwrap());

#[gear]
static PRICES: LazyLock<HashMap<&'static str, i64>> =
    LazyLock::new(|| vec![("apple", 3), ("pear", 4)].into_iter().collect());

#[gear]
static PRIMES: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut found: Vec<u64> = Vec::new();
    for n in 2..50 {
        if found.iter().all(|p| n % p != 0) {
            found.push(n);
        }
    }
    found
});

#[gear]
static NOTHING: LazyLock<BTreeSet<i64>> = LazyLock::new(BTreeSet::new);

#[gear]
mod words {
    use super::*;

    pub(super) static STOP: LazyLock<BTreeSet<String>> =
        LazyLock::new(|| "the a of".split(' ').map(str::to_string).collect());

    pub(super) fn is_stop(word: &str) -> bool {
        STOP.contains(word)
    }
}

#[gear]
fn total(text: &str) -> (i64, usize) {
    let words: Vec<&str> = text.split(',').filter(|word| WORD.is_match(word)).collect();
    let total = words.iter().map(|word| PRICES.get(word).copied().unwrap_or(1)).sum();
    (total, words.len())
}

#[gear]
fn factors(mut n: u64) -> Vec<u64> {
    let mut found = Vec::new();
    for &p in PRIMES.iter() {
        while n > 0 && n % p == 0 {
            found.push(p);
            n /= p;
        }
    }
    found
}

/// A copy may change; what the static holds may not.
#[gear]
fn more(n: u64) -> (Vec<u64>, usize) {
    let mut all = PRIMES.clone();
    all.push(n);
    let known = &*PRIMES;
    (all.split_off(13), known.len() + NOTHING.len())
}

#[gear]
fn without_stops(text: &str) -> Vec<String> {
    let first = words::STOP.iter().next().cloned();
    let kept = text.split(' ').filter(|word| !words::is_stop(word)).map(|word| word.to_string());
    kept.chain(first).collect()
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(total: ("apple,pear,x y,kiwi"), ("")),
        program!(factors: (360), (97), (1)),
        program!(more: (53)),
        program!(without_stops: ("the price of a thing"), ("")),
    ]
}
