#![allow(unused)]

use redis_gears::{gear, prelude::*};

macro_rules! declare {
    ($name:ident) => {
        #[gear]
        fn $name(n: i64) -> String {
            n.to_string()
        }
    };
}

declare!(name);

#[gear]
fn different(numbers: Vec<i64>) -> usize {
    let mut seen = HashSet::new();
    for n in numbers {
        seen.insert(name(n));
    }
    seen.len()
}

fn main() {}
