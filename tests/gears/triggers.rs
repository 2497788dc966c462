//! Functions that clients call by `RG.TRIGGER`.

use crate::Engine;
use redis_gears::{Error, gear, prelude::*};

/// The launches of a target.
#[trigger("launch")]
fn launch(target: String, times: i64) -> Vec<String> {
    (1..=times).map(|n| format!("{target} #{n}")).collect()
}

#[trigger("greet")]
fn greet(name: &str, polite: Option<bool>) -> String {
    if polite.unwrap_or(false) { format!("Good day, {name}") } else { format!("-hi {name}") }
}

#[trigger("double")]
fn double(x: i64) -> i64 {
    2 * x
}

#[trigger("remember")]
fn remember(key: String, value: f64) {
    cmd::set(format!("memory:{key}"), value);
}

#[trigger("visits")]
fn visits(page: String) -> (i64, Option<String>) {
    let key = format!("visits:{page}");
    let before = cmd::get(&key);
    (cmd::incr(&key, 1) as i64, before)
}

#[trigger("fail")]
fn fail(values: Vec<i64>) -> i64 {
    values.iter().map(|value| 100 / value).sum()
}

// Uses a trigger as the function that it is.
static FROM_A_GEAR: Gear<Vec<i64>> = gear!(KeysReader("d").map(|_| double(21)).run());

#[test]
fn a_trigger_is_called_with_types() {
    let mut engine = Engine::start();
    let con = &mut engine.con;
    launch::register(con).expect("it registers");
    assert_eq!(launch::call(con, "moon", 3).expect("it answers"), launch("moon".into(), 3));
    greet::register(con).expect("it registers");
    assert_eq!(greet::call(con, "ann", None).expect("it answers"), "-hi ann");
    assert_eq!(greet::call(con, "ann", Some(true)).expect("it answers"), greet("ann", Some(true)));
    double::register(con).expect("it registers");
    assert_eq!(double::call(con, i64::MIN / 2).expect("it answers"), i64::MIN);
    visits::register(con).expect("it registers");
    assert_eq!(visits::call(con, "home").expect("it answers"), (1, None));
    assert_eq!(visits::call(con, "home").expect("it answers"), (2, Some("1".to_owned())));
    remember::register(con).expect("it registers");
    remember::call(con, "pi", 3.0).expect("it answers");
    assert_eq!(engine.reply::<String>(&["GET", "memory:pi"]), Ok("3.0".to_owned()));
}

#[test]
fn other_clients_see_plain_replies() {
    let mut engine = Engine::start();
    double::register(&mut engine.con).expect("it registers");
    greet::register(&mut engine.con).expect("it registers");
    launch::register(&mut engine.con).expect("it registers");
    assert_eq!(engine.reply::<Vec<i64>>(&["RG.TRIGGER", "double", "21"]), Ok(vec![42]));
    assert_eq!(engine.reply::<Vec<String>>(&["RG.TRIGGER", "greet", "bob"]), Ok(vec!["-hi bob".to_owned()]));
    let json = engine.reply::<Vec<String>>(&["RG.TRIGGER", "launch", "moon", "2"]);
    assert_eq!(json, Ok(vec![r#"["moon #1","moon #2"]"#.to_owned()]));
}

#[test]
fn arguments_that_do_not_fit_are_explained_to_the_caller() {
    let mut engine = Engine::start();
    double::register(&mut engine.con).expect("it registers");
    let mut error = |words: &[&str]| {
        engine
            .reply::<redis::Value>(words)
            .expect_err("the call is wrong")
            .detail()
            .unwrap_or_default()
            .to_owned()
    };
    assert_eq!(error(&["RG.TRIGGER", "double", "x1"]), "double: argument `x`: expected i64, got 'x1'");
    assert_eq!(error(&["RG.TRIGGER", "double", "1_000"]), "double: argument `x`: expected i64, got '1_000'");
    assert_eq!(error(&["RG.TRIGGER", "double"]), "double: argument `x`: expected i64, got nothing");
    assert_eq!(error(&["RG.TRIGGER", "double", "1", "2"]), "double: takes 1 argument, got 2");
}

#[test]
fn a_failing_trigger_points_at_the_line() {
    let mut engine = Engine::start();
    fail::register(&mut engine.con).expect("it registers");
    assert_eq!(fail::call(&mut engine.con, vec![1, 2]).expect("it answers"), 150);
    match fail::call(&mut engine.con, vec![1, 0]).expect_err("it divides by zero") {
        Error::Step { message, location: Some(location), .. } => {
            assert_eq!(message, "attempt to divide by zero");
            assert!(location.file.ends_with("triggers.rs"), "{location:?}");
            let line = include_str!("triggers.rs").lines().nth(location.line as usize - 1);
            assert_eq!(line.map(str::trim), Some("values.iter().map(|value| 100 / value).sum()"));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_trigger_is_still_a_function() {
    let mut engine = Engine::start();
    engine.commands("SET d 1");
    assert_eq!(double(4), 8);
    assert_eq!(FROM_A_GEAR.run(&mut engine.con).expect("it runs"), [42]);
    assert_eq!(launch::GEAR.trigger(), Some("launch"));
    assert!(launch::GEAR.python().contains("def gear_fn_launch(target, times):"));
}

mod rival {
    use redis_gears::prelude::*;

    #[trigger("double")]
    pub(super) fn double(x: i64) -> i64 {
        x + x
    }
}

#[test]
fn two_functions_cannot_have_one_trigger() {
    let mut engine = Engine::start();
    double::register(&mut engine.con).expect("it registers");
    double::register(&mut engine.con).expect("it is registered already");
    let error = rival::double::register(&mut engine.con).expect_err("the name is taken");
    assert!(matches!(&error, Error::DuplicateTrigger { name } if name == "double"), "{error:?}");
    let unknown = greet::call(&mut engine.con, "x", None).expect_err("it is not registered");
    assert!(matches!(&unknown, Error::UnknownTrigger { name } if name == "greet"), "{unknown:?}");
}
