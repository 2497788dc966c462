#![allow(unused)]

use redis_gears::{Gear, Registration, gear, prelude::*};

static G: Gear<Vec<(i64, i64)>> = gear!(PythonReader(|| BTreeMap::from([(2, 1), (1, 1)])).run());

fn main() {}
