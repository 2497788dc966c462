#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

static G: Gear<i64> = gear!(KeysReader("user:*").for_each(|r| log!(level = Loud, "{}", r.key)).count().run());

fn main() {}
