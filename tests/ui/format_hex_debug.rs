#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

static G: Gear<Vec<String>> = gear!(KeysReader("user:*").map(|r| format!("{:x?}", r.key)).run());

fn main() {}
