//! Waiting for futures on the thread of a native run.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Instant;

use crate::Result;
use crate::pipeline::Records;

/// How many records of one step wait at the same time, as on the server.
const IN_FLIGHT: usize = 1000;

type Task = Pin<Box<dyn Future<Output = ()>>>;

thread_local! {
    /// How many times this thread is inside [`wait`].
    static DEPTH: Cell<usize> = const { Cell::new(0) };
    /// When the first of the sleeping futures wants to be polled again.
    static ALARM: Cell<Option<Instant>> = const { Cell::new(None) };
    /// What runs in the background.
    static TASKS: RefCell<Vec<Task>> = const { RefCell::new(Vec::new()) };
}

/// Wakes the thread that waits.
struct Signal {
    thread: Thread,
    woken: AtomicBool,
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        self.woken.store(true, Ordering::Release);
        self.thread.unpark();
    }
}

/// Asks for another poll at that time; false if no executor of ours polls on this thread.
pub(super) fn alarm(at: Instant) -> bool {
    let ours = DEPTH.get() > 0;
    if ours {
        ALARM.set(Some(ALARM.get().map_or(at, |known| known.min(at))));
    }
    ours
}

/// Polls until there is a result.
fn wait<T>(mut poll: impl FnMut(&mut Context<'_>) -> Poll<T>) -> T {
    struct Leave(Option<Instant>);
    impl Drop for Leave {
        fn drop(&mut self) {
            DEPTH.set(DEPTH.get() - 1);
            ALARM.set(self.0);
        }
    }
    let signal = Arc::new(Signal { thread: thread::current(), woken: AtomicBool::new(false) });
    let waker = Waker::from(Arc::clone(&signal));
    let mut context = Context::from_waker(&waker);
    let _leave = Leave(ALARM.get());
    DEPTH.set(DEPTH.get() + 1);
    loop {
        ALARM.set(None);
        if let Poll::Ready(value) = poll(&mut context) {
            return value;
        }
        poll_tasks(&mut context);
        while !signal.woken.swap(false, Ordering::Acquire) {
            match ALARM.get().map(|at| at.saturating_duration_since(Instant::now())) {
                Some(left) if left.is_zero() => break,
                Some(left) => thread::park_timeout(left),
                None => thread::park(),
            }
        }
    }
}

/// Polls what runs in the background; what it starts is polled too.
fn poll_tasks(context: &mut Context<'_>) {
    let mut unfinished = Vec::new();
    loop {
        let tasks = TASKS.take();
        if tasks.is_empty() {
            break;
        }
        for mut task in tasks {
            match catch_unwind(AssertUnwindSafe(|| task.as_mut().poll(context))) {
                Ok(Poll::Pending) => unfinished.push(task),
                Ok(Poll::Ready(())) => {}
                Err(panic) => {
                    let text = crate::server::panic_text(panic);
                    crate::cmd::log(crate::Level::Warning, &format!("a spawned future failed: {text}"));
                }
            }
        }
    }
    TASKS.with_borrow_mut(|tasks| tasks.append(&mut unfinished));
}

/// Waits for a future on this thread: for tests of `async` functions, which need no other executor.
///
/// ```
/// use gear_runtime::prelude::*;
///
/// assert_eq!(gear_runtime::block_on(async { sleep(Duration::from_millis(1)).await; 7 }), 7);
/// ```
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    wait(|context| future.as_mut().poll(context))
}

/// Runs a future in the background: what starts it goes on at once. An error in it is logged.
///
/// A native run ends when what it has spawned has ended. On the server it goes on after the execution that started it, until
/// the server ends.
///
/// ```
/// use gear_runtime::prelude::*;
///
/// static DONE: State<bool> = State::new(|| false);
///
/// gear_runtime::block_on(async {
///     spawn(async { DONE.set(true) });
///     sleep(Duration::from_millis(1)).await;
///     assert!(DONE.get());
/// });
/// ```
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    TASKS.with_borrow_mut(|tasks| tasks.push(Box::pin(future)));
}

/// Waits for all that runs in the background, unless somebody further out does.
pub(crate) fn finish() {
    if DEPTH.get() == 0 {
        wait(|context| {
            poll_tasks(context);
            if TASKS.with_borrow(Vec::is_empty) { Poll::Ready(()) } else { Poll::Pending }
        });
    }
}

type Step<'a, U> = Pin<Box<dyn Future<Output = U> + 'a>>;

/// A record whose step waits, or what has come of it.
enum Late<'a, U> {
    Waits(Step<'a, U>),
    Done(Result<U>),
}

/// The records of an `async` step: they wait at the same time, and go on in the order in which they came.
pub(crate) struct InFlight<'a, T, U> {
    source: Option<Records<'a, T>>,
    start: Box<dyn Fn(T) -> Step<'a, U> + 'a>,
    late: VecDeque<Late<'a, U>>,
}

impl<'a, T, U> InFlight<'a, T, U> {
    pub(crate) fn new(source: Records<'a, T>, start: impl Fn(T) -> Step<'a, U> + 'a) -> Self {
        Self { source: Some(source), start: Box::new(start), late: VecDeque::new() }
    }

    fn fill(&mut self) {
        while let Some(source) = self.source.as_mut()
            && self.late.len() < IN_FLIGHT
        {
            match source.next() {
                Some(Ok(record)) => self.late.push_back(Late::Waits((self.start)(record))),
                Some(Err(error)) => self.late.push_back(Late::Done(Err(error))),
                None => self.source = None,
            }
        }
    }
}

impl<T, U> Iterator for InFlight<'_, T, U> {
    type Item = Result<U>;

    fn next(&mut self) -> Option<Result<U>> {
        self.fill();
        self.late.front()?;
        wait(|context| {
            for late in &mut self.late {
                if let Late::Waits(step) = late
                    && let Poll::Ready(value) = step.as_mut().poll(context)
                {
                    *late = Late::Done(Ok(value));
                }
            }
            if matches!(self.late.front(), Some(Late::Waits(_))) { Poll::Pending } else { Poll::Ready(()) }
        });
        match self.late.pop_front() {
            Some(Late::Done(result)) => Some(result),
            _ => None,
        }
    }
}
