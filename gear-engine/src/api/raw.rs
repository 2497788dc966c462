//! The part of `redismodule.h` that the engine uses, declared by hand.
//!
//! The server hands out its functions by name, so there is nothing to link against: [`Api::load`] asks for each one when the
//! module is loaded and keeps the pointers in one table.

use std::ffi::{c_char, c_int, c_longlong, c_ulonglong, c_void};
use std::sync::OnceLock;

/// Opaque types of the server.
#[repr(C)]
pub(crate) struct RedisModuleCtx(c_void);
#[repr(C)]
pub(crate) struct RedisModuleString(c_void);
#[repr(C)]
pub(crate) struct RedisModuleCallReply(c_void);
#[repr(C)]
pub(crate) struct RedisModuleBlockedClient(c_void);
#[repr(C)]
pub(crate) struct RedisModuleKey(c_void);
#[repr(C)]
pub(crate) struct RedisModuleScanCursor(c_void);
#[repr(C)]
pub(crate) struct RedisModuleCommandFilterCtx(c_void);
#[repr(C)]
pub(crate) struct RedisModuleInfoCtx(c_void);
#[repr(C)]
pub(crate) struct RedisModuleType(c_void);
#[repr(C)]
pub(crate) struct RedisModuleIO(c_void);

/// The argument vector of a command.
pub(crate) type Argv = *mut *mut RedisModuleString;
pub(crate) type CommandFn = unsafe extern "C" fn(*mut RedisModuleCtx, Argv, c_int) -> c_int;
pub(crate) type FreePrivdataFn = unsafe extern "C" fn(*mut RedisModuleCtx, *mut c_void);
pub(crate) type NotificationFn =
    unsafe extern "C" fn(*mut RedisModuleCtx, c_int, *const c_char, *mut RedisModuleString) -> c_int;
pub(crate) type FilterFn = unsafe extern "C" fn(*mut RedisModuleCommandFilterCtx);
pub(crate) type InfoFn = unsafe extern "C" fn(*mut RedisModuleInfoCtx, c_int);
pub(crate) type TimerFn = unsafe extern "C" fn(*mut RedisModuleCtx, *mut c_void);
pub(crate) type ScanFn =
    unsafe extern "C" fn(*mut RedisModuleCtx, *mut RedisModuleString, *mut RedisModuleKey, *mut c_void);
pub(crate) type ScanKeyFn =
    unsafe extern "C" fn(*mut RedisModuleKey, *mut RedisModuleString, *mut RedisModuleString, *mut c_void);
pub(crate) type EventFn = unsafe extern "C" fn(*mut RedisModuleCtx, Event, u64, *mut c_void);

pub(crate) const OK: c_int = 0;
pub(crate) const ERR: c_int = 1;
pub(crate) const API_VERSION: c_int = 1;
pub(crate) const READ: c_int = 1;
pub(crate) const WRITE: c_int = 2;

pub(crate) const REPLY_STRING: c_int = 0;
pub(crate) const REPLY_ERROR: c_int = 1;
pub(crate) const REPLY_INTEGER: c_int = 2;
pub(crate) const REPLY_ARRAY: c_int = 3;

pub(crate) const KEYTYPE_EMPTY: c_int = 0;
pub(crate) const KEYTYPE_STRING: c_int = 1;
pub(crate) const KEYTYPE_LIST: c_int = 2;
pub(crate) const KEYTYPE_HASH: c_int = 3;
pub(crate) const KEYTYPE_SET: c_int = 4;
pub(crate) const KEYTYPE_ZSET: c_int = 5;
pub(crate) const KEYTYPE_MODULE: c_int = 6;
pub(crate) const KEYTYPE_STREAM: c_int = 7;

pub(crate) const CTX_FLAGS_LUA: c_int = 1 << 0;
pub(crate) const CTX_FLAGS_MULTI: c_int = 1 << 1;
pub(crate) const CTX_FLAGS_MASTER: c_int = 1 << 2;
pub(crate) const CTX_FLAGS_REPLICATED: c_int = 1 << 12;
pub(crate) const CTX_FLAGS_LOADING: c_int = 1 << 13;
pub(crate) const CTX_FLAGS_DENY_BLOCKING: c_int = 1 << 21;

/// generic, string, list, set, hash, sorted set, expired, evicted, stream, key miss, loaded keys left out, module.
pub(crate) const NOTIFY_ALL: c_int = (1 << 2)
    | (1 << 3)
    | (1 << 4)
    | (1 << 5)
    | (1 << 6)
    | (1 << 7)
    | (1 << 8)
    | (1 << 9)
    | (1 << 10)
    | (1 << 13);
pub(crate) const NOTIFY_KEY_MISS: c_int = 1 << 11;

pub(crate) const AUX_BEFORE_RDB: c_int = 1 << 0;

/// `RedisModuleEvent`.
#[repr(C)]
#[derive(Clone, Copy)]
pub(crate) struct Event {
    pub(crate) id: u64,
    pub(crate) data_version: u64,
}
pub(crate) const EVENT_ROLE_CHANGED: Event = Event { id: 0, data_version: 1 };
pub(crate) const EVENT_LOADING: Event = Event { id: 3, data_version: 1 };
pub(crate) const EVENT_FORK_CHILD: Event = Event { id: 13, data_version: 1 };
pub(crate) const SUBEVENT_FORK_CHILD_BORN: u64 = 0;
pub(crate) const SUBEVENT_LOADING_AOF_START: u64 = 1;
pub(crate) const SUBEVENT_LOADING_ENDED: u64 = 3;
pub(crate) const SUBEVENT_LOADING_FAILED: u64 = 4;

/// `RedisModuleTypeMethods`, version 2.
#[repr(C)]
pub(crate) struct TypeMethods {
    pub(crate) version: u64,
    pub(crate) rdb_load: Option<unsafe extern "C" fn(*mut RedisModuleIO, c_int) -> *mut c_void>,
    pub(crate) rdb_save: Option<unsafe extern "C" fn(*mut RedisModuleIO, *mut c_void)>,
    pub(crate) aof_rewrite:
        Option<unsafe extern "C" fn(*mut RedisModuleIO, *mut RedisModuleString, *mut c_void)>,
    pub(crate) mem_usage: Option<unsafe extern "C" fn(*const c_void) -> usize>,
    pub(crate) digest: Option<unsafe extern "C" fn(*mut c_void, *mut c_void)>,
    pub(crate) free: Option<unsafe extern "C" fn(*mut c_void)>,
    pub(crate) aux_load: Option<unsafe extern "C" fn(*mut RedisModuleIO, c_int, c_int) -> c_int>,
    pub(crate) aux_save: Option<unsafe extern "C" fn(*mut RedisModuleIO, c_int)>,
    pub(crate) aux_save_triggers: c_int,
}

macro_rules! api_table {
    ($( fn $name:ident( $($arg:ty),* $(; $va:tt)? ) $(-> $ret:ty)?; )*) => {
        /// The functions of the server, under the names they have after `RedisModule_`.
        #[allow(non_snake_case, reason = "the names are those of redismodule.h")]
        pub(crate) struct Api {
            $( pub(crate) $name: unsafe extern "C" fn($($arg),* $(, $va)?) $(-> $ret)?, )*
        }

        impl Api {
            /// Asks the server for all functions; the error is the name of the first one it does not have.
            ///
            /// # Safety
            /// `get` has to be the `RedisModule_GetApi` function of the running server.
            unsafe fn from_server(get: GetApi) -> Result<Api, &'static str> {
                Ok(Api { $( $name: {
                    let mut pointer: *mut c_void = std::ptr::null_mut();
                    let name = concat!("RedisModule_", stringify!($name), "\0");
                    // SAFETY: `name` ends with NUL and `pointer` is a valid place for the answer.
                    let code = unsafe { get(name.as_ptr().cast(), &mut pointer) };
                    if code != OK || pointer.is_null() {
                        return Err(stringify!($name));
                    }
                    // SAFETY: the server promises that this name has this C signature; both are pointers.
                    unsafe {
                        std::mem::transmute::<*mut c_void, unsafe extern "C" fn($($arg),* $(, $va)?) $(-> $ret)?>(pointer)
                    }
                }, )* })
            }
        }
    };
}

type GetApi = unsafe extern "C" fn(*const c_char, *mut *mut c_void) -> c_int;

api_table! {
    fn SetModuleAttribs(*mut RedisModuleCtx, *const c_char, c_int, c_int);
    fn CreateCommand(*mut RedisModuleCtx, *const c_char, CommandFn, *const c_char, c_int, c_int, c_int) -> c_int;
    fn StringPtrLen(*const RedisModuleString, *mut usize) -> *const c_char;
    fn CreateString(*mut RedisModuleCtx, *const c_char, usize) -> *mut RedisModuleString;
    fn FreeString(*mut RedisModuleCtx, *mut RedisModuleString);
    fn Call(*mut RedisModuleCtx, *const c_char, *const c_char; ...) -> *mut RedisModuleCallReply;
    fn Replicate(*mut RedisModuleCtx, *const c_char, *const c_char; ...) -> c_int;
    fn FreeCallReply(*mut RedisModuleCallReply);
    fn CallReplyType(*mut RedisModuleCallReply) -> c_int;
    fn CallReplyStringPtr(*mut RedisModuleCallReply, *mut usize) -> *const c_char;
    fn CallReplyInteger(*mut RedisModuleCallReply) -> c_longlong;
    fn CallReplyLength(*mut RedisModuleCallReply) -> usize;
    fn CallReplyArrayElement(*mut RedisModuleCallReply, usize) -> *mut RedisModuleCallReply;
    fn CallReplyProto(*mut RedisModuleCallReply, *mut usize) -> *const c_char;
    fn ReplyWithError(*mut RedisModuleCtx, *const c_char) -> c_int;
    fn ReplyWithSimpleString(*mut RedisModuleCtx, *const c_char) -> c_int;
    fn ReplyWithStringBuffer(*mut RedisModuleCtx, *const c_char, usize) -> c_int;
    fn ReplyWithLongLong(*mut RedisModuleCtx, c_longlong) -> c_int;
    fn ReplyWithArray(*mut RedisModuleCtx, std::ffi::c_long) -> c_int;
    fn ReplyWithNull(*mut RedisModuleCtx) -> c_int;
    fn WrongArity(*mut RedisModuleCtx) -> c_int;
    fn BlockClient(*mut RedisModuleCtx, Option<CommandFn>, Option<CommandFn>, Option<FreePrivdataFn>, c_longlong) -> *mut RedisModuleBlockedClient;
    fn UnblockClient(*mut RedisModuleBlockedClient, *mut c_void) -> c_int;
    fn BlockedClientMeasureTimeStart(*mut RedisModuleBlockedClient) -> c_int;
    fn BlockedClientMeasureTimeEnd(*mut RedisModuleBlockedClient) -> c_int;
    fn GetBlockedClientPrivateData(*mut RedisModuleCtx) -> *mut c_void;
    fn GetCommandKeys(*mut RedisModuleCtx, Argv, c_int, *mut c_int) -> *mut c_int;
    fn GetContextFlags(*mut RedisModuleCtx) -> c_int;
    fn SelectDb(*mut RedisModuleCtx, c_int) -> c_int;
    fn GetThreadSafeContext(*mut RedisModuleBlockedClient) -> *mut RedisModuleCtx;
    fn FreeThreadSafeContext(*mut RedisModuleCtx);
    fn ThreadSafeContextLock(*mut RedisModuleCtx);
    fn ThreadSafeContextUnlock(*mut RedisModuleCtx);
    fn SubscribeToKeyspaceEvents(*mut RedisModuleCtx, c_int, NotificationFn) -> c_int;
    fn SubscribeToServerEvent(*mut RedisModuleCtx, Event, EventFn) -> c_int;
    fn RegisterCommandFilter(*mut RedisModuleCtx, FilterFn, c_int) -> *mut c_void;
    fn CommandFilterArgsCount(*mut RedisModuleCommandFilterCtx) -> c_int;
    fn CommandFilterArgGet(*mut RedisModuleCommandFilterCtx, c_int) -> *const RedisModuleString;
    fn CommandFilterArgInsert(*mut RedisModuleCommandFilterCtx, c_int, *mut RedisModuleString) -> c_int;
    fn RegisterInfoFunc(*mut RedisModuleCtx, InfoFn) -> c_int;
    fn InfoAddSection(*mut RedisModuleInfoCtx, *const c_char) -> c_int;
    fn InfoAddFieldCString(*mut RedisModuleInfoCtx, *const c_char, *const c_char) -> c_int;
    fn InfoAddFieldULongLong(*mut RedisModuleInfoCtx, *const c_char, c_ulonglong) -> c_int;
    fn CreateTimer(*mut RedisModuleCtx, c_longlong, TimerFn, *mut c_void) -> u64;
    fn Log(*mut RedisModuleCtx, *const c_char, *const c_char; ...);
    fn CreateDataType(*mut RedisModuleCtx, *const c_char, c_int, *mut TypeMethods) -> *mut RedisModuleType;
    fn SaveStringBuffer(*mut RedisModuleIO, *const c_char, usize);
    fn LoadStringBuffer(*mut RedisModuleIO, *mut usize) -> *mut c_char;
    fn Free(*mut c_void);
    fn OpenKey(*mut RedisModuleCtx, *mut RedisModuleString, c_int) -> *mut c_void;
    fn CloseKey(*mut RedisModuleKey);
    fn KeyType(*mut RedisModuleKey) -> c_int;
    fn ModuleTypeSetValue(*mut RedisModuleKey, *mut RedisModuleType, *mut c_void) -> c_int;
    fn ScanCursorCreate() -> *mut RedisModuleScanCursor;
    fn ScanCursorDestroy(*mut RedisModuleScanCursor);
    fn Scan(*mut RedisModuleCtx, *mut RedisModuleScanCursor, ScanFn, *mut c_void) -> c_int;
    fn ScanKey(*mut RedisModuleKey, *mut RedisModuleScanCursor, ScanKeyFn, *mut c_void) -> c_int;
}

static API: OnceLock<Api> = OnceLock::new();

impl Api {
    /// Loads the table from the context that the server passes to `RedisModule_OnLoad`.
    ///
    /// # Safety
    /// `ctx` has to be that context: its first word is the pointer to `RedisModule_GetApi`.
    pub(crate) unsafe fn load(ctx: *mut RedisModuleCtx) -> Result<&'static Api, &'static str> {
        // SAFETY: the layout of the first word of the context is part of the module ABI.
        let get = unsafe { *ctx.cast::<GetApi>() };
        // SAFETY: see above.
        let table = unsafe { Api::from_server(get) }?;
        Ok(API.get_or_init(|| table))
    }
}

/// The functions of the server.
///
/// # Panics
/// Before `RedisModule_OnLoad`; every path to here starts at a callback that the server calls after it.
pub(crate) fn api() -> &'static Api {
    API.get().expect("the module API is loaded in RedisModule_OnLoad")
}
