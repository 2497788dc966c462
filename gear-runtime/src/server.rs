//! What closures can ask of the server beside commands: errors caught, the lock of Redis, configuration, hooks.
//!
//! Shipped, these are functions of RedisGears. In a native run they do what stands for it in one process.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, Location as Caller, catch_unwind};

use serde::Serialize;

use crate::{Error, ToArguments, Value, native};

thread_local! {
    /// Whether this thread is inside [`atomic`].
    static ATOMIC: Cell<bool> = const { Cell::new(false) };
    /// The command that a hook of this native run takes the place of.
    static HOOKED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Ends the step with an error whose text is `message`, as it is.
#[track_caller]
fn fail(message: &str) -> ! {
    native::fail(Error::at_caller(message.to_owned(), Caller::caller()))
}

/// Runs `f` and catches what goes wrong in it: an error of Redis, of a record, or a panic. `Err` has its text.
///
/// ```
/// use gear_runtime::attempt;
///
/// assert_eq!(attempt(|| 6 / 2), Ok(3));
/// let zero = "".len();
/// assert_eq!(attempt(|| 6 / zero), Err("attempt to divide by zero".to_owned()));
/// ```
pub fn attempt<T>(f: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(f)).map_err(panic_text)
}

/// What went wrong, for people.
pub(crate) fn panic_text(panic: Box<dyn Any + Send>) -> String {
    match panic.downcast::<Error>() {
        Ok(error) => error_text(*error),
        Err(panic) => {
            let text = panic.downcast_ref::<&str>().copied().map(str::to_owned);
            let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
            text.unwrap_or_else(|| "a closure panicked".to_owned())
        }
    }
}

/// The text of an error as gears see it.
pub(crate) fn error_text(error: Error) -> String {
    match error {
        Error::Step { message, .. } => message,
        other => other.to_string(),
    }
}

/// Runs `f` while no other client and no other gear can change anything. Blocks must not be nested.
///
/// In a native run this only keeps watch over nesting: other clients of the server are not stopped.
///
/// ```
/// use redis_gears::{gear, prelude::*};
///
/// static MOVED: Gear<i64> = gear!(
///     PythonReader(|| 0..1)
///         .map(|_| {
///             atomic(|| {
///                 cmd::decr("here", 1);
///                 cmd::incr("there", 1) as i64
///             })
///         })
///         .sum()
///         .run(mode = AsyncLocal)
/// );
/// assert!(MOVED.python().contains("atomic"));
/// ```
#[track_caller]
pub fn atomic<T>(f: impl FnOnce() -> T) -> T {
    struct Leave;
    impl Drop for Leave {
        fn drop(&mut self) {
            ATOMIC.set(false);
        }
    }
    if ATOMIC.replace(true) {
        fail("Already inside an atomic block");
    }
    let _leave = Leave;
    f()
}

/// Whether the closure runs inside [`atomic`].
///
/// ```
/// use redis_gears::{atomic, is_in_atomic_block};
///
/// assert!(atomic(|| is_in_atomic_block()));
/// assert!(!is_in_atomic_block());
/// ```
pub fn is_in_atomic_block() -> bool {
    ATOMIC.get()
}

/// Whether the gear may wait for something: false inside `MULTI` and Lua. A native run always may.
///
/// ```
/// use redis_gears::prelude::*;
///
/// #[trigger("may-wait", mode = Sync)]
/// fn may_wait() -> bool {
///     is_async_allowed()
/// }
/// assert!(may_wait());
/// ```
pub fn is_async_allowed() -> bool {
    true
}

/// A setting that somebody has made with `RG.CONFIGSET` under a name of their own. The server's own settings are `None`.
///
/// ```
/// use redis_gears::prelude::*;
///
/// #[gear]
/// fn limit() -> i64 {
///     config_get("my-limit").and_then(|text| text.parse::<i64>().ok()).unwrap_or(100)
/// }
/// assert_eq!(limit(), 100);
/// ```
pub fn config_get(key: impl AsRef<str>) -> Option<String> {
    const OWN: &[&str] = &[
        "MaxExecutions",
        "MaxExecutionsPerRegistration",
        "ProfileExecutions",
        "ExecutionThreads",
        "ExecutionMaxIdleTime",
        "SendMsgRetries",
        "Plugin",
        "CreateVenv",
        "DownloadDeps",
        "ForeceDownloadDepsOnEnterprise",
        "PythonAttemptTraceback",
        "OverridePythonAllocators",
        "PythonInstallReqMaxIdleTime",
        "DependenciesUrl",
        "DependenciesSha256",
        "PythonInstallationDir",
    ];
    let key = key.as_ref();
    if OWN.contains(&key) {
        return None;
    }
    let reply = native::connection(|con| redis::cmd("RG.CONFIGGET").arg(key).query::<Vec<redis::Value>>(con));
    match reply?.ok()?.pop()? {
        redis::Value::BulkString(value) => {
            String::from_utf8(value).ok().filter(|value| !value.starts_with("(error)"))
        }
        _ => None,
    }
}

/// [`config_get`], with what stands for a setting that nobody has made.
///
/// ```
/// use redis_gears::prelude::*;
///
/// #[gear]
/// fn colour() -> String {
///     gears_config_get("colour", "red")
/// }
/// assert_eq!(colour(), "red");
/// ```
pub fn gears_config_get(key: impl AsRef<str>, default: impl Into<String>) -> String {
    config_get(key).unwrap_or_else(|| default.into())
}

/// Ends the step with an error whose text is the message alone, which is what clients should see. A message that begins
/// with `PAUSE` pauses the registration of a stream.
///
/// ```
/// use redis_gears::{gear, prelude::*};
///
/// static CHECKED: Gear<i64> = gear!(
///     PythonReader(|| vec![1, -1]).for_each(|n| { if *n < 0 { flat_error(format!("{n} is too small")); } }).count().run()
/// );
/// assert!(CHECKED.native_on([-1]).unwrap_err().to_string().contains("-1 is too small"));
/// ```
#[track_caller]
pub fn flat_error(message: impl AsRef<str>) -> ! {
    fail(message.as_ref())
}

/// In a hook: runs the hooked command, or the hook before this one, with these arguments, and gives its reply.
///
/// ```
/// use redis_gears::prelude::*;
///
/// #[hook("HSET", key_prefix = "person:", variadic)]
/// fn stamp(key: String, fields: Vec<String>) -> i64 {
///     call_next((key, fields, "changed", "now")).as_i64().unwrap_or(0)
/// }
/// assert!(stamp::GEAR.python().contains("call_next"));
/// ```
#[track_caller]
pub fn call_next(arguments: impl ToArguments) -> Value {
    let command = HOOKED.with_borrow(Clone::clone);
    match command {
        Some(command) => crate::cmd::execute(&command, &[&arguments]),
        None => fail("Can not get CommandHook ctx"),
    }
}

/// In a gear with `commands = [..]`: answers the client instead of the command. A native run has no client to answer.
///
/// ```
/// use redis_gears::{Registration, gear, prelude::*};
///
/// static SQUARES: Gear<Registration> = gear!(
///     KeysReader::<()>("square:*")
///         .for_each(|r| match r.key.trim_start_matches("square:").parse::<i64>() {
///             Ok(n) => override_reply(n * n),
///             Err(_) => override_error(format!("ERR {} is no number", get_command().join(" "))),
///         })
///         .register(commands = ["get"], events = ["keymiss"])
/// );
/// assert!(SQUARES.python().contains("override_reply"));
/// ```
pub fn override_reply(reply: impl Serialize) {
    let _ = reply;
}

/// In a gear with `commands = [..]`: answers the client with an error instead of the command, such as
/// `"ERR not yet"`. A native run has no client to answer.
/// [`override_reply`] has an example.
pub fn override_error(message: impl AsRef<str>) {
    let _ = message;
}

/// In a gear with `commands = [..]`: the command that a client sent, with its arguments. A native run has none.
/// [`override_reply`] has an example.
#[track_caller]
pub fn get_command() -> Vec<String> {
    fail("Can not get command ctx")
}

/// Runs `body` as a hook of `command`.
pub(crate) fn hooked<R>(command: String, body: impl FnOnce() -> R) -> R {
    struct Restore(Option<String>);
    impl Drop for Restore {
        fn drop(&mut self) {
            HOOKED.set(self.0.take());
        }
    }
    let _restore = Restore(HOOKED.replace(Some(command)));
    body()
}
