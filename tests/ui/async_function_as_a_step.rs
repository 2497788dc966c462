use redis_gears::{Gear, gear, prelude::*};

#[gear]
async fn fetch(n: i64) -> i64 {
    n
}

static G: Gear<i64> = gear!(PythonReader(|| 0..3).map(fetch).count().run());

fn main() {}
