//! Many clients at once, and a worker that is killed again and again meanwhile: every event is counted, nothing stands still.
//!
//! A few seconds here; `cargo xtask load` does the same for a minute.
#![cfg(target_os = "linux")]

mod support;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use gear_engine::Server;
use support::{Conn, children, resident, wait_until};

const CLIENTS: u64 = 50;
/// The end of what each registration writes: counters, so that the data does not grow.
const REGISTER: &str = "
GB('CommandReader').map(lambda x: execute('INCR', 'sync triggers')).register(trigger='sync', mode='sync')
GB('CommandReader').map(lambda x: execute('INCR', 'async triggers')).register(trigger='async', mode='async_local')
GB(desc='sync writes').foreach(lambda r: execute('INCR', 'sync writes')).register('w:*', mode='sync', eventTypes=['set'], readValue=False)
GB(desc='async writes').foreach(lambda r: execute('INCR', 'async writes')).register('w:*', mode='async_local', eventTypes=['set'], readValue=False)

def work(r):
    if 'bad' in r['value']:
        raise ValueError('bad message')
    execute('INCR', 'continue messages')
GB('StreamReader', desc='continue').foreach(work).register('continue:*', mode='async_local')

def twice(r):
    if 'bad' in r['value'] and execute('SADD', 'tried', r['key'] + r['id']) == 1:
        raise ValueError('bad message')
    execute('INCR', 'retry messages')
GB('StreamReader', desc='retry').foreach(twice).register('retry:*', mode='async_local', onFailedPolicy='retry', onFailedRetryInterval=0)
GB('StreamReader', desc='abort').foreach(work).register('abort', mode='async_local', onFailedPolicy='abort')
";

/// How long the clients work.
fn duration() -> Duration {
    let seconds = std::env::var("GEAR_LOAD_SECONDS").ok().and_then(|text| text.parse().ok());
    Duration::from_secs(seconds.unwrap_or(3))
}

/// What the clients were answered: the commands that succeeded, by kind, and the errors by text.
#[derive(Debug, Default)]
struct Answers {
    good: BTreeMap<&'static str, i64>,
    errors: BTreeMap<String, i64>,
}

impl Answers {
    fn add(&mut self, kind: &'static str, reply: &str) {
        match reply.strip_prefix('-') {
            Some(error) => *self.errors.entry(error.trim().to_owned()).or_default() += 1,
            None => *self.good.entry(kind).or_default() += 1,
        }
    }

    fn merge(mut self, other: Answers) -> Answers {
        other.good.into_iter().for_each(|(kind, count)| *self.good.entry(kind).or_default() += count);
        other.errors.into_iter().for_each(|(text, count)| *self.errors.entry(text).or_default() += count);
        self
    }

    fn of(&self, kind: &str) -> i64 {
        self.good.get(kind).copied().unwrap_or(0)
    }

    fn errors(&self) -> i64 {
        self.errors.values().sum()
    }
}

/// One client: commands of all kinds, each of which is answered.
fn client(server: &Server, number: u64, end: Instant) -> Answers {
    let mut conn = Conn::open(server.addr());
    let mut answers = Answers::default();
    for turn in 0.. {
        if Instant::now() >= end {
            break;
        }
        // A linear congruence: the same mix in each run.
        let dice = (number * 7919 + turn * 104_729) % 100;
        let key = format!("w:{number}:{}", turn % 10);
        let message = if (number + turn / 7).is_multiple_of(10) { "bad" } else { "good" };
        let (kind, command): (&str, Vec<String>) = match dice {
            0..50 => ("sync triggers", vec!["RG.TRIGGER".into(), "sync".into()]),
            50..68 => ("async triggers", vec!["RG.TRIGGER".into(), "async".into()]),
            68..88 => ("writes", vec!["SET".into(), key, "v".into()]),
            88..94 => ("continue", xadd(&format!("continue:{}", number % 5), message)),
            94..98 => ("retry", xadd(&format!("retry:{}", number % 5), message)),
            _ => ("runs", vec!["RG.PYEXECUTE".into(), "GB('KeysOnlyReader').count().run('w:*')".into()]),
        };
        let kind = if message == "bad" && kind == "continue" { "bad continue" } else { kind };
        answers.add(kind, &conn.call(&command));
    }
    answers
}

fn xadd(key: &str, field: &str) -> Vec<String> {
    ["XADD", key, "*", field, "1"].map(str::to_owned).into()
}

fn work(server: &Server, client: fn(&Server, u64, Instant) -> Answers) -> Answers {
    let end = Instant::now() + duration();
    std::thread::scope(|scope| {
        let clients: Vec<_> =
            (0..CLIENTS).map(|number| scope.spawn(move || client(server, number, end))).collect();
        let answers = clients.into_iter().map(|client| client.join().expect("a client is always answered"));
        answers.fold(Answers::default(), Answers::merge)
    })
}

fn start() -> Server {
    let server = Server::start().expect("the engine starts");
    assert_eq!(support::call(server.addr(), &["RG.PYEXECUTE", REGISTER]), "+OK\r\n");
    server
}

/// A number in Redis.
fn counter(server: &Server, key: &str) -> i64 {
    let reply = support::call(server.addr(), &["GET", key]);
    reply.lines().nth(1).and_then(|text| text.parse().ok()).unwrap_or(0)
}

/// The numbers of a registration: triggered, successes, failures, aborted; None while there is no worker to ask.
fn numbers(server: &Server, desc: &str) -> [i64; 4] {
    let dump = support::call(server.addr(), &["RG.DUMPREGISTRATIONS"]);
    let own = dump.split(&format!("\r\n{desc}\r\n")).nth(1).expect("the registration is there");
    ["numTriggered", "numSuccess", "numFailures", "numAborted"].map(|name| {
        let rest = own.split(&format!("{name}\r\n:")).nth(1).expect("each has these numbers");
        rest.lines().next().and_then(|number| number.parse().ok()).expect("a number")
    })
}

/// Messages that no registration has taken yet.
fn waiting(server: &Server, prefix: &str) -> i64 {
    let length = |n: i64| {
        let reply = support::call(server.addr(), &["XLEN", &format!("{prefix}:{n}")]);
        reply[1..].trim().parse::<i64>().expect("a length")
    };
    (0..5).map(length).sum()
}

#[test]
fn under_load_every_event_is_counted_once() {
    let server = start();
    let warm = work(&server, client);
    let memory = || children(server.pid()).into_iter().map(resident).sum::<u64>() + resident(server.pid());
    let before = memory();
    let answers = warm.merge(work(&server, client));
    println!("{:?}", answers.good);
    assert!(answers.errors.is_empty(), "{:?}", answers.errors);

    let all = |counter_name: &str, expected: i64| {
        // A backlog may take long, but it gets shorter.
        let mut seen = -1;
        while seen < counter(&server, counter_name) && seen < expected {
            seen = counter(&server, counter_name);
            let more = || counter(&server, counter_name) > seen || seen >= expected;
            wait_until(counter_name, more);
        }
        assert_eq!(counter(&server, counter_name), expected, "{counter_name}");
    };
    all("sync triggers", answers.of("sync triggers"));
    all("async triggers", answers.of("async triggers"));
    all("sync writes", answers.of("writes"));
    all("async writes", answers.of("writes"));
    all("continue messages", answers.of("continue"));
    all("retry messages", answers.of("retry"));
    wait_until("the streams", || waiting(&server, "continue") + waiting(&server, "retry") == 0);
    assert_eq!(
        numbers(&server, "continue")[2],
        answers.of("bad continue"),
        "failures of the policy continue"
    );
    assert_eq!(numbers(&server, "sync writes"), [answers.of("writes"), answers.of("writes"), 0, 0]);

    // What was there once is used again; a leak of a byte for each event would show.
    let growth = memory().saturating_sub(before);
    println!(
        "growth {growth} bytes, {:.1} of each command",
        growth as f64 / answers.good.values().sum::<i64>() as f64
    );
    assert!(growth < 20 << 20, "{growth} bytes more than after the first half");
}

#[test]
fn the_policy_abort_leaves_the_rest_of_the_stream() {
    let server = start();
    for message in ["good", "good", "bad", "good", "good"] {
        support::call(server.addr(), &xadd("abort", message));
    }
    wait_until("the abort", || support::call(server.addr(), &["RG.DUMPREGISTRATIONS"]).contains("ABORTED"));
    assert_eq!(support::call(server.addr(), &["XLEN", "abort"]), ":3\r\n");
    assert_eq!(counter(&server, "continue messages"), 2);
}

/// Does some work, while one worker after the other is killed. What fails has to say why.
fn with_kills(server: &Server, work: impl FnOnce(&Server) -> Answers) -> Answers {
    let over = AtomicBool::new(false);
    let kills = AtomicU64::new(0);
    let answers = std::thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::Acquire) {
                std::thread::sleep(Duration::from_secs(1));
                let workers = children(server.pid());
                let turn = kills.fetch_add(1, Ordering::AcqRel) as usize;
                if let Some(worker) = workers.get(turn % workers.len().max(1)) {
                    // SAFETY: a signal to the child of our own child.
                    unsafe { libc::kill(worker.cast_signed(), libc::SIGKILL) };
                }
            }
        });
        let answers = work(server);
        over.store(true, Ordering::Release);
        answers
    });
    println!("{} kills, {:?}, {:?}", kills.load(Ordering::Acquire), answers.good, answers.errors);
    assert!(kills.load(Ordering::Acquire) > 0);
    for text in answers.errors.keys() {
        assert!(text.contains("the Python process ended"), "an error that does not say why: {text}");
    }
    answers
}

/// A client of a server with shards, which checks each answer.
fn client_of_shards(server: &Server, number: u64, end: Instant) -> Answers {
    let mut conn = Conn::open(server.addr());
    let mut answers = Answers::default();
    for turn in 0.. {
        if Instant::now() >= end {
            break;
        }
        let key = format!("w:{}", (number + turn) % 10);
        let (kind, command, expected) = match (number + turn) % 4 {
            0 => (
                "runs",
                vec!["RG.PYEXECUTE", "GB('KeysOnlyReader').count().run('w:*')"],
                "*2\r\n*1\r\n$2\r\n10\r\n*0\r\n",
            ),
            1 => ("everywhere", vec!["RG.TRIGGER", "everywhere"], "*1\r\n$1\r\n3\r\n"),
            2 => ("local", vec!["RG.TRIGGERONKEY", "local", &key], "*1\r\n$1\r\nv\r\n"),
            _ => ("sync", vec!["RG.TRIGGERONKEY", "sync", &key], "*1\r\n$1\r\nv\r\n"),
        };
        let reply = conn.call(&command);
        // The errors of a run are in its results.
        let ended = reply.find("the Python process ended").map(|start| format!("-{}", &reply[start..]));
        if ended.is_none() {
            assert_eq!(reply, expected, "{kind}");
        }
        answers.add(kind, ended.as_deref().unwrap_or(&reply));
    }
    answers
}

#[test]
fn with_shards_that_are_killed_again_and_again_everybody_is_served() {
    let server = Server::builder().shards(3).start().expect("the engine starts");
    let script = "
GB('CommandReader').count().register(trigger='everywhere')
GB('CommandReader').map(lambda x: execute('GET', x[1])).register(trigger='local', mode='async_local')
GB('CommandReader').map(lambda x: execute('GET', x[1])).register(trigger='sync', mode='sync')
";
    assert_eq!(support::call(server.addr(), &["RG.PYEXECUTE", script]), "+OK\r\n");
    for n in 0..10 {
        support::call(server.addr(), &["SET", &format!("w:{n}"), "v"]);
    }
    let answers = with_kills(&server, |server| work(server, client_of_shards));
    assert!(["runs", "everywhere", "local", "sync"].iter().all(|kind| answers.of(kind) > 0), "{answers:?}");
    let all = || support::call(server.addr(), &["RG.TRIGGER", "everywhere"]) == "*1\r\n$1\r\n3\r\n";
    wait_until("the last restart", all);
}

#[test]
fn with_a_worker_that_is_killed_again_and_again_everybody_is_served() {
    let server = start();
    let answers = with_kills(&server, |server| work(server, client));
    wait_until("the last restart", || support::call(server.addr(), &["RG.TRIGGER", "sync"]).starts_with('*'));

    // A command may have run before its worker died, so there may be as many more as there were errors, and never fewer.
    let triggers = counter(&server, "sync triggers") + counter(&server, "async triggers") - 1;
    let answered = answers.of("sync triggers") + answers.of("async triggers");
    assert!((answered..=answered + answers.errors()).contains(&triggers), "{triggers} of {answered}");
    // Each write has fired both registrations; what a dying worker did not do is counted as a failure.
    for registration in ["sync writes", "async writes"] {
        let over = || numbers(&server, registration)[1..].iter().sum::<i64>() == answers.of("writes");
        wait_until(registration, over);
        let [triggered, success, ..] = numbers(&server, registration);
        assert_eq!(triggered, answers.of("writes"), "{registration}");
        assert!(counter(&server, registration) >= success, "{registration}");
    }
    // Streams lose nothing under the policy retry: what a dying worker left is read again.
    wait_until("the streams", || waiting(&server, "continue") + waiting(&server, "retry") == 0);
    assert!(counter(&server, "retry messages") >= answers.of("retry"));
}
