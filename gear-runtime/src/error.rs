//! The one error type: what went wrong, where, and what to do about it.

use std::fmt;
use std::time::Duration;

use crate::Backtrace;
use crate::wire::Mismatch;

/// A result of this crate.
/// [`Error`] says what can go wrong.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A place in the Rust source that a piece of the shipped Python came from.
/// [`Error::location`] gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Location {
    /// The file, as `file!()` names it.
    pub file: &'static str,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1; 0 if it is not known.
    pub column: u32,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)?;
        if self.column > 0 { write!(f, ":{}", self.column) } else { Ok(()) }
    }
}

/// Why a gear did not give a result.
///
/// Its text is one line that a person can act on; [`suggestion`](Error::suggestion) says what to do in a sentence of its own.
#[non_exhaustive]
pub enum Error {
    /// The script as a whole was refused: it does not parse, or its top level raised.
    Script {
        /// What the server said, without the traceback.
        message: String,
        /// The Rust source it came from, if the server named a line.
        location: Option<Location>,
        /// The frames, if the server sent a traceback.
        backtrace: Option<Box<Backtrace>>,
    },
    /// A step failed while it ran, on the server or in a native run.
    Step {
        /// What went wrong: the last line of the traceback, or the message of the panic.
        message: String,
        /// The Rust source of the step.
        location: Option<Location>,
        /// The frames, with the traceback as the server sent it; `None` in a native run.
        backtrace: Option<Box<Backtrace>>,
        /// The messages of further errors of the same run.
        more: Vec<String>,
        /// How many records had been computed nevertheless.
        partial: usize,
    },
    /// A record does not have the type that the gear declares.
    Record {
        /// The key or argument, what was expected and what was there.
        message: String,
    },
    /// `RG.TRIGGER` of a name that nobody registered.
    UnknownTrigger {
        /// The name.
        name: String,
    },
    /// Another gear has registered the trigger already.
    DuplicateTrigger {
        /// The name.
        name: String,
        /// The session that has it, where that could be found out.
        session: Option<String>,
    },
    /// Another registration reads the stream already: each message would reach one of the two only.
    StreamTaken {
        /// The stream, or the prefix.
        stream: String,
        /// The other registration.
        registration: String,
        /// The stream or prefix that it reads.
        reads: String,
    },
    /// The server does not know the execution or registration: it was dropped, or runs on another node.
    UnknownExecution {
        /// The id.
        id: String,
        /// What the server said.
        message: String,
    },
    /// The results of an execution were asked for before it was done.
    StillRunning {
        /// The id.
        id: String,
    },
    /// An execution was aborted before it had seen all records.
    Aborted {
        /// The id.
        id: String,
    },
    /// An execution was not done within the time that the caller wanted to wait. It goes on.
    WaitTimeout {
        /// The id.
        id: String,
        /// How long it was waited for.
        waited: Duration,
    },
    /// An execution has more results than the caller wants to receive. They are still on the server.
    TooManyResults {
        /// The id.
        id: String,
        /// How many there are.
        results: u64,
        /// How many are wanted at most.
        limit: u64,
    },
    /// The results of an execution are larger than the caller wants to receive. They are still on the server.
    ResultsTooLarge {
        /// The id.
        id: String,
        /// How many bytes there are.
        bytes: u64,
        /// How many are wanted at most.
        limit: u64,
    },
    /// A shard was silent for longer than `ExecutionMaxIdleTime`, so the run ended without it.
    IdleTimeout {
        /// How many records had been computed nevertheless.
        partial: usize,
    },
    /// A Python requirement is not acceptable, or the server could not install it.
    Requirements {
        /// What is wrong with it, or what the server said.
        message: String,
        /// Which ones: those that are not acceptable, or those that the server was asked for.
        requirements: Vec<String>,
    },
    /// The server does not know `RG.*` commands.
    GearsNotLoaded,
    /// RedisGears does not know the cluster yet.
    ClusterNotReady {
        /// What the server said.
        message: String,
    },
    /// A registration did not reach all shards.
    Shard {
        /// The shard that refused, if it said who it is.
        shard: Option<String>,
        /// What it said.
        message: String,
        /// What other shards said.
        more: Vec<String>,
    },
    /// The server refuses because of the state of the connection (`MULTI`, scripts) or of what was asked for.
    Refused {
        /// What the server said.
        message: String,
    },
    /// The user of the connection may not do this, or has not logged in.
    Denied {
        /// What the server said.
        message: String,
    },
    /// The server could not be reached, or the connection broke.
    Connection {
        /// The cause.
        source: Box<dyn std::error::Error + Send + Sync>,
        /// What to look at.
        hint: &'static str,
    },
    /// Redis answered a plain command with an error.
    Redis {
        /// The text of the error.
        message: String,
    },
    /// A result came back with another type than the gear declares.
    Decode {
        /// What was decoded.
        what: String,
        /// The Rust type it should have had.
        expected: String,
        /// What came instead, shortened.
        got: String,
    },
    /// A native run was asked for something it cannot do.
    Native {
        /// What, and what to do instead.
        message: String,
    },
    /// A deployment cannot be what it says: a name is not allowed, or is there twice.
    InvalidDeployment {
        /// What is wrong, and what to do instead.
        message: String,
    },
    /// Another process deploys the same app at this moment.
    DeploymentLocked {
        /// The app.
        app: String,
        /// After how long its lock expires at the latest.
        expires: Duration,
    },
    /// A deployment failed at one gear.
    Deployment {
        /// The app.
        app: String,
        /// The gear.
        gear: String,
        /// Why.
        source: Box<Error>,
        /// Whether everything is again as it was before.
        rolled_back: bool,
    },
}

impl Error {
    /// The error of a step in a native run.
    pub(crate) fn native_step(message: String, location: Location) -> Self {
        Self::Step { message, location: Some(location), backtrace: None, more: Vec::new(), partial: 0 }
    }

    /// The error of a step in a native run, at the place of a call.
    pub(crate) fn at_caller(message: String, caller: &'static std::panic::Location<'static>) -> Self {
        let location = Location { file: caller.file(), line: caller.line(), column: caller.column() };
        Self::native_step(message, location)
    }

    /// The place in the Rust source, if the error has one.
    pub fn location(&self) -> Option<Location> {
        match self {
            Self::Script { location, .. } | Self::Step { location, .. } => *location,
            Self::Deployment { source, .. } => source.location(),
            _ => None,
        }
    }

    /// The frames of the program, if the server sent a traceback.
    pub fn backtrace(&self) -> Option<&Backtrace> {
        match self {
            Self::Script { backtrace, .. } | Self::Step { backtrace, .. } => backtrace.as_deref(),
            Self::Deployment { source, .. } => source.backtrace(),
            _ => None,
        }
    }

    /// Whether the command may have been carried out although there is no answer: the connection broke after it was sent.
    pub fn is_connection(&self) -> bool {
        match self {
            Self::Connection { .. } => true,
            Self::Deployment { source, .. } => source.is_connection(),
            _ => false,
        }
    }

    /// What to do about it, where that is known.
    ///
    /// ```
    /// let error = gear_runtime::Error::GearsNotLoaded;
    /// assert!(error.suggestion().is_some_and(|text| text.contains("load the module")));
    /// ```
    pub fn suggestion(&self) -> Option<&str> {
        Some(match self {
            Self::UnknownTrigger { .. } => "register it first",
            Self::DuplicateTrigger { .. } => "unregister that one first",
            Self::StreamTaken { .. } => "unregister that one first, or make one gear of both",
            Self::UnknownExecution { .. } => "it was dropped, or it belongs to another node",
            Self::StillRunning { .. } => "wait for it, or abort it first",
            Self::WaitTimeout { .. } => "wait again, or abort it",
            Self::TooManyResults { .. } | Self::ResultsTooLarge { .. } => {
                "aggregate or limit on the server, or raise the limit"
            }
            Self::IdleTimeout { .. } => "look at the shards, or raise ExecutionMaxIdleTime with RG.CONFIGSET",
            Self::GearsNotLoaded => {
                "load the module, or start the development engine with `cargo xtask engine`"
            }
            Self::ClusterNotReady { .. } => "send RG.REFRESHCLUSTER to every node",
            Self::Denied { .. } => "log in with a user that may send RG.* commands",
            Self::Connection { hint, .. } => hint,
            Self::DeploymentLocked { .. } => "wait for the other one, and look at the plan again",
            Self::Deployment { source, .. } => return source.suggestion(),
            _ => return None,
        })
    }
}

/// The same text as [`Display`](fmt::Display): it is what a program prints whose `main` ends with `?`.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Script { message, location, .. } => {
                if let Some(at) = location {
                    write!(f, "{at}: ")?;
                }
                write!(f, "the server refused the script: {}", OneLine(message))
            }
            Self::Step { message, location, more, .. } => {
                match location {
                    Some(at) => write!(f, "{at}: {}", OneLine(message))?,
                    None => write!(f, "a step failed: {}", OneLine(message))?,
                }
                write_more(f, more.len())
            }
            Self::Shard { shard, message, more } => {
                write!(f, "{} did not accept the registration: ", shard.as_deref().unwrap_or("a shard"))?;
                write!(f, "{}", OneLine(message))?;
                write_more(f, more.len())
            }
            Self::Deployment { app, gear, source, rolled_back } => {
                write!(f, "deployment `{app}`: gear `{gear}`: {source}")?;
                f.write_str(if *rolled_back {
                    "; everything is as before"
                } else {
                    "; deploy again to repair it"
                })
            }
            other => other.write_plain(f),
        }
    }
}

impl Error {
    /// The variants whose text is a sentence and a suggestion.
    fn write_plain(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Record { message } | Self::Native { message } | Self::InvalidDeployment { message } => {
                return f.write_str(message);
            }
            Self::UnknownTrigger { name } => write!(f, "nothing is registered for trigger `{name}`")?,
            Self::DuplicateTrigger { name, session: None } => {
                write!(f, "trigger `{name}` is registered by another gear")?;
            }
            Self::DuplicateTrigger { name, session: Some(session) } => {
                write!(f, "trigger `{name}` is registered by another gear, in the session `{session}`")?;
            }
            Self::StreamTaken { stream, registration, reads } => write!(
                f,
                "`{stream}` is read by the registration {registration} (`{reads}`) as well, and each message reaches one of the two"
            )?,
            Self::UnknownExecution { message, .. } => f.write_str(message)?,
            Self::StillRunning { id } => write!(f, "execution {id} is still running")?,
            Self::Aborted { id } => write!(f, "execution {id} was aborted")?,
            Self::WaitTimeout { id, waited } => write!(f, "execution {id} was not done after {waited:?}")?,
            Self::TooManyResults { id, results, limit } => {
                write!(f, "execution {id} has {results} results, and at most {limit} are wanted")?;
            }
            Self::ResultsTooLarge { id, bytes, limit } => {
                write!(f, "execution {id} has {bytes} bytes of results, and at most {limit} are wanted")?;
            }
            Self::IdleTimeout { .. } => f.write_str("a shard did not answer while the gear ran")?,
            Self::Requirements { message, requirements } => {
                write!(f, "requirements: {message}")?;
                let names = requirements.iter().map(|name| name.escape_debug().to_string());
                let unnamed: Vec<String> = names.filter(|name| !message.contains(name)).collect();
                return if unnamed.is_empty() { Ok(()) } else { write!(f, " ({})", unnamed.join(", ")) };
            }
            Self::GearsNotLoaded => f.write_str("this server has no RedisGears")?,
            Self::ClusterNotReady { message } => {
                write!(f, "RedisGears does not know the cluster yet ({message})")?;
            }
            Self::Refused { message } => return write!(f, "the server refused to run the gear: {message}"),
            Self::Denied { message } => f.write_str(message)?,
            Self::Connection { source, .. } => write!(f, "no connection to the Redis server ({source})")?,
            Self::Redis { message } => return write!(f, "Redis: {message}"),
            Self::Decode { what, expected, got } => {
                return write!(f, "{what}: expected {expected}, got {got}");
            }
            Self::DeploymentLocked { app, expires } => {
                write!(f, "another process deploys `{app}`, for at most {expires:?} more")?;
            }
            Self::Script { .. } | Self::Step { .. } | Self::Shard { .. } | Self::Deployment { .. } => {}
        }
        self.suggestion().map_or(Ok(()), |suggestion| write!(f, ": {suggestion}"))
    }
}

fn write_more(f: &mut fmt::Formatter<'_>, more: usize) -> fmt::Result {
    match more {
        0 => Ok(()),
        1 => f.write_str(" (and 1 more error)"),
        n => write!(f, " (and {n} more errors)"),
    }
}

/// A text without its line breaks, such as the message of a failed `assert_eq!`.
struct OneLine<'a>(&'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines = self.0.lines().map(str::trim).filter(|line| !line.is_empty());
        f.write_str(lines.next().unwrap_or_default())?;
        lines.try_for_each(|line| write!(f, " {line}"))
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Connection { source, .. } => Some(source.as_ref()),
            Self::Deployment { source, .. } => Some(source.as_ref()),
            _ => None,
        }
    }
}

/// What the `redis` crate reports, such as that it could not connect, in our words and with a suggestion.
///
/// ```
/// fn connect(url: &str) -> gear_runtime::Result<redis::Connection> {
///     Ok(redis::Client::open(url)?.get_connection()?)
/// }
///
/// let error = connect("redis://127.0.0.1:1/").err().unwrap();
/// assert!(error.to_string().ends_with("is it running at this address?"));
/// ```
impl From<redis::RedisError> for Error {
    fn from(error: redis::RedisError) -> Self {
        crate::client::error_of(&error)
    }
}

impl From<Mismatch> for Error {
    fn from(mismatch: Mismatch) -> Self {
        Self::Record { message: mismatch.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_one_line() {
        let location = Location { file: "src/a.rs", line: 3, column: 0 };
        let message = "assertion `left == right` failed\n  left: 1\n right: 2".to_owned();
        let error = Error::native_step(message, location);
        assert_eq!(error.to_string(), "src/a.rs:3: assertion `left == right` failed left: 1 right: 2");
    }
}
