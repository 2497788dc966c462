//! Rules of business: invoices, discounts, taxes, limits, sessions, scores, stock.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

#[gear]
#[derive(Debug, Clone, PartialEq)]
struct Line {
    sku: String,
    quantity: u32,
    unit_cents: i64,
}

#[gear]
impl Line {
    fn new(sku: &str, quantity: u32, unit_cents: i64) -> Self {
        Self { sku: sku.to_string(), quantity, unit_cents }
    }

    fn total(&self) -> i64 {
        i64::from(self.quantity) * self.unit_cents
    }
}

#[gear]
#[derive(Debug, Clone)]
struct Invoice {
    customer: String,
    lines: Vec<Line>,
    vat_percent: i64,
}

#[gear]
impl Invoice {
    fn net(&self) -> i64 {
        self.lines.iter().map(|line| line.total()).sum()
    }

    fn vat(&self) -> i64 {
        (self.net() * self.vat_percent + 50) / 100
    }

    fn gross(&self) -> i64 {
        self.net() + self.vat()
    }

    fn discounted(mut self, percent: i64) -> Self {
        for line in &mut self.lines {
            line.unit_cents -= line.unit_cents * percent / 100;
        }
        self
    }
}

#[gear]
fn parse_line(text: &str) -> Result<Line, String> {
    let fields: Vec<&str> = text.split(';').map(str::trim).collect();
    let [sku, quantity, price] = fields.as_slice() else {
        return Err(format!("expected 3 fields, got {}", fields.len()));
    };
    let quantity = quantity.parse::<u32>().map_err(|e| format!("quantity of {sku}: {e}"))?;
    let price = price.parse::<f64>().map_err(|e| format!("price of {sku}: {e}"))?;
    if !price.is_finite() || price < 0.0 {
        return Err(format!("price of {sku} is {price}"));
    }
    Ok(Line::new(sku, quantity, (price * 100.0).round() as i64))
}

#[gear]
fn invoice(customer: &str, text: &str, discount: i64) -> Result<String, String> {
    let lines =
        text.lines().filter(|line| !line.trim().is_empty()).map(parse_line).collect::<Result<Vec<_>, _>>()?;
    let invoice = Invoice { customer: customer.to_owned(), lines, vat_percent: 19 }.discounted(discount);
    let mut out = format!("{:<10}|{:>6}|{:>10}\n", "sku", "qty", "total");
    for Line { sku, quantity, .. } in &invoice.lines {
        let total: i64 = invoice.lines.iter().filter(|l| l.sku == *sku).map(|l| l.total()).sum();
        out += &format!("{sku:<10}|{quantity:>6}|{:>10.2}\n", total as f64 / 100.0);
    }
    out.push_str(&format!(
        "{} owes {}.{:02}",
        invoice.customer,
        invoice.gross() / 100,
        invoice.gross() % 100
    ));
    Ok(out)
}

#[gear]
#[derive(Debug, Clone, PartialEq)]
enum Discount {
    Percent(u32),
    Fixed { cents: i64 },
    BuyNGetOne(u32),
    None,
}

#[gear]
fn parse_discount(code: &str) -> Discount {
    match code.split_once('-') {
        Some(("PCT", n)) => n.parse().map(Discount::Percent).unwrap_or(Discount::None),
        Some(("FIX", n)) => match n.parse::<i64>() {
            Ok(cents) if cents > 0 => Discount::Fixed { cents },
            _ => Discount::None,
        },
        Some(("BUY", n)) if n != "0" => match n.parse() {
            Ok(n) => Discount::BuyNGetOne(n),
            Err(_) => Discount::None,
        },
        _ => Discount::None,
    }
}

#[gear]
fn apply_discounts(unit: i64, quantity: u32, codes: &[&str]) -> (i64, Vec<String>) {
    let mut total = unit * quantity as i64;
    let mut applied = Vec::new();
    for code in codes {
        let off = match parse_discount(code) {
            Discount::Percent(p @ 1..=50) => total * p as i64 / 100,
            Discount::Percent(_) => continue,
            Discount::Fixed { cents } => cents.min(total),
            Discount::BuyNGetOne(n) => (quantity / (n + 1)) as i64 * unit,
            Discount::None => continue,
        };
        if off > 0 {
            total = (total - off).max(0);
            applied.push(format!("{code}: -{off}"));
        }
    }
    (total, applied)
}

#[gear]
fn income_tax(income: f64) -> f64 {
    const BRACKETS: [(f64, f64); 4] =
        [(10_000.0, 0.0), (30_000.0, 0.2), (80_000.0, 0.4), (f64::INFINITY, 0.5)];
    let mut tax = 0.0;
    let mut lower = 0.0;
    for (upper, rate) in BRACKETS {
        if income <= lower {
            break;
        }
        tax += (income.min(upper) - lower) * rate;
        lower = upper;
    }
    (tax * 100.0).round() / 100.0
}

#[gear]
fn compound(principal: f64, rate: f64, years: u32) -> Vec<String> {
    (1..=years)
        .scan(principal, |balance, year| {
            *balance *= 1.0 + rate;
            Some(format!("{year}: {balance:.2}"))
        })
        .collect()
}

#[gear]
#[derive(Debug, Clone)]
struct Payment {
    account: String,
    cents: i64,
    country: String,
    at: u64,
}

#[gear]
fn payment(text: &str) -> Option<Payment> {
    let mut fields = text.split(',');
    Some(Payment {
        account: fields.next()?.to_string(),
        cents: fields.next()?.parse().ok()?,
        country: fields.next()?.to_uppercase(),
        at: fields.next()?.parse().ok()?,
    })
}

#[gear]
fn fraud_scores(log: &str) -> BTreeMap<String, (u32, Vec<&'static str>)> {
    let payments: Vec<Payment> = log.lines().filter_map(payment).collect();
    let mut by_account: BTreeMap<String, Vec<&Payment>> = BTreeMap::new();
    for payment in &payments {
        by_account.entry(payment.account.clone()).or_default().push(payment);
    }
    by_account
        .into_iter()
        .map(|(account, payments)| {
            let mut score = 0;
            let mut reasons = vec![];
            let countries: HashSet<&str> = payments.iter().map(|p| p.country.as_str()).collect();
            if countries.len() > 2 {
                score += 40;
                reasons.push("many countries");
            }
            if payments.windows(2).any(|pair| pair[1].at.saturating_sub(pair[0].at) < 10) {
                score += 25;
                reasons.push("burst");
            }
            if let Some(largest) = payments.iter().map(|p| p.cents).max()
                && largest > 100_000
            {
                score += 30;
                reasons.push("large");
            }
            (account, (score, reasons))
        })
        .filter(|(_, (score, _))| *score > 0)
        .collect()
}

#[gear]
fn sliding_window_limit(times: &[u64], limit: usize, window: u64) -> Vec<bool> {
    let mut recent: VecDeque<u64> = VecDeque::new();
    times
        .iter()
        .map(|&now| {
            while recent.front().is_some_and(|&first| first + window <= now) {
                recent.pop_front();
            }
            let allowed = recent.len() < limit;
            if allowed {
                recent.push_back(now);
            }
            allowed
        })
        .collect()
}

#[gear]
#[derive(Debug, Clone)]
struct Bucket {
    tokens: f64,
    updated: f64,
}

#[gear]
impl Bucket {
    fn try_acquire(&mut self, now: f64, rate: f64, burst: f64) -> bool {
        self.tokens = (self.tokens + (now - self.updated) * rate).min(burst);
        self.updated = now;
        if self.tokens >= 1.0 {
            self.tokens -= 1.0;
            true
        } else {
            false
        }
    }
}

#[gear]
fn token_bucket(requests: &[(&str, f64)]) -> HashMap<String, (u32, u32)> {
    let mut buckets: HashMap<String, Bucket> = HashMap::new();
    let mut counts: HashMap<String, (u32, u32)> = HashMap::new();
    for &(client, now) in requests {
        let bucket =
            buckets.entry(client.to_string()).or_insert_with(|| Bucket { tokens: 2.0, updated: now });
        let entry = counts.entry(client.to_string()).or_default();
        if bucket.try_acquire(now, 0.5, 2.0) {
            entry.0 += 1;
        } else {
            entry.1 += 1;
        }
    }
    counts
}

#[gear]
fn sessions(clicks: &[(&str, u64)], gap: u64) -> Vec<(String, u64, u64, usize)> {
    let mut by_user: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for (user, at) in clicks {
        by_user.entry(user).or_default().push(*at);
    }
    let mut sessions = Vec::new();
    for (user, mut times) in by_user {
        times.sort_unstable();
        let mut start = times[0];
        let mut last = times[0];
        let mut count = 0;
        for at in times {
            if at - last > gap {
                sessions.push((user.to_string(), start, last, count));
                start = at;
                count = 0;
            }
            last = at;
            count += 1;
        }
        sessions.push((user.to_string(), start, last, count));
    }
    sessions
}

#[gear]
fn leaderboard(scores: &[(&str, i64)], top: usize) -> Vec<String> {
    let mut best: HashMap<&str, i64> = HashMap::new();
    for &(player, score) in scores {
        best.entry(player).and_modify(|old| *old = (*old).max(score)).or_insert(score);
    }
    let mut ranking: Vec<(&str, i64)> = best.into_iter().collect();
    ranking.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let mut lines = Vec::new();
    let mut rank = 0;
    let mut previous = None;
    for (i, (player, score)) in ranking.iter().take(top).enumerate() {
        if previous != Some(*score) {
            rank = i + 1;
        }
        previous = Some(*score);
        lines.push(format!("{rank}. {player} ({score:+})"));
    }
    lines
}

#[gear]
#[derive(Debug, Clone, PartialEq)]
enum Movement {
    Receive(u32),
    Ship(u32),
    Adjust(i32),
}

#[gear]
fn movement(text: &str) -> Option<Movement> {
    let (kind, n) = text.split_at_checked(1)?;
    match kind {
        "+" => n.parse().ok().map(Movement::Receive),
        "-" => n.parse().ok().map(Movement::Ship),
        "~" => Some(Movement::Adjust(n.parse().ok()?)),
        _ => None,
    }
}

#[gear]
fn stock(movements: &[(&str, &str)]) -> Result<Vec<(String, u32)>, String> {
    let mut stock: BTreeMap<String, u32> = BTreeMap::new();
    for (sku, text) in movements {
        let level = stock.get(*sku).copied().unwrap_or(0);
        let Some(movement) = movement(text) else { continue };
        let new = match movement {
            Movement::Receive(n) => level + n,
            Movement::Ship(n) if n > level => {
                return Err(format!("{sku}: {n} wanted, {level} in stock"));
            }
            Movement::Ship(n) => level - n,
            Movement::Adjust(by) => {
                level.checked_add_signed(by).ok_or_else(|| format!("{sku} below zero"))?
            }
        };
        stock.insert(sku.to_string(), new);
    }
    Ok(stock.into_iter().filter(|&(_, n)| n > 0).collect())
}

#[gear]
fn churn(visits: &HashMap<String, Vec<u32>>, today: u32) -> BTreeMap<&'static str, Vec<String>> {
    let mut groups: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for (user, days) in visits {
        let group = match days.iter().max() {
            None => "never",
            Some(&last) if today - last <= 7 => "active",
            Some(&last) if today - last <= 30 => "at risk",
            Some(_) => "lost",
        };
        groups.entry(group).or_default().push(user.clone());
    }
    groups.values_mut().for_each(|users| users.sort());
    groups
}

fn lines() -> &'static str {
    "apple; 3; 0.50\npear;2;1.25\n\nplum; 10; 0.1"
}

fn visits() -> HashMap<String, Vec<u32>> {
    let visits =
        [("ann", vec![95, 10]), ("bob", vec![60, 75]), ("cat", vec![1]), ("dan", vec![]), ("abe", vec![99])];
    visits.into_iter().map(|(user, days)| (user.to_string(), days)).collect()
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(invoice: ("Ada", lines(), 0), ("Bob", lines(), 10), ("x", "a;b;c", 0), ("x", "a;1;NaN", 0), ("x", "a", 1), ("", "", 0), ("x", "a;-1;2", 0)),
        program!(apply_discounts: (1000, 4, &["PCT-10", "FIX-500"]), (999, 7, &["BUY-2", "PCT-60", "zzz"]), (5, 1, &["FIX-10"]), (5, 0, &["BUY-0", "FIX--1", "PCT-x"])),
        program!(income_tax: (0.0), (10_000.0), (45_678.9), (1e6)),
        program!(compound: (1000.0, 0.05, 3), (0.1, -0.5, 2), (1.0, 0.0, 0)),
        program!(fraud_scores: ("a,100,de,1\na,200000,fr,50\na,5,us,55\nb,1,de,1\nb,1,de,100\nbad"), ("")),
        program!(sliding_window_limit: (&[1, 2, 3, 4, 11, 12, 30], 2, 10), (&[5, 5, 5], 0, 1), (&[0; 0], 1, 1)),
        program!(token_bucket: (&[("a", 0.0), ("a", 0.1), ("b", 0.2), ("a", 0.3), ("a", 4.0)]), (&[("x", 1.5)])),
        program!(sessions: (&[("b", 5), ("a", 100), ("a", 1), ("a", 20), ("b", 500)], 30), (&[("z", 0)], 0)),
        program!(leaderboard: (&[("ann", 5), ("bob", 9), ("cat", 5), ("ann", 3), ("dan", -2)], 3), (&[("x", 0)], 5)),
        program!(stock: (&[("a", "+5"), ("a", "-2"), ("b", "~0"), ("c", "?")]), (&[("a", "-1")]), (&[("a", "~-1"), ("", "")]), (&[("é", "é")])),
        program!(churn: (&visits(), 100), (&HashMap::<String, Vec<u32>>::new(), 1)),
    ]
}
