//! Records with names, defaults and nested data of their own, and records that do not fit.

use crate::{Engine, check, eventually};
use redis_gears::{Registration, gear, prelude::*};
use serde::{Deserialize, Serialize};

#[gear]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    #[default]
    Guest,
    Member,
    #[serde(rename = "boss", alias = "chief")]
    Owner,
}

#[gear]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Address {
    #[serde(rename = "zip", alias = "postcode")]
    code: String,
    #[serde(default)]
    floor: i64,
}

fn somewhere() -> String {
    "nowhere".to_string()
}

#[gear]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Person {
    first_name: String,
    #[serde(alias = "years")]
    age_now: i64,
    nick: Option<String>,
    #[serde(default = "somewhere")]
    home_town: String,
    #[serde(default)]
    past_addresses: Vec<Address>,
    #[serde(default)]
    level: Level,
}

#[gear]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Limits {
    most: i64,
    r#type: String,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { most: 7, r#type: "soft".to_string() }
    }
}

static PEOPLE: Gear<Vec<Person>> =
    gear!(KeysReader::<Person>("person:*").map(|r| r.value).sort_by_key(|p| p.first_name.clone()).run());
static OLDER: Gear<Vec<(String, i64, bool)>> = gear!(
    KeysReader::<Person>("person:*")
        .map(|r| {
            let mut person = r.value;
            person.age_now += 1;
            (person.first_name, person.age_now, person.level == Level::Owner)
        })
        .sort()
        .run()
);
static LIMITS: Gear<Vec<Limits>> = gear!(KeysReader::<Limits>("limits").map(|r| r.value).run());
static AS_JSON: Gear<Vec<String>> = gear!(
    KeysReader::<Person>("person:1").map(|r| serde_json::to_string(&r.value).unwrap_or_default()).run()
);
static FROM_JSON: Gear<Vec<Option<Person>>> =
    gear!(KeysReader::<String>("json:*").map(|r| serde_json::from_str::<Person>(&r.value).ok()).run());

#[test]
fn fields_have_names_and_defaults_of_their_own() {
    let mut engine = Engine::start();
    engine.commands(
        r#"HSET person:1 firstName ann ageNow 41 homeTown Rome level chief pastAddresses [{"postcode":"1"},{"zip":"2","floor":3}]
           HSET person:2 firstName bob years 7 nick bo
           HSET limits other 1"#,
    );
    let address = |code: &str, floor| Address { code: code.to_string(), floor };
    let ann = Person {
        first_name: "ann".to_string(),
        age_now: 41,
        nick: None,
        home_town: "Rome".to_string(),
        past_addresses: vec![address("1", 0), address("2", 3)],
        level: Level::Owner,
    };
    let bob = Person {
        first_name: "bob".to_string(),
        age_now: 7,
        nick: Some("bo".to_string()),
        home_town: "nowhere".to_string(),
        past_addresses: Vec::new(),
        level: Level::Guest,
    };
    check!(engine, PEOPLE, vec![ann.clone(), bob]);
    check!(engine, OLDER, vec![("ann".to_string(), 42, true), ("bob".to_string(), 8, false)]);
    check!(engine, LIMITS, vec![Limits::default()]);
    check!(engine, AS_JSON, vec![serde_json::to_string(&ann).unwrap()]);
    assert!(AS_JSON.run(&mut engine.con).unwrap()[0].contains(r#""level":"boss""#));
}

#[test]
fn json_is_read_as_serde_reads_it() {
    let texts = [
        r#"{"firstName":"a","ageNow":1,"level":"boss"}"#,
        r#"{"firstName":"a","years":1}"#,
        r#"{"firstName":"a","years":1,"ageNow":1}"#,
        r#"{"firstName":"a","age_now":1}"#,
        r#"{"firstName":"a"}"#,
        r#"{"firstName":"a","ageNow":1,"homeTown":null}"#,
        r#"["a",1,null]"#,
        r#"["a",1]"#,
        r#"["a",1,null,"x",[["z",1]],"member"]"#,
        r#"["a",1,null,"x",[["z"]],"member","more"]"#,
    ];
    for text in texts {
        let mut engine = Engine::start();
        redis::cmd("SET").arg("json:1").arg(text).exec(&mut engine.con).expect("Redis takes it");
        check!(engine, FROM_JSON, vec![serde_json::from_str::<Person>(text).ok()]);
    }
}

static STRICT: Gear<i64> = gear!(KeysReader::<Person>("p:*").count().run());
static LENIENT: Gear<Vec<String>> =
    gear!(KeysReader::<Person>("p:*", on_mismatch = Skip).map(|r| r.value.first_name).sort().run());
static LENIENT_MESSAGES: Gear<Vec<i64>> = gear!(
    StreamReader::<HashMap<String, i64>>("numbers", on_mismatch = Skip)
        .map(|r| r.value.values().sum::<i64>())
        .run()
);
static LENIENT_NAMES: Gear<Vec<String>> = gear!(KeysOnlyReader("p:*", on_mismatch = Skip).sort().run());

#[test]
fn records_that_do_not_fit_are_errors_or_left_out() {
    let mut engine = Engine::with_shards(3);
    engine.commands(
        "HSET p:1 firstName ann ageNow 41\nHSET p:2 firstName bob ageNow forty\nSET p:3 text\nHSET p:4 firstName eve ageNow 1",
    );
    let message = "p:2: field `ageNow`: expected i64, got 'forty'";
    engine.commands("DEL p:3");
    for error in [STRICT.run(&mut engine.con), STRICT.native(&mut engine.con)] {
        let error = error.expect_err("one record does not fit").to_string();
        assert!(error.contains(message), "{error}");
    }
    engine.commands("SET p:3 text");
    redis::cmd("SET").arg(b"p:\xff").arg(1).exec(&mut engine.con).expect("Redis takes any key");
    check!(engine, LENIENT, vec!["ann".to_string(), "eve".to_string()]);
    check!(engine, LENIENT_NAMES, vec!["p:1".to_string(), "p:2".into(), "p:3".into(), "p:4".into()]);
    engine.commands("XADD numbers * a 1 b 2\nXADD numbers * a one\nXADD numbers * c 4");
    check!(engine, LENIENT_MESSAGES, vec![3, 4]);
}

#[test]
fn an_event_gear_counts_what_does_not_fit_or_goes_on() {
    static TALLY: Gear<Registration> = gear!(
        StreamReader::<HashMap<String, i64>>("tally:*", on_mismatch = Skip)
            .for_each(|r| {
                cmd::incr("sum", r.value["n"]);
            })
            .register(on_failure = Abort)
    );
    static STRICT_TALLY: Gear<Registration> = gear!(
        StreamReader::<HashMap<String, i64>>("strict:*")
            .for_each(|r| {
                cmd::incr("strict", r.value["n"]);
            })
            .register()
    );
    use redis_gears::Gears as _;
    let mut engine = Engine::start();
    TALLY.register(&mut engine.con).expect("it registers");
    let strict = STRICT_TALLY.register(&mut engine.con).expect("it registers");
    for stream in ["tally:1", "strict:1"] {
        engine.commands(&format!("XADD {stream} * n 1\nXADD {stream} * n x\nXADD {stream} * n 2"));
    }
    eventually(|| engine.reply::<i64>(&["GET", "sum"]) == Ok(3));
    eventually(|| engine.reply::<i64>(&["GET", "strict"]) == Ok(3));
    let all = engine.con.dump_registrations().expect("they are listed");
    let strict = all.iter().find(|one| one.id == strict.id()).expect("it is registered");
    // In a run of its own each: the message that does not fit counts as a failure, and as done.
    assert_eq!(strict.failed, 1);
}
