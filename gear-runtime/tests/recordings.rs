//! Replies recorded from RedisGears 1.2.13, those of older versions, and replies that nobody ever sent.
//!
//! The recordings are beside the workspace; where they are not, what needs them is skipped, with a message.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gear_runtime::__private as p;
use gear_runtime::{
    ClusterInfo, Error, ExecutionStatus, Gear, Gears as _, Mode, Outcome, PyExecute, Registration, Scope,
    SessionQuery,
};
use redis::{Cmd, ConnectionLike, RedisResult, Value};
use serde_json::Value as Json;

mod support;

use support::answering::Answering;
use support::definition;

fn parse(text: &str) -> Value {
    redis::parse_redis_value(text.as_bytes()).expect("the test writes RESP")
}

/// Answers every command with the same reply.
fn always(reply: Value) -> Answering<impl FnMut(&Cmd) -> RedisResult<Value>> {
    Answering(move |_: &Cmd| Ok(reply.clone()))
}

fn answering(text: &str) -> Answering<impl FnMut(&Cmd) -> RedisResult<Value>> {
    always(parse(text))
}

fn recordings() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/conformance/public");
    let Ok(files) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: there are no recordings at {}", folder.display());
        return Vec::new();
    };
    files.map(|file| file.expect("the folder can be read").path()).collect()
}

/// The steps of all recordings: the name of the case, the command and its whole reply.
fn recorded_steps() -> Vec<(String, String, Json)> {
    let mut steps = Vec::new();
    for file in recordings() {
        let text = std::fs::read_to_string(file).expect("the recording can be read");
        let cases: Vec<Json> = serde_json::from_str(&text).expect("the recording is JSON");
        for case in &cases {
            for step in case["steps"].as_array().expect("a case has steps") {
                let partial =
                    ["contains", "regex", "shape", "ignore"].iter().any(|kind| step["match"] == *kind);
                if let (Some(command), false) = (step["cmd"][0].as_str(), partial) {
                    let name = case["name"].as_str().unwrap_or_default().to_owned();
                    steps.push((name, command.to_ascii_uppercase(), step["reply"].clone()));
                }
            }
        }
    }
    steps
}

/// A recorded reply, with something plausible for its placeholders.
fn reply(json: &Json) -> Value {
    let (kind, value) =
        json.as_object().and_then(|entry| entry.iter().next()).expect("a reply has one entry");
    let text = || value.as_str().unwrap_or("text").to_owned();
    let error = |text: &str| parse(&format!("-{}\r\n", text.replace(['\r', '\n'], " ")));
    match kind.as_str() {
        "array" => Value::Array(value.as_array().expect("it is a list").iter().map(reply).collect()),
        "int" => Value::Int(value.as_i64().unwrap_or_default()),
        "any_int" => Value::Int(7),
        "nil" | "any" => Value::Nil,
        "simple" if value == "OK" => Value::Okay,
        "simple" | "simple_re" => Value::SimpleString(text()),
        "error" | "error_re" | "any_error" => error(&text()),
        "any_array" => Value::Array(Vec::new()),
        // The averages are texts, too.
        "any_bulk" => Value::BulkString(b"1.5".to_vec()),
        _ => Value::BulkString(text().into_bytes()),
    }
}

/// Asks for what was recorded; `None` if it is no command of RedisGears.
fn ask(con: &mut impl ConnectionLike, command: &str) -> Option<Result<(), Error>> {
    Some(match command.to_ascii_uppercase().as_str() {
        "RG.PYEXECUTE" => con.pyexecute(&PyExecute::new("GB()")).map(drop),
        "RG.TRIGGER" => con.trigger("t", [""; 0]).map(drop),
        "RG.TRIGGERONKEY" => con.trigger_on_key("t", "k", [""; 0]).map(drop),
        "RG.GETRESULTS" => con.get_results("0-1").map(drop),
        "RG.GETRESULTSBLOCKING" => con.get_results_blocking("0-1").map(drop),
        "RG.DROPEXECUTION" => con.drop_execution("0-1"),
        "RG.ABORTEXECUTION" => con.abort_execution("0-1"),
        "RG.DUMPEXECUTIONS" => con.dump_executions().map(drop),
        "RG.GETEXECUTION" => con.get_execution("0-1", Scope::All).map(drop),
        "RG.DUMPREGISTRATIONS" => con.dump_registrations().map(drop),
        "RG.UNREGISTER" => con.unregister("0-1"),
        "RG.CLEARREGISTRATIONSSTATS" => con.clear_registration_stats(),
        "RG.PAUSEREGISTRATIONS" => con.pause_registration("0-1"),
        "RG.UNPAUSEREGISTRATIONS" => con.unpause_registration("0-1"),
        "RG.CONFIGGET" => con.config_get(&["a"]).map(drop),
        "RG.CONFIGSET" => con.config_set(&[("a", "b")]).map(drop),
        "RG.PYSTATS" => con.python_stats().map(drop),
        "RG.PYDUMPREQS" => con.dump_requirements().map(drop),
        "RG.PYDUMPSESSIONS" => con.dump_sessions(&SessionQuery::all()).map(drop),
        "RG.PYPROFILE" => con.profile("a").map(drop),
        "RG.PYEXPORTREQ" => con.export_requirement("a").map(drop),
        "RG.PYIMPORTREQ" => con.import_requirement(&[Vec::new()]),
        "RG.NETWORKTEST" => con.network_test().map(drop),
        "RG.INFOCLUSTER" => con.info_cluster().map(drop),
        "RG.REFRESHCLUSTER" => con.refresh_cluster(),
        "RG.DUMPPLUGINS" => con.dump_plugins().map(drop),
        // What gears make of replies.
        "GEAR RUN" => GEAR.run(con).map(drop),
        "GEAR RUN_PARTIAL" => GEAR.run_partial(con).map(drop),
        "GEAR REGISTER" => TRIGGER.register(con).map(drop),
        "CALL FOR TEXT" => p::call_trigger(con, &TRIGGER, &[], p::decode_text).map(drop),
        "CALL FOR INT" => p::call_trigger::<i8>(con, &TRIGGER, &[], p::decode_int).map(drop),
        "CALL FOR JSON" => p::call_trigger::<Vec<u8>>(con, &TRIGGER, &[], p::decode_json).map(drop),
        _ => return None,
    })
}

const COMMANDS: [&str; 32] = [
    "RG.PYEXECUTE",
    "RG.TRIGGER",
    "RG.TRIGGERONKEY",
    "RG.GETRESULTS",
    "RG.GETRESULTSBLOCKING",
    "RG.DROPEXECUTION",
    "RG.ABORTEXECUTION",
    "RG.DUMPEXECUTIONS",
    "RG.GETEXECUTION",
    "RG.DUMPREGISTRATIONS",
    "RG.UNREGISTER",
    "RG.CLEARREGISTRATIONSSTATS",
    "RG.PAUSEREGISTRATIONS",
    "RG.UNPAUSEREGISTRATIONS",
    "RG.CONFIGGET",
    "RG.CONFIGSET",
    "RG.PYSTATS",
    "RG.PYDUMPREQS",
    "RG.PYDUMPSESSIONS",
    "RG.PYPROFILE",
    "RG.PYEXPORTREQ",
    "RG.INFOCLUSTER",
    "RG.REFRESHCLUSTER",
    "RG.DUMPPLUGINS",
    "RG.PYIMPORTREQ",
    "RG.NETWORKTEST",
    "GEAR RUN",
    "GEAR RUN_PARTIAL",
    "GEAR REGISTER",
    "CALL FOR TEXT",
    "CALL FOR INT",
    "CALL FOR JSON",
];

static GEAR: Gear<Vec<String>> = {
    static DEFINITION: p::Definition = definition("GEAR", "GB().run()", &[]);
    p::Gear::__new(&DEFINITION, |request| {
        p::KeysReader::<()>("*").__open().map(|r| r.key).run().__serve(request)
    })
};

static TRIGGER: Gear<Registration> = {
    static DEFINITION: p::Definition = p::Definition {
        reader: "CommandReader",
        trigger: Some("t"),
        ..definition("t", "GB('CommandReader').register(trigger='t')", &[])
    };
    p::Gear::__new(&DEFINITION, |request| {
        p::CommandReader::<Vec<String>>().__open().register().__serve(request)
    })
};

#[test]
fn every_recorded_reply_is_understood() {
    let (mut values, mut errors, mut bad) = (0, 0, Vec::new());
    let steps = recorded_steps();
    for (case, command, recorded) in &steps {
        // What is queued in MULTI, or answered by a hook in the place of the command, is none of its replies.
        let foreign =
            ["QUEUED", "mine", "'RG.TRIGGER'"].iter().any(|word| recorded.to_string().contains(word));
        if recorded.is_null() || foreign {
            continue;
        }
        let recorded = reply(recorded);
        let is_error = matches!(recorded, Value::ServerError(_));
        match ask(&mut always(recorded), command) {
            Some(Ok(())) if !is_error => values += 1,
            Some(Err(_)) if is_error => errors += 1,
            Some(Ok(())) => bad.push(format!("{case}: {command} hides an error")),
            Some(Err(error)) => bad.push(format!("{case}: {command}: {error}")),
            None => {}
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
    assert!(steps.is_empty() || (values > 500 && errors > 50), "{values} values, {errors} errors");
}

fn variant(error: &Error) -> &'static str {
    match error {
        Error::Script { .. } => "script",
        Error::Step { .. } => "step",
        Error::UnknownTrigger { .. } => "unknown trigger",
        Error::DuplicateTrigger { .. } => "duplicate trigger",
        Error::UnknownExecution { .. } => "unknown execution",
        Error::StillRunning { .. } => "still running",
        Error::IdleTimeout { .. } => "idle timeout",
        Error::Requirements { .. } => "requirements",
        Error::Refused { .. } => "refused",
        other => panic!("not in the recordings: {other}"),
    }
}

/// What the reference says about each text; what is in none of the lists is said by a script.
fn expected_variant(command: &str, text: &str) -> &'static str {
    let table = [
        ("unknown trigger", &["ERR subcommand not found"][..]),
        ("duplicate trigger", &["trigger already registered"]),
        ("requirements", &["requirement does not exists"]),
        ("still running", &["execution is still running", "can not drop a not yet finished execution"]),
        (
            "unknown execution",
            &["does not exist", "is not registered", "no registration to pause", "session does not exists"],
        ),
        (
            "refused",
            &[
                "does not support",
                "Can not replace an existing session",
                "inside a multi exec",
                "unknown subcommand",
                "Unknown option",
                "Wrong subcommand",
                "Unknown arguments were given",
                " is missing",
                "ID must be compose of",
                "wrong number of arguments for 'rg.",
            ],
        ),
    ];
    let says = |texts: &[&str]| texts.iter().any(|known| text.contains(known));
    let found = table.iter().find(|(variant, texts)| {
        let own = !text.contains("Traceback (most recent call last)") || *variant == "duplicate trigger";
        own && says(texts)
    });
    if let Some((variant, _)) = found {
        return variant;
    }
    if command == "RG.PYEXECUTE" { "script" } else { "step" }
}

#[test]
fn every_recorded_error_has_its_variant() {
    let (mut seen, mut wrong) = (BTreeMap::new(), Vec::new());
    for (_, command, recorded) in recorded_steps() {
        let Some(text) = recorded["error"].as_str() else { continue };
        let Some(result) = ask(&mut always(reply(&recorded)), &command) else { continue };
        let (variant, expected) =
            (variant(&result.expect_err("it is an error")), expected_variant(&command, text));
        *seen.entry(variant).or_insert(0) += 1;
        if variant != expected {
            wrong.push(format!("{command} {text}: {variant} instead of {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen.is_empty() || seen.len() >= 8, "{seen:?}");
}

/// The errors of steps, which come with results.
#[test]
fn every_recorded_step_error_keeps_its_traceback() {
    let mut tracebacks = 0;
    for (_, command, recorded) in recorded_steps() {
        let errors = recorded["array"][1]["array"].as_array();
        let Some(errors) = errors.filter(|errors| command == "RG.PYEXECUTE" && !errors.is_empty()) else {
            continue;
        };
        let texts = errors.iter().map(|error| error["bulk"].as_str());
        // Those with an id or a pattern in them are left out.
        let Some(texts) = texts.collect::<Option<Vec<_>>>() else { continue };
        let errors = Value::Array(errors.iter().map(reply).collect());
        let partial = GEAR.run_partial(&mut always(Value::Array(vec![Value::Array(Vec::new()), errors])));
        let partial = partial.expect("it has no results");
        for (error, text) in partial.errors.iter().zip(texts) {
            assert!(matches!(error, Error::Step { .. } | Error::IdleTimeout { .. }), "{text}: {error}");
            let is_traceback = text.starts_with("['Traceback");
            assert_eq!(
                error.backtrace().is_some_and(|trace| trace.python().starts_with("Traceback")),
                is_traceback
            );
            tracebacks += usize::from(is_traceback);
        }
    }
    assert!(tracebacks > 20 || recordings().is_empty(), "{tracebacks} tracebacks");
}

#[test]
fn recorded_errors_have_their_variants() {
    let error = |command: &str, text: &str| {
        ask(&mut answering(&format!("-{text}\r\n")), command)
            .expect("it is a command")
            .expect_err("it is an error")
    };
    let plan = error("RG.GETRESULTS", "execution plan does not exist");
    assert!(matches!(&plan, Error::UnknownExecution { id, .. } if id == "0-1"), "{plan:?}");
    assert_eq!(
        plan.to_string(),
        "execution plan does not exist: it was dropped, or it belongs to another node"
    );
    assert!(
        matches!(error("RG.GETRESULTS", "execution is still running"), Error::StillRunning { id } if id == "0-1")
    );
    let drop = "can not drop a not yet finished execution, abort it first.";
    assert!(matches!(error("RG.DROPEXECUTION", drop), Error::StillRunning { .. }));
    assert!(matches!(error("RG.UNREGISTER", "execution is not registered"), Error::UnknownExecution { .. }));
    assert!(matches!(error("RG.ABORTEXECUTION", "execution does not exist"), Error::UnknownExecution { .. }));
    assert!(matches!(error("RG.PYPROFILE", "session does not exists"), Error::UnknownExecution { .. }));
    let unknown = "Execution 0-9 does not exists on shard 00";
    assert!(matches!(error("RG.PAUSEREGISTRATIONS", unknown), Error::UnknownExecution { .. }));
    assert!(matches!(
        error("RG.PAUSEREGISTRATIONS", "Reader KeysReader does not support pause"),
        Error::Refused { .. }
    ));
    assert!(
        matches!(error("RG.TRIGGER", "ERR subcommand not found"), Error::UnknownTrigger { name } if name == "t")
    );
    let multi = "Can not run gears inside a multi exec, lua, or when blocking is not allowed";
    assert!(matches!(error("RG.PYEXECUTE", multi), Error::Refused { .. }));
    assert!(matches!(
        error("RG.PYEXECUTE", "Can not replace an existing session one with one"),
        Error::Refused { .. }
    ));
    assert!(matches!(error("RG.PYEXPORTREQ", "requirement does not exists"), Error::Requirements { .. }));
    let cluster = error("RG.TRIGGER", "ERRCLUSTER Uninitialized cluster state");
    assert!(matches!(cluster, Error::ClusterNotReady { .. }));
    assert!(cluster.to_string().ends_with("send RG.REFRESHCLUSTER to every node"));
    let missing = error("RG.DUMPPLUGINS", "ERR unknown command 'RG.DUMPPLUGINS', with args beginning with: ");
    assert!(matches!(missing, Error::GearsNotLoaded));
    assert!(matches!(error("RG.PYEXECUTE", "NOAUTH Authentication required."), Error::Denied { .. }));
}

#[test]
fn registrations_that_some_shards_refused() {
    let reply = "*2\r\n-ERR shard-06S: Execution max idle reached\r\n-ERR shard-3vP: out of memory\r\n";
    let Outcome::RefusedByShards(refusals) = answering(reply).pyexecute(&PyExecute::new("GB()")).unwrap()
    else {
        panic!("it is refused")
    };
    assert_eq!(refusals.len(), 2);
}

/// What the dumps decode to, as text: `extra` is part of it.
fn dumped(con: &mut impl ConnectionLike, command: &str) -> Option<Result<String, Error>> {
    fn shown<T: std::fmt::Debug>(value: Result<T, Error>) -> Result<String, Error> {
        value.map(|value| format!("{value:?}"))
    }
    Some(match command {
        "RG.DUMPEXECUTIONS" => shown(con.dump_executions()),
        "RG.GETEXECUTION" => shown(con.get_execution("0-1", Scope::All)),
        "RG.DUMPREGISTRATIONS" => shown(con.dump_registrations()),
        "RG.PYDUMPSESSIONS" => shown(con.dump_sessions(&SessionQuery::all())),
        "RG.PYDUMPREQS" => shown(con.dump_requirements()),
        "RG.PYSTATS" => shown(con.python_stats()),
        "RG.INFOCLUSTER" => shown(con.info_cluster()),
        "RG.DUMPPLUGINS" => shown(con.dump_plugins()),
        _ => return None,
    })
}

/// Changes the list of names and values with this number, counted from the outside.
fn change(value: &mut Value, number: &mut usize, change_it: &dyn Fn(&mut Vec<Value>)) {
    let Value::Array(items) = value else { return };
    let is_name = |value: &Value| match value {
        Value::BulkString(word) => !word.contains(&b' '),
        Value::SimpleString(word) => !word.contains(' '),
        _ => false,
    };
    if !items.is_empty() && items.len().is_multiple_of(2) && items.iter().step_by(2).all(is_name) {
        if *number == 0 {
            change_it(items);
        }
        *number = number.wrapping_sub(1);
    }
    items.iter_mut().for_each(|item| change(item, number, change_it));
}

/// Those that no recording has.
const WRITTEN: [(&str, &str); 4] = [
    ("RG.PYSTATS", "*6\r\n+TotalAllocated\r\n:9\r\n+PeakAllocated\r\n:5\r\n+CurrAllocated\r\n:1\r\n"),
    ("RG.PYDUMPREQS", "*1\r\n*6\r\n+Name\r\n+redis\r\n+IsDownloaded\r\n+no\r\n+Wheels\r\n+later\r\n"),
    ("RG.DUMPPLUGINS", "*1\r\n*4\r\n+name\r\n+GearsPythonPlugin\r\n+ver\r\n:10000\r\n"),
    ("RG.INFOCLUSTER", "*5\r\n+MyId\r\n+a\r\n+MyRunId\r\n+b\r\n*1\r\n*4\r\n+id\r\n+a\r\n+port\r\n:7000\r\n"),
];

/// Of every reply with names in it, each name is taken out, and one is added wherever there are any.
#[test]
fn any_field_may_be_missing_and_new_ones_are_kept() {
    let recorded = recorded_steps().into_iter().filter(|(_, _, json)| json["array"].is_array());
    let recorded = recorded.map(|(_, command, json)| (command, reply(&json)));
    let written = WRITTEN.iter().map(|(command, text)| ((*command).to_owned(), parse(text)));
    let mut kept = BTreeMap::new();
    for (command, reply) in recorded.chain(written) {
        let ask = |reply: Value| dumped(&mut always(reply), &command);
        for number in 0.. {
            let mut more = reply.clone();
            change(&mut more, &mut number.clone(), &|items| {
                items.extend([parse("+brand_new\r\n"), Value::Int(7)])
            });
            if more == reply {
                break;
            }
            let Some(shown) = ask(more) else { break };
            let shown = shown.unwrap_or_else(|error| panic!("{command}: {error}"));
            assert!(shown.contains("brand_new"), "{command} lost a field at {number}: {shown}");
            *kept.entry(command.clone()).or_insert(0) += 1;
            for pair in 0..64 {
                let mut less = reply.clone();
                change(&mut less, &mut number.clone(), &|items| {
                    let from = (2 * pair).min(items.len());
                    items.drain(from..(from + 2).min(items.len()));
                });
                if less == reply {
                    break;
                }
                let result = ask(less).expect("it is a command");
                result.unwrap_or_else(|error| panic!("{command}: without field {pair}: {error}"));
            }
        }
    }
    assert!(recordings().is_empty() || kept.len() >= 7, "{kept:?}");
}

/// Replies as servers before 1.2.2 and after 1.2.4 write them.
#[test]
fn old_and_new_shapes_decode() {
    let words = |words: &[&str]| -> String {
        let list = words.iter().map(|word| match word.strip_prefix('*') {
            Some(count) => format!("*{count}\r\n"),
            None if word.starts_with(':') => format!("{word}\r\n"),
            None => format!("${}\r\n{word}\r\n", word.len()),
        });
        list.collect()
    };
    let old = words(&[
        "*1",
        "*10",
        "id",
        "0-1",
        "reader",
        "CommandReader",
        "desc",
        "d",
        "RegistrationData",
        "*14",
        "mode",
        "async",
        "numTriggered",
        ":3",
        "numSuccess",
        ":1",
        "numFailures",
        ":1",
        "numAborted",
        ":0",
        "lastError",
        "oops",
        "args",
        "*2",
        "trigger",
        "hello",
        "PD",
        "{'sessionId':'0-0'}",
    ]);
    let [info] = &answering(&old).dump_registrations().unwrap()[..] else { panic!("one registration") };
    assert_eq!((info.mode, info.triggered, info.pending()), (Some(Mode::Async), 3, 1));
    assert_eq!((info.last_duration, info.args.trigger.as_deref()), (None, Some("hello")));
    assert_eq!(info.private_data.as_deref(), Some("{'sessionId':'0-0'}"));

    let requirement = words(&[
        "*1",
        "*20",
        "GearReqVersion",
        ":1",
        "Name",
        "redis",
        "IsDownloaded",
        "yes",
        "IsInstalled",
        "no",
        "CompiledOs",
        "linux",
        "Wheels",
        "*1",
        "redis.whl",
        "Path",
        "/x",
        "RefCount",
        ":2",
        "IsInReqDictionary",
        "yes",
        "Later",
        ":9",
    ]);
    let [info] = &answering(&requirement).dump_requirements().unwrap()[..] else { panic!("one requirement") };
    assert_eq!((info.downloaded, info.installed, info.references), (true, false, Some(2)));
    assert_eq!((info.wheels.as_slice(), info.extra.len()), (["redis.whl".to_owned()].as_slice(), 2));
    let before = words(&[
        "*1",
        "*6",
        "Name",
        "redis",
        "IsDownloaded",
        "no",
        "Wheels",
        "Requirement was not yet downloaded",
    ]);
    assert!(answering(&before).dump_requirements().unwrap()[0].wheels.is_empty());

    let executions = words(&["*1", "*6", "executionId", "0-1", "status", "on_hold", "registered", ":1"]);
    let [execution] = &answering(&executions).dump_executions().unwrap()[..] else { panic!("one execution") };
    assert_eq!(execution.status, ExecutionStatus::Other("on_hold".to_owned()));
    assert_eq!(answering("$15\r\nno cluster mode\r\n").info_cluster().unwrap(), None);
    let cluster = words(&[
        "*5", "MyId", "a", "MyRunId", "b", "*1", "*6", "id", "a", "port", ":7000", "maxHslot", ":16383",
    ]);
    let cluster: ClusterInfo = answering(&cluster).info_cluster().unwrap().unwrap();
    assert_eq!(
        (cluster.my_id.as_str(), cluster.shards[0].port, cluster.shards[0].max_slot),
        ("a", 7000, 16383)
    );
}

/// A small generator of numbers: the same seed gives the same replies.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }

    fn word(&mut self) -> Vec<u8> {
        const WORDS: [&[u8]; 24] = [
            b"id",
            b"reader",
            b"desc",
            b"RegistrationData",
            b"args",
            b"mode",
            b"numTriggered",
            b"executionId",
            b"status",
            b"registered",
            b"shard_id",
            b"execution_plan",
            b"steps",
            b"results",
            b"errors",
            b"Name",
            b"Wheels",
            b"IsDownloaded",
            b"ID",
            b"requirements",
            b"registrations",
            b"MyId",
            b"\xff\xfe",
            b"",
        ];
        WORDS[self.below(24) as usize].to_vec()
    }

    fn value(&mut self, depth: u32) -> Value {
        let many = |random: &mut Self| -> Vec<Value> {
            (0..random.below(7)).map(|_| random.value(depth + 1)).collect()
        };
        match self.below(if depth < 4 { 17 } else { 10 }) {
            0 => Value::Nil,
            1 => Value::Int(self.below(u64::MAX) as i64),
            2 | 3 => Value::BulkString(self.word()),
            4 => Value::SimpleString(String::from_utf8_lossy(&self.word()).into_owned()),
            5 => Value::Okay,
            6 => [Value::Double(f64::NAN), Value::Boolean(true)][self.below(2) as usize].clone(),
            7 => parse("-ERR what\r\n"),
            8 => Value::VerbatimString {
                format: redis::VerbatimFormat::Text,
                text: String::from_utf8_lossy(&self.word()).into_owned(),
            },
            9 => parse("(123456789012345678901234567890\r\n"),
            10 | 11 => Value::Array(many(self)),
            12 => Value::Push { kind: redis::PushKind::Message, data: many(self) },
            13 => Value::Attribute { data: Box::new(self.value(depth + 1)), attributes: Vec::new() },
            14 => {
                let pairs =
                    (0..self.below(6)).flat_map(|_| [Value::BulkString(self.word()), self.value(depth + 1)]);
                Value::Array(pairs.collect())
            }
            15 => Value::Map(
                many(self).into_iter().map(|value| (Value::BulkString(self.word()), value)).collect(),
            ),
            _ => Value::Set(many(self)),
        }
    }
}

#[test]
fn any_reply_is_a_value_or_an_error_and_never_a_panic() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let (mut values, mut errors) = (0, 0);
    for _ in 0..20_000 {
        let mut con = always(random.value(0));
        let command = COMMANDS[random.below(COMMANDS.len() as u64) as usize];
        match ask(&mut con, command).expect("it is a command") {
            Ok(()) => values += 1,
            Err(error) => {
                assert!(!error.to_string().is_empty());
                errors += 1;
            }
        }
    }
    assert!(values > 1000 && errors > 1000, "{values} values, {errors} errors");
}

/// Errors are read as tracebacks, lists and sentences of the server, however broken they are.
#[test]
fn any_error_text_is_an_error_of_one_line_and_never_a_panic() {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    for (_, command, recorded) in recorded_steps() {
        let Some(text) = recorded["error"].as_str() else { continue };
        for _ in 0..10 {
            let mut chars: Vec<char> = text.chars().collect();
            let at = random.below(chars.len() as u64 + 1) as usize;
            match random.below(3) {
                0 => chars.truncate(at),
                1 => drop(chars.drain(at..(at + 1).min(chars.len()))),
                _ => chars
                    .insert(at, ['\'', '"', '\\', '[', ']', ',', '\u{e9}', 'x'][random.below(8) as usize]),
            }
            let text: String = chars.into_iter().collect();
            let reply = parse(&format!("-{}\r\n", text.replace(['\r', '\n'], " ")));
            let as_step = Value::Array(vec![
                Value::Array(Vec::new()),
                Value::Array(vec![Value::BulkString(text.clone().into_bytes())]),
            ]);
            let whole = ask(&mut always(reply), &command).map(|result| result.expect_err("it is an error"));
            let step = GEAR.run(&mut always(as_step)).expect_err("it is an error");
            for error in whole.into_iter().chain([step]) {
                assert_eq!(error.to_string().lines().count().max(1), 1, "{text}: {error}");
            }
        }
    }
}

/// What a server says that has been tampered with, or is another one for every command.
#[cfg(feature = "deploy")]
#[test]
fn a_deployment_survives_any_reply() {
    use gear_runtime::deploy::Deployment;

    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let (mut values, mut errors) = (0, 0);
    for _ in 0..4000 {
        let mut con = Answering(|_: &Cmd| {
            let entry = Value::Map(vec![(Value::BulkString(random.word()), random.value(1))]);
            Ok(if random.below(2) == 0 { random.value(0) } else { entry })
        });
        let deployment = Deployment::new("app").trigger(&TRIGGER);
        let results = [
            deployment.plan(&mut con).map(|plan| plan.to_string()),
            deployment.status(&mut con).map(|status| status.to_string()),
        ];
        values += results.iter().filter(|result| result.is_ok()).count();
        errors += results.iter().filter(|result| result.is_err()).count();
    }
    assert!(values > 10 && errors > 1000, "{values} values, {errors} errors");
}
