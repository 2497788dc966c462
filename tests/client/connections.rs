//! Connections that break, or that never were.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::time::Duration;

use gear_engine::Server;
use redis_gears::{Error, Gears as _, Limit, PyExecute, Scope, SessionQuery, Value};

use crate::every_command::every_command;
use crate::gears::{NUMBERS, twice};
use crate::proxy::cut_after;
use crate::{Engine, connect};

const SOON: Duration = Duration::from_secs(20);

pub(crate) type Operation = fn(&mut redis::Connection) -> Result<(), Error>;

/// Does each of them over connections that are cut after ever more bytes, and then over one that is not.
pub(crate) fn cut_in_the_middle(
    server: &Server,
    operations: &[Operation],
    before: fn(&mut redis::Connection),
) {
    let mut con = connect(&server.url());
    for (number, operation) in operations.iter().enumerate() {
        let mut broken = 0;
        // The greeting of the redis crate takes between 120 and 400 bytes, and the smallest operation 28.
        for bytes in (120..460).step_by(20).chain([600, 900, 1300, 1900]) {
            let Some(mut cut) = cut_after(server.addr(), bytes) else { continue };
            before(&mut con);
            if let Err(error) = operation(&mut cut) {
                assert!(error.is_connection(), "operation {number} after {bytes} bytes: {error}");
                broken += 1;
            }
        }
        assert!(broken > 0, "operation {number} was never cut");
        operation(&mut con).unwrap_or_else(|error| panic!("operation {number} again: {error}"));
    }
}

#[test]
fn a_cut_in_the_middle_of_anything_is_an_error_and_no_hang() {
    let engine = Engine::with_numbers(20);
    const OPERATIONS: &[Operation] = &[
        |con| NUMBERS.run(con).map(drop),
        |con| NUMBERS.run_partial(con).map(drop),
        |con| NUMBERS.unblocking(con)?.wait(con, SOON).map(drop),
        |con| {
            let execution = NUMBERS.unblocking(con)?.limit(Limit::new().records(99).bytes(9999));
            execution.wait(con, SOON)?;
            execution.partial(con)?;
            execution.status(con)?;
            execution.discard(con)
        },
        |con| NUMBERS.unblocking(con)?.abort(con),
        |con| {
            let execution = NUMBERS.unblocking(con)?;
            con.get_results_blocking(execution.id())?;
            con.get_results(execution.id())?;
            con.get_execution(execution.id(), Scope::All)?;
            con.drop_execution(execution.id())
        },
        |con| twice::call(con, 4).map(drop),
        |con| con.trigger("twice", [4]).map(drop),
        |con| con.trigger_on_key("twice", "4", [""; 0]).map(drop),
        |con| twice::register(con).map(drop),
        |con| twice::register(con)?.unregister(con),
        |con| {
            con.pyexecute(&PyExecute::new("GB('StreamReader').register('s')").id("stream").upgrade())?;
            let listed = con.dump_registrations()?;
            let stream = listed.iter().find(|info| info.reader == "StreamReader").expect("it is there");
            con.pause_registration(&stream.id)?;
            con.unpause_registration(&stream.id)?;
            con.unregister_and_abort(&stream.id)
        },
        |con| con.dump_registrations().map(drop),
        |con| con.dump_executions().map(drop),
        |con| con.dump_sessions(&SessionQuery::all().verbose()).map(drop),
        |con| con.dump_requirements().map(drop),
        |con| con.clear_registration_stats(),
        |con| con.config_get(&["MaxExecutions"]).map(drop),
        |con| con.config_set(&[("MaxExecutions", "1000")]).map(drop),
        |con| con.python_stats().map(drop),
        |con| {
            con.config_set(&[("ProfileExecutions", "1")])?;
            con.trigger("twice", [4])?;
            let session = format!("gear-{}", twice::GEAR.hash());
            con.profile(&session)?;
            con.reset_profile(&session)
        },
        |con| con.info_cluster().map(drop),
        |con| con.refresh_cluster(),
        |con| con.dump_plugins().map(drop),
        |con| con.pyexecute(&PyExecute::new("GB('ShardsIDReader').run()")).map(drop),
    ];
    cut_in_the_middle(&engine.server, OPERATIONS, |con| drop(twice::register(con).expect("it registers")));
}

#[test]
fn a_server_that_is_not_there_says_so() {
    let port = TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .expect("a port")
        .port();
    let client = redis::Client::open(format!("redis://127.0.0.1:{port}/")).expect("it is a URL");
    let error = Error::from(client.get_connection().err().expect("nobody is there"));
    assert!(error.is_connection(), "{error:?}");
    assert!(error.to_string().ends_with("is it running at this address?"), "{error}");
    let error = Error::from(redis::Client::open("redis//nowhere").expect_err("it is no URL"));
    assert!(error.to_string().contains("an address is redis://"), "{error}");
}

/// What a server that greets as it should answers to the first command, and then hangs up.
fn error_of_answer(answer: &'static [u8]) -> Error {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
    let url = format!("redis://{}/", listener.local_addr().expect("it has an address"));
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("somebody comes");
        let mut buffer = [0; 4096];
        let n = stream.read(&mut buffer).expect("it greets");
        let commands = buffer[..n].windows(6).filter(|window| *window == b"CLIENT").count();
        stream.write_all("+OK\r\n".repeat(commands).as_bytes()).expect("it is sent");
        let _ = stream.read(&mut buffer);
        let _ = stream.write_all(answer);
    });
    let error = NUMBERS.run(&mut connect(&url)).expect_err("it is no Redis");
    server.join().expect("it does not panic");
    error
}

#[test]
fn a_server_that_answers_garbage_is_no_redis() {
    for garbage in [&b"HTTP/1.1 400 Bad Request\r\n\r\n"[..], b"\xff\xfe\x00\x01\r\n", b"*2\r\n*x\r\n"] {
        let error = error_of_answer(garbage);
        assert!(error.is_connection(), "{garbage:?}: {error}");
        assert!(error.to_string().contains("does not speak the Redis protocol"), "{garbage:?}: {error}");
    }
    // It hangs up in the middle of a reply, and of one that says it is larger than any memory.
    for half in [&b"*2\r\n*1\r\n$5\r\nab"[..], b"", b"$99999999999999\r\nab", b"*999999999999\r\n"] {
        let error = error_of_answer(half);
        assert!(error.is_connection() && error.suggestion().is_some(), "{half:?}: {error}");
    }
    // Redis protocol, but no reply of RedisGears.
    for strange in [
        &b"$-7\r\n"[..],
        &b":3\r\n"[..],
        b"*1\r\n+OK\r\n",
        b"*2\r\n:1\r\n:2\r\n",
        b"*2\r\n*1\r\n$-1\r\n*0\r\n",
    ] {
        let error = error_of_answer(strange);
        assert!(matches!(error, Error::Decode { .. }), "{strange:?}: {error}");
    }
}

#[test]
fn a_server_with_a_password_says_so() {
    let engine = Engine::start();
    let mut con = connect(&engine.server.url());
    redis::cmd("CONFIG").arg("SET").arg("requirepass").arg("secret").exec(&mut con).expect("it is set");
    let url = engine.server.url();
    // The greeting of the redis crate does not mind the missing password.
    if let Ok(mut stranger) = redis::Client::open(url.as_str()).and_then(|client| client.get_connection()) {
        let error = NUMBERS.run(&mut stranger).expect_err("it is a stranger");
        assert!(matches!(error, Error::Denied { .. }), "{error:?}");
        assert!(error.to_string().contains("log in"), "{error}");
    }
    let wrong =
        redis::Client::open(url.replace("//", "//:guess@")).and_then(|client| client.get_connection());
    let wrong = Error::from(wrong.err().expect("it is no password"));
    assert!(wrong.to_string().ends_with("are the user and the password right?"), "{wrong}");
    let mut friend = connect(&url.replace("//", "//:secret@"));
    assert!(NUMBERS.run(&mut friend).expect("it runs").is_empty());
}

#[test]
fn the_newer_protocol_works_too() {
    let engine = Engine::with_numbers(3);
    let mut con = connect(&format!("{}?protocol=resp3", engine.server.url()));
    assert_eq!(NUMBERS.run(&mut con).expect("it runs").len(), 3);
    twice::register(&mut con).expect("it registers");
    assert_eq!(twice::call(&mut con, 21).expect("it answers"), 42);
    let [twice] = &con.dump_registrations().expect("it lists")[..] else { panic!("one registration") };
    con.unregister(&twice.id).expect("it goes");
    every_command!(&mut con);
}

#[test]
fn results_that_are_no_text_are_bytes_or_a_decode_error() {
    let Engine { mut con, server: _server } = Engine::start();
    let script = PyExecute::new("GB('ShardsIDReader').map(lambda x: b'\\xff\\xfe').run(convertToStr=False)");
    // A foreign script gives bytes, as they are.
    let redis_gears::Outcome::Results(outcome) = con.pyexecute(&script).expect("it runs") else {
        panic!("no results")
    };
    assert_eq!(outcome.results[0].as_bytes(), Some([0xff, 0xfe].as_slice()));
    // Somebody else's trigger answers in the place of ours.
    let script = "GB('CommandReader').map(lambda x: b'\\xff').register(trigger='twice', convertToStr=False)";
    con.pyexecute(&PyExecute::new(script)).expect("it registers");
    assert!(matches!(con.trigger("twice", [4]).expect("it answers")[..], [Value::Bytes(_)]));
    let error = twice::call(&mut con, 4).expect_err("it is no number");
    assert_eq!(error.to_string(), "the reply of trigger `twice`: expected i64, got '\\ufffd'");
}
