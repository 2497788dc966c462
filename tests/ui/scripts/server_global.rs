#![allow(unused)]

use redis_gears::{Gear, prelude::*};

static G: Gear<Registration> = include_gear!("server_global.py");

fn main() {}
