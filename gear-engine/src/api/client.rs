//! A client that waits for its reply.

use std::ffi::{c_int, c_void};

use super::raw::{self, Argv, RedisModuleBlockedClient, RedisModuleCtx, api};
use super::{Context, Reply};

/// A blocked client. Dropping it without a reply answers with an error, so that no client waits for ever.
pub(crate) struct BlockedClient(*mut RedisModuleBlockedClient);

// SAFETY: the server allows UnblockClient from every thread, and before it only one thread touches what the pointer is for.
unsafe impl Send for BlockedClient {}

impl BlockedClient {
    pub(super) fn new(ctx: *mut RedisModuleCtx) -> BlockedClient {
        // SAFETY: `ctx` is the live context of a command whose client may block; 0 is no time limit.
        let client = unsafe { (api().BlockClient)(ctx, Some(on_reply), None, Some(on_free), 0) };
        // What happens meanwhile counts as time of the command, in the slow log for one.
        // SAFETY: the client has just been blocked.
        unsafe { (api().BlockedClientMeasureTimeStart)(client) };
        BlockedClient(client)
    }

    /// Sends the reply, from any thread.
    pub(crate) fn reply(mut self, reply: Reply) {
        self.send(reply);
    }

    fn send(&mut self, reply: Reply) {
        let client = std::mem::replace(&mut self.0, std::ptr::null_mut());
        if !client.is_null() {
            let data = Box::into_raw(Box::new(reply));
            // SAFETY: the client is unblocked once; `on_free` takes the box back, also when the client has gone.
            unsafe {
                (api().BlockedClientMeasureTimeEnd)(client);
                (api().UnblockClient)(client, data.cast());
            }
        }
    }
}

impl Drop for BlockedClient {
    fn drop(&mut self) {
        self.send(Reply::error("ERR the engine dropped this request"));
    }
}

unsafe extern "C" fn on_reply(ctx: *mut RedisModuleCtx, _argv: Argv, _argc: c_int) -> c_int {
    crate::guard(raw::OK, || {
        // SAFETY: the server passes the data of UnblockClient, which is a boxed reply that `on_free` still owns.
        let reply = unsafe { &*(api().GetBlockedClientPrivateData)(ctx).cast::<Reply>() };
        // SAFETY: the server calls this on its main thread with a live context.
        unsafe { Context::new(ctx) }.reply(reply);
        raw::OK
    })
}

unsafe extern "C" fn on_free(_ctx: *mut RedisModuleCtx, data: *mut c_void) {
    crate::guard((), || {
        // SAFETY: `data` is the box made in `send`, and the server frees it once.
        drop(unsafe { Box::from_raw(data.cast::<Reply>()) });
    });
}
