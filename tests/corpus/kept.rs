//! Values of collections that are kept elsewhere too, and elements that are changed where they are.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use std::collections::{BTreeMap, HashMap, VecDeque};

#[gear]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
struct P {
    x: i64,
    y: i64,
}

#[gear]
struct Node {
    key: i64,
    left: Option<Box<Node>>,
    right: Option<Box<Node>>,
}

#[gear]
fn insert(node: &mut Option<Box<Node>>, k: i64) {
    match node {
        None => *node = Some(Box::new(Node { key: k, left: None, right: None })),
        Some(n) if k < n.key => insert(&mut n.left, k),
        Some(n) => insert(&mut n.right, k),
    }
}

#[gear]
fn walk(node: &Option<Box<Node>>, out: &mut Vec<i64>) {
    if let Some(n) = node {
        walk(&n.left, out);
        out.push(n.key);
        walk(&n.right, out);
    }
}

#[gear]
fn bump(n: &mut i64) {
    *n += 1;
}

#[gear]
fn bump_p(p: &mut P) {
    p.x += 1;
}

#[gear]
fn apply(f: fn(&mut P), p: &mut P) {
    f(p);
    f(p)
}

#[gear]
fn collections(v: Vec<P>) -> Vec<i64> {
    let mut v = v;
    let base = v[0];
    let mut m: BTreeMap<String, P> = BTreeMap::new();
    let other = BTreeMap::from([("a".to_string(), base), ("b".to_string(), v[1])]);
    m.extend(other.clone());
    m.get_mut("a").unwrap().x = 51;
    let mut n: Vec<P> = Vec::from(&v[..]);
    n[0].x = 52;
    let arr = [base, base];
    let mut o = Vec::from(arr);
    o[0].x = 53;
    let mut c: Vec<P> = v.iter().copied().cycle().take(4).collect();
    c[0].x = 54;
    let mut d: Vec<P> = v.iter().copied().chain(arr).chain([base]).collect();
    d[4].x = 55;
    d[2].x = 56;
    let mut e = [[base, v[1]], [base, base]].concat();
    e[0].x = 57;
    let mut f: Vec<P> = v.chunks(1).map(|c| c[0]).collect();
    f[0].x = 58;
    let mut g = base;
    if let Some((h, rest)) = v.split_first() {
        let mut h = *h;
        h.x = 59;
        g.y = h.x + rest[0].x;
    }
    let mut i: Vec<P> = std::iter::repeat_with(|| base).take(2).collect();
    i[0].x = 60;
    let mut j: Vec<P> = std::iter::once(base).collect();
    j[0].x = 61;
    let k = other.get("zz").copied().unwrap_or_else(|| base);
    v.retain(|p| p.x < 100);
    let r = v.swap_remove(0);
    std::mem::swap(&mut v[0], &mut g);
    v[0].x += 1000;
    m.values()
        .chain(other.values())
        .chain(&v)
        .chain(&n)
        .chain(&o)
        .chain(&arr)
        .chain(&c)
        .chain(&d)
        .chain(&e)
        .chain(&f)
        .chain(&i)
        .chain(&j)
        .chain([&g, &k, &base, &r])
        .map(|p| p.x * 10 + p.y)
        .collect()
}

#[gear]
fn maps_and_queues(v: Vec<P>) -> Vec<i64> {
    let base = v[0];
    let mut m: HashMap<String, P> = HashMap::new();
    m.entry("a".to_string()).and_modify(|p| p.x += 1).or_insert(base);
    m.entry("a".to_string()).and_modify(|p| p.x += 1).or_insert(base);
    let a = m["a"];
    m.entry("a".to_string()).and_modify(|p| p.x += 1).or_insert_with(|| base);
    let mut w = v.clone();
    w.dedup_by_key(|p| p.y);
    let (mut odd, even): (Vec<&P>, Vec<&P>) = v.iter().partition(|p| p.x % 2 == 1);
    odd.push(&base);
    let q = *odd[0];
    let mut d: VecDeque<P> = v.iter().copied().collect();
    d.push_back(base);
    if let Some(p) = d.back_mut() {
        p.x = 7;
    }
    if let Some(p) = d.iter_mut().next() {
        p.x = 8;
    }
    d.rotate_left(1);
    let z = d[0];
    d[0].x = 9;
    w.iter().chain(odd).chain(even).chain(&d).chain([&base, &a, &q, &z, &m["a"]]).map(|p| p.x).collect()
}

#[gear]
fn tree(ks: Vec<i64>) -> Vec<i64> {
    let mut root = None;
    for k in ks {
        insert(&mut root, k);
    }
    let mut out = vec![];
    walk(&root, &mut out);
    out
}

#[gear]
fn functions_as_values(mut v: Vec<P>) -> Vec<i64> {
    v.iter_mut().for_each(bump_p);
    let f: fn(&mut P) = bump_p;
    f(&mut v[0]);
    let g = |p: &mut P| p.y += 1;
    g(&mut v[0]);
    apply(bump_p, &mut v[1]);
    apply(|p| p.y = 3, &mut v[1]);
    let mut refs: Vec<&mut P> = v.iter_mut().collect();
    refs[0].x += 5;
    refs.sort_by_key(|p| -p.x);
    refs[0].y = 100;
    for r in refs {
        r.x *= 2;
    }
    v.iter().map(|p| p.x * 10 + p.y).collect()
}

#[gear]
fn bumped_in_place(mut v: Vec<i64>) -> Vec<i64> {
    v.iter_mut().for_each(|n| bump(n));
    v
}

#[gear]
fn pairs_in_place(mut v: Vec<(i64, P)>) -> Vec<i64> {
    for (n, p) in v.iter_mut() {
        *n += 1;
        p.x += *n;
    }
    let t = v[0];
    v[0].1.x = 5;
    v[0].0 = 6;
    let (a, mut b) = v[0];
    b.x = 7;
    let w = v.clone();
    v[0].1.y = 8;
    for (_, p) in &mut v {
        p.x += 1;
        *p = P { x: p.x, y: 0 };
    }
    if let Some(t) = v.first_mut() {
        t.0 += 1;
        t.1.x += 1;
    }
    v.iter().chain(&w).chain([&t]).map(|t| t.0 * 100 + t.1.x * 10 + t.1.y).chain([a, b.x]).collect()
}

#[gear]
fn values_in_place(mut m: BTreeMap<String, (i64, P)>, mut o: BTreeMap<String, Vec<P>>) -> Vec<i64> {
    let e = m.entry("b".to_string()).or_insert((0, P::default()));
    e.0 += 5;
    e.1.x = 6;
    let snap = *e;
    e.1.x = 7;
    for (_, (n, p)) in &mut m {
        *n += p.x;
        p.y -= 1;
    }
    for (k, v) in &mut o {
        if k == "x" {
            v.push(snap.1);
        }
        for p in v {
            p.x += 1;
        }
    }
    if let Some(v) = o.get_mut("x") {
        if let Some(l) = v.last_mut() {
            *l = P { x: 1, y: l.x };
        }
    }
    m.values()
        .map(|t| t.0 * 100 + t.1.x * 10 + t.1.y)
        .chain(o.values().flatten().map(|p| p.x * 10 + p.y))
        .chain([snap.1.x])
        .collect()
}

#[gear]
fn last_of_a_list(mut v: Vec<i64>) -> Vec<i64> {
    let mut out = vec![];
    if let Some(last) = v.last_mut() {
        let was = *last;
        *last += 1;
        out.push(was);
        out.push(*last);
    }
    v.extend(out);
    v
}

#[gear]
fn rows_by_an_index(mut rows: Vec<Vec<P>>) -> Vec<i64> {
    let n = rows.len();
    let mut y = 0;
    let row = &mut rows[y];
    y += 1;
    row[0].x = 71;
    let cell = &mut rows[y % n][0];
    y = 0;
    cell.x = 72;
    *cell = P { x: cell.x + 1, y: y as i64 };
    let copy = rows[1].clone();
    let c2 = rows[0][0];
    rows[0][0].y = 5;
    rows[1][0].y = 6;
    rows.push(copy);
    rows.iter().flatten().chain([&c2]).map(|p| p.x * 10 + p.y).collect()
}

fn ps() -> Vec<P> {
    vec![P { x: 1, y: 2 }, P { x: 3, y: 4 }]
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(collections: (ps())),
        program!(maps_and_queues: (ps())),
        program!(tree: (vec![3,1,2])),
        program!(functions_as_values: (ps())),
        program!(bumped_in_place: (vec![1,2])),
        program!(pairs_in_place: (vec![(1, ps()[0]), (2, ps()[1])])),
        program!(values_in_place: (BTreeMap::from([("a".to_string(), (1, ps()[0]))]), BTreeMap::from([("x".to_string(), ps())]))),
        program!(last_of_a_list: (vec![1,2])),
        program!(rows_by_an_index: (vec![ps(), ps()])),
    ]
}
