//! Shards, each with a process of its own: what fails on a cluster fails here, and says why.

mod support;

use std::time::Duration;

use gear_engine::Server;
use support::{Conn, call, wait_until};

/// Keys on three different shards of three: their slots are 15495, 3300 and 7365.
const KEYS: [&str; 3] = ["a", "b", "c"];

fn start() -> Server {
    let server = Server::builder().shards(3).start().expect("the engine starts");
    for key in KEYS {
        call(server.addr(), &["SET", key, &format!("value of {key}")]);
    }
    server
}

fn run(server: &Server, script: &str) -> String {
    call(server.addr(), &["RG.PYEXECUTE", script])
}

#[test]
fn a_step_may_use_the_keys_of_its_own_shard() {
    let server = start();
    let reply = run(&server, "GB().map(lambda r: execute('GET', r['key'])).run('?')");
    for key in KEYS {
        assert!(reply.contains(&format!("value of {key}")), "{reply}");
    }
    let tags = "GB('ShardsIDReader').map(lambda x: execute('SET', '{%s}x' % hashtag(), x)).run()";
    assert_eq!(run(&server, tags), "*2\r\n*3\r\n$2\r\nOK\r\n$2\r\nOK\r\n$2\r\nOK\r\n*0\r\n");
}

#[test]
fn a_step_may_not_use_the_keys_of_another_shard() {
    let server = start();
    // The records are on the first shard after collect.
    let reply = run(&server, "GB().collect().map(lambda r: execute('GET', r['key'])).run('?')");
    assert_eq!(reply.matches("gears.error: Operation not permitted: the key").count(), 2, "{reply}");
    assert!(reply.contains("repartition by the key first"), "{reply}");
    let two = run(&server, "GB('ShardsIDReader').map(lambda x: execute('MGET', 'a', 'b')).run()");
    assert_eq!(two.matches("Operation not permitted").count(), 3, "{two}");
    let mended =
        "GB().collect().repartition(lambda r: r['key']).map(lambda r: execute('GET', r['key'])).run('?')";
    assert!(!run(&server, mended).contains("not permitted"));
}

#[test]
fn coroutines_stay_on_their_shard() {
    let server = start();
    let script = "
import asyncio
async def read(r):
    await asyncio.sleep(0.01)
    return execute('GET', r['key'])
GB().map(read).run('?')";
    let reply = run(&server, script);
    for key in KEYS {
        assert!(reply.contains(&format!("value of {key}")), "{reply}");
    }
}

#[test]
fn events_and_hooks_run_on_the_shard_of_their_key() {
    let server = start();
    let script = "
GB().collect().foreach(lambda r: execute('SET', 'seen:{%s}' % r['key'], hashtag())).register('*', eventTypes=['append'])
GB('CommandReader').map(lambda x: call_next(*x[1:])).register(hook='getset', mode='sync', convertToStr=False)
GB('CommandReader').map(lambda x: execute('GET', x[1])).register(trigger='read', mode='sync')
";
    assert_eq!(run(&server, script), "+OK\r\n");
    for key in KEYS {
        call(server.addr(), &["APPEND", key, "!"]);
        wait_until("the event", || call(server.addr(), &["EXISTS", &format!("seen:{{{key}}}")]) == ":1\r\n");
        let value = format!("value of {key}!");
        let bulk = format!("${}\r\n{value}\r\n", value.len());
        assert_eq!(call(server.addr(), &["GETSET", key, &value]), bulk);
        assert_eq!(call(server.addr(), &["RG.TRIGGERONKEY", "read", key]), format!("*1\r\n{bulk}"));
    }
}

#[test]
fn each_shard_is_a_process_with_modules_of_its_own() {
    let server = start();
    let pids = run(&server, "import os\nGB('ShardsIDReader').map(lambda x: os.getpid()).distinct().run()");
    assert!(pids.starts_with("*2\r\n*3\r\n"), "{pids}");
    let mark = "
import json
def mark(x):
    if x.endswith('1'):
        json.mark = 1
    return hasattr(json, 'mark')
GB('ShardsIDReader').map(mark).run()";
    let marked = run(&server, mark);
    assert_eq!((marked.matches("True").count(), marked.matches("False").count()), (1, 2), "{marked}");
}

#[test]
fn a_run_inside_a_step_gives_its_results_to_the_shard_of_the_step() {
    let server = start();
    let script = "
async def count(x):
    return await GB().map(lambda r: 1 / len(r['key'])).groupby(lambda n: 'all', lambda k, a, r: r + (a or 0)).run('?')
GB('ShardsIDReader').map(count).run()";
    let reply = run(&server, script);
    assert_eq!(reply.matches("'value': 3.0").count(), 3, "{reply}");
}

#[test]
fn a_shard_that_dies_leaves_the_others_alone() {
    let server = start();
    let script = "
import os, time
def wait(x):
    execute('SET', 'started{%s}' % x[1], '1')
    while not execute('EXISTS', 'go{%s}' % x[1]):
        time.sleep(0.01)
    return 'waited'
GB('CommandReader').map(wait).register(trigger='wait', mode='async_local')
GB('CommandReader').map(lambda x: os.kill(os.getpid(), 9)).register(trigger='die', mode='sync')
GB('CommandReader').map(lambda x: 'here').register(trigger='sync', mode='sync')
GB('CommandReader').map(lambda x: 'here').register(trigger='all')
";
    assert_eq!(run(&server, script), "+OK\r\n");
    let mut waiting = Conn::open(server.addr());
    waiting.send(&["RG.TRIGGERONKEY", "wait", "b"]);
    wait_until("the trigger", || call(server.addr(), &["EXISTS", "started{b}"]) == ":1\r\n");
    let death = call(server.addr(), &["RG.TRIGGERONKEY", "die", "a"]);
    assert!(death.starts_with("-the Python process ended"), "{death}");
    for key in ["b", "c"] {
        assert_eq!(call(server.addr(), &["RG.TRIGGERONKEY", "sync", key]), "*1\r\n$4\r\nhere\r\n");
    }
    call(server.addr(), &["SET", "go{b}", "1"]);
    assert_eq!(waiting.receive(), "*1\r\n$6\r\nwaited\r\n");
    // The registrations of the dead shard come back.
    wait_until("the shard", || call(server.addr(), &["RG.TRIGGERONKEY", "sync", "a"]).contains("here"));
    assert_eq!(call(server.addr(), &["RG.TRIGGER", "all"]).matches("here").count(), 3);
    let reply = run(
        &server,
        "import os\nGB('ShardsIDReader').filter(lambda x: x.endswith('3')).map(lambda x: os._exit(1)).run()",
    );
    assert_eq!(reply, "*2\r\n*0\r\n*1\r\n$52\r\nthe Python process ended while it ran this execution\r\n");
}

#[test]
fn a_shard_that_does_not_end_is_stopped() {
    let server = Server::builder().shards(3).config("SyncTimeout", "200").start().expect("the engine starts");
    let script = "
def spin(x):
    while True:
        pass
GB('CommandReader').map(spin).register(trigger='spin', mode='sync')
GB('CommandReader').map(lambda x: 'here').register(trigger='sync', mode='sync')
";
    assert_eq!(run(&server, script), "+OK\r\n");
    for key in KEYS {
        let reply = call(server.addr(), &["RG.TRIGGERONKEY", "spin", key]);
        assert!(reply.contains("Redis was blocked for too long"), "{reply}");
        assert_eq!(call(server.addr(), &["RG.TRIGGERONKEY", "sync", key]), "*1\r\n$4\r\nhere\r\n");
    }
    let endless = "
def wait(x):
    while x.endswith('2'):
        time.sleep(0.01)
import time
GB('ShardsIDReader').map(wait).run()";
    let id = call(server.addr(), &["RG.PYEXECUTE", endless, "UNBLOCKING"]);
    let id = id.lines().nth(1).expect("an id");
    std::thread::sleep(Duration::from_millis(50));
    assert_eq!(call(server.addr(), &["RG.ABORTEXECUTION", id]), "+OK\r\n");
    wait_until("the end", || !call(server.addr(), &["RG.GETRESULTS", id]).starts_with("-execution is still"));
}

#[test]
fn what_cannot_be_loaded_on_another_shard_is_refused() {
    let server = start();
    let color = "import enum\nclass Color(enum.Enum):\n    RED = 1\n";
    let registers =
        run(&server, &format!("{color}GB('CommandReader').map(lambda x: Color.RED).register(trigger='t')"));
    assert!(registers.contains("the registration cannot be loaded on shard 2"), "{registers}");
    assert!(registers.contains("the Enum class Color of a script cannot be loaded"), "{registers}");
    assert_eq!(call(server.addr(), &["RG.DUMPREGISTRATIONS"]), "*0\r\n");
    let runs = run(&server, &format!("{color}GB().map(lambda r: Color.RED).run()"));
    assert!(runs.contains("shard 2:") && runs.contains("the Enum class Color"), "{runs}");
    let reader = run(
        &server,
        "def numbers():\n    yield lock\nimport threading\nlock = threading.Lock()\nGB('PythonReader').run(numbers)",
    );
    assert!(reader.contains("Error occured when serialized a python callback, callback=numbers"), "{reader}");
}

#[test]
fn a_new_session_of_the_same_name_has_new_globals_on_every_shard() {
    let server = start();
    for word in ["old", "new"] {
        let script =
            format!("word = '{word}'\nGB('CommandReader').map(lambda x: word).register(trigger='word')");
        assert_eq!(call(server.addr(), &["RG.PYEXECUTE", &script, "ID", "app", "UPGRADE"]), "+OK\r\n");
        assert_eq!(call(server.addr(), &["RG.TRIGGER", "word"]).matches(word).count(), 3);
    }
}

#[test]
fn what_cannot_be_marshalled_or_pickled_is_refused() {
    let server = start();
    let reply =
        run(&server, "import datetime\nGB().map(lambda r: datetime.date(2020, 1, 1)).collect().run('?')");
    assert_eq!(reply.matches("unmarshallable object").count(), 2, "{reply}");
    let lock = run(&server, "import threading\nlock = threading.Lock()\nGB().map(lambda r: lock).run('?')");
    assert!(lock.contains("Error occured when serialized a python callback"), "{lock}");
    // The runtime has a `dumps` of its own, which the copies on other shards use.
    let shadowed = run(&server, "def dumps(x):\n    return 'mine'\nGB().map(lambda r: dumps(1)).run('?')");
    assert_eq!(shadowed.matches("mine").count(), 1, "{shadowed}");
}
