//! The context of a command or thread: what may be done with the server while its lock is held.

use std::ffi::{CStr, c_int};

use super::raw::{self, Argv, CommandFn, RedisModuleCtx, RedisModuleString, api};
use super::reply::{Reply, single_line};
use super::{BlockedClient, c_string};

/// A context of the server. It is only made while the Redis lock is held, and never kept longer.
#[derive(Clone, Copy)]
pub(crate) struct Context(*mut RedisModuleCtx);

/// Why a command gave no reply at all.
#[derive(Debug)]
pub(crate) struct CallError {
    /// `errno` as text, which is what RedisGears reports.
    pub(crate) text: String,
}

/// The bytes of a string of the server.
///
/// # Safety
/// `string` is a live string of the server; the slice must not outlive it.
pub(crate) unsafe fn string_bytes<'a>(string: *const RedisModuleString) -> &'a [u8] {
    let mut len = 0;
    // SAFETY: by the contract of this function.
    let start = unsafe { (api().StringPtrLen)(string, &mut len) };
    if start.is_null() {
        return &[];
    }
    // SAFETY: the server gives a pointer to `len` bytes.
    unsafe { std::slice::from_raw_parts(start.cast(), len) }
}

/// The arguments of a command.
///
/// # Safety
/// `argv` holds `argc` live strings; the slices must not outlive the command.
pub(crate) unsafe fn args_of<'a>(argv: Argv, argc: c_int) -> Vec<&'a [u8]> {
    // SAFETY: by the contract of this function.
    (0..argc.max(0) as usize).map(|i| unsafe { string_bytes(*argv.add(i)) }).collect()
}

impl Context {
    /// # Safety
    /// `ctx` is a live context of the server, and the Redis lock is held as long as the value is used.
    pub(crate) unsafe fn new(ctx: *mut RedisModuleCtx) -> Context {
        Context(ctx)
    }

    pub(crate) fn as_ptr(self) -> *mut RedisModuleCtx {
        self.0
    }

    fn flags(self) -> c_int {
        // SAFETY: the context is live (see `new`).
        unsafe { (api().GetContextFlags)(self.0) }
    }

    /// Whether a client may be made to wait: not inside MULTI, Lua, a call by a module, or while loading.
    pub(crate) fn may_block(self) -> bool {
        let denied =
            raw::CTX_FLAGS_MULTI | raw::CTX_FLAGS_LUA | raw::CTX_FLAGS_DENY_BLOCKING | raw::CTX_FLAGS_LOADING;
        self.flags() & denied == 0
    }

    pub(crate) fn inside_lua(self) -> bool {
        self.flags() & raw::CTX_FLAGS_LUA != 0
    }

    pub(crate) fn is_master(self) -> bool {
        self.flags() & raw::CTX_FLAGS_MASTER != 0
    }

    pub(crate) fn is_loading(self) -> bool {
        self.flags() & raw::CTX_FLAGS_LOADING != 0
    }

    /// Whether the command comes from the append-only file or from a master.
    pub(crate) fn is_replayed(self) -> bool {
        self.flags() & (raw::CTX_FLAGS_LOADING | raw::CTX_FLAGS_REPLICATED) != 0
    }

    /// Writes a command with one argument to the append-only file and to replicas.
    pub(crate) fn replicate(self, command: &CStr, arg: &[u8]) {
        // SAFETY: the context is live; "b" takes a buffer and its length.
        unsafe {
            (api().Replicate)(self.0, command.as_ptr(), c"b".as_ptr(), arg.as_ptr(), arg.len());
        }
    }

    /// The keys among the words of a command; none if it has none or is not valid.
    pub(crate) fn keys_of<'a>(self, words: &[&'a [u8]]) -> Vec<&'a [u8]> {
        let mut strings = strings_of(words);
        let mut count = 0;
        // SAFETY: the context is live, and the strings are until they are freed below.
        let places = unsafe {
            (api().GetCommandKeys)(self.0, strings.as_mut_ptr(), strings.len() as c_int, &mut count)
        };
        let mut keys = Vec::new();
        if !places.is_null() {
            // SAFETY: the server gives an array of `count` places, which is ours to free.
            let found = unsafe { std::slice::from_raw_parts(places, count.max(0) as usize) };
            keys.extend(found.iter().filter_map(|place| words.get(usize::try_from(*place).ok()?).copied()));
            // SAFETY: as above.
            unsafe { (api().Free)(places.cast()) };
        }
        free_strings(strings);
        keys
    }

    pub(crate) fn select_db_zero(self) {
        // SAFETY: the context is live; database 0 always exists.
        unsafe { (api().SelectDb)(self.0, 0) };
    }

    /// Runs a command and replicates its effects.
    pub(crate) fn call(self, command: &[u8], args: &[&[u8]]) -> Result<Reply, CallError> {
        self.call_with(c"!v", command, args)
    }

    /// Runs a command that only reads.
    pub(crate) fn read(self, command: &[u8], args: &[&[u8]]) -> Result<Reply, CallError> {
        self.call_with(c"v", command, args)
    }

    fn call_with(self, format: &CStr, command: &[u8], args: &[&[u8]]) -> Result<Reply, CallError> {
        let command = c_string(&String::from_utf8_lossy(command));
        let strings = strings_of(args);
        clear_errno();
        // SAFETY: "v" takes a vector of strings and its length; all of them are live until they are freed below.
        let reply = unsafe {
            (api().Call)(self.0, command.as_ptr(), format.as_ptr(), strings.as_ptr(), strings.len())
        };
        let errno = std::io::Error::last_os_error();
        let result = if reply.is_null() {
            Err(CallError { text: strerror(&errno) })
        } else {
            // SAFETY: the reply is live until it is freed in the next line.
            let value = unsafe { Reply::from_call(reply) };
            // SAFETY: `reply` came from `Call` and is freed once.
            unsafe { (api().FreeCallReply)(reply) };
            Ok(value)
        };
        free_strings(strings);
        result
    }

    /// Sends a reply to the client of the command.
    pub(crate) fn reply(self, reply: &Reply) {
        let api = api();
        // SAFETY: the context is live; the strings end with NUL or are passed with their length.
        unsafe {
            match reply {
                Reply::Nil => (api.ReplyWithNull)(self.0),
                Reply::Int(n) => (api.ReplyWithLongLong)(self.0, *n),
                Reply::Status(bytes) => {
                    let line = c_string(&String::from_utf8_lossy(&single_line(bytes)));
                    (api.ReplyWithSimpleString)(self.0, line.as_ptr())
                }
                Reply::Error(text) => {
                    let line = c_string(&String::from_utf8_lossy(&single_line(text.as_bytes())));
                    (api.ReplyWithError)(self.0, line.as_ptr())
                }
                Reply::Bulk(bytes) => (api.ReplyWithStringBuffer)(self.0, bytes.as_ptr().cast(), bytes.len()),
                Reply::Array(items) => {
                    (api.ReplyWithArray)(self.0, items.len() as std::ffi::c_long);
                    items.iter().for_each(|item| self.reply(item));
                    raw::OK
                }
            }
        };
    }

    pub(crate) fn wrong_arity(self) {
        // SAFETY: the context is live.
        unsafe { (api().WrongArity)(self.0) };
    }

    /// Makes the client of the command wait for [`BlockedClient::reply`].
    pub(crate) fn block_client(self) -> BlockedClient {
        BlockedClient::new(self.0)
    }

    pub(crate) fn create_command(
        self,
        name: &CStr,
        run: CommandFn,
        flags: &CStr,
        keys: (c_int, c_int, c_int),
    ) -> bool {
        // SAFETY: called in OnLoad with NUL-terminated names.
        let code = unsafe {
            (api().CreateCommand)(self.0, name.as_ptr(), run, flags.as_ptr(), keys.0, keys.1, keys.2)
        };
        code == raw::OK
    }
}

fn strings_of(args: &[&[u8]]) -> Vec<*mut RedisModuleString> {
    // SAFETY: each argument is `len` readable bytes.
    let make =
        |arg: &&[u8]| unsafe { (api().CreateString)(std::ptr::null_mut(), arg.as_ptr().cast(), arg.len()) };
    args.iter().map(make).collect()
}

fn free_strings(strings: Vec<*mut RedisModuleString>) {
    for string in strings {
        // SAFETY: made by `strings_of`, freed once.
        unsafe { (api().FreeString)(std::ptr::null_mut(), string) };
    }
}

fn clear_errno() {
    // SAFETY: the pointer to this thread's errno is always valid.
    unsafe { *errno_location() = 0 };
}

#[cfg(not(target_os = "macos"))]
use libc::__errno_location as errno_location;
#[cfg(target_os = "macos")]
use libc::__error as errno_location;

/// The C text of an error number, without the " (os error 2)" that Rust adds.
fn strerror(error: &std::io::Error) -> String {
    match error.raw_os_error() {
        None | Some(0) => "Failed executing command".to_owned(),
        Some(_) => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or_default().to_owned()
        }
    }
}
