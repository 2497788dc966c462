//! Numbers, text, options and tuples that are changed through a variable or a pattern of a reference.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use std::collections::BTreeMap;

#[gear]
#[derive(Clone, Copy, Debug, PartialEq)]
struct P {
    x: i64,
    y: i64,
}

#[gear]
#[derive(Clone, Debug, PartialEq)]
struct Stats {
    count: i64,
    best: Option<i64>,
    name: Option<String>,
    at: Option<P>,
    last: (i64, String),
    sums: Vec<i64>,
    pairs: Vec<(i64, i64)>,
}

#[gear]
impl Stats {
    fn add(&mut self, n: i64) {
        let count = &mut self.count;
        *count += 1;
        if let Some(best) = &mut self.best {
            *best = (*best).max(n);
        }
        if let Some(best) = self.best.as_mut() {
            if *best < n {
                *best = n;
            }
        }
        match &mut self.best {
            Some(best) if *best == 5 => *best += 1,
            Some(_) => {}
            None => self.best = Some(n),
        }
        if let Some(at) = self.at.as_mut() {
            at.x += n;
        }
        if let Some(name) = &mut self.name {
            name.push_str("x");
        }
        let (k, text) = &mut self.last;
        *k += n;
        text.push('.');
        let i = 0;
        let sum = &mut self.sums[i];
        *sum += n;
        bump(sum);
        let Some(name) = self.name.as_mut() else { return };
        name.insert(0, '<');
    }
    fn slot(&mut self, mut i: usize) -> i64 {
        let (a, b) = &mut self.pairs[i];
        i += 1;
        *a += i as i64;
        std::mem::swap(a, b);
        self.at.as_mut().map_or(0, |p| {
            p.y += 1;
            p.y
        })
    }
}

#[gear]
fn bump(n: &mut i64) {
    *n += 1;
}

#[gear]
fn raise(best: &mut Option<i64>, by: i64) -> bool {
    if let Some(n) = best {
        *n += by;
        bump(n);
    }
    match best {
        Some(n) if *n > 10 => {
            *n = 10;
            true
        }
        Some(_) => false,
        None => {
            *best = Some(by);
            false
        }
    }
}

#[gear]
fn both(pair: &mut (i64, String)) {
    let (n, s) = pair;
    *n += 1;
    s.push('!');
}

#[gear]
fn stats(mut s: Stats, list: Vec<i64>) -> String {
    for n in list {
        s.add(n);
    }
    s.slot(0);
    both(&mut s.last);
    bump(&mut s.last.0);
    let old = std::mem::take(&mut s.last.1);
    format!("{s:?} {old}")
}

#[gear]
fn raised(mut best: Option<i64>, list: Vec<i64>) -> (Option<i64>, i64) {
    let mut n = 0;
    for by in list {
        if raise(&mut best, by) {
            n += 1;
        }
    }
    let copy = best;
    if let Some(b) = &mut best {
        *b += 100;
    }
    (copy, best.unwrap_or(0) + n)
}

#[gear]
fn locals(mut a: i64, mut text: String, mut v: Vec<i64>, mut p: P) -> String {
    let r = &mut a;
    *r += 1;
    let q = r;
    *q *= 2;
    let was = *q;
    *q += 1;
    let t = &mut text;
    t.push_str("é");
    *t += "!";
    let up = t.to_uppercase();
    t.clear();
    t.push_str(&up);
    let i = v.len() - 1;
    let last = &mut v[i];
    *last -= 1;
    let P { x, y } = &mut p;
    *x += *y;
    std::mem::swap(x, y);
    let (m, n) = (&p.x, &p.y);
    let sum = m + n;
    let mut arr = [1, 2, 3];
    let [f, .., l] = &mut arr;
    *f = *l;
    *l += 10;
    let [f, .., l] = &mut arr;
    *f += *l;
    bump(l);
    let add = |n: i64| n + sum;
    format!("{a} {was} {text} {v:?} {p:?} {sum} {arr:?} {}", add(1))
}

#[gear]
fn closures(mut total: i64, list: Vec<i64>) -> (i64, Vec<i64>) {
    let t = &mut total;
    let mut seen = vec![];
    list.iter().for_each(|n| {
        *t += n;
        seen.push(*t);
    });
    *t += 1;
    let mut add = |n: i64| {
        *t += n;
        *t
    };
    add(1);
    let x = add(2);
    seen.push(x);
    (total, seen)
}

#[gear]
fn refs_of_maps(mut m: BTreeMap<String, Option<i64>>, mut rows: Vec<Option<(i64, i64)>>) -> String {
    if let Some(slot) = m.get_mut("a") {
        if let Some(n) = slot {
            *n += 1;
        } else {
            *slot = Some(0);
        }
    }
    for (_, v) in m.iter_mut() {
        if let Some(n) = v {
            *n *= 2;
        }
    }
    for row in &mut rows {
        if let Some((a, b)) = row {
            *a += *b;
            *b = 0;
        } else {
            *row = Some((9, 9));
        }
    }
    for row in rows.iter_mut() {
        match row {
            Some((a, _)) if *a > 8 => *a = 8,
            Some(pair) => *pair = (1, 1),
            None => {}
        }
    }
    format!("{m:?} {rows:?}")
}

#[gear]
struct Name(String);

#[gear]
fn names(list: Vec<String>) -> Vec<String> {
    let mut names: Vec<Name> = list.into_iter().map(Name).collect();
    let first = &mut names[0];
    first.0.push_str("x");
    let last = names.len() - 1;
    let Name(text) = &mut names[last];
    text.insert(0, '<');
    names.into_iter().map(|name| name.0).collect()
}

#[gear]
fn moving_index(mut v: Vec<i64>) -> Vec<i64> {
    let mut i = 0;
    let a = &mut v[i];
    i += 1;
    *a += i as i64 * 10;
    i = 0;
    *a += i as i64 + 1;
    v
}

#[gear]
fn out_of_bounds(mut v: Vec<i64>, i: usize) -> i64 {
    let _r = &mut v[i];
    1
}

#[gear]
fn shadowed(x: i64) -> (i64, i64) {
    let mut n = x;
    let r = &mut n;
    let n = 3;
    *r += n;
    (*r, n)
}

#[gear]
fn shadowed_list(mut v: Vec<i64>) -> (i64, usize) {
    let last = v.last_mut().unwrap();
    let v = 3;
    *last += v;
    let got = *last;
    (got, v as usize)
}

#[gear]
fn shadowed_option(o: Option<i64>) -> i64 {
    let mut o = o;
    let Some(n) = &mut o else { return 0 };
    let o = 2;
    *n += o;
    *n * 10 + o
}

#[gear]
fn own_name(n: i64) -> i64 {
    let mut n = n;
    let n = &mut n;
    *n += 1;
    *n
}

#[gear]
fn counted_down(mut o: Option<i64>) -> Vec<i64> {
    let mut out = vec![];
    while let Some(n) = &mut o {
        *n -= 1;
        out.push(*n);
        if *n <= 0 {
            o = None;
        }
    }
    out
}

#[gear]
fn shadowed_index(mut v: Vec<i64>) -> Vec<i64> {
    let i = 0;
    let r = &mut v[i];
    let i = 1;
    *r += i * 10;
    let at = 1;
    let Some(last) = v.get_mut(at) else { return v };
    let at = 5;
    *last += at;
    let list = &mut v;
    let first = list.first_mut().unwrap();
    let list = 7;
    *first += list;
    v
}

#[gear]
fn shadowed_in_a_loop(mut v: Vec<i64>) -> Vec<i64> {
    for (i, n) in v.iter_mut().enumerate() {
        let i = i as i64 + 1;
        *n += i;
    }
    for n in &mut v {
        let v = 3;
        *n += v;
    }
    v
}

fn s() -> Stats {
    Stats {
        count: 0,
        best: Some(4),
        name: Some("n".to_string()),
        at: Some(P { x: 0, y: 0 }),
        last: (0, String::new()),
        sums: vec![1],
        pairs: vec![(1, 2)],
    }
}

fn empty() -> Stats {
    Stats { best: None, name: None, at: None, ..s() }
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(stats: (s(), vec![1, 5, 9]), (empty(), vec![3]), (s(), Vec::<i64>::new())),
        program!(raised: (None::<i64>, vec![3, 9]), (Some(1), Vec::<i64>::new())),
        program!(locals: (1, "a".to_string(), vec![1, 2], P { x: 1, y: 5 })),
        program!(closures: (5, vec![1, 2])),
        program!(refs_of_maps: (BTreeMap::from([("a".to_string(), Some(1)), ("b".to_string(), None)]), vec![None, Some((1, 2)), Some((9, 1))]), (BTreeMap::from([("a".to_string(), None::<i64>)]), Vec::<Option<(i64, i64)>>::new())),
        program!(names: (vec!["a".to_string(), "b".to_string()])),
        program!(moving_index: (vec![1, 2])),
        program!(out_of_bounds: (vec![1], 0), (vec![1], 1)),
        program!(shadowed: (1)),
        program!(shadowed_list: (vec![1, 2])),
        program!(shadowed_option: (Some(1)), (None::<i64>)),
        program!(shadowed_index: (vec![1, 2]), (vec![1])),
        program!(own_name: (1)),
        program!(counted_down: (Some(3)), (None::<i64>)),
        program!(shadowed_in_a_loop: (vec![1, 2])),
    ]
}
