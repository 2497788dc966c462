//! Things that happen later, on the main thread.

use std::collections::HashMap;
use std::ffi::{c_int, c_void};
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use crate::api::raw::{self, RedisModuleCtx, RedisModuleIO, RedisModuleType, TypeMethods, api};
use crate::api::{Context, LogLevel, Reply, load_buffer, log};
use crate::marshal::Value;
use crate::sync::Locked as _;
use crate::{persistence, registrations, shards, worker};

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

/// A timer of a gear (registerTE).
#[derive(Clone)]
pub(crate) struct Wanted {
    /// Where the function is called.
    pub(crate) shard: usize,
    pub(crate) seconds: u64,
    /// The session of the function as the worker knows it, and the function in the worker's own form (empty for a timer without
    /// a key).
    pub(crate) session: String,
    pub(crate) callback: Vec<u8>,
}

static TIMERS: Mutex<Option<HashMap<i64, Wanted>>> = Mutex::new(None);

/// The type of the keys of timers: such a key is saved, and ends its timer when it goes. The value is the number of the timer.
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
pub(crate) fn register(ctx: Context, wanted: Wanted, key: Option<&[u8]>) -> Option<i64> {
    if let Some(key) = key
        && !matches!(ctx.read(b"EXISTS", &[key]), Ok(Reply::Int(0)))
    {
        return None;
    }
    let number = add(wanted);
    if let Some(key) = key {
        put_key(ctx, key, number);
    }
    arm(number);
    Some(number)
}

fn add(wanted: Wanted) -> i64 {
    static NEXT: AtomicI64 = AtomicI64::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    TIMERS.locked().get_or_insert_default().insert(number, wanted);
    number
}

fn get(number: i64) -> Option<Wanted> {
    TIMERS.locked().get_or_insert_default().get(&number).cloned()
}

fn arm(number: i64) {
    if let Some(timer) = get(number) {
        after(Duration::from_secs(timer.seconds), move |_| fire(number));
    }
}

fn fire(number: i64) {
    let Some(timer) = get(number) else {
        return worker::order_all(&[Value::str("timer_stopped"), Value::Int(number)]);
    };
    if matches!(worker::run_job(timer.shard, "timer_fired", &[Value::Int(number)]), Ok(Value::Bool(true))) {
        arm(number);
    } else {
        // The key of a timer that failed stays, as in RedisGears.
        TIMERS.locked().get_or_insert_default().remove(&number);
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
        // SAFETY: the value is a box of this type.
        let timer = get(unsafe { *value.cast::<i64>() });
        let saved = timer.map_or(Value::None, |timer| {
            let seconds = i64::try_from(timer.seconds).unwrap_or(i64::MAX);
            let session = registrations::session_in_key(&timer.session);
            Value::Tuple(vec![
                Value::Int(timer.shard as i64),
                Value::Int(seconds),
                Value::str(session),
                Value::Bytes(timer.callback),
            ])
        });
        let bytes = saved.encode();
        // SAFETY: the buffer has the given length.
        unsafe { (api().SaveStringBuffer)(io, bytes.as_ptr().cast(), bytes.len()) };
    });
}

/// Loads a key with its timer. A timer that cannot be restored leaves the key, with the number 0 that no timer has.
unsafe extern "C" fn load_key(io: *mut RedisModuleIO, _version: c_int) -> *mut c_void {
    crate::guard(std::ptr::null_mut(), || {
        // SAFETY: the server calls this while it loads a value of this type.
        let number = unsafe { load_buffer(io) }.and_then(|bytes| restore(&bytes)).unwrap_or(0);
        Box::into_raw(Box::new(number)).cast()
    })
}

fn restore(bytes: &[u8]) -> Option<i64> {
    let value = Value::decode(bytes).ok()?;
    let [shard, seconds, session, callback] = value.as_items()? else { return None };
    let wanted = Wanted {
        // There may be fewer shards now.
        shard: usize::try_from(shard.as_int()?).ok()? % shards::count(),
        seconds: u64::try_from(seconds.as_int()?).ok()?,
        session: registrations::session_key(session.as_str()?, persistence::origin()),
        callback: callback.as_bytes()?.to_vec(),
    };
    let number = add(wanted.clone());
    if give_to_worker(number, wanted) {
        arm(number);
    }
    Some(number)
}

/// False if the worker cannot take the timer in.
fn give_to_worker(number: i64, wanted: Wanted) -> bool {
    let shard = wanted.shard;
    let args = [Value::Int(number), Value::Str(wanted.session), Value::Bytes(wanted.callback)];
    match worker::run_job(shard, "timer_restored", &args) {
        Ok(Value::None) => return true,
        Ok(error) => log(LogLevel::Warning, &format!("a timer cannot be loaded: {}", error.into_string())),
        Err(worker::WorkerGone) => {
            log(LogLevel::Warning, "the Python process ended while a timer was loaded")
        }
    }
    false
}

/// Gives the timers of a shard that have keys to its new process; the others ended with the old one.
pub(crate) fn restore_all(shard: usize) {
    let all: Vec<(i64, Wanted)> =
        TIMERS.locked().iter().flatten().map(|(number, wanted)| (*number, wanted.clone())).collect();
    let ours = |wanted: &Wanted| wanted.shard == shard && !wanted.callback.is_empty();
    for (number, wanted) in all.into_iter().filter(|(_, wanted)| ours(wanted)) {
        give_to_worker(number, wanted);
    }
}

/// In an append-only file without an RDB part such a key is left out.
unsafe extern "C" fn rewrite_key(
    _io: *mut RedisModuleIO,
    _key: *mut raw::RedisModuleString,
    _value: *mut c_void,
) {
}
