#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear(import = "m")]
extern "Python" {
    type Page;
    fn get(url: &str) -> Page;
    #[gear(method)]
    fn text(this: &Page) -> String;
}

static G: Gear<redis_gears::Registration> =
    gear!(CommandReader().map(|args| get(&args[1])).register(trigger = "get"));

fn main() {}
