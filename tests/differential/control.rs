//! Jumps out of loops, and patterns of every form.

use crate::program::{Program, program};
use redis_gears::prelude::*;

#[gear]
fn continue_outer(rows: &[Vec<i64>]) -> i64 {
    let mut total = 0;
    'rows: for row in rows {
        for x in row {
            if *x < 0 {
                continue 'rows;
            }
            if *x == 99 {
                break 'rows;
            }
            total += x;
        }
        total += 1000;
    }
    total
}

#[gear]
fn three_levels(n: i64) -> Vec<i64> {
    let mut seen = Vec::new();
    'a: for i in 0..n {
        'b: for j in 0..n {
            let mut k = 0;
            while k < n {
                k += 1;
                if k == 2 && i == 1 {
                    continue 'a;
                }
                if k == 3 && j == 1 {
                    continue 'b;
                }
                if i == 2 && j == 2 {
                    break 'a;
                }
                seen.push(i * 100 + j * 10 + k);
            }
            seen.push(-1);
        }
        seen.push(-2);
    }
    seen
}

#[gear]
fn loop_with_value(start: u64) -> (u64, i64) {
    let mut n = start;
    let mut steps = 0;
    let found = loop {
        if n % 7 == 0 {
            break n;
        }
        n += 3;
        steps += 1;
        if steps > 50 {
            break 0;
        }
    };
    (found, steps)
}

#[gear]
fn labelled_value(limit: i64) -> Option<(i64, i64)> {
    'outer: loop {
        for a in 1..limit {
            for b in a..limit {
                if a * a + b * b == 25 {
                    break 'outer Some((a, b));
                }
            }
        }
        break None;
    }
}

#[gear]
fn labelled_block(x: i64) -> String {
    let word = 'word: {
        if x < 0 {
            break 'word "negative";
        }
        for divisor in 2..x {
            if x % divisor == 0 {
                break 'word "composite";
            }
            if divisor > 20 {
                continue;
            }
        }
        "prime"
    };
    format!("{x} is {word}")
}

#[gear]
fn slices(values: &[i64]) -> String {
    match values {
        [] => "none".to_string(),
        [x] => format!("one {x}"),
        [0, rest @ ..] => format!("zero and {}", rest.len()),
        [a, .., b] if a == b => format!("framed by {a}"),
        [a, b, rest @ .., z] => format!("{a} {b} {:?} {z}", rest),
        [a, b] => format!("two {a} {b}"),
    }
}

#[gear]
fn slice_let_else(values: &[i64]) -> i64 {
    let [first, second, ..] = values else {
        return -1;
    };
    first * second
}

#[gear]
fn or_patterns(pair: (i64, i64)) -> i64 {
    match pair {
        (0, x) | (x, 0) => x,
        (1 | 2, y @ 10..=20) => y * 2,
        (a, b) if a == b => -a,
        (a @ (3 | 4), _) => a * 100,
        _ => 7,
    }
}

#[gear]
fn or_options(text: &str) -> i64 {
    let x: Result<i64, i64> = text.parse::<i64>().map_err(|_| text.len() as i64);
    match x {
        Ok(n) | Err(n) if n > 10 => n,
        Ok(n) => n * 2,
        Err(_) => -1,
    }
}

#[gear]
fn while_let_pop(values: &[i64]) -> Vec<i64> {
    let mut stack: Vec<i64> = values.to_vec();
    let mut out = Vec::new();
    while let Some(top) = stack.pop() {
        if top == 0 {
            continue;
        }
        if top < 0 {
            break;
        }
        out.push(top);
        if top % 2 == 0 {
            stack.push(top / 2 - 1);
        }
    }
    out
}

#[gear]
fn let_chain(a: Option<i64>, b: Option<i64>) -> i64 {
    if let Some(x) = a
        && x > 1
        && let Some(y) = b
        && y > x
    {
        x * y
    } else if let (Some(x), None) | (None, Some(x)) = (a, b) {
        -x
    } else {
        0
    }
}

#[gear]
fn match_in_a_loop(values: &[Option<i64>]) -> (i64, i64) {
    let (mut some, mut none) = (0, 0);
    for value in values {
        let n = match value {
            Some(0) => continue,
            Some(n) if *n > 100 => break,
            Some(n) => *n,
            None => {
                none += 1;
                continue;
            }
        };
        some += n;
    }
    (some, none)
}

#[gear]
fn assertions(x: i64, pair: (i64, char)) -> (bool, bool, i64) {
    assert!(x >= 0);
    assert!(x < 100, "{x} is too large");
    assert_eq!(x % 2, 0, "{} is odd", x);
    assert_ne!(x, 42);
    let (first, ..) = pair;
    (matches!(pair, (1..=3, 'a' | 'b')), matches!(Some(x), Some(n) if n > first), first)
}

#[gear]
fn apply_twice(f: impl Fn(i64) -> i64, x: i64) -> i64 {
    f(f(x))
}

#[gear]
fn adder(n: i64) -> impl Fn(i64) -> i64 {
    move |x| x + n
}

#[gear]
fn boxed(n: i64) -> Box<dyn Fn(i64) -> i64> {
    Box::new(move |x| x * n)
}

#[gear]
fn evens(limit: i64) -> impl Iterator<Item = i64> {
    (0..limit).filter(|n| n % 2 == 0)
}

#[gear]
fn functions_as_values(x: i64) -> (i64, i64, i64, i64) {
    let k = 3;
    let plus = adder(10);
    let times = boxed(x);
    let mut total = 0;
    for n in evens(x) {
        total += n;
    }
    (apply_twice(|n| n * k, x), plus(x), times(2), total)
}

#[gear]
fn conversions(
    text: &str,
    n: i64,
) -> (Vec<i64>, Option<u8>, Option<i64>, Option<char>, Option<char>, f64, i64) {
    let small = u8::try_from(n).ok();
    let hex = i64::from_str_radix(text, 16).ok();
    let map = BTreeMap::from([(2, "b"), (1, "a")]);
    let list = Vec::from([i64::from(true), i64::from(7u8), map.len() as i64]);
    (
        list,
        small,
        hex,
        char::from_digit(n.rem_euclid(16) as u32, 16),
        char::from_u32(n.unsigned_abs() as u32),
        f64::from(3i32),
        std::cmp::max(n, 5) + std::cmp::min(n, 5),
    )
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(assertions: (0, (1, 'a')), (3, (1, 'b')), (-2, (0, 'a')), (100, (4, 'a')), (42, (9, 'c')), (8, (3, 'b'))),
        program!(functions_as_values: (0), (7), (-3)),
        program!(conversions: ("ff", 200), ("-7F", 300), ("", -1), ("+1", 55296), ("g", 5), ("ffffffffffffffffff", 65)),
        program!(continue_outer: (&[] as &[Vec<i64>]), (&[vec![1, 2], vec![3, -1, 5], vec![6]]), (&[vec![1], vec![99, 2], vec![3]])),
        program!(three_levels: (0), (1), (2), (3), (4)),
        program!(loop_with_value: (0), (1), (2), (3), (21)),
        program!(labelled_value: (0), (3), (5), (9)),
        program!(labelled_block: (-1), (2), (9), (97), (15)),
        program!(slices: (&[] as &[i64]), (&[5]), (&[0]), (&[0, 1, 2]), (&[3, 3]), (&[3, 9, 3]), (&[1, 2]), (&[1, 2, 3]), (&[1, 2, 3, 4, 5])),
        program!(slice_let_else: (&[] as &[i64]), (&[1]), (&[2, 3]), (&[2, 3, 4])),
        program!(or_patterns: ((0, 5)), ((6, 0)), ((0, 0)), ((1, 15)), ((2, 21)), ((8, 8)), ((3, 1)), ((4, 2)), ((9, 1))),
        program!(or_options: ("3"), ("30"), ("abc"), ("a long text of letters")),
        program!(while_let_pop: (&[] as &[i64]), (&[3, 0, 4]), (&[8, -1, 6])),
        program!(let_chain: (None::<i64>, None::<i64>), (Some(2), Some(3)), (Some(2), Some(1)), (Some(2), None::<i64>), (None::<i64>, Some(5)), (Some(1), Some(9))),
        program!(match_in_a_loop: (&[] as &[Option<i64>]), (&[Some(1), None, Some(0), Some(5)]), (&[Some(2), Some(200), None])),
    ]
}
