#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
trait Shape {}

fn main() {}
