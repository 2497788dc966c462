#![allow(unused)]

use redis_gears::{Gear, prelude::*};

static G: Gear<Vec<String>> = include_gear!("newer_format.py");

fn main() {}
