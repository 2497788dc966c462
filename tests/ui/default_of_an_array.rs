#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
#[derive(Clone, Default)]
struct Board {
    cells: [i64; 9],
}

#[gear]
fn empty() -> Board {
    Board::default()
}

fn main() {}
