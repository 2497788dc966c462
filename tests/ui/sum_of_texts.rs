#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

static G: Gear<String> = gear!(KeysReader("user:*").map(|r| r.key).sum().run());

fn main() {}
