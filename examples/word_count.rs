//! The most frequent words: `flat_map`, `count_by`, `sort_by_key` and `limit`.
//!
//! Shows several steps in a row, sorting by two keys, and the Python that is sent to the server.
//!
//!     cargo run --example word_count [redis://host:port/]

mod common;

use redis::Commands as _;
use redis_gears::{gear, prelude::*};

/// The words of a line, without punctuation and in lower case.
#[gear]
fn words(line: &str) -> Vec<String> {
    line.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.to_ascii_lowercase())
        .collect()
}

/// The three most frequent words, and how often each occurs; words of the same frequency by the alphabet.
pub(crate) static FREQUENT: Gear<Vec<(String, i64)>> = gear!(
    KeysReader::<String>("line:*")
        .flat_map(|r| words(&r.value))
        .count_by(|word| word.clone())
        .sort_by_key(|(word, n)| (-n, word.clone()))
        .limit(3)
        .run()
);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let con = &mut common::connect()?.con;
    let lines = ["The wheel turns, and the gear", "the gear turns the wheel", "a gear: not a wheel?"];
    for (n, line) in lines.iter().enumerate() {
        let _: () = con.set(format!("line:{n}"), line)?;
    }

    let frequent = FREQUENT.run(con)?;
    assert_eq!(frequent, FREQUENT.native(con)?);
    for (word, n) in frequent {
        println!("{n} {word}");
    }

    // The last lines of the program are the pipeline; before it stand the functions that it uses.
    let python = FREQUENT.python();
    let pipeline = python.find("\n(GB(").ok_or("the program has a pipeline")?;
    println!("{}", &python[pipeline..]);
    Ok(())
}
