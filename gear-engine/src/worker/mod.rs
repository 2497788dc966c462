//! The Python process, and how the threads of this process work with it.

mod calls;
mod channel;
pub(crate) mod lock;
mod pool;
mod process;

pub(crate) use channel::WorkerGone;
pub(crate) use pool::submit;
pub(crate) use process::{Settings, is_started, pid, python, python_version, start, stop_execution};

use std::rc::Rc;
use std::time::{Duration, Instant};

use crate::api::{LogLevel, log};
use crate::config;
use crate::marshal::Value;
use channel::{Channel, Message};

/// How long a stopped job may take to give way before the process is killed.
const GRACE: Duration = Duration::from_secs(1);

/// Gives a job to the Python thread that belongs to this thread, and serves its calls until it is done.
///
/// On the main thread that is Python's main thread. With the Redis lock held, the job has a time limit.
pub(crate) fn run_job(name: &str, args: &[Value]) -> Result<Value, WorkerGone> {
    let channel = process::channel_of_this_thread().ok_or(WorkerGone)?;
    let depth = lock::depth();
    let result = channel.send_job(name, args).and_then(|()| serve(&channel));
    if result.is_err() {
        lock::unwind_to(depth);
    }
    result
}

/// The same for jobs whose result is of no interest.
pub(crate) fn tell(name: &str, args: &[Value]) {
    if run_job(name, args).is_err() {
        log(LogLevel::Warning, &format!("the Python process ended before it could do '{name}'"));
    }
}

fn serve(channel: &Rc<Channel>) -> Result<Value, WorkerGone> {
    let mut patience = Patience::new(channel);
    loop {
        let mut deadline = patience.deadline();
        match channel.receive(&mut deadline, &mut || patience.is_over())? {
            Message::Done(value) => return Ok(value),
            Message::Call { name, args } => channel.send_answer(&calls::answer(&name, &args))?,
        }
    }
}

/// Serves the calls of a thread that a script has started, until it ends.
fn serve_script_thread(channel: Channel) {
    let channel = Rc::new(channel);
    Channel::set_current(Some(channel.clone()));
    // Nothing but calls comes from such a thread, so this ends with the thread.
    let _ = serve(&channel);
    lock::unwind_to(0);
}

/// Time limits for Python code that keeps Redis blocked: first it is stopped, and if that does not help, killed.
struct Patience<'a> {
    channel: &'a Channel,
    end: Option<Instant>,
    stopped: bool,
}

impl Patience<'_> {
    fn new(channel: &Channel) -> Patience<'_> {
        Patience { channel, end: None, stopped: false }
    }

    /// The time counts while this thread has the Redis lock.
    fn deadline(&mut self) -> Option<Instant> {
        if lock::depth() == 0 {
            self.end = None;
        } else if self.end.is_none() {
            self.end = Some(Instant::now() + config::sync_timeout());
        }
        self.end
    }

    fn is_over(&mut self) -> Option<Instant> {
        if self.stopped || self.channel.index.is_none() {
            log(
                LogLevel::Warning,
                "Python code keeps Redis blocked and cannot be stopped: its process is killed",
            );
            process::kill();
        } else if let Some(index) = self.channel.index {
            self.stopped = true;
            process::stop_thread(index);
        }
        self.end = Some(Instant::now() + GRACE);
        self.end
    }
}
