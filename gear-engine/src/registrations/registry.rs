//! The tables of all registrations.
//!
//! They are only locked while the Redis lock is held. So no other thread can be inside when the server forks, and the child that
//! writes the RDB file can read them.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard};

use super::hooks::{self, Hook};
use super::{Args, Mode, Registration, Session};
use crate::api::Context;
use crate::marshal::Value;
use crate::shards;
use crate::sync::Locked as _;
use crate::worker::{self, WorkerGone};

type List = Arc<Vec<Arc<Registration>>>;

#[derive(Default)]
pub(crate) struct Registry {
    all: BTreeMap<u64, Arc<Registration>>,
    sessions: BTreeMap<String, SessionInfo>,
    /// Registrations of replaced sessions, until the last execution of each is over.
    replaced: Vec<Arc<Registration>>,
    triggers: HashMap<String, Arc<Registration>>,
    keys: List,
    streams: List,
    hooks: HashMap<String, Vec<Hook>>,
}

/// A session that has registrations.
#[derive(Clone)]
pub(crate) struct SessionInfo {
    pub(crate) session: Arc<Session>,
    pub(crate) registrations: Vec<u64>,
}

static REGISTRY: Mutex<Option<Registry>> = Mutex::new(None);

/// The registry; the Redis lock has to be held.
pub(crate) struct Guard(MutexGuard<'static, Option<Registry>>);

pub(crate) fn registry() -> Guard {
    let mut guard = REGISTRY.locked();
    guard.get_or_insert_default();
    Guard(guard)
}

impl std::ops::Deref for Guard {
    type Target = Registry;
    fn deref(&self) -> &Registry {
        self.0.as_ref().expect("filled in by registry()")
    }
}

impl std::ops::DerefMut for Guard {
    fn deref_mut(&mut self) -> &mut Registry {
        self.0.as_mut().expect("filled in by registry()")
    }
}

impl Registry {
    pub(crate) fn all(&self) -> impl Iterator<Item = &Arc<Registration>> {
        self.all.values()
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    pub(crate) fn get(&self, number: u64) -> Option<Arc<Registration>> {
        self.all.get(&number).cloned()
    }

    pub(crate) fn trigger(&self, name: &str) -> Option<Arc<Registration>> {
        self.triggers.get(name).cloned()
    }

    pub(crate) fn keys(&self) -> List {
        self.keys.clone()
    }

    pub(crate) fn streams(&self) -> List {
        self.streams.clone()
    }

    /// The hooks of a command, the oldest first.
    pub(crate) fn hooks(&self, command: &[u8]) -> Vec<Hook> {
        if self.hooks.is_empty() {
            return Vec::new();
        }
        let name = String::from_utf8_lossy(command).to_lowercase();
        self.hooks.get(&name).cloned().unwrap_or_default()
    }

    /// Whether a command has a hook that is not sync, which no other hook may follow.
    pub(crate) fn has_async_hook(&self, command: &str, except: Option<&str>) -> bool {
        self.hooks(command.as_bytes()).iter().any(|hook| {
            !hook.watches
                && hook.registration.mode != Mode::Sync
                && Some(hook.registration.session.id.as_str()) != except
        })
    }

    pub(crate) fn session(&self, id: &str) -> Option<&SessionInfo> {
        self.sessions.get(id)
    }

    pub(crate) fn sessions(&self) -> impl Iterator<Item = &SessionInfo> {
        self.sessions.values()
    }

    /// Sessions that were replaced while executions of theirs were not over.
    pub(crate) fn dead_sessions(&mut self) -> Vec<SessionInfo> {
        self.replaced.retain(|registration| registration.has_unfinished());
        let mut dead: Vec<SessionInfo> = Vec::new();
        for registration in &self.replaced {
            let session = &registration.session;
            match dead.iter_mut().find(|info| Arc::ptr_eq(&info.session, session)) {
                Some(info) => info.registrations.push(registration.number),
                None => dead
                    .push(SessionInfo { session: session.clone(), registrations: vec![registration.number] }),
            }
        }
        dead
    }

    /// Adds a registration to all tables.
    pub(crate) fn add(&mut self, registration: &Arc<Registration>, hooks: Vec<(String, Hook)>) {
        self.all.insert(registration.number, registration.clone());
        let session = &registration.session;
        self.sessions
            .entry(session.id.clone())
            .or_insert_with(|| SessionInfo { session: session.clone(), registrations: Vec::new() })
            .registrations
            .push(registration.number);
        match &registration.args {
            Args::Command(args) => {
                if let Some(name) = &args.trigger {
                    self.triggers.insert(name.clone(), registration.clone());
                }
            }
            Args::Keys(_) => Arc::make_mut(&mut self.keys).push(registration.clone()),
            Args::Stream(_) => Arc::make_mut(&mut self.streams).push(registration.clone()),
        }
        for (name, hook) in hooks {
            self.hooks.entry(name).or_default().push(hook);
        }
        hooks::set_any(!self.hooks.is_empty());
    }

    /// Takes a registration out of all tables.
    fn remove(&mut self, number: u64) -> Option<Arc<Registration>> {
        let registration = self.all.remove(&number)?;
        if let Some(info) = self.sessions.get_mut(&registration.session.id) {
            info.registrations.retain(|other| *other != number);
            if info.registrations.is_empty() {
                self.sessions.remove(&registration.session.id);
            }
        }
        match &registration.args {
            Args::Command(args) => {
                if let Some(name) = &args.trigger {
                    self.triggers.remove(name);
                }
            }
            Args::Keys(_) => Arc::make_mut(&mut self.keys).retain(|other| other.number != number),
            Args::Stream(_) => Arc::make_mut(&mut self.streams).retain(|other| other.number != number),
        }
        for hooks in self.hooks.values_mut() {
            hooks.retain(|hook| hook.registration.number != number);
        }
        self.hooks.retain(|_, hooks| !hooks.is_empty());
        hooks::set_any(!self.hooks.is_empty());
        Some(registration)
    }
}

/// Adds a registration.
pub(crate) fn add(ctx: Context, registration: &Arc<Registration>) {
    // Asking the server about the hooked commands must not happen inside the registry: the command filter looks into it.
    let hooks = hooks::hooks_of(ctx, registration);
    registry().add(registration, hooks);
}

/// Ends a registration; false if there is none with this number.
pub(crate) fn remove(number: u64) -> bool {
    let removed = registry().remove(number);
    match removed {
        Some(registration) => {
            registration.ended();
            true
        }
        None => false,
    }
}

/// Ends a registration that another one takes the place of.
pub(crate) fn replace(number: u64) {
    let Some(registration) = registry().get(number) else { return };
    remove(number);
    let mut registry = registry();
    registry.replaced.retain(|registration| registration.has_unfinished());
    if registration.has_unfinished() {
        registry.replaced.push(registration);
    }
}

/// Ends all registrations, as a reload does.
pub(crate) fn remove_all() {
    let numbers: Vec<u64> = registry().all.keys().copied().collect();
    numbers.into_iter().for_each(|number| {
        remove(number);
    });
}

/// Gives a registration to the worker of a shard; the error is the worker's own.
pub(crate) fn give_to(shard: usize, registration: &Registration) -> Result<Result<(), String>, WorkerGone> {
    let args = [
        Value::Str(registration.session.key()),
        Value::str(registration.id.as_str()),
        Value::Bytes(registration.blob.clone()),
        Value::Int(registration.load as i64),
    ];
    Ok(match worker::run_job(shard, "restore", &args)? {
        Value::None => Ok(()),
        error => Err(error.into_string()),
    })
}

/// Gives a registration to all shards, until one refuses it.
pub(crate) fn restore(registration: &Registration) -> Result<Result<(), String>, WorkerGone> {
    for shard in 0..shards::count() {
        if let Err(error) = give_to(shard, registration)? {
            return Ok(Err(error));
        }
    }
    Ok(Ok(()))
}

/// Gives all registrations to the new worker of a shard.
pub(crate) fn restore_all(shard: usize) -> Result<(), WorkerGone> {
    let all: Vec<Arc<Registration>> = registry().all().cloned().collect();
    for registration in all {
        if let Err(error) = give_to(shard, &registration)? {
            let text = format!("registration {} could not be restored: {error}", registration.id);
            crate::api::log(crate::api::LogLevel::Warning, &text);
        }
    }
    Ok(())
}
