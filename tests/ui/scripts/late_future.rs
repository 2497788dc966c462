#![allow(unused)]

use redis_gears::{Gear, prelude::*};

static G: Gear<Vec<i64>> = include_gear!("late_future.py");

fn main() {}
