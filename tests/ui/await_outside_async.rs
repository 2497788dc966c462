use redis_gears::{Gear, gear, prelude::*};

static G: Gear<i64> = gear!(KeysReader("*").for_each(|_| sleep(Duration::from_secs(1)).await).count().run());

fn main() {}
