#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

static G: Gear<Vec<bool>> = gear!(KeysReader("user:*").map(|r| r.key.is_char_boundary(1)).run());

fn main() {}
