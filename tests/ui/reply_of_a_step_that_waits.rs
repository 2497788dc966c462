use redis_gears::{Gear, Registration, gear, prelude::*};

static G: Gear<Registration> = gear!(
    KeysReader("*").for_each(async |r| override_reply(r.key.clone())).register(commands = ["SET"])
);

fn main() {}
