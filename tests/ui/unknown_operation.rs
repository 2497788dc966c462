#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

static G: Gear<i64> = gear!(KeysReader("user:*").fitler(|r| r.key.is_empty()).count().run());

fn main() {}
