//! Gear functions and records of another crate, which knows redis-gears by another name.

use gears::prelude::*;
use serde::{Deserialize, Serialize};

/// A hash `sensor:<n>`.
#[gear(crate = gears)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// In degrees.
    pub temperature: f64,
    /// Where it was read.
    pub place: String,
}

const OFFSET: f64 = 273.15;

#[gear(crate = gears)]
fn shifted(celsius: f64) -> f64 {
    celsius + OFFSET
}

/// In kelvin.
#[gear(crate = gears)]
pub fn kelvin(reading: &Reading) -> f64 {
    shifted(reading.temperature)
}

/// Numbers, with methods that the standard library's lists have too, and other meanings.
#[gear(crate = gears)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pile {
    /// From the lowest to the highest.
    pub items: Vec<i64>,
}

#[gear(crate = gears)]
impl Pile {
    /// The sum of the numbers.
    pub fn len(&self) -> i64 {
        self.items.iter().sum()
    }

    /// Whether nothing is left above zero.
    pub fn is_empty(&self) -> bool {
        self.items.iter().all(|x| *x <= 0)
    }

    /// Puts a number in twice.
    pub fn push(&mut self, x: i64) {
        self.items.push(x);
        self.items.push(x);
    }

    /// The number at a place, counted from the end.
    pub fn get(&self, i: usize) -> Option<i64> {
        self.items.iter().rev().nth(i).copied()
    }

    /// The numbers as text.
    pub fn chars(&self) -> String {
        self.items.iter().map(|x| x.to_string()).collect::<Vec<String>>().join("-")
    }
}

/// The numbers up to one.
#[gear(crate = gears)]
pub fn pile(n: i64) -> Pile {
    Pile { items: (1..=n).collect() }
}

/// A name.
#[gear(crate = gears)]
pub fn label(n: i64) -> String {
    format!(" é{n} ")
}

/// The half of a number, if it is even.
#[gear(crate = gears)]
pub fn half(n: i64) -> Option<i64> {
    if n % 2 == 0 { Some(n / 2) } else { None }
}

/// The half of a number.
#[gear(crate = gears)]
pub fn exact_half(n: i64) -> f64 {
    n as f64 / 2.0
}

/// A number and its name.
#[gear(crate = gears)]
pub fn named(n: i64) -> (i64, String) {
    (n, label(n))
}

/// The numbers below one.
#[gear(crate = gears)]
pub fn below(n: i64) -> impl Iterator<Item = i64> {
    0..n
}

/// The lines of a name.
#[gear(crate = gears)]
pub fn letters(text: &str) -> Vec<String> {
    text.chars().map(|c| c.to_string()).collect()
}

/// What is too much.
pub const LIMIT: i64 = -7;

/// The sum of what is walked over.
#[gear(crate = gears)]
pub fn total(values: impl IntoIterator<Item = i64>) -> i64 {
    let mut total = 0;
    for value in values {
        total += value;
    }
    total
}

/// A number, or none at all.
#[gear(crate = gears)]
pub fn or_none(n: Option<i64>) -> i64 {
    n.unwrap_or(0)
}
