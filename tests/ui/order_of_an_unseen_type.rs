//! The order of a value of another crate.

use redis_gears::gear;

fn main() {
    let _ = gear!(KeysReader::<String>("*").map(|r| elsewhere::label(3) < r.key).run());
    let _ = gear!(KeysReader::<String>("*").map(|r| elsewhere::half(3) < elsewhere::half(4)).run());
}
