use redis_gears::{gear, prelude::*};
use std::sync::LazyLock;

static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| vec!["ann".to_string()]);

#[gear]
fn is_known(name: &str) -> bool {
    NAMES.iter().any(|known| known == name)
}

fn main() {
    is_known("bob");
}
