use redis_gears::{gear, prelude::*};
use std::collections::BTreeMap as HashMap;

static LENGTHS: Gear<Vec<usize>> = gear!(
    KeysReader::<String>("*")
        .map(|r| {
            let known: HashMap<String, usize> = HashMap::new();
            known.len() + r.key.len()
        })
        .run()
);

fn main() {
    let _ = &LENGTHS;
}
