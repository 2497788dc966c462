//! Trees of JSON that are matched by their variants, as `serde_json::Value` is everywhere else.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use serde_json::{Value, json};

#[gear]
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(n) if n.is_f64() => "float",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

#[gear]
fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or(Value::Null)
}

#[gear]
fn kinds(text: &str) -> Vec<String> {
    match parsed(text) {
        Value::Array(items) => items.iter().map(|item| kind(item).to_string()).collect(),
        other => vec![kind(&other).to_owned()],
    }
}

#[gear]
fn flatten(value: &Value, path: String, out: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                let next = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                flatten(inner, next, out);
            }
        }
        Value::Array(items) => {
            for (i, inner) in items.iter().enumerate() {
                flatten(inner, format!("{path}[{i}]"), out);
            }
        }
        other => {
            out.insert(path, other.to_string());
        }
    }
}

#[gear]
fn flat(text: &str) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    flatten(&parsed(text), String::new(), &mut out);
    out
}

#[gear]
fn depth(value: &serde_json::Value) -> usize {
    match value {
        serde_json::Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        serde_json::Value::Object(fields) => 1 + fields.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

#[gear]
fn depth_of(text: &str) -> usize {
    depth(&parsed(text))
}

#[gear]
fn total(value: &Json) -> f64 {
    match value {
        Json::Number(n) => n.as_f64().unwrap_or(0.0),
        Json::Bool(true) => 1.0,
        Json::String(text) => text.parse().unwrap_or(0.0),
        Json::Array(items) => items.iter().map(|item| total(item)).sum(),
        Json::Object(fields) => fields.iter().map(|(_, value)| total(value)).sum(),
        Json::Null | Json::Bool(false) => 0.0,
    }
}

#[gear]
fn total_of(text: &str) -> f64 {
    total(&parsed(text))
}

#[gear]
fn doubled(value: Value) -> Value {
    match value {
        Value::Number(n) => match n.as_i64() {
            Some(whole) => json!(whole.wrapping_mul(2)),
            None => Value::Number(n),
        },
        Value::String(text) => Value::String(text.repeat(2)),
        Value::Array(items) => Value::Array(items.into_iter().map(doubled).collect()),
        Value::Object(fields) => {
            Value::Object(fields.into_iter().map(|(key, value)| (key, doubled(value))).collect())
        }
        other => other,
    }
}

#[gear]
fn doubled_text(text: &str) -> String {
    let before = parsed(text);
    let kept = before.clone();
    format!("{} {}", doubled(before), kept)
}

#[gear]
fn appended(text: &str) -> String {
    let before = parsed(text);
    let kept = before.clone();
    let after = match before {
        Value::Array(mut items) => {
            items.push(Value::Bool(true));
            items.insert(0, Value::Null);
            Value::Array(items)
        }
        Value::Object(mut fields) => {
            fields.insert("new".to_string(), Value::String("x".into()));
            fields.remove("a");
            Value::Object(fields)
        }
        other => json!([other]),
    };
    format!("{after} {kept}")
}

#[gear]
fn items(value: Value) -> Vec<Value> {
    if let Value::Array(items) = value { items } else { Vec::new() }
}

#[gear]
fn grown(text: &str) -> String {
    let before = parsed(text);
    let mut list = items(before.clone());
    list.push(json!(7));
    format!("{before} {}", Value::Array(list))
}

#[gear]
fn names(text: &str) -> Vec<String> {
    let Value::Array(users) = parsed(text) else { return vec!["no list".into()] };
    users
        .iter()
        .filter_map(|user| match &user["name"] {
            Value::String(name) => Some(name.clone()),
            _ => None,
        })
        .collect()
}

#[gear]
fn first_two(text: &str) -> String {
    match &parsed(text) {
        Value::Array(items) => match items.as_slice() {
            [Value::String(a), Value::String(b), ..] => format!("{a}+{b}"),
            [one] => format!("one {one}"),
            [] => "none".to_string(),
            _ => "other".to_string(),
        },
        Value::Object(fields) if fields.contains_key("a") => format!("{}", fields["a"]),
        value if value.is_null() => "null".to_string(),
        _ => "no list".to_string(),
    }
}

#[gear]
fn wrapped(texts: &[String]) -> String {
    Value::Array(texts.iter().cloned().map(Value::String).collect()).to_string()
}

#[gear]
fn looked_up(text: &str, key: &str) -> String {
    match parsed(text).get(key) {
        Some(Value::String(s)) => format!("text {s}"),
        Some(Value::Null) => "null".to_string(),
        Some(other) => format!("other {other}"),
        None => "nothing".to_string(),
    }
}

#[gear]
fn ages(text: &str) -> i64 {
    let ages = parsed(text);
    let first = ages.get("first").and_then(Value::as_i64).unwrap_or(-1);
    let known: Vec<Value> = ages["all"].as_array().cloned().unwrap_or_default();
    first
        + known.iter().filter_map(Value::as_i64).sum::<i64>()
        + known.iter().filter(|age| Value::is_null(age)).count() as i64
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(kinds: ("[null,true,false,1,-1.5,1.0,\"x\",[1],{}]"), ("3"), ("x")),
        program!(flat: ("{\"a\":[1,{\"b\":null}],\"c\":\"x\",\"d\":{},\"e\":1.0}"), ("1"), ("x")),
        program!(depth_of: ("[[],[[1]],{\"a\":[{}]}]"), ("1")),
        program!(total_of: ("[1,2.5,true,false,null,\"3\",\"x\",{\"a\":[1,1]}]"), ("0")),
        program!(doubled_text: ("[1,2.5,\"ab\",{\"a\":[3]},null,true]"), ("9223372036854775807"), ("18446744073709551615")),
        program!(appended: ("[1]"), ("{\"a\":1,\"b\":2}"), ("1")),
        program!(grown: ("[1,[2]]"), ("{}")),
        program!(names: ("[{\"name\":\"a\"},{\"name\":1},{}]"), ("{}")),
        program!(first_two: ("[\"a\",\"b\",1]"), ("[1]"), ("[]"), ("[1,2]"), ("{\"a\":[1]}"), ("null"), ("{}")),
        program!(ages: ("{\"first\":3,\"all\":[1,\"x\",null,2]}"), ("{}"), ("1")),
        program!(wrapped: (&["a".to_string(), "\"".to_string()][..])),
        program!(looked_up: ("{\"a\":\"x\",\"b\":null,\"c\":[1]}", "a"), ("{\"b\":null}", "b"), ("{\"c\":[1]}", "c"), ("{}", "d"), ("[1]", "0")),
    ]
}
