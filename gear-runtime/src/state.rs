//! State that the closures of a gear share.

use std::panic::Location;
use std::sync::{Mutex, PoisonError};

use crate::ToPython;

/// A variable of a gear that lives as long as its script: for an event gear from its registration to the next restart of
/// the server, for a batch gear for one run. Every shard has one of its own.
///
/// It is a `static` beside the gear. In a native run it belongs to the process.
///
/// ```
/// use gear_runtime::State;
///
/// static SEEN: State<i64> = State::new(|| 0);
///
/// SEEN.update(|seen| seen + 1);
/// assert_eq!(SEEN.get(), 1);
/// ```
///
/// What must not be lost belongs into a key.
pub struct State<T> {
    first: fn() -> T,
    value: Mutex<Option<T>>,
    /// Tells states of one name and value apart.
    at: &'static Location<'static>,
}

impl<T> std::fmt::Debug for State<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "State at {}", self.at)
    }
}

impl<T> State<T> {
    /// A state that begins with what `first` gives: `State::new(|| 0)`, `State::new(HashMap::new)`.
    #[track_caller]
    pub const fn new(first: fn() -> T) -> Self {
        Self { first, value: Mutex::new(None), at: Location::caller() }
    }
}

impl<T: Clone> State<T> {
    /// A copy of the value.
    pub fn get(&self) -> T {
        self.value.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_with(self.first).clone()
    }

    /// Replaces the value.
    pub fn set(&self, value: T) {
        *self.value.lock().unwrap_or_else(PoisonError::into_inner) = Some(value);
    }

    /// Replaces the value by what `f` makes of it. As in [`atomic`](crate::atomic), nobody else comes between: no other client,
    /// gear or update. What has to read and write several states does it in `atomic`.
    pub fn update(&self, f: impl FnOnce(T) -> T) {
        let update = || self.set(f(self.get()));
        if crate::is_in_atomic_block() { update() } else { crate::atomic(update) }
    }
}

/// A list of the first value, which all functions of a script share. The place keeps two states apart.
impl<T: ToPython> ToPython for State<T> {
    fn to_python(&self, out: &mut String) {
        out.push('[');
        (self.first)().to_python(out);
        out.push_str(&format!("]  # {}:{}:{}", self.at.file(), self.at.line(), self.at.column()));
    }
}
