//! Types that decide the meaning, of items in another file: no annotation, and the same in both worlds.

mod model;

use crate::{Engine, check};
use model::{LIMITS, Rank, Span, User, above, parsed, rank, users, words};
use redis_gears::{State, gear, prelude::*};

fn engine() -> Engine {
    let mut engine = Engine::start();
    let user = |con: &mut redis::Connection, key: &str, fields: &[(&str, &str)]| {
        redis::cmd("HSET").arg(key).arg(fields).exec(con).expect("a hash")
    };
    let home = r#"{"city":"Zürich","lines":["Am See 1","8001"]}"#;
    let scores = r#"{"chess":7,"go":4,"bridge":7}"#;
    let ann = [("name", "ann lee"), ("nick", "Änn"), ("scores", scores), ("home", home)];
    user(&mut engine.con, "user:1", &ann);
    let home = r#"{"city":"","lines":[]}"#;
    user(&mut engine.con, "user:2", &[("name", "bob"), ("scores", "{}"), ("home", home)]);
    engine
}

#[test]
fn fields_decide() {
    let mut engine = engine();
    let nicks = gear!(
        KeysReader::<User>("user:*").map(|r| r.value.nick.map(|nick| nick.len()).unwrap_or(0)).sort().run()
    );
    check!(engine, nicks, vec![0, 4]);
    let scores = gear!(
        KeysReader::<User>("user:1")
            .flat_map(|r| r.value.scores.values().map(|n| n / 2).collect::<Vec<i64>>())
            .run()
    );
    check!(engine, scores, vec![3, 3, 2]);
    let homes = gear!(
        KeysReader::<User>("user:*")
            .map(|r| r.value.home)
            .map(|home| (home.city.to_uppercase(), home.lines.iter().map(|line| line.len()).sum::<usize>()))
            .sort()
            .run()
    );
    check!(engine, homes, vec![(String::new(), 0), ("ZÜRICH".to_string(), 12)]);
    let ranks = gear!(
        KeysReader::<User>("user:*")
            .map(|r| match rank(&r.value) {
                Rank::Guest => 0,
                Rank::Member { since, badges } => badges.concat().len() as i64 + i64::from(since / 2),
                Rank::Staff(of) => of.map_or(-1, |of| of.len() as i64),
            })
            .sort()
            .run()
    );
    check!(engine, ranks, vec![0, 1021]);
}

#[test]
fn results_decide() {
    let mut engine = engine();
    let best = gear!(
        KeysReader::<User>("user:*")
            .map(|r| r.value.best().map_or(String::new(), |(name, n)| format!("{name:>7}{n}")))
            .sort()
            .run()
    );
    check!(engine, best, vec![String::new(), "  chess7".to_string()]);
    let initials =
        gear!(KeysReader::<User>("user:*").map(|r| r.value.initial().map_or(0, |c| c as u32)).sort().run());
    check!(engine, initials, vec![97, 98]);
    let longest = gear!(
        KeysReader::<User>("user:*")
            .map(|r| words(&r.value.name).map(|word| word.len()).max().unwrap_or(0))
            .sort()
            .run()
    );
    check!(engine, longest, vec![3, 3]);
    let numbers = gear!(
        PythonReader(|| vec!["7", "x"]).map(|text| parsed(text).map(|n| n / 2).unwrap_or(-1)).sort().run()
    );
    check!(engine, numbers, vec![-1, 3]);
    let high = gear!(
        KeysReader::<User>("user:1")
            .map(|r| r
                .value
                .scores
                .values()
                .filter(|n| above(LIMITS.iter().copied().max().unwrap_or(0))(**n))
                .count())
            .run()
    );
    check!(engine, high, vec![2]);
    let opened =
        gear!(users().filter(|user| user.nick.is_some()).map(|user| user.home.lines.join("/")).run());
    check!(engine, opened, vec!["Am See 1/8001".to_string()]);
}

static SEEN: State<Vec<String>> = State::new(Vec::new);

#[test]
fn states_and_captured_variables_decide() {
    fn of(engine: &mut Engine, wanted: &BTreeMap<String, i64>, most: i64) {
        let found = gear!(
            KeysReader::<User>("user:1")
                .map(|r| {
                    SEEN.update(|mut seen| {
                        seen.push(r.key.clone());
                        seen
                    });
                    (
                        SEEN.get().concat().len(),
                        wanted.values().map(|n| n / 2).collect::<Vec<i64>>(),
                        most / 2,
                    )
                })
                .run()
        );
        // Natively and in Redis the variable is another one, which no other gear has.
        check!(engine, found, vec![(6, vec![-1, 0], -1)]);
    }
    of(&mut engine(), &[("b".to_string(), 1), ("a".to_string(), -3)].into(), -3);
}

#[test]
fn tuple_structs_are_tuples() {
    fn of(engine: &mut Engine, least: Span) {
        let spans = gear!(
            PythonReader(|| 0..3)
                .map(|n| model::Span(n, if n == 1 { None } else { Some(format!("é{n}")) }))
                .filter(|span| span.0 >= least.0)
                .map(|span| {
                    let wide = span.wider(10);
                    let length = match &wide {
                        Span(11, None) => 0,
                        Span(_, Some(name)) => name.len(),
                        Span(_, None) => 1,
                    };
                    (span, wide.1.map(|name| name.to_uppercase()), length)
                })
                .run()
        );
        let span = |n, name: &str| Span(n, Some(name.to_string()));
        check!(engine, spans, vec![(Span(1, None), None, 0), (span(2, "é2"), Some("É2".to_string()), 3)]);
    }
    of(&mut Engine::start(), Span(1, None));
}
