//! `cargo xtask differential`: many random programs, each on many inputs, in both worlds.

mod batch;
mod reduce;

use batch::{Batch, Difference, Rejected, Setup};
use generator::{Function, Grammar, catalog, pretty};
use std::collections::{BTreeMap, BTreeSet};
use std::process::{Command, ExitCode, Stdio};

const USAGE: &str = "\
Usage: cargo xtask differential [--seed N] [--first N] [--cases N] [--python PATH]..

  --seed N       which programs and inputs; 1 if not given
  --first N      how many programs of the seed to leave out: each begins with the next row of the grammar; 0 if not given
  --cases N      how many pairs of a program and an input; 100000 if not given
  --python PATH  an interpreter, 3.7 or newer; all that are on the PATH if not given";

/// How many functions are compiled in one run of rustc, and on how many inputs each runs.
const FUNCTIONS: usize = 300;
const INPUTS: usize = 30;

struct Options {
    seed: u64,
    first: usize,
    cases: usize,
    pythons: Vec<String>,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--help" || argument == "-h") {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    let result = options(&arguments).and_then(|options| run(options).map_err(|error| error.to_string()));
    match result {
        Ok(0) => ExitCode::SUCCESS,
        Ok(count) => {
            eprintln!("error: {count} programs differ: the tests above show them");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn options(arguments: &[String]) -> Result<Options, String> {
    let mut options = Options { seed: 1, first: 0, cases: 100_000, pythons: Vec::new() };
    let mut arguments = arguments.iter();
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("`{name}` needs a value\n\n{USAGE}"))?;
        let wrong = |_| format!("`{name}` takes a number, not `{value}`");
        match name.as_str() {
            "--seed" => options.seed = value.parse().map_err(wrong)?,
            "--first" => options.first = value.parse().map_err(wrong)?,
            "--cases" => options.cases = value.parse().map_err(wrong)?,
            "--python" => options.pythons.push(value.clone()),
            _ => return Err(format!("there is no option `{name}`\n\n{USAGE}")),
        }
    }
    if options.pythons.is_empty() {
        options.pythons = oldest_and_newest();
    }
    match options.pythons.iter().find(|python| version(python).is_none()) {
        Some(python) => Err(format!("`{python}` is no Python of version 3.7 or newer")),
        None if options.pythons.is_empty() => {
            Err("there is no python3 on the PATH: name one with --python".into())
        }
        None => Ok(options),
    }
}

/// The oldest and the newest Python on the PATH or of pyenv.
fn oldest_and_newest() -> Vec<String> {
    let mut names: Vec<String> = (7..20).map(|minor| format!("python3.{minor}")).collect();
    names.push("python3".to_owned());
    let pyenv = std::env::var("PYENV_ROOT").or_else(|_| std::env::var("HOME").map(|home| home + "/.pyenv"));
    let versions = pyenv.into_iter().filter_map(|root| std::fs::read_dir(root + "/versions").ok()).flatten();
    names.extend(versions.flatten().map(|version| version.path().join("bin/python3").display().to_string()));
    let mut found: Vec<(u32, String)> =
        names.into_iter().filter_map(|name| Some((version(&name)?, name))).collect();
    found.sort();
    found.dedup_by_key(|(version, _)| *version);
    let newest = found.pop();
    found.into_iter().take(1).chain(newest).map(|(_, name)| name).collect()
}

/// The minor version of a Python that is at least the server's 3.7.
fn version(python: &str) -> Option<u32> {
    let test = "import sys; assert sys.version_info >= (3, 7); print(sys.version_info[1])";
    let output = Command::new(python).args(["-c", test]).stderr(Stdio::null()).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

/// How many programs differ.
fn run(options: Options) -> std::io::Result<usize> {
    let grammar = Grammar::default();
    let batch = Batch::new()?;
    println!("seed {}, {}", options.seed, options.pythons.join(" and "));
    let (mut pairs, mut failures, mut overflows) = (0, 0, 0);
    let (mut programs, mut differing) = (0, 0);
    // The shortest program for each error.
    let mut refused: BTreeMap<String, String> = BTreeMap::new();
    let mut rows = BTreeSet::new();
    let mut first = options.first;
    while pairs < options.cases {
        let left = (options.cases - pairs).div_ceil(INPUTS * options.pythons.len());
        let mut functions = grammar.functions(options.seed, first, left.clamp(1, FUNCTIONS));
        first += functions.len();
        let seed = options.seed.wrapping_add(first as u64);
        let setup = Setup { inputs: INPUTS, seed, pythons: options.pythons.clone() };
        let (report, rejected) = batch.run(&mut functions, &setup)?;
        for Rejected { function, error } in &rejected {
            // Grammar and types are not all of Rust: what rustc refuses is no finding. What only we refuse may be one.
            if error.starts_with("[G") {
                let text = pretty(&function.text);
                let shortest = refused.entry(error.clone()).or_insert_with(|| text.clone());
                if text.len() < shortest.len() {
                    *shortest = text;
                }
            }
        }
        pairs += report.pairs;
        failures += report.failures;
        overflows += report.overflows;
        programs += functions.len();
        rows.extend(functions.iter().flat_map(|function| function.rows.clone()));
        println!(
            "{programs} programs, {pairs} pairs, {} differences, {failures} fail in both worlds, {overflows} overflow \
             natively, {} programs were not Rust",
            report.differences.len(),
            rejected.len(),
        );
        let mut seen = BTreeSet::new();
        let mut worst: Vec<Difference> =
            report.differences.into_iter().filter(|difference| seen.insert(difference.program)).collect();
        differing += worst.len();
        worst.sort_by_key(|difference| functions[difference.program].text.len());
        // Several are often one mistake: the smallest one is reduced.
        if let Some(difference) = worst.into_iter().next() {
            let function = functions.swap_remove(difference.program);
            let (function, difference) = reduce::reduce((&grammar, &batch, &setup), function, difference)?;
            println!("{}", as_test(&function, &difference));
        }
    }
    for (error, program) in &refused {
        println!("refused: {error}\n{program}");
    }
    let covered = grammar.covered(&rows);
    let catalog = catalog();
    let used = catalog.iter().filter(|entry| covered.contains(entry.as_str())).count();
    println!(
        "{programs} programs, {pairs} pairs: {differing} programs differ, {} errors of the compiler alone; \
         {used} of {} entries of the catalog, {} of {} rows of the grammar",
        refused.len(),
        catalog.len(),
        rows.len(),
        grammar.rows(),
    );
    Ok(differing)
}

/// A difference as the text of a test for `tests/differential/cases.rs`.
fn as_test(function: &Function, difference: &Difference) -> String {
    format!(
        "{}\nprogram!({}: ({})),\n\n// native:  {}\n// shipped: {}\n// {}\n",
        pretty(&function.text),
        function.name,
        difference.rust,
        difference.native,
        difference.shipped,
        difference.python.trim_end().replace('\n', "\n// "),
    )
}
