//! What Rust copies: records that derive `Copy`, arrays, and what is made of them. In Python they are dicts and lists, and a
//! change of one must not be seen in the other.

#![allow(unused, reason = "what is changed and not looked at must not be seen elsewhere either")]

use crate::program::{Program, program};
use redis_gears::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, VecDeque};

#[gear]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct P {
    x: i64,
    y: i64,
}

#[gear]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Line {
    from: P,
    to: P,
}

#[gear]
#[derive(Clone, Debug, PartialEq)]
struct Holder {
    name: String,
    p: P,
    cells: [i64; 3],
    rest: Vec<P>,
}

#[gear]
#[derive(Clone, Copy, Debug, PartialEq)]
struct Row {
    cells: [i64; 3],
}

#[gear]
#[derive(Clone, Copy, Debug, PartialEq)]
enum Shape {
    Dot(P),
    Empty,
}

#[gear]
impl P {
    fn twice(self) -> (P, P) {
        (self, self)
    }

    fn shifted(mut self, by: i64) -> P {
        self.x += by;
        self
    }

    fn shift(&mut self, by: i64) {
        self.x += by;
    }

    fn own(&self) -> P {
        *self
    }
}

#[gear]
impl Holder {
    fn point(&self) -> P {
        self.p
    }

    fn first(&self) -> P {
        self.rest[0]
    }

    fn put(&mut self, p: P) {
        self.rest.push(p);
        self.p = p;
    }

    fn grown(&mut self) -> P {
        let before = self.p;
        self.p.x += 1;
        before
    }
}

#[gear]
fn holder(n: i64) -> Holder {
    Holder { name: "h".to_string(), p: P { x: n, y: 1 }, cells: [n, 2, 3], rest: vec![P { x: n, y: 7 }] }
}

#[gear]
fn later_change(n: i64) -> (i64, i64) {
    let mut p = P { x: n, y: 0 };
    let q = p;
    p.x = 5;
    (q.x, p.x)
}

#[gear]
fn both_in_a_list(n: i64) -> Vec<i64> {
    let p = P { x: n, y: 0 };
    let mut v = vec![p, p];
    v[0].x += 5;
    v.iter().map(|p| p.x).collect()
}

#[gear]
fn out_of_a_list(n: i64) -> (i64, i64) {
    let mut v = vec![P { x: n, y: 0 }];
    let q = v[0];
    v[0].x += 5;
    (q.x, v[0].x)
}

#[gear]
fn both_in_a_tuple(n: i64) -> (i64, i64) {
    let p = P { x: n, y: 0 };
    let mut t = (p, p);
    t.0.x += 5;
    (t.0.x, t.1.x)
}

#[gear]
fn tuples(n: i64) -> (i64, i64) {
    let mut t = (P { x: n, y: 0 }, 1);
    let u = t;
    t.0.x += 5;
    (t.0.x, u.0.x)
}

#[gear]
fn into_a_record(n: i64) -> (i64, i64) {
    let mut p = P { x: n, y: 0 };
    let line = Line { from: p, to: p };
    p.x += 1;
    let mut other = line;
    other.to.x += 10;
    (line.from.x + line.to.x, other.from.x + other.to.x + p.x)
}

#[gear]
fn copied(n: i64) -> (Vec<i64>, i64) {
    let mut v = vec![P { x: n, y: 0 }, P { x: n + 1, y: 0 }];
    let w: Vec<P> = v.iter().copied().collect();
    let last = *v.last().unwrap();
    let first = v.first().copied().unwrap();
    v[0].x += 10;
    v[1].x += 10;
    (w.iter().map(|p| p.x).collect(), last.x + first.x)
}

#[gear]
fn cloned(n: i64) -> Vec<i64> {
    let mut v = vec![P { x: n, y: 0 }];
    let w: Vec<P> = v.iter().cloned().collect();
    let u = v.to_vec();
    let t = v.clone();
    let one = v.iter().max_by_key(|p| p.x).cloned().unwrap();
    let two = v.iter().find(|p| p.y == 0).copied().unwrap();
    v[0].x += 10;
    vec![w[0].x, u[0].x, t[0].x, one.x, two.x]
}

#[gear]
fn pattern(n: i64) -> (i64, i64, i64) {
    let h = holder(n);
    let Holder { p: mut q, cells: mut c, .. } = h;
    q.x += 5;
    c[0] += 9;
    (h.p.x, q.x, h.cells[0] + c[0])
}

#[gear]
fn pair(p: P) -> (P, P) {
    (p, p)
}

#[gear]
fn returned_pair(n: i64) -> (i64, i64, i64) {
    let p = P { x: n, y: 0 };
    let mut t = pair(p);
    t.0.x += 5;
    (t.0.x, t.1.x, p.x)
}

#[gear]
fn itself(p: P) -> P {
    p
}

#[gear]
fn returned(n: i64) -> (i64, i64) {
    let p = P { x: n, y: 0 };
    let mut q = itself(p);
    q.x += 1;
    let mut r = p.own();
    r.x += 7;
    (p.x, q.x + r.x)
}

#[gear]
fn moved(mut p: P, by: i64) -> P {
    p.x += by;
    p
}

#[gear]
fn changed_parameter(n: i64) -> (i64, i64, i64) {
    let p = P { x: n, y: 0 };
    let q = moved(p, 3);
    let r = p.shifted(4);
    (p.x, q.x, r.x)
}

#[gear]
fn methods(n: i64) -> (i64, i64, i64) {
    let mut p = P { x: n, y: 0 };
    let (mut a, b) = p.twice();
    a.x += 1;
    p.shift(2);
    (a.x, b.x, p.x)
}

#[gear]
fn closures(n: i64) -> (i64, i64, i64) {
    let p = P { x: n, y: 0 };
    let grown = || {
        let mut q = p;
        q.x += 1;
        q.x
    };
    let first = grown();
    let second = grown();
    (first, second, p.x)
}

#[gear]
fn closure_changes(n: i64) -> (i64, i64) {
    let mut p = P { x: n, y: 0 };
    let before = p;
    let mut grow = |by: i64| p.x += by;
    grow(1);
    grow(2);
    (before.x, p.x)
}

#[gear]
fn update(n: i64) -> (i64, i64, i64) {
    let mut line = Line { from: P { x: n, y: 0 }, to: P { x: n, y: 1 } };
    let other = Line { from: P { x: 1, y: 1 }, ..line };
    line.to.x += 5;
    let flat = P { x: 9, ..line.to };
    (other.to.x, line.to.x, flat.x)
}

#[gear]
fn update_of_what_moves(n: i64) -> (i64, i64) {
    let mut h = holder(n);
    let other = Holder { name: "other".to_string(), rest: Vec::new(), ..h };
    h.p.x += 5;
    h.cells[0] += 5;
    (other.p.x + other.cells[0], h.p.x + h.cells[0])
}

#[gear]
fn repeated(n: i64) -> (Vec<i64>, Vec<i64>) {
    let p = P { x: n, y: 0 };
    let mut a = [p; 3];
    a[0].x += 1;
    let mut v = vec![p; 2];
    v[1].x += 2;
    v.resize(3, p);
    v[2].x += 3;
    (a.iter().map(|p| p.x).collect(), v.iter().map(|p| p.x).chain([p.x]).collect())
}

#[gear]
fn memory(n: i64) -> (i64, i64, i64) {
    let mut v = vec![P { x: n, y: 0 }, P { x: n + 1, y: 0 }];
    let p = P { x: 100, y: 0 };
    let old = std::mem::replace(&mut v[0], p);
    v[0].x += 1;
    v.swap(0, 1);
    let mut h = holder(n);
    let mut q = P { x: 7, y: 7 };
    std::mem::swap(&mut h.p, &mut q);
    q.x += 1;
    (old.x + p.x, v[1].x + h.p.x, q.x)
}

#[gear]
fn matrix(n: i64) -> (Vec<i64>, Vec<i64>, i64) {
    let mut grid = [[n; 3]; 3];
    grid[0][1] = 7;
    let row = grid[0];
    let mut other = grid;
    other[0][0] += 100;
    other[2][2] += 1;
    grid[0][2] += 50;
    (row.to_vec(), grid[0].to_vec(), other[0][2] + grid[2][2])
}

#[gear]
fn rows(n: i64) -> (i64, i64, Vec<i64>) {
    let mut row = [n, 2, 3];
    let mut rows = vec![row, row];
    rows[0][0] += 5;
    row[1] = 9;
    let t = (row, row[1]);
    row[1] = 10;
    let taken = rows[0];
    rows[0][1] = 0;
    (rows[0][0] + rows[1][0], taken[1] + t.0[1] + t.1, row.to_vec())
}

#[gear]
fn bumped(mut cells: [i64; 3]) -> [i64; 3] {
    cells[0] += 1;
    cells
}

#[gear]
fn sides(cells: [i64; 3]) -> ([i64; 3], [i64; 3]) {
    (cells, cells)
}

#[gear]
fn array_parameters(n: i64) -> (i64, i64, i64, i64) {
    let cells = [n, 0, 0];
    let more = bumped(cells);
    let (mut a, b) = sides(cells);
    a[0] += 10;
    let again = bumped(bumped(cells));
    (cells[0], more[0], a[0] + b[0], again[0])
}

#[gear]
fn wrapped(n: i64) -> (i64, i64, i64) {
    let mut row = Row { cells: [n, 1, 2] };
    let other = row;
    row.cells[0] += 5;
    let Row { mut cells } = row;
    cells[1] = 40;
    (other.cells[0], row.cells[0] + row.cells[1], cells[1])
}

#[gear]
fn options(n: i64) -> (i64, i64, i64) {
    let mut some = Some(P { x: n, y: 0 });
    let before = some;
    if let Some(p) = &mut some {
        p.x += 5;
    }
    if let Some(mut p) = some {
        p.x += 100;
    }
    let mut taken = some.unwrap();
    taken.x += 1000;
    let mapped = some.map(|mut p| {
        p.x += 1;
        p
    });
    (before.map_or(0, |p| p.x), some.map_or(0, |p| p.x), taken.x + mapped.unwrap().x)
}

#[gear]
fn maps(n: i64) -> (i64, i64, i64) {
    let mut p = P { x: n, y: 0 };
    let mut map: BTreeMap<String, P> = BTreeMap::new();
    map.insert("a".to_string(), p);
    map.entry("b".to_string()).or_insert(p);
    p.x += 1;
    let copy = *map.get("a").unwrap();
    *map.get_mut("b").unwrap() = p;
    p.x += 1;
    if let Some(found) = map.get_mut("a") {
        found.x += 10;
    }
    map.entry("b".to_string()).or_insert(p).x += 100;
    let all: Vec<P> = map.values().copied().collect();
    map.entry("c".to_string()).or_insert_with(|| p).x += 1;
    (copy.x + p.x, all[0].x + all[1].x, map["a"].x + map["b"].x + map["c"].x)
}

#[gear]
fn hashed(n: i64) -> (i64, i64) {
    let base = P { x: n, y: 0 };
    let mut map: HashMap<i64, P> = HashMap::new();
    for key in 0..3 {
        map.insert(key, base);
    }
    for (key, p) in map.iter_mut() {
        p.x += key;
    }
    let one = map[&1];
    if let Some(p) = map.get_mut(&1) {
        p.x = -1;
    }
    (map.values().map(|p| p.x).sum(), one.x + base.x)
}

#[gear]
fn loops(n: i64) -> (Vec<i64>, i64) {
    let mut p = P { x: n, y: 0 };
    let mut trail = Vec::new();
    let mut best = p;
    for step in 0..4 {
        trail.push(p);
        p.x += step;
        if p.x % 2 == 0 {
            best = p;
        }
    }
    (trail.iter().map(|p| p.x).collect(), best.x)
}

#[gear]
fn walked(n: i64) -> (i64, i64, i64) {
    let mut points = [P { x: n, y: 0 }, P { x: 2, y: 0 }];
    let mut sum = 0;
    for mut p in points {
        p.x += 1;
        sum += p.x;
    }
    for p in points {
        points[1].x += 10;
        sum += p.x;
    }
    let cells = [1, n, 3];
    for c in cells {
        sum += c;
    }
    (sum, points[0].x, points[1].x + cells[1])
}

#[gear]
fn of_holders(n: i64) -> (i64, i64, i64, i64) {
    let mut h = holder(n);
    let p = h.point();
    let first = h.first();
    h.p.x += 1;
    h.rest[0].x += 1;
    let mut q = P { x: 50, y: 0 };
    h.put(q);
    q.x += 1;
    h.rest[1].x += 2;
    let before = h.grown();
    (p.x + first.x, h.p.x, h.rest[1].x, before.x + q.x)
}

#[gear]
fn enums(n: i64) -> (i64, i64) {
    let p = P { x: n, y: 0 };
    let mut shape = Shape::Dot(p);
    let before = shape;
    if let Shape::Dot(inner) = &mut shape {
        inner.x += 5;
    }
    let x = |shape: Shape| match shape {
        Shape::Dot(p) => p.x,
        Shape::Empty => 0,
    };
    (x(before) + p.x, x(shape))
}

#[gear]
fn queue(n: i64) -> (i64, i64) {
    let mut p = P { x: n, y: 0 };
    let mut queue: VecDeque<P> = VecDeque::new();
    queue.push_back(p);
    p.x += 1;
    queue.push_front(p);
    queue[0].x += 10;
    let front = *queue.front().unwrap();
    queue[0].x += 10;
    (front.x + p.x, queue[0].x + queue[1].x)
}

#[gear]
fn destructured(n: i64) -> (i64, i64, i64) {
    let mut a = P { x: n, y: 0 };
    let mut b = P { x: 2, y: 0 };
    (a, b) = (b, a);
    a.x += 10;
    let (c, d) = (a, b);
    a.x += 1;
    b.x += 1;
    [a, b] = [b, b];
    a.x += 100;
    (c.x + d.x, a.x, b.x)
}

#[gear]
fn branches(n: i64) -> (i64, i64, i64) {
    let a = P { x: n, y: 0 };
    let b = P { x: 1, y: 0 };
    let mut c = if n > 0 { a } else { b };
    c.x += 10;
    let mut d = match n {
        0 => a,
        _ => b,
    };
    d.x += 20;
    (a.x + b.x, c.x, d.x)
}

#[gear]
fn references(n: i64) -> (i64, i64, i64) {
    let mut p = P { x: n, y: 0 };
    let r = &mut p;
    r.x += 1;
    r.shift(1);
    let copy = *r;
    r.x += 1;
    let s = &p;
    let t = *s;
    p.x += 1;
    (copy.x, t.x, p.x)
}

#[gear]
fn bump(p: &mut P) {
    p.x += 1;
}

#[gear]
fn reborrowed(n: i64) -> (i64, Vec<i64>) {
    let mut p = P { x: n, y: 0 };
    let r = &mut p;
    bump(r);
    bump(r);
    let mut v = vec![p, p, p];
    for p in &mut v {
        bump(p);
        bump(p);
    }
    for (i, p) in v.iter_mut().enumerate() {
        if i > 0 {
            bump(p);
        }
        p.y = i as i64;
    }
    v.iter_mut().for_each(|p| {
        bump(p);
        bump(p);
    });
    if let Some(last) = v.last_mut() {
        bump(last);
        bump(last);
    }
    (p.x, v.iter().map(|p| p.x + p.y).collect())
}

#[gear]
fn folded(points: Vec<i64>) -> (i64, i64) {
    let zero = P { x: 0, y: 0 };
    let sum = points.iter().fold(zero, |mut sum, n| {
        sum.x += n;
        sum
    });
    let all: Vec<P> = points.iter().map(|n| P { x: *n, ..sum }).collect();
    let most = all.iter().copied().fold(zero, |a, b| if a.x > b.x { a } else { b });
    (zero.x, sum.x + most.x)
}

#[gear]
fn chosen(n: i64) -> (i64, i64) {
    let mut v = vec![P { x: n, y: 0 }, P { x: 3, y: 0 }];
    let mut best = v[0];
    for i in 1..v.len() {
        if v[i].x > best.x {
            best = v[i];
        }
    }
    best.y = 9;
    v[0].y += 1;
    v[1].y += 2;
    (best.x + best.y, v[0].y + v[1].y)
}

#[gear]
fn nested_lists(n: i64) -> (i64, i64, i64) {
    let mut rows = vec![vec![P { x: n, y: 0 }]; 2];
    rows[0][0].x += 1;
    let flat = rows.concat();
    let copy = rows.clone();
    let mut all: Vec<P> = Vec::new();
    all.extend_from_slice(&rows[0]);
    all.extend(rows[1].iter());
    rows[0][0].x += 10;
    rows[1][0].x += 10;
    all.fill(rows[0][0]);
    all[0].x += 1;
    (flat[0].x + flat[1].x, copy[0][0].x, all[0].x + all[1].x)
}

#[gear]
fn defaults(n: i64) -> (i64, i64) {
    let p = P { x: n, y: 0 };
    let none: Option<P> = None;
    let mut a = none.unwrap_or(p);
    a.x += 1;
    let mut b = none.unwrap_or_else(|| p);
    b.x += 2;
    let mut c = none.or(Some(p)).unwrap();
    c.x += 4;
    (p.x, a.x + b.x + c.x)
}

#[gear]
fn swapped(n: i64) -> (Vec<i64>, i64) {
    let mut a = [n, 1];
    let mut b = [2, 3];
    for _ in 0..2 {
        let t = a;
        a = b;
        b = t;
        a[0] += 1;
    }
    let mut history = Vec::new();
    for i in 0..2 {
        a[i] += 5;
        history.push(a);
    }
    (history.iter().map(|a| a[0] * 10 + a[1]).collect(), b[0])
}

#[gear]
fn consts(n: i64) -> (i64, i64, i64) {
    let mut q = ORIGIN;
    q.x += n;
    let mut cells = CELLS;
    cells[0] += n;
    let mut again = ORIGIN;
    again.x += 1;
    (q.x + again.x, ORIGIN.x, cells[0] + CELLS[0])
}

const ORIGIN: P = P { x: 0, y: 0 };
const CELLS: [i64; 2] = [1, 2];

#[gear]
fn kept<T: Copy>(x: T) -> Vec<T> {
    vec![x, x]
}

#[gear]
fn generic(n: i64) -> (i64, i64, i64) {
    let mut p = P { x: n, y: 0 };
    let mut v = kept(p);
    v[0].x += 1;
    p.x += 10;
    let mut cells = kept([n, n]);
    cells[1][0] += 3;
    (v[0].x, v[1].x, cells[0][0] + cells[1][0])
}

#[gear]
fn json(n: i64) -> (String, String) {
    let mut p = P { x: n, y: 0 };
    let mut list = vec![n];
    let tree = json!({ "p": p, "list": list });
    p.x += 1;
    list.push(2);
    (serde_json::to_string(&tree).unwrap(), serde_json::to_string(&p).unwrap())
}

/// The rows of a picture are bytes, which do not change in Python.
#[gear]
fn picture(text: &str) -> (Vec<String>, Vec<u8>, u8) {
    let mut cells: Vec<Vec<u8>> = text.lines().map(|line| line.bytes().collect()).collect();
    let before = cells[0].clone();
    for y in 0..cells.len() {
        for x in 0..cells[y].len() {
            if cells[y][x] == b'#' {
                cells[y][x] = b'.';
            } else {
                cells[y][x] ^= 1;
            }
        }
    }
    cells[0][1] += 1;
    (cells[0][0], cells[0][1]) = (cells[0][1], cells[0][0]);
    if let Some(row) = cells.last() {
        if row.len() > 1 {
            cells[0].swap(0, 1);
        }
    }
    let mut row = cells[0].clone();
    row.sort();
    row.reverse();
    row[0] = b'!';
    (cells.into_iter().map(|row| String::from_utf8(row).unwrap()).collect(), row, before[0])
}

#[gear]
fn bytes_given(mut bytes: Vec<u8>, other: &[u8]) -> (Vec<u8>, bool, usize) {
    bytes[0] = 7;
    bytes[1] ^= other[0];
    let same = bytes == [7, 0];
    bytes.fill(1);
    (bytes, same, other.len())
}

pub(crate) fn programs() -> Vec<Program> {
    let mut all = Vec::new();
    macro_rules! each {
        ($($name:ident),*) => {
            $(all.push(program!($name: (3), (0), (-4)));)*
        };
    }
    each!(
        later_change,
        both_in_a_list,
        out_of_a_list,
        both_in_a_tuple,
        tuples,
        into_a_record,
        copied,
        cloned,
        pattern,
        returned_pair,
        returned,
        changed_parameter,
        methods,
        closures,
        closure_changes,
        update,
        update_of_what_moves,
        repeated,
        memory,
        matrix,
        rows,
        array_parameters,
        wrapped,
        options,
        maps,
        hashed,
        loops,
        walked,
        of_holders,
        enums,
        queue,
        destructured,
        branches,
        references,
        reborrowed,
        chosen,
        nested_lists,
        defaults,
        swapped,
        consts,
        generic,
        json
    );
    all.push(program!(folded: (vec![1, 5, 2]), (Vec::<i64>::new())));
    all.push(program!(picture: ("#a.\nxy"), ("ab"), ("a")));
    all.push(program!(bytes_given: (vec![1, 2], &[2][..]), (vec![1], &[2][..])));
    all
}
