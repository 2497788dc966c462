#![allow(unused)]

use redis_gears::{Gear, prelude::*};

static G: Gear<Vec<i64>> = include_gear!("fine.py", requirements = ["numpy"]);

fn main() {}
