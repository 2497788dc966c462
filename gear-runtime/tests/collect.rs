//! All event gears of a crate, without naming them.
#![cfg(feature = "deploy")]

use gear_runtime::__private as p;
use gear_runtime::deploy::Deployment;

mod support;

use support::definition;

static AUDIT: p::Definition =
    p::Definition { ..definition("audit", "GB('KeysReader', desc='\u{1}d\u{1}').register('a')", &[]) };
p::collect! { AUDIT }

static HELLO: p::Definition = p::Definition {
    reader: "CommandReader",
    trigger: Some("hello"),
    ..definition("hello", "GB('CommandReader', desc='\u{1}d\u{1}').register(trigger='hello')", &[])
};
p::collect! { HELLO }

#[test]
fn the_gears_of_this_crate_are_found() {
    let found = format!("{:?}", Deployment::new("app").crate_gears(module_path!()));
    assert!(found.contains("users-keys") && found.contains("name: \"hello\""), "{found}");
    let none = format!("{:?}", Deployment::new("app").crate_gears("another_crate::module"));
    assert!(!none.contains("hello"), "{none}");
}
