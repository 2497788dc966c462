//! What `RG.DUMPREGISTRATIONS` tells.

use redis::Value as Reply;

use super::attributes::{Attributes, Extra, list};
use super::words::words;
use crate::{Mode, Result};

words! {
    /// Whether a registered stream reader works. [`Gears::dump_registrations`](crate::Gears::dump_registrations) tells it.
    StreamStatus {
        /// It reads.
        Ok = "OK",
        /// A batch failed and is tried again after an interval.
        WaitingForRetry = "WAITING_FOR_RETRY_ON_FAILURE",
        /// A batch failed, and the reader has stopped.
        Aborted = "ABORTED",
        /// It is paused.
        Paused = "PAUSED",
    }
}

words! {
    /// What a stream reader does after a batch that failed. [`Gears::dump_registrations`](crate::Gears::dump_registrations) tells it.
    FailurePolicy {
        /// It goes on: the batch is done.
        Continue = "continue",
        /// It stops.
        Abort = "abort",
        /// It tries the batch again, after an interval.
        Retry = "retry",
    }
}

/// A registration in the list of [`Gears::dump_registrations`](crate::Gears::dump_registrations).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RegistrationInfo {
    /// Its id.
    pub id: String,
    /// The reader: `KeysReader`, `StreamReader` or `CommandReader`.
    pub reader: String,
    /// The description that its builder was given; that of a gear is `gear-` and its hash.
    pub description: Option<String>,
    /// The execution mode. One that this version does not know is in `extra`.
    pub mode: Option<Mode>,
    /// How often it was triggered.
    pub triggered: i64,
    /// How many executions succeeded.
    pub succeeded: i64,
    /// How many executions failed.
    pub failed: i64,
    /// How many executions were aborted.
    pub aborted: i64,
    /// How long the last execution took, in milliseconds. Servers before 1.2.2 do not tell.
    pub last_duration: Option<i64>,
    /// How long all executions took, in milliseconds.
    pub total_duration: Option<i64>,
    /// How long an execution takes on the average, in milliseconds.
    pub average_duration: Option<f64>,
    /// How old the last message of a stream was when it was done, in milliseconds.
    pub last_lag: Option<i64>,
    /// How old messages of a stream are on the average, in milliseconds.
    pub average_lag: Option<f64>,
    /// The error of the last execution, if it failed.
    pub last_error: Option<String>,
    /// Whether a stream reader works.
    pub stream_status: Option<StreamStatus>,
    /// What it reacts to, and how.
    pub args: RegistrationArgs,
    /// The session it belongs to, as servers write it that tell so.
    pub private_data: Option<String>,
    /// The threads it runs on.
    pub thread_pool: Option<String>,
    /// The node of the cluster that told it; `None` if a single server was asked.
    pub node: Option<String>,
    /// What else the server told.
    pub extra: Extra,
}

/// What a registration reacts to, and how.
/// [`Gears::dump_registrations`](crate::Gears::dump_registrations) gives it.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RegistrationArgs {
    /// The name of the trigger, or the command that it hooks.
    pub trigger: Option<String>,
    /// Whether calls of the trigger run one after the other.
    pub in_order: Option<bool>,
    /// The prefix of keys.
    pub prefix: Option<String>,
    /// The events, if not all.
    pub events: Option<Vec<String>>,
    /// The types of keys, if not all.
    pub key_types: Option<Vec<String>>,
    /// The commands that wait for it.
    pub commands: Option<Vec<String>>,
    /// The stream, or the prefix of streams.
    pub stream: Option<String>,
    /// How many messages of a stream make a batch.
    pub batch: Option<i64>,
    /// After how many milliseconds an incomplete batch is run.
    pub duration: Option<i64>,
    /// Whether messages that are done are taken out of the stream.
    pub trim: Option<bool>,
    /// What happens after a batch that failed.
    pub on_failure: Option<FailurePolicy>,
    /// After how many seconds a batch that failed is tried again.
    pub retry_interval: Option<i64>,
    /// What else the server told.
    pub extra: Extra,
}

pub(crate) const DUMP_REGISTRATIONS: &str = "RG.DUMPREGISTRATIONS";

impl RegistrationInfo {
    pub(crate) fn list(reply: Reply) -> Result<Vec<Self>> {
        list(DUMP_REGISTRATIONS, reply, Self::read)
    }

    pub(crate) fn read(reply: Reply) -> Result<Self> {
        let mut fields = Attributes::read(DUMP_REGISTRATIONS, reply)?;
        let data = fields.inner("RegistrationData", DUMP_REGISTRATIONS)?;
        let mut info = data.map(Self::data).transpose()?.unwrap_or_default();
        info.id = fields.text("id")?.unwrap_or_default();
        info.reader = fields.text("reader")?.unwrap_or_default();
        info.description = fields.text("desc")?;
        info.private_data = fields.text("PD")?;
        info.thread_pool = fields.text("ExecutionThreadPool")?;
        info.node = fields.text("node")?;
        info.extra.extend(fields.rest());
        Ok(info)
    }

    fn data(mut fields: Attributes) -> Result<Self> {
        let args = fields.inner("args", DUMP_REGISTRATIONS)?;
        let word = fields.text("mode")?;
        let mode = word.as_deref().and_then(mode_of);
        let unknown_mode = word.filter(|_| mode.is_none()).map(|word| ("mode".to_owned(), word.into()));
        Ok(Self {
            mode,
            triggered: fields.int("numTriggered")?.unwrap_or_default(),
            succeeded: fields.int("numSuccess")?.unwrap_or_default(),
            failed: fields.int("numFailures")?.unwrap_or_default(),
            aborted: fields.int("numAborted")?.unwrap_or_default(),
            last_duration: fields.int("lastRunDurationMS")?,
            total_duration: fields.int("totalRunDurationMS")?,
            average_duration: fields.float("avgRunDurationMS")?,
            last_lag: fields.int("lastEstimatedLagMS")?,
            average_lag: fields.float("avgEstimatedLagMS")?,
            last_error: fields.text("lastError")?,
            stream_status: fields.text("status")?.map(StreamStatus::from),
            args: args.map(RegistrationArgs::read).transpose()?.unwrap_or_default(),
            extra: fields.rest().into_iter().chain(unknown_mode).collect(),
            ..Self::default()
        })
    }

    /// How many executions are under way.
    pub fn pending(&self) -> i64 {
        (self.triggered - self.succeeded - self.failed - self.aborted).max(0)
    }
}

fn mode_of(word: &str) -> Option<Mode> {
    match word {
        "async" => Some(Mode::Async),
        "async_local" => Some(Mode::AsyncLocal),
        "sync" => Some(Mode::Sync),
        _ => None,
    }
}

impl RegistrationArgs {
    fn read(mut fields: Attributes) -> Result<Self> {
        Ok(Self {
            trigger: fields.text("trigger")?,
            in_order: fields.flag("inorder")?,
            prefix: fields.text("regex")?,
            events: fields.texts("eventTypes")?,
            key_types: fields.texts("keyTypes")?,
            commands: fields.texts("hookCommands")?,
            stream: fields.text("stream")?,
            batch: fields.int("batchSize")?,
            duration: fields.int("durationMS")?,
            trim: fields.flag("trimStream")?,
            on_failure: fields.text("onFailedPolicy")?.map(FailurePolicy::from),
            retry_interval: fields.int("retryInterval")?,
            extra: fields.rest(),
        })
    }
}
