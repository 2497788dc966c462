use redis_gears::{Gear, gear, prelude::*};

static G: Gear<i64> = gear!(KeysReader("*").accumulate(0, async |n, _| n + 1).run());

fn main() {}
