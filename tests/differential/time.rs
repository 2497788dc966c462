//! `std::time`.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

const LIMIT: Duration = Duration::from_millis(1500);

#[gear]
fn durations(secs: u64, nanos: u32, times: u32) -> (u64, i64, i64, f64, u32, u32, u32, bool) {
    let d = Duration::new(secs, nanos) * times;
    (
        d.as_secs(),
        d.as_millis() as i64,
        d.as_nanos() as i64,
        d.as_secs_f64(),
        d.subsec_millis(),
        d.subsec_micros(),
        d.subsec_nanos(),
        (d > LIMIT || d.is_zero()) && d.cmp(&LIMIT).is_ne(),
    )
}

#[gear]
fn sums(a: u64, b: u64, n: u32) -> (u64, Option<u64>, u64, u64) {
    let (a, b) = (Duration::from_millis(a), Duration::from_secs(b));
    let total = a + 2 * b;
    (
        (total / n).as_nanos() as u64,
        a.checked_sub(b).map(|d| d.as_micros() as u64),
        a.saturating_sub(b).max(Duration::ZERO).as_micros() as u64,
        (total - b - LIMIT).as_millis() as u64,
    )
}

#[gear]
fn from_float(seconds: f64) -> u64 {
    Duration::from_secs_f64(seconds).as_nanos() as u64
}

#[gear]
fn since_epoch(secs: u64) -> (u64, bool, bool) {
    let at = UNIX_EPOCH + Duration::from_secs(secs);
    let earlier = at - Duration::from_secs(1);
    (
        at.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs(),
        earlier.duration_since(at).is_err(),
        SystemTime::now().duration_since(at).unwrap() > Duration::from_secs(1_000_000),
    )
}

#[gear]
fn clocks(millis: u64) -> (bool, bool) {
    let start = Instant::now();
    let passed: Duration = Instant::now() - start;
    (passed < Duration::from_secs(5), start.elapsed() < Duration::from_millis(millis))
}

#[gear]
fn moments(secs: u64, more: u64) -> (bool, bool, Option<u64>, bool, [u64; 3], bool) {
    let at = UNIX_EPOCH + Duration::from_secs(secs);
    let other = UNIX_EPOCH + Duration::from_secs(more);
    let since = |time: SystemTime| time.duration_since(UNIX_EPOCH).unwrap().as_secs();
    (
        at.eq(&other) || at.lt(&other) && at.ne(&other) && at.le(&other),
        at.gt(&other) == at.cmp(&other).is_gt() && at.ge(&other) == at.partial_cmp(&other).unwrap().is_ge(),
        at.checked_add(Duration::from_secs(more)).map(since),
        at.checked_sub(Duration::from_secs(more)).is_some_and(|time| time < UNIX_EPOCH),
        [since(at.max(other)), since(at.min(other)), since(other.clamp(UNIX_EPOCH, at.to_owned()))],
        at.checked_add(Duration::MAX).is_none(),
    )
}

#[gear]
fn ticks(millis: u64) -> (Option<u64>, u64, u64, bool, bool, bool, [bool; 3]) {
    let start = Instant::now();
    let later = start + Duration::from_millis(millis);
    (
        later.checked_duration_since(start).map(|passed| passed.as_millis() as u64),
        later.saturating_duration_since(start).as_millis() as u64,
        start.saturating_duration_since(later).as_millis() as u64,
        start.checked_duration_since(later).is_none(),
        start.checked_add(Duration::from_millis(millis)).unwrap().eq(&later),
        later.checked_sub(Duration::from_millis(millis)).unwrap().ne(&later),
        [
            start.lt(&later) && start.le(&later) && !start.gt(&later) && !start.ge(&later),
            start.cmp(&later).is_lt() && start.partial_cmp(&later).unwrap().is_lt(),
            start.max(later) == later
                && start.min(later) == start
                && later.clamp(start, start).to_owned() == start,
        ],
    )
}

#[gear]
fn windows(at: i64, width: Duration) -> i64 {
    let width = width.as_millis() as i64;
    at - at % width
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(durations: (0, 0, 1), (1, 500_000_000, 1), (1, 500_000_001, 1), (3, 999_999_999, 7), (1_000_000, 1, 0)),
        program!(sums: (2500, 1, 3), (0, 0, 1), (1, 5, 2), (4000, 1, 0), (9_999_999, 1, 7)),
        program!(from_float: (0.0), (1.5), (0.1), (2.7e-9), (2.5e-9), (1.5e-9), (-0.5), (-0.0), (f64::NAN), (1e19), (1e20), (123456.7890123456)),
        program!(since_epoch: (0), (1_000_000_000)),
        program!(clocks: (60_000)),
        program!(moments: (0, 0), (7, 1_000_000_000), (1_000_000_000, 7), (5, 5)),
        program!(ticks: (0), (1), (86_400_000)),
        program!(windows: (123_456, Duration::from_secs(60)), (5, Duration::from_millis(2)), (5, Duration::ZERO)),
    ]
}
