#![allow(unused)]

use redis_gears::{gear, prelude::*};

#[gear]
enum State {
    Open,
    Closed,
}

#[gear]
impl State {
    fn close(&mut self) {
        *self = State::Closed;
    }
}

#[gear]
fn close_first(mut states: Vec<State>) -> usize {
    let mut first = &mut states[0];
    first.close();
    states.len()
}

fn main() {}
