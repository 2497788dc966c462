//! The methods of the catalog, several to a function.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use std::cmp::Ordering;

#[gear]
fn text_search(a: &str, b: &str) -> (Option<usize>, Option<usize>, bool, usize, String, bool) {
    (
        a.rfind(b),
        a.find(|c: char| c == 'b' || c > 'é'),
        a.contains(|c: char| c.is_ascii_digit()),
        a.matches(b).count(),
        a.replacen(b, "<>", 2),
        a.eq_ignore_ascii_case(b),
    )
}

#[gear]
fn text_splits(a: &str, b: &str, n: usize) -> Vec<Vec<String>> {
    let owned = |parts: Vec<&str>| parts.into_iter().map(|part| part.to_string()).collect::<Vec<_>>();
    let mut out = Vec::new();
    out.push(owned(a.rsplit(b).collect::<Vec<_>>()));
    out.push(owned(a.splitn(n, b).collect::<Vec<_>>()));
    out.push(owned(a.split_terminator(b).collect::<Vec<_>>()));
    out.push(owned(a.split_ascii_whitespace().collect::<Vec<_>>()));
    if let Some((head, tail)) = a.rsplit_once(b) {
        out.push(vec![head.to_string(), tail.to_string()]);
    }
    out
}

#[gear]
fn text_trims(a: &str) -> (String, String, String, bool, Vec<(usize, char)>) {
    (
        a.trim_start_matches("ab").to_string(),
        a.trim_end_matches("ab").to_string(),
        a.trim_matches('a').to_string(),
        a.is_ascii(),
        a.char_indices().collect::<Vec<_>>(),
    )
}

#[gear]
fn text_edits(a: String, n: usize) -> (String, String) {
    let mut s = a.clone();
    s.insert_str(n, "é!");
    s.push('x');
    let mut t = a;
    t.truncate(n);
    t.insert(0, '§');
    (s, t)
}

#[gear]
fn text_truncated(a: String, n: usize) -> String {
    let mut s = a;
    s.truncate(n);
    s
}

#[gear]
fn text_halves(a: &str, n: usize) -> (String, String) {
    let (head, tail) = a.split_at(n);
    (head.to_string(), tail.to_string())
}

#[gear]
fn chars(text: &str) -> Vec<(bool, bool, bool, bool, bool, usize, Option<u32>, Option<u32>)> {
    text.chars()
        .map(|c| {
            (
                c.is_ascii_hexdigit(),
                c.is_ascii_punctuation(),
                c.is_ascii_whitespace(),
                c.is_control(),
                c.is_ascii_control(),
                c.len_utf8(),
                c.to_digit(10),
                c.to_digit(36),
            )
        })
        .collect()
}

#[gear]
fn bools(a: bool, x: i64) -> (String, Option<i64>, Option<i64>, bool) {
    (a.to_string(), a.then(|| x * 2), a.then_some(x), a.clone())
}

#[gear]
fn list_edits(values: &[i64], n: usize) -> (Vec<i64>, Vec<i64>, Vec<i64>) {
    let mut a = values.to_vec();
    a.insert(n, 100);
    a.swap(0, n);
    a.retain(|x| x % 2 == 0);
    let mut b = values.to_vec();
    b.extend_from_slice(&a);
    b.dedup();
    b.rotate_left(n);
    let tail = b.split_off(n);
    let mut c = tail.clone();
    c.append(&mut b);
    c.dedup_by_key(|x| *x / 10);
    c.truncate(5);
    (a, tail, c)
}

#[gear]
fn list_takes(values: &[i64], n: usize) -> (i64, i64, Vec<i64>) {
    let mut a = values.to_vec();
    let x = a.remove(n);
    let y = a.swap_remove(0);
    a.rotate_right(1);
    (x, y, a)
}

#[gear]
fn list_views(values: &[i64], n: usize) -> (Vec<Vec<i64>>, Vec<Vec<i64>>, Vec<Vec<i64>>, bool, bool, bool) {
    let other = vec![1, 2];
    (
        values.windows(n).map(|w| w.to_vec()).collect::<Vec<_>>(),
        values.chunks(n).map(|w| w.to_vec()).collect::<Vec<_>>(),
        values.chunks_exact(n).map(|w| w.to_vec()).collect::<Vec<_>>(),
        values.starts_with(&other),
        values.ends_with(&other),
        values.is_sorted(),
    )
}

#[gear]
fn list_parts(values: &[i64], n: usize) -> (i64, i64, Vec<i64>, Vec<i64>, Vec<i64>) {
    let first = match values.split_first() {
        Some((first, rest)) => *first + rest.len() as i64,
        None => -1,
    };
    let last = match values.split_last() {
        Some((last, rest)) => *last - rest.len() as i64,
        None => -1,
    };
    let (a, b) = values.split_at(n);
    let nested = vec![a.to_vec(), b.to_vec(), a.to_vec()];
    (first, last, a.to_vec(), nested.concat(), b.repeat(2))
}

#[gear]
fn sorts(values: &[(i64, String)]) -> (Vec<(i64, String)>, Vec<(i64, String)>, Option<(i64, String)>) {
    let mut by_text = values.to_vec();
    by_text.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut by_number = values.to_vec();
    by_number.sort_by(|a, b| match a.0.cmp(&b.0) {
        Ordering::Less => Ordering::Greater,
        Ordering::Greater => Ordering::Less,
        Ordering::Equal => a.1.len().cmp(&b.1.len()).reverse(),
    });
    let best = values.iter().max_by(|a, b| a.0.cmp(&b.0)).cloned();
    (by_text, by_number, best)
}

#[gear]
fn float_order(values: &[f64]) -> (Vec<f64>, Option<f64>, bool) {
    let mut sorted = values.to_vec();
    sorted.sort_by(|a, b| a.total_cmp(b));
    let least = values.iter().copied().min_by(|a, b| a.total_cmp(b));
    let comparable = values.iter().all(|x| x.partial_cmp(&1.0).is_some());
    (sorted, least, comparable)
}

#[gear]
fn maps(
    keys: &[i64],
    n: i64,
) -> (Vec<(i64, i64)>, Option<(i64, i64)>, Option<(i64, i64)>, Option<(i64, i64)>, usize) {
    let mut map: BTreeMap<i64, i64> = BTreeMap::new();
    for key in keys {
        *map.entry(key % 7).or_insert(0) += 1;
    }
    map.entry(n).or_insert_with(|| n * n);
    map.extend(vec![(50, 1), (60, 2)]);
    map.retain(|key, value| *key != 60 && *value < 1000);
    let first = map.pop_first();
    let last = map.last_key_value().map(|(k, v)| (*k, *v));
    let removed = map.remove_entry(&50);
    let total = map.clone().into_keys().map(|k| k as usize % 3).sum::<usize>();
    (map.into_iter().collect::<Vec<_>>(), first, last, removed, total)
}

#[gear]
fn map_lists(words: &[String]) -> Vec<(usize, Vec<String>)> {
    let mut groups: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for word in words {
        groups.entry(word.len()).or_default().push(word.clone());
    }
    if let Some(ones) = groups.get_mut(&1) {
        ones.push("extra".to_string());
    }
    for group in groups.values_mut() {
        group.reverse();
    }
    groups.into_iter().collect()
}

#[gear]
fn sets(a: &[i64], b: &[i64]) -> (Vec<i64>, Vec<i64>, Vec<i64>, Vec<i64>, bool, bool, bool) {
    let x: BTreeSet<i64> = a.iter().copied().collect();
    let mut y: BTreeSet<i64> = b.iter().copied().collect();
    y.retain(|n| *n != 3);
    y.remove(&4);
    let list = |items: Vec<i64>| items;
    (
        list(x.union(&y).copied().collect()),
        list(x.intersection(&y).copied().collect()),
        list(x.difference(&y).copied().collect()),
        list(x.symmetric_difference(&y).copied().collect()),
        x.is_subset(&y),
        x.is_superset(&y),
        x.is_disjoint(&y),
    )
}

#[gear]
fn options(
    a: Option<i64>,
    b: Option<i64>,
) -> (Option<i64>, Option<i64>, Option<(i64, i64)>, i64, bool, Vec<i64>, i64) {
    let mut taken = a;
    let was = taken.take();
    let mut put = b;
    let before = put.replace(9);
    let result = a.ok_or_else(|| "nothing".to_string());
    (
        a.xor(b),
        a.and(b),
        a.zip(b),
        a.map_or_else(|| -1, |x| x * 10),
        a.is_none_or(|x| x > 1),
        a.iter().chain(b.iter()).copied().collect::<Vec<_>>(),
        was.unwrap_or(0)
            + taken.unwrap_or(100)
            + before.unwrap_or(7)
            + put.unwrap_or(0)
            + result.unwrap_or(0),
    )
}

#[gear]
fn results(text: &str) -> (bool, bool, i64, i64, i64, Vec<i64>, i64) {
    let r = text.parse::<i64>();
    (
        r.is_ok_and(|x| x > 3),
        text.parse::<i64>().is_err_and(|_| true),
        text.parse::<i64>().map_or(-1, |x| x + 1),
        text.parse::<i64>().map_or_else(|_| -2, |x| x + 2),
        text.parse::<i64>().or_else(|_| "7".parse::<i64>()).unwrap_or(0),
        text.parse::<i64>().into_iter().collect::<Vec<_>>(),
        text.parse::<i64>().and("5".parse::<i64>()).unwrap_or(-5),
    )
}

#[gear]
fn iterators(
    values: &[i64],
    n: usize,
) -> (Option<i64>, Vec<i64>, Vec<i64>, Option<i64>, Option<i64>, Option<i64>) {
    (
        values.iter().find_map(|x| if *x > 2 { Some(x * 100) } else { None }),
        values.iter().map_while(|x| if *x < 5 { Some(x + 1) } else { None }).collect::<Vec<_>>(),
        values.iter().step_by(n).copied().collect::<Vec<_>>(),
        values.iter().nth(n).copied(),
        values.iter().last().copied(),
        values.iter().copied().reduce(|a, b| a * 2 + b),
    )
}

#[gear]
fn more_iterators(
    values: &[i64],
    n: usize,
) -> (Vec<i64>, Vec<i64>, Vec<usize>, Vec<i64>, Vec<i64>, Vec<i64>, bool) {
    let (even, odd) = values.iter().copied().partition::<Vec<i64>, _>(|x| x % 2 == 0);
    let (indexes, doubled): (Vec<usize>, Vec<i64>) =
        values.iter().enumerate().map(|(i, x)| (i, x * 2)).unzip();
    let flat = vec![even.clone(), odd.clone()].into_iter().flatten().collect::<Vec<i64>>();
    let some = values.iter().map(|x| x.checked_sub(2)).flatten().collect::<Vec<i64>>();
    let same = even.iter().eq(doubled.iter());
    let cycled = values.iter().copied().cycle().take(n).collect::<Vec<i64>>();
    (even, odd, indexes, flat, some, cycled, same)
}

#[gear]
fn collected(texts: &[String]) -> (Option<Vec<i64>>, bool, i64) {
    let all = texts.iter().map(|t| t.parse::<i64>().ok()).collect::<Option<Vec<i64>>>();
    let result = texts.iter().map(|t| t.parse::<i64>()).collect::<Result<Vec<i64>, _>>();
    let mut iter = texts.iter();
    let mut count = 0;
    while let Some(text) = iter.next() {
        count = count * 10 + text.len() as i64;
    }
    (all, result.is_ok(), count)
}

#[gear]
fn integers(a: i64, b: i64) -> (i64, bool, u64, i64, Option<i64>, Option<i64>, Option<i64>, Vec<u32>) {
    (
        a.signum(),
        a.is_negative(),
        a.abs_diff(b),
        a.clamp(-10, 10),
        a.checked_div(b),
        a.checked_rem(b),
        a.checked_pow(3),
        vec![a.count_ones(), a.count_zeros(), a.leading_zeros(), a.trailing_zeros()],
    )
}

#[gear]
fn small_integers(a: u8, b: i32) -> (u8, u8, bool, i32, i32, i32, u32, Option<u8>) {
    (
        a.saturating_pow(3),
        a.wrapping_pow(3),
        a.is_power_of_two(),
        b.div_euclid(7),
        b.rem_euclid(7),
        b.saturating_mul(1_000_000),
        a.leading_zeros(),
        a.checked_pow(2),
    )
}

#[gear]
fn logarithms(a: u64) -> (u32, u32, u64) {
    (a.ilog2(), a.ilog10(), a.isqrt())
}

#[gear]
fn floats(a: f64, b: f64) -> (bool, bool, f64, f64, f64, f64, f64, bool) {
    (
        a.is_finite(),
        a.is_infinite(),
        a.fract(),
        a.signum(),
        a.copysign(b),
        a.recip(),
        a.powi(3),
        a.is_sign_negative(),
    )
}

#[gear]
fn more_floats(a: f64, b: f64) -> Vec<f64> {
    vec![a.exp(), a.ln(), a.log10(), a.log2(), a.sin(), a.cos(), a.atan2(b), a.powf(b), a.rem_euclid(b)]
}

/// Comparisons stop at the first difference, and a NaN is not equal to itself. `a` and `b` are of one length: of others std may ask
/// for no element at all.
#[gear]
fn compared_as_far_as_needed(a: &[i64], b: &[i64], floats: &[f64]) -> Vec<bool> {
    let same = a.iter().map(|x| 100 / (*x - 4)).eq(b.iter().map(|x| 100 / (*x - 4)));
    let less = a.iter().map(|x| 100 / (*x - 4)).cmp(b.iter().copied()).is_lt();
    let sorted = a.iter().is_sorted_by_key(|x| 100 / (*x - 4));
    let of_floats = [
        floats.iter().eq(floats.iter()),
        floats.iter().ne(floats.iter()),
        floats.starts_with(floats),
        floats.ends_with(floats),
        floats.strip_prefix(floats).is_some(),
    ];
    [same, less, sorted].into_iter().chain(of_floats).collect()
}

/// A range from above to below is a panic if there is anything in the map.
#[gear]
fn ranges(values: &[i64], from: i64, to: i64) -> (Vec<i64>, Vec<i64>, usize) {
    let mut set: BTreeSet<i64> = values.iter().copied().collect();
    let map: BTreeMap<i64, i64> = values.iter().map(|x| (*x, x * 2)).collect();
    let of_map = map.range(from..to).map(|(k, v)| k * 100 + v).collect();
    let of_set = set.range(from..=to).copied().collect();
    set.clear();
    (of_map, of_set, set.range(7..3).count())
}

/// Whose closures may change something: std calls them for each element, in order, until it knows.
#[gear]
fn calls_in_order(a: &[i64]) -> (Vec<i64>, Vec<i64>) {
    let mut seen = Vec::new();
    let mut list = a.to_vec();
    list.retain(|x| {
        seen.push(*x);
        *x != 2
    });
    seen.push(-1);
    list.dedup_by(|x, y| {
        seen.push(*x * 10 + *y);
        *x == *y
    });
    seen.push(-2);
    list.dedup_by_key(|x| {
        seen.push(*x);
        *x / 2
    });
    seen.push(-3);
    let mut note = |x: i64| {
        seen.push(x);
        x % 3
    };
    list.extend(a.iter().min_by_key(|x| note(**x)));
    list.extend(a.iter().max_by_key(|x| note(**x)));
    list.extend(a.iter().copied().min_by(|x, y| note(*x * 10 + *y).cmp(&0)));
    list.extend(a.iter().copied().max_by(|x, y| note(*x * 10 + *y).cmp(&1)));
    list.extend(a.iter().copied().reduce(|x, y| note(x).max(y)));
    list.push(a.iter().position(|x| note(*x) == 1).map_or(-1, |i| i as i64));
    list.push(a.iter().rposition(|x| note(*x) == 1).map_or(-1, |i| i as i64));
    let (even, odd): (Vec<i64>, Vec<i64>) = a.iter().copied().partition(|x| note(*x) == 0);
    list.extend(even);
    list.extend(odd);
    list.extend(a.chunk_by(|x, y| note(*x * 10 + *y) == 0).map(|part| part.len() as i64));
    list.extend(a.split(|x| note(*x) == 0).map(|part| part.len() as i64));
    list.push(i64::from(a.is_sorted_by(|x, y| note(*x * 10 + *y) == 0)));
    (list, seen)
}

/// A key is made once for each element.
#[gear]
fn keys_made_once(a: &[i64]) -> (bool, i64) {
    let mut made = 0;
    let sorted = a.is_sorted_by_key(|x| {
        made += 1;
        *x
    });
    (sorted, made)
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(text_search: ("abcab", "ab"), ("", ""), ("abc", ""), ("ABC", "abc"), ("xéab1éab", "é"), ("aaa", "aa")),
        program!(text_splits: ("a,b,,c", ",", 2), ("", ",", 3), ("abc", "", 3), (" a b\u{b}c ", " ", 0), ("x,", ",", 1), ("a--b", "--", 9)),
        program!(text_trims: ("ababxab"), ("aaa"), (""), ("ab"), ("aéba")),
        program!(text_edits: ("hello".to_string(), 2), ("é".to_string(), 0), ("é".to_string(), 1), ("é".to_string(), 2), ("ab".to_string(), 9)),
        program!(text_truncated: ("hello".to_string(), 2), ("é".to_string(), 1), ("ab".to_string(), 9), (String::new(), 1)),
        program!(text_halves: ("hello", 2), ("é", 1), ("é", 2), ("", 0), ("x", 5)),
        program!(chars: ("aF9z-é \t\u{b}\u{7f}\u{85}'\"\\"), ("")),
        program!(bools: (true, 4), (false, 5)),
        program!(list_edits: (&[1, 2, 3, 4], 1), (&[5, 5, 6, 7, 7, 8], 2), (&[2], 0), (&[] as &[i64], 0), (&[1, 2], 3)),
        program!(list_takes: (&[1, 2, 3, 4], 1), (&[1], 0), (&[1, 2], 0), (&[1, 2, 3], 2)),
        program!(list_views: (&[1, 2, 3, 4, 5], 2), (&[] as &[i64], 1), (&[1, 2], 3), (&[3, 1, 2], 1), (&[1], 0)),
        program!(list_parts: (&[1, 2, 3], 1), (&[5], 1), (&[5], 0), (&[5, 6], 3)),
        program!(sorts: (&[(2, "b".to_string()), (1, "a".to_string()), (2, "abc".to_string()), (2, "a".to_string())]), (&[(1, String::new())])),
        program!(compared_as_far_as_needed: (&[1, 2, 4], &[1, 3, 4], &[f64::NAN]), (&[1, 2], &[1, 2], &[1.0]), (&[1, 2], &[3, 1], &[] as &[f64]), (&[4], &[1], &[0.0])),
        program!(calls_in_order: (&[1, 2, 2, 3, 4, 5, 5, 7, 3]), (&[2, 2]), (&[4]), (&[] as &[i64]), (&[9, 6, 3, 8, 8])),
        program!(ranges: (&[1, 5, 9], 2, 9), (&[1, 5, 9], 5, 4), (&[1, 5, 9], 5, 5), (&[1, 5, 9], 6, 4), (&[] as &[i64], 6, 4)),
        program!(keys_made_once: (&[1, 2, 3]), (&[2, 1, 3]), (&[] as &[i64]), (&[7])),
        program!(float_order: (&[2.0, -0.0, 0.0, f64::NAN, -1.5, f64::INFINITY]), (&[1.0])),
        program!(maps: (&[1, 8, 3, 10], 5), (&[50, 60], 1), (&[7], 100)),
        program!(map_lists: (&["a".to_string(), "bb".to_string(), "c".to_string()]), (&["ccc".to_string()])),
        program!(sets: (&[1, 2, 3], &[2, 3, 4]), (&[1], &[1, 2]), (&[9], &[] as &[i64])),
        program!(options: (None::<i64>, None::<i64>), (Some(0), None::<i64>), (None::<i64>, Some(0)), (Some(2), Some(3))),
        program!(results: ("4"), ("-1"), ("x"), ("")),
        program!(iterators: (&[1, 2, 3, 7, 1], 2), (&[] as &[i64], 1), (&[9], 3), (&[1, 2], 0)),
        program!(more_iterators: (&[1, 2, 3, 4], 6), (&[i64::MIN, 2], 1)),
        program!(collected: (&["1".to_string(), "22".to_string()]), (&["1".to_string(), "x".to_string()])),
        program!(integers: (0, 0), (7, -2), (-7, 2), (i64::MIN, -1), (i64::MAX, i64::MIN), (-1, 0), (1i64 << 40, 3)),
        program!(small_integers: (0, 0), (2, -15), (7, 15), (255, i32::MIN), (128, i32::MAX)),
        program!(logarithms: (0), (1), (9), (10), (1024), (u64::MAX), (999_999_999_999_999_999u64)),
        program!(floats: (0.0, -1.0), (-0.0, 1.0), (2.5, -0.0), (-3.75, 2.0), (f64::INFINITY, 1.0), (f64::NAN, 1.0), (1e-310, 1.0), (1e200, 1.0)),
        program!(more_floats: (0.0, 0.0), (1.0, 2.0), (-2.0, 3.0), (-2.0, 0.5), (0.5, -1.0), (1000.0, 400.0), (f64::INFINITY, 2.0), (f64::NAN, 1.0), (-0.0, -3.0), (7.5, -2.0)),
    ]
}
