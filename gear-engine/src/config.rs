//! The configuration of RedisGears: names, defaults, and what may change while the server runs.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use crate::api::Reply;
use crate::marshal::Value;
use crate::sync::Locked as _;
use crate::{shards, worker};

/// A setting that is a number.
struct Setting {
    name: &'static str,
    value: AtomicI64,
    owner: Owner,
    changeable: bool,
    least: i64,
}

/// Who knows the setting in RedisGears: the two answer differently, and the plugin's names are case-sensitive.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    Core,
    Plugin,
}

use Owner::{Core, Plugin};

const ANY: i64 = i64::MIN;
const POSITIVE: i64 = 1;

const fn setting(owner: Owner, name: &'static str, default: i64, changeable: bool, least: i64) -> Setting {
    Setting { name, value: AtomicI64::new(default), owner, changeable, least }
}

static MAX_EXECUTIONS: Setting = setting(Core, "MaxExecutions", 1000, true, ANY);
static MAX_EXECUTIONS_PER_REGISTRATION: Setting =
    setting(Core, "MaxExecutionsPerRegistration", 100, true, ANY);
static PROFILE_EXECUTIONS: Setting = setting(Core, "ProfileExecutions", 0, true, ANY);
static EXECUTION_THREADS: Setting = setting(Core, "ExecutionThreads", 3, false, POSITIVE);
/// The engine's own: how many milliseconds Python code may keep Redis blocked.
static SYNC_TIMEOUT: Setting = setting(Core, "SyncTimeout", 5000, true, POSITIVE);
/// The engine's own: how many megabytes the Python process may have, 0 for any number.
static MEMORY_LIMIT: Setting = setting(Core, "MemoryLimit", 4096, false, 0);
static ATTEMPT_TRACEBACK: Setting = setting(Plugin, "PythonAttemptTraceback", 1, true, ANY);

/// Those that only can be read back here: there is nothing behind them.
static OTHERS: [Setting; 7] = [
    setting(Core, "ExecutionMaxIdleTime", 5000, true, POSITIVE),
    setting(Core, "SendMsgRetries", 3, true, ANY),
    setting(Plugin, "CreateVenv", 0, false, ANY),
    setting(Plugin, "DownloadDeps", 0, false, ANY),
    setting(Plugin, "ForeceDownloadDepsOnEnterprise", 0, false, ANY),
    setting(Plugin, "OverridePythonAllocators", 1, false, ANY),
    setting(Plugin, "PythonInstallReqMaxIdleTime", 30_000, true, POSITIVE),
];

/// Settings of the plugin that are text.
const TEXTS: [(&str, &str); 3] = [
    ("DependenciesUrl", ""),
    ("DependenciesSha256", ""),
    ("PythonInstallationDir", "/var/opt/redislabs/modules/rg"),
];

fn settings() -> impl Iterator<Item = &'static Setting> {
    let used = [
        &MAX_EXECUTIONS,
        &MAX_EXECUTIONS_PER_REGISTRATION,
        &PROFILE_EXECUTIONS,
        &EXECUTION_THREADS,
        &SYNC_TIMEOUT,
        &MEMORY_LIMIT,
        &ATTEMPT_TRACEBACK,
    ];
    used.into_iter().chain(&OTHERS)
}

/// Values under names that are none of the above.
static EXTRA: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());

impl Setting {
    fn get(&self) -> i64 {
        self.value.load(Ordering::Relaxed)
    }

    /// False if the value is none for this setting.
    fn set(&self, value: &str) -> bool {
        match value.parse() {
            Ok(number) if number >= self.least => {
                self.value.store(number, Ordering::Relaxed);
                true
            }
            _ => false,
        }
    }
}

fn limit(setting: &Setting) -> usize {
    usize::try_from(setting.get()).unwrap_or(0)
}

pub(crate) fn max_executions() -> usize {
    limit(&MAX_EXECUTIONS)
}

pub(crate) fn max_executions_per_registration() -> usize {
    limit(&MAX_EXECUTIONS_PER_REGISTRATION)
}

pub(crate) fn sync_timeout() -> Duration {
    Duration::from_millis(SYNC_TIMEOUT.get().unsigned_abs().max(1))
}

/// `configGet` of a gear: only names that are not the server's own.
pub(crate) fn extra(name: &str) -> Option<String> {
    EXTRA.locked().get(name).cloned()
}

/// One element of RG.CONFIGGET. Names are case-sensitive here.
pub(crate) fn get(name: &str) -> Reply {
    if name == "Plugin" {
        return Reply::Array(vec![Reply::bulk("gear-engine")]);
    }
    if let Some(setting) = settings().find(|setting| setting.name == name) {
        return Reply::Int(setting.get());
    }
    if let Some((_, value)) = TEXTS.iter().find(|(known, _)| *known == name) {
        return Reply::bulk(value);
    }
    match extra(name) {
        Some(value) => Reply::bulk(value),
        None => Reply::error(format!("(error) Unsupported config parameter: {name}")),
    }
}

/// One element of RG.CONFIGSET. The core's names are not case-sensitive here.
pub(crate) fn set(name: &str, value: Option<&str>) -> Reply {
    let core = settings().find(|setting| setting.owner == Core && setting.name.eq_ignore_ascii_case(name));
    let reply = match core {
        Some(setting) if setting.changeable => set_core(setting, name, value),
        None if !name.eq_ignore_ascii_case("Plugin") => set_extra(name, value),
        _ => Reply::error(format!("(error) Config value {name} not modifiable at runtime")),
    };
    if [&ATTEMPT_TRACEBACK, &PROFILE_EXECUTIONS].iter().any(|setting| setting.name.eq_ignore_ascii_case(name))
    {
        worker::with_all_shards(|_| worker::tell_all("settings", &for_worker()));
    }
    reply
}

fn set_core(setting: &Setting, name: &str, value: Option<&str>) -> Reply {
    match value {
        Some(value) if setting.set(value) => Reply::ok(),
        _ => Reply::error(format!("(error) Failed setting config value {name}")),
    }
}

/// A setting of the plugin is also stored like a name that nobody knows.
fn set_extra(name: &str, value: Option<&str>) -> Reply {
    let Some(value) = value else { return Reply::error(format!("(error) Value was not given to {name}")) };
    let plugin = settings().find(|setting| setting.owner == Plugin && setting.name == name);
    if TEXTS.iter().any(|(known, _)| *known == name) || plugin.is_some_and(|setting| !setting.changeable) {
        return Reply::error(format!("(error) {name} is not configurable at runtime"));
    }
    if plugin.is_some_and(|setting| !setting.set(value)) {
        return Reply::error(format!("(error) Failed setting config value {name}"));
    }
    EXTRA.locked().insert(name.to_owned(), value.to_owned());
    Reply::Status(b"OK - value was saved in extra config dictionary".to_vec())
}

/// What the worker has to know: the arguments of its job "settings".
pub(crate) fn for_worker() -> [Value; 2] {
    [Value::Bool(ATTEMPT_TRACEBACK.get() != 0), Value::Bool(PROFILE_EXECUTIONS.get() != 0)]
}

/// Reads the module arguments: `python PATH`, `shards N`, and settings as `Name value`.
pub(crate) fn load(args: &[&[u8]]) -> Result<worker::Settings, String> {
    let mut python = PathBuf::from("python3");
    for pair in args.chunks(2) {
        let name = String::from_utf8_lossy(pair[0]).into_owned();
        let Some(value) = pair.get(1).map(|value| String::from_utf8_lossy(value).into_owned()) else {
            return Err(format!("the module argument '{name}' has no value"));
        };
        match name.as_str() {
            "python" => python = PathBuf::from(value),
            "shards" => match value.parse::<usize>() {
                Ok(count @ 1..=shards::MOST) => shards::set_count(count),
                _ => {
                    let most = shards::MOST;
                    return Err(format!("shards has to be a number from 1 to {most}, not '{value}'"));
                }
            },
            // The engine has no plugins: its Python is not one.
            "Plugin" => {}
            _ => load_setting(&name, value)?,
        }
    }
    let threads = usize::try_from(EXECUTION_THREADS.get()).unwrap_or(3).clamp(1, 64);
    let memory = u64::try_from(MEMORY_LIMIT.get()).ok().filter(|megabytes| *megabytes > 0);
    Ok(worker::Settings { python, shards: shards::count(), threads, memory: memory.map(|mb| mb << 20) })
}

fn load_setting(name: &str, value: String) -> Result<(), String> {
    match settings().find(|setting| setting.name.eq_ignore_ascii_case(name)) {
        Some(setting) if setting.set(&value) => {}
        Some(_) => return Err(format!("'{value}' is no value for {name}")),
        None => {
            EXTRA.locked().insert(name.to_owned(), value);
        }
    }
    Ok(())
}
