//! Functions that clients call by `RG.TRIGGER`.

use crate::Engine;
use redis_gears::{Error, Registration, gear, prelude::*};

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
    assert!(matches!(&error, Error::DuplicateTrigger { name, .. } if name == "double"), "{error:?}");
    let unknown = greet::call(&mut engine.con, "x", None).expect_err("it is not registered");
    assert!(matches!(&unknown, Error::UnknownTrigger { name } if name == "greet"), "{unknown:?}");
}

#[trigger]
fn total(first: i64, rest: Option<i64>) -> Result<i64, String> {
    match rest {
        Some(0) => Err(format!("{first} cannot be divided by 0")),
        Some(divisor) => Ok(first / divisor),
        None => Ok(first),
    }
}

#[trigger]
fn page(of: String, size: Option<usize>, from: Option<usize>) -> String {
    format!("{} of {of} from {}", size.unwrap_or(10), from.unwrap_or(0))
}

#[trigger("sum-of", variadic, mode = Sync, in_order = true)]
fn sum_of(label: &str, numbers: Vec<f64>) -> String {
    format!("{label}={}", numbers.iter().sum::<f64>())
}

#[gear]
fn started() {
    cmd::set("started", 1);
}

#[trigger("is-started", on_registered = started)]
fn is_started() -> bool {
    cmd::exists("started")
}

#[gear]
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
struct Point {
    x: f64,
    y: f64,
}

#[trigger("mirror")]
fn mirror(point: Point, names: Vec<String>) -> (Point, usize) {
    (Point { x: -point.x, y: -point.y }, names.len())
}

/// Stamps every write of a person.
#[hook("HSET", key_prefix = "person:", mode = AsyncLocal, variadic)]
fn stamp(key: String, fields: Vec<String>) -> i64 {
    call_next((key, fields, "changed", "now")).as_i64().unwrap_or(0)
}

#[hook("HSET", key_prefix = "pair:", variadic)]
fn only_pairs(key: &str, fields: Vec<String>) -> Result<i64, String> {
    if fields.len() != 2 {
        return Err(format!("{key} takes one field, got {}", fields.len() / 2));
    }
    Ok(call_next((key, fields)).as_i64().unwrap_or(-1))
}

#[test]
fn triggers_have_options() {
    let mut engine = Engine::start();
    let con = &mut engine.con;
    total::register(con).expect("it registers");
    assert_eq!(total::GEAR.trigger(), Some("total"));
    assert_eq!(total::call(con, 7, Some(2)).expect("it answers"), 3);
    assert_eq!(total::call(con, 7, None).expect("it answers"), 7);
    let error = total::call(con, 7, Some(0)).expect_err("it is refused").to_string();
    assert!(error.contains("ERR 7 cannot be divided by 0"), "{error}");
    let call = ["total", "7", "0"].map(String::from).to_vec();
    let error = total::GEAR.native_on([call]).expect_err("it is refused").to_string();
    assert!(error.contains("ERR 7 cannot be divided by 0"), "{error}");

    page::register(con).expect("it registers");
    assert_eq!(page::call(con, "x", None, None).expect("it answers"), "10 of x from 0");
    assert_eq!(page::call(con, "x", Some(5), None).expect("it answers"), "5 of x from 0");
    assert_eq!(page::call(con, "x", Some(5), Some(2)).expect("it answers"), "5 of x from 2");
    let error = page::call(con, "x", None, Some(2)).expect_err("the places would move").to_string();
    assert!(
        error.contains("page: argument `from`: expected `None` after an argument that is left out"),
        "{error}"
    );

    sum_of::register(con).expect("it registers");
    assert_eq!(sum_of::call(con, "n", vec![1.0, 2.5]).expect("it answers"), "n=3.5");
    assert_eq!(sum_of::call(con, "n", Vec::new()).expect("it answers"), sum_of("n", Vec::new()));
    let error =
        engine.reply::<redis::Value>(&["RG.TRIGGER", "sum-of", "n", "1", "x"]).expect_err("x is no number");
    assert!(error.to_string().contains("argument `numbers`: expected f64, got 'x'"), "{error}");

    let con = &mut engine.con;
    is_started::register(con).expect("it registers");
    crate::eventually(|| is_started::call(con).expect("it answers"));

    mirror::register(con).expect("it registers");
    let point = Point { x: 1.0, y: -2.5 };
    let names = vec!["a".to_owned(), "b".to_owned()];
    assert_eq!(mirror::call(con, point.clone(), names.clone()).expect("it answers"), mirror(point, names));
}

#[test]
fn hooks_are_functions() {
    let mut engine = Engine::start();
    only_pairs::register(&mut engine.con).expect("it registers");
    assert_eq!(engine.reply::<i64>(&["HSET", "pair:1", "a", "1"]), Ok(1));
    let error = engine.reply::<i64>(&["HSET", "pair:1", "a", "1", "b", "2"]).expect_err("it is refused");
    assert!(error.to_string().contains("pair:1 takes one field, got 2"), "{error}");
    assert_eq!(engine.reply::<i64>(&["HSET", "other", "a", "1", "b", "2"]), Ok(2));
    let call = ["HSET", "pair:2", "a", "1"].map(String::from).to_vec();
    only_pairs::GEAR.native_with(&mut engine.con, [call]).expect("it runs natively");
    assert_eq!(engine.reply::<i64>(&["HLEN", "pair:2"]), Ok(1));
    let error = stamp::GEAR.native_on([vec!["HSET".to_owned()]]).expect_err("there is no key").to_string();
    assert!(error.contains("HSET: argument `key`: expected text, got nothing"), "{error}");
}

#[gear]
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
struct Booking {
    rocket: String,
    seats: u8,
    #[serde(default)]
    names: Vec<String>,
}

static PAIRS: Gear<Registration> = gear!(
    CommandReader::<(String, i64)>().map(|(word, n)| word.repeat(n as usize)).register(trigger = "repeat")
);
static BOOKED: Gear<Registration> = gear!(
    CommandReader::<Booking>()
        .map(|booking| booking.seats as i64 * 10 + booking.names.len() as i64)
        .register(trigger = "booked", mode = Sync)
);
static OPTIONAL: Gear<Registration> = gear!(
    CommandReader::<(i64, Option<i64>)>().map(|(a, b)| a + b.unwrap_or(100)).register(trigger = "optional")
);

#[test]
fn a_command_reader_has_typed_arguments() {
    let mut engine = Engine::start();
    for gear in [&PAIRS, &BOOKED, &OPTIONAL] {
        gear.register(&mut engine.con).expect("it registers");
    }
    assert_eq!(
        engine.reply::<Vec<String>>(&["RG.TRIGGER", "repeat", "ab", "3"]),
        Ok(vec!["ababab".to_owned()])
    );
    assert_eq!(engine.reply::<Vec<i64>>(&["RG.TRIGGER", "booked", "apollo", "2"]), Ok(vec![20]));
    assert_eq!(engine.reply::<Vec<i64>>(&["RG.TRIGGER", "booked", "apollo", "2", "[\"ann\"]"]), Ok(vec![21]));
    assert_eq!(engine.reply::<Vec<i64>>(&["RG.TRIGGER", "optional", "1"]), Ok(vec![101]));
    assert_eq!(engine.reply::<Vec<i64>>(&["RG.TRIGGER", "optional", "1", "2"]), Ok(vec![3]));
    for (gear, call, expected) in [
        (&PAIRS, "repeat ab x", "repeat: argument 2: expected i64, got 'x'"),
        (&PAIRS, "repeat ab", "repeat: argument 2: expected i64, got nothing"),
        (&PAIRS, "repeat ab 1 2", "repeat: expected at most 2 arguments, got 3"),
        (&BOOKED, "booked apollo 300", "booked: field `seats`: expected u8, got '300'"),
        (
            &BOOKED,
            "booked apollo 3 x",
            "booked: field `names`: expected a JSON list of the declared type, got 'x'",
        ),
        (&BOOKED, "booked a 3 [] x", "booked: expected at most 3 arguments, got 4"),
    ] {
        let words: Vec<String> = call.split(' ').map(String::from).collect();
        let shipped: Vec<&str> = ["RG.TRIGGER"].into_iter().chain(call.split(' ')).collect();
        let error = engine.reply::<redis::Value>(&shipped).expect_err("it does not fit").to_string();
        assert!(error.contains(expected), "{error}");
        let error = gear.native_on([words]).expect_err("it does not fit").to_string();
        assert!(error.contains(expected), "{error}");
    }
}
