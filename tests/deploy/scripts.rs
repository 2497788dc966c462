//! Scripts of Python in deployments.

use redis_gears::deploy::{Action, Deployment, Orphans};
use redis_gears::{Gears as _, prelude::*};

use crate::Engine;
use crate::gears::first;

/// A trigger with a price, and a counter of orders.
fn script(price: i64) -> Gear<Registration> {
    let text = format!(
        "PRICE = {price}\n\n\ndef price(args):\n    return int(args[1]) * PRICE\n\n\n\
         GB('CommandReader').map(price).register(trigger='price', mode='sync')\n\
         GB('KeysReader').foreach(lambda r: execute('INCR', 'orders')).register('order:*', mode='sync')\n"
    );
    Gear::script(text, &[])
}

fn shop(price: i64) -> Deployment {
    Deployment::new("shop").named("legacy", &script(price)).trigger(&first::greet::GEAR)
}

fn price(con: &mut redis::Connection) -> String {
    let records = con.trigger("price", ["3"]).expect("it answers");
    records[0].as_str().expect("text").to_owned()
}

#[test]
fn a_script_is_deployed_upgraded_and_brought_back() {
    let Engine { mut con, server: _server } = Engine::with_shards(3);
    assert_eq!(shop(10).plan(&mut con).expect("it plans").count(Action::Create), 2);
    shop(10).apply(&mut con).expect("it applies");
    assert_eq!(price(&mut con), "30");
    assert_eq!(con.dump_registrations().expect("it lists").len(), 3);
    assert!(shop(10).apply(&mut con).expect("it applies").is_unchanged());

    let plan = shop(12).plan(&mut con).expect("it plans").to_string();
    for line in ["1 to update, 1 unchanged", "\n  ~ legacy", "- PRICE = 10", "+ PRICE = 12"] {
        assert!(plan.contains(line), "{line:?} is missing in\n{plan}");
    }
    let mut two = shop(12);
    two.apply(&mut con).expect("it applies");
    assert_eq!(price(&mut con), "36");
    two.rollback(&mut con).expect("it rolls back");
    assert_eq!(price(&mut con), "30");
    assert_eq!(con.dump_registrations().expect("it lists").len(), 3);
    two.remove(&mut con).expect("it removes");
    assert!(con.dump_registrations().expect("it lists").is_empty());
}

/// How many registrations a script makes is known once it has made them.
#[test]
fn a_part_of_a_script_that_is_gone_is_seen_and_repaired() {
    let Engine { mut con, server: _server } = Engine::start();
    shop(10).apply(&mut con).expect("it applies");
    let registrations = con.dump_registrations().expect("it lists");
    let counter = registrations.into_iter().find(|info| info.reader == "KeysReader").expect("it is there");
    con.unregister(&counter.id).expect("somebody unregisters it");
    let plan = shop(10).plan(&mut con).expect("it plans").to_string();
    assert!(plan.contains("~ legacy: somebody has unregistered a part of it"), "{plan}");
    shop(10).apply(&mut con).expect("it applies");
    assert_eq!(con.dump_registrations().expect("it lists").len(), 3);
    assert!(shop(10).plan(&mut con).expect("it plans").is_unchanged());
}

/// A migration: first the script as it is, then Rust in its place.
#[test]
fn rust_takes_the_place_of_a_script() {
    let Engine { mut con, server: _server } = Engine::start();
    Deployment::new("shop").named("legacy", &script(10)).apply(&mut con).expect("it applies");
    let mut migrated = Deployment::new("shop")
        .trigger(&first::price::GEAR)
        .named("audit", &first::AUDIT)
        .orphans(Orphans::Drop);
    let plan = migrated.apply(&mut con).expect("it applies").to_string();
    assert!(plan.contains("+ price: takes the place of `legacy`"), "{plan}");
    assert_eq!(first::price::call(&mut con, 3).expect("it answers"), 30);
    assert_eq!(con.dump_registrations().expect("it lists").len(), 2);
    migrated.rollback(&mut con).expect("it rolls back");
    assert_eq!(price(&mut con), "30");
}

/// Somebody has registered the script by hand, years ago: a plan says so before anything is done.
#[test]
fn a_script_that_is_there_already_is_named() {
    let Engine { mut con, server: _server } = Engine::start();
    con.pyexecute(&redis_gears::PyExecute::new(script(10).python()).id("by-hand")).expect("it registers");
    let plan = shop(10).plan(&mut con).expect("it plans").to_string();
    assert!(
        plan.contains("legacy: its trigger is registered by the session `by-hand` of somebody else"),
        "{plan}"
    );
    let error = shop(10).apply(&mut con).expect_err("the trigger is taken").to_string();
    assert!(
        error.contains("trigger `price` is registered by another gear, in the session `by-hand`"),
        "{error}"
    );
}

#[test]
fn a_script_is_called_like_its_file_and_stays_out_of_sets() {
    let Engine { mut con, server: _server } = Engine::start();
    let plan = Deployment::new("shop").gear(&script(1)).plan(&mut con).expect("it plans").to_string();
    assert!(plan.contains("\n  + script"), "{plan}");
    let set = GearSet::new().gear(&script(1)).trigger(&first::greet::GEAR);
    let error = Deployment::new("shop").set("all", &set).plan(&mut con).expect_err("its text is its own");
    assert_eq!(error.to_string(), "`<script>` is Python, which cannot be one script with other gears");
}
