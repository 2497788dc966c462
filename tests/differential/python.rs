//! A CPython that evaluates the shipped functions.

use serde_json::{Value as Json, json};
use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// A running interpreter; it ends with the value.
pub(crate) struct Python {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

/// What a call gave.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Outcome {
    Value(String),
    /// A panic or an exception.
    Fails(String),
    /// Python that is wrong by itself: it can never be right.
    Broken(String),
}

impl Python {
    /// Starts an interpreter that has run `script`.
    pub(crate) fn start(program: &str, script: &str) -> Python {
        let mut child = Command::new(program)
            .args(["-X", "utf8", "-c", include_str!("worker.py")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the interpreter starts");
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().expect("it has an output"));
        let mut python = Python { child, input, output };
        python.send(&json!(script));
        python
    }

    fn send(&mut self, line: &Json) {
        let input = self.input.as_mut().expect("the input is open");
        writeln!(input, "{line}").and_then(|()| input.flush()).expect("the interpreter reads");
    }

    /// Calls one of the functions with arguments that are Python literals.
    pub(crate) fn call(&mut self, index: usize, arguments: &str) -> Outcome {
        self.send(&json!({ "index": index, "arguments": arguments }));
        let mut line = String::new();
        self.output.read_line(&mut line).expect("the interpreter writes");
        let reply: Json = serde_json::from_str(&line).expect("the interpreter has loaded the script");
        let text = |key: &str| reply[key].as_str().map(str::to_owned);
        match (text("value"), text("failure"), text("broken")) {
            (Some(value), ..) => Outcome::Value(value),
            (_, Some(failure), _) => Outcome::Fails(failure),
            (.., broken) => Outcome::Broken(broken.unwrap_or_default()),
        }
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        // At the end of its input it ends by itself.
        self.input = None;
        let _ = self.child.wait();
    }
}

/// The interpreters to test: `GEAR_PYTHONS` (paths, separated by colons), or `python3` and `python3.7` if found. Each
/// version once.
pub(crate) fn interpreters() -> Vec<String> {
    let named = std::env::var("GEAR_PYTHONS").unwrap_or_else(|_| "python3:python3.7".to_owned());
    let mut versions = BTreeSet::new();
    let candidates = named.split(':').filter(|name| !name.is_empty()).map(str::to_owned);
    candidates.filter(|name| version(name).is_some_and(|version| versions.insert(version))).collect()
}

/// The version, if it is at least the server's 3.7.
fn version(program: &str) -> Option<String> {
    let test = "import sys; assert sys.version_info >= (3, 7); print(sys.version)";
    let output = Command::new(program).args(["-c", test]).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
