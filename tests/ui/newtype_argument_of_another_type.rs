#![allow(unused)]

use redis_gears::{gear, prelude::*, trigger};

#[gear]
struct Id(BTreeSet<i64>);

#[trigger("find")]
fn find(id: Id) -> i64 {
    id.0.len() as i64
}

fn main() {}
