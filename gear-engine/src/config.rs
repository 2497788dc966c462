//! The configuration of RedisGears: names, defaults, and what may change while the server runs.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use crate::api::Reply;
use crate::sync::Locked as _;
use crate::{shards, worker};

/// A setting that is a number.
struct Setting {
    name: &'static str,
    value: AtomicI64,
    at_run_time: Access,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    Changeable,
    Fixed,
    /// It takes effect, but RedisGears answers as for a name it does not know.
    Quietly,
}

use Access::{Changeable, Fixed, Quietly};

const fn setting(name: &'static str, default: i64, at_run_time: Access) -> Setting {
    Setting { name, value: AtomicI64::new(default), at_run_time }
}

static MAX_EXECUTIONS: Setting = setting("MaxExecutions", 1000, Changeable);
static MAX_EXECUTIONS_PER_REGISTRATION: Setting = setting("MaxExecutionsPerRegistration", 100, Changeable);
static PROFILE_EXECUTIONS: Setting = setting("ProfileExecutions", 0, Changeable);
static ATTEMPT_TRACEBACK: Setting = setting("PythonAttemptTraceback", 1, Quietly);
static EXECUTION_THREADS: Setting = setting("ExecutionThreads", 3, Fixed);
/// The engine's own: how many milliseconds Python code may keep Redis blocked.
static SYNC_TIMEOUT: Setting = setting("SyncTimeout", 5000, Changeable);
static EXECUTION_MAX_IDLE_TIME: Setting = setting("ExecutionMaxIdleTime", 5000, Changeable);
static SEND_MSG_RETRIES: Setting = setting("SendMsgRetries", 3, Changeable);
static CREATE_VENV: Setting = setting("CreateVenv", 0, Fixed);
static DOWNLOAD_DEPS: Setting = setting("DownloadDeps", 0, Fixed);
static FORCE_DOWNLOAD: Setting = setting("ForeceDownloadDepsOnEnterprise", 0, Fixed);
static OVERRIDE_ALLOCATORS: Setting = setting("OverridePythonAllocators", 1, Fixed);
static INSTALL_IDLE_TIME: Setting = setting("PythonInstallReqMaxIdleTime", 30_000, Changeable);

static SETTINGS: [&Setting; 13] = [
    &MAX_EXECUTIONS,
    &MAX_EXECUTIONS_PER_REGISTRATION,
    &PROFILE_EXECUTIONS,
    &ATTEMPT_TRACEBACK,
    &EXECUTION_THREADS,
    &SYNC_TIMEOUT,
    &EXECUTION_MAX_IDLE_TIME,
    &SEND_MSG_RETRIES,
    &CREATE_VENV,
    &DOWNLOAD_DEPS,
    &FORCE_DOWNLOAD,
    &OVERRIDE_ALLOCATORS,
    &INSTALL_IDLE_TIME,
];

/// Values under names that are none of the above.
static EXTRA: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());

impl Setting {
    fn get(&self) -> i64 {
        self.value.load(Ordering::Relaxed)
    }

    fn set(&self, value: i64) {
        self.value.store(value, Ordering::Relaxed);
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

pub(crate) fn attempt_traceback() -> bool {
    ATTEMPT_TRACEBACK.get() != 0
}

pub(crate) fn profile_executions() -> bool {
    PROFILE_EXECUTIONS.get() != 0
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
    if let Some(setting) = SETTINGS.iter().find(|setting| setting.name == name) {
        return Reply::Int(setting.get());
    }
    match extra(name) {
        Some(value) => Reply::bulk(value),
        None => Reply::error(format!("(error) Unsupported config parameter: {name}")),
    }
}

/// One element of RG.CONFIGSET. The server's own names are not case-sensitive here.
pub(crate) fn set(name: &str, value: Option<&str>) -> Reply {
    let setting = SETTINGS.iter().find(|setting| setting.name.eq_ignore_ascii_case(name));
    if name.eq_ignore_ascii_case("Plugin") || setting.is_some_and(|setting| setting.at_run_time == Fixed) {
        return Reply::error(format!("(error) Config value {name} not modifiable at runtime"));
    }
    let Some(setting) = setting else {
        return match value {
            Some(value) => {
                EXTRA.locked().insert(name.to_owned(), value.to_owned());
                Reply::Status(b"OK - value was saved in extra config dictionary".to_vec())
            }
            None => Reply::error(format!("(error) Value was not given to {name}")),
        };
    };
    let Some(number) = value.and_then(|value| value.parse().ok()) else {
        return Reply::error(format!("(error) Failed setting config value {name}"));
    };
    setting.set(number);
    if std::ptr::eq(*setting, &PROFILE_EXECUTIONS) || std::ptr::eq(*setting, &ATTEMPT_TRACEBACK) {
        tell_worker();
    }
    match setting.at_run_time {
        Quietly => Reply::Status(b"OK - value was saved in extra config dictionary".to_vec()),
        Changeable | Fixed => Reply::ok(),
    }
}

/// The settings that the worker has to know.
pub(crate) fn tell_worker() {
    use crate::marshal::Value;
    worker::tell("settings", &[Value::Bool(attempt_traceback()), Value::Bool(profile_executions())]);
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
                Ok(count @ 1..=1000) => shards::set_count(count),
                _ => return Err(format!("shards has to be a number from 1 to 1000, not '{value}'")),
            },
            // The engine has no plugins: its Python is not one.
            "Plugin" => {}
            _ => load_setting(&name, value)?,
        }
    }
    let threads = usize::try_from(EXECUTION_THREADS.get()).unwrap_or(3).clamp(1, 64);
    Ok(worker::Settings { python, shards: shards::count(), threads })
}

fn load_setting(name: &str, value: String) -> Result<(), String> {
    match SETTINGS.iter().find(|setting| setting.name.eq_ignore_ascii_case(name)) {
        Some(setting) => {
            let number = value.parse().map_err(|_| format!("{name} has to be a number, not '{value}'"))?;
            setting.set(number);
        }
        None => {
            EXTRA.locked().insert(name.to_owned(), value);
        }
    }
    Ok(())
}
