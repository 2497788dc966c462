//! An option is a collection in Rust, and not in Python: a generic function of another crate may walk over it.

use elsewhere::total;
use redis_gears::{gear, prelude::*};

#[gear]
fn sum(first: Option<i64>) -> i64 {
    total(first)
}

fn main() {}
