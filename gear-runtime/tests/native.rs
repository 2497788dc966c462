//! Native runs on a plain Redis server. Skipped, with a message, where there is none.

use std::collections::HashMap;
use std::process::Command;

use gear_runtime::__private as p;
use gear_runtime::{Bytes, Error, Gear, KeysRecord, Level, StreamRecord, ToPython, Value, cmd, execute, log};

mod support;

use support::{Redis, User, definition, send};

macro_rules! gear {
    ($ty:ty: $($pipeline:tt)*) => {{
        static DEFINITION: p::Definition = definition("GEAR", "", &[]);
        let gear: Gear<$ty> = p::Gear::__new(&DEFINITION, |request| { $($pipeline)*.__serve(request) });
        gear
    }};
}

#[test]
fn keys_are_scanned_and_typed() {
    let Some((_redis, mut con)) = Redis::start() else { return };
    for n in 0..2500 {
        send(&mut con, &format!("HSET user:{n} name n{n} age {}", n % 50));
    }
    send(&mut con, "SET other 1");
    let adults =
        gear!(i64: p::KeysReader::<User>("user:*").__open().filter(|r| r.value.age >= 18).count().run());
    assert_eq!(adults.native(&mut con).unwrap(), 1600);
    let kinds = gear!(HashMap<Option<String>, i64>: p::KeysReader::<Value>("*").__open().count_by(|r| r.kind.clone()).run());
    let expected = [("hash", 2500), ("string", 1)].map(|(kind, n)| (Some(kind.to_owned()), n));
    assert_eq!(kinds.native(&mut con).unwrap(), HashMap::from(expected));
    let names = gear!(Vec<String>: p::KeysReader::<()>("o*").read_value(false).__open().map(|r| r.key).run());
    assert_eq!(names.native(&mut con).unwrap(), ["other"]);
    let gone = gear!(Vec<bool>: p::KeysReader::<Option<User>>("gone").no_scan(true).__open().map(|r| r.value.is_none()).run());
    assert_eq!(gone.native(&mut con).unwrap(), [true]);

    send(&mut con, "HSET user:7 age abc");
    let error = adults.native(&mut con).unwrap_err();
    assert!(matches!(error, Error::Record { .. }));
    assert_eq!(error.to_string(), "user:7: field `age`: expected i64, got 'abc'");
}

#[test]
fn streams_are_read() {
    let Some((_redis, mut con)) = Redis::start() else { return };
    for (id, age) in [("1-0", 1), ("2-0", 2), ("3-0", 3)] {
        send(&mut con, &format!("XADD events {id} name n age {age}"));
    }
    let all = gear!(Vec<(String, i64)>: p::StreamReader::<User>("events").__open().map(|r| (r.id, r.value.age)).run());
    let some = gear!(Vec<StreamRecord<HashMap<String, String>>>: p::StreamReader("events").from_id("2-0").__open().run());
    let expected = [("1-0", 1), ("2-0", 2), ("3-0", 3)].map(|(id, age)| (id.to_owned(), age));
    assert_eq!(all.native(&mut con).unwrap(), expected);
    assert_eq!(some.native(&mut con).unwrap().len(), 1);
    send(&mut con, "XADD events 4-0 name n");
    let error = all.native(&mut con).unwrap_err();
    assert_eq!(error.to_string(), "events 4-0: field `age`: expected i64, got nothing");
    send(&mut con, "DEL events");
    assert_eq!(all.native(&mut con).unwrap(), []);
    send(&mut con, "SET events 1");
    assert!(
        matches!(all.native(&mut con), Err(Error::Redis { message }) if message.starts_with("WRONGTYPE"))
    );
}

#[test]
fn commands_run_on_the_connection_of_the_run() {
    let Some((_redis, mut con)) = Redis::start() else { return };
    let gear = gear!(Vec<String>: p::KeysReader::<()>("*").__open().map(|r| {
        cmd::set(&r.key, 41);
        assert_eq!(cmd::incr(&r.key, 1), 42);
        assert!(cmd::exists(&r.key) && cmd::expire(&r.key, 100) && cmd::ttl(&r.key) > 90);
        cmd::hset("h", "f", 1.5);
        cmd::hset_multiple("h", [("a", "1"), ("b", "2")]);
        assert_eq!(cmd::hgetall("h").len(), 3);
        assert_eq!(cmd::hmget("h", ["a", "none"]), [Some("1".to_owned()), None]);
        assert_eq!(cmd::rpush("l", vec!["x", "y"]), 2);
        cmd::zadd("z", "member", 2);
        assert_eq!(cmd::zscore("z", "member"), Some(2.0));
        assert_eq!(cmd::xadd("s", "5-0", [("a", 1), ("b", 2)]).as_deref(), Some("5-0"));
        cmd::set_ex("e", true, 10);
        log!(level = Debug, "{} is {}", r.key, cmd::get("e").unwrap());
        assert_eq!(execute!("LRANGE", "l", 0, -1), Value::List(vec!["x".into(), "y".into()]));
        assert_eq!(cmd::del(["l", "z"]), 2);
        format!("{}{}", cmd::get(r.key).unwrap(), cmd::hashtag())
    }).run());
    assert_eq!(gear.native_with(&mut con, [KeysRecord::new("k", ())]).unwrap(), ["4206S"]);
    assert_eq!(Level::Debug.to_string(), "debug");

    let wrong = gear!(Vec<isize>: p::KeysReader::<()>("*").__open().map(|r| cmd::incr(r.key, 1)).run());
    let error = wrong.native_with(&mut con, [KeysRecord::new("h", ())]).unwrap_err();
    let Error::Step { message, location: Some(location), .. } = error else { panic!("{error:?}") };
    assert!(message.starts_with("WRONGTYPE"), "{message}");
    assert_eq!((location.file, location.line), (file!(), line!() - 4), "the place of the call");
}

/// The value of a key by the native reader and by the Python decoder, as a literal or a message.
struct Decoding {
    native: fn(&mut redis::Connection) -> String,
    decoder: p::Ref,
}

fn read<V: p::KeysValue + ToPython + Send + 'static>() -> Decoding {
    fn native<V: p::KeysValue + ToPython + Send + 'static>(con: &mut redis::Connection) -> String {
        let gear: Gear<Vec<String>> = gear_of::<V>();
        gear.native(con).map_or_else(|error| error.to_string(), |values| values.concat())
    }
    fn gear_of<V: p::KeysValue + ToPython + Send + 'static>() -> Gear<Vec<String>> {
        static DEFINITION: p::Definition = definition("READ", "", &[]);
        p::Gear::__new(&DEFINITION, |request| {
            let literal = |r: KeysRecord<V>| {
                let mut out = String::new();
                r.value.to_python(&mut out);
                out
            };
            p::KeysReader::<V>("k").no_scan(true).__open().map(literal).run().__serve(request)
        })
    }
    Decoding { native: native::<V>, decoder: V::decoder }
}

/// A key, and the record that RedisGears makes of it.
const KEYS: &[(&[&str], &str)] = &[
    (&["SET k text"], "{'key': 'k', 'event': None, 'type': 'string', 'value': 'text'}"),
    (&["SETBIT k 0 1"], "{'key': 'k', 'event': None, 'type': 'string', 'value': bytearray(b'\\x80')}"),
    (&["RPUSH k a b"], "{'key': 'k', 'event': None, 'type': 'list', 'value': ['a', 'b']}"),
    (
        &["HSET k name Ada age 36"],
        "{'key': 'k', 'event': None, 'type': 'hash', 'value': {'name': 'Ada', 'age': '36'}}",
    ),
    (
        &["HSET k name Ada age x"],
        "{'key': 'k', 'event': None, 'type': 'hash', 'value': {'name': 'Ada', 'age': 'x'}}",
    ),
    (&["HSET k age 36"], "{'key': 'k', 'event': None, 'type': 'hash', 'value': {'age': '36'}}"),
    (&["SADD k a"], "{'key': 'k', 'event': None, 'type': 'set', 'value': None}"),
    (&["ZADD k 1 a"], "{'key': 'k', 'event': None, 'type': 'zset', 'value': None}"),
    (&["XADD k 1-0 a b"], "{'key': 'k', 'event': None, 'type': 'unknown', 'value': None}"),
    (&[], "{'key': 'k', 'event': None, 'type': 'empty', 'value': None}"),
];

#[test]
fn both_worlds_read_keys_alike() {
    let Some((_redis, mut con)) = Redis::start() else { return };
    let decodings = [
        read::<String>(),
        read::<Bytes>(),
        read::<Vec<String>>(),
        read::<HashMap<String, String>>(),
        read::<User>(),
        read::<Option<User>>(),
        read::<Value>(),
        read::<()>(),
    ];
    let refs: Vec<p::Ref> = decodings.iter().map(|decoding| decoding.decoder).collect();
    let marks: Vec<String> = (0..refs.len()).map(|index| format!("\u{1}{index}\u{1}")).collect();
    let records: Vec<&str> = KEYS.iter().map(|(_, record)| *record).collect();
    let python = format!(
        "def show(value):\n    if isinstance(value, dict):\n        items = ['%r: %s' % (k, show(v)) for k, v in value.items()]\n        \
         return '{{' + ', '.join(items) + '}}'\n    return ascii(value)\n\n\n\
         for record in [{}]:\n    for decode in [{}]:\n        try:\n            print(show(decode(record)))\n        \
         except ValueError as error:\n            print(error)\n",
        records.join(", "),
        marks.join(", ")
    );
    let definition: &'static p::Definition =
        Box::leak(Box::new(definition("READ", python.leak(), refs.leak())));
    let gear: Gear<i64> = p::Gear::__new(definition, |_| unreachable!());
    let Ok(output) = Command::new("python3").arg("-c").arg(gear.python()).output() else {
        eprintln!("skipped: there is no python3");
        return;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let shipped = String::from_utf8(output.stdout).expect("the output is ASCII");
    let mut shipped = shipped.lines();
    for (setup, record) in KEYS {
        send(&mut con, "DEL k");
        setup.iter().for_each(|line| send(&mut con, line));
        for (index, decoding) in decodings.iter().enumerate() {
            let (native, shipped) = ((decoding.native)(&mut con), shipped.next().unwrap_or_default());
            // A dict has no order.
            let sorted = |text: &str| {
                let mut chars: Vec<char> = text.chars().collect();
                chars.sort_unstable();
                chars
            };
            assert_eq!(
                sorted(&native),
                sorted(shipped),
                "{record} with decoder {index}: {native} | {shipped}"
            );
        }
    }
}
