//! `log!`: a line in the server's log, or on standard error of a native run.

use std::fmt;

/// How important a [`log!`](crate::log) line is: the levels of the Redis log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// For the developer.
    Debug,
    /// Much of it, seldom of interest.
    Verbose,
    /// Of interest: the default.
    #[default]
    Notice,
    /// Something is wrong.
    Warning,
}

impl Level {
    /// The name the server knows the level by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Verbose => "verbose",
            Self::Notice => "notice",
            Self::Warning => "warning",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Writes a line to the log from inside a gear: `log!("{} keys", n)`, `log!(level = Warning, "no {name}")`.
///
/// Shipped, the line goes to the log of the server; in a native run it goes to standard error.
///
/// ```
/// gear_runtime::log!(level = Debug, "{} of {}", 1, 2);
/// ```
#[macro_export]
macro_rules! log {
    (level = $level:ident, $($message:tt)+) => {
        $crate::cmd::log($crate::Level::$level, &::std::format!($($message)+))
    };
    ($($message:tt)+) => {
        $crate::cmd::log($crate::Level::Notice, &::std::format!($($message)+))
    };
}
