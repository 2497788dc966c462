#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

static G: Gear<Vec<String>> = gear!(KeysReader("user:*").flatmap(|r| vec![r.key]).run());

fn main() {}
