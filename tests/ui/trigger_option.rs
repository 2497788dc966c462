#![allow(unused)]

use redis_gears::{Gear, Registration, gear, prelude::*};

#[trigger("ping", inorder = true)]
fn ping() -> i64 {
    1
}

fn main() {}
