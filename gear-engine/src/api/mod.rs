//! Safe wrappers around the module API. Outside of this folder, `unsafe` is only needed where the server calls us.

pub(crate) mod raw;

mod client;
mod context;
mod reply;

pub(crate) use client::BlockedClient;
pub(crate) use context::{CallError, Context, args_of, string_bytes};
pub(crate) use reply::Reply;

use std::ffi::CString;

/// The text up to its first NUL, as the server's C functions see it.
pub(crate) fn c_string(text: &str) -> CString {
    let bytes = text.as_bytes();
    let end = bytes.iter().position(|b| *b == 0).unwrap_or(bytes.len());
    CString::new(&bytes[..end]).unwrap_or_default()
}

/// A buffer in an RDB file.
///
/// # Safety
/// The server is loading a value of a type of this module.
pub(crate) unsafe fn load_buffer(io: *mut raw::RedisModuleIO) -> Option<Vec<u8>> {
    let mut len = 0;
    // SAFETY: by the contract of this function; the server gives a buffer of `len` bytes that is ours to free.
    unsafe {
        let buffer = (raw::api().LoadStringBuffer)(io, &mut len);
        if buffer.is_null() {
            return None;
        }
        let bytes = std::slice::from_raw_parts(buffer.cast::<u8>(), len).to_vec();
        (raw::api().Free)(buffer.cast());
        Some(bytes)
    }
}

/// How loud a line of the server log is.
#[derive(Clone, Copy)]
pub(crate) enum LogLevel {
    Notice,
    Warning,
}

/// Writes a line to the server log; allowed from every thread.
pub(crate) fn log(level: LogLevel, text: &str) {
    log_named(if matches!(level, LogLevel::Warning) { "warning" } else { "notice" }, text);
}

/// The same for a level given by name (debug, verbose, notice, warning).
pub(crate) fn log_named(level: &str, text: &str) {
    let (level, text) = (c_string(level), c_string(text));
    // SAFETY: a null context is allowed, both strings end with NUL, and "%s" takes exactly one of them.
    unsafe { (raw::api().Log)(std::ptr::null_mut(), level.as_ptr(), c"%s".as_ptr(), text.as_ptr()) };
}
