#![allow(unused)]

use redis_gears::{Gear, Registration, gear, prelude::*};

static G: Gear<Registration> =
    gear!(KeysReader("user:*").for_each(|r| log!("{}", r.key)).register(events = ["set", "hmset"]));

fn main() {}
