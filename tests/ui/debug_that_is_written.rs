#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
#[derive(Clone)]
struct User {
    age: i64,
}

impl std::fmt::Debug for User {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("somebody")
    }
}

#[gear]
fn show(user: User) -> String {
    format!("{user:?}")
}

fn main() {}
