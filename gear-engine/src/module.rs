//! What the server calls when it loads the module.

use std::ffi::{c_char, c_int, c_void};
use std::time::Duration;

use crate::api::raw::{self, Api, Argv, RedisModuleCtx, RedisModuleString, api};
use crate::api::{Context, LogLevel, args_of, log, string_bytes};
use crate::{commands, config, info, persistence, registrations, timers, worker};

/// Loads the module: the server looks for this name.
///
/// # Safety
/// Called by the server only, on its main thread.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn RedisModule_OnLoad(
    ctx: *mut RedisModuleCtx,
    argv: Argv,
    argc: c_int,
) -> c_int {
    // SAFETY: this is the context of OnLoad.
    let Ok(api) = (unsafe { Api::load(ctx) }) else { return raw::ERR };
    // SAFETY: the context is live and the name ends with NUL.
    unsafe { (api.SetModuleAttribs)(ctx, c"rg".as_ptr(), 1, raw::API_VERSION) };
    crate::guard(raw::ERR, || {
        // SAFETY: the server passes `argc` arguments, and holds its lock.
        let (ctx, args) = unsafe { (Context::new(ctx), args_of(argv, argc)) };
        match load(ctx, &args) {
            Ok(()) => raw::OK,
            Err(text) => {
                // The launcher of this crate looks for this prefix.
                log(LogLevel::Warning, &format!("gear-engine: {text}"));
                raw::ERR
            }
        }
    })
}

/// Refuses to unload: threads of ours run in this code.
///
/// # Safety
/// Called by the server only.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn RedisModule_OnUnload(_ctx: *mut RedisModuleCtx) -> c_int {
    crate::guard((), || log(LogLevel::Warning, "gear-engine cannot be unloaded; restart the server instead"));
    raw::ERR
}

fn load(ctx: Context, args: &[&[u8]]) -> Result<(), String> {
    if worker::is_started() {
        return Err("the engine is loaded already, and once is enough for a server".to_owned());
    }
    worker::lock::this_is_the_main_thread();
    let settings = config::load(args)?;
    let refused =
        || "the server refused to register a part of the module; is RedisGears loaded as well?".to_owned();
    let parts = commands::register_all(ctx) && persistence::register_type(ctx) && timers::register_type(ctx);
    if !parts {
        return Err(refused());
    }
    worker::start(settings)?;
    // The last thing that can fail: the server does not take subscriptions back.
    if !subscribe(ctx) {
        return Err(refused());
    }
    end_with_parent();
    log(LogLevel::Notice, "gear-engine is ready: a development engine for redis-gears, not for production");
    Ok(())
}

/// The variable by which a launcher asks the server to end with it, where the system has no other way for that.
pub(crate) const END_WITH_PARENT: &str = "GEAR_ENGINE_END_WITH_PARENT";

/// How often the parent is looked for.
const PARENT_CHECK: Duration = Duration::from_millis(200);

fn end_with_parent() {
    if std::env::var_os(END_WITH_PARENT).is_none() {
        return;
    }
    let parent = std::os::unix::process::parent_id();
    let watch = move || {
        while std::os::unix::process::parent_id() == parent {
            std::thread::sleep(PARENT_CHECK);
        }
        std::process::exit(0);
    };
    if std::thread::Builder::new().name("gears-parent".to_owned()).spawn(watch).is_err() {
        log(LogLevel::Warning, "no thread to watch the parent process");
    }
}

fn subscribe(ctx: Context) -> bool {
    let events = raw::NOTIFY_ALL | raw::NOTIFY_KEY_MISS;
    // Two subscriptions, because Redis runs none inside of itself: a message that a handler of keys writes must reach the
    // readers of streams.
    // SAFETY: called in OnLoad; the functions live as long as the module, which is never unloaded.
    unsafe {
        (api().SubscribeToKeyspaceEvents)(ctx.as_ptr(), events, on_key_event) == raw::OK
            && (api().SubscribeToKeyspaceEvents)(ctx.as_ptr(), raw::NOTIFY_ALL, on_stream_event) == raw::OK
            && !(api().RegisterCommandFilter)(ctx.as_ptr(), registrations::hooks::filter, 0).is_null()
            && (api().SubscribeToServerEvent)(ctx.as_ptr(), raw::EVENT_ROLE_CHANGED, on_role_changed)
                == raw::OK
            && (api().RegisterInfoFunc)(ctx.as_ptr(), info::fill) == raw::OK
            && persistence::subscribe(ctx)
    }
}

unsafe extern "C" fn on_role_changed(
    ctx: *mut RedisModuleCtx,
    _event: raw::Event,
    _sub: u64,
    _data: *mut c_void,
) {
    crate::guard((), || {
        // SAFETY: the server passes a live context and holds its lock.
        let ctx = unsafe { Context::new(ctx) };
        let streams = registrations::registry().streams();
        streams.iter().for_each(|registration| registration.role_changed(ctx));
    });
}

unsafe extern "C" fn on_key_event(
    ctx: *mut RedisModuleCtx,
    _kind: c_int,
    event: *const c_char,
    key: *mut RedisModuleString,
) -> c_int {
    crate::guard((), || {
        // SAFETY: the server passes a live context, a NUL-terminated name and a live key, and holds its lock.
        let (ctx, event, key) =
            unsafe { (Context::new(ctx), std::ffi::CStr::from_ptr(event), string_bytes(key)) };
        registrations::on_key_event(ctx, &event.to_string_lossy(), key);
    });
    raw::OK
}

unsafe extern "C" fn on_stream_event(
    ctx: *mut RedisModuleCtx,
    _kind: c_int,
    event: *const c_char,
    key: *mut RedisModuleString,
) -> c_int {
    crate::guard((), || {
        // SAFETY: as in `on_key_event`.
        let (ctx, event, key) =
            unsafe { (Context::new(ctx), std::ffi::CStr::from_ptr(event), string_bytes(key)) };
        if event == c"xadd" {
            registrations::on_message(ctx, key);
        }
    });
    raw::OK
}
