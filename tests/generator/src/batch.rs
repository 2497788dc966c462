//! Builds and runs a crate with a batch of functions: one run of rustc for all of them.

use generator::{File, Function, file};
use serde::Deserialize;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The inputs and the interpreters.
pub(crate) struct Setup {
    pub(crate) inputs: usize,
    pub(crate) seed: u64,
    pub(crate) pythons: Vec<String>,
}

/// What a batch gave.
#[derive(Deserialize)]
pub(crate) struct Report {
    pub(crate) pairs: usize,
    pub(crate) failures: usize,
    pub(crate) overflows: usize,
    pub(crate) differences: Vec<Difference>,
}

/// What a batch prints.
#[derive(Deserialize)]
#[serde(untagged)]
enum Outcome {
    Done(Report),
    /// A program that does not end, at this place.
    Stuck {
        stuck: usize,
    },
}

/// A program and an input for which the worlds differ.
#[derive(Deserialize)]
pub(crate) struct Difference {
    /// The place of the program in the batch.
    pub(crate) program: usize,
    pub(crate) python: String,
    /// The arguments.
    pub(crate) rust: String,
    pub(crate) native: String,
    pub(crate) shipped: String,
}

/// A function that did not compile, and the first error.
pub(crate) struct Rejected {
    pub(crate) function: Function,
    pub(crate) error: String,
}

/// The crate that is written for the batches.
pub(crate) struct Batch {
    folder: PathBuf,
    target: PathBuf,
}

impl Batch {
    /// Writes the crate, without functions.
    pub(crate) fn new() -> std::io::Result<Batch> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
        let folder = root.join("target/differential");
        fs::create_dir_all(folder.join("src"))?;
        fs::write(folder.join("Cargo.toml"), manifest(&root))?;
        // The same versions as the workspace.
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        let shared = ["compare", "encode", "failure", "inputs", "program", "python"].map(|module| {
            format!("#[path = {:?}]\nmod {module};\n", root.join(format!("tests/differential/{module}.rs")))
        });
        let main = fs::read_to_string(root.join("tests/differential/batch.rs"))?;
        let main = main.replace("mod programs;\n", &format!("{}mod programs;\n", shared.concat()));
        fs::write(folder.join("src/main.rs"), main)?;
        Ok(Batch { target: root.join("target/differential/target"), folder })
    }

    /// Compares functions; those that do not compile are taken out.
    pub(crate) fn run(
        &self,
        functions: &mut Vec<Function>,
        setup: &Setup,
    ) -> std::io::Result<(Report, Vec<Rejected>)> {
        let mut rejected = Vec::new();
        loop {
            let file = file(functions);
            fs::write(self.folder.join("src/programs.rs"), &file.text)?;
            let errors = self.build(&file)?;
            let errors = match errors.is_empty() {
                true => match self.compare(setup)? {
                    Outcome::Done(report) => return Ok((report, rejected)),
                    Outcome::Stuck { stuck } => [(stuck, "it does not end".to_owned())].into(),
                },
                false => errors,
            };
            for (index, error) in errors.into_iter().rev() {
                rejected.push(Rejected { function: functions.remove(index), error });
            }
            functions.iter_mut().enumerate().for_each(|(index, function)| function.rename(index));
        }
    }

    /// The first error of each function that has one.
    fn build(&self, file: &File) -> std::io::Result<BTreeMap<usize, String>> {
        let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["build", "--quiet", "--message-format=json", "--target-dir"])
            .arg(&self.target)
            .current_dir(&self.folder)
            .stderr(Stdio::piped())
            .output()?;
        let mut errors = BTreeMap::new();
        let mut elsewhere = String::new();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let Ok(message) = serde_json::from_str::<Json>(line) else { continue };
            let message = &message["message"];
            if message["level"] != "error" {
                continue;
            }
            let text = message["message"].as_str().unwrap_or_default();
            match message["spans"].as_array().into_iter().flatten().find_map(line_of) {
                Some(line) => {
                    let index = file.lines.partition_point(|start| *start <= line) - 1;
                    errors.entry(index).or_insert_with(|| text.to_owned());
                }
                None => elsewhere.push_str(text),
            }
        }
        if !output.status.success() && errors.is_empty() {
            let text = String::from_utf8_lossy(&output.stderr);
            return Err(std::io::Error::other(format!("the batch cannot be built: {elsewhere} {text}")));
        }
        Ok(errors)
    }

    fn compare(&self, setup: &Setup) -> std::io::Result<Outcome> {
        let output = Command::new(self.target.join("debug/batch"))
            .args([setup.inputs.to_string(), setup.seed.to_string()])
            .args(&setup.pythons)
            .stderr(Stdio::inherit())
            .output()?;
        serde_json::from_slice(&output.stdout).map_err(|error| {
            std::io::Error::other(format!("the batch ended with {}: {error}", output.status))
        })
    }
}

/// The line in the file of programs that a span, or the use of the macro that it comes from, is in.
fn line_of(span: &Json) -> Option<usize> {
    let here = span["file_name"].as_str().is_some_and(|name| name.ends_with("programs.rs"));
    if here && span["is_primary"] == true {
        return span["line_start"].as_u64().map(|line| line as usize);
    }
    line_of(span.get("expansion")?.get("span")?)
}

fn manifest(root: &Path) -> String {
    let dependency =
        |path: &str| format!("{{ path = {:?}, features = [\"codec\", \"hash\"] }}", root.join(path));
    format!(
        "[package]\nname = \"batch\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\nredis-gears = {}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\nregex = \"1\"\n\n\
         [profile.dev]\ndebug = false\nincremental = false\n\n[workspace]\n",
        dependency("")
    )
}
