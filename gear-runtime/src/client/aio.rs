//! The commands on asynchronous connections.

use std::future::Future;
use std::time::Duration;

use redis::aio::ConnectionLike;

use super::commands::commands;
use super::execution::{Execution, Partial};
use super::gears::{all_or_nothing, one_record, register_on, run_request, trigger_request, what_there_is};
use super::pyexecute::PyExecute;
use super::request::{self, Request, Scope, SessionQuery};
use super::span;
use super::sync::collect;
use super::transport::Transport;
use crate::pipeline::Shippable;
use crate::reply::{
    ClusterInfo, ConfigChange, ExecutionInfo, ExecutionStatus, ExportedRequirement, Outcome, Plugin,
    PythonStats, RegistrationInfo, RequirementInfo, Results, Session, ShardExecution,
};
use crate::{Gear, GearSet, Registration, Result, ToArguments, Value};

/// An asynchronous connection.
pub(crate) struct Asynchronous<'a, C>(pub(crate) &'a mut C);

async fn ask<C: ConnectionLike + Send, T>(con: &mut C, request: &Request<'_, T>) -> Result<T> {
    let span = span::Command::new(&request.cmd, &request.asked);
    let result = request.finish(con.req_packed_command(&request.cmd).await);
    span.end(result.as_ref().err());
    result
}

impl<C: ConnectionLike + Send> Transport for Asynchronous<'_, C> {
    fn ask<T>(&mut self, request: &Request<'_, T>) -> impl Future<Output = Result<T>> {
        ask(self.0, request)
    }

    fn sleep(&mut self, time: Duration) -> impl Future<Output = ()> {
        tokio::time::sleep(time)
    }
}

macro_rules! methods {
    ($($(#[$doc:meta])* fn $name:ident($($arg:ident: $ty:ty),*) -> $out:ty;)*) => {
        /// The commands of RedisGears on asynchronous connections: the same as those of [`Gears`](crate::Gears).
        ///
        /// A connection of the redis crate waits half a second for an answer unless it is told otherwise, which is too short for
        /// long gears and for installations: see `redis::AsyncConnectionConfig::set_response_timeout`.
        ///
        /// ```no_run
        /// use gear_runtime::AsyncGears as _;
        ///
        /// # async fn list() -> Result<(), Box<dyn std::error::Error>> {
        /// let client = redis::Client::open("redis://127.0.0.1/")?;
        /// let mut con = client.get_multiplexed_async_connection().await?;
        /// for registration in con.dump_registrations().await? {
        ///     println!("{}", registration.id);
        /// }
        /// # Ok(())
        /// # }
        /// ```
        pub trait AsyncGears: ConnectionLike + Send + Sized {
            /// `RG.PYEXECUTE`: runs a script.
            fn pyexecute(&mut self, script: &PyExecute) -> impl Future<Output = Result<Outcome>> + Send {
                async move { ask(self, &request::pyexecute(script)?).await }
            }

            /// `RG.TRIGGER`: calls a trigger, whoever registered it, and returns its records.
            fn trigger(
                &mut self,
                name: &str,
                arguments: impl ToArguments,
            ) -> impl Future<Output = Result<Vec<Value>>> + Send {
                let request = request::trigger(name, &collect(arguments));
                async move { ask(self, &request).await }
            }

            /// `RG.TRIGGERONKEY`: calls a trigger on the shard that has the key, which is its first argument.
            fn trigger_on_key(
                &mut self,
                name: &str,
                key: &str,
                arguments: impl ToArguments,
            ) -> impl Future<Output = Result<Vec<Value>>> + Send {
                let request = request::trigger_on_key(name, key, &collect(arguments));
                async move { ask(self, &request).await }
            }

            $($(#[$doc])*
            fn $name(&mut self, $($arg: $ty),*) -> impl Future<Output = Result<$out>> + Send {
                let request = request::$name($($arg),*);
                async move { ask(self, &request).await }
            })*
        }
    };
}

commands!(methods);

impl<C: ConnectionLike + Send> AsyncGears for C {}

/// On asynchronous connections.
impl<T: Shippable> Gear<T> {
    /// Like [`run`](Gear::run), on an asynchronous connection.
    ///
    /// ```no_run
    /// # static COUNT: gear_runtime::Gear<i64> = gear_runtime::Gear::__poisoned();
    /// # async fn count() -> Result<(), Box<dyn std::error::Error>> {
    /// let client = redis::Client::open("redis://127.0.0.1/")?;
    /// let mut con = client.get_multiplexed_async_connection().await?;
    /// let count = COUNT.run_async(&mut con).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn run_async<C: ConnectionLike + Send>(&self, con: &mut C) -> Result<T> {
        let script = self.to_script();
        let raw = ask(con, &run_request(&script)?).await?;
        self.decode(all_or_nothing(raw, &script)?)
    }

    /// Like [`run_partial`](Gear::run_partial), on an asynchronous connection.
    pub async fn run_partial_async<C: ConnectionLike + Send>(&self, con: &mut C) -> Result<Partial<T>> {
        let script = self.to_script();
        let raw = ask(con, &run_request(&script)?).await?;
        let (records, errors) = what_there_is(raw, &script)?;
        Ok(Partial { value: self.decode(records)?, errors })
    }

    /// Like [`unblocking`](Gear::unblocking), on an asynchronous connection.
    pub async fn unblocking_async<C: ConnectionLike + Send>(&self, con: &mut C) -> Result<Execution<T>> {
        Execution::start_on(self, &mut Asynchronous(con)).await
    }
}

/// On asynchronous connections.
impl Gear<Registration> {
    /// Like [`register`](Gear::register), on an asynchronous connection.
    pub async fn register_async<C: ConnectionLike + Send>(&self, con: &mut C) -> Result<Registration> {
        register_on(&mut Asynchronous(con), &self.to_script()).await.map(Registration::together)
    }
}

/// On asynchronous connections.
impl GearSet {
    /// Like [`register`](GearSet::register), on an asynchronous connection.
    pub async fn register_async<C: ConnectionLike + Send>(&self, con: &mut C) -> Result<Vec<Registration>> {
        self.check()?;
        register_on(&mut Asynchronous(con), &self.to_script()).await
    }
}

impl Registration {
    /// Like [`unregister`](Registration::unregister), on an asynchronous connection.
    pub async fn unregister_async<C: ConnectionLike + Send>(self, con: &mut C) -> Result<()> {
        for id in self.ids() {
            ask(con, &request::unregister(id)).await?;
        }
        Ok(())
    }
}

/// On asynchronous connections.
impl<T> Execution<T> {
    /// Like [`status`](Execution::status), on an asynchronous connection.
    pub async fn status_async<C: ConnectionLike + Send>(&self, con: &mut C) -> Result<ExecutionStatus> {
        self.status_on(&mut Asynchronous(con)).await
    }

    /// Like [`abort`](Execution::abort), on an asynchronous connection.
    pub async fn abort_async<C: ConnectionLike + Send>(&self, con: &mut C) -> Result<()> {
        self.abort_on(&mut Asynchronous(con)).await
    }

    /// Like [`discard`](Execution::discard), on an asynchronous connection.
    pub async fn discard_async<C: ConnectionLike + Send>(self, con: &mut C) -> Result<()> {
        self.discard_on(&mut Asynchronous(con)).await
    }
}

/// On asynchronous connections.
impl<T: Shippable> Execution<T> {
    /// Like [`poll`](Execution::poll), on an asynchronous connection.
    pub async fn poll_async<C: ConnectionLike + Send>(&self, con: &mut C) -> Result<Option<T>> {
        self.poll_on(&mut Asynchronous(con)).await
    }

    /// Like [`wait`](Execution::wait), on an asynchronous connection. It needs a runtime of tokio with its timer.
    pub async fn wait_async<C: ConnectionLike + Send>(&self, con: &mut C, timeout: Duration) -> Result<T> {
        self.wait_on(&mut Asynchronous(con), timeout).await
    }

    /// Like [`partial`](Execution::partial), on an asynchronous connection.
    pub async fn partial_async<C: ConnectionLike + Send>(&self, con: &mut C) -> Result<Partial<T>> {
        self.partial_on(&mut Asynchronous(con)).await
    }
}

/// Calls the trigger of a gear; its record is decoded by the caller.
pub(crate) async fn trigger<C: ConnectionLike + Send>(
    con: &mut C,
    gear: &Gear<Registration>,
    arguments: &[Vec<u8>],
) -> Result<redis::Value> {
    let name = gear.trigger().unwrap_or_default();
    let request = trigger_request(name, arguments, gear.program());
    one_record(ask(con, &request).await?, name, &request.asked)
}
