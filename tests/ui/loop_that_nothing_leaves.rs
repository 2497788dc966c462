use redis_gears::{Gear, Registration, gear, prelude::*};

static G: Gear<Registration> = gear!(
    KeysReader::<()>("n:*")
        .for_each(|_| loop {
            cmd::incr("rounds", 1);
        })
        .register(mode = Sync)
);

fn main() {
    let _ = &G;
}
