use redis_gears::{Gear, gear, prelude::*};

trait Labelled: std::fmt::Display {}

#[gear]
#[derive(Clone, serde::Serialize, serde::Deserialize)]
enum Level {
    Low,
}

impl std::fmt::Display for Level {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the lowest")
    }
}

impl Labelled for Level {}

#[gear]
fn label<T: Labelled>(value: T) -> String {
    format!("<{value}>")
}

static G: Gear<Vec<String>> = gear!(KeysReader::<String>("user:*").map(|r| label(Level::Low)).run());

fn main() {}
