//! Commands that gears take over: `hook=` of a CommandReader and `commands=` of a KeysReader.
//!
//! A command filter puts RG.INNERHOOK in front of a hooked command. That command runs the hooks, the newest first; the last one
//! may run the command itself by `call_next`. For `commands=` it runs the command, notes the executions that the command's events
//! start, and lets the client wait for them.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::command::KeyPlaces;
use super::{Args, Mode, Registration, command, registry};
use crate::api::raw::{RedisModuleCommandFilterCtx, api};
use crate::api::{Context, Reply, string_bytes};
use crate::executions::{Execution, Waiter};
use crate::marshal::Value;
use crate::shards;

/// The command that stands for a hooked one.
pub(crate) const INNER: &[u8] = b"RG.INNERHOOK";
/// How often the hooks of one command may run inside each other: a hook that runs its own command by `execute` would never end.
const DEEPEST: usize = 3;

/// Whether anything is hooked: most servers have no hook, and then the filter costs next to nothing.
static ANY: AtomicBool = AtomicBool::new(false);

thread_local! {
    /// The next command goes through the filter as it is: it is the one that a hook stands for.
    static PASS_NEXT: Cell<bool> = const { Cell::new(false) };
    /// The hooked commands that run on this thread, the innermost last.
    static RUNNING: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    /// The command whose events are watched, innermost last.
    static WATCHED: RefCell<Vec<Watched>> = const { RefCell::new(Vec::new()) };
}

/// A running command of a client that waits for the registrations it fires.
struct Watched {
    name: String,
    args: Vec<Vec<u8>>,
    started: Vec<Arc<Execution>>,
}

/// Something that is registered on a command.
#[derive(Clone)]
pub(crate) struct Hook {
    pub(crate) registration: Arc<Registration>,
    /// The start of the keys it is for: one of them is enough.
    pub(crate) prefix: Option<Vec<u8>>,
    /// Where the keys are among the arguments.
    pub(crate) keys: KeyPlaces,
    /// `commands=` of a KeysReader: the command runs in any case.
    pub(crate) watches: bool,
}

impl Hook {
    fn fits(&self, args: &[&[u8]]) -> bool {
        self.registration.is_alive()
            && self
                .prefix
                .as_ref()
                .is_none_or(|prefix| self.keys.keys_in(args).any(|key| key.starts_with(prefix)))
    }
}

pub(super) fn set_any(any: bool) {
    ANY.store(any, Ordering::Release);
}

/// The command filter.
///
/// # Safety
/// Called by the server only, with a live filter context.
pub(crate) unsafe extern "C" fn filter(filter: *mut RedisModuleCommandFilterCtx) {
    if !ANY.load(Ordering::Acquire) || PASS_NEXT.replace(false) {
        return;
    }
    crate::guard((), || {
        // SAFETY: by the contract of this function; the arguments live as long as the filter context.
        let args: Vec<&[u8]> = unsafe {
            (0..(api().CommandFilterArgsCount)(filter))
                .map(|i| string_bytes((api().CommandFilterArgGet)(filter, i)))
                .collect()
        };
        let hooked =
            args.first().is_some_and(|name| registry().hooks(name).iter().any(|hook| hook.fits(&args)));
        if hooked {
            // SAFETY: the server takes the new string over.
            unsafe {
                let name = (api().CreateString)(std::ptr::null_mut(), INNER.as_ptr().cast(), INNER.len());
                (api().CommandFilterArgInsert)(filter, 0, name);
            }
        }
    });
}

/// RG.INNERHOOK: `args` is the hooked command.
pub(crate) fn run_hooked(ctx: Context, args: &[&[u8]]) {
    let name = String::from_utf8_lossy(args[0]).to_uppercase();
    let depth = RUNNING.with_borrow(|running| running.iter().filter(|other| **other == name).count());
    if depth >= DEEPEST {
        let text =
            format!("ERR a hook of {name} runs {name} by execute, which would never end: use call_next");
        return ctx.reply(&Reply::error(text));
    }
    RUNNING.with_borrow_mut(|running| running.push(name));
    match next_hook(args, None) {
        Some((registration, place)) => command::hook(ctx, &registration, args, place),
        None => run_watched(ctx, args),
    }
    RUNNING.with_borrow_mut(Vec::pop);
}

/// The newest hook that is older than the one with the number `before`, and the place that its `call_next` comes back with.
fn next_hook(args: &[&[u8]], before: Option<u64>) -> Option<(Arc<Registration>, Value)> {
    let hook = registry()
        .hooks(args[0])
        .into_iter()
        .rev()
        .filter(|hook| !hook.watches && hook.fits(args))
        .find(|hook| before.is_none_or(|number| hook.registration.number < number))?;
    let place =
        Value::Tuple(vec![Value::Bytes(args[0].to_vec()), Value::Int(hook.registration.number as i64)]);
    Some((hook.registration, place))
}

/// `call_next`: runs the next older hook, or the command itself.
pub(crate) fn call_next(ctx: Context, place: &Value, args: &[&[u8]], shard: usize) -> Result<Value, String> {
    let Some([name, number]) = place.as_items() else { return Err("Can not get CommandHook ctx".to_owned()) };
    let name = name.as_bytes().unwrap_or_default();
    let mut whole = vec![name];
    whole.extend_from_slice(args);
    shards::check_keys(ctx, shard, &whole)?;
    let number = number.as_int().and_then(|number| u64::try_from(number).ok());
    let reply = match next_hook(&whole, number) {
        Some((registration, place)) => run_older(&registration, &whole, place, shard)?,
        None => run_itself(ctx, &whole)?,
    };
    match reply {
        Reply::Error(text) => Err(format!("{text}\r\n")),
        reply => Ok(reply.to_value()),
    }
}

fn run_older(
    registration: &Arc<Registration>,
    args: &[&[u8]],
    place: Value,
    shard: usize,
) -> Result<Reply, String> {
    if registration.mode != Mode::Sync {
        return Err("Can not override a none sync registration".to_owned());
    }
    let args = args.iter().map(|arg| arg.to_vec()).collect();
    let execution = registration.execution(super::Event::Command { args, hook: Some(place), shard }, true);
    if execution.run_now(false) {
        Ok(crate::executions::hook_reply(&execution.outcome()))
    } else {
        Err("a hook inside another one can not wait for a coroutine or future".to_owned())
    }
}

fn run_itself(ctx: Context, args: &[&[u8]]) -> Result<Reply, String> {
    PASS_NEXT.set(true);
    let reply = ctx.call(args[0], &args[1..]);
    // The server has looked the command up before it asked the filter, and may have refused it there.
    PASS_NEXT.set(false);
    reply.map_err(|error| error.text)
}

/// Runs a command that registrations with `commands` are registered on.
fn run_watched(ctx: Context, args: &[&[u8]]) {
    ctx.select_db_zero();
    let name = String::from_utf8_lossy(args[0]).to_lowercase();
    let owned = args.iter().map(|arg| arg.to_vec()).collect();
    WATCHED.with_borrow_mut(|watched| watched.push(Watched { name, args: owned, started: Vec::new() }));
    let reply = run_itself(ctx, args);
    let started = WATCHED.with_borrow_mut(Vec::pop).map(|watched| watched.started).unwrap_or_default();
    let reply = reply.unwrap_or_else(|text| Reply::error(format!("ERR {text}")));
    let waits_for = started.iter().find(|execution| !execution.status().is_over());
    match waits_for {
        Some(execution) if ctx.may_block() => execution.wait(Waiter::Command(ctx.block_client(), reply)),
        _ => {
            let other = started.iter().find_map(|execution| execution.take_override());
            ctx.reply(&other.map_or(reply, |value| Reply::from_result(&value)));
        }
    }
}

/// Whether the running command is one of these.
pub(super) fn runs_one_of(commands: &[String]) -> bool {
    WATCHED.with_borrow(|watched| {
        watched
            .last()
            .is_some_and(|running| commands.iter().any(|name| name.eq_ignore_ascii_case(&running.name)))
    })
}

pub(super) fn running_command() -> Option<Vec<Vec<u8>>> {
    WATCHED.with_borrow(|watched| watched.last().map(|running| running.args.clone()))
}

/// The client of the running command waits for this execution.
pub(super) fn wait_for(execution: &Arc<Execution>) {
    WATCHED.with_borrow_mut(|watched| {
        if let Some(running) = watched.last_mut() {
            running.started.push(execution.clone());
        }
    });
}

/// The hooks of a registration: command names and what is asked of their keys.
pub(super) fn hooks_of(ctx: Context, registration: &Arc<Registration>) -> Vec<(String, Hook)> {
    let hook = |name: &str, prefix: Option<Vec<u8>>, watches: bool| {
        let keys = KeyPlaces::of(ctx, name);
        (name.to_lowercase(), Hook { registration: registration.clone(), prefix, keys, watches })
    };
    match &registration.args {
        Args::Command(args) => args
            .hook
            .iter()
            .map(|name| hook(name, args.key_prefix.as_ref().map(|prefix| prefix.as_bytes().to_vec()), false))
            .collect(),
        Args::Keys(args) => {
            let prefix = args.prefix.strip_suffix('*').unwrap_or(&args.prefix).as_bytes().to_vec();
            args.commands.iter().flatten().map(|name| hook(name, Some(prefix.clone()), true)).collect()
        }
        Args::Stream(_) => Vec::new(),
    }
}
