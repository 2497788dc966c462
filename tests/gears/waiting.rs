//! What waits: `async` steps and commands, futures, gears that share a script, timers.

use crate::{Engine, check, connect, eventually};
use redis_gears::deploy::Deployment;
use redis_gears::{GearSet, Registration, block_on, gear, prelude::*};

#[gear]
async fn later(n: i64) -> i64 {
    sleep(Duration::from_millis(n as u64)).await;
    n * 10
}

#[gear]
async fn both(n: i64) -> (i64, i64) {
    join!(later(n), async { n })
}

static STEPS: Gear<Vec<(i64, i64)>> = gear!(
    PythonReader(|| vec![3, 1, 2])
        .filter(async |n| later(*n).await != 10)
        .for_each(async |n| {
            sleep(Duration::ZERO).await;
            cmd::incr("steps", *n);
        })
        .flat_map(|n| async move {
            yield_now().await;
            vec![n, n + 1]
        })
        .map(async |n| both(n).await)
        .run()
);

static TIMES: Gear<Vec<String>> = gear!(
    PythonReader(|| vec![0, 1])
        .map(async |n| {
            let quick = timeout(Duration::from_secs(10), later(n)).await;
            let slow = timeout(Duration::from_millis(1), sleep(Duration::from_secs(60))).await;
            let all: Vec<i64> = join_all((0..3).map(|m| later(m + n))).await;
            match (quick, slow) {
                (Ok(n), Err(e)) => format!("{n} {e} {all:?}"),
                _ => "never".to_string(),
            }
        })
        .run()
);

static FAILS: Gear<Vec<i64>> = gear!(
    PythonReader(|| vec![1, 0])
        .map(async |n: i64| {
            yield_now().await;
            10 / n
        })
        .run()
);

#[test]
fn steps_wait_and_records_keep_their_order() {
    let mut engine = Engine::start();
    check!(engine, STEPS, vec![(30, 3), (40, 4), (20, 2), (30, 3)]);
    assert_eq!(engine.reply::<i64>(&["GET", "steps"]), Ok(10));
    let text = |n: &str, all: &str| format!("{n} deadline has elapsed {all}");
    check!(engine, TIMES, vec![text("0", "[0, 10, 20]"), text("10", "[10, 20, 30]")]);
}

#[test]
fn a_coroutine_that_fails_tells_its_place() {
    let mut engine = Engine::start();
    let error = FAILS.run(&mut engine.con).expect_err("it divides by zero");
    let location = error.location().expect("it has a place");
    assert_eq!(location.file, file!());
    assert_eq!(location.line, FAILS.line() + 3, "{error}");
    assert!(FAILS.native_on(vec![0i64]).is_err());
}

/// Who waits for which word.
static WAITING: State<HashMap<String, GearsFuture<String>>> = State::new(HashMap::new);

#[trigger("wait-for")]
async fn wait_for(word: String, seconds: Option<u64>) -> Result<String, String> {
    let future: GearsFuture<String> = GearsFuture::new();
    WAITING.update(|mut waiting: HashMap<String, GearsFuture<String>>| {
        waiting.insert(word.clone(), future.clone());
        waiting
    });
    cmd::incr("waiting", 1);
    let told = timeout(Duration::from_secs(seconds.unwrap_or(60)), future).await;
    match told {
        Ok(told) => told,
        Err(elapsed) => Err(format!("{word}: {elapsed}")),
    }
}

#[trigger("tell")]
fn tell(word: String, text: String) -> bool {
    let waiting: HashMap<String, GearsFuture<String>> = WAITING.get();
    match waiting.get(&word) {
        Some(future) if text.is_empty() => {
            future.fail("nothing to tell");
            true
        }
        Some(future) => {
            future.complete(text);
            future.fail("this comes too late");
            true
        }
        None => false,
    }
}

static FORGET: Gear<Registration> =
    gear!(KeysReader::<()>("forget").for_each(|_| WAITING.set(HashMap::new())).register(
        mode = Sync,
        events = ["del"],
        read_value = false
    ));

fn room() -> GearSet {
    GearSet::new().trigger(&wait_for::GEAR).trigger(&tell::GEAR).gear(&FORGET)
}

/// Calls `wait-for` on a connection of its own.
fn waiter(engine: &Engine, word: &'static str) -> std::thread::JoinHandle<redis_gears::Result<String>> {
    let url = engine.server.url();
    std::thread::spawn(move || wait_for::call(&mut connect(&url), word, None))
}

#[test]
fn gears_of_a_set_share_their_futures() {
    let mut engine = Engine::start();
    let registrations = room().register(&mut engine.con).expect("they register");
    assert_eq!(registrations.len(), 3);
    assert_eq!(room().register(&mut engine.con).expect("they are there"), registrations);
    let (a, b) = (waiter(&engine, "a"), waiter(&engine, "b"));
    eventually(|| engine.reply::<Option<i64>>(&["GET", "waiting"]) == Ok(Some(2)));
    assert!(tell::call(&mut engine.con, "a", "hello").expect("it answers"));
    assert!(tell::call(&mut engine.con, "b", "").expect("it answers"));
    assert_eq!(a.join().expect("it ends").expect("it is told"), "hello");
    let error = b.join().expect("it ends").expect_err("it is told nothing").to_string();
    assert!(error.contains("ERR nothing to tell"), "{error}");
    // A future of which nothing comes.
    let error = wait_for::call(&mut engine.con, "c", Some(0)).expect_err("nobody tells").to_string();
    assert!(error.contains("ERR c: deadline has elapsed"), "{error}");
    engine.commands("SET forget 1\nDEL forget");
    assert!(!tell::call(&mut engine.con, "a", "again").expect("it answers"));
}

#[test]
fn the_same_futures_work_natively() {
    let waits = std::thread::spawn(|| block_on(wait_for("native".into(), None)));
    // Commands need a connection: without one the waiter fails before it waits.
    assert!(waits.join().is_err());
    let future: GearsFuture<i64> = GearsFuture::new();
    let other = future.clone();
    let told = std::thread::spawn(move || other.complete(7));
    assert_eq!(block_on(async { timeout(Duration::from_secs(60), future).await }), Ok(Ok(7)));
    told.join().expect("it ends");
}

#[test]
fn a_set_is_deployed_as_one() {
    let mut engine = Engine::start();
    let mut app = Deployment::new("rooms").set("room", &room());
    let plan = app.apply(&mut engine.con).expect("it is applied");
    assert_eq!(
        plan.to_string(),
        "deployment `rooms`: 1 to create, 0 to update, 0 unchanged, 0 orphaned\n  + room"
    );
    assert!(app.plan(&mut engine.con).expect("it is planned").is_unchanged());
    assert!(!tell::call(&mut engine.con, "a", "x").expect("it answers"));
    // A part of it goes, and comes back.
    use redis_gears::Gears as _;
    let tells = |info: &redis_gears::RegistrationInfo| info.args.trigger.as_deref() == Some("tell");
    let registrations = engine.con.dump_registrations().expect("it lists them");
    let tell = registrations.into_iter().find(tells).expect("it is there");
    engine.con.unregister(&tell.id).expect("it goes");
    let plan = app.apply(&mut engine.con).expect("it is applied").to_string();
    assert!(plan.contains("~ room: somebody has unregistered a part of it"), "{plan}");
    assert_eq!(engine.con.dump_registrations().expect("it lists them").len(), 3);
    let clash = Deployment::new("rooms").set("room", &room()).trigger(&tell::GEAR);
    let error = clash.plan(&mut engine.con).expect_err("two have the trigger").to_string();
    assert!(error.contains("have the same trigger `tell`"), "{error}");
}

fn greeting(name: &'static str, word: String) -> Gear<Registration> {
    gear!(
        KeysReader::<()>(name)
            .for_each(|r| {
                cmd::set(&r.key, &word);
            })
            .register(mode = Sync, events = ["del"], read_value = false)
    )
}

#[test]
fn gears_of_a_set_keep_their_own_captures() {
    let mut engine = Engine::start();
    let set = GearSet::new().gear(&greeting("a", "hello".into())).gear(&greeting("b", "good day".into()));
    set.register(&mut engine.con).expect("they register");
    engine.commands("SET a 1\nSET b 1\nDEL a\nDEL b");
    assert_eq!(
        engine.reply::<(String, String)>(&["MGET", "a", "b"]),
        Ok(("hello".into(), "good day".into()))
    );
}

static TICK: Gear<Registration> = gear!(
    CommandReader()
        .map(|_| every("timer:tick", Duration::from_secs(1), || {
            if cmd::incr("ticks", 1) > 1 {
                flat_error("enough");
            }
        }))
        .register(trigger = "start")
);

static AWAY: Gear<Registration> = gear!(
    CommandReader()
        .map(|args| {
            for word in args {
                spawn(async move {
                    sleep(Duration::from_millis(1)).await;
                    cmd::sadd("words", word);
                });
            }
            "started".to_string()
        })
        .register(trigger = "away")
);

#[test]
fn timers_and_spawned_futures() {
    let mut engine = Engine::start();
    TICK.register(&mut engine.con).expect("it registers");
    AWAY.register(&mut engine.con).expect("it registers");
    assert_eq!(engine.reply::<Vec<String>>(&["RG.TRIGGER", "start"]), Ok(vec!["true".into()]));
    assert_eq!(engine.reply::<Vec<String>>(&["RG.TRIGGER", "start"]), Ok(vec!["false".into()]));
    assert_eq!(engine.reply::<Vec<String>>(&["RG.TRIGGER", "away", "b", "c"]), Ok(vec!["started".into()]));
    eventually(|| engine.reply::<i64>(&["SCARD", "words"]) == Ok(3));
    eventually(|| engine.reply::<Option<i64>>(&["GET", "ticks"]) == Ok(Some(2)));
    engine.commands("DEL words");
    AWAY.native_with(&mut engine.con, [vec!["x".to_string(), "y".to_string()]]).expect("it runs natively");
    assert_eq!(engine.reply::<i64>(&["SCARD", "words"]), Ok(2), "a native run ends when all has ended");
}

#[trigger("biggest")]
async fn biggest(kind: String, least: i64) -> Result<(i64, Vec<String>, HashMap<String, i64>), String> {
    let pattern = format!("{kind}:*");
    let count: i64 = gear!(KeysReader::<()>(&pattern, read_value = false).count().run()).await?;
    let (names, by_city) = join!(
        gear!(
            KeysReader::<HashMap<String, String>>(&pattern)
                .filter(|r| r.value["age"].parse::<i64>().unwrap_or(0) >= least)
                .map(|r| r.value["name"].clone())
                .sort()
                .run()
        ),
        gear!(KeysReader::<HashMap<String, String>>(&pattern).count_by(|r| r.value["city"].clone()).run())
    );
    let names: Vec<String> = names?;
    let by_city: HashMap<String, i64> = by_city?;
    Ok((count, names, by_city))
}

#[gear]
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
struct Shop {
    name: String,
    open: i64,
}

#[gear]
impl Shop {
    async fn named(name: &str) -> Self {
        sleep(Duration::from_millis(1)).await;
        Shop { name: name.to_string(), open: name.len() as i64 }
    }

    fn later(&self, hours: i64) -> Self {
        Shop { name: self.name.clone(), open: self.open + hours }
    }

    /// A method that waits, also for another one.
    async fn label(&self, mark: &str) -> String {
        let twin: Shop = Shop::named(&self.name).await;
        format!("{}{mark} {}", twin.name, self.open)
    }
}

static LABELS: Gear<Vec<String>> = gear!(
    KeysReader::<Shop>("shop:*")
        .map(async |r| {
            let later = r.value.later(2).label("?").await;
            let shops: Vec<Shop> = vec![r.value.clone(), r.value.later(1)];
            let labels: Vec<String> = join_all(shops.iter().map(|shop: &Shop| shop.label("!"))).await;
            format!("{later}, {}", labels.join(", "))
        })
        .sort()
        .run()
);

#[test]
fn methods_wait() {
    for shards in [1, 3] {
        let mut engine = Engine::with_shards(shards);
        engine.commands("HSET shop:1 name ann open 8\nHSET shop:2 name bob open 9");
        check!(
            engine,
            LABELS,
            ["ann? 10, ann! 8, ann! 9".to_string(), "bob? 11, bob! 9, bob! 10".to_string()]
        );
    }
    assert_eq!(redis_gears::block_on(Shop::named("cid")).open, 3);
}

#[gear]
fn ages(kind: &str) -> Open<Keys, i64> {
    KeysReader::<HashMap<String, String>>(&format!("{kind}:*"), no_scan = false)
        .map(|r| r.value["age"].parse::<i64>().unwrap())
}

/// A gear inside of a gear that goes on from a beginning.
#[trigger("ages-of")]
async fn ages_of(kind: String, least: i64) -> Result<(i64, Vec<i64>), String> {
    let (count, sorted) = join!(
        gear!(ages(&kind).filter(move |age: &i64| *age >= least).count().run()),
        gear!(ages(&kind).sort().run())
    );
    let sorted: Vec<i64> = sorted?;
    Ok((count?, sorted))
}

/// The steps behind an aggregation go on with its value, also with that of nothing.
#[trigger("spread")]
async fn spread(kind: String) -> Result<(i64, i64), String> {
    let pattern = format!("{kind}:*");
    let doubled =
        gear!(KeysReader::<()>(&pattern, read_value = false).count().map(|n| n * 2).map(|n| n + 1).run())
            .await?;
    let oldest = gear!(
        KeysReader::<HashMap<String, String>>(&pattern)
            .map(|r| r.value["age"].parse::<i64>().unwrap())
            .max()
            .map(|max: Option<i64>| 100 / (max.unwrap_or(0) - 40))
            .run()
    )
    .await;
    let oldest: Result<i64, String> = oldest;
    match oldest {
        Ok(share) => Ok((doubled, share)),
        Err(text) if text.contains("divide by zero") => Ok((doubled, 0)),
        Err(text) => Err(text),
    }
}

static NESTED_ERROR: Gear<Vec<String>> = gear!(
    PythonReader(|| vec![2, 0])
        .map(async |n: i64| {
            let divided: Result<Vec<i64>, String> =
                gear!(PythonReader(|| vec![1]).map(|_| 10 / n).run()).await;
            match divided {
                Ok(list) => format!("{list:?}"),
                Err(text) if text.contains("divide by zero") => "no".to_string(),
                Err(text) => text,
            }
        })
        .run()
);

#[test]
fn gears_run_inside_of_gears() {
    for shards in [1, 3] {
        let mut engine = Engine::with_shards(shards);
        engine.commands(
            "HSET user:1 name ann age 30 city ulm\nHSET user:2 name bob age 9 city ulm\nHSET user:3 name cem age 40 city bonn",
        );
        biggest::register(&mut engine.con).expect("it registers");
        let names = ["ann", "cem"].map(String::from).to_vec();
        let cities = HashMap::from([("ulm".to_string(), 2), ("bonn".to_string(), 1)]);
        assert_eq!(biggest::call(&mut engine.con, "user", 18).expect("it answers"), (3, names, cities));
        // Of nothing the count is 0, also where no native twin can say so.
        let nothing = (0, Vec::new(), HashMap::new());
        assert_eq!(biggest::call(&mut engine.con, "robot", 18).expect("it answers"), nothing);
        ages_of::register(&mut engine.con).expect("it registers");
        assert_eq!(ages_of::call(&mut engine.con, "user", 18).expect("it answers"), (2, vec![9, 30, 40]));
        assert_eq!(ages_of::call(&mut engine.con, "robot", 18).expect("it answers"), (0, Vec::new()));
        spread::register(&mut engine.con).expect("it registers");
        assert_eq!(spread::call(&mut engine.con, "user").expect("an error is caught"), (7, 0));
        assert_eq!(spread::call(&mut engine.con, "robot").expect("it answers"), (1, -2));
    }
    let mut engine = Engine::start();
    check!(engine, NESTED_ERROR, ["[5]".to_string(), "no".to_string()]);
}
