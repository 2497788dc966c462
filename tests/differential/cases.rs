//! Programs written by hand: what is easy to get wrong, and one for each difference that was ever found.

use crate::program::{Program, program};
use redis_gears::{Value, prelude::*};
use serde::{Deserialize, Serialize};

#[gear]
#[derive(Clone, Serialize, Deserialize)]
struct Point {
    x: i64,
    y: i64,
    name: String,
}

#[gear]
fn too_large_before_a_wrong_digit(text: &str) -> (Result<i64, String>, Option<i64>, Result<u8, String>) {
    (
        text.parse::<i64>().map_err(|e| e.to_string()),
        i64::from_str_radix(text, 16).ok(),
        text.parse::<u8>().map_err(|e| e.to_string()),
    )
}

#[gear]
fn default_that_is_not_there(present: Option<i64>) -> (i64, i64) {
    let none: BTreeMap<String, i64> = BTreeMap::new();
    let first = present.unwrap_or(1);
    (first, if first > 1 { present.map_or(none["a"], |n| n) } else { present.unwrap_or(none["b"] + 1) })
}

#[gear]
fn shadowed_function_in_lazy_map(v: &[i64]) -> Vec<i64> {
    let f = |x: i64| x + 1;
    let mapped = v.iter().copied().map(f);
    let f = |x: i64| x * 100;
    mapped.map(f).collect()
}

#[gear]
fn range_replaced_within_a_character(text: &str) -> (String, String) {
    let (mut first, mut last) = (text.to_string(), text.to_string());
    first.replace_range(..text.len() - 1, "");
    last.replace_range(1.., "");
    (first, last)
}

#[gear]
fn shadowed_map_of_lazy_values(a: i64) -> Vec<i64> {
    let mut source: BTreeMap<i64, i64> = BTreeMap::new();
    source.insert(2, a);
    source.insert(1, 7);
    let m = source;
    let values = m.values();
    let m = 5;
    values.map(|x| x + m).collect()
}

#[gear]
fn ﬁ(ﬀ: i64) -> i64 {
    let ff = ﬀ + 1;
    ff * 10 + ﬀ
}

#[gear]
fn fi(a: i64) -> i64 {
    a - 1
}

#[gear]
fn names_that_python_reads_as_one(a: i64) -> (i64, i64, i64) {
    let größe = ﬁ(a);
    let 価格 = fi(a);
    let ｘ = größe - 価格;
    let x = ｘ + 1;
    (größe, ｘ, x)
}

#[gear]
fn option_changed_inside_its_own_map(a: i64) -> (Option<i64>, Option<i64>) {
    let mut n = Some(a);
    let mapped = n.map(|v| {
        n = None;
        v + 1
    });
    (mapped, n)
}

#[gear]
fn arrays_are_copied(a: i64) -> (i64, i64, i64) {
    let mut first = [a, 2, 3];
    let second = first;
    first[0] = 9;
    let pair = (first, 1);
    first[1] = 8;
    (second[0], pair.0[1], first[1])
}

#[gear]
fn change_array(mut v: [i64; 2]) -> i64 {
    v[0] = 77;
    v[0] + v[1]
}

#[gear]
fn array_parameters_are_copied(a: i64) -> (i64, i64) {
    let v = [a, 1];
    let sum: i64 = change_array(v);
    (sum, v[0])
}

#[gear]
fn equal_lists_of_nan(x: f64) -> (bool, bool, bool) {
    let a = vec![x, 1.0];
    let b = a.clone();
    let t = (x, 1);
    (a == b, t == t, a != b)
}

#[gear]
fn tuple_in_list_with_nan(x: f64) -> bool {
    let pairs = vec![(1, x)];
    pairs.contains(&(1, x))
}

#[gear]
fn empty_product(x: f64) -> (f64, f64, i64) {
    let none: Vec<f64> = Vec::new();
    let ints: Vec<i64> = Vec::new();
    (none.iter().product::<f64>(), [x, 2.0].iter().product::<f64>(), ints.iter().product::<i64>())
}

#[gear]
fn empty_sum(x: f64) -> (f64, f64) {
    let none: Vec<f64> = Vec::new();
    (none.iter().sum::<f64>(), [x, 2.0].iter().sum::<f64>())
}

#[gear]
fn max_by_key_asks_in_order(v: &[i64]) -> (Vec<i64>, Option<i64>) {
    let mut asked = Vec::new();
    let most = v.iter().copied().max_by_key(|x| {
        asked.push(*x);
        x % 3
    });
    (asked, most)
}

#[gear]
fn take_and_skip_of_everything(v: &[i64]) -> (usize, usize) {
    (v.iter().take(usize::MAX).count(), v.iter().skip(usize::MAX).count())
}

#[gear]
fn rev_of_a_map_is_lazy(v: &[i64]) -> Vec<i64> {
    v.iter().map(|x| 100 / x).rev().take(1).collect()
}

#[gear]
fn rev_runs_from_the_end(v: &[i64]) -> (Vec<i64>, Vec<i64>) {
    let mut seen = Vec::new();
    let out = v
        .iter()
        .map(|x| {
            seen.push(*x);
            x + 1
        })
        .rev()
        .collect();
    (out, seen)
}

#[gear]
fn some_none_of_a_list(v: &[i64]) -> i64 {
    let mut n = 0;
    v.iter().for_each(|x| {
        if *x > 1 {
            return;
        }
        n += x;
    });
    n
}

#[gear]
fn keyword_update(a: i64) -> i64 {
    let p = Point { x: a, y: 2, name: String::from("p") };
    let q = Point { y: 5, ..p.clone() };
    let x: i64 = q.x;
    let y: i64 = q.y;
    x * 10 + y
}

#[gear]
fn compound_assignment_order(a: i64) -> Vec<i64> {
    let mut n = 0;
    let mut v = vec![10, 20, 30, a];
    let mut next = || {
        n += 1;
        n
    };
    v[next() as usize] += next();
    v
}

#[gear]
fn tuple_place_is_evaluated_once(a: i64) -> (Vec<(i64, i64)>, i64) {
    let mut n = 0;
    let mut v = vec![(1, 2), (3, a), (5, 6)];
    let mut next = || {
        n += 1;
        n as usize
    };
    v[next()].1 += 5;
    (v, n)
}

#[gear]
fn insert_evaluates_the_key_first(a: i64) -> BTreeMap<i64, i64> {
    let mut n = a;
    let mut m: BTreeMap<i64, i64> = BTreeMap::new();
    let mut next = || {
        n = (n % 7) + 1;
        n
    };
    m.insert(next(), next());
    m
}

#[gear]
fn debug_of_a_parse_error(s: &str) -> String {
    match s.parse::<i64>() {
        Ok(n) => format!("{n}"),
        Err(e) => format!("{e}"),
    }
}

#[gear]
fn parses(s: &str) -> (Result<i64, String>, Result<u8, String>, Result<i8, String>, Result<f64, String>) {
    (
        s.parse::<i64>().map_err(|e| e.to_string()),
        s.parse::<u8>().map_err(|e| e.to_string()),
        s.parse::<i8>().map_err(|e| e.to_string()),
        s.parse::<f64>().map_err(|e| e.to_string()),
    )
}

#[gear]
fn parses_other(s: &str) -> (Result<bool, String>, Result<char, String>, Result<u64, String>) {
    (
        s.parse::<bool>().map_err(|e| e.to_string()),
        s.parse::<char>().map_err(|e| e.to_string()),
        s.parse::<u64>().map_err(|e| e.to_string()),
    )
}

#[gear]
fn strings(s: &str) -> (usize, String, Vec<String>, Vec<String>, String, String) {
    (
        s.len(),
        s.trim().to_string(),
        s.split_whitespace().map(|w| w.to_string()).collect(),
        s.lines().map(|w| w.to_string()).collect(),
        s.to_uppercase(),
        s.to_lowercase(),
    )
}

#[gear]
fn string_debug(s: &str) -> (String, Vec<String>) {
    (format!("{s:?}|{s:>6}|{s:^7.2}|{s:*<5}"), s.chars().map(|c| format!("{c:?}")).collect())
}

#[gear]
fn string_slices(s: &str, a: usize) -> String {
    s[a..].to_string()
}

#[gear]
fn string_parts(s: &str, t: &str) -> (Option<usize>, Vec<String>, String, Option<(String, String)>) {
    (
        s.find(t),
        s.split(t).map(|p| p.to_string()).collect(),
        s.replace(t, "-"),
        s.split_once(t).map(|(a, b)| (a.to_string(), b.to_string())),
    )
}

#[gear]
fn floats(x: f64) -> (String, String, String, String, String, String) {
    (
        format!("{x}"),
        format!("{x:?}"),
        format!("{x:.3}"),
        format!("{x:8.2}|{x:<9.1}|{x:^9}"),
        format!("{x:+}|{x:+.1}|{x:08.2}|{x:+09.3}"),
        x.to_string(),
    )
}

#[gear]
fn float_zero_padding(x: f64) -> String {
    format!("{x:08}|{x:<08}|{x:*^09}|{x:.0}|{x:+08}")
}

#[gear]
fn float_methods(x: f64) -> (f64, f64, f64, f64, f64, f64) {
    (x.abs(), x.sqrt(), x.floor(), x.ceil(), x.round(), x.trunc())
}

#[gear]
fn float_operators(x: f64, y: f64) -> (f64, f64, f64, f64, f64, f64, f64) {
    (x + y, x - y, x * y, x / y, x % y, x.min(y), x.max(y))
}

#[gear]
fn float_comparisons(x: f64, y: f64) -> (bool, bool, bool, bool, bool, bool) {
    (x < y, x <= y, x > y, x >= y, x == y, x != y)
}

#[gear]
fn float_casts(x: f64) -> (i64, u64, i32, u8, i8, u16) {
    (x as i64, x as u64, x as i32, x as u8, x as i8, x as u16)
}

#[gear]
fn int_casts(n: i64) -> (i8, u8, i16, u16, i32, u32, u64, usize) {
    (n as i8, n as u8, n as i16, n as u16, n as i32, n as u32, n as u64, n as usize)
}

#[gear]
fn more_int_casts(n: i64) -> (f64, i64, char, u32, f64, i64, u8) {
    (
        n as f64,
        n as u64 as i64,
        n as u8 as char,
        (n as u8 as char) as u32,
        n as u64 as f64,
        (n > 0) as i64,
        ('é' as u32 as u8) + ((n % 2 == 0) as u8),
    )
}

#[gear]
fn divisions(a: i64, b: i64) -> (i64, i64) {
    (a / b, a % b)
}

#[gear]
fn euclid(a: i64, b: i64) -> i64 {
    a.rem_euclid(b)
}

#[gear]
fn shifts(a: i64, b: i64) -> (i64, i64, u8, u8, i8) {
    let by = b as u32 % 64;
    let small = b as u32 % 8;
    (a << by, a >> by, (a as u8) << small, (a as u8) >> small, (a as i8) << small)
}

#[gear]
fn shift_out_of_range(a: i64, b: i64) -> i64 {
    a << b
}

#[gear]
fn bits(a: i64, b: i64) -> (i64, i64, i64, i64, u8) {
    (a & b, a | b, a ^ b, !a, !(a as u8))
}

#[gear]
fn int_methods(a: i64, b: i64) -> (Option<i64>, Option<i64>, i64, i64, i64, i64, i64) {
    (
        a.checked_add(b),
        a.checked_mul(b),
        a.saturating_sub(b),
        a.saturating_mul(b),
        a.wrapping_add(b),
        a.wrapping_mul(b),
        a.min(b) ^ a.max(b),
    )
}

#[gear]
fn small_int_methods(a: i64, b: i64) -> (Option<u8>, Option<i8>, u8, i8, u8, i8, u32) {
    let (p, q) = (a as u8, b as u8);
    let (r, s) = (a as i8, b as i8);
    (
        p.checked_sub(q),
        r.checked_mul(s),
        p.saturating_sub(q),
        r.saturating_add(s),
        p.wrapping_sub(q),
        r.wrapping_mul(s),
        (a as u32).wrapping_add(b as u32),
    )
}

#[gear]
fn power(a: i64, b: i64) -> i64 {
    (a % 10).pow(b as u32 % 1000)
}

#[gear]
fn unsigned_underflow(a: i64, b: i64) -> u64 {
    let mut n = a as u64 % 100;
    n -= b as u64 % 50;
    n
}

#[gear]
fn formats(n: i64) -> String {
    let small = n as i16;
    format!("{n:5}|{n:<5}|{n:^7}|{n:05}|{n:+}|{n:+06}|{n:x}|{n:#X}|{small:b}|{small:#010x}|{small:o}")
}

#[gear]
fn format_others(b: bool, c: char) -> String {
    format!("{b}|{b:>6}|{c:>3}|{c:?}|{:?}|{:?}", Some(b), (c, b, vec![Some(c), None]))
}

#[gear]
fn option_bools(n: i64) -> (bool, bool, i64, i64, Option<bool>) {
    let o = if n > 10 { None } else { Some(n > 0) };
    let a = match o {
        Some(true) => 1,
        Some(false) => 2,
        None => 3,
    };
    let b = if let Some(x) = o { if x { 1 } else { 2 } } else { 3 };
    (o.is_some(), o.unwrap_or(true), a, b, o.filter(|x| !x).or(Some(true)))
}

#[gear]
fn falsy_options(n: i64, s: &str) -> (i64, String, bool, Option<i64>, Option<String>) {
    let zero = Some(n % 2);
    let empty = Some(s.to_string());
    (
        zero.unwrap_or(7),
        empty.clone().unwrap_or_else(|| String::from("none")),
        zero.is_some_and(|x| x == 0),
        zero.and_then(|x| if x == 0 { Some(0) } else { None }).or_else(|| Some(9)),
        empty.filter(|t| t.is_empty()),
    )
}

#[gear]
fn falsy_collections(v: &[i64]) -> (Option<Vec<i64>>, i64, Option<i64>) {
    let o = if v.len() > 3 { None } else { Some(v.to_vec()) };
    let n = match &o {
        Some(list) if list.is_empty() => 0,
        Some(_) => 1,
        None => 2,
    };
    (o.clone(), n, v.iter().copied().find(|x| *x == 0))
}

#[gear]
fn results(s: &str) -> (Option<i64>, Result<i64, String>, i64, i64, bool) {
    let r = s.parse::<i64>().map_err(|_| String::new());
    (
        r.clone().ok(),
        r.clone().and_then(|n| if n == 0 { Err(String::from("zero")) } else { Ok(n) }),
        r.clone().unwrap_or_else(|e| e.len() as i64),
        r.clone().unwrap_or_default(),
        r.is_err(),
    )
}

#[gear]
fn match_tuples(a: i64, b: i64) -> i64 {
    match (a % 3, b > 0) {
        (0, true) => 1,
        (0, false) => 2,
        (1 | 2, true) => 3,
        (n, _) if n < 0 => n * 10,
        (n @ 1..=2, _) => n + 100,
        _ => 5,
    }
}

#[gear]
fn continue_in_arms(v: &[i64]) -> i64 {
    let mut total = 0;
    for x in v {
        let n = match x % 4 {
            0 => continue,
            1 => 10,
            2 if *x > 5 => break,
            other => other,
        };
        total += n;
    }
    total
}

#[gear]
fn question_in_closures(v: &[i64]) -> (Vec<i64>, Option<i64>) {
    let halves: Vec<i64> = v
        .iter()
        .filter_map(|x| {
            let y = x.checked_sub(1)?;
            if y % 2 == 0 { Some(y / 2) } else { None }
        })
        .collect();
    let first = v.first().copied();
    let sum = first.and_then(|x| {
        let last = v.last().copied()?;
        x.checked_add(last)
    });
    (halves, sum)
}

#[gear]
fn early_returns_in_closures(v: &[i64]) -> Vec<i64> {
    v.iter()
        .map(|x| {
            if *x > 3 {
                return 0;
            }
            let y = x.wrapping_mul(2);
            y
        })
        .collect()
}

#[gear]
fn closures_change_captures(v: &[i64]) -> (Vec<i64>, i64, i64) {
    let mut total = 0i64;
    let mut calls = 0;
    let sums: Vec<i64> = v
        .iter()
        .map(|x| {
            total = total.wrapping_add(*x);
            total
        })
        .collect();
    let mut tick = || calls += 1;
    tick();
    tick();
    (sums, total, calls)
}

#[gear]
fn lazy_iterators(v: &[i64]) -> (Vec<i64>, Vec<i64>) {
    let mut seen = Vec::new();
    let out: Vec<i64> = v
        .iter()
        .copied()
        .map(|x| {
            seen.push(x);
            x
        })
        .skip_while(|x| *x < 0)
        .take_while(|x| *x != 3)
        .take(2)
        .collect();
    (out, seen)
}

#[gear]
fn short_circuits(a: i64, b: i64) -> (bool, bool, i64) {
    let mut n = 0;
    let mut check = |x: i64| {
        n += 1;
        x > 0
    };
    let both = check(a) && check(b);
    let either = check(a) || check(b);
    (both, either, n)
}

#[gear]
fn evaluation_order(a: i64) -> (Vec<i64>, Vec<i64>) {
    let mut log = Vec::new();
    let mut note = |x: i64| {
        log.push(x);
        x
    };
    let list = vec![
        note(1),
        {
            let y = note(2);
            y + a % 5
        },
        note(3),
        if a > 0 {
            note(4)
        } else {
            let z = note(5);
            z
        },
    ];
    (list, log)
}

#[gear]
fn swapped_shadows(a: i64, b: i64) -> (i64, i64, i64) {
    let (a, b) = (b, a);
    let c = {
        let a = a ^ 1;
        let b = b ^ 2;
        a ^ b
    };
    let a = if a > b {
        let b = a;
        b
    } else {
        b
    };
    (a, b, c)
}

#[gear]
fn shadows_in_arms(o: Option<i64>, x: i64) -> (i64, i64) {
    let y = match o {
        Some(x) if x > 10 => x - 10,
        Some(x) => {
            let x = x ^ 3;
            x
        }
        None => x,
    };
    (x, y)
}

#[gear]
fn aliases(v: &[i64]) -> (Vec<i64>, Vec<i64>, Vec<Vec<i64>>) {
    let mut a = v.to_vec();
    let mut b = a.clone();
    b.push(1);
    a.push(2);
    let mut grid = vec![vec![0; 2]; 2];
    grid[0][1] = 5;
    let mut copy = grid.clone();
    copy[1][0] = 6;
    grid.push(copy[1].clone());
    (a, b, grid)
}

#[gear]
fn push_both(list: &mut Vec<i64>, n: i64) {
    list.push(n);
    list.push(n ^ 1);
}

#[gear]
fn mutable_parameters(n: i64) -> Vec<i64> {
    let mut list = vec![n];
    push_both(&mut list, n);
    let r = &mut list;
    r.push(5);
    list
}

#[gear]
fn entries(s: &str) -> (BTreeMap<String, i64>, Vec<(String, i64)>, i64) {
    let mut counts: BTreeMap<String, i64> = BTreeMap::new();
    for c in s.chars() {
        *counts.entry(c.to_string()).or_insert(0) += 1;
    }
    let first = *counts.entry(String::from("a")).or_default();
    let pairs = counts.iter().map(|(k, v)| (k.clone(), *v)).collect();
    (counts, pairs, first)
}

#[gear]
fn grouped(v: &[i64]) -> BTreeMap<i64, Vec<i64>> {
    let mut groups: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for x in v {
        groups.entry(x % 3).or_default().push(*x);
    }
    groups
}

#[gear]
fn sort_is_stable(v: &[i64]) -> (Vec<(i64, usize)>, Option<(usize, i64)>, Option<(usize, i64)>) {
    let mut pairs: Vec<(i64, usize)> = v.iter().enumerate().map(|(i, x)| (x % 3, i)).collect();
    pairs.sort_by_key(|p| p.0);
    let numbered = || v.iter().copied().enumerate();
    (pairs, numbered().max_by_key(|p| p.1 % 3), numbered().min_by_key(|p| p.1 % 3))
}

#[gear]
fn loops(n: i64) -> (i64, i64, Vec<i64>) {
    let mut a = n % 17;
    let mut steps = 0;
    while a != 1 && steps < 20 {
        if a % 2 == 0 {
            a /= 2;
        } else {
            a = 3 * a + 1;
        }
        steps += 1;
    }
    let mut stack = vec![1, 2, 3];
    let mut out = Vec::new();
    while let Some(top) = stack.pop() {
        if top == 2 {
            continue;
        }
        out.push(top);
    }
    loop {
        a += 1;
        if a > 5 {
            break;
        }
    }
    (a, steps, out)
}

#[gear]
fn lists_of_iterators(n: i64) -> Vec<i64> {
    let mut out = Vec::new();
    for i in 0..3 {
        for x in (0..2).map(move |j| i * 10 + j + n % 10) {
            out.push(x);
        }
    }
    out
}

#[gear]
fn nested_maps(n: i64) -> Vec<Vec<i64>> {
    (0..3).map(|i| (0..2).map(|j| i * 10 + j + n % 10).collect::<Vec<i64>>()).collect()
}

#[gear]
fn let_else(o: Option<i64>, x: i64) -> i64 {
    let Some(n) = o else { return x };
    let n = n ^ x;
    if let Some(m) = n.checked_add(1)
        && m > 3
    {
        return m;
    }
    n
}

#[gear]
fn values(v: Value) -> (bool, Option<i64>, Option<String>, Option<i64>) {
    (v.is_null(), v.as_i64(), v.as_str().map(|s| s.to_string()), v.get("a").and_then(|x| x.as_i64()))
}

#[gear]
fn vec_basics(v: &[i64], i: usize) -> (Option<i64>, Option<i64>, Vec<i64>, i64) {
    (v.get(i).copied(), v.last().copied(), v[..i].to_vec(), v[i])
}

#[gear]
fn late_let(a: i64) -> i64 {
    let x;
    if a > 0 {
        x = 1;
    } else {
        x = 2;
    }
    let y: i64;
    y = x + 1;
    y
}

#[gear]
fn python_words(lambda: i64, list: i64) -> i64 {
    let class = lambda ^ list;
    let print = class | 1;
    let len = [print, 2].len() as i64;
    let def = |is: i64| is ^ len;
    let value = def(class);
    let step = [1]
        .iter()
        .map(|x| {
            let item = x + 1;
            item
        })
        .sum::<i64>();
    value ^ step
}

#[gear]
fn set_methods(v: &[i64]) -> (usize, bool, Vec<i64>, bool) {
    let mut s: BTreeSet<i64> = BTreeSet::new();
    let mut all_new = true;
    for x in v {
        all_new = s.insert(*x % 4) && all_new;
    }
    (s.len(), all_new, s.iter().copied().collect(), s.contains(&1))
}

#[gear]
fn map_methods(s: &str) -> (Option<i64>, Option<i64>, Option<i64>, bool, usize) {
    let mut m: HashMap<String, i64> = HashMap::new();
    let a = m.insert(s.to_string(), 1);
    let b = m.insert(s.to_string(), 0);
    let c = m.remove(s);
    (a, b, c, m.contains_key(s), m.len())
}

#[gear]
fn index_of_a_missing_key(s: &str) -> i64 {
    let mut m: HashMap<String, i64> = HashMap::new();
    m.insert(String::from("a"), 1);
    m[s]
}

#[gear]
fn question_marks(s: &str) -> Result<i64, String> {
    let (a, b) = s.split_once(',').ok_or(String::from("no comma"))?;
    let a: i64 = a.trim().parse().map_err(|_| format!("bad {a:?}"))?;
    let b = b.parse::<i64>().map_err(|e| e.to_string())?;
    if b == 0 {
        return Err(String::from("zero"));
    }
    Ok(a / b)
}

#[gear]
fn panics(n: i64) -> i64 {
    if n > 5 {
        panic!("too large: {n}");
    }
    let o = if n > 0 { Some(n) } else { None };
    o.expect("positive")
}

#[gear]
fn blocks_as_values(n: i64) -> i64 {
    let a = {
        let b = n ^ 1;
        let c = if b > 3 {
            b
        } else if b > 1 {
            10
        } else {
            let d = b & 7;
            d ^ 1
        };
        c ^ {
            let e = c & 3;
            e
        }
    };
    a
}

#[gear]
fn ascii_classes(c: char) -> (bool, bool, bool, bool, bool, bool, char, char) {
    (
        c.is_ascii_digit(),
        c.is_ascii_alphabetic(),
        c.is_ascii_alphanumeric(),
        c.is_ascii_uppercase(),
        c.is_ascii_lowercase(),
        c.is_whitespace(),
        c.to_ascii_uppercase(),
        c.to_ascii_lowercase(),
    )
}

#[gear]
fn tuple_fields(a: i64, b: i64) -> ((i64, i64), Vec<(i64, String)>) {
    let mut t = (a, b);
    t.0 = b;
    t.1 ^= 3;
    let mut v = vec![(1, String::from("x"))];
    v[0].0 = a;
    v[0].1.push('y');
    (t, v)
}

#[gear]
fn results_of_integer_methods_keep_the_type(a: i64, b: i64) -> (i64, u64, Option<u8>) {
    let mut hash = 17i64;
    hash = hash.wrapping_mul(31).wrapping_add(a).wrapping_mul(31).wrapping_add(b);
    (hash, (b as u64).saturating_sub(5).saturating_sub(a as u64), (a as u8).wrapping_add(1).checked_sub(2))
}

#[gear]
fn shadowed_subject_of_let_else(a: i64) -> (i64, i64) {
    let o = if a > 5 { None } else { Some(a) };
    let Some(x) = o else { return (0, 0) };
    let o = x ^ 1;
    (x, o)
}

#[gear]
fn array_rows_are_copied(a: i64) -> (Vec<i64>, i64) {
    let rows = [[1, a], [3, 4]];
    let firsts = rows
        .iter()
        .copied()
        .map(|mut row| {
            row[0] = 9;
            row[0] ^ row[1]
        })
        .collect();
    (firsts, rows[0][0])
}

#[gear]
fn rev_of_filtered(v: &[i64]) -> (Vec<i64>, Vec<(usize, i64)>) {
    let last = v.iter().copied().filter(|x| x % 2 == 1).map(|x| x ^ 1).rev().take(2).collect();
    (last, v.iter().copied().enumerate().rev().collect())
}

#[gear]
fn while_let_with_statements(v: &[i64]) -> Vec<i64> {
    let mut stack = v.to_vec();
    let mut out = Vec::new();
    while let Some(x) = stack.pop()
        && x != 4
    {
        let y = if x > 2 { x / 2 } else { continue };
        out.push(y);
        if y > 1 && out.len() < 5 {
            stack.push(y);
        }
    }
    out
}

#[gear]
fn closures_in_closures(v: &[i64]) -> (Vec<i64>, i64) {
    let mut count = 0;
    let out = v
        .iter()
        .flat_map(|x| {
            count += 1;
            let base = x ^ count;
            (0..2).map(move |y| base ^ y).collect::<Vec<i64>>()
        })
        .collect();
    let add = |a: i64| move |b: i64| a ^ b;
    (out, add(count)(3))
}

#[gear]
fn option_question(o: Option<i64>, x: i64) -> Option<i64> {
    let a = o?;
    let mut b = o?;
    b ^= a.checked_sub(x)?;
    let c = if b == 0 { None } else { Some(b) };
    Some(c? ^ a)
}

#[gear]
fn bool_and_int_stay_apart(a: i64, b: i64) -> (Vec<bool>, i64, String, bool, HashMap<bool, i64>) {
    let flags = vec![a > b, a == b, a < b];
    let total = flags.iter().filter(|f| **f).count() as i64 + (a > b) as i64;
    let mut by_flag: HashMap<bool, i64> = HashMap::new();
    for flag in &flags {
        *by_flag.entry(*flag).or_insert(0) += 1;
    }
    let xor = (a > 0) ^ (b > 0);
    let both = (a > 0) & (b > 0) | (a == b);
    (flags, total, format!("{xor}{both}{}", !xor), xor & both, by_flag)
}

#[gear]
fn not_empty_is_a_bool(v: &[i64]) -> (bool, bool, bool, i64) {
    let some = !v.is_empty();
    let counted = if !v.is_empty() && v.len() < 4 { 1 } else { 0 };
    (!v.is_empty(), some, !v.is_empty() && v[0] > 0, counted)
}

const TEXTS: [&str; 24] = [
    "",
    "a",
    "abc",
    "héllo wörld",
    " \t x y\u{1c}z \u{1f}",
    "\u{85}a\u{a0}\u{3000}",
    "e\u{301}",
    "\"quoted\" \\ 'it'",
    "line\nline\r\n\r",
    "\n\n",
    "ß",
    "ΑΣ ΑΣΑ",
    "İstanbul",
    "a,b,,c",
    "\0\u{7f}\u{200b}",
    "日本語",
    "😀 x",
    "12",
    "-0",
    "+5",
    " 5",
    "1_000",
    "٣",
    "ǆ ŉ",
];

const NUMBERS: [&str; 26] = [
    "",
    "5",
    "+5",
    "-0",
    " 5",
    "1_000",
    "٣",
    "1e5",
    ".5",
    "5.",
    "inf",
    "-inf",
    "nan",
    "-NaN",
    "infinity",
    "300",
    "-129",
    "99999999999999999999",
    "-99999999999999999999",
    "+",
    "-",
    "true",
    "false",
    "x",
    "00000000000000000000000000001",
    "1e400",
];

fn many<T: Copy>(values: &[T], run: impl Fn(T) -> crate::program::Run) -> Vec<crate::program::Run> {
    values.iter().map(|value| run(*value)).collect()
}

/// All programs of this file.
pub(crate) fn programs() -> Vec<Program> {
    let lists: &[&[i64]] =
        &[&[], &[0], &[3, 1, 2], &[1, 1, 1], &[-5, 7, 0, 4, 3, 9, 2], &[i64::MAX, i64::MIN]];
    let ints = [
        0,
        1,
        -1,
        2,
        7,
        -7,
        63,
        64,
        100,
        255,
        256,
        -128,
        i64::MAX,
        i64::MIN,
        i64::MIN + 1,
        1 << 53,
        -(1 << 40),
    ];
    let floats_in = [
        0.0,
        -0.0,
        0.5,
        -0.5,
        1.5,
        2.5,
        -2.5,
        0.1,
        1.0 / 3.0,
        1e15,
        1e16,
        123456789.125,
        1e21,
        1e-5,
        1e-7,
        5e-324,
        f64::MAX,
        f64::MIN,
        f64::EPSILON,
        0.49999999999999994,
        4503599627370497.5,
        9.995,
        255.9,
        256.0,
        -1.0,
        1e300,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NAN,
        9.223372036854776e18,
        1e19,
        99999.5,
        0.05,
        0.25,
        0.125,
        1e22,
        1.0e23,
    ];
    let chars = [
        'a', 'Z', '5', ' ', '\u{1c}', '\n', 'é', 'ß', '日', '٣', '\u{301}', '\'', '"', '\\', '\0', '😀',
        '\u{a0}', '\u{ad}', '\u{ff9e}', '\u{9be}',
    ];
    macro_rules! over {
        ($f:ident, $values:expr) => { over!($f, $values, |x| (x)) };
        ($f:ident, $values:expr, |$x:ident| ($($argument:expr),+)) => {
            Program { name: stringify!($f), link: <$f as redis_gears::__private::Item>::link, unit: <$f as redis_gears::__private::Item>::unit,
                runs: many(&$values[..], |$x| crate::program::Run {
                    arguments: crate::program::arguments(&[$(&$argument),+]),
                    rust: stringify!($($argument),+).to_owned(),
                    native: Box::new(move || crate::program::result(&$f($($argument),+))),
                }) }
        };
    }
    let pairs: Vec<(i64, i64)> = ints.iter().flat_map(|a| ints.iter().map(move |b| (*a, *b))).collect();
    let float_pairs: Vec<(f64, f64)> =
        floats_in.iter().flat_map(|a| floats_in.iter().map(move |b| (*a, *b))).collect();
    let text_pairs: Vec<(&'static str, &'static str)> = TEXTS
        .iter()
        .flat_map(|a| ["", "a", ",", " ", "l", "é", "\n", "\u{301}"].iter().map(move |b| (*a, *b)))
        .collect();
    let sliced: Vec<(&'static str, usize)> =
        TEXTS.iter().flat_map(|a| [0, 1, 2, 3, 9].iter().map(move |b| (*a, *b))).collect();
    let options = [(None, 3), (Some(0), 1), (Some(5), 2), (Some(12), -1), (Some(i64::MAX), 0)];
    vec![
        over!(shadowed_function_in_lazy_map, lists),
        over!(range_replaced_within_a_character, ["ab", "aé", "éa", "é"]),
        over!(shadowed_map_of_lazy_values, ints),
        over!(names_that_python_reads_as_one, ints),
        over!(option_changed_inside_its_own_map, [1, 2]),
        over!(arrays_are_copied, ints),
        over!(array_parameters_are_copied, [1, 2]),
        over!(equal_lists_of_nan, floats_in),
        over!(tuple_in_list_with_nan, floats_in),
        over!(empty_product, floats_in),
        over!(empty_sum, floats_in),
        over!(max_by_key_asks_in_order, lists),
        over!(take_and_skip_of_everything, lists),
        over!(rev_of_a_map_is_lazy, [&[0i64, 5][..], &[5, 0]]),
        over!(rev_runs_from_the_end, [&[0i64, 5][..], &[5, 0]]),
        over!(some_none_of_a_list, lists),
        over!(keyword_update, [1, 2]),
        over!(compound_assignment_order, [1, 2]),
        over!(tuple_place_is_evaluated_once, [1, 2]),
        over!(insert_evaluates_the_key_first, [1, 2]),
        over!(debug_of_a_parse_error, NUMBERS),
        over!(parses, NUMBERS),
        over!(parses_other, NUMBERS),
        over!(strings, TEXTS),
        over!(string_debug, TEXTS),
        over!(string_slices, sliced, |x| (x.0, x.1)),
        over!(string_parts, text_pairs, |x| (x.0, x.1)),
        over!(floats, floats_in),
        over!(float_zero_padding, floats_in),
        over!(float_methods, floats_in),
        over!(float_operators, float_pairs, |x| (x.0, x.1)),
        over!(float_comparisons, float_pairs, |x| (x.0, x.1)),
        over!(float_casts, floats_in),
        over!(int_casts, ints),
        over!(more_int_casts, ints),
        over!(divisions, pairs, |x| (x.0, x.1)),
        over!(euclid, pairs, |x| (x.0, x.1)),
        over!(shifts, pairs, |x| (x.0, x.1)),
        over!(shift_out_of_range, pairs, |x| (x.0, x.1)),
        over!(bits, pairs, |x| (x.0, x.1)),
        over!(int_methods, pairs, |x| (x.0, x.1)),
        over!(small_int_methods, pairs, |x| (x.0, x.1)),
        over!(power, pairs, |x| (x.0, x.1)),
        over!(unsigned_underflow, pairs, |x| (x.0, x.1)),
        over!(formats, ints),
        over!(format_others, chars, |x| (x == 'a', x)),
        over!(option_bools, ints),
        over!(falsy_options, text_pairs, |x| (x.0.len() as i64, x.1)),
        over!(falsy_collections, lists),
        over!(results, NUMBERS),
        over!(match_tuples, pairs, |x| (x.0, x.1)),
        over!(continue_in_arms, lists),
        over!(question_in_closures, lists),
        over!(early_returns_in_closures, lists),
        over!(closures_change_captures, lists),
        over!(lazy_iterators, lists),
        over!(short_circuits, pairs, |x| (x.0, x.1)),
        over!(evaluation_order, ints),
        over!(swapped_shadows, pairs, |x| (x.0, x.1)),
        over!(shadows_in_arms, options, |x| (x.0, x.1)),
        over!(aliases, lists),
        over!(mutable_parameters, ints),
        over!(entries, TEXTS),
        over!(grouped, lists),
        over!(sort_is_stable, lists),
        over!(loops, ints),
        over!(lists_of_iterators, ints),
        over!(nested_maps, ints),
        over!(let_else, options, |x| (x.0, x.1)),
        program!(values: (Value::Null), (Value::Int(3)), (Value::from("x")), (Value::Bool(true)), (Value::List(vec![])),
            (Value::Map([("a".to_owned(), Value::Int(1))].into()))),
        over!(vec_basics, [(&[1i64, 2][..], 1usize), (&[], 0), (&[1, 2], 2), (&[1], 5)], |x| (x.0, x.1)),
        over!(late_let, ints),
        over!(python_words, pairs, |x| (x.0, x.1)),
        over!(set_methods, lists),
        over!(map_methods, TEXTS),
        over!(index_of_a_missing_key, ["a", "b"]),
        over!(
            question_marks,
            ["", "1", "1,2", " 7 ,2", "7, 2", "x,1", "1,0", "9223372036854775808,1", "\"é\",1"]
        ),
        over!(panics, ints),
        over!(blocks_as_values, ints),
        over!(ascii_classes, chars),
        over!(results_of_integer_methods_keep_the_type, pairs, |x| (x.0, x.1)),
        over!(shadowed_subject_of_let_else, ints),
        over!(array_rows_are_copied, ints),
        over!(rev_of_filtered, lists),
        over!(while_let_with_statements, lists),
        over!(closures_in_closures, lists),
        over!(option_question, options, |x| (x.0, x.1)),
        over!(bool_and_int_stay_apart, pairs, |x| (x.0, x.1)),
        over!(not_empty_is_a_bool, lists),
        over!(tuple_fields, pairs, |x| (x.0, x.1)),
        over!(
            too_large_before_a_wrong_digit,
            [
                "99999999999999999999x",
                "9x9999999999999999999",
                "-99999999999999999999 ",
                "300-",
                "-3-",
                "+",
                "25é"
            ]
        ),
        over!(default_that_is_not_there, [None, Some(1), Some(2)]),
    ]
}
