#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

static G: Gear<Vec<bool>> = gear!(KeysReader("user:*").map(|r| r.key.encode_utf16().is_sorted()).run());

fn main() {}
