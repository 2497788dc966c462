//! `#[gear]` functions in other modules, constants, and names that Python or the server takes for its own.

use crate::{Engine, check};
use redis_gears::{gear, prelude::*};
use regex::Regex;
use std::sync::LazyLock;

mod rules {
    use redis_gears::prelude::*;

    pub(crate) mod names {
        use redis_gears::prelude::*;

        /// Calls itself.
        #[gear]
        pub(crate) fn countdown(n: i64) -> Vec<i64> {
            if n == 0 {
                return Vec::new();
            }
            let mut rest = countdown(n - 1);
            rest.push(n);
            rest
        }
    }

    /// The same name as the one in the test's own module, with another meaning.
    #[gear]
    pub(crate) fn score(key: &str) -> i64 {
        LENGTH_FACTOR * key.len() as i64 + super::OFFSET
    }

    pub(crate) const LENGTH_FACTOR: i64 = 10;

    #[gear]
    pub(crate) fn is_even(n: i64) -> bool {
        if n == 0 { true } else { is_odd(n - 1) }
    }

    #[gear]
    pub(crate) fn is_odd(n: i64) -> bool {
        if n == 0 { false } else { is_even(n - 1) }
    }
}

use rules::names::countdown;

const OFFSET: i64 = -3;
const WORDS: &[&str] = &["it's", "a \"quote\"", "línea\n"];

#[gear]
fn score(key: &str) -> i64 {
    rules::score(key) + 1
}

#[test]
fn functions_and_constants_come_along_from_any_module() {
    let mut engine = Engine::start();
    engine.commands("SET abc 1\nSET d 1");
    static SCORES: Gear<Vec<(String, i64)>> = gear!(
        KeysReader("*").map(|r| (r.key.clone(), score(&r.key))).sort_by_key(|(key, _)| key.clone()).run()
    );
    let expected = vec![("abc".to_owned(), 28), ("d".to_owned(), 8)];
    assert_eq!(SCORES.run(&mut engine.con).expect("it runs"), expected);
    assert_eq!(SCORES.native(&mut engine.con).expect("it runs natively"), expected);

    let words = gear!(KeysReader("d").map(|_| WORDS.join("|")).run());
    assert_eq!(words.run(&mut engine.con).expect("it runs"), ["it's|a \"quote\"|línea\n"]);
}

#[test]
fn functions_and_records_come_from_other_crates() {
    let mut engine = Engine::start();
    engine.commands("HSET sensor:1 temperature 20.5 place roof\nHSET sensor:2 temperature -3 place cellar");
    static KELVIN: Gear<Vec<(String, f64)>> = gear!(
        KeysReader::<elsewhere::Reading>("sensor:*")
            .map(|r| (r.value.place.clone(), elsewhere::kelvin(&r.value)))
            .sort_by_key(|(place, _)| place.clone())
            .run()
    );
    let expected = vec![("cellar".to_owned(), -3.0 + 273.15), ("roof".to_owned(), 20.5 + 273.15)];
    assert_eq!(KELVIN.run(&mut engine.con).expect("it runs"), expected);
    assert_eq!(KELVIN.native(&mut engine.con).expect("it runs natively"), expected);
}

#[test]
fn functions_can_call_themselves_and_each_other() {
    let mut engine = Engine::start();
    engine.commands("SET d 1");
    static COUNTED: Gear<Vec<i64>> = gear!(KeysReader("d").flat_map(|_| countdown(4)).run());
    assert_eq!(COUNTED.run(&mut engine.con).expect("it runs"), [1, 2, 3, 4]);
    static PARITY: Gear<Vec<(bool, bool)>> =
        gear!(KeysReader("d").map(|_| (rules::is_even(10), rules::is_odd(10))).run());
    assert_eq!(PARITY.run(&mut engine.con).expect("it runs"), [(true, false)]);
}

/// Names that would be keywords, builtins or the server's own globals in Python.
#[gear]
fn list(def: i64, lambda: i64, execute: i64, json: i64, gear_div: i64) -> i64 {
    let str = def + lambda;
    let none_ = execute / 2;
    let len = vec![json, gear_div];
    str + none_ + len.len() as i64 + len.iter().sum::<i64>()
}

#[test]
fn names_that_python_takes_for_its_own_are_safe() {
    let mut engine = Engine::start();
    engine.commands("SET d 1");
    static NAMES: Gear<Vec<i64>> = gear!(KeysReader("d").map(|_| list(1, 2, -5, 3, 4)).run());
    assert_eq!(NAMES.run(&mut engine.con).expect("it runs"), [list(1, 2, -5, 3, 4)]);
}

#[test]
fn captured_values_are_encoded_and_never_pasted() {
    let mut engine = Engine::start();
    engine.commands("SET d 1");
    let evil = String::from("' + __import__('os').getcwd() + '\\\u{1}\n\"\"\"");
    let list = vec![evil.clone(), String::from("ж")];
    let (n, x, flag) = (-7, f64::NAN, true);
    let pairs: HashMap<i64, &str> = HashMap::from([(1_i64, "one"), (2, "two")]);
    let gear = gear!(
        KeysReader("d")
            .map(|_| (evil.clone(), list.join(","), n * 2, x.is_nan(), flag, pairs.get(&2).map(|s| s.len())))
            .run()
    );
    let expected = vec![(evil.clone(), format!("{evil},ж"), -14_i64, true, true, Some(3_usize))];
    assert_eq!(gear.run(&mut engine.con).expect("it runs"), expected);
    assert_eq!(gear.native(&mut engine.con).expect("it runs natively"), expected);
}

#[test]
fn names_of_the_expansion_are_not_the_users() {
    let mut engine = Engine::start();
    engine.commands("SET d 1");
    let (request, out, gear, kept_0) = (1, 2, 3, String::from("x"));
    let sum = gear!(KeysReader("d").map(|_| (request + out * gear, kept_0.clone())).run());
    assert_eq!(sum.run(&mut engine.con).expect("it runs"), [(7, "x".to_owned())]);
}

/// What a macro of ours names must not be looked up among the user's names.
mod shadowed {
    #![allow(dead_code, non_camel_case_types, reason = "they are only there to be in the way")]

    use redis_gears::prelude::*;
    use redis_gears::{Gear, KeysRecord, gear};

    struct Option;
    struct Vec;
    struct Result;
    struct Some;
    struct Ok;
    mod std {}
    mod core {}
    mod redis {}
    mod serde {}

    #[gear]
    #[derive(Clone)]
    struct Item {
        n: i64,
    }

    #[trigger("shadowed")]
    fn shadowed(con: i64, arguments: ::std::string::String) -> i64 {
        con + arguments.len() as i64
    }

    static COUNT: Gear<i64> = gear!(KeysReader::<Item>("item:*").map(|r| r.value.n).count().run());

    #[test]
    fn it_works() {
        assert_eq!(
            COUNT.native_on([KeysRecord::new("item:1", Item { n: 1 })]).map_err(drop),
            ::std::result::Result::Ok(1)
        );
        assert_eq!(shadowed(1, "ab".into()), 3);
    }
}

#[gear]
static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^tag:(\w+)$").unwrap());

#[gear]
static RANKS: LazyLock<HashMap<&'static str, i64>> =
    LazyLock::new(|| HashMap::from([("red", 1), ("blue", 2)]));

#[gear]
fn rank(key: &str) -> Option<i64> {
    let found = TAG.captures(key)?;
    RANKS.get(&found[1]).copied()
}

#[test]
fn statics_come_along_with_what_they_hold() {
    let mut engine = Engine::start();
    engine.commands("SET tag:red 1\nSET tag:green 1\nSET other 1\nSET tag:blue 1");
    static RANKED: Gear<Vec<i64>> = gear!(KeysReader("*").flat_map(|r| rank(&r.key)).sort().run());
    static TAGS: Gear<i64> = gear!(KeysReader("*").filter(|r| TAG.is_match(&r.key)).count().run());
    check!(engine, RANKED, vec![1, 2]);
    check!(engine, TAGS, 3);
}
