//! The one error type: what went wrong, where, and what to do about it.

use std::fmt;

use crate::wire::Mismatch;

/// A result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A place in the Rust source that a piece of the shipped Python came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Location {
    /// The file, as `file!()` names it.
    pub file: &'static str,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1; 0 if it is not known.
    pub column: u32,
    /// The expression, shortened; empty if it is not known.
    pub text: &'static str,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)?;
        if self.column > 0 {
            write!(f, ":{}", self.column)?;
        }
        if self.text.is_empty() { Ok(()) } else { write!(f, " (`{}`)", self.text) }
    }
}

/// Why a gear did not give a result.
///
/// Its text is one line that a person can act on.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The script as a whole was refused: it does not parse, or its top level raised.
    Script {
        /// What the server said, without the traceback.
        message: String,
        /// The Rust source it came from, if the server named a line.
        location: Option<Location>,
    },
    /// A step failed while it ran, on the server or in a native run.
    Step {
        /// What went wrong: the last line of the traceback, or the message of the panic.
        message: String,
        /// The Rust source of the step.
        location: Option<Location>,
        /// The traceback as the server sent it; `None` in a native run.
        python_traceback: Option<Box<str>>,
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
    },
    /// The server does not know the execution or registration: it was dropped, or runs on another node.
    UnknownExecution {
        /// What the server said.
        message: String,
    },
    /// The results of an execution were asked for before it was done.
    StillRunning,
    /// A Python requirement is not acceptable, or the server could not install it.
    Requirements {
        /// Which one, or what the server said.
        message: String,
    },
    /// The server does not know `RG.*` commands.
    GearsNotLoaded,
    /// The server refuses because of the state of its cluster or of the connection (`MULTI`, scripts).
    Refused {
        /// What the server said.
        message: String,
    },
    /// The server could not be reached, or the connection broke.
    Connection {
        /// The cause.
        source: Box<dyn std::error::Error + Send + Sync>,
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
}

impl Error {
    /// The error of a step in a native run.
    pub(crate) fn native_step(message: String, location: Location) -> Self {
        Self::Step { message, location: Some(location), python_traceback: None, more: Vec::new(), partial: 0 }
    }

    /// The error of a step in a native run, at the place of a call.
    pub(crate) fn at_caller(message: String, caller: &'static std::panic::Location<'static>) -> Self {
        let location =
            Location { file: caller.file(), line: caller.line(), column: caller.column(), text: "" };
        Self::native_step(message, location)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Script { message, location } => {
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
                match more.len() {
                    0 => Ok(()),
                    1 => f.write_str(" (and 1 more error)"),
                    n => write!(f, " (and {n} more errors)"),
                }
            }
            Self::Record { message } => f.write_str(message),
            Self::UnknownTrigger { name } => {
                write!(f, "nothing is registered for trigger `{name}`: register it first")
            }
            Self::DuplicateTrigger { name } => {
                write!(f, "trigger `{name}` is registered by another gear: unregister that one first")
            }
            Self::UnknownExecution { message } => {
                write!(f, "{message}: it was dropped, or it belongs to another node")
            }
            Self::StillRunning => {
                f.write_str("the execution is still running: wait for it, or abort it first")
            }
            Self::Requirements { message } => write!(f, "requirements: {message}"),
            Self::GearsNotLoaded => f.write_str(
                "this server has no RedisGears: load the module, or start the development engine with \
                 `cargo xtask engine`",
            ),
            Self::Refused { message } => write!(f, "the server refused to run the gear: {message}"),
            Self::Connection { source } => {
                write!(f, "no connection to the Redis server ({source}): is it running at this address?")
            }
            Self::Redis { message } => write!(f, "Redis: {message}"),
            Self::Decode { what, expected, got } => write!(f, "{what}: expected {expected}, got {got}"),
            Self::Native { message } => f.write_str(message),
        }
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
            Self::Connection { source } => Some(source.as_ref()),
            _ => None,
        }
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
        let location = Location { file: "src/a.rs", line: 3, column: 0, text: "" };
        let message = "assertion `left == right` failed\n  left: 1\n right: 2".to_owned();
        let error = Error::native_step(message, location);
        assert_eq!(error.to_string(), "src/a.rs:3: assertion `left == right` failed left: 1 right: 2");
    }
}
