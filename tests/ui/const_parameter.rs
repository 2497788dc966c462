//! A `const` parameter is a number of the type, which Python does not have.

use redis_gears::prelude::*;

#[gear]
fn first<const N: usize>(values: [i64; N]) -> i64 {
    values[0]
}

fn main() {}
