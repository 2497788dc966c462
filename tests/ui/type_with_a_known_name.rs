#![allow(unused)]

use redis_gears::{gear, prelude::*};

#[derive(Clone, Copy)]
pub struct Duration;

#[gear]
fn wait(n: i64) -> i64 {
    let pause: Option<Duration> = None;
    if pause.is_some() { 1 } else { n }
}

fn main() {}
