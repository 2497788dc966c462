//! Options that no other test needs: what each makes of a gear.

use crate::{Engine, check, eventually};
use redis_gears::{Registration, gear, prelude::*};

#[test]
fn keys_by_name_and_without_values() {
    static ONE: Gear<Vec<String>> =
        gear!(KeysReader::<String>("a*", no_scan = true).map(|r| format!("{}={}", r.key, r.value)).run());
    static NO_VALUES: Gear<Vec<(String, Option<String>)>> = gear!(
        KeysReader::<Option<String>>("a*", read_value = false)
            .map(|r| (r.key, r.value))
            .sort_by_key(|(key, _)| key.clone())
            .run()
    );
    let mut engine = Engine::start();
    engine.commands("SET a* star\nSET ab other");
    check!(engine, ONE, vec!["a*=star".to_string()]);
    check!(engine, NO_VALUES, vec![("a*".to_string(), None), ("ab".to_string(), None)]);
}

#[test]
fn a_pattern_for_each_shard() {
    static OWN: Gear<Vec<String>> =
        gear!(ShardsIDReader().flat_map(|_| cmd::keys(format!("log:{{{}}}:*", hashtag()))).sort().run());
    let mut engine = Engine::start();
    engine.commands("SET log:{06S}:1 a\nSET log:{other}:1 b");
    check!(engine, OWN, vec!["log:{06S}:1".to_string()]);
}

#[test]
fn a_stream_from_an_id() {
    static LATER: Gear<Vec<String>> =
        gear!(StreamReader("s", from_id = "2-0").map(|r| r.id).run(mode = AsyncLocal));
    let mut engine = Engine::start();
    engine.commands("XADD s 1-0 n 1\nXADD s 2-0 n 2\nXADD s 2-1 n 3\nXADD s 3-0 n 4");
    check!(engine, LATER, vec!["2-1".to_string(), "3-0".to_string()]);
}

#[test]
fn each_mode_of_a_registration() {
    static EVERYWHERE: Gear<Registration> = gear!(
        KeysReader::<()>("m:*")
            .for_each(|_| {
                cmd::incr(format!("async:{{{}}}", hashtag()), 1);
            })
            .register(mode = Async, events = ["set"])
    );
    static HERE: Gear<Registration> = gear!(
        KeysReader::<()>("m:*")
            .for_each(|_| {
                cmd::incr("local", 1);
            })
            .register(mode = AsyncLocal, events = ["set"])
    );
    static AT_ONCE: Gear<Registration> = gear!(
        KeysReader::<()>("m:*")
            .for_each(|_| {
                cmd::incr("sync", 1);
            })
            .register(mode = Sync, events = ["set"])
    );
    let mut engine = Engine::start();
    for gear in [&EVERYWHERE, &HERE, &AT_ONCE] {
        gear.register(&mut engine.con).expect("it registers");
    }
    engine.commands("SET m:1 x");
    assert_eq!(engine.reply::<i64>(&["GET", "sync"]), Ok(1), "the client has waited");
    eventually(|| engine.reply::<i64>(&["GET", "local"]) == Ok(1));
    eventually(|| engine.reply::<i64>(&["GET", "async:{06S}"]) == Ok(1));
}

#[test]
fn events_and_types_of_keys() {
    static SEEN: Gear<Registration> = gear!(
        KeysReader::<Option<Vec<String>>>("t:*", read_value = false)
            .for_each(|r| {
                cmd::rpush("seen", format!("{} {}", r.key, r.event.clone().unwrap_or_default()));
            })
            .register(mode = Sync, events = ["rpush", "set"], key_types = ["list"])
    );
    let mut engine = Engine::start();
    SEEN.register(&mut engine.con).expect("it registers");
    engine.commands("RPUSH t:1 a\nSET t:2 b\nLPUSH t:1 c\nRPUSH u:1 d");
    assert_eq!(engine.reply::<Vec<String>>(&["LRANGE", "seen", "0", "-1"]), Ok(vec!["t:1 rpush".to_owned()]));
}
