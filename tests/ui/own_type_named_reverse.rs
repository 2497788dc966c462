#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Reverse<T>(T);

static G: Gear<Vec<i64>> = gear!(PythonReader(|| vec![1]).sort_by_key(|n| Reverse(*n)).run());

fn main() {
    let _ = &G;
}
