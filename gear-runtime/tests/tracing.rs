//! A span for every command, with what it is about.
#![cfg(feature = "tracing")]

use std::fmt::Debug;
use std::sync::Mutex;

use gear_runtime::__private as p;
use gear_runtime::{Error, Gear, Gears as _, Registration};
use redis::Cmd;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

mod support;

use support::answering::Answering;
use support::definition;

static LAUNCH: p::Definition = p::Definition {
    reader: "CommandReader",
    trigger: Some("launch"),
    ..definition("launch", "GB('CommandReader', desc='\u{1}d\u{1}').register(trigger='launch')", &[])
};

static FIELDS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Keeps the fields of all spans.
struct Keep;

struct Fields;

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        FIELDS.lock().expect("nobody panics").push(format!("{}={value:?}", field.name()));
    }
}

impl Subscriber for Keep {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut Fields);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut Fields);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[test]
fn a_span_names_command_id_shard_time_and_error() {
    tracing::subscriber::set_global_default(Keep).expect("nobody else is there");
    let mut empty = Answering(|_: &Cmd| redis::parse_redis_value(b"-execution plan does not exist\r\n"));
    assert!(matches!(empty.get_results("abc-7"), Err(Error::UnknownExecution { .. })));
    let gear: Gear<Registration> = p::Gear::__new(&LAUNCH, |request| {
        p::CommandReader::<Vec<String>>().__open().register().trigger("launch").__serve(request)
    });
    let mut server = Answering(|_: &Cmd| redis::parse_redis_value(b"*0\r\n"));
    gear.register(&mut server).expect_err("it lists no registration");
    let fields = FIELDS.lock().expect("nobody panics").join(" ");
    let hash = format!("hash=\"{}\"", gear.hash());
    for field in [&hash, "gear=\"launch\"", "command=\"RG.PYEXECUTE\""] {
        assert!(fields.contains(field), "{field} is missing in {fields}");
    }
    for field in ["command=\"RG.GETRESULTS\"", "id=\"abc-7\"", "shard=\"abc\"", "milliseconds=", "error="] {
        assert!(fields.contains(field), "{field} is missing in {fields}");
    }
}
