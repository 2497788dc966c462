//! REQUIREMENTS of a script: Python packages that it needs.
//!
//! What the interpreter of the worker has already is used as it is. Anything else is downloaded as wheels and installed into a
//! virtual environment in the data directory of the server, so that the developer's own Python is not changed and the next
//! start finds both again.

mod bundle;
mod install;

use std::sync::Mutex;
use std::time::Duration;

use crate::api::{BlockedClient, Context, LogLevel, Reply, log};
use crate::marshal::Value;
use crate::sync::Locked as _;
use crate::{shards, timers, worker};
use bundle::Bundle;
use install::Place;

const NOT_SATISFIED: &str = "Could not satisfy requirements (look at redis log file for more information)";
/// How much of an exported requirement is one element of the reply.
const PIECE: usize = 10 << 20;

/// A requirement that a script has named or that was imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Requirement {
    pub(crate) name: String,
    /// The files of its wheels; None if they were not needed, because the interpreter has the package.
    pub(crate) wheels: Option<Vec<String>>,
    pub(crate) installed: bool,
}

/// All requirements; none is ever forgotten. Only locked while the Redis lock is held, because the child that writes the RDB
/// file reads it.
static KNOWN: Mutex<Vec<Requirement>> = Mutex::new(Vec::new());

pub(crate) fn known() -> Vec<Requirement> {
    KNOWN.locked().clone()
}

pub(crate) fn get(name: &str) -> Option<Requirement> {
    KNOWN.locked().iter().find(|known| known.name == name).cloned()
}

fn remember(requirement: Requirement) {
    let mut known = KNOWN.locked();
    match known.iter_mut().find(|known| known.name == requirement.name) {
        Some(known) => *known = requirement,
        None => known.push(requirement),
    }
}

/// Whether all of them are there already.
pub(crate) fn are_installed(names: &[String]) -> bool {
    names.iter().all(|name| get(name).is_some_and(|known| known.installed))
}

/// Installs in the background what is missing, or all of them again; `then` runs on the main thread.
pub(crate) fn provide(
    names: Vec<String>,
    again: bool,
    then: impl FnOnce(Result<(), String>) + Send + 'static,
) {
    let done: Vec<String> =
        if again { Vec::new() } else { names.iter().filter(|name| is_installed(name)).cloned().collect() };
    in_background(
        move || {
            let missing = names.iter().filter(|name| !done.contains(name));
            let place = Place::of_this_server()?;
            missing.map(|name| place.provide(name, again)).collect()
        },
        move |result| {
            then(result.map(use_them).map_err(|text: String| {
                log(LogLevel::Warning, &text);
                NOT_SATISFIED.to_owned()
            }))
        },
    );
}

fn is_installed(name: &str) -> bool {
    get(name).is_some_and(|known| known.installed)
}

/// Makes what was installed known, to us and to the worker.
fn use_them(new: Vec<Requirement>) {
    let names: Vec<_> = new.iter().map(|requirement| requirement.name.clone()).collect();
    new.into_iter().for_each(remember);
    if !names.is_empty() {
        (0..shards::count()).for_each(tell_worker);
    }
}

/// Tells the worker of a shard where the packages are, also a new worker before it gets the registrations.
pub(crate) fn tell_worker(shard: usize) {
    let any = KNOWN.locked().iter().any(|known| known.installed && known.wheels.is_some());
    if any && let Ok(place) = Place::of_this_server() {
        let folder = place.site_packages().to_string_lossy().into_owned();
        worker::tell(shard, "use_folder", &[Value::Str(folder)]);
    }
}

/// Does something on a thread of its own, and gives what comes out to `then` on the main thread.
fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, String> + Send + 'static,
    then: impl FnOnce(Result<T, String>) + Send + 'static,
) {
    /// Two at a time would write into the same environment.
    static BUSY: Mutex<()> = Mutex::new(());
    let run = move || {
        let result = {
            let _busy = BUSY.locked();
            crate::guard(Err("the engine failed; its log says more".to_owned()), work)
        };
        worker::lock::with(|_| timers::after(Duration::ZERO, move |_| then(result)));
    };
    if std::thread::Builder::new().name("gears-install".to_owned()).spawn(run).is_err() {
        log(LogLevel::Warning, "no thread to install requirements");
    }
}

/// RG.PYEXPORTREQ: the description of a requirement and its wheels. Those of a package that the interpreter has are downloaded
/// for it.
pub(crate) fn export(ctx: Context, name: &str) {
    let Some(requirement) = get(name) else {
        return ctx.reply(&Reply::error("requirement does not exists"));
    };
    if !ctx.may_block() {
        return ctx.reply(&Reply::error("ERR RG.PYEXPORTREQ reads files and cannot wait for them here"));
    }
    let client = ctx.block_client();
    in_background(
        move || {
            let place = Place::of_this_server()?;
            let wheels = place.download(&requirement.name, false)?;
            let bundle = place.bundle(&requirement.name, &wheels)?;
            Ok((Requirement { wheels: Some(wheels), ..requirement }, bundle.to_bytes()))
        },
        move |result| client.reply(exported(result)),
    );
}

fn exported(result: Result<(Requirement, Vec<u8>), String>) -> Reply {
    match result {
        Ok((requirement, bytes)) => {
            let pieces = bytes.chunks(PIECE).map(Reply::bulk).collect();
            let reply = Reply::Array(vec![requirement.description(), Reply::Array(pieces)]);
            remember(requirement);
            reply
        }
        Err(text) => {
            log(LogLevel::Warning, &text);
            Reply::error(format!("Failed serializing requirement: {text}"))
        }
    }
}

/// RG.PYIMPORTREQ: installs what RG.PYEXPORTREQ gave, in as many pieces. Nothing is downloaded.
pub(crate) fn import(ctx: Context, pieces: &[&[u8]]) {
    let bundle = match Bundle::from_bytes(&pieces.concat()) {
        Ok(bundle) => bundle,
        Err(text) => return ctx.reply(&Reply::Error(text)),
    };
    if !ctx.may_block() {
        return ctx
            .reply(&Reply::error("ERR RG.PYIMPORTREQ installs packages and cannot wait for that here"));
    }
    let client: BlockedClient = ctx.block_client();
    in_background(
        move || Place::of_this_server()?.install_bundle(&bundle),
        move |result| {
            client.reply(match result {
                Ok(requirement) => {
                    use_them(vec![requirement]);
                    Reply::bulk("OK")
                }
                Err(text) => {
                    log(LogLevel::Warning, &text);
                    Reply::error("Failed install requirement, check the log for more info.")
                }
            });
        },
    );
}

/// What goes into the RDB file: names, and the wheels where there are any. This also runs in the child of a fork.
pub(crate) fn save(wanted: impl Fn(&str) -> bool) -> Value {
    let place = Place::of_this_server();
    let one = |known: &Requirement| {
        let wheels = known.wheels.as_ref().zip(place.as_ref().ok());
        let bundle = wheels.and_then(|(wheels, place)| place.bundle(&known.name, wheels).ok());
        let bytes = bundle.map_or(Value::None, |bundle| Value::Bytes(bundle.to_bytes()));
        Value::Tuple(vec![Value::str(known.name.as_str()), bytes])
    };
    Value::Tuple(KNOWN.locked().iter().filter(|known| wanted(&known.name)).map(one).collect())
}

/// Takes in what `save` wrote, before the registrations that need it.
pub(crate) fn load(saved: &Value) -> Option<()> {
    for entry in saved.as_items()? {
        let [name, bytes] = entry.as_items()? else { return None };
        let name = name.as_str()?;
        if is_installed(name) {
            continue;
        }
        let found = Place::of_this_server().and_then(|place| match bytes.as_bytes() {
            Some(bytes) => place.install_bundle(&Bundle::from_bytes(bytes)?),
            None => place.provide(name, false),
        });
        match found {
            Ok(requirement) => use_them(vec![requirement]),
            Err(text) => {
                log(LogLevel::Warning, &format!("the requirement {name} could not be loaded: {text}"));
                remember(Requirement { name: name.to_owned(), wheels: None, installed: false });
            }
        }
    }
    Some(())
}

impl Requirement {
    /// A row of RG.PYDUMPREQS.
    pub(crate) fn description(&self) -> Reply {
        let wheels = match &self.wheels {
            Some(wheels) => Reply::Array(wheels.iter().map(Reply::bulk).collect()),
            None => Reply::bulk("Requirement was not yet downloaded so wheels are not available"),
        };
        Reply::Array(vec![
            Reply::bulk("GearReqVersion"),
            Reply::Int(bundle::VERSION),
            Reply::bulk("Name"),
            Reply::bulk(&self.name),
            Reply::bulk("IsDownloaded"),
            Reply::bulk(yes(self.wheels.is_some())),
            Reply::bulk("IsInstalled"),
            Reply::bulk(yes(self.installed)),
            Reply::bulk("CompiledOs"),
            Reply::bulk(bundle::system()),
            Reply::bulk("Wheels"),
            wheels,
        ])
    }
}

pub(crate) fn yes(value: bool) -> &'static str {
    if value { "yes" } else { "no" }
}
