//! The connection of the native run that is under way on this thread.

use std::cell::Cell;
use std::ptr::NonNull;

use redis::ConnectionLike;

use crate::Error;

thread_local! {
    static CURRENT: Cell<Option<NonNull<dyn ConnectionLike>>> = const { Cell::new(None) };
}

/// Puts the previous connection back, also when the run panics.
struct Restore(Option<NonNull<dyn ConnectionLike>>);

impl Drop for Restore {
    fn drop(&mut self) {
        CURRENT.set(self.0);
    }
}

/// Ends the step that runs on this thread with an error. The gear that runs it catches this: it is no panic,
/// so the panic hook stays silent.
pub(crate) fn fail(error: Error) -> ! {
    std::panic::resume_unwind(Box::new(error))
}

/// Runs `body` with `con` as the current connection, or with none.
pub(crate) fn scope<R>(con: Option<&mut dyn ConnectionLike>, body: impl FnOnce() -> R) -> R {
    let con = con.map(|con| {
        let con: NonNull<dyn ConnectionLike + '_> = NonNull::from(con);
        // SAFETY: only the lifetime of the trait object changes. The pointer is reachable through CURRENT
        // alone, which `Restore` resets before this function, and with it the borrow of `con`, ends, on
        // return and on unwind alike.
        unsafe { std::mem::transmute::<NonNull<dyn ConnectionLike + '_>, NonNull<dyn ConnectionLike>>(con) }
    });
    let _restore = Restore(CURRENT.replace(con));
    body()
}

/// Lends the current connection to `body`; `None` if there is none, or if it is lent already.
pub(crate) fn connection<R>(body: impl FnOnce(&mut dyn ConnectionLike) -> R) -> Option<R> {
    let mut con = CURRENT.take()?;
    let _restore = Restore(Some(con));
    // SAFETY: the pointer comes from the `&mut` that `scope` holds on this thread's stack, below this frame.
    // It was taken out of CURRENT, so until `_restore` puts it back nobody else can get at it: the reference
    // is unique.
    Some(body(unsafe { con.as_mut() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use redis::{RedisResult, Value};

    struct Counter(i64);

    impl ConnectionLike for Counter {
        fn req_packed_command(&mut self, _: &[u8]) -> RedisResult<Value> {
            self.0 += 1;
            Ok(Value::Int(self.0))
        }

        fn req_packed_commands(&mut self, _: &[u8], _: usize, _: usize) -> RedisResult<Vec<Value>> {
            Ok(Vec::new())
        }

        fn get_db(&self) -> i64 {
            0
        }

        fn check_connection(&mut self) -> bool {
            true
        }

        fn is_open(&self) -> bool {
            true
        }
    }

    fn ping() -> Option<i64> {
        connection(|con| redis::cmd("PING").query(con).unwrap())
    }

    #[test]
    fn scopes_nest_and_end() {
        let (mut outer, mut inner) = (Counter(0), Counter(10));
        assert_eq!(ping(), None);
        scope(Some(&mut outer), || {
            assert_eq!(ping(), Some(1));
            scope(Some(&mut inner), || assert_eq!(ping(), Some(11)));
            scope(None, || assert_eq!(ping(), None));
            assert_eq!(ping(), Some(2));
        });
        assert_eq!(ping(), None);
    }

    #[test]
    fn a_panic_ends_the_scope() {
        let mut con = Counter(0);
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            scope(Some(&mut con), || connection(|_| std::panic::resume_unwind(Box::new("stop"))))
        }));
        assert!(result.is_err());
        assert_eq!(ping(), None);
    }

    #[test]
    fn a_lent_connection_is_not_lent_twice() {
        let mut con = Counter(0);
        scope(Some(&mut con), || {
            assert_eq!(connection(|_| ping()), Some(None));
            assert_eq!(ping(), Some(1));
        });
    }
}
