use redis_gears::{gear, prelude::*};
use std::collections::BTreeMap as HashMap;

#[derive(Clone, Copy)]
pub struct Duration;

static LENGTHS: Gear<Vec<usize>> = gear!(
    KeysReader::<String>("*")
        .map(|r| {
            let known: HashMap<String, usize> = HashMap::new();
            known.len() + r.key.len()
        })
        .run()
);

#[gear]
fn wait(n: i64) -> i64 {
    let pause: Option<Duration> = None;
    if pause.is_some() { 1 } else { n }
}

fn main() {}
