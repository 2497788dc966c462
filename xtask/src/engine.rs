//! `cargo xtask engine`: a development engine in the foreground.

use crate::{Result, options, programs};
use gear_engine::Server;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI32, Ordering};

const USAGE: &str = "\
Usage: cargo xtask engine [--port N] [--python PATH] [--shards N]

  --port N       the port to listen on at 127.0.0.1; 6379 if not given
  --python PATH  the interpreter that runs the gears; python3 if not given
  --shards N     into how many simulated shards the keys are split; 1 if not given";

const OPTIONS: &[&str] = &["--port", "--python", "--shards", "--help"];

/// What the user wants.
#[derive(Debug, PartialEq, Eq)]
struct Options {
    port: u16,
    python: Option<PathBuf>,
    shards: usize,
}

/// Runs the engine until it is told to stop.
pub(crate) fn run(arguments: &[String]) -> Result {
    if arguments.iter().any(|argument| argument == "--help" || argument == "-h") {
        println!("{USAGE}");
        return Ok(());
    }
    let options = parse(arguments)?;
    programs::ensure()?;
    let mut builder = Server::builder().port(options.port).shards(options.shards).enable_debug(true);
    if let Some(python) = options.python {
        builder = builder.python(python);
    }
    // Before the start: whoever stops us while the engine starts must not leave its folder behind.
    catch_signals();
    let server = builder.start().map_err(|error| error.to_string())?;
    end_with_us(&server);
    println!("The engine listens on {} and waits for gears:\n", server.addr());
    println!("  redis-cli -p {} SET user:1 ann", server.port());
    println!("  redis-cli -p {} RG.PYEXECUTE \"GB('KeysReader').count().run('user:*')\"\n", server.port());
    println!("Ctrl-C stops it; its data goes with it.");
    server.wait().map_err(|error| format!("the engine cannot be waited for: {error}"))
}

fn parse(arguments: &[String]) -> Result<Options> {
    let mut options = Options { port: 6379, python: None, shards: 1 };
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        // `--port 6400` and `--port=6400` are the same.
        let (name, value) = match argument.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (argument.as_str(), None),
        };
        if !OPTIONS.contains(&name) {
            return Err(unknown(name));
        }
        let value = value.or_else(|| arguments.next().map(String::as_str));
        let value = value.ok_or_else(|| format!("{name} needs a value: write `{name} {}`", example(name)))?;
        let wrong = || format!("`{value}` is no value of {name}: write `{name} {}`", example(name));
        match name {
            "--port" => options.port = value.parse().ok().filter(|port| *port > 0).ok_or_else(wrong)?,
            "--shards" => {
                options.shards = value.parse().ok().filter(|shards| *shards > 0).ok_or_else(wrong)?
            }
            _ => options.python = Some(PathBuf::from(value)),
        }
    }
    Ok(options)
}

fn example(option: &str) -> &'static str {
    match option {
        "--port" => "6400",
        "--shards" => "3",
        _ => "/usr/bin/python3",
    }
}

fn unknown(name: &str) -> String {
    match options::nearest(name, OPTIONS) {
        Some(near) => format!("there is no option `{name}`: did you mean `{near}`?"),
        None => format!("there is no option `{name}`: the options are {}", OPTIONS.join(", ")),
    }
}

/// The engine's process, and whether we were told to end it, before it is known, by -1.
static ENGINE: AtomicI32 = AtomicI32::new(0);

/// From now on the signals that mean "stop" stop the engine. Its end ends us, so that it is cleaned up after.
fn catch_signals() {
    extern "C" fn stop(_: libc::c_int) {
        match ENGINE.swap(-1, Ordering::SeqCst) {
            // Not known yet (0), or stopped already (-1).
            ..=0 => {}
            // SAFETY: `kill` is allowed in a handler; the process is our child.
            engine => unsafe {
                libc::kill(engine, libc::SIGTERM);
            },
        }
    }
    for signal in [libc::SIGINT, libc::SIGTERM, libc::SIGHUP] {
        // SAFETY: the handler does only what a handler may do.
        unsafe { libc::signal(signal, stop as *const () as libc::sighandler_t) };
    }
}

/// Tells the handler which process to stop, and stops it if a signal has come already.
fn end_with_us(server: &Server) {
    let engine = server.pid().cast_signed();
    if ENGINE.compare_exchange(0, engine, Ordering::SeqCst, Ordering::SeqCst).is_err() {
        // SAFETY: the process is our child.
        unsafe { libc::kill(engine, libc::SIGTERM) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &str) -> Result<Options> {
        parse(&arguments.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn options_are_read() {
        assert_eq!(parsed(""), Ok(Options { port: 6379, python: None, shards: 1 }));
        assert_eq!(
            parsed("--port 6400 --python=/opt/python3.7 --shards 3"),
            Ok(Options { port: 6400, python: Some("/opt/python3.7".into()), shards: 3 })
        );
    }

    #[test]
    fn mistakes_are_named() {
        for (arguments, message) in [
            ("--port", "--port needs a value: write `--port 6400`"),
            ("--port redis", "`redis` is no value of --port: write `--port 6400`"),
            ("--port 70000", "`70000` is no value of --port: write `--port 6400`"),
            ("--shards 0", "`0` is no value of --shards: write `--shards 3`"),
            ("--prot 1", "there is no option `--prot`: did you mean `--port`?"),
            ("6400", "there is no option `6400`: the options are --port, --python, --shards, --help"),
        ] {
            assert_eq!(parsed(arguments), Err(message.to_owned()));
        }
    }
}
