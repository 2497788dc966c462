use redis_gears::{Gear, GearSet, gear, prelude::*};

static COUNT: Gear<i64> = gear!(KeysReader("*").count().run());

fn main() {
    let _ = GearSet::new().gear(&COUNT);
}
