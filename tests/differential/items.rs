//! Items in blocks and modules, generic functions, and `std::mem`.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use serde::{Deserialize, Serialize};

#[gear]
fn items_in_blocks(n: i64) -> (i64, i64, &'static str) {
    const BASE: i64 = 10;
    fn factorial(n: i64) -> i64 {
        if n <= 1 {
            return 1;
        }
        n * factorial(n - 1)
    }
    fn even(n: i64) -> bool {
        n % 2 == 0
    }
    let word = match n {
        BASE => "ten",
        n if even(n) => "even",
        _ => "odd",
    };
    (factorial(n), BASE + n, word)
}

#[gear]
fn shadowed_closures(n: i64) -> (i64, i64) {
    let f = |x: i64| x + n;
    let g = |x: i64| f(x) * 2;
    let f = |x: i64| g(x) + f(x);
    let n = 100;
    (f(1), n)
}

#[gear]
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Shelf {
    items: Vec<i64>,
    label: String,
    open: Option<bool>,
}

#[gear]
fn memory(mut a: Vec<i64>, n: i64) -> (Vec<i64>, Vec<i64>, String, Option<bool>, (i64, i64), i64) {
    let mut shelf = Shelf { items: vec![7, 8], label: "new".to_string(), open: Some(true) };
    let mut spare = std::mem::take(&mut a);
    std::mem::swap(&mut spare, &mut shelf.items);
    a.push(n);
    let label = std::mem::replace(&mut shelf.label, format!("was {}", shelf.items.len()));
    let open = std::mem::take(&mut shelf.open);
    let (mut x, mut y) = (n, n + 1);
    std::mem::swap(&mut x, &mut y);
    std::mem::swap(&mut spare[0], &mut x);
    let old = std::mem::replace(&mut shelf.items[1], n * 2);
    spare.extend(shelf.items.clone());
    (a, spare, label + &shelf.label, open.xor(shelf.open), (x, y), old)
}

#[gear]
fn last_of<T: Clone>(values: &[T], otherwise: T) -> T {
    let mut found = otherwise;
    for value in values {
        found = value.clone();
    }
    found
}

#[gear]
fn counted<K, V>(entries: Vec<(K, V)>, wanted: &K) -> usize
where
    K: PartialEq,
{
    entries.into_iter().filter(|(key, _)| key == wanted).count()
}

#[gear]
fn shown<T: std::fmt::Display>(values: &[T]) -> String {
    values.iter().map(|value| format!("<{value}>")).collect::<Vec<_>>().join("")
}

#[gear]
fn generic(n: i64, s: &str) -> (i64, String, usize, String, String) {
    (
        last_of(&[1, n], 0),
        last_of::<String>(&[], s.to_string()),
        counted(vec![(s.to_string(), 1), ("b".to_string(), 2), (s.to_string(), 3)], &s.to_string()),
        shown(&[1.0, 2.5]),
        shown::<&str>(&[s, "x"]),
    )
}

/// A module as one unit.
#[gear]
#[allow(unreachable_pub, dead_code, reason = "a module as in a library")]
mod stock {
    use serde::{Deserialize, Serialize};

    const SMALL: i64 = 3;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Part {
        pub name: String,
        pub count: i64,
        pub state: State,
    }

    #[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
    pub enum State {
        Enough,
        Low,
    }

    impl Part {
        fn new(name: &str, count: i64) -> Self {
            Self { name: name.to_string(), count, state: state_of(count) }
        }
    }

    fn state_of(count: i64) -> State {
        if count < SMALL { State::Low } else { State::Enough }
    }

    pub mod report {
        use super::{Part, State};

        pub fn line(name: &str, count: i64) -> String {
            let part = Part::new(name, count);
            match part.state {
                State::Low => format!("{name}: only {count}"),
                State::Enough => format!("{name}: {count}"),
            }
        }
    }

    /// What is only Rust stays so.
    #[cfg(test)]
    pub fn unshippable() -> std::process::Child {
        unreachable!()
    }
}

#[gear]
fn modules(name: &str, count: i64) -> String {
    stock::report::line(name, count)
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(items_in_blocks: (5), (10), (0), (-3)),
        program!(shadowed_closures: (3), (-1)),
        program!(memory: (vec![1, 2, 3], 5), (vec![4, 4], 0), (vec![1], 2), (Vec::<i64>::new(), 1)),
        program!(generic: (4, "a"), (0, "")),
        program!(modules: ("bolt", 2), ("nut", 3)),
    ]
}
