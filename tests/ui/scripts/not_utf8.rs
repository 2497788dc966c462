#![allow(unused)]

use redis_gears::{Gear, prelude::*};

static G: Gear<Vec<String>> = include_gear!("not_utf8.py");

fn main() {}
