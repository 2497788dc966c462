//! Nothing, null and what is not there: options of JSON, options of options.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use std::collections::{BTreeMap, HashMap};

#[gear]
fn told(value: &serde_json::Value) -> String {
    if let Some(name) = value.get("name") { format!("name: {name}") } else { "no name".to_string() }
}

#[gear]
fn told_of(text: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    Some(told(&value))
}

#[gear]
fn read(text: &str) -> (Option<String>, i64, bool, bool) {
    let Ok(doc) = serde_json::from_str::<serde_json::Value>(text) else { return (None, -1, false, false) };
    let name = doc.get("name").and_then(|x| x.as_str()).map(|x| x.to_string());
    let n = doc.get("n").and_then(serde_json::Value::as_i64).unwrap_or(0);
    let deep = doc.get("a").and_then(|a| a.get("b")).and_then(|b| b.as_bool()).unwrap_or(false);
    (name, n, doc.get("name").is_some(), deep || doc.get(0).is_none())
}

#[gear]
fn first_of(text: &str) -> Option<String> {
    let doc = serde_json::from_str::<serde_json::Value>(text).ok()?;
    let first = doc["list"].as_array()?.get(0)?;
    Some(first.to_string())
}

#[gear]
fn ends(text: &str) -> String {
    let doc: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    let Some(list) = doc["list"].as_array() else { return "no list".to_string() };
    let show = |it: Option<&serde_json::Value>| match it {
        Some(x) => x.to_string(),
        None => "-".to_string(),
    };
    let found = list.iter().find(|x| !x.is_i64());
    let last = list.last().map(|x| x.to_string()).unwrap_or_else(|| "none".to_string());
    format!(
        "{} {} {} {} {}",
        show(list.first()),
        show(found),
        last,
        show(list.iter().next()),
        show(list.iter().nth(1))
    )
}

#[gear]
fn pointed(text: &str, path: &str) -> String {
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(doc) => match doc.pointer(path) {
            Some(found) if found.is_null() => "null".to_string(),
            Some(found) => format!("{found}"),
            None => "nothing".to_string(),
        },
        Err(_) => "broken".to_string(),
    }
}

#[gear]
fn of_object(text: &str, key: &str) -> String {
    let doc: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    let Some(object) = doc.as_object() else { return format!("{doc} is no object") };
    let n = object.get("n").and_then(|n| n.as_i64());
    match object.get(key) {
        Some(value) => format!("{value} {n:?} {}", object.contains_key(key)),
        None => format!("- {n:?}"),
    }
}

#[gear]
fn names(text: &str) -> Vec<String> {
    let doc: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    let Some(list) = doc["list"].as_array() else { return Vec::new() };
    let mut out: Vec<String> = list.iter().filter_map(|x| x.get("name")).map(|x| x.to_string()).collect();
    out.extend(list.iter().flat_map(|x| x.get("name")).filter_map(|x| x.as_str()).map(String::from));
    out
}

#[gear]
fn field<'a>(doc: &'a serde_json::Value, name: &str) -> Option<&'a serde_json::Value> {
    doc.get(name).filter(|x| !x.is_boolean())
}

#[gear]
fn by_helper(text: &str) -> String {
    let doc: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    let found = field(&doc, "name").or(field(&doc, "n"));
    let same = found == doc.get("n");
    let owned = found.cloned();
    format!("{same} {} {}", owned.is_some(), owned.unwrap_or(json!("none")))
}

#[gear]
fn kept(lines: &[String]) -> Vec<String> {
    let mut docs: HashMap<String, serde_json::Value> = HashMap::new();
    let mut out = Vec::new();
    for line in lines {
        let Ok(doc) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        let kind = if doc.is_object() { "object" } else { "other" };
        if let Some(old) = docs.insert(kind.to_string(), doc) {
            out.push(old.to_string());
        }
    }
    if let Some(other) = docs.get("other") {
        out.push(format!("other {other}"));
    }
    match docs.remove("object") {
        Some(object) => out.push(format!("object {object}")),
        None => out.push("no object".to_string()),
    }
    out
}

#[gear]
fn ages(people: &BTreeMap<String, Option<i64>>, name: &str) -> String {
    match people.get(name) {
        Some(Some(age)) if *age < 0 => "not born".to_string(),
        Some(Some(age)) => format!("{age}"),
        Some(None) => "unknown".to_string(),
        None => "nobody".to_string(),
    }
}

#[gear]
fn age_or(people: &BTreeMap<String, Option<i64>>, name: &str) -> Option<i64> {
    let age = people.get(name)?;
    Some(age.unwrap_or(-1))
}

#[gear]
fn flat(list: &[Option<i64>]) -> String {
    let first = list.iter().next();
    let last = list.last().copied().flatten();
    let option: Option<Option<i64>> = list.first().copied();
    let also = option.flatten();
    let some = option.map(|x| x.is_some()).unwrap_or(false);
    let wrapped = Some(also);
    let sorted = {
        let mut all = vec![wrapped, None, Some(None), first.copied()];
        all.sort();
        all
    };
    format!("{first:?} {last:?} {option:?} {also:?} {some} {wrapped:?} {sorted:?} {}", wrapped == option)
}

#[gear]
fn drained(list: Vec<Option<String>>) -> Vec<String> {
    let mut list = list;
    let mut out = Vec::new();
    while let Some(item) = list.pop() {
        match item {
            Some(text) => out.push(text),
            None => out.push("?".to_string()),
        }
    }
    let mut slot: Option<Option<i64>> = None;
    for i in 0..3i64 {
        let old = slot.replace(if i % 2 == 0 { None } else { Some(i) });
        out.push(format!("{old:?} {slot:?}"));
    }
    out.push(format!("{:?} {:?}", slot.take(), slot));
    out
}

#[gear]
fn unit(flag: bool, text: &str) -> String {
    let done: Option<()> = flag.then(|| ());
    let result: Result<(), String> = if text.is_empty() { Err("empty".to_string()) } else { Ok(()) };
    let ok = result.ok();
    format!("{:?} {:?} {} {}", done, ok, done.is_some(), ok.is_none())
}

#[gear]
fn chained(people: &BTreeMap<String, Option<i64>>, a: &str, b: &str) -> Option<i64> {
    if let Some(Some(x)) = people.get(a)
        && let Some(y) = people.get(b)
        && y.is_none_or(|y| y > *x)
    {
        return Some(*x);
    }
    let Some(z) = people.get(b) else { return None };
    *z
}

const EMPTY: &str = "{}";
const NULL_NAME: &str = r#"{"name": null}"#;
const ANN: &str = r#"{"name": "ann", "n": 3, "a": {"b": true}}"#;
const NULLS: &str = r#"{"name": {"name": 1}, "n": null, "a": {"b": null}, "list": [null, 2]}"#;
const NAMES: &str = r#"{"list": [{"name": "x"}, {"name": null}, {"no": 1}, 3]}"#;
const SHORT: &str = r#"{"list": [], "n": 1.0}"#;
const MIXED: &str = r#"{"list": [1, 2.5, null, "t"], "n": 1, "name": true}"#;

/// A program on each document, with further arguments.
macro_rules! documents {
    ($function:ident $(, $argument:expr)*) => {
        program!(
            $function: (EMPTY $(, $argument)*), (NULL_NAME $(, $argument)*), (ANN $(, $argument)*), (NULLS $(, $argument)*),
            (NAMES $(, $argument)*), (SHORT $(, $argument)*), (MIXED $(, $argument)*), ("[1, 2]" $(, $argument)*),
            ("null" $(, $argument)*), ("3" $(, $argument)*), ("[" $(, $argument)*)
        )
    };
}

fn people() -> BTreeMap<String, Option<i64>> {
    let ages = [("ann", Some(3)), ("bob", None), ("eve", Some(-1)), ("tom", Some(9))];
    ages.map(|(name, age)| (name.to_string(), age)).into()
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| text.to_string()).collect()
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        documents!(told_of),
        documents!(read),
        documents!(first_of),
        documents!(ends),
        documents!(pointed, ""),
        documents!(pointed, "/a/b"),
        documents!(pointed, "/name"),
        documents!(pointed, "/list/0"),
        documents!(pointed, "/list/00"),
        documents!(pointed, "/list/9"),
        documents!(pointed, "/0"),
        documents!(pointed, "a"),
        documents!(pointed, "/"),
        documents!(of_object, "name"),
        documents!(of_object, "n"),
        documents!(of_object, "x"),
        documents!(names),
        documents!(by_helper),
        program!(kept: (&texts(&[EMPTY, "null", ANN, "[", "2", "3"])), (&texts(&[])), (&texts(&["null", NULLS]))),
        program!(ages: (&people(), "ann"), (&people(), "bob"), (&people(), "eve"), (&people(), "zoe")),
        program!(age_or: (&people(), "ann"), (&people(), "bob"), (&people(), "zoe")),
        program!(flat: (&[None::<i64>; 0]), (&[None::<i64>]), (&[Some(1)]), (&[None, Some(2)]), (&[Some(3), Some(0), None])),
        program!(drained: (Vec::<Option<String>>::new()), (vec![None, Some("a".to_string()), Some(String::new())])),
        program!(unit: (true, ""), (false, "x")),
        program!(
            chained: (&people(), "ann", "bob"), (&people(), "ann", "tom"), (&people(), "bob", "tom"), (&people(), "tom", "ann"),
            (&people(), "zoe", "eve"), (&people(), "ann", "zoe")
        ),
    ]
}
