#![allow(unused)]

use redis_gears::{gear, prelude::*};

#[gear]
struct Limit(Option<i64>);

fn main() {}
