//! Error texts of the server as values of [`Error`].

use crate::link::Script;
use crate::traceback::Traceback;
use crate::{Error, Location};

/// What the server was asked for when it answered with an error.
#[derive(Clone, Copy, Debug)]
pub(super) enum Asked<'a> {
    /// To run a script.
    Script(&'a Script),
    /// To run a script that registers something.
    Registration { script: &'a Script, trigger: Option<&'static str> },
    /// To call a trigger of this script.
    Trigger { name: &'a str, script: &'a Script },
    /// Something without a script.
    Plain,
}

/// Classifies the text of an error reply.
pub(super) fn classify(text: &str, asked: Asked<'_>) -> Error {
    let text = text.trim_end();
    if let Some(error) = known(text, asked) {
        return error;
    }
    match asked {
        Asked::Script(script) | Asked::Registration { script, .. } => {
            let failure = Failure::read(text, script);
            Error::Script { message: failure.message, location: failure.location }
        }
        Asked::Trigger { script, .. } => Failure::read(text, script).into_step(Vec::new(), 0),
        Asked::Plain => Error::Redis { message: text.to_owned() },
    }
}

/// The error of a run whose steps failed: the first one, with the others.
pub(super) fn step_error(errors: &[String], partial: usize, script: &Script) -> Option<Error> {
    let (first, more) = errors.split_first()?;
    let more = more.iter().map(|text| Failure::read(text.trim_end(), script).message).collect();
    Some(Failure::read(first.trim_end(), script).into_step(more, partial))
}

/// The errors that have a meaning of their own.
fn known(text: &str, asked: Asked<'_>) -> Option<Error> {
    let message = || text.strip_prefix("ERR ").unwrap_or(text).to_owned();
    let is_one_of = |texts: &[&str]| texts.iter().any(|known| text.contains(known));
    if text.starts_with("ERR unknown command") && text.to_ascii_uppercase().contains("RG.") {
        return Some(Error::GearsNotLoaded);
    }
    match asked {
        Asked::Trigger { name, .. } if text == "ERR subcommand not found" => {
            return Some(Error::UnknownTrigger { name: name.to_owned() });
        }
        Asked::Registration { trigger, .. } if text.contains("gears.error: trigger already registered") => {
            return Some(Error::DuplicateTrigger { name: trigger.unwrap_or_default().to_owned() });
        }
        _ => {}
    }
    // Texts of tracebacks are data of the program; only whole replies are words of the server.
    if Traceback::parse(text).is_some() {
        return None;
    }
    if is_one_of(&[
        "execution plan does not exist",
        "execution does not exist",
        "execution is not registered",
    ]) {
        Some(Error::UnknownExecution { message: message() })
    } else if is_one_of(&["execution is still running", "can not drop a not yet finished execution"]) {
        Some(Error::StillRunning)
    } else if is_one_of(&["Could not satisfy requirements", "Failed installing requirements"]) {
        Some(Error::Requirements { message: message() })
    } else if text.starts_with("ERRCLUSTER")
        || is_one_of(&[
            "Can not run gears inside a multi exec",
            "can not run a non-sync execution inside a MULTI",
        ])
    {
        Some(Error::Refused { message: message() })
    } else {
        None
    }
}

/// An error of a script, taken apart.
struct Failure {
    message: String,
    location: Option<Location>,
    traceback: Option<Box<str>>,
    /// A helper found that a record has not the declared type.
    mismatch: bool,
}

impl Failure {
    fn read(text: &str, script: &Script) -> Self {
        let Some(traceback) = Traceback::parse(text) else { return Self::without_traceback(text, script) };
        let ours = |frame: &&crate::traceback::Frame| script.has_frame(frame.line, &frame.function);
        let frames: Vec<_> = traceback.frames.iter().filter(ours).collect();
        let decoding = frames.last().is_some_and(|frame| is_decoder(&frame.function));
        let mismatch = traceback.message.strip_prefix("ValueError: ").filter(|_| decoding);
        // What RedisGears itself raises is `gears.error`: its text says enough.
        let bare = mismatch.or_else(|| traceback.message.strip_prefix("gears.error: "));
        Self {
            message: bare.unwrap_or(&traceback.message).to_owned(),
            location: frames.iter().rev().find_map(|frame| script.locate(frame.line)),
            mismatch: mismatch.is_some(),
            traceback: Some(traceback.text.into()),
        }
    }

    /// `flat_error` sends its text alone; a script that does not parse has `Error type: <class 'SyntaxError'>, Value: ..`.
    fn without_traceback(text: &str, script: &Script) -> Self {
        let typed = text.strip_prefix("Error type: <class '").and_then(|rest| rest.split_once("'>, Value: "));
        let message = match typed {
            Some((class, value)) => format!("{class}: {value}"),
            None => text.to_owned(),
        };
        let line =
            text.rsplit_once("(<string>, line ").and_then(|(_, rest)| rest.strip_suffix(')')?.parse().ok());
        let location = line.and_then(|line| script.locate(line));
        let mismatch = text.contains(": argument `") && text.contains("`: expected ");
        Self { message, location, traceback: None, mismatch }
    }

    fn into_step(self, more: Vec<String>, partial: usize) -> Error {
        if self.mismatch {
            return Error::Record { message: self.message };
        }
        Error::Step {
            message: self.message,
            location: self.location,
            python_traceback: self.traceback,
            more,
            partial,
        }
    }
}

fn is_decoder(function: &str) -> bool {
    ["gear_read_", "gear_parse_", "gear_field_"].iter().any(|prefix| function.starts_with(prefix))
}
