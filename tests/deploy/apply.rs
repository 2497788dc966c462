//! What a deployment does when nothing disturbs it.

use redis_gears::deploy::{Action, Deployment, Orphans};
use redis_gears::{Error, Gears as _, Registration, gear, prelude::*};

use crate::Engine;
use crate::gears::{first, second, taken};

fn version_one() -> Deployment {
    Deployment::new("shop")
        .named("audit", &first::AUDIT)
        .trigger(&first::price::GEAR)
        .trigger(&first::greet::GEAR)
}

fn version_two() -> Deployment {
    Deployment::new("shop")
        .named("audit", &first::AUDIT)
        .trigger(&second::price::GEAR)
        .trigger(&second::refund::GEAR)
}

#[test]
fn applying_twice_changes_nothing_the_second_time() {
    let Engine { mut con, server: _server } = Engine::start();
    let mut shop = version_one();
    let plan = shop.plan(&mut con).expect("it plans");
    assert_eq!(plan.count(Action::Create), 3);
    assert!(con.dump_registrations().expect("it lists").is_empty(), "a plan changes nothing");
    shop.apply(&mut con).expect("it applies");
    let ids = |con: &mut redis::Connection| -> Vec<String> {
        con.dump_registrations().expect("it lists").into_iter().map(|info| info.id).collect()
    };
    let before = ids(&mut con);
    assert!(shop.apply(&mut con).expect("it applies").is_unchanged());
    assert_eq!(ids(&mut con), before);
    assert_eq!(first::price::call(&mut con, 3).expect("it answers"), 30);
}

#[test]
fn a_plan_shows_what_differs_down_to_the_lines() {
    let Engine { mut con, server: _server } = Engine::start();
    version_one().apply(&mut con).expect("it applies");
    let plan = version_two().plan(&mut con).expect("it plans").to_string();
    assert!(
        plan.starts_with("deployment `shop`: 1 to create, 1 to update, 1 unchanged, 1 orphaned"),
        "{plan}"
    );
    for line in [
        "\n  ~ price",
        "\n  + refund",
        "\n  ? greet: it stays",
        "-     return items * 10",
        "+     return items * 12",
    ] {
        assert!(plan.contains(line), "{line:?} is missing in\n{plan}");
    }
    assert!(!plan.contains("audit"), "what is unchanged is counted only:\n{plan}");
}

#[test]
fn an_upgrade_replaces_and_a_rollback_brings_back() {
    let Engine { mut con, server: _server } = Engine::start();
    version_one().apply(&mut con).expect("it applies");
    let mut two = version_two().orphans(Orphans::Drop);
    two.apply(&mut con).expect("it applies");
    assert_eq!(second::price::call(&mut con, 3).expect("it answers"), 36);
    assert_eq!(second::refund::call(&mut con, 3).expect("it answers"), -3);
    assert!(matches!(first::greet::call(&mut con, "ann"), Err(Error::UnknownTrigger { .. })));
    two.rollback(&mut con).expect("it rolls back");
    assert_eq!(first::price::call(&mut con, 3).expect("it answers"), 30);
    assert_eq!(first::greet::call(&mut con, "ann").expect("it answers"), "hello ann");
    assert!(matches!(second::refund::call(&mut con, 3), Err(Error::UnknownTrigger { .. })));
    two.rollback(&mut con).expect("and forth");
    assert_eq!(second::price::call(&mut con, 3).expect("it answers"), 36);
}

#[test]
fn orphans_stay_or_go_as_they_are_told() {
    let Engine { mut con, server: _server } = Engine::start();
    version_one().apply(&mut con).expect("it applies");
    version_two().apply(&mut con).expect("it applies");
    assert_eq!(first::greet::call(&mut con, "ann").expect("it stays"), "hello ann");
    let plan = version_two().orphans(Orphans::Drop).apply(&mut con).expect("it applies");
    assert_eq!(plan.count(Action::Drop), 1);
    assert!(first::greet::call(&mut con, "ann").is_err());
}

#[test]
fn a_gear_with_another_name_takes_over_the_trigger() {
    let Engine { mut con, server: _server } = Engine::start();
    version_one().apply(&mut con).expect("it applies");
    let mut renamed = Deployment::new("shop").named("prices", &second::price::GEAR).orphans(Orphans::Drop);
    let plan = renamed.plan(&mut con).expect("it plans").to_string();
    assert!(plan.contains("+ prices: takes the place of `price`"), "{plan}");
    renamed.apply(&mut con).expect("it applies");
    assert_eq!(second::price::call(&mut con, 1).expect("it answers"), 12);
    assert_eq!(con.dump_registrations().expect("it lists").len(), 1);
}

#[test]
fn a_new_name_for_the_same_gear_takes_its_place() {
    let Engine { mut con, server: _server } = Engine::start();
    Deployment::new("shop").named("audit", &first::AUDIT).apply(&mut con).expect("it applies");
    let mut renamed = Deployment::new("shop").named("ledger", &first::AUDIT).orphans(Orphans::Drop);
    let plan = renamed.apply(&mut con).expect("it applies").to_string();
    assert!(plan.contains("+ ledger: takes the place of `audit`"), "{plan}");
    assert_eq!(con.dump_registrations().expect("it lists").len(), 1);
    assert!(renamed.plan(&mut con).expect("it plans").is_unchanged());
}

#[test]
fn drift_is_seen_and_repaired() {
    let Engine { mut con, server: _server } = Engine::start();
    version_one().apply(&mut con).expect("it applies");
    let price = con.dump_registrations().expect("it lists");
    let price =
        price.into_iter().find(|info| info.args.trigger.as_deref() == Some("price")).expect("it is there");
    con.unregister(&price.id).expect("somebody unregisters it");
    let mut shop = version_one();
    assert!(!shop.plan(&mut con).expect("it plans").is_unchanged());
    shop.apply(&mut con).expect("it applies");
    assert_eq!(first::price::call(&mut con, 1).expect("it is back"), 10);
    // A lost memory is no harm: the sessions tell what is deployed.
    redis::cmd("FLUSHALL").exec(&mut con).expect("it forgets");
    assert!(shop.plan(&mut con).expect("it plans").is_unchanged());
    version_two().apply(&mut con).expect("it applies");
}

#[test]
fn a_failure_leaves_everything_as_it_was() {
    let Engine { mut con, server: _server } = Engine::start();
    taken::register(&mut con).expect("somebody has this trigger");
    version_one().apply(&mut con).expect("it applies");
    let mut bad = version_two().named("late", &by_us::taken::GEAR);
    let theirs = format!("session `gear-{}`", taken::GEAR.hash());
    let plan = bad.plan(&mut con).expect("it plans").to_string();
    assert!(
        plan.contains(&format!("+ late: its trigger is registered by the {theirs} of somebody else")),
        "{plan}"
    );
    let error = bad.apply(&mut con).expect_err("the trigger is taken");
    let Error::Deployment { gear, source, rolled_back: true, .. } = &error else { panic!("{error:?}") };
    assert_eq!(gear, "late");
    assert!(matches!(**source, Error::DuplicateTrigger { ref name, .. } if name == "taken"), "{source:?}");
    assert!(error.to_string().contains(&theirs), "{error}");
    assert_eq!(first::price::call(&mut con, 3).expect("it answers"), 30);
    assert!(matches!(second::refund::call(&mut con, 3), Err(Error::UnknownTrigger { .. })));
    assert!(version_one().plan(&mut con).expect("it plans").is_unchanged());
}

/// The same trigger, in another gear.
mod by_us {
    use redis_gears::trigger;

    #[trigger("taken")]
    pub(crate) fn taken(items: i64) -> i64 {
        items + 1
    }
}

#[test]
fn status_tells_counts_and_the_place_of_the_last_error() {
    let Engine { mut con, server: _server } = Engine::start();
    let mut shop = Deployment::new("shop").trigger(&second::broken::GEAR).trigger(&first::price::GEAR);
    assert!(!shop.status(&mut con).expect("it tells").gears[0].deployed);
    shop.apply(&mut con).expect("it applies");
    first::price::call(&mut con, 1).expect("it answers");
    second::broken::call(&mut con, vec![0]).expect_err("a division by zero");
    let status = shop.status(&mut con).expect("it tells");
    let [broken, price] = status.gears.as_slice() else { panic!("{status:?}") };
    assert_eq!((price.succeeded, price.failed, price.up_to_date), (1, 0, true));
    assert_eq!((broken.triggered, broken.failed), (1, 1));
    let location = broken.last_error.as_ref().and_then(Error::location).expect("it has a place");
    assert!(location.file.ends_with("tests/deploy/gears.rs"), "{location}");
    assert!(status.to_string().contains("broken: up to date, 1 run, 1 failed; last error: "), "{status}");
}

#[test]
fn removing_leaves_nothing() {
    let Engine { mut con, server: _server } = Engine::start();
    taken::register(&mut con).expect("it registers");
    let mut shop = version_one();
    shop.apply(&mut con).expect("it applies");
    shop.remove(&mut con).expect("it goes");
    let left = con.dump_registrations().expect("it lists");
    assert_eq!(left.len(), 1, "what belongs to others stays");
    let keys: Vec<String> = redis::cmd("KEYS").arg("*redis-gears*").query(&mut con).expect("it lists");
    assert!(keys.is_empty(), "{keys:?}");
    assert!(matches!(shop.rollback(&mut con), Err(Error::InvalidDeployment { .. })));
}

#[test]
fn what_cannot_be_deployed_is_refused_before_anything_is_sent() {
    let Engine { mut con, server: _server } = Engine::start();
    let mut refused = |mut deployment: Deployment, words: &str| {
        let error = deployment.apply(&mut con).expect_err("it is refused");
        assert!(matches!(error, Error::InvalidDeployment { .. }), "{error:?}");
        assert!(error.to_string().contains(words), "{error}");
    };
    refused(Deployment::new("my shop"), "`my shop` cannot be the name of the app");
    refused(Deployment::new("a").trigger(&first::price::GEAR).trigger(&first::price::GEAR), "the same gear");
    refused(
        Deployment::new("a").trigger(&first::price::GEAR).trigger(&second::price::GEAR),
        "two gears are called `price`",
    );
    let twice = Deployment::new("a").trigger(&first::price::GEAR).named("other", &second::price::GEAR);
    refused(twice, "have the same trigger `price`");
    let all: Gear<Registration> = gear!(StreamReader("in:*").for_each(|_| log!("all")).register());
    let one: Gear<Registration> = gear!(StreamReader("in:1").for_each(|_| log!("one")).register());
    refused(Deployment::new("a").gear(&all).gear(&one), "read the same streams (`in:*`, `in:1`)");
    let readers = GearSet::new().gear(&all).gear(&one);
    refused(Deployment::new("a").set("readers", &readers), "two gears of `readers` read the same streams");
    let twice = GearSet::new().trigger(&first::price::GEAR).trigger(&second::price::GEAR);
    refused(
        Deployment::new("a").set("prices", &twice),
        "two gears of `prices` have the same trigger `price`",
    );
    refused(Deployment::new("a").named("größe", &first::price::GEAR), "the character 'ö'");
}
