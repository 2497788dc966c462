//! Real servers in a cluster.

use std::time::Duration;

use redis_gears::{ConfigChange, Error, Gears as _, GearsCluster, PyExecute, Value};

use crate::every_command::every_command;
use crate::servers::Servers;
use crate::{NUMBERS, connect, twice};

#[test]
fn one_node_is_a_cluster() {
    let Some(servers) = Servers::start(1) else { return };
    let mut con = connect(servers.urls());
    for n in 0..3 {
        redis::cmd("SET").arg(format!("n:{n}")).arg(n).exec(&mut con).expect("it is set");
    }
    let mut gears = GearsCluster::new(&mut con);
    gears.refresh_cluster().expect("it does it");
    assert_eq!(NUMBERS.run(&mut gears).expect("it runs"), 3);
    let execution = NUMBERS.unblocking(&mut gears).expect("it starts");
    assert_eq!(execution.wait(&mut gears, Duration::from_secs(20)).expect("it ends"), 3);
    execution.discard(&mut gears).expect("it goes");
    let registration = twice::register(&mut gears).expect("it registers");
    assert_eq!(twice::call(&mut gears, 4).expect("it answers"), 8);
    registration.unregister(&mut gears).expect("it goes");
    assert!(matches!(gears.get_results("0-1"), Err(Error::UnknownExecution { .. })));
}

#[test]
fn every_node_is_told_and_says_who_it_is() {
    let Some(servers) = Servers::start(3) else { return };
    let mut con = connect(servers.urls());
    let mut gears = GearsCluster::new(&mut con);
    assert_eq!(gears.refresh_each().expect("all do it").len(), 3);
    let answers = gears.config_set_each(&[("MaxExecutions", "77")]).expect("all answer");
    let mut named: Vec<String> = answers.iter().map(|answer| format!("redis://{}/", answer.node)).collect();
    let mut urls = servers.urls();
    named.sort();
    urls.sort();
    assert_eq!(named, urls);
    assert!(answers.iter().all(|answer| answer.value == [ConfigChange::Set]), "{answers:?}");
    let values = gears.config_get_each(&["MaxExecutions"]).expect("all answer");
    assert!(values.iter().all(|answer| answer.value == [Some(Value::Int(77))]), "{values:?}");
    let stats = gears.python_stats_each().expect("all answer");
    assert!(stats.len() == 3 && stats.iter().all(|answer| answer.value.current > 0), "{stats:?}");
    let changes = gears.config_set(&[("ExecutionThreads", "9")]).expect("they answer");
    assert!(matches!(changes[..], [ConfigChange::Refused(_)]), "{changes:?}");
}

#[test]
fn a_trigger_on_a_key_runs_where_the_key_is() {
    let Some(servers) = Servers::start(3) else { return };
    let script = "GB('CommandReader').map(lambda x: execute('GET', x[1])).register(trigger='read')";
    // The engines do not hand registrations on.
    for url in servers.urls() {
        let mut node = redis::Client::open(url).and_then(|client| client.get_connection()).expect("a node");
        node.pyexecute(&PyExecute::new(script)).expect("it registers");
    }
    let mut con = connect(servers.urls());
    for n in 0..20 {
        redis::cmd("SET").arg(format!("key:{n}")).arg(n).exec(&mut con).expect("it is set");
    }
    let mut gears = GearsCluster::new(&mut con);
    for n in 0..20 {
        let records = gears.trigger_on_key("read", &format!("key:{n}"), [""; 0]).expect("it answers");
        assert_eq!(records, [Value::from(n.to_string())]);
    }
    let nodes: Vec<_> =
        gears.dump_registrations().expect("it lists").into_iter().map(|info| info.node).collect();
    assert_eq!(nodes.len(), 3);
    assert!(
        nodes.iter().all(|node| node.as_ref().is_some_and(|node| node.starts_with("127.0.0.1:"))),
        "{nodes:?}"
    );
}

#[test]
fn every_command_has_the_same_types_on_a_cluster() {
    let Some(servers) = Servers::start(1) else { return };
    let mut con = connect(servers.urls());
    let mut gears = GearsCluster::new(&mut con);
    every_command!(&mut gears);
}

/// Each of them calls its first registration by the same id.
#[test]
fn nothing_that_names_an_id_is_sent_to_nodes_that_do_not_know_the_cluster() {
    let Some(servers) = Servers::start(3) else { return };
    let mut con = connect(servers.urls());
    let mut gears = GearsCluster::new(&mut con);
    let error = gears.unregister("0000000000000000000000000000000000000000-1").expect_err("it is ambiguous");
    assert!(matches!(error, Error::ClusterNotReady { .. }), "{error:?}");
    assert!(error.to_string().ends_with("send RG.REFRESHCLUSTER to every node"), "{error}");
}
