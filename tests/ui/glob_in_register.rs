#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

static G: Gear<Registration> = gear!(KeysReader("user:*:name").register());

fn main() {}
