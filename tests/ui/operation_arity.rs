#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

static G: Gear<i64> = gear!(KeysReader("user:*").count(|r| r.key).run());

fn main() {}
