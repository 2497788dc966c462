//! The runtime's own modules for closures: bytes as text, digests, chance.

use crate::program::{Program, program};
use redis_gears::prelude::*;

#[gear]
fn encoded(text: &str) -> (String, String, String, Option<String>) {
    let base64 = codec::base64_encode(text);
    let back = codec::base64_decode(&base64).and_then(|bytes| String::from_utf8(bytes).ok());
    (base64, codec::base64_url_encode(text.as_bytes()), codec::hex_encode(text), back)
}

#[gear]
fn decoded(text: &str) -> (Option<String>, Option<String>, Option<String>) {
    (
        codec::base64_decode(text).map(|bytes| codec::hex_encode(&bytes)),
        codec::base64_url_decode(text).map(|bytes| codec::hex_encode(&bytes)),
        codec::hex_decode(text).map(|bytes| codec::base64_encode(bytes)),
    )
}

#[gear]
fn digests(text: &str) -> (String, String, String, String, u32) {
    (
        hash::md5_hex(text),
        hash::sha1_hex(text.as_bytes()),
        hash::sha256_hex(text),
        hash::sha512_hex(text),
        hash::crc32(text),
    )
}

/// What is drawn differs from world to world, and what holds for every draw does not.
#[gear]
fn draws(low: i64, high: i64) -> (bool, bool, bool) {
    let inside = (0..300).all(|_| {
        let n = random::int(low..high);
        low <= n && n < high
    });
    let closed = (0..300).all(|_| {
        let n = random::int(low..=high);
        low <= n && n <= high
    });
    let floats = (0..300).all(|_| {
        let x = random::float();
        0.0 <= x && x < 1.0
    });
    (inside, closed, floats)
}

#[gear]
fn a_die_is_fair(throws: i64) -> bool {
    let mut faces: HashMap<u8, i64> = HashMap::new();
    for _ in 0..throws {
        *faces.entry(random::int(1..=6u8)).or_insert(0) += 1;
    }
    // Ten times the standard deviation on either side.
    let (mean, margin) = (throws as f64 / 6.0, 10.0 * (throws as f64 * 5.0 / 36.0).sqrt());
    faces.len() == 6 && faces.values().all(|count| (*count as f64 - mean).abs() < margin)
}

#[gear]
fn decks(count: i64) -> (bool, bool, Vec<i64>, bool) {
    let deck: Vec<i64> = (0..count).collect();
    let mut shuffled = deck.clone();
    random::shuffle(&mut shuffled);
    let mut sorted = shuffled.clone();
    sorted.sort();
    let drawn = (0..100).all(|_| random::choice(&deck).map_or(count == 0, |card| deck.contains(card)));
    (drawn, count > 20 && shuffled == deck, sorted, random::choice(&deck).is_none())
}

#[gear]
fn identities(count: usize) -> (usize, bool) {
    let all: HashSet<String> = (0..count).map(|_| random::uuid()).collect();
    let proper = |uuid: &String| {
        let parts: Vec<usize> = uuid.split('-').map(|part| part.len()).collect();
        let digits = uuid.chars().filter(|c| c.is_ascii_hexdigit() && !c.is_ascii_uppercase()).count();
        let variant = uuid.chars().nth(19).is_some_and(|c| "89ab".contains(c));
        parts == vec![8, 4, 4, 4, 12] && digits == 32 && uuid.chars().nth(14) == Some('4') && variant
    };
    (all.len(), all.iter().all(|uuid| proper(uuid)))
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(encoded: (""), ("a"), ("ab"), ("abc"), ("\u{0}é😀\u{7f}??>>~~")),
        program!(decoded: (""), ("AP8="), ("AP8"), ("AP9="), ("A"), ("AA"), ("AA=="), ("AA="), ("AB=="), ("AAA"), ("-_8"), ("+/8="), ("-/8"), ("AA==AA=="), ("AA ==")
            , ("AA==\n"), ("====="), ("é"), ("00ff"), ("00F"), ("0x00"), ("0 1 "), ("Zg=="), ("Zh=="), ("aGVsbG8gd29ybGQ=")),
        program!(digests: (""), ("abc"), ("é😀\n"), ("a".repeat(200).as_str())),
        program!(draws: (0, 5), (-3, 4), (i64::MIN, i64::MAX), (7, 8), (5, 5), (9, 1)),
        program!(a_die_is_fair: (6000)),
        program!(decks: (0), (1), (60)),
        program!(identities: (200)),
    ]
}
