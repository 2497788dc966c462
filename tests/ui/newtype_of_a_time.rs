#![allow(unused)]

use redis_gears::{gear, prelude::*};

#[gear]
struct Pause(Duration);

fn main() {}
