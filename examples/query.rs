//! A query that is made while the program runs: images with so many cats and so many dogs.
//!
//! Shows a map as a captured variable: the gear is compiled once, and each query ships it with constraints of its own.
//!
//!     cargo run --example query [redis://host:port/]

mod common;

use redis::Commands as _;
use redis_gears::{gear, prelude::*};

/// For each thing, the least and the greatest number of it.
type Constraints = BTreeMap<String, (i64, i64)>;

/// The images that meet all constraints.
pub(crate) fn images(constraints: Constraints) -> Gear<Vec<String>> {
    gear!(
        KeysReader::<HashMap<String, i64>>("image:*")
            .filter(|r| {
                constraints.iter().all(|(thing, (least, greatest))| {
                    let n = r.value.get(thing).unwrap_or(&0);
                    least <= n && n <= greatest
                })
            })
            .map(|r| r.key)
            .sort()
            .run()
    )
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let con = &mut common::connect()?.con;
    for (image, cats, dogs) in [("image:1", 2, 1), ("image:2", 2, 2), ("image:3", 0, 1)] {
        let _: () = con.hset_multiple(image, &[("cat", cats), ("dog", dogs)])?;
    }

    let queries: [&[(&str, (i64, i64))]; 3] =
        [&[("cat", (1, 3))], &[("cat", (1, 3)), ("dog", (0, 1))], &[("bird", (1, 9))]];
    for query in queries {
        let texts: Vec<String> = query
            .iter()
            .map(|(thing, (least, greatest))| format!("{least} to {greatest} {thing}s"))
            .collect();
        let gear = images(query.iter().map(|(thing, range)| (thing.to_string(), *range)).collect());
        let found = gear.run(con)?;
        assert_eq!(found, gear.native(con)?);
        let found = if found.is_empty() { "none".to_owned() } else { found.join(", ") };
        println!("{:<24}  {found}", texts.join(", "));
    }
    Ok(())
}
