#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[trigger("launch")]
fn launch(target: String, times: i64) -> Vec<String> {
    (1..=times).map(|n| unsafe { format!("{target} #{n}") }).collect()
}

fn main() {
    // What the function would have beside it is there.
    let mut con = redis::Client::open("redis://127.0.0.1/").unwrap().get_connection().unwrap();
    launch::register(&mut con).unwrap();
    let shots: Vec<String> = launch::call(&mut con, "moon", 3).unwrap();
    let gear: Gear<redis_gears::Registration> = launch::GEAR;
}
