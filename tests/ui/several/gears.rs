#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

static FIRST: Gear<i64> = gear!(KeysReader::<String>("*").map(|r| unsafe { 1 }).sum().run());

static SECOND: Gear<Vec<String>> = gear!(KeysReader("*").flatmap(|r| vec![r.key]).run());

#[gear]
fn third(x: i64) -> i64 {
    let single: f32 = 1.0;
    x
}

#[trigger("fourth", mod = Sync)]
fn fourth(x: i64) -> i64 {
    third(x)
}

fn main() {
    fourth::GEAR.python();
    third(fourth(1));
}
