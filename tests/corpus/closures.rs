//! Functions as values: closures that are stored, passed, returned and captured; generic helpers.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Display;

#[gear]
fn adder(n: i64) -> impl Fn(i64) -> i64 {
    move |x| x + n
}

#[gear]
fn compose(f: impl Fn(i64) -> i64, g: impl Fn(i64) -> i64) -> impl Fn(i64) -> i64 {
    move |x| g(f(x))
}

#[gear]
fn pipeline(x: i64) -> i64 {
    let double = |x| x * 2;
    let f = compose(adder(3), double);
    let g = compose(&f, |x| x - 1);
    f(x) + g(x)
}

#[gear]
fn apply_n<F>(n: usize, f: F, start: i64) -> i64
where
    F: Fn(i64) -> i64,
{
    (0..n).fold(start, |acc, _| f(acc))
}

#[gear]
fn collatz_after(steps: usize, start: i64) -> i64 {
    apply_n(steps, |n| if n % 2 == 0 { n / 2 } else { 3 * n + 1 }, start)
}

#[gear]
fn counter_calls(words: &[&str]) -> (usize, Vec<String>) {
    let mut calls = 0;
    let mut shout = |word: &str| {
        calls += 1;
        word.to_uppercase()
    };
    let shouted: Vec<String> = words.iter().map(|word| shout(word)).collect();
    (calls, shouted)
}

#[gear]
fn retry(attempts: u32, mut operation: impl FnMut(u32) -> Result<i64, String>) -> Result<i64, String> {
    let mut last = Err("never tried".to_string());
    for attempt in 1..=attempts {
        last = operation(attempt);
        if last.is_ok() {
            break;
        }
    }
    last
}

#[gear]
fn flaky(attempts: u32, succeeds_at: u32) -> (Result<i64, String>, Vec<String>) {
    let mut log = Vec::new();
    let result = retry(attempts, |attempt| {
        log.push(format!("attempt {attempt}"));
        if attempt >= succeeds_at { Ok(i64::from(attempt) * 10) } else { Err(format!("failed {attempt}")) }
    });
    (result, log)
}

#[gear]
fn memo_fib(n: u64, memo: &mut HashMap<u64, u64>) -> u64 {
    if n < 2 {
        return n;
    }
    if let Some(&known) = memo.get(&n) {
        return known;
    }
    let value = memo_fib(n - 1, memo) + memo_fib(n - 2, memo);
    memo.insert(n, value);
    value
}

#[gear]
fn fib(n: u64) -> (u64, usize) {
    let mut memo = HashMap::new();
    let value = memo_fib(n, &mut memo);
    (value, memo.len())
}

#[gear]
fn dispatch(name: &str, a: f64, b: f64) -> Option<f64> {
    let operation: fn(f64, f64) -> f64 = match name {
        "add" => |a, b| a + b,
        "sub" => |a, b| a - b,
        "mul" => |a, b| a * b,
        "max" => f64::max,
        "pow" => f64::powf,
        _ => return None,
    };
    Some(operation(a, b))
}

#[gear]
fn largest<T: PartialOrd + Copy>(items: &[T]) -> Option<T> {
    let mut items = items.iter();
    let mut largest = *items.next()?;
    for &item in items {
        if item > largest {
            largest = item;
        }
    }
    Some(largest)
}

#[gear]
fn largest_of_each(
    numbers: &[i64],
    texts: &[&'static str],
    floats: &[f64],
) -> (Option<i64>, Option<&'static str>, Option<f64>) {
    (largest(numbers), largest(texts), largest(floats))
}

#[gear]
fn joined<T: Display>(items: &[T], separator: &str) -> String {
    let mut out = String::new();
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push_str(separator);
        }
        out.push_str(&item.to_string());
    }
    out
}

#[gear]
fn described<T: Display>(items: Vec<T>) -> Vec<String> {
    items.into_iter().map(|item| format!("<{item}>")).collect()
}

#[gear]
fn shown(numbers: Vec<f64>, words: Vec<&str>) -> (String, Vec<String>, Vec<String>) {
    let joined_numbers = joined(&numbers, "; ");
    (joined_numbers, described(numbers), described(words))
}

#[gear]
fn group_by<T, K: Ord, F: Fn(&T) -> K>(items: Vec<T>, key: F) -> BTreeMap<K, Vec<T>> {
    let mut groups: BTreeMap<K, Vec<T>> = BTreeMap::new();
    for item in items {
        groups.entry(key(&item)).or_default().push(item);
    }
    groups
}

#[gear]
fn by_length_and_parity(
    words: Vec<String>,
    numbers: Vec<i64>,
) -> (BTreeMap<usize, Vec<String>>, BTreeMap<bool, Vec<i64>>) {
    (group_by(words, |word| word.chars().count()), group_by(numbers, |n| n % 2 == 0))
}

#[gear]
fn partition_by<T>(items: Vec<T>, test: impl Fn(&T) -> bool) -> (Vec<T>, Vec<T>) {
    let (mut yes, mut no) = (Vec::new(), Vec::new());
    for item in items {
        if test(&item) { yes.push(item) } else { no.push(item) }
    }
    (yes, no)
}

#[gear]
fn split_at_mean(numbers: Vec<f64>) -> (Vec<f64>, Vec<f64>) {
    let mean = numbers.iter().sum::<f64>() / numbers.len() as f64;
    partition_by(numbers, |&n| n >= mean)
}

#[gear]
fn accumulate(limit: i64) -> Vec<i64> {
    let mut total = 0;
    let mut history = vec![];
    let mut add = |n: i64| -> bool {
        total += n;
        history.push(total);
        total < limit
    };
    let mut n = 1;
    while add(n) {
        n *= 2;
    }
    history
}

#[gear]
fn newton(f: impl Fn(f64) -> f64, mut x: f64) -> f64 {
    let derivative = |x: f64| (f(x + 1e-6) - f(x - 1e-6)) / 2e-6;
    for _ in 0..20 {
        let slope = derivative(x);
        if slope.abs() < 1e-12 {
            break;
        }
        x -= f(x) / slope;
    }
    x
}

#[gear]
fn roots(n: f64) -> (String, String) {
    (format!("{:.6}", newton(|x| x * x - n, n)), format!("{:.6}", newton(|x| x * x * x - n, n)))
}

fn texts(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| word.to_string()).collect()
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(pipeline: (0), (-7), (1000)),
        program!(collatz_after: (5, 27), (0, 9), (111, 27)),
        program!(counter_calls: (&["a", "bé"]), (&[""; 0])),
        program!(flaky: (3, 2), (2, 5), (0, 1)),
        program!(fib: (30), (1), (90)),
        program!(dispatch: ("add", 1.5, 2.0), ("max", -0.5, f64::NAN), ("pow", 3.0, 4.0), ("div", 1.0, 0.0)),
        program!(largest_of_each: (&[3, 9, -1], &["b", "é", "a"], &[0.5, 0.25]), (&[0; 0], &[""; 0], &[0.0; 0])),
        program!(shown: (vec![1.0, 2.5, 1e21], vec!["a\"b", "é"]), (vec![0.0; 0], vec![""; 0])),
        program!(by_length_and_parity: (texts(&["aa", "b", "çç"]), vec![1, 2, -3]), (texts(&[]), vec![0; 0])),
        program!(split_at_mean: (vec![1.0, 2.0, 6.0]), (vec![0.0; 0])),
        program!(accumulate: (10), (0), (100)),
        program!(roots: (2.0), (27.0), (1e6)),
    ]
}
