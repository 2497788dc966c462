//! The threads that run executions in the background, one for each Python thread of the pool.

use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::{Condvar, Mutex};

use super::channel::Channel;
use super::lock;
use crate::executions::Task;
use crate::sync::Locked as _;

struct Queue {
    tasks: Mutex<VecDeque<Task>>,
    more: Condvar,
}

static QUEUE: Queue = Queue { tasks: Mutex::new(VecDeque::new()), more: Condvar::new() };

/// Hands a task to the next free thread.
pub(crate) fn submit(task: Task) {
    QUEUE.tasks.locked().push_back(task);
    QUEUE.more.notify_one();
}

fn next() -> Task {
    let mut tasks = QUEUE.tasks.locked();
    loop {
        match tasks.pop_front() {
            Some(task) => return task,
            None => tasks = QUEUE.more.wait(tasks).unwrap_or_else(|poisoned| poisoned.into_inner()),
        }
    }
}

/// Starts the thread that serves one Python thread; it ends with the Python process.
pub(super) fn spawn_thread(
    name: String,
    connect: impl FnOnce() -> std::io::Result<Channel> + Send + 'static,
) -> std::io::Result<()> {
    let run = move || {
        let Ok(channel) = connect() else { return };
        let channel = Rc::new(channel);
        Channel::set_current(Some(channel.clone()));
        while !channel.is_broken() {
            let task = next();
            if channel.is_broken() || super::process::channel_of_this_thread().is_none() {
                // The process ended while this thread waited: the task is for its successor.
                submit(task);
                return;
            }
            crate::guard((), || task.run());
            lock::unwind_to(0);
        }
        // A Python thread of the pool has ended. Usually its process has; if not, it has to, because nobody replaces the thread.
        if super::process::is_current(&channel) {
            super::process::kill();
        }
    };
    std::thread::Builder::new().name(name).spawn(run).map(drop)
}
