//! Every command, with its types.

use redis_gears::{
    ConfigChange, Error, ExecutionStatus, Gears as _, Mode, Outcome, PyExecute, Requirements, Scope,
    SessionQuery, Value,
};

use crate::Engine;
use crate::every_command::every_command;
use crate::gears::twice;

const GREETER: &str =
    "GB('CommandReader').map(lambda x: 'hello ' + x[1]).register(trigger='hello', mode='sync')";

#[test]
fn every_command_has_its_types() {
    let Engine { mut con, server: _server } = Engine::start();
    every_command!(&mut con);
}

#[test]
fn sessions_are_made_upgraded_and_replaced() {
    let Engine { mut con, server: _server } = Engine::start();
    let script = PyExecute::new(GREETER).id("one").description("says hello");
    assert_eq!(con.pyexecute(&script).expect("it registers"), Outcome::Done);
    let again = con.pyexecute(&script).expect_err("it is there");
    assert!(again.to_string().contains("Session one already exists"), "{again}");
    con.pyexecute(&script.clone().upgrade()).expect("it upgrades");
    con.pyexecute(&PyExecute::new(GREETER).id("two").replace_with("one")).expect("it replaces");
    let sessions = con.dump_sessions(&SessionQuery::all().verbose()).expect("it lists");
    let [session] = sessions.as_slice() else { panic!("{sessions:?}") };
    assert_eq!((session.id.as_str(), session.dead, session.details.len()), ("two", false, 1));
    assert!(con.dump_sessions(&SessionQuery::named(["nobody"])).expect("it lists").is_empty());
    assert!(con.dump_sessions(&SessionQuery::all().dead()).expect("it lists").is_empty());
    let bad = con.pyexecute(&PyExecute::new(GREETER).id("a b")).expect_err("it has a space");
    assert!(bad.to_string().contains("ID must be compose of"), "{bad}");
    let missing =
        con.pyexecute(&PyExecute::new("GB()").replace_with("nobody").id("x")).expect_err("there is none");
    assert!(matches!(missing, Error::Refused { .. }), "{missing:?}");
}

#[test]
fn triggers_of_anybody_can_be_called() {
    let Engine { mut con, server: _server } = Engine::start();
    con.pyexecute(&PyExecute::new(GREETER)).expect("it registers");
    assert_eq!(con.trigger("hello", ["ann"]).expect("it answers"), [Value::from("hello ann")]);
    assert_eq!(con.trigger_on_key("hello", "key", ["x"]).expect("it answers"), [Value::from("hello key")]);
    assert!(matches!(con.trigger("nobody", "x"), Err(Error::UnknownTrigger { name }) if name == "nobody"));
    let error = con.trigger("hello", [""; 0]).expect_err("an argument is missing");
    let python = error.backtrace().expect("it has a traceback").python().to_owned();
    assert!(python.contains("IndexError"), "{python}");
    let taken = con.pyexecute(&PyExecute::new(GREETER)).expect_err("it is taken");
    assert!(matches!(taken, Error::DuplicateTrigger { ref name, .. } if name == "hello"), "{taken:?}");
}

/// A frame of a Python module is shown with its own file, below what called it.
#[test]
fn tracebacks_lead_into_the_modules_that_were_called() {
    let Engine { mut con, server: _server } = Engine::start();
    let script = "import json\ndef read(x):\n    return json.loads(x[1])\n\
                  GB('CommandReader').map(read).register(trigger='read')";
    con.pyexecute(&PyExecute::new(script)).expect("it registers");
    let error = con.trigger("read", ["{"]).expect_err("it is no JSON");
    let python = error.backtrace().expect("it has one").python();
    assert!(python.contains("decoder.py") && python.contains("JSONDecodeError"), "{python}");
    assert!(error.to_string().contains("JSONDecodeError"), "{error}");
}

#[test]
fn registrations_tell_what_they_do() {
    let Engine { mut con, server: _server } = Engine::start();
    let registration = twice::register(&mut con).expect("it registers");
    twice::call(&mut con, 2).expect("it answers");
    let listed = con.dump_registrations().expect("it lists");
    let [info] = listed.as_slice() else { panic!("{listed:?}") };
    assert_eq!((info.id.as_str(), info.reader.as_str()), (registration.id(), "CommandReader"));
    assert_eq!((info.triggered, info.succeeded, info.failed, info.pending()), (1, 1, 0, 0));
    assert_eq!(info.args.trigger.as_deref(), Some("twice"));
    con.clear_registration_stats().expect("it clears");
    assert_eq!(con.dump_registrations().expect("it lists")[0].triggered, 0);
    assert!(matches!(con.pause_registration(registration.id()), Err(Error::Refused { .. })));
    assert!(
        matches!(con.unpause_registration("0-99"), Err(Error::UnknownExecution { id, .. }) if id == "0-99")
    );
    con.unregister_and_abort(registration.id()).expect("it goes");

    con.pyexecute(&PyExecute::new("GB('StreamReader').register('s', batch=5, mode='async_local')"))
        .expect("it registers");
    let [info] = &con.dump_registrations().expect("it lists")[..] else { panic!("one registration") };
    assert_eq!((info.mode, info.args.batch, info.args.trim), (Some(Mode::AsyncLocal), Some(5), Some(true)));
    con.pause_registration(&info.id).expect("it pauses");
    con.unpause_registration(&info.id).expect("it goes on");
    con.unregister(&info.id).expect("it goes");
}

#[test]
fn executions_are_listed_looked_at_and_dropped() {
    let Engine { mut con, server: _server } = Engine::start();
    let script = PyExecute::new("GB('ShardsIDReader').map(lambda x: 7).run()").unblocking();
    let Outcome::Started(id) = con.pyexecute(&script).expect("it starts") else { panic!("no id") };
    assert_eq!(con.get_results_blocking(&id).expect("it is done").results, [Value::from("7")]);
    assert_eq!(con.get_results(&id).expect("it is done").errors, [""; 0]);
    let listed = con.dump_executions().expect("it lists");
    assert!(
        listed.iter().any(|info| info.id == id && info.status == ExecutionStatus::Done && !info.registered)
    );
    let [shard] = &con.get_execution(&id, Scope::Shard).expect("it tells")[..] else { panic!("one shard") };
    assert_eq!((shard.results, shard.status.is_finished()), (Some(1), true));
    assert!(shard.steps.iter().any(|step| step.kind == "map"));
    con.drop_execution(&id).expect("it goes");
    assert!(matches!(con.abort_execution(&id), Err(Error::UnknownExecution { .. })));
}

#[test]
fn configuration_is_read_and_set() {
    let Engine { mut con, server: _server } = Engine::start();
    assert_eq!(
        con.config_get(&["MaxExecutions", "Nonsense"]).expect("it tells"),
        [Some(Value::Int(1000)), None]
    );
    let changes =
        con.config_set(&[("MaxExecutions", "10"), ("Own", "x"), ("ExecutionThreads", "9")]).expect("it sets");
    assert_eq!(changes[..2], [ConfigChange::Set, ConfigChange::SetForScripts]);
    assert!(
        matches!(&changes[2], ConfigChange::Refused(why) if why.contains("not modifiable")),
        "{changes:?}"
    );
    assert_eq!(con.config_get(&["Own"]).expect("it tells"), [Some(Value::from("x"))]);
}

#[test]
fn the_server_tells_about_itself() {
    let Engine { mut con, server: _server } = Engine::start();
    assert!(con.python_stats().expect("it tells").current > 0);
    assert_eq!(con.info_cluster().expect("it tells"), None);
    con.refresh_cluster().expect("it does");
    assert!(con.dump_plugins().expect("it tells").iter().any(|plugin| plugin.name == "GearsPythonPlugin"));
    // There is no network on the engine, and RedisGears crashes without a cluster.
    assert!(matches!(con.network_test(), Err(Error::Redis { .. })));
    con.config_set(&[("ProfileExecutions", "1")]).expect("it sets");
    con.pyexecute(&PyExecute::new(GREETER).id("profiled")).expect("it registers");
    con.trigger("hello", ["x"]).expect("it answers");
    con.profile("profiled").expect("it tells");
    con.reset_profile("profiled").expect("it resets");
    assert!(matches!(con.profile("nobody"), Err(Error::UnknownExecution { .. })));
}

#[test]
fn requirements_are_installed_with_progress_and_exported_or_not() {
    let Engine { mut con, server: _server } = Engine::start();
    assert!(con.dump_requirements().expect("it lists").is_empty());
    let mut steps = Vec::new();
    // Every Python has pip, so nothing is downloaded.
    let needed = Requirements::merge(["pip"]).expect("it is a requirement");
    needed
        .install(&mut con, |step| steps.push((step.requirement.to_owned(), step.installed)))
        .expect("it is there");
    assert_eq!(steps, [("pip".to_owned(), false), ("pip".to_owned(), true)]);
    assert_eq!(con.dump_requirements().expect("it lists")[0].name, "pip");
    assert!(matches!(con.export_requirement("nothing"), Err(Error::Requirements { .. })));
    assert!(matches!(con.import_requirement(&[b"junk".to_vec()]), Err(Error::Requirements { .. })));
    let shell =
        con.pyexecute(&PyExecute::new("").requirements(["x'; reboot; '"])).expect_err("it is refused");
    assert!(matches!(shell, Error::Requirements { .. }), "{shell:?}");
}
