//! The recorded cases of a real RedisGears, replayed on the engine, and the scripts that crash a real one.
//!
//! The recordings lie beside the repository (`../shared/conformance`); without them these tests say so and pass. Cases that
//! passed once are listed in `conformance/must-pass.txt` and have to pass from then on. After an improvement,
//! `UPDATE_MUST_PASS=1 cargo test --test conformance` rewrites the list.

#[path = "conformance/case.rs"]
mod case;
#[path = "conformance/matcher.rs"]
mod matcher;
#[path = "conformance/pattern.rs"]
mod pattern;
#[path = "conformance/replay.rs"]
mod replay;
#[path = "conformance/resp.rs"]
mod resp;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use case::Case;
use gear_engine::Server;

/// The floor that is demanded whatever the list says.
const AT_LEAST: usize = 500;
/// Servers that replay side by side.
const SERVERS: usize = 2;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn recordings() -> Option<PathBuf> {
    let folder = root().join("../shared/conformance");
    if !folder.is_dir() {
        println!("skipped: there are no recordings at {}", folder.display());
        return None;
    }
    Some(folder)
}

/// The sorted names in a file beside this one, one on each line.
fn names_in(file: &str) -> BTreeSet<String> {
    let path = root().join("tests/conformance").join(file);
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect()
}

/// The Python of the recordings is 3.7; its error texts differ from those of later versions.
fn python() -> PathBuf {
    if let Some(path) = std::env::var_os("GEAR_PYTHON") {
        return path.into();
    }
    let pyenv = std::env::var_os("PYENV_ROOT").map(PathBuf::from).or_else(|| {
        let home = std::env::var_os("HOME")?;
        Some(Path::new(&home).join(".pyenv"))
    });
    let installed =
        pyenv.into_iter().flat_map(|root| std::fs::read_dir(root.join("versions")).into_iter().flatten());
    let found = installed
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("3.7.")))
        .map(|path| path.join("bin/python3"));
    let works = |path: &Path| {
        Command::new(path).arg("--version").output().is_ok_and(|output| output.status.success())
    };
    let path = found.unwrap_or_else(|| "python3.7".into());
    if works(&path) { path } else { "python3".into() }
}

fn is_python_37(python: &Path) -> bool {
    let output = Command::new(python).args(["-c", "import sys; print(sys.version_info[:2])"]).output();
    output.is_ok_and(|output| output.stdout.starts_with(b"(3, 7)"))
}

/// Cases whose replies are those of another version of Python or Redis than the recorded ones.
fn not_demanded(python: &Path) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    if !is_python_37(python) {
        println!("{} is not Python 3.7: cases that depend on it are not demanded", python.display());
        names.append(&mut names_in("python-3.7.txt"));
    }
    if !replay::server_info(server(python).addr()).contains("redis_version:7.0.") {
        println!("the server is not Redis 7.0: cases that depend on it are not demanded");
        names.append(&mut names_in("redis-7.0.txt"));
    }
    names
}

fn server(python: &Path) -> Server {
    match Server::builder().python(python).enable_debug(true).start() {
        Ok(server) => server,
        Err(error) => panic!("{error}"),
    }
}

/// The failures of each case; an empty list is a pass.
fn replay_all(cases: &[Case], python: &Path) -> BTreeMap<String, Vec<String>> {
    let next = AtomicUsize::new(0);
    let results = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..SERVERS {
            scope.spawn(|| {
                let server = server(python);
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let failures = replay::run_case(server.addr(), case);
                    results.lock().unwrap().insert(case.full_name(), failures);
                }
            });
        }
    });
    results.into_inner().unwrap()
}

/// The recordings have pauses in real time, which a busy machine may miss: what has failed is replayed once more, alone.
fn replay_failed_again(cases: &[Case], python: &Path, results: &mut BTreeMap<String, Vec<String>>) {
    let failed: Vec<&Case> = cases.iter().filter(|case| !results[&case.full_name()].is_empty()).collect();
    for case in failed {
        let again = replay::run_case(server(python).addr(), case);
        println!(
            "{} failed, and {} alone",
            case.full_name(),
            if again.is_empty() { "passes" } else { "fails" }
        );
        results.insert(case.full_name(), again);
    }
}

fn print_summary(results: &BTreeMap<String, Vec<String>>) -> usize {
    let mut topics: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (name, failures) in results {
        let topic = name.split('/').next().unwrap_or_default();
        let (passed, all) = topics.entry(topic).or_default();
        *all += 1;
        *passed += usize::from(failures.is_empty());
    }
    for (topic, (passed, all)) in &topics {
        println!("{topic:24} {passed:4} of {all:4}");
    }
    let passed = topics.values().map(|(passed, _)| passed).sum();
    println!("{:24} {passed:4} of {:4}", "all", results.len());
    passed
}

#[test]
fn recorded_cases_pass() {
    let Some(folder) = recordings() else { return };
    let cases = case::read_folder(&folder.join("public"));
    let python = python();
    let mut results = replay_all(&cases, &python);
    replay_failed_again(&cases, &python, &mut results);
    let passed = print_summary(&results);

    let passing: BTreeSet<String> =
        results.iter().filter(|(_, failures)| failures.is_empty()).map(|(name, _)| name.clone()).collect();
    let mut must_pass = names_in("must-pass.txt");
    passing.difference(&must_pass).for_each(|name| println!("newly passing: {name}"));
    if std::env::var_os("UPDATE_MUST_PASS").is_some() {
        let list: Vec<&str> = passing.iter().map(String::as_str).collect();
        std::fs::write(root().join("tests/conformance/must-pass.txt"), list.join("\n") + "\n").unwrap();
        must_pass = passing.clone();
    }
    for name in not_demanded(&python) {
        must_pass.remove(&name);
    }

    let broken: Vec<String> = must_pass
        .iter()
        .filter_map(|name| results.get(name).map(|failures| (name, failures)))
        .filter(|(_, failures)| !failures.is_empty())
        .map(|(name, failures)| format!("{name}\n{}", failures.join("\n")))
        .collect();
    assert!(broken.is_empty(), "{} cases passed before and fail now:\n{}", broken.len(), broken.join("\n"));
    assert!(passed >= AT_LEAST, "only {passed} cases pass");
}

#[test]
fn what_crashes_redisgears_is_survived() {
    let Some(folder) = recordings() else { return };
    let cases = case::read_file(&folder.join("crashers.json"));
    assert!(!cases.is_empty());
    let server = server(&python());
    for case in &cases {
        replay::run_steps(server.addr(), case);
        assert!(
            replay::is_alive(server.addr()),
            "no PING after {}; the log says:\n{}",
            case.name,
            server.log()
        );
    }
}
