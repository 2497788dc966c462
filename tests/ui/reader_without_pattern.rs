#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

static G: Gear<i64> = gear!(KeysReader().count().run());

fn main() {}
