//! Error texts of the server as values of [`Error`].

use super::gears::Program;
use crate::link::Script;
use crate::traceback::Traceback;
use crate::{Backtrace, Error, Location};

/// What the server was asked for when it answered with an error.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Asked<'a> {
    /// To run a script.
    Script(&'a Script),
    /// To run a script that registers something.
    Registration(&'a Script),
    /// To call a trigger of this program.
    Trigger { name: &'a str, program: Program<'a> },
    /// To call a trigger of somebody else.
    ForeignTrigger(&'a str),
    /// Something about an execution, a registration or a session.
    Id(&'a str),
    /// Anything else.
    Plain,
}

/// What a request is about, for the log.
#[cfg(feature = "tracing")]
#[derive(Default)]
pub(super) struct Subject<'a> {
    pub(super) gear: Option<&'a str>,
    pub(super) hash: Option<&'a str>,
    pub(super) id: Option<&'a str>,
}

#[cfg(feature = "tracing")]
impl<'a> Asked<'a> {
    pub(super) fn subject(&self) -> Subject<'a> {
        match *self {
            Self::Script(script) | Self::Registration(script) => Subject {
                gear: Some(script.name).filter(|name| !name.is_empty()),
                hash: Some(script.hash.as_str()).filter(|hash| !hash.is_empty()),
                id: None,
            },
            Self::Trigger { name, .. } | Self::ForeignTrigger(name) => {
                Subject { gear: Some(name), ..Subject::default() }
            }
            Self::Id(id) => Subject { id: Some(id), ..Subject::default() },
            Self::Plain => Subject::default(),
        }
    }
}

/// Classifies the text of an error reply.
pub(super) fn classify(text: &str, asked: &Asked<'_>) -> Error {
    let text = text.trim_end();
    if let Some(error) = known(text, asked) {
        return error;
    }
    // What a shard refuses comes alone where a connection makes one error of a list with errors in it.
    if matches!(asked, Asked::Script(_) | Asked::Registration(_))
        && text.starts_with("ERR shard-")
        && let Some(error) = shard_error(&[text.to_owned()])
    {
        return error;
    }
    match asked {
        Asked::Script(script) | Asked::Registration(script) => {
            let failure = Failure::read(text, script);
            Error::Script {
                message: failure.message,
                location: failure.location,
                backtrace: failure.backtrace,
            }
        }
        // Before the function of a trigger runs, its arguments are checked, and what does not fit is sent without
        // a traceback: the name of the trigger, and what is wrong.
        Asked::Trigger { name, .. } if is_refusal(text, name) => {
            Error::Record { message: text.strip_prefix("ERR ").unwrap_or(text).to_owned() }
        }
        Asked::Trigger { program, .. } => Failure::read(text, &program.script()).into_step(Vec::new(), 0),
        Asked::ForeignTrigger(_) => Failure::read(text, &Script::default()).into_step(Vec::new(), 0),
        Asked::Id(_) | Asked::Plain => Error::Redis { message: text.to_owned() },
    }
}

/// The error that a registration reports as its last one, in terms of the script that it runs.
#[cfg(feature = "deploy")]
pub(crate) fn describe_error(text: &str, script: &Script) -> Error {
    Failure::read(text.trim_end(), script).into_step(Vec::new(), 0)
}

/// Whether a reply is what a trigger says to arguments that do not fit.
fn is_refusal(text: &str, trigger: &str) -> bool {
    let rest = text.strip_prefix("ERR ").unwrap_or(text).strip_prefix(trigger);
    rest.is_some_and(|rest| rest.starts_with(": "))
}

/// The error of a run whose steps failed: the first one, with the others.
pub(super) fn step_error(errors: &[String], partial: usize, script: &Script) -> Option<Error> {
    let (first, more) = errors.split_first()?;
    let more = more.iter().map(|text| Failure::read(text.trim_end(), script).message).collect();
    Some(one_step_error(first, more, partial, script))
}

/// The errors of a run, each for itself.
pub(super) fn step_errors(errors: &[String], partial: usize, script: &Script) -> Vec<Error> {
    errors.iter().map(|text| one_step_error(text, Vec::new(), partial, script)).collect()
}

fn one_step_error(text: &str, more: Vec<String>, partial: usize, script: &Script) -> Error {
    if text.trim_end() == "Execution max idle reached" {
        return Error::IdleTimeout { partial };
    }
    Failure::read(text.trim_end(), script).into_step(more, partial)
}

/// The error of a registration that some shards refused: `-ERR shard-06S: ..`.
pub(super) fn shard_error(refusals: &[String]) -> Option<Error> {
    let texts =
        refusals.iter().map(|text| text.trim_start_matches('-').trim_start_matches("ERR ").trim_end());
    let mut parts = texts.map(|text| match text.split_once(": ") {
        Some((shard, rest)) if shard.starts_with("shard") => (Some(shard.to_owned()), rest.to_owned()),
        _ => (None, text.to_owned()),
    });
    let (shard, message) = parts.next()?;
    Some(Error::Shard { shard, message, more: parts.map(|(_, message)| message).collect() })
}

/// The errors that have a meaning of their own.
fn known(text: &str, asked: &Asked<'_>) -> Option<Error> {
    let name = || match asked {
        Asked::Trigger { name, .. } | Asked::ForeignTrigger(name) => (*name).to_owned(),
        _ => String::new(),
    };
    if text.starts_with("ERR unknown command") && text.to_ascii_uppercase().contains("RG.") {
        return Some(Error::GearsNotLoaded);
    }
    match asked {
        Asked::Trigger { .. } | Asked::ForeignTrigger(_) if text == "ERR subcommand not found" => {
            return Some(Error::UnknownTrigger { name: name() });
        }
        Asked::Registration(_) | Asked::Script(_)
            if text.contains("gears.error: trigger already registered") =>
        {
            return Some(Error::DuplicateTrigger { name: trigger_of(asked), session: None });
        }
        _ => {}
    }
    // Texts of tracebacks are data of the program; only whole replies are words of the server.
    if Traceback::parse(text).is_some() { None } else { of_the_server(text, asked) }
}

/// The trigger that a script registers.
fn trigger_of(asked: &Asked<'_>) -> String {
    match asked {
        // Which of several it was, the server does not say.
        Asked::Registration(script) => script.triggers.join("` or `"),
        Asked::Script(script) => {
            let quoted = |quote: char| {
                let (_, rest) = script.text.split_once(&format!("trigger={quote}"))?;
                Some(rest.split_once(quote)?.0.to_owned())
            };
            quoted('\'').or_else(|| quoted('"')).unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// What the server says as a whole reply, without a traceback.
fn of_the_server(text: &str, asked: &Asked<'_>) -> Option<Error> {
    let message = text.strip_prefix("ERR ").unwrap_or(text).to_owned();
    let id = match asked {
        Asked::Id(id) => (*id).to_owned(),
        _ => String::new(),
    };
    let has = |texts: &[&str]| texts.iter().any(|known| text.contains(known));
    let starts = |codes: &[&str]| codes.iter().any(|code| text.starts_with(code));
    if has(REFUSED) {
        Some(Error::Refused { message })
    } else if has(UNKNOWN) {
        Some(Error::UnknownExecution { id, message })
    } else if has(&["execution is still running", "can not drop a not yet finished execution"]) {
        Some(Error::StillRunning { id })
    } else if has(REQUIREMENTS) {
        // The request adds what was asked for.
        Some(Error::Requirements { message, requirements: Vec::new() })
    } else if starts(&["ERRCLUSTER"]) {
        Some(Error::ClusterNotReady { message })
    } else if starts(&["NOAUTH", "WRONGPASS", "NOPERM"]) {
        Some(Error::Denied { message })
    } else {
        None
    }
}

const UNKNOWN: &[&str] = &[
    "execution plan does not exist",
    "execution does not exist",
    "execution is not registered",
    "session does not exists",
    "does not exists on shard",
    "no registration to pause",
];

const REQUIREMENTS: &[&str] = &[
    "Could not satisfy requirements",
    "Failed installing requirements",
    "requirement does not exists",
    "Failed serializing requirement",
    "Failed deserialize requirement",
    "Failed create distribute requirements",
    "Failed install requirement",
    "Bad serialization format on reading",
    "Requirement version is not compatible",
    "Requirement was compiled on different os",
];

const REFUSED: &[&str] = &[
    "Unknown arguments were given",
    "Unknown option",
    "unknown subcommand",
    "Wrong subcommand given",
    "ID must be compose of",
    "ID is missing",
    "DESCRIPTION is missing",
    "REPLACE_WITH is missing",
    "wrong number of arguments for 'rg.",
    "Can not run gears inside a multi exec",
    "can not run a non-sync execution inside a MULTI",
    "Blocking module command called from",
    "does not support pause",
    "does not support unpause",
    "does not support unregister",
    "Can not replace an existing session",
    "Can not replace with",
    "no cluster detected",
];

/// An error of a script, taken apart.
struct Failure {
    message: String,
    location: Option<Location>,
    backtrace: Option<Box<Backtrace>>,
    /// A helper found that a record has not the declared type.
    mismatch: bool,
}

impl Failure {
    fn read(text: &str, script: &Script) -> Self {
        let Some(traceback) = Traceback::parse(text) else { return Self::without_traceback(text, script) };
        let frames: Vec<_> = traceback.frames.iter().filter(|frame| frame.is_of(script)).collect();
        let decoding = frames.last().is_some_and(|frame| is_decoder(&frame.function));
        let mismatch = traceback.message.strip_prefix("ValueError: ").filter(|_| decoding);
        // What RedisGears itself raises is `gears.error`, and what Rust would panic for comes with Rust's words: the text
        // says enough.
        let plain =
            ["gears.error: ", "RuntimeError: ", "ZeroDivisionError: ", "OverflowError: ", "IndexError: "];
        let bare = mismatch.or_else(|| plain.iter().find_map(|class| traceback.message.strip_prefix(class)));
        Self {
            message: bare.unwrap_or(&traceback.message).to_owned(),
            location: frames.iter().rev().find_map(|frame| script.locate(frame.line)),
            mismatch: mismatch.is_some(),
            backtrace: Some(Box::new(Backtrace::new(&traceback, script))),
        }
    }

    /// `flat_error` sends its text alone; a script that does not parse has `Error type: <class
    /// 'SyntaxError'>, Value: ..`.
    fn without_traceback(text: &str, script: &Script) -> Self {
        let typed = text.strip_prefix("Error type: <class '").and_then(|rest| rest.split_once("'>, Value: "));
        let message = match typed {
            Some((class, value)) => format!("{class}: {value}"),
            None => text.to_owned(),
        };
        let line =
            text.rsplit_once("(<string>, line ").and_then(|(_, rest)| rest.strip_suffix(')')?.parse().ok());
        let location = line.and_then(|line| script.locate(line));
        Self { message, location, backtrace: None, mismatch: false }
    }

    fn into_step(self, more: Vec<String>, partial: usize) -> Error {
        if self.mismatch {
            return Error::Record { message: self.message };
        }
        Error::Step {
            message: self.message,
            location: self.location,
            backtrace: self.backtrace,
            more,
            partial,
        }
    }
}

fn is_decoder(function: &str) -> bool {
    ["gear_read_", "gear_parse_", "gear_field_"].iter().any(|prefix| function.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::{Definition, Source, Unit, link};

    static DEFINITION: Definition = Definition {
        unit: Unit {
            name: "MAIN",
            python: "def gear_step_1(x):\n    return 1 / x\n\n\ndef gear_parse_i64(text, what):\n    raise ValueError(what)\n\n\nGB()",
            refs: &[],
            requirements: &[],
            source: Source { file: "src/main.rs", line: 40, offset: 0, map: "1:2:9 2:2:13 9:0:1" },
        },
        reader: "CommandReader",
        mode: None,
        trigger: Some("t"),
    };

    fn script() -> Script {
        link("MAIN", [(&DEFINITION, &[][..])])
    }

    fn step(text: &str) -> Error {
        step_error(&[text.to_owned(), "only this".to_owned()], 3, &script()).unwrap()
    }

    #[test]
    fn a_step_error_names_the_rust_source() {
        let text = r#"['Traceback (most recent call last):\n', '  File "<string>", line 100, in <lambda>\n', '  File "<string>", line 2, in gear_step_1\n', 'ZeroDivisionError: division by zero\n']"#;
        let error = step(text);
        assert_eq!(error.to_string(), "src/main.rs:42:13: division by zero (and 1 more error)");
        let Error::Step { backtrace, more, partial, .. } = error else { panic!("{error:?}") };
        let backtrace = backtrace.unwrap();
        assert!(backtrace.python().contains("line 2, in gear_step_1"));
        assert_eq!(backtrace.to_string(), "   0: gear_step_1\n             at src/main.rs:42:13\n");
        assert_eq!((more, partial), (vec!["only this".to_owned()], 3));
    }

    #[test]
    fn frames_of_the_server_are_not_ours() {
        let text = r#"['Traceback (most recent call last):\n', '  File "<string>", line 2, in <lambda>\n', "AttributeError: 'int' object has no attribute 'nope'\n"]"#;
        assert!(matches!(step(text), Error::Step { location: None, .. }));
    }

    /// Below our frames are those of the modules that they call; what calls us is left out.
    #[test]
    fn modules_are_shown_below_what_called_them() {
        let text = r#"['Traceback (most recent call last):\n', '  File "/lib/asyncio.py", line 1, in run\n    f()\n', '  File "<string>", line 2, in gear_step_1\n', '  File "/lib/json.py", line 7, in loads\n    raise E\n', 'json.E: no\n']"#;
        let error = step(text);
        let shown = error.backtrace().unwrap().to_string();
        let place = "             at src/main.rs:42:13\n";
        assert_eq!(
            shown,
            format!(
                "   0: loads\n             at /lib/json.py:7\n             | raise E\n   1: gear_step_1\n{place}"
            )
        );
        assert_eq!(error.location().unwrap().line, 42);
    }

    #[test]
    fn a_decoder_error_is_a_mismatch() {
        let text = r#"['Traceback (most recent call last):\n', '  File "<string>", line 2, in gear_step_1\n', '  File "<string>", line 6, in gear_parse_i64\n', "ValueError: user:7: field `age`: expected i64, got 'abc'\n"]"#;
        let error = step(text);
        assert!(matches!(error, Error::Record { .. }), "{error:?}");
        assert_eq!(error.to_string(), "user:7: field `age`: expected i64, got 'abc'");
        let flat = "launch: argument `times`: expected i64, got 'abc'";
        let error = classify(flat, &Asked::Trigger { name: "launch", program: Program::of(&DEFINITION) });
        assert!(matches!(error, Error::Record { message } if message == flat));
    }

    #[test]
    fn flat_errors_are_their_text() {
        for text in ["only this", "", "-ERR text", "42"] {
            let error = step_error(&[text.to_owned()], 0, &script()).unwrap();
            assert!(
                matches!(&error, Error::Step { message, location: None, .. } if message == text),
                "{error:?}"
            );
        }
    }

    #[test]
    fn refused_scripts() {
        let script = script();
        let asked = &Asked::Script(&script);
        let error =
            classify("Error type: <class 'SyntaxError'>, Value: invalid syntax (<string>, line 2)", asked);
        assert_eq!(
            error.to_string(),
            "src/main.rs:42:13: the server refused the script: SyntaxError: invalid syntax (<string>, line 2)"
        );
        let text = r#"['Traceback (most recent call last):\n', '  File "<string>", line 9, in <module>\n', '  File "<string>", line 172, in run\n', 'gears.error: Can not run more then 1 executions in a single script\n']"#;
        let error = classify(text, asked);
        assert_eq!(
            error.to_string(),
            "src/main.rs:40:1: the server refused the script: Can not run more then 1 executions in a single script"
        );
    }

    #[test]
    fn errors_with_a_meaning() {
        let script = Script { triggers: vec!["t".to_owned()], ..script() };
        let registration = &Asked::Registration(&script);
        let duplicate = r#"['Traceback (most recent call last):\n', '  File "<string>", line 1, in <module>\n', '  File "<string>", line 183, in register\n', 'gears.error: trigger already registered\n']"#;
        assert!(
            matches!(classify(duplicate, registration), Error::DuplicateTrigger { name, .. } if name == "t")
        );
        let trigger = &Asked::Trigger { name: "t", program: Program::of(&DEFINITION) };
        assert!(
            matches!(classify("ERR subcommand not found", trigger), Error::UnknownTrigger { name } if name == "t")
        );
        let unknown = "ERR unknown command 'RG.PYEXECUTE', with args beginning with: 'GB()' ";
        assert!(matches!(classify(unknown, registration), Error::GearsNotLoaded));
        let plain = |text| classify(text, &Asked::Plain);
        assert!(matches!(plain("execution is not registered"), Error::UnknownExecution { .. }));
        let of_id = classify("execution is still running", &Asked::Id("0-1"));
        assert!(matches!(of_id, Error::StillRunning { id } if id == "0-1"));
        assert!(matches!(
            plain("Could not satisfy requirements, look at the log file for more information."),
            Error::Requirements { .. }
        ));
        assert!(matches!(plain("ERRCLUSTER Uninitialized cluster state"), Error::ClusterNotReady { .. }));
        assert!(matches!(plain("NOAUTH Authentication required."), Error::Denied { .. }));
        let wrong = "WRONGTYPE Operation against a key holding the wrong kind of value";
        assert!(matches!(plain(wrong), Error::Redis { message } if message == wrong));
        assert!(matches!(plain("ERR unknown command 'NOPE'"), Error::Redis { .. }));
    }
}
