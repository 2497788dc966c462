#![allow(unused)]

use redis_gears::{gear, prelude::*};
use std::fmt;

#[gear]
enum Color {
    Red,
    Blue,
}

#[gear]
impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Color::Red => "red",
            Color::Blue => "blue",
        })
    }
}

#[gear]
fn label(color: Color) -> String {
    format!("<{color:>8}>")
}

fn main() {}
