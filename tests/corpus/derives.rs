//! What is derived: `{:?}`, the default and the order of own types.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use serde::{Deserialize, Serialize};

#[gear]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
enum Grade {
    Low,
    #[default]
    Mid,
    High,
    Absurd,
}

#[gear]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
enum Weekday {
    Sunday = 7,
    Monday = 1,
    Tuesday,
}

#[gear]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
struct Id(i64);

#[gear]
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Span(i64, String);

#[gear]
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Task {
    level: Grade,
    id: Id,
    name: String,
    tags: Vec<String>,
    due: Option<i64>,
    span: Span,
}

#[gear]
#[derive(Clone, Debug, Default, PartialEq)]
struct Point {
    x: f64,
    y: f64,
    name: Option<String>,
    seen: BTreeMap<String, Vec<u32>>,
    set: BTreeSet<i64>,
    done: bool,
    letter: char,
    pair: (i64, Option<Id>),
}

#[gear]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Stopped,
    Moved { x: i64, y: i64 },
    Said(String),
    Swapped(i64, Grade),
    Grouped(Vec<Event>),
    Empty {},
}

#[gear]
#[derive(Clone, Debug, Default)]
struct Tree {
    value: i64,
    children: Vec<Tree>,
    left: Option<Box<Tree>>,
}

#[gear]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Folder {
    #[serde(rename = "Name")]
    name: String,
    folders: Vec<Folder>,
    parts: Parts,
}

#[gear]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Parts(Vec<Part>);

#[gear]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Part(String, Option<Box<Part>>, Vec<Folder>);

#[gear]
#[derive(Clone, Debug, PartialEq)]
struct Limits {
    most: i64,
    names: Vec<String>,
}

#[gear]
impl Limits {
    const MOST: i64 = 40;
    const NAMES: [&'static str; 2] = ["a", "b"];

    fn capped(&self, n: i64) -> i64 {
        n.min(self.most).min(Self::MOST) / 7 + Self::NAMES.len() as i64
    }
}

#[gear]
impl Default for Limits {
    fn default() -> Self {
        let names = Limits::NAMES.iter().map(|name| name.to_string()).collect();
        Self { most: Self::MOST / 3, names }
    }
}

fn span(a: i64, b: &str) -> Span {
    Span(a, b.to_string())
}

fn task(level: Grade, id: i64, name: &str, tags: &[&str], due: Option<i64>, end: Span) -> Task {
    Task {
        level,
        id: Id(id),
        name: name.to_string(),
        tags: tags.iter().map(|t| t.to_string()).collect(),
        due,
        span: end,
    }
}

#[gear]
fn shown(task: Task) -> String {
    format!("{task:?}")
}

#[gear]
fn shown_pretty(task: Task) -> String {
    format!("<{task:#?}>")
}

#[gear]
fn shown_in_collections(tasks: Vec<Task>, level: Option<Grade>) -> Vec<String> {
    let by_name: BTreeMap<String, &Task> = tasks.iter().map(|task| (task.name.clone(), task)).collect();
    let levels: Vec<Grade> = tasks.iter().map(|task| task.level).collect();
    vec![
        format!("{tasks:?}"),
        format!("{:?}", tasks.first()),
        format!("{level:?} {:?}", (Id(1), level, Span(2, "x".into()))),
        format!("{by_name:?}"),
        format!("{:?}", levels),
        format!("{:#?}", tasks.first().map(|task| (task.id, &task.span))),
        format!("{:#?}", by_name),
        format!("{levels:#?}"),
    ]
}

#[gear]
fn all_events(n: i64) -> Vec<Event> {
    vec![
        Event::Stopped,
        Event::Moved { x: n, y: -n },
        Event::Said(format!("\"{n}\"\n")),
        Event::Swapped(n, Grade::High),
        Event::Grouped(vec![Event::Stopped, Event::Said("é".to_string()), Event::Grouped(vec![])]),
        Event::Empty {},
    ]
}

#[gear]
fn events_shown(n: i64) -> Vec<String> {
    all_events(n).iter().map(|event| format!("{event:?}")).collect()
}

#[gear]
fn events_shown_pretty(n: i64) -> String {
    format!("{:#?}", all_events(n))
}

#[gear]
fn events_in_order(n: i64) -> Vec<String> {
    let mut events = all_events(n);
    events.extend(all_events(n + 1));
    events.push(Event::Moved { x: n, y: n });
    events.sort();
    let last = events.iter().max();
    let mut texts: Vec<String> = events.iter().map(|event| format!("{event:?}")).collect();
    texts.push(format!("{:?} {:?}", last, events.iter().min()));
    texts.push(format!("{}", Event::Stopped < Event::Moved { x: 0, y: 0 }));
    texts.push(format!("{:?}", Event::Said("b".into()).cmp(&Event::Said("a".into()))));
    texts
}

#[gear]
fn points(x: f64, y: f64) -> Vec<String> {
    let mut point = Point { x, ..Default::default() };
    let text = format!("{point:?}");
    point.y = y;
    point.seen.entry("a".to_string()).or_default().push(3);
    point.set.insert(4);
    point.pair.1 = Some(Id(5));
    vec![text, format!("{:?}", point), format!("{point:#?}"), format!("{:?}", point == Point::default())]
}

#[gear]
fn trees(n: i64) -> Vec<String> {
    let leaf = Tree { value: n, ..Tree::default() };
    let tree = Tree { children: vec![leaf.clone(), Tree::default()], left: Some(Box::new(leaf)), value: 0 };
    vec![format!("{tree:?}"), format!("{tree:#?}")]
}

#[gear]
fn defaults(given: Option<Task>, levels: Vec<Grade>) -> Vec<String> {
    let task = given.unwrap_or_default();
    let other: Task = Default::default();
    let mut counted: HashMap<String, Task> = HashMap::new();
    counted.entry("a".to_string()).or_default().tags.push("t".to_string());
    counted.entry("b".to_string()).or_insert_with(Task::default).id = Id(3);
    let level = levels.get(1).copied().unwrap_or_default();
    let (span, id): (Span, Id) = Default::default();
    vec![
        format!("{task:?} {}", task == other),
        format!("{level:?} {span:?} {id:?} {:?}", levels.first().copied().unwrap_or_else(Grade::default)),
        format!("{:?}", counted["a"].tags),
        format!("{:?}", counted["b"].id),
    ]
}

#[gear]
fn taken(mut task: Task) -> (String, String) {
    let span = std::mem::take(&mut task.span);
    let level = std::mem::take(&mut task.level);
    (format!("{span:?} {level:?}"), format!("{task:?}"))
}

#[gear]
fn sorted(mut tasks: Vec<Task>) -> Vec<String> {
    tasks.sort();
    tasks.iter().map(|task| task.name.clone()).collect()
}

#[gear]
fn sorted_by(mut tasks: Vec<Task>) -> Vec<String> {
    tasks.sort_by_key(|task| (task.level, task.name.clone()));
    let first: Vec<String> = tasks.iter().map(|task| task.name.clone()).collect();
    tasks.sort_by(|a, b| b.level.cmp(&a.level).then_with(|| a.id.cmp(&b.id)));
    let mut all: Vec<String> = tasks.iter().map(|task| task.name.clone()).collect();
    all.extend(first);
    tasks.sort_unstable_by_key(|task| std::cmp::Reverse(task.span.clone()));
    all.extend(tasks.into_iter().map(|task| task.name));
    all
}

#[gear]
fn compared(a: Task, b: Task) -> Vec<String> {
    let greater = a.clone().max(b.clone());
    let level = std::cmp::min(a.level, b.level);
    vec![
        format!("{} {} {} {}", a < b, a <= b, a > b, a >= b),
        format!("{:?} {:?}", a.cmp(&b), a.partial_cmp(&b)),
        format!("{} {level:?} {:?}", greater.name, a.level.max(b.level)),
        format!("{} {}", Some(&a) < Some(&b), (a.level, 1) < (b.level, 0)),
        format!("{:?}", a.level.cmp(&b.level).then(a.id.cmp(&b.id)).reverse()),
        format!("{}", vec![a.level, Grade::Low] < vec![b.level]),
    ]
}

#[gear]
fn greatest(tasks: Vec<Task>) -> Vec<Option<String>> {
    vec![
        tasks.iter().max().map(|task| task.name.clone()),
        tasks.iter().min().map(|task| task.name.clone()),
        tasks.iter().max_by_key(|task| task.level).map(|task| task.name.clone()),
        tasks.iter().min_by_key(|task| (task.level, task.id)).map(|task| task.name.clone()),
        tasks.iter().max_by(|a, b| a.span.cmp(&b.span)).map(|task| task.name.clone()),
        tasks.iter().map(|task| task.level).max().map(|level| format!("{level:?}")),
        tasks
            .iter()
            .map(|task| task.level)
            .filter(|level| *level >= Grade::Mid)
            .min()
            .map(|l| format!("{l:?}")),
    ]
}

#[gear]
fn days(days: Vec<Weekday>) -> Vec<String> {
    let mut days = days;
    days.sort();
    days.dedup();
    days.iter().map(|day| format!("{day:?}")).collect()
}

#[gear]
fn searched(mut levels: Vec<Grade>) -> Vec<String> {
    levels.sort_unstable();
    vec![
        format!("{:?}", levels.is_sorted()),
        format!("{}", levels.binary_search(&Grade::Absurd).is_ok()),
        format!("{:?}", levels.iter().rev().collect::<Vec<_>>()),
    ]
}

#[gear]
fn folders_read(text: &str) -> (String, String, String) {
    match serde_json::from_str::<Folder>(text) {
        Ok(folder) => {
            let again = serde_json::to_string(&folder).unwrap();
            let parts: Result<Parts, _> =
                serde_json::from_str(&serde_json::to_string(&folder.parts).unwrap());
            (format!("{folder:?}"), again, format!("{:#?}", parts.ok()))
        }
        Err(_) => ("no".to_string(), String::new(), String::new()),
    }
}

#[gear]
fn folders_taken(folder: Folder) -> usize {
    folder.folders.len() + folder.parts.0.iter().map(|part| part.2.len()).sum::<usize>()
}

#[gear]
fn limited(n: i64, given: bool) -> (i64, String) {
    let limits = if given { Some(Limits { most: n, ..Default::default() }) } else { None };
    let limits = limits.unwrap_or_default();
    (limits.capped(n) + Limits::MOST / -7, format!("{limits:?} {:?}", Limits::default() == limits))
}

#[gear]
fn asserted(a: Grade, b: Grade) -> i64 {
    assert_eq!(a, b, "levels of {:?}", Id(2));
    1
}

#[gear]
fn failed(level: Grade, event: i64) -> String {
    let result: Result<Grade, Event> =
        if event == 0 { Ok(level) } else { Err(Event::Moved { x: event, y: 1 }) };
    format!("{:?}", result.unwrap())
}

#[gear]
fn expected(level: Grade, ok: bool) -> String {
    let result: Result<Grade, Vec<Grade>> = if ok { Ok(level) } else { Err(vec![level]) };
    if ok {
        result.clone().expect_err("none");
    }
    format!("{:?}", result.expect("a level"))
}

fn tasks() -> Vec<Task> {
    use Grade::*;
    vec![
        task(Mid, 3, "c", &["x", "y"], None, span(1, "a")),
        task(Absurd, 1, "b\"", &[], Some(-3), span(0, "b")),
        task(Low, 3, "d", &["x"], Some(2), span(1, "aa")),
        task(Mid, 2, "a", &["x"], Some(2), span(-1, "")),
        task(Mid, 3, "c", &["x", "y"], Some(0), span(1, "a")),
    ]
}

fn a() -> Task {
    tasks()[0].clone()
}

fn b() -> Task {
    tasks()[1].clone()
}

fn c() -> Task {
    tasks()[4].clone()
}

pub(crate) fn programs() -> Vec<Program> {
    use Grade::*;
    vec![
        program!(shown: (a()), (b()), (Task::default())),
        program!(shown_pretty: (a()), (b())),
        program!(shown_in_collections: (tasks(), None::<Grade>), (Vec::<Task>::new(), Some(High))),
        program!(events_shown: (4), (-1)),
        program!(events_shown_pretty: (4)),
        program!(events_in_order: (4), (-1), (0)),
        program!(points: (0.5, -0.0), (1e21, 3.0)),
        program!(trees: (4)),
        program!(defaults: (None::<Task>, Vec::<Grade>::new()), (Some(a()), vec![High, Low])),
        program!(taken: (a()), (b())),
        program!(sorted: (tasks()), (Vec::<Task>::new())),
        program!(sorted_by: (tasks())),
        program!(compared: (a(), b()), (b(), a()), (a(), a()), (a(), c()), (c(), a())),
        program!(greatest: (tasks()), (Vec::<Task>::new())),
        program!(days: (vec![Weekday::Sunday, Weekday::Tuesday, Weekday::Monday, Weekday::Sunday])),
        program!(searched: (vec![High, Low, Absurd, Mid]), (vec![Low])),
        program!(folders_read:
            (r#"{"Name":"a","folders":[],"parts":[]}"#),
            (r#"{"Name":"a","folders":[{"Name":"b","folders":[{"Name":"c","folders":[],"parts":[]}],"parts":[]}],"parts":[["x",null,[]]]}"#),
            (r#"{"Name":"a","folders":[],"parts":[["x",["y",null,[{"Name":"c","folders":[],"parts":[]}]],[]]]}"#),
            (r#"{"Name":"a","folders":[{"Name":"b","folders":[1],"parts":[]}],"parts":[]}"#),
            (r#"{"Name":"a","folders":[],"parts":[["x",["y",null,[{"Name":3,"folders":[],"parts":[]}]],[]]]}"#),
        ),
        program!(folders_taken: (Folder { name: "a".into(), folders: vec![], parts: Parts(vec![Part("b".into(), None, vec![])]) })),
        program!(limited: (5, true), (500, true), (7, false), (-9, true)),
        program!(asserted: (Low, Low), (Low, High)),
        program!(failed: (Low, 0), (High, 3)),
        program!(expected: (Low, true), (High, false)),
    ]
}
