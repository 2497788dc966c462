//! Pipelines of several steps, and triggers: what the development engine gives, and what they give in this process.

use crate::engine::Engine;
use redis_gears::{gear, prelude::*};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

const DATA: &str = "\
    HSET user:1 name Ann age 31 city Oslo active 1 tags admin,dev
    HSET user:2 name Bob age 17 city Rome active 0 tags dev
    HSET user:3 name Cid age 44 city Oslo active 1 tags ops,dev
    HSET user:4 name Dee age 68 city Bonn active 1
    HSET order:1 customer user:1 sku tea quantity 3 cents 250
    HSET order:2 customer user:3 sku cup quantity 1 cents 900
    HSET order:3 customer user:1 sku cup quantity 2 cents 900
    HSET order:4 customer user:9 sku tea quantity 10 cents 200
    SET line:1 the_quick_fox
    SET line:2 the_lazy_dog_and_the_fox
    SET line:3 -
    SET event:1 {\"kind\":\"click\",\"user\":1,\"at\":1000}
    SET event:2 {\"kind\":\"buy\",\"user\":1,\"at\":61000}
    SET event:3 {\"kind\":\"click\",\"user\":2,\"at\":5000}
    SET event:4 broken
    SET stock:tea 12
    SET stock:cup 1
    XADD readings 1-1 sensor a value 20.5
    XADD readings 2-1 sensor b value 7
    XADD readings 3-1 sensor a value 22.5
    XADD readings 4-1 sensor c value x";

#[gear]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct User {
    name: String,
    age: u32,
    city: String,
    active: bool,
    tags: Option<String>,
}

#[gear]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Order {
    customer: String,
    sku: String,
    quantity: i64,
    cents: i64,
}

#[gear]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Event {
    kind: String,
    user: u64,
    at: u64,
}

#[gear]
fn age_group(age: u32) -> &'static str {
    match age {
        0..=17 => "minor",
        18..65 => "adult",
        _ => "senior",
    }
}

static BY_AGE_GROUP: Gear<HashMap<String, i64>> =
    gear!(KeysReader::<User>("user:*").count_by(|r| age_group(r.value.age).to_string()).run());

static NAMES_PER_CITY: Gear<HashMap<String, Vec<String>>> = gear!(
    KeysReader::<User>("user:*")
        .map(|r| r.value)
        .filter(|user| user.active)
        .batch_group_by(
            |user| user.city.clone(),
            |_, users| {
                let mut names: Vec<String> = users.into_iter().map(|user| user.name).collect();
                names.sort();
                names
            }
        )
        .run()
);

static TAGS: Gear<Vec<(String, i64)>> = gear!(
    KeysReader::<User>("user:*")
        .flat_map(|r| {
            let tags = r.value.tags.unwrap_or_default();
            tags.split(',').filter(|tag| !tag.is_empty()).map(str::to_owned).collect::<Vec<String>>()
        })
        .count_by(|tag| tag.clone())
        .sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)))
        .run()
);

static REVENUE: Gear<Vec<(String, i64)>> = gear!(
    KeysReader::<Order>("order:*")
        .map(|r| r.value)
        .group_by(|order| order.sku.clone(), 0i64, |total, order| total + order.quantity * order.cents)
        .sort_by_key(|(sku, _)| sku.clone())
        .run()
);

static BIGGEST_ORDER: Gear<Option<(String, i64)>> = gear!(
    KeysReader::<Order>("order:*")
        .map(|r| (r.key, r.value.quantity * r.value.cents))
        .max_by_key(|(_, cents)| *cents)
        .run()
);

static WORDS: Gear<Vec<(String, i64)>> = gear!(
    KeysReader::<String>("line:*")
        .flat_map(|r| r.value.split('_').map(|word| word.to_lowercase()).collect::<Vec<String>>())
        .filter(|word| word.chars().all(char::is_alphabetic))
        .count_by(|word| word.clone())
        .top_by_key(3, |(word, n)| (*n, word.clone()))
        .run()
);

static LONGEST_LINE: Gear<Option<usize>> =
    gear!(KeysReader::<String>("line:*").map(|r| r.value.chars().count()).max().run());

#[gear]
fn event(text: &str) -> Option<Event> {
    serde_json::from_str(text).ok()
}

static EVENTS_PER_MINUTE: Gear<HashMap<u64, i64>> = gear!(
    KeysReader::<String>("event:*")
        .flat_map(|r| event(&r.value).into_iter().collect::<Vec<Event>>())
        .count_by(|event| event.at / 60_000)
        .run()
);

static LAST_SEEN: Gear<HashMap<u64, u64>> = gear!(
    KeysReader::<String>("event:*")
        .map(|r| event(&r.value))
        .filter(|event| event.is_some())
        .map(|event| event.unwrap())
        .aggregate_by(|event| event.user, 0u64, |latest, event| latest.max(event.at), |a, b| a.max(b))
        .run()
);

static MEAN_AGE: Gear<Option<f64>> =
    gear!(KeysReader::<User>("user:*").filter(|r| r.value.city != "Rome").map(|r| r.value.age).avg().run());

static OLDEST: Gear<Vec<String>> = gear!(
    KeysReader::<User>("user:*")
        .sort_by_key(|r| (u32::MAX - r.value.age, r.value.name.clone()))
        .limit(2)
        .map(|r| format!("{} ({})", r.value.name, r.value.age))
        .run()
);

static READINGS: Gear<HashMap<String, (f64, i64)>> = gear!(
    StreamReader::<HashMap<String, String>>("readings")
        .map(|r| (r.value["sensor"].clone(), r.value["value"].parse::<f64>().ok()))
        .filter(|(_, value)| value.is_some())
        .aggregate_by(
            |(sensor, _)| sensor.clone(),
            (0.0, 0),
            |(sum, n), (_, value)| (sum + value.unwrap_or(0.0), n + 1),
            |(sum, n), (more, others)| (sum + more, n + others)
        )
        .run()
);

static SHORTAGES: Gear<Vec<(String, i64)>> = gear!(
    KeysReader::<Order>("order:*")
        .map(|r| r.value)
        .aggregate_by(|o| o.sku.clone(), 0i64, |n, o| n + o.quantity, |a, b| a + b)
        .map(|(sku, wanted)| {
            let stock =
                cmd::get(format!("stock:{sku}")).and_then(|n: String| n.parse::<i64>().ok()).unwrap_or(0);
            (sku, wanted - stock)
        })
        .filter(|(_, missing)| *missing > 0)
        .sort()
        .run()
);

/// A gear's run on one shard, and its twin in this process.
macro_rules! agree {
    ($engine:expr, $($gear:ident),* $(,)?) => {$({
        let native = $gear.native(&mut $engine.con).expect(stringify!($gear));
        let shipped = $gear.run(&mut $engine.con).expect(stringify!($gear));
        assert_eq!(native, shipped, "{}", stringify!($gear));
        assert_ne!(format!("{native:?}"), "[]", "{} finds something", stringify!($gear));
    })*};
}

#[test]
fn pipelines_give_the_same() {
    for shards in [1, 3] {
        let mut engine = Engine::with_shards(shards);
        engine.commands(DATA);
        agree!(
            engine,
            BY_AGE_GROUP,
            NAMES_PER_CITY,
            TAGS,
            REVENUE,
            BIGGEST_ORDER,
            WORDS,
            LONGEST_LINE,
            EVENTS_PER_MINUTE,
            LAST_SEEN,
            MEAN_AGE,
            OLDEST,
            READINGS,
        );
        if shards == 1 {
            // Commands reach the keys of their shard alone.
            agree!(engine, SHORTAGES);
        }
    }
}

#[trigger("price")]
fn price(quantity: i64, cents: i64, coupon: Option<String>) -> Result<i64, String> {
    let total = quantity.checked_mul(cents).ok_or("too much")?;
    let off = match coupon.as_deref() {
        None => 0,
        Some(code) => match code.split_once('-') {
            Some(("PCT", percent)) => {
                total * percent.parse::<i64>().map_err(|_| format!("bad coupon {code}"))? / 100
            }
            Some(("FIX", cents)) => {
                cents.parse::<i64>().map_err(|_| format!("bad coupon {code}"))?.min(total)
            }
            _ => return Err(format!("unknown coupon {code}")),
        },
    };
    Ok(total - off)
}

#[trigger("fizzbuzz")]
fn fizzbuzz(n: u32) -> Vec<String> {
    (1..=n)
        .map(|n| match (n % 3, n % 5) {
            (0, 0) => "FizzBuzz".to_string(),
            (0, _) => "Fizz".to_string(),
            (_, 0) => "Buzz".to_string(),
            _ => n.to_string(),
        })
        .collect()
}

#[trigger("histogram")]
fn histogram(values: Vec<f64>, width: f64) -> BTreeMap<i64, usize> {
    let mut counts = BTreeMap::new();
    for value in values.into_iter().filter(|v| v.is_finite()) {
        *counts.entry((value / width).floor() as i64).or_insert(0) += 1;
    }
    counts
}

#[trigger("spell")]
fn spell(text: String) -> Vec<(char, u32)> {
    text.chars().filter(|c| !c.is_whitespace()).map(|c| (c, c as u32)).collect()
}

#[test]
fn triggers_give_the_same() {
    let mut engine = Engine::start();
    let con = &mut engine.con;
    price::register(con).expect("it registers");
    for (quantity, cents, coupon) in [
        (3, 250, None),
        (2, 999, Some("PCT-10")),
        (1, 5, Some("FIX-900")),
        (1, 5, Some("x")),
        (i64::MAX, 2, None),
    ] {
        let coupon = coupon.map(str::to_owned);
        let native = price(quantity, cents, coupon.clone());
        match price::call(con, quantity, cents, coupon) {
            Ok(shipped) => assert_eq!(native, Ok(shipped)),
            Err(error) => {
                let words = native.expect_err("both fail");
                assert!(error.to_string().contains(&words), "{error} has {words}");
            }
        }
    }
    fizzbuzz::register(con).expect("it registers");
    assert_eq!(fizzbuzz::call(con, 15).expect("it answers"), fizzbuzz(15));
    histogram::register(con).expect("it registers");
    let values = vec![0.5, 1.5, 1.75, -0.5, 10.0];
    assert_eq!(histogram::call(con, values.clone(), 0.5).expect("it answers"), histogram(values, 0.5));
    spell::register(con).expect("it registers");
    assert_eq!(spell::call(con, "a é\u{1f600}").expect("it answers"), spell("a é\u{1f600}".into()));
}
