#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
#[derive(Clone, Debug)]
struct User {
    names: HashMap<String, i64>,
}

#[gear]
fn show(users: Vec<User>) -> String {
    format!("{users:?}")
}

fn main() {}
