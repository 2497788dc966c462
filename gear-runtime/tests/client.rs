//! What goes over the wire, with a server that plays back replies.

use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

use gear_runtime::__private as p;
use gear_runtime::{Error, Gear, KeysRecord, Registration};
use redis::{Cmd, RedisResult, Value};

mod support;

use support::answering::Answering;
use support::{User, definition};

/// What was sent: the words of each command.
type Commands = Rc<RefCell<Vec<Vec<String>>>>;

/// Plays back replies, written as RESP, and keeps the commands.
fn playing(replies: &[&str]) -> (Answering<impl FnMut(&Cmd) -> RedisResult<Value> + use<>>, Commands) {
    let parse = |reply: &&str| redis::parse_redis_value(reply.as_bytes()).expect("the recording is RESP");
    let mut replies: VecDeque<Value> = replies.iter().map(parse).collect();
    let commands = Commands::default();
    let kept = Rc::clone(&commands);
    let answer = move |cmd: &Cmd| {
        let words = cmd.args_iter().map(|arg| match arg {
            redis::Arg::Simple(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            _ => panic!("no cursors here"),
        });
        kept.borrow_mut().push(words.collect());
        replies.pop_front().expect("there is a reply left").extract_error()
    };
    (Answering(answer), commands)
}

fn bulk(text: &str) -> String {
    format!("${}\r\n{text}\r\n", text.len())
}

/// The reply of a run.
fn outcome(results: &[&str], errors: &[&str]) -> String {
    let list = |items: &[&str]| {
        format!("*{}\r\n{}", items.len(), items.iter().map(|item| bulk(item)).collect::<String>())
    };
    format!("*2\r\n{}{}", list(results), list(errors))
}

fn run<T: p::Shippable>(gear: &Gear<T>, reply: &str) -> Result<T, Error> {
    gear.run(&mut playing(&[reply]).0)
}

macro_rules! gear {
    ($ty:ty: $($steps:tt)*) => {{
        static DEFINITION: p::Definition = definition("GEAR", "GB('KeysReader').run('user:*')", &[]);
        let gear: Gear<$ty> = p::Gear::__new(&DEFINITION, |request| {
            p::KeysReader::<User>("user:*").__open()$($steps)*.run().__serve(request)
        });
        gear
    }};
}

#[test]
fn a_run_ships_the_script_and_decodes_records() {
    let gear = gear!(Vec<String>: .map(|r| r.value.name));
    let (mut server, commands) = playing(&[&outcome(&["\"ada\"", "\"b\\u00e9\""], &[])]);
    assert_eq!(gear.run(&mut server).unwrap(), ["ada", "bé"]);
    assert_eq!(*commands.borrow(), [["RG.PYEXECUTE".to_owned(), gear.python()]]);

    let groups = gear!(HashMap<String, i64>: .count_by(|r| r.value.name.clone()));
    let reply = outcome(&["[\"ada\", 2]", "[\"bob\", 1]"], &[]);
    assert_eq!(run(&groups, &reply).unwrap(), HashMap::from([("ada".to_owned(), 2), ("bob".to_owned(), 1)]));
}

#[test]
fn no_record_of_an_aggregation_is_its_zero() {
    let count = gear!(i64: .count().map(|n| n + 100));
    assert_eq!(run(&count, &outcome(&["7"], &[])).unwrap(), 7);
    assert_eq!(run(&count, &outcome(&[], &[])).unwrap(), 100);
    let empty = gear!(Vec<String>: .map(|r| r.key));
    assert!(run(&empty, &outcome(&[], &[])).unwrap().is_empty());
}

#[test]
fn results_of_another_type_are_refused() {
    let count = gear!(i64: .count());
    let error = run(&count, &outcome(&["9223372036854775808"], &[])).unwrap_err();
    assert!(matches!(error, Error::Decode { .. }));
    assert!(error.to_string().ends_with("expected i64, got '9223372036854775808'"), "{error}");
    assert!(matches!(run(&count, &outcome(&["1", "2"], &[])), Err(Error::Decode { .. })));
    assert!(matches!(run(&count, "+OK\r\n"), Err(Error::Decode { .. })));
    assert!(matches!(run(&count, "*2\r\n*1\r\n:1\r\n*0\r\n"), Err(Error::Decode { .. })));
}

#[test]
fn any_error_of_a_step_is_an_error_of_the_run() {
    let count = gear!(i64: .count());
    let error = run(&count, &outcome(&["3"], &["only this", "and that"])).unwrap_err();
    let Error::Step { message, more, partial, .. } = error else { panic!("{error:?}") };
    assert_eq!((message.as_str(), more, partial), ("only this", vec!["and that".to_owned()], 1));
    let error =
        run(&count, "-ERR unknown command 'RG.PYEXECUTE', with args beginning with: 'import json'\r\n")
            .unwrap_err();
    assert!(error.to_string().contains("cargo xtask engine"), "{error}");
}

#[test]
fn shards_that_refuse_and_shards_that_are_silent() {
    let error =
        run(&gear!(Vec<String>: .map(|r| r.key)), &outcome(&["\"a\""], &["Execution max idle reached"]));
    let error = error.unwrap_err();
    assert!(matches!(error, Error::IdleTimeout { partial: 1 }), "{error}");
    assert!(error.to_string().contains("raise ExecutionMaxIdleTime"), "{error}");
    let list = "*2\r\n-ERR shard-06S: out of memory\r\n-ERR shard-3vP: no\r\n";
    let Err(Error::Shard { shard, message, more }) = LAUNCH.register(&mut playing(&[list]).0) else {
        panic!("two shards refuse")
    };
    // The connection of the test makes one error of a list with errors in it, as that of a cluster does.
    assert_eq!((shard.as_deref(), message.as_str(), more.len()), (Some("shard-06S"), "out of memory", 0));
    let mut list = Answering(|_: &Cmd| redis::parse_redis_value(list.as_bytes()));
    let error = LAUNCH.register(&mut list).unwrap_err();
    assert_eq!(
        error.to_string(),
        "shard-06S did not accept the registration: out of memory (and 1 more error)"
    );
}

#[test]
fn requirements_are_sent_last_and_checked_first() {
    static GOOD: p::Definition = with_requirements(&["numpy>=1.21", "requests"]);
    static BAD: p::Definition = with_requirements(&["x'; reboot; '"]);
    const fn with_requirements(requirements: &'static [&'static str]) -> p::Definition {
        let source = p::Source { file: "src/users.rs", line: 7, offset: 0, map: "" };
        let unit = p::Unit { name: "R", python: "GB()", refs: &[], requirements, source };
        p::Definition { unit, reader: "KeysReader", mode: None, trigger: None }
    }
    let gear = |definition| -> Gear<i64> {
        p::Gear::__new(definition, |request| p::KeysReader::<()>("*").__open().count().run().__serve(request))
    };
    let (mut server, commands) = playing(&[&outcome(&["1"], &[])]);
    gear(&GOOD).run(&mut server).unwrap();
    assert_eq!(commands.borrow()[0][2..], ["REQUIREMENTS", "numpy>=1.21", "requests"]);
    let (mut server, commands) = playing(&[]);
    let error = gear(&BAD).run(&mut server).unwrap_err();
    assert_eq!(
        error.to_string(),
        "requirements: `x\\'; reboot; \\'` has the character '\\'', on which the shell of the server would act"
    );
    assert!(commands.borrow().is_empty());
}

static LAUNCH: Gear<Registration> = {
    static DEFINITION: p::Definition = p::Definition {
        reader: "CommandReader",
        trigger: Some("launch"),
        ..definition("launch", "GB('CommandReader', desc='\u{1}d\u{1}').register(trigger='launch')", &[])
    };
    p::Gear::__new(&DEFINITION, |request| {
        p::CommandReader::<Vec<String>>()
            .__open()
            .map(|args| args.len())
            .register()
            .trigger("launch")
            .__serve(request)
    })
};

fn registrations(entries: &[(&str, &str)]) -> String {
    let entry = |(id, desc): &(&str, &str)| {
        let words = ["id", id, "reader", "CommandReader", "desc", desc, "new in some version"];
        format!("*8\r\n{}*0\r\n", words.map(bulk).concat())
    };
    format!("*{}\r\n{}", entries.len(), entries.iter().map(entry).collect::<String>())
}

#[test]
fn a_registration_is_found_by_its_description() {
    let label = format!("gear-{}", LAUNCH.hash());
    let listed = registrations(&[("0-1", "other"), ("0-7", &label)]);
    let (mut server, commands) = playing(&["+OK\r\n", &listed, "+OK\r\n"]);
    let registration = LAUNCH.register(&mut server).unwrap();
    assert_eq!(registration.id(), "0-7");
    registration.unregister(&mut server).unwrap();
    assert_eq!(commands.borrow()[0][2..], ["ID", label.as_str()]);
    assert_eq!(commands.borrow()[2], ["RG.UNREGISTER", "0-7"]);
    let (mut server, _) = playing(&["+OK\r\n", "*0\r\n"]);
    assert!(matches!(LAUNCH.register(&mut server), Err(Error::Refused { .. })));
}

#[test]
fn registering_again_changes_nothing() {
    let label = format!("gear-{}", LAUNCH.hash());
    let exists = format!("-Session {label} already exists\r\n");
    let listed = registrations(&[("0-7", &label)]);
    let (mut server, _) = playing(&[&exists, &listed]);
    assert_eq!(LAUNCH.register(&mut server).unwrap().id(), "0-7");
    // The session is there without its registration.
    let (mut server, commands) = playing(&[&exists, "*0\r\n", "+OK\r\n", &listed]);
    assert_eq!(LAUNCH.register(&mut server).unwrap().id(), "0-7");
    assert_eq!(commands.borrow()[2][2..], ["ID", label.as_str(), "UPGRADE"]);
}

#[test]
fn a_trigger_of_another_gear_is_in_the_way() {
    let reply = "-['Traceback (most recent call last):\\n', '  File \"<string>\", line 4, in <module>\\n', \
                 '  File \"<string>\", line 183, in register\\n', 'gears.error: trigger already registered\\n']\r\n";
    let words = ["args", "*2", "trigger", "launch"].map(|word| match word {
        "*2" => "*2\r\n".to_owned(),
        word => bulk(word),
    });
    let registration = format!("*2\r\n{}*2\r\n{}", bulk("RegistrationData"), words.concat());
    let theirs =
        format!("*1\r\n*4\r\n{}{}{}*1\r\n{registration}", bulk("ID"), bulk("theirs"), bulk("registrations"));
    let text = |second: &str| LAUNCH.register(&mut playing(&[reply, second]).0).unwrap_err().to_string();
    assert_eq!(
        text(&theirs),
        "trigger `launch` is registered by another gear, in the session `theirs`: unregister that one first"
    );
    let unknown = "trigger `launch` is registered by another gear: unregister that one first";
    assert_eq!((text("*0\r\n").as_str(), text("-ERR no\r\n").as_str()), (unknown, unknown));
}

#[test]
fn triggers_are_called_and_decoded() {
    let arguments = [p::ToArgument::to_argument("moon"), p::ToArgument::to_argument(&3i64)];
    let (mut server, commands) = playing(&["*1\r\n$10\r\n[\"moon 1\"]\r\n"]);
    let shots: Vec<String> = p::call_trigger(&mut server, &LAUNCH, &arguments, p::decode_json).unwrap();
    assert_eq!(shots, ["moon 1"]);
    assert_eq!(commands.borrow()[0], ["RG.TRIGGER", "launch", "moon", "3"]);

    let call = |reply: &str| playing(&[reply]).0;
    let text = p::call_trigger(&mut call("*1\r\n+OK\r\n"), &LAUNCH, &[], p::decode_text).unwrap();
    assert_eq!(text, "OK");
    let number: u8 = p::call_trigger(&mut call("*1\r\n:200\r\n"), &LAUNCH, &[], p::decode_int).unwrap();
    assert_eq!(number, 200);
    let big: u64 =
        p::call_trigger(&mut call("*1\r\n$20\r\n18446744073709551615\r\n"), &LAUNCH, &[], p::decode_int)
            .unwrap();
    assert_eq!(big, u64::MAX);
    let error = p::call_trigger::<u8>(&mut call("*1\r\n:256\r\n"), &LAUNCH, &[], p::decode_int).unwrap_err();
    assert_eq!(error.to_string(), "the reply of trigger `launch`: expected u8, got 256");
    let error = p::call_trigger(&mut call("-ERR subcommand not found\r\n"), &LAUNCH, &[], p::decode_text)
        .unwrap_err();
    assert_eq!(error.to_string(), "nothing is registered for trigger `launch`: register it first");
    let error = p::call_trigger(&mut call("*0\r\n"), &LAUNCH, &[], p::decode_text).unwrap_err();
    assert_eq!(error.to_string(), "the reply of trigger `launch`: expected one record, got an empty array");
}

#[test]
fn a_broken_connection_says_what_to_do() {
    let mut broken =
        Answering(|_: &Cmd| Err(std::io::Error::from(std::io::ErrorKind::ConnectionRefused).into()));
    let count = gear!(i64: .count());
    for error in [count.run(&mut broken).unwrap_err(), count.native(&mut broken).unwrap_err()] {
        assert_eq!(
            error.to_string(),
            "no connection to the Redis server (connection refused): is it running at this address?"
        );
    }
    assert_eq!(count.native_with(&mut broken, Vec::<KeysRecord<User>>::new()).unwrap(), 0);
}
