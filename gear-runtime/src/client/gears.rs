//! What gears ask a server for.

use redis::{Cmd, ConnectionLike, Value};

use super::classify::{Asked, classify, shard_error, step_error, step_errors};
use super::pyexecute::PyExecute;
use super::request::{self, Request, SessionQuery};
use super::sync::ask;
use super::transport::{Blocking, Transport, now};
use super::{server_text, unexpected};
use crate::link::{Definition, Linked, Script, link};
use crate::reply::{Outcome, Raw};
use crate::streams::{overlap, streams_of};
use crate::{Error, Registration, RegistrationInfo, Requirements, Result};

/// What a script is linked from. A call of a trigger needs the script only to explain an error.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Program<'a> {
    definition: Option<&'static Definition>,
    captures: &'a [(&'static str, String)],
}

impl<'a> Program<'a> {
    pub(crate) fn new(
        definition: Option<&'static Definition>,
        captures: &'a [(&'static str, String)],
    ) -> Self {
        Self { definition, captures }
    }

    pub(crate) fn linked(self) -> Option<Linked<'a>> {
        self.definition.map(|definition| (definition, self.captures))
    }

    #[cfg(test)]
    pub(crate) fn of(definition: &'static Definition) -> Self {
        Self::new(Some(definition), &[])
    }

    pub(crate) fn script(&self) -> Script {
        let linked = self.linked();
        linked.map(|linked| link(linked.0.unit.name, [linked])).unwrap_or_default()
    }
}

/// The request that runs a batch gear.
pub(super) fn run_request(script: &Script) -> Result<Request<'_, Raw>> {
    // Without the options of `PyExecute`, which would need a copy of the script.
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

/// The registration of a script with one gear.
pub(crate) fn only(registrations: Vec<Registration>) -> Registration {
    registrations.into_iter().next().unwrap_or_else(|| Registration::new(String::new()))
}

pub(super) async fn register_on(server: &mut impl Transport, script: &Script) -> Result<Vec<Registration>> {
    let label = script.label.as_str();
    let streams = streams_of(&script.text);
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
    if streams.computed || streams.named.len() > 1 {
        check_registered_streams(server, &script.labels()).await?;
    }
    registered(server, script).await?.ok_or_else(|| Error::Refused {
        message: "it accepted the script, but RG.DUMPREGISTRATIONS does not list the registration".to_owned(),
    })
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
async fn check_registered_streams(server: &mut impl Transport, labels: &[String]) -> Result<()> {
    let registrations = server.ask(&request::dump_registrations()).await?;
    let own = || registrations.iter().filter(|info| is_of(info, labels));
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

/// The registrations of a script, if all are there: their labels are their descriptions.
async fn registered(server: &mut impl Transport, script: &Script) -> Result<Option<Vec<Registration>>> {
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
