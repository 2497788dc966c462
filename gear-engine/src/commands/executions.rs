//! Commands about executions.

use std::time::Duration;

use super::cannot_block;
use crate::api::{Context, Reply};
use crate::executions::{self, LateClient, Waiter};
use crate::{ids, timers};

/// How long RG.ABORTEXECUTION waits for the end of code that runs.
const ABORT_PATIENCE: Duration = Duration::from_millis(300);

const NO_PLAN: &str = "execution plan does not exist";

pub(super) fn get_results(ctx: Context, args: &[&[u8]]) {
    ctx.reply(&match executions::get(args[0]) {
        None => Reply::error(NO_PLAN),
        Some(execution) if !execution.status().is_over() => Reply::error("execution is still running"),
        Some(execution) => executions::results_reply(&execution.outcome()),
    });
}

pub(super) fn get_results_blocking(ctx: Context, args: &[&[u8]]) {
    let Some(execution) = executions::get(args[0]) else { return ctx.reply(&Reply::error(NO_PLAN)) };
    if execution.status().is_over() {
        return ctx.reply(&executions::results_reply(&execution.outcome()));
    }
    match cannot_block(ctx) {
        Some(refusal) => ctx.reply(&refusal),
        None => execution.wait(Waiter::Results(ctx.block_client())),
    }
}

pub(super) fn dump(ctx: Context, _args: &[&[u8]]) {
    let rows = executions::all().into_iter().map(|execution| {
        Reply::Array(vec![
            Reply::bulk("executionId"),
            Reply::bulk(&execution.id),
            Reply::bulk("status"),
            Reply::bulk(execution.status().name()),
            Reply::bulk("registered"),
            Reply::Int(i64::from(execution.is_registered())),
        ])
    });
    ctx.reply(&Reply::Array(rows.collect()));
}

pub(super) fn drop(ctx: Context, args: &[&[u8]]) {
    ctx.reply(&match executions::get(args[0]) {
        None => Reply::error(NO_PLAN),
        Some(execution) if !execution.status().is_over() => {
            Reply::error("can not drop a not yet finished execution, abort it first.")
        }
        Some(execution) => {
            executions::drop_number(execution.number);
            Reply::ok()
        }
    });
}

pub(super) fn abort(ctx: Context, args: &[&[u8]]) {
    if let Some(refusal) = cannot_block(ctx) {
        return ctx.reply(&refusal);
    }
    let Some(execution) = executions::get(args[0]) else {
        return ctx.reply(&Reply::error("execution does not exist"));
    };
    execution.abort();
    if execution.status().is_over() {
        return ctx.reply(&Reply::ok());
    }
    // Code that runs is told to stop, and may not do it.
    let client = LateClient::new(ctx.block_client());
    execution.wait(Waiter::End(client.clone()));
    timers::after(ABORT_PATIENCE, move |_| client.release());
}

/// RG.GETEXECUTION id [SHARD|CLUSTER]
pub(super) fn get(ctx: Context, args: &[&[u8]]) {
    let Some(execution) = executions::get(args[0]) else { return ctx.reply(&Reply::error(NO_PLAN)) };
    match args.get(1).map(|option| option.to_ascii_uppercase()).as_deref() {
        None | Some(b"SHARD") => {}
        Some(b"CLUSTER") => {
            let refusal = "no cluster detected - use `RG.GETEXECUTION <id> [SHARD]` instead";
            return ctx.reply(&Reply::error(refusal));
        }
        Some(_) => return ctx.reply(&Reply::error("unknown subcommand")),
    }
    let outcome = execution.outcome();
    let is_over = execution.status().is_over();
    let time = |place: usize| Reply::Int(outcome.times.get(place).copied().unwrap_or(0));
    // The last step comes first.
    let steps = execution.steps.iter().zip((0..execution.steps.len()).rev()).map(
        |([kind, name, argument], place)| {
            Reply::Array(vec![
                Reply::bulk("type"),
                Reply::bulk(kind),
                Reply::bulk("duration"),
                time(place + 2),
                Reply::bulk("name"),
                Reply::bulk(name),
                Reply::bulk("arg"),
                Reply::bulk(argument),
            ])
        },
    );
    let plan = vec![
        Reply::bulk("status"),
        Reply::bulk(execution.status().name()),
        Reply::bulk("shards_received"),
        Reply::Int(0),
        Reply::bulk("shards_completed"),
        Reply::Int(0),
        Reply::bulk("results"),
        Reply::Int(if is_over { outcome.results.len() as i64 } else { -1 }),
        Reply::bulk("errors"),
        Reply::Array(outcome.errors.iter().map(Reply::bulk).collect()),
        Reply::bulk("total_duration"),
        time(0),
        Reply::bulk("read_duration"),
        time(1),
        Reply::bulk("steps"),
        Reply::Array(steps.collect()),
    ];
    let shard = vec![
        Reply::bulk("shard_id"),
        Reply::bulk(ids::NODE),
        Reply::bulk("execution_plan"),
        Reply::Array(plan),
    ];
    ctx.reply(&Reply::Array(vec![Reply::Array(shard)]));
}
