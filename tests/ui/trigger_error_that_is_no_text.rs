#![allow(unused)]

use redis_gears::{Gear, Registration, gear, prelude::*};

#[trigger("ping")]
fn ping() -> Result<i64, i64> {
    Err(1)
}

fn main() {}
