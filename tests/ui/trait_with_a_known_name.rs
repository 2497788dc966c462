#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

trait ToString {
    fn to_string(&self) -> String;
}

impl ToString for i64 {
    fn to_string(&self) -> String {
        "a number".to_owned()
    }
}

static G: Gear<Vec<String>> =
    gear!(PythonReader(|| vec![1]).map(|n: i64| vec![n].iter().map(ToString::to_string).collect::<String>()).run());

fn main() {
    let _ = &G;
}
