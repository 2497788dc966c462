use redis_gears::{Gear, Registration, gear, prelude::*};

static G: Gear<Registration> = gear!(
    KeysReader("*")
        .map(|_| {
            let future: GearsFuture<i64> = GearsFuture::new();
            future
        })
        .register(events = ["set"])
);

fn main() {}
