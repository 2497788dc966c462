#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

static G: Gear<Vec<i64>> = gear!(KeysReader("user:*").map(|_| i64::from_be(7)).run());

fn main() {}
