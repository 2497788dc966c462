//! Other names for places of numbers, options and tuples, in methods, closures and loops, and copies of what is in them.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use std::collections::HashMap;

#[gear]
#[derive(Clone, Copy, Debug, PartialEq)]
struct Point {
    x: i64,
    y: i64,
}

#[gear]
#[derive(Clone, Debug, PartialEq)]
struct Counter {
    n: i64,
    o: Option<Point>,
    q: Option<i64>,
    m: HashMap<String, (i64, i64)>,
}

#[gear]
fn bump(n: &mut i64) -> i64 {
    *n += 1;
    *n
}

#[gear]
impl Counter {
    fn twice(&mut self) -> i64 {
        let n = &mut self.n;
        let a = bump(n);
        let b = bump(n);
        a * 100 + b + *n
    }
    fn peek(&mut self) -> Option<i64> {
        let Some(q) = self.q.as_mut() else { return None };
        *q += 1;
        Some(*q)
    }
}

#[gear]
fn keep_copy(mut c: Counter) -> String {
    let mut kept = vec![];
    if let Some(p) = &mut c.o {
        let old = *p;
        p.x += 1;
        kept.push(old);
        kept.push(*p);
        p.x += 1;
    }
    let Some(p) = c.o.as_mut() else { return "none".to_string() };
    *p = Point { x: p.y, y: p.x };
    kept.push(*p);
    p.y = 100;
    let o = c.o;
    if let Some(p) = c.o.as_mut() {
        p.x = 77;
    }
    let t = c.twice();
    let u = c.peek();
    format!("{kept:?} {:?} {o:?} {t} {u:?}", c.o)
}

#[gear]
fn tuples(mut c: Counter) -> String {
    c.m.insert("k".to_string(), (1, 2));
    let pair = c.m.get_mut("k").unwrap();
    pair.0 += 10;
    let mut list = vec![(1, 2.5), (3, 4.5)];
    let (a, f) = &mut list[1];
    *a += 1;
    *f *= 2.0;
    for (a, _) in list.iter_mut() {
        *a += 1;
    }
    format!("{:?} {list:?}", c.m["k"])
}

#[gear]
fn in_closure(mut list: Vec<i64>) -> (i64, i64) {
    let mut total = 0;
    let mut most = None;
    let t = &mut total;
    let m = &mut most;
    let mut see = |n: i64| {
        *t += n;
        match m {
            Some(k) if *k >= n => {}
            _ => *m = Some(n),
        }
    };
    for n in list.drain(..) {
        see(n);
    }
    (total, most.unwrap_or(-1))
}

#[gear]
fn nested(mut rows: Vec<Vec<i64>>, i: usize) -> Vec<i64> {
    let row = &mut rows[i];
    let cell = &mut row[0];
    *cell += 5;
    let v = *cell;
    row.push(v);
    let k = row.len() - 1;
    row.swap(0, k);
    rows.concat()
}

/// A variable of a pattern that only renames another one is not used again for what shadows it.
#[gear]
fn renamed_in_a_pattern(o: Option<i64>, n: bool) -> (bool, usize) {
    let mut length = 0;
    match (o, n) {
        (Some(x), true) | (Some(x), false) if x > 2 => {}
        (None, r) => length = usize::from(r),
        _ => {
            let r: Vec<i64> = vec![1, 2];
            length = r.len();
        }
    }
    match (n, o) {
        (n, None) if n => length += 1,
        _ => {
            let n = "text";
            length += n.len();
        }
    }
    (n, length)
}

fn c() -> Counter {
    Counter { n: 1, o: Some(Point { x: 1, y: 2 }), q: None, m: HashMap::new() }
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(keep_copy: (c())),
        program!(tuples: (c())),
        program!(in_closure: (vec![3, 9, 2])),
        program!(renamed_in_a_pattern: (Some(1), true), (None::<i64>, true), (None::<i64>, false), (Some(5), false)),
        program!(nested: (vec![vec![1, 2], vec![3]], 0)),
    ]
}
