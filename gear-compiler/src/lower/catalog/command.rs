//! Server commands: the table that the runtime makes functions of, as entries of the catalog.

use super::{Form, Function};
use crate::lower::commands;

/// A command.
#[derive(Debug)]
pub(crate) struct Command {
    pub(crate) function: Function,
    /// The names of the parameters, and whether each is many arguments or sent as JSON.
    pub(crate) parameters: &'static [(&'static str, Kind)],
    /// The command and what follows it.
    pub(crate) words: &'static [Word],
}

/// What a parameter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    One,
    Many,
    Json,
    /// An integer, which rustc checks.
    Integer,
}

/// A part of a command.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Word {
    Text(&'static str),
    /// A parameter.
    All(&'static str),
    /// How many arguments a parameter is.
    Count(&'static str),
    /// How many pairs a parameter is.
    Pairs(&'static str),
    /// One side of the pairs: 0 or 1.
    Side(&'static str, usize),
}

macro_rules! kind {
    (Many) => {
        Kind::Many
    };
    (Json) => {
        Kind::Json
    };
    (One) => {
        Kind::One
    };
    (bool) => {
        Kind::One
    };
    (f64) => {
        Kind::One
    };
    ($integer:ident) => {
        Kind::Integer
    };
}

macro_rules! notation {
    (One) => {
        "any"
    };
    (Many) => {
        "any"
    };
    (Json) => {
        "any"
    };
    ($number:ident) => {
        stringify!($number)
    };
}

macro_rules! word {
    ($text:literal) => {
        Word::Text($text)
    };
    ([$parameter:ident]) => {
        Word::Count(stringify!($parameter))
    };
    ({$parameter:ident}) => {
        Word::Pairs(stringify!($parameter))
    };
    ((first $parameter:ident)) => {
        Word::Side(stringify!($parameter), 0)
    };
    ((second $parameter:ident)) => {
        Word::Side(stringify!($parameter), 1)
    };
    ($parameter:ident) => {
        Word::All(stringify!($parameter))
    };
}

macro_rules! entries {
    ($($doc:literal $name:ident($($parameter:ident: $kind:ident),*) -> $result:ty = [$($word:tt)*];)*) => {
        /// All commands.
        pub(crate) const COMMANDS: &[Command] = &[$(Command {
            function: Function {
                path: concat!("cmd::", stringify!($name)),
                types: concat!("(", $(notation!($kind), ", ",)* ") -> ", stringify!($result)),
                python: Form::Custom(commands::command),
                json: None,
            },
            parameters: &[$((stringify!($parameter), kind!($kind))),*],
            words: &[$(word!($word)),*],
        }),*];
    };
}

gear_prelude::commands!(entries);

/// The command whose function has this path.
pub(crate) fn command_named(path: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.function.path == path)
}
