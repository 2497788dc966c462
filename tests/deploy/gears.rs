//! Two versions of a small app.

use redis_gears::Registration;
use redis_gears::{gear, prelude::*};

pub(crate) mod first {
    use super::*;

    #[trigger("price")]
    pub(crate) fn price(items: i64) -> i64 {
        items * 10
    }

    #[trigger("greet")]
    pub(crate) fn greet(name: String) -> String {
        format!("hello {name}")
    }

    pub(crate) static AUDIT: Gear<Registration> = gear!(
        KeysReader::<Option<String>>("order:*")
            .for_each(|_| {
                cmd::incr("orders", 1);
            })
            .register(mode = Sync)
    );
}

pub(crate) mod second {
    use super::*;

    #[trigger("price")]
    pub(crate) fn price(items: i64) -> i64 {
        items * 12
    }

    #[trigger("refund")]
    pub(crate) fn refund(items: i64) -> i64 {
        -items
    }

    #[trigger("broken")]
    pub(crate) fn broken(items: Vec<i64>) -> i64 {
        items.iter().map(|n| 100 / n).sum()
    }
}

/// A trigger that somebody else has registered stands in its way.
#[trigger("taken")]
pub(crate) fn taken(items: i64) -> i64 {
    items
}
