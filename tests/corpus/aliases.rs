//! Records and arrays that derive `Copy`, changed through every kind of reference while copies of them are kept.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use std::collections::{BTreeMap, HashMap};

#[gear]
#[derive(Clone, Copy, PartialEq)]
struct P {
    x: i64,
    y: i64,
}

#[gear]
#[derive(Clone)]
struct H {
    p: P,
    o: Option<P>,
    items: Vec<P>,
    grid: Vec<[i64; 2]>,
}

#[gear]
impl H {
    fn at(&mut self, i: usize) -> &mut P {
        &mut self.items[i]
    }
    fn whole(&mut self) -> &mut P {
        &mut self.p
    }
    fn take_p(&self) -> P {
        self.p
    }
}

#[gear]
fn ps(n: i64) -> Vec<P> {
    (0..n).map(|i| P { x: i, y: i * i }).collect()
}

#[gear]
fn show(v: &[P]) -> Vec<(i64, i64)> {
    v.iter().map(|p| (p.x, p.y)).collect()
}

#[gear]
fn h(n: i64) -> H {
    H { p: P { x: n, y: 1 }, o: Some(P { x: 2, y: n }), items: ps(n), grid: Vec::new() }
}

#[gear]
fn t1(n: i64) -> Vec<(i64, i64)> {
    let mut v = ps(n);
    let r = &mut v[0];
    r.x = 5;
    let s = r;
    s.y = 7;
    show(&v)
}
#[gear]
fn t2(n: i64) -> Vec<(i64, i64)> {
    let mut v = ps(n);
    for p in v.iter_mut().filter(|p| p.x > 1) {
        p.x = 9;
    }
    show(&v)
}
#[gear]
fn t3(n: i64) -> Vec<(i64, i64)> {
    let mut v = ps(n);
    if let Some(p) = v.iter_mut().find(|p| p.x == 2) {
        p.x = 7;
    }
    show(&v)
}
#[gear]
fn t4(n: i64) -> Vec<(i64, i64)> {
    let mut v = ps(n);
    let p = v.iter_mut().max_by_key(|p| p.x).unwrap();
    p.y = 100;
    show(&v)
}
#[gear]
fn t6(n: i64) -> Vec<(i64, i64)> {
    let mut m: HashMap<i64, P> = ps(n).into_iter().map(|p| (p.x, p)).collect();
    match m.get_mut(&1) {
        Some(p) => p.x += 10,
        None => {}
    }
    let q = m[&0];
    m.get_mut(&0).unwrap().y = 8;
    let mut v: Vec<P> = m.into_values().collect();
    v.sort_by_key(|p| p.x);
    v.push(q);
    show(&v)
}
#[gear]
fn t7(n: i64) -> Vec<(i64, i64)> {
    let base = P { x: n, y: 0 };
    let mut m: BTreeMap<i64, P> = BTreeMap::new();
    for i in 0..n {
        let p = m.entry(i % 2).or_insert(base);
        p.x += 1;
    }
    let mut v: Vec<P> = m.values().copied().collect();
    v.push(base);
    show(&v)
}
#[gear]
fn t8(n: i64) -> Vec<(i64, i64)> {
    let mut a = h(n);
    let H { p, items, .. } = &mut a;
    p.x = 4;
    items[0].x = 44;
    show(&[a.p, a.items[0]])
}
#[gear]
fn pick(v: &mut Vec<P>, i: usize) -> &mut P {
    &mut v[i]
}
#[gear]
fn t9(n: i64) -> Vec<(i64, i64)> {
    let mut v = ps(n);
    pick(&mut v, 0).x = 5;
    let q = pick(&mut v, 1);
    q.y = 50;
    show(&v)
}
#[gear]
fn t10(n: i64) -> Vec<(i64, i64)> {
    let mut a = P { x: 1, y: 1 };
    let mut b = a;
    let p = if n > 1 { &mut a } else { &mut b };
    p.x = 10;
    show(&[a, b])
}
#[gear]
fn t12(n: i64) -> Vec<(i64, i64)> {
    let mut v = ps(n);
    let mut a = h(n);
    a.p = v[0];
    a.p.x = 33;
    v[1] = a.p;
    a.p.y = 34;
    a.o = Some(v[1]);
    v[1].x = 1;
    show(&[v[0], v[1], a.p, a.o.unwrap()])
}
#[gear]
fn t13(n: i64) -> Vec<(i64, i64)> {
    let mut v = ps(n);
    let f = |p: &mut P| p.x = 77;
    f(&mut v[0]);
    let mut q = v[0];
    f(&mut q);
    q.x += 1;
    v.push(q);
    show(&v)
}
#[gear]
fn t14(n: i64) -> Vec<(i64, i64)> {
    let mut v = vec![P { x: n, y: n }; 3];
    v[1].x = 5;
    let (a, b) = (v[0], v[1]);
    v.swap(0, 1);
    v[0].y = 9;
    v.push(a);
    v.push(b);
    show(&v)
}
#[gear]
fn t15(n: i64) -> Vec<(i64, i64)> {
    let mut a = h(n);
    let before = a.o;
    if let Some(p) = &mut a.o {
        p.x = 22;
    }
    let mut b = a.clone();
    if let Some(p) = &mut b.o {
        p.y = 23;
    }
    show(&[a.o.unwrap(), b.o.unwrap(), before.unwrap()])
}
#[gear]
fn t16(n: i64) -> Vec<(i64, i64)> {
    let mut arr = [P { x: n, y: 0 }; 2];
    let [a, b] = &mut arr;
    a.x = 1;
    b.y = 2;
    let mut c = arr;
    c[0].x = 50;
    show(&[arr[0], arr[1], c[0]])
}
#[gear]
fn t17(n: i64) -> Vec<(i64, i64)> {
    let mut v = ps(n);
    let w = v.clone();
    v.iter_mut().for_each(|p| p.x += 1);
    let mut z: Vec<P> = v.iter().copied().filter(|p| p.x > 1).collect();
    z.iter_mut().for_each(|p| p.y = 0);
    v.extend(w);
    v.extend(z);
    show(&v)
}
#[gear]
fn t18(n: i64) -> Vec<(i64, i64)> {
    let mut v = ps(n);
    let p = &v[0];
    let mut q = *p;
    q.x = 9;
    v.push(q);
    let last = *v.last().unwrap();
    v.last_mut().unwrap().x = 10;
    v.push(last);
    show(&v)
}
#[gear]
fn t20(n: i64) -> (i64, i64) {
    let mut p = P { x: n, y: 0 };
    let q = p;
    let c = move || q.x;
    p.x = 50;
    (c(), p.x)
}
#[gear]
fn t21(n: i64) -> Vec<(i64, i64)> {
    let mut o = Some(P { x: n, y: 0 });
    let keep = o;
    if let Some(ref mut p) = o {
        p.x = 6;
    }
    show(&[o.unwrap(), keep.unwrap()])
}
#[gear]
fn t22(n: i64) -> Vec<(i64, i64)> {
    let mut v = ps(n);
    if let Some(p) = v.first_mut() {
        p.x = 12;
    }
    let x = v.first().copied().unwrap_or(P { x: 0, y: 0 });
    v[0].x = 13;
    v.push(x);
    show(&v)
}
#[gear]
fn t24(n: i64) -> [[i64; 3]; 3] {
    let mut g = [[n; 3]; 3];
    let row = &mut g[1];
    row[0] = 5;
    for r in g.iter_mut() {
        r[2] += 1;
    }
    for r in &mut g {
        for c in r.iter_mut() {
            *c *= 2;
        }
    }
    let copy = g[0];
    g[0][0] = 99;
    g[2] = copy;
    g[2][1] = 7;
    g
}
#[gear]
fn set(a: &mut [i64; 3]) {
    a[0] = 9;
}
#[gear]
fn t28(n: i64) -> (Vec<[i64; 3]>, [i64; 3]) {
    let mut g = vec![[n; 3]; 2];
    set(&mut g[0]);
    let mut a = g[0];
    set(&mut a);
    a[1] = 4;
    let b = &mut a;
    b[2] = 8;
    g.push(a);
    a[0] = 1;
    (g, a)
}
#[gear]
fn t30(n: i64) -> Vec<(i64, i64)> {
    let mut a = h(n);
    a.at(0).x = 5;
    a.whole().y = 6;
    let mut q = a.take_p();
    q.x = 100;
    let w = a.whole();
    w.x = 101;
    let mut z = *w;
    z.x = 102;
    show(&[a.p, q, z, a.items[0]])
}
#[gear]
fn pair(p: P) -> (P, P) {
    (p, p)
}
#[gear]
fn change(mut p: P) -> P {
    p.x += 1;
    p
}
#[gear]
fn t31(n: i64) -> Vec<(i64, i64)> {
    let p = P { x: n, y: 0 };
    let mut t = pair(p);
    t.0.x = 5;
    let c = change(t.1);
    let mut s = (t, c);
    s.0.1.y = 60;
    show(&[p, t.0, t.1, c, s.0.1])
}
#[gear]
fn t32(n: i64) -> Vec<(i64, i64)> {
    let mut best = P { x: 0, y: 0 };
    let mut all = Vec::new();
    for i in 0..n {
        best.x += i;
        all.push(best);
        if i == 1 {
            best = all[0];
        }
        best.y -= 1;
    }
    show(&all)
}
#[gear]
fn t33(n: i64) -> Vec<(i64, i64)> {
    let mut stack = ps(n);
    let mut out = vec![];
    while let Some(mut p) = stack.pop() {
        p.x *= 2;
        out.push(p);
        if p.y > 1 {
            p.y = 0;
            stack.push(p);
        }
    }
    show(&out)
}
#[gear]
fn t34(n: i64) -> Vec<(i64, i64)> {
    let mut v = ps(n);
    for i in 0..v.len() {
        let p = v[i];
        for q in v.iter_mut() {
            q.x += p.y;
        }
        v[i].y = p.x;
    }
    show(&v)
}
#[gear]
fn t35(n: i64) -> Vec<(i64, i64)> {
    let v = ps(n);
    let mut sorted = v.clone();
    sorted.sort_by_key(|p| -p.x);
    let mut it = sorted.iter().peekable();
    let mut out = vec![];
    while let Some(p) = it.next() {
        let mut q = *p;
        if let Some(next) = it.peek() {
            q.y = next.x;
        }
        out.push(q);
    }
    out.extend(v);
    show(&out)
}
#[gear]
fn t36(n: i64) -> Vec<(i64, i64)> {
    let mut v = ps(n);
    let w: Vec<P> = v.iter().map(|p| P { x: 1, ..*p }).collect();
    let u: Vec<(usize, P)> = v.iter().copied().enumerate().collect();
    v[0].y = 70;
    let mut out = w;
    out.extend(u.iter().map(|(_, p)| *p));
    out.extend(v.iter().rev().take(1));
    v[0].x = 1;
    show(&out)
}
#[gear]
fn refs(a: &mut P, v: &mut Vec<P>) {
    v.push(*a);
    a.x = -1;
    let l = v.len();
    v[l - 1].y = -2;
}
#[gear]
fn t38(n: i64) -> Vec<(i64, i64)> {
    let mut p = P { x: n, y: 1 };
    let mut v = ps(n);
    refs(&mut p, &mut v);
    v.push(p);
    show(&v)
}
#[gear]
fn t39(n: i64) -> Vec<(i64, i64)> {
    let mut v = ps(n);
    let chunks: Vec<Vec<P>> = v.chunks(2).map(|c| c.to_vec()).collect();
    v[0].x = 90;
    let mut w = v[0..1].to_vec();
    w[0].y = 91;
    let f = chunks.concat();
    let mut out = f;
    out.extend_from_slice(&w);
    out.extend_from_slice(&v[..1]);
    out[0].y = 5;
    out.extend(chunks.into_iter().flatten());
    show(&out)
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(t1: (3)),
        program!(t2: (4)),
        program!(t3: (4)),
        program!(t4: (3)),
        program!(t6: (3)),
        program!(t7: (5)),
        program!(t8: (2)),
        program!(t9: (3)),
        program!(t10: (1), (2)),
        program!(t12: (3)),
        program!(t13: (2)),
        program!(t14: (2)),
        program!(t15: (3)),
        program!(t16: (3)),
        program!(t17: (3)),
        program!(t18: (3)),
        program!(t20: (3)),
        program!(t21: (3)),
        program!(t22: (3)),
        program!(t24: (3)),
        program!(t28: (3)),
        program!(t30: (3)),
        program!(t31: (3)),
        program!(t32: (4)),
        program!(t33: (4)),
        program!(t34: (4)),
        program!(t35: (4)),
        program!(t36: (4)),
        program!(t38: (2)),
        program!(t39: (5)),
    ]
}
