//! What survives a restart, a reload and the append-only file.

mod support;

use gear_engine::{Builder, Server};
use support::{Folder, call, wait_until};

const REGISTER: &str = "
def greet(x):
    return 'hello ' + x[1]
GB('CommandReader', desc='a greeter').map(greet).register(trigger='greet')
GB('KeysReader').foreach(lambda r: execute('INCR', 'seen')).register('k:*', mode='sync', readValue=False)
GB('CommandReader').register(trigger='other')
";

fn register(server: &Server) {
    let reply = call(server.addr(), &["RG.PYEXECUTE", REGISTER, "ID", "app", "DESCRIPTION", "the app"]);
    assert_eq!(reply, "+OK\r\n");
}

fn works(server: &Server) {
    assert_eq!(call(server.addr(), &["RG.TRIGGER", "greet", "ann"]), "*1\r\n$9\r\nhello ann\r\n");
    call(server.addr(), &["DEL", "seen"]);
    call(server.addr(), &["SET", "k:1", "v"]);
    assert_eq!(call(server.addr(), &["GET", "seen"]), "$1\r\n1\r\n");
    let sessions = call(server.addr(), &["RG.PYDUMPSESSIONS"]);
    assert!(sessions.contains("\r\napp\r\n") && sessions.contains("\r\nthe app\r\n"), "{sessions}");
    assert!(call(server.addr(), &["RG.DUMPREGISTRATIONS"]).contains("a greeter"));
}

fn has(server: &Server, trigger: &str) -> bool {
    !call(server.addr(), &["RG.TRIGGER", trigger]).starts_with("-ERR subcommand not found")
}

/// The id of a registration, found by something in its description.
fn id_of(server: &Server, trigger: &str) -> String {
    let script = format!(
        "GB('ShardsIDReader').flatmap(lambda x: [r[1] for r in execute('RG.DUMPREGISTRATIONS') if '{trigger}' in r[7][-1]]).run()"
    );
    let reply = call(server.addr(), &["RG.PYEXECUTE", &script]);
    reply.lines().nth(3).expect("a registration").to_owned()
}

fn start(builder: Builder) -> Server {
    builder.enable_debug(true).start().expect("the engine starts")
}

#[test]
fn registrations_and_sessions_survive_a_restart_from_an_rdb_file() {
    let folder = Folder::new("rdb");
    let server = start(Server::builder().data(folder.path()));
    register(&server);
    works(&server);
    assert_eq!(call(server.addr(), &["SAVE"]), "+OK\r\n");
    drop(server);
    let server = start(Server::builder().data(folder.path()));
    works(&server);
    assert_eq!(call(server.addr(), &["DEBUG", "RELOAD"]), "+OK\r\n");
    works(&server);
}

#[test]
fn registrations_and_sessions_survive_in_an_append_only_file() {
    let folder = Folder::new("aof");
    let start = || start(Server::builder().data(folder.path()).redis_config("appendonly", "yes"));
    let server = start();
    register(&server);
    drop(server);

    let server = start();
    works(&server);
    let id = id_of(&server, "other");
    assert_eq!(call(server.addr(), &["RG.UNREGISTER", &id]), "+OK\r\n");
    drop(server);

    let server = start();
    works(&server);
    assert!(!has(&server, "other"));
    assert_eq!(call(server.addr(), &["DEBUG", "LOADAOF"]), "+OK\r\n");
    works(&server);
    let rewrite = call(server.addr(), &["BGREWRITEAOF"]);
    assert!(rewrite.starts_with("+Background"), "{rewrite}");
    let busy = || call(server.addr(), &["INFO", "persistence"]).contains("aof_rewrite_in_progress:1");
    wait_until("the rewrite", || !busy());
    let upgrade = "GB('CommandReader').map(lambda x: 'new').register(trigger='greet')";
    assert_eq!(call(server.addr(), &["RG.PYEXECUTE", upgrade, "ID", "app", "UPGRADE"]), "+OK\r\n");
    drop(server);

    let server = start();
    assert_eq!(call(server.addr(), &["RG.TRIGGER", "greet", "ann"]), "*1\r\n$3\r\nnew\r\n");
    assert_eq!(
        call(
            server.addr(),
            &[
                "RG.PYEXECUTE",
                "GB('ShardsIDReader').map(lambda x: len(execute('RG.DUMPREGISTRATIONS'))).run()"
            ]
        ),
        "*2\r\n*1\r\n$1\r\n1\r\n*0\r\n"
    );
}

#[test]
fn clients_cannot_send_what_the_file_has() {
    let server = start(Server::builder());
    for command in ["RG.INNERREGISTER", "RG.INNERUNREGISTER"] {
        let reply = call(server.addr(), &[command, "x"]);
        assert!(reply.contains("is what the server sends to itself"), "{reply}");
    }
}

#[test]
fn an_execution_that_outlives_a_reload_does_not_end_the_registration() {
    let server = start(Server::builder());
    let script = "import time\nGB('StreamReader').foreach(lambda r: execute('INCR', r['id']))\
                  .foreach(lambda r: time.sleep(0.1)).register('s')";
    assert_eq!(call(server.addr(), &["RG.PYEXECUTE", script]), "+OK\r\n");
    let times = |id: &str| call(server.addr(), &["GET", id]);
    let seen = |id: &str| times(id) != "$-1\r\n";
    call(server.addr(), &["XADD", "s", "1-1", "a", "b"]);
    wait_until("the first message", || seen("1-1"));
    assert_eq!(call(server.addr(), &["DEBUG", "RELOAD"]), "+OK\r\n");
    // The execution of before ends in between.
    let ids = ["1-2", "1-3", "1-4", "1-5"];
    for id in ids {
        call(server.addr(), &["XADD", "s", id, "a", "b"]);
        wait_until(id, || seen(id));
    }
    wait_until("the end", || call(server.addr(), &["XLEN", "s"]) == ":0\r\n");
    // What was processed, but not acknowledged when the data were loaded anew, is not processed again.
    for id in ["1-1"].iter().chain(&ids) {
        assert_eq!(times(id), "$1\r\n1\r\n", "{id}");
    }
}

#[test]
fn registrations_survive_the_rewrite_of_an_append_only_file_without_an_rdb_part() {
    let folder = Folder::new("plain-aof");
    let start = || {
        let builder = Server::builder().data(folder.path()).redis_config("appendonly", "yes");
        start(builder.redis_config("aof-use-rdb-preamble", "no"))
    };
    let server = start();
    register(&server);
    for _ in 0..2 {
        let rewrite = call(server.addr(), &["BGREWRITEAOF"]);
        assert!(rewrite.starts_with("+Background"), "{rewrite}");
        let busy = || call(server.addr(), &["INFO", "persistence"]).contains("aof_rewrite_in_progress:1");
        wait_until("the rewrite", || !busy());
    }
    drop(server);
    let server = start();
    works(&server);
    assert_eq!(call(server.addr(), &["RG.DUMPREGISTRATIONS"]).matches("RegistrationData").count(), 3);
}

#[test]
fn messages_that_are_kept_are_not_processed_again_after_a_reload() {
    let server = start(Server::builder());
    let script =
        "GB('StreamReader').foreach(lambda r: execute('INCR', 'seen')).register('s', trimStream=False)";
    assert_eq!(call(server.addr(), &["RG.PYEXECUTE", script]), "+OK\r\n");
    let seen = |count: &str| call(server.addr(), &["GET", "seen"]) == format!("$1\r\n{count}\r\n");
    for _ in 0..2 {
        call(server.addr(), &["XADD", "s", "*", "a", "b"]);
    }
    wait_until("the messages", || seen("2"));
    // The last one is acknowledged a moment after that.
    let idle = || {
        let dump = call(server.addr(), &["RG.DUMPREGISTRATIONS"]);
        let number =
            |name: &str| dump.split(name).nth(1).and_then(|rest| rest.lines().nth(1).map(str::to_owned));
        number("numTriggered") == number("numSuccess")
    };
    wait_until("the last execution", idle);
    assert_eq!(call(server.addr(), &["DEBUG", "RELOAD"]), "+OK\r\n");
    call(server.addr(), &["XADD", "s", "*", "a", "b"]);
    wait_until("the new message", || seen("3"));
    wait_until("the last execution", idle);
    let executions = call(server.addr(), &["RG.DUMPREGISTRATIONS"]);
    // Two reads at most: what was unacknowledged, the new message, and one that finds nothing more.
    let triggered =
        executions.split("numTriggered\r\n:").nth(1).and_then(|rest| rest.lines().next()).unwrap_or_default();
    assert!(triggered.parse::<u32>().expect("a number") <= 4, "{triggered} executions");
}
