#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

static G: Gear<Vec<i64>> = gear!(KeysReader("user:*").map(|_| unsafe { 1 }).run());

fn main() {}
