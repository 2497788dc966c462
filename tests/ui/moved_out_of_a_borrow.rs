#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

static G: Gear<HashMap<String, i64>> = gear!(KeysReader("user:*").count_by(|r| r.key).run());

fn main() {}
