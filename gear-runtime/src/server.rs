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
pub fn is_in_atomic_block() -> bool {
    ATOMIC.get()
}

/// Whether the gear may wait for something: false inside `MULTI` and Lua. A native run always may.
pub fn is_async_allowed() -> bool {
    true
}

/// A setting that somebody has made with `RG.CONFIGSET` under a name of their own. The server's own settings are `None`.
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
pub fn gears_config_get(key: impl AsRef<str>, default: impl Into<String>) -> String {
    config_get(key).unwrap_or_else(|| default.into())
}

/// Ends the step with an error whose text is the message alone, which is what clients should see. A message that begins
/// with `PAUSE` pauses the registration of a stream.
#[track_caller]
pub fn flat_error(message: impl AsRef<str>) -> ! {
    fail(message.as_ref())
}

/// In a hook: runs the hooked command, or the hook before this one, with these arguments, and gives its reply.
#[track_caller]
pub fn call_next(arguments: impl ToArguments) -> Value {
    let command = HOOKED.with_borrow(Clone::clone);
    match command {
        Some(command) => crate::cmd::execute(&command, &[&arguments]),
        None => fail("Can not get CommandHook ctx"),
    }
}

/// In a gear with `commands = [..]`: answers the client instead of the command. A native run has no client to answer.
pub fn override_reply(reply: impl Serialize) {
    let _ = reply;
}

/// In a gear with `commands = [..]`: answers the client with an error instead of the command, such as
/// `"ERR not yet"`. A native run has no client to answer.
pub fn override_error(message: impl AsRef<str>) {
    let _ = message;
}

/// In a gear with `commands = [..]`: the command that a client sent, with its arguments. A native run has none.
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
