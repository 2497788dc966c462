//! How registrations and sessions are shown, as replies and as lines of INFO.

use std::fmt::Display;

use crate::api::Reply;
use crate::registrations::{Args, Registration, Session, Stats};
use crate::requirements;
use crate::sync::Locked as _;

/// A name with its value.
type Field = (&'static str, Reply);

fn int(value: impl TryInto<i64>) -> Reply {
    Reply::Int(value.try_into().unwrap_or(i64::MAX))
}

fn texts(items: Option<&[String]>) -> Reply {
    items.map_or(Reply::Nil, |items| Reply::Array(items.iter().map(Reply::bulk).collect()))
}

fn flat(fields: Vec<Field>) -> Reply {
    Reply::Array(fields.into_iter().flat_map(|(name, value)| [Reply::bulk(name), value]).collect())
}

/// The numbers of a registration, without its arguments.
fn numbers(registration: &Registration, stats: &Stats) -> Vec<Field> {
    let mut fields = vec![
        ("mode", Reply::bulk(registration.mode.name())),
        ("numTriggered", Reply::Int(stats.triggered)),
        ("numSuccess", Reply::Int(stats.success)),
        ("numFailures", Reply::Int(stats.failures)),
        ("numAborted", Reply::Int(stats.aborted)),
        ("lastRunDurationMS", int(stats.last_run.as_millis())),
        ("totalRunDurationMS", int(stats.total_run.as_millis())),
        ("avgRunDurationMS", Reply::bulk(stats.average_run())),
    ];
    if matches!(registration.args, Args::Stream(_)) {
        fields.push(("lastEstimatedLagMS", int(stats.last_lag.as_millis())));
        fields.push(("avgEstimatedLagMS", Reply::bulk(stats.average_lag())));
    }
    fields.push(("lastError", Reply::opt_bulk(stats.last_error.as_deref())));
    fields
}

fn arguments(args: &Args) -> Vec<Field> {
    match args {
        Args::Keys(args) => vec![
            ("regex", Reply::bulk(&args.prefix)),
            ("eventTypes", texts(args.events.as_deref())),
            ("keyTypes", texts(args.types.as_deref())),
            ("hookCommands", texts(args.commands.as_deref())),
        ],
        Args::Stream(args) => vec![
            ("batchSize", Reply::Int(args.batch)),
            ("durationMS", Reply::Int(args.duration_ms)),
            ("stream", Reply::bulk(&args.prefix)),
            ("trimStream", Reply::Int(i64::from(args.trim))),
            ("onFailedPolicy", Reply::bulk(&args.on_failure)),
            ("retryInterval", Reply::Int(args.retry_seconds)),
        ],
        Args::Command(args) => vec![
            ("trigger", Reply::bulk(args.trigger.as_ref().or(args.hook.as_ref()).map_or("", String::as_str))),
            ("inorder", Reply::Int(i64::from(args.in_order))),
        ],
    }
}

/// A registration in RG.DUMPREGISTRATIONS; without `PD` inside of RG.PYDUMPSESSIONS VERBOSE.
pub(super) fn registration(registration: &Registration, session_ids: Option<&[String]>) -> Reply {
    let stats = registration.stats.locked().clone();
    let mut data = numbers(registration, &stats);
    data.push(("args", flat(arguments(&registration.args))));
    if matches!(registration.args, Args::Stream(_)) {
        data.push(("status", Reply::bulk(registration.stream_status().name())));
    }
    let mut fields = vec![
        ("id", Reply::bulk(&registration.id)),
        ("reader", Reply::bulk(registration.args.reader())),
        ("desc", Reply::opt_bulk(registration.desc.as_deref())),
        ("RegistrationData", flat(data)),
    ];
    if let Some(ids) = session_ids {
        fields.push(("PD", Reply::bulk(session_text(&registration.session, ids))));
    }
    fields.push(("ExecutionThreadPool", Reply::bulk("DefaultPool")));
    flat(fields)
}

/// The text of a session that RedisGears calls private data.
pub(crate) fn session_text(session: &Session, registrations: &[String]) -> String {
    let requirements: Vec<String> = session.requirements.iter().map(|name| requirement_text(name)).collect();
    format!(
        "{{'sessionName':'{}', 'sessionDescription':'{}', 'refCount': {}, 'linkedTo': primary, 'dead': false, \
         'isInstallationNeeded':{}, 'registrationsList':['{}'], 'depsList':[{}]}}",
        session.id,
        session.description.as_deref().unwrap_or("null"),
        registrations.len(),
        i64::from(session.installed_requirements),
        registrations.join("','"),
        requirements.join(","),
    )
}

fn requirement_text(name: &str) -> String {
    let wheels = requirements::get(name).and_then(|known| known.wheels).unwrap_or_default();
    let wheels: Vec<String> = wheels.iter().map(|wheel| format!("'{wheel}'")).collect();
    format!("{{'name':'{name}', 'wheels':[{}]}}", wheels.join(","))
}

/// A registration as the value of a line in INFO.
pub(crate) fn registration_info(registration: &Registration, session_ids: &[String]) -> String {
    let stats = registration.stats.locked().clone();
    let mut parts = vec![
        pair("desc", registration.desc.as_deref().unwrap_or("None")),
        pair("reader", registration.args.reader()),
    ];
    let mut fields = numbers(registration, &stats);
    fields.extend(arguments(&registration.args));
    if matches!(registration.args, Args::Stream(_)) {
        // Other than in RG.DUMPREGISTRATIONS, the status is among the arguments: after the name of the stream.
        let after_stream =
            fields.iter().position(|(name, _)| *name == "stream").map_or(fields.len(), |at| at + 1);
        fields.insert(after_stream, ("status", Reply::bulk(registration.stream_status().name())));
    }
    parts.extend(fields.into_iter().map(|(name, value)| pair(name, info_value(&value))));
    // The value is a list separated by commas.
    parts.push(pair("PD", session_text(&registration.session, session_ids).replace(',', "|")));
    parts.join(",")
}

fn pair(name: &str, value: impl Display) -> String {
    format!("{name}={value}")
}

fn info_value(value: &Reply) -> String {
    match value {
        Reply::Nil => "None".to_owned(),
        Reply::Int(n) => n.to_string(),
        Reply::Bulk(bytes) | Reply::Status(bytes) => {
            String::from_utf8_lossy(bytes).replace(['\r', '\n', ','], " ")
        }
        Reply::Error(text) => text.clone(),
        Reply::Array(items) => format!("[{}]", items.iter().map(info_value).collect::<Vec<_>>().join("|")),
    }
}
