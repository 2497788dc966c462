//! Beginnings of pipelines that several gears share.

use crate::{Engine, check, eventually};
use redis_gears::{Registration, gear, prelude::*};
use serde::{Deserialize, Serialize};

#[gear]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct User {
    name: String,
    age: i64,
    city: String,
}

#[gear]
fn is_adult(user: &User) -> bool {
    user.age >= 18
}

#[gear]
fn adults() -> Open<Keys, User> {
    KeysReader::<User>("user:*", on_mismatch = Skip).map(|r| r.value).filter(is_adult)
}

mod by_city {
    use super::User;
    use redis_gears::prelude::*;

    /// With a value in the pattern and one in a closure of several statements.
    #[gear]
    pub(super) fn people_of(city: String, ages: (i64, i64)) -> Open<Keys, String> {
        KeysReader::<User>(&format!("user:{}*", if city.is_empty() { "none" } else { "" }))
            .map(|r| r.value)
            .filter(move |user| {
                let (from, to) = ages;
                user.city == city && user.age >= from && user.age <= to
            })
            .map(|user| user.name)
    }
}

#[gear]
fn numbers(n: i64) -> Open<Generated, i64> {
    PythonReader(move || 0..n).map(|n| n * n)
}

#[gear]
fn orders() -> Open<Streams, i64> {
    StreamReader::<HashMap<String, i64>>("orders:*").map(|r| r.value["n"])
}

static NAMES: Gear<Vec<String>> = gear!(adults().map(|user| user.name).sort().run());
static CITIES: Gear<HashMap<String, i64>> = gear!(adults().count_by(|user: &User| user.city.clone()).run());
static OLDEST: Gear<Option<i64>> = gear!(adults().map(|user| user.age).max().run());
static SQUARES: Gear<i64> = gear!(numbers(4).sum().run());
static ROMANS: Gear<Vec<String>> =
    gear!(by_city::people_of("Rome".to_string(), (30, 60)).map(|name| name.to_uppercase()).sort().run());

fn people(city: &str, from: i64) -> Gear<i64> {
    let city = city.to_string();
    gear!(by_city::people_of(city.clone(), (from, 200)).count().run())
}

#[test]
fn gears_go_on_from_a_beginning() {
    for shards in [1, 3] {
        let mut engine = Engine::with_shards(shards);
        engine.commands(
            "HSET user:1 name ann age 41 city Rome\nHSET user:2 name bob age 7 city Rome\nHSET user:3 name cid age 18 city Oslo\nSET user:4 x",
        );
        check!(engine, NAMES, vec!["ann".to_string(), "cid".to_string()]);
        check!(engine, CITIES, HashMap::from([("Rome".to_string(), 1), ("Oslo".to_string(), 1)]));
        check!(engine, OLDEST, Some(41));
        engine.commands("DEL user:4");
        check!(engine, ROMANS, vec!["ANN".to_string()]);
        check!(engine, people("Rome", 0), 2);
        check!(engine, people("Oslo", 19), 0);
    }
    let mut engine = Engine::start();
    check!(engine, SQUARES, 14);
    assert_eq!(NAMES.reader(), "KeysReader");
}

#[test]
fn an_event_gear_goes_on_from_a_beginning() {
    static CHANGED: Gear<Registration> = gear!(
        adults()
            .for_each(|user: &User| {
                cmd::rpush("changed", &user.name);
            })
            .register(mode = Sync, events = ["hset"])
    );
    static SUMMED: Gear<Registration> = gear!(
        orders()
            .for_each(|n: &i64| {
                cmd::incr("ordered", *n);
            })
            .register(batch = 2, duration = Duration::from_millis(20), trim = false)
    );
    let mut engine = Engine::start();
    let first = CHANGED.register(&mut engine.con).expect("it registers");
    assert_eq!(CHANGED.register(&mut engine.con).expect("it is registered already").id(), first.id());
    engine.commands(
        "HSET user:1 name ann age 41 city Rome\nHSET user:2 name bob age 7 city Rome\nSET user:3 x",
    );
    assert_eq!(engine.reply::<Vec<String>>(&["LRANGE", "changed", "0", "-1"]), Ok(vec!["ann".to_owned()]));
    SUMMED.register(&mut engine.con).expect("it registers");
    engine.commands("XADD orders:1 * n 1\nXADD orders:1 * n 2\nXADD orders:2 * n 4");
    eventually(|| engine.reply::<i64>(&["GET", "ordered"]) == Ok(7));
    assert_eq!(engine.reply::<i64>(&["XLEN", "orders:1"]), Ok(2));
}

#[test]
fn errors_point_into_the_beginning() {
    #[gear]
    fn ages() -> Open<Keys, i64> {
        KeysReader::<String>("age:*").map(|r| r.value.parse::<i64>().unwrap())
    }
    static SUM: Gear<i64> = gear!(ages().sum().run());
    let mut engine = Engine::start();
    engine.commands("SET age:1 old");
    let error = SUM.run(&mut engine.con).expect_err("it is no number");
    let location = error.location().expect("the place is known");
    let line = include_str!("beginnings.rs").lines().nth(location.line as usize - 1).map(str::trim);
    assert_eq!(line, Some(r#"KeysReader::<String>("age:*").map(|r| r.value.parse::<i64>().unwrap())"#));
}
