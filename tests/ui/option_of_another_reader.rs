#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

static G: Gear<Registration> = gear!(StreamReader("s").register(events = ["set"]));

fn main() {}
