#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

mod cmd {
    pub fn incr(_: &str, n: i64) -> i64 {
        n
    }
}

static G: Gear<Vec<i64>> = gear!(PythonReader(|| vec![1]).map(|n| cmd::incr("n", n)).run());

fn main() {
    let _ = &G;
}
