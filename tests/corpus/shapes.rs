//! Own types with methods and associated functions, modules, struct update, tuple structs.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use std::collections::{BTreeMap, HashMap};

#[gear]
#[derive(Debug, Clone, Copy, PartialEq)]
struct Vec2 {
    x: f64,
    y: f64,
}

#[gear]
impl Vec2 {
    fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    fn plus(self, other: Vec2) -> Vec2 {
        Vec2 { x: self.x + other.x, y: self.y + other.y }
    }

    fn scaled(self, factor: f64) -> Vec2 {
        Vec2::new(self.x * factor, self.y * factor)
    }

    fn length(&self) -> f64 {
        (self.x * self.x + self.y * self.y).sqrt()
    }

    fn is_origin(&self) -> bool {
        *self == Vec2 { x: 0.0, y: 0.0 }
    }
}

#[gear]
fn walk(steps: &[(f64, f64)]) -> (f64, f64, String) {
    let end = steps.iter().map(|&(x, y)| Vec2::new(x, y)).fold(Vec2::new(0.0, 0.0), Vec2::plus);
    let half = end.scaled(0.5);
    let name = if end.is_origin() { "origin".to_string() } else { format!("{:.2}", end.length()) };
    (half.x, half.y, name)
}

#[gear]
#[derive(Debug, Clone, PartialEq)]
enum Shape {
    Circle { radius: f64 },
    Rectangle { width: f64, height: f64 },
    Triangle(f64, f64, f64),
}

#[gear]
impl Shape {
    fn area(&self) -> f64 {
        match self {
            Shape::Circle { radius } => std::f64::consts::PI * radius.powi(2),
            Shape::Rectangle { width, height } => width * height,
            Shape::Triangle(a, b, c) => {
                let s = (a + b + c) / 2.0;
                (s * (s - a) * (s - b) * (s - c)).sqrt()
            }
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Circle { .. } => "circle",
            Self::Rectangle { width, height } if width == height => "square",
            Self::Rectangle { .. } => "rectangle",
            Self::Triangle(..) => "triangle",
        }
    }

    fn scaled(&self, factor: f64) -> Shape {
        match *self {
            Shape::Circle { radius } => Shape::Circle { radius: radius * factor },
            Shape::Rectangle { width, height } => {
                Shape::Rectangle { width: width * factor, height: height * factor }
            }
            Shape::Triangle(a, b, c) => Shape::Triangle(a * factor, b * factor, c * factor),
        }
    }
}

#[gear]
fn shape(text: &str) -> Option<Shape> {
    let (kind, sizes) = text.split_once(' ')?;
    let sizes = sizes.split(' ').map(|s| s.parse().ok()).collect::<Option<Vec<f64>>>()?;
    match (kind, sizes.as_slice()) {
        ("circle", &[radius]) => Some(Shape::Circle { radius }),
        ("square", &[side]) => Some(Shape::Rectangle { width: side, height: side }),
        ("rectangle", [width, height]) => Some(Shape::Rectangle { width: *width, height: *height }),
        ("triangle", [a, b, c]) if a + b > *c => Some(Shape::Triangle(*a, *b, *c)),
        _ => None,
    }
}

#[gear]
fn areas(lines: &[&str], factor: f64) -> Vec<(String, String)> {
    lines
        .iter()
        .filter_map(|line| shape(line))
        .map(|shape| shape.scaled(factor))
        .map(|shape| (shape.name().to_string(), format!("{:.3}", shape.area())))
        .collect()
}

#[gear]
#[derive(Debug, Clone, PartialEq)]
struct Config {
    host: String,
    port: u16,
    retries: u32,
    tags: Vec<String>,
}

#[gear]
impl Config {
    fn standard() -> Config {
        Config { host: "localhost".to_string(), port: 6379, retries: 3, tags: vec![] }
    }

    fn with_port(self, port: u16) -> Config {
        Config { port, ..self }
    }

    fn tagged(mut self, tag: &str) -> Config {
        if !self.tags.iter().any(|t| t == tag) {
            self.tags.push(tag.to_string());
        }
        self
    }

    fn address(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }
}

#[gear]
fn configured(host: &str, tags: &[&str]) -> (String, u32, String) {
    let base = Config::standard();
    let mut config = Config { host: host.to_lowercase(), ..base.clone() }.with_port(7000);
    for tag in tags {
        config = config.tagged(tag);
    }
    let changed = if config == base { "same" } else { "changed" };
    (config.address(), config.retries, format!("{changed} {}", config.tags.join("+")))
}

#[gear]
#[derive(Debug, Clone)]
struct Account {
    owner: String,
    cents: i64,
    history: Vec<Entry>,
}

#[gear]
#[derive(Debug, Clone, PartialEq)]
struct Entry(String, i64);

#[gear]
impl Account {
    fn open(owner: &str) -> Self {
        Account { owner: owner.to_string(), cents: 0, history: Vec::new() }
    }

    fn deposit(&mut self, cents: i64) -> Result<(), String> {
        if cents <= 0 {
            return Err(format!("cannot deposit {cents}"));
        }
        self.cents += cents;
        self.history.push(Entry("deposit".to_string(), cents));
        Ok(())
    }

    fn withdraw(&mut self, cents: i64) -> Result<i64, String> {
        if cents > self.cents {
            return Err(format!("{} has only {}", self.owner, self.cents));
        }
        self.cents -= cents;
        self.history.push(Entry("withdraw".to_string(), -cents));
        Ok(self.cents)
    }
}

#[gear]
fn transfer(accounts: &mut HashMap<String, Account>, from: &str, to: &str, cents: i64) -> Result<(), String> {
    if !accounts.contains_key(to) {
        return Err(format!("no account {to}"));
    }
    let source = accounts.get_mut(from).ok_or_else(|| format!("no account {from}"))?;
    source.withdraw(cents)?;
    if let Some(target) = accounts.get_mut(to) {
        target.deposit(cents)?;
    }
    Ok(())
}

#[gear]
fn bank(transfers: &[(&str, &str, i64)]) -> (Vec<String>, BTreeMap<String, (i64, usize)>) {
    let mut accounts = HashMap::new();
    for owner in ["ann", "bob"] {
        let mut account = Account::open(owner);
        let _ = account.deposit(100);
        accounts.insert(owner.to_string(), account);
    }
    let mut errors = Vec::new();
    for (from, to, cents) in transfers {
        if let Err(error) = transfer(&mut accounts, from, to, *cents) {
            errors.push(error);
        }
    }
    let balances = accounts.into_iter().map(|(owner, a)| (owner, (a.cents, a.history.len()))).collect();
    (errors, balances)
}

#[gear]
#[derive(Debug, Clone, PartialEq)]
enum Tree {
    Leaf,
    Node { left: Box<Tree>, value: i64, right: Box<Tree> },
}

#[gear]
impl Tree {
    fn with(self, new: i64) -> Tree {
        match self {
            Tree::Leaf => Tree::Node { left: Box::new(Tree::Leaf), value: new, right: Box::new(Tree::Leaf) },
            Tree::Node { left, value, right } if new < value => {
                Tree::Node { left: Box::new(left.with(new)), value, right }
            }
            Tree::Node { left, value, right } if new > value => {
                Tree::Node { left, value, right: Box::new(right.with(new)) }
            }
            same => same,
        }
    }

    fn in_order(&self, out: &mut Vec<i64>) {
        if let Tree::Node { left, value, right } = self {
            left.in_order(out);
            out.push(*value);
            right.in_order(out);
        }
    }

    fn height(&self) -> usize {
        match self {
            Tree::Leaf => 0,
            Tree::Node { left, right, .. } => 1 + left.height().max(right.height()),
        }
    }
}

#[gear]
fn tree_sorted(numbers: &[i64]) -> (Vec<i64>, usize) {
    let tree = numbers.iter().fold(Tree::Leaf, |tree, &n| tree.with(n));
    let mut sorted = Vec::new();
    tree.in_order(&mut sorted);
    (sorted, tree.height())
}

#[gear]
mod money {
    #[derive(Debug, Clone, PartialEq)]
    pub(crate) struct Money {
        pub(crate) cents: i64,
        pub(crate) currency: String,
    }

    impl Money {
        pub(crate) fn parse(text: &str) -> Result<Money, String> {
            let (amount, currency) = text.trim().split_once(' ').ok_or("no currency")?;
            let cents = cents(amount).ok_or_else(|| format!("bad amount {amount}"))?;
            Ok(Money { cents, currency: currency.to_uppercase() })
        }

        pub(crate) fn shown(&self) -> String {
            let sign = if self.cents < 0 { "-" } else { "" };
            format!("{sign}{}.{:02} {}", self.cents.abs() / 100, self.cents.abs() % 100, self.currency)
        }
    }

    fn cents(amount: &str) -> Option<i64> {
        let negative = amount.starts_with('-');
        let amount = amount.trim_start_matches('-');
        let (whole, part) = amount.split_once('.').unwrap_or((amount, "0"));
        let whole: i64 = whole.parse().ok()?;
        let part: i64 = match part.len() {
            1 => part.parse::<i64>().ok()? * 10,
            2 => part.parse().ok()?,
            _ => return None,
        };
        let cents = whole * 100 + part;
        Some(if negative { -cents } else { cents })
    }
}

#[gear]
fn total(amounts: &[&str]) -> Result<Vec<String>, String> {
    let mut totals: BTreeMap<String, i64> = BTreeMap::new();
    for text in amounts {
        let money = money::Money::parse(text)?;
        *totals.entry(money.currency).or_default() += money.cents;
    }
    Ok(totals.into_iter().map(|(currency, cents)| money::Money { cents, currency }.shown()).collect())
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(walk: (&[(3.0, 0.0), (0.0, 4.0)]), (&[(1.0, 1.0), (-1.0, -1.0)]), (&[(0.5, f64::INFINITY)])),
        program!(areas: (&["circle 1", "square 2", "rectangle 2 3", "triangle 3 4 5", "triangle 1 1 9", "circle x", "blob 1"], 2.0), (&[""], 1.0)),
        program!(configured: ("LOCALHOST", &[""; 0]), ("h", &["a", "b", "a"])),
        program!(bank: (&[("ann", "bob", 30), ("bob", "ann", 500), ("ann", "zoe", 1), ("zoe", "ann", 1), ("ann", "bob", 0)]), (&[("ann", "ann", 10)])),
        program!(tree_sorted: (&[3, 1, 2, 3, 9, -4]), (&[0; 0])),
        program!(total: (&["1.50 eur", "-0.75 usd", " 2 EUR", "0.5 eur"]), (&["5"]), (&["1.234 x"]), (&["-1.05 chf"])),
    ]
}
