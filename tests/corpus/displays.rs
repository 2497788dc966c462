//! `impl Display` by hand, and traits of one's own.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use serde::{Deserialize, Serialize};
use std::fmt::{self, Write as _};

#[gear]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Point {
    x: i64,
    y: f64,
}

#[gear]
impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({}, {:.1})", self.x, self.y)
    }
}

#[gear]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Low,
    High(i64),
    Named { id: i64 },
}

#[gear]
impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Level::Low => f.write_str("low"),
            Level::High(n) if *n > 10 => write!(f, "very high ({n})"),
            Level::High(n) => write!(f, "high {n:>4}"),
            Self::Named { id } => {
                let half = id / 2;
                write!(f, "#{id}/{half}")
            }
        }
    }
}

#[gear]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
struct Id(i64);

#[gear]
impl fmt::Display for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 0 {
            return out.write_str("nobody");
        }
        write!(out, "id-{:03}", self.0)
    }
}

#[gear]
#[derive(Clone, Debug, PartialEq)]
struct Celsius(f64);

#[gear]
impl fmt::Display for Celsius {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)?;
        f.write_char('°')?;
        f.pad("C")
    }
}

#[gear]
#[derive(Clone, Debug, PartialEq)]
struct Matrix {
    name: Option<String>,
    rows: Vec<Vec<i64>>,
}

#[gear]
impl fmt::Display for Matrix {
    /// Row by row.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.rows.is_empty() {
            return Ok(());
        }
        if let Some(name) = &self.name {
            writeln!(f, "{name}:")?;
        }
        for (i, row) in self.rows.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            let Some(first) = row.first() else {
                return write!(f, "empty at {i}");
            };
            write!(f, "[{first}")?;
            for x in &row[1..] {
                match x {
                    0 => f.write_str(" -")?,
                    x => write!(f, " {x}")?,
                }
            }
            f.write_str("]")?;
        }
        Ok(())
    }
}

#[gear]
#[derive(Clone, Debug, PartialEq)]
enum Expr {
    Number(i64),
    Sum(Box<Expr>, Box<Expr>),
    Negative(Box<Expr>),
}

#[gear]
impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expr::Number(n) => write!(f, "{n}"),
            Expr::Sum(a, b) => write!(f, "({} + {b})", a),
            Expr::Negative(a) => {
                f.write_str("-")?;
                fmt::Display::fmt(a, f)
            }
        }
    }
}

#[gear]
fn built(kind: i64, n: i64) -> Expr {
    if kind <= 0 {
        return Expr::Number(n);
    }
    match kind % 2 {
        0 => Expr::Sum(Box::new(built(kind - 1, n)), Box::new(built(kind - 2, n + 1))),
        _ => Expr::Negative(Box::new(built(kind - 1, n))),
    }
}

#[gear]
#[derive(Clone, Debug, PartialEq)]
enum OrderError {
    Empty,
    TooMany { wanted: i64, left: i64 },
    Unknown(String),
}

#[gear]
impl fmt::Display for OrderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OrderError::Empty => write!(f, "nothing is ordered"),
            OrderError::TooMany { wanted, left } => write!(f, "{wanted} wanted, {left} left"),
            OrderError::Unknown(name) => write!(f, "no such thing: {name}"),
        }
    }
}

impl std::error::Error for OrderError {}

#[gear]
fn take(name: &str, wanted: i64) -> Result<i64, OrderError> {
    let left = match name {
        "" => return Err(OrderError::Unknown(name.to_owned())),
        name => name.len() as i64,
    };
    if wanted == 0 {
        Err(OrderError::Empty)
    } else if wanted > left {
        Err(OrderError::TooMany { wanted, left })
    } else {
        Ok(left - wanted)
    }
}

#[gear]
fn ordered(name: &str, wanted: i64) -> String {
    match take(name, wanted) {
        Ok(left) => format!("{left} left"),
        Err(error) => format!("error: {error}"),
    }
}

#[gear]
fn must(name: &str, wanted: i64) -> i64 {
    take(name, wanted).unwrap_or_else(|error| panic!("order failed: {error}"))
}

#[gear]
fn texts(list: &[i64]) -> (String, Vec<String>, String, usize) {
    let levels: Vec<Level> = list
        .iter()
        .map(|&n| match n % 3 {
            0 => Level::Low,
            1 => Level::High(n),
            _ => Level::Named { id: n },
        })
        .collect();
    let joined = levels.iter().map(|level| level.to_string()).collect::<Vec<_>>().join(", ");
    let points: Vec<String> = list.iter().map(|&x| Point { x, y: x as f64 / 4.0 }.to_string()).collect();
    let ids =
        list.iter().map(|&n| Id(n)).map(|id| format!("<{id}|{:>9}|{:^3}>", id, Id(7))).collect::<String>();
    let longest = levels.iter().map(ToString::to_string).map(|text| text.len()).max().unwrap_or(0);
    (joined, points, ids, longest)
}

#[gear]
fn padded(x: i64) -> String {
    let point = Point { x, y: 0.5 };
    let id = Some(Id(x));
    let shown = id.map_or("none".to_string(), |id| id.to_string());
    format!("{point:>20}|{:<10}|{:>10}|{}|{:?}", Celsius(x as f64).to_string(), point.to_string(), shown, id)
}

#[gear]
fn matrix(rows: Vec<Vec<i64>>, name: &str) -> String {
    let name = if name.is_empty() { None } else { Some(name.to_string()) };
    let matrix = Matrix { name, rows };
    let mut text = String::new();
    write!(text, "{matrix}").unwrap();
    text + "|"
}

#[gear]
fn expression(kind: i64, n: i64) -> String {
    built(kind.rem_euclid(6), n).to_string()
}

trait Shape {
    const SIDES: i64;

    fn area(&self) -> f64;
    fn scale(&mut self, by: f64);
    fn of_side(side: f64) -> Self;
    fn describe(&self) -> String;
}

#[gear]
#[derive(Clone, Debug, PartialEq)]
struct Square {
    side: f64,
}

#[gear]
impl Shape for Square {
    const SIDES: i64 = 4;

    fn area(&self) -> f64 {
        self.side * self.side
    }

    fn scale(&mut self, by: f64) {
        self.side *= by;
    }

    fn of_side(side: f64) -> Self {
        Square { side }
    }

    fn describe(&self) -> String {
        format!("square of {} with {} sides", self.area(), Self::SIDES)
    }
}

#[gear]
#[derive(Clone, Copy, Debug, PartialEq)]
enum Round {
    Circle(f64),
    Dot,
}

#[gear]
impl Shape for Round {
    const SIDES: i64 = 0;

    fn area(&self) -> f64 {
        match self {
            Round::Circle(radius) => 3.0 * radius * radius,
            Round::Dot => 0.0,
        }
    }

    fn scale(&mut self, by: f64) {
        if let Round::Circle(radius) = self {
            *self = Round::Circle(*radius * by);
        }
    }

    fn of_side(side: f64) -> Self {
        if side == 0.0 { Round::Dot } else { Self::Circle(side) }
    }

    fn describe(&self) -> String {
        format!("round of {:.1}", self.area())
    }
}

#[gear]
fn shapes(side: f64, by: f64) -> (f64, String, String, i64) {
    let mut square = Square::of_side(side);
    let mut round = Round::of_side(side);
    square.scale(by);
    round.scale(by);
    let areas = [square.clone(), Square { side: 1.0 }].iter().map(|s| s.area()).sum::<f64>();
    let more: f64 = [round, Round::Dot].iter().map(Round::area).sum();
    (areas + more, square.describe(), round.describe(), Square::SIDES + Round::SIDES)
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(ordered: ("nut", 1), ("nut", 4), ("nut", 0), ("", 1)),
        program!(must: ("nut", 1), ("nut", 4), ("nut", 0), ("", 1)),
        program!(texts: (&[1, 2, 3, 40, 500, -7]), (&[3])),
        program!(padded: (3), (-1), (12345)),
        program!(matrix: (vec![vec![1, 0, 2], vec![3]], "m"), (vec![vec![1], vec![], vec![2]], ""), (Vec::<Vec<i64>>::new(), "x")),
        program!(expression: (0, 5), (1, 5), (2, -5), (5, 7)),
        program!(shapes: (1.5, 2.0), (0.0, 3.0)),
    ]
}
