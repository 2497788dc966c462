//! Commands of one's own.

use crate::support::Engine;
use redis_gears::{Registration, gear, prelude::*};

/// U34: two arguments.
#[trigger("foo")]
fn foo(arg1: String, arg2: i64) -> String {
    arg1.repeat(arg2 as usize)
}

/// U47: what comes, goes.
static ECHO: Gear<Registration> = gear!(CommandReader().map(|args| args).register(trigger = "echo"));

#[trigger("slice", variadic)]
fn slice(from: usize, to: usize, words: Vec<String>) -> Vec<String> {
    words[from..to].to_vec()
}

#[test]
fn u34_a_command_with_two_arguments() {
    let mut engine = Engine::start();
    foo::register(&mut engine.con).expect("it registers");
    assert_eq!(foo::call(&mut engine.con, "ab", 3).expect("it answers"), foo("ab".into(), 3));
}

#[test]
fn u47_echo_slice_and_apply() {
    let mut engine = Engine::start();
    ECHO.register(&mut engine.con).expect("it registers");
    let echo = engine.reply::<Vec<String>>(&["RG.TRIGGER", "echo", "a", "b"]);
    assert_eq!(echo, Ok(vec![r#"["echo","a","b"]"#.to_owned()]));
    slice::register(&mut engine.con).expect("it registers");
    let words = ["a", "b", "c"].map(String::from).to_vec();
    assert_eq!(slice::call(&mut engine.con, 1, 3, words).expect("it answers"), ["b", "c"]);
}

/// G04: every write of a person says when it was.
#[hook("HSET", key_prefix = "person:", variadic)]
fn stamp(key: String, fields: Vec<String>) -> i64 {
    let time = execute!("TIME");
    let now = time.at(0).unwrap().as_str().unwrap().to_string();
    call_next((key, fields, "changed", now)).as_i64().unwrap_or(0)
}

#[test]
fn g04_hook_hset() {
    let mut engine = Engine::start();
    stamp::register(&mut engine.con).expect("it registers");
    assert_eq!(engine.reply::<i64>(&["HSET", "person:1", "name", "ann"]), Ok(2));
    assert!(engine.reply::<i64>(&["HGET", "person:1", "changed"]).is_ok_and(|time| time > 1_000_000_000));
}
