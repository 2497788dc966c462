//! Gears on a server: the development engine, which speaks RG.* as RedisGears does.
//!
//! Skipped, with a message, where there is no `redis-server` or no `python3`.

use std::collections::HashMap;

use gear_engine::{Server, StartError};
use gear_runtime::__private as p;
use gear_runtime::{Error, Gear, Registration, cmd};

mod support;

use support::{User, definition, send};

fn start() -> Option<(Server, redis::Connection)> {
    let server = match Server::start() {
        Ok(server) => server,
        Err(error @ (StartError::NoRedisServer | StartError::NoPython)) => {
            eprintln!("skipped: {error}");
            return None;
        }
        Err(error) => panic!("the engine does not start: {error}"),
    };
    let con = redis::Client::open(server.url()).and_then(|client| client.get_connection());
    Some((server, con.expect("the server answers")))
}

macro_rules! keys_gear {
    ($ty:ty, $steps:literal, |$pipeline:ident| $twin:expr) => {{
        static DEFINITION: p::Definition = p::Definition {
            unit: p::Unit {
                name: "GEAR",
                python: concat!(
                    "def gear_record(r):\n    return {'key': r['key'], 'value': \u{1}0\u{1}(r)}\n\n\n",
                    "def gear_json(value):\n    return json.dumps(value).encode()\n\n\n",
                    "def gear_step(r):\n    return 100 // (r['value']['age'] - 18)\n\n\n",
                    "GB('KeysReader').map(gear_record)",
                    $steps,
                    ".map(gear_json).run('user:*', convertToStr=False)",
                ),
                refs: &[<User as p::KeysValue>::decoder],
                requirements: &[],
                source: p::Source { file: "src/users.rs", line: 7, offset: 0, map: "10:2:14" },
            },
            reader: "KeysReader",
            mode: None,
            trigger: None,
        };
        let gear: Gear<$ty> = p::Gear::__new(&DEFINITION, |request| {
            let $pipeline = p::KeysReader::<User>("user:*").__open();
            $twin.run().__serve(request)
        });
        gear
    }};
}

#[test]
fn both_worlds_give_equal_results() {
    let Some((_server, mut con)) = start() else { return };
    let count = keys_gear!(i64, ".count()", |records| records.count());
    let names = keys_gear!(Vec<String>, ".map(lambda r: r['value']['name'])", |records| records
        .map(|r| r.value.name));
    let by_age = keys_gear!(
        HashMap<i64, i64>,
        ".countby(lambda r: r['value']['age']).map(lambda g: [int(g['key']), g['value']])",
        |records| records.count_by(|r| r.value.age)
    );
    assert_eq!(count.run(&mut con).unwrap(), 0, "no record is the zero of the aggregation");
    for (name, age) in [("ada", 36), ("bob", 12), ("cyd", 36)] {
        send(&mut con, &format!("HSET user:{name} name {name} age {age}"));
    }
    assert_eq!(count.run(&mut con).unwrap(), count.native(&mut con).unwrap());
    let sorted = |mut names: Vec<String>| {
        names.sort();
        names
    };
    assert_eq!(sorted(names.run(&mut con).unwrap()), sorted(names.native(&mut con).unwrap()));
    assert_eq!(by_age.run(&mut con).unwrap(), HashMap::from([(36, 2), (12, 1)]));
    assert_eq!(by_age.run(&mut con).unwrap(), by_age.native(&mut con).unwrap());
}

#[test]
fn errors_of_steps_come_home() {
    let Some((_server, mut con)) = start() else { return };
    let gear = keys_gear!(Vec<i64>, ".map(gear_step)", |records| records.map(|r| 100 / (r.value.age - 18)));
    send(&mut con, "HSET user:cyd name cyd age 18");
    let error = gear.run(&mut con).unwrap_err();
    assert_eq!(error.to_string(), "src/users.rs:9:14: integer division or modulo by zero");
    send(&mut con, "HSET user:cyd age x");
    let (shipped, native) = (gear.run(&mut con).unwrap_err(), gear.native(&mut con).unwrap_err());
    assert!(matches!(shipped, Error::Record { .. }), "{shipped:?}");
    assert_eq!(shipped.to_string(), "user:cyd: field `age`: expected i64, got 'x'");
    assert_eq!(shipped.to_string(), native.to_string());
}

#[test]
fn scripts_that_are_refused_say_where() {
    let Some((_server, mut con)) = start() else { return };
    static DEFINITION: p::Definition = definition("BROKEN", "x = = 1", &[]);
    let gear: Gear<i64> = p::Gear::__new(&DEFINITION, |request| {
        p::KeysReader::<()>("*").__open().count().run().__serve(request)
    });
    assert!(
        matches!(gear.run(&mut con), Err(Error::Script { message, .. }) if message.contains("SyntaxError"))
    );
}

const LAUNCH: &str = "def gear_launch(args):\n    try:\n        times = \u{1}0\u{1}(args[2], 'launch: argument `times`')\n    \
                      except ValueError as error:\n        flat_error(str(error))\n    \
                      return json.dumps(['%s #%d' % (args[1], n + 1) for n in range(times)]).encode()\n\n\n\
                      GB('CommandReader', desc='\u{1}d\u{1}').map(gear_launch).register(trigger='launch', convertToStr=False)";

const fn trigger(python: &'static str) -> p::Definition {
    p::Definition {
        reader: "CommandReader",
        trigger: Some("launch"),
        ..definition("launch", python, &[<i64 as p::FieldText>::parser])
    }
}

static LAUNCH_GEAR: Gear<Registration> = {
    static DEFINITION: p::Definition = trigger(LAUNCH);
    p::Gear::__new(&DEFINITION, |request| {
        p::CommandReader::<Vec<String>>().__open().register().__serve(request)
    })
};

fn launch(con: &mut redis::Connection, target: &str, times: &str) -> Result<Vec<String>, Error> {
    let arguments = [target, times].map(p::ToArgument::to_argument);
    p::call_trigger(con, &LAUNCH_GEAR, &arguments, p::decode_json)
}

#[test]
fn triggers_live_until_they_are_unregistered() {
    let Some((_server, mut con)) = start() else { return };
    assert!(matches!(launch(&mut con, "moon", "1"), Err(Error::UnknownTrigger { name }) if name == "launch"));
    let registration = LAUNCH_GEAR.register(&mut con).unwrap();
    assert_eq!(launch(&mut con, "moon", "2").unwrap(), ["moon #1", "moon #2"]);
    let error = launch(&mut con, "moon", "1_0").unwrap_err();
    assert!(matches!(&error, Error::Record { .. }), "{error:?}");
    assert_eq!(error.to_string(), "launch: argument `times`: expected i64, got '1_0'");

    assert_eq!(LAUNCH_GEAR.register(&mut con).unwrap(), registration, "the same gear is registered once");
    static OTHER: p::Definition = trigger(
        "GB('CommandReader', desc='\u{1}d\u{1}').map(lambda x: \u{1}0\u{1}).register(trigger='launch')",
    );
    let other: Gear<Registration> = p::Gear::__new(&OTHER, |request| {
        p::CommandReader::<Vec<String>>().__open().register().__serve(request)
    });
    assert!(
        matches!(other.register(&mut con), Err(Error::DuplicateTrigger { name, session: Some(_) }) if name == "launch")
    );

    registration.clone().unregister(&mut con).unwrap();
    assert!(matches!(launch(&mut con, "moon", "1"), Err(Error::UnknownTrigger { .. })));
    assert!(matches!(registration.unregister(&mut con), Err(Error::UnknownExecution { .. })));
    LAUNCH_GEAR.register(&mut con).expect("it can come back");
    assert_eq!(launch(&mut con, "mars", "1").unwrap(), ["mars #1"]);
}

#[test]
fn event_gears_run_for_events() {
    let Some((_server, mut con)) = start() else { return };
    static DEFINITION: p::Definition = definition(
        "WATCH",
        "GB('KeysReader', desc='\u{1}d\u{1}').foreach(lambda r: execute('INCR', 'seen:' + r['event']))\
         .register('user:*', mode='sync', convertToStr=False)",
        &[],
    );
    let gear: Gear<Registration> = p::Gear::__new(&DEFINITION, |request| {
        p::KeysReader::<()>("user:*")
            .__open()
            .for_each(|r| {
                cmd::incr(format!("seen:{}", r.event.as_deref().unwrap_or_default()), 1);
            })
            .register()
            .mode(p::Mode::Sync)
            .events(["hset"])
            .__serve(request)
    });
    gear.register(&mut con).unwrap();
    send(&mut con, "HSET user:ada name ada age 36");
    send(&mut con, "HSET other name ada age 36");
    let seen =
        |con: &mut redis::Connection| -> i64 { redis::cmd("GET").arg("seen:hset").query(con).unwrap() };
    assert_eq!(seen(&mut con), 1);
    gear.native_with(&mut con, [p::KeysRecord::new("user:bob", ()).with_event("hset")]).unwrap();
    assert_eq!(seen(&mut con), 2);
}
