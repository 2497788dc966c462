use redis_gears::{Gear, gear, prelude::*};

#[gear]
fn users() -> Open<Keys, KeysRecord<String>> {
    KeysReader::<String>("user:*").run()
}

static G: Gear<i64> = gear!(users().count().run());

fn main() {
    let _ = &G;
}
