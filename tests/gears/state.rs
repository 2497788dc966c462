//! State that the steps of a gear share, on every shard by itself.

use crate::Engine;
use redis_gears::{Registration, gear, prelude::*};

static SEEN: State<i64> = State::new(|| 0);
static NAMES: State<Vec<String>> = State::new(Vec::new);

mod other {
    use redis_gears::prelude::*;

    /// Another state of the same name and value.
    pub(crate) static SEEN: State<i64> = State::new(|| 0);
}

static NUMBERED: Gear<Vec<(String, i64, i64)>> = gear!(
    KeysReader("user:*")
        .for_each(|r| {
            SEEN.update(|seen: i64| seen + 1);
            NAMES.update(|mut names: Vec<String>| {
                names.push(r.key.clone());
                names
            });
        })
        .map(|r| {
            other::SEEN.set(7);
            (r.key, SEEN.get(), other::SEEN.get() + NAMES.get().len() as i64)
        })
        .run()
);

static VISITS: Gear<Registration> = gear!(
    CommandReader()
        .map(|_| {
            SEEN.update(|seen: i64| seen + 1);
            SEEN.get()
        })
        .register(trigger = "visit")
);

#[test]
fn steps_share_state() {
    let mut engine = Engine::start();
    engine.commands("SET user:1 a\nSET user:2 b\nSET user:3 c");
    // A batch gear begins anew, also after a native run.
    for _ in 0..2 {
        let mut numbered = NUMBERED.run(&mut engine.con).expect("it runs");
        numbered.sort_by_key(|(_, seen, _)| *seen);
        let seen: Vec<(i64, i64)> = numbered.into_iter().map(|(_, seen, sum)| (seen, sum)).collect();
        assert_eq!(seen, [(1, 8), (2, 9), (3, 10)]);
        assert_eq!(NUMBERED.native(&mut engine.con).expect("it runs natively").len(), 3);
    }
}

#[test]
fn an_event_gear_keeps_its_state() {
    let mut engine = Engine::start();
    VISITS.register(&mut engine.con).expect("it registers");
    for n in 1..4 {
        assert_eq!(engine.reply::<Vec<i64>>(&["RG.TRIGGER", "visit"]), Ok(vec![n]));
    }
    engine.commands("SET user:1 a");
    // Another gear has another state, although it uses the same static.
    assert_eq!(NUMBERED.run(&mut engine.con).expect("it runs")[0].1, 1);
}

#[test]
fn every_shard_has_its_own_state() {
    let mut engine = Engine::with_shards(3);
    for n in 0..9 {
        engine.commands(&format!("SET user:{n} a"));
    }
    let numbered = NUMBERED.run(&mut engine.con).expect("it runs");
    let firsts = numbered.iter().filter(|(_, seen, _)| *seen == 1).count();
    assert_eq!((numbered.len(), firsts), (9, 3));
}
