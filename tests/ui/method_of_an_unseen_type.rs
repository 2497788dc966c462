//! A method of the standard library's name, of a type of another crate.

use redis_gears::gear;

fn main() {
    let _ = gear!(KeysReader::<String>("*").map(|r| elsewhere::label(3).len() + r.key.len()).run());
    let _ = gear!(KeysReader::<String>("*").map(|r| elsewhere::pile(3).len() + r.key.len() as i64).run());
}
