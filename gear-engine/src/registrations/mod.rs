//! Registrations: what a script has registered, and the tables in which events find it.

mod args;
mod command;
mod event;
pub(crate) mod hooks;
mod keys;
mod registry;
mod stats;
mod streams;

pub(crate) use args::{Args, Mode};
use args::{KeysArgs, StreamArgs};
pub(crate) use command::{check_command, check_key_command, trigger, trigger_on_key};
pub(crate) use event::{Event, c_text};
pub(crate) use keys::{on_key_event, on_message};
pub(crate) use registry::{
    SessionInfo, add, give_to, registry, remove, remove_all, replace, restore, restore_all,
};
pub(crate) use stats::Stats;

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::distribution::Distribution;
use crate::executions::{self, Execution, Lane, Outcome, Status};
use crate::marshal::Value;
use crate::sync::Locked as _;
use crate::{config, ids, shards, worker};

/// A session as far as its registrations are concerned.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Session {
    pub(crate) id: String,
    /// Which script or which load of data has made it: a later one of the same id has other globals.
    pub(crate) origin: u64,
    pub(crate) description: Option<String>,
    pub(crate) requirements: Vec<String>,
    /// Whether one of them had to be installed first.
    pub(crate) installed_requirements: bool,
}

impl Session {
    /// The name of the session for the workers.
    pub(crate) fn key(&self) -> String {
        session_key(&self.id, self.origin)
    }
}

pub(crate) fn session_key(id: &str, origin: u64) -> String {
    format!("{origin}:{id}")
}

/// The id of the session in such a key.
pub(crate) fn session_in_key(key: &str) -> &str {
    key.split_once(':').map_or(key, |(_, id)| id)
}

pub(crate) struct Registration {
    pub(crate) number: u64,
    pub(crate) id: String,
    pub(crate) session: Arc<Session>,
    pub(crate) desc: Option<String>,
    pub(crate) mode: Mode,
    pub(crate) args: Args,
    /// The pickled steps: what is saved, and given to a new worker.
    pub(crate) blob: Vec<u8>,
    /// Which load of the server's data has made it, 0 for a script: a reload makes registrations of the same ids anew, while
    /// executions of the former ones may not be over.
    pub(crate) load: u64,
    /// What RG.GETEXECUTION shows of the steps.
    pub(crate) steps: Arc<Vec<[String; 3]>>,
    /// Whether the script wants to be told when the registration starts to work.
    pub(crate) on_registered: bool,
    pub(crate) stats: Mutex<Stats>,
    /// Finished executions of this registration that are still listed.
    listed: Mutex<VecDeque<u64>>,
    /// In which its executions run one after the other; executions of a trigger run side by side.
    lane: Option<Arc<Lane>>,
    streams: Mutex<streams::Streams>,
    alive: AtomicBool,
    /// Executions that are not over: the worker has to know the registration until the last one is.
    unfinished: AtomicUsize,
}

/// What a new registration is made of.
pub(crate) struct Parts {
    pub(crate) number: u64,
    pub(crate) session: Arc<Session>,
    pub(crate) desc: Option<String>,
    pub(crate) mode: Mode,
    pub(crate) args: Args,
    pub(crate) blob: Vec<u8>,
    pub(crate) load: u64,
    pub(crate) steps: Vec<[String; 3]>,
    pub(crate) on_registered: bool,
}

impl Registration {
    pub(crate) fn new(parts: Parts) -> Arc<Registration> {
        let in_order = match &parts.args {
            Args::Command(args) => args.in_order,
            Args::Keys(_) | Args::Stream(_) => true,
        };
        Arc::new(Registration {
            number: parts.number,
            id: ids::text(parts.number),
            session: parts.session,
            desc: parts.desc,
            mode: parts.mode,
            args: parts.args,
            blob: parts.blob,
            load: parts.load,
            steps: Arc::new(parts.steps),
            on_registered: parts.on_registered,
            stats: Mutex::new(Stats::default()),
            listed: Mutex::new(VecDeque::new()),
            lane: in_order.then(Arc::default),
            streams: Mutex::new(streams::Streams::default()),
            alive: AtomicBool::new(true),
            unfinished: AtomicUsize::new(0),
        })
    }

    /// Whether an execution of it is not over.
    fn has_unfinished(&self) -> bool {
        self.unfinished.load(Ordering::Acquire) > 0
    }

    pub(crate) fn is_alive(&self) -> bool {
        self.alive.load(Ordering::Acquire)
    }

    /// Makes an execution for an event, and counts it.
    fn execution(self: &Arc<Self>, event: Event, drop_when_done: bool) -> Arc<Execution> {
        self.stats.locked().triggered += 1;
        self.unfinished.fetch_add(1, Ordering::AcqRel);
        let shard = event.shard();
        let on_all = self.mode == Mode::Async && shards::count() > 1;
        executions::create(executions::Plan {
            source: executions::Source::Event(self.clone(), event),
            shard: if self.mode == Mode::Sync { worker::reachable(shard) } else { shard },
            distribution: on_all.then(|| Distribution::new(shard, Vec::new())),
            steps: self.steps.clone(),
            lane: if self.mode == Mode::Sync { None } else { self.lane.clone() },
            chain: executions::current_chain() + 1,
            drop_when_done,
        })
    }

    /// Called once for each execution, when it is over.
    pub(crate) fn executed(
        self: &Arc<Self>,
        execution: &Execution,
        event: &Event,
        outcome: &Outcome,
        status: Status,
        time: Duration,
    ) {
        self.stats.locked().count(outcome, status, time, !matches!(self.args, Args::Keys(_)));
        if matches!(self.args, Args::Keys(_) | Args::Stream(_)) {
            self.list(execution.number);
        }
        if let Event::Stream(read) = event {
            worker::lock::with(|ctx| self.stream_done(ctx, read, outcome, status));
        }
        if self.unfinished.fetch_sub(1, Ordering::AcqRel) == 1 && !self.is_alive() {
            self.forget();
        }
    }

    /// The workers do not need it any more.
    pub(crate) fn forget(&self) {
        let load = Value::Int(self.load as i64);
        worker::order_all(&[Value::str("unregister"), Value::str(self.id.as_str()), load]);
    }

    /// Keeps the last finished executions listed.
    fn list(&self, number: u64) {
        if !self.is_alive() {
            return executions::drop_number(number);
        }
        let mut listed = self.listed.locked();
        listed.push_back(number);
        let limit = config::max_executions_per_registration();
        while limit > 0 && listed.len() > limit {
            if let Some(oldest) = listed.pop_front() {
                executions::drop_number(oldest);
            }
        }
    }

    /// Makes the registration work: tells the script, and looks for streams that are there already.
    pub(crate) fn started(self: &Arc<Self>) {
        if self.on_registered {
            worker::tell_all("registered", &[Value::str(self.id.as_str())]);
        }
        if matches!(self.args, Args::Stream(_)) {
            worker::lock::with(|ctx| self.scan_streams(ctx));
        }
    }

    /// Ends the registration. Executions that wait for a thread still run.
    fn ended(&self) {
        self.alive.store(false, Ordering::Release);
        self.forget_streams();
        for number in self.listed.locked().drain(..) {
            executions::drop_number(number);
        }
        if !self.has_unfinished() {
            self.forget();
        }
    }
}
