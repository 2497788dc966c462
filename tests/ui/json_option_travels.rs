#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

fn main() {
    let gear = gear!(KeysReader::<String>("user:*").map(|r| serde_json::from_str::<Json>(&r.value).ok()).run());
}
