//! Loops that change what they walk over.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};

#[gear]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Item {
    name: String,
    price: f64,
    stock: i64,
    tags: Vec<String>,
}

fn items() -> Vec<Item> {
    let item = |name: &str, price, stock, tags: &[&str]| Item {
        name: name.to_string(),
        price,
        stock,
        tags: tags.iter().map(|tag| tag.to_string()).collect(),
    };
    vec![
        item("pen", 1.5, 10, &["blue"]),
        item("ink", 8.0, 0, &[]),
        item("éclair", 2.25, 3, &["food", "sweet"]),
    ]
}

#[gear]
fn discount(mut items: Vec<Item>, percent: f64) -> Vec<(String, f64, i64, Vec<String>)> {
    for item in items.iter_mut() {
        if item.stock > 0 {
            item.price *= 1.0 - percent / 100.0;
            item.tags.push("sale".to_string());
        }
    }
    for Item { name, stock, .. } in items.iter_mut() {
        *stock -= 1;
        name.insert(0, '*');
    }
    items.iter_mut().filter(|item| item.stock < 0).for_each(|item| item.stock = 0);
    items.into_iter().map(|item| (item.name, item.price, item.stock, item.tags)).collect()
}

#[gear]
fn normalize(mut values: Vec<f64>) -> Vec<f64> {
    let total: f64 = values.iter().sum();
    if total != 0.0 {
        values.iter_mut().for_each(|x| *x /= total);
    }
    values
}

#[gear]
fn prefix_sums(mut values: Vec<i64>) -> Vec<i64> {
    let mut sum = 0;
    for x in &mut values {
        sum += *x;
        *x = sum;
    }
    values
}

#[gear]
fn caesar(text: &str, shift: u8) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for letter in letters.iter_mut().filter(|letter| letter.is_ascii_lowercase()) {
        *letter = ((*letter as u8 - b'a' + shift % 26) % 26 + b'a') as char;
    }
    letters.into_iter().collect()
}

#[gear]
fn add_matrices(mut a: Vec<Vec<i64>>, b: &[Vec<i64>]) -> Vec<Vec<i64>> {
    for (row, other) in a.iter_mut().zip(b) {
        for (cell, addend) in row.iter_mut().zip(other.iter()) {
            *cell += addend;
        }
    }
    a
}

#[gear]
fn distance_table(width: usize, height: usize) -> Vec<Vec<usize>> {
    let mut grid = vec![vec![0; width]; height];
    for (y, row) in grid.iter_mut().enumerate() {
        for (x, cell) in row.iter_mut().enumerate() {
            *cell = x + y;
        }
    }
    grid
}

#[gear]
fn decay(
    mut scores: HashMap<String, f64>,
    mut ranks: BTreeMap<String, Vec<i64>>,
) -> (HashMap<String, f64>, i64) {
    for (_, score) in scores.iter_mut() {
        *score *= 0.5;
    }
    for (name, score) in &mut scores {
        if name.starts_with('b') {
            *score = 0.0;
        }
    }
    scores.retain(|_, score| *score > 0.1);
    let mut total = 0;
    for (i, (name, rank)) in ranks.iter_mut().enumerate() {
        rank.push(i as i64 + name.len() as i64);
        for x in rank.iter_mut() {
            *x += 1;
        }
        total += rank.iter().sum::<i64>();
    }
    (scores, total)
}

#[gear]
fn rename(mut pairs: Vec<(String, Option<i64>)>) -> Vec<(String, Option<i64>)> {
    let mut seen = HashSet::new();
    for (name, number) in pairs.iter_mut() {
        while !seen.insert(name.clone()) {
            name.push('_');
        }
        if let Some(n) = number {
            *number = if *n > 9 { None } else { Some(*n * 2) };
        } else {
            *number = Some(0);
        }
    }
    pairs
}

#[gear]
fn alternate(values: &mut Vec<i64>) -> bool {
    for x in values.iter_mut().skip(1).step_by(2) {
        *x = -*x;
    }
    for (i, x) in values.iter_mut().rev().enumerate() {
        *x += i as i64;
    }
    let mut changed = false;
    for x in values.iter_mut() {
        if *x < -5 {
            break;
        }
        changed = true;
        *x *= 10;
    }
    changed
}

#[gear]
fn alternated(mut values: Vec<i64>) -> (Vec<i64>, bool) {
    let changed = alternate(&mut values);
    (values, changed)
}

fn scores() -> HashMap<String, f64> {
    [("ann", 3.0), ("bob", 2.0), ("cy", 0.1)].map(|(name, score)| (name.to_string(), score)).into()
}

fn ranks() -> BTreeMap<String, Vec<i64>> {
    BTreeMap::from([("x".to_string(), vec![1, 2]), ("é".to_string(), vec![])])
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(discount: (items(), 10.0), (Vec::<Item>::new(), 5.0)),
        program!(normalize: (vec![1.0, 3.0]), (vec![1.0, -1.0]), (Vec::<f64>::new())),
        program!(prefix_sums: (vec![1, 2, 3]), (Vec::<i64>::new())),
        program!(caesar: ("Hello, xyz", 3), ("é z", 27)),
        program!(add_matrices: (vec![vec![1, 2], vec![3]], &[vec![10], vec![20, 30]])),
        program!(distance_table: (3, 2), (0, 2)),
        program!(decay: (scores(), ranks()), (HashMap::<String, f64>::new(), BTreeMap::<String, Vec<i64>>::new())),
        program!(rename: (vec![("a".to_string(), Some(3)), ("a".to_string(), None), ("a".to_string(), Some(10))])),
        program!(alternated: (vec![1, 2, 3, 4, 5]), (vec![-9, 1]), (Vec::<i64>::new())),
    ]
}
