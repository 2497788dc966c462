#![allow(unused)]

use redis_gears::{Gear, Registration, gear, prelude::*};

static G: Gear<Vec<i64>> = gear!(PythonReader(0..10).run());

fn main() {}
