#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

static G: Gear<Vec<String>> = gear!(KeysReader("user:*").map(|r| format!("{:>1$}", r.key, 8)).run());

fn main() {}
