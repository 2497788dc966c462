//! Records from a generator: pi, by darts on a quarter of a disc.
//!
//! Shows `PythonReader`, which makes records instead of reading them, and steps by hand: `local_accumulate` counts on
//! every shard, `collect` brings the counts together.
//!
//!     cargo run --example pi [redis://host:port/]

mod common;

use redis_gears::{gear, prelude::*};

/// Pi from so many rows of so many darts, which lie on a grid: the result is the same every time.
pub(crate) fn pi(rows: i32) -> Gear<f64> {
    gear!(
        PythonReader(|| 0..rows)
            .flat_map(|x| (0..rows).map(move |y| (x, y)).collect::<Vec<(i32, i32)>>())
            .filter(|(x, y)| x * x + y * y < rows * rows)
            .local_accumulate(0, |inside, _| inside + 1)
            .collect()
            // Every shard has thrown all darts.
            .map(|inside| (inside, rows * rows))
            .accumulate((0, 0), |a, b| (a.0 + b.0, a.1 + b.1))
            .map(|(inside, all)| 4.0 * inside as f64 / all as f64)
            .run()
    )
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let con = &mut common::connect()?.con;
    for rows in [10, 40, 160] {
        let gear = pi(rows);
        let result = gear.run(con)?;
        assert_eq!(result, gear.native(con)?);
        println!("{:>5} darts: {result:.3}", rows * rows);
    }
    Ok(())
}
