//! The single steps of a deployment.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use super::entry::{Entry, Program};
use super::lock::Lock;
use super::view::{Deployed, View};
use crate::client::{PyExecute, Transport, register_request, request, taken};
use crate::{Error, RegistrationInfo, Result, StreamStatus};

/// How long a stream reader may take to finish the batch it has begun.
const DRAIN: Duration = Duration::from_secs(30);
/// How long the server may take to list what it has accepted.
const SETTLE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(5);

async fn send(server: &mut impl Transport, entry: &Entry, script: PyExecute) -> Result<()> {
    // The name of the trigger in an error is that of the entry: a script that was remembered does not know it.
    let request = register_request(script.command()?, &entry.script);
    match server.ask(&request).await {
        Err(Error::DuplicateTrigger { .. }) => Err(taken(server, &entry.program.triggers).await),
        result => result,
    }
}

/// Registers a gear, perhaps in the place of another one or of its older version. Stream readers there are paused first, and
/// have finished what they had begun: what comes meanwhile waits in the stream for the new one.
pub(super) async fn put(
    server: &mut impl Transport,
    lock: &mut Lock,
    app: &str,
    entry: &Entry,
    replaced: Option<&Deployed>,
) -> Result<()> {
    let script = entry.pyexecute(app);
    let script = match replaced {
        Some(replaced) if replaced.name != entry.name => script.replace_with(&replaced.session),
        _ => script.upgrade(),
    };
    let streams: BTreeSet<&str> = replaced
        .into_iter()
        .flat_map(Deployed::streams)
        .filter(|info| info.stream_status != Some(StreamStatus::Paused))
        .map(|info| info.id.as_str())
        .collect();
    let result = async {
        for stream in &streams {
            server.ask(&request::pause_registration(stream)).await?;
        }
        drain(server, lock, &streams).await?;
        if entry.program.requirements.is_empty() {
            return send(server, entry, script).await;
        }
        lock.keep_while(server, true).await?;
        send(server, entry, script).await?;
        lock.keep_while(server, false).await
    }
    .await;
    if result.is_err() {
        for stream in &streams {
            // It goes on as it was. If even that fails, the first error is the one to tell.
            let _ = server.ask(&request::unpause_registration(stream)).await;
        }
    }
    result
}

/// Waits until paused stream readers have finished what they had begun.
async fn drain(server: &mut impl Transport, lock: &mut Lock, streams: &BTreeSet<&str>) -> Result<()> {
    if streams.is_empty() {
        return Ok(());
    }
    let started = Instant::now();
    loop {
        let registrations = server.ask(&request::dump_registrations()).await?;
        let busy = |info: &RegistrationInfo| streams.contains(info.id.as_str()) && info.pending() > 0;
        let Some(busy) = registrations.iter().find(|info| busy(info)) else { return Ok(()) };
        if started.elapsed() > DRAIN {
            return Err(Error::WaitTimeout { id: busy.id.clone(), waited: DRAIN });
        }
        lock.keep(server).await?;
        server.sleep(PAUSE).await;
    }
}

/// Takes registrations off the server. One that is gone already is as it should be.
pub(super) async fn unregister(
    server: &mut impl Transport,
    registrations: impl IntoIterator<Item = &str>,
) -> Result<()> {
    for registration in registrations {
        match server.ask(&request::unregister(registration)).await {
            Ok(()) | Err(Error::UnknownExecution { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Waits until every shard lists every gear. The server answers when all shards have it, so this is to be sure. `gear` becomes
/// the one that is missing.
pub(super) async fn wait_until_registered(
    server: &mut impl Transport,
    app: &str,
    entries: &[Entry],
    gear: &mut String,
) -> Result<View> {
    let started = Instant::now();
    loop {
        let view = View::read(server, app).await?;
        let Some(missing) = entries.iter().find(|entry| !view.has(entry)) else { return Ok(view) };
        if started.elapsed() > SETTLE {
            let message = "it accepted the gear, but not every shard lists its registrations".to_owned();
            gear.clone_from(&missing.name);
            return Err(Error::Refused { message });
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
        let program = deployed.hash().and_then(|hash| view.store.program(hash)).cloned();
        Self::Restore(deployed.name.clone(), program)
    }

    pub(super) async fn run(self, server: &mut impl Transport, lock: &mut Lock, app: &str) -> Result<()> {
        match self {
            Self::Unregister(gear) => {
                let view = View::read(server, app).await?;
                unregister(server, view.find(&gear).map(Deployed::ids).unwrap_or_default()).await
            }
            Self::Restore(gear, Some(program)) => {
                let entry = Entry::remembered(gear, program);
                let view = View::read(server, app).await?;
                if view.has(&entry) {
                    return Ok(());
                }
                put(server, lock, app, &entry, view.find(&entry.name)).await
            }
            Self::Restore(gear, None) => {
                let message = format!("the Python that `{gear}` had is not known");
                Err(Error::InvalidDeployment { message })
            }
        }
    }
}
