//! What `RG.DUMPEXECUTIONS` and `RG.GETEXECUTION` tell.

use redis::Value as Reply;

use super::attributes::{Attributes, Extra, list};
use super::words::words;
use crate::Result;

words! {
    /// How far an execution is.
    ///
    /// ```
    /// use gear_runtime::ExecutionStatus;
    ///
    /// let status = ExecutionStatus::from("done".to_owned());
    /// assert_eq!(status, ExecutionStatus::Done);
    /// assert!(status.is_finished());
    /// ```
    ExecutionStatus {
        /// It exists, and waits for a thread.
        Created = "created",
        /// It runs.
        Running = "running",
        /// It waits for the other shards to get it.
        PendingReceive = "pending_receive",
        /// It waits for the start.
        PendingRun = "pending_run",
        /// It waits for the other shards.
        PendingCluster = "pending_cluster",
        /// It waits for the end on the other shards.
        PendingTermination = "pending_termination",
        /// It has its results.
        Done = "done",
        /// It was stopped.
        Aborted = "aborted",
    }
}

impl ExecutionStatus {
    /// Whether nothing more will happen.
    pub fn is_finished(&self) -> bool {
        matches!(self, Self::Done | Self::Aborted)
    }
}

/// An execution in the list of [`Gears::dump_executions`](crate::Gears::dump_executions).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ExecutionInfo {
    /// Its id.
    pub id: String,
    /// How far it is.
    pub status: ExecutionStatus,
    /// Whether a registration started it.
    pub registered: bool,
    /// The node of the cluster that told it; `None` if a single server was asked.
    pub node: Option<String>,
    /// What else the server told.
    pub extra: Extra,
}

impl ExecutionInfo {
    pub(crate) fn list(reply: Reply) -> Result<Vec<Self>> {
        list("RG.DUMPEXECUTIONS", reply, |entry| {
            let mut fields = Attributes::read("RG.DUMPEXECUTIONS", entry)?;
            Ok(Self {
                id: fields.text("executionId")?.unwrap_or_default(),
                status: fields.text("status")?.unwrap_or_default().into(),
                registered: fields.flag("registered")?.unwrap_or_default(),
                node: fields.text("node")?,
                extra: fields.rest(),
            })
        })
    }
}

/// What one shard knows about an execution.
/// [`Gears::get_execution`](crate::Gears::get_execution) gives it.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ShardExecution {
    /// The shard.
    pub shard: String,
    /// How far the execution is there.
    pub status: ExecutionStatus,
    /// How many shards have got it.
    pub shards_received: i64,
    /// How many shards are done with it.
    pub shards_completed: i64,
    /// How many results there are; `None` while it runs.
    pub results: Option<i64>,
    /// The texts of the errors.
    pub errors: Vec<String>,
    /// How long it took, in milliseconds. The server measures only with `ProfileExecutions 1`.
    pub total_duration: Option<i64>,
    /// How long reading took, in milliseconds.
    pub read_duration: Option<i64>,
    /// The steps, the last one first.
    pub steps: Vec<ExecutionStep>,
    /// What else the server told.
    pub extra: Extra,
}

/// A step of an execution.
/// [`Gears::get_execution`](crate::Gears::get_execution) gives it.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ExecutionStep {
    /// The kind: `map`, `filter`, `collect` etc.
    pub kind: String,
    /// How long it took, in milliseconds.
    pub duration: Option<i64>,
    /// What RedisGears calls it.
    pub name: String,
    /// Its argument.
    pub arg: String,
    /// What else the server told.
    pub extra: Extra,
}

const GET_EXECUTION: &str = "RG.GETEXECUTION";

impl ShardExecution {
    pub(crate) fn list(reply: Reply) -> Result<Vec<Self>> {
        list(GET_EXECUTION, reply, |entry| {
            let mut outer = Attributes::read(GET_EXECUTION, entry)?;
            let shard = outer.text("shard_id")?.unwrap_or_default();
            let plan = outer.inner("execution_plan", GET_EXECUTION)?;
            let mut execution = plan.map(Self::plan).transpose()?.unwrap_or_default();
            execution.shard = shard;
            execution.extra.extend(outer.rest());
            Ok(execution)
        })
    }

    fn plan(mut fields: Attributes) -> Result<Self> {
        let steps = fields.list("steps")?.unwrap_or_default();
        Ok(Self {
            status: fields.text("status")?.unwrap_or_default().into(),
            shards_received: fields.int("shards_received")?.unwrap_or_default(),
            shards_completed: fields.int("shards_completed")?.unwrap_or_default(),
            results: fields.int("results")?.filter(|count| *count >= 0),
            errors: fields.texts("errors")?.unwrap_or_default(),
            total_duration: fields.int("total_duration")?,
            read_duration: fields.int("read_duration")?,
            steps: steps.into_iter().map(ExecutionStep::read).collect::<Result<_>>()?,
            extra: fields.rest(),
            ..Self::default()
        })
    }
}

impl ExecutionStep {
    fn read(reply: Reply) -> Result<Self> {
        let mut fields = Attributes::read(GET_EXECUTION, reply)?;
        Ok(Self {
            kind: fields.text("type")?.unwrap_or_default(),
            duration: fields.int("duration")?,
            name: fields.text("name")?.unwrap_or_default(),
            arg: fields.text("arg")?.unwrap_or_default(),
            extra: fields.rest(),
        })
    }
}
