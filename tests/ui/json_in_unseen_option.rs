#![allow(unused)]

use redis_gears::{gear, prelude::*};

macro_rules! alias {
    ($name:ident) => {
        type $name = Option<serde_json::Value>;
    };
}

alias!(Maybe);

#[gear]
fn is_there(value: Maybe) -> bool {
    match value {
        Some(_) => true,
        None => false,
    }
}

fn main() {}
