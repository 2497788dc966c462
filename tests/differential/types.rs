//! Enums with and without data, and functions and methods of types.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use serde::{Deserialize, Serialize};

#[gear]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum Color {
    Red,
    Green,
    Blue,
}

#[gear]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Shape {
    Dot,
    Circle(i64),
    Line(i64, i64),
    Box { width: i64, height: i64 },
}

#[gear]
impl Shape {
    /// A square.
    fn square(side: i64) -> Self {
        Self::Box { width: side, height: side }
    }

    fn area(&self) -> i64 {
        match self {
            Self::Dot => 0,
            Shape::Circle(r) if *r > 100 => -1,
            Shape::Circle(r) => 3 * r * r,
            Shape::Line(..) => 0,
            Shape::Box { width, height } => width * height,
        }
    }

    fn grown(&self, by: i64) -> Shape {
        match self {
            Shape::Dot => Shape::Circle(by),
            Shape::Circle(r) => Shape::Circle(r + by),
            Shape::Line(a, b) => Shape::Line(a - by, b + by),
            Shape::Box { width, .. } => Self::square(width + by),
        }
    }
}

#[gear]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Account {
    owner: String,
    cents: i64,
}

#[gear]
impl Account {
    const FEE: i64 = 5;

    fn new(owner: &str, cents: i64) -> Account {
        Account { owner: owner.to_string(), cents }
    }

    fn withdraw(&mut self, cents: i64) -> bool {
        let total = cents + 5;
        if total > self.cents {
            return false;
        }
        self.cents -= total;
        true
    }

    fn merged(mut self, other: &Account) -> Self {
        self.cents += other.cents;
        self.owner.push_str(&format!("+{}", other.owner));
        self
    }
}

#[gear]
fn next_color(color: Color) -> Color {
    match color {
        Color::Red => Color::Green,
        Color::Green => Color::Blue,
        Color::Blue => Color::Red,
    }
}

#[gear]
fn colors(n: i64) -> (Vec<bool>, i64) {
    let mut color = Color::Red;
    let mut seen = Vec::new();
    for _ in 0..n {
        color = next_color(color);
        seen.push(color == Color::Blue || matches!(color, Color::Green));
    }
    let mut counts: HashMap<String, i64> = HashMap::new();
    *counts.entry("red".to_string()).or_insert(0) += if color == Color::Red { 1 } else { 0 };
    (seen, counts["red"])
}

#[gear]
fn shapes(n: i64) -> Vec<i64> {
    let shapes = vec![
        Shape::Dot,
        Shape::Circle(n),
        Shape::Line(n, 2),
        Shape::Box { width: n, height: 3 },
        Shape::square(n),
    ];
    let mut areas: Vec<i64> = Vec::new();
    for shape in &shapes {
        let area: i64 = shape.area();
        areas.push(area);
        let grown: Shape = shape.grown(2);
        areas.push(grown.area());
    }
    areas
}

#[gear]
fn accounts(a: i64, b: i64) -> (bool, bool, i64, String) {
    let mut first: Account = Account::new("ann", a);
    let second: Account = Account::new("bob", b);
    let ok: bool = first.withdraw(10);
    let again: bool = first.withdraw(b);
    let both: Account = first.clone().merged(&second);
    (ok, again, both.cents + first.cents, both.owner)
}

pub(crate) fn programs() -> Vec<Program> {
    let _ = Account::FEE;
    vec![
        program!(colors: (0), (1), (2), (3), (7)),
        program!(shapes: (0), (4), (101)),
        program!(accounts: (0, 0), (100, 20), (15, 1), (1000, 500)),
    ]
}
