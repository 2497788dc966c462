//! The records of KeysReader.

use std::ffi::c_void;

use super::RecordWriter;
use crate::api::raw::{self, RedisModuleKey, RedisModuleString, api};
use crate::api::{Context, Reply, string_bytes};
use crate::marshal::Value;
use crate::registrations::c_text;

/// A key opened for reading.
struct OpenKey(*mut RedisModuleKey);

impl OpenKey {
    fn open(ctx: Context, key: &[u8]) -> OpenKey {
        // SAFETY: the context is live; the string is freed after its use.
        unsafe {
            let name = (api().CreateString)(std::ptr::null_mut(), key.as_ptr().cast(), key.len());
            let opened = (api().OpenKey)(ctx.as_ptr(), name, raw::READ);
            (api().FreeString)(std::ptr::null_mut(), name);
            OpenKey(opened.cast())
        }
    }

    fn kind(&self) -> i32 {
        // SAFETY: the key is open, or null, which the server takes for an empty one.
        unsafe { (api().KeyType)(self.0) }
    }
}

impl Drop for OpenKey {
    fn drop(&mut self) {
        // SAFETY: opened in `open`, closed once.
        unsafe { (api().CloseKey)(self.0) };
    }
}

/// The name of a type in `keyTypes` of register.
pub(crate) fn type_of(ctx: Context, key: &[u8]) -> &'static str {
    match OpenKey::open(ctx, key).kind() {
        raw::KEYTYPE_STREAM => "stream",
        kind => type_name(kind),
    }
}

/// The name of a type in a record.
fn type_name(kind: i32) -> &'static str {
    match kind {
        raw::KEYTYPE_EMPTY => "empty",
        raw::KEYTYPE_STRING => "string",
        raw::KEYTYPE_LIST => "list",
        raw::KEYTYPE_HASH => "hash",
        raw::KEYTYPE_SET => "set",
        raw::KEYTYPE_ZSET => "zset",
        raw::KEYTYPE_MODULE => "module",
        _ => "unknown",
    }
}

/// Why there is no record: RedisGears would crash.
pub(crate) enum NoRecord {
    /// A field of the hash is not UTF-8.
    BinaryField,
    /// The key has a NUL, and what is before it is the name of a key of another type.
    NulInKey,
}

/// Writes a record `{event, key, type, value}` to the end of the writer. On an error, what was written is of no use.
pub(crate) fn write_record(
    ctx: Context,
    out: &mut RecordWriter,
    event: Option<&str>,
    key: &[u8],
    read_value: bool,
) -> Result<(), NoRecord> {
    let start = out.out.bytes.len();
    let binary = out.binary;
    out.out.dict_start();
    out.name("event");
    match event {
        Some(event) => out.name(event),
        None => out.out.none(),
    }
    out.name("key");
    out.text(key);
    if read_value {
        let opened = OpenKey::open(ctx, key);
        let kind = opened.kind();
        out.name("type");
        out.name(type_name(kind));
        out.name("value");
        if let Err(problem) = write_value(ctx, out, &opened, kind, key) {
            out.out.bytes.truncate(start);
            out.binary = binary;
            return Err(problem);
        }
    }
    out.out.dict_end();
    Ok(())
}

fn write_value(
    ctx: Context,
    out: &mut RecordWriter,
    key: &OpenKey,
    kind: i32,
    name: &[u8],
) -> Result<(), NoRecord> {
    match kind {
        raw::KEYTYPE_HASH | raw::KEYTYPE_LIST => {
            // RedisGears reads these values by the name as a C string, which ends at a NUL.
            let c_name = c_text(name);
            if c_name.len() == name.len() {
                return write_items(ctx, out, key, kind, name);
            }
            let short = OpenKey::open(ctx, c_name);
            return match short.kind() {
                raw::KEYTYPE_EMPTY => {
                    write_nothing(out, kind);
                    Ok(())
                }
                other if other == kind => write_items(ctx, out, &short, kind, c_name),
                _ => Err(NoRecord::NulInKey),
            };
        }
        // Not by RM_StringDMA: it changes how the value is stored, which is fatal inside an event of INCRBYFLOAT.
        raw::KEYTYPE_STRING => match ctx.read(b"GET", &[name]) {
            Ok(Reply::Bulk(bytes)) => out.text(&bytes),
            _ => out.out.none(),
        },
        _ => out.out.none(),
    }
    Ok(())
}

fn write_items(
    ctx: Context,
    out: &mut RecordWriter,
    key: &OpenKey,
    kind: i32,
    name: &[u8],
) -> Result<(), NoRecord> {
    if kind == raw::KEYTYPE_HASH {
        return write_hash(out, key);
    }
    match ctx.read(b"LRANGE", &[name, b"0", b"-1"]) {
        Ok(Reply::Array(items)) => write_list(out, &items),
        _ => out.out.none(),
    }
    Ok(())
}

/// An empty hash or list.
fn write_nothing(out: &mut RecordWriter, kind: i32) {
    if kind == raw::KEYTYPE_HASH {
        out.out.dict_start();
        out.out.dict_end();
    } else {
        out.out.list(0);
    }
}

fn write_list(out: &mut RecordWriter, items: &[Reply]) {
    out.out.list(items.len());
    for item in items {
        match item {
            Reply::Bulk(bytes) => out.text(bytes),
            _ => out.out.none(),
        }
    }
}

struct HashWriter<'a> {
    out: &'a mut RecordWriter,
    failed: bool,
}

fn write_hash(out: &mut RecordWriter, key: &OpenKey) -> Result<(), NoRecord> {
    out.out.dict_start();
    let mut writer = HashWriter { out, failed: false };
    // SAFETY: the key is open and is not changed while it is scanned; `writer` lives until the cursor is destroyed.
    unsafe {
        let cursor = (api().ScanCursorCreate)();
        while (api().ScanKey)(key.0, cursor, on_field, (&raw mut writer).cast()) != 0 {}
        (api().ScanCursorDestroy)(cursor);
    }
    let failed = writer.failed;
    out.out.dict_end();
    if failed { Err(NoRecord::BinaryField) } else { Ok(()) }
}

unsafe extern "C" fn on_field(
    _key: *mut RedisModuleKey,
    field: *mut RedisModuleString,
    value: *mut RedisModuleString,
    data: *mut c_void,
) {
    crate::guard((), || {
        // SAFETY: `data` is the writer given to ScanKey; field and value live during this call.
        let (writer, field, value) =
            unsafe { (&mut *data.cast::<HashWriter<'_>>(), string_bytes(field), string_bytes(value)) };
        match std::str::from_utf8(field) {
            Ok(field) => {
                // A field is a C string in RedisGears.
                writer.out.name(field.split('\0').next().unwrap_or_default());
                writer.out.text(value);
            }
            Err(_) => writer.failed = true,
        }
    });
}

impl NoRecord {
    /// What a gear gets instead of a record.
    pub(crate) fn text(&self, key: &[u8]) -> String {
        let key = key.escape_ascii();
        match self {
            NoRecord::BinaryField => format!(
                "the hash '{key}' has a field name that is not UTF-8, which cannot be a record (it would crash RedisGears)"
            ),
            NoRecord::NulInKey => format!(
                "the key '{key}' has a NUL, and the part before it is a key of another type (it would crash RedisGears)"
            ),
        }
    }
}

/// The record of an event, as a value that is encoded later.
pub(crate) fn event_record(ctx: Context, event: &str, key: &[u8], read_value: bool) -> Value {
    record(ctx, Some(event), key, read_value)
}

/// A record as a value of its own: already encoded, except when it could not be made.
pub(crate) fn record(ctx: Context, event: Option<&str>, key: &[u8], read_value: bool) -> Value {
    let mut out = RecordWriter::plain();
    match write_record(ctx, &mut out, event, key, read_value) {
        Ok(()) => Value::Encoded(out.out.bytes),
        Err(problem) => Value::Str(problem.text(key)),
    }
}
