//! How the gears of an app are doing.

use std::fmt;

use super::Deployment;
use super::entry::Entry;
use super::view::View;
use crate::client::{Transport, describe_error};
use crate::{Error, RegistrationInfo, Result, StreamStatus};

/// How the gears of an app are doing; its text is a table for a person.
/// [`Deployment::status`](super::Deployment::status) gives it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Status {
    /// The app.
    pub app: String,
    /// The gears of the deployment.
    pub gears: Vec<GearStatus>,
    /// Gears that the server has and the deployment has not.
    pub orphans: Vec<String>,
    /// Whether a deployment began and did not come to its end.
    pub pending: bool,
}

/// How a gear is doing.
/// [`Deployment::status`](super::Deployment::status) gives it.
#[derive(Debug)]
#[non_exhaustive]
pub struct GearStatus {
    /// Its name.
    pub gear: String,
    /// Whether the server has it, in any version.
    pub deployed: bool,
    /// Whether the server, or every shard of a cluster, has it in this version.
    pub up_to_date: bool,
    /// How often it was triggered, on all shards together.
    pub triggered: i64,
    /// How many runs succeeded.
    pub succeeded: i64,
    /// How many runs failed.
    pub failed: i64,
    /// How old the last message of a stream was when it was done, in milliseconds.
    pub lag: Option<i64>,
    /// The last error, with its place in the Rust source if the server has this version.
    pub last_error: Option<Error>,
    /// All that the server tells about its registrations.
    pub registrations: Vec<RegistrationInfo>,
}

impl Deployment {
    pub(super) async fn status_on(&self, server: &mut impl Transport) -> Result<Status> {
        let entries = self.checked()?;
        let view = View::read(server, &self.app).await?;
        let wanted = |gear: &str| entries.iter().any(|entry| entry.name == gear);
        let orphans =
            view.deployed.iter().map(|deployed| deployed.name.clone()).filter(|gear| !wanted(gear)).collect();
        let gears = entries.iter().map(|entry| GearStatus::of(entry, &view)).collect();
        Ok(Status { app: self.app.clone(), gears, orphans, pending: view.store.pending.is_some() })
    }
}

impl GearStatus {
    fn of(entry: &Entry, view: &View) -> Self {
        let deployed = view.find(&entry.name);
        let registrations = deployed.map(|deployed| deployed.registrations.clone()).unwrap_or_default();
        let sum = |count: fn(&RegistrationInfo) -> i64| registrations.iter().map(count).sum();
        // The lines of another version are elsewhere.
        let same = deployed.is_some_and(|deployed| deployed.hash() == Some(&entry.program.hash));
        let script = if same { entry.script.clone() } else { Default::default() };
        let last_error = registrations.iter().find_map(|info| info.last_error.as_deref());
        Self {
            gear: entry.name.clone(),
            deployed: !registrations.is_empty(),
            up_to_date: view.has(entry),
            triggered: sum(|info| info.triggered),
            succeeded: sum(|info| info.succeeded),
            failed: sum(|info| info.failed),
            lag: registrations.iter().filter_map(|info| info.last_lag).max(),
            last_error: last_error.map(|text| describe_error(text, &script)),
            registrations,
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unfinished = if self.pending { " (a deployment has not come to its end)" } else { "" };
        write!(f, "deployment `{}`{unfinished}", self.app)?;
        self.gears.iter().try_for_each(|gear| write!(f, "\n  {gear}"))?;
        self.orphans.iter().try_for_each(|gear| write!(f, "\n  {gear}: orphaned"))
    }
}

impl fmt::Display for GearStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match (self.deployed, self.up_to_date) {
            (_, true) => "up to date",
            (true, false) => "another version",
            (false, false) => "not deployed",
        };
        let runs = if self.triggered == 1 { "run" } else { "runs" };
        write!(f, "{}: {state}, {} {runs}, {} failed", self.gear, self.triggered, self.failed)?;
        if let Some(lag) = self.lag {
            write!(f, ", {lag} ms behind")?;
        }
        let mut states = self.registrations.iter().filter_map(|info| info.stream_status.as_ref());
        if let Some(state) = states.find(|state| **state != StreamStatus::Ok) {
            write!(f, ", it does not read now: {state}")?;
        }
        self.last_error.as_ref().map_or(Ok(()), |error| write!(f, "; last error: {error}"))
    }
}
