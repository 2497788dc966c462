//! Things that happen later, on the main thread.

use std::collections::HashMap;
use std::ffi::c_void;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use crate::api::raw::{self, RedisModuleCtx, RedisModuleIO, RedisModuleType, TypeMethods, api};
use crate::api::{Context, Reply};
use crate::marshal::Value;
use crate::sync::Locked as _;
use crate::worker;

type Action = Box<dyn FnOnce(Context) + Send>;

/// Runs something after some time; the Redis lock has to be held.
pub(crate) fn after(time: Duration, action: impl FnOnce(Context) + Send + 'static) {
    let boxed: Box<Action> = Box::new(Box::new(action));
    let ms = i64::try_from(time.as_millis()).unwrap_or(i64::MAX / 2).max(1);
    worker::lock::with(|ctx| {
        // SAFETY: the context is live, and `on_timer` takes the box back once.
        unsafe { (api().CreateTimer)(ctx.as_ptr(), ms, on_timer, Box::into_raw(boxed).cast()) }
    });
}

unsafe extern "C" fn on_timer(ctx: *mut RedisModuleCtx, data: *mut c_void) {
    crate::guard((), || {
        // SAFETY: `data` is the box of `after`, and a timer fires once.
        let action = unsafe { Box::from_raw(data.cast::<Action>()) };
        // SAFETY: the server calls timers on its main thread with a live context.
        action(unsafe { Context::new(ctx) });
    });
}

/// The timers of gears (registerTE), and the keys that some of them have.
static TIMERS: Mutex<Option<HashMap<i64, Timer>>> = Mutex::new(None);

struct Timer {
    seconds: u64,
    key: Option<Vec<u8>>,
}

/// The type of the keys of timers; a key ends its timer when it goes.
static KEY_TYPE: Mutex<Option<KeyType>> = Mutex::new(None);

struct KeyType(*mut RedisModuleType);

// SAFETY: the server's type lives as long as the module, and is only used with the Redis lock held.
unsafe impl Send for KeyType {}

pub(crate) fn register_type(ctx: Context) -> bool {
    let mut methods = TypeMethods {
        version: 2,
        rdb_load: Some(load_key),
        rdb_save: Some(save_key),
        aof_rewrite: Some(rewrite_key),
        mem_usage: None,
        digest: None,
        free: Some(free_key),
        aux_load: None,
        aux_save: None,
        aux_save_triggers: 0,
    };
    // SAFETY: called in OnLoad; the server copies the methods.
    let kind = unsafe { (api().CreateDataType)(ctx.as_ptr(), c"rg_timeev".as_ptr(), 1, &mut methods) };
    *KEY_TYPE.locked() = (!kind.is_null()).then_some(KeyType(kind));
    !kind.is_null()
}

/// registerTE: the number of the new timer, or None if its key exists.
pub(crate) fn register(ctx: Context, seconds: i64, key: Option<&[u8]>) -> Option<i64> {
    static NEXT: AtomicI64 = AtomicI64::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    if let Some(key) = key {
        if !matches!(ctx.read(b"EXISTS", &[key]), Ok(Reply::Int(0))) {
            return None;
        }
        put_key(ctx, key, number);
    }
    let timer = Timer { seconds: seconds.unsigned_abs(), key: key.map(<[u8]>::to_vec) };
    TIMERS.locked().get_or_insert_default().insert(number, timer);
    arm(number);
    Some(number)
}

fn arm(number: i64) {
    let seconds = TIMERS.locked().get_or_insert_default().get(&number).map(|timer| timer.seconds);
    if let Some(seconds) = seconds {
        after(Duration::from_secs(seconds), move |ctx| fire(ctx, number));
    }
}

fn fire(ctx: Context, number: i64) {
    if !TIMERS.locked().get_or_insert_default().contains_key(&number) {
        return worker::tell("timer_stopped", &[Value::Int(number)]);
    }
    if matches!(worker::run_job("timer_fired", &[Value::Int(number)]), Ok(Value::Bool(true))) {
        return arm(number);
    }
    let timer = TIMERS.locked().get_or_insert_default().remove(&number);
    if let Some(key) = timer.and_then(|timer| timer.key) {
        let _ = ctx.call(b"DEL", &[&key]);
    }
}

fn put_key(ctx: Context, key: &[u8], number: i64) {
    let kind = KEY_TYPE.locked().as_ref().map(|kind| kind.0);
    let Some(kind) = kind else { return };
    // SAFETY: the lock is held; the string and the key are closed again; `free_key` takes the box back.
    unsafe {
        let name = (api().CreateString)(std::ptr::null_mut(), key.as_ptr().cast(), key.len());
        let opened = (api().OpenKey)(ctx.as_ptr(), name, raw::READ | raw::WRITE);
        (api().ModuleTypeSetValue)(opened.cast(), kind, Box::into_raw(Box::new(number)).cast());
        (api().CloseKey)(opened.cast());
        (api().FreeString)(std::ptr::null_mut(), name);
    }
}

unsafe extern "C" fn free_key(value: *mut c_void) {
    crate::guard((), || {
        // SAFETY: the value is the box of `put_key` or `load_key`, and is freed once.
        let number = unsafe { *Box::from_raw(value.cast::<i64>()) };
        // The server may free values on another thread; the lock here is only held for moments.
        TIMERS.locked().get_or_insert_default().remove(&number);
    });
}

unsafe extern "C" fn save_key(io: *mut RedisModuleIO, value: *mut c_void) {
    crate::guard((), || {
        // SAFETY: the value is a box of this type, and the buffer has the given length.
        unsafe {
            let bytes = (*value.cast::<i64>()).to_le_bytes();
            (api().SaveStringBuffer)(io, bytes.as_ptr().cast(), bytes.len());
        }
    });
}

/// The function of a timer is not saved, so a loaded key has no timer: its number is 0, which none has.
unsafe extern "C" fn load_key(io: *mut RedisModuleIO, _version: i32) -> *mut c_void {
    crate::guard(std::ptr::null_mut(), || {
        // SAFETY: the server gives a buffer that is ours to free.
        unsafe {
            let mut len = 0;
            let buffer = (api().LoadStringBuffer)(io, &mut len);
            if !buffer.is_null() {
                (api().Free)(buffer.cast());
            }
        }
        Box::into_raw(Box::new(0_i64)).cast()
    })
}

/// In an append-only file without an RDB part such a key is left out.
unsafe extern "C" fn rewrite_key(
    _io: *mut RedisModuleIO,
    _key: *mut raw::RedisModuleString,
    _value: *mut c_void,
) {
}
