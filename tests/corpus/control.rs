//! Control flow: `let else`, chains of `let`, labels, patterns of slices, `?` in chains.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use std::collections::{BTreeMap, HashMap};

#[gear]
fn parse_header(line: &str) -> Option<(String, Vec<String>)> {
    let (name, values) = line.split_once(':')?;
    let name = name.trim();
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        return None;
    }
    Some((name.to_ascii_lowercase(), values.split(',').map(|v| v.trim().to_owned()).collect()))
}

#[gear]
fn first_even_square(rows: &[Vec<i64>]) -> Option<(usize, usize, i64)> {
    let mut found = None;
    'rows: for (i, row) in rows.iter().enumerate() {
        for (j, &n) in row.iter().enumerate() {
            if n < 0 {
                continue 'rows;
            }
            if n % 2 == 0 && (n as f64).sqrt().fract() == 0.0 {
                found = Some((i, j, n));
                break 'rows;
            }
        }
    }
    found
}

#[gear]
fn describe(items: &[i64]) -> String {
    match items {
        [] => "nothing".to_string(),
        [one] => format!("only {one}"),
        [first, second] if first == second => format!("twice {first}"),
        [first, .., last] if first == last => format!("from {first} and back, {} between", items.len() - 2),
        [first, middle @ .., last] => {
            format!("{first}..{last} around {}", middle.iter().sum::<i64>())
        }
    }
}

#[gear]
fn sum_pairs(items: &[i64]) -> i64 {
    match items {
        [a, b, rest @ ..] => a * b + sum_pairs(rest),
        [a] => *a,
        [] => 0,
    }
}

#[gear]
fn is_sorted(items: &[i64]) -> bool {
    match items {
        [] | [_] => true,
        [a, b, ..] if a > b => false,
        [_, rest @ ..] => is_sorted(rest),
    }
}

#[gear]
fn route(path: &str) -> String {
    let parts: Vec<&str> = path.trim_matches('/').split('/').filter(|p| !p.is_empty()).collect();
    match parts[..] {
        [] => "home".into(),
        ["users"] => "all users".into(),
        ["users", id] if id.parse::<u32>().is_ok() => format!("user #{id}"),
        ["users", name, "posts"] => format!("posts of {name}"),
        ["users", name, "posts", post] => format!("post {post} of {name}"),
        ["static", .., file] => format!("file {file}"),
        [first, ref rest @ ..] => format!("unknown {first} and {} more", rest.len()),
    }
}

#[gear]
fn lookup(settings: &HashMap<String, String>, key: &str) -> Result<i64, String> {
    let mut key = key.to_string();
    let mut hops = 0;
    let text = loop {
        let Some(value) = settings.get(&key) else {
            break Err(format!("{key} is not set"));
        };
        if let Some(other) = value.strip_prefix('@') {
            hops += 1;
            if hops > 5 {
                break Err("circular".to_string());
            }
            key = other.to_string();
        } else {
            break Ok(value.clone());
        }
    }?;
    text.parse().map_err(|e| format!("{key}: {e}"))
}

#[gear]
fn discount(customer: Option<&str>, total: f64, coupons: &[(&str, f64)]) -> f64 {
    if let Some(name) = customer
        && let Some((_, percent)) = coupons.iter().find(|(owner, _)| *owner == name)
        && *percent > 0.0
        && total > 100.0
    {
        total * (1.0 - percent / 100.0)
    } else if customer.is_some() && total > 500.0 {
        total - 10.0
    } else {
        total
    }
}

#[gear]
fn classify(n: i64) -> &'static str {
    match n {
        i64::MIN..=-1 => "negative",
        0 => "zero",
        x if x % 2 == 1 && x < 10 => "small odd",
        1..=9 => "small even",
        10 | 100 | 1_000 => "power of ten",
        _ => "large",
    }
}

#[gear]
fn grade(scores: &[(String, Option<u32>)]) -> BTreeMap<char, Vec<String>> {
    let mut grades: BTreeMap<char, Vec<String>> = BTreeMap::new();
    for (name, score) in scores {
        let grade = match score {
            Some(90..) => 'A',
            Some(75..=89) => 'B',
            Some(50..75) => 'C',
            Some(_) => 'F',
            None => continue,
        };
        grades.entry(grade).or_default().push(name.clone());
    }
    grades
}

#[gear]
fn digits(text: &str) -> Result<Vec<u32>, String> {
    text.chars()
        .enumerate()
        .map(|(i, c)| c.to_digit(10).ok_or_else(|| format!("{c:?} at {i} is no digit")))
        .collect()
}

#[gear]
fn checked_chain(a: i32, b: i32, c: i32) -> Option<i32> {
    let sum = a.checked_add(b)?;
    let product = sum.checked_mul(c)?;
    let quotient = product.checked_div(a)?;
    (quotient != 0).then_some(quotient)
}

#[gear]
fn nested_options(users: &HashMap<String, HashMap<String, String>>, name: &str) -> String {
    users
        .get(name)
        .and_then(|user| user.get("manager"))
        .and_then(|manager| users.get(manager))
        .and_then(|manager| manager.get("email"))
        .filter(|email| email.contains('@'))
        .cloned()
        .unwrap_or_else(|| format!("no manager of {name}"))
}

#[gear]
fn countdown(mut n: u32) -> Vec<String> {
    let mut out = Vec::new();
    let result = 'outer: {
        while n > 0 {
            if n == 13 {
                break 'outer "unlucky";
            }
            out.push(n.to_string());
            n /= 2;
        }
        "done"
    };
    out.push(result.to_string());
    out
}

#[gear]
fn find_pair(numbers: &[i64], target: i64) -> Option<(i64, i64)> {
    for (i, &a) in numbers.iter().enumerate() {
        for &b in &numbers[i + 1..] {
            if a + b == target {
                return Some((a, b));
            }
        }
    }
    None
}

#[gear]
fn compare_all(pairs: &[(i64, Option<i64>)]) -> (u32, u32, u32) {
    let (mut less, mut equal, mut more) = (0, 0, 0);
    for pair in pairs {
        let &(a, Some(b)) = pair else { continue };
        match a.cmp(&b) {
            std::cmp::Ordering::Less => less += 1,
            std::cmp::Ordering::Equal => equal += 1,
            std::cmp::Ordering::Greater => more += 1,
        }
    }
    (less, equal, more)
}

#[gear]
fn read_blocks(lines: &[&str]) -> Vec<(String, Vec<String>)> {
    let mut blocks = vec![];
    let mut iter = lines.iter().peekable();
    while let Some(line) = iter.next() {
        let Some(title) = line.strip_prefix("# ") else { continue };
        let mut body = Vec::new();
        while let Some(next) = iter.peek() {
            if next.starts_with('#') {
                break;
            }
            body.push(next.to_string());
            iter.next();
        }
        blocks.push((title.to_string(), body));
    }
    blocks
}

fn settings() -> HashMap<String, String> {
    [("a", "@b"), ("b", "7"), ("c", "@c"), ("d", "x"), ("e", "@z")]
        .into_iter()
        .map(|(k, v)| (k.to_string(), v.to_string()))
        .collect()
}

fn users() -> HashMap<String, HashMap<String, String>> {
    let fields = |pairs: &[(&str, &str)]| pairs.iter().map(|(k, v)| (k.to_string(), v.to_string())).collect();
    HashMap::from([
        ("ann".to_string(), fields(&[("manager", "bob")])),
        ("bob".to_string(), fields(&[("email", "b@x"), ("manager", "zoe")])),
        ("cat".to_string(), fields(&[])),
    ])
}

fn scores() -> Vec<(String, Option<u32>)> {
    let scores =
        [("a", Some(90)), ("b", Some(89)), ("c", Some(74)), ("d", Some(0)), ("e", None), ("f", Some(100))];
    scores.into_iter().map(|(name, score)| (name.to_string(), score)).collect()
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(parse_header: ("Accept: a, b ,c"), ("X-Y:"), (": v"), ("no"), ("a b: c")),
        program!(first_even_square: (&[vec![1, 9], vec![2, -1, 4], vec![3, 16]]), (&[vec![-4]]), (&[vec![0i64; 0]])),
        program!(describe: (&[0; 0]), (&[1]), (&[2, 2]), (&[1, 5, 1]), (&[1, 2, 3, 4])),
        program!(sum_pairs: (&[1, 2, 3, 4, 5]), (&[0; 0])),
        program!(is_sorted: (&[1, 1, 2]), (&[2, 1]), (&[0; 0])),
        program!(route: ("/"), ("/users/12"), ("users/ann"), ("/users/ann/posts/3"), ("/users/x/posts/"), ("/static/css/a.css"), ("static"), ("a/b/c")),
        program!(lookup: (&settings(), "a"), (&settings(), "c"), (&settings(), "d"), (&settings(), "e")),
        program!(discount: (Some("ann"), 200.0, &[("ann", 10.0)]), (Some("bob"), 600.0, &[("ann", 10.0)]), (None::<&str>, 1000.0, &[("ann", 10.0)]), (Some("ann"), 50.0, &[("ann", 5.0)])),
        program!(classify: (-5), (0), (7), (8), (10), (11), (i64::MAX)),
        program!(grade: (&scores()), (&Vec::<(String, Option<u32>)>::new())),
        program!(digits: ("0123"), (""), ("1x"), ("٣")),
        program!(checked_chain: (2, 3, 4), (i32::MAX, 1, 1), (0, 5, 1), (1, -1, 5), (-1, -1, i32::MAX)),
        program!(nested_options: (&users(), "ann"), (&users(), "bob"), (&users(), "cat"), (&users(), "nobody")),
        program!(countdown: (10), (26), (0)),
        program!(find_pair: (&[1, 5, 7, -2], 5), (&[1], 2), (&[0; 0], 0)),
        program!(compare_all: (&[(1, Some(2)), (2, Some(2)), (3, None), (4, Some(-4))]), (&[(0, Some(0))])),
        program!(read_blocks: (&["intro", "# A", "1", "2", "# B", "# C", "3"]), (&["x"]), (&[""; 0])),
    ]
}
