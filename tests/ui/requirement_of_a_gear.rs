#![allow(unused)]

use redis_gears::{Gear, Registration, gear, prelude::*};

static G: Gear<i64> = gear!(KeysReader("user:*").count().run(requires = ["numpy'"]));

fn main() {}
