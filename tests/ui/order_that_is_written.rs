#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
#[derive(Clone, PartialEq, Eq)]
struct User {
    age: i64,
}

impl PartialOrd for User {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for User {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        other.age.cmp(&self.age)
    }
}

#[gear]
fn oldest(mut users: Vec<User>) -> Vec<User> {
    users.sort();
    users
}

fn main() {}
