//! What is equal, and what is walked over.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

#[gear]
#[derive(Clone, PartialEq)]
struct Reading {
    place: String,
    value: f64,
}

#[gear]
#[derive(Clone, PartialEq)]
enum Sample {
    Missing,
    Value(f64),
    Many { values: Vec<f64> },
}

#[gear]
#[derive(Clone, PartialEq, Eq)]
struct Name {
    first: String,
    last: String,
}

#[gear]
fn readings(a: f64, b: f64) -> (bool, bool, bool, bool) {
    let first = Reading { place: "x".to_string(), value: a };
    let second = Reading { place: "x".to_string(), value: b };
    let list = vec![first.clone(), second.clone()];
    (first == second, first == first, list.contains(&first), list == list)
}

#[gear]
fn samples(a: f64, b: f64) -> (bool, bool, bool, bool) {
    let many = Sample::Many { values: vec![a] };
    let other = Sample::Many { values: vec![b] };
    (Sample::Value(a) == Sample::Value(b), many == other, many != many, Sample::Missing == Sample::Missing)
}

#[gear]
fn options(a: f64) -> (bool, bool) {
    let reading = Some(Reading { place: String::new(), value: a });
    (reading == reading, reading == None)
}

#[gear]
fn names(first: &str, last: &str) -> bool {
    let a = Name { first: first.to_string(), last: last.to_string() };
    let b = Name { first: last.to_string(), last: first.to_string() };
    a == b
}

#[gear]
fn total(items: impl IntoIterator<Item = (String, i64)>) -> Vec<String> {
    let mut all = Vec::new();
    for (name, number) in items {
        all.push(format!("{name}{number}"));
    }
    all
}

#[gear]
fn of_map(map: BTreeMap<String, i64>) -> Vec<String> {
    total(map)
}

#[gear]
fn of_hash_map(map: HashMap<String, i64>) -> Vec<String> {
    total(map)
}

#[gear]
fn of_entries(map: BTreeMap<String, i64>) -> Vec<String> {
    total(map.into_iter().rev())
}

#[gear]
fn listed(items: impl IntoIterator<Item = i64>) -> Vec<i64> {
    items.into_iter().map(|item| item * 2).collect()
}

#[gear]
fn of_set(items: Vec<i64>) -> (Vec<i64>, Vec<i64>, Vec<i64>) {
    let set: BTreeSet<i64> = items.iter().copied().collect();
    (listed(set), listed(items), listed(Some(3).into_iter()))
}

#[gear]
#[derive(Serialize, Deserialize)]
struct Blob {
    name: String,
    data: Vec<u8>,
    parts: Vec<Vec<u8>>,
    more: Option<Vec<u8>>,
}

#[gear]
fn blobs(text: &str) -> Result<(String, bool, Vec<u8>, usize), String> {
    let Ok(mut blob) = serde_json::from_str::<Blob>(text) else { return Err("no blob".to_string()) };
    let same = blob.data == b"ab" && blob.parts.contains(&vec![1, 2]) && blob.more == Some(vec![]);
    blob.data[0] = 7;
    blob.parts.push(blob.data.clone());
    let size = blob.parts.iter().map(|part| part.len()).sum();
    Ok((serde_json::to_string(&blob).unwrap(), same, blob.data, size))
}

fn map() -> BTreeMap<String, i64> {
    BTreeMap::from([("é".to_string(), 2), ("a".to_string(), 5), ("b".to_string(), -1)])
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(readings: (1.0, 1.0), (f64::NAN, f64::NAN), (1.0, 2.0), (0.0, -0.0)),
        program!(samples: (1.0, 1.0), (f64::NAN, f64::NAN)),
        program!(options: (1.0), (f64::NAN)),
        program!(names: ("a", "b"), ("x", "x")),
        program!(of_map: (map())),
        program!(of_hash_map: (HashMap::from([("a".to_string(), 1)]))),
        program!(of_entries: (map())),
        program!(blobs: (r#"{"name":"x","data":[97,98],"parts":[[1,2],[]],"more":[]}"#), (r#"{"name":"x","data":[1],"parts":[],"more":null}"#), (r#"{"name":"","data":[256],"parts":[],"more":null}"#), (r#"{"name":"","data":"ab","parts":[]}"#)),
        program!(of_set: (vec![10000, 7, 33, 2, -5, 7])),
    ]
}
