//! Commands about registrations.

use std::sync::Arc;

use super::{cannot_block, dump as show, text};
use crate::api::{Context, Reply};
use crate::executions;
use crate::ids;
use crate::persistence;
use crate::registrations::{self, Registration, Stats, registry};
use crate::sync::Locked as _;

/// The ids of the registrations of a session.
pub(super) fn ids_of_session(session: &str) -> Vec<String> {
    registry()
        .session(session)
        .map(|info| info.registrations.iter().map(|n| ids::text(*n)).collect())
        .unwrap_or_default()
}

fn all() -> Vec<Arc<Registration>> {
    registry().all().cloned().collect()
}

pub(super) fn dump(ctx: Context, _args: &[&[u8]]) {
    let rows = all().into_iter().map(|registration| {
        let ids = ids_of_session(&registration.session.id);
        show::registration(&registration, Some(&ids))
    });
    ctx.reply(&Reply::Array(rows.collect()));
}

/// RG.UNREGISTER id [ABORTPENDING]: anything is accepted as the second argument.
pub(super) fn unregister(ctx: Context, args: &[&[u8]]) {
    let number = ids::parse(args[0]);
    let removed = number.is_some_and(registrations::remove);
    if let (true, Some(number)) = (removed, number) {
        persistence::replicate_end(ctx, number);
    }
    let abort = args.get(1).is_some_and(|option| option.eq_ignore_ascii_case(b"ABORTPENDING"));
    if let (true, true, Some(number)) = (removed, abort, number) {
        executions::abort_pending_of(number);
    }
    ctx.reply(&if removed { Reply::ok() } else { Reply::error("execution is not registered") });
}

pub(super) fn clear_stats(ctx: Context, _args: &[&[u8]]) {
    if let Some(refusal) = cannot_block(ctx) {
        return ctx.reply(&refusal);
    }
    for registration in all() {
        *registration.stats.locked() = Stats::default();
    }
    ctx.reply(&Reply::ok());
}

pub(super) fn pause(ctx: Context, args: &[&[u8]]) {
    change(ctx, args[0], "pause", |registration| registration.pause());
}

pub(super) fn unpause(ctx: Context, args: &[&[u8]]) {
    change(ctx, args[0], "unpause", |registration| registration.resume_streams());
}

fn change(ctx: Context, id: &[u8], verb: &str, apply: impl Fn(&Arc<Registration>) -> bool) {
    if let Some(refusal) = cannot_block(ctx) {
        return ctx.reply(&refusal);
    }
    let registration = ids::parse(id).and_then(|number| registry().get(number));
    ctx.reply(&match registration {
        None => Reply::error(format!("Execution {} does not exists on shard {}", text(id), ids::NODE)),
        Some(registration) if !apply(&registration) => {
            Reply::error(format!("Reader {} does not support {verb}", registration.args.reader()))
        }
        Some(_) => Reply::ok(),
    });
}
