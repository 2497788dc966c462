//! Gears that run once.

use crate::case;
use crate::support::Engine;
use redis_gears::{Error, Gears as _, gear, prelude::*};
use serde::{Deserialize, Serialize};

const USERS: &str = "\
    HSET user:1 name ann active 1 permissions read,write supervisor bob age 31
    HSET user:2 name bob active 0 permissions admin age 44
    HSET user:3 name cid active 1 permissions read,audit supervisor bob deputy eve age 17
    SET price:1 10
    SET price:2 -3
    SET price:3 0
    SET line:1 the_fox_and_the_hen
    SET line:2 the_hen
    RPUSH queue a b c
    ZADD ranks 1 x
    SADD tags t";

/// `user:<n>`
#[gear]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct User {
    name: String,
    active: bool,
    permissions: String,
    supervisor: Option<String>,
    deputy: Option<String>,
    age: i64,
}

fn map<K: std::hash::Hash + Eq, V>(pairs: impl IntoIterator<Item = (K, V)>) -> HashMap<K, V> {
    pairs.into_iter().collect()
}

fn text(text: &str) -> String {
    text.to_owned()
}

fn texts(words: &str) -> Vec<String> {
    words.split(' ').map(str::to_owned).collect()
}

#[test]
fn u01_dump_every_record() {
    let gear = gear!(KeysReader("price:*").sort_by_key(|r| r.key.clone()).run());
    let record = |key: &str, value: &str| KeysRecord::new(key, Value::from(value)).with_kind("string");
    case!(USERS, gear, vec![record("price:1", "10"), record("price:2", "-3"), record("price:3", "0")]);
}

#[test]
fn u02_count_keys() {
    case!(USERS, gear!(KeysReader("*").count().run()), 11);
    case!(USERS, gear!(KeysOnlyReader("user:*").count().run()), 3);
}

#[test]
fn u03_sum_of_string_values() {
    let gear =
        gear!(KeysReader::<String>("price:*").map(|r| r.value.parse::<i64>().unwrap_or(0)).sum().run());
    case!(USERS, gear, 7);
}

#[test]
fn u04_histogram_of_key_types() {
    let gear = gear!(KeysReader("*").count_by(|r| r.kind.clone().unwrap_or_default()).run());
    let expected = [("hash", 3), ("string", 5), ("list", 1), ("zset", 1), ("set", 1)];
    case!(USERS, gear, map(expected.map(|(kind, n)| (text(kind), n))));
}

#[gear]
fn with_key(mut keys: BTreeSet<String>, r: KeysRecord<Value>) -> BTreeSet<String> {
    keys.insert(r.key);
    keys
}

#[gear]
fn united(mut a: BTreeSet<String>, b: BTreeSet<String>) -> BTreeSet<String> {
    a.extend(b);
    a
}

#[gear]
fn kind(r: &KeysRecord<Value>) -> String {
    r.kind.clone().unwrap_or_default()
}

fn keys_by_type() -> Vec<(String, BTreeSet<String>)> {
    [
        ("hash", "user:1 user:2 user:3"),
        ("list", "queue"),
        ("set", "tags"),
        ("string", "line:1 line:2 price:1 price:2 price:3"),
        ("zset", "ranks"),
    ]
    .map(|(kind, keys)| (text(kind), texts(keys).into_iter().collect()))
    .to_vec()
}

#[test]
fn u05_keys_grouped_by_type() {
    let gear = gear!(
        KeysReader("*")
            .aggregate_by(kind, BTreeSet::new(), with_key, united)
            .sort_by_key(|(kind, _)| kind.clone())
            .run()
    );
    case!(USERS, gear, keys_by_type());
}

#[test]
fn u06_groups_as_one_dictionary() {
    let gear = gear!(KeysReader("*").aggregate_by(kind, BTreeSet::new(), with_key, united).run());
    case!(USERS, gear, map(keys_by_type()));
}

#[test]
fn u07_most_common_key_type() {
    let gear =
        gear!(KeysReader("*").count_by(|r| r.kind.clone().unwrap_or_default()).max_by_key(|(_, n)| *n).run());
    case!(USERS, gear, Some((text("string"), 5)));
}

#[test]
fn u08_genre_histogram() {
    let gear = gear!(
        KeysReader::<HashMap<String, String>>("title:*")
            .map(|r| r.value["genres"].clone())
            .filter(|genres| genres != "\\N")
            .flat_map(|genres| genres
                .split(',')
                .map(|genre| genre.trim().to_string())
                .collect::<Vec<String>>())
            .count_by(|genre| genre.clone())
            .run()
    );
    let titles = "HSET title:1 genres Drama,Comedy\nHSET title:2 genres \\N\nHSET title:3 genres Drama";
    case!(titles, gear, map([(text("Drama"), 2), (text("Comedy"), 1)]));
}

/// `HMGET`, a parser for each field, and only the active ones: where two gears begin.
#[gear]
fn active_users() -> Open<Keys, Vec<String>> {
    KeysReader::<()>("user:*", read_value = false)
        .map(|r| cmd::hmget(r.key, ["active", "permissions"]))
        .map(|fields| fields.into_iter().map(|field| field.unwrap_or_default()).collect::<Vec<String>>())
        .filter(|fields| fields[0].parse::<i64>().unwrap_or(0) == 1)
}

static ACTIVE: Gear<i64> = gear!(active_users().count().run());
static PERMISSIONS: Gear<Vec<String>> = gear!(
    active_users()
        .flat_map(|fields: Vec<String>| {
            fields[1].split(',').map(|word| word.to_string()).collect::<Vec<String>>()
        })
        .distinct()
        .sort()
        .run()
);

#[test]
fn u09_count_active_users() {
    case!(USERS, ACTIVE, 2);
}

#[test]
fn u10_permissions_of_active_users() {
    case!(USERS, PERMISSIONS, texts("audit read write"));
}

#[gear]
fn is_older(user: &User, age: i64) -> bool {
    user.age > age
}

#[test]
fn u14_predicate_with_an_argument() {
    let least = 18;
    let gear = gear!(KeysReader::<User>("user:*").filter(|r| is_older(&r.value, least)).count().run());
    case!(USERS, gear, 2);
}

/// A function of the program makes the pattern and the argument.
fn names_of_older(kind: &str, age: i64) -> Gear<Vec<String>> {
    let pattern = format!("{kind}:*");
    gear!(KeysReader::<User>(&pattern).filter(|r| is_older(&r.value, age)).map(|r| r.value.name).sort().run())
}

#[test]
fn u30_function_that_makes_gears() {
    case!(USERS, names_of_older("user", 18), texts("ann bob"));
    case!(USERS, names_of_older("user", 40), texts("bob"));
    case!(USERS, names_of_older("nobody", 0), Vec::<String>::new());
}

#[test]
fn u15_count_by_status() {
    let gear = gear!(KeysReader::<User>("user:*").count_by(|r| r.value.active).run());
    case!(USERS, gear, map([(true, 2), (false, 1)]));
}

#[test]
fn u16_word_count() {
    let gear = gear!(
        KeysReader::<String>("line:*")
            .flat_map(|r| r.value.split('_').map(|word| word.to_string()).collect::<Vec<String>>())
            .count_by(|word| word.clone())
            .run()
    );
    case!(
        USERS,
        gear,
        map([("the", 3), ("fox", 1), ("and", 1), ("hen", 2)].map(|(word, n)| (text(word), n)))
    );
}

#[test]
fn u17_delete_by_prefix() {
    let gear = gear!(KeysOnlyReader("price:*").map(|key| cmd::del(key)).sum().run());
    let mut engine = Engine::start();
    engine.commands(USERS);
    assert_eq!(gear.run(&mut engine.con).expect("it runs"), 3);
    assert_eq!(gear.native(&mut engine.con).expect("it runs natively"), 0);
    assert_eq!(engine.reply::<i64>(&["DBSIZE"]), Ok(8));
}

#[test]
fn u22_monte_carlo_pi() {
    // The darts lie on a grid, so that the result is the same every time.
    let darts = 40;
    let gear = gear!(
        PythonReader(|| 0..darts)
            .flat_map(|x| (0..darts).map(move |y| (x, y)).collect::<Vec<(i32, i32)>>())
            .filter(|(x, y)| x * x + y * y < darts * darts)
            .local_accumulate(0, |n, _| n + 1)
            .collect()
            .map(|inside| (inside, darts * darts))
            .accumulate((0, 0), |a, b| (a.0 + b.0, a.1 + b.1))
            .map(|(inside, all)| format!("{:.2}", 4.0 * inside as f64 / all as f64))
            .run()
    );
    for shards in [1, 3] {
        let mut engine = Engine::with_shards(shards);
        assert_eq!(gear.run(&mut engine.con).expect("it runs"), "3.23");
        assert_eq!(gear.native(&mut engine.con).expect("it runs natively"), "3.23");
    }
}

#[test]
fn u28_pairs_of_key_and_type() {
    let gear = gear!(KeysReader("user:*").map(|r| (r.key, r.kind.unwrap_or_default())).sort().run());
    case!(
        USERS,
        gear,
        texts("user:1 user:2 user:3").into_iter().map(|key| (key, text("hash"))).collect::<Vec<_>>()
    );
}

/// The whole key space of users, for functions that go on.
#[gear]
fn users() -> Open<Keys, KeysRecord<User>> {
    KeysReader::<User>("user:*")
}

#[test]
fn u29_filter_take_project() {
    let gear = gear!(
        users()
            .filter(|r: &KeysRecord<User>| r.value.supervisor.as_deref() == Some("bob"))
            .sort_by_key(|r| r.key.clone())
            .limit(1)
            .map(|r| r.value.name)
            .run()
    );
    case!(USERS, gear, texts("ann"));
}

#[test]
fn u31_lookup_table() {
    let gear = gear!(
        KeysReader::<User>("user:*")
            .aggregate(
                HashMap::new(),
                |mut ids: HashMap<String, String>, r| {
                    ids.insert(r.value.name, r.key[5..].to_string());
                    ids
                },
                |mut a, b| {
                    for (name, id) in b {
                        a.insert(name, id);
                    }
                    a
                }
            )
            .run()
    );
    case!(
        USERS,
        gear,
        map([("ann", "1"), ("bob", "2"), ("cid", "3")].map(|(name, id)| (text(name), text(id))))
    );
}

#[test]
fn u32_category_counts_per_image() {
    let gear = gear!(
        KeysReader::<HashMap<String, String>>("annotation:*")
            .aggregate_by(
                |r| r.value["image"].clone(),
                HashMap::new(),
                |mut counts: HashMap<String, i64>, r| {
                    *counts.entry(r.value["category"].clone()).or_insert(0) += 1;
                    counts
                },
                |mut a, b| {
                    for (category, n) in b {
                        *a.entry(category).or_insert(0) += n;
                    }
                    a
                }
            )
            .run()
    );
    let annotations = "\
        HSET annotation:1 image a category cat
        HSET annotation:2 image a category cat
        HSET annotation:3 image b category dog
        HSET annotation:4 image a category dog";
    let a = map([(text("cat"), 2), (text("dog"), 1)]);
    case!(annotations, gear, map([(text("a"), a), (text("b"), map([(text("dog"), 1)]))]));
}

#[test]
fn u33_query_with_constraints() {
    let constraints = HashMap::from([("cat".to_string(), (2_i64, 3_i64)), ("dog".to_string(), (0, 1))]);
    let gear = gear!(
        KeysReader::<HashMap<String, i64>>("image:*")
            .filter(|r| {
                let constraints: &HashMap<String, (i64, i64)> = &constraints;
                for (category, range) in constraints {
                    let n: i64 = *r.value.get(category).unwrap_or(&0);
                    if n >= range.0 && n <= range.1 {
                        continue;
                    }
                    return false;
                }
                true
            })
            .map(|r| r.key)
            .run()
    );
    case!("HSET image:1 cat 2 dog 1\nHSET image:2 cat 2 dog 2\nHSET image:3 dog 1", gear, texts("image:1"));
}

#[test]
fn u36_atomic_increments_per_shard() {
    let gear = gear!(
        ShardsIDReader()
            .map(|_| {
                let tag = hashtag();
                atomic(|| cmd::incr(format!("a:{{{tag}}}"), 1) + cmd::incr(format!("b:{{{tag}}}"), 1))
            })
            .run()
    );
    let mut engine = Engine::with_shards(3);
    assert_eq!(gear.run(&mut engine.con).expect("it runs"), [2, 2, 2]);
    assert_eq!(engine.reply::<i64>(&["DBSIZE"]), Ok(6));
}

#[test]
fn u53_atomic_hash_writes() {
    let gear = gear!(
        KeysReader::<User>("user:*")
            .map(|r| {
                atomic(|| {
                    cmd::hset(&r.key, "seen", 1);
                    cmd::hset(format!("seen:{{{}}}", hashtag()), &r.key, &r.value.name);
                });
                r
            })
            .map(|r| r.value.name)
            .sort()
            .run()
    );
    let mut engine = Engine::with_shards(3);
    engine.commands(USERS);
    assert_eq!(gear.run(&mut engine.con).expect("it runs"), texts("ann bob cid"));
    for user in ["user:1", "user:2", "user:3"] {
        assert_eq!(engine.reply::<String>(&["HGET", user, "seen"]), Ok(text("1")));
    }
    let seen = engine.reply::<Vec<String>>(&["KEYS", "seen:*"]).expect("they are listed");
    let each = seen.iter().map(|key| engine.reply::<i64>(&["HLEN", key]).expect("it is a hash"));
    assert_eq!(each.sum::<i64>(), 3);
}

#[test]
fn u37_read_configuration() {
    let names = vec!["colour", "size"];
    let gear = gear!(
        PythonReader(|| names.iter().map(|name: &&str| name.to_string()).collect::<Vec<String>>())
            .map(|name| {
                let value = gears_config_get(&name, "none");
                cmd::set(format!("config:{name}"), &value);
                (name, value)
            })
            .run()
    );
    let mut engine = Engine::start();
    engine.commands("RG.CONFIGSET colour red");
    let expected = vec![(text("colour"), text("red")), (text("size"), text("none"))];
    assert_eq!(gear.run(&mut engine.con).expect("it runs"), expected);
    assert_eq!(gear.native(&mut engine.con).expect("it runs natively"), expected);
    assert_eq!(engine.reply::<String>(&["GET", "config:size"]), Ok(text("none")));
}

#[test]
fn u38_log_every_record() {
    let gear =
        gear!(KeysReader::<()>("user:*").for_each(|r| log!(level = Debug, "saw {}", r.key)).count().run());
    case!(USERS, gear, 3);
}

#[test]
fn u39_users_per_supervisor() {
    let gear = gear!(
        KeysReader::<User>("user:*")
            .count_by(|r| {
                let deputy: Option<String> = r.value.deputy.clone();
                deputy.or(r.value.supervisor.clone()).unwrap_or("nobody".to_string())
            })
            .run()
    );
    case!(USERS, gear, map([("bob", 1), ("nobody", 1), ("eve", 1)].map(|(name, n)| (text(name), n))));
}

#[test]
fn u41_counters_from_a_batch() {
    let gear = gear!(
        KeysReader::<User>("user:*")
            .for_each(|r| {
                cmd::incr("users", 1);
                cmd::hincr("ages", if r.value.age < 18 { "young" } else { "old" }, 1);
            })
            .count()
            .run()
    );
    let mut engine = Engine::start();
    engine.commands(USERS);
    assert_eq!(gear.run(&mut engine.con).expect("it runs"), 3);
    assert_eq!(gear.native(&mut engine.con).expect("it runs natively"), 3);
    assert_eq!(engine.reply::<Vec<i64>>(&["HMGET", "ages", "young", "old"]), Ok(vec![2, 4]));
    assert_eq!(engine.reply::<i64>(&["GET", "users"]), Ok(6));
}

#[test]
fn u42_double_a_value_with_error_handling() {
    let gear = gear!(
        KeysReader::<()>("user:*")
            .map(|r| {
                let score =
                    attempt(|| cmd::get(r.key.replace("user", "score")).unwrap().parse::<f64>().unwrap());
                match score {
                    Ok(score) => score * 2.0,
                    Err(error) => {
                        log!(level = Warning, "no score of {}: {error}", r.key);
                        flat_error(format!("no score of {}", r.key))
                    }
                }
            })
            .sum()
            .run()
    );
    // The braces keep the two keys on one shard.
    case!("SET user:{ann} 1\nSET score:{ann} 2.25", gear, 4.5);
    let mut engine = Engine::start();
    engine.commands("SET user:bob 1\nSET score:bob many");
    for run in [gear.run(&mut engine.con), gear.native(&mut engine.con)] {
        assert!(run.expect_err("the score is no number").to_string().contains("no score of user:bob"));
    }
}

static NEXT: State<i64> = State::new(|| 0);

#[test]
fn u43_state_of_a_shard() {
    let gear = gear!(
        KeysReader::<()>("user:*")
            .for_each(|_| NEXT.update(|next: i64| next + 1))
            .map(|_| NEXT.get())
            .sort()
            .run()
    );
    let mut engine = Engine::start();
    engine.commands(USERS);
    assert_eq!(gear.run(&mut engine.con).expect("it runs"), [1, 2, 3]);
}

#[test]
fn u44_expand_a_list_key() {
    let gear =
        gear!(PythonReader(|| vec!["queue"]).flat_map(|key| cmd::lrange(key, 0, -1)).run(mode = AsyncLocal));
    let mut engine = Engine::start();
    engine.commands(USERS);
    assert_eq!(gear.run(&mut engine.con).expect("it runs"), texts("a b c"));
    assert_eq!(gear.native(&mut engine.con).expect("it runs natively"), texts("a b c"));
    let read = gear!(KeysReader::<Vec<String>>("queue").flat_map(|r| r.value).run());
    case!(USERS, read, texts("a b c"));
}

#[gear]
fn slowly(n: i64) -> i64 {
    std::thread::sleep(Duration::from_millis(10));
    n
}

#[test]
fn u45_generator_that_takes_its_time() {
    static SLOW: Gear<i64> =
        gear!(PythonReader(|| (1..=500_i64).map(slowly)).accumulate(0, |sum, n| sum + n).run());
    let few = gear!(
        PythonReader(|| (1..=3_i64).map(slowly)).accumulate(0, |sum, n| sum + n).run(mode = AsyncLocal)
    );
    case!("", few, 6);
    // One that takes too long is stopped, and forgotten.
    let mut engine = Engine::start();
    let execution = SLOW.unblocking(&mut engine.con).expect("it starts");
    assert!(matches!(execution.poll(&mut engine.con), Ok(None)), "it takes five seconds");
    execution.abort(&mut engine.con).expect("it is told to stop");
    let error = execution.wait(&mut engine.con, Duration::from_secs(4)).expect_err("it has no sum");
    assert!(matches!(error, Error::Step { .. } | Error::Aborted { .. }), "{error:?}");
    let id = execution.id().to_owned();
    execution.discard(&mut engine.con).expect("it is forgotten");
    let all = engine.con.dump_executions().expect("they are listed");
    assert!(all.iter().all(|execution| execution.id != id), "{all:?}");
}

#[test]
fn g07_generator_with_an_argument() {
    let count = 5;
    let gear = gear!(
        PythonReader(|| (1..=count).map(|n| n * 10)).accumulate(0, |sum, n| sum + n).run(mode = AsyncLocal)
    );
    case!("", gear, 150);
}

#[test]
fn u48_read_a_whole_stream() {
    let gear = gear!(StreamReader("events").map(|r| (r.id, r.key, r.value["kind"].clone())).run());
    let events = "XADD events 1-0 kind start\nXADD events 2-0 kind stop";
    let expected =
        [("1-0", "start"), ("2-0", "stop")].map(|(id, kind)| (text(id), text("events"), text(kind)));
    case!(events, gear, expected.to_vec());
}

#[test]
fn g01_grouping_in_two_phases() {
    let gear = gear!(
        KeysReader::<User>("user:*")
            .local_group_by(|r| r.value.active, 0, |n, _| n + 1)
            .repartition(|(active, _)| format!("active:{active}"))
            .local_group_by(|(active, _)| *active, 0, |sum, (_, n)| sum + n)
            .for_each(|(active, n)| cmd::set(format!("active:{active}"), *n))
            .count()
            .run()
    );
    let mut engine = Engine::with_shards(3);
    engine.commands(USERS);
    assert_eq!(gear.run(&mut engine.con).expect("it runs"), 2);
    assert_eq!(engine.reply::<Vec<i64>>(&["MGET", "active:true", "active:false"]), Ok(vec![2, 1]));
}

#[test]
fn g02_whole_groups() {
    let gear = gear!(
        KeysReader::<User>("user:*")
            .batch_group_by(
                |r| r.value.active,
                |_, users| {
                    let mut ages: Vec<i64> = users.iter().map(|r| r.value.age).collect();
                    ages.sort();
                    ages
                }
            )
            .run()
    );
    case!(USERS, gear, map([(true, vec![17, 31]), (false, vec![44])]));
}

#[gear]
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Reading {
    celsius: f64,
}

#[test]
fn g03_average_of_a_json_field() {
    // What JSON.GET answers is a text; here it is kept as one.
    let gear = gear!(
        KeysReader::<String>("reading:*")
            .map(|r| serde_json::from_str::<Reading>(&r.value).map(|reading| reading.celsius).unwrap_or(0.0))
            .avg()
            .run()
    );
    case!("SET reading:1 {\"celsius\":20.5}\nSET reading:2 {\"celsius\":10}", gear, Some(15.25));
}

/// Numbers from `n:1` on, one for each operator to work on.
#[gear]
fn numbers() -> Open<Keys, i64> {
    KeysReader::<String>("n:*").map(|r| r.value.parse::<i64>().unwrap())
}

/// One gear for each operator, each on the same five numbers, on one shard and on three.
#[test]
fn u46_operator_suite() {
    const DATA: &str = "SET n:1 3\nSET n:2 1\nSET n:3 0\nSET n:4 5\nSET n:5 3";
    case!(DATA, gear!(numbers().map(|n| n * 2).sort().run()), vec![0, 2, 6, 6, 10]);
    case!(DATA, gear!(numbers().filter(|n| *n > 2).sort().run()), vec![3, 3, 5]);
    case!(
        DATA,
        gear!(numbers().flat_map(|n: i64| vec![n, -n]).sort().run()),
        vec![-5, -3, -3, -1, 0, 0, 1, 3, 3, 5]
    );
    case!(DATA, gear!(numbers().collect().sort().limit(2).run()), vec![0, 1]);
    case!(DATA, gear!(numbers().sort().skip(3).run()), vec![3, 5]);
    case!(DATA, gear!(numbers().sort().rev().run()), vec![5, 3, 3, 1, 0]);
    case!(DATA, gear!(numbers().sort_by(|a: &i64, b: &i64| b.cmp(a)).run()), vec![5, 3, 3, 1, 0]);
    case!(DATA, gear!(numbers().sort_by_key(|n: &i64| -n).run()), vec![5, 3, 3, 1, 0]);
    case!(DATA, gear!(numbers().map(|n: i64| n).top(2).run()), vec![5, 3]);
    case!(DATA, gear!(numbers().top_by_key(2, |n: &i64| -n).run()), vec![0, 1]);
    case!(DATA, gear!(numbers().distinct().sort().run()), vec![0, 1, 3, 5]);
    case!(DATA, gear!(numbers().count().run()), 5);
    case!(DATA, gear!(numbers().sum().run()), 12);
    case!(DATA, gear!(numbers().map(|n| n as f64).avg().run()), Some(2.4));
    case!(DATA, gear!(numbers().map(|n: i64| n).min().run()), Some(0));
    case!(DATA, gear!(numbers().map(|n: i64| n).max().run()), Some(5));
    case!(DATA, gear!(numbers().min_by_key(|n: &i64| (n - 4).abs() * 10 + n).run()), Some(3));
    case!(DATA, gear!(numbers().max_by_key(|n: &i64| (n % 5) * 10 + n).run()), Some(3));
    case!(DATA, gear!(numbers().min_by(|a: &i64, b: &i64| a.cmp(b)).run()), Some(0));
    case!(DATA, gear!(numbers().max_by(|a: &i64, b: &i64| a.cmp(b)).run()), Some(5));
    case!(DATA, gear!(numbers().accumulate(100, |total: i64, n: i64| total + n).run()), 112);
    case!(DATA, gear!(numbers().aggregate(0, |total: i64, n: i64| total + n, |a, b| a + b).run()), 12);
    case!(DATA, gear!(numbers().local_accumulate(0, |total: i64, n: i64| total + n).sum().run()), 12);
    case!(DATA, gear!(numbers().local_limit(5).count().run()), 5);
    case!(DATA, gear!(numbers().repartition(|n: &i64| n.to_string()).count().run()), 5);
    case!(DATA, gear!(numbers().count_by(|n: &i64| n % 3).run()), map([(0, 3), (1, 1), (2, 1)]));
    case!(
        DATA,
        gear!(numbers().group_by(|n: &i64| n % 3, 0, |total: i64, n: i64| total + n).run()),
        map([(0, 6), (1, 1), (2, 5)])
    );
    case!(
        DATA,
        gear!(numbers().aggregate_by(|n: &i64| n % 3, 0, |total: i64, n: i64| total + n, |a, b| a + b).run()),
        map([(0, 6), (1, 1), (2, 5)])
    );
    case!(
        DATA,
        gear!(numbers().batch_group_by(|n: &i64| n % 3, |_, group: Vec<i64>| group.len()).run()),
        map([(0, 3), (1, 1), (2, 1)])
    );
    case!(
        DATA,
        gear!(
            numbers()
                .local_group_by(|n: &i64| n % 3, 0, |total: i64, n: i64| total + n)
                .map(|(_, n)| n)
                .sum()
                .run()
        ),
        12
    );
}
