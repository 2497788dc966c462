#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
fn show(x: &i64) -> String {
    x.to_string()
}

macro_rules! functions {
    () => {
        /// Not seen in the sources.
        #[gear]
        fn hidden(x: &i64) -> String {
            x.to_string()
        }
    };
}

functions!();

#[gear]
fn bump(x: &mut i64) -> String {
    *x += 1;
    let text: String = hidden(x);
    text + &show(x)
}

fn main() {}
