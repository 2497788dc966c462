#![allow(unused)]

use redis_gears::{gear, prelude::*};

#[hook("HSET", variadic)]
async fn changed(fields: Vec<String>) -> i64 {
    sleep(Duration::from_secs(1)).await;
    1
}

fn main() {}
