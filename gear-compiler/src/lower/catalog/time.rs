//! `std::time`: in Python whole nanoseconds, of a duration, since the epoch, or of the monotonic clock.

use super::{Method, custom, method};
use crate::lower::order;

pub(super) const METHODS: &[Method] = &[
    method("Duration", "as_secs", "() -> u64", "{0} // 1000000000"),
    // These give `u128`, which fits Python's integers as it is.
    method("Duration", "as_millis", "() -> any", "{0} // 1000000"),
    method("Duration", "as_micros", "() -> any", "{0} // 1000"),
    method("Duration", "as_nanos", "() -> any", "{0}"),
    method("Duration", "as_secs_f64", "() -> float", "{0} // 1000000000 + {0} % 1000000000 / 1000000000.0"),
    method("Duration", "subsec_millis", "() -> u32", "{0} % 1000000000 // 1000000"),
    method("Duration", "subsec_micros", "() -> u32", "{0} % 1000000000 // 1000"),
    method("Duration", "subsec_nanos", "() -> u32", "{0} % 1000000000"),
    method("Duration", "is_zero", "() -> bool", "{0} == 0"),
    method("Duration", "checked_sub", "(Duration) -> Option<Duration>", "{0} - {1} if {0} >= {1} else None"),
    method("Duration", "saturating_sub", "(Duration) -> Duration", "max({0} - {1}, 0)"),
    method("Duration", "abs_diff", "(Duration) -> Duration", "abs({0} - {1})"),
    method("Duration", "max", "(Duration) -> Duration", "max({0}, {1})"),
    method("Duration", "min", "(Duration) -> Duration", "min({0}, {1})"),
    custom("Duration", "cmp", "(Duration) -> Ordering", order::cmp),
    method("Duration", "clone", "() -> Duration", "{0}"),
    method(
        "SystemTime",
        "duration_since",
        "(SystemTime) -> Result<Duration, opaque>",
        "gear_since({0}, {1})",
    ),
    method("SystemTime", "elapsed", "() -> Result<Duration, opaque>", "gear_since(time.time_ns(), {0})"),
    method("SystemTime", "clone", "() -> SystemTime", "{0}"),
    method("Instant", "duration_since", "(Instant) -> Duration", "max({0} - {1}, 0)"),
    method("Instant", "elapsed", "() -> Duration", "time.monotonic_ns() - {0}"),
    method("Instant", "clone", "() -> Instant", "{0}"),
    method(
        "Duration",
        "checked_add",
        "(Duration) -> Option<Duration>",
        "gear_checked({0} + {1}, 0, 18446744073709551615999999999)",
    ),
    method(
        "Duration",
        "checked_mul",
        "(u32) -> Option<Duration>",
        "gear_checked({0} * {1}, 0, 18446744073709551615999999999)",
    ),
    method("Duration", "checked_div", "(u32) -> Option<Duration>", "{0} // {1} if {1} else None"),
    method(
        "Duration",
        "saturating_add",
        "(Duration) -> Duration",
        "min({0} + {1}, 18446744073709551615999999999)",
    ),
    method(
        "Duration",
        "saturating_mul",
        "(u32) -> Duration",
        "min({0} * {1}, 18446744073709551615999999999)",
    ),
    method(
        "Duration",
        "mul_f64",
        "(float) -> Duration",
        "gear_duration({1} * ({0} // 1000000000 + {0} % 1000000000 / 1000000000.0))",
    ),
    method(
        "Duration",
        "div_f64",
        "(float) -> Duration",
        "gear_duration(gear_div_float({0} // 1000000000 + {0} % 1000000000 / 1000000000.0, {1}))",
    ),
    method(
        "Duration",
        "div_duration_f64",
        "(Duration) -> float",
        "gear_div_float({0} // 1000000000 * 1000000000.0 + {0} % 1000000000, {1} // 1000000000 * 1000000000.0 + {1} % 1000000000)",
    ),
    method(
        "SystemTime",
        "checked_add",
        "(Duration) -> Option<SystemTime>",
        "gear_checked({0} + {1}, -9223372036854775808000000000, 9223372036854775807999999999)",
    ),
    method(
        "SystemTime",
        "checked_sub",
        "(Duration) -> Option<SystemTime>",
        "gear_checked({0} - {1}, -9223372036854775808000000000, 9223372036854775807999999999)",
    ),
    method(
        "Instant",
        "checked_add",
        "(Duration) -> Option<Instant>",
        "gear_checked({0} + {1}, -9223372036854775808000000000, 9223372036854775807999999999)",
    ),
    method(
        "Instant",
        "checked_sub",
        "(Duration) -> Option<Instant>",
        "gear_checked({0} - {1}, -9223372036854775808000000000, 9223372036854775807999999999)",
    ),
    method(
        "Instant",
        "checked_duration_since",
        "(Instant) -> Option<Duration>",
        "{0} - {1} if {0} >= {1} else None",
    ),
    method("Instant", "saturating_duration_since", "(Instant) -> Duration", "max({0} - {1}, 0)"),
];
