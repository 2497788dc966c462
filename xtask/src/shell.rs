//! Runs other programs.

use crate::Result;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Runs cargo in the workspace.
pub(crate) fn cargo(arguments: &[&str]) -> Result {
    run(command(arguments), &format!("cargo {}", arguments.join(" ")))
}

/// Runs cargo in the workspace with an environment variable.
pub(crate) fn cargo_with(variable: (&str, &str), arguments: &[&str]) -> Result {
    cargo_with_all(&[variable], arguments)
}

/// Runs cargo in the workspace with environment variables.
pub(crate) fn cargo_with_all(variables: &[(&str, &str)], arguments: &[&str]) -> Result {
    let mut command = command(arguments);
    command.envs(variables.iter().copied());
    let shown: String = variables.iter().map(|(name, value)| format!("{name}='{value}' ")).collect();
    run(command, &format!("{shown}cargo {}", arguments.join(" ")))
}

fn command(arguments: &[&str]) -> Command {
    // Cargo says which cargo runs us; without it, the one on the PATH.
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    command
}

/// Runs a command that is shown first, as the user would write it.
pub(crate) fn run(mut command: Command, shown: &str) -> Result {
    eprintln!("$ {shown}");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(format!("`{shown}` failed: see above")),
        Err(error) => Err(format!("`{shown}` could not be run: {error}")),
    }
}

/// Whether a command ends with success; it says nothing.
pub(crate) fn succeeds(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// What a command prints, without the end of the line.
pub(crate) fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}

/// The program of this name on the PATH.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file())
}
