//! Values of another crate, whose types the compiler does not see.

use crate::program::{Program, program};
use elsewhere::{LIMIT, Pile, Reading, below, exact_half, half, label, letters, named, or_none, pile, total};
use redis_gears::prelude::*;

#[gear]
fn methods_of_text(n: i64) -> (usize, bool, String, Vec<String>) {
    let name = label(n);
    (
        label(n).len(),
        name.is_empty(),
        label(n).trim().to_uppercase(),
        label(n).split('é').map(|part| part.trim().to_string()).collect(),
    )
}

#[gear]
fn methods_of_its_own(n: i64) -> (i64, bool, Option<i64>, String) {
    let mut made: Pile = pile(n % 5);
    made.push(n);
    let pushed = Pile::len(&made);
    let other: Pile = pile(3);
    (pushed + other.len(), made.is_empty(), made.get(0), other.chars())
}

#[gear]
fn methods_by_their_paths(n: i64) -> (i64, bool, Option<i64>) {
    (Pile::len(&pile(n % 7)), Pile::is_empty(&pile(n % 3)), Pile::get(&pile(4), 1))
}

#[gear]
fn options_and_numbers(n: i64) -> (bool, i64, f64, f64, i64) {
    let some = half(n).is_some();
    let whole: Option<i64> = half(n % 100);
    let whole = whole.unwrap_or(LIMIT);
    (some, whole / 2, exact_half(n % 100) * 1.5, 2.0 - exact_half(n % 100).sqrt().abs(), LIMIT / 2 % 3)
}

#[gear]
fn parts_and_walks(n: i64) -> (i64, String, i64, usize, Vec<String>) {
    let pair = named(n % 10);
    let n = n % 20;
    let walked = below(n).skip(1).count();
    let letters: Vec<String> = letters("aé b");
    let most = if LIMIT < n { n } else { LIMIT };
    (pair.0, named(n).1.trim().to_string(), most, walked, vec![letters.join("+"), letters.len().to_string()])
}

#[gear]
fn fields_of_another_crate(place: String, x: f64) -> (usize, f64, String, bool) {
    let reading = Reading { temperature: x, place };
    let text = format!("{}|{}", reading.place, reading.temperature);
    (reading.place.len(), reading.temperature + 1.0, text, reading.temperature < 3.0)
}

#[gear]
fn functions_by_their_paths(list: Vec<i64>) -> Vec<String> {
    list.into_iter()
        .map(|x| x % 10)
        .map(label)
        .filter(|name| name.len() > 4)
        .map(|name| name.trim().to_string())
        .collect()
}

#[gear]
fn greatest<T: Ord + Clone>(list: &[T], least: T) -> T {
    list.iter().max().cloned().unwrap_or(least)
}

#[gear]
fn between<T>(low: T, high: T) -> T
where
    T: std::ops::Sub<Output = T> + PartialOrd + Copy,
{
    if low < high { high - low } else { low - high }
}

#[gear]
fn first_by<T: Clone, K: Ord, F: Fn(&T) -> K>(list: &[T], key: F) -> Option<T> {
    let mut found: Option<&T> = None;
    for item in list {
        found = match found {
            Some(known) if key(known) <= key(item) => Some(known),
            _ => Some(item),
        };
    }
    found.cloned()
}

#[gear]
fn results_of_generic_functions(list: Vec<String>, n: i64) -> (usize, i64, f64, String, Option<usize>) {
    let longest = greatest(&list, "é".to_string());
    let difference = between(n, 7) / 2;
    let shortest = first_by(&list, |word| word.len()).map(|word| word.len());
    (longest.len(), difference, between(0.5, 2.0) / 2.0, format!("{:>5}", greatest(&[n, 3], 0)), shortest)
}

#[gear]
fn options_and_lists_for_another_crate(n: i64) -> (i64, i64, i64, i64) {
    let some: Option<i64> = half(n);
    (or_none(some), or_none(Some(n)), total(vec![n, 1]), total(some.into_iter().chain([2])))
}

#[gear]
fn twice(value: &impl Clone, other: &(impl Clone + PartialEq)) -> usize {
    let all = vec![Some(value.clone()), None];
    let same = Some(other.clone()) == Some(other.clone());
    all.iter().flatten().count() + usize::from(same)
}

#[gear]
fn counted(text: &str) -> usize {
    twice(&text.to_string(), &text.len())
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(counted: ("a")),
        program!(options_and_lists_for_another_crate: (3), (4)),
        program!(results_of_generic_functions: (vec!["a".to_string(), "bé".to_string()], 4), (Vec::<String>::new(), -20)),
        program!(methods_of_text: (3), (-41)),
        program!(methods_of_its_own: (3), (-9), (9)),
        program!(methods_by_their_paths: (0), (5), (12)),
        program!(options_and_numbers: (0), (7), (-8), (1204)),
        program!(parts_and_walks: (0), (19), (-3)),
        program!(fields_of_another_crate: ("Zürich".to_string(), 2.5), (String::new(), -0.0), ("x".to_string(), f64::NAN)),
        program!(functions_by_their_paths: (vec![1, -20, 35]), (Vec::<i64>::new())),
    ]
}
