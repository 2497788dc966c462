//! Commands in closures: the same in both worlds.

use crate::Engine;
use redis_gears::{gear, prelude::*};

/// Runs a gear of one record natively and shipped, each on a data set of its own.
macro_rules! both {
    ($body:expr, $expected:expr) => {{
        let mut engine = Engine::start();
        let gear = gear!(PythonReader(|| vec![0]).map(|_| $body).run());
        assert_eq!(
            gear.native(&mut engine.con).expect("it runs natively"),
            [$expected],
            "native {}",
            stringify!($body)
        );
        engine.commands("FLUSHALL");
        assert_eq!(gear.run(&mut engine.con).expect("it runs"), [$expected], "shipped {}", stringify!($body));
    }};
}

fn text(text: &str) -> String {
    text.to_owned()
}

#[test]
fn texts_and_keys() {
    both!(
        {
            cmd::set("a", 1.5);
            cmd::mset(&[("b", "x"), ("c", "y")]);
            cmd::append("b", "é");
            let set = cmd::set_options("a", 2, ("NX", "EX", 10));
            (
                cmd::get("a"),
                cmd::mget(&["a", "b", "d"]),
                cmd::strlen("b"),
                set,
                cmd::exists("d"),
                cmd::key_type("a"),
            )
        },
        (
            Some(text("1.5")),
            vec![Some(text("1.5")), Some(text("xé")), None],
            3,
            None::<String>,
            false,
            text("string")
        )
    );
    both!(
        {
            let keys = vec!["a".to_string(), "b".to_string()];
            for key in &keys {
                cmd::incr(key, 5);
            }
            cmd::expire("a", 100);
            let ttl = cmd::ttl("a");
            (ttl > 90, cmd::ttl("b"), cmd::persist("a"), cmd::del(&keys), cmd::unlink("c"))
        },
        (true, -1, true, 2, 0)
    );
    both!(
        (
            cmd::setbit("bits", 7, true),
            cmd::getbit("bits", 7),
            cmd::bitcount("bits"),
            cmd::bit_not("not", "bits")
        ),
        (false, true, 1, 1)
    );
}

#[test]
fn hashes_and_lists() {
    both!(
        {
            cmd::hset_multiple("h", &[("a", "1"), ("b", "2")]);
            let sums = (cmd::hincr("h", "a", 4), cmd::hincr("h", "b", 0.5));
            let mut keys = cmd::hkeys("h");
            keys.sort();
            (
                sums,
                keys,
                cmd::hget("h", "b"),
                cmd::hmget("h", ("a", "x")),
                cmd::hexists("h", "x"),
                cmd::hlen("h"),
            )
        },
        ((5.0, 2.5), vec![text("a"), text("b")], Some(text("2.5")), vec![Some(text("5")), None], false, 2)
    );
    both!(
        {
            cmd::rpush("l", ["a", "b", "c"]);
            cmd::lpush("l", 1);
            let popped = cmd::lmpop(1, "l", "LEFT", 2);
            (cmd::lrange("l", 0, -1), popped, cmd::lpos("l", "c", ()), cmd::rpop("l"), cmd::lpop("none"))
        },
        (
            vec![text("b"), text("c")],
            Some((text("l"), vec![text("1"), text("a")])),
            Some(1),
            Some(text("c")),
            None::<String>
        )
    );
    both!(cmd::hgetall("h").len(), 0);
}

#[test]
fn sets_and_sorted_sets() {
    both!(
        {
            cmd::sadd("s", ["a", "b"]);
            let mut members: Vec<String> = cmd::smembers("s").into_iter().collect();
            members.sort();
            (members, cmd::smismember("s", ["a", "x"]), cmd::sinter(["s", "s"]).len(), cmd::scard("s"))
        },
        (vec![text("a"), text("b")], vec![true, false], 2, 2)
    );
    both!(
        {
            cmd::zadd("z", "a", 1);
            cmd::zadd_multiple("z", &[(2.5, "b"), (3.0, "c")]);
            cmd::zunionstore_weights("u", &[("z", 2), ("none", 1)]);
            (
                cmd::zrange_withscores("u", 0, -1),
                cmd::zscore("z", "b"),
                cmd::zscore_multiple("z", ["a", "x"]),
                cmd::zrangebyscore("z", "(1", "+inf"),
                cmd::zincr("z", "a", 0.25),
                cmd::zrank("z", "x"),
                cmd::zinterstore("i", ["z", "u"]),
            )
        },
        (
            vec![(text("a"), 2.0), (text("b"), 5.0), (text("c"), 6.0)],
            Some(2.5),
            vec![Some(1.0), None],
            vec![text("b"), text("c")],
            1.25,
            None::<usize>,
            3
        )
    );
}

#[test]
fn streams() {
    both!(
        {
            let fields = HashMap::from([("name".to_string(), "ann".to_string())]);
            let first = cmd::xadd("s", "1-1", &[("a", "1"), ("b", "2")]);
            let second = cmd::xadd_map("s", "2-1", &fields);
            let third = cmd::xadd_options("s", "3-1", ("x", 1), ("MAXLEN", 2));
            cmd::xgroup_create("s", "group", "0");
            (first, second, third, cmd::xrange_all("s"), cmd::xack("s", "group", ["1-1"]), cmd::xlen("s"))
        },
        (
            Some(text("1-1")),
            Some(text("2-1")),
            Some(text("3-1")),
            vec![
                (text("2-1"), HashMap::from([(text("name"), text("ann"))])),
                (text("3-1"), HashMap::from([(text("x"), text("1"))])),
            ],
            0,
            2
        )
    );
}

#[test]
fn execute_takes_computed_arguments() {
    both!(
        {
            let fields = vec!["a", "1", "b", "2"];
            let pairs = vec![("c", 3), ("d", 4)];
            execute!("HSET", "h", ..fields, ..pairs);
            execute!("RPUSH", "list", 1.0, true, vec!["x".to_string()]);
            let all = execute!("LRANGE", "list", 0, -1);
            (cmd::hlen("h"), cmd::hget("h", "d"), all)
        },
        (4, Some(text("4")), Value::List(vec![Value::from("1.0"), Value::from("1"), Value::from("x")]))
    );
}

#[test]
fn replies_of_any_type_can_be_looked_at() {
    both!(
        {
            execute!("RPUSH", "list", "a", 2);
            let scan = execute!("SCAN", 0);
            let keys = scan.at(1).map(|keys| keys.len());
            let list = execute!("LRANGE", "list", 0, -1);
            let texts: Vec<String> = list
                .as_list()
                .unwrap()
                .iter()
                .map(|item: &Value| item.as_str().unwrap_or("none").to_string())
                .collect();
            let none = execute!("HMGET", "none", "a");
            (
                keys,
                texts,
                none.at(0).is_none(),
                none.len(),
                list.at(7).is_some(),
                execute!("LLEN", "list").as_f64(),
            )
        },
        (Some(1), vec![text("a"), text("2")], true, 1, false, Some(2.0))
    );
}

#[test]
fn an_error_of_redis_is_the_error_of_the_step() {
    static WRONG: Gear<Vec<i64>> = gear!(PythonReader(|| vec![0]).map(|_| cmd::llen("text") as i64).run());
    let mut engine = Engine::start();
    engine.commands("SET text 1");
    for error in [WRONG.run(&mut engine.con), WRONG.native(&mut engine.con)] {
        let error = error.expect_err("it is no list").to_string();
        assert!(error.contains("WRONGTYPE"), "{error}");
    }
}

/// The names of the methods that the redis crate has and that are no functions here, with the reason.
const LEFT_OUT: &[(&str, &str)] = &[
    (
        "blmove blmpop blpop brpop brpoplpush bzpopmax bzpopmin bzmpop_max bzmpop_min",
        "they wait, which a gear must not",
    ),
    ("client_getname client_id client_setname", "they are about a connection, and a gear has none"),
    (
        "acl_load acl_save acl_list acl_users acl_getuser acl_setuser acl_setuser_rules acl_deluser acl_dryrun acl_cat \
         acl_cat_categoryname acl_genpass acl_genpass_bits acl_whoami acl_log acl_log_reset acl_help",
        "the server lets no script run them",
    ),
    ("increx xcfgset ft_create vadd_options", "their options are no plain list of words: use `execute!`"),
    ("load_script invoke_script", "a gear is a script already"),
    ("bf_loadchunk bf_scandump", "they carry binary dumps: use `execute!`"),
];

#[test]
fn every_method_of_the_redis_crate_is_here() {
    let metadata = std::process::Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--manifest-path"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .output()
        .expect("cargo runs, and knows all packages of the lock file");
    let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout).expect("cargo writes JSON");
    let packages = metadata["packages"].as_array().expect("there are packages");
    let redis = packages.iter().find(|package| package["name"] == "redis").expect("redis is one of them");
    let manifest = std::path::Path::new(redis["manifest_path"].as_str().expect("it has a manifest"));
    let source =
        std::fs::read_to_string(manifest.with_file_name("src/commands/mod.rs")).expect("it has its source");
    let table = source.split_once("implement_commands! {").expect("the table is there").1;
    let table = table.split_once("\n}\n").expect("it ends").0;
    let known: Vec<&str> =
        gear_compiler::reference::functions().filter_map(|f| f.name.strip_prefix("cmd::")).collect();
    let left_out: Vec<&str> = LEFT_OUT.iter().flat_map(|(names, _)| names.split_whitespace()).collect();
    let methods: Vec<&str> = table
        .lines()
        .filter_map(|line| line.strip_prefix("    fn "))
        .map(|rest| rest.split(['<', '(']).next().expect("a name"))
        .collect();
    assert!(methods.len() > 200, "{}", methods.len());
    let missing: Vec<_> =
        methods.iter().filter(|name| !known.contains(name) && !left_out.contains(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let gone: Vec<_> =
        left_out.iter().filter(|name| !methods.contains(name) || known.contains(name)).collect();
    assert!(gone.is_empty(), "{gone:?}");
}
