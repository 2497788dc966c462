//! Bringing the server to what a deployment says, and back.

use super::entry::{Entry, Program};
use super::lock::Lock;
use super::plan::{Action, Change, Plan};
use super::steps::{self, Undo};
use super::store::{Goal, Store, Version};
use super::view::View;
use super::{Deployment, Orphans, check_name};
use crate::client::Transport;
use crate::{Error, Result};

impl Deployment {
    pub(super) async fn apply_on(&mut self, server: &mut impl Transport) -> Result<Plan> {
        let entries = self.checked()?;
        self.rolling_back = None;
        let mut lock = Lock::take(server, &self.app, &self.token).await?;
        let result = match View::read(server, &self.app).await {
            Ok(view) => {
                Work { app: &self.app, view, lock: &mut lock }
                    .reach(server, &entries, self.orphans, Goal::Apply)
                    .await
            }
            Err(error) => Err(error),
        };
        lock.release(server).await;
        result
    }

    pub(super) async fn rollback_on(&mut self, server: &mut impl Transport) -> Result<Plan> {
        check_name("app", &self.app)?;
        let mut lock = Lock::take(server, &self.app, &self.token).await?;
        let mut version = self.rolling_back.take();
        let result = match View::read(server, &self.app).await {
            Ok(view) => Work { app: &self.app, view, lock: &mut lock }.roll_back(server, &mut version).await,
            Err(error) => Err(error),
        };
        lock.release(server).await;
        if result.as_ref().is_err_and(Error::is_connection) {
            self.rolling_back = version;
        }
        result
    }

    pub(super) async fn remove_on(&mut self, server: &mut impl Transport) -> Result<Plan> {
        check_name("app", &self.app)?;
        let mut lock = Lock::take(server, &self.app, &self.token).await?;
        let result = match View::read(server, &self.app).await {
            Ok(view) => Work { app: &self.app, view, lock: &mut lock }.remove(server).await,
            Err(error) => Err(error),
        };
        lock.release(server).await;
        result
    }
}

/// A deployment under the lock.
struct Work<'a> {
    app: &'a str,
    view: View,
    lock: &'a mut Lock,
}

impl Work<'_> {
    /// Makes the server have these gears.
    async fn reach(
        &mut self,
        server: &mut impl Transport,
        entries: &[Entry],
        orphans: Orphans,
        goal: Goal,
    ) -> Result<Plan> {
        let plan = Plan::new(self.app, entries, &self.view, orphans);
        let mut version: Version =
            entries.iter().map(|entry| (entry.name.clone(), entry.program.hash.clone())).collect();
        let kept = plan.changes.iter().filter(|change| change.action == Action::Keep);
        let kept = kept.filter_map(|change| self.view.find(&change.gear));
        let kept = kept.filter_map(|deployed| Some((deployed.name.clone(), deployed.hash()?.to_owned())));
        version.extend(kept);
        let store = &self.view.store;
        if plan.is_unchanged() && store.pending.is_none() && store.current == version {
            return Ok(plan);
        }
        store.begin(server, self.app, entries, goal).await?;
        self.change(server, &plan, entries, &version).await?;
        Ok(plan)
    }

    /// `version` becomes the one that is gone back to, unless it is known from a try before this one.
    async fn roll_back(
        &mut self,
        server: &mut impl Transport,
        version: &mut Option<Version>,
    ) -> Result<Plan> {
        let store = &self.view.store;
        let before = match store.pending {
            Some(Goal::Apply) => &store.current,
            Some(Goal::RollBack) | None => &store.previous,
        };
        let version = version.get_or_insert_with(|| before.clone());
        let entries = store.entries(version);
        let nothing = store.pending.is_none() && store.current.is_empty();
        if nothing || entries.len() < version.len() {
            let message = format!("there is no earlier deployment of `{}` to go back to", self.app);
            return Err(Error::InvalidDeployment { message });
        }
        self.reach(server, &entries, Orphans::Drop, Goal::RollBack).await
    }

    async fn remove(&mut self, server: &mut impl Transport) -> Result<Plan> {
        let plan = Plan::new(self.app, &[], &self.view, Orphans::Drop);
        for deployed in &self.view.deployed {
            steps::unregister(server, deployed.ids()).await?;
        }
        Store::remove(server, self.app).await?;
        Ok(plan)
    }

    /// Makes the changes one after the other, and remembers that. If one fails, those before it are undone.
    async fn change(
        &mut self,
        server: &mut impl Transport,
        plan: &Plan,
        entries: &[Entry],
        version: &Version,
    ) -> Result<()> {
        let mut undo = Vec::new();
        let mut gear = String::new();
        let mut result = self.all_changes(server, plan, entries, &mut undo, &mut gear).await;
        if result.is_ok() {
            result = self.view.store.finish(server, self.app, version).await;
        }
        let Err(error) = result else { return Ok(()) };
        // Without a connection nothing can be undone; the lock of another deployer forbids it.
        let lost = error.is_connection() || matches!(error, Error::DeploymentLocked { .. });
        let rolled_back = !lost && self.undo(server, undo).await;
        Err(Error::Deployment { app: self.app.to_owned(), gear, source: Box::new(error), rolled_back })
    }

    /// `gear` is the one that is worked on.
    async fn all_changes(
        &mut self,
        server: &mut impl Transport,
        plan: &Plan,
        entries: &[Entry],
        undo: &mut Vec<Undo>,
        gear: &mut String,
    ) -> Result<()> {
        for change in &plan.changes {
            gear.clone_from(&change.gear);
            self.one_change(server, change, entries, undo).await?;
        }
        let view = steps::wait_until_registered(server, self.app, entries, gear).await?;
        let uncounted = entries.iter().filter(|entry| entry.program.registrations == 0);
        let counted = uncounted.filter_map(|entry| {
            let registrations = view.find(&entry.name)?.ids().len();
            Some(Program { registrations, ..entry.program.clone() })
        });
        Store::count(server, self.app, counted).await
    }

    async fn one_change(
        &mut self,
        server: &mut impl Transport,
        change: &Change,
        entries: &[Entry],
        undo: &mut Vec<Undo>,
    ) -> Result<()> {
        self.lock.keep(server).await?;
        let deployed = self.view.find(&change.gear);
        let entry = entries.iter().find(|entry| entry.name == change.gear);
        match (change.action, entry, deployed) {
            (Action::Create, Some(entry), _) => {
                let replaced = change.replaces.as_deref().and_then(|gear| self.view.find(gear));
                undo.extend(replaced.map(|replaced| Undo::restore(&self.view, replaced)));
                undo.push(Undo::Unregister(entry.name.clone()));
                steps::put(server, self.lock, self.app, entry, replaced).await
            }
            (Action::Update, Some(entry), Some(deployed)) => {
                // Before it is tried: some shards may take what others refuse.
                undo.push(Undo::restore(&self.view, deployed));
                steps::put(server, self.lock, self.app, entry, Some(deployed)).await
            }
            (Action::Drop, _, Some(deployed)) => {
                undo.push(Undo::restore(&self.view, deployed));
                steps::unregister(server, deployed.ids()).await
            }
            _ => Ok(()),
        }
    }

    /// Undoes changes, the last one first, and tells whether all is as before.
    async fn undo(&mut self, server: &mut impl Transport, undo: Vec<Undo>) -> bool {
        let mut all = true;
        for step in undo.into_iter().rev() {
            all &= step.run(server, self.lock, self.app).await.is_ok();
        }
        all && Store::undone(server, self.app).await.is_ok()
    }
}
