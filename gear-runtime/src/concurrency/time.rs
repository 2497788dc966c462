//! Time: pauses, limits, and what is done again and again.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use super::executor::alarm;
use crate::{Error, native};

/// Waits for some time, while other records, gears and clients go on. A native run really waits.
///
/// ```
/// use gear_runtime::prelude::*;
///
/// # gear_runtime::block_on(async {
/// sleep(Duration::from_millis(5)).await;
/// # });
/// ```
pub fn sleep(duration: Duration) -> Sleep {
    Sleep { until: Instant::now() + duration, asked: false }
}

/// Lets others go on before what comes next.
///
/// ```
/// use redis_gears::{block_on, prelude::*};
///
/// block_on(async {
///     for _ in 0..1000 {
///         yield_now().await;
///     }
/// });
/// ```
pub fn yield_now() -> Sleep {
    sleep(Duration::from_nanos(1))
}

/// What [`sleep`] gives.
#[derive(Debug)]
#[must_use = "futures do nothing unless they are awaited"]
pub struct Sleep {
    until: Instant,
    /// Whether a thread will wake the executor, if it is not ours.
    asked: bool,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Poll::Ready(());
        }
        if !alarm(self.until) && !self.asked {
            self.asked = true;
            let waker = context.waker().clone();
            std::thread::spawn(move || {
                std::thread::sleep(left);
                waker.wake();
            });
        }
        Poll::Pending
    }
}

/// Waits for a future, but not longer than `duration`. After that the future is dropped, and it does not go on.
///
/// ```
/// use gear_runtime::prelude::*;
///
/// # gear_runtime::block_on(async {
/// let never: GearsFuture<i64> = GearsFuture::new();
/// assert!(timeout(Duration::from_millis(5), never).await.is_err());
/// # });
/// ```
pub fn timeout<F: IntoFuture>(duration: Duration, future: F) -> Timeout<F::IntoFuture> {
    Timeout { sleep: sleep(duration), future: Box::pin(future.into_future()) }
}

/// What [`timeout`] gives.
#[derive(Debug)]
#[must_use = "futures do nothing unless they are awaited"]
pub struct Timeout<F> {
    sleep: Sleep,
    future: Pin<Box<F>>,
}

impl<F: Future> Future for Timeout<F> {
    type Output = Result<F::Output, Elapsed>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if let Poll::Ready(value) = self.future.as_mut().poll(context) {
            return Poll::Ready(Ok(value));
        }
        Pin::new(&mut self.sleep).poll(context).map(|()| Err(Elapsed(())))
    }
}

/// The time of a [`timeout`] is over.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Elapsed(());

impl Elapsed {
    const TEXT: &str = "deadline has elapsed";
}

impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Self::TEXT)
    }
}

/// As its text: in Python an error is nothing else.
impl fmt::Debug for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(Self::TEXT, f)
    }
}

impl std::error::Error for Elapsed {}

/// Calls a function every so many seconds until it fails: the timer of the server. `key` is a key of its own, which is saved
/// with the data. Deleting it ends the timer. The result is false if the key exists already, so it can be started again and
/// again, for example in `on_registered`.
///
/// The function runs while Redis waits, so it should be short; what is not short belongs into a gear that a key of it starts.
/// A native run has no timers: it only checks the time, which has to be whole seconds.
///
/// ```
/// use gear_runtime::prelude::*;
///
/// assert!(every("timer:clean", Duration::from_secs(60), || { cmd::del("scratch"); }));
/// ```
#[track_caller]
pub fn every(key: impl AsRef<str>, period: Duration, f: impl Fn() + 'static) -> bool {
    let _ = (key, f);
    if period.as_secs() == 0 || period.subsec_nanos() > 0 {
        let message = "the time of a timer has to be whole seconds, and one at least".to_owned();
        native::fail(Error::at_caller(message, std::panic::Location::caller()));
    }
    true
}
