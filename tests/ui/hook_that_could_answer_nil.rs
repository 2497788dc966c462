#![allow(unused)]

use redis_gears::{Gear, Registration, gear, prelude::*};

static G: Gear<Registration> = gear!(
    CommandReader().map(|args| args.get(1).cloned()).register(hook = "GET", mode = Sync)
);

fn main() {}
