#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

static G: Gear<Registration> = gear!(StreamReader("s").register(batch = 0));

fn main() {}
