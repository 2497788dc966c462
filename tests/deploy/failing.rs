//! Deployments that fail at each of their steps: all is as before.

use redis::{Cmd, ConnectionLike, RedisResult, Value};
use redis_gears::deploy::{Deployment, Orphans};
use redis_gears::{Error, Gears as _, PyExecute, StreamStatus, trigger};

use crate::Engine;
use crate::gears::{first, second};
use crate::streams::{NEW, OLD};

fn before() -> Deployment {
    Deployment::new("shop").named("reader", &OLD).trigger(&first::price::GEAR).trigger(&first::greet::GEAR)
}

/// It updates, creates, drops, and takes over a trigger.
fn after() -> Deployment {
    Deployment::new("shop")
        .named("reader", &NEW)
        .named("prices", &second::price::GEAR)
        .trigger(&second::refund::GEAR)
        .orphans(Orphans::Drop)
}

fn assert_as_before(con: &mut redis::Connection, why: &str) {
    let plan = before().plan(con).expect("it plans");
    assert!(plan.is_unchanged() && plan.changes.len() == 3, "{why}: {plan}");
    assert_eq!(first::price::call(con, 3).expect("it answers"), 30, "{why}");
    assert_eq!(first::greet::call(con, "ann").expect("it answers"), "hello ann", "{why}");
    let mut listed = con.dump_registrations().expect("it lists");
    listed.retain(|info| info.args.trigger.as_deref() != Some("foreign"));
    assert_eq!(listed.len(), 3, "{why}: {listed:?}");
    let paused = listed.iter().find(|info| info.stream_status == Some(StreamStatus::Paused));
    assert!(paused.is_none(), "{why}: {paused:?}");
    assert!(!before().status(con).expect("it tells").pending, "{why}");
}

/// What becomes of the command that fails.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Failure {
    /// The server does not do it.
    Refused,
    /// The server does it, at least on some shards, and tells of an error. Only commands of RedisGears do such things.
    Done,
}

/// A connection on which one command fails, by its number.
struct Failing<'a> {
    con: &'a mut redis::Connection,
    left: usize,
    failure: Failure,
    failed: Option<String>,
}

impl ConnectionLike for Failing<'_> {
    fn req_command(&mut self, cmd: &Cmd) -> RedisResult<Value> {
        let name = match cmd.args_iter().next() {
            Some(redis::Arg::Simple(name)) => String::from_utf8_lossy(name).into_owned(),
            _ => String::new(),
        };
        let counts = self.failure == Failure::Refused || name.starts_with("RG.");
        let now = counts && self.left == 0 && self.failed.is_none();
        self.left = self.left.saturating_sub(usize::from(counts));
        if !now {
            return self.con.req_command(cmd);
        }
        self.failed = Some(name);
        if self.failure == Failure::Done {
            self.con.req_command(cmd)?;
        }
        redis::parse_redis_value(b"-ERR injected\r\n")?.extract_error()
    }

    fn req_packed_command(&mut self, _: &[u8]) -> RedisResult<Value> {
        unreachable!("everything is sent by `req_command`")
    }

    fn req_packed_commands(&mut self, _: &[u8], _: usize, _: usize) -> RedisResult<Vec<Value>> {
        unreachable!("nothing is sent as a pipeline")
    }

    fn get_db(&self) -> i64 {
        0
    }

    fn check_connection(&mut self) -> bool {
        true
    }

    fn is_open(&self) -> bool {
        true
    }
}

fn fail_at_each_command(failure: Failure) {
    let Engine { mut con, server: _server } = Engine::start();
    before().apply(&mut con).expect("it applies");
    let mut failed = Vec::new();
    for number in 0.. {
        let mut failing = Failing { con: &mut con, left: number, failure, failed: None };
        let result = after().apply(&mut failing);
        let Some(command) = failing.failed else { break };
        let why = format!("command {number}, {command}, {failure:?}");
        match result {
            // The lock is let go at the end; if that fails, it expires.
            Ok(_) => assert_eq!(command, "EVAL", "{why}"),
            Err(Error::Deployment { rolled_back, .. }) => assert!(rolled_back, "{why}"),
            Err(Error::Redis { message }) => assert!(message.contains("injected"), "{why}: {message}"),
            Err(error) => panic!("{why}: {error}"),
        }
        redis::cmd("DEL").arg("{redis-gears:shop}:lock").exec(&mut con).expect("it is deleted");
        if after().plan(&mut con).expect("it plans").is_unchanged() {
            after().rollback(&mut con).expect("it rolls back");
        }
        assert_as_before(&mut con, &why);
        failed.push(command);
    }
    for command in ["RG.PYEXECUTE", "RG.PAUSEREGISTRATIONS", "RG.UNREGISTER", "RG.PYDUMPSESSIONS"] {
        assert!(failed.iter().any(|failed| failed == command), "{command} did not fail: {failed:?}");
    }
}

#[test]
fn a_command_that_is_refused_leaves_all_as_it_was() {
    fail_at_each_command(Failure::Refused);
}

#[test]
fn a_command_that_is_done_by_half_leaves_all_as_it_was() {
    fail_at_each_command(Failure::Done);
}

/// The same trigger as a script of somebody else.
#[trigger("foreign")]
fn foreign(items: i64) -> i64 {
    items + 1
}

/// Nothing by this name can be installed.
#[trigger("needy", requires = ["redis-gears-no-such-package==1.0; python_version >= '3.7'"])]
fn needy(items: i64) -> i64 {
    items
}

#[test]
fn a_gear_that_fails_leaves_all_as_it_was_wherever_it_stands() {
    let server = gear_engine::Server::builder().env("PIP_NO_INDEX", "1").start().expect("the engine starts");
    let mut con = crate::connect(&server.url());
    let script = "GB('CommandReader').register(trigger='foreign')";
    con.pyexecute(&PyExecute::new(script)).expect("somebody registers it");
    before().apply(&mut con).expect("it applies");
    for place in 0..3 {
        for (name, gear) in [("foreign", foreign::GEAR), ("needy", needy::GEAR)] {
            let mut gears = vec![
                ("reader", NEW.clone()),
                ("price", second::price::GEAR),
                ("refund", second::refund::GEAR),
            ];
            gears.insert(place, (name, gear));
            let mut deployment = Deployment::new("shop").orphans(Orphans::Drop);
            for (name, gear) in gears {
                deployment = deployment.named(name, &gear);
            }
            let error = deployment.apply(&mut con).expect_err("it fails");
            let why = format!("{name} at {place}: {error}");
            let Error::Deployment { gear, source, rolled_back: true, .. } = error else { panic!("{why}") };
            assert_eq!(gear, name);
            match *source {
                Error::DuplicateTrigger { ref name, .. } => assert_eq!(name, "foreign"),
                Error::Requirements { ref requirements, .. } => {
                    assert_eq!(requirements, &["redis-gears-no-such-package==1.0"], "{why}");
                }
                _ => panic!("{why}"),
            }
            assert_as_before(&mut con, &why);
        }
    }
}
