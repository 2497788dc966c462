#![allow(unused)]

use redis_gears::{Gear, prelude::*};

static G: Gear<Vec<i64>> = include_gear!("python_2.py");

fn main() {}
