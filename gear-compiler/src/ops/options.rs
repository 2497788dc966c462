//! Options: keyword arguments of readers and endings. The server ignores what it does not know, so they are all
//! known here.

/// An option.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OptionSpec {
    pub(crate) name: &'static str,
    /// Python's keyword.
    pub(crate) python: &'static str,
    pub(crate) kind: OptionKind,
}

impl OptionSpec {
    /// An example of a value.
    pub(crate) fn example(&self) -> &'static str {
        match self.name {
            "from_id" => "\"0-0\"",
            "trigger" => "\"name\"",
            _ => self.kind.example(),
        }
    }
}

/// What an option takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OptionKind {
    Bool,
    Text,
    /// A list of events.
    Events,
    /// The name of a command.
    Command,
    /// A list of commands.
    Commands,
    /// What keys begin with.
    KeyPrefix,
    /// A function without parameters.
    Function,
    /// A list of Python packages, which are no keyword of the server but go with the script.
    Requirements,
    /// A list of the server's type names, without those that crash it.
    KeyTypes,
    /// A number from 1 on.
    Positive,
    /// A `Duration`, for Python in milliseconds.
    Milliseconds,
    /// A `Duration`, for Python in seconds.
    Seconds,
    /// `Async`, `AsyncLocal` or `Sync`.
    Mode,
    /// `Async` or `AsyncLocal`.
    RunMode,
    /// `Continue`, `Abort` or `Retry`.
    OnFailure,
    /// `Fail` or `Skip`, which decides how the records are read and is no keyword of the server.
    OnMismatch,
}

impl OptionKind {
    /// An example of a value.
    fn example(self) -> &'static str {
        match self {
            OptionKind::Bool => "true",
            OptionKind::Text => "\"text\"",
            OptionKind::KeyPrefix => "\"user:\"",
            OptionKind::Events => "[\"set\", \"del\"]",
            OptionKind::Command => "\"HSET\"",
            OptionKind::Commands => "[\"HSET\", \"DEL\"]",
            OptionKind::Function => "|| log!(\"here\")",
            OptionKind::Requirements => "[\"numpy~=1.21\"]",
            OptionKind::KeyTypes => "[\"hash\"]",
            OptionKind::Positive => "100",
            OptionKind::Milliseconds | OptionKind::Seconds => "Duration::from_secs(5)",
            OptionKind::Mode => "Sync",
            OptionKind::RunMode => "AsyncLocal",
            OptionKind::OnFailure => "Retry",
            OptionKind::OnMismatch => "Skip",
        }
    }
}

pub(super) const fn option(name: &'static str, python: &'static str, kind: OptionKind) -> OptionSpec {
    OptionSpec { name, python, kind }
}

/// The options of `register` that all readers have.
pub(crate) const REGISTER: &[OptionSpec] = &[
    option("mode", "mode", OptionKind::Mode),
    option("on_registered", "onRegistered", OptionKind::Function),
    REQUIRES,
];

/// What happens to records that do not have the declared type.
pub(crate) const ON_MISMATCH: OptionSpec = option("on_mismatch", "", OptionKind::OnMismatch);

/// The packages that the gear needs.
pub(super) const REQUIRES: OptionSpec = option("requires", "REQUIREMENTS", OptionKind::Requirements);
