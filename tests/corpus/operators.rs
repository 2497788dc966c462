//! Operators and conversions of one's own types.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use serde::{Deserialize, Serialize};
use std::ops::{Add, AddAssign, Mul, Neg, Not, Sub};
use std::str::FromStr;

#[gear]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Vector {
    x: f64,
    y: f64,
}

#[gear]
impl Add for Vector {
    type Output = Self;

    fn add(self, other: Self) -> Self::Output {
        Vector { x: self.x + other.x, y: self.y + other.y }
    }
}

#[gear]
impl Sub for Vector {
    type Output = Vector;

    fn sub(self, other: Vector) -> Vector {
        self + -other
    }
}

#[gear]
impl Mul<f64> for Vector {
    type Output = Vector;

    fn mul(mut self, by: f64) -> Vector {
        self.x *= by;
        self.y *= by;
        self
    }
}

#[gear]
impl Neg for Vector {
    type Output = Vector;

    fn neg(self) -> Vector {
        self * -1.0
    }
}

#[gear]
impl AddAssign for Vector {
    fn add_assign(&mut self, other: Self) {
        self.x += other.x;
        self.y += other.y;
    }
}

#[gear]
impl From<(f64, f64)> for Vector {
    fn from((x, y): (f64, f64)) -> Self {
        Vector { x, y }
    }
}

#[gear]
#[derive(Clone, Debug, PartialEq)]
enum Flag {
    Set(i64),
    Clear,
}

#[gear]
impl Not for Flag {
    type Output = bool;

    fn not(self) -> bool {
        self == Flag::Clear
    }
}

#[gear]
impl std::ops::BitOr<i64> for Flag {
    type Output = Flag;

    fn bitor(self, other: i64) -> Flag {
        match self {
            Flag::Set(n) => Flag::Set(n | other),
            Flag::Clear => Flag::Set(other),
        }
    }
}

#[gear]
impl std::ops::AddAssign<i64> for Flag {
    fn add_assign(&mut self, by: i64) {
        match self {
            Flag::Set(n) => *n += by,
            Flag::Clear => *self = Flag::Set(by),
        }
    }
}

#[gear]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Version {
    major: u32,
    minor: u32,
}

#[gear]
impl FromStr for Version {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (major, minor) = text.split_once('.').ok_or_else(|| format!("no dot in {text:?}"))?;
        let number = |part: &str| part.parse::<u32>().map_err(|error| error.to_string());
        Ok(Version { major: number(major)?, minor: number(minor)? })
    }
}

#[gear]
impl TryFrom<i64> for Version {
    type Error = String;

    fn try_from(n: i64) -> Result<Self, Self::Error> {
        let major = u32::try_from(n / 10).map_err(|_| "too small".to_string())?;
        Ok(Self { major, minor: (n % 10) as u32 })
    }
}

#[gear]
fn moved(from: Vector, by: Vector, times: f64) -> String {
    let end = from + by * times;
    let back = end - by;
    format!("{end:?} {:?} {:?}", -back, from + from)
}

#[gear]
fn path(steps: Vec<(f64, f64)>) -> String {
    let mut at = Vector { x: 0.0, y: 0.0 };
    let mut all = vec![at];
    for step in steps {
        at += Vector::from(step);
        all.push(at);
    }
    let sum = all.iter().fold(Vector { x: 0.0, y: 0.0 }, |sum, v| sum + *v);
    all.push(sum);
    format!("{all:?}")
}

#[gear]
fn in_fields(vectors: HashMap<String, Vector>) -> Vec<f64> {
    let mut vectors = vectors;
    let by = Vector { x: 1.0, y: 2.0 };
    for vector in vectors.values_mut() {
        *vector += by;
    }
    let mut all: Vec<f64> = vectors.values().map(|v| (*v * 2.0).x).collect();
    all.sort_by(|a, b| a.total_cmp(b));
    all
}

#[gear]
fn flags(n: i64) -> (String, bool, bool) {
    let mut flag = Flag::Clear;
    flag += n;
    flag += 1;
    let set = flag.clone() | 8;
    (format!("{set:?}"), !set, !Flag::Clear)
}

#[gear]
fn versions(texts: Vec<String>) -> Vec<String> {
    texts.iter().map(|text| format!("{:?}", Version::from_str(text))).collect()
}

#[gear]
fn numbered(n: i64) -> Result<u32, String> {
    let version = Version::try_from(n)?;
    Ok(version.major + version.minor)
}

#[gear]
fn mapped(pairs: Vec<(f64, f64)>) -> String {
    let all: Vec<Vector> = pairs.into_iter().map(Vector::from).collect();
    format!("{all:?}")
}

const A: Vector = Vector { x: 1.5, y: -2.0 };
const B: Vector = Vector { x: 0.0, y: 3.25 };

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(moved: (A, B, 3.0), (B, A, 0.0)),
        program!(path: (vec![(1.0, 2.0), (-0.5, 0.25)]), (vec![(0.0, -0.0)])),
        program!(in_fields: (HashMap::from([("a".to_string(), A), ("b".to_string(), B)]))),
        program!(flags: (3), (0)),
        program!(versions: (vec!["1.2".to_string(), "1".to_string(), "1.x".to_string()])),
        program!(numbered: (37), (-20)),
        program!(mapped: (vec![(1.0, 2.0)])),
    ]
}
