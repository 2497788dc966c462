#![allow(unused)]

use redis_gears::{gear, prelude::*};

#[gear]
struct Id(i64);

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{}", self.0)
    }
}

#[gear]
fn label(id: Id) -> String {
    format!("user {id}")
}

fn main() {}
