#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
fn half(x: f32) -> f64 {
    0.5
}

fn main() {}
