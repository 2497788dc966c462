//! Order: rankings, options among what is sorted, keys that go both ways.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use serde::{Deserialize, Serialize};
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, HashMap};

#[gear]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Player {
    name: String,
    score: i64,
    seen: Option<u64>,
    vip: bool,
}

fn player(name: &str, score: i64, seen: Option<u64>) -> Player {
    Player { name: name.to_string(), score, seen, vip: score > 3 }
}

fn players() -> Vec<Player> {
    vec![
        player("ann", 3, Some(7)),
        player("bob", 5, None),
        player("cy", 5, Some(2)),
        player("", -1, Some(2)),
        player("élan", 5, None),
    ]
}

#[gear]
fn leaderboard(mut players: Vec<Player>) -> Vec<String> {
    players.sort_by_key(|p| (Reverse(p.score), p.name.clone()));
    players.iter().enumerate().map(|(i, p)| format!("{}. {} ({})", i + 1, p.name, p.score)).collect()
}

#[gear]
fn newest_first(mut players: Vec<Player>) -> Vec<(String, Option<u64>)> {
    players.sort_by_key(|player| Reverse(player.seen));
    players.into_iter().map(|player| (player.name, player.seen)).collect()
}

#[gear]
fn by_many_keys(mut players: Vec<Player>) -> Vec<String> {
    players.sort_by(|a, b| {
        b.seen
            .cmp(&a.seen)
            .then_with(|| (a.vip, a.score).cmp(&(b.vip, b.score)))
            .then_with(|| b.name.len().cmp(&a.name.len()))
    });
    players.into_iter().map(|p| p.name).collect()
}

#[gear]
fn early(mut players: Vec<Player>) -> Vec<String> {
    players.sort_by_key(|player| {
        if player.name.is_empty() {
            return (Reverse(i64::MAX), None);
        }
        let score = player.score * 2;
        (Reverse(score), player.seen)
    });
    players.into_iter().map(|player| player.name).collect()
}

#[gear]
fn most_frequent(text: &str, n: usize) -> Vec<(String, usize)> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in text.split_whitespace() {
        *counts.entry(word).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().map(|(word, count)| (word.to_string(), count)).collect();
    counts.sort_unstable_by_key(|(word, count)| (Reverse(*count), Reverse(word.clone())));
    counts.truncate(n);
    counts
}

#[gear]
fn group_extremes(pairs: &[(String, Option<i64>)]) -> BTreeMap<String, (Option<i64>, Option<i64>)> {
    let mut groups: BTreeMap<String, (Option<i64>, Option<i64>)> = BTreeMap::new();
    for (key, value) in pairs {
        let (least, most) = groups.get(key).copied().unwrap_or((*value, *value));
        groups.insert(key.clone(), (least.min(*value), most.max(*value)));
    }
    groups
}

#[gear]
fn descending(mut numbers: Vec<i64>, mut words: Vec<String>) -> (Vec<i64>, Vec<String>, bool) {
    numbers.sort_by_key(|&n| Reverse(n));
    words.sort_by_cached_key(|word| Reverse(word.to_lowercase()));
    let falling = numbers.iter().is_sorted_by_key(|&n| Reverse(n));
    (numbers, words, falling)
}

#[gear]
fn reversed_in_place(numbers: &[i64], wanted: i64) -> (Vec<i64>, Result<usize, usize>) {
    let mut kept: Vec<Reverse<i64>> = numbers.iter().copied().map(Reverse).collect();
    kept.sort();
    let place = kept.binary_search(&Reverse(wanted));
    (kept.into_iter().map(|Reverse(n)| n).collect(), place)
}

#[gear]
fn compare_versions(a: &str, b: &str) -> Option<i32> {
    let parts = |text: &str| -> Vec<Option<u32>> { text.split('.').map(|part| part.parse().ok()).collect() };
    match parts(a).cmp(&parts(b)) {
        Ordering::Less => Some(-1),
        Ordering::Equal => None,
        Ordering::Greater => Some(1),
    }
}

#[gear]
fn closest(points: &[(f64, f64)], x: f64, y: f64) -> Option<(f64, f64)> {
    let distance = |p: &(f64, f64)| (p.0 - x).powi(2) + (p.1 - y).powi(2);
    points.iter().copied().min_by(|a, b| {
        distance(a)
            .partial_cmp(&distance(b))
            .unwrap_or(Ordering::Equal)
            .then_with(|| a.partial_cmp(b).unwrap())
    })
}

#[gear]
fn podium(players: &[Player]) -> (Option<String>, Option<String>, Option<String>) {
    let best = players.iter().max_by_key(|p| (p.score, Reverse(p.name.clone())));
    let worst = players.iter().min_by_key(|p| (p.score, Reverse(p.seen)));
    let earliest = players.iter().filter(|p| p.seen.is_some()).min_by_key(|p| (p.seen, Reverse(p.score)));
    (best.map(|p| p.name.clone()), worst.map(|p| p.name.clone()), earliest.map(|p| p.name.clone()))
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| word.to_string()).collect()
}

fn pairs() -> Vec<(String, Option<i64>)> {
    [("a", Some(3)), ("a", None), ("b", Some(-1)), ("a", Some(9))]
        .map(|(key, value)| (key.to_string(), value))
        .to_vec()
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(leaderboard: (players()), (Vec::<Player>::new())),
        program!(newest_first: (players()), (vec![player("x", 1, None)])),
        program!(by_many_keys: (players())),
        program!(early: (players())),
        program!(most_frequent: ("the cat the dog a cat the", 2), ("é e é b a", 9), ("", 1)),
        program!(group_extremes: (&pairs()), (&pairs()[..1])),
        program!(descending: (vec![3, 1, 2, 3], words(&["b", "A", "c", "a"])), (vec![i64::MIN, 0, i64::MAX], words(&[]))),
        program!(reversed_in_place: (&[4, 1, 9], 4), (&[4, 1, 9], 5), (&[] as &[i64], 0)),
        program!(compare_versions: ("1.2.3", "1.10"), ("1.x", "1.0"), ("2", "2"), ("3.1", "3")),
        program!(closest: (&[(0.0, 0.0), (1.0, 1.0), (2.0, 2.0)], 1.5, 1.5), (&[] as &[(f64, f64)], 0.0, 0.0)),
        program!(podium: (&players()), (&players()[..1])),
    ]
}
