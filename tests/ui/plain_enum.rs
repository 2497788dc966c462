#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

enum Color {
    Red,
}

#[gear]
fn is_red(color: &str) -> bool {
    matches!(Color::Red, Color::Red)
}

fn main() {}
