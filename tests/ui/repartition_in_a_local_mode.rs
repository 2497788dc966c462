#![allow(unused)]

use redis_gears::{Gear, Registration, gear, prelude::*};

static G: Gear<Registration> = gear!(
    KeysReader("user:*")
        .repartition(|r| format!("copy:{}", r.key))
        .for_each(|r| cmd::set(format!("copy:{}", r.key), 1))
        .register()
);

fn main() {}
