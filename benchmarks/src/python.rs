//! The emitted Python of twenty programs beside handwritten versions: how long it is, and how long it takes.

use crate::gears::programs;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How often each version runs over its records.
const ROUNDS: usize = 61;

/// What the Python side measured of one program: seconds of its own steps, emitted and handwritten, then of all steps.
#[derive(Deserialize)]
struct Measured {
    name: String,
    times: [f64; 4],
    lengths: Option<[usize; 2]>,
}

/// The ratios of a program: emitted over handwritten.
#[derive(Default)]
struct Row {
    length: f64,
    characters: [usize; 2],
    /// For each interpreter: the program's own steps, and all.
    times: Vec<[f64; 2]>,
}

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    match arguments {
        [] => compare(),
        [show] if show == "--show" => {
            programs().iter().for_each(|(name, python)| println!("# {name}\n{python}\n"));
            Ok(())
        }
        _ => {
            Err("`bench python` takes `--show`, which prints the emitted programs, and nothing else"
                .to_owned())
        }
    }
}

fn compare() -> Result<(), String> {
    let pythons = oldest_and_newest();
    if pythons.is_empty() {
        return Err("there is no Python of version 3.9 or newer on the PATH or of pyenv".to_owned());
    }
    let request = request()?;
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for (_, python) in &pythons {
        for measured in measure(python, &request)? {
            let row = rows.entry(measured.name).or_default();
            let [own, own_by_hand, all, all_by_hand] = measured.times;
            row.times.push([own / own_by_hand, all / all_by_hand]);
            if let Some(lengths) = measured.lengths {
                row.characters = lengths;
                row.length = lengths[0] as f64 / lengths[1] as f64;
            }
        }
    }
    print(&pythons, &rows);
    Ok(())
}

fn print(pythons: &[(u32, PathBuf)], rows: &BTreeMap<String, Row>) {
    print!("{:<18}{:>12}{:>8}", "program", "characters", "length");
    pythons
        .iter()
        .for_each(|(minor, _)| print!("{:>12}{:>12}", format!("3.{minor}"), format!("3.{minor}, all")));
    println!();
    for (name, _) in programs() {
        let row = &rows[name];
        let characters = format!("{}/{}", row.characters[0], row.characters[1]);
        print!("{name:<18}{characters:>12}{:>8.2}", row.length);
        row.times.iter().for_each(|[own, all]| print!("{own:>12.2}{all:>12.2}"));
        println!();
    }
    let longest = rows.values().map(|row| row.length).fold(0.0, f64::max);
    let slowest = rows.values().flat_map(|row| &row.times).map(|[own, _]| *own).fold(0.0, f64::max);
    println!(
        "\nemitted / handwritten: at most {longest:.2} of the length (aim 1.3), {slowest:.2} of the time (aim 1.1)"
    );
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("handwritten")
}

fn request() -> Result<String, String> {
    let mut all = Vec::new();
    for (name, emitted) in programs() {
        let file = folder().join(format!("{name}.py"));
        let handwritten =
            std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        all.push(json!({ "name": name, "emitted": emitted, "handwritten": handwritten }));
    }
    Ok(json!({ "programs": all, "rounds": ROUNDS }).to_string())
}

fn measure(python: &Path, request: &str) -> Result<Vec<Measured>, String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("python/measure.py");
    let mut child = Command::new(python)
        .arg("-B")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{}: {error}", python.display()))?;
    let mut input = child.stdin.take().ok_or("the child has no input")?;
    input.write_all(request.as_bytes()).map_err(|error| error.to_string())?;
    drop(input);
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(format!("{} ended with {}", python.display(), output.status));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())
}

/// The oldest and the newest Python on the PATH or of pyenv, from the server's 3.7 on. The newest measures the lengths.
fn oldest_and_newest() -> Vec<(u32, PathBuf)> {
    let home = std::env::var("HOME").unwrap_or_default();
    let pyenv = std::fs::read_dir(format!("{home}/.pyenv/versions")).into_iter().flatten().flatten();
    let mut names: Vec<PathBuf> = pyenv.map(|version| version.path().join("bin/python3")).collect();
    names.extend((7..20).map(|minor| PathBuf::from(format!("python3.{minor}"))));
    names.push("python3".into());
    let mut found: Vec<_> = names.into_iter().filter_map(|name| Some((minor(&name)?, name))).collect();
    found.sort();
    found.dedup_by_key(|(minor, _)| *minor);
    let newest = found.pop().filter(|(minor, _)| *minor >= 9);
    found.into_iter().take(1).chain(newest).collect()
}

fn minor(python: &Path) -> Option<u32> {
    let test = "import sys; assert sys.version_info >= (3, 7); print(sys.version_info[1])";
    let output = Command::new(python).args(["-c", test]).stderr(Stdio::null()).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}
