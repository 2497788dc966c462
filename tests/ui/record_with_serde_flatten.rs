#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
#[derive(serde::Deserialize)]
struct Row {
    name: String,
    #[serde(flatten)]
    rest: HashMap<String, String>,
}

fn main() {}
