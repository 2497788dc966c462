#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

static G: Gear<Vec<Result<i64, String>>> =
    gear!(KeysReader::<String>("n:*").map(|r| attempt(|| r.value.len() as i64 - 1)).run());

fn main() {}
