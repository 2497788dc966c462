#![allow(unused)]

use redis_gears::{Gear, Registration, gear, prelude::*};

static G: Gear<Registration> = gear!(
    StreamReader("s:*").for_each(|r| log!("{}", r.id)).register(retry_interval = Duration::from_secs(5))
);

fn main() {}
