//! The Redis lock: who has it, and how deep.
//!
//! Commands and events run on the server's main thread, which has the lock whenever our code runs there. The threads that serve
//! Python take it for each command of a gear, or keep it for an `atomic()` block. The depth is counted per thread, because only
//! the thread that took the lock may give it back. A thread that waits for the lock serves a Python thread that waits in a read
//! and needs nothing; so whoever has the lock never waits for Python code that waits for the lock.

use std::cell::Cell;

use crate::api::Context;
use crate::api::raw::{RedisModuleCtx, api};

thread_local! {
    static DEPTH: Cell<usize> = const { Cell::new(0) };
    static CONTEXT: ThreadContext = ThreadContext::new();
}

/// A context without a client, one for each thread.
struct ThreadContext(*mut RedisModuleCtx);

impl ThreadContext {
    fn new() -> ThreadContext {
        // SAFETY: a null client makes a detached context; allowed on every thread.
        ThreadContext(unsafe { (api().GetThreadSafeContext)(std::ptr::null_mut()) })
    }
}

impl Drop for ThreadContext {
    fn drop(&mut self) {
        // SAFETY: made in `new`, freed once, and used by this thread only.
        unsafe { (api().FreeThreadSafeContext)(self.0) };
    }
}

/// Marks the main thread: it has the lock whenever it runs our code.
pub(crate) fn this_is_the_main_thread() {
    DEPTH.set(1);
}

pub(crate) fn depth() -> usize {
    DEPTH.get()
}

/// Takes the lock (again); it is given back by as many calls of [`leave`].
pub(crate) fn enter() {
    if DEPTH.get() == 0 {
        // SAFETY: this thread does not have the lock.
        CONTEXT.with(|context| unsafe { (api().ThreadSafeContextLock)(context.0) });
    }
    DEPTH.set(DEPTH.get() + 1);
}

pub(crate) fn leave() {
    match DEPTH.get() {
        0 => {}
        1 => {
            DEPTH.set(0);
            // SAFETY: this thread took the lock in `enter`.
            CONTEXT.with(|context| unsafe { (api().ThreadSafeContextUnlock)(context.0) });
        }
        n => DEPTH.set(n - 1),
    }
}

/// Gives the lock back down to a depth: the Python thread that was inside `atomic()` is gone.
pub(crate) fn unwind_to(depth: usize) {
    while DEPTH.get() > depth {
        leave();
    }
}

/// Runs something with the lock held.
pub(crate) fn with<T>(run: impl FnOnce(Context) -> T) -> T {
    struct Leave;
    impl Drop for Leave {
        fn drop(&mut self) {
            leave();
        }
    }
    enter();
    let _leave = Leave;
    CONTEXT.with(|context| {
        // SAFETY: the context is live and the lock is held until `_leave` is dropped.
        run(unsafe { Context::new(context.0) })
    })
}
