//! Every operation on one shard and on three, against its native twin: the results have Rust's meaning, whatever the
//! shards have, and also where the server's own operations have another.

use crate::{Engine, check};
use redis_gears::{gear, prelude::*};

/// Ten numbers under keys that spread over three shards.
fn numbers(engine: &mut Engine) {
    for (i, n) in [3, 0, -7, 12, 5, 5, 0, 9, -7, 1].into_iter().enumerate() {
        engine.commands(&format!("SET n:{i} {n}"));
    }
}

#[gear]
fn number(r: KeysRecord<String>) -> i64 {
    r.value.parse::<i64>().unwrap_or(0)
}

static SUM: Gear<i64> = gear!(KeysReader::<String>("n:*").map(number).sum().run());
static FLOAT_SUM: Gear<f64> = gear!(KeysReader::<String>("n:*").map(|r| number(r) as f64 / 2.0).sum().run());
static AVG: Gear<Option<f64>> = gear!(KeysReader::<String>("n:*").map(number).avg().run());
static MIN: Gear<Option<i64>> = gear!(KeysReader::<String>("n:*").map(number).min().run());
static MAX: Gear<Option<i64>> = gear!(KeysReader::<String>("n:*").map(number).max().run());
static MIN_KEY: Gear<Option<(i64, String)>> = gear!(
    KeysReader::<String>("n:*")
        .map(|r| (number(r.clone()), r.key))
        .min_by_key(|(n, key)| (*n, key.clone()))
        .run()
);
static MAX_KEY: Gear<Option<(i64, String)>> =
    gear!(KeysReader::<String>("n:*").map(|r| (number(r.clone()), r.key)).max_by_key(|pair| pair.0).run());
static MIN_BY: Gear<Option<f64>> =
    gear!(KeysReader::<String>("n:*").map(|r| number(r) as f64 / 4.0).min_by(|a, b| a.total_cmp(b)).run());
static MAX_BY: Gear<Option<f64>> =
    gear!(KeysReader::<String>("n:*").map(|r| number(r) as f64 / 4.0).max_by(|a, b| a.total_cmp(b)).run());
static DOUBLE_MAX: Gear<i64> =
    gear!(KeysReader::<String>("n:*").map(number).max().map(|max| max.unwrap_or(-1) * 2).run());
static SORT: Gear<Vec<i64>> = gear!(KeysReader::<String>("n:*").map(number).sort().run());
static DESCENDING: Gear<Vec<i64>> = gear!(KeysReader::<String>("n:*").map(number).sort().rev().run());
static SORT_BY: Gear<Vec<f64>> =
    gear!(KeysReader::<String>("n:*").map(|r| number(r) as f64).sort_by(|a, b| b.total_cmp(a)).run());
static TOP: Gear<Vec<i64>> = gear!(KeysReader::<String>("n:*").map(number).top(3).run());
static TOP_KEYS: Gear<Vec<(i64, i64)>> =
    gear!(KeysReader::<String>("n:*").map(|r| (number(r), 1)).top_by_key(2, |(n, _)| -n * n).run());
static PAGE: Gear<Vec<i64>> = gear!(KeysReader::<String>("n:*").map(number).sort().skip(2).limit(3).run());
static DISTINCT: Gear<Vec<i64>> = gear!(KeysReader::<String>("n:*").map(number).distinct().sort().run());
static DISTINCT_LISTS: Gear<usize> = gear!(
    KeysReader::<String>("n:*")
        .map(|r| (vec![number(r)], "x"))
        .distinct()
        .accumulate(0, |n: usize, _| n + 1)
        .run()
);
static ALL: Gear<bool> =
    gear!(KeysReader::<String>("n:*").map(number).accumulate(true, |all, n| all && n < 100).run());
static ANY_BIG: Gear<bool> = gear!(
    KeysReader::<String>("n:*").map(number).aggregate(false, |any, n| any || n > 100, |a, b| a || b).run()
);
static PRODUCT_BY_SIGN: Gear<HashMap<i64, i64>> = gear!(
    KeysReader::<String>("n:*").map(number).group_by(|n: &i64| n.signum(), 1, |product, n| product * n).run()
);
static LISTS_BY_SIGN: Gear<HashMap<i64, Vec<i64>>> = gear!(
    KeysReader::<String>("n:*")
        .map(number)
        .aggregate_by(
            |n: &i64| n.signum(),
            Vec::new(),
            |mut list, n| {
                list.push(n);
                list.sort();
                list
            },
            |mut a, b| {
                a.extend(b);
                a.sort();
                a
            },
        )
        .run()
);
static SPREAD_BY_SIGN: Gear<HashMap<String, (usize, i64)>> = gear!(
    KeysReader::<String>("n:*")
        .map(number)
        .batch_group_by(
            |n: &i64| format!("sign {}", n.signum()),
            |key, values| {
                if key.ends_with("0") {
                    return (0, 0);
                }
                (values.len(), values.iter().max().unwrap_or(&0) - values.iter().min().unwrap_or(&0))
            }
        )
        .run()
);
static TWO_PHASES: Gear<HashMap<bool, i64>> = gear!(
    KeysReader::<String>("n:*")
        .map(number)
        .local_group_by(|n| n % 2 == 0, 0, |n, _| n + 1)
        .repartition(|(even, _)| even.to_string())
        .group_by(|(even, _)| *even, 0, |sum, (_, n)| sum + n)
        .run()
);
static LARGEST_GROUP: Gear<Option<(i64, i64)>> = gear!(
    KeysReader::<String>("n:*").map(number).count_by(|n: &i64| n.signum()).max_by_key(|(_, n)| *n).run()
);
static PAIRED: Gear<i64> = gear!(
    KeysReader::<String>("n:*")
        .flat_map(|r| vec![number(r), 100])
        .accumulate((0, 0), |(sum, last), n| (sum + if n == 100 && last == 100 { 1000 } else { n }, n))
        .map(|(sum, _)| sum)
        .run()
);

fn every_operation(engine: &mut Engine) {
    numbers(engine);
    check!(engine, SUM, 21);
    check!(engine, FLOAT_SUM, 10.5);
    check!(engine, AVG, Some(2.1));
    check!(engine, MIN, Some(-7));
    check!(engine, MAX, Some(12));
    check!(engine, MIN_KEY, Some((-7, "n:2".to_owned())));
    check!(engine, MAX_KEY, Some((12, "n:3".to_owned())));
    check!(engine, MIN_BY, Some(-1.75));
    check!(engine, MAX_BY, Some(3.0));
    check!(engine, DOUBLE_MAX, 24);
    check!(engine, SORT, vec![-7, -7, 0, 0, 1, 3, 5, 5, 9, 12]);
    check!(engine, DESCENDING, vec![12, 9, 5, 5, 3, 1, 0, 0, -7, -7]);
    check!(engine, SORT_BY, vec![12.0, 9.0, 5.0, 5.0, 3.0, 1.0, 0.0, 0.0, -7.0, -7.0]);
    check!(engine, TOP, vec![12, 9, 5]);
    check!(engine, TOP_KEYS, vec![(0, 1), (0, 1)]);
    check!(engine, PAGE, vec![0, 0, 1]);
    check!(engine, DISTINCT, vec![-7, 0, 1, 3, 5, 9, 12]);
    check!(engine, DISTINCT_LISTS, 7);
    check!(engine, ALL, true);
    check!(engine, ANY_BIG, false);
    check!(engine, PRODUCT_BY_SIGN, HashMap::from([(1, 3 * 12 * 5 * 5 * 9), (0, 0), (-1, 49)]));
    check!(
        engine,
        LISTS_BY_SIGN,
        HashMap::from([(1, vec![1, 3, 5, 5, 9, 12]), (0, vec![0, 0]), (-1, vec![-7, -7])])
    );
    let spread = [("sign 1", (6, 11)), ("sign 0", (0, 0)), ("sign -1", (2, 0))];
    check!(
        engine,
        SPREAD_BY_SIGN,
        spread.map(|(sign, of)| (sign.to_owned(), of)).into_iter().collect::<HashMap<_, _>>()
    );
    check!(engine, TWO_PHASES, HashMap::from([(true, 3), (false, 7)]));
    check!(engine, LARGEST_GROUP, Some((1, 6)));
    // The two elements of each record stay together and in order.
    check!(engine, PAIRED, 21 + 1000);
}

#[test]
fn every_operation_on_one_shard() {
    every_operation(&mut Engine::start());
}

#[test]
fn every_operation_on_three_shards() {
    every_operation(&mut Engine::with_shards(3));
}

#[test]
fn empty_input_gives_what_rust_would_give() {
    for shards in [1, 3] {
        let mut engine = Engine::with_shards(shards);
        check!(engine, SUM, 0);
        check!(engine, FLOAT_SUM, 0.0);
        check!(engine, AVG, None);
        check!(engine, MIN, None);
        check!(engine, MAX_KEY, None);
        check!(engine, MIN_BY, None);
        check!(engine, DOUBLE_MAX, -2);
        check!(engine, SORT, Vec::<i64>::new());
        check!(engine, TOP, Vec::<i64>::new());
        check!(engine, DISTINCT, Vec::<i64>::new());
        check!(engine, ALL, true);
        check!(engine, ANY_BIG, false);
        check!(engine, PRODUCT_BY_SIGN, HashMap::new());
        check!(engine, SPREAD_BY_SIGN, HashMap::new());
        check!(engine, LARGEST_GROUP, None);
    }
}

#[test]
fn local_forms_work_on_each_shard_by_itself() {
    static COUNTS: Gear<Vec<i64>> =
        gear!(KeysReader::<String>("n:*").local_accumulate(0, |n, _| n + 1).run());
    static ONE_EACH: Gear<Vec<i64>> = gear!(KeysReader::<String>("n:*").map(number).local_limit(1).run());
    static GROUPS: Gear<Vec<(i64, Vec<i64>)>> = gear!(
        KeysReader::<String>("n:*")
            .map(number)
            .local_group_by(
                |n: &i64| n.signum(),
                Vec::new(),
                |mut list, n| {
                    list.push(n);
                    list
                }
            )
            .run()
    );
    for shards in [1, 3] {
        let mut engine = Engine::with_shards(shards);
        assert!(COUNTS.run(&mut engine.con).expect("it runs").is_empty());
        assert!(COUNTS.native(&mut engine.con).expect("it runs natively").is_empty());
        numbers(&mut engine);
        let counts = COUNTS.run(&mut engine.con).expect("it runs");
        assert_eq!((counts.len(), counts.iter().sum::<i64>()), (shards, 10));
        assert_eq!(ONE_EACH.run(&mut engine.con).expect("it runs").len(), shards);
        let groups = GROUPS.run(&mut engine.con).expect("it runs");
        // Three signs, and with three shards more than one list for some of them.
        assert_eq!(groups.len() > 3, shards > 1);
        let mut all: Vec<i64> = groups.into_iter().flat_map(|(_, list)| list).collect();
        all.sort();
        assert_eq!(all, SORT.run(&mut engine.con).expect("it runs"));
    }
    let mut engine = Engine::start();
    numbers(&mut engine);
    check!(engine, COUNTS, vec![10]);
}

#[test]
fn keys_of_groups_keep_their_type() {
    #[gear]
    #[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
    struct Bucket {
        low: i64,
        name: Option<String>,
    }
    static BUCKETS: Gear<Vec<(Bucket, Vec<(i64, bool)>)>> = gear!(
        KeysReader::<String>("n:*")
            .map(number)
            .group_by(
                // Two spellings of one key.
                |n| if *n < 5 {
                    Bucket { low: 0, name: None }
                } else {
                    Bucket { name: Some("big".to_string()), low: 5 }
                },
                Vec::new(),
                |mut list, n| {
                    list.push((n, n > 8));
                    list.sort();
                    list
                }
            )
            .map(|(bucket, list)| if bucket.low == 0 {
                (Bucket { name: None, low: 0 }, list)
            } else {
                (bucket, list)
            })
            .group_by(|(bucket, _)| bucket.clone(), Vec::new(), |_, (_, list)| list)
            .sort_by_key(|(bucket, _)| bucket.low)
            .run()
    );
    for shards in [1, 3] {
        let mut engine = Engine::with_shards(shards);
        numbers(&mut engine);
        let low = [-7, -7, 0, 0, 1, 3].map(|n| (n, false)).to_vec();
        let big = vec![(5, false), (5, false), (9, true), (12, true)];
        let expected =
            vec![(Bucket { low: 0, name: None }, low), (Bucket { low: 5, name: Some("big".into()) }, big)];
        check!(engine, BUCKETS, expected);
    }
}
