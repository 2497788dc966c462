#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

static G: Gear<Vec<i64>> = gear!(KeysReader("user:*").map(|_| 0..3).flat_map(|numbers| numbers).run());

fn main() {}
