//! Executions that run on all shards.
//!
//! The steps are cut into parts where records move: at a repartition, and at a collect. Each part runs on every shard, the
//! initiator last, and everything that leaves a shard waits here until all shards are through.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::executions::{Execution, Source};
use crate::marshal::Value;
use crate::shards;
use crate::sync::Locked as _;
use crate::worker::{self, WorkerGone};

pub(crate) struct Distribution {
    /// The shard that has started it, where the results are in the end.
    initiator: usize,
    /// What the other shards get of a run: its session, its steps, and its reader.
    shared: Vec<Value>,
    /// The shard that works now.
    working: AtomicUsize,
    aborted: AtomicBool,
    /// Locked while a thread works on it: the next one, after a late record, waits until that one has left.
    progress: Mutex<Progress>,
}

#[derive(Default)]
struct Progress {
    /// Whether all shards know the execution.
    joined: bool,
    /// How many shards are through with this part.
    through: usize,
    /// Whether the next one has begun with it, and waited for a late record.
    begun: bool,
    /// For each shard, the sources and bytes of the records that have come for this part, and those for the next one.
    arrived: Vec<Vec<Value>>,
    leaving: Vec<Vec<Value>>,
}

/// Where an execution stands when a thread leaves it.
pub(crate) enum Turn {
    /// It waits for a late record.
    Waits,
    /// With the outcome, or an error.
    Over(Value),
    Aborted,
}

impl Distribution {
    pub(crate) fn new(initiator: usize, shared: Vec<Value>) -> Distribution {
        Distribution {
            initiator,
            shared,
            working: AtomicUsize::new(initiator),
            aborted: AtomicBool::new(false),
            progress: Mutex::default(),
        }
    }

    /// Goes on until the end or until a late record is needed.
    pub(crate) fn advance(&self, execution: &Execution) -> Result<Turn, WorkerGone> {
        let mut progress = self.progress.locked();
        if !progress.joined {
            progress.joined = true;
            progress.arrived = vec![Vec::new(); shards::count()];
            progress.leaving = vec![Vec::new(); shards::count()];
            if let Some(error) = self.join(execution)? {
                return Ok(Turn::Over(error));
            }
        }
        let id = || Value::str(execution.id.as_str());
        loop {
            let shard = self.place(progress.through);
            self.working.store(shard, Ordering::SeqCst);
            if self.aborted.load(Ordering::SeqCst) || execution.status().is_over() {
                return Ok(Turn::Aborted);
            }
            let result = if std::mem::replace(&mut progress.begun, true) {
                worker::run_job(shard, "resume", &[id()])?
            } else {
                let arrived = Value::Tuple(std::mem::take(&mut progress.arrived[shard]));
                worker::run_job(shard, "part", &[id(), arrived])?
            };
            match result {
                Value::None => return Ok(Turn::Waits),
                Value::List(leaving) => progress.leave(shard, leaving),
                outcome => return Ok(Turn::Over(outcome)),
            }
        }
    }

    /// The shards in the order of their work: the initiator comes last.
    fn place(&self, number: usize) -> usize {
        match number {
            _ if number + 1 == shards::count() => self.initiator,
            _ if number < self.initiator => number,
            _ => number + 1,
        }
    }

    /// Tells the shards what they take part in; an error is that of one of them.
    fn join(&self, execution: &Execution) -> Result<Option<Value>, WorkerGone> {
        let initiator = Value::Int(self.initiator as i64);
        for shard in 0..shards::count() {
            let result = match &execution.source {
                Source::Run if shard == self.initiator => continue,
                Source::Run => {
                    let mut args = vec![Value::str(execution.id.as_str())];
                    args.extend_from_slice(&self.shared);
                    args.push(initiator.clone());
                    worker::run_job(shard, "join_run", &args)?
                }
                Source::Event(registration, event) => {
                    let mut args = event.job(execution, registration, shard);
                    args.push(initiator.clone());
                    worker::run_job(shard, "join_event", &args)?
                }
            };
            match result {
                Value::None => {}
                Value::Str(error) => return Ok(Some(Value::Str(format!("shard {}: {error}", shard + 1)))),
                other => return Ok(Some(other)),
            }
        }
        Ok(None)
    }

    /// No other shard begins; the shard that works now has to be told.
    pub(crate) fn abort(&self) -> usize {
        self.aborted.store(true, Ordering::SeqCst);
        self.working.load(Ordering::SeqCst)
    }
}

impl Progress {
    /// A shard is through with its part, and so much leaves it: tuples of a target and bytes.
    fn leave(&mut self, shard: usize, leaving: Vec<Value>) {
        for item in leaving {
            if let Value::Tuple(pair) = item
                && let Ok([target, bytes]) = <[Value; 2]>::try_from(pair)
                && let Some(target) = target.as_int().and_then(|target| usize::try_from(target).ok())
                && let Some(box_of_target) = self.leaving.get_mut(target)
            {
                box_of_target.push(Value::Tuple(vec![Value::Int(shard as i64), bytes]));
            }
        }
        self.begun = false;
        self.through += 1;
        if self.through == shards::count() {
            self.through = 0;
            std::mem::swap(&mut self.arrived, &mut self.leaving);
        }
    }
}
