#![allow(unused)]

use redis_gears::{gear, prelude::*};

// What a reader of the file sees is not what rustc sees.
#[cfg(any())]
#[gear]
struct Span(i64, i64);

macro_rules! declare {
    ($name:ident) => {
        #[gear]
        struct $name(i64, i64, i64);
    };
}

declare!(Span);

#[gear]
fn last(span: Span) -> i64 {
    let Span(.., last) = span;
    last
}

fn main() {}
