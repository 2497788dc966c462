use redis_gears::{Gear, gear, prelude::*};

#[gear]
#[derive(Clone, Debug, PartialEq, PartialOrd, serde::Serialize, serde::Deserialize)]
pub enum Level {
    Low,
    High,
}

#[gear]
fn larger<T>(a: T, b: T) -> T
where
    T: PartialOrd,
{
    if a > b { a } else { b }
}

static G: Gear<Vec<Level>> =
    gear!(KeysReader::<String>("user:*").map(|r| larger(Level::High, Level::Low)).run());

fn main() {}
