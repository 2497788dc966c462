#![allow(unused)]

use redis_gears::{Gear, Registration, gear, prelude::*};

static G: Gear<Registration> = gear!(KeysOnlyReader("user:*").for_each(|key| log!("{key}")).register());

fn main() {}
