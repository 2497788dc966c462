//! Wheels and the virtual environment in the data directory. No shell is involved, whatever a requirement looks like.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::Requirement;
use super::bundle::{Bundle, is_plain};
use crate::worker;

/// What the interpreter of the worker is asked: whether it has a package, in a version that fits as far as that can be told.
const HAS_PACKAGE: &str = include_str!("has_package.py");

/// Where this server keeps packages: `gears-python3.11/` in its data directory, with a name of its own for each version of
/// Python.
pub(super) struct Place {
    root: PathBuf,
    python: PathBuf,
    version: String,
}

impl Place {
    pub(super) fn of_this_server() -> Result<Place, String> {
        // The server changes into its data directory when it reads its configuration.
        let data = std::env::current_dir().map_err(|error| format!("no data directory: {error}"))?;
        let version = worker::python_version();
        let root = data.join(format!("gears-python{version}"));
        Ok(Place { root, python: worker::python(), version })
    }

    fn venv(&self) -> PathBuf {
        self.root.join("venv")
    }

    pub(super) fn site_packages(&self) -> PathBuf {
        self.venv().join(format!("lib/python{}/site-packages", self.version))
    }

    fn wheels_of(&self, name: &str) -> PathBuf {
        self.root.join("wheels").join(folder_name(name))
    }

    /// There once a requirement is installed.
    fn mark_of(&self, name: &str) -> PathBuf {
        self.venv().join("gears-installed").join(folder_name(name))
    }

    /// Makes sure that a requirement can be imported.
    pub(super) fn provide(&self, name: &str, again: bool) -> Result<Requirement, String> {
        if !is_plain(name) {
            return Err(format!(
                "'{name}' is not a requirement: write it as in requirements.txt, without options"
            ));
        }
        let found = |wheels| Requirement { name: name.to_owned(), wheels, installed: true };
        if !again && self.interpreter_has(name) {
            return Ok(found(files_in(&self.wheels_of(name))));
        }
        let wheels = self.download(name, again)?;
        self.install(name, &wheels, again)?;
        Ok(found(Some(wheels)))
    }

    fn interpreter_has(&self, name: &str) -> bool {
        let mut command = Command::new(&self.python);
        command.args(["-c", HAS_PACKAGE, name]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    }

    /// The wheels of a requirement and of all that it needs, from an earlier time if possible: the names of the files.
    pub(super) fn download(&self, name: &str, again: bool) -> Result<Vec<String>, String> {
        let folder = self.wheels_of(name);
        if let (false, Some(wheels)) = (again, files_in(&folder)) {
            return Ok(wheels);
        }
        self.make_venv()?;
        let partial = folder.with_extension("partial");
        clear(&partial)?;
        let mut pip = self.pip("wheel");
        pip.arg("--wheel-dir").arg(&partial).arg("--").arg(name);
        run(pip, &format!("the wheels of {name} could not be downloaded"))?;
        // Only a complete folder gets the name under which it is found.
        self.put_wheels(&partial, &folder)?;
        files_in(&folder).ok_or_else(|| format!("pip has made no wheels for {name}"))
    }

    fn put_wheels(&self, partial: &Path, folder: &Path) -> Result<(), String> {
        let _ = fs::remove_dir_all(folder);
        fs::rename(partial, folder)
            .map_err(|error| format!("{} could not be made: {error}", folder.display()))
    }

    fn install(&self, name: &str, wheels: &[String], again: bool) -> Result<(), String> {
        let mark = self.mark_of(name);
        if !again && mark.exists() {
            return Ok(());
        }
        self.make_venv()?;
        let mut pip = self.pip("install");
        pip.args(["--no-index", "--no-cache-dir", "--force-reinstall", "--"]);
        pip.args(wheels.iter().map(|wheel| self.wheels_of(name).join(wheel)));
        run(pip, &format!("{name} could not be installed"))?;
        let written = fs::create_dir_all(mark.parent().unwrap_or(&mark)).and_then(|()| fs::write(&mark, ""));
        written.map_err(|error| format!("{} could not be written: {error}", mark.display()))
    }

    /// A requirement with its wheels.
    pub(super) fn bundle(&self, name: &str, wheels: &[String]) -> Result<Bundle, String> {
        let folder = self.wheels_of(name);
        let read = |file: &String| {
            let path = folder.join(file);
            let contents = fs::read(&path).map_err(|_| format!("Could not open file {}", path.display()))?;
            Ok((file.clone(), contents))
        };
        let wheels = wheels.iter().map(read).collect::<Result<_, String>>()?;
        Ok(Bundle { name: name.to_owned(), wheels })
    }

    /// Installs a requirement from its wheels alone.
    pub(super) fn install_bundle(&self, bundle: &Bundle) -> Result<Requirement, String> {
        let name = &bundle.name;
        let folder = self.wheels_of(name);
        if files_in(&folder).is_none() {
            let partial = folder.with_extension("partial");
            clear(&partial)?;
            for (file, contents) in &bundle.wheels {
                let path = partial.join(file);
                fs::write(&path, contents)
                    .map_err(|error| format!("{} could not be written: {error}", path.display()))?;
            }
            self.put_wheels(&partial, &folder)?;
        }
        let wheels: Vec<String> = bundle.wheels.iter().map(|(file, _)| file.clone()).collect();
        self.install(name, &wheels, false).inspect_err(|_| {
            // Wheels that cannot be installed must not stand in the way of better ones.
            let _ = fs::remove_dir_all(&folder);
        })?;
        Ok(Requirement { name: name.clone(), wheels: Some(wheels), installed: true })
    }

    fn make_venv(&self) -> Result<(), String> {
        let ready = self.venv().join("gears-installed");
        if ready.exists() {
            return Ok(());
        }
        let mut venv = Command::new(&self.python);
        // With the interpreter's own pip, which is there at once; a new one would take seconds.
        venv.args(["-m", "venv", "--clear", "--without-pip", "--system-site-packages"]).arg(self.venv());
        run(venv, "no virtual environment could be made")?;
        fs::create_dir_all(&ready).map_err(|error| format!("{} could not be made: {error}", ready.display()))
    }

    fn pip(&self, task: &str) -> Command {
        let mut command = Command::new(self.venv().join("bin/python"));
        command.args(["-m", "pip", task, "--disable-pip-version-check", "--quiet"]);
        command
    }
}

/// An empty folder.
fn clear(folder: &Path) -> Result<(), String> {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).map_err(|error| format!("{} could not be made: {error}", folder.display()))
}

/// The files in a folder, sorted; None if there are none.
fn files_in(folder: &Path) -> Option<Vec<String>> {
    let entries = fs::read_dir(folder).ok()?;
    let mut names: Vec<String> =
        entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    (!names.is_empty()).then_some(names)
}

/// The name of a requirement as that of a folder; the number at the end tells names apart that look the same without signs.
fn folder_name(name: &str) -> String {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    format!("{}-{:016x}", name.chars().map(plain).collect::<String>(), hasher.finish())
}

fn run(mut command: Command, failure: &str) -> Result<(), String> {
    match command.stdin(Stdio::null()).output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => {
            let said = [output.stdout, output.stderr].concat();
            Err(format!("{failure}: {}", String::from_utf8_lossy(&said).trim()))
        }
        Err(error) => Err(format!("{failure}: {error}")),
    }
}
