//! Registrations in the RDB file and in the append-only file.
//!
//! The RDB file (and so the base of an append-only file) has them all, with the requirements of their sessions. Between two of
//! those, commands that only this module sends to itself tell the append-only file what has changed.

use std::ffi::c_int;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use crate::api::raw::{self, Event, RedisModuleCtx, RedisModuleIO, TypeMethods, api};
use crate::api::{Context, LogLevel, Reply, load_buffer, log};
use crate::marshal::Value;
use crate::registrations::{self, Args, Mode, Parts, Registration, Session};
use crate::{executions, ids, requirements, timers, worker};

/// Set between the registrations of a file and the end of its loading.
static LOADED: AtomicBool = AtomicBool::new(false);

/// How many times data was loaded, from 1.
static LOADS: AtomicU64 = AtomicU64::new(0);

/// Of the sessions that are loaded: what is in one file belongs together.
static ORIGIN: AtomicU64 = AtomicU64::new(0);

/// A data type without values: it exists for what it adds to the file.
pub(crate) fn register_type(ctx: Context) -> bool {
    let mut methods = TypeMethods {
        version: 2,
        rdb_load: None,
        rdb_save: None,
        aof_rewrite: None,
        mem_usage: None,
        digest: None,
        free: None,
        aux_load: Some(load),
        aux_save: Some(save),
        aux_save_triggers: raw::AUX_BEFORE_RDB,
    };
    // SAFETY: called in OnLoad; the server copies the methods.
    let kind = unsafe { (api().CreateDataType)(ctx.as_ptr(), c"rg_engine".as_ptr(), 1, &mut methods) };
    !kind.is_null()
}

pub(crate) fn subscribe(ctx: Context) -> bool {
    // SAFETY: called in OnLoad.
    unsafe {
        (api().SubscribeToServerEvent)(ctx.as_ptr(), raw::EVENT_LOADING, on_loading) == raw::OK
            && (api().SubscribeToServerEvent)(ctx.as_ptr(), raw::EVENT_FORK_CHILD, on_fork) == raw::OK
    }
}

/// What is loaded now, as the origin of sessions.
pub(crate) fn origin() -> u64 {
    ORIGIN.load(Ordering::Acquire)
}

unsafe extern "C" fn save(io: *mut RedisModuleIO, _when: c_int) {
    crate::guard((), || {
        // This also runs in the child of a fork: nothing but the registry is touched.
        let all = registrations::registry().all().map(|registration| to_value(registration)).collect();
        let bytes = Value::Tuple(vec![requirements::save(|_| true), Value::Tuple(all)]).encode();
        // SAFETY: the buffer has the given length.
        unsafe { (api().SaveStringBuffer)(io, bytes.as_ptr().cast(), bytes.len()) };
    });
}

fn to_value(registration: &Registration) -> Value {
    Value::Tuple(vec![
        Value::Int(registration.number as i64),
        Value::str(registration.session.id.as_str()),
        Value::opt_str(registration.session.description.as_deref()),
        Value::Tuple(registration.session.requirements.iter().map(Value::str).collect()),
        Value::opt_str(registration.desc.as_deref()),
        Value::str(registration.mode.name()),
        Value::str(registration.args.reader()),
        registration.args.to_value(),
        Value::Bytes(registration.blob.clone()),
        Value::Tuple(
            registration
                .steps
                .iter()
                .map(|step| Value::Tuple(step.iter().map(Value::str).collect()))
                .collect(),
        ),
        Value::Bool(registration.on_registered),
    ])
}

unsafe extern "C" fn load(io: *mut RedisModuleIO, _version: c_int, _when: c_int) -> c_int {
    crate::guard(raw::ERR, || {
        // SAFETY: the server calls this while it loads what `save` wrote.
        let Some(bytes) = (unsafe { load_buffer(io) }) else { return raw::ERR };
        executions::clear();
        registrations::remove_all();
        match restore(&bytes) {
            Some(()) => {
                LOADED.store(true, Ordering::Release);
                raw::OK
            }
            None => {
                log(LogLevel::Warning, "the registrations in the RDB file are not those of this engine");
                raw::ERR
            }
        }
    })
}

fn restore(bytes: &[u8]) -> Option<()> {
    LOADS.fetch_add(1, Ordering::AcqRel);
    let saved = Value::decode(bytes).ok()?;
    let [needed, all] = saved.as_items()? else { return None };
    requirements::load(needed)?;
    all.as_items()?.iter().try_for_each(restore_one)
}

/// None if the value is no registration; one that cannot be restored is left out, and the log says so.
fn restore_one(value: &Value) -> Option<()> {
    let registration = Registration::new(from_value(value)?);
    ids::start_after(registration.number);
    // It may stand in an append-only file twice.
    registrations::remove(registration.number);
    match registrations::restore(&registration) {
        Ok(Ok(())) => worker::lock::with(|ctx| registrations::add(ctx, &registration)),
        Ok(Err(error)) => {
            log(LogLevel::Warning, &format!("registration {} cannot be loaded: {error}", registration.id));
        }
        Err(worker::WorkerGone) => {
            log(LogLevel::Warning, "the Python process ended while registrations were loaded")
        }
    }
    Some(())
}

fn from_value(value: &Value) -> Option<Parts> {
    let [number, session, description, needed, desc, mode, reader, args, blob, steps, on_registered] =
        value.as_items()?
    else {
        return None;
    };
    Some(Parts {
        number: u64::try_from(number.as_int()?).ok()?,
        session: Arc::new(Session {
            id: session.as_str()?.to_owned(),
            origin: origin(),
            description: description.as_str().map(str::to_owned),
            requirements: needed
                .as_items()?
                .iter()
                .filter_map(|name| Some(name.as_str()?.to_owned()))
                .collect(),
            installed_requirements: false,
        }),
        desc: desc.as_str().map(str::to_owned),
        mode: Mode::parse(mode.as_str()?)?,
        args: Args::parse(reader.as_str()?, args)?,
        blob: blob.as_bytes()?.to_vec(),
        load: LOADS.load(Ordering::Acquire),
        steps: executions::steps_of(steps.as_items()?),
        on_registered: on_registered.as_int()? != 0,
    })
}

/// Tells the append-only file of a new registration.
pub(crate) fn replicate(ctx: Context, registration: &Registration) {
    let needed =
        requirements::save(|name| registration.session.requirements.iter().any(|other| other == name));
    let bytes = Value::Tuple(vec![needed, Value::Tuple(vec![to_value(registration)])]).encode();
    ctx.replicate(c"RG.INNERREGISTER", &bytes);
}

/// Tells the append-only file of the end of a registration.
pub(crate) fn replicate_end(ctx: Context, number: u64) {
    ctx.replicate(c"RG.INNERUNREGISTER", ids::text(number).as_bytes());
}

/// RG.INNERREGISTER: a registration of before.
pub(crate) fn register_again(ctx: Context, args: &[&[u8]]) {
    if !ctx.is_replayed() {
        return ctx.reply(&not_for_clients("RG.INNERREGISTER"));
    }
    ctx.reply(&match restore(args[0]) {
        Some(()) => {
            LOADED.store(true, Ordering::Release);
            Reply::ok()
        }
        None => Reply::error("ERR this is no registration of this engine"),
    });
}

/// RG.INNERUNREGISTER: the end of a registration of before.
pub(crate) fn unregister_again(ctx: Context, args: &[&[u8]]) {
    if !ctx.is_replayed() {
        return ctx.reply(&not_for_clients("RG.INNERUNREGISTER"));
    }
    if let Some(number) = ids::parse(args[0]) {
        registrations::remove(number);
    }
    ctx.reply(&Reply::ok());
}

fn not_for_clients(name: &str) -> Reply {
    Reply::error(format!("ERR {name} is what the server sends to itself"))
}

/// An append-only file without an RDB part is rewritten from the keys alone, and would lose the registrations. What is told to the
/// file while it is rewritten comes after that, so they are told again.
unsafe extern "C" fn on_fork(
    _ctx: *mut RedisModuleCtx,
    _event: Event,
    sub: u64,
    _data: *mut std::ffi::c_void,
) {
    crate::guard((), || {
        if sub == raw::SUBEVENT_FORK_CHILD_BORN && registrations::registry().len() > 0 {
            timers::after(Duration::ZERO, |ctx| {
                if writes_aof_without_rdb(ctx) {
                    let all: Vec<_> = registrations::registry().all().cloned().collect();
                    all.iter().for_each(|registration| replicate(ctx, registration));
                }
            });
        }
    });
}

fn writes_aof_without_rdb(ctx: Context) -> bool {
    let is = |name: &[u8], value: &str| {
        let reply = ctx.read(b"CONFIG", &[b"GET", name]);
        matches!(reply, Ok(Reply::Array(pair)) if pair.get(1) == Some(&Reply::bulk(value)))
    };
    is(b"appendonly", "yes") && is(b"aof-use-rdb-preamble", "no")
}

/// onRegistered may run commands, so it has to wait until everything is loaded.
unsafe extern "C" fn on_loading(
    _ctx: *mut RedisModuleCtx,
    _event: Event,
    sub: u64,
    _data: *mut std::ffi::c_void,
) {
    crate::guard((), || {
        let over = matches!(sub, raw::SUBEVENT_LOADING_ENDED | raw::SUBEVENT_LOADING_FAILED);
        if !over {
            ORIGIN.store(ids::next_origin(), Ordering::Release);
        }
        if sub == raw::SUBEVENT_LOADING_AOF_START {
            registrations::remove_all();
        }
        if over && LOADED.swap(false, Ordering::AcqRel) {
            let all: Vec<_> = registrations::registry().all().cloned().collect();
            all.iter().for_each(Registration::started);
        }
    });
}
