//! Every command of RedisGears as a value: what is sent, and what the reply means.

use redis::{Cmd, RedisResult, ServerError, Value as Reply, cmd};

use super::classify::{Asked, classify};
use super::pyexecute::PyExecute;
use super::{connection, server_text, text, unexpected};
use crate::reply::{
    ClusterInfo, ConfigChange, ExecutionInfo, ExportedRequirement, Outcome, Plugin, PythonStats, Raw,
    RegistrationInfo, RequirementInfo, Results, Session, ShardExecution, config_values,
};
use crate::{Error, Result, Value};

/// A command with the reading of its reply, apart from any connection.
pub(crate) struct Request<'a, T> {
    pub(crate) cmd: Cmd,
    pub(crate) asked: Asked<'a>,
    pub(crate) read: fn(Reply) -> Result<T>,
}

impl<T> Request<'_, T> {
    /// Makes a value of what the connection gave.
    pub(crate) fn finish(&self, reply: RedisResult<Reply>) -> Result<T> {
        match reply {
            // Only the reply itself: within a list, errors are elements with a meaning of their own.
            Ok(Reply::ServerError(error)) => Err(self.refused(&error)),
            Ok(reply) => (self.read)(reply),
            Err(error) => Err(match ServerError::try_from(error.clone()) {
                Ok(server) => self.refused(&server),
                Err(_) => connection::broken(error),
            }),
        }
    }

    fn refused(&self, error: &ServerError) -> Error {
        let mut error = classify(&server_text(error), &self.asked);
        if let Error::Requirements { requirements, .. } = &mut error {
            *requirements = self.requirements();
        }
        error
    }

    /// The Python packages that the command asks for: the server's errors do not name them.
    fn requirements(&self) -> Vec<String> {
        let words = self.cmd.args_iter().map(|arg| match arg {
            redis::Arg::Simple(word) => String::from_utf8_lossy(word).into_owned(),
            _ => String::new(),
        });
        let words: Vec<String> = words.collect();
        match words.first().map(String::as_str) {
            Some("RG.PYEXECUTE") => {
                words.into_iter().skip(2).skip_while(|word| word != "REQUIREMENTS").skip(1).collect()
            }
            Some("RG.PYEXPORTREQ") => words.into_iter().skip(1).collect(),
            _ => Vec::new(),
        }
    }
}

/// Of which shards [`Gears::get_execution`](crate::Gears::get_execution) tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// All of a cluster, or the only one there is.
    #[default]
    All,
    /// The one that is asked.
    Shard,
    /// All of a cluster; an error where there is none.
    Cluster,
}

/// Which sessions [`Gears::dump_sessions`](crate::Gears::dump_sessions) tells about.
///
/// ```
/// use gear_runtime::SessionQuery;
///
/// let query = SessionQuery::named(["shop-orders"]).verbose();
/// # let _ = query;
/// ```
#[derive(Clone, Debug, Default)]
pub struct SessionQuery {
    verbose: bool,
    dead: bool,
    names: Option<Vec<String>>,
}

impl SessionQuery {
    /// All of them.
    pub fn all() -> Self {
        Self::default()
    }

    /// Those with these ids, as far as there are any.
    pub fn named<N: Into<String>>(names: impl IntoIterator<Item = N>) -> Self {
        Self { names: Some(names.into_iter().map(Into::into).collect()), ..Self::default() }
    }

    /// Those whose registrations are gone.
    pub fn dead(mut self) -> Self {
        self.dead = true;
        self
    }

    /// With the registrations themselves, not their ids alone.
    pub fn verbose(mut self) -> Self {
        self.verbose = true;
        self
    }
}

#[cfg(feature = "deploy")]
impl<T> Request<'_, T> {
    /// A plain command of Redis.
    pub(crate) fn plain(cmd: Cmd, read: fn(Reply) -> Result<T>) -> Self {
        plain(cmd, read)
    }
}

fn plain<'a, T>(cmd: Cmd, read: fn(Reply) -> Result<T>) -> Request<'a, T> {
    Request { cmd, asked: Asked::Plain, read }
}

fn of<'a, T>(name: &str, id: &'a str, read: fn(Reply) -> Result<T>) -> Request<'a, T> {
    let mut command = cmd(name);
    command.arg(id);
    Request { cmd: command, asked: Asked::Id(id), read }
}

/// Any reply that is no error.
fn done(_: Reply) -> Result<()> {
    Ok(())
}

fn results(reply: Reply) -> Result<Results> {
    Raw::read("the execution", reply).map(Results::new)
}

pub(super) fn raw_results(id: &str) -> Request<'_, Raw> {
    of("RG.GETRESULTS", id, |reply| Raw::read("RG.GETRESULTS", reply))
}

pub(crate) fn pyexecute(script: &PyExecute) -> Result<Request<'_, Outcome>> {
    Ok(Request { cmd: script.command()?, asked: Asked::Script(script.script()), read: Outcome::read })
}

pub(super) fn trigger<'a>(name: &'a str, arguments: &[Vec<u8>]) -> Request<'a, Vec<Value>> {
    let mut command = cmd("RG.TRIGGER");
    command.arg(name).arg(arguments);
    Request { cmd: command, asked: Asked::ForeignTrigger(name), read: records }
}

pub(super) fn trigger_on_key<'a>(name: &'a str, key: &str, arguments: &[Vec<u8>]) -> Request<'a, Vec<Value>> {
    let mut command = cmd("RG.TRIGGERONKEY");
    command.arg(name).arg(key).arg(arguments);
    Request { cmd: command, asked: Asked::ForeignTrigger(name), read: records }
}

fn records(reply: Reply) -> Result<Vec<Value>> {
    match reply {
        Reply::Array(records) => Ok(records.into_iter().map(Value::from_reply).collect()),
        other => Err(unexpected("the trigger", "records", &other)),
    }
}

pub(crate) fn get_results(id: &str) -> Request<'_, Results> {
    of("RG.GETRESULTS", id, results)
}

pub(crate) fn get_results_blocking(id: &str) -> Request<'_, Results> {
    of("RG.GETRESULTSBLOCKING", id, results)
}

pub(crate) fn drop_execution(id: &str) -> Request<'_, ()> {
    of("RG.DROPEXECUTION", id, done)
}

pub(crate) fn abort_execution(id: &str) -> Request<'_, ()> {
    of("RG.ABORTEXECUTION", id, done)
}

pub(crate) fn dump_executions<'a>() -> Request<'a, Vec<ExecutionInfo>> {
    plain(cmd("RG.DUMPEXECUTIONS"), ExecutionInfo::list)
}

pub(crate) fn get_execution(id: &str, scope: Scope) -> Request<'_, Vec<ShardExecution>> {
    let mut request = of("RG.GETEXECUTION", id, ShardExecution::list);
    match scope {
        Scope::All => {}
        Scope::Shard => drop(request.cmd.arg("SHARD")),
        Scope::Cluster => drop(request.cmd.arg("CLUSTER")),
    }
    request
}

pub(crate) fn dump_registrations<'a>() -> Request<'a, Vec<RegistrationInfo>> {
    plain(cmd("RG.DUMPREGISTRATIONS"), RegistrationInfo::list)
}

pub(crate) fn unregister(id: &str) -> Request<'_, ()> {
    of("RG.UNREGISTER", id, done)
}

pub(crate) fn unregister_and_abort(id: &str) -> Request<'_, ()> {
    let mut request = unregister(id);
    request.cmd.arg("ABORTPENDING");
    request
}

pub(crate) fn clear_registration_stats<'a>() -> Request<'a, ()> {
    plain(cmd("RG.CLEARREGISTRATIONSSTATS"), done)
}

pub(crate) fn pause_registration(id: &str) -> Request<'_, ()> {
    of("RG.PAUSEREGISTRATIONS", id, done)
}

pub(crate) fn unpause_registration(id: &str) -> Request<'_, ()> {
    of("RG.UNPAUSEREGISTRATIONS", id, done)
}

pub(crate) fn config_get<'a>(names: &[&str]) -> Request<'a, Vec<Option<Value>>> {
    let mut command = cmd("RG.CONFIGGET");
    command.arg(names);
    plain(command, config_values)
}

pub(crate) fn config_set<'a>(values: &[(&str, &str)]) -> Request<'a, Vec<ConfigChange>> {
    let mut command = cmd("RG.CONFIGSET");
    for (name, value) in values {
        command.arg(name).arg(value);
    }
    plain(command, ConfigChange::list)
}

pub(crate) fn python_stats<'a>() -> Request<'a, PythonStats> {
    plain(cmd("RG.PYSTATS"), PythonStats::read)
}

pub(crate) fn dump_requirements<'a>() -> Request<'a, Vec<RequirementInfo>> {
    plain(cmd("RG.PYDUMPREQS"), RequirementInfo::list)
}

pub(crate) fn dump_sessions<'a>(query: &SessionQuery) -> Request<'a, Vec<Session>> {
    let mut command = cmd("RG.PYDUMPSESSIONS");
    if query.verbose {
        command.arg("VERBOSE");
    }
    if query.dead {
        command.arg("DEAD");
    }
    if let Some(names) = &query.names {
        command.arg("SESSIONS").arg(names);
    }
    plain(command, Session::list)
}

pub(crate) fn profile(session: &str) -> Request<'_, String> {
    let mut command = cmd("RG.PYPROFILE");
    command.arg("STATS").arg(session);
    let read = |reply| match reply {
        Reply::BulkString(_) | Reply::SimpleString(_) | Reply::VerbatimString { .. } | Reply::Okay => {
            Ok(text(&reply))
        }
        other => Err(unexpected("RG.PYPROFILE", "text", &other)),
    };
    Request { cmd: command, asked: Asked::Id(session), read }
}

pub(crate) fn reset_profile(session: &str) -> Request<'_, ()> {
    let mut command = cmd("RG.PYPROFILE");
    command.arg("RESET").arg(session);
    Request { cmd: command, asked: Asked::Id(session), read: done }
}

pub(crate) fn export_requirement(name: &str) -> Request<'_, ExportedRequirement> {
    of("RG.PYEXPORTREQ", name, ExportedRequirement::read)
}

pub(crate) fn import_requirement<'a>(pieces: &[Vec<u8>]) -> Request<'a, ()> {
    let mut command = cmd("RG.PYIMPORTREQ");
    command.arg(pieces);
    plain(command, done)
}

pub(crate) fn info_cluster<'a>() -> Request<'a, Option<ClusterInfo>> {
    plain(cmd("RG.INFOCLUSTER"), ClusterInfo::read)
}

pub(crate) fn refresh_cluster<'a>() -> Request<'a, ()> {
    plain(cmd("RG.REFRESHCLUSTER"), done)
}

pub(crate) fn dump_plugins<'a>() -> Request<'a, Vec<Plugin>> {
    plain(cmd("RG.DUMPPLUGINS"), Plugin::list)
}

pub(crate) fn network_test<'a>() -> Request<'a, Value> {
    plain(cmd("RG.NETWORKTEST"), |reply| Ok(Value::from_reply(reply)))
}
