//! The traps of the server's own operations, one by one, on one shard and on three: no gear falls into them.

use crate::{Engine, check};
use redis_gears::{Registration, gear, prelude::*};
use serde::{Deserialize, Serialize};

/// Runs a check on one shard and on three, with six numbers that spread over them.
fn on_shards(check: impl Fn(&mut Engine)) {
    for shards in [1, 3] {
        let mut engine = Engine::with_shards(shards);
        engine.commands("SET n:0 4\nSET n:1 0\nSET n:2 -4\nSET n:3 1\nSET n:4 2\nSET n:5 0");
        check(&mut engine);
    }
}

#[gear]
fn numbers() -> Open<Keys, i64> {
    KeysReader::<String>("n:*").map(|r| r.value.parse::<i64>().unwrap())
}

/// The server takes a total that is 0, false, empty or none for no total, and begins again with the zero.
#[test]
fn falsy_totals_are_totals() {
    static PRODUCT: Gear<i64> = gear!(numbers().aggregate(1, |p: i64, n: i64| p * n, |a, b| a * b).run());
    static ALL_LARGE: Gear<bool> =
        gear!(numbers().aggregate(true, |all, n: i64| all && n > 0, |a, b| a && b).run());
    static LAST_WORD: Gear<String> = gear!(
        numbers()
            .accumulate("none".to_string(), |_, n: i64| if n > 9 { n.to_string() } else { String::new() })
            .run()
    );
    static NOT_SEEN: Gear<Option<i64>> =
        gear!(numbers().accumulate(Some(7), |_: Option<i64>, n: i64| Some(n).filter(|n| *n > 9)).run());
    static PRODUCTS: Gear<HashMap<bool, i64>> =
        gear!(numbers().aggregate_by(|n: &i64| *n < 0, 1, |p: i64, n: i64| p * n, |a, b| a * b).run());
    static FOLDED: Gear<HashMap<bool, i64>> =
        gear!(numbers().group_by(|n: &i64| *n < 0, 1, |p: i64, n: i64| p * n).run());
    on_shards(|engine| {
        check!(engine, PRODUCT, 0);
        check!(engine, ALL_LARGE, false);
        check!(engine, LAST_WORD, String::new());
        check!(engine, NOT_SEEN, None);
        check!(engine, PRODUCTS, HashMap::from([(true, -4), (false, 0)]));
        check!(engine, FOLDED, HashMap::from([(true, -4), (false, 0)]));
    });
}

/// The server begins with the zero on each shard, and once more where they come together. Here `accumulate` and `group_by`
/// take it once; a zero that `aggregate` would count for each shard is an error, where it can be seen (`ui`), and a neutral
/// one may come as often as it likes.
#[test]
fn a_zero_counts_once() {
    static FROM_100: Gear<i64> = gear!(numbers().accumulate(100, |sum: i64, n: i64| sum + n).run());
    static BY_SIGN: Gear<HashMap<bool, i64>> =
        gear!(numbers().group_by(|n: &i64| *n < 0, 100, |sum: i64, n: i64| sum + n).run());
    static LEAST: Gear<i64> =
        gear!(numbers().aggregate(-2, |least: i64, n: i64| least.min(n), |a, b| a.min(b)).run());
    static LISTS: Gear<Vec<i64>> = gear!(
        numbers()
            .aggregate(
                Vec::new(),
                |mut list: Vec<i64>, n: i64| {
                    list.push(n);
                    list
                },
                |mut a, b| {
                    a.extend(b);
                    a
                }
            )
            .map(|mut list| {
                list.sort();
                list
            })
            .run()
    );
    on_shards(|engine| {
        check!(engine, FROM_100, 103);
        check!(engine, BY_SIGN, HashMap::from([(true, 96), (false, 107)]));
        check!(engine, LEAST, -4);
        // A list that is changed is not the one that the next shard or group begins with.
        check!(engine, LISTS, vec![-4, 0, 0, 1, 2, 4]);
    });
}

/// The server hands on the last element of a list first, and sorts the other way for it.
#[test]
fn lists_keep_their_order() {
    static FLAT: Gear<Vec<(i64, i64)>> =
        gear!(numbers().filter(|n| *n == 4).flat_map(|n: i64| vec![(n, 1), (n, 2), (n, 3)]).run());
    static ASCENDING: Gear<Vec<i64>> = gear!(numbers().sort().run());
    static DESCENDING: Gear<Vec<i64>> = gear!(numbers().sort().rev().run());
    static STABLE: Gear<Vec<(i64, i64)>> = gear!(
        numbers().sort().flat_map(|n: i64| vec![(n, 1), (n, 2)]).sort_by_key(|(n, _)| n.abs()).limit(6).run()
    );
    on_shards(|engine| {
        check!(engine, FLAT, vec![(4, 1), (4, 2), (4, 3)]);
        check!(engine, ASCENDING, vec![-4, 0, 0, 1, 2, 4]);
        check!(engine, DESCENDING, vec![4, 2, 1, 0, 0, -4]);
        check!(engine, STABLE, vec![(0, 1), (0, 2), (0, 1), (0, 2), (1, 1), (1, 2)]);
    });
}

/// The server limits each shard.
#[test]
fn a_limit_is_of_all_shards_together() {
    static TWO: Gear<Vec<i64>> = gear!(numbers().limit(2).run());
    static NONE: Gear<Vec<i64>> = gear!(numbers().limit(0).run());
    static PAGE: Gear<Vec<i64>> = gear!(numbers().sort().skip(1).limit(2).run());
    static REST: Gear<i64> = gear!(numbers().skip(4).count().run());
    on_shards(|engine| {
        assert_eq!(TWO.run(&mut engine.con).expect("it runs").len(), 2);
        check!(engine, NONE, Vec::<i64>::new());
        check!(engine, PAGE, vec![0, 0]);
        check!(engine, REST, 2);
    });
}

#[gear]
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
enum Kind {
    Small,
    Of { size: i64, name: Option<String> },
}

/// The server makes texts of keys: 1 and "1" are one group, and what comes out is always a text.
#[test]
fn keys_of_groups_are_values() {
    static BY_NUMBER: Gear<HashMap<i64, i64>> = gear!(numbers().count_by(|n: &i64| n % 3).run());
    static BY_TEXT: Gear<HashMap<String, i64>> = gear!(
        numbers().count_by(|n: &i64| if *n == 4 { "it's \"4\"\n".to_string() } else { String::new() }).run()
    );
    static BY_OPTION: Gear<HashMap<Option<String>, i64>> =
        gear!(numbers().count_by(|n: &i64| if *n > 0 { Some("None".to_string()) } else { None }).run());
    static BY_PAIR: Gear<HashMap<(bool, String), i64>> =
        gear!(numbers().count_by(|n: &i64| (*n > 0, "1".to_string())).run());
    static BY_KIND: Gear<HashMap<Kind, i64>> = gear!(
        numbers()
            .count_by(|n: &i64| if n.abs() < 3 {
                Kind::Small
            } else {
                Kind::Of { size: n.abs(), name: None }
            })
            .run()
    );
    on_shards(|engine| {
        check!(engine, BY_NUMBER, HashMap::from([(0, 2), (1, 2), (-1, 1), (2, 1)]));
        check!(engine, BY_TEXT, HashMap::from([("it's \"4\"\n".to_owned(), 1), (String::new(), 5)]));
        check!(engine, BY_OPTION, HashMap::from([(Some("None".to_owned()), 3), (None, 3)]));
        check!(engine, BY_PAIR, HashMap::from([((true, "1".to_owned()), 3), ((false, "1".to_owned()), 3)]));
        check!(engine, BY_KIND, HashMap::from([(Kind::Small, 4), (Kind::Of { size: 4, name: None }, 2)]));
    });
}

/// The server sends plain data only: sets, own types and bytes arrive here as what they were. What could not, such
/// as a time or an iterator, is an error (`ui/iterator_between_steps`).
#[test]
fn values_between_shards_keep_their_type() {
    static KINDS: Gear<Vec<Kind>> = gear!(
        numbers()
            .map(|n| if n < 3 { Kind::Small } else { Kind::Of { size: n, name: Some("four".to_string()) } })
            .collect()
            .filter(|kind| *kind != Kind::Small)
            .run()
    );
    static SETS: Gear<BTreeSet<(i64, bool)>> = gear!(
        numbers()
            .map(|n| BTreeSet::from([(n, n > 0)]))
            .collect()
            .accumulate(BTreeSet::new(), |mut all: BTreeSet<(i64, bool)>, set| {
                all.extend(set);
                all
            })
            .run()
    );
    static BYTES: Gear<usize> = gear!(
        numbers()
            .map(|n| n.to_string().into_bytes())
            .repartition(|b| b.len().to_string())
            .map(|b| b.len())
            .sum()
            .run()
    );
    on_shards(|engine| {
        check!(engine, KINDS, vec![Kind::Of { size: 4, name: Some("four".to_owned()) }]);
        check!(engine, SETS, BTreeSet::from([(-4, false), (0, false), (1, true), (2, true), (4, true)]));
        check!(engine, BYTES, 7);
    });
}

/// The server answers nothing at all where there are no records.
#[test]
fn of_no_records_the_result_is_that_of_rust() {
    static SUM: Gear<i64> = gear!(numbers().filter(|n| *n > 99).sum().run());
    static AVERAGE: Gear<Option<f64>> = gear!(numbers().filter(|n| *n > 99).avg().run());
    static FROM_7: Gear<i64> =
        gear!(numbers().filter(|n| *n > 99).accumulate(7, |sum: i64, n: i64| sum + n).run());
    static COUNTS: Gear<HashMap<i64, i64>> =
        gear!(numbers().filter(|n| *n > 99).count_by(|n: &i64| *n).run());
    static GREATEST: Gear<i64> = gear!(
        numbers().filter(|n| *n > 99).map(|n: i64| n).max().map(|max: Option<i64>| max.unwrap_or(-1)).run()
    );
    on_shards(|engine| {
        check!(engine, SUM, 0);
        check!(engine, AVERAGE, None);
        check!(engine, FROM_7, 7);
        check!(engine, COUNTS, HashMap::new());
        check!(engine, GREATEST, -1);
    });
}

#[gear]
#[derive(Clone, Debug, Serialize, Deserialize)]
enum Row {
    Customer(String),
    Order(i64),
}

const SHOP: &str = "\
    HSET customer:1 name ann\nHSET customer:2 name bob\nHSET customer:3 name cid
    HSET order:10 customer 1 cents 500\nHSET order:11 customer 2 cents 20\nHSET order:12 customer 1 cents 30\nHSET order:13 customer 9 cents 7";

/// A join on the shards: both kinds of records go to the shard of their common key.
static SPENT: Gear<HashMap<String, (Option<String>, i64)>> = gear!(
    KeysReader::<HashMap<String, String>>("[co]*:*")
        .map(|r| match r.key.strip_prefix("customer:") {
            Some(id) => (id.to_string(), Row::Customer(r.value["name"].clone())),
            None => (r.value["customer"].clone(), Row::Order(r.value["cents"].parse::<i64>().unwrap())),
        })
        .group_by(
            |(id, _)| id.clone(),
            (None, 0),
            |(name, cents): (Option<String>, i64), (_, row)| match row {
                Row::Customer(name) => (Some(name), cents),
                Row::Order(more) => (name, cents + more),
            },
        )
        .run()
);

/// A join of the results of two gears, in a command.
#[trigger("spent")]
async fn spent() -> Result<Vec<(String, i64)>, String> {
    let names: HashMap<String, String> = gear!(
        KeysReader::<HashMap<String, String>>("customer:*")
            .map(|r| (r.key.replace("customer:", ""), r.value["name"].clone()))
            .group_by(|(id, _)| id.clone(), String::new(), |_, (_, name)| name)
            .run()
    )
    .await?;
    let cents: HashMap<String, i64> = gear!(
        KeysReader::<HashMap<String, String>>("order:*")
            .map(|r| (r.value["customer"].clone(), r.value["cents"].parse::<i64>().unwrap()))
            .group_by(|(id, _)| id.clone(), 0, |sum, (_, cents)| sum + cents)
            .run()
    )
    .await?;
    let mut joined: Vec<(String, i64)> =
        names.iter().map(|(id, name)| (name.clone(), cents.get(id).copied().unwrap_or(0))).collect();
    joined.sort();
    Ok(joined)
}

#[test]
fn two_kinds_of_records_are_joined_by_a_key() {
    for shards in [1, 3] {
        let mut engine = Engine::with_shards(shards);
        engine.commands(SHOP);
        let row = |id: &str, name: Option<&str>, cents| (id.to_owned(), (name.map(str::to_owned), cents));
        let expected = [
            row("1", Some("ann"), 530),
            row("2", Some("bob"), 20),
            row("3", Some("cid"), 0),
            row("9", None, 7),
        ];
        check!(engine, SPENT, HashMap::from(expected));
        let _: Registration = spent::register(&mut engine.con).expect("it registers");
        let joined = spent::call(&mut engine.con).expect("it answers");
        assert_eq!(joined, [("ann".to_owned(), 530), ("bob".to_owned(), 20), ("cid".to_owned(), 0)]);
    }
}
