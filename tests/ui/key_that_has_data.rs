#![allow(unused)]

use redis_gears::{gear, prelude::*};

#[gear]
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Start,
    Step(i64),
}

#[gear]
fn different(events: &[Event]) -> usize {
    events.iter().cloned().collect::<BTreeSet<Event>>().len()
}

fn main() {}
