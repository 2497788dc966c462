//! Commands about sessions and the Python process.

use super::{dump as show, text};
use crate::api::{Context, Reply};
use crate::ids;
use crate::marshal::Value;
use crate::registrations::{SessionInfo, registry};
use crate::requirements::{self, Requirement};
use crate::worker;

/// RG.PYDUMPSESSIONS [VERBOSE] [DEAD] [SESSIONS id ...]
pub(super) fn dump(ctx: Context, args: &[&[u8]]) {
    let (mut verbose, mut dead) = (false, false);
    let mut wanted = None;
    for (at, option) in args.iter().enumerate() {
        match text(option).to_uppercase().as_str() {
            "VERBOSE" => verbose = true,
            "DEAD" => dead = true,
            "SESSIONS" => {
                wanted = Some(&args[at + 1..]);
                break;
            }
            _ => return ctx.reply(&Reply::error(format!("Unknown option {}", text(option)))),
        }
    }
    let sessions: Vec<SessionInfo> = registry().sessions().cloned().collect();
    let dead_sessions = if dead { registry().dead_sessions() } else { Vec::new() };
    let rows = match wanted {
        _ if dead => dead_sessions.iter().map(|info| session(info, verbose, true)).collect(),
        None => sessions.iter().map(|info| session(info, verbose, false)).collect(),
        Some(names) => names.iter().map(|name| named_session(&sessions, &text(name), verbose)).collect(),
    };
    ctx.reply(&Reply::Array(rows));
}

fn named_session(sessions: &[SessionInfo], name: &str, verbose: bool) -> Reply {
    match sessions.iter().find(|info| info.session.id == name) {
        Some(info) => session(info, verbose, false),
        None => Reply::bulk(format!("Session {name} does not exists")),
    }
}

fn session(info: &SessionInfo, verbose: bool, dead: bool) -> Reply {
    let rows = if verbose {
        let all: Vec<_> = info.registrations.iter().filter_map(|number| registry().get(*number)).collect();
        all.iter().map(|registration| show::registration(registration, None)).collect()
    } else {
        info.registrations.iter().map(|number| Reply::bulk(ids::text(*number))).collect()
    };
    Reply::Array(vec![
        Reply::bulk("ID"),
        Reply::bulk(&info.session.id),
        Reply::bulk("sessionDescription"),
        Reply::opt_bulk(info.session.description.as_deref()),
        Reply::bulk("refCount"),
        Reply::Int(info.registrations.len() as i64),
        Reply::bulk("linked"),
        Reply::bulk(if dead { "None" } else { "primary" }),
        Reply::bulk("dead"),
        Reply::bulk(if dead { "true" } else { "false" }),
        Reply::bulk("requirementInstallationNeeded"),
        Reply::Int(i64::from(info.session.installed_requirements)),
        Reply::bulk("requirements"),
        Reply::Array(info.session.requirements.iter().map(|name| requirement(name, verbose)).collect()),
        Reply::bulk("registrations"),
        Reply::Array(rows),
    ])
}

/// A requirement of a session: its name, or all that is known of it.
fn requirement(name: &str, verbose: bool) -> Reply {
    if !verbose {
        return Reply::bulk(name);
    }
    let known = requirements::get(name);
    let users =
        registry().sessions().filter(|info| info.session.requirements.iter().any(|r| r == name)).count();
    let wheels = known.as_ref().and_then(|known| known.wheels.clone()).unwrap_or_default();
    Reply::Array(vec![
        Reply::bulk("name"),
        Reply::bulk(name),
        Reply::bulk("refCount"),
        // The table of requirements counts as well.
        Reply::Int(users as i64 + 1),
        Reply::bulk("isDownloaded"),
        Reply::Int(i64::from(!wheels.is_empty())),
        Reply::bulk("isInstalled"),
        Reply::Int(i64::from(known.is_some_and(|known| known.installed))),
        Reply::bulk("wheels"),
        Reply::Array(wheels.iter().map(Reply::bulk).collect()),
    ])
}

/// RG.PYSTATS: the memory of the Python processes, which is all its allocator could tell here.
pub(super) fn stats(ctx: Context, _args: &[&[u8]]) {
    let used = i64::try_from(memory_of_workers()).unwrap_or(i64::MAX);
    let names = ["TotalAllocated", "PeakAllocated", "CurrAllocated"];
    ctx.reply(&Reply::Array(
        names.into_iter().flat_map(|name| [Reply::bulk(name), Reply::Int(used)]).collect(),
    ));
}

/// The resident memory of the Python processes in bytes; 0 where the system does not tell.
pub(crate) fn memory_of_workers() -> u64 {
    let read = |pid: u32| {
        let statm = std::fs::read_to_string(format!("/proc/{pid}/statm")).ok()?;
        let pages: u64 = statm.split_whitespace().nth(1)?.parse().ok()?;
        Some(pages * 4096)
    };
    worker::pids().into_iter().filter_map(read).sum()
}

/// RG.PYPROFILE STATS|RESET session [order]
pub(super) fn profile(ctx: Context, args: &[&[u8]]) {
    let [command, session, ..] = args else {
        let refusal = "RG.PYPROFILE needs a subcommand and a session (RedisGears crashes without them)";
        return ctx.reply(&Reply::error(refusal));
    };
    let command = text(command).to_uppercase();
    if !matches!(command.as_str(), "STATS" | "RESET") {
        return ctx.reply(&Reply::error("Wrong subcommand given to RG.PYPROFILE"));
    }
    let Some(key) = registry().session(&text(session)).map(|info| info.session.key()) else {
        return ctx.reply(&Reply::error("session does not exists"));
    };
    let shard = worker::reachable(worker::shard_of_caller());
    if command == "RESET" {
        worker::tell(shard, "profile_reset", &[Value::Str(key)]);
        return ctx.reply(&Reply::ok());
    }
    ctx.reply(&match worker::run_job(shard, "profile_text", &[Value::Str(key)]) {
        Ok(Value::Tuple(parts)) => match parts.as_slice() {
            [Value::Bool(true), Value::Str(stats)] => Reply::bulk(stats),
            [_, Value::Str(error)] => Reply::error(error),
            _ => Reply::error("Failed getting profile information"),
        },
        _ => Reply::error("Failed getting profile information"),
    });
}

pub(super) fn dump_requirements(ctx: Context, _args: &[&[u8]]) {
    let rows = requirements::known().iter().map(Requirement::description).collect();
    ctx.reply(&Reply::Array(rows));
}

pub(super) fn export_requirement(ctx: Context, args: &[&[u8]]) {
    requirements::export(ctx, &text(args[0]));
}

pub(super) fn import_requirement(ctx: Context, args: &[&[u8]]) {
    requirements::import(ctx, args);
}
