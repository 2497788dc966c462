use redis_gears::{Gear, Registration, gear, prelude::*};

static G: Gear<Registration> = gear!(
    KeysReader("*").for_each(async |_| yield_now().await).register(mode = Sync)
);

fn main() {}
