//! JSON: trees, typed documents, changes, reports.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

#[gear]
fn summarize(text: &str) -> Result<String, String> {
    let value: serde_json::Value = serde_json::from_str(text).map_err(|_| "not JSON".to_string())?;
    let name = value["user"]["name"].as_str().unwrap_or("anonymous");
    let tags: Vec<&str> = value["tags"]
        .as_array()
        .map(|tags| tags.iter().filter_map(|t| t.as_str()).collect())
        .unwrap_or_default();
    let age = match value["user"]["age"].as_u64() {
        Some(n) if n >= 18 => format!("{n}"),
        Some(_) => "minor".to_string(),
        None => "?".into(),
    };
    Ok(format!("{name} ({age}): {}", tags.join("/")))
}

#[gear]
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Item {
    name: String,
    price: f64,
    #[serde(default)]
    quantity: u32,
}

#[gear]
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Cart {
    id: u64,
    customer: Option<String>,
    items: Vec<Item>,
    #[serde(rename = "couponCode")]
    coupon: Option<String>,
}

#[gear]
fn cart_total(text: &str) -> Result<f64, String> {
    let cart: Cart = serde_json::from_str(text).map_err(|_| "bad cart".to_owned())?;
    let mut total: f64 = cart.items.iter().map(|i| i.price * f64::from(i.quantity)).sum();
    if let Some(code) = &cart.coupon
        && let Some(percent) = code.strip_prefix("SAVE").and_then(|p| p.parse::<f64>().ok())
    {
        total *= 1.0 - percent.min(50.0) / 100.0;
    }
    Ok((total * 100.0).round() / 100.0)
}

#[gear]
fn add_item(text: &str, name: &str, price: f64) -> Option<String> {
    let mut cart: Cart = serde_json::from_str(text).ok()?;
    match cart.items.iter_mut().find(|item| item.name == name) {
        Some(item) => item.quantity += 1,
        None => cart.items.push(Item { name: name.to_string(), price, quantity: 1 }),
    }
    serde_json::to_string(&cart).ok()
}

#[gear]
fn cheapest(text: &str) -> Option<(String, f64)> {
    let cart = serde_json::from_str::<Cart>(text).ok()?;
    let item = cart.items.iter().min_by(|a, b| a.price.total_cmp(&b.price))?;
    Some((item.name.clone(), item.price))
}

#[gear]
fn event(kind: &str, user: u64, amounts: &[i64]) -> String {
    let total: i64 = amounts.iter().sum();
    let body = json!({
        "kind": kind,
        "user": { "id": user, "vip": user < 100 },
        "amounts": amounts,
        "total": total,
        "mean": if amounts.is_empty() { json!(null) } else { json!(total as f64 / amounts.len() as f64) },
    });
    body.to_string()
}

#[gear]
fn depth(value: &serde_json::Value) -> usize {
    if let Some(items) = value.as_array() {
        1 + items.iter().map(depth).max().unwrap_or(0)
    } else if let Some(object) = value.as_object() {
        1 + object.values().map(depth).max().unwrap_or(0)
    } else {
        0
    }
}

#[gear]
fn depth_of(text: &str) -> Option<usize> {
    let Ok(value) = serde_json::from_str::<serde_json::Value>(text) else { return None };
    Some(depth(&value))
}

#[gear]
fn flatten_into(value: &serde_json::Value, path: &str, out: &mut BTreeMap<String, String>) {
    if let Some(object) = value.as_object() {
        for (key, inner) in object {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            flatten_into(inner, &path, out);
        }
    } else if let Some(items) = value.as_array() {
        for (i, inner) in items.iter().enumerate() {
            flatten_into(inner, &format!("{path}[{i}]"), out);
        }
    } else {
        out.insert(path.to_string(), value.to_string());
    }
}

#[gear]
fn flattened(text: &str) -> Result<BTreeMap<String, String>, String> {
    let value: serde_json::Value = serde_json::from_str(text).map_err(|_| String::from("not JSON"))?;
    let mut out = BTreeMap::new();
    flatten_into(&value, "", &mut out);
    Ok(out)
}

#[gear]
fn pick(text: &str, path: &str) -> String {
    let Ok(mut value) = serde_json::from_str::<serde_json::Value>(text) else { return "invalid".to_string() };
    for part in path.split('.') {
        value = match part.parse::<usize>() {
            Ok(index) => value[index].clone(),
            Err(_) => value[part].clone(),
        };
    }
    if value.is_null() { "missing".to_string() } else { value.to_string() }
}

#[gear]
fn counts_by_field(lines: &str, field: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for line in lines.lines() {
        let Ok(value) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        let key = match value[field].as_str() {
            Some(text) => text.to_string(),
            None if value[field].is_null() => continue,
            None => value[field].to_string(),
        };
        *counts.entry(key).or_insert(0) += 1;
    }
    counts
}

#[gear]
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Command {
    op: String,
    key: Option<String>,
    value: Option<i64>,
}

#[gear]
fn run_commands(text: &str) -> Result<Vec<String>, String> {
    let commands: Vec<Command> = serde_json::from_str(text).map_err(|_| "bad commands".to_string())?;
    let mut store: HashMap<String, i64> = HashMap::new();
    let mut replies = Vec::with_capacity(commands.len());
    for command in commands {
        let Command { op, key, value } = command;
        replies.push(match (op.as_str(), key, value) {
            ("ping", None, None) => "PONG".to_string(),
            ("set", Some(key), Some(value)) => {
                let old = store.insert(key, value);
                old.map_or_else(|| "OK".to_string(), |old| format!("was {old}"))
            }
            ("add", Some(key), by) => {
                let value = store.entry(key).or_insert(0);
                *value += by.unwrap_or(1);
                value.to_string()
            }
            ("get", Some(key), None) => store.get(&key).map(|v| v.to_string()).unwrap_or("nil".to_string()),
            (op, ..) => return Err(format!("bad {op}")),
        });
    }
    Ok(replies)
}

#[gear]
fn merge_settings(defaults: &str, own: &str) -> Option<String> {
    let mut settings: BTreeMap<String, i64> = serde_json::from_str(defaults).ok()?;
    let own: BTreeMap<String, Option<i64>> = serde_json::from_str(own).ok()?;
    for (key, value) in own {
        match value {
            Some(value) => {
                settings.insert(key, value);
            }
            None => {
                settings.remove(&key);
            }
        }
    }
    serde_json::to_string(&settings).ok()
}

#[gear]
fn typed_or_default(text: &str) -> (Vec<u16>, bool) {
    let numbers: Result<Vec<u16>, _> = serde_json::from_str(text);
    let valid = numbers.is_ok();
    (numbers.unwrap_or_else(|_| vec![1, 2, 3]), valid)
}

const CART: &str = r#"{"id":7,"customer":null,"items":[{"name":"tea","price":2.5,"quantity":3},{"name":"cup","price":4}],"couponCode":"SAVE10"}"#;

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(summarize: (r#"{"user":{"name":"Ada","age":36},"tags":["a","b",3]}"#), (r#"{"user":{"age":5}}"#), ("[]"), ("{"), (r#"{"tags":"x"}"#)),
        program!(cart_total: (CART), (r#"{"id":1,"items":[],"couponCode":"SAVE99"}"#), (r#"{"id":-1,"items":[]}"#), ("nope")),
        program!(add_item: (CART, "tea", 1.0), (CART, "pot", 19.99), ("", "x", 0.0)),
        program!(cheapest: (CART), (r#"{"id":0,"items":[]}"#)),
        program!(event: ("buy", 7, &[1, 2, 4]), ("é\"", 100, &[0; 0])),
        program!(depth_of: ("[[],[[1]]]"), ("3"), (r#"{"a":{"b":[]}}"#), ("x")),
        program!(flattened: (r#"{"a":{"b":[1,{"c":null}]},"d":"x"}"#), ("5"), ("{}"), ("[")),
        program!(pick: (r#"{"a":[{"b":"x"}]}"#, "a.0.b"), (r#"{"a":1}"#, "a.b"), ("[1,2]", "1"), ("?", "a")),
        program!(counts_by_field: ("{\"t\":\"a\"}\n{\"t\":1}\nbad\n{}\n{\"t\":\"a\"}", "t"), ("", "t")),
        program!(run_commands: (r#"[{"op":"ping"},{"op":"set","key":"a","value":2},{"op":"add","key":"a"},{"op":"set","key":"a","value":0},{"op":"get","key":"a"},{"op":"get","key":"b"}]"#), (r#"[{"op":"get"}]"#), (r#"["x"]"#), ("[]")),
        program!(merge_settings: (r#"{"a":1,"b":2}"#, r#"{"b":null,"c":3}"#), ("{}", "{}"), ("{}", "[]")),
        program!(typed_or_default: ("[1,65535]"), ("[65536]"), ("[]"), ("null")),
    ]
}
