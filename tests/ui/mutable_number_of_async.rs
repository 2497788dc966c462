#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
async fn bump(x: &mut i64) {
    *x += 1;
}

fn main() {}
