//! Gears that run when something happens.

use crate::support::{Engine, eventually};
use redis_gears::{Gears as _, Registration, StreamStatus, gear, prelude::*};

/// U12: a new hash is queued once.
pub(crate) static ENQUEUE: Gear<Registration> = gear!(
    KeysReader::<HashMap<String, String>>("job:*")
        .filter(|r| r.value.get("status").map(|status| status.as_str()) == Some("new"))
        .for_each(|r| {
            cmd::hset(&r.key, "status", "pending");
            cmd::xadd("jobs", "*", [("key", r.key.as_str())]);
        })
        .register(mode = Sync, events = ["hset"], key_types = ["hash"])
);

#[test]
fn u12_new_hashes_are_queued() {
    let mut engine = Engine::start();
    ENQUEUE.register(&mut engine.con).expect("it registers");
    engine.commands("HSET job:1 status new text hello\nHSET job:2 status old\nHSET job:1 text hi");
    assert_eq!(engine.reply::<i64>(&["XLEN", "jobs"]), Ok(1));
    assert_eq!(engine.reply::<String>(&["HGET", "job:1", "status"]), Ok("pending".to_owned()));
    assert_eq!(engine.reply::<String>(&["HGET", "job:2", "status"]), Ok("old".to_owned()));
}

/// U18: each message becomes a hash.
static COPY: Gear<Registration> = gear!(
    StreamReader("sensor")
        .for_each(|r| {
            let fields: Vec<(String, String)> = r.value.clone().into_iter().collect();
            cmd::hset_multiple(format!("reading:{}", r.id), &fields);
        })
        .register(trim = false)
);

#[test]
fn u18_messages_become_hashes() {
    let mut engine = Engine::start();
    COPY.register(&mut engine.con).expect("it registers");
    engine.commands("XADD sensor 1-1 celsius 20 place roof");
    eventually(|| engine.reply::<String>(&["HGET", "reading:1-1", "place"]) == Ok("roof".to_owned()));
    assert_eq!(engine.reply::<i64>(&["XLEN", "sensor"]), Ok(1));
}

/// U19: every key expires.
static EXPIRE: Gear<Registration> = gear!(
    KeysReader::<()>("session:*")
        .for_each(|r| {
            cmd::expire(&r.key, 3600);
        })
        .register(mode = Sync, events = ["set", "hset"], read_value = false)
);

#[test]
fn u19_keys_expire() {
    let mut engine = Engine::start();
    EXPIRE.register(&mut engine.con).expect("it registers");
    engine.commands("SET session:1 x");
    assert!(engine.reply::<i64>(&["TTL", "session:1"]).is_ok_and(|ttl| ttl > 3500));
}

/// U20: expired keys go through a stream of their shard. Both gears are one script.
static EXPIRED: Gear<Registration> = gear!(
    KeysReader::<()>("*")
        .for_each(|r| {
            cmd::xadd(format!("expired:{{{}}}", hashtag()), "*", [("key", r.key.as_str())]);
        })
        .register(mode = Sync, events = ["expired"], read_value = false)
);
static EXPIRED_IN_BATCHES: Gear<Registration> = gear!(
    StreamReader("expired:*")
        .accumulate(0, |n, _| n + 1)
        .for_each(|n| {
            cmd::incr("expired-keys", *n);
        })
        .register(batch = 100, duration = Duration::from_millis(20), mode = AsyncLocal)
);

#[test]
fn u20_expired_keys_in_batches() {
    let mut engine = Engine::start();
    let script = GearSet::new().gear(&EXPIRED).gear(&EXPIRED_IN_BATCHES);
    assert_eq!(script.register(&mut engine.con).expect("they register").len(), 2);
    engine.commands("SET a 1 PX 1\nSET b 1 PX 1\nSET c 1");
    eventually(|| {
        let _ = engine.reply::<i64>(&["EXISTS", "a", "b"]);
        engine.reply::<Option<i64>>(&["GET", "expired-keys"]) == Ok(Some(2))
    });
}

/// U21: every change of a person is told to a stream.
static NOTIFY: Gear<Registration> = gear!(
    KeysReader::<Option<HashMap<String, String>>>("person:*")
        .for_each(|r| {
            let event = r.event.clone().unwrap_or_default();
            let mut message = vec![("key".to_string(), r.key.clone()), ("event".to_string(), event)];
            for (name, value) in r.value.clone().unwrap_or_default() {
                message.push((format!("field:{name}"), value));
            }
            execute!("XADD", "changes", "*", ..message);
        })
        .register(mode = Sync, events = ["hset", "hdel", "del"])
);

#[test]
fn u21_reliable_notification() {
    let mut engine = Engine::start();
    NOTIFY.register(&mut engine.con).expect("it registers");
    engine.commands("HSET person:1 name ann\nDEL person:1\nHSET other:1 name bob");
    let changes: Vec<(String, Vec<String>)> =
        engine.reply(&["XRANGE", "changes", "-", "+"]).expect("it is a stream");
    let words: Vec<String> = changes.into_iter().map(|(_, words)| words.join(" ")).collect();
    assert_eq!(words, ["key person:1 event hset field:name ann", "key person:1 event del"]);
}

/// U27: money moves if there is enough of it.
#[gear]
struct Transfer {
    from: String,
    to: String,
    amount: i64,
}

static TRANSFERS: Gear<Registration> = gear!(
    StreamReader::<Transfer>("transfers")
        .for_each(|r| {
            let Transfer { from, to, amount } = &r.value;
            let moved = atomic(|| {
                let balance = cmd::get(from).unwrap_or_default().parse::<i64>().unwrap_or(0);
                if balance >= *amount {
                    cmd::decr(from, *amount);
                    cmd::incr(to, *amount);
                }
                balance >= *amount
            });
            cmd::rpush(format!("statement:{from}"), format!("{amount} to {to}: {moved}"));
        })
        .register(batch = 10, duration = Duration::from_millis(20), mode = AsyncLocal)
);

#[test]
fn u27_account_transfers() {
    let mut engine = Engine::start();
    TRANSFERS.register(&mut engine.con).expect("it registers");
    engine.commands(
        "SET ann 10\nXADD transfers * from ann to bob amount 7\nXADD transfers * from ann to bob amount 7",
    );
    eventually(|| engine.reply::<i64>(&["LLEN", "statement:ann"]) == Ok(2));
    assert_eq!(engine.reply::<Vec<i64>>(&["MGET", "ann", "bob"]), Ok(vec![3, 7]));
    let statement = engine.reply::<Vec<String>>(&["LRANGE", "statement:ann", "0", "-1"]);
    assert_eq!(statement, Ok(vec!["7 to bob: true".to_owned(), "7 to bob: false".to_owned()]));
}

/// U35: the greatest age so far.
static OLDEST: Gear<Registration> = gear!(
    KeysReader::<HashMap<String, String>>("person:*")
        .for_each(|r| {
            let age = r.value.get("age").and_then(|age| age.parse::<i64>().ok()).unwrap_or(0);
            let oldest = cmd::get("oldest").and_then(|age| age.parse::<i64>().ok()).unwrap_or(0);
            if age > oldest {
                cmd::set("oldest", age);
            }
        })
        .register(events = ["hset"])
);

#[test]
fn u35_running_maximum() {
    let mut engine = Engine::start();
    OLDEST.register(&mut engine.con).expect("it registers");
    engine.commands("HSET person:1 age 30\nHSET person:2 age 70\nHSET person:3 age 50");
    eventually(|| engine.reply::<Option<i64>>(&["GET", "oldest"]) == Ok(Some(70)));
}

/// U40: options by name, and what they do.
static OPTIONS: Gear<Registration> = gear!(
    KeysReader::<()>("box:*", read_value = false)
        .for_each(|r| {
            cmd::sadd("boxes", &r.key);
        })
        .register(mode = AsyncLocal, key_types = ["hash", "list"])
);
static RETRIED: Gear<Registration> = gear!(
    StreamReader("tries")
        .for_each(|r| {
            if cmd::incr(format!("try:{}", r.id), 1) < 2 {
                flat_error("not yet");
            }
        })
        .register(mode = AsyncLocal, on_failure = Retry, retry_interval = Duration::from_secs(1))
);
static ABORTED: Gear<Registration> = gear!(
    StreamReader("stops").for_each(|_| flat_error("no")).register(mode = AsyncLocal, on_failure = Abort)
);

#[test]
fn u40_options_by_name() {
    let mut engine = Engine::start();
    OPTIONS.register(&mut engine.con).expect("it registers");
    engine.commands("SET box:1 x\nHSET box:2 a 1\nRPUSH box:3 a");
    eventually(|| engine.reply::<Vec<String>>(&["SORT", "boxes", "ALPHA"]) == Ok(words("box:2 box:3")));
    RETRIED.register(&mut engine.con).expect("it registers");
    engine.commands("XADD tries 1-1 a 1");
    eventually(|| engine.reply::<Option<i64>>(&["GET", "try:1-1"]) == Ok(Some(2)));
    let aborted = ABORTED.register(&mut engine.con).expect("it registers");
    engine.commands("XADD stops 1-1 a 1");
    eventually(|| {
        let all = engine.con.dump_registrations().expect("they are listed");
        let info = all.iter().find(|info| info.id == aborted.id()).expect("it is registered");
        info.stream_status == Some(StreamStatus::Aborted)
    });
}

fn words(words: &str) -> Vec<String> {
    words.split(' ').map(str::to_owned).collect()
}

/// U50: changes are written to a slow store in batches; here it is a list.
static REMEMBER: Gear<Registration> = gear!(
    KeysReader::<String>("doc:*")
        .for_each(|r| {
            cmd::xadd(format!("changed:{{{}}}", hashtag()), "*", [("key", &r.key), ("value", &r.value)]);
        })
        .register(mode = Sync, events = ["set"])
);
static FLUSH: Gear<Registration> = gear!(
    StreamReader("changed:*")
        .accumulate(BTreeMap::new(), |mut latest: BTreeMap<String, String>, r| {
            latest.insert(r.value["key"].clone(), r.value["value"].clone());
            latest
        })
        .for_each(|latest| {
            cmd::rpush(
                "store",
                latest.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<String>>(),
            );
        })
        .register(batch = 3, duration = Duration::from_secs(1), on_failure = Retry, mode = AsyncLocal)
);

#[test]
fn u50_batched_write_behind() {
    let mut engine = Engine::start();
    FLUSH.register(&mut engine.con).expect("it registers");
    REMEMBER.register(&mut engine.con).expect("it registers");
    engine.commands("SET doc:1 a\nSET doc:2 b\nSET doc:1 c");
    eventually(|| engine.reply::<i64>(&["LLEN", "store"]).is_ok_and(|n| n >= 2));
    let store = engine.reply::<Vec<String>>(&["LRANGE", "store", "-2", "-1"]).expect("it is a list");
    assert!(store.contains(&"doc:1=c".to_owned()), "{store:?}");
}

/// U51: a missing key is filled, and the client that waits gets it.
static FILL: Gear<Registration> = gear!(
    KeysReader::<()>("square:*")
        .for_each(|r| {
            let n: i64 = r.key.trim_start_matches("square:").parse().unwrap_or(0);
            cmd::set(&r.key, n * n);
            override_reply(n * n);
        })
        .register(commands = ["get"], events = ["keymiss"], mode = AsyncLocal)
);

#[test]
fn u51_misses() {
    let mut engine = Engine::start();
    FILL.register(&mut engine.con).expect("it registers");
    assert_eq!(engine.reply::<i64>(&["GET", "square:12"]), Ok(144));
    assert_eq!(engine.reply::<i64>(&["GET", "square:12"]), Ok(144));
}

/// G08: a registration stops itself.
static UNTIL_STOP: Gear<Registration> = gear!(
    StreamReader("orders")
        .for_each(|r| {
            if r.value.contains_key("stop") {
                flat_error("PAUSE told to stop");
            }
            cmd::incr("orders:done", 1);
        })
        .register(on_failure = Retry, mode = AsyncLocal)
);

#[test]
fn g08_a_stream_gear_stops_itself() {
    let mut engine = Engine::start();
    UNTIL_STOP.register(&mut engine.con).expect("it registers");
    engine.commands("XADD orders * a 1\nXADD orders * stop 1\nXADD orders * b 1");
    eventually(|| {
        let all = engine.con.dump_registrations().expect("they are listed");
        all[0].stream_status == Some(StreamStatus::Paused)
    });
    assert_eq!(engine.reply::<i64>(&["GET", "orders:done"]), Ok(1));
}
