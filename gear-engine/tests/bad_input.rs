//! What a user may get wrong, and what a script may do to the process it runs in: an error that says so, and a server that goes on.

mod support;

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Command;

use gear_engine::{Server, StartError};
use support::{Conn, Folder, call, wait_until};

fn start() -> Server {
    Server::start().expect("the engine starts")
}

/// Runs a script: its reply, after which the server has to be as before.
fn run(server: &Server, script: &str) -> String {
    let reply = call(server.addr(), &["RG.PYEXECUTE", script]);
    assert_eq!(call(server.addr(), &["PING"]), "+PONG\r\n");
    let works = || {
        call(server.addr(), &["RG.PYEXECUTE", "GB('ShardsIDReader').run()"])
            == "*2\r\n*1\r\n$1\r\n1\r\n*0\r\n"
    };
    wait_until("the next script", works);
    reply
}

/// All commands of the engine.
const COMMANDS: &[&str] = &[
    "RG.PYEXECUTE",
    "RG.TRIGGER",
    "RG.TRIGGERONKEY",
    "RG.INNERHOOK",
    "RG.GETRESULTS",
    "RG.GETRESULTSBLOCKING",
    "RG.DUMPEXECUTIONS",
    "RG.DROPEXECUTION",
    "RG.ABORTEXECUTION",
    "RG.GETEXECUTION",
    "RG.DUMPREGISTRATIONS",
    "RG.UNREGISTER",
    "RG.INNERREGISTER",
    "RG.INNERUNREGISTER",
    "RG.CLEARREGISTRATIONSSTATS",
    "RG.PAUSEREGISTRATIONS",
    "RG.UNPAUSEREGISTRATIONS",
    "RG.PYDUMPSESSIONS",
    "RG.PYSTATS",
    "RG.PYPROFILE",
    "RG.PYDUMPREQS",
    "RG.PYEXPORTREQ",
    "RG.PYIMPORTREQ",
    "RG.CONFIGGET",
    "RG.CONFIGSET",
    "RG.INFOCLUSTER",
    "RG.REFRESHCLUSTER",
    "RG.NETWORKTEST",
    "RG.HELLO",
    "RG.INNERMSGCOMMAND",
    "RG.CLUSTERSET",
    "RG.CLUSTERSETFROMSHARD",
    "RG.DUMPPLUGINS",
    "RG.PYEXECUTEREMOTE",
    "RG.PYFREEINTERPRETER",
];

#[test]
fn junk_in_each_place_of_each_command_is_answered() {
    let server = start();
    let mut conn = Conn::open(server.addr());
    let junk: [&[u8]; 5] = [b"", b"\0", b"\xff\xfe\0\x80", b"a\r\nb", &[b'x'; 5000]];
    let words: [&[u8]; 5] = [b"STATS", b"RESET", b"SESSIONS", b"ID", b"VERBOSE"];
    for command in COMMANDS {
        conn.call(&[command.as_bytes()]);
        for piece in junk.iter().chain(&words) {
            for count in 1..5 {
                let mut args = vec![command.as_bytes()];
                args.resize(count + 1, piece);
                conn.call(&args);
                args[1] = b"pass";
                conn.call(&args);
            }
        }
    }
    assert_eq!(conn.call(&["PING"]), "+PONG\r\n");
    assert_eq!(call(server.addr(), &["RG.DUMPREGISTRATIONS"]), "*0\r\n");
}

#[test]
fn large_scripts_and_arguments_are_taken_or_refused() {
    let server = start();
    let comment = "#".repeat(32 << 20);
    assert_eq!(
        run(&server, &format!("{comment}\nGB('ShardsIDReader').run()")),
        "*2\r\n*1\r\n$1\r\n1\r\n*0\r\n"
    );
    call(
        server.addr(),
        &["RG.PYEXECUTE", "GB('CommandReader').map(lambda x: len(x[-1]) + len(x)).register(trigger='len')"],
    );
    let argument = "y".repeat(32 << 20);
    let answer = format!("{}", (32 << 20) + 2);
    assert!(call(server.addr(), &["RG.TRIGGER", "len", &argument]).contains(&answer));
    let mut many = vec!["RG.TRIGGER", "len"];
    many.resize(100_000, "z");
    assert!(call(server.addr(), &many).contains("100000"));
    let nested = format!("x = {}{}", "(".repeat(5000), ")".repeat(5000));
    assert!(run(&server, &nested).starts_with('-'));
}

#[test]
fn scripts_that_leave_or_break_their_process_get_an_error() {
    let server = start();
    call(
        server.addr(),
        &["RG.PYEXECUTE", "GB('CommandReader').map(lambda x: 'still here').register(trigger='t')"],
    );
    let ended = "-the Python process ended while it ran the script";
    for (script, error) in [
        ("import sys\nsys.exit(3)", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("def f1():\n    f1()\nf1()", "RecursionError"),
        ("import os\nos._exit(0)", ended),
        ("import os\nos.kill(os.getpid(), 11)", ended),
        ("import os\nos.closerange(3, 200)", ended),
        ("input()", "EOFError"),
        ("import sys\nsys.setrecursionlimit(10 ** 8)\ndef f1():\n    return [f1()]\nf1()", ""),
    ] {
        let reply = run(&server, script);
        assert!(reply.starts_with('-') && reply.contains(error), "{script}: {reply}");
        wait_until("the trigger", || {
            call(server.addr(), &["RG.TRIGGER", "t"]) == "*1\r\n$10\r\nstill here\r\n"
        });
    }
}

#[test]
fn code_that_does_not_end_is_stopped() {
    let server = Server::builder().config("SyncTimeout", "200").start().expect("the engine starts");
    let swallows = "
while True:
    try:
        while True:
            pass
    except BaseException:
        pass";
    // C code that lets no other thread run.
    let in_c = "sum(range(10 ** 14))";
    let in_a_thread = "
import threading
def hold():
    with atomic():
        while True:
            pass
thread = threading.Thread(target=hold)
thread.start()
thread.join()";
    let ended = "the Python process ended while it ran the script";
    for (script, error) in [
        ("while True:\n    pass", "Redis was blocked for too long by Python code"),
        ("def f1(x):\n    while True:\n        pass\nlist(map(f1, [1]))", "Redis was blocked for too long"),
        (swallows, ended),
        (in_c, ended),
        (in_a_thread, ended),
    ] {
        let reply = run(&server, script);
        assert!(reply.starts_with('-') && reply.contains(error), "{script}: {reply}");
    }
}

#[test]
fn memory_has_a_limit() {
    let server = Server::builder()
        .config("MemoryLimit", "1000")
        // A slow machine may take its time to get that far.
        .config("SyncTimeout", "60000")
        .start()
        .expect("the engine starts");
    let reply = run(&server, "x = []\nwhile True:\n    x.append('x' * 10000000)");
    assert!(reply.contains("MemoryError") || reply.contains("the Python process ended"), "{reply}");
    let step = run(&server, "GB('ShardsIDReader').map(lambda x: len('x' * 10 ** 10)).run()");
    assert!(step.contains("MemoryError"), "{step}");
    // There is memory for the result, but not for the message with it.
    let result = run(&server, "GB('ShardsIDReader').map(lambda x: 'x' * 300000000).run()");
    assert!(result.contains("MemoryError") || result.contains("the Python process ended"), "{result}");
}

#[test]
fn scripts_that_print_fork_or_start_threads_disturb_nobody() {
    let server = start();
    assert_eq!(run(&server, "print('seen in the log')"), "+OK\r\n");
    wait_until("the log", || server.log().contains("seen in the log"));
    for script in [
        "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nsignal.signal(signal.SIGCHLD, lambda *a: None)",
        "import threading\nfor i in range(50):\n    threading.Thread(target=lambda: execute('INCR', 'threads')).start()",
        "import subprocess\nsubprocess.check_call(['true'])",
        "import sys\nsys.stdout.close()\nsys.stderr.close()",
        "import os\nos.chdir('/')",
    ] {
        assert_eq!(run(&server, script), "+OK\r\n", "{script}");
    }
    wait_until("the threads", || call(server.addr(), &["GET", "threads"]) == "$2\r\n50\r\n");
}

#[test]
fn a_forked_process_cannot_speak_for_the_worker() {
    let server = start();
    let fork = "
import os
if os.fork() == 0:
    execute('SET', 'from the child', '1')
";
    assert_eq!(run(&server, fork), "+OK\r\n");
    let in_step = "
import os, time
def split(x):
    if os.fork() == 0:
        return 'child'
    time.sleep(0.1)
    return 'parent'
GB('ShardsIDReader').map(split).run()
";
    assert_eq!(run(&server, in_step), "*2\r\n*1\r\n$6\r\nparent\r\n*0\r\n");
    assert_eq!(call(server.addr(), &["EXISTS", "from the child"]), ":0\r\n");
}

#[test]
fn loading_twice_and_unloading_are_refused() {
    // Redis 6.2 has no such directive, and allows the command.
    let server =
        Server::builder().redis_config("enable-module-command", "yes").start().unwrap_or_else(|_| start());
    let unload = call(server.addr(), &["MODULE", "UNLOAD", "rg"]);
    assert!(unload.starts_with('-'), "{unload}");
    let list = call(server.addr(), &["MODULE", "LIST"]);
    // Redis 6.2 does not tell the path.
    if let Some(path) = list.lines().find(|line| line.ends_with(".so")) {
        assert!(call(server.addr(), &["MODULE", "LOAD", path]).starts_with('-'));
        assert!(server.log().contains("gear-engine: the engine is loaded already"), "{}", server.log());
    }
    assert_eq!(run(&server, "pass"), "+OK\r\n");
}

#[test]
fn a_load_that_is_refused_leaves_the_server_as_it_was() {
    let folder = std::env::current_exe().expect("a test has a path");
    let module = folder.parent().expect("in a folder").join("libgear_engine.so");
    let module = module.to_string_lossy();
    // A script that Python never ends with, in place of the interpreter.
    let slow = Folder::new("slow-python");
    let slow_python = slow.path().join("python");
    std::fs::write(&slow_python, "#!/bin/sh\nexec sleep 60\n").expect("a file can be written");
    std::fs::set_permissions(&slow_python, std::os::unix::fs::PermissionsExt::from_mode(0o755))
        .expect("it is ours");
    let slow_python = slow_python.to_string_lossy();
    let bare = BareServer::start();
    for (arguments, words) in [
        (["python", "/bin/true", "shards", "1"], "has to be Python 3.7 or later"),
        (["python", "/no/such", "shards", "2"], "cannot be run"),
        (["shards", "0", "python", "python3"], "shards has to be a number"),
        (["python", &*slow_python, "SyncTimeout", "100"], "has to be Python 3.7 or later"),
    ] {
        let refused = call(bare.addr, &[&["MODULE", "LOAD", &*module], &arguments[..]].concat());
        assert!(refused.starts_with("-ERR Error loading the extension"), "{refused}");
        assert!(bare.log().contains(words), "{}", bare.log());
        assert_eq!(call(bare.addr, &["SET", "a", "b"]), "+OK\r\n");
    }
}

/// A server without the module.
struct BareServer {
    process: std::process::Child,
    addr: SocketAddr,
    folder: Folder,
}

impl BareServer {
    fn start() -> BareServer {
        let program = std::env::var("GEAR_REDIS_SERVER").unwrap_or_else(|_| "redis-server".to_owned());
        let version = Command::new(&program).arg("--version").output().expect("there is a server").stdout;
        let folder = Folder::new("bare-server");
        let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let addr = free.expect("a port is free");
        let log = std::fs::File::create(folder.path().join("log")).expect("a file can be made");
        let mut command = Command::new(program);
        command.args(["--bind", "127.0.0.1", "--save", "", "--port", &addr.port().to_string(), "--dir"]);
        command.arg(folder.path()).stdout(log);
        // Redis 6.2 has no such directive, and allows the command.
        if !String::from_utf8_lossy(&version).contains("v=6.") {
            command.args(["--enable-module-command", "yes"]);
        }
        let process = command.spawn().expect("the server starts");
        wait_until("the server", || TcpStream::connect(addr).is_ok());
        BareServer { process, addr, folder }
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

impl Drop for BareServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn a_module_argument_that_is_wrong_is_named() {
    for (name, value, words) in [
        ("python", "/no/such/python", "the Python interpreter /no/such/python cannot be run"),
        ("shards", "many", "shards has to be a number from 1 to 32, not 'many'"),
        ("MaxExecutions", "x", "'x' is no value for MaxExecutions"),
        ("MemoryLimit", "-1", "'-1' is no value for MemoryLimit"),
    ] {
        let error = Server::builder().config(name, value).start().expect_err("it is refused");
        let StartError::Refused { reason } = &error else { panic!("{error}") };
        assert!(reason.contains(words), "{reason}");
    }
}
