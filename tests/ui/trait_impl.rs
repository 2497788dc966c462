#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
#[derive(Clone)]
struct User {
    age: i64,
}

#[gear]
impl From<i64> for User {
    fn from(age: i64) -> Self {
        User { age }
    }
}

fn main() {}
