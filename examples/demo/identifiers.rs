//! The gear that is shown in both languages.

use redis_gears::{gear, prelude::*};

#[gear]
fn identifiers(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .filter(|word| word.len() > 2)
        .map(|word| word.to_string())
        .collect()
}

pub(crate) static FREQUENT: Gear<Vec<(String, i64)>> = gear!(
    KeysReader::<String>("text:*")
        .flat_map(|r| identifiers(&r.value))
        .count_by(|word| word.clone())
        .sort_by_key(|(word, n)| (-n, word.clone()))
        .limit(10)
        .run()
);
