use redis_gears::{Gear, Registration, gear, prelude::*};

#[gear]
fn users() -> Open<Keys, KeysRecord<String>> {
    KeysReader::<String>("user:?")
}

static G: Gear<Registration> = gear!(users().for_each(|_| {}).register());

fn main() {
    let _ = &G;
}
