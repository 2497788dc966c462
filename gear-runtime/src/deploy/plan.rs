//! What a deployment would change.

use std::fmt;

use super::diff::hunks;
use super::entry::Entry;
use super::view::{Deployed, View};
use super::{Deployment, Orphans};
use crate::client::Transport;
use crate::{RegistrationInfo, Result, StreamStatus};

/// What becomes of a gear.
/// It is that of a change in a [`Plan`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Action {
    /// It is new.
    Create,
    /// The server has another version of it.
    Update,
    /// The server has it.
    Unchanged,
    /// The server has it, the deployment has not. It stays.
    Keep,
    /// The server has it, the deployment has not. It is taken off the server.
    Drop,
}

/// A gear in a [`Plan`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The name of the gear.
    pub gear: String,
    /// What becomes of it.
    pub action: Action,
    /// Why, where it is not obvious.
    pub note: Option<String>,
    /// The lines of Python that differ, with some around them.
    pub diff: Vec<String>,
    /// The gear whose trigger it takes over.
    pub(super) replaces: Option<String>,
}

/// What a deployment would change, or has changed; its text shows that to a person.
///
/// ```text
/// deployment `shop`: 1 to create, 1 to update, 3 unchanged, 1 orphaned
///   + refund
///   ~ total
///       @@ line 12
///         def gear_total(args):
///       -     return 1
///       +     return 2
///   ? old: it stays
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Plan {
    /// The app.
    pub app: String,
    /// The gears.
    pub changes: Vec<Change>,
}

impl Deployment {
    pub(super) async fn plan_on(&self, server: &mut impl Transport) -> Result<Plan> {
        let entries = self.checked()?;
        Ok(Plan::new(&self.app, &entries, &View::read(server, &self.app).await?, self.orphans))
    }
}

impl Plan {
    pub(super) fn new(app: &str, entries: &[Entry], view: &View, orphans: Orphans) -> Self {
        let wanted = |gear: &str| entries.iter().any(|entry| entry.name == gear);
        let orphaned: Vec<&Deployed> =
            view.deployed.iter().filter(|deployed| !wanted(&deployed.name)).collect();
        let mut changes: Vec<Change> =
            entries.iter().map(|entry| Change::of(entry, view, &orphaned)).collect();
        let replaced = |gear: &str| changes.iter().any(|change| change.replaces.as_deref() == Some(gear));
        let left = orphaned.into_iter().filter(|deployed| !replaced(&deployed.name));
        let left: Vec<Change> = left.map(|deployed| Change::orphan(deployed, orphans)).collect();
        changes.extend(left);
        Self { app: app.to_owned(), changes }
    }

    /// Whether the server has all as it should be.
    pub fn is_unchanged(&self) -> bool {
        self.changes.iter().all(|change| matches!(change.action, Action::Unchanged | Action::Keep))
    }

    /// How many gears have this in store.
    pub fn count(&self, action: Action) -> usize {
        self.changes.iter().filter(|change| change.action == action).count()
    }
}

impl Change {
    fn of(entry: &Entry, view: &View, orphaned: &[&Deployed]) -> Self {
        let mut change = Self {
            gear: entry.name.clone(),
            action: Action::Create,
            note: None,
            diff: Vec::new(),
            replaces: None,
        };
        match view.find(&entry.name) {
            None => {
                // Another name for the same program, or for what has the same trigger.
                let holder = orphaned.iter().find(|other| {
                    other.triggers().any(|held| entry.program.triggers.iter().any(|trigger| trigger == held))
                        || other.hash() == Some(&entry.program.hash)
                });
                let taken = entry.program.triggers.iter().find_map(|trigger| view.foreign.get(trigger));
                if let Some(session) = taken {
                    change.note = Some(format!(
                        "its trigger is registered by the session `{session}` of somebody else"
                    ));
                }
                if let Some(holder) = holder {
                    change.note = Some(format!("takes the place of `{}`", holder.name));
                    change.replaces = Some(holder.name.clone());
                }
            }
            Some(deployed) if deployed.hash() != Some(&entry.program.hash) => {
                change.action = Action::Update;
                match deployed.hash().map(|hash| view.store.program(hash)) {
                    Some(Some(old)) => change.diff = differences(old, &entry.program),
                    Some(None) => change.note = Some("the Python on the server is not known".to_owned()),
                    None => change.note = Some("the shards have different versions of it".to_owned()),
                }
            }
            Some(deployed) => match drift(entry, deployed, view) {
                Some(note) => {
                    change.action = Action::Update;
                    change.note = Some(note.to_owned());
                }
                None => change.action = Action::Unchanged,
            },
        }
        change
    }

    fn orphan(deployed: &Deployed, orphans: Orphans) -> Self {
        let (action, note) = match orphans {
            Orphans::Keep => (Action::Keep, "it stays"),
            Orphans::Drop => (Action::Drop, "it goes"),
        };
        Self {
            gear: deployed.name.clone(),
            action,
            note: Some(note.to_owned()),
            diff: Vec::new(),
            replaces: None,
        }
    }
}

/// Why a gear has to be registered again although the server has this version of it.
fn drift(entry: &Entry, deployed: &Deployed, view: &View) -> Option<&'static str> {
    // How many a script makes is known since it was deployed.
    let remembered = view.store.program(&entry.program.hash).map_or(0, |program| program.registrations);
    let paused = |info: &RegistrationInfo| info.stream_status == Some(StreamStatus::Paused);
    if deployed.registrations.is_empty() {
        Some("somebody has unregistered it")
    } else if deployed.ids().len() < entry.program.registrations.max(remembered) {
        Some("somebody has unregistered a part of it")
    } else if !view.is_complete(deployed) {
        Some("not every shard has it")
    } else if view.store.pending.is_some() && deployed.streams().any(paused) {
        Some("a deployment that broke off has left it paused")
    } else {
        None
    }
}

/// The lines that differ. The label of a program has its hash in it, so a line with it differs always.
fn differences(old: &super::entry::Program, new: &super::entry::Program) -> Vec<String> {
    let unlabelled = |program: &super::entry::Program| program.text.replace(&program.hash, "HASH");
    let mut lines = hunks(&unlabelled(old), &unlabelled(new));
    if old.requirements != new.requirements {
        lines.push(format!("- requirements: {}", old.requirements.join(", ")));
        lines.push(format!("+ requirements: {}", new.requirements.join(", ")));
    }
    lines
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let orphaned = self.count(Action::Keep) + self.count(Action::Drop);
        write!(f, "deployment `{}`: {} to create", self.app, self.count(Action::Create))?;
        write!(f, ", {} to update", self.count(Action::Update))?;
        write!(f, ", {} unchanged, {orphaned} orphaned", self.count(Action::Unchanged))?;
        for change in self.changes.iter().filter(|change| change.action != Action::Unchanged) {
            let mark = match change.action {
                Action::Create => '+',
                Action::Update => '~',
                Action::Drop => '-',
                Action::Keep | Action::Unchanged => '?',
            };
            write!(f, "\n  {mark} {}", change.gear)?;
            if let Some(note) = &change.note {
                write!(f, ": {note}")?;
            }
            change.diff.iter().try_for_each(|line| write!(f, "\n      {line}"))?;
        }
        Ok(())
    }
}
