//! Upgrades of stream readers while messages come in.

use std::time::{Duration, Instant};

use redis_gears::deploy::Deployment;
use redis_gears::{Registration, gear, prelude::*};

use crate::{Engine, connect};

static OLD: Gear<Registration> = gear!(
    StreamReader("in")
        .for_each(|m| {
            execute!("RPUSH", "seen", m.id.clone());
            cmd::incr("old", 1);
        })
        .register(batch = 3, duration = Duration::from_millis(5))
);
static NEW: Gear<Registration> = gear!(
    StreamReader("in")
        .for_each(|m| {
            execute!("RPUSH", "seen", m.id.clone());
            cmd::incr("new", 1);
        })
        .register(batch = 2, duration = Duration::from_millis(5))
);

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
    let deadline = Instant::now() + Duration::from_secs(20);
    let seen = loop {
        let seen: Vec<String> =
            redis::cmd("LRANGE").arg("seen").arg(0).arg(-1).query(&mut con).expect("it answers");
        if seen.len() as i64 >= MESSAGES || Instant::now() > deadline {
            break seen;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    let different: HashSet<&String> = seen.iter().collect();
    assert_eq!(different.len() as i64, MESSAGES, "no message is lost");
    assert_eq!(seen.len() as i64, MESSAGES, "no message is handled twice");
    let count = |name: &str, con: &mut redis::Connection| -> i64 {
        redis::cmd("GET").arg(name).query::<Option<i64>>(con).expect("it answers").unwrap_or_default()
    };
    assert!(count("old", &mut con) > 0 && count("new", &mut con) > 0, "both versions had messages");
}
