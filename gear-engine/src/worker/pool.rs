//! The threads that run executions in the background. Each has a Python thread in the process of each shard.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

use super::{lock, process};
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

/// A process can be used that could not be before.
pub(super) fn wake() {
    let _tasks = QUEUE.tasks.locked();
    QUEUE.more.notify_all();
}

/// The first task whose shards can do it: others wait until the process that has ended is there again.
fn next() -> Task {
    let mut tasks = QUEUE.tasks.locked();
    loop {
        let place = tasks.iter().position(|task| task.shards().all(process::is_ready));
        match place.and_then(|place| tasks.remove(place)) {
            Some(task) => return task,
            None => tasks = QUEUE.more.wait(tasks).unwrap_or_else(|poisoned| poisoned.into_inner()),
        }
    }
}

/// Starts the thread with a number, from 1.
pub(super) fn spawn_thread(number: usize) -> std::io::Result<()> {
    let run = move || {
        super::INDEX.set(Some(number));
        loop {
            let task = next();
            crate::guard((), || task.run());
            lock::unwind_to(0);
        }
    };
    std::thread::Builder::new().name(format!("gears-pool-{}", number - 1)).spawn(run).map(drop)
}
