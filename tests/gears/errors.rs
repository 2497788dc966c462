//! What goes wrong, and what the error says.

use crate::{Engine, connect};
use redis_gears::{Error, gear, prelude::*};
use serde::{Deserialize, Serialize};

#[gear]
#[derive(Clone, Serialize, Deserialize)]
struct Item {
    price: i64,
    stock: u8,
}

#[gear]
fn per_unit(item: &Item) -> i64 {
    let share = item.price / item.stock as i64;
    share
}

static PER_UNIT: Gear<Vec<i64>> = gear!(
    KeysReader::<Item>("item:*")
        .filter(|r| r.value.price > 0)
        .map(|r| {
            let reduced = Item { price: r.value.price - 1, ..r.value.clone() };
            per_unit(&reduced)
        })
        .run()
);

/// The line of this file that an error points at.
fn line(error: &Error) -> &'static str {
    match error {
        Error::Step { location: Some(location), .. } => {
            assert!(location.file.ends_with("errors.rs"), "{location:?}");
            include_str!("errors.rs").lines().nth(location.line as usize - 1).unwrap_or_default().trim()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_step_that_fails_names_the_line_of_the_closure_or_helper() {
    let mut engine = Engine::start();
    engine.commands("HSET item:1 price 10 stock 2\nHSET item:2 price 10 stock 0");
    let error = PER_UNIT.run(&mut engine.con).expect_err("a division by zero");
    assert_eq!(line(&error), "let share = item.price / item.stock as i64;");
    assert!(error.to_string().contains("errors.rs:"), "{error}");
    assert!(error.to_string().contains("attempt to divide by zero"), "{error}");
    PER_UNIT.native(&mut engine.con).expect_err("natively too");

    static IN_A_CLOSURE: Gear<Vec<String>> = gear!(
        KeysReader("item:*")
            .map(|r| r.key)
            .map(|key| {
                let parts: Vec<String> = key.split('/').map(|part| part.to_string()).collect();
                parts[1].clone()
            })
            .run()
    );
    let error = IN_A_CLOSURE.run(&mut engine.con).expect_err("an index out of range");
    assert_eq!(line(&error), "parts[1].clone()");
}

#[gear]
fn inverse(n: i64) -> i64 {
    100 / n
}

#[test]
fn a_backtrace_leads_from_the_helper_out_to_the_closure() {
    let mut engine = Engine::start();
    engine.commands("SET n 0");
    static INVERSE: Gear<Vec<i64>> = gear!(
        KeysReader::<String>("n")
            .map(|r| {
                let n = r.value.parse::<i64>().unwrap();
                inverse(n) + 1
            })
            .run()
    );
    let error = INVERSE.run(&mut engine.con).expect_err("a division by zero");
    let backtrace = error.backtrace().expect("the server sent one");
    let places: Vec<_> = backtrace.frames().iter().filter_map(|frame| frame.location).collect();
    let lines: Vec<&str> = include_str!("errors.rs").lines().collect();
    let sources: Vec<&str> = places.iter().map(|place| lines[place.line as usize - 1].trim()).collect();
    assert_eq!(sources, ["100 / n", "inverse(n) + 1"]);
    assert_eq!(error.location(), Some(places[0]));
    let shown = backtrace.to_string();
    let at = |text: &str| shown.find(text).unwrap_or_else(|| panic!("{text} is missing in\n{shown}"));
    assert!(at("| 100 / n") < at("| inverse(n) + 1"), "{shown}");
    assert!(backtrace.python().starts_with("Traceback (most recent call last)"), "{}", backtrace.python());
}

#[test]
fn a_lambda_is_found_by_its_line() {
    let mut engine = Engine::start();
    engine.commands("SET n 0");
    let divisor = 0;
    let gear = gear!(
        KeysReader::<String>("n")
            .map(|r| {
                let text = r.value;
                text.len() as i64
            })
            .map(|n| n / divisor)
            .run()
    );
    assert_eq!(line(&gear.run(&mut engine.con).expect_err("a division by zero")), ".map(|n| n / divisor)");
}

#[test]
fn a_record_that_does_not_fit_names_key_field_type_and_value() {
    let mut engine = Engine::start();
    engine.commands("HSET item:1 price ten stock 2");
    let expected = "item:1: field `price`: expected i64, got 'ten'";
    for error in [PER_UNIT.run(&mut engine.con), PER_UNIT.native(&mut engine.con)] {
        let error = error.expect_err("`ten` is not a number");
        assert!(matches!(error, Error::Record { .. }), "{error:?}");
        assert!(error.to_string().contains(expected), "{error}");
    }
    engine.commands("HSET item:1 price 10 stock 256");
    let error = PER_UNIT.run(&mut engine.con).expect_err("256 is not a u8");
    assert!(error.to_string().contains("item:1: field `stock`: expected u8, got '256'"), "{error}");
    engine.commands("DEL item:1\nSET item:1 text");
    let error = PER_UNIT.run(&mut engine.con).expect_err("a string is not a hash");
    assert!(error.to_string().contains("item:1: expected a hash, got a string"), "{error}");
}

#[test]
fn a_panic_comes_back_with_its_words() {
    let mut engine = Engine::start();
    engine.commands("SET n 3");
    static PANICS: Gear<Vec<i64>> = gear!(
        KeysReader::<String>("n")
            .map(|r| if r.value == "4" { 4 } else { panic!("{} is not 4", r.value) })
            .run()
    );
    for error in [PANICS.run(&mut engine.con), PANICS.native(&mut engine.con)] {
        assert!(error.expect_err("it panics").to_string().contains("3 is not 4"));
    }
}

#[test]
fn a_result_of_another_size_is_a_decode_error() {
    let mut engine = Engine::start();
    engine.commands("SET n 3");
    // Python's integers do not overflow: the sum leaves `i64` there and panics here.
    static TOO_LARGE: Gear<Vec<i64>> =
        gear!(KeysReader::<String>("n").map(|r| i64::MAX + r.value.parse::<i64>().unwrap_or(0)).run());
    let error = TOO_LARGE.run(&mut engine.con).expect_err("it does not fit");
    assert!(matches!(error, Error::Decode { .. }), "{error:?}");
}

#[test]
fn a_server_that_is_gone_is_told_in_one_line() {
    let server = gear_engine::Server::start().expect("the engine starts");
    let mut con = connect(&server.url());
    drop(server);
    let error = PER_UNIT.run(&mut con).expect_err("the server is gone");
    assert!(matches!(error, Error::Connection { .. }), "{error:?}");
    assert_eq!(error.to_string().lines().count(), 1, "{error}");
}

#[test]
fn python_that_cannot_run_is_a_reason_not_to_start() {
    let error = gear_engine::Server::builder()
        .python("/nonexistent/python3")
        .start()
        .map(|_| ())
        .expect_err("no python");
    let text = error.to_string();
    assert!(text.contains("/nonexistent/python3"), "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
}
