//! What is copied, passed or kept by value, and then changed in one place.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use std::collections::{BTreeMap, HashMap};

#[gear]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
struct P {
    x: i64,
    y: i64,
}

#[gear]
#[derive(Clone, Copy, Debug, PartialEq)]
enum S {
    A(P),
    B { at: P, n: i64 },
    None,
}

const ORIGIN: P = P { x: 0, y: 0 };

const GRID: [i64; 2] = [1, 2];

#[gear]
#[derive(Clone, Debug, PartialEq)]
struct H {
    list: Vec<P>,
    cur: P,
    opt: Option<P>,
    pair: (P, i64),
    arr: [P; 2],
}

#[gear]
fn moved(mut p: P) -> P {
    p.x += 1;
    p
}

#[gear]
fn same(p: P) -> P {
    p
}

#[gear]
fn twice<T: Copy>(x: T) -> (T, T) {
    (x, x)
}

#[gear]
fn ident<T>(x: T) -> T {
    x
}

#[gear]
fn dup<T: Clone>(x: &T) -> Vec<T> {
    vec![x.clone(), x.clone()]
}

#[gear]
fn tail(v: &[P]) -> &[P] {
    &v[1..]
}

#[gear]
fn firsts(v: &[P]) -> Vec<&P> {
    v.iter().filter(|p| p.x > 0).collect()
}

#[gear]
fn counters(a: i64) -> Vec<i64> {
    let mut p = P { x: a, y: a };
    let mut c = || {
        p.x += 1;
        p.x
    };
    let r = c() + c();
    p.x += 100;
    let mut n = 0;
    let mut d = || {
        n += 1;
        n
    };
    let s = d() + d();
    let mut arr = [1, 2];
    let mut e = || {
        arr[0] += 1;
        arr[0]
    };
    let t = e() + e();
    arr[1] = 7;
    vec![r, p.x, s, n, t, arr[0], arr[1]]
}

#[gear]
fn passed_by_value(v: Vec<P>) -> Vec<i64> {
    let mut p = v[0];
    let q = moved(p);
    let mut s = same(p);
    s.x = 50;
    let f: fn(P) -> P = moved;
    let g = f(p);
    let all: Vec<P> = v.iter().copied().map(moved).collect();
    let (mut a, b) = twice(p);
    a.x = 60;
    let mut i = ident(p);
    i.x = 70;
    let mut d = dup(&p);
    d[0].x = 80;
    p.x = 90;
    vec![p.x, q.x, s.x, g.x, a.x, b.x, i.x, d[0].x, d[1].x, v[0].x, all[0].x]
}

#[gear]
fn made_again(v: Vec<P>) -> Vec<i64> {
    let start = v[0];
    let total = v.iter().fold(start, |mut acc, p| {
        acc.x += p.x;
        acc
    });
    let steps: Vec<P> = v
        .iter()
        .scan(start, |s, p| {
            s.x += p.x;
            Some(*s)
        })
        .collect();
    let mut rep: Vec<P> = std::iter::repeat(start).take(3).collect();
    rep[0].x = 33;
    let succ: Vec<P> = std::iter::successors(Some(start), |p| {
        let mut q = *p;
        q.x += 1;
        if q.x < 4 { Some(q) } else { None }
    })
    .collect();
    let mut rs = vec![start];
    rs.resize(3, start);
    rs[2].x = 44;
    let mut fl = rs.clone();
    fl.fill(start);
    fl[1].x = 55;
    [start, total].iter().chain(&steps).chain(&rep).chain(&succ).chain(&rs).chain(&fl).map(|p| p.x).collect()
}

#[gear]
fn one_of_two(v: Vec<P>, m: BTreeMap<String, P>) -> Vec<i64> {
    let base = v[0];
    let mut a = m.get("a").copied().unwrap_or(base);
    a.x = 11;
    let mut b = *m.get("a").unwrap_or(&base);
    b.x = 12;
    let mut m2 = m.clone();
    let mut c = base;
    m2.insert("a".to_string(), c);
    c.x = 13;
    let mut o = None;
    let d = o.get_or_insert(c);
    d.x = 14;
    let mut e = o.or(Some(base)).unwrap();
    e.x = 15;
    let mut f = std::cmp::max(base, c);
    f.x = 16;
    let mut g = base.min(c);
    g.x = 17;
    let mut h = v.iter().copied().max().unwrap();
    h.x = 18;
    let mut i = m.values().copied().next().unwrap_or_default();
    i.x = 19;
    let mut out: Vec<i64> = [base, a, b, c, e, f, g, h, i].iter().map(|p| p.x).collect();
    out.extend(v.iter().chain(m.values()).chain(m2.values()).map(|p| p.x));
    out.push(o.map_or(0, |p| p.x));
    out
}

#[gear]
fn lists_filled(mut v: Vec<P>) -> Vec<i64> {
    let mut w = vec![ORIGIN; 2];
    w.copy_from_slice(&v);
    w[0].x = 5;
    v.clone_from_slice(&w);
    w[1].x = 6;
    v.extend_from_within(..1);
    v[0].x = 7;
    v.extend_from_slice(&w);
    w[0].x = 8;
    v.insert(0, w[0]);
    w[0].x = 9;
    v.push(w[0]);
    w[0].x = 10;
    let mut z = ORIGIN;
    z.x = 1;
    let mut g = GRID;
    g[0] = 99;
    v.iter().chain(&w).map(|p| p.x).chain([ORIGIN.x, GRID[0], g[0], z.x]).collect()
}

#[gear]
fn arrays_and_patterns(p: P) -> Vec<i64> {
    let t = (p, p);
    let (mut a, b) = t;
    a.x = 21;
    let arr = [p, p];
    let [c, mut d] = arr;
    d.x = 22;
    let mut out = vec![];
    for mut q in arr {
        q.x += 1;
        out.push(q.x);
    }
    for (i, mut q) in arr.into_iter().enumerate() {
        q.x += i as i64;
        out.push(q.x);
    }
    let mut arr2 = arr;
    arr2[0].x = 23;
    let mut arr3 = arr2.map(|mut q| {
        q.x += 1;
        q
    });
    arr3[1].x = 24;
    let n @ P { mut x, .. } = p;
    x += 1;
    let mut nn = n;
    nn.x = 25;
    let grid = [[0; 2]; 2];
    let mut row = grid[0];
    row[0] = 26;
    let mut g2 = [row; 2];
    g2[0][1] = 27;
    out.extend([
        a.x, b.x, c.x, d.x, t.0.x, arr[1].x, arr2[0].x, arr3[0].x, arr3[1].x, n.x, nn.x, x, grid[0][0],
        row[1], g2[1][1], p.x,
    ]);
    out
}

#[gear]
fn variants(p: P, k: i64) -> Vec<i64> {
    let mut s = match k {
        0 => S::A(p),
        1 => S::B { at: p, n: 1 },
        _ => S::None,
    };
    let t = s;
    match &mut s {
        S::A(q) => q.x = 31,
        S::B { at, .. } => at.x = 32,
        S::None => {}
    }
    let u = s;
    if let S::A(ref mut q) = s {
        q.y = 33;
    }
    if let S::B { ref mut at, .. } = s {
        at.y = 34;
    }
    let get = |s: S| match s {
        S::A(p) => p,
        S::B { at, .. } => at,
        S::None => ORIGIN,
    };
    let mut gp = get(s);
    gp.x += 35;
    vec![get(t).x, get(u).x, get(u).y, get(s).x, get(s).y, p.x, gp.x]
}

#[gear]
fn branches(mut v: Vec<P>, c: bool) -> Vec<i64> {
    let mut a = if c { v[0] } else { v[1] };
    a.x += 100;
    let mut b = match v.len() {
        0 => ORIGIN,
        _ => v[1],
    };
    b.x += 200;
    let mut d = {
        let t = v[0];
        t
    };
    d.x += 300;
    let mut i = 0;
    let mut e = loop {
        if v[i].x > 1 {
            break v[i];
        }
        i += 1;
    };
    e.x += 400;
    let mut f = 'a: {
        if c {
            break 'a v[0];
        }
        v[1]
    };
    f.x += 500;
    v[1] = v[0];
    v[0].x = 7;
    let g = Box::new(v[0]);
    v[0].x = 8;
    let mut h = *g;
    h.x += 1;
    vec![a.x, b.x, d.x, e.x, f.x, v[0].x, v[1].x, g.x, h.x]
}

#[gear]
fn record_in_parts(mut h: H) -> Vec<i64> {
    let H { list, cur, .. } = &mut h;
    list.push(*cur);
    cur.x += 1;
    list.push(*cur);
    let x = &mut h.list;
    x.push(h.cur);
    let y = &mut x[0];
    y.x = 55;
    h.opt = Some(h.list[0]);
    h.list[0].x = 56;
    h.pair = (h.list[0], 1);
    h.list[0].x = 57;
    h.arr = [h.list[0], h.cur];
    h.list[0].x = 58;
    h.cur.x = 59;
    let old = std::mem::replace(&mut h.cur, h.list[0]);
    h.list[0].x = 60;
    let tk = h.pair.0;
    h.pair = (ORIGIN, 0);
    let to = h.opt.take();
    let mut z = h.clone();
    z.arr[0].x = 61;
    z.list[0].x = 62;
    let mut out: Vec<i64> = h.list.iter().chain(&h.arr).chain(&z.list).map(|p| p.x).collect();
    out.extend([h.cur.x, old.x, tk.x, to.unwrap().x, h.pair.0.x, z.pair.0.x]);
    out
}

#[gear]
fn found_in_place(mut v: Vec<P>) -> Vec<i64> {
    if let Some(f) = v.first_mut() {
        f.y = 6;
    }
    v.iter_mut().for_each(|p| p.x += 1);
    v.iter_mut().max_by_key(|p| p.x).unwrap().y = 9;
    if let Some(p) = v.iter_mut().rev().find(|p| p.y > 0) {
        p.y = -1;
    }
    if let Some(p) = v.iter_mut().nth(0) {
        p.y = -2;
    }
    for p in v.iter_mut().filter(|p| p.y < 0).take(1) {
        *p = P { x: 70, y: 70 };
    }
    let l = v.last_mut().unwrap();
    let snap = *l;
    l.x = 71;
    let r: &mut P = &mut v[0];
    r.x = 72;
    *r = snap;
    r.x += 1;
    v.iter().map(|p| p.x * 1000 + p.y).chain([snap.x]).collect()
}

#[gear]
fn grid(mut g: Vec<Vec<i64>>) -> Vec<i64> {
    let mut h = g.clone();
    for (i, row) in g.iter_mut().enumerate() {
        for (j, c) in row.iter_mut().enumerate() {
            if (i + j) % 2 == 0 {
                *c += 10;
            }
        }
    }
    let row = &mut h[0];
    for c in row.iter_mut() {
        *c *= 2;
    }
    for c in row {
        *c += 1;
    }
    let rows: Vec<&Vec<i64>> = g.iter().collect();
    let mut k: Vec<Vec<i64>> = rows.iter().map(|r| r.to_vec()).collect();
    k[0][0] = -1;
    let mut l: Vec<Vec<i64>> = g.iter().map(|r| r.iter().map(|c| c * 1).collect()).collect();
    l[0].push(4);
    let mut n = vec![g[0].clone(); 2];
    n[0][0] = -3;
    g.iter().chain(&h).chain(&k).chain(&l).chain(&n).flatten().copied().collect()
}

#[gear]
fn counted(mut m: HashMap<String, i64>, k: String) -> Vec<i64> {
    let mut dups = vec![];
    for c in "abca".chars() {
        let n = m.entry(c.to_string()).or_insert(0);
        *n += 1;
        if *n > 1 {
            dups.push(*n);
        }
    }
    for n in m.values_mut() {
        *n *= 2;
    }
    for (name, n) in m.iter_mut() {
        if *name == k {
            *n = -1;
        }
    }
    let slot = m.entry(k).or_default();
    let before = *slot;
    *slot -= 5;
    let mut vals: Vec<i64> = m.values().copied().collect();
    vals.sort();
    vals.extend(dups);
    vals.push(before);
    vals
}

#[gear]
fn borrowed_lists(v: Vec<P>) -> Vec<i64> {
    let t = tail(&v);
    let mut own = t.to_vec();
    own[0].x = 81;
    let mut f: Vec<P> = firsts(&v).into_iter().copied().collect();
    f[0].x = 82;
    let mut c: Vec<P> = firsts(&v).into_iter().cloned().collect();
    c[0].x = 83;
    let refs = firsts(&v);
    let mut one = *refs[0];
    one.x = 84;
    let mut two = refs[0].clone();
    two.x = 85;
    let mut st: Vec<P> = vec![];
    for r in &refs {
        st.push(**r);
    }
    st[0].x = 86;
    let mut mx = **refs.iter().max_by_key(|p| p.x).unwrap();
    mx.x = 87;
    let srt = {
        let mut s = v.clone();
        s.sort_by_key(|p| -p.x);
        s
    };
    v.iter()
        .chain(&own)
        .chain(&f)
        .chain(&c)
        .chain([&one, &two, &mx])
        .chain(&st)
        .chain(&srt)
        .map(|p| p.x)
        .collect()
}

#[gear]
fn parted(v: Vec<P>) -> Vec<i64> {
    let mut groups: BTreeMap<i64, Vec<P>> = BTreeMap::new();
    for p in &v {
        groups.entry(p.x % 2).or_default().push(*p);
    }
    for g in groups.values_mut() {
        for p in g {
            p.y = 0;
        }
    }
    let (mut odd, even): (Vec<P>, Vec<P>) = v.iter().partition(|p| p.x % 2 == 1);
    for p in &mut odd {
        p.x = -5;
    }
    let (mut xs, ys): (Vec<P>, Vec<i64>) = v.iter().map(|p| (*p, p.y)).unzip();
    xs[0].x = 9;
    let zipped: Vec<(P, P)> = v
        .iter()
        .copied()
        .zip(v.iter().copied())
        .map(|(mut a, b)| {
            a.x += 10;
            (a, b)
        })
        .collect();
    let mut wins: Vec<Vec<P>> = v.windows(1).map(|w| w.to_vec()).collect();
    wins[0][0].x = 19;
    let mut pk = v.iter().copied().peekable();
    let mut h = vec![];
    while let Some(mut p) = pk.next() {
        p.x += pk.peek().map_or(0, |q| q.x);
        h.push(p);
    }
    let mut lst = v.iter().copied().last().unwrap();
    lst.x = 29;
    let mut red = v.iter().copied().reduce(|a, b| if a.x > b.x { a } else { b }).unwrap();
    red.x = 39;
    groups
        .values()
        .flatten()
        .chain(&v)
        .chain(&odd)
        .chain(&even)
        .chain(&xs)
        .chain(wins.iter().flatten())
        .chain(&h)
        .map(|p| p.x * 10 + p.y)
        .chain(ys)
        .chain(zipped.iter().map(|t| t.0.x * t.1.x))
        .chain([lst.x, red.x])
        .collect()
}

#[gear]
fn cache(v: Vec<P>) -> Vec<i64> {
    let mut out = Vec::new();
    let mut cache: Vec<Option<P>> = vec![None; 2];
    cache[0] = Some(v[0]);
    let mut a = cache[0].unwrap();
    a.x = 41;
    if let Some(mut b) = cache[0] {
        b.x = 42;
        cache[1] = Some(b);
        b.x += 43;
        out.push(b.x);
    }
    match cache[1] {
        Some(mut c) => {
            c.x += 1;
            cache.push(Some(c));
            c.x -= 50;
            out.push(c.x);
        }
        None => {}
    }
    let Some(mut d) = cache[0] else { return vec![] };
    d.x = 44;
    let mut e = cache.clone();
    if let Some(f) = &mut e[0] {
        f.x = 45;
    }
    let opts: Vec<P> = cache
        .iter()
        .flatten()
        .copied()
        .map(|mut p| {
            p.y = 8;
            p
        })
        .collect();
    let w: Vec<P> = cache
        .iter()
        .filter_map(|o| *o)
        .map(|mut p| {
            p.y = 8;
            p
        })
        .collect();
    let mut while_ = cache[0];
    let mut count = 0;
    while let Some(mut p) = while_ {
        p.x += 1;
        count += 1;
        while_ = if p.x > 3 { None } else { Some(p) };
        p.x += 100;
        out.push(p.x);
    }
    cache
        .iter()
        .flatten()
        .chain(e.iter().flatten())
        .chain(&opts)
        .chain(&w)
        .map(|p| p.x * 10 + p.y)
        .chain([a.x, d.x, count, v[0].x])
        .chain(out)
        .collect()
}

#[gear]
fn numbers_in_place(mut v: Vec<i64>) -> Vec<i64> {
    for n in v.iter_mut().rev().take(1) {
        *n = 50;
    }
    for (a, b) in v.iter_mut().zip([1, 2, 3].iter()) {
        *a += b;
    }
    v.iter_mut().enumerate().for_each(|(i, n)| *n += i as i64);
    *v.last_mut().unwrap() += 1;
    if let Some(n) = v.get_mut(0) {
        *n = 7;
    }
    let k = v[0];
    v[0] += 1;
    v.push(k);
    let mut w = v.clone();
    w.swap(0, 1);
    w.iter_mut().for_each(|n| *n *= -1);
    v.extend(w);
    v
}

#[gear]
fn texts(mut s: String, mut names: Vec<String>) -> Vec<String> {
    let t = s.clone();
    s.push('!');
    for n in &mut names {
        n.push('?');
        *n = n.to_uppercase();
    }
    if let Some(n) = names.first_mut() {
        n.insert(0, '-');
    }
    names.push(s);
    names.push(t);
    names
}

#[gear]
fn recorded(p: P) -> Vec<i64> {
    let mut hist = vec![];
    let mut cur = p;
    let mut record = |q: P| hist.push(q);
    record(cur);
    cur.x += 1;
    record(cur);
    cur.x += 1;
    let adders: Vec<i64> = (0..2)
        .map(|i| {
            cur.x += i;
            cur.x
        })
        .collect();
    let bump = |mut q: P| {
        q.x += 1;
        q
    };
    let z = bump(cur);
    let keep = |q: &P| *q;
    let mut kk = keep(&cur);
    kk.x = 500;
    hist.iter().map(|p| p.x).chain(adders).chain([cur.x, z.x, kk.x]).collect()
}

#[gear]
fn nested_arrays(mut a: [P; 2], q: P) -> Vec<i64> {
    let b = a;
    a[0].x = 7;
    let (x, y) = (a, a);
    a[1] = q;
    a[1].x += 1;
    a.swap(0, 1);
    let mut rev = a;
    rev.reverse();
    rev[0].x = 1000;
    let s: Vec<P> = a[..1].to_vec();
    a[0].x = 2000;
    let t = (a[0], a);
    a[0].x = 3000;
    let mut nested = [(q, [q; 2]); 2];
    nested[0].0.x = 1;
    nested[0].1[0].x = 2;
    let [(m, n), o] = nested;
    [
        a[0],
        a[1],
        b[0],
        b[1],
        x[0],
        y[1],
        rev[0],
        rev[1],
        s[0],
        t.0,
        t.1[0],
        q,
        nested[1].0,
        nested[1].1[0],
        m,
        n[1],
        o.0,
    ]
    .iter()
    .map(|p| p.x)
    .collect()
}

fn ps() -> Vec<P> {
    vec![P { x: 1, y: 2 }, P { x: 3, y: 4 }]
}

fn hh() -> H {
    H { list: ps(), cur: ps()[0], opt: None, pair: (ps()[1], 3), arr: [ps()[0], ps()[1]] }
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(counters: (1)),
        program!(passed_by_value: (ps())),
        program!(made_again: (ps())),
        program!(one_of_two: (ps(), BTreeMap::from([("a".to_string(), ps()[1])])), (ps(), BTreeMap::<String, P>::new())),
        program!(lists_filled: (ps())),
        program!(arrays_and_patterns: (ps()[0])),
        program!(variants: (ps()[0], 0), (ps()[0], 1), (ps()[0], 2)),
        program!(branches: (ps(), true), (ps(), false)),
        program!(record_in_parts: (hh())),
        program!(found_in_place: (ps())),
        program!(grid: (vec![vec![1, 2], vec![3, 4]])),
        program!(counted: (HashMap::<String, i64>::new(), "a".to_string())),
        program!(borrowed_lists: (ps())),
        program!(parted: (ps())),
        program!(cache: (ps())),
        program!(numbers_in_place: (vec![1, 3, 3])),
        program!(texts: ("a".to_string(), vec!["b".to_string()])),
        program!(recorded: (ps()[0])),
        program!(nested_arrays: ([ps()[0], ps()[1]], ps()[1])),
    ]
}
