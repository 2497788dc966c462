#![allow(unused)]

use redis_gears::{gear, prelude::*};

#[gear]
struct Pair(i64, i64);

#[gear]
struct Span(Pair);

fn main() {}
