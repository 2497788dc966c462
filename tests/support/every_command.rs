//! Every command of RedisGears, once, on a connection of any kind.

/// Sends all of them on a connection, and `await`s the answers if that is said. They must have the types and values that they
/// have on any other connection.
macro_rules! every_command {
    ($con:expr $(, $await:tt)?) => {{
        use redis_gears::{ConfigChange, Error, ExecutionStatus, Outcome, PyExecute, Scope, SessionQuery, Value};

        let con = $con;
        let trigger = "GB('CommandReader').map(lambda x: 'walk ' + x[1]).register(trigger='walk', mode='sync')";
        // Every Python has pip, so nothing is downloaded.
        let script = PyExecute::new(trigger).id("walk").description("walks").requirements(["pip"]);
        assert_eq!(con.pyexecute(&script)$(.$await)?.expect("it registers"), Outcome::Done);
        con.pyexecute(&script.upgrade())$(.$await)?.expect("it upgrades");
        con.pyexecute(&PyExecute::new(trigger).id("on").replace_with("walk"))$(.$await)?.expect("it replaces");
        assert_eq!(con.trigger("walk", ["a"])$(.$await)?.expect("it answers"), [Value::from("walk a")]);
        let on_key = con.trigger_on_key("walk", "key", ["a"])$(.$await)?.expect("it answers");
        assert_eq!(on_key, [Value::from("walk key")]);

        let sessions = con.dump_sessions(&SessionQuery::named(["on"]).verbose())$(.$await)?.expect("it lists");
        assert_eq!((sessions.len(), sessions[0].details[0].triggered), (1, 2));
        con.clear_registration_stats()$(.$await)?.expect("it clears");
        let registrations = con.dump_registrations()$(.$await)?.expect("it lists");
        assert_eq!((registrations.len(), registrations[0].triggered), (1, 0));
        let known = con.dump_requirements()$(.$await)?.expect("it lists");
        assert_eq!((known[0].name.as_str(), known[0].installed), ("pip", true));

        con.config_set(&[("ProfileExecutions", "1")])$(.$await)?.expect("it sets");
        con.trigger("walk", ["a"])$(.$await)?.expect("it answers");
        con.profile("on")$(.$await)?.expect("it tells");
        con.reset_profile("on")$(.$await)?.expect("it resets");
        con.unregister(&registrations[0].id)$(.$await)?.expect("it goes");

        let stream = PyExecute::new("GB('StreamReader').register('s')");
        con.pyexecute(&stream)$(.$await)?.expect("it registers");
        let stream = con.dump_registrations()$(.$await)?.expect("it lists").remove(0).id;
        con.pause_registration(&stream)$(.$await)?.expect("it pauses");
        con.unpause_registration(&stream)$(.$await)?.expect("it goes on");
        con.unregister_and_abort(&stream)$(.$await)?.expect("it goes");
        assert!(con.dump_registrations()$(.$await)?.expect("it lists").is_empty());

        let seven = PyExecute::new("GB('ShardsIDReader').map(lambda x: 7).run()").unblocking();
        let Outcome::Started(id) = con.pyexecute(&seven)$(.$await)?.expect("it starts") else { panic!("no id") };
        let seven = con.get_results_blocking(&id)$(.$await)?.expect("it ends");
        assert_eq!((&seven.results[..], seven.errors.len()), (&[Value::from("7")][..], 0));
        assert_eq!(con.get_results(&id)$(.$await)?.expect("it has ended"), seven);
        let shards = con.get_execution(&id, Scope::Shard)$(.$await)?.expect("it tells");
        assert_eq!((shards[0].results, &shards[0].status), (Some(1), &ExecutionStatus::Done));
        let listed = con.dump_executions()$(.$await)?.expect("it lists");
        assert!(listed.iter().any(|info| info.id == id), "{listed:?}");
        con.drop_execution(&id)$(.$await)?.expect("it goes");
        assert!(matches!(con.get_results(&id)$(.$await)?, Err(Error::UnknownExecution { .. })));
        let endless = "def wait(x):\n    while not execute('GET', 'never'):\n        pass\nGB('ShardsIDReader').map(wait).run()";
        let endless = con.pyexecute(&PyExecute::new(endless).unblocking())$(.$await)?.expect("it starts");
        let Outcome::Started(id) = endless else { panic!("no id") };
        while con.get_execution(&id, Scope::All)$(.$await)?.expect("it tells")[0].status != ExecutionStatus::Running {}
        con.abort_execution(&id)$(.$await)?.expect("it is told");
        assert_eq!(con.get_results_blocking(&id)$(.$await)?.expect("it ends").errors.len(), 1);

        let set = con.config_set(&[("Own", "x")])$(.$await)?.expect("it sets");
        assert_eq!(set, [ConfigChange::SetForScripts]);
        let values = con.config_get(&["Own", "Nonsense"])$(.$await)?.expect("it tells");
        assert_eq!(values, [Some(Value::from("x")), None]);
        assert!(con.python_stats()$(.$await)?.expect("it tells").current > 0);
        assert_eq!(con.info_cluster()$(.$await)?.expect("it tells"), None);
        con.refresh_cluster()$(.$await)?.expect("it does");
        assert_eq!(con.dump_plugins()$(.$await)?.expect("it tells")[0].name, "GearsPythonPlugin");
        // There is no network between one shard, and RedisGears would crash.
        assert!(matches!(con.network_test()$(.$await)?, Err(Error::Redis { .. })));
        let error = con.export_requirement("nothing")$(.$await)?.expect_err("there is none");
        assert!(matches!(&error, Error::Requirements { requirements, .. } if requirements == &["nothing"]), "{error}");
        let junk = con.import_requirement(&[b"junk".to_vec()])$(.$await)?;
        assert!(matches!(junk, Err(Error::Requirements { .. })), "{junk:?}");
    }};
}

pub(crate) use every_command;
