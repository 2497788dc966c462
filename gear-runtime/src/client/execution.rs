//! Executions that were started and not waited for.

use std::time::{Duration, Instant};

use redis::ConnectionLike;

use super::gears::{all_or_nothing, start_request, what_there_is};
use super::limit::Limit;
use super::request::{self, Scope};
use super::transport::{Blocking, Transport, now};
use crate::link::Script;
use crate::pipeline::Shippable;
use crate::reply::Raw;
use crate::{Error, ExecutionStatus, Gear, Result};

/// The result of a run in which some records failed.
/// [`Gear::run_partial`] gives it.
#[derive(Debug)]
pub struct Partial<T> {
    /// What the other records gave.
    pub value: T,
    /// The errors.
    pub errors: Vec<Error>,
}

/// A gear that runs on a server; made by [`Gear::unblocking`].
///
/// The server keeps the results until [`discard`](Execution::discard), or until `MaxExecutions` newer executions push them
/// out. In a cluster, every method has to be called on a connection that reaches the node that started it.
///
/// ```no_run
/// use std::time::Duration;
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mut con = redis::Client::open("redis://127.0.0.1/")?.get_connection()?;
/// # let count: gear_runtime::Gear<i64> = gear_runtime::Gear::__poisoned();
/// let execution = count.unblocking(&mut con)?;
/// let total = execution.wait(&mut con, Duration::from_secs(60))?;
/// execution.discard(&mut con)?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Execution<T> {
    gear: Gear<T>,
    script: Script,
    id: String,
    limit: Limit,
}

impl<T> Execution<T> {
    pub(crate) fn start(gear: &Gear<T>, con: &mut impl ConnectionLike) -> Result<Self> {
        now(Self::start_on(gear, &mut Blocking(con)))
    }

    /// Its id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// How large a result this handle fetches. A larger one stays on the server, and [`Error::TooManyResults`] or
    /// [`Error::ResultsTooLarge`] tells its size before anything of it is sent.
    ///
    /// ```no_run
    /// use gear_runtime::{Error, Limit};
    /// # use std::time::Duration;
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let mut con = redis::Client::open("redis://127.0.0.1/")?.get_connection()?;
    /// # let names: gear_runtime::Gear<Vec<String>> = gear_runtime::Gear::__poisoned();
    /// let execution = names.unblocking(&mut con)?.limit(Limit::new().bytes(64 << 20));
    /// match execution.wait(&mut con, Duration::from_secs(60)) {
    ///     Err(Error::ResultsTooLarge { bytes, .. }) => println!("these are {bytes} bytes"),
    ///     names => println!("{} names", names?.len()),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn limit(mut self, limit: Limit) -> Self {
        self.limit = limit;
        self
    }

    /// How far it is.
    pub fn status(&self, con: &mut impl ConnectionLike) -> Result<ExecutionStatus> {
        now(self.status_on(&mut Blocking(con)))
    }

    /// Stops it, at its next chance: between two records, or where its closures call the server.
    pub fn abort(&self, con: &mut impl ConnectionLike) -> Result<()> {
        now(self.abort_on(&mut Blocking(con)))
    }

    /// Makes the server forget it. It has to be done, or aborted.
    pub fn discard(self, con: &mut impl ConnectionLike) -> Result<()> {
        now(self.discard_on(&mut Blocking(con)))
    }
}

impl<T: Shippable> Execution<T> {
    /// The result, if it is done.
    pub fn poll(&self, con: &mut impl ConnectionLike) -> Result<Option<T>> {
        now(self.poll_on(&mut Blocking(con)))
    }

    /// Waits for the result, at most for `timeout`; the connection stays usable for others meanwhile. After
    /// [`Error::WaitTimeout`] it can be waited for again.
    pub fn wait(&self, con: &mut impl ConnectionLike, timeout: Duration) -> Result<T> {
        now(self.wait_on(&mut Blocking(con), timeout))
    }

    /// The result and the errors, once it is done.
    pub fn partial(&self, con: &mut impl ConnectionLike) -> Result<Partial<T>> {
        now(self.partial_on(&mut Blocking(con)))
    }
}

/// The same for connections of any kind.
impl<T> Execution<T> {
    pub(super) async fn start_on(gear: &Gear<T>, server: &mut impl Transport) -> Result<Self> {
        let script = gear.to_script();
        let id = server.ask(&start_request(&script)?).await?;
        Ok(Self { gear: gear.clone(), script, id, limit: Limit::new() })
    }

    pub(super) async fn status_on(&self, server: &mut impl Transport) -> Result<ExecutionStatus> {
        let shards = server.ask(&request::get_execution(&self.id, Scope::Shard)).await?;
        Ok(shards.into_iter().next().unwrap_or_default().status)
    }

    pub(super) async fn abort_on(&self, server: &mut impl Transport) -> Result<()> {
        server.ask(&request::abort_execution(&self.id)).await
    }

    pub(super) async fn discard_on(self, server: &mut impl Transport) -> Result<()> {
        server.ask(&request::drop_execution(&self.id)).await
    }
}

/// How long to wait before the next look at an execution: soon at first, then less and less often.
fn pauses() -> impl Iterator<Item = Duration> {
    let first = Duration::from_millis(1);
    std::iter::successors(Some(first), |pause| Some((*pause * 2).min(Duration::from_millis(100))))
}

impl<T: Shippable> Execution<T> {
    pub(super) async fn poll_on(&self, server: &mut impl Transport) -> Result<Option<T>> {
        match self.fetch(server).await {
            Ok(raw) => {
                let aborted = self.aborted_silently(&raw, server).await?;
                let records = all_or_nothing(raw, &self.script)?;
                aborted.map_or_else(|| self.gear.decode(records).map(Some), Err)
            }
            Err(Error::StillRunning { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub(super) async fn wait_on(&self, server: &mut impl Transport, timeout: Duration) -> Result<T> {
        let started = Instant::now();
        for pause in pauses() {
            if let Some(result) = self.poll_on(server).await? {
                return Ok(result);
            }
            let Some(left) = timeout.checked_sub(started.elapsed()).filter(|left| !left.is_zero()) else {
                break;
            };
            server.sleep(pause.min(left)).await;
        }
        Err(Error::WaitTimeout { id: self.id.clone(), waited: timeout })
    }

    pub(super) async fn partial_on(&self, server: &mut impl Transport) -> Result<Partial<T>> {
        let raw = self.fetch(server).await?;
        let aborted = self.aborted_silently(&raw, server).await?;
        let (records, mut errors) = what_there_is(raw, &self.script)?;
        errors.extend(aborted);
        Ok(Partial { value: self.gear.decode(records)?, errors })
    }

    /// What an execution that was aborted between two records, or before the first one, leaves looks like the result of few
    /// records: only its status tells.
    async fn aborted_silently(&self, raw: &Raw, server: &mut impl Transport) -> Result<Option<Error>> {
        if !raw.errors.is_empty() || self.status_on(server).await? != ExecutionStatus::Aborted {
            return Ok(None);
        }
        Ok(Some(Error::Aborted { id: self.id.clone() }))
    }

    async fn fetch(&self, server: &mut impl Transport) -> Result<Raw> {
        self.limit.check(server, &self.id).await?;
        server.ask(&request::raw_results(&self.id)).await
    }
}
