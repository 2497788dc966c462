#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
#[derive(Clone)]
struct User {
    age: i64,
}

#[gear]
impl Default for User {
    fn default() -> Self {
        User { age: 0 }
    }
}

fn main() {}
