//! What only data or the server can tell: checks at run time.

use crate::{Engine, eventually};
use redis_gears::{Error, Gears as _, Registration, StreamStatus, gear, prelude::*};

#[gear]
fn refuse(text: &str) {
    if text.starts_with("stop") {
        flat_error(format!("{} {text}", "PAUSE"));
    }
}

static SYNC: Gear<Registration> = gear!(
    StreamReader("sync")
        .for_each(|r| {
            refuse(&r.value["text"]);
            cmd::incr("sync:done", 1);
        })
        .register(mode = Sync)
);

#[test]
fn a_stream_in_sync_mode_is_not_paused() {
    let mut engine = Engine::start();
    let registration = SYNC.register(&mut engine.con).expect("it registers");
    engine.commands("XADD sync * text stop\nXADD sync * text go");
    eventually(|| engine.reply::<i64>(&["GET", "sync:done"]) == Ok(1));
    let all = engine.con.dump_registrations().expect("they are listed");
    let info = all.iter().find(|info| info.id == registration.id()).expect("it is registered");
    assert_eq!((info.failed, info.stream_status.clone()), (1, Some(StreamStatus::Ok)));
}

#[trigger("shout")]
fn shout(text: String) -> String {
    text.to_uppercase()
}

#[test]
fn an_argument_with_nul_is_not_cut() {
    let mut engine = Engine::start();
    shout::register(&mut engine.con).expect("it registers");
    assert_eq!(shout::call(&mut engine.con, "ab").expect("it answers"), "AB");
    let error = shout::call(&mut engine.con, "a\0b").expect_err("it would be cut").to_string();
    assert!(error.contains("shout: argument 1: expected text without NUL"), "{error}");
}

static FIRST: Gear<Registration> = gear!(StreamReader("work:*").for_each(|_| log!("first")).register());
static SECOND: Gear<Registration> = gear!(StreamReader("work:1").for_each(|_| log!("second")).register());
static OTHER: Gear<Registration> = gear!(StreamReader("other:*").for_each(|_| log!("other")).register());

#[test]
fn two_gears_do_not_share_a_stream() {
    let mut engine = Engine::start();
    let first = FIRST.register(&mut engine.con).expect("it registers");
    FIRST.register(&mut engine.con).expect("it is registered already");
    OTHER.register(&mut engine.con).expect("it has other streams");
    match SECOND.register(&mut engine.con).expect_err("the stream is taken") {
        Error::StreamTaken { stream, registration, reads } => {
            assert_eq!((&*stream, &*registration, &*reads), ("work:1", first.id(), "work:*"));
        }
        other => panic!("{other:?}"),
    }
    first.unregister(&mut engine.con).expect("it unregisters");
    SECOND.register(&mut engine.con).expect("the stream is free");
}

/// Reads the stream that it is told.
fn worker(stream: &str) -> Gear<Registration> {
    let stream = stream.to_string();
    gear!(StreamReader(&stream).for_each(|_| log!("worker")).register())
}

/// Reads a stream whose name is known when it is registered.
fn computed(number: i64) -> Gear<Registration> {
    gear!(StreamReader(&format!("work:{number}")).for_each(|_| log!("computed")).register())
}

#[test]
fn names_of_streams_may_be_captured_computed_and_in_sets() {
    let mut engine = Engine::start();
    let first = FIRST.register(&mut engine.con).expect("it registers");
    let set = GearSet::new().gear(&OTHER).gear(&SECOND);
    for refused in [
        worker("work:1").register(&mut engine.con).map(drop),
        computed(1).register(&mut engine.con).map(drop),
        set.register(&mut engine.con).map(drop),
    ] {
        match refused.expect_err("the stream is taken") {
            Error::StreamTaken { stream, registration, .. } => {
                assert_eq!((&*stream, &*registration), ("work:1", first.id()));
            }
            other => panic!("{other:?}"),
        }
    }
    let siblings = GearSet::new().gear(&worker("jobs:*")).gear(&worker("jobs:1"));
    let error = siblings.register(&mut engine.con).expect_err("one of them reads what the other one does");
    assert!(matches!(error, Error::StreamTaken { .. }), "{error:?}");
    let all = engine.con.dump_registrations().expect("they are listed");
    assert_eq!(all.len(), 1, "what was refused is not there: {all:?}");
    worker("jobs:*").register(&mut engine.con).expect("it has other streams");
    first.unregister(&mut engine.con).expect("it unregisters");
    computed(1).register(&mut engine.con).expect("the stream is free");
}

/// A name that is known when the gear is registered is checked then.
#[test]
fn computed_prefixes_are_no_globs_and_not_empty() {
    let mut engine = Engine::start();
    for wrong in ["", "a*b", "[ab]*", "a?"] {
        let error = worker(wrong).register(&mut engine.con).expect_err("it is no prefix").to_string();
        assert!(error.contains("register knows one key or a prefix with a * at its end"), "{error}");
        let key = wrong.to_string();
        let keys: Gear<Registration> = gear!(KeysReader(&key).for_each(|_| log!("keys")).register());
        let error = keys.register(&mut engine.con).expect_err("it is no prefix").to_string();
        assert!(error.contains("register knows one key or a prefix with a * at its end"), "{error}");
    }
    assert!(engine.con.dump_registrations().expect("they are listed").is_empty());
}

mod own {
    use redis_gears::prelude::*;

    /// A function of ones own that has the name of one of ours is called by its path, and means itself.
    #[gear]
    pub(super) fn attempt(n: i64) -> i64 {
        n + 1
    }
}

#[test]
fn a_function_of_another_module_means_itself() {
    static NEXT: Gear<Vec<i64>> = gear!(PythonReader(|| vec![1, 2]).map(|n| own::attempt(n) * 10).run());
    let mut engine = Engine::start();
    crate::check!(engine, NEXT, vec![20, 30]);
}

#[test]
fn a_handler_that_tests_its_event_may_write_its_key() {
    static ONCE: Gear<Registration> = gear!(
        KeysReader::<Option<String>>("once:*")
            .for_each(|r| {
                if !r.value.as_deref().unwrap_or("!").ends_with('!') {
                    cmd::append(&r.key, "!");
                }
            })
            .register(mode = AsyncLocal)
    );
    let mut engine = Engine::start();
    ONCE.register(&mut engine.con).expect("it registers");
    engine.commands("SET once:1 hey");
    eventually(|| engine.reply::<String>(&["GET", "once:1"]) == Ok("hey!".to_owned()));
}
