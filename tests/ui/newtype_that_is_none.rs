#![allow(unused)]

use redis_gears::{gear, prelude::*};

macro_rules! declare {
    ($name:ident) => {
        struct $name(Option<i64>);
    };
}

declare!(Limit);

#[gear]
fn limit(n: i64) -> i64 {
    match Some(Limit(Some(n))) {
        Some(Limit(limit)) => limit.unwrap_or(0),
        None => 0,
    }
}

fn main() {}
