#![allow(unused)]

use redis_gears::{gear, prelude::*};

#[gear]
struct Counter(i64);

#[gear]
impl Counter {
    fn bump(&mut self) {
        self.0 += 1;
    }
}

fn main() {}
