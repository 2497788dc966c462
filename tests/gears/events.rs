//! Gears that run when something happens.

use crate::{Engine, eventually};
use redis_gears::{Registration, gear, prelude::*};

static SYNC: Gear<Registration> = gear!(
    KeysReader::<HashMap<String, String>>("person:*")
        .for_each(|r| {
            cmd::incr("changes", 1);
            cmd::set("last", format!("{} {}", r.key, r.value.get("name").cloned().unwrap_or_default()));
        })
        .register(mode = Sync, events = ["hset"])
);
static LOCAL: Gear<Registration> = gear!(
    KeysReader::<Option<String>>("job:*")
        .filter(|r| r.event.as_deref() == Some("set"))
        .for_each(|r| {
            cmd::xadd("done", "*", &[("key", r.key.as_str())]);
        })
        .register()
);
static STREAM: Gear<Registration> = gear!(
    StreamReader("in:*")
        .for_each(|_| {
            cmd::incr("messages", 1);
        })
        .register(batch = 2, duration = Duration::from_millis(20))
);

#[test]
fn a_sync_gear_is_done_when_the_client_gets_its_reply() {
    let mut engine = Engine::start();
    let registration = SYNC.register(&mut engine.con).expect("it registers");
    engine.commands(
        "HSET person:1 name ann\nHSET person:2 name bob\nSET person:3 ignored\nHSET other:1 name cid",
    );
    assert_eq!(engine.reply::<i64>(&["GET", "changes"]), Ok(2));
    assert_eq!(engine.reply::<String>(&["GET", "last"]), Ok("person:2 bob".to_owned()));
    registration.unregister(&mut engine.con).expect("it unregisters");
    engine.commands("HSET person:1 name dan");
    assert_eq!(engine.reply::<i64>(&["GET", "changes"]), Ok(2));
}

#[test]
fn registering_the_same_gear_again_changes_nothing() {
    let mut engine = Engine::start();
    let first = SYNC.register(&mut engine.con).expect("it registers");
    let second = SYNC.register(&mut engine.con).expect("it is registered already");
    assert_eq!(first.id(), second.id());
    engine.commands("HSET person:1 name ann");
    assert_eq!(engine.reply::<i64>(&["GET", "changes"]), Ok(1));
}

#[test]
fn a_local_gear_runs_soon_after_the_event() {
    let mut engine = Engine::start();
    LOCAL.register(&mut engine.con).expect("it registers");
    engine.commands("SET job:1 a\nDEL job:1\nSET job:2 b");
    eventually(|| engine.reply::<i64>(&["XLEN", "done"]) == Ok(2));
}

#[test]
fn a_stream_gear_handles_every_message_once() {
    let mut engine = Engine::start();
    engine.commands("XADD in:1 * x 1");
    STREAM.register(&mut engine.con).expect("it registers");
    engine.commands("XADD in:1 * x 2\nXADD in:2 * x 3");
    eventually(|| engine.reply::<i64>(&["GET", "messages"]) == Ok(3));
}

#[test]
fn an_event_gear_runs_natively_on_given_records() {
    let mut engine = Engine::start();
    let record =
        redis_gears::KeysRecord::new("person:7", HashMap::from([("name".to_owned(), "eve".to_owned())]));
    SYNC.native_with(&mut engine.con, [record]).expect("it runs");
    assert_eq!(engine.reply::<String>(&["GET", "last"]), Ok("person:7 eve".to_owned()));
}
