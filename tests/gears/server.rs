//! What closures can ask of the server beside commands, in both worlds.

use crate::{Engine, check, eventually};
use redis_gears::{Registration, gear, prelude::*};

type Attempts = (Option<i64>, Option<String>, Option<i64>, Option<String>, Option<String>, i64);

static ATTEMPTS: Gear<Vec<Attempts>> = gear!(
    PythonReader(|| vec![0, 5])
        .map(|n| {
            let mut tried = 0;
            let divided = attempt(|| {
                tried += 1;
                100 / n
            });
            let parsed = attempt(|| if n == 0 { panic!("{n} is nothing") } else { n });
            let redis = attempt(|| cmd::llen("text"));
            (divided.clone().ok(), divided.err(), parsed.clone().ok(), parsed.err(), redis.err(), tried)
        })
        .run()
);

#[test]
fn errors_can_be_caught() {
    let mut engine = Engine::start();
    engine.commands("SET text 1");
    let text = |text: &str| Some(text.to_owned());
    let wrong = text("WRONGTYPE Operation against a key holding the wrong kind of value");
    let expected = vec![
        (None, text("attempt to divide by zero"), None, text("0 is nothing"), wrong.clone(), 1),
        (Some(20), None, Some(5), None, wrong, 1),
    ];
    check!(engine, ATTEMPTS, expected);
}

#[test]
fn an_error_can_be_looked_at_and_raised_again() {
    static LOGGED: Gear<Vec<i64>> = gear!(
        KeysReader::<String>("n:*")
            .map(|r| match attempt(|| r.value.parse::<i64>().unwrap() * 2) {
                Ok(doubled) => doubled,
                Err(_) => {
                    cmd::rpush("failed", &r.key);
                    flat_error(format!("{} is no number", r.key))
                }
            })
            .run()
    );
    let mut engine = Engine::start();
    engine.commands("SET n:1 4");
    check!(engine, LOGGED, vec![8]);
    engine.commands("SET n:1 four");
    for error in [LOGGED.run(&mut engine.con), LOGGED.native(&mut engine.con)] {
        let error = error.expect_err("it is no number").to_string();
        assert!(error.contains("n:1 is no number"), "{error}");
    }
    assert_eq!(engine.reply::<Vec<String>>(&["LRANGE", "failed", "0", "-1"]), Ok(vec!["n:1".to_owned(); 2]));
}

#[test]
fn a_block_is_atomic() {
    static MOVED: Gear<Vec<(i64, bool, bool)>> = gear!(
        PythonReader(|| vec![3, 30])
            .map(|amount| {
                let moved = atomic(|| {
                    let balance = cmd::get("from").unwrap_or_default().parse::<i64>().unwrap_or(0);
                    if balance < amount {
                        return false;
                    }
                    cmd::decr("from", amount);
                    cmd::incr("to", amount);
                    is_in_atomic_block()
                });
                (amount, moved, is_in_atomic_block() || !is_async_allowed())
            })
            .run()
    );
    let mut engine = Engine::start();
    for _ in 0..2 {
        engine.commands("SET from 10");
        check_one(&mut engine, &MOVED);
    }
    assert_eq!(engine.reply::<i64>(&["GET", "to"]), Ok(6 + 6));

    fn check_one(engine: &mut Engine, gear: &Gear<Vec<(i64, bool, bool)>>) {
        let expected = vec![(3, true, false), (30, false, false)];
        assert_eq!(gear.run(&mut engine.con).expect("it runs"), expected);
        assert_eq!(gear.native(&mut engine.con).expect("it runs natively"), expected);
    }
}

#[test]
fn atomic_blocks_do_not_nest() {
    static NESTED: Gear<Vec<i64>> = gear!(PythonReader(|| vec![1]).map(|n| atomic(|| atomic(|| n))).run());
    let mut engine = Engine::start();
    for error in [NESTED.run(&mut engine.con), NESTED.native(&mut engine.con)] {
        let error = error.expect_err("a block is in a block").to_string();
        assert!(error.contains("Already inside an atomic block"), "{error}");
    }
    // The failed block has been left.
    static PLAIN: Gear<Vec<i64>> = gear!(PythonReader(|| vec![1]).map(|n| atomic(|| n)).run());
    check!(engine, PLAIN, vec![1]);
}

#[test]
fn settings_of_ones_own_can_be_read() {
    static SETTINGS: Gear<Vec<(Option<String>, Option<String>, String, bool)>> = gear!(
        PythonReader(|| vec!["limit"])
            .map(|name| {
                let tag = hashtag();
                (
                    config_get(name),
                    config_get("MaxExecutions"),
                    gears_config_get("colour", "red"),
                    tag.is_empty(),
                )
            })
            .run()
    );
    let mut engine = Engine::start();
    engine.commands("RG.CONFIGSET limit 7");
    check!(engine, SETTINGS, vec![(Some("7".to_owned()), None, "red".to_owned(), false)]);
}

static STAMPED: Gear<Registration> = gear!(
    CommandReader()
        .map(|args| {
            let mut fields = args[1..].to_vec();
            fields.push("changed".to_string());
            fields.push("now".to_string());
            let new = call_next(&fields).as_i64().unwrap_or(0);
            new - 1
        })
        .register(hook = "HSET", key_prefix = "person:", mode = Sync)
);

#[test]
fn a_hook_calls_the_command() {
    let mut engine = Engine::start();
    STAMPED.register(&mut engine.con).expect("it registers");
    assert_eq!(engine.reply::<i64>(&["HSET", "person:1", "name", "ann", "age", "7"]), Ok(2));
    assert_eq!(engine.reply::<String>(&["HGET", "person:1", "changed"]), Ok("now".to_owned()));
    assert_eq!(engine.reply::<i64>(&["HSET", "other:1", "name", "ann"]), Ok(1));
    let call = ["HSET", "person:2", "name", "bob"].map(String::from).to_vec();
    STAMPED.native_with(&mut engine.con, [call]).expect("it runs natively");
    assert_eq!(engine.reply::<String>(&["HGET", "person:2", "changed"]), Ok("now".to_owned()));
}

#[hook("SET", key_prefix = "name:")]
fn early(key: String, value: String) -> Result<String, String> {
    match value.trim() {
        "" => Err("ERR a name has letters".to_string()),
        name => Ok(call_next((key, format!("early {name}"))).as_str().unwrap_or("").to_string()),
    }
}

#[hook("SET", key_prefix = "name:")]
fn late(key: String, value: String) -> String {
    call_next((key, format!("late {value}"))).as_str().unwrap_or("").to_string()
}

#[test]
fn the_latest_hook_comes_first_and_calls_the_one_before() {
    let mut engine = Engine::start();
    early::register(&mut engine.con).expect("it registers");
    let error = engine.reply::<String>(&["SET", "name:1", " "]).expect_err("it is refused").to_string();
    assert!(error.contains("a name has letters"), "{error}");
    late::register(&mut engine.con).expect("it registers");
    assert_eq!(engine.reply::<String>(&["SET", "name:1", "ann"]), Ok("OK".to_owned()));
    assert_eq!(engine.reply::<String>(&["GET", "name:1"]), Ok("early late ann".to_owned()));
    assert_eq!(engine.reply::<String>(&["SET", "other:1", "ann"]), Ok("OK".to_owned()));
    assert_eq!(engine.reply::<String>(&["GET", "other:1"]), Ok("ann".to_owned()));
    let five = engine.reply::<String>(&["SET", "name:1", "ann", "EX", "9"]);
    let error = five.expect_err("it has two parameters").to_string();
    assert!(error.contains("SET: takes 2 arguments, got 4"), "{error}");
    assert_eq!(engine.reply::<String>(&["GET", "name:1"]), Ok("early late ann".to_owned()));
}

#[test]
fn a_missing_key_is_filled_and_the_client_gets_it() {
    static FILL: Gear<Registration> = gear!(
        KeysReader::<()>("square:*")
            .for_each(|r| {
                let n = r.key.trim_start_matches("square:").parse::<i64>().unwrap_or(0);
                if n < 0 {
                    override_error("ERR no squares below zero");
                } else {
                    cmd::set(&r.key, n * n);
                    override_reply(format!("{} for {}", n * n, get_command().join(" ")));
                }
            })
            .register(commands = ["get"], events = ["keymiss"], mode = AsyncLocal)
    );
    let mut engine = Engine::start();
    FILL.register(&mut engine.con).expect("it registers");
    assert_eq!(engine.reply::<String>(&["GET", "square:12"]), Ok("144 for GET square:12".to_owned()));
    assert_eq!(engine.reply::<String>(&["GET", "square:12"]), Ok("144".to_owned()));
    let error = engine.reply::<String>(&["GET", "square:-1"]).expect_err("it is refused");
    assert!(error.to_string().contains("no squares below zero"), "{error}");
}

#[test]
fn a_stream_can_be_paused_from_inside() {
    static UNTIL_STOP: Gear<Registration> = gear!(
        StreamReader("orders")
            .for_each(|r| {
                if r.value.contains_key("stop") && !cmd::exists("go") {
                    flat_error("PAUSE told to stop");
                }
                cmd::incr("orders:done", 1);
            })
            .register(on_failure = Retry, mode = AsyncLocal)
    );
    use redis_gears::{Gears as _, StreamStatus};
    let mut engine = Engine::start();
    let registration = UNTIL_STOP.register(&mut engine.con).expect("it registers");
    engine.commands("XADD orders * a 1\nXADD orders * stop 1\nXADD orders * b 1");
    let status = |engine: &mut Engine| {
        let all = engine.con.dump_registrations().expect("they are listed");
        all.into_iter().find(|one| one.id == registration.id()).and_then(|one| one.stream_status)
    };
    eventually(|| status(&mut engine) == Some(StreamStatus::Paused));
    assert_eq!(engine.reply::<i64>(&["GET", "orders:done"]), Ok(1));
    engine.commands("SET go 1");
    engine.con.unpause_registration(registration.id()).expect("it goes on");
    eventually(|| engine.reply::<i64>(&["GET", "orders:done"]) == Ok(3));
}
