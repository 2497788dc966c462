#![allow(unused)]

use redis_gears::{gear, prelude::*};

trait Shape {
    fn area(&self) -> f64;
}

#[gear]
struct Square {
    side: f64,
}

impl Shape for Square {
    fn area(&self) -> f64 {
        self.side * self.side
    }
}

#[gear]
fn area(square: &Square) -> f64 {
    square.area()
}

fn main() {}
