#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

static G: Gear<Registration> = gear!(StreamReader("s").register(mode = Sync, on_failure = Retry));

fn main() {}
