//! References that functions, closures and branches give, and what they point to, changed and copied.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use std::collections::{BTreeMap, HashMap, VecDeque};

#[gear]
#[derive(Clone, Copy, Debug, PartialEq)]
struct P {
    x: i64,
    y: i64,
}

#[gear]
#[derive(Clone, Debug, PartialEq)]
struct Q {
    at: P,
    tags: Vec<i64>,
    grid: [i64; 2],
}

#[gear]
#[derive(Clone, Debug, PartialEq)]
struct W {
    rows: Vec<P>,
    best: Option<P>,
    last: (i64, P),
}

#[gear]
fn first<'a>(v: &'a mut Vec<P>) -> &'a mut P {
    &mut v[0]
}

#[gear]
fn pick(v: &[P], i: usize) -> &P {
    &v[i]
}

#[gear]
fn at_of(q: &mut Q) -> &mut P {
    &mut q.at
}

#[gear]
fn grid_of(q: &mut Q) -> &mut [i64; 2] {
    &mut q.grid
}

#[gear]
impl W {
    fn first_mut(&mut self) -> Option<&mut P> {
        self.rows.first_mut()
    }
    fn find(&mut self, x: i64) -> Option<&mut P> {
        self.rows.iter_mut().find(|p| p.x == x)
    }
    fn top(&self) -> Option<&P> {
        self.rows.iter().max_by_key(|p| p.x)
    }
    fn best_or(&mut self) -> &mut P {
        self.best.get_or_insert(P { x: 9, y: 9 })
    }
    fn last_point(&mut self) -> &mut P {
        &mut self.last.1
    }
}

#[gear]
fn first_point(mut v: Vec<P>) -> (i64, i64, i64) {
    let p = first(&mut v);
    p.x += 10;
    let copy = *p;
    p.x += 100;
    let kept = copy.x;
    (kept, v[0].x, copy.y)
}

#[gear]
fn first_kept(mut v: Vec<P>) -> Vec<i64> {
    let a = *first(&mut v);
    first(&mut v).x = 77;
    vec![a.x, v[0].x]
}

#[gear]
fn picked(v: Vec<P>) -> Vec<i64> {
    let mut w = v.clone();
    let mut p = *pick(&v, 0);
    p.x = 5;
    w[0] = p;
    p.x = 6;
    vec![p.x, v[0].x, w[0].x]
}

#[gear]
fn parts_of_a_record(mut q: Q) -> Vec<i64> {
    let old = q.at;
    let p = at_of(&mut q);
    p.x += 1;
    let g = grid_of(&mut q);
    g[0] = 4;
    let h = *g;
    g[0] = 5;
    vec![old.x, q.at.x, h[0], q.grid[0]]
}

#[gear]
fn by_methods(mut w: W) -> Vec<i64> {
    let before = w.clone();
    if let Some(p) = w.first_mut() {
        p.x += 1;
    }
    if let Some(p) = w.find(3) {
        p.y = 40;
    }
    let t = w.top().copied();
    if let Some(p) = w.find(3) {
        p.y = 50;
    }
    let b = w.best_or();
    b.x += 1;
    let c = *b;
    w.best_or().x += 1;
    w.last_point().x = 8;
    let l = w.last.1;
    w.last_point().x = 18;
    let mut out: Vec<i64> = before.rows.iter().map(|p| p.x * 100 + p.y).collect();
    out.extend(w.rows.iter().map(|p| p.x * 100 + p.y));
    out.extend([t.map_or(0, |p| p.y), c.x, w.best.map_or(0, |p| p.x), l.x, w.last.1.x, before.last.1.x]);
    out
}

#[gear]
fn either_place(mut v: Vec<P>, a: bool) -> Vec<i64> {
    let mut other = P { x: 1, y: 1 };
    let keep = other;
    let r = if a { &mut other } else { &mut v[0] };
    r.x += 5;
    let snap = *r;
    r.y += 5;
    vec![other.x, other.y, keep.x, v[0].x, v[0].y, snap.x, snap.y]
}

#[gear]
fn place_of_a_match(mut v: Vec<P>, n: i64) -> Vec<i64> {
    let r = match n {
        0 => &mut v[0],
        1 => &mut v[1],
        _ => return vec![],
    };
    let snap = *r;
    r.x = 99;
    let s2 = *r;
    r.x = 100;
    vec![snap.x, s2.x, v[0].x, v[1].x]
}

#[gear]
fn walked_and_kept(mut v: Vec<P>) -> Vec<i64> {
    let mut seen: Vec<P> = Vec::new();
    for p in &mut v {
        seen.push(*p);
        p.x += 1;
        let q = p;
        q.y += 1;
        seen.push(*q);
    }
    seen.iter().chain(v.iter()).map(|p| p.x * 10 + p.y).collect()
}

#[gear]
fn best_of_references(mut v: Vec<P>) -> Vec<i64> {
    let mut best: Option<&mut P> = None;
    for p in v.iter_mut() {
        if best.as_ref().map_or(true, |b| p.x > b.x) {
            best = Some(p);
        }
    }
    let mut out = vec![];
    if let Some(b) = best {
        let snap = *b;
        b.y = 1000;
        out.push(snap.y);
    }
    out.extend(v.iter().map(|p| p.y));
    out
}

#[gear]
fn entries(mut m: BTreeMap<String, P>, v: Vec<P>) -> Vec<i64> {
    let base = v[0];
    let e = m.entry("k".to_string()).or_insert(base);
    e.x += 1;
    let snap = *e;
    e.x += 1;
    let z = m.entry("z".to_string()).or_insert_with(|| v[0]);
    z.y -= 1;
    for (_, p) in m.iter_mut() {
        p.y += 1;
    }
    let got = m["k"];
    if let Some(p) = m.get_mut("k") {
        p.x = 0;
    }
    let mut out: Vec<i64> = m.values().map(|p| p.x * 10 + p.y).collect();
    out.extend([base.x, snap.x, got.x, v[0].x, v[0].y]);
    out
}

#[gear]
fn lent_to_a_closure(mut v: Vec<P>) -> Vec<i64> {
    let mut log: Vec<P> = vec![];
    let mut bump = |p: &mut P| {
        log.push(*p);
        p.x += 1;
    };
    bump(&mut v[0]);
    bump(&mut v[0]);
    bump(&mut v[1]);
    log.iter().chain(&v).map(|p| p.x).collect()
}

#[gear]
fn read_by_a_closure(mut v: Vec<P>) -> Vec<i64> {
    let get = |i: usize| v[i];
    let mut a = get(0);
    let b = get(0);
    a.x = 50;
    v[0].x = 60;
    vec![a.x, b.x, v[0].x]
}

#[gear]
fn given_by_a_closure(v: Vec<P>) -> Vec<i64> {
    let get = |i: usize| &v[i];
    let mut a = *get(0);
    a.x = 50;
    let mut c = get(1).clone();
    c.x = 70;
    vec![a.x, c.x, v[0].x, v[1].x]
}

#[gear]
fn fields_in_a_loop(mut v: Vec<Q>) -> Vec<i64> {
    let ats: Vec<P> = v.iter().map(|q| q.at).collect();
    for q in &mut v {
        q.at.x += 1;
        q.grid[1] = 3;
    }
    let grids: Vec<[i64; 2]> = v.iter().map(|q| q.grid).collect();
    for q in v.iter_mut() {
        q.grid[1] += 3;
    }
    ats.iter()
        .map(|p| p.x)
        .chain(v.iter().map(|q| q.at.x))
        .chain(grids.iter().map(|g| g[1]))
        .chain(v.iter().map(|q| q.grid[1]))
        .collect()
}

#[gear]
fn history(v: Vec<P>) -> Vec<i64> {
    let mut s = P { x: 0, y: 0 };
    let mut hist = vec![s; 3];
    hist[0].x = 1;
    for p in &v {
        s.x += p.x;
        hist.push(s);
    }
    let mut w = (s, s);
    w.0.x = 1000;
    let [mut a, b] = [w.1, w.1];
    a.x = 2000;
    hist.iter().map(|p| p.x).chain([w.0.x, w.1.x, a.x, b.x]).collect()
}

#[gear]
fn smaller<'a>(a: &'a mut P, b: &'a mut P) -> &'a mut P {
    if a.x <= b.x { a } else { b }
}

#[gear]
fn smaller_of_two(mut a: i64, mut b: i64) -> Vec<i64> {
    let mut p = P { x: a, y: 0 };
    let mut q = P { x: b, y: 0 };
    let s = smaller(&mut p, &mut q);
    let snap = *s;
    s.y = 5;
    a += snap.y;
    b += 1;
    vec![a, b, p.y, q.y]
}

#[gear]
fn changed_while_mapped(mut v: Vec<P>) -> Vec<i64> {
    let total: i64 = v
        .iter_mut()
        .map(|p| {
            p.x += 1;
            *p
        })
        .map(|mut p| {
            p.x *= 100;
            p.x
        })
        .sum();
    vec![total, v[0].x]
}

#[gear]
fn stack(v: Vec<P>) -> Vec<i64> {
    let mut it = v.iter().copied();
    let mut a = it.next().unwrap();
    a.x = 10;
    let mut stack = vec![a];
    while let Some(mut top) = stack.pop() {
        if top.x > 12 {
            break;
        }
        stack.push(top);
        top.x += 1;
        stack.push(top);
    }
    let mut f = v.first().copied().unwrap();
    f.x = 3;
    let mut m = *v.iter().max_by_key(|p| p.x).unwrap();
    m.y = 9;
    let mut l = *v.last().unwrap();
    l.y = 19;
    stack.iter().chain(&v).chain([f, m, l].iter()).map(|p| p.x * 100 + p.y).collect()
}

#[gear]
fn memory(mut a: Vec<i64>, mut b: Vec<i64>) -> Vec<i64> {
    let c = a.clone();
    std::mem::swap(&mut a, &mut b);
    let d = std::mem::take(&mut a);
    a.push(5);
    let e = std::mem::replace(&mut b, vec![1]);
    b.push(2);
    [a, b, c, d, e].concat()
}

#[gear]
struct Holder {
    list: Vec<P>,
    cur: P,
    opt: Option<P>,
    grid: [[i64; 2]; 2],
}

#[gear]
impl Holder {
    fn new(p: P) -> Self {
        Holder { list: vec![p], cur: p, opt: Some(p), grid: [[0; 2]; 2] }
    }
    fn step(&mut self) -> P {
        self.cur.x += 1;
        self.list.push(self.cur);
        self.cur
    }
    fn cur(&self) -> P {
        self.cur
    }
    fn cur_ref(&self) -> &P {
        &self.cur
    }
    fn row(&self, i: usize) -> [i64; 2] {
        self.grid[i]
    }
    fn opt(&self) -> Option<P> {
        self.opt
    }
    fn set(&mut self, p: P) {
        self.cur = p;
        self.opt = Some(p);
        self.list[0] = p;
    }
}

#[gear]
fn holder(n: i64) -> Vec<i64> {
    let mut p = P { x: n, y: 0 };
    let mut h = Holder::new(p);
    p.x += 100;
    let mut s = h.step();
    s.x += 1000;
    let mut c = h.cur();
    c.x += 5;
    let mut d = *h.cur_ref();
    d.x += 7;
    let mut r = h.row(0);
    r[0] = 9;
    let mut o = h.opt();
    if let Some(o) = &mut o {
        o.x = -4;
    }
    h.set(d);
    d.x = 4444;
    h.cur.y = 2;
    vec![
        p.x,
        s.x,
        c.x,
        d.x,
        r[0],
        h.grid[0][0],
        h.cur.x,
        h.cur.y,
        h.opt.unwrap().y,
        h.list[0].y,
        o.unwrap().x,
        h.list.len() as i64,
    ]
}

#[gear]
fn grouped(d: Vec<i64>, k: i64) -> Vec<i64> {
    let mut d: VecDeque<i64> = d.into_iter().collect();
    let mut counts: HashMap<i64, Vec<P>> = HashMap::new();
    let mut p = P { x: k, y: k };
    for n in &d {
        counts.entry(*n).or_default().push(p);
        p.x += 1;
    }
    let list = counts.entry(1).or_default();
    let snap = list.clone();
    list.push(p);
    for q in list.iter_mut() {
        q.y = -1;
    }
    if let Some(f) = d.front_mut() {
        *f = 1234;
    }
    let mut out: Vec<i64> = snap.iter().map(|p| p.y).collect();
    out.extend(counts.get(&1).unwrap().iter().map(|p| p.x * p.y));
    out.push(*d.front().unwrap_or(&0));
    out
}

#[gear]
fn place_by_an_index(mut v: Vec<P>) -> Vec<i64> {
    let mut i = 0;
    let r = &mut v[i];
    r.x += 3;
    i = 1;
    v[i].x += 1;
    v.iter().map(|p| p.x).collect()
}

#[gear]
fn element_and_index(mut v: Vec<i64>) -> Vec<i64> {
    let mut i = 0;
    let last = v.get_mut(i).unwrap();
    i += 1;
    *last += 10 + i as i64;
    v
}

fn ps() -> Vec<P> {
    vec![P { x: 1, y: 2 }, P { x: 3, y: 4 }]
}

fn q() -> Q {
    Q { at: P { x: 1, y: 2 }, tags: vec![1], grid: [1, 2] }
}

fn w() -> W {
    W { rows: ps(), best: None, last: (1, P { x: 5, y: 5 }) }
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(first_point: (ps())),
        program!(first_kept: (ps())),
        program!(picked: (ps())),
        program!(parts_of_a_record: (q())),
        program!(by_methods: (w())),
        program!(either_place: (ps(), true), (ps(), false)),
        program!(place_of_a_match: (ps(), 0), (ps(), 1), (ps(), 2)),
        program!(walked_and_kept: (ps())),
        program!(best_of_references: (ps())),
        program!(entries: (BTreeMap::from([("k".to_string(), P{x:7,y:7})]), ps()), (BTreeMap::<String, P>::new(), ps())),
        program!(lent_to_a_closure: (ps())),
        program!(read_by_a_closure: (ps())),
        program!(given_by_a_closure: (ps())),
        program!(fields_in_a_loop: (vec![q(), q()])),
        program!(history: (ps())),
        program!(smaller_of_two: (1,2), (2,1)),
        program!(changed_while_mapped: (ps())),
        program!(stack: (ps())),
        program!(memory: (vec![1],vec![2,3])),
        program!(holder: (3)),
        program!(grouped: (vec![1,2,1], 4)),
        program!(place_by_an_index: (ps())),
        program!(element_and_index: (vec![1,2])),
    ]
}
