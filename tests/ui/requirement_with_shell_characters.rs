#![allow(unused)]

use redis_gears::{Gear, Registration, gear, prelude::*};

#[trigger("ping", requires = ["numpy; rm -rf /"])]
fn ping() -> i64 {
    1
}

fn main() {}
