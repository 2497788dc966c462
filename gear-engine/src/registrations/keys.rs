//! Keyspace events and the KeysReader registrations that they fire.

use std::sync::Arc;

use super::args::prefix_fits;
use super::event::c_text;
use super::{Args, Event, KeysArgs, Mode, Registration, hooks, registry};
use crate::api::{Context, LogLevel, log};
use crate::executions;
use crate::{readers, worker};

/// How many events in a row may be caused by executions of registrations: an asynchronous handler that writes a key that fires
/// it again would go on for ever.
const LONGEST_CHAIN: usize = 500;

/// Called for every keyspace event, with the Redis lock held.
pub(crate) fn on_key_event(ctx: Context, event: &str, key: &[u8]) {
    let keys = registry().keys();
    if keys.is_empty() || ctx.is_loading() || !ctx.is_master() {
        return;
    }
    let key = c_text(key);
    for registration in keys.iter().filter(|registration| registration.is_alive()) {
        if let Args::Keys(args) = &registration.args
            && fits(args, event, key)
        {
            fire(ctx, registration, args, event, key);
        }
    }
}

/// A message was added to a stream.
pub(crate) fn on_message(ctx: Context, key: &[u8]) {
    let streams = registry().streams();
    if streams.is_empty() || ctx.is_loading() || !ctx.is_master() {
        return;
    }
    let key = c_text(key);
    for registration in streams.iter().filter(|registration| registration.is_alive()) {
        worker::lock::with(|ctx| registration.message_added(ctx, key));
    }
}

fn fits(args: &KeysArgs, event: &str, key: &[u8]) -> bool {
    prefix_fits(&args.prefix, key)
        && args.events.as_ref().is_none_or(|events| events.iter().any(|e| e.eq_ignore_ascii_case(event)))
        && args.commands.as_ref().is_none_or(|commands| hooks::runs_one_of(commands))
        && args.types.as_ref().is_none_or(|types| {
            let kind = worker::lock::with(|ctx| readers::keys::type_of(ctx, key));
            types.iter().any(|t| t == kind)
        })
}

fn fire(ctx: Context, registration: &Arc<Registration>, args: &KeysArgs, event: &str, key: &[u8]) {
    if executions::current_chain() >= LONGEST_CHAIN {
        return refuse_endless(registration);
    }
    let command = args.commands.is_some().then(hooks::running_command).flatten();
    let event =
        Event::Key { event: event.to_owned(), key: key.to_vec(), read_value: args.read_value, command };
    let execution = registration.execution(event, false);
    if args.commands.is_some() {
        hooks::wait_for(&execution);
    }
    if registration.mode == Mode::Sync {
        execution.run_now(ctx.may_block());
    } else {
        execution.submit();
    }
}

fn refuse_endless(registration: &Registration) {
    let text = format!(
        "registration {} fires itself by the keys it writes; it has done so {LONGEST_CHAIN} times in a row and is stopped here",
        registration.id
    );
    log(LogLevel::Warning, &text);
    let mut stats = crate::sync::Locked::locked(&registration.stats);
    stats.last_error = Some(text);
}
