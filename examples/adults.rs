//! Typed records, a helper function, counting by a key, and the same gear run natively in memory.

use redis_gears::{Gear, KeysRecord, gear, prelude::*};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

#[gear]
#[derive(Clone, Serialize, Deserialize)]
struct User {
    name: String,
    age: i64,
    city: String,
}

/// Whether a user may vote.
#[gear]
fn is_adult(user: &User) -> bool {
    user.age >= 18
}

static ADULTS_BY_CITY: Gear<HashMap<String, i64>> = gear!(
    KeysReader::<User>("user:*").map(|r| r.value).filter(is_adult).count_by(|user| user.city.clone()).run()
);

#[trigger("launch")]
fn launch(target: String, times: i64) -> Vec<String> {
    (1..=times).map(|n| format!("{target} #{n}")).collect()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("{}", ADULTS_BY_CITY.python());
    println!("{}", launch::GEAR.python());
    let user = |name: &str, age, city: &str| {
        KeysRecord::new(format!("user:{name}"), User { name: name.into(), age, city: city.into() })
    };
    let by_city = ADULTS_BY_CITY.native_on([
        user("ann", 30, "Rome"),
        user("bob", 8, "Rome"),
        user("cid", 18, "Oslo"),
    ])?;
    println!("{by_city:?}");
    let min_age = 20;
    let city = String::from("Ro\"me");
    let older = gear!(
        KeysReader::<User>("user:*").filter(|r| r.value.age >= min_age && r.value.city != city).count().run()
    );
    println!("{}", older.python());
    println!("{}", older.native_on([user("ann", 30, "Rome"), user("bob", 8, "Rome")])?);
    Ok(())
}
