#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
async fn fetch(key: String) -> String {
    key
}

static G: Gear<i64> = gear!(KeysReader("*").for_each(|r| { fetch(r.key.clone()); }).count().run());

fn main() {}
