//! Where the time goes: a `tracing` span for every command, if the feature is on; else nothing.

use redis::Cmd;

use super::classify::Asked;
use crate::Error;

/// A command that is under way.
pub(crate) struct Command {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
    #[cfg(feature = "tracing")]
    started: std::time::Instant,
}

#[cfg(not(feature = "tracing"))]
impl Command {
    pub(super) fn new(_: &Cmd, _: &Asked<'_>) -> Self {
        Self {}
    }

    pub(super) fn end(self, _: Option<&Error>) {}
}

#[cfg(feature = "tracing")]
impl Command {
    pub(super) fn new(cmd: &Cmd, asked: &Asked<'_>) -> Self {
        let name = match cmd.args_iter().next() {
            Some(redis::Arg::Simple(name)) => String::from_utf8_lossy(name).into_owned(),
            _ => String::new(),
        };
        let subject = asked.subject();
        let span = tracing::debug_span!(
            "gears",
            command = name,
            gear = subject.gear,
            hash = subject.hash,
            id = subject.id,
            shard = subject.id.and_then(|id| id.split_once('-')).map(|(shard, _)| shard),
            milliseconds = tracing::field::Empty,
            error = tracing::field::Empty,
        );
        Self { span, started: std::time::Instant::now() }
    }

    pub(super) fn end(self, error: Option<&Error>) {
        self.span.record("milliseconds", self.started.elapsed().as_secs_f64() * 1000.0);
        if let Some(error) = error {
            self.span.record("error", error.to_string());
        }
    }
}
