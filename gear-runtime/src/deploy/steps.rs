//! The single steps of a deployment.

use std::time::{Duration, Instant};

use super::entry::{Entry, Program, session_id};
use super::view::{Deployed, View};
use crate::client::{PyExecute, Transport, register_request, request};
use crate::{Error, RegistrationInfo, Result, SessionQuery};

/// How long a stream reader may take to finish the batch it has begun.
const DRAIN: Duration = Duration::from_secs(30);
/// How long the server may take to list what it has accepted.
const SETTLE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(5);

async fn send(server: &mut impl Transport, entry: &Entry, script: PyExecute) -> Result<()> {
    // The name of the trigger in an error is that of the entry.
    let request = register_request(script.command()?, &entry.script, None);
    match server.ask(&request).await {
        Err(Error::DuplicateTrigger { .. }) => {
            Err(Error::DuplicateTrigger { name: entry.program.trigger.clone().unwrap_or_default() })
        }
        result => result,
    }
}

/// Registers a new gear, perhaps in the place of one that had its trigger.
pub(super) async fn create(
    server: &mut impl Transport,
    app: &str,
    entry: &Entry,
    replaced: Option<&Deployed>,
) -> Result<()> {
    let script = entry.pyexecute(app);
    let script = match replaced {
        Some(replaced) => script.replace_with(&replaced.session),
        None => script.upgrade(),
    };
    send(server, entry, script).await
}

/// Puts a new version in the place of the old one. A stream reader is paused first, and has finished what it had begun: what
/// comes meanwhile waits in the stream for the new one.
pub(super) async fn update(
    server: &mut impl Transport,
    app: &str,
    entry: &Entry,
    deployed: &Deployed,
) -> Result<()> {
    let streams: Vec<&RegistrationInfo> =
        deployed.registrations.iter().filter(|info| info.reader == "StreamReader").collect();
    let result = async {
        for stream in &streams {
            server.ask(&request::pause_registration(&stream.id)).await?;
        }
        drain(server, &streams).await?;
        send(server, entry, entry.pyexecute(app).upgrade()).await
    }
    .await;
    if result.is_err() {
        for stream in &streams {
            // It goes on as it was. If even that fails, the first error is the one to tell.
            let _ = server.ask(&request::unpause_registration(&stream.id)).await;
        }
    }
    result
}

/// Waits until paused stream readers have finished what they had begun.
async fn drain(server: &mut impl Transport, streams: &[&RegistrationInfo]) -> Result<()> {
    if streams.is_empty() {
        return Ok(());
    }
    let started = Instant::now();
    loop {
        let registrations = server.ask(&request::dump_registrations()).await?;
        let busy =
            |info: &RegistrationInfo| streams.iter().any(|stream| stream.id == info.id) && info.pending() > 0;
        let Some(busy) = registrations.iter().find(|info| busy(info)) else { return Ok(()) };
        if started.elapsed() > DRAIN {
            return Err(Error::WaitTimeout { id: busy.id.clone(), waited: DRAIN });
        }
        server.sleep(PAUSE).await;
    }
}

/// Takes registrations off the server. One that is gone already is as it should be.
pub(super) async fn unregister(
    server: &mut impl Transport,
    registrations: &[RegistrationInfo],
) -> Result<()> {
    for registration in registrations {
        match server.ask(&request::unregister(&registration.id)).await {
            Ok(()) | Err(Error::UnknownExecution { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Waits until the server lists every gear with its registrations. It answers when all shards have them, so this is to be sure.
pub(super) async fn wait_until_registered(
    server: &mut impl Transport,
    app: &str,
    entries: &[Entry],
) -> Result<()> {
    let started = Instant::now();
    loop {
        let view = View::read(server, app).await?;
        let is_there = |entry: &&Entry| {
            view.find(&entry.name).is_some_and(|deployed| {
                deployed.hash == entry.program.hash && !deployed.registrations.is_empty()
            })
        };
        let Some(missing) = entries.iter().find(|entry| !is_there(entry)) else { return Ok(()) };
        if started.elapsed() > SETTLE {
            let message = "the server accepted it, but does not list its registrations".to_owned();
            let (app, gear) = (app.to_owned(), missing.name.clone());
            let source = Box::new(Error::Refused { message });
            return Err(Error::Deployment { app, gear, source, rolled_back: false });
        }
        server.sleep(PAUSE).await;
    }
}

/// How to undo a change.
pub(super) enum Undo {
    /// Take a new gear off the server.
    Unregister(String),
    /// Bring back the program that a gear had. `None`: it is not known.
    Restore(String, Option<Program>),
}

impl Undo {
    pub(super) fn restore(view: &View, deployed: &Deployed) -> Self {
        Self::Restore(deployed.name.clone(), view.store.program(&deployed.hash).cloned())
    }

    pub(super) async fn run(self, server: &mut impl Transport, app: &str) -> Result<()> {
        match self {
            Self::Unregister(gear) => {
                let query = SessionQuery::named([session_id(app, &gear)]).verbose();
                let sessions = server.ask(&request::dump_sessions(&query)).await?;
                for session in &sessions {
                    unregister(server, &session.details).await?;
                }
                Ok(())
            }
            Self::Restore(gear, Some(program)) => {
                let entry = Entry::remembered(gear, program);
                send(server, &entry, entry.pyexecute(app).upgrade()).await
            }
            Self::Restore(gear, None) => {
                let message = format!("the Python that `{gear}` had is not known");
                Err(Error::InvalidDeployment { message })
            }
        }
    }
}
