//! Structs whose fields have no names: on the server, tuples, and with one field the value in them.

use crate::{Engine, check};
use redis_gears::{gear, prelude::*};
use serde::{Deserialize, Serialize};

#[gear]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
struct Id(i64);

#[gear]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
struct City(String);

#[gear]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
struct Words(Vec<City>);

#[gear]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Person {
    id: Id,
    city: City,
    boss: Option<Id>,
    #[serde(default = "nobody")]
    friends: Vec<Id>,
    seen: Option<HashMap<City, Id>>,
}

fn nobody() -> Vec<Id> {
    vec![Id(-1)]
}

#[gear]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Boss(Person);

const FIRST: Id = Id(1);

static PEOPLE: Gear<Vec<Person>> =
    gear!(KeysReader::<Person>("person:*").map(|r| r.value).sort_by_key(|p| p.id).run());
static BOSSES: Gear<Vec<Boss>> =
    gear!(KeysReader::<Boss>("person:1").map(|r| Boss(r.value.0)).filter(|b| b.0.id == FIRST).run());
static BY_CITY: Gear<HashMap<City, i64>> =
    gear!(KeysReader::<Person>("person:*").count_by(|r| r.value.city.clone()).run());
static IDS: Gear<Vec<Id>> = gear!(
    KeysReader::<Person>("person:*")
        .flat_map(|r| r.value.friends)
        .filter(|Id(n)| *n >= 0)
        .distinct()
        .sort()
        .run()
);
static TEXTS: Gear<Vec<City>> = gear!(KeysReader::<City>("city:*").map(|r| r.value).sort().run());
static NUMBERS: Gear<Vec<Id>> = gear!(PythonReader(|| 0..3).map(Id).collect().run());
static JSON: Gear<Vec<String>> = gear!(
    KeysReader::<Person>("person:2").map(|r| serde_json::to_string(&r.value).unwrap_or_default()).run()
);

#[trigger("friend")]
fn friend(of: Id, city: City, others: Words, more: Option<Id>) -> (Id, Vec<City>, bool) {
    let Words(mut names) = others;
    names.push(city);
    (Id(of.0 + 1), names, more.is_some_and(|id| id > of))
}

#[trigger("home")]
fn home(id: Id) -> City {
    City(format!("city of {}", id.0))
}

fn prepare(con: &mut redis::Connection) {
    let hashes = [
        ("person:1", &["id", "1", "city", "Oslo", "friends", "[2,3]", "seen", "{\"Rome\":5}"][..]),
        ("person:2", &["id", "2", "city", "Rome", "boss", "1", "friends", "[3]"][..]),
        ("person:3", &["id", "3", "city", "Oslo"][..]),
    ];
    for (key, fields) in hashes {
        redis::cmd("HSET").arg(key).arg(fields).exec(con).expect("it is set");
    }
    redis::cmd("MSET").arg(&["city:1", "Rome", "city:2", "Bern"]).exec(con).expect("they are set");
}

#[test]
fn newtypes_are_read_compared_and_written_as_what_is_in_them() {
    let mut engine = Engine::start();
    prepare(&mut engine.con);
    let city = |name: &str| City(name.to_string());
    let person =
        |id, of: &str, friends: Vec<Id>| Person { id, city: city(of), boss: None, friends, seen: None };
    let ann = Person {
        seen: Some(HashMap::from([(city("Rome"), Id(5))])),
        ..person(Id(1), "Oslo", vec![Id(2), Id(3)])
    };
    let bob = Person { boss: Some(Id(1)), ..person(Id(2), "Rome", vec![Id(3)]) };
    let cleo = person(Id(3), "Oslo", nobody());
    check!(engine, PEOPLE, vec![ann.clone(), bob.clone(), cleo]);
    check!(engine, BOSSES, vec![Boss(ann)]);
    check!(engine, BY_CITY, HashMap::from([(city("Oslo"), 2), (city("Rome"), 1)]));
    check!(engine, IDS, vec![Id(2), Id(3)]);
    check!(engine, TEXTS, vec![city("Bern"), city("Rome")]);
    check!(engine, NUMBERS, vec![Id(0), Id(1), Id(2)]);
    check!(engine, JSON, vec![serde_json::to_string(&bob).expect("it is JSON")]);
    let least = Id(2);
    let wanted: City = city("Oslo");
    let chosen = gear!(
        KeysReader::<Person>("person:*")
            .filter(|r| r.value.id > least || r.value.city == wanted)
            .map(|r| r.value.id.0)
            .sort()
            .run()
    );
    check!(engine, chosen, vec![1, 3]);
}

#[test]
fn newtypes_are_arguments_and_replies() {
    let mut engine = Engine::start();
    let con = &mut engine.con;
    friend::register(con).expect("it registers");
    home::register(con).expect("it registers");
    let names = || Words(vec![City("Oslo".to_string())]);
    let called = friend::call(con, Id(3), City("Rome".to_string()), names(), Some(Id(4)));
    assert_eq!(called.expect("it answers"), friend(Id(3), City("Rome".to_string()), names(), Some(Id(4))));
    assert_eq!(home::call(con, Id(3)).expect("it answers"), home(Id(3)));
    let error = redis::cmd("RG.TRIGGER").arg("home").arg("x").exec(con).expect_err("it is no number");
    assert!(error.to_string().contains("argument `id`: expected i64, got 'x'"), "{error}");
}

#[gear]
#[derive(Clone, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
struct Point(i64, f64, Option<City>);

#[gear]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Route {
    from: Point,
    by: Vec<Point>,
    size: (u8, String),
}

static ROUTES: Gear<Vec<Route>> = gear!(KeysReader::<Route>("route:*").map(|r| r.value).run());
static SUMS: Gear<Vec<(i64, usize, String)>> = gear!(
    KeysReader::<Route>("route:*")
        .map(|r| {
            let Route { from: Point(x, ..), by, size: (_, name) } = r.value;
            (x + by.iter().map(|Point(x, ..)| *x).sum::<i64>(), by.len(), name)
        })
        .run()
);
static AS_TEXT: Gear<Vec<String>> =
    gear!(KeysReader::<Route>("route:*").map(|r| serde_json::to_string(&r.value).unwrap_or_default()).run());

#[trigger("moved")]
fn moved(point: Point, by: (i64, String)) -> Point {
    Point(point.0 + by.0, point.1, Some(City(by.1)))
}

#[test]
fn tuple_structs_are_fields_and_arguments_as_json() {
    let mut engine = Engine::start();
    let fields = ["from", r#"[1,0.5,"Oslo"]"#, "by", "[[2,1,null],[3,2.5,\"Rome\"]]", "size", r#"[7,"x"]"#];
    redis::cmd("HSET").arg("route:1").arg(&fields).exec(&mut engine.con).expect("it is set");
    let point = |x, y, of: Option<&str>| Point(x, y, of.map(|name| City(name.to_string())));
    let route = Route {
        from: point(1, 0.5, Some("Oslo")),
        by: vec![point(2, 1.0, None), point(3, 2.5, Some("Rome"))],
        size: (7, "x".to_string()),
    };
    check!(engine, ROUTES, vec![route.clone()]);
    check!(engine, SUMS, vec![(6, 2, "x".to_string())]);
    check!(engine, AS_TEXT, vec![serde_json::to_string(&route).expect("it is JSON")]);
    let con = &mut engine.con;
    moved::register(con).expect("it registers");
    let called = moved::call(con, point(1, 0.5, None), (2, "Bern".to_string()));
    assert_eq!(called.expect("it answers"), moved(point(1, 0.5, None), (2, "Bern".to_string())));
    let error = redis::cmd("RG.TRIGGER").arg(&["moved", "[1,2]", "[1,\"x\"]"]).exec(con);
    let error = error.expect_err("a part is missing").to_string();
    assert!(error.contains("argument `point`: expected a JSON list of the declared types"), "{error}");
}
