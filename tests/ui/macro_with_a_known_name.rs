use redis_gears::{gear, prelude::*};

macro_rules! format {
    ($text:literal, $value:expr) => {
        String::from($text) + $value
    };
}

fn main() {
    gear!(KeysReader::<String>("*").map(|r| format!("{}", &r.key)).run());
}
