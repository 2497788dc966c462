//! What waits: `async` closures and functions, time, futures that somebody else completes.
//!
//! Shipped, it all runs on the event loop of RedisGears. In a native run an executor of a few lines does: futures are
//! polled on the thread of the run, and a [`sleep`] takes the time it says.
//!
//! | module | idea |
//! |---|---|
//! | `executor` | waiting on a thread, tasks in the background |
//! | `future` | [`GearsFuture`] |
//! | `join` | [`join!`](crate::join) and [`join_all`] |
//! | `time` | [`sleep`], [`timeout`], [`every`] |

mod executor;
mod future;
mod join;
mod time;

pub use executor::{block_on, spawn};
pub use future::GearsFuture;
pub use join::{JoinAll, join_all};
pub use time::{Elapsed, Sleep, Timeout, every, sleep, timeout, yield_now};

#[doc(hidden)]
pub use join::JoinTuple;

pub(crate) use executor::{InFlight, finish};
