#![allow(unused)]

use redis_gears::{gear, prelude::*};

#[gear]
struct Span((i64, i64));

fn main() {}
