#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};
use serde::Serialize;

#[gear]
#[derive(Serialize)]
struct Row {
    at: std::time::SystemTime,
}

fn main() {}
