#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

fn main() {
    let gear = gear!(KeysReader("user:*").map(|r| r.kind).max().map(|kind| 1).run());
}
