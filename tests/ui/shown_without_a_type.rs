//! What a captured variable without a written type becomes as text.

use redis_gears::{gear, prelude::*};

fn main() {
    let (label, tree) = (std::env::var("LABEL").unwrap_or_default(), json!({ "level": 3 }));
    let _ = gear!(KeysReader::<String>("*").map(|r| format!("{label}: {}", r.key)).run());
    let _ = gear!(KeysReader::<String>("*").map(|r| format!("{tree}: {}", r.key)).run());
}
