//! Scripts of Python as gears: run, registered, with packages, and where their errors point.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::wheels::{Folder, make_wheel, server_with_wheels};
use crate::{Engine, eventually};
use redis_gears::{Error, Gears as _, gear, prelude::*};
use serde::Deserialize;

const COUNT: &str = "GB('KeysReader').count().run('user:*')";

fn users(shards: usize) -> Engine {
    let mut engine = Engine::with_shards(shards);
    engine.commands(
        "HSET user:1 name ann age 40\nHSET user:2 name bob age 7\nHSET user:3 name cid age 23\nSET other 1",
    );
    engine
}

#[test]
fn a_script_runs_and_its_results_have_types() {
    for shards in [1, 3] {
        let con = &mut users(shards).con;
        assert_eq!(Gear::<i64>::script(COUNT, &[]).run(con).expect("it runs"), 3);
        assert_eq!(Gear::<Vec<u8>>::script(COUNT, &[]).run(con).expect("it runs"), [3]);
        assert_eq!(Gear::<Vec<Value>>::script(COUNT, &[]).run(con).expect("it runs"), [Value::from("3")]);
        Gear::<()>::script(COUNT, &[]).run(con).expect("it runs");
        let nobody = "GB('KeysReader').count().run('nobody:*')";
        assert_eq!(Gear::<Option<i64>>::script(nobody, &[]).run(con).expect("it runs"), None);
    }
}

/// What `KeysReader` gives, as Python prints it.
#[derive(Debug, PartialEq, Deserialize)]
struct Record {
    key: String,
    #[serde(rename = "type")]
    kind: String,
    value: User,
    event: Option<String>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct User {
    name: String,
    age: i64,
}

#[test]
fn records_are_read_as_python_prints_them() {
    for shards in [1, 3] {
        let con = &mut users(shards).con;
        let all: Gear<Vec<Record>> = Gear::script("GB('KeysReader').run('user:*')", &[]);
        let mut records = all.run(con).expect("it runs");
        records.sort_by(|a, b| a.key.cmp(&b.key));
        let bob = User { name: "bob".to_owned(), age: 7 };
        let second = Record { key: "user:2".to_owned(), kind: "hash".to_owned(), value: bob, event: None };
        assert_eq!((records.len(), &records[1]), (3, &second));
        let by_length = "GB('KeysReader').countby(lambda r: len(r['key'])).run('*')";
        let by_length: Gear<Vec<BTreeMap<String, i64>>> = Gear::script(by_length, &[]);
        let keys: i64 = by_length.run(con).expect("it runs").iter().map(|count| count["value"]).sum();
        assert_eq!(keys, 4);
        let json = "import json\nGB('KeysReader').map(lambda r: json.dumps(r['value'])).run('user:2', convertToStr=False)";
        let json: Gear<Vec<User>> = Gear::script(json, &[]);
        assert_eq!(json.run(con).expect("it runs"), [User { name: "bob".to_owned(), age: 7 }]);
        let unreadable = all
            .run(con)
            .map(drop)
            .and(Gear::<Vec<i64>>::script("GB('KeysReader').run('user:2')", &[]).run(con));
        let text = unreadable.expect_err("a record is no number").to_string();
        assert!(
            text.starts_with("the result of the script, `[0]`: expected i64, got \"{'event': None"),
            "{text}"
        );
    }
}

#[test]
fn a_script_can_be_started_and_waited_for() {
    let con = &mut users(1).con;
    let execution = Gear::<i64>::script(COUNT, &[]).unblocking(con).expect("it starts");
    assert_eq!(execution.wait(con, Duration::from_secs(10)).expect("it ends"), 3);
    execution.discard(con).expect("it is forgotten");
}

/// Both lines are what Python calls `<string>`, and are found again in the text.
#[test]
fn errors_point_at_the_lines_of_the_text() {
    let con = &mut users(1).con;
    let step = "def half(r):\n\n    return 1 / 0\n\nGB('KeysReader').map(half).run('user:1')";
    let error = Gear::<Vec<f64>>::script(step, &[]).run(con).expect_err("it fails");
    assert_eq!(error.to_string(), "<script>:3: division by zero");
    let top = "x = 1\n\nx.nothing()\n";
    let error = Gear::<Vec<f64>>::script(top, &[]).run(con).expect_err("it fails");
    assert!(matches!(&error, Error::Script { .. }), "{error}");
    assert!(
        error.to_string().starts_with("<script>:3: the server refused the script: AttributeError"),
        "{error}"
    );
    let grammar = Gear::<Vec<f64>>::script("x = 1\nif x\n", &[]).run(con).expect_err("it is no Python");
    assert!(
        grammar.to_string().starts_with("<script>:2: the server refused the script: SyntaxError"),
        "{grammar}"
    );
    let nul =
        Gear::<i64>::script(format!("x = 1\n'a\0'\n{COUNT}"), &[]).run(con).expect_err("it is not sent");
    assert_eq!(
        nul.to_string(),
        "the script: expected text without NUL, got a NUL in line 2, at which the server would stop reading"
    );
}

#[test]
fn a_script_that_registers_several_times_is_one_registration() {
    for shards in [1, 3] {
        let mut engine = Engine::with_shards(shards);
        let text = include_str!("scripts/events.py");
        let gear: Gear<Registration> = Gear::script(text, &[]);
        let registration = gear.register(&mut engine.con).expect("it registers");
        assert_eq!(registration.ids().len(), 2);
        // The same again is the same.
        let again = gear.register(&mut engine.con).expect("it is there");
        assert_eq!(
            (again, engine.con.dump_registrations().expect("it lists").len()),
            (registration.clone(), 2)
        );
        let reply = engine.con.trigger("note", ["a"]).expect("it answers");
        assert_eq!(reply, [Value::from("noted a")]);
        engine.commands("SET order:1 x");
        eventually(|| engine.reply::<i64>(&["EXISTS", "noted"]) == Ok(1));
        registration.unregister(&mut engine.con).expect("it goes");
        assert!(engine.con.dump_registrations().expect("it lists").is_empty());
        // And it comes back.
        gear.register(&mut engine.con).expect("it registers");
        assert_eq!(engine.con.dump_registrations().expect("it lists").len(), 2);
    }
}

#[test]
fn a_script_that_is_taken_for_another_kind_says_what_it_is() {
    let con = &mut users(1).con;
    let register = "GB('CommandReader').register(trigger='t')";
    let error = Gear::<Vec<Value>>::script(register, &[]).run(con).expect_err("it has no result");
    assert!(error.to_string().contains("one that registers is a `Gear<Registration>`"), "{error}");
    let error = Gear::<Registration>::script(COUNT, &[]).register(con).expect_err("it registers nothing");
    assert!(error.to_string().contains("the script registered nothing; one that runs"), "{error}");
    let taken = format!("# another\n{register}");
    let error = Gear::<Registration>::script(taken, &[]).register(con).expect_err("the trigger is taken");
    assert!(matches!(&error, Error::DuplicateTrigger { name, session: Some(_) } if name == "t"), "{error}");
}

#[test]
fn a_script_does_not_share_a_stream() {
    let engine = &mut Engine::start();
    static ORDERS: Gear<Registration> = gear!(StreamReader("orders").for_each(|_| ()).register());
    let script: Gear<Registration> =
        Gear::script("GB('StreamReader').register('o*')\nGB('CommandReader').register(trigger='t')", &[]);
    let ours = ORDERS.register(&mut engine.con).expect("it registers");
    let error = script.register(&mut engine.con).expect_err("the stream is taken");
    assert!(
        matches!(&error, Error::StreamTaken { stream, reads, .. } if stream == "o*" && reads == "orders"),
        "{error}"
    );
    assert_eq!(engine.con.dump_registrations().expect("it lists").len(), 1, "the script is gone as a whole");
    ours.unregister(&mut engine.con).expect("it goes");
    script.register(&mut engine.con).expect("it registers");
    let error = ORDERS.register(&mut engine.con).expect_err("the stream is taken");
    assert!(matches!(error, Error::StreamTaken { .. }), "{error}");
}

/// A trigger that a script has registered is that of the Rust that takes its place, once it is gone.
#[test]
fn a_script_makes_way_for_its_successor() {
    #[trigger("twice")]
    fn twice(n: i64) -> i64 {
        n * 2
    }
    let engine = &mut Engine::start();
    let script = "GB('CommandReader').map(lambda args: int(args[1]) * 2).register(trigger='twice')";
    let registration =
        Gear::<Registration>::script(script, &[]).register(&mut engine.con).expect("it registers");
    let error = twice::register(&mut engine.con).expect_err("the trigger is taken");
    assert!(matches!(error, Error::DuplicateTrigger { .. }), "{error}");
    registration.unregister(&mut engine.con).expect("it goes");
    twice::register(&mut engine.con).expect("it registers");
    assert_eq!(twice::call(&mut engine.con, 4).expect("it answers"), 8);
}

#[test]
fn packages_of_scripts_are_installed_checked_and_merged() {
    let wheels = Folder::new("script-wheels");
    make_wheel(&wheels.0, "gear_stats", "1.2", "def spread(values):\n    return max(values) - min(values)");
    let mut engine = Engine::on(server_with_wheels(&wheels.0));
    let text = include_str!("scripts/package.py");
    let script = |requires: &[&str]| Gear::<Registration>::script(text, requires);
    let conflict =
        script(&["gear_stats>=2", "gear-stats<2"]).register(&mut engine.con).expect_err("there is none");
    assert_eq!(conflict.to_string(), "requirements: `gear_stats>=2` and `gear-stats<2` cannot both be met");
    let shell = script(&["x'; reboot; '"]).register(&mut engine.con).expect_err("it is not sent");
    assert!(matches!(shell, Error::Requirements { .. }), "{shell}");
    let missing = script(&["gear_stats>=3"]).register(&mut engine.con).expect_err("pip does not find it");
    assert!(
        matches!(&missing, Error::Requirements { requirements, .. } if requirements == &["gear_stats>=3"]),
        "{missing}"
    );
    script(&["gear_stats>=1", "gear-stats<2"]).register(&mut engine.con).expect("it registers");
    assert_eq!(engine.con.trigger("spread", ["1", "5"]).expect("it answers"), [Value::from("4.0")]);
    let [known] = &engine.con.dump_requirements().expect("it lists")[..] else { panic!("one requirement") };
    assert_eq!(known.name, "gear_stats>=1,<2");
}

#[test]
fn a_script_stays_alone_and_on_the_server() {
    let engine = &mut Engine::start();
    let script: Gear<Registration> = Gear::script("GB('CommandReader').register(trigger='t')", &[]);
    let count = Gear::<i64>::script(COUNT, &[]);
    let native = count.native(&mut engine.con).expect_err("there is no twin");
    assert!(
        matches!(&native, Error::Native { message } if message.contains("has no native twin")),
        "{native}"
    );
    static OTHER: Gear<Registration> = gear!(KeysReader::<()>("x:*").for_each(|_| ()).register());
    let set = GearSet::new().gear(&OTHER).gear(&script);
    let error = set.register(&mut engine.con).expect_err("its text is its own");
    assert_eq!(error.to_string(), "`<script>` is Python, which cannot be one script with other gears");
    assert!(engine.con.dump_registrations().expect("it lists").is_empty());
}

#[cfg(feature = "scripts")]
mod included {
    use super::*;

    static AGES: Gear<Vec<i64>> = include_gear!("scripts/ages.py");
    const EVENTS: Gear<Registration> = include_gear!("scripts/events.py");
    static PACKAGE: Gear<Registration> = include_gear!("scripts/package.py", requires = ["gear_stats~=1.0"]);

    #[test]
    fn a_file_is_sent_as_it_stands() {
        for shards in [1, 3] {
            let mut engine = users(shards);
            assert_eq!(AGES.python(), include_str!("scripts/ages.py"));
            assert_eq!(AGES.run(&mut engine.con).expect("it runs"), [7, 23, 40]);
            assert_eq!(EVENTS.register(&mut engine.con).expect("it registers").ids().len(), 2);
            let text: Gear<Registration> = Gear::script(EVENTS.python(), &[]);
            text.register(&mut engine.con).expect("the same text is the same gear");
            assert_eq!(engine.con.dump_registrations().expect("it lists").len(), 2);
        }
        assert_eq!((AGES.name(), AGES.file()), ("ages", "tests/gears/scripts/ages.py"));
        assert_eq!(PACKAGE.requirements(), ["gear_stats~=1.0"]);
    }

    #[test]
    fn errors_point_at_the_lines_of_the_file() {
        let mut engine = users(1);
        engine.commands("HSET user:4 age unknown years 0");
        let error = AGES.run(&mut engine.con).expect_err("there are no years");
        assert!(error.to_string().starts_with("tests/gears/scripts/ages.py:10: "), "{error}");
        let shown = error.backtrace().expect("Python has sent one").to_string();
        let line = "   0: age\n             at tests/gears/scripts/ages.py:10\n             | return 100 // int(user['years'])\n";
        assert_eq!(shown, line);
        let count = AGES.source_map().len();
        assert_eq!(count, include_str!("scripts/ages.py").lines().count());
    }
}
