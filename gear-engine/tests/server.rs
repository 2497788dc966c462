//! The launcher, and what tests expect of an engine that it starts.

mod support;

use std::io::{BufRead as _, BufReader};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use gear_engine::{Server, StartError};
use support::{call, wait_until};

fn listens(addr: SocketAddr) -> bool {
    TcpStream::connect_timeout(&addr, Duration::from_millis(200)).is_ok()
}

#[test]
fn a_server_runs_gears_and_ends_with_its_value() {
    let server = Server::start().unwrap();
    assert_eq!(server.url(), format!("redis://127.0.0.1:{}/", server.port()));
    assert_eq!(server.addr().port(), server.port());
    let reply =
        call(server.addr(), &["RG.PYEXECUTE", "GB('ShardsIDReader').map(lambda x: log('seen')).run()"]);
    assert_eq!(reply, "*2\r\n*1\r\n$4\r\nNone\r\n*0\r\n");
    assert!(server.log().contains("GEARS: seen"));

    let addr = server.addr();
    drop(server);
    assert!(!listens(addr));
}

#[test]
fn servers_do_not_disturb_each_other() {
    let servers: Vec<Server> = (0..3).map(|_| Server::start().unwrap()).collect();
    for (n, server) in servers.iter().enumerate() {
        call(server.addr(), &["SET", "n", &n.to_string()]);
    }
    for (n, server) in servers.iter().enumerate() {
        assert_eq!(call(server.addr(), &["GET", "n"]), format!("$1\r\n{n}\r\n"));
    }
}

#[test]
fn shards_and_settings_reach_the_engine() {
    let server =
        Server::builder().shards(3).config("MaxExecutions", "7").config("OwnName", "x").start().unwrap();
    let count = call(server.addr(), &["RG.PYEXECUTE", "GB('ShardsIDReader').count().run()"]);
    assert_eq!(count, "*2\r\n*1\r\n$1\r\n3\r\n*0\r\n");
    assert_eq!(call(server.addr(), &["RG.CONFIGGET", "MaxExecutions", "OwnName"]), "*2\r\n:7\r\n$1\r\nx\r\n");
}

#[test]
fn debug_is_allowed_on_request() {
    let server = Server::builder().enable_debug(true).start().unwrap();
    assert_eq!(call(server.addr(), &["DEBUG", "RELOAD"]), "+OK\r\n");
}

#[test]
fn a_taken_port_is_named() {
    let first = Server::start().unwrap();
    let error = Server::builder().port(first.port()).start().unwrap_err();
    assert_eq!(error, StartError::PortInUse { port: first.port() });
}

#[test]
fn an_unusable_python_is_refused() {
    let error = Server::builder().python("/bin/true").start().unwrap_err();
    let StartError::Refused { reason } = &error else { panic!("{error}") };
    assert!(reason.contains("Python 3.7 or later"), "{reason}");
    let missing = Server::builder().python("/no/such/python").start().unwrap_err();
    assert!(matches!(missing, StartError::NotAFile { .. }), "{missing}");
}

#[test]
fn the_worker_is_started_again() {
    let server = Server::start().unwrap();
    let register = "GB('CommandReader').map(lambda x: 'still here').register(trigger='t')";
    assert_eq!(call(server.addr(), &["RG.PYEXECUTE", register]), "+OK\r\n");
    let kill = "import os\nos.kill(os.getpid(), 9)";
    assert!(call(server.addr(), &["RG.PYEXECUTE", kill]).starts_with("-the Python process ended"));
    wait_until("the restart", || call(server.addr(), &["RG.TRIGGER", "t"]) == "*1\r\n$10\r\nstill here\r\n");
}

/// Everything here is pickled by value, and comes back from the RDB file.
const CAPTURES: &str = "
import collections, datetime, functools
from dataclasses import dataclass, asdict, field
@dataclass
class D:
    a: int
    b: list = field(default_factory=list)
GB('CommandReader').map(lambda x: asdict(D(1))).register(trigger='dataclass')
def outer():
    n = 0
    def inc(x):
        nonlocal n
        n += 1
        return n
    return inc
GB('CommandReader').map(outer()).register(trigger='closure')
biggest = functools.partial(max, 5)
GB('CommandReader').map(lambda x: biggest(3)).register(trigger='partial')
conf = {'date': datetime.date(2020, 1, 1), 'len': len, 'ordered': collections.OrderedDict(a=1)}
GB('CommandReader').map(lambda x: sorted(conf)).register(trigger='objects')
kinds = [type(None), type(...), int, dict]
GB('CommandReader').map(lambda x: [kind.__name__ for kind in kinds]).register(trigger='types')
";

#[test]
fn captured_objects_survive_a_reload() {
    let server = Server::builder().enable_debug(true).start().unwrap();
    assert_eq!(call(server.addr(), &["RG.PYEXECUTE", CAPTURES]), "+OK\r\n");
    assert_eq!(call(server.addr(), &["DEBUG", "RELOAD"]), "+OK\r\n");
    for (trigger, result) in [
        ("dataclass", "{'a': 1, 'b': []}"),
        ("closure", "1"),
        ("closure", "2"),
        ("partial", "5"),
        ("objects", "['date', 'len', 'ordered']"),
        ("types", "['NoneType', 'ellipsis', 'int', 'dict']"),
    ] {
        let reply = call(server.addr(), &["RG.TRIGGER", trigger]);
        assert_eq!(reply, format!("*1\r\n${}\r\n{result}\r\n", result.len()), "{trigger}");
    }
}

/// Not a test: what the next one runs in a process of its own.
#[test]
#[ignore = "run by a_killed_process_takes_its_server_along"]
fn helper_that_never_ends() {
    let server = Server::start().unwrap();
    println!("port {}", server.port());
    std::thread::sleep(Duration::from_secs(60));
}

#[test]
fn a_killed_process_takes_its_server_along() {
    let program = std::env::current_exe().unwrap();
    let mut helper = Command::new(&program)
        .args(["--ignored", "--exact", "helper_that_never_ends", "--nocapture"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(helper.stdout.take().unwrap()).lines().map_while(Result::ok);
    let port = lines
        .into_iter()
        .find_map(|line| line.split_once("port ").and_then(|(_, port)| port.trim().parse::<u16>().ok()))
        .expect("the helper prints its port");
    let addr = SocketAddr::from(([127, 0, 0, 1], port));
    assert!(listens(addr));
    helper.kill().unwrap();
    helper.wait().unwrap();
    wait_until("the end of the server", || !listens(addr));
}

#[test]
fn nothing_is_left_in_the_working_directory() {
    let before = entries(Path::new("."));
    let server = Server::start().unwrap();
    call(server.addr(), &["SET", "a", "b"]);
    drop(server);
    assert_eq!(entries(Path::new(".")), before);
}

fn entries(folder: &Path) -> usize {
    std::fs::read_dir(folder).unwrap().count()
}

const ENDLESS: &str = "
import time
def wait(x):
    while True:
        time.sleep(0.01)
GB('ShardsIDReader').map(wait).run()
";

#[test]
fn an_execution_that_has_just_begun_can_be_aborted() {
    let server = Server::start().unwrap();
    for _ in 0..10 {
        let id = call(server.addr(), &["RG.PYEXECUTE", ENDLESS, "UNBLOCKING"]);
        let id = id.lines().nth(1).unwrap();
        assert_eq!(call(server.addr(), &["RG.ABORTEXECUTION", id]), "+OK\r\n");
        wait_until("the end", || {
            !call(server.addr(), &["RG.GETRESULTS", id]).starts_with("-execution is still")
        });
    }
}

#[test]
fn unregister_lets_what_runs_come_to_its_end() {
    let server = Server::start().unwrap();
    let script = "
import asyncio
async def go(x):
    for r in execute('RG.DUMPREGISTRATIONS'):
        execute('RG.UNREGISTER', r[1], 'ABORTPENDING')
    await asyncio.sleep(0.01)
    return 'done'
GB('CommandReader').map(go).register(trigger='t')
";
    call(server.addr(), &["RG.PYEXECUTE", script]);
    assert_eq!(call(server.addr(), &["RG.TRIGGER", "t"]), "*1\r\n$4\r\ndone\r\n");
    assert_eq!(call(server.addr(), &["RG.DUMPREGISTRATIONS"]), "*0\r\n");
}

#[test]
fn a_batch_that_was_read_is_trimmed_also_after_a_pause_or_the_end() {
    let server = Server::start().unwrap();
    for end in ["RG.PAUSEREGISTRATIONS", "RG.UNREGISTER"] {
        call(server.addr(), &["FLUSHALL"]);
        let script = "
import time
def slow(x):
    execute('SET', 'started', '1')
    while not execute('EXISTS', 'go'):
        time.sleep(0.01)
ident = GB('StreamReader').foreach(slow).register('s')
GB('CommandReader').map(lambda x: ident).register(trigger='id')
";
        assert_eq!(call(server.addr(), &["RG.PYEXECUTE", script, "ID", "app", "UPGRADE"]), "+OK\r\n");
        let id = call(server.addr(), &["RG.TRIGGER", "id"]);
        let id = id.lines().nth(2).unwrap();
        call(server.addr(), &["XADD", "s", "*", "a", "1"]);
        call(server.addr(), &["XADD", "s", "*", "a", "2"]);
        wait_until("the batch", || call(server.addr(), &["EXISTS", "started"]) == ":1\r\n");
        assert_eq!(call(server.addr(), &[end, id]), "+OK\r\n");
        call(server.addr(), &["SET", "go", "1"]);
        wait_until("the end of the batch", || call(server.addr(), &["XLEN", "s"]) == ":1\r\n");
    }
}

#[test]
fn a_replaced_session_is_dead_while_it_runs() {
    let server = Server::start().unwrap();
    let script = "
import time
def slow(x):
    execute('SET', 'started', '1')
    while not execute('EXISTS', 'go'):
        time.sleep(0.01)
GB('CommandReader').map(slow).register(trigger='t')
";
    let register = ["RG.PYEXECUTE", script, "ID", "app", "UPGRADE"];
    assert_eq!(call(server.addr(), &register), "+OK\r\n");
    let mut waiting = support::Conn::open(server.addr());
    waiting.send(&["RG.TRIGGER", "t"]);
    wait_until("the trigger", || call(server.addr(), &["EXISTS", "started"]) == ":1\r\n");
    assert_eq!(call(server.addr(), &register), "+OK\r\n");
    let dead = call(server.addr(), &["RG.PYDUMPSESSIONS", "VERBOSE", "DEAD"]);
    assert!(
        dead.starts_with("*1\r\n") && dead.contains("\r\napp\r\n") && dead.contains("\r\ntrue\r\n"),
        "{dead}"
    );
    call(server.addr(), &["SET", "go", "1"]);
    assert_eq!(waiting.receive(), "*1\r\n$4\r\nNone\r\n");
    assert_eq!(call(server.addr(), &["RG.PYDUMPSESSIONS", "DEAD"]), "*0\r\n");
}

#[test]
fn a_client_that_waited_is_in_the_slow_log() {
    let server = Server::start().unwrap();
    call(server.addr(), &["CONFIG", "SET", "slowlog-log-slower-than", "20000"]);
    let script = "import time\nGB('CommandReader').map(lambda x: time.sleep(0.05)).register(trigger='slow')";
    assert_eq!(call(server.addr(), &["RG.PYEXECUTE", script]), "+OK\r\n");
    assert_eq!(call(server.addr(), &["RG.TRIGGER", "slow", "x"]), "*1\r\n$4\r\nNone\r\n");
    let log = call(server.addr(), &["SLOWLOG", "GET"]);
    assert!(log.contains("*3\r\n$10\r\nRG.TRIGGER\r\n$4\r\nslow\r\n$1\r\nx\r\n"), "{log}");
}

/// What the reference says of arguments, where the recordings have no case.
#[test]
fn arguments_are_taken_as_redisgears_takes_them() {
    let server = Server::start().unwrap();
    call(server.addr(), &["SET", "a", "v"]);
    for (script, reply) in [
        // Functions in C that take any arguments.
        (
            "GB('ShardsIDReader').map(lambda x: [hashtag(1), isInAtomicBlock(1), isAsyncAllow(1)]).run()",
            "['06S', False, True]",
        ),
        ("GB('ShardsIDReader').map(lambda x: type(getGearsSession(1)).__module__).run()", "redisgears"),
        // COUNT is sent to SCAN as text.
        ("GB('KeysOnlyReader').run('*', count='10')", "\r\na\r\n"),
        ("GB('KeysOnlyReader').run('*', count=True)", "ERR value is not an integer or out of range"),
        ("GB('KeysOnlyReader').run('*', count=2**70)", "ERR value is not an integer or out of range"),
        // Numbers are unsigned.
        (
            "GB('StreamReader').foreach(lambda r: execute('DEL', 'a')).register('s', batch=-1, duration=-1, onFailedRetryInterval=-1)",
            "+OK",
        ),
    ] {
        let answer = call(server.addr(), &["RG.PYEXECUTE", script]);
        assert!(answer.contains(reply), "{script}: {answer}");
    }
    call(server.addr(), &["XADD", "s", "*", "a", "b"]);
    let dump = call(server.addr(), &["RG.DUMPREGISTRATIONS"]);
    assert!(dump.contains("batchSize\r\n:-1\r\n") && dump.contains("durationMS\r\n:-1\r\n"), "{dump}");
    // The batch is never full.
    assert_eq!(call(server.addr(), &["XLEN", "s"]), ":1\r\n");
    for (command, reply) in [
        ("RG.HELLO", "-ERRCLUSTER NULL cluster state on hello msg\r\n"),
        ("RG.INNERMSGCOMMAND", "-ERRCLUSTER NULL cluster state\r\n"),
        ("RG.CLUSTERSET", "-Could not parse cluster set arguments\r\n"),
    ] {
        assert_eq!(call(server.addr(), &[command, "x"]), reply);
    }
}

#[test]
fn hooks_with_a_prefix_look_at_every_key() {
    let server = Server::start().unwrap();
    let script =
        "GB('CommandReader').map(lambda x: 'hooked').register(hook='mset', keyprefix='h:', mode='sync')";
    assert_eq!(call(server.addr(), &["RG.PYEXECUTE", script]), "+OK\r\n");
    for (command, reply) in [
        (&["MSET", "h:1", "v", "x", "v"][..], "$6\r\nhooked\r\n"),
        (&["MSET", "x", "v", "h:1", "v"], "$6\r\nhooked\r\n"),
        (&["MSET", "x", "h:1", "y", "v"], "+OK\r\n"),
        (&["MSET", "x"], "-ERR wrong number of arguments for 'mset' command\r\n"),
    ] {
        assert_eq!(call(server.addr(), command), reply, "{command:?}");
    }
}

#[test]
fn profiles_tell_where_the_time_goes() {
    let server = Server::start().unwrap();
    call(server.addr(), &["RG.CONFIGSET", "ProfileExecutions", "1"]);
    let script = "import time\nGB('ShardsIDReader').map(lambda x: time.sleep(0.05)).run()";
    let id = call(server.addr(), &["RG.PYEXECUTE", script, "UNBLOCKING"]);
    let id = id.lines().nth(1).unwrap();
    call(server.addr(), &["RG.GETRESULTSBLOCKING", id]);
    let plan = call(server.addr(), &["RG.GETEXECUTION", id]);
    let durations: Vec<u64> = plan
        .split("duration\r\n:")
        .skip(1)
        .map(|rest| rest.lines().next().unwrap().parse().unwrap())
        .collect();
    // The whole, the reader, and the steps from the last one: collect, str, the step of the script, the records.
    assert_eq!(durations.len(), 6, "{plan}");
    assert!(durations[0] >= 50 && durations[4] >= 50, "{plan}");
    call(server.addr(), &["RG.PYEXECUTE", "GB('CommandReader').register(trigger='t')", "ID", "app"]);
    let nothing = call(server.addr(), &["RG.PYPROFILE", "STATS", "app"]);
    assert!(nothing.starts_with('-') && nothing.contains("Cannot create or construct"), "{nothing}");
    call(server.addr(), &["RG.TRIGGER", "t"]);
    assert!(call(server.addr(), &["RG.PYPROFILE", "STATS", "app"]).contains("function calls"));
}
