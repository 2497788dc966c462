//! serde_json: trees, `json!`, reading into types and writing.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use serde::{Deserialize, Serialize};

#[gear]
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Point {
    y: i64,
    x: f64,
    label: Option<String>,
}

#[gear]
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Path {
    name: String,
    closed: bool,
    points: Vec<Point>,
    weights: BTreeMap<String, u8>,
}

#[gear]
fn tree(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

#[gear]
fn rewritten(text: &str) -> String {
    match serde_json::from_str::<Json>(text) {
        Ok(value) => format!("{value}|{}", value["a"].to_string()),
        Err(_) => "not JSON".to_string(),
    }
}

#[gear]
fn looked_at(
    text: &str,
    at: usize,
) -> (Option<String>, Option<i64>, Option<u64>, Option<f64>, Option<bool>, Json, bool) {
    let value: Json = serde_json::from_str(text).unwrap_or(json!(null));
    (
        value["name"].as_str().map(|name| name.to_uppercase()),
        value["n"].as_i64(),
        value["n"].as_u64(),
        value["n"].as_f64(),
        value["n"].as_bool(),
        value["list"][at].clone(),
        value["list"].is_array() && !value.is_null() && value[0].is_null(),
    )
}

#[gear]
fn kinds(text: &str) -> Vec<String> {
    let value: Json = serde_json::from_str(text).unwrap();
    let mut out = Vec::new();
    for item in value.as_array().unwrap() {
        out.push(format!(
            "{} {} {} {} {} {} {}",
            item.is_number(),
            item.is_i64(),
            item.is_u64(),
            item.is_f64(),
            item.is_string(),
            item.is_boolean(),
            item.is_object()
        ));
    }
    out
}

#[gear]
fn entries(text: &str) -> Vec<(String, i64)> {
    let value: Json = serde_json::from_str(text).unwrap();
    let object = value.as_object().unwrap();
    object.iter().map(|(name, n)| (name.clone(), n.as_i64().unwrap_or(-1))).collect::<Vec<_>>()
}

#[gear]
fn equal(text: &str) -> Vec<bool> {
    let value: Json = serde_json::from_str(text).unwrap();
    let (a, b) = (value["a"].clone(), value["b"].clone());
    vec![a == b, a == "x", a == 1, a == 1.0, a == true, b != json!([1, null]), a == json!(1)]
}

#[gear]
fn built(n: i64, x: f64, name: &str, tags: Vec<String>) -> Json {
    let first = tags.first().cloned();
    json!({
        "n": n + 1,
        "x": x,
        "name": name,
        (format!("key {n}")): [1, true, null, "two", {}],
        "nested": { "tags": tags, "first": first, "pair": (n, name) },
        "point": Point { y: n, x, label: None },
    })
}

#[gear]
fn written(n: i64, x: f64, name: &str) -> String {
    let point = Point { x, y: n, label: Some(name.to_string()) };
    let other = Point { label: None, ..point.clone() };
    let path = Path {
        closed: n > 0,
        points: vec![point, other],
        name: name.to_string(),
        weights: BTreeMap::from([("b".to_string(), 1), ("a".to_string(), 2)]),
    };
    serde_json::to_string(&path).unwrap()
}

#[gear]
fn plainly_written(values: Vec<f64>, name: &str, scores: BTreeMap<i64, Option<bool>>) -> String {
    format!(
        "{} {} {}",
        serde_json::to_string(&values).unwrap(),
        serde_json::to_string(name).unwrap(),
        serde_json::to_string(&(scores, 'c', ())).unwrap()
    )
}

#[gear]
fn points(text: &str) -> Result<Vec<(i64, f64, Option<String>)>, String> {
    let points: Vec<Point> = serde_json::from_str(text).map_err(|_| "not points".to_string())?;
    Ok(points.into_iter().map(|p| (p.y, p.x, p.label)).collect::<Vec<_>>())
}

#[gear]
fn path(text: &str) -> Option<(String, usize, Vec<(String, u8)>)> {
    let path = serde_json::from_str::<Path>(text).ok()?;
    let weights: BTreeMap<String, u8> = path.weights;
    Some((path.name, path.points.len(), weights.into_iter().collect::<Vec<_>>()))
}

#[gear]
fn numbers(text: &str) -> (Option<i64>, Option<u8>, Option<f64>, bool, Option<char>) {
    (
        serde_json::from_str(text).ok(),
        serde_json::from_str(text).ok(),
        serde_json::from_str(text).ok(),
        serde_json::from_str::<bool>(text).is_ok(),
        serde_json::from_str::<char>(text).ok(),
    )
}

#[gear]
fn by_value(n: i64, name: &str) -> (Json, bool, Option<Vec<i64>>) {
    let value = serde_json::to_value(Point { y: n, x: 0.5, label: Some(name.to_string()) }).unwrap();
    let label = value["label"] == name;
    (value, label, serde_json::from_value::<Vec<i64>>(json!([n, 2])).ok())
}

fn deep(n: usize) -> String {
    "[".repeat(n) + &"]".repeat(n)
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(tree: ("{\"b\": [1, 2.5, null, true, \"é\\u00e9\\n\"], \"a\": {}}"), ("-0"), ("18446744073709551615"), ("18446744073709551616"),
            ("-9223372036854775809"), ("1e400"), ("NaN"), ("[1,]"), (""), (" 1 "), ("\"\\ud800\""), ("\"\u{1}\""), ("{\"a\":1,\"a\":2}"),
            ("1.7976931348623157e308"), ("0.1234567890123456789"), ("2.2250738585072011e-308"), ("123456789012345678901234567890"), ("01"), ("1."), ("\"\\\\\\\"[\"")),
        program!(rewritten: ("{\"b\":1,\"a\":{\"d\":1.0,\"c\":[1e16,1e-5,1.5e-7,-1e-5,1e21,100000.0]}}"), ("x"), ("{\"a\":\"\\\"\\\\\\u0001\\u007f\\u2028é\"}"), ("[{\"z\":1,\"y\":2}]")),
        program!(looked_at: ("{\"name\":\"ann\",\"n\":3,\"list\":[[1],{}]}", 0), ("{\"n\":3.0,\"list\":[1]}", 1), ("{\"n\":-1}", 0), ("{\"n\":true,\"name\":1,\"list\":{}}", 2), ("oops", 0), ("{\"n\":18446744073709551615}", 0)),
        program!(kinds: ("[1,-1,1.0,\"1\",true,null,[],{},18446744073709551615]")),
        program!(entries: ("{\"b\":2,\"a\":1,\"B\":3,\"é\":4,\"\":null}"), ("{}"), ("[]")),
        program!(equal: ("{\"a\":1,\"b\":1.0}"), ("{\"a\":true,\"b\":1}"), ("{\"a\":1.0,\"b\":1.0}"), ("{\"a\":\"x\",\"b\":[1,null]}"), ("{\"a\":{\"p\":[0]},\"b\":{\"p\":[false]}}"), ("{}")),
        program!(built: (1, 1.5, "ann", vec!["t".to_string()]), (-1, f64::NAN, "é\"", Vec::<String>::new()), (0, f64::INFINITY, "", Vec::<String>::new())),
        program!(written: (1, 1.0, "a\"b"), (0, 1e-7, ""), (-5, f64::NAN, "é\u{1}")),
        program!(plainly_written: (vec![1.0, 1e300, -0.0, 0.1, f64::NEG_INFINITY], "a\tb", BTreeMap::from([(10, Some(true)), (9, None)])), (Vec::<f64>::new(), "", BTreeMap::<i64, Option<bool>>::new())),
        program!(points: ("[{\"y\":1,\"x\":2,\"label\":null},{\"x\":0.5,\"y\":-3,\"other\":[]}]"), ("[]"), ("{}"), ("[{\"y\":1.5,\"x\":2}]"), ("[[1,2.5,\"l\"]]"), ("[[1,2.5]]"), ("[{\"y\":1}]"), ("[{\"y\":1,\"x\":\"2\"}]")),
        program!(path: ("{\"name\":\"p\",\"closed\":true,\"points\":[{\"y\":1,\"x\":2}],\"weights\":{\"b\":255,\"a\":0}}"), ("{\"name\":\"p\",\"closed\":true,\"points\":[],\"weights\":{\"b\":256}}"), ("{\"name\":\"p\",\"closed\":1,\"points\":[],\"weights\":{}}"), ("null")),
        program!(numbers: ("1"), ("-1"), ("256"), ("1.0"), ("true"), ("\"c\""), ("\"cc\""), ("null"), ("9223372036854775808"), ("-0"), ("1e2")),
        program!(by_value: (3, "ann"), (-3, "")),
        program!(tree: (deep(127).as_str()), (deep(128).as_str()), ((deep(100) + &deep(1)).as_str()), ((String::from("[\"") + &"[".repeat(200) + "\"]").as_str())),
    ]
}
