#![allow(unused)]

use redis_gears::{gear, prelude::*};

#[derive(PartialEq)]
#[gear]
struct Id(i64);

fn main() {}
