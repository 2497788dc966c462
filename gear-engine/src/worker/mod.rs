//! The Python processes, one for each shard, and how the threads of this process work with them.

mod calls;
mod channel;
pub(crate) mod lock;
mod pool;
mod process;

pub(crate) use channel::WorkerGone;
pub(crate) use pool::submit;
pub(crate) use process::{Settings, is_started, order, order_all, pids, python, python_version, start};

use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use crate::api::{Context, LogLevel, log};
use crate::marshal::Value;
use crate::{config, shards, timers};
use channel::{Channel, Message};

/// How long a stopped job may take to give way before the process is killed.
const GRACE: Duration = Duration::from_secs(1);

thread_local! {
    /// Which of the Python threads of each process belongs to this thread: 0 for the main thread, then those of the pool; None
    /// for a thread that serves a thread of a script.
    static INDEX: Cell<Option<usize>> = const { Cell::new(None) };
    /// The shard whose code has led to what this thread does, if any has.
    static CALLER: Cell<Option<usize>> = const { Cell::new(None) };
}

/// Gives a job to the Python thread of a shard that belongs to this thread, and serves its calls until it is done.
///
/// On the main thread that is Python's main thread. With the Redis lock held, the job has a time limit.
pub(crate) fn run_job(shard: usize, name: &str, args: &[Value]) -> Result<Value, WorkerGone> {
    let channel = process::channel_of_this_thread(shard).ok_or(WorkerGone)?;
    run_job_on(&channel, config::sync_timeout(), name, args)
}

fn run_job_on(
    channel: &Rc<Channel>,
    limit: Duration,
    name: &str,
    args: &[Value],
) -> Result<Value, WorkerGone> {
    let depth = lock::depth();
    let result = channel.send_job(name, args).and_then(|()| serve(channel, limit));
    if result.is_err() {
        lock::unwind_to(depth);
        process::lost(channel);
    }
    result
}

/// The same for jobs whose result is of no interest.
pub(crate) fn tell(shard: usize, name: &str, args: &[Value]) {
    if run_job(shard, name, args).is_err() {
        log(LogLevel::Warning, &format!("the Python process ended before it could do '{name}'"));
    }
}

/// The same on every shard.
pub(crate) fn tell_all(name: &str, args: &[Value]) {
    (0..shards::count()).for_each(|shard| tell(shard, name, args));
}

/// Does something that needs all shards: now, or a moment later on the main thread if this thread does not reach them.
pub(crate) fn with_all_shards(action: impl FnOnce(Context) + Send + 'static) {
    if INDEX.get().is_some() || shards::count() == 1 {
        lock::with(action);
    } else {
        timers::after(Duration::ZERO, action);
    }
}

/// The shard where this thread can do what belongs to a shard: that shard, except that a thread which serves a thread of a script
/// only reaches the shard of the script.
pub(crate) fn reachable(shard: usize) -> usize {
    match INDEX.get() {
        Some(_) => shard,
        None => Channel::of_any_shard().map_or(shard, |channel| channel.shard),
    }
}

/// The shard whose gear runs the command that is served now; the first one for a command of a client.
pub(crate) fn shard_of_caller() -> usize {
    CALLER.get().unwrap_or(0)
}

fn serve(channel: &Rc<Channel>, limit: Duration) -> Result<Value, WorkerGone> {
    let mut patience = Patience { channel, limit, end: None, stopped: false };
    loop {
        let mut deadline = patience.deadline();
        match channel.receive(&mut deadline, &mut || patience.is_over())? {
            Message::Done(value) => return Ok(value),
            Message::Call { name, args } => {
                let before = CALLER.replace(Some(channel.shard));
                let answer = calls::answer(channel.shard, &name, &args);
                CALLER.set(before);
                channel.send_answer(&answer)?;
            }
        }
    }
}

/// Serves the calls of a thread that a script has started, until it ends.
fn serve_script_thread(channel: Channel) {
    let channel = Rc::new(channel);
    Channel::set(channel.shard, Some(channel.clone()));
    // Nothing but calls comes from such a thread, so this ends with the thread.
    let _ = serve(&channel, config::sync_timeout());
    lock::unwind_to(0);
}

/// Time limits for Python code that keeps Redis blocked: first it is stopped, and if that does not help, killed.
struct Patience<'a> {
    channel: &'a Channel,
    limit: Duration,
    end: Option<Instant>,
    stopped: bool,
}

impl Patience<'_> {
    /// The time counts while this thread has the Redis lock.
    fn deadline(&mut self) -> Option<Instant> {
        if lock::depth() == 0 {
            self.end = None;
        } else if self.end.is_none() {
            self.end = Some(Instant::now() + self.limit);
        }
        self.end
    }

    fn is_over(&mut self) -> Option<Instant> {
        if self.stopped || self.channel.index.is_none() {
            log(
                LogLevel::Warning,
                "Python code keeps Redis blocked and cannot be stopped: its process is killed",
            );
            process::kill(self.channel.shard);
            // Also while the module is loaded, when the process is not known yet.
            self.channel.shut();
        } else if let Some(index) = self.channel.index {
            self.stopped = true;
            order(self.channel.shard, &[Value::str("timeout"), Value::Int(index as i64)]);
        }
        self.end = Some(Instant::now() + GRACE);
        self.end
    }
}
