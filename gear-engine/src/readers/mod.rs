//! What the readers read: keys with their values, and entries of streams.

pub(crate) mod keys;
pub(crate) mod scan;
pub(crate) mod streams;

use crate::marshal::Writer;

/// The names that occur in every record. They are sent once for a message and referred to afterwards, so that Python makes
/// one object of each.
const NAMES: [&str; 10] =
    ["event", "key", "type", "value", "string", "hash", "list", "set", "zset", "unknown"];

/// Marks a value that later references may point to; references count such values from the start of the message.
const FLAG_REF: u8 = 0x80;

/// Writes records that share their names.
pub(crate) struct RecordWriter {
    pub(crate) out: Writer,
    /// Whether the table of names is in front.
    shared: bool,
    /// Whether there is text that is not UTF-8.
    pub(crate) binary: bool,
}

impl RecordWriter {
    /// Starts with the table of names.
    pub(crate) fn new() -> RecordWriter {
        let mut out = Writer::default();
        out.tuple(NAMES.len());
        for name in NAMES {
            let at = out.bytes.len();
            out.str(name);
            out.bytes[at] |= FLAG_REF;
        }
        RecordWriter { out, shared: true, binary: false }
    }

    /// Without the table: for a record that is part of another message.
    pub(crate) fn plain() -> RecordWriter {
        RecordWriter { out: Writer::default(), shared: false, binary: false }
    }

    /// One of [`NAMES`], or any other text.
    pub(crate) fn name(&mut self, name: &str) {
        match NAMES.iter().position(|known| *known == name) {
            Some(index) if self.shared => {
                self.out.bytes.push(b'r');
                self.out.bytes.extend_from_slice(&(index as u32).to_le_bytes());
            }
            _ => self.out.str(name),
        }
    }

    pub(crate) fn text(&mut self, bytes: &[u8]) {
        self.binary |= !self.out.text(bytes);
    }
}
