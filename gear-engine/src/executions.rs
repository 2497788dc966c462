//! Executions: their life, their results, and who waits for them.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use crate::api::{BlockedClient, Reply};
use crate::distribution::{Distribution, Turn};
use crate::marshal::Value;
use crate::readers::scan;
use crate::registrations::{Event, Registration};
use crate::sync::Locked as _;
use crate::worker::{self, WorkerGone};
use crate::{config, ids, shards};

const ABORTED: &str = "execution aborted";
const WORKER_ENDED: &str = "the Python process ended while it ran this execution";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Created,
    Running,
    Done,
    Aborted,
}

impl Status {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Status::Created => "created",
            Status::Running => "running",
            Status::Done => "done",
            Status::Aborted => "aborted",
        }
    }

    pub(crate) fn is_over(self) -> bool {
        matches!(self, Status::Done | Status::Aborted)
    }
}

/// What came out of an execution.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) results: Vec<Value>,
    pub(crate) errors: Vec<String>,
    /// While ProfileExecutions is on: the milliseconds of the whole, of the reader, and of each step from the first one.
    pub(crate) times: Vec<i64>,
}

impl Outcome {
    fn failed(error: &str) -> Outcome {
        Outcome { errors: vec![error.to_owned()], ..Outcome::default() }
    }
}

/// A client that waits for an execution, and what it wants to hear.
pub(crate) enum Waiter {
    /// `[results, errors]`
    Results(BlockedClient),
    /// The results of a trigger, or its first error.
    Trigger(BlockedClient),
    /// The single result of a hook.
    Hook(BlockedClient),
    /// The reply of the command, unless override_reply has given another one.
    Command(BlockedClient, Reply),
    /// Nothing but that it is over.
    End(Arc<LateClient>),
}

/// A client that waits for the end of an execution, but not for long.
pub(crate) struct LateClient(Mutex<Option<BlockedClient>>);

impl LateClient {
    pub(crate) fn new(client: BlockedClient) -> Arc<LateClient> {
        Arc::new(LateClient(Mutex::new(Some(client))))
    }

    /// Lets the client go on; nothing happens the second time.
    pub(crate) fn release(&self) {
        if let Some(client) = self.0.locked().take() {
            client.reply(Reply::ok());
        }
    }
}

/// Where the records come from.
pub(crate) enum Source {
    /// A reader inside the worker.
    Run,
    /// An event of a registration.
    Event(Arc<Registration>, Event),
}

pub(crate) struct Execution {
    pub(crate) number: u64,
    pub(crate) id: String,
    pub(crate) source: Source,
    /// Where it runs, or where it was started if it runs on all shards.
    pub(crate) shard: usize,
    distribution: Option<Distribution>,
    /// Type, name and argument of each step, the last step first.
    pub(crate) steps: Arc<Vec<[String; 3]>>,
    lane: Option<Arc<Lane>>,
    /// How many events caused by executions of registrations led to this one.
    pub(crate) chain: usize,
    /// Whether it is dropped as soon as the one client that waits for it has its answer.
    drop_when_done: bool,
    state: Mutex<State>,
}

struct State {
    status: Status,
    /// It waits inside the worker for a late record.
    suspended: bool,
    /// How often a thread has worked on it.
    turn: u64,
    /// It has left its lane's queue and blocks it.
    in_lane: bool,
    started: Option<Instant>,
    outcome: Outcome,
    waiters: Vec<Waiter>,
    override_reply: Option<Value>,
}

/// How an execution is made.
pub(crate) struct Plan {
    pub(crate) source: Source,
    pub(crate) shard: usize,
    /// For executions on all shards.
    pub(crate) distribution: Option<Distribution>,
    pub(crate) steps: Arc<Vec<[String; 3]>>,
    pub(crate) lane: Option<Arc<Lane>>,
    pub(crate) chain: usize,
    pub(crate) drop_when_done: bool,
}

/// The executions that are listed.
static TABLE: Mutex<BTreeMap<u64, Arc<Execution>>> = Mutex::new(BTreeMap::new());
/// The executions that are not over. One may leave the list before, because the list is limited.
static UNFINISHED: Mutex<BTreeMap<u64, Arc<Execution>>> = Mutex::new(BTreeMap::new());

pub(crate) fn create(plan: Plan) -> Arc<Execution> {
    let number = ids::next();
    let execution = Arc::new(Execution {
        number,
        id: ids::text(number),
        source: plan.source,
        shard: plan.shard,
        distribution: plan.distribution,
        steps: plan.steps,
        lane: plan.lane,
        chain: plan.chain,
        drop_when_done: plan.drop_when_done,
        state: Mutex::new(State {
            status: Status::Created,
            suspended: false,
            turn: 0,
            in_lane: false,
            started: None,
            outcome: Outcome::default(),
            waiters: Vec::new(),
            override_reply: None,
        }),
    });
    UNFINISHED.locked().insert(number, execution.clone());
    let mut table = TABLE.locked();
    let limit = config::max_executions();
    while limit > 0 && table.len() >= limit {
        table.pop_first();
    }
    table.insert(number, execution.clone());
    execution
}

pub(crate) fn get(id: &[u8]) -> Option<Arc<Execution>> {
    let number = ids::parse(id)?;
    TABLE.locked().get(&number).cloned()
}

/// An execution that is not over, listed or not.
pub(crate) fn unfinished(id: &[u8]) -> Option<Arc<Execution>> {
    let number = ids::parse(id)?;
    UNFINISHED.locked().get(&number).cloned()
}

pub(crate) fn all() -> Vec<Arc<Execution>> {
    TABLE.locked().values().cloned().collect()
}

pub(crate) fn count() -> usize {
    TABLE.locked().len()
}

/// Takes an execution out of the list.
pub(crate) fn drop_number(number: u64) {
    TABLE.locked().remove(&number);
}

/// Forgets an execution that will never run.
pub(crate) fn discard(execution: &Execution) {
    drop_number(execution.number);
    UNFINISHED.locked().remove(&execution.number);
    execution.discard(ABORTED);
}

/// Forgets all executions, as a reload does.
pub(crate) fn clear() {
    TABLE.locked().clear();
}

/// The executions that the worker of a shard knew are lost with it; those that wait for a free thread are not.
pub(crate) fn worker_ended(shard: usize) {
    scan::close_all(shard);
    let all: Vec<_> = UNFINISHED.locked().values().cloned().collect();
    for execution in all {
        let here = execution.shard == shard;
        let lost = match execution.status() {
            Status::Running => here || execution.distribution.is_some(),
            Status::Created => here && matches!(execution.source, Source::Run),
            Status::Done | Status::Aborted => false,
        };
        if lost {
            execution.finish(Outcome::failed(WORKER_ENDED), Status::Done);
        }
    }
}

/// The descriptions of steps as the worker sends them.
pub(crate) fn steps_of(steps: &[Value]) -> Vec<[String; 3]> {
    let text = |part: &Value| part.as_str().unwrap_or_default().to_owned();
    let one = |step: &Value| {
        let mut parts = step.as_items().unwrap_or_default().iter().map(text);
        [(); 3].map(|()| parts.next().unwrap_or_default())
    };
    steps.iter().map(one).collect()
}

/// Aborts what a registration has started and what does not run yet.
pub(crate) fn abort_pending_of(registration: u64) {
    let belongs = |execution: &&Arc<Execution>| {
        matches!(&execution.source, Source::Event(owner, _) if owner.number == registration)
            && execution.status() == Status::Created
    };
    let all: Vec<_> = UNFINISHED.locked().values().filter(belongs).cloned().collect();
    // The last one first: the end of one must not start the next.
    all.iter().rev().for_each(Execution::abort);
}

impl Execution {
    pub(crate) fn status(&self) -> Status {
        self.state.locked().status
    }

    pub(crate) fn outcome(&self) -> Outcome {
        self.state.locked().outcome.clone()
    }

    pub(crate) fn is_registered(&self) -> bool {
        matches!(self.source, Source::Event(..))
    }

    pub(crate) fn set_override(&self, reply: Value) {
        self.state.locked().override_reply = Some(reply);
    }

    pub(crate) fn take_override(&self) -> Option<Value> {
        self.state.locked().override_reply.take()
    }

    /// Answers the client when the execution is over, which may be now.
    pub(crate) fn wait(&self, waiter: Waiter) {
        let mut state = self.state.locked();
        if !state.status.is_over() {
            state.waiters.push(waiter);
            return;
        }
        let outcome = state.outcome.clone();
        drop(state);
        self.answer(waiter, &outcome);
    }

    /// Queues the execution for a free thread.
    pub(crate) fn submit(self: &Arc<Self>) {
        let task = Task { execution: self.clone(), resume: false };
        match &self.lane {
            Some(lane) => lane.submit(task),
            None => worker::submit(task),
        }
    }

    /// A late record has arrived.
    pub(crate) fn resume(self: &Arc<Self>) {
        worker::submit(Task { execution: self.clone(), resume: true });
    }

    /// Runs it on this thread; false if it goes on later because it waits for a late record.
    pub(crate) fn run_now(self: &Arc<Self>, may_block: bool) -> bool {
        if let Some(turn) = self.begin(false) {
            self.work(turn, false, may_block);
        }
        self.status().is_over()
    }

    /// Starts a turn of work on this thread: the number of the turn, or None if there is nothing to do (any more).
    fn begin(&self, resume: bool) -> Option<u64> {
        let mut state = self.state.locked();
        state.in_lane |= !resume;
        let fits = if resume { state.status == Status::Running } else { state.status == Status::Created };
        if !fits {
            return None;
        }
        state.status = Status::Running;
        state.suspended = false;
        state.turn += 1;
        state.started.get_or_insert_with(Instant::now);
        Some(state.turn)
    }

    fn work(self: &Arc<Self>, turn: u64, resume: bool, may_block: bool) {
        let id = Value::str(self.id.as_str());
        let result = match (&self.distribution, &self.source) {
            (Some(distribution), _) => match distribution.advance(self) {
                Ok(Turn::Waits) => Ok(Value::None),
                Ok(Turn::Over(outcome)) => Ok(outcome),
                Ok(Turn::Aborted) => return self.finish(Outcome::default(), Status::Aborted),
                Err(gone) => Err(gone),
            },
            _ if resume => worker::run_job(self.shard, "resume", &[id]),
            (_, Source::Run) => worker::run_job(self.shard, "start", &[id]),
            (_, Source::Event(registration, event)) => {
                let mut args = event.job(self, registration, self.shard);
                args.push(Value::Bool(may_block));
                worker::run_job(self.shard, "fire", &args)
            }
        };
        self.after_job(turn, result);
    }

    /// Tells the workers that know it and will not run it (any more).
    fn discard(&self, error: &str) {
        let order = [Value::str("discard"), Value::str(self.id.as_str()), Value::str(error)];
        match &self.distribution {
            Some(_) => worker::order_all(&order),
            None => worker::order(self.shard, &order),
        }
    }

    fn after_job(self: &Arc<Self>, turn: u64, result: Result<Value, WorkerGone>) {
        let outcome = match result {
            Ok(Value::None) => {
                // The late record may have come already, and another thread may be at the next turn.
                let mut state = self.state.locked();
                state.suspended = state.turn == turn;
                return;
            }
            Ok(Value::Tuple(parts)) => {
                let mut parts = parts.into_iter();
                let results = parts.next().map(Value::into_items).unwrap_or_default();
                let errors = parts.next().map(Value::into_items).unwrap_or_default();
                let times = parts.next().map(Value::into_items).unwrap_or_default();
                Outcome {
                    results,
                    errors: errors.into_iter().map(Value::into_string).collect(),
                    times: times.iter().filter_map(Value::as_int).collect(),
                }
            }
            Ok(other) => Outcome::failed(&other.into_string()),
            Err(WorkerGone) => Outcome::failed(WORKER_ENDED),
        };
        self.finish(outcome, Status::Done);
    }

    fn finish(self: &Arc<Self>, mut outcome: Outcome, status: Status) {
        let (waiters, in_lane, duration) = {
            let mut state = self.state.locked();
            if state.status.is_over() {
                return;
            }
            state.status = status;
            let duration = state.started.map(|start| start.elapsed()).unwrap_or_default();
            if !outcome.times.is_empty() {
                outcome.times.insert(0, i64::try_from(duration.as_millis()).unwrap_or(i64::MAX));
            }
            state.outcome = outcome.clone();
            (std::mem::take(&mut state.waiters), state.in_lane, duration)
        };
        UNFINISHED.locked().remove(&self.number);
        if self.distribution.is_some() {
            // Not every shard has come to its end if there was an error.
            self.discard(outcome.errors.first().map_or(ABORTED, String::as_str));
        }
        if let Source::Event(registration, event) = &self.source {
            registration.executed(self, event, &outcome, status, duration);
        }
        if self.drop_when_done {
            drop_number(self.number);
        }
        for waiter in waiters {
            self.answer(waiter, &outcome);
        }
        if let (Some(lane), true) = (&self.lane, in_lane) {
            lane.release();
        }
    }

    fn answer(&self, waiter: Waiter, outcome: &Outcome) {
        match waiter {
            Waiter::Results(client) => client.reply(results_reply(outcome)),
            Waiter::Trigger(client) => client.reply(trigger_reply(outcome)),
            Waiter::Hook(client) => client.reply(hook_reply(outcome)),
            Waiter::End(client) => client.release(),
            Waiter::Command(client, reply) => {
                client.reply(self.take_override().map_or(reply, |value| Reply::from_result(&value)));
            }
        }
    }

    /// Ends an execution that waits, or stops the thread of one that runs.
    pub(crate) fn abort(self: &Arc<Self>) {
        let (status, suspended) = {
            let state = self.state.locked();
            (state.status, state.suspended)
        };
        match status {
            Status::Running if !suspended => {
                let shard = self.distribution.as_ref().map_or(self.shard, Distribution::abort);
                worker::order(shard, &[Value::str("abort"), Value::str(self.id.as_str())]);
            }
            Status::Created | Status::Running => {
                self.finish(Outcome::default(), Status::Aborted);
                self.discard(ABORTED);
            }
            Status::Done | Status::Aborted => {}
        }
    }
}

pub(crate) fn results_reply(outcome: &Outcome) -> Reply {
    Reply::Array(vec![
        Reply::Array(outcome.results.iter().map(Reply::from_result).collect()),
        Reply::Array(outcome.errors.iter().map(Reply::bulk).collect()),
    ])
}

pub(crate) fn trigger_reply(outcome: &Outcome) -> Reply {
    match outcome.errors.first() {
        Some(error) => Reply::error(error.as_str()),
        None => Reply::Array(outcome.results.iter().map(Reply::from_result).collect()),
    }
}

pub(crate) fn hook_reply(outcome: &Outcome) -> Reply {
    match (outcome.errors.first(), outcome.results.as_slice()) {
        (Some(error), _) => Reply::error(error.as_str()),
        (None, [result]) => Reply::from_result(result),
        (None, _) => Reply::error("Command hook must return exactly one result"),
    }
}

/// Something for a thread of the pool.
pub(crate) struct Task {
    execution: Arc<Execution>,
    resume: bool,
}

thread_local! {
    static CHAIN: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// The [`Execution::chain`] of what runs on this thread.
pub(crate) fn current_chain() -> usize {
    CHAIN.get()
}

impl Task {
    /// The shards that it needs.
    pub(crate) fn shards(&self) -> std::ops::Range<usize> {
        match self.execution.distribution {
            Some(_) => 0..shards::count(),
            None => self.execution.shard..self.execution.shard + 1,
        }
    }

    pub(crate) fn run(self) {
        let Some(turn) = self.execution.begin(self.resume) else {
            // It was aborted while it waited here; the next one in its lane takes its turn.
            if let (Some(lane), false) = (&self.execution.lane, self.resume) {
                lane.release();
            }
            return;
        };
        CHAIN.set(self.execution.chain);
        self.execution.work(turn, self.resume, true);
        CHAIN.set(0);
    }
}

/// Executions that run one after the other, in the order in which they were submitted.
#[derive(Default)]
pub(crate) struct Lane(Mutex<LaneState>);

#[derive(Default)]
struct LaneState {
    busy: bool,
    waiting: VecDeque<Task>,
}

impl Lane {
    fn submit(&self, task: Task) {
        let mut state = self.0.locked();
        if state.busy {
            state.waiting.push_back(task);
        } else {
            state.busy = true;
            worker::submit(task);
        }
    }

    fn release(&self) {
        let mut state = self.0.locked();
        match state.waiting.pop_front() {
            Some(task) => worker::submit(task),
            None => state.busy = false,
        }
    }
}
