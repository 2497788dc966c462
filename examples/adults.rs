//! Typed records, a helper function and counting by a key: adults per city.
//!
//! Shows that one gear runs in Redis, in this process on the same data, and in a unit test without any server.
//!
//!     cargo run --example adults [redis://host:port/]
//!     cargo test --example adults

mod common;

use redis::Commands as _;
use redis_gears::{gear, prelude::*};
use serde::{Deserialize, Serialize};

/// A hash `user:<n>`.
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

/// Adults per city.
pub(crate) static ADULTS_BY_CITY: Gear<HashMap<String, i64>> = gear!(
    KeysReader::<User>("user:*").map(|r| r.value).filter(is_adult).count_by(|user| user.city.clone()).run()
);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let con = &mut common::connect()?.con;
    let users = [("ann", 30, "Rome"), ("bob", 8, "Rome"), ("cid", 18, "Oslo"), ("dee", 55, "Rome")];
    for (name, age, city) in users {
        let fields = [("name", name.to_owned()), ("age", age.to_string()), ("city", city.to_owned())];
        let _: () = con.hset_multiple(format!("user:{name}"), &fields)?;
    }

    let shipped = ADULTS_BY_CITY.run(con)?;
    let native = ADULTS_BY_CITY.native(con)?;
    assert_eq!(shipped, native);
    for (city, adults) in shipped.into_iter().collect::<BTreeMap<_, _>>() {
        println!("{city}: {adults}");
    }

    // A variable of the function around it is a constant of the gear.
    let limit = 50;
    let seniors =
        gear!(KeysReader::<User>("user:*").filter(|r| r.value.age >= limit).map(|r| r.value.name).run());
    println!("{limit} and older: {}", seniors.run(con)?.join(", "));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_are_not_counted() {
        let user = |name: &str, age| {
            KeysRecord::new(format!("user:{name}"), User { name: name.into(), age, city: "Rome".into() })
        };
        let by_city = ADULTS_BY_CITY.native_on([user("ann", 18), user("bob", 17)]).unwrap();
        assert_eq!(by_city, HashMap::from([("Rome".into(), 1)]));
    }
}
