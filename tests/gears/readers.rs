//! Every reader and its options, on one shard and on three where that matters.

use crate::{Engine, check, eventually};
use redis_gears::{Registration, gear, prelude::*};

#[gear]
fn squares() -> Vec<i64> {
    (1..=4).map(|n| n * n).collect()
}

static NAMES: Gear<Vec<String>> = gear!(KeysOnlyReader("user:*", count = 10).sort().run());
static NAME: Gear<Vec<String>> = gear!(KeysOnlyReader("user:1", no_scan = true).run());
static GENERATED: Gear<i64> = gear!(PythonReader(|| (0..5).map(|n| n * 2)).map(|n| n + 1).sum().run());
static LISTED: Gear<Vec<i64>> = gear!(PythonReader(squares).run(mode = AsyncLocal));
static SHARDS: Gear<Vec<String>> = gear!(ShardsIDReader().sort().run());

#[test]
fn readers_that_run() {
    let mut engine = Engine::start();
    engine.commands("SET user:1 a\nRPUSH user:2 b\nSET other 1");
    check!(engine, NAMES, ["user:1", "user:2"]);
    check!(engine, NAME, ["user:1"]);
    check!(engine, GENERATED, 25);
    check!(engine, LISTED, [1, 4, 9, 16]);
    check!(engine, SHARDS, ["1"]);
}

#[test]
fn generators_run_on_every_shard() {
    let mut engine = Engine::with_shards(3);
    engine.commands("SET user:1 a\nSET user:2 b\nSET user:3 b");
    check!(engine, NAMES, ["user:1", "user:2", "user:3"]);
    assert_eq!(GENERATED.run(&mut engine.con).expect("it runs"), 3 * 25);
    assert_eq!(LISTED.run(&mut engine.con).expect("it runs"), [1, 4, 9, 16]);
    let ids = SHARDS.run(&mut engine.con).expect("it runs");
    assert_eq!(ids.len(), 3);
    assert!(ids[0] != ids[1] && ids[1] != ids[2], "{ids:?}");
}

#[test]
fn a_generator_takes_captured_values() {
    let mut engine = Engine::start();
    let (from, names) = (3, vec!["a".to_string(), "b".to_string()]);
    let gear = gear!(
        PythonReader(|| (from..6)
            .flat_map(|n| names.iter().map(move |name: &String| format!("{name}{n}")).collect::<Vec<_>>()))
        .run()
    );
    check!(engine, gear, ["a3", "b3", "a4", "b4", "a5", "b5"]);
}

#[test]
fn keys_that_are_no_text_are_errors_that_name_them() {
    let mut engine = Engine::start();
    redis::cmd("SET").arg(b"user:\xff").arg(1).exec(&mut engine.con).expect("Redis takes any key");
    let shipped = NAMES.run(&mut engine.con).expect_err("the key is no text").to_string();
    assert!(shipped.contains(r"key 'user:\xff': expected text, got bytes that are not UTF-8"), "{shipped}");
    let native = NAMES.native(&mut engine.con).expect_err("the key is no text").to_string();
    assert!(native.contains(r"key 'user:\xff': expected text, got bytes that are not UTF-8"), "{native}");
}

#[test]
fn on_registered_runs_once_and_first() {
    static COUNTED: Gear<Registration> = gear!(
        KeysReader::<()>("page:*")
            .for_each(|_| {
                cmd::incr("events", 1);
            })
            .register(
                mode = Sync,
                events = ["set"],
                on_registered = || {
                    if !cmd::exists("started") {
                        cmd::set("started", "yes");
                    }
                    cmd::incr("starts", 1);
                }
            )
    );
    let mut engine = Engine::start();
    COUNTED.register(&mut engine.con).expect("it registers");
    COUNTED.register(&mut engine.con).expect("it is registered already");
    eventually(|| engine.reply::<Option<i64>>(&["GET", "starts"]) == Ok(Some(1)));
    engine.commands("SET page:1 x");
    assert_eq!(engine.reply::<i64>(&["GET", "events"]), Ok(1));
    COUNTED.native_with(&mut engine.con, [KeysRecord::new("page:2", ())]).expect("it runs natively");
    assert_eq!(engine.reply::<i64>(&["GET", "starts"]), Ok(2));
}

#[test]
fn a_hook_takes_the_place_of_a_command() {
    static STAMPED: Gear<Registration> = gear!(
        CommandReader()
            .map(|args| {
                let mut args = args;
                args.push("by".to_string());
                args.push("hook".to_string());
                args.len() as i64
            })
            .register(hook = "HSET", key_prefix = "person:", mode = Sync)
    );
    let mut engine = Engine::start();
    STAMPED.register(&mut engine.con).expect("it registers");
    assert_eq!(engine.reply::<i64>(&["HSET", "person:1", "name", "ann"]), Ok(6));
    assert_eq!(engine.reply::<i64>(&["EXISTS", "person:1"]), Ok(0));
    assert_eq!(engine.reply::<i64>(&["HSET", "other:1", "name", "ann"]), Ok(1));
}

#[test]
fn calls_in_order_come_one_after_the_other() {
    static APPEND: Gear<Registration> = gear!(
        CommandReader()
            .map(|args| execute!("RPUSH", "calls", args[1]).as_i64().unwrap_or(0))
            .register(trigger = "append", in_order = true)
    );
    let mut engine = Engine::start();
    APPEND.register(&mut engine.con).expect("it registers");
    for n in 0..5 {
        assert_eq!(engine.reply::<Vec<i64>>(&["RG.TRIGGER", "append", &n.to_string()]), Ok(vec![n + 1]));
    }
    assert_eq!(engine.reply::<Vec<i64>>(&["LRANGE", "calls", "0", "-1"]), Ok((0..5).collect()));
}
