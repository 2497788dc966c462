use std::fmt;
use std::path::PathBuf;

/// Why a server did not start. Each message is one line and says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StartError {
    /// There is no server program.
    NoRedisServer,
    /// There is no Python interpreter.
    NoPython,
    /// The engine's module file is not where cargo puts it.
    NoModule {
        /// The folders that were searched.
        searched: Vec<PathBuf>,
    },
    /// A path given by hand or in an environment variable is not a file.
    NotAFile {
        /// What it was meant to be.
        what: &'static str,
        /// The path.
        path: PathBuf,
    },
    /// The server program could not be run.
    CannotRun {
        /// The program.
        path: PathBuf,
        /// What the system said.
        error: String,
    },
    /// The temporary folder or log file could not be made.
    NoTemporaryFolder {
        /// What the system said.
        error: String,
    },
    /// No free port was found.
    NoPort,
    /// The port is taken.
    PortInUse {
        /// The port.
        port: u16,
    },
    /// The engine refused to be loaded.
    Refused {
        /// The engine's own words.
        reason: String,
    },
    /// The server ended at once.
    Ended {
        /// The end of its log.
        log: String,
    },
    /// The server runs but does not answer.
    Timeout {
        /// The end of its log.
        log: String,
    },
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StartError::NoRedisServer => f.write_str(
                "no redis-server or valkey-server on the PATH: install it with `apt-get install redis-server` or \
                 `brew install redis`, or set GEAR_REDIS_SERVER",
            ),
            StartError::NoPython => f.write_str(
                "no python3 on the PATH: install it with `apt-get install python3` or `brew install python`, or set \
                 GEAR_PYTHON",
            ),
            StartError::NoModule { searched } => {
                let folders: Vec<String> = searched.iter().map(|p| p.display().to_string()).collect();
                write!(
                    f,
                    "the engine's module was not found in {}: build it with `cargo build -p gear-engine`, or set GEAR_MODULE",
                    folders.join(", ")
                )
            }
            StartError::NotAFile { what, path } => {
                write!(f, "{} is not a file: correct the path given for {what}", path.display())
            }
            StartError::CannotRun { path, error } => write!(f, "{} cannot be run: {error}", path.display()),
            StartError::NoTemporaryFolder { error } => {
                write!(f, "no temporary folder could be made ({error}): free space or set TMPDIR")
            }
            StartError::NoPort => f.write_str("no free port was found on 127.0.0.1: close other servers and try again"),
            StartError::PortInUse { port } => {
                write!(f, "port {port} is in use: stop the other server or choose another port")
            }
            StartError::Refused { reason } => write!(f, "the engine refused to start: {reason}"),
            StartError::Ended { log } => write!(f, "the server ended at once, its log says: {log}"),
            StartError::Timeout { log } => write!(f, "the server does not answer, its log says: {log}"),
        }
    }
}

impl std::error::Error for StartError {}
