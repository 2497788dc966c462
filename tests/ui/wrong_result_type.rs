#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

static G: Gear<String> = gear!(KeysReader("user:*").count().run());

fn main() {}
