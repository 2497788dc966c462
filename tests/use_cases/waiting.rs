//! What waits: coroutines, futures, gears inside of gears.

use crate::case;
use crate::support::{Engine, eventually};
use redis_gears::{GearSet, Registration, gear, prelude::*};

/// Calls a command on a connection of its own.
fn aside<T: Send + 'static>(
    engine: &Engine,
    call: impl FnOnce(&mut redis::Connection) -> redis_gears::Result<T> + Send + 'static,
) -> std::thread::JoinHandle<redis_gears::Result<T>> {
    let url = engine.server.url();
    std::thread::spawn(move || call(&mut crate::support::connect(&url)))
}

/// U23: who waits for which key to expire.
static WAITING: State<HashMap<String, Vec<GearsFuture<String>>>> = State::new(HashMap::new);

#[trigger("wait-for-expiry")]
async fn wait_for_expiry(key: String) -> Result<String, String> {
    if !cmd::exists(&key) {
        return Err(format!("there is no {key}"));
    }
    let future: GearsFuture<String> = GearsFuture::new();
    WAITING.update(|mut waiting: HashMap<String, Vec<GearsFuture<String>>>| {
        waiting.entry(key.clone()).or_default().push(future.clone());
        waiting
    });
    cmd::incr("waiting", 1);
    timeout(Duration::from_secs(60), future).await.map_err(|elapsed| elapsed.to_string())?
}

static EXPIRED: Gear<Registration> = gear!(
    KeysReader::<()>("*")
        .for_each(|r| {
            let key = r.key.clone();
            let waiting: Vec<GearsFuture<String>> = atomic(|| {
                let mut all: HashMap<String, Vec<GearsFuture<String>>> = WAITING.get();
                let waiting: Vec<GearsFuture<String>> = all.remove(&key).unwrap_or_default();
                WAITING.set(all);
                waiting
            });
            for future in waiting {
                future.complete(format!("{key} has expired"));
            }
        })
        .register(events = ["expired"], read_value = false)
);

#[test]
fn u23_clients_wait_until_a_key_expires() {
    let mut engine = Engine::start();
    let room = GearSet::new().trigger(&wait_for_expiry::GEAR).gear(&EXPIRED);
    assert_eq!(room.register(&mut engine.con).expect("they register").len(), 2);
    engine.commands("SET lease 1\nSET other 1");
    let waiters = [(); 2].map(|()| aside(&engine, |con| wait_for_expiry::call(con, "lease")));
    eventually(|| engine.reply::<Option<i64>>(&["GET", "waiting"]) == Ok(Some(2)));
    engine.commands("PEXPIRE other 1\nPEXPIRE lease 1");
    eventually(|| engine.reply::<i64>(&["EXISTS", "lease"]) == Ok(0));
    for waiter in waiters {
        assert_eq!(waiter.join().expect("it ends").expect("it is told"), "lease has expired");
    }
    let error = wait_for_expiry::call(&mut engine.con, "lease").expect_err("it is gone").to_string();
    assert!(error.contains("ERR there is no lease"), "{error}");
}

/// U24: a coroutine as a step.
static SLOWLY: Gear<Vec<(String, i64)>> = gear!(
    KeysReader::<String>("n:*")
        .map(async |r| {
            sleep(Duration::from_millis(5)).await;
            (r.key, r.value.parse::<i64>().unwrap() * 2)
        })
        .sort()
        .run()
);

#[test]
fn u24_a_coroutine_step() {
    let doubled: Vec<_> = (1..=5).map(|n| (format!("n:{n}"), n * 2)).collect();
    case!("SET n:1 1\nSET n:2 2\nSET n:3 3\nSET n:4 4\nSET n:5 5", SLOWLY, doubled);
}

/// U26: the downloads that are under way.
static DOWNLOADS: State<HashMap<String, GearsFuture<String>>> = State::new(HashMap::new);

#[gear]
async fn download(url: &str) -> Result<String, String> {
    cmd::incr(format!("downloads:{url}"), 1);
    // It takes as long as somebody lets it.
    while !cmd::exists("go") {
        sleep(Duration::from_millis(2)).await;
    }
    cmd::hget("web", url).ok_or(format!("there is no {url}"))
}

/// One caller downloads, and those who come meanwhile wait for what it gets.
#[trigger("cached-page")]
async fn cached_page(url: String, seconds: Option<u64>) -> Result<String, String> {
    if let Some(known) = cmd::hget(format!("page:{url}"), "content") {
        return Ok(known);
    }
    let mine: GearsFuture<String> = GearsFuture::new();
    let (first, page): (bool, GearsFuture<String>) = atomic(|| {
        let mut downloads: HashMap<String, GearsFuture<String>> = DOWNLOADS.get();
        match downloads.get(&url) {
            Some(other) => (false, other.clone()),
            None => {
                downloads.insert(url.clone(), mine.clone());
                DOWNLOADS.set(downloads);
                (true, mine.clone())
            }
        }
    });
    cmd::incr("callers", 1);
    if first {
        let got: Result<String, String> = download(&url).await;
        match got {
            Ok(content) => {
                let key = format!("page:{url}");
                cmd::hset_multiple(&key, [("content", content.as_str()), ("state", "done")]);
                if let Some(seconds) = seconds {
                    cmd::expire(&key, seconds as i64);
                }
                mine.complete(content);
            }
            Err(error) => {
                mine.fail(error);
            }
        }
        DOWNLOADS.update(|mut downloads: HashMap<String, GearsFuture<String>>| {
            downloads.remove(&url);
            downloads
        });
    }
    timeout(Duration::from_secs(60), page).await.map_err(|elapsed| elapsed.to_string())?
}

#[test]
fn u26_one_download_for_all() {
    let mut engine = Engine::start();
    engine.commands("HSET web a content-of-a");
    cached_page::register(&mut engine.con).expect("it registers");
    let callers = [(); 4].map(|()| aside(&engine, |con| cached_page::call(con, "a", Some(60))));
    eventually(|| engine.reply::<Option<i64>>(&["GET", "callers"]) == Ok(Some(4)));
    engine.commands("SET go 1");
    for caller in callers {
        assert_eq!(caller.join().expect("it ends").expect("it answers"), "content-of-a");
    }
    assert_eq!(cached_page::call(&mut engine.con, "a", None).expect("it answers"), "content-of-a");
    assert_eq!(engine.reply::<i64>(&["GET", "downloads:a"]), Ok(1));
    assert!(engine.reply::<i64>(&["TTL", "page:a"]).is_ok_and(|ttl| ttl > 50));
    let error = cached_page::call(&mut engine.con, "z", None).expect_err("nobody has it").to_string();
    assert!(error.contains("ERR there is no z"), "{error}");
    assert_eq!(engine.reply::<i64>(&["EXISTS", "page:z"]), Ok(0), "what failed is tried again");
}

/// G05: a count of all shards, made once and kept on the shard that was asked.
#[trigger("user-count")]
async fn user_count() -> Result<i64, String> {
    let key = format!("user-count:{{{}}}", hashtag());
    if let Some(known) = cmd::get(&key) {
        return known.parse::<i64>().map_err(|e| e.to_string());
    }
    let count: i64 = gear!(KeysReader::<()>("user:*", read_value = false).count().run()).await?;
    cmd::set_options(&key, count, ("EX", 60));
    Ok(count)
}

#[test]
fn g05_a_nested_run_is_cached() {
    for shards in [1, 3] {
        let mut engine = Engine::with_shards(shards);
        engine.commands("SET user:1 a\nSET user:2 b\nSET user:3 c");
        user_count::register(&mut engine.con).expect("it registers");
        assert_eq!(user_count::call(&mut engine.con).expect("it answers"), 3);
        engine.commands("SET user:4 d");
        assert_eq!(user_count::call(&mut engine.con).expect("it answers"), 3, "the cached one");
        let kept: Vec<String> = engine.reply(&["KEYS", "user-count:*"]).expect("it lists them");
        engine.commands(&format!("DEL {}", kept[0]));
        assert_eq!(user_count::call(&mut engine.con).expect("it answers"), 4);
    }
}

/// G06: what was offered and not taken, and who waits.
static OFFERS: State<Vec<String>> = State::new(Vec::new);
static TAKERS: State<Vec<GearsFuture<String>>> = State::new(Vec::new);

/// Gives a text to the one who has waited longest, or keeps it.
#[trigger("offer")]
fn offer(text: String) -> String {
    loop {
        let taker: Option<GearsFuture<String>> = atomic(|| {
            let mut takers: Vec<GearsFuture<String>> = TAKERS.get();
            if takers.is_empty() {
                OFFERS.update(|mut offers: Vec<String>| {
                    offers.push(text.clone());
                    offers
                });
                return None;
            }
            let first = takers.remove(0);
            TAKERS.set(takers);
            Some(first)
        });
        match taker {
            Some(taker) if taker.complete(text.clone()) => return "taken".to_string(),
            // That one has gone.
            Some(_) => {}
            None => return "kept".to_string(),
        }
    }
}

/// Takes what was kept, or waits for the next offer.
#[trigger("take")]
async fn take(millis: u64) -> Result<String, String> {
    let mine: GearsFuture<String> = GearsFuture::new();
    let kept: Option<String> = atomic(|| {
        let mut offers: Vec<String> = OFFERS.get();
        if offers.is_empty() {
            let mut takers: Vec<GearsFuture<String>> = TAKERS.get();
            takers.push(mine.clone());
            TAKERS.set(takers);
            return None;
        }
        let first = offers.remove(0);
        OFFERS.set(offers);
        Some(first)
    });
    if let Some(kept) = kept {
        return Ok(kept);
    }
    cmd::incr("takers", 1);
    let given = timeout(Duration::from_millis(millis), mine.clone()).await;
    // What comes from now on goes to the next one; what came in the last moment is not lost.
    match given {
        Err(_) if mine.fail("nobody came") => Err("nobody came".to_string()),
        _ => mine.await,
    }
}

#[test]
fn g06_clients_meet() {
    let mut engine = Engine::start();
    GearSet::new()
        .trigger(&offer::GEAR)
        .trigger(&take::GEAR)
        .register(&mut engine.con)
        .expect("they register");
    assert_eq!(offer::call(&mut engine.con, "early").expect("it answers"), "kept");
    assert_eq!(take::call(&mut engine.con, 1).expect("it answers"), "early");
    let taker = aside(&engine, |con| take::call(con, 60_000));
    eventually(|| engine.reply::<Option<i64>>(&["GET", "takers"]) == Ok(Some(1)));
    assert_eq!(offer::call(&mut engine.con, "late").expect("it answers"), "taken");
    assert_eq!(taker.join().expect("it ends").expect("it is given"), "late");
    let error = take::call(&mut engine.con, 1).expect_err("nobody comes").to_string();
    assert!(error.contains("ERR nobody came"), "{error}");
    assert_eq!(
        offer::call(&mut engine.con, "later").expect("it answers"),
        "kept",
        "nothing goes to who has gone"
    );
    assert_eq!(take::call(&mut engine.con, 1).expect("it answers"), "later");
}
