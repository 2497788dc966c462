#![allow(unused)]

use redis_gears::{Gear, Registration, gear, prelude::*};

#[trigger("ping", mode = Async)]
fn ping() -> i64 {
    1
}

fn main() {}
