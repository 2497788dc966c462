#![allow(unused)]

use redis_gears::{Gear, Registration, gear, prelude::*};

static G: Gear<Registration> = gear!(
    KeysReader("user:*", read_value = false).for_each(|r| log!("{}", r.key)).register(read_value = true)
);

fn main() {}
