#![allow(unused)]

use redis_gears::{gear, prelude::*};

macro_rules! pair {
    ($name:ident) => {
        #[gear]
        struct $name(i64, i64);
    };
}

pair!(Span);

#[gear]
fn first(span: Span) -> i64 {
    let Span(first) = span;
    first
}

fn main() {}
