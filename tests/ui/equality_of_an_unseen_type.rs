//! A captured tree of JSON without a written type is compared with numbers.

use redis_gears::{gear, prelude::*};

fn main() {
    let (tree, whole, half) = (json!({ "n": 1.0 })["n"].clone(), 1i64, 0.5);
    let _ = gear!(KeysReader::<String>("*").filter(|r| whole == 1 && half != 0.25 && r.key != "x").run());
    let _ = gear!(KeysReader::<String>("*").filter(|_| tree == 1).run());
    let _ = gear!(KeysReader::<String>("*").filter(|r| tree == "text" && r.value == "x").run());
}
