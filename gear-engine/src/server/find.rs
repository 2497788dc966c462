//! Finds the programs and the module file that a server needs.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::StartError;

/// Everything a server is started from.
#[derive(Debug)]
pub(super) struct Installation {
    pub(super) redis_server: PathBuf,
    pub(super) python: PathBuf,
    pub(super) module: PathBuf,
    /// Whether the server knows `--enable-debug-command` (Redis 7.0 and later, Valkey); before, DEBUG is always allowed.
    pub(super) has_debug_option: bool,
}

impl Installation {
    pub(super) fn find(
        redis_server: Option<&Path>,
        python: Option<&Path>,
        module: Option<&Path>,
    ) -> Result<Installation, StartError> {
        let redis_server = chosen(redis_server, "GEAR_REDIS_SERVER", "the server program")?
            .or_else(|| on_path("redis-server"))
            .or_else(|| on_path("valkey-server"))
            .ok_or(StartError::NoRedisServer)?;
        let python = chosen(python, "GEAR_PYTHON", "Python")?
            .or_else(|| on_path("python3"))
            .ok_or(StartError::NoPython)?;
        let module = match chosen(module, "GEAR_MODULE", "the engine's module")? {
            Some(path) => path,
            None => beside_the_program()?,
        };
        let has_debug_option = major_version(&redis_server)? >= 7;
        Ok(Installation { redis_server, python, module, has_debug_option })
    }
}

/// The path given by hand, else the one in the environment; names without a slash are looked up on the PATH.
fn chosen(given: Option<&Path>, variable: &str, what: &'static str) -> Result<Option<PathBuf>, StartError> {
    let path = match given {
        Some(path) => path.to_path_buf(),
        None => match std::env::var_os(variable) {
            Some(value) if !value.is_empty() => PathBuf::from(value),
            _ => return Ok(None),
        },
    };
    let found =
        if path.components().count() == 1 { on_path(&path.to_string_lossy()).unwrap_or(path) } else { path };
    // The server changes its directory, so a relative path would mean something else there. The path is not resolved any
    // further: what a link to Python is called decides which environment it uses.
    let found = std::path::absolute(&found).unwrap_or(found);
    if found.is_file() { Ok(Some(found)) } else { Err(StartError::NotAFile { what, path: found }) }
}

fn on_path(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// Cargo puts the module into `target/PROFILE/deps`; tests run there, examples and tools in folders around it.
fn beside_the_program() -> Result<PathBuf, StartError> {
    let program = std::env::current_exe().unwrap_or_default();
    let here = program.parent().unwrap_or(Path::new("."));
    let searched = vec![here.to_path_buf(), here.join("deps"), here.join("../deps"), here.join("..")];
    let name = if cfg!(target_os = "macos") { "libgear_engine.dylib" } else { "libgear_engine.so" };
    // Of several copies the newest one is what was built last: `cargo build` leaves a copy one level up, `cargo test` does not.
    let newest = searched
        .iter()
        .map(|folder| folder.join(name))
        .filter_map(|path| Some((path.metadata().ok()?.modified().ok()?, path)))
        .max();
    match newest {
        Some((_, path)) => Ok(std::path::absolute(&path).unwrap_or(path)),
        None => Err(StartError::NoModule { searched }),
    }
}

fn major_version(server: &Path) -> Result<u32, StartError> {
    let output =
        Command::new(server).arg("--version").stdin(Stdio::null()).output().map_err(|error| {
            StartError::CannotRun { path: server.to_path_buf(), error: error.to_string() }
        })?;
    Ok(version_in(&String::from_utf8_lossy(&output.stdout)).unwrap_or(7))
}

/// The major version in `Redis server v=7.0.15 sha=...`.
fn version_in(text: &str) -> Option<u32> {
    let (_, rest) = text.split_once("v=")?;
    rest.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read() {
        assert_eq!(version_in("Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc"), Some(7));
        assert_eq!(version_in("Valkey server v=9.1.0 sha=0"), Some(9));
        assert_eq!(version_in("something else"), None);
    }

    #[test]
    fn a_wrong_path_is_named() {
        let error = Installation::find(Some(Path::new("/no/such/redis")), None, None).unwrap_err();
        assert_eq!(
            error.to_string(),
            "/no/such/redis is not a file: correct the path given for the server program"
        );
    }
}
