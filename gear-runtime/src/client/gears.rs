//! What gears ask a server for.

use std::collections::BTreeSet;

use redis::{Cmd, ConnectionLike, Value};

use super::classify::{Asked, classify, shard_error, step_error, step_errors};
use super::pyexecute::{PyExecute, check_nul};
use super::request::{self, Request, SessionQuery};
use super::sync::ask;
use super::transport::{Blocking, Transport, now};
use super::{server_text, unexpected};
use crate::link::{Linked, Registrations, Script, link};
use crate::python_script::PythonScript;
use crate::reply::{Outcome, Raw};
use crate::streams::{Streams, overlap, streams_of};
use crate::{Error, Registration, RegistrationInfo, Requirements, Result};

/// What a script is made of. A call of a trigger needs the script only to explain an error.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Program<'a> {
    /// Pieces that are linked.
    Linked(Linked<'a>),
    /// A text that is sent as it stands.
    Python(&'a PythonScript),
    /// What is left of a gear with a compile error.
    Nothing,
}

impl Program<'_> {
    #[cfg(test)]
    pub(crate) fn of(definition: &'static crate::link::Definition) -> Self {
        Self::Linked((definition, &[]))
    }

    pub(crate) fn script(&self) -> Script {
        match *self {
            Self::Linked(linked) => link(linked.0.unit.name, [linked]),
            Self::Python(python) => python.script(),
            Self::Nothing => Script::default(),
        }
    }
}

/// The request that runs a batch gear.
pub(super) fn run_request(script: &Script) -> Result<Request<'_, Raw>> {
    // Without the options of `PyExecute`, which would need a copy of the script.
    check_nul(script)?;
    let requirements = Requirements::merge(&script.requirements)?;
    let mut cmd = redis::cmd("RG.PYEXECUTE");
    cmd.arg(&script.text);
    if !requirements.is_empty() {
        cmd.arg("REQUIREMENTS").arg(requirements.specifiers());
    }
    Ok(Request { cmd, asked: Asked::Script(script), read: |reply| Raw::read("RG.PYEXECUTE", reply) })
}

/// Any error of a step is an error of the run.
pub(super) fn all_or_nothing(raw: Raw, script: &Script) -> Result<Vec<Value>> {
    match step_error(&raw.errors, raw.results.len(), script) {
        Some(error) => Err(error),
        None => Ok(raw.results),
    }
}

/// The records that there are, and the errors.
pub(super) fn what_there_is(raw: Raw, script: &Script) -> Result<(Vec<Value>, Vec<Error>)> {
    let errors = step_errors(&raw.errors, raw.results.len(), script);
    Ok((raw.results, errors))
}

/// Ships a batch gear and returns its records.
pub(crate) fn run(con: &mut dyn ConnectionLike, script: &Script) -> Result<Vec<Value>> {
    all_or_nothing(ask(con, &run_request(script)?)?, script)
}

/// Ships a batch gear and returns its records and its errors.
pub(crate) fn run_partial(con: &mut dyn ConnectionLike, script: &Script) -> Result<(Vec<Value>, Vec<Error>)> {
    what_there_is(ask(con, &run_request(script)?)?, script)
}

/// The request that starts a batch gear.
pub(super) fn start_request(script: &Script) -> Result<Request<'_, String>> {
    let cmd = PyExecute::of(script.clone()).unblocking().command()?;
    let read = |reply| match Outcome::read(reply)? {
        Outcome::Started(id) => Ok(id),
        _ => Err(unexpected("RG.PYEXECUTE", "the id of an execution", &Value::Okay)),
    };
    Ok(Request { cmd, asked: Asked::Script(script), read })
}

/// The request that ships event gears.
pub(crate) fn register_request(cmd: Cmd, script: &Script) -> Request<'_, ()> {
    let read = |reply| match Outcome::read(reply)? {
        Outcome::RefusedByShards(refusals) => shard_error(&refusals).map_or(Ok(()), Err),
        _ => Ok(()),
    };
    Request { cmd, asked: Asked::Registration(script), read }
}

/// Ships the event gears of a script, unless they are registered already. Their registrations come in the order of the script.
pub(crate) fn register(con: &mut dyn ConnectionLike, script: &Script) -> Result<Vec<Registration>> {
    now(register_on(&mut Blocking(con), script))
}

pub(super) async fn register_on(server: &mut impl Transport, script: &Script) -> Result<Vec<Registration>> {
    let label = script.label.as_str();
    // What Python of others reads is known only once it is registered.
    let streams = match script.registrations {
        Registrations::Labelled(_) => streams_of(&script.text),
        Registrations::OfSession => {
            Streams { computed: script.text.contains("StreamReader"), ..Streams::default() }
        }
    };
    if !streams.named.is_empty() {
        let registrations = server.ask(&request::dump_registrations()).await?;
        let labels = script.labels();
        let (_, others): (Vec<_>, Vec<_>) = registrations.iter().partition(|info| is_of(info, &labels));
        streams.named.iter().find_map(|stream| taken_stream(stream, &others)).map_or(Ok(()), Err)?;
    }
    let session = PyExecute::of(script.clone()).id(label);
    match server.ask(&register_request(session.command()?, script)).await {
        Ok(()) => {}
        Err(Error::Script { message, .. }) if message == format!("Session {label} already exists") => {
            if let Some(known) = registered(server, script).await? {
                return Ok(known);
            }
            // The session is there, but somebody has unregistered what it had.
            server.ask(&register_request(session.upgrade().command()?, script)).await?;
        }
        Err(Error::DuplicateTrigger { .. }) => return Err(taken(server, &script.triggers).await),
        Err(error) => return Err(error),
    }
    let own = registered(server, script).await?.ok_or_else(|| {
        let message = match script.registrations {
            Registrations::Labelled(_) => {
                "it accepted the script, but RG.DUMPREGISTRATIONS does not list the registration"
            }
            Registrations::OfSession => {
                "the script registered nothing; one that runs is not a `Gear<Registration>`, but has the type of its results"
            }
        };
        Error::Refused { message: message.to_owned() }
    })?;
    if streams.computed || streams.named.len() > 1 {
        check_registered_streams(server, &own).await?;
    }
    Ok(own)
}

/// The error of a trigger of these that somebody else has, with who that is.
pub(crate) async fn taken<N: AsRef<str>>(server: &mut impl Transport, triggers: &[N]) -> Error {
    let sessions = server.ask(&request::dump_sessions(&SessionQuery::all().verbose())).await;
    let held = sessions.unwrap_or_default().into_iter().find_map(|session| {
        let held = triggers.iter().find(|name| session.triggers().any(|trigger| trigger == name.as_ref()))?;
        Some((held.as_ref().to_owned(), session.id.clone()))
    });
    match held {
        Some((name, session)) => Error::DuplicateTrigger { name, session: Some(session) },
        None => {
            let name = triggers.first().map(|name| name.as_ref().to_owned()).unwrap_or_default();
            Error::DuplicateTrigger { name, session: None }
        }
    }
}

fn is_of(info: &RegistrationInfo, labels: &[String]) -> bool {
    info.description.as_ref().is_some_and(|text| labels.contains(text))
}

/// The error of a stream that another registration reads.
fn taken_stream(stream: &str, others: &[&RegistrationInfo]) -> Option<Error> {
    others.iter().find_map(|info| {
        let reads = info.args.stream.clone().filter(|reads| overlap(reads, stream))?;
        Some(Error::StreamTaken { stream: stream.to_owned(), registration: info.id.clone(), reads })
    })
}

/// What a script computes is known once it is registered: if another gear reads it too, one of its own or not, the script is
/// taken back.
async fn check_registered_streams(server: &mut impl Transport, own: &[Registration]) -> Result<()> {
    let registrations = server.ask(&request::dump_registrations()).await?;
    let own = || registrations.iter().filter(|info| own.iter().any(|known| known.id() == info.id));
    let taken = |info: &RegistrationInfo| {
        let others: Vec<_> = registrations.iter().filter(|other| other.id != info.id).collect();
        taken_stream(info.args.stream.as_deref()?, &others)
    };
    let Some(error) = own().find_map(taken) else { return Ok(()) };
    for info in own() {
        server.ask(&request::unregister(&info.id)).await?;
    }
    Err(error)
}

/// The registrations of a script, if all are there: their labels are their descriptions. Those of a session may be as many as
/// they are.
async fn registered(server: &mut impl Transport, script: &Script) -> Result<Option<Vec<Registration>>> {
    if matches!(script.registrations, Registrations::OfSession) {
        let sessions = server.ask(&request::dump_sessions(&SessionQuery::named([&script.label]))).await?;
        // On a cluster, each shard tells the same ids.
        let ids: BTreeSet<String> = sessions.into_iter().flat_map(|session| session.registrations).collect();
        let registrations: Vec<Registration> = ids.into_iter().map(Registration::new).collect();
        return Ok(Some(registrations).filter(|registrations| !registrations.is_empty()));
    }
    let registrations = server.ask(&request::dump_registrations()).await?;
    let find = |label: &String| {
        let info = registrations.iter().find(|info| info.description.as_ref() == Some(label))?;
        Some(Registration::new(info.id.clone()))
    };
    Ok(script.labels().iter().map(find).collect())
}

/// The request that calls a trigger: its reply is one record.
pub(super) fn trigger_request<'a>(
    name: &'a str,
    arguments: &[Vec<u8>],
    program: Program<'a>,
) -> Request<'a, Value> {
    let mut cmd = redis::cmd("RG.TRIGGER");
    cmd.arg(name).arg(arguments);
    Request { cmd, asked: Asked::Trigger { name, program }, read: Ok }
}

/// Takes the record out of the reply of a trigger.
pub(super) fn one_record(reply: Value, name: &str, asked: &Asked<'_>) -> Result<Value> {
    match reply {
        Value::Array(mut records) if !records.is_empty() => match records.swap_remove(0) {
            Value::ServerError(error) => Err(classify(&server_text(&error), asked)),
            record => Ok(record),
        },
        reply => Err(unexpected(&format!("trigger `{name}`"), "one record", &reply)),
    }
}

/// Calls a trigger and returns its record.
pub(crate) fn trigger(
    con: &mut dyn ConnectionLike,
    name: &str,
    arguments: &[Vec<u8>],
    program: Program<'_>,
) -> Result<Value> {
    let request = trigger_request(name, arguments, program);
    one_record(ask(con, &request)?, name, &request.asked)
}
