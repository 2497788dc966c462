use redis_gears::{gear, prelude::*};

// What a reader of the file sees is not what rustc sees.
#[cfg(any())]
#[gear]
fn nick(key: &str) -> Option<String> {
    Some(key.to_owned())
}

macro_rules! declare {
    ($name:ident) => {
        #[gear]
        fn $name(key: &str) -> Vec<String> {
            vec![key.to_owned()]
        }
    };
}

declare!(nick);

fn main() {
    gear!(KeysReader::<String>("*").map(|r| nick(&r.key)).run());
}
