//! Shards that know each other.

use std::time::Duration;

use redis_gears::{Error, ExecutionStatus, Gears as _, GearsCluster, Limit};

use crate::shards::Shards;
use crate::{NUMBERS, connect, twice};

const SOON: Duration = Duration::from_secs(20);

#[test]
fn ids_go_to_their_shard_also_when_it_has_moved() {
    let shards = Shards::start(1);
    let mut con = connect(shards.urls());
    let mut gears = GearsCluster::new(&mut con);
    let execution = NUMBERS.unblocking(&mut gears).expect("it starts");
    let limited = execution.clone().limit(Limit::new().records(1).bytes(99));
    assert_eq!(limited.wait(&mut gears, SOON).expect("it ends"), 0);
    assert!(shards.who_got("EVAL").iter().all(|shard| *shard == 1));
    let registration = twice::register(&mut gears).expect("it registers");
    registration.unregister(&mut gears).expect("it goes");
    assert_eq!(shards.who_got("RG.UNREGISTER"), [1]);
    assert!(shards.who_got("RG.GETRESULTS").iter().all(|shard| *shard == 1));
    shards.set_owner(2);
    assert_eq!(execution.status(&mut gears).expect("it is found"), ExecutionStatus::Done);
    let asked = shards.who_got("RG.GETEXECUTION");
    assert_eq!(asked[asked.len() - 2..], [1, 2]);
    execution.discard(&mut gears).expect("it goes");
    assert_eq!(shards.who_got("RG.DROPEXECUTION"), [2]);
    assert!(matches!(gears.drop_execution("0-1"), Err(Error::UnknownExecution { .. })));
}

#[test]
fn shards_have_to_know_each_other_first() {
    let shards = Shards::start(0);
    shards.set_refreshed(false);
    let mut con = connect(shards.urls());
    let mut gears = GearsCluster::new(&mut con);
    assert!(matches!(gears.get_results("0-1"), Err(Error::ClusterNotReady { .. })));
    assert!(shards.who_got("RG.GETRESULTS").is_empty());
    gears.refresh_cluster().expect("all do it");
    let mut asked = shards.who_got("RG.REFRESHCLUSTER");
    asked.sort();
    assert_eq!(asked, [0, 1, 2]);
    shards.set_refreshed(true);
    assert!(matches!(gears.get_results("0-1"), Err(Error::UnknownExecution { .. })));
}

#[test]
fn a_cluster_that_goes_away_is_an_error_and_no_hang() {
    let shards = Shards::start(0);
    let mut con = connect(shards.urls());
    let mut gears = GearsCluster::new(&mut con);
    twice::register(&mut gears).expect("it registers");
    shards.cut();
    for error in [
        twice::call(&mut gears, 1).expect_err("it is cut"),
        NUMBERS.run(&mut gears).expect_err("it is cut"),
        gears.dump_registrations().expect_err("it is cut"),
        gears.config_set_each(&[("MaxExecutions", "1")]).expect_err("it is cut"),
    ] {
        assert!(error.is_connection(), "{error}");
        assert!(error.suggestion().is_some(), "{error}");
    }
}

#[cfg(feature = "deploy")]
#[test]
fn a_deployment_waits_until_every_shard_has_it() {
    use redis_gears::deploy::{Action, Deployment};

    let shards = Shards::start(1);
    let mut con = connect(shards.urls());
    let mut gears = GearsCluster::new(&mut con);
    let mut shop = Deployment::new("shop").trigger(&twice::GEAR);
    shards.set_behind(4);
    shop.apply(&mut gears).expect("it applies");
    // Once for the plan, and then until the last shard had it.
    let asked = shards.who_got("RG.PYDUMPSESSIONS").into_iter().filter(|shard| *shard == 2).count();
    assert!(asked >= 5, "it was asked {asked} times only");
    assert!(shop.plan(&mut gears).expect("it plans").is_unchanged());
    let status = shop.status(&mut gears).expect("it tells");
    assert!(status.gears[0].up_to_date, "{status}");
    let mut nodes: Vec<_> = status.gears[0].registrations.iter().map(|info| info.node.clone()).collect();
    nodes.sort();
    nodes.dedup();
    assert_eq!(nodes.len(), 3);
    // One that is new, or has lost it, is seen.
    shards.set_behind(usize::MAX);
    let plan = shop.plan(&mut gears).expect("it plans");
    assert_eq!(plan.count(Action::Update), 1);
    assert!(plan.to_string().contains("twice: not every shard has it"), "{plan}");
    assert!(!shop.status(&mut gears).expect("it tells").gears[0].up_to_date);
    shards.set_behind(0);
    shop.remove(&mut gears).expect("it goes");
    assert!(shards.engine().dump_registrations().expect("it lists").is_empty());
    assert_eq!(shards.who_got("RG.UNREGISTER"), [1]);
}
