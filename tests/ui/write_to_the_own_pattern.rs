#![allow(unused)]

use redis_gears::{Gear, Registration, gear, prelude::*};

static G: Gear<Registration> = gear!(
    KeysReader::<String>("page:*")
        .for_each(|r| {
            log!("{}", r.key);
            cmd::append(&r.key, "!");
        })
        .register(mode = AsyncLocal)
);

fn main() {
    let _ = &G;
}
