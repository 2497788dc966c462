#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
#[derive(Clone)]
struct User {
    age: i64,
}

impl Default for User {
    fn default() -> Self {
        User { age: 18 }
    }
}

#[gear]
fn adult(user: Option<User>) -> User {
    user.unwrap_or_default()
}

fn main() {}
