#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

static G: Gear<i64> = gear!(KeysReader("user:*").filter(|r| r.key.len()).count().run());

fn main() {}
