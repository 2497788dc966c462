#![allow(unused)]

use redis_gears::{gear, prelude::*};

#[gear]
fn users() -> Open<Keys, i64> {
    KeysReader::<String>("user:*").count()
}

fn main() {}
