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

pub(crate) fn programs() -> Vec<Program> {
    vec![
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
