#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
#[derive(Clone)]
struct Countdown {
    left: i64,
}

#[gear]
impl Iterator for Countdown {
    type Item = i64;

    fn next(&mut self) -> Option<i64> {
        self.left -= 1;
        (self.left >= 0).then_some(self.left)
    }
}

fn main() {}
