//! Everyday programs of people who met the language today.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

#[gear]
#[derive(Debug, Clone, PartialEq)]
struct LruCache {
    capacity: usize,
    entries: HashMap<String, i64>,
    order: VecDeque<String>,
}

#[gear]
impl LruCache {
    fn new(capacity: usize) -> Self {
        Self { capacity, entries: HashMap::with_capacity(capacity), order: VecDeque::new() }
    }

    fn touch(&mut self, key: &str) {
        if let Some(at) = self.order.iter().position(|k| k == key) {
            self.order.remove(at);
        }
        self.order.push_back(key.to_owned());
    }

    fn get(&mut self, key: &str) -> Option<i64> {
        let value = *self.entries.get(key)?;
        self.touch(key);
        Some(value)
    }

    fn put(&mut self, key: &str, value: i64) -> Option<String> {
        let mut evicted = None;
        if !self.entries.contains_key(key) && self.entries.len() == self.capacity {
            evicted = self.order.pop_front();
            if let Some(old) = &evicted {
                self.entries.remove(old);
            }
        }
        self.entries.insert(key.to_string(), value);
        self.touch(key);
        evicted
    }

    fn len(&self) -> usize {
        self.entries.len()
    }

    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[gear]
fn lru(script: &str) -> Vec<String> {
    let mut cache = LruCache::new(2);
    let mut log = vec![];
    for command in script.split(';').map(str::trim).filter(|c| !c.is_empty()) {
        match command.split_once('=') {
            Some((key, value)) => {
                let Ok(value) = value.parse() else {
                    log.push(format!("bad value {value:?}"));
                    continue;
                };
                if let Some(gone) = cache.put(key, value) {
                    log.push(format!("-{gone}"));
                }
            }
            None => log.push(cache.get(command).map_or("miss".into(), |v| v.to_string())),
        }
    }
    log.push(format!("{} {}", cache.len(), cache.is_empty()));
    log
}

#[gear]
fn percentile(values: &[f64], p: f64) -> Option<f64> {
    if values.is_empty() || !(0.0..=100.0).contains(&p) {
        return None;
    }
    let mut sorted = values.to_vec();
    sorted.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    let rank = p / 100.0 * (sorted.len() - 1) as f64;
    let (low, high) = (rank.floor() as usize, rank.ceil() as usize);
    Some(sorted[low] + (sorted[high] - sorted[low]) * (rank - low as f64))
}

#[gear]
fn crc32(data: &[u8]) -> u32 {
    let mut table = [0u32; 256];
    for i in 0..256u32 {
        let mut c = i;
        for _ in 0..8 {
            c = if c & 1 != 0 { 0xEDB8_8320 ^ (c >> 1) } else { c >> 1 };
        }
        table[i as usize] = c;
    }
    !data.iter().fold(!0u32, |crc, byte| table[((crc ^ u32::from(*byte)) & 0xFF) as usize] ^ (crc >> 8))
}

#[gear]
fn fnv1a(text: &str) -> String {
    let hash =
        text.bytes().fold(0xcbf2_9ce4_8422_2325u64, |h, b| (h ^ b as u64).wrapping_mul(0x100_0000_01b3));
    format!("{hash:016x}")
}

#[gear]
struct XorShift {
    state: u64,
}

#[gear]
impl XorShift {
    const DEFAULT: u64 = 88172645463325252;

    fn seeded(seed: u64) -> XorShift {
        XorShift { state: if seed == 0 { Self::DEFAULT } else { seed } }
    }

    fn next_u64(&mut self) -> u64 {
        let mut x = self.state;
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        self.state = x;
        x
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next_u64() % n
    }
}

#[gear]
fn shuffled(n: usize, seed: u64) -> Vec<usize> {
    let mut rng = XorShift::seeded(seed);
    let mut items: Vec<usize> = (0..n).collect();
    for i in (1..n).rev() {
        let j = rng.below(i as u64 + 1) as usize;
        items.swap(i, j);
    }
    items
}

#[gear]
fn add_big(a: &str, b: &str) -> Result<String, String> {
    let digits = |s: &str| -> Result<Vec<u8>, std::num::ParseIntError> {
        s.chars().rev().map(|c| c.to_string().parse::<u8>()).collect()
    };
    let (a, b) = (digits(a).map_err(|e| e.to_string())?, digits(b).map_err(|e| e.to_string())?);
    let mut carry = 0;
    let mut out = Vec::new();
    for i in 0..a.len().max(b.len()) {
        let sum = a.get(i).copied().unwrap_or(0) + b.get(i).copied().unwrap_or(0) + carry;
        out.push((b'0' + sum % 10) as char);
        carry = sum / 10;
    }
    if carry > 0 {
        out.push('1');
    }
    Ok(out.iter().rev().collect())
}

#[gear]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
enum Suit {
    Clubs,
    Diamonds,
    Hearts,
    Spades,
}

#[gear]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
struct Card {
    rank: u8,
    suit: Suit,
}

#[gear]
fn parse_card(text: &str) -> Result<Card, String> {
    let mut chars = text.chars();
    let (Some(rank), Some(suit), None) = (chars.next(), chars.next(), chars.next()) else {
        return Err(format!("`{text}` is not a card"));
    };
    let rank = match rank {
        'A' => 14,
        'K' => 13,
        'Q' => 12,
        'J' => 11,
        'T' => 10,
        d @ '2'..='9' => d.to_digit(10).unwrap() as u8,
        other => return Err(format!("no rank {other}")),
    };
    let suit = match suit.to_ascii_lowercase() {
        'c' => Suit::Clubs,
        'd' => Suit::Diamonds,
        'h' => Suit::Hearts,
        's' => Suit::Spades,
        _ => return Err("no suit".to_string()),
    };
    Ok(Card { rank, suit })
}

#[gear]
fn poker(hand: &str) -> Result<&'static str, String> {
    let mut cards = hand.split_whitespace().map(parse_card).collect::<Result<Vec<Card>, _>>()?;
    if cards.len() != 5 {
        return Err(format!("{} cards", cards.len()));
    }
    cards.sort_by(|a, b| b.cmp(a));
    let flush = cards.iter().all(|c| c.suit == cards[0].suit);
    let straight = cards.windows(2).all(|w| w[0].rank == w[1].rank + 1);
    let mut counts: HashMap<u8, u32> = HashMap::new();
    for card in &cards {
        *counts.entry(card.rank).or_default() += 1;
    }
    let mut shape: Vec<u32> = counts.values().copied().collect();
    shape.sort_unstable_by(|a, b| b.cmp(a));
    Ok(match (shape.as_slice(), flush, straight) {
        (_, true, true) if cards[0].rank == 14 => "royal flush",
        (_, true, true) => "straight flush",
        ([4, ..], _, _) => "four",
        ([3, 2], ..) => "full house",
        (_, true, false) => "flush",
        (_, false, true) => "straight",
        ([3, rest @ ..], ..) if rest.len() == 2 => "three",
        ([2, 2, _], ..) => "two pairs",
        ([2, ..], ..) => "pair",
        _ => "high card",
    })
}

#[gear]
#[derive(Debug, Default, Clone, PartialEq)]
struct Trie {
    children: BTreeMap<char, Trie>,
    end: bool,
}

#[gear]
impl Trie {
    fn insert(&mut self, word: &str) {
        let mut node = self;
        for c in word.chars() {
            node = node.children.entry(c).or_default();
        }
        node.end = true;
    }

    fn find(&self, prefix: &str) -> Option<&Trie> {
        let mut node = self;
        for c in prefix.chars() {
            node = node.children.get(&c)?;
        }
        Some(node)
    }

    fn words(&self, prefix: &str, out: &mut Vec<String>) {
        if self.end {
            out.push(prefix.to_string());
        }
        for (c, child) in &self.children {
            child.words(&format!("{prefix}{c}"), out);
        }
    }
}

#[gear]
fn complete(words: &[String], prefix: &str) -> Vec<String> {
    let mut trie = Trie::default();
    for word in words {
        trie.insert(word);
    }
    let mut out = vec![];
    if let Some(node) = trie.find(prefix) {
        node.words(prefix, &mut out);
    }
    out
}

#[gear]
fn matrix_mul(a: &[Vec<i64>], b: &[Vec<i64>]) -> Option<Vec<Vec<i64>>> {
    let n = b.len();
    let width = b.first().map_or(0, |row| row.len());
    if a.iter().any(|row| row.len() != n) || b.iter().any(|row| row.len() != width) {
        return None;
    }
    Some(
        a.iter()
            .map(|row| (0..width).map(|j| row.iter().zip(b).map(|(x, other)| x * other[j]).sum()).collect())
            .collect(),
    )
}

#[gear]
fn subsets(items: &[String]) -> Vec<Vec<&String>> {
    (0..1u32 << items.len())
        .map(|mask| items.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1).map(|(_, s)| s).collect())
        .collect()
}

#[gear]
fn subset_names(items: &[String]) -> Vec<String> {
    subsets(items)
        .iter()
        .map(|subset| subset.iter().map(|s| s.as_str()).collect::<Vec<_>>().join("+"))
        .collect()
}

#[gear]
fn bits(n: u32) -> (String, u32, u32, u32, bool, Option<u32>) {
    (
        format!("{n:#010b}"),
        n.count_ones(),
        n.leading_zeros(),
        n ^ (n >> 1),
        n.is_power_of_two(),
        n.checked_next_power_of_two(),
    )
}

#[gear]
fn table(rows: &[(String, f64)]) -> String {
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
    let mut lines: Vec<String> =
        rows.iter().map(|(name, price)| format!("{name:<width$} |{price:>10.2}")).collect();
    let total: f64 = rows.iter().map(|r| r.1).sum();
    lines.push("-".repeat(width + 12));
    lines.push(format!("{:<width$} |{total:>10.2}", "sum"));
    lines.join("\n")
}

#[gear]
fn next(log: &mut Vec<i64>) -> i64 {
    log.push(log.len() as i64);
    *log.last().unwrap()
}

#[gear]
fn placed(x: f64, n: i64, word: &str, width: usize, digits: usize) -> Vec<String> {
    let mut log = Vec::new();
    vec![
        format!("{x:.digits$}|{x:>width$.digits$}|{x:<+width$.1}|{:^1$}|{:.*}", word, width, x),
        format!("{n:width$}|{n:<width$}|{n:^width$}|{n:+0width$}|{n:#0width$x}|{n:*^width$b}"),
        format!(
            "{word:width$}|{word:>width$}|{word:-^width$}|{word:.digits$}|{word:>width$.digits$}|{word:width$?}"
        ),
        format!("{0:>2$} {1:<2$} {0}{2}", n, word, width),
        format!("{:>w$.p$} {:5}", x, true, w = width + 1, p = digits),
        format!("{0} {0}", next(&mut log)),
        format!("{1} {0}", next(&mut vec![1]), word.len()),
        format!("{b} {a}", a = next(&mut log), b = next(&mut vec![1, 2])),
        format!("{log:?}{:>1$}", 'é', width),
    ]
}

#[gear]
fn exponents(x: f64, n: i64, u: u64, digits: usize) -> Vec<String> {
    vec![
        format!("{x:e}|{x:E}|{x:+e}|{x:.2e}|{x:.0e}|{x:12e}|{x:<12.1E}|{x:012e}|{x:+.digits$e}"),
        format!("{n:e}|{n:E}|{n:+e}|{n:.2e}|{n:.0e}|{n:12e}|{n:<12.1E}|{n:012e}|{u:e}|{u:.3e}|{u:.digits$e}"),
        format!("{:e}", 1500.0),
    ]
}

#[gear]
fn bfs(grid: &[String], start: (usize, usize)) -> Option<usize> {
    let cells: Vec<Vec<char>> = grid.iter().map(|l| l.chars().collect()).collect();
    let mut queue = VecDeque::from([(start, 0)]);
    let mut seen = BTreeSet::from([start]);
    while let Some(((r, c), steps)) = queue.pop_front() {
        if cells.get(r)?.get(c)? == &'E' {
            return Some(steps);
        }
        for (dr, dc) in [(0i32, 1i32), (1, 0), (0, -1), (-1, 0)] {
            let (nr, nc) = (r as i32 + dr, c as i32 + dc);
            if nr < 0 || nc < 0 {
                continue;
            }
            let next = (nr as usize, nc as usize);
            let Some(cell) = cells.get(next.0).and_then(|row| row.get(next.1)) else { continue };
            if *cell != '#' && seen.insert(next) {
                queue.push_back((next, steps + 1));
            }
        }
    }
    None
}

fn s(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|t| t.to_string()).collect()
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(lru: ("a=1;b=2;a;c=3;b;a;c;x=y;;"), ("")),
        program!(percentile: (&[3.0, 1.0, 2.0][..], 50.0), (&[1.0, 2.0][..], 33.3), (&[0.0; 0][..], 1.0), (&[1.0][..], 101.0)),
        program!(crc32: (&b"123456789"[..]), (&b""[..])),
        program!(fnv1a: ("hello"), ("")),
        program!(shuffled: (10usize, 42u64), (0usize, 0u64), (5usize, 0u64)),
        program!(add_big: ("999", "1"), ("123456789012345678901234567890", "987654321"), ("", ""), ("1x", "2")),
        program!(poker: ("AS KS QS JS TS"), ("2H 2D 2C KC KD"), ("2H 3D 5S 9C KD"), ("2H 2D 5S 5C KD"), ("2H 2D 2S 5C KD"), ("2H 3H 4H 5H 6H"), ("2H 3H"), ("1H 2H 3H 4H 5H"), ("2H 4H 6H 8H TH"), ("22H"), ("2C 2D 2H 2S 3C")),
        program!(complete: (&s(&["car", "card", "care", "dog", "ca"])[..], "car"), (&s(&["x"])[..], "y"), (&s(&["x"])[..], "")),
        program!(matrix_mul: (&[vec![1i64, 2], vec![3, 4]][..], &[vec![5i64, 6], vec![7, 8]][..]), (&[vec![1i64]][..], &[vec![1i64; 0]; 0][..]), (&[vec![1i64; 0]; 0][..], &[vec![1i64; 0]; 0][..])),
        program!(subset_names: (&s(&["a", "b", "c"])[..])),
        program!(bits: (0u32), (10u32), (u32::MAX)),
        program!(table: (&[("tea".to_string(), 1.5), ("coffée".to_string(), 12.345)][..]), (&Vec::<(String, f64)>::new()[..])),
        program!(placed: (1.25, -7, "héllo", 8, 1), (f64::NAN, 255, "", 0, 0), (-1e3, 0, "abc", 3, 2), (0.5, 1, "x", 65536, 0), (0.5, 1, "x", 1, 70000)),
        program!(exponents: (0.0, 0, 0, 0), (-0.0, -1500, 1500, 1), (1234.5, 1234, u64::MAX, 5), (f64::NAN, i64::MIN, 25, 20), (f64::INFINITY, 35, 1000, 0), (5e-324, 15, 12345, 3), (f64::MAX, 25, 99999, 2), (0.1, -25, 9995, 17), (2.5, 1, 1, 0), (1e16, 10, 10, 1), (123456789.0, 1, 10, 2)),
        program!(bfs: (&s(&["S.#", "..E", "#.."])[..], (0usize, 0usize)), (&s(&["S#E"])[..], (0usize, 0usize)), (&s(&[])[..], (0usize, 0usize))),
    ]
}
