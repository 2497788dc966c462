#![allow(unused)]

use redis_gears::{Gear, Registration, gear, prelude::*};

static G: Gear<Registration> = gear!(
    StreamReader("orders")
        .for_each(|r| {
            if r.value.is_empty() {
                flat_error("PAUSE nothing in it");
            }
        })
        .register(mode = Sync)
);

fn main() {
    let _ = &G;
}
