use redis_gears::{Gear, gear, prelude::*};

// Each mistake is reported, once, on its token; what is right beside it stays silent.

#[gear]
fn first(x: i64) -> f32 {
    x as f32
}

#[gear]
fn right(x: i64) -> i64 {
    x + 1
}

#[gear]
unsafe fn second(x: i64) -> i64 {
    right(x)
}

static THIRD: Gear<Vec<String>> = gear!(KeysReader("*").flatmap(|r| vec![r.key]).run());

static FOURTH: Gear<i64> = gear!(
    KeysReader::<String>("*")
        .map(|r| {
            let big = r.value.len() as u128;
            let loud = unsafe { right(2) };
            loud + big as i64
        })
        .sum()
        .run()
);

static FIFTH: Gear<i64> = gear!(KeysReader::<String>("*").map(|r| right(r.value.len() as i64)).sum().run());

fn main() {}
