#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

static G: Gear<i64> = gear!(40 + 2);

fn main() {}
