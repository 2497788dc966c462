//! RG.TRIGGER, and what may be hooked.

use std::sync::Arc;

use super::{Event, Mode, Registration, registry};
use crate::api::{Context, Reply};
use crate::executions::{self, Waiter};
use crate::marshal::Value;
use crate::{shards, worker};

const NO_BLOCKING: &str =
    "ERR can not run a non-sync execution inside a MULTI/LUA (blocking is not allowed) or on loading.";

/// RG.TRIGGER: `args` starts with the name of the trigger. It runs where it is sent: clients send it to the first shard.
pub(crate) fn trigger(ctx: Context, args: &[&[u8]]) {
    trigger_on_shard(ctx, args, worker::shard_of_caller());
}

/// RG.TRIGGERONKEY: the key is the second argument, and says which shard gets it.
pub(crate) fn trigger_on_key(ctx: Context, args: &[&[u8]]) {
    trigger_on_shard(ctx, args, args.get(1).map_or(0, |key| shards::of_key(key)));
}

fn trigger_on_shard(ctx: Context, args: &[&[u8]], shard: usize) {
    let name = String::from_utf8_lossy(super::event::c_text(args[0])).into_owned();
    let found = registry().trigger(&name);
    match found {
        Some(registration) => {
            run(ctx, &registration, Event::Command { args: owned(args), hook: None, shard })
        }
        None => ctx.reply(&Reply::error("ERR subcommand not found")),
    }
}

/// A hooked command.
pub(crate) fn hook(ctx: Context, registration: &Arc<Registration>, args: &[&[u8]], hook: Value) {
    let shard = shards::of_command(ctx, args);
    run(ctx, registration, Event::Command { args: owned(args), hook: Some(hook), shard });
}

fn owned(args: &[&[u8]]) -> Vec<Vec<u8>> {
    args.iter().map(|arg| arg.to_vec()).collect()
}

fn run(ctx: Context, registration: &Arc<Registration>, event: Event) {
    let may_block = ctx.may_block();
    let is_hook = matches!(event, Event::Command { hook: Some(_), .. });
    if registration.mode != Mode::Sync && !may_block {
        return ctx.reply(&Reply::error(NO_BLOCKING));
    }
    let execution = registration.execution(event, true);
    if registration.mode == Mode::Sync && execution.run_now(may_block) {
        let outcome = execution.outcome();
        return ctx.reply(&if is_hook {
            executions::hook_reply(&outcome)
        } else {
            executions::trigger_reply(&outcome)
        });
    }
    if !may_block {
        // A coroutine or future in mode sync, where nobody can wait for it.
        return ctx.reply(&Reply::error(NO_BLOCKING));
    }
    let client = ctx.block_client();
    execution.wait(if is_hook { Waiter::Hook(client) } else { Waiter::Trigger(client) });
    if registration.mode != Mode::Sync {
        execution.submit();
    }
}

/// What COMMAND INFO says of a command, as far as it matters for hooks.
struct CommandInfo {
    in_scripts: bool,
    movable_keys: bool,
    first_key: i64,
    last_key: i64,
    jump: i64,
}

fn command_info(ctx: Context, name: &str) -> Option<CommandInfo> {
    let Ok(Reply::Array(mut entries)) = ctx.read(b"COMMAND", &[b"INFO", name.as_bytes()]) else {
        return None;
    };
    let Some(Reply::Array(fields)) = entries.pop() else { return None };
    let [_, _, Reply::Array(flags), Reply::Int(first_key), Reply::Int(last_key), Reply::Int(jump), ..] =
        fields.as_slice()
    else {
        return None;
    };
    let has = |flag: &str| {
        flags.iter().any(|f| matches!(f, Reply::Status(name) | Reply::Bulk(name) if name == flag.as_bytes()))
    };
    Some(CommandInfo {
        in_scripts: !has("noscript"),
        movable_keys: has("movablekeys"),
        first_key: *first_key,
        last_key: *last_key,
        jump: *jump,
    })
}

/// What is said of a command that cannot be hooked: CommandReader and KeysReader have words of their own.
struct Words {
    unknown: &'static str,
    verb: &'static str,
    jump_verb: &'static str,
}

const OVERRIDE: Words =
    Words { unknown: "Can not override an unexisting command", verb: "override", jump_verb: "override" };
const HOOK: Words = Words { unknown: "bad reply on COMMAND command", verb: "hook", jump_verb: "override" };

/// Checks a command that a CommandReader hooks.
pub(crate) fn check_command(ctx: Context, name: &str, by_prefix: bool) -> Result<(), String> {
    check(ctx, name, by_prefix, &OVERRIDE)
}

/// Checks a command in `commands` of a KeysReader.
pub(crate) fn check_key_command(ctx: Context, name: &str) -> Result<(), String> {
    check(ctx, name, true, &HOOK)
}

fn check(ctx: Context, name: &str, by_prefix: bool, words: &Words) -> Result<(), String> {
    let info = command_info(ctx, name).ok_or_else(|| words.unknown.to_owned())?;
    let verb = words.verb;
    if !info.in_scripts {
        return Err(format!("Can not {verb} a command which are not allowed inside a script"));
    }
    if !by_prefix {
        return Ok(());
    }
    if info.movable_keys {
        return Err(format!("Can not {verb} a command with moveable keys by key prefix"));
    }
    if info.first_key <= 0 {
        return Err(format!("Can not {verb} a command by key prefix with none positive first key"));
    }
    if info.jump <= 0 {
        return Err(format!("Can not {} a command by key prefix with none positive jump", words.jump_verb));
    }
    Ok(())
}

/// Where the keys of a command are, as COMMAND INFO tells it.
#[derive(Clone, Copy)]
pub(crate) struct KeyPlaces {
    first: usize,
    /// From the end if it is negative.
    last: i64,
    step: usize,
}

impl KeyPlaces {
    /// Those of a command that `check` has let pass.
    pub(crate) fn of(ctx: Context, name: &str) -> KeyPlaces {
        let one = KeyPlaces { first: 1, last: 1, step: 1 };
        command_info(ctx, name).map_or(one, |info| KeyPlaces {
            first: usize::try_from(info.first_key).unwrap_or(1),
            last: info.last_key,
            step: usize::try_from(info.jump).unwrap_or(1).max(1),
        })
    }

    /// The keys among the arguments.
    pub(crate) fn keys_in<'a>(self, args: &'a [&'a [u8]]) -> impl Iterator<Item = &'a [u8]> {
        let count = args.len() as i64;
        let last = if self.last < 0 { count + self.last } else { self.last.min(count - 1) };
        let end = usize::try_from(last + 1).unwrap_or(0);
        args.get(self.first..end).unwrap_or_default().iter().copied().step_by(self.step)
    }
}
