//! REQUIREMENTS of a script: Python packages that it needs.
//!
//! What the interpreter of the worker has already is used as it is. Anything else is installed by pip into a temporary folder of
//! this server, so that the developer's own Python is not changed. No shell is involved, whatever a requirement looks like.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::Duration;

use crate::api::{LogLevel, log};
use crate::marshal::Value;
use crate::sync::Locked as _;
use crate::{timers, worker};

const FAILED: &str = "Could not satisfy requirements (look at redis log file for more information)";

/// The requirements that scripts have named, for RG.PYDUMPREQS.
static KNOWN: Mutex<Vec<String>> = Mutex::new(Vec::new());

pub(crate) fn known() -> Vec<String> {
    KNOWN.locked().clone()
}

fn remember(names: &[String]) {
    let mut known = KNOWN.locked();
    for name in names {
        if !known.contains(name) {
            known.push(name.clone());
        }
    }
}

/// Whether the worker's Python has all of them.
pub(crate) fn are_satisfied(names: &[String]) -> bool {
    if names.is_empty() {
        return true;
    }
    let args = [Value::Tuple(names.iter().map(|name| Value::str(name.as_str())).collect())];
    let satisfied = matches!(worker::run_job("has_requirements", &args), Ok(Value::Bool(true)));
    if satisfied {
        remember(names);
    }
    satisfied
}

/// Installs in the background; `then` runs on the main thread.
pub(crate) fn install(names: Vec<String>, then: impl FnOnce(Result<(), String>) + Send + 'static) {
    let python = worker::python();
    let run = move || {
        let result = pip(&python, &names);
        worker::lock::with(|_| {
            timers::after(Duration::ZERO, move |_| {
                let result = result.map(|folder| {
                    remember(&names);
                    worker::tell("use_folder", &[Value::Str(folder.to_string_lossy().into_owned())]);
                });
                then(result);
            });
        });
    };
    if std::thread::Builder::new().name("gears-install".to_owned()).spawn(run).is_err() {
        log(LogLevel::Warning, "no thread to install requirements");
    }
}

fn pip(python: &PathBuf, names: &[String]) -> Result<PathBuf, String> {
    if let Some(name) = names.iter().find(|name| !is_plain(name)) {
        log(
            LogLevel::Warning,
            &format!("'{name}' is not a requirement: write it as in requirements.txt, without options"),
        );
        return Err(FAILED.to_owned());
    }
    let folder = packages_folder();
    let output = Command::new(python)
        .args(["-m", "pip", "install", "--disable-pip-version-check", "--quiet", "--upgrade", "--target"])
        .arg(&folder)
        .arg("--")
        .args(names)
        .stdin(Stdio::null())
        .output();
    match output {
        Ok(output) if output.status.success() => Ok(folder),
        Ok(output) => {
            log(
                LogLevel::Warning,
                &format!("pip failed: {}", String::from_utf8_lossy(&output.stderr).trim()),
            );
            Err(FAILED.to_owned())
        }
        Err(error) => {
            log(LogLevel::Warning, &format!("pip cannot be run: {error}"));
            Err(FAILED.to_owned())
        }
    }
}

/// A folder of this server alone. The launcher names one that it removes at the end.
fn packages_folder() -> PathBuf {
    match std::env::var_os("GEAR_ENGINE_PACKAGES") {
        Some(folder) => folder.into(),
        None => std::env::temp_dir().join(format!("gear-engine-packages-{}", std::process::id())),
    }
}

/// A name with an optional version or extra: no option, path or shell syntax.
fn is_plain(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.[],<>=!~ *+".contains(c))
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn options_and_shell_syntax_are_refused() {
        for good in ["redis", "redis==3.5.3", "requests[socks]>=2,<3", "numpy ~= 1.21"] {
            assert!(is_plain(good), "{good}");
        }
        for bad in ["", "-r file", "a; rm -rf /", "a'b", "$(x)", "../x", "git+https://x/y"] {
            assert!(!is_plain(bad), "{bad}");
        }
    }
}
