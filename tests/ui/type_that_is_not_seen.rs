use redis_gears::{gear, prelude::*};

macro_rules! declare {
    ($name:ident) => {
        #[gear]
        fn $name(key: &str) -> Option<String> {
            Some(key.to_owned())
        }
    };
}

declare!(nick);

fn main() {
    gear!(KeysReader::<String>("*").map(|r| nick(&r.key).map(|nick| nick.len())).run());
}
