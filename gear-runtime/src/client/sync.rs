//! The commands on blocking connections.

use redis::ConnectionLike;

use super::commands::commands;
use super::pyexecute::PyExecute;
use super::request::{self, Request, Scope, SessionQuery};
use super::span;
use crate::reply::{
    ClusterInfo, ConfigChange, ExecutionInfo, ExportedRequirement, Outcome, Plugin, PythonStats,
    RegistrationInfo, RequirementInfo, Results, Session, ShardExecution,
};
use crate::{Result, ToArguments, Value};

/// Sends a request and reads the reply.
pub(crate) fn ask<C: ConnectionLike + ?Sized, T>(con: &mut C, request: &Request<'_, T>) -> Result<T> {
    let span = span::Command::new(&request.cmd, &request.asked);
    let result = request.finish(con.req_command(&request.cmd));
    span.end(result.as_ref().err());
    result
}

macro_rules! methods {
    ($($(#[$doc:meta])* fn $name:ident($($arg:ident: $ty:ty),*) -> $out:ty;)*) => {
        /// The commands of RedisGears on every connection of the `redis` crate: a plain one, one of a pool, a cluster's.
        ///
        /// ```no_run
        /// use gear_runtime::Gears as _;
        ///
        /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
        /// let mut con = redis::Client::open("redis://127.0.0.1/")?.get_connection()?;
        /// for registration in con.dump_registrations()? {
        ///     println!("{} {}: {} runs", registration.id, registration.reader, registration.triggered);
        /// }
        /// con.config_set(&[("MaxExecutions", "100")])?;
        /// # Ok(())
        /// # }
        /// ```
        pub trait Gears: ConnectionLike {
            /// `RG.PYEXECUTE`: runs a script.
            fn pyexecute(&mut self, script: &PyExecute) -> Result<Outcome> {
                ask(self, &request::pyexecute(script)?)
            }

            /// `RG.TRIGGER`: calls a trigger, whoever registered it, and returns its records.
            ///
            /// A function with `#[trigger]` has a method `call` with types of its own.
            fn trigger(&mut self, name: &str, arguments: impl ToArguments) -> Result<Vec<Value>> {
                ask(self, &request::trigger(name, &collect(arguments)))
            }

            /// `RG.TRIGGERONKEY`: calls a trigger on the shard that has the key, which is its first argument.
            fn trigger_on_key(
                &mut self,
                name: &str,
                key: &str,
                arguments: impl ToArguments,
            ) -> Result<Vec<Value>> {
                ask(self, &request::trigger_on_key(name, key, &collect(arguments)))
            }

            $($(#[$doc])*
            fn $name(&mut self, $($arg: $ty),*) -> Result<$out> {
                ask(self, &request::$name($($arg),*))
            })*
        }
    };
}

commands!(methods);

impl<C: ConnectionLike + ?Sized> Gears for C {}

pub(super) fn collect(arguments: impl ToArguments) -> Vec<Vec<u8>> {
    let mut list = Vec::new();
    arguments.push_to(&mut list);
    list
}
