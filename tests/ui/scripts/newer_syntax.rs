#![allow(unused)]

use redis_gears::{Gear, prelude::*};

static G: Gear<Vec<i64>> = include_gear!("newer_syntax.py");

fn main() {}
