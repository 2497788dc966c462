use redis_gears::{Gear, gear, prelude::*};

#[gear]
fn between<T: std::ops::Sub<Output = T>>(low: T, high: T) -> T {
    high - low
}

static G: Gear<Vec<u64>> = gear!(KeysReader::<String>("user:*").map(|r| between(3_u64, 2)).run());

fn main() {}
