#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

static G: Gear<i64> = gear!(KeyReader("user:*").count().run());

fn main() {}
