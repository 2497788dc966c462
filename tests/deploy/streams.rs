//! Upgrades of stream readers while messages come in.

use std::time::{Duration, Instant};

use redis_gears::deploy::Deployment;
use redis_gears::{Gears as _, Registration, StreamStatus, gear, prelude::*};

use crate::{Engine, connect};

pub(crate) static OLD: Gear<Registration> = gear!(
    StreamReader("in")
        .for_each(|m| {
            execute!("RPUSH", "seen", m.id.clone());
            cmd::incr("old", 1);
        })
        .register(batch = 3, duration = Duration::from_millis(5))
);
pub(crate) static NEW: Gear<Registration> = gear!(
    StreamReader("in")
        .for_each(|m| {
            execute!("RPUSH", "seen", m.id.clone());
            cmd::incr("new", 1);
        })
        .register(batch = 2, duration = Duration::from_millis(5))
);

/// It says that it has begun with a message, and is busy with it as long as nobody sets the key `go`.
static BUSY: Gear<Registration> = gear!(
    StreamReader("busy")
        .for_each(|m| {
            cmd::set("begun", m.id.clone());
            while cmd::get("go").is_none() {}
            execute!("RPUSH", "seen", format!("busy {}", m.id));
        })
        .register()
);
static QUICK: Gear<Registration> = gear!(
    StreamReader("busy")
        .for_each(|m| {
            execute!("RPUSH", "seen", format!("quick {}", m.id));
        })
        .register()
);

/// The messages that were handled, as soon as there are as many.
fn seen(con: &mut redis::Connection, expected: i64) -> Vec<String> {
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        let seen: Vec<String> =
            redis::cmd("LRANGE").arg("seen").arg(0).arg(-1).query(con).expect("it answers");
        if seen.len() as i64 >= expected || Instant::now() > deadline {
            return seen;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn every_message_is_handled_once_across_upgrades() {
    const MESSAGES: i64 = 400;
    let Engine { mut con, server } = Engine::start();
    Deployment::new("s").named("reader", &OLD).apply(&mut con).expect("it applies");
    let url = server.url();
    let producer = std::thread::spawn(move || {
        let mut con = connect(&url);
        for n in 0..MESSAGES {
            redis::cmd("XADD").arg("in").arg("*").arg("n").arg(n).exec(&mut con).expect("it is added");
            std::thread::sleep(Duration::from_millis(1));
        }
    });
    for gear in [&NEW, &OLD, &NEW] {
        std::thread::sleep(Duration::from_millis(80));
        Deployment::new("s").named("reader", gear).apply(&mut con).expect("it upgrades");
    }
    producer.join().expect("all messages are added");
    let seen = seen(&mut con, MESSAGES);
    let different: HashSet<&String> = seen.iter().collect();
    assert_eq!(different.len() as i64, MESSAGES, "no message is lost");
    assert_eq!(seen.len() as i64, MESSAGES, "no message is handled twice");
    let count = |name: &str, con: &mut redis::Connection| -> i64 {
        redis::cmd("GET").arg(name).query::<Option<i64>>(con).expect("it answers").unwrap_or_default()
    };
    assert!(count("old", &mut con) > 0 && count("new", &mut con) > 0, "both versions had messages");
    let status = Deployment::new("s").named("reader", &NEW).status(&mut con).expect("it tells");
    let reader = &status.gears[0];
    assert!(reader.lag.is_some() && reader.triggered > 0 && reader.failed == 0, "{status}");
    assert!(status.to_string().ends_with(" ms behind"), "{status}");
}

/// The reader is paused, has finished its batch, and only then makes way.
#[test]
fn a_batch_that_has_begun_is_finished_by_the_version_that_began_it() {
    let Engine { mut con, server } = Engine::start();
    Deployment::new("s").named("reader", &BUSY).apply(&mut con).expect("it applies");
    let add = |id: &str, con: &mut redis::Connection| {
        redis::cmd("XADD").arg("busy").arg(id).arg("n").arg(1).exec(con).expect("it is added");
    };
    let wait_for = |con: &mut redis::Connection, is_so: fn(&mut redis::Connection) -> bool| {
        let deadline = Instant::now() + Duration::from_secs(20);
        while !is_so(con) {
            assert!(Instant::now() < deadline, "it did not come to that");
        }
    };
    add("1-0", &mut con);
    // An execution that is pending is not enough: the first one looks for messages of an earlier reader, and has none.
    wait_for(&mut con, |con| redis::cmd("EXISTS").arg("begun").query(con).expect("it answers"));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut con = connect(&server.url());
            Deployment::new("s").named("reader", &QUICK).apply(&mut con).expect("it upgrades");
        });
        wait_for(&mut con, |con| {
            con.dump_registrations().expect("it lists")[0].stream_status == Some(StreamStatus::Paused)
        });
        add("2-0", &mut con);
        redis::cmd("SET").arg("go").arg(1).exec(&mut con).expect("it is set");
    });
    assert_eq!(seen(&mut con, 2), ["busy 1-0", "quick 2-0"]);
}

/// The connection broke between the pause and the upgrade, and the old version is deployed again.
#[test]
fn a_reader_that_was_left_paused_goes_on() {
    let Engine { mut con, server: _server } = Engine::start();
    let mut old = Deployment::new("s").named("reader", &OLD);
    old.apply(&mut con).expect("it applies");
    let [info] = &con.dump_registrations().expect("it lists")[..] else { panic!("one registration") };
    con.pause_registration(&info.id).expect("it pauses");
    let status = old.status(&mut con).expect("it tells").to_string();
    assert!(status.contains("it does not read now: PAUSED"), "{status}");
    redis::cmd("HSET").arg("{redis-gears:s}").arg("pending").arg(1).exec(&mut con).expect("it is set");
    redis::cmd("XADD").arg("in").arg("*").arg("n").arg(1).exec(&mut con).expect("it is added");
    let plan = old.apply(&mut con).expect("it applies").to_string();
    assert!(plan.contains("reader: a deployment that broke off has left it paused"), "{plan}");
    let [info] = &con.dump_registrations().expect("it lists")[..] else { panic!("one registration") };
    assert_eq!(info.stream_status, Some(StreamStatus::Ok));
    assert_eq!(seen(&mut con, 1).len(), 1);
}
