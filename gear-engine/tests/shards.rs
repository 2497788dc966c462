//! Simulated shards: what fails on a cluster fails here, and says why.

mod support;

use gear_engine::Server;
use support::call;

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
        support::wait_until("the event", || {
            call(server.addr(), &["EXISTS", &format!("seen:{{{key}}}")]) == ":1\r\n"
        });
        let value = format!("value of {key}!");
        let bulk = format!("${}\r\n{value}\r\n", value.len());
        assert_eq!(call(server.addr(), &["GETSET", key, &value]), bulk);
        assert_eq!(call(server.addr(), &["RG.TRIGGERONKEY", "read", key]), format!("*1\r\n{bulk}"));
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
