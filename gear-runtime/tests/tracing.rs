//! A span for every command, with what it is about.
#![cfg(feature = "tracing")]

use std::fmt::Debug;
use std::sync::Mutex;

use gear_runtime::{Error, Gears as _};
use redis::{Cmd, ConnectionLike, RedisResult, Value};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

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

/// Knows no execution.
struct Empty;

impl ConnectionLike for Empty {
    fn req_command(&mut self, _: &Cmd) -> RedisResult<Value> {
        redis::parse_redis_value(b"-execution plan does not exist\r\n")
    }

    fn req_packed_command(&mut self, _: &[u8]) -> RedisResult<Value> {
        Ok(Value::Nil)
    }

    fn req_packed_commands(&mut self, _: &[u8], _: usize, _: usize) -> RedisResult<Vec<Value>> {
        Ok(Vec::new())
    }

    fn get_db(&self) -> i64 {
        0
    }

    fn check_connection(&mut self) -> bool {
        true
    }

    fn is_open(&self) -> bool {
        true
    }
}

#[test]
fn a_span_names_command_id_shard_time_and_error() {
    tracing::subscriber::set_global_default(Keep).expect("nobody else is there");
    assert!(matches!(Empty.get_results("abc-7"), Err(Error::UnknownExecution { .. })));
    let fields = FIELDS.lock().expect("nobody panics").join(" ");
    for field in ["command=\"RG.GETRESULTS\"", "id=\"abc-7\"", "shard=\"abc\"", "milliseconds=", "error="] {
        assert!(fields.contains(field), "{field} is missing in {fields}");
    }
}
