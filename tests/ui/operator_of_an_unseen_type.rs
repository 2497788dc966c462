//! An operator on a captured variable without a written type.

use redis_gears::{gear, prelude::*};

fn main() {
    let (more, pause) = (2.5, std::time::Duration::from_secs(1));
    let _ = gear!(KeysReader::<String>("*").map(|_| more * 2.0).run());
    let _ = gear!(KeysReader::<String>("*").map(|_| { let twice: Duration = pause * 2; twice.as_secs() }).run());
}
