#![allow(unused)]

use redis_gears::{Gear, Registration, gear, prelude::*};

static G: Gear<Registration> = gear!(CommandReader().map(|args| args).register(hook = "BLPOP"));

fn main() {}
