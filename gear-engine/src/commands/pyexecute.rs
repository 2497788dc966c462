//! RG.PYEXECUTE, and what a script does at its top level: `run` and `register`.

use std::sync::{Arc, Mutex};

use super::text;
use crate::api::{BlockedClient, Context, LogLevel, Reply, log};
use crate::distribution::Distribution;
use crate::executions::{self, Execution, Plan, Source, Waiter};
use crate::marshal::Value;
use crate::registrations::{self, Args, Mode, Parts, Registration, Session, registry};
use crate::sync::Locked as _;
use crate::{ids, persistence, requirements, shards, worker};

/// The options of RG.PYEXECUTE.
#[derive(Debug, Default, PartialEq, Eq)]
struct Options {
    unblocking: bool,
    upgrade: bool,
    id: Option<String>,
    description: Option<String>,
    replace_with: Option<String>,
    reinstall: bool,
    requirements: Vec<String>,
}

/// Where scripts run: clients send them there.
const FIRST_SHARD: usize = 0;

/// The script that runs now. Scripts run on the main thread, one after the other.
struct Script {
    session: Arc<Session>,
    unblocking: bool,
    /// The session whose registrations make way for those of the script.
    replaces: Option<String>,
    run: Option<Arc<Execution>>,
    registrations: Vec<Arc<Registration>>,
}

static SCRIPT: Mutex<Option<Script>> = Mutex::new(None);

pub(crate) fn run(ctx: Context, args: &[&[u8]]) {
    if !ctx.may_block() {
        let refusal = "Can not run gears inside a multi exec, lua, or when blocking is not allowed";
        return ctx.reply(&Reply::error(refusal));
    }
    let options = match Options::parse(&args[1..]) {
        Ok(options) => options,
        Err(text) => return ctx.reply(&Reply::Error(text)),
    };
    let script = match Script::new(&options) {
        Ok(script) => script,
        Err(text) => return ctx.reply(&Reply::Error(text)),
    };
    // The script is a C string in RedisGears.
    let code = args[0].split(|byte| *byte == 0).next().unwrap_or_default();
    let code = match std::str::from_utf8(code) {
        Ok(code) => code.to_owned(),
        Err(_) => return ctx.reply(&Reply::error("the script is not UTF-8")),
    };
    if !script.session.installed_requirements {
        return match script.run(&code) {
            Done::Reply(reply) => ctx.reply(&reply),
            Done::Wait(execution) => execution.wait(Waiter::Results(ctx.block_client())),
        };
    }
    let client = ctx.block_client();
    requirements::provide(options.requirements, options.reinstall, move |result| {
        after_install(script, &code, client, result);
    });
}

/// Called on the main thread.
fn after_install(script: Script, code: &str, client: BlockedClient, result: Result<(), String>) {
    if let Err(text) = result {
        return client.reply(Reply::Error(text));
    }
    match script.run(code) {
        Done::Reply(reply) => client.reply(reply),
        Done::Wait(execution) => execution.wait(Waiter::Results(client)),
    }
}

impl Options {
    fn parse(args: &[&[u8]]) -> Result<Options, String> {
        let mut options = Options::default();
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            let mut value =
                |missing: &str| args.next().map(|value| text(value)).ok_or_else(|| missing.to_owned());
            match text(arg).to_uppercase().as_str() {
                "UNBLOCKING" => options.unblocking = true,
                "UPGRADE" => options.upgrade = true,
                "FORCE_REINSTALL_REQUIREMENTS" => options.reinstall = true,
                "REPLACE_WITH" => options.replace_with = Some(value("REPLACE_WITH is missing")?),
                "DESCRIPTION" => options.description = Some(value("DESCRIPTION is missing")?),
                "ID" => {
                    let id = value("ID is missing")?;
                    if !id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')) {
                        return Err(
                            "ID must be compose of: ['A'-'Z' | 'a'-'z' | '0' - '9' | '-' | '_']".to_owned()
                        );
                    }
                    options.id = Some(id);
                }
                "REQUIREMENTS" => options.requirements = args.by_ref().map(|name| text(name)).collect(),
                _ => return Err(format!("Unknown arguments were given: {}", text(arg))),
            }
        }
        Ok(options)
    }
}

enum Done {
    Reply(Reply),
    Wait(Arc<Execution>),
}

impl Script {
    fn new(options: &Options) -> Result<Script, String> {
        let registry = registry();
        let exists = options.id.as_ref().is_some_and(|id| registry.session(id).is_some());
        let mut replaces = None;
        if let Some(old) = &options.replace_with {
            if exists {
                let id = options.id.as_deref().unwrap_or_default();
                return Err(format!("Can not replace an existing session {id} with {old}"));
            }
            if registry.session(old).is_none() {
                return Err(format!("Can not replace with {old}, session does not exists."));
            }
            replaces = Some(old.clone());
        } else if exists {
            let id = options.id.clone().unwrap_or_default();
            if !options.upgrade {
                return Err(format!("Session {id} already exists"));
            }
            replaces = Some(id);
        }
        let session = Session {
            id: options.id.clone().unwrap_or_else(ids::random),
            origin: ids::next_origin(),
            description: options.description.clone(),
            installed_requirements: options.reinstall && !options.requirements.is_empty()
                || !requirements::are_installed(&options.requirements),
            requirements: options.requirements.clone(),
        };
        Ok(Script {
            session: Arc::new(session),
            unblocking: options.unblocking,
            replaces,
            run: None,
            registrations: Vec::new(),
        })
    }

    /// Runs the text; its calls come back to the functions below.
    fn run(self, code: &str) -> Done {
        let session = self.session.key();
        let unblocking = self.unblocking;
        *SCRIPT.locked() = Some(self);
        let result = worker::run_job(FIRST_SHARD, "script", &[Value::Str(session), Value::str(code)]);
        let Some(script) = SCRIPT.locked().take() else {
            return Done::Reply(Reply::error("the script was lost"));
        };
        match result {
            Ok(Value::None) => {}
            Ok(error) => {
                script.roll_back();
                return Done::Reply(Reply::Error(error.into_string()));
            }
            Err(worker::WorkerGone) => {
                script.roll_back();
                return Done::Reply(Reply::error("the Python process ended while it ran the script"));
            }
        }
        let registers = !script.registrations.is_empty();
        let run = script.run.clone();
        script.commit();
        if let Some(execution) = &run {
            execution.submit();
        }
        match run {
            Some(execution) if !registers && unblocking => Done::Reply(Reply::bulk(&execution.id)),
            Some(execution) if !registers => Done::Wait(execution),
            _ => Done::Reply(Reply::ok()),
        }
    }

    /// Nothing of a script that failed stays.
    fn roll_back(&self) {
        if let Some(execution) = &self.run {
            executions::discard(execution);
        }
        for registration in &self.registrations {
            registration.forget();
        }
    }

    /// Puts the registrations of the script in the place of those it replaces.
    fn commit(self) {
        if self.registrations.is_empty() {
            return;
        }
        if let Some(old) = &self.replaces {
            let numbers = registry().session(old).map(|info| info.registrations.clone()).unwrap_or_default();
            for number in numbers {
                registrations::replace(number);
                worker::lock::with(|ctx| persistence::replicate_end(ctx, number));
            }
        }
        worker::lock::with(|ctx| self.registrations.iter().for_each(|registration| begin(ctx, registration)));
        self.registrations.iter().for_each(Registration::started);
    }
}

/// `run`: at the top level the execution starts when the script has ended, elsewhere when the worker says so. Elsewhere nobody
/// knows its id, so it is dropped when it is over.
///
/// `shared` is what the other shards need, for a run on all of them.
pub(crate) fn create_run(
    shard: usize,
    top_level: bool,
    steps: &[Value],
    shared: Option<Vec<Value>>,
) -> String {
    let create = |drop_when_done| {
        executions::create(Plan {
            source: Source::Run,
            shard,
            distribution: shared.map(|shared| Distribution::new(shard, shared)),
            steps: Arc::new(executions::steps_of(steps)),
            lane: None,
            chain: executions::current_chain(),
            drop_when_done,
        })
    };
    if !top_level {
        return create(true).id.clone();
    }
    let mut script = SCRIPT.locked();
    let blocking = script.as_ref().is_some_and(|script| !script.unblocking);
    let execution = create(blocking);
    let id = execution.id.clone();
    if let Some(script) = script.as_mut() {
        script.run = Some(execution);
    }
    id
}

/// What `register` asks for.
pub(crate) struct Wanted<'a> {
    pub(crate) session: &'a str,
    pub(crate) top_level: bool,
    pub(crate) reader: &'a str,
    pub(crate) desc: Option<&'a str>,
    pub(crate) mode: &'a str,
    pub(crate) args: &'a Value,
    pub(crate) blob: &'a [u8],
    pub(crate) steps: Vec<[String; 3]>,
    pub(crate) on_registered: bool,
}

/// A registration of a step, between `register` and `commit`.
static NESTED: Mutex<Vec<Arc<Registration>>> = Mutex::new(Vec::new());

/// `register`: the id of the new registration, which starts to work when its script has ended.
///
/// It is pickled on `shard`; the others load it here, or in `commit_nested`, and one that cannot refuses it.
pub(crate) fn register(ctx: Context, shard: usize, wanted: &Wanted<'_>) -> Result<String, String> {
    let malformed = || "the arguments of register could not be read".to_owned();
    let args = Args::parse(wanted.reader, wanted.args).ok_or_else(malformed)?;
    let mode = Mode::parse(wanted.mode).ok_or_else(malformed)?;
    check(ctx, &args, wanted.top_level)?;
    let registration = Registration::new(Parts {
        number: ids::next(),
        session: session_of(wanted).ok_or_else(malformed)?,
        desc: wanted.desc.map(str::to_owned),
        mode,
        args,
        blob: wanted.blob.to_vec(),
        load: 0,
        steps: wanted.steps.clone(),
        on_registered: wanted.on_registered,
    });
    let id = registration.id.clone();
    if wanted.top_level {
        give_to_others(shard, &registration)?;
    }
    match SCRIPT.locked().as_mut() {
        Some(script) if wanted.top_level => script.registrations.push(registration),
        _ => NESTED.locked().push(registration),
    }
    Ok(id)
}

fn give_to_others(shard: usize, registration: &Registration) -> Result<(), String> {
    for other in (0..shards::count()).filter(|other| *other != shard) {
        let error = match registrations::give_to(other, registration) {
            Ok(Ok(())) => continue,
            Ok(Err(error)) => error,
            Err(worker::WorkerGone) => "its Python process has ended".to_owned(),
        };
        registration.forget();
        return Err(format!("the registration cannot be loaded on shard {}: {error}", other + 1));
    }
    Ok(())
}

fn session_of(wanted: &Wanted<'_>) -> Option<Arc<Session>> {
    if wanted.top_level
        && let Some(script) = SCRIPT.locked().as_ref()
    {
        return Some(script.session.clone());
    }
    let (origin, id) = wanted.session.split_once(':')?;
    let origin = origin.parse().ok()?;
    let known = registry().session(id).map(|info| info.session.clone());
    let same = known.filter(|session| session.origin == origin);
    Some(same.unwrap_or_else(|| Arc::new(Session { id: id.to_owned(), origin, ..Session::default() })))
}

fn begin(ctx: Context, registration: &Arc<Registration>) {
    registrations::add(ctx, registration);
    persistence::replicate(ctx, registration);
}

/// A registration of a step starts to work at once.
pub(crate) fn commit_nested(shard: usize, id: &[u8]) {
    let number = ids::parse(id);
    let registration = {
        let mut nested = NESTED.locked();
        nested
            .iter()
            .position(|registration| Some(registration.number) == number)
            .map(|at| nested.swap_remove(at))
    };
    let Some(registration) = registration else { return };
    worker::with_all_shards(move |ctx| {
        if let Err(error) = give_to_others(shard, &registration) {
            return log(LogLevel::Warning, &error);
        }
        begin(ctx, &registration);
        registration.started();
    });
}

/// The checks that need to know the other registrations and the commands of the server.
fn check(ctx: Context, args: &Args, top_level: bool) -> Result<(), String> {
    let (pending, replaced) = match SCRIPT.locked().as_ref() {
        Some(script) if top_level => (script.registrations.clone(), script.replaces.clone()),
        _ => (Vec::new(), None),
    };
    match args {
        Args::Keys(args) => {
            for name in args.commands.iter().flatten() {
                registrations::check_key_command(ctx, name)?;
            }
            if args.commands.is_some() && args.prefix.is_empty() {
                return Err("Empty perfix given to command hooker".to_owned());
            }
            Ok(())
        }
        Args::Stream(_) => Ok(()),
        Args::Command(args) => {
            if let Some(name) = &args.trigger {
                return check_trigger(name, &pending, replaced.as_deref());
            }
            let Some(name) = &args.hook else { return Ok(()) };
            registrations::check_command(ctx, name, args.key_prefix.is_some())?;
            check_hook(name, &pending, replaced.as_deref())
        }
    }
}

fn check_trigger(name: &str, pending: &[Arc<Registration>], replaced: Option<&str>) -> Result<(), String> {
    let same = |registration: &Arc<Registration>| matches!(&registration.args, Args::Command(args) if args.trigger.as_deref() == Some(name));
    if registry().trigger(name).is_some_and(|other| Some(other.session.id.as_str()) != replaced) {
        return Err("trigger already registered".to_owned());
    }
    if pending.iter().any(same) {
        return Err("trigger already registered in this session".to_owned());
    }
    Ok(())
}

fn check_hook(name: &str, pending: &[Arc<Registration>], replaced: Option<&str>) -> Result<(), String> {
    if registry().has_async_hook(name, replaced) {
        return Err("Can not override a none sync registration".to_owned());
    }
    let blocks = |registration: &Arc<Registration>| {
        registration.mode != Mode::Sync
            && matches!(&registration.args, Args::Command(args)
                if args.hook.as_ref().is_some_and(|hook| hook.eq_ignore_ascii_case(name)))
    };
    if pending.iter().any(blocks) {
        return Err(
            "Can not override a none sync registration which already created on this session".to_owned()
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(args: &[&str]) -> Result<Options, String> {
        Options::parse(&args.iter().map(|arg| arg.as_bytes()).collect::<Vec<_>>())
    }

    #[test]
    fn options_come_in_any_order_and_case() {
        let options =
            parse(&["unblocking", "ID", "a-1", "description", "text", "REQUIREMENTS", "redis", "UPGRADE"])
                .unwrap();
        assert!(options.unblocking && !options.upgrade);
        assert_eq!(options.id.as_deref(), Some("a-1"));
        assert_eq!(options.requirements, ["redis", "UPGRADE"]);
    }

    #[test]
    fn mistakes_are_named() {
        assert_eq!(parse(&["NOPE", "x"]), Err("Unknown arguments were given: NOPE".to_owned()));
        assert_eq!(parse(&["ID"]), Err("ID is missing".to_owned()));
        assert!(parse(&["ID", "a b"]).unwrap_err().starts_with("ID must be compose of"));
    }
}
