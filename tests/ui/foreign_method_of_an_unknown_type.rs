#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear(import = "m")]
extern "Python" {
    type Page;
    fn get(url: &str) -> Page;
    #[gear(method)]
    fn text(this: &Page) -> String;
}

static G: Gear<Vec<String>> = gear!(KeysReader("*").map(|r| get(&r.key).text()).run());

fn main() {}
