//! Everyday programs of people who met the language today: types of their own.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use std::fmt;

#[gear]
#[derive(Debug, Clone, PartialEq)]
enum BankError {
    Insufficient { needed: i64, available: i64 },
    NoAccount(String),
    Frozen,
}

#[gear]
impl fmt::Display for BankError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BankError::Insufficient { needed, available } => write!(f, "need {needed}, have {available}"),
            BankError::NoAccount(name) => write!(f, "no account {name}"),
            BankError::Frozen => f.write_str("frozen"),
        }
    }
}

#[gear]
#[derive(Debug, Default, Clone)]
struct Bank {
    accounts: BTreeMap<String, i64>,
    frozen: HashSet<String>,
    log: Vec<String>,
}

#[gear]
impl Bank {
    fn deposit(&mut self, name: &str, amount: i64) {
        *self.accounts.entry(name.to_string()).or_default() += amount;
        self.log.push(format!("+{amount} {name}"));
    }

    fn balance(&self, name: &str) -> Result<i64, BankError> {
        self.accounts.get(name).copied().ok_or_else(|| BankError::NoAccount(name.to_string()))
    }

    fn withdraw(&mut self, name: &str, amount: i64) -> Result<i64, BankError> {
        if self.frozen.contains(name) {
            return Err(BankError::Frozen);
        }
        let available = self.balance(name)?;
        if available < amount {
            return Err(BankError::Insufficient { needed: amount, available });
        }
        let left = available - amount;
        self.accounts.insert(name.to_owned(), left);
        Ok(left)
    }

    fn transfer(&mut self, from: &str, to: &str, amount: i64) -> Result<(), BankError> {
        self.balance(to)?;
        self.withdraw(from, amount)?;
        self.deposit(to, amount);
        Ok(())
    }
}

#[gear]
fn bank(script: &str) -> Vec<String> {
    let mut bank = Bank::default();
    bank.deposit("ann", 100);
    bank.deposit("bob", 5);
    let mut out = Vec::new();
    for line in script.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let result = match words.as_slice() {
            ["pay", from, to, amount] => match amount.parse() {
                Ok(amount) => bank.transfer(from, to, amount),
                Err(e) => {
                    out.push(format!("{e}"));
                    continue;
                }
            },
            ["freeze", name] => {
                bank.frozen.insert(name.to_string());
                Ok(())
            }
            [] => continue,
            other => {
                out.push(format!("what? {other:?}"));
                continue;
            }
        };
        if let Err(error) = result {
            out.push(format!("{line}: {error} ({error:?})"));
        }
    }
    out.extend(bank.accounts.iter().map(|(name, amount)| format!("{name}={amount}")));
    out.append(&mut bank.log);
    out
}

#[gear]
#[derive(Debug, Clone, Copy, PartialEq)]
struct Vec2 {
    x: f64,
    y: f64,
}

#[gear]
impl Vec2 {
    const ZERO: Vec2 = Vec2 { x: 0.0, y: 0.0 };

    fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }

    fn scale(self, by: f64) -> Self {
        Self { x: self.x * by, ..self }.flip_y().flip_y().with_y(self.y * by)
    }

    fn flip_y(mut self) -> Self {
        self.y = -self.y;
        self
    }

    fn with_y(self, y: f64) -> Self {
        Vec2 { y, ..self }
    }

    fn length(&self) -> f64 {
        (self.x * self.x + self.y * self.y).sqrt()
    }
}

#[gear]
fn centroid(points: &[(f64, f64)]) -> Option<(f64, f64, f64)> {
    if points.is_empty() {
        return None;
    }
    let sum = points.iter().map(|&(x, y)| Vec2::new(x, y)).fold(Vec2::ZERO, |a, b| a.add(b));
    let mid = sum.scale(1.0 / points.len() as f64);
    Some((mid.x, mid.y, mid.length()))
}

#[gear]
#[derive(Debug, Clone)]
enum Expr {
    Num(f64),
    Var(String),
    Neg(Box<Expr>),
    Bin(Box<Expr>, char, Box<Expr>),
}

#[gear]
impl Expr {
    fn eval(&self, env: &HashMap<String, f64>) -> Result<f64, String> {
        Ok(match self {
            Expr::Num(n) => *n,
            Expr::Var(name) => *env.get(name).ok_or(format!("unbound {name}"))?,
            Expr::Neg(inner) => -inner.eval(env)?,
            Expr::Bin(left, op, right) => {
                let (a, b) = (left.eval(env)?, right.eval(env)?);
                match op {
                    '+' => a + b,
                    '-' => a - b,
                    '*' => a * b,
                    '/' => a / b,
                    _ => return Err(format!("bad op {op}")),
                }
            }
        })
    }

    fn simplify(self) -> Expr {
        match self {
            Expr::Bin(l, op, r) => match (l.simplify(), op, r.simplify()) {
                (Expr::Num(a), '+', Expr::Num(b)) => Expr::Num(a + b),
                (Expr::Num(a), '*', e) | (e, '*', Expr::Num(a)) if a == 1.0 => e,
                (Expr::Num(z), '+', e) if z == 0.0 => e,
                (l, op, r) => Expr::Bin(Box::new(l), op, Box::new(r)),
            },
            Expr::Neg(inner) => match *inner {
                Expr::Neg(e) => e.simplify(),
                Expr::Num(n) => Expr::Num(-n),
                e => Expr::Neg(Box::new(e.simplify())),
            },
            e => e,
        }
    }
}

#[gear]
impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expr::Num(n) => write!(f, "{n}"),
            Expr::Var(name) => write!(f, "{}", name),
            Expr::Neg(inner) => write!(f, "-{inner}"),
            Expr::Bin(a, op, b) => write!(f, "({a} {op} {b})"),
        }
    }
}

#[gear]
fn build(tokens: &mut Vec<String>) -> Option<Expr> {
    let token = tokens.pop()?;
    Some(match token.as_str() {
        "+" | "-" | "*" | "/" => {
            let op = token.chars().next()?;
            let right = build(tokens)?;
            let left = build(tokens)?;
            Expr::Bin(Box::new(left), op, Box::new(right))
        }
        "~" => Expr::Neg(Box::new(build(tokens)?)),
        word => match word.parse::<f64>() {
            Ok(n) => Expr::Num(n),
            Err(_) => Expr::Var(word.to_string()),
        },
    })
}

#[gear]
fn calc(src: &str) -> String {
    let mut tokens: Vec<String> = src.split(' ').map(String::from).collect();
    let Some(expr) = build(&mut tokens) else { return "?".into() };
    let env = HashMap::from([("x".to_string(), 2.0), ("y".to_string(), -1.5)]);
    let before = expr.to_string();
    let value = expr.eval(&env);
    let simple = expr.clone().simplify();
    let same = simple.eval(&env) == value;
    match value {
        Ok(v) => format!("{before} = {v:.2} ~ {simple} {same}"),
        Err(e) => format!("{before}: {e}"),
    }
}

#[gear]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Light {
    Red,
    Green,
    Yellow,
}

#[gear]
impl Light {
    const ALL: [Light; 3] = [Light::Red, Light::Green, Light::Yellow];

    fn next(self) -> Self {
        match self {
            Self::Red => Self::Green,
            Self::Green => Self::Yellow,
            Self::Yellow => Self::Red,
        }
    }

    fn seconds(&self) -> u32 {
        match *self {
            Light::Yellow => 3,
            Light::Red | Light::Green => 30,
        }
    }
}

#[gear]
fn lights(steps: u32) -> (Vec<String>, u32) {
    let mut light = Light::Red;
    let mut seen = BTreeMap::new();
    let mut time = 0;
    for _ in 0..steps {
        time += light.seconds();
        *seen.entry(format!("{light:?}")).or_insert(0u32) += 1;
        light = light.next();
    }
    let mut out: Vec<String> = seen.into_iter().map(|(k, v)| format!("{k}:{v}")).collect();
    out.extend(Light::ALL.iter().filter(|l| **l != light).map(|l| format!("{:?}", l)));
    (out, time)
}

#[gear]
#[derive(Debug, Clone)]
struct Matrix {
    rows: usize,
    cols: usize,
    data: Vec<i64>,
}

#[gear]
impl Matrix {
    fn identity(n: usize) -> Self {
        let mut m = Self { rows: n, cols: n, data: vec![0; n * n] };
        for i in 0..n {
            m.set(i, i, 1);
        }
        m
    }

    fn from_rows(rows: &[Vec<i64>]) -> Option<Self> {
        let cols = rows.first()?.len();
        rows.iter().all(|r| r.len() == cols).then(|| Self {
            rows: rows.len(),
            cols,
            data: rows.iter().flatten().copied().collect(),
        })
    }

    fn at(&self, r: usize, c: usize) -> i64 {
        self.data[r * self.cols + c]
    }

    fn set(&mut self, r: usize, c: usize, value: i64) {
        self.data[r * self.cols + c] = value;
    }

    fn times(&self, other: &Matrix) -> Matrix {
        assert_eq!(self.cols, other.rows, "shapes");
        let mut out = Matrix { rows: self.rows, cols: other.cols, data: vec![0; self.rows * other.cols] };
        for r in 0..self.rows {
            for c in 0..other.cols {
                let sum = (0..self.cols)
                    .map(|k| self.at(r, k).wrapping_mul(other.at(k, c)))
                    .fold(0i64, i64::wrapping_add);
                out.set(r, c, sum);
            }
        }
        out
    }

    fn pow(&self, mut n: u32) -> Matrix {
        let mut base = self.clone();
        let mut out = Matrix::identity(self.rows);
        while n > 0 {
            if n & 1 == 1 {
                out = out.times(&base);
            }
            base = base.times(&base);
            n >>= 1;
        }
        out
    }
}

#[gear]
fn power(rows: &[Vec<i64>], n: u32) -> Option<Vec<Vec<i64>>> {
    let m = Matrix::from_rows(rows)?.pow(n);
    Some(m.data.chunks(m.cols).map(|row| row.to_vec()).collect())
}

#[gear]
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Version {
    major: u32,
    minor: u32,
    patch: u32,
    pre: Option<String>,
}

#[gear]
impl Version {
    fn parse(text: &str) -> Result<Version, String> {
        let (core, pre) = match text.split_once('-') {
            Some((core, pre)) => (core, Some(pre.to_string())),
            None => (text, None),
        };
        let mut parts = core.splitn(3, '.').map(|p| p.parse::<u32>().map_err(|e| format!("{p:?}: {e}")));
        let mut next = || parts.next().unwrap_or_else(|| Err("too short".to_string()));
        Ok(Version { major: next()?, minor: next()?, patch: next()?, pre })
    }
}

#[gear]
fn newest(texts: &[String]) -> String {
    let (good, bad): (Vec<_>, Vec<_>) = texts.iter().map(|t| Version::parse(t)).partition(|r| r.is_ok());
    let best = good.into_iter().flatten().max();
    let bad: Vec<String> = bad.into_iter().filter_map(Result::err).collect();
    format!("{best:?} / {}", bad.join("; "))
}

#[gear]
fn schedule(tasks: &[(String, u32, u32)]) -> Vec<String> {
    struct_free(tasks).into_iter().map(|(name, at)| format!("{at:>3} {name}")).collect()
}

#[gear]
fn struct_free(tasks: &[(String, u32, u32)]) -> Vec<(String, u32)> {
    let mut pending: Vec<&(String, u32, u32)> = tasks.iter().collect();
    let mut time = 0;
    let mut done = vec![];
    while !pending.is_empty() {
        pending.sort_by(|a, b| b.2.cmp(&a.2).then(a.0.cmp(&b.0)));
        let (name, cost, _) = pending.remove(0);
        done.push((name.clone(), time));
        time += cost;
    }
    done
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(bank: ("pay ann bob 30\npay bob ann 1000\npay ann zed 1\nfreeze bob\npay bob ann 1\nhm\n\npay ann bob x"), ("")),
        program!(centroid: (&[(1.0, 2.0), (3.0, 4.0)][..]), (&[(0.0, 0.0); 0][..])),
        program!(calc: ("1 x * 0 y + +"), ("x ~ ~ 2 3 + *"), ("z 1 +"), ("+"), ("x y /"), ("5 ~")),
        program!(lights: (0), (4), (7)),
        program!(power: (&[vec![1i64, 1], vec![1, 0]][..], 10), (&[vec![1i64], vec![1, 2]][..], 1), (&[vec![2i64, 3]][..], 2), (&[vec![3i64]][..], 0)),
        program!(newest: (&["1.2.3".to_string(), "1.10.0".into(), "1.10.0-rc1".into(), "x.1.2".into(), "1.2".into()][..]), (&[String::new()][..])),
        program!(schedule: (&[("a".to_string(), 2, 1), ("b".to_string(), 3, 9), ("c".to_string(), 1, 9)][..])),
    ]
}
