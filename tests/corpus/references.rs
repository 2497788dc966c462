//! Functions that change numbers, text, options and tuples of their callers through `&mut`.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

#[gear]
fn bump(n: &mut i64) {
    *n += 1;
}

#[gear]
fn bumped(mut n: i64) -> i64 {
    bump(&mut n);
    bump(&mut n);
    n
}

/// The next character, and the position behind it.
#[gear]
fn next_char(text: &[char], at: &mut usize) -> Option<char> {
    let c = text.get(*at).copied()?;
    *at += 1;
    Some(c)
}

#[gear]
fn skip_spaces(text: &[char], at: &mut usize) {
    while *at < text.len() && text[*at] == ' ' {
        *at += 1;
    }
}

#[gear]
fn factor(text: &[char], at: &mut usize) -> Result<i64, String> {
    skip_spaces(text, at);
    match next_char(text, at) {
        Some('(') => {
            let value = sum(text, at)?;
            skip_spaces(text, at);
            if next_char(text, at) != Some(')') {
                return Err(format!("no `)` at {}", *at));
            }
            Ok(value)
        }
        Some('-') => Ok(-factor(text, at)?),
        Some(c) if c.is_ascii_digit() => {
            let mut value = i64::from(c.to_digit(10).unwrap());
            while let Some(digit) = text.get(*at).and_then(|c| c.to_digit(10)) {
                value = value * 10 + i64::from(digit);
                *at += 1;
            }
            Ok(value)
        }
        Some(c) => Err(format!("{c:?} at {}", *at - 1)),
        None => Err("nothing".to_string()),
    }
}

#[gear]
fn product(text: &[char], at: &mut usize) -> Result<i64, String> {
    let mut value = factor(text, at)?;
    loop {
        skip_spaces(text, at);
        match text.get(*at) {
            Some('*') => {
                *at += 1;
                value *= factor(text, at)?;
            }
            Some('/') => {
                *at += 1;
                let by = factor(text, at)?;
                value = value.checked_div(by).ok_or_else(|| "by zero".to_string())?;
            }
            _ => return Ok(value),
        }
    }
}

#[gear]
fn sum(text: &[char], at: &mut usize) -> Result<i64, String> {
    let mut value = product(text, at)?;
    loop {
        skip_spaces(text, at);
        match text.get(*at) {
            Some('+') => {
                *at += 1;
                value += product(text, at)?;
            }
            Some('-') => {
                *at += 1;
                value -= product(text, at)?;
            }
            _ => return Ok(value),
        }
    }
}

#[gear]
fn evaluate(text: &str) -> Result<i64, String> {
    let text: Vec<char> = text.chars().collect();
    let mut at = 0;
    let value = sum(&text, &mut at)?;
    if at < text.len() { Err(format!("{} left", text.len() - at)) } else { Ok(value) }
}

#[gear]
fn write_list(out: &mut String, items: &[String]) {
    out.push('[');
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        out.push_str(item);
    }
    *out += "]";
}

#[gear]
fn lists(rows: Vec<Vec<String>>) -> String {
    let mut out = String::from("rows: ");
    for row in &rows {
        write_list(&mut out, row);
        out.push('\n');
    }
    out.trim_end().to_string()
}

#[gear]
enum Tree {
    Node { name: String, children: Vec<Tree> },
}

#[gear]
fn draw(tree: &Tree, depth: usize, out: &mut String, count: &mut usize) {
    let Tree::Node { name, children } = tree;
    *count += 1;
    out.push_str(&"  ".repeat(depth));
    out.push_str(name);
    out.push('\n');
    for child in children {
        draw(child, depth + 1, out, count);
    }
}

#[gear]
fn grow(depth: i64, id: &mut i64) -> Tree {
    *id += 1;
    let name = format!("n{}", *id);
    let children = (0..depth).map(|i| grow(i, id)).collect();
    Tree::Node { name, children }
}

#[gear]
fn drawn(depth: i64) -> (String, usize, i64) {
    let (mut out, mut count, mut id) = (String::new(), 0, 10);
    let tree = grow(depth, &mut id);
    draw(&tree, 0, &mut out, &mut count);
    (out, count, id)
}

#[gear]
fn keep_best(best: &mut Option<i64>, value: i64) -> bool {
    match best {
        Some(known) if *known >= value => false,
        _ => {
            *best = Some(value);
            true
        }
    }
}

#[gear]
fn records(values: Vec<i64>) -> (Vec<i64>, Option<i64>) {
    let mut best = None;
    let kept = values.into_iter().filter(|v| keep_best(&mut best, *v)).collect();
    (kept, best)
}

#[gear]
fn take_first(best: &mut Option<i64>) -> i64 {
    best.take().unwrap_or(-1)
}

#[gear]
fn taken(mut best: Option<i64>) -> (i64, i64) {
    let first = take_first(&mut best);
    (first, take_first(&mut best))
}

/// A generator of numbers with its state outside.
#[gear]
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
    *state >> 33
}

#[gear]
fn shuffled(mut items: Vec<String>, seed: u64) -> Vec<String> {
    let mut state = seed;
    for i in (1..items.len()).rev() {
        let j = (random(&mut state) % (i as u64 + 1)) as usize;
        items.swap(i, j);
    }
    items
}

#[gear]
fn dice(seed: u64) -> Vec<u64> {
    let mut state = seed;
    let mut roll = || random(&mut state) % 6 + 1;
    vec![roll(), roll(), roll()]
}

#[gear]
fn in_expressions(seed: u64) -> (u64, u64, bool, Vec<u64>) {
    let mut state = seed;
    let before = state + random(&mut state) * 10 + random(&mut state);
    let lazy = before % 2 == 0 && random(&mut state) % 2 == 0 || random(&mut state) % 3 == 0;
    let mut rolls = vec![random(&mut state), state, random(&mut state)];
    while random(&mut state) % 4 != 0 && rolls.len() < 9 {
        rolls.push(state % 100);
    }
    (before, state, lazy, rolls)
}

#[gear]
fn divide(total: &mut f64, by: f64) -> Result<f64, String> {
    if by == 0.0 {
        *total = 0.0;
        return Err("by zero".to_string());
    }
    *total /= by;
    Ok(*total * 2.0)
}

#[gear]
fn divided(mut total: f64, by: Vec<f64>) -> (Vec<Result<f64, String>>, f64) {
    let mut results = Vec::new();
    for by in by {
        results.push(divide(&mut total, by));
    }
    (results, total)
}

#[gear]
#[derive(Clone, Serialize, Deserialize)]
struct Account {
    owner: String,
    cents: i64,
    log: Vec<i64>,
    limit: Option<i64>,
}

#[gear]
fn take(cents: &mut i64, amount: i64, log: &mut Vec<i64>) -> bool {
    if *cents < amount {
        return false;
    }
    *cents -= amount;
    log.push(-amount);
    true
}

#[gear]
fn pay(mut account: Account, amounts: Vec<i64>) -> (String, i64, Vec<i64>, Option<i64>, usize) {
    let mut paid = 0;
    for amount in amounts {
        if take(&mut account.cents, amount, &mut account.log) {
            paid += 1;
        }
    }
    bump(&mut account.cents);
    account.owner.push('!');
    write_list(&mut account.owner, &["x".to_string()]);
    keep_best(&mut account.limit, account.cents);
    (account.owner, account.cents, account.log, account.limit, paid)
}

fn account() -> Account {
    Account { owner: "ann".to_string(), cents: 100, log: vec![], limit: None }
}

#[gear]
impl Account {
    fn charge(&mut self, fee: i64, charged: &mut i64) -> bool {
        self.cents -= fee;
        *charged += fee;
        self.cents > 0
    }

    fn count_to(limit: i64, steps: &mut i64) {
        while *steps < limit {
            *steps += 1;
        }
    }
}

#[gear]
fn charged(mut account: Account, fees: &[i64]) -> (i64, i64, bool) {
    let mut total = 0;
    let mut good = true;
    for fee in fees {
        good &= account.charge(*fee, &mut total);
    }
    Account::count_to(5, &mut total);
    (account.cents, total, good)
}

#[gear]
fn elements(mut values: Vec<i64>, mut rows: Vec<Vec<i64>>) -> (Vec<i64>, Vec<Vec<i64>>) {
    let mut at = 0;
    bump(&mut values[at]);
    for x in values.iter_mut() {
        bump(x);
    }
    if let Some(last) = values.last_mut() {
        bump(last);
        bump(last);
    }
    let ok = keep(&mut rows[at][at + 1], {
        at += 1;
        at as i64
    });
    if ok {
        rows[1].push(at as i64);
    }
    (values, rows)
}

#[gear]
fn keep(place: &mut i64, other: i64) -> bool {
    *place = (*place).max(other);
    *place == other
}

#[gear]
fn both(a: &mut i64, b: &mut String) {
    *b = std::mem::take(b) + "!";
    let old = std::mem::replace(a, 7);
    if old > 3 {
        return;
    }
    b.clear();
}

#[gear]
fn both_ways(mut a: i64, mut b: String) -> (i64, String) {
    both(&mut a, &mut b);
    (a, b)
}

#[gear]
fn counted(words: Vec<String>) -> BTreeMap<String, i64> {
    let mut counts: HashMap<String, i64> = HashMap::new();
    for word in words {
        let count = counts.entry(word).or_insert(0);
        bump(count);
    }
    counts.into_iter().collect()
}

#[gear]
fn order(pair: &mut (i64, i64)) {
    if pair.0 > pair.1 {
        *pair = (pair.1, pair.0);
    }
    pair.1 += 10;
}

#[gear]
fn ordered(a: i64, b: i64) -> (i64, i64) {
    let mut pair = (a, b);
    order(&mut pair);
    pair
}

#[gear]
fn shadowed(n: &mut i64) -> i64 {
    *n += 1;
    let n = *n * 100;
    {
        let n = n + 1;
        n
    }
}

#[gear]
fn shadow(mut n: i64) -> (i64, i64) {
    let other = shadowed(&mut n) + shadowed(&mut 4) + shadowed(&mut n.abs());
    (n, other)
}

#[gear]
#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
enum State {
    Start,
    Number,
    Done,
}

#[gear]
impl State {
    fn read(&mut self, c: char) -> bool {
        *self = match (*self, c) {
            (State::Start | State::Number, '0'..='9') => State::Number,
            (State::Number, ';') => State::Done,
            (State::Done, _) => return false,
            (state, _) => state,
        };
        true
    }

    fn reset(&mut self) {
        if *self == State::Done {
            *self = State::Start;
        }
    }

    fn name(&self) -> &str {
        match self {
            State::Start => "start",
            State::Number => "number",
            State::Done => "done",
        }
    }
}

#[gear]
fn step(state: &mut State, count: &mut i64) {
    if *state == State::Done {
        *count += 1;
        state.reset();
    } else {
        *state = State::Done;
    }
}

#[gear]
fn states(text: &str) -> (Vec<String>, bool, i64) {
    let mut state = State::Start;
    let mut names = Vec::new();
    let mut good = true;
    for c in text.chars() {
        good &= state.read(c);
        names.push(state.name().to_string());
    }
    let (mut all, mut count) = (vec![state; 3], 0);
    for one in all.iter_mut() {
        step(one, &mut count);
    }
    all[1].reset();
    step(&mut all[2], &mut count);
    names.extend(all.iter().map(|state| state.name().to_string()));
    (names, good, count)
}

#[gear]
#[derive(Clone)]
enum Shape {
    Empty,
    Circle(f64),
    Square { side: f64 },
}

#[gear]
impl Shape {
    fn grow(&mut self, by: f64) {
        match self {
            Shape::Empty => *self = Shape::Circle(by),
            Shape::Circle(r) => *self = Shape::Square { side: *r + by },
            Shape::Square { side } => {
                let side = *side;
                *self = if side > 3.0 { Shape::Empty } else { Shape::Square { side: side * by } };
            }
        }
    }

    fn size(&self) -> f64 {
        match self {
            Shape::Empty => 0.0,
            Shape::Circle(r) => *r,
            Shape::Square { side } => *side * 100.0,
        }
    }
}

#[gear]
fn shapes(by: &[f64]) -> Vec<f64> {
    let mut shapes = vec![Shape::Empty, Shape::Circle(1.0)];
    let mut sizes = Vec::new();
    for by in by {
        for shape in &mut shapes {
            shape.grow(*by);
        }
        let mut first = shapes[0].clone();
        first.grow(1.0);
        sizes.push(first.size());
        sizes.extend(shapes.iter().map(|shape| shape.size()));
    }
    sizes
}

#[gear]
#[derive(Clone, Copy)]
struct Counter(i64);

#[gear]
impl Counter {
    fn up(&mut self, by: i64) -> i64 {
        self.0 += by;
        self.0
    }

    fn clear(&mut self) {
        *self = Counter(0);
    }
}

#[gear]
fn count(n: i64) -> Vec<i64> {
    let mut counter = Counter(n);
    let first = counter.up(2);
    let kept = counter;
    let second = counter.up(3) * 10 + counter.0;
    counter.clear();
    vec![first, second, counter.0, kept.0]
}

#[gear]
#[derive(Clone)]
struct Job {
    name: String,
    tries: Vec<i64>,
}

#[gear]
impl Job {
    fn new(name: &str) -> Self {
        Job { name: name.to_string(), tries: vec![] }
    }

    fn restart(&mut self) {
        *self = Job::new(&format!("{}'", self.name));
    }
}

#[gear]
fn restart_all(jobs: &mut Vec<Job>, first: &mut Job, names: &mut Vec<String>) {
    *first = jobs[0].clone();
    first.tries.push(-1);
    *names = jobs.iter().map(|job| job.name.clone()).collect();
    *jobs = jobs.iter().filter(|job| job.tries.len() != 1).cloned().collect();
    jobs.iter_mut().for_each(|job| job.restart());
}

#[gear]
fn jobs(tries: Vec<Vec<i64>>) -> (Vec<String>, Vec<i64>, Vec<String>) {
    let mut jobs: Vec<Job> = tries.into_iter().map(|tries| Job { name: "job".to_string(), tries }).collect();
    let (mut first, mut names) = (Job::new("x"), vec!["old".to_string()]);
    restart_all(&mut jobs, &mut first, &mut names);
    names.push(first.name.clone());
    (jobs.into_iter().map(|job| job.name).collect(), first.tries, names)
}

#[gear]
fn exchange(a: &mut BTreeMap<String, i64>, b: &mut BTreeMap<String, i64>) {
    let kept = a.clone();
    *a = b.clone();
    *b = kept;
    b.insert("new".to_string(), 0);
}

#[gear]
fn exchanged(mut a: BTreeMap<String, i64>, mut b: BTreeMap<String, i64>) -> Vec<BTreeMap<String, i64>> {
    exchange(&mut a, &mut b);
    vec![a, b]
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(bumped: (1), (-2)),
        program!(evaluate: ("1 + 2 * (3 - -4)"), ("8/0"), ("(1"), ("2 x"), (""), ("7 7")),
        program!(lists: (vec![words("a b"), vec![], words("é")]), (Vec::<Vec<String>>::new())),
        program!(drawn: (3), (0)),
        program!(records: (vec![1, 3, 2, 3, 9]), (Vec::<i64>::new())),
        program!(taken: (Some(3)), (None::<i64>)),
        program!(shuffled: (words("a b c d e"), 42), (Vec::<String>::new(), 1)),
        program!(dice: (1), (99)),
        program!(in_expressions: (1), (2), (3), (77)),
        program!(divided: (12.0, vec![2.0, 0.0, 3.0])),
        program!(pay: (account(), vec![30, 80, 70])),
        program!(charged: (account(), &[30, 80])),
        program!(elements: (vec![1, 2], vec![vec![0, 0], vec![9]])),
        program!(both_ways: (1, "x".to_string()), (9, "é".to_string())),
        program!(counted: (words("a b a"))),
        program!(ordered: (3, 1), (1, 3)),
        program!(shadow: (3)),
        program!(states: ("a12;;"), ("3"), ("")),
        program!(shapes: (&[1.0, 2.5, 4.0, 1.0])),
        program!(count: (5)),
        program!(jobs: (vec![vec![1, 2], vec![3], vec![]])),
        program!(exchanged: (BTreeMap::from([("a".to_string(), 1)]), BTreeMap::from([("b".to_string(), 2)]))),
    ]
}
