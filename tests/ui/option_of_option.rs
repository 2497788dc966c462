#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};
use serde::{Deserialize, Serialize};

#[gear]
#[derive(Serialize, Deserialize)]
struct Twice {
    x: Option<Option<i64>>,
}

fn main() {}
