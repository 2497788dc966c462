//! Replies of the `RG.*` commands.
//!
//! They differ between versions of RedisGears, so a field that is missing is `None` or empty, and one that is new is kept in
//! `extra`.

mod attributes;
mod executions;
mod outcome;
mod python;
mod registrations;
mod server;
mod words;

pub use attributes::Extra;
pub use executions::{ExecutionInfo, ExecutionStatus, ExecutionStep, ShardExecution};
pub use outcome::{Outcome, Results};
pub use python::{ExportedRequirement, PythonStats, RequirementInfo, Session, SessionLink};
pub use registrations::{FailurePolicy, RegistrationArgs, RegistrationInfo, StreamStatus};
pub use server::{ClusterInfo, ConfigChange, Plugin, ShardInfo};

pub(crate) use outcome::Raw;
pub(crate) use server::config_values;
