#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

static G: Gear<Registration> = gear!(CommandReader().map(|args| args.len()).register());

fn main() {}
