use redis_gears::{Gear, gear, prelude::*};

#[gear]
fn last_of<T: Clone>(values: &[T], otherwise: T) -> T {
    values.last().cloned().unwrap_or(otherwise)
}

static G: Gear<Vec<i64>> = gear!(
    KeysReader::<String>("user:*")
        .map(|r| {
            let lengths = [Some(r.value.len() as i64), None];
            let last = last_of(&lengths, Some(1));
            r.value.len() as i64
        })
        .run()
);

fn main() {}
