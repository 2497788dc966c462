#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

static G: Gear<Vec<String>> = gear!(KeysReader("user:*").map(|r| r.kee).run());

fn main() {}
