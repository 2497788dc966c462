//! Replays cases against a server.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::case::Case;
use super::matcher::{self, Saved};
use super::resp::Conn;

/// How long a step with `poll` waits for the reply that fits.
const POLL: Duration = Duration::from_secs(3);
const RESET: Duration = Duration::from_secs(10);

fn command(words: &[&str]) -> Vec<Vec<u8>> {
    words.iter().map(|word| word.as_bytes().to_vec()).collect()
}

pub(crate) fn is_alive(addr: SocketAddr) -> bool {
    Conn::open(addr)
        .and_then(|mut conn| conn.call(&command(&["PING"])))
        .is_ok_and(|reply| reply["simple"] == "PONG")
}

/// INFO server.
pub(crate) fn server_info(addr: SocketAddr) -> String {
    let reply = Conn::open(addr).and_then(|mut conn| conn.call(&command(&["INFO", "server"])));
    reply.ok().and_then(|reply| reply["bulk"].as_str().map(str::to_owned)).unwrap_or_default()
}

/// An empty server: no registrations, no executions, no keys.
fn reset(addr: SocketAddr) -> io::Result<()> {
    let mut conn = Conn::open(addr)?;
    let end = Instant::now() + RESET;
    loop {
        conn.call(&command(&["RG.CLEARREGISTRATIONSSTATS"]))?;
        let registrations = conn.call(&command(&["RG.DUMPREGISTRATIONS"]))?;
        for id in column(&registrations, 1) {
            conn.call(&command(&["RG.UNREGISTER", &id, "ABORTPENDING"]))?;
        }
        let executions = conn.call(&command(&["RG.DUMPEXECUTIONS"]))?;
        let (ids, states) = (column(&executions, 1), column(&executions, 3));
        for (id, state) in ids.iter().zip(&states) {
            if !matches!(state.as_str(), "done" | "aborted") {
                conn.call(&command(&["RG.ABORTEXECUTION", id]))?;
            }
            conn.call(&command(&["RG.DROPEXECUTION", id]))?;
        }
        conn.call(&command(&["FLUSHALL"]))?;
        conn.call(&command(&["SCRIPT", "FLUSH"]))?;
        if ids.is_empty() && column(&registrations, 1).is_empty() {
            return Ok(());
        }
        if Instant::now() > end {
            return Err(io::Error::other("the server could not be emptied"));
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// The texts at one place of all rows of a reply.
fn column(reply: &Value, place: usize) -> Vec<String> {
    let rows = reply["array"].as_array();
    rows.into_iter()
        .flatten()
        .filter_map(|row| row["array"][place]["bulk"].as_str())
        .map(str::to_owned)
        .collect()
}

/// Runs a case; what does not fit, nothing if all does.
pub(crate) fn run_case(addr: SocketAddr, case: &Case) -> Vec<String> {
    let mut run = Run { addr, conns: HashMap::new(), saved: Saved::new(), failures: Vec::new() };
    let result =
        reset(addr).and_then(|()| case.steps.iter().enumerate().try_for_each(|(n, step)| run.step(n, step)));
    if let Err(error) = result {
        run.failures.push(format!("    {error}"));
    }
    run.failures
}

/// Runs the steps of a case whatever the replies are.
pub(crate) fn run_steps(addr: SocketAddr, case: &Case) {
    let _ = reset(addr);
    for step in &case.steps {
        let args = arguments(&step["cmd"], &Saved::new());
        let _ = Conn::open(addr).and_then(|mut conn| conn.call(&args));
    }
}

struct Run {
    addr: SocketAddr,
    conns: HashMap<u64, Conn>,
    saved: Saved,
    failures: Vec<String>,
}

impl Run {
    fn step(&mut self, number: usize, step: &Value) -> io::Result<()> {
        if let Some(ms) = step["sleep_ms"].as_u64() {
            std::thread::sleep(Duration::from_millis(ms));
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(step["wait_ms"].as_u64().unwrap_or(0)));
        let key = step["conn"].as_u64().unwrap_or(1);
        if !self.conns.contains_key(&key) {
            self.conns.insert(key, Conn::open(self.addr)?);
        }
        let conn = self.conns.get_mut(&key).expect("opened above");
        if step.get("send").is_some() {
            return conn.send(&arguments(&step["send"], &self.saved));
        }
        let how = step["match"].as_str().unwrap_or("exact");
        let expected = &step["reply"];
        let args = arguments(&step["cmd"], &self.saved);
        let end = Instant::now() + POLL;
        let actual = loop {
            let actual = if step["recv"] == true { conn.receive()? } else { conn.call(&args)? };
            let done = step["poll"] != true || matcher::fits(how, expected, &actual, &self.saved);
            if done || Instant::now() > end {
                break actual;
            }
            std::thread::sleep(Duration::from_millis(10));
        };
        if let Some(name) = step["save"].as_str() {
            match text_at(&actual, &step["path"]) {
                Some(text) => self.saved.insert(name.to_owned(), text),
                None => return Err(io::Error::other(format!("step {number} has nothing to save: {actual}"))),
            };
        }
        if !matcher::fits(how, expected, &actual, &self.saved) {
            self.failures.push(format!(
                "    step {number} ({how})\n      expected {expected}\n      actual   {actual}"
            ));
        }
        Ok(())
    }
}

fn text_at(reply: &Value, path: &Value) -> Option<String> {
    let place = path
        .as_array()
        .into_iter()
        .flatten()
        .try_fold(reply, |reply, index| reply["array"].get(usize::try_from(index.as_u64()?).ok()?))?;
    let (_, value) = place.as_object()?.iter().next()?;
    Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}

/// The arguments of a command: texts, saved texts, raw bytes, and repeated texts.
fn arguments(command: &Value, saved: &Saved) -> Vec<Vec<u8>> {
    command.as_array().into_iter().flatten().map(|arg| argument(arg, saved)).collect()
}

fn argument(arg: &Value, saved: &Saved) -> Vec<u8> {
    if let Some(text) = arg.as_str() {
        let value = text.strip_prefix('$').and_then(|name| saved.get(name));
        return value.map_or(text, String::as_str).as_bytes().to_vec();
    }
    if let Some(hex) = arg["hex"].as_str() {
        let digits: Vec<char> = hex.chars().collect();
        let byte =
            |pair: &[char]| u8::from_str_radix(&pair.iter().collect::<String>(), 16).unwrap_or_default();
        return digits.chunks(2).map(byte).collect();
    }
    if let [Value::String(text), times] = arg["repeat"].as_array().map_or(&[][..], Vec::as_slice) {
        return text.repeat(times.as_u64().unwrap_or(0) as usize).into_bytes();
    }
    arg.to_string().into_bytes()
}
