//! Entries of streams.

use super::RecordWriter;
use crate::api::{Context, Reply};
use crate::marshal::Value;

/// An entry of a stream.
pub(crate) struct Entry {
    pub(crate) id: Vec<u8>,
    fields: Vec<Reply>,
}

/// The entries in a reply of XREAD or XREADGROUP for one stream.
pub(crate) fn entries_of(reply: Reply) -> Vec<Entry> {
    let Reply::Array(streams) = reply else { return Vec::new() };
    let Some(Reply::Array(stream)) = streams.into_iter().next() else { return Vec::new() };
    let Some(Reply::Array(entries)) = stream.into_iter().nth(1) else { return Vec::new() };
    entries.into_iter().filter_map(entry_of).collect()
}

fn entry_of(reply: Reply) -> Option<Entry> {
    let Reply::Array(parts) = reply else { return None };
    let mut parts = parts.into_iter();
    let Some(Reply::Bulk(id)) = parts.next() else { return None };
    // The fields of an entry that was deleted after its delivery are nil.
    let fields = match parts.next() {
        Some(Reply::Array(fields)) => fields,
        _ => Vec::new(),
    };
    Some(Entry { id, fields })
}

impl Entry {
    /// The record `{key, id, value}`.
    pub(crate) fn into_record(self, key: &[u8]) -> Value {
        let mut out = RecordWriter::plain();
        out.out.dict_start();
        out.name("key");
        out.text(key);
        out.name("id");
        out.text(&self.id);
        out.name("value");
        out.out.dict_start();
        for pair in self.fields.chunks_exact(2) {
            let [Reply::Bulk(field), Reply::Bulk(value)] = pair else { continue };
            let Ok(field) = std::str::from_utf8(field) else {
                return Value::Str(format!(
                    "an entry of the stream '{}' has a field name that is not UTF-8, which cannot be a record (it would crash RedisGears)",
                    String::from_utf8_lossy(key)
                ));
            };
            out.name(field.split('\0').next().unwrap_or_default());
            out.text(value);
        }
        out.out.dict_end();
        out.out.dict_end();
        Value::Encoded(out.out.bytes)
    }
}

/// The records of StreamReader.run: all entries after an id.
pub(crate) fn read(ctx: Context, key: &[u8], start: &[u8]) -> Vec<Value> {
    match ctx.read(b"XREAD", &[b"STREAMS", key, start]) {
        Ok(Reply::Error(text)) => vec![Value::Str(text)],
        Ok(reply) => entries_of(reply).into_iter().map(|entry| entry.into_record(key)).collect(),
        Err(error) => vec![Value::Str(error.text)],
    }
}
