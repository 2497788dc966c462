//! Futures that somebody else completes.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use crate::ToPython;

/// A value that comes later, from another step, another gear of the same [`GearSet`](crate::GearSet), or a timer.
///
/// One who waits makes it, leaves a copy where the other one finds it (in a [`State`](crate::State)), and awaits it. A copy is
/// the same future. `complete` gives it the value, `fail` an error; the first of them counts.
///
/// ```
/// use gear_runtime::prelude::*;
///
/// let future: GearsFuture<String> = GearsFuture::new();
/// let other = future.clone();
/// assert!(other.complete("done".to_string()));
/// assert!(!other.fail("too late"));
/// assert_eq!(gear_runtime::block_on(future), Ok("done".to_string()));
/// ```
///
/// A future that nobody completes waits for ever: give it a [`timeout`](crate::timeout). All futures are gone when the server
/// restarts, and so are the clients that waited.
pub struct GearsFuture<T> {
    shared: Arc<Mutex<Shared<T>>>,
}

struct Shared<T> {
    result: Option<Result<T, String>>,
    waiting: Vec<Waker>,
}

impl<T> GearsFuture<T> {
    /// A future without a value.
    pub fn new() -> Self {
        Self { shared: Arc::new(Mutex::new(Shared { result: None, waiting: Vec::new() })) }
    }

    /// Gives it its value: all who await it get `Ok(value)`. Whether it took it: false if it had ended before.
    pub fn complete(&self, value: T) -> bool {
        self.end(Ok(value))
    }

    /// Gives it an error: all who await it get `Err(message)`. Whether it took it: false if it had ended before.
    ///
    /// One who has waited long enough ends it so, and then nobody else can give it what would be lost.
    pub fn fail(&self, message: impl Into<String>) -> bool {
        self.end(Err(message.into()))
    }

    fn end(&self, result: Result<T, String>) -> bool {
        let mut shared = self.lock();
        if shared.result.is_some() {
            return false;
        }
        shared.result = Some(result);
        let waiting = std::mem::take(&mut shared.waiting);
        drop(shared);
        waiting.into_iter().for_each(Waker::wake);
        true
    }

    fn lock(&self) -> MutexGuard<'_, Shared<T>> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Default for GearsFuture<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Clone for GearsFuture<T> {
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared) }
    }
}

impl<T> fmt::Debug for GearsFuture<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.lock().result.is_some() { "GearsFuture (done)" } else { "GearsFuture" })
    }
}

impl<T: Clone> Future for GearsFuture<T> {
    type Output = Result<T, String>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut shared = self.lock();
        if let Some(result) = &shared.result {
            return Poll::Ready(result.clone());
        }
        if !shared.waiting.iter().any(|waker| waker.will_wake(context.waker())) {
            shared.waiting.push(context.waker().clone());
        }
        Poll::Pending
    }
}

/// A future has no literal: a list of them begins empty. What is written for one anyway is an error of the script.
impl<T> ToPython for GearsFuture<T> {
    fn to_python(&self, out: &mut String) {
        out.push_str("flat_error('the first value of a State cannot have a GearsFuture in it')");
    }
}
