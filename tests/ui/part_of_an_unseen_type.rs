//! `.0` of a captured variable: of a struct with one field Python has only the value in it.

use redis_gears::{gear, prelude::*};

#[gear]
#[derive(Clone, serde::Serialize, serde::Deserialize)]
struct Id(i64);

fn main() {
    let (pair, id) = ((1, "x"), Id(2));
    let _ = gear!(KeysReader::<String>("*").map(|r| pair.0 + 1).run());
    let _ = gear!(KeysReader::<String>("*").map(|r| id.0 + 1).run());
}
