#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

static G: Gear<i64> =
    gear!(KeysReader("*").map(|r| r.key, requires = ["numpy<2"]).count().run(requires = ["NumPy>=2.1"]));

fn main() {}
