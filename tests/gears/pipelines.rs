//! Batch gears: every operation, on one shard and on three, against the native run.

use crate::{Engine, check};
use redis_gears::{KeysRecord, StreamRecord, gear, prelude::*};
use serde::{Deserialize, Serialize};

#[gear]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct User {
    name: String,
    age: i64,
    score: f64,
    admin: bool,
    email: Option<String>,
    tags: Vec<String>,
}

#[gear]
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Transfer {
    from: String,
    amount: u32,
}

const USERS: &str = "\
    HSET user:1 name ann age 30 score 1.5 admin true email a@x.org tags [\"x\",\"y\"]
    HSET user:2 name bob age 8 score -2 admin 0 tags []
    HSET user:3 name cid age 18 score 1e3 admin 1 tags [\"y\"]
    SET text:1 the_quick_brown_fox
    SET text:2 the_fox
    RPUSH list:1 a b c
    XADD transfers 1-1 from ann amount 5
    XADD transfers 2-1 from bob amount 7";

static COUNT: Gear<i64> = gear!(KeysReader("user:*").count().run());
static ADULTS: Gear<Vec<User>> = gear!(
    KeysReader::<User>("user:*")
        .map(|r| r.value)
        .filter(|user| user.age >= 18)
        .sort_by_key(|user| user.age)
        .run()
);
static TAGS: Gear<HashMap<String, i64>> =
    gear!(KeysReader::<User>("user:*").flat_map(|r| r.value.tags).count_by(|tag| tag.clone()).run());
static WORDS: Gear<Vec<(String, i64)>> = gear!(
    KeysReader::<String>("text:*")
        .flat_map(|r| r.value.split('_').map(|word| word.to_string()).collect::<Vec<_>>())
        .count_by(|word| word.clone())
        .sort_by_key(|(word, n)| (-n, word.clone()))
        .limit(2)
        .run()
);
static PRODUCT: Gear<i64> =
    gear!(KeysReader::<User>("user:*").aggregate(1, |product, r| product * r.value.age, |a, b| a * b).run());
static ZERO: Gear<i64> = gear!(
    KeysReader::<User>("user:*").aggregate(1, |product, r| product * (r.value.age - 8), |a, b| a * b).run()
);
static AVERAGE: Gear<f64> = gear!(
    KeysReader::<User>("user:*")
        .map(|r| r.value.score)
        .aggregate((0.0, 0), |(sum, n), score| (sum + score, n + 1), |a, b| (a.0 + b.0, a.1 + b.1))
        .map(|(sum, n)| sum / n as f64)
        .run()
);
static LIMITED: Gear<Vec<String>> = gear!(KeysReader("*").map(|r| r.key).limit(4).run());
static MESSAGES: Gear<Vec<(String, i64)>> =
    gear!(StreamReader::<Transfer>("transfers").map(|r| (r.id, r.value.amount as i64 * 2)).run());
static RAW: Gear<Vec<HashMap<String, String>>> =
    gear!(StreamReader("transfers", from_id = "1-1").map(|r| r.value).run());
static LISTS: Gear<Vec<Vec<String>>> = gear!(KeysReader::<Vec<String>>("list:*").map(|r| r.value).run());
static KINDS: Gear<HashMap<Option<String>, i64>> = gear!(KeysReader("*").count_by(|r| r.kind.clone()).run());
static KEYS_ONLY: Gear<i64> = gear!(KeysReader("user:*", read_value = false).count().run());

fn pairs<const N: usize>(pairs: [(&str, i64); N]) -> Vec<(String, i64)> {
    pairs.into_iter().map(|(name, n)| (name.to_owned(), n)).collect()
}

fn every_operation(engine: &mut Engine) {
    engine.commands(USERS);
    check!(engine, COUNT, 3);
    check!(engine, KEYS_ONLY, 3);
    check!(engine, TAGS, pairs([("x", 1), ("y", 2)]).into_iter().collect());
    check!(engine, WORDS, pairs([("fox", 2), ("the", 2)]));
    check!(engine, PRODUCT, 30 * 8 * 18);
    check!(engine, ZERO, 0);
    check!(engine, AVERAGE, (1.5 - 2.0 + 1000.0) / 3.0);
    check!(engine, MESSAGES, pairs([("1-1", 10), ("2-1", 14)]));
    check!(
        engine,
        RAW,
        vec![HashMap::from([("from".to_owned(), "bob".to_owned()), ("amount".to_owned(), "7".to_owned())])]
    );
    check!(engine, LISTS, vec![vec!["a".to_owned(), "b".to_owned(), "c".to_owned()]]);
    check!(engine, ADULTS.clone(), {
        let cid = User {
            name: "cid".into(),
            age: 18,
            score: 1000.0,
            admin: true,
            email: None,
            tags: vec!["y".into()],
        };
        let email = Some("a@x.org".into());
        let ann = User {
            name: "ann".into(),
            age: 30,
            score: 1.5,
            admin: true,
            email,
            tags: vec!["x".into(), "y".into()],
        };
        vec![cid, ann]
    });
    assert_eq!(LIMITED.run(&mut engine.con).expect("it runs").len(), 4);
    let kinds = KINDS.run(&mut engine.con).expect("it runs");
    assert_eq!(kinds.get(&Some("hash".to_owned())), Some(&3));
}

#[test]
fn every_operation_on_one_shard() {
    every_operation(&mut Engine::start());
}

#[test]
fn every_operation_on_three_shards() {
    every_operation(&mut Engine::with_shards(3));
}

#[test]
fn empty_input_gives_what_rust_would_give() {
    for shards in [1, 3] {
        let mut engine = Engine::with_shards(shards);
        check!(engine, COUNT, 0);
        check!(engine, PRODUCT, 1);
        check!(engine, TAGS, HashMap::new());
        check!(engine, WORDS, Vec::new());
        assert!(AVERAGE.run(&mut engine.con).expect("it runs").is_nan());
    }
}

#[test]
fn a_gear_runs_in_memory() {
    let user = |name: &str, age| User {
        name: name.into(),
        age,
        score: 0.0,
        admin: false,
        email: None,
        tags: Vec::new(),
    };
    let records = [KeysRecord::new("user:1", user("ann", 30)), KeysRecord::new("user:2", user("bob", 3))];
    assert_eq!(PRODUCT.native_on(records.clone()).expect("it runs"), 90);
    assert_eq!(ADULTS.native_on(records).expect("it runs"), [user("ann", 30)]);
    let messages = [StreamRecord::new("s", "1-1", Transfer { from: "x".into(), amount: 4 })];
    assert_eq!(MESSAGES.native_on(messages).expect("it runs"), pairs([("1-1", 8)]));
    let wrong =
        PRODUCT.native_on([KeysRecord::new("user:1", String::new())]).expect_err("a String is not a User");
    assert!(wrong.to_string().contains("User"), "{wrong}");
}

#[test]
fn what_a_gear_is_made_of_is_readable_without_a_server() {
    const IN_A_CONST: Gear<i64> = gear!(KeysReader("user:*").count().run());
    assert!(IN_A_CONST.python().contains(".count()"));
    assert_eq!(IN_A_CONST.reader(), "KeysReader");
    assert_eq!(IN_A_CONST.mode(), None);
    assert!(IN_A_CONST.requirements().is_empty());
    assert!(IN_A_CONST.file().ends_with("pipelines.rs"));
    assert_eq!(IN_A_CONST.hash(), COUNT.hash());
    assert_ne!(IN_A_CONST.hash(), KEYS_ONLY.hash());
}

#[test]
fn large_and_odd_values_survive() {
    let mut engine = Engine::start();
    engine.commands("SET d 1");
    static ODD: Gear<Vec<(i64, u64, f64, f64, String, Option<String>, char)>> = gear!(
        KeysReader("d")
            .map(|_| {
                let nan = f64::INFINITY - f64::INFINITY;
                let text = "-ERR \u{0}\u{7f}é🦀'\"\\".to_string();
                (i64::MIN, u64::MAX, 1e300, nan.max(-0.5), text, None, 'ß')
            })
            .run()
    );
    let text = "-ERR \u{0}\u{7f}é🦀'\"\\".to_owned();
    check!(engine, ODD, vec![(i64::MIN, u64::MAX, 1e300, -0.5, text.clone(), None, 'ß')]);
    static NOT_FINITE: Gear<Vec<f64>> = gear!(KeysReader("d").map(|_| 1.0 / (0.0 * -1.0)).run());
    check!(engine, NOT_FINITE, vec![f64::NEG_INFINITY]);
}
