#![allow(unused)]

use redis_gears::{Gear, Registration, gear, prelude::*};

static G: Gear<Registration> =
    gear!(KeysReader("user:1", no_scan = true).for_each(|r| log!("{}", r.key)).register());

fn main() {}
