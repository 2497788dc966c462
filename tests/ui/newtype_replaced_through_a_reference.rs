#![allow(unused)]

use redis_gears::{gear, prelude::*};

#[gear]
struct Stack(Vec<i64>);

#[gear]
fn emptied(stack: &mut Stack) -> i64 {
    stack.0.push(1);
    stack.0 = Vec::new();
    1
}

fn main() {}
