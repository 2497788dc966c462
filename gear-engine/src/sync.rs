//! Mutexes that do not care about panics: a panic is caught at the next border to C, and the data behind our locks is whole
//! between any two statements.

use std::sync::{Mutex, MutexGuard};

/// `lock()` without poisoning.
pub(crate) trait Locked<T> {
    fn locked(&self) -> MutexGuard<'_, T>;
}

impl<T> Locked<T> for Mutex<T> {
    fn locked(&self) -> MutexGuard<'_, T> {
        self.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}
