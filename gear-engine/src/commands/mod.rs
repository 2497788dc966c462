//! The RG.* commands.

mod admin;
mod dump;
mod executions;
pub(crate) mod pyexecute;
mod registrations;
mod sessions;

pub(crate) use dump::{registration_info, session_text};
pub(crate) use sessions::memory_of_workers;

use std::ffi::{CStr, c_int};
use std::ops::RangeInclusive;

use crate::api::raw::{self, Argv, RedisModuleCtx};
use crate::api::{Context, Reply, args_of};
use crate::persistence;
use crate::registrations::{hooks, trigger, trigger_on_key};

/// The arguments of a command without its name.
type Run = fn(Context, &[&[u8]]);

const ANY: RangeInclusive<usize> = 0..=usize::MAX;
const SOME: RangeInclusive<usize> = 1..=usize::MAX;
const ONE: RangeInclusive<usize> = 1..=1;
/// No key among the arguments.
const NO_KEY: (c_int, c_int, c_int) = (0, 0, 0);

/// For each command a C function of its own, which checks the number of arguments and calls the Rust one.
macro_rules! commands {
    ($( $name:literal, $arity:expr, $keys:expr, $run:path; )*) => {
        /// Makes all commands; false if the server refuses one.
        pub(crate) fn register_all(ctx: Context) -> bool {
            let mut all = true;
            $({
                unsafe extern "C" fn entry(ctx: *mut RedisModuleCtx, argv: Argv, argc: c_int) -> c_int {
                    // SAFETY: the server calls this with a live context and `argc` arguments.
                    unsafe { run_command(ctx, argv, argc, &$arity, $run) }
                }
                all &= create(ctx, $name, entry, $keys);
            })*
            all
        }
    };
}

commands! {
    c"rg.pyexecute", SOME, NO_KEY, pyexecute::run;
    c"rg.trigger", SOME, NO_KEY, trigger;
    c"rg.triggeronkey", SOME, (2, 2, 1), trigger_on_key;
    c"rg.innerhook", SOME, NO_KEY, hooks::run_hooked;

    c"rg.getresults", SOME, NO_KEY, executions::get_results;
    c"rg.getresultsblocking", ONE, NO_KEY, executions::get_results_blocking;
    c"rg.dumpexecutions", ANY, NO_KEY, executions::dump;
    c"rg.dropexecution", ONE, NO_KEY, executions::drop;
    c"rg.abortexecution", ONE, NO_KEY, executions::abort;
    c"rg.getexecution", 1..=2, NO_KEY, executions::get;

    c"rg.dumpregistrations", ANY, NO_KEY, registrations::dump;
    c"rg.unregister", SOME, NO_KEY, registrations::unregister;
    c"rg.innerregister", ONE, NO_KEY, persistence::register_again;
    c"rg.innerunregister", ONE, NO_KEY, persistence::unregister_again;
    c"rg.clearregistrationsstats", ANY, NO_KEY, registrations::clear_stats;
    c"rg.pauseregistrations", ONE, NO_KEY, registrations::pause;
    c"rg.unpauseregistrations", ONE, NO_KEY, registrations::unpause;

    c"rg.pydumpsessions", ANY, NO_KEY, sessions::dump;
    c"rg.pystats", ANY, NO_KEY, sessions::stats;
    c"rg.pyprofile", ANY, NO_KEY, sessions::profile;
    c"rg.pydumpreqs", ANY, NO_KEY, sessions::dump_requirements;
    c"rg.pyexportreq", ONE, NO_KEY, sessions::export_requirement;
    c"rg.pyimportreq", SOME, NO_KEY, sessions::import_requirement;

    c"rg.configget", ANY, NO_KEY, admin::config_get;
    c"rg.configset", ANY, NO_KEY, admin::config_set;
    c"rg.infocluster", ANY, NO_KEY, admin::info_cluster;
    c"rg.refreshcluster", ANY, NO_KEY, admin::refresh_cluster;
    c"rg.networktest", ANY, NO_KEY, admin::network_test;
    c"rg.hello", ANY, NO_KEY, admin::hello;
    c"rg.innermsgcommand", SOME, NO_KEY, admin::message;
    c"rg.clusterset", ANY, NO_KEY, admin::cluster_set;
    c"rg.clustersetfromshard", ANY, NO_KEY, admin::cluster_set;
    c"rg.dumpplugins", ANY, NO_KEY, admin::dump_plugins;
    c"rg.pyexecuteremote", ANY, NO_KEY, admin::execute_remote;
    c"rg.pyfreeinterpreter", ANY, NO_KEY, admin::free_interpreter;
}

fn create(ctx: Context, name: &CStr, run: raw::CommandFn, keys: (c_int, c_int, c_int)) -> bool {
    ctx.create_command(name, run, c"readonly", keys)
}

/// # Safety
/// `ctx` is the live context of a command with `argc` arguments in `argv`.
unsafe fn run_command(
    ctx: *mut RedisModuleCtx,
    argv: Argv,
    argc: c_int,
    arity: &RangeInclusive<usize>,
    run: Run,
) -> c_int {
    crate::guard((), || {
        // SAFETY: by the contract of this function; the arguments are not used after the command.
        let (ctx, args) = unsafe { (Context::new(ctx), args_of(argv, argc)) };
        let args = args.get(1..).unwrap_or_default();
        if arity.contains(&args.len()) { run(ctx, args) } else { ctx.wrong_arity() }
    });
    raw::OK
}

/// The reply of a command that makes its client wait, where no client can wait.
fn cannot_block(ctx: Context) -> Option<Reply> {
    (!ctx.may_block()).then(|| {
        let place = if ctx.inside_lua() { "Lua script" } else { "transaction" };
        Reply::error(format!("ERR Blocking module command called from {place}"))
    })
}

fn text(arg: &[u8]) -> String {
    String::from_utf8_lossy(arg).into_owned()
}
