#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

fn attempt<T>(f: impl FnOnce() -> T) -> Result<T, String> {
    Ok(f())
}

static G: Gear<Vec<bool>> = gear!(PythonReader(|| vec![1]).map(|n| attempt(|| n).is_ok()).run());

fn main() {
    let _ = &G;
}
