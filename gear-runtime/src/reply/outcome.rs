//! What comes back from a script and from an execution.

use redis::Value as Reply;

use super::attributes::list;
use crate::client::{text, unexpected};
use crate::{Result, Value};

/// Results and errors of an execution as they came from the server.
#[derive(Debug, Default)]
pub(crate) struct Raw {
    pub(crate) results: Vec<Reply>,
    pub(crate) errors: Vec<String>,
}

impl Raw {
    pub(crate) fn read(what: &'static str, reply: Reply) -> Result<Self> {
        match Self::try_read(reply) {
            Ok(raw) => Ok(raw),
            Err(Reply::Okay) => {
                let expected = "results and errors, which a script has that ends with `run`; one that registers is a `Gear<Registration>`";
                Err(unexpected(what, expected, &Reply::Okay))
            }
            Err(reply) => Err(unexpected(what, "results and errors", &reply)),
        }
    }

    /// Gives the reply back if it is none of an execution.
    fn try_read(reply: Reply) -> std::result::Result<Self, Reply> {
        match reply {
            Reply::Array(parts)
                if parts.len() == 2 && parts.iter().all(|part| matches!(part, Reply::Array(_))) =>
            {
                let mut parts = parts.into_iter().map(|part| match part {
                    Reply::Array(items) => items,
                    _ => Vec::new(),
                });
                let (results, errors) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
                Ok(Self { results, errors: errors.iter().map(text).collect() })
            }
            other => Err(other),
        }
    }
}

/// The results and errors of an execution.
/// [`Gears::get_results`](crate::Gears::get_results) gives it.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Results {
    /// The results.
    pub results: Vec<Value>,
    /// The texts of the errors.
    pub errors: Vec<String>,
}

impl Results {
    pub(crate) fn new(raw: Raw) -> Self {
        Self { results: raw.results.into_iter().map(Value::from_reply).collect(), errors: raw.errors }
    }
}

/// What `RG.PYEXECUTE` answered.
/// [`Gears::pyexecute`](crate::Gears::pyexecute) gives it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Outcome {
    /// The script ran nothing, or registered something.
    Done,
    /// The script ran an execution to its end.
    Results(Results),
    /// The script started an execution, with this id.
    Started(String),
    /// The script registered something that these shards refused.
    RefusedByShards(Vec<String>),
}

impl Outcome {
    pub(crate) fn read(reply: Reply) -> Result<Self> {
        const PYEXECUTE: &str = "RG.PYEXECUTE";
        match reply {
            Reply::Okay => Ok(Self::Done),
            Reply::BulkString(_) | Reply::SimpleString(_) => Ok(Self::Started(text(&reply))),
            reply => match Raw::try_read(reply) {
                Ok(raw) => Ok(Self::Results(Results::new(raw))),
                Err(Reply::Array(refusals))
                    if refusals.iter().any(|item| matches!(item, Reply::ServerError(_))) =>
                {
                    list(PYEXECUTE, Reply::Array(refusals), |item| Ok(text(&item))).map(Self::RefusedByShards)
                }
                Err(other) => Err(unexpected(PYEXECUTE, "OK, an id, or results and errors", &other)),
            },
        }
    }
}
