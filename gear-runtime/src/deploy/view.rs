//! What the server has of an app.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::{Entry, parse_description, session_id};
use super::store::Store;
use crate::client::{Transport, request};
use crate::{RegistrationInfo, Result, Session, SessionQuery};

/// A gear that is on the server.
#[derive(Clone, Debug)]
pub(super) struct Deployed {
    pub(super) name: String,
    /// The hash of its program on each shard: they differ if an upgrade broke off.
    hashes: Vec<String>,
    /// How many shards have registrations of it.
    shards: usize,
    pub(super) session: String,
    /// On a cluster, those of each shard.
    pub(super) registrations: Vec<RegistrationInfo>,
}

/// What the server has, and what the app remembers.
#[derive(Debug)]
pub(super) struct View {
    pub(super) deployed: Vec<Deployed>,
    /// The triggers of everybody else, with the sessions that have them.
    pub(super) foreign: BTreeMap<String, String>,
    pub(super) store: Store,
    /// How many shards tell what they have: 1 if the connection reaches one of them only.
    shards: usize,
}

impl View {
    pub(super) async fn read(server: &mut impl Transport, app: &str) -> Result<Self> {
        let sessions = server.ask(&request::dump_sessions(&SessionQuery::all().verbose())).await?;
        let store = Store::read(server, app).await?;
        let each = sessions.iter().any(|session| session.node.is_some());
        let cluster = if each { server.ask(&request::info_cluster()).await? } else { None };
        let mut deployed = BTreeMap::new();
        let mut foreign = BTreeMap::new();
        for session in sessions.into_iter().filter(|session| !session.dead) {
            let name = session.description.as_deref().and_then(|text| parse_description(app, text));
            match name.filter(|(name, _)| session.id == session_id(app, name)) {
                Some((name, hash)) => {
                    let (name, hash) = (name.to_owned(), hash.to_owned());
                    Deployed::add(&mut deployed, name, hash, session);
                }
                None => {
                    let held = session.triggers().map(|trigger| (trigger.to_owned(), session.id.clone()));
                    foreign.extend(held);
                }
            }
        }
        let shards = cluster.map_or(1, |cluster| cluster.shards.len());
        Ok(Self { deployed: deployed.into_values().collect(), foreign, store, shards })
    }

    pub(super) fn find(&self, gear: &str) -> Option<&Deployed> {
        self.deployed.iter().find(|deployed| deployed.name == gear)
    }

    /// Whether every shard has a gear in this version.
    pub(super) fn has(&self, entry: &Entry) -> bool {
        self.find(&entry.name)
            .is_some_and(|gear| gear.hash() == Some(&entry.program.hash) && self.is_complete(gear))
    }

    /// Whether every shard has this gear.
    pub(super) fn is_complete(&self, gear: &Deployed) -> bool {
        gear.shards >= self.shards
    }
}

impl Deployed {
    /// Adds the session of a shard.
    fn add(deployed: &mut BTreeMap<String, Self>, name: String, hash: String, session: Session) {
        let gear = deployed.entry(name.clone()).or_insert_with(|| Self {
            name,
            hashes: Vec::new(),
            shards: 0,
            session: session.id.clone(),
            registrations: Vec::new(),
        });
        gear.hashes.push(hash);
        gear.shards += usize::from(!session.details.is_empty());
        gear.registrations.extend(session.details);
    }

    /// The hash of its program, if all shards have the same.
    pub(super) fn hash(&self) -> Option<&str> {
        let first = self.hashes.first()?;
        self.hashes.iter().all(|hash| hash == first).then_some(first)
    }

    /// Its registrations, each once: they have the same ids on all shards.
    pub(super) fn ids(&self) -> BTreeSet<&str> {
        self.registrations.iter().map(|info| info.id.as_str()).collect()
    }

    /// Those that read streams.
    pub(super) fn streams(&self) -> impl Iterator<Item = &RegistrationInfo> {
        self.registrations.iter().filter(|info| info.reader == "StreamReader")
    }

    /// The triggers that it holds.
    pub(super) fn triggers(&self) -> impl Iterator<Item = &str> {
        self.registrations.iter().filter_map(|info| info.args.trigger.as_deref())
    }
}
