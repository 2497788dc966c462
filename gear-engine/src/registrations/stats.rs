//! The numbers in RG.DUMPREGISTRATIONS.

use std::time::Duration;

use crate::executions::{Outcome, Status};

#[derive(Clone, Debug, Default)]
pub(crate) struct Stats {
    pub(crate) triggered: i64,
    pub(crate) success: i64,
    pub(crate) failures: i64,
    pub(crate) aborted: i64,
    pub(crate) last_run: Duration,
    pub(crate) total_run: Duration,
    /// Of streams: how long the messages of the last batch waited.
    pub(crate) last_lag: Duration,
    pub(crate) total_lag: Duration,
    pub(crate) last_error: Option<String>,
}

impl Stats {
    /// Counts a finished execution. A success clears the last error, but not that of a KeysReader.
    pub(crate) fn count(&mut self, outcome: &Outcome, status: Status, time: Duration, clears_error: bool) {
        self.last_run = time;
        self.total_run += time;
        if let Some(error) = outcome.errors.first() {
            self.failures += 1;
            self.last_error = Some(error.clone());
        } else if status == Status::Aborted {
            self.aborted += 1;
        } else {
            self.success += 1;
            if clears_error {
                self.last_error = None;
            }
        }
    }

    /// How many executions have ended.
    fn finished(&self) -> i64 {
        self.success + self.failures + self.aborted
    }

    pub(crate) fn average_run(&self) -> String {
        average(self.total_run, self.finished())
    }

    pub(crate) fn average_lag(&self) -> String {
        average(self.total_lag, self.finished())
    }
}

/// Milliseconds as RedisGears prints a double; 0 before the first run.
fn average(total: Duration, count: i64) -> String {
    if count == 0 {
        return "0".to_owned();
    }
    format!("{}", total.as_secs_f64() * 1000.0 / count as f64)
}
