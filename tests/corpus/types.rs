//! Structs with one field without a name.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use serde::{Deserialize, Serialize};

#[gear]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
struct Id(i64);

#[gear]
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
struct Name(String);

#[gear]
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
struct Price(f64);

#[gear]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Stack(Vec<Id>);

#[gear]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Owner(User);

#[gear]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct User {
    id: Id,
    name: Name,
    friends: Vec<Id>,
    limits: HashMap<Name, Price>,
}

#[gear]
impl Id {
    const FIRST: i64 = 1;

    fn new(n: i64) -> Self {
        Self(n)
    }

    fn following(self) -> Id {
        Id(self.0 + 1)
    }

    fn moved(mut self, by: i64) -> Self {
        self.0 += by;
        self
    }
}

#[gear]
impl Stack {
    fn put(&mut self, id: Id) {
        self.0.push(id);
    }

    fn total(&self) -> i64 {
        self.0.iter().map(|id| id.0).sum()
    }
}

#[gear]
fn made_and_taken(n: i64) -> (i64, i64, i64, bool, bool) {
    let id = Id(n);
    let Id(inner) = id;
    let same = Id::new(n);
    let text = match id {
        Id(0) => 0,
        Id(n @ 1..=9) => n * 10,
        Id(n) if n < 0 => -1,
        Id(_) => 1,
    };
    (inner, id.following().following().0, text, id == same, id < same.following())
}

#[gear]
fn changed(n: i64) -> (i64, i64, Vec<i64>, i64, i64) {
    let mut id = Id(n);
    id.0 += 2;
    let before = id;
    id.0 *= 3;
    let mut ids = vec![Id(1), Id(n), Id(3)];
    for id in ids.iter_mut() {
        id.0 += 10;
    }
    ids[1].0 = 7;
    if let Some(last) = ids.last_mut() {
        last.0 -= 1;
    }
    let moved = before.moved(5);
    (before.0, id.0, ids.iter().map(|id| id.0).collect(), moved.0, before.0)
}

#[gear]
fn sorted(numbers: Vec<i64>) -> (Vec<i64>, Option<i64>, Option<i64>, bool) {
    let mut ids: Vec<Id> = numbers.into_iter().map(Id).collect();
    ids.sort();
    ids.dedup();
    let greatest = ids.iter().max().map(|id| id.0);
    let least = ids.iter().min().map(|id| id.0);
    let found = ids.contains(&Id(3)) || ids.binary_search(&Id(5)).is_ok();
    (ids.into_iter().map(|Id(n)| n).collect(), greatest, least, found)
}

#[gear]
fn keyed(words: Vec<String>) -> (Vec<(String, i64)>, i64, bool) {
    let mut counts: BTreeMap<Name, i64> = BTreeMap::new();
    let mut lengths: HashMap<Name, Id> = HashMap::new();
    for word in &words {
        *counts.entry(Name(word.clone())).or_default() += 1;
        lengths.insert(Name(word.clone()), Id(word.len() as i64));
    }
    let seen: HashSet<Name> = words.iter().map(|word| Name(word.to_uppercase())).collect();
    let longest = lengths.values().map(|id| id.0).max().unwrap_or(0);
    (
        counts.into_iter().map(|(Name(name), n)| (name, n)).collect(),
        longest,
        seen.contains(&Name("A".to_string())),
    )
}

#[gear]
fn records(n: i64) -> (i64, String, f64, i64, bool) {
    let mut user = User {
        id: Id(n),
        name: Name("ann".to_string()),
        friends: vec![Id(1), Id(2)],
        limits: HashMap::from([(Name("day".to_string()), Price(2.5))]),
    };
    user.id.0 += 1;
    user.name.0.push_str("a");
    user.friends.push(Id(n));
    let copy = user.clone();
    user.id = Id(0);
    let owner = Owner(copy);
    let day = owner.0.limits.get(&Name("day".to_string())).map(|price| price.0).unwrap_or(0.0);
    (owner.0.id.0 + user.id.0, owner.0.name.0.clone(), day, user.friends.len() as i64, owner.0 == user)
}

#[gear]
fn stacked(n: i64) -> (i64, i64, usize) {
    let mut stack = Stack(Vec::new());
    stack.put(Id(n));
    let copy = stack.clone();
    stack.put(Id(n + 1));
    stack.0.extend(vec![Id(1)]);
    let Stack(ids) = &stack;
    (stack.total(), copy.total(), ids.len())
}

/// The parts of what is not seen: a tuple, and the value of a newtype.
#[gear]
fn unseen(n: i64) -> (i64, i64, i64) {
    let ids: Vec<Id> = json_ids(n);
    let first = ids.iter().map(|id| id.0).max_by_key(|n| *n).unwrap_or(0);
    let pairs = vec![(n, 2), (3, 4)];
    let parts = pairs.iter().map(|pair| pair.0).max().unwrap_or(0);
    (first, parts, elsewhere_first(&ids))
}

#[gear]
fn json_ids(n: i64) -> Vec<Id> {
    serde_json::from_str(&format!("[{n}, 4]")).unwrap()
}

#[gear]
fn elsewhere_first(ids: &[Id]) -> i64 {
    ids.first().map_or(0, |id| id.0)
}

#[gear]
fn written(n: i64, s: &str) -> (String, String, bool) {
    let user = User {
        id: Id(n),
        name: Name(s.to_string()),
        friends: vec![Id(n)],
        limits: HashMap::from([(Name(s.to_string()), Price(0.5))]),
    };
    let text = serde_json::to_string(&user).unwrap();
    let read: User = serde_json::from_str(&text).unwrap();
    let broken = serde_json::from_str::<Id>("\"x\"").is_err();
    (text, read.name.0.clone(), broken && read == user)
}

#[gear]
fn prices(a: f64, b: f64) -> (bool, bool, bool) {
    let (a, b) = (Price(a), Price(b));
    (a == b, Some(a) == Some(b), vec![a] == vec![b])
}

#[gear]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
enum Kind {
    Long,
    None,
    Short,
}

#[gear]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
struct Place(Id, Name);

#[gear]
impl Kind {
    fn of(word: &str) -> Kind {
        match word.len() {
            0 => Kind::None,
            1..=2 => Kind::Short,
            _ => Kind::Long,
        }
    }
}

/// Enums and tuple structs as keys, which have an order in sorted maps.
#[gear]
fn kinds(words: Vec<String>) -> (Vec<i64>, Vec<i64>, usize, bool) {
    let mut counts: BTreeMap<Kind, i64> = BTreeMap::new();
    let mut places: BTreeMap<Place, i64> = BTreeMap::new();
    let mut pairs: HashSet<(Kind, Option<Id>)> = HashSet::new();
    for (i, word) in words.iter().enumerate() {
        let kind: Kind = Kind::of(word);
        *counts.entry(kind).or_default() += 1;
        places.insert(Place(Id(word.len() as i64), Name(word.clone())), i as i64);
        pairs.insert((kind, if i % 2 == 0 { None } else { Some(Id(word.len() as i64)) }));
    }
    let known = counts.contains_key(&Kind::None);
    (counts.into_values().collect(), places.into_values().collect(), pairs.len(), known)
}

#[gear]
fn counted<T: Clone + Ord>(items: &[T]) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    for item in items {
        *counts.entry(item.clone()).or_insert(0) += 1;
    }
    counts
}

#[gear]
fn distinct<T: Eq + std::hash::Hash>(items: Vec<T>) -> usize {
    items.into_iter().collect::<HashSet<T>>().len()
}

#[gear]
fn generic_keys(words: Vec<String>) -> (Vec<(String, usize)>, usize, usize) {
    let counts: BTreeMap<String, usize> = counted(&words);
    let ids = words.iter().map(|word| Id(word.len() as i64)).collect::<Vec<Id>>();
    let kinds = words.iter().map(|word| Kind::of(word)).collect::<Vec<Kind>>();
    (counts.into_iter().collect(), distinct(ids), distinct(kinds))
}

#[gear]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Span(i64, i64, String);

#[gear]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Event {
    Start,
    Move(i64, i64, i64),
    Named(Name),
    Stop { at: Id, reason: Option<String> },
}

#[gear]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Log {
    name: Name,
    spans: Vec<Span>,
    r#type: Option<Kind>,
    ratio: f64,
    pair: (i64, char),
}

/// `..` in the patterns of tuple structs and variants.
#[gear]
fn parts(a: i64, b: i64) -> (i64, i64, String, Vec<i64>) {
    let span = Span(a, b, "x".to_string());
    let Span(first, ..) = &span;
    let Span(.., last) = &span;
    let events = vec![Event::Start, Event::Move(a, b, 7), Event::Stop { at: Id(a), reason: None }];
    let numbers = events
        .iter()
        .map(|event| match event {
            Event::Move(x, .., z) if x == z => -1,
            Event::Move(.., z) => *z,
            Event::Stop { at: Id(n), .. } => *n,
            Event::Start | Event::Named(..) => 0,
        })
        .collect();
    let middle = match &span {
        Span(0, ..) => 0,
        Span(_, middle, ..) => *middle,
    };
    (*first, middle, last.clone(), numbers)
}

#[gear]
fn tuples_in_json(n: i64, s: &str) -> (String, bool, bool, bool) {
    let log = Log {
        name: Name(s.to_string()),
        spans: vec![Span(n, 1, s.to_string()), Span(0, 0, String::new())],
        r#type: None,
        ratio: 0.5,
        pair: (n, 'c'),
    };
    let text = serde_json::to_string(&log).unwrap();
    let span: Span = serde_json::from_str("[1, 2, \"x\"]").unwrap();
    let short = serde_json::from_str::<Span>("[1, 2]").is_err();
    let long = serde_json::from_str::<Span>("[1, 2, \"x\", 3]").is_err();
    let pair: (i64, String) = serde_json::from_str(&format!("[{n}, \"y\"]")).unwrap();
    (text, short && long, span == Span(1, 2, "x".to_string()), pair.0 == n && pair.1 == "y")
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_string()).collect()
}

pub(crate) fn programs() -> Vec<Program> {
    let _ = Id::FIRST;
    vec![
        program!(made_and_taken: (0), (1), (9), (10), (-3)),
        program!(changed: (0), (5)),
        program!(sorted: (vec![3, 1, 2, 3]), (Vec::<i64>::new()), (vec![5])),
        program!(keyed: (vec!["a".to_string(), "bb".to_string(), "a".to_string()]), (Vec::<String>::new())),
        program!(records: (0), (41)),
        program!(stacked: (0), (5)),
        program!(unseen: (0), (9)),
        program!(written: (3, "x"), (-1, "\u{e9}\"")),
        program!(kinds: (words(&["a", "long", "", "bb", "long"])), (words(&[]))),
        program!(generic_keys: (words(&["b", "a", "b", ""])), (words(&[]))),
        program!(parts: (0, 1), (7, 2), (3, 4)),
        program!(tuples_in_json: (3, "a"), (0, "")),
        program!(prices: (1.0, 1.0), (f64::NAN, f64::NAN), (0.0, -0.0)),
    ]
}
