#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

static G: Gear<i64> = gear!(KeysReader(read_value = false, "user:*").count().run());

fn main() {}
