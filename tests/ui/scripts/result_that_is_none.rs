#![allow(unused)]

use redis_gears::{Gear, prelude::*};

struct Shape;

static G: Gear<Vec<Shape>> = include_gear!("fine.py");

fn main() {}
