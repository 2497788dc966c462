//! Streams in production: what the chapter of the book promises, one test for each.

use crate::{Engine, eventually};
use redis_gears::{Gears as _, Registration, RegistrationInfo, StreamStatus, gear, prelude::*};

/// A message that says `fail` fails as long as there is no key `mended`.
#[gear]
fn work(list: &str, message: &HashMap<String, String>) {
    cmd::rpush(format!("{list}:tried"), &message["n"]);
    if message["n"] == "fail" && !cmd::exists("mended") {
        panic!("{} cannot be done", message["n"]);
    }
    cmd::rpush(format!("{list}:done"), &message["n"]);
}

fn info(engine: &mut Engine, registration: &Registration) -> RegistrationInfo {
    let all = engine.con.dump_registrations().expect("they are listed");
    all.into_iter().find(|info| info.id == registration.id()).expect("it is registered")
}

fn list(engine: &mut Engine, key: &str) -> String {
    engine.reply::<Vec<String>>(&["LRANGE", key, "0", "-1"]).expect("it is a list").join(" ")
}

fn add(engine: &mut Engine, stream: &str, numbers: &str) {
    for n in numbers.split(' ') {
        engine.commands(&format!("XADD {stream} * n {n}"));
    }
}

#[test]
fn what_is_there_already_is_handled_and_what_is_done_is_deleted() {
    static TRIMMED: Gear<Registration> =
        gear!(StreamReader("trimmed").for_each(|r| work("trimmed", &r.value)).register());
    static KEPT: Gear<Registration> =
        gear!(StreamReader("kept").for_each(|r| work("kept", &r.value)).register(trim = false));
    let mut engine = Engine::start();
    for (stream, gear, left) in [("trimmed", &TRIMMED, 0), ("kept", &KEPT, 3)] {
        add(&mut engine, stream, "1 2");
        gear.register(&mut engine.con).expect("it registers");
        add(&mut engine, stream, "3");
        eventually(|| list(&mut engine, &format!("{stream}:done")) == "1 2 3");
        eventually(|| engine.reply::<i64>(&["XLEN", stream]) == Ok(left));
    }
}

#[test]
fn a_message_that_fails_counts_as_done() {
    static CONTINUES: Gear<Registration> =
        gear!(StreamReader("continues").for_each(|r| work("continues", &r.value)).register());
    let mut engine = Engine::start();
    let registration = CONTINUES.register(&mut engine.con).expect("it registers");
    add(&mut engine, "continues", "1 fail 2");
    eventually(|| list(&mut engine, "continues:done") == "1 2");
    eventually(|| engine.reply::<i64>(&["XLEN", "continues"]) == Ok(0));
    let info = info(&mut engine, &registration);
    assert_eq!((info.failed, info.stream_status), (1, Some(StreamStatus::Ok)));
}

#[test]
fn a_batch_fails_as_a_whole() {
    static BATCHES: Gear<Registration> =
        gear!(StreamReader("batches").for_each(|r| work("batches", &r.value)).register(batch = 3));
    let mut engine = Engine::start();
    BATCHES.register(&mut engine.con).expect("it registers");
    add(&mut engine, "batches", "1 fail 2 4 5 6");
    eventually(|| list(&mut engine, "batches:done").ends_with("4 5 6"));
    // After the first error the reader stops, and with the policy to continue what is behind counts as done.
    assert_eq!(list(&mut engine, "batches:done"), "1 4 5 6");
}

#[test]
fn a_message_that_fails_is_tried_again() {
    static RETRIES: Gear<Registration> = gear!(
        StreamReader("retries")
            .for_each(|r| work("retries", &r.value))
            .register(on_failure = Retry, retry_interval = Duration::from_secs(1))
    );
    let mut engine = Engine::start();
    let registration = RETRIES.register(&mut engine.con).expect("it registers");
    add(&mut engine, "retries", "fail 2");
    eventually(|| info(&mut engine, &registration).failed > 0);
    // The order is kept: nothing passes the message that fails.
    assert_eq!(list(&mut engine, "retries:done"), "");
    engine.commands("SET mended 1");
    eventually(|| list(&mut engine, "retries:done") == "fail 2");
    eventually(|| engine.reply::<i64>(&["XLEN", "retries"]) == Ok(0));
}

#[test]
fn a_registration_can_stop_at_what_fails() {
    static ABORTS: Gear<Registration> =
        gear!(StreamReader("aborts").for_each(|r| work("aborts", &r.value)).register(on_failure = Abort));
    let mut engine = Engine::start();
    let registration = ABORTS.register(&mut engine.con).expect("it registers");
    add(&mut engine, "aborts", "1 fail 2");
    eventually(|| info(&mut engine, &registration).stream_status == Some(StreamStatus::Aborted));
    assert_eq!(list(&mut engine, "aborts:done"), "1");
    let left: Vec<redis::Value> = engine.reply(&["XRANGE", "aborts", "-", "+"]).expect("it is a stream");
    assert_eq!(left.len(), 2, "the message that failed, and the one behind it");
}

#[test]
fn a_batch_waits_until_it_is_full_or_old() {
    static FULL: Gear<Registration> = gear!(
        StreamReader("full")
            .local_accumulate(0, |n: i64, _| n + 1)
            .for_each(|n: &i64| {
                cmd::rpush("full:batches", *n);
            })
            .register(batch = 2, duration = Duration::from_millis(50))
    );
    let mut engine = Engine::start();
    FULL.register(&mut engine.con).expect("it registers");
    add(&mut engine, "full", "1 2 3");
    eventually(|| list(&mut engine, "full:batches") == "2 1");
}

#[test]
fn how_far_behind_a_stream_is_can_be_asked() {
    static SLOW: Gear<Registration> =
        gear!(StreamReader("slow").for_each(|r| work("slow", &r.value)).register());
    let mut engine = Engine::start();
    let registration = SLOW.register(&mut engine.con).expect("it registers");
    assert_eq!(info(&mut engine, &registration).average_lag, Some(0.0));
    add(&mut engine, "slow", "1 2");
    eventually(|| list(&mut engine, "slow:done") == "1 2");
    eventually(|| info(&mut engine, &registration).succeeded >= 2);
    let info = info(&mut engine, &registration);
    assert!(info.last_lag.is_some_and(|lag| lag >= 0), "{info:?}");
}
