#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

static G: Gear<Vec<i64>> = gear!(KeysReader("user:*").count().filter(|n| *n > 3).run());

fn main() {}
