//! The `RG.*` commands.

mod classify;
mod requirement;

use redis::{Cmd, ConnectionLike, RedisError, ServerError, Value};

use crate::link::Script;
use crate::{Error, Mismatch, Registration, Result};
use classify::{Asked, classify, step_error};

/// Ships a batch gear and returns its records.
pub(crate) fn run(con: &mut dyn ConnectionLike, script: &Script) -> Result<Vec<Vec<u8>>> {
    let reply = send(con, &pyexecute(script, &[])?, Asked::Script(script))?;
    let Some((results, errors)) = outcome(&reply) else {
        return Err(unexpected("RG.PYEXECUTE", "results and errors", &reply));
    };
    let errors: Vec<String> = errors.iter().map(text).collect();
    match step_error(&errors, results.len(), script) {
        Some(error) => Err(error),
        None => results.iter().map(record).collect(),
    }
}

/// The results and the errors in the reply of a run.
fn outcome(reply: &Value) -> Option<(&[Value], &[Value])> {
    match reply.as_sequence()? {
        [results, errors] => Some((results.as_sequence()?, errors.as_sequence()?)),
        _ => None,
    }
}

/// Ships an event gear, unless it is registered already.
pub(crate) fn register(
    con: &mut dyn ConnectionLike,
    script: &Script,
    trigger: Option<&'static str>,
) -> Result<Registration> {
    let asked = Asked::Registration { script, trigger };
    let session = ["ID", script.label.as_str()];
    match send(con, &pyexecute(script, &session)?, asked) {
        Ok(_) => {}
        Err(Error::Script { message, .. })
            if message == format!("Session {} already exists", script.label) =>
        {
            if let Some(known) = registered(con, &script.label)? {
                return Ok(known);
            }
            // The session is there, but somebody has unregistered what it had.
            send(con, &pyexecute(script, &[session[0], session[1], "UPGRADE"])?, asked)?;
        }
        Err(error) => return Err(error),
    }
    registered(con, &script.label)?.ok_or_else(|| Error::Refused {
        message: "it accepted the script, but RG.DUMPREGISTRATIONS does not list the registration".to_owned(),
    })
}

pub(crate) fn unregister(con: &mut dyn ConnectionLike, id: &str) -> Result<()> {
    send(con, redis::cmd("RG.UNREGISTER").arg(id), Asked::Plain).map(drop)
}

/// Calls a trigger and returns its record.
pub(crate) fn trigger(
    con: &mut dyn ConnectionLike,
    name: &str,
    arguments: &[Vec<u8>],
    script: &Script,
) -> Result<Value> {
    let reply =
        send(con, redis::cmd("RG.TRIGGER").arg(name).arg(arguments), Asked::Trigger { name, script })?;
    match reply {
        Value::Array(mut records) if !records.is_empty() => Ok(records.swap_remove(0)),
        reply => Err(unexpected(&format!("trigger `{name}`"), "one record", &reply)),
    }
}

/// The registration with this label as its description.
fn registered(con: &mut dyn ConnectionLike, label: &str) -> Result<Option<Registration>> {
    let Value::Array(registrations) = send(con, &redis::cmd("RG.DUMPREGISTRATIONS"), Asked::Plain)? else {
        return Ok(None);
    };
    let found = registrations.iter().find(|entry| attribute(entry, "desc").as_deref() == Some(label));
    Ok(found.and_then(|entry| attribute(entry, "id")).map(Registration::new))
}

/// An attribute of a reply that lists names and values in turn; others are ignored.
fn attribute(entry: &Value, name: &str) -> Option<String> {
    let (pairs, _) = entry.as_sequence()?.as_chunks::<2>();
    let [_, value] = pairs.iter().find(|[key, _]| text(key) == name)?;
    (*value != Value::Nil).then(|| text(value))
}

fn pyexecute(script: &Script, options: &[&str]) -> Result<Cmd> {
    let mut cmd = redis::cmd("RG.PYEXECUTE");
    cmd.arg(&script.text).arg(options);
    for requirement in &script.requirements {
        requirement::check(requirement)?;
    }
    if !script.requirements.is_empty() {
        cmd.arg("REQUIREMENTS").arg(&script.requirements);
    }
    Ok(cmd)
}

/// Sends a command; an error of the server is classified by what was asked for.
fn send(con: &mut dyn ConnectionLike, cmd: &Cmd, asked: Asked<'_>) -> Result<Value> {
    let reply = con.req_command(cmd).and_then(Value::extract_error);
    reply.map_err(|error| match ServerError::try_from(error.clone()) {
        Ok(server) => classify(&server_text(&server), asked),
        Err(_) => Error::Connection { source: Box::new(error) },
    })
}

/// An error of a command that is not one of RedisGears.
pub(crate) fn error_of(error: &RedisError) -> Error {
    match ServerError::try_from(error.clone()) {
        Ok(server) => classify(&server_text(&server), Asked::Plain),
        Err(_) if error.kind() == redis::ErrorKind::UnexpectedReturnType => {
            Error::Redis { message: error.to_string() }
        }
        Err(_) => Error::Connection { source: Box::new(error.clone()) },
    }
}

/// The text of an error as the server sent it. The redis crate takes the first word for a code.
pub(crate) fn server_text(error: &ServerError) -> String {
    match error.details() {
        Some(details) => format!("{} {details}", error.code()),
        None => error.code().to_owned(),
    }
}

/// The text of an error for a person: the words of Redis, if it is one of the server.
pub(crate) fn reply_text(error: &RedisError) -> String {
    ServerError::try_from(error.clone()).map_or_else(|error| error.to_string(), |server| server_text(&server))
}

fn record(record: &Value) -> Result<Vec<u8>> {
    match record {
        Value::BulkString(bytes) => Ok(bytes.clone()),
        other => Err(unexpected("RG.PYEXECUTE", "records as bytes", other)),
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::BulkString(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Value::SimpleString(text) => text.clone(),
        Value::ServerError(error) => server_text(error),
        other => describe(other),
    }
}

/// The error of a reply that has another form than it should have.
pub(crate) fn unexpected(what: &str, expected: &str, got: &Value) -> Error {
    Error::Decode { what: format!("the reply of {what}"), expected: expected.to_owned(), got: describe(got) }
}

/// A reply in the words of an error message.
fn describe(value: &Value) -> String {
    match value {
        Value::Nil => "nothing".to_owned(),
        Value::Int(value) => value.to_string(),
        Value::Okay => "OK".to_owned(),
        Value::Array(items) if items.is_empty() => "an empty array".to_owned(),
        Value::Array(items) => format!("an array of {}", items.len()),
        Value::BulkString(_) | Value::SimpleString(_) | Value::ServerError(_) => Mismatch::text(&text(value)),
        _ => "a reply of another type".to_owned(),
    }
}
