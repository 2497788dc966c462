#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};
// One that derives something else than the standard library.
use serde::Serialize as Debug;

#[gear]
#[derive(Clone, Debug)]
struct User {
    age: i64,
}

fn main() {}
