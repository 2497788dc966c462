#![allow(unused)]

use redis_gears::{gear, prelude::*};

#[gear]
struct Cents(i64);

impl std::ops::Add for Cents {
    type Output = Cents;

    fn add(self, other: Cents) -> Cents {
        Cents((self.0 + other.0).min(100))
    }
}

fn main() {}
