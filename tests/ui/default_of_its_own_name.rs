#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

mod shop {
    use redis_gears::{gear, prelude::*};

    #[gear]
    #[derive(Clone, Default)]
    pub struct User {
        age: i64,
    }
}

use shop::User;

trait Default {
    fn default() -> Self;
}

impl Default for User {
    fn default() -> Self {
        todo!()
    }
}

#[gear]
fn adult() -> User {
    Default::default()
}

fn main() {}
