//! Lists, maps, sets and records that get another content through a reference, and what std clones by itself.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashSet};

#[gear]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
struct P {
    x: i64,
    y: i64,
}

#[gear]
#[derive(Clone, Debug, PartialEq, Default)]
struct R {
    list: Vec<i64>,
    at: P,
    names: BTreeMap<String, Vec<i64>>,
}

#[gear]
fn find_mut(v: &mut [P], x: i64) -> Option<&mut P> {
    for p in v {
        if p.x == x {
            return Some(p);
        }
    }
    None
}

#[gear]
fn first(v: &mut Vec<P>) -> &mut P {
    &mut v[0]
}

#[gear]
fn swap_in(a: &mut Vec<i64>, b: &mut Vec<i64>) {
    std::mem::swap(a, b);
    a.push(1);
}

#[gear]
fn drain_all(q: &mut Vec<i64>) -> Vec<i64> {
    std::mem::take(q)
}

#[gear]
fn reset(r: &mut R) -> R {
    std::mem::take(r)
}

#[gear]
fn put(r: &mut R, with: R) -> R {
    let old = std::mem::replace(r, with);
    r.list.push(1);
    old
}

#[gear]
fn put_p(p: &mut P, with: P) -> P {
    std::mem::replace(p, with)
}

#[gear]
fn swap_r(a: &mut R, b: &mut R) {
    std::mem::swap(a, b);
    std::mem::swap(&mut a.list, &mut b.list);
}

#[gear]
fn found_and_replaced(mut v: Vec<P>) -> Vec<i64> {
    let mut out = vec![];
    if let Some(p) = find_mut(&mut v, 1) {
        let old = *p;
        *p = P { x: 4, y: 4 };
        out.push(old.x);
    }
    match find_mut(&mut v, 3) {
        Some(p) => {
            let o = std::mem::replace(p, P { x: 8, y: 8 });
            out.push(o.x)
        }
        None => out.push(-1),
    }
    let r = first(&mut v);
    let t = *r;
    *r = P { x: 12, y: 1 };
    r.x += 1;
    out.push(t.x);
    out.extend(v.iter().map(|p| p.x));
    out
}

#[gear]
fn swapped_lists(mut a: Vec<i64>, mut b: Vec<i64>) -> Vec<i64> {
    swap_in(&mut a, &mut b);
    let c = a.clone();
    swap_in(&mut b, &mut a);
    [a, vec![-1], b, c].concat()
}

#[gear]
fn drained(mut a: Vec<i64>) -> Vec<i64> {
    let mut t = drain_all(&mut a);
    a.push(7);
    t.push(8);
    [a, t].concat()
}

#[gear]
fn rows(mut g: Vec<Vec<i64>>) -> Vec<i64> {
    let row = &mut g[0];
    row.push(1);
    let taken = std::mem::take(row);
    row.push(2);
    let r2 = &mut g[1];
    *r2 = taken.clone();
    r2.push(3);
    let last = g.last_mut().unwrap();
    std::mem::swap(last, &mut vec![5, 6]);
    let mut all: Vec<i64> = g.iter().flatten().copied().collect();
    all.extend(taken);
    for row in g.iter_mut() {
        let old = std::mem::take(row);
        row.push(old.len() as i64);
        all.extend(old);
    }
    all.extend(g.concat());
    all
}

#[gear]
fn list_of_references(v: Vec<P>) -> Vec<i64> {
    let mut w = v.clone();
    let mut refs: Vec<&mut P> = w.iter_mut().collect();
    *refs[0] = P { x: 66, y: 66 };
    let t = *refs[1];
    refs[1].x = 67;
    let p = std::mem::replace(refs[1], P { x: 1, y: 1 });
    w.iter().chain([&t, &p]).map(|p| p.x).collect()
}

#[gear]
fn two_references(mut a: P, mut b: P) -> Vec<i64> {
    let (x, y) = (&mut a, &mut b);
    x.x += 1;
    std::mem::swap(x, y);
    x.y = 9;
    let c = *x;
    *x = *y;
    x.x += 1;
    vec![a.x, a.y, b.x, b.y, c.x]
}

#[gear]
fn records_replaced(mut a: R, mut b: R) -> String {
    let c = a.clone();
    swap_r(&mut a, &mut b);
    let d = put(&mut a, c);
    let mut e = reset(&mut b);
    e.list.push(72);
    b.at.x = 5;
    let f = put_p(&mut b.at, e.at);
    b.at.y += 1;
    for (_, v) in a.names.iter_mut() {
        let old = std::mem::replace(v, vec![3]);
        v.extend(old);
    }
    format!("{a:?} {b:?} {d:?} {e:?} {f:?}")
}

#[gear]
fn sets_taken(mut s: HashSet<i64>, mut t: BTreeSet<i64>) -> Vec<i64> {
    let u = &mut s;
    let old = std::mem::take(u);
    u.insert(5);
    let w = &mut t;
    *w = old.iter().copied().collect();
    w.insert(9);
    let mut out: Vec<i64> = s.into_iter().collect();
    out.sort();
    out.extend(t);
    out
}

#[gear]
fn cloned_by_std(v: Vec<Vec<i64>>) -> Vec<i64> {
    let mut c: Vec<Vec<i64>> = v.clone().into_iter().cycle().take(4).collect();
    c[0].push(1);
    let mut d: Vec<Vec<i64>> = Vec::from(&v[..]);
    d[0].push(2);
    let mut rep = vec![v[0].clone(); 2];
    rep[1].push(3);
    let mut e: Vec<&Vec<i64>> = v.iter().cycle().take(3).collect();
    e.reverse();
    let mut rs: Vec<Vec<i64>> = vec![];
    rs.resize(2, vec![1]);
    rs[0].push(2);
    rs.resize_with(3, Vec::new);
    let mut fl = vec![vec![0]; 3];
    fl.fill(vec![4]);
    fl[0].push(5);
    let mut o = Some(v[0].clone());
    let p = o.clone();
    if let Some(q) = &mut o {
        q.push(6);
    }
    let (l, r): (Vec<Vec<i64>>, Vec<Vec<i64>>) = v.iter().cloned().partition(|r| r.len() > 1);
    c.iter()
        .chain(&d)
        .chain(&rep)
        .chain(e)
        .chain(&rs)
        .chain(&fl)
        .chain(o.iter())
        .chain(p.iter())
        .chain(&l)
        .chain(&r)
        .chain(&v)
        .flatten()
        .copied()
        .collect()
}

#[gear]
fn boxed(k: i64) -> i64 {
    let mut b = Box::new(P { x: k, y: 0 });
    let c = *b;
    *b = P { x: 5, y: c.x };
    b.x += 1;
    b.x * 100 + b.y * 10 + c.x
}

fn ps() -> Vec<P> {
    vec![P { x: 1, y: 2 }, P { x: 3, y: 4 }]
}

fn r(n: i64) -> R {
    R { list: vec![n], at: ps()[0], names: BTreeMap::from([("k".to_string(), vec![n])]) }
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(found_and_replaced: (ps())),
        program!(swapped_lists: (vec![1], vec![2, 3])),
        program!(drained: (vec![1, 2])),
        program!(rows: (vec![vec![1], vec![2], vec![3]])),
        program!(list_of_references: (ps())),
        program!(two_references: (ps()[0], ps()[1])),
        program!(records_replaced: (r(1), r(2))),
        program!(sets_taken: (HashSet::from([1, 2]), BTreeSet::from([3]))),
        program!(cloned_by_std: (vec![vec![1], vec![2, 3]])),
        program!(boxed: (1)),
    ]
}
