//! Values exchanged with the Python worker, in the format of Python's own `marshal` module (version 2).
//!
//! Python reads and writes that format in C, so a page of a thousand records becomes Python objects in one call, without a
//! line of Python for each. Only plain data crosses; code and functions stay inside the worker, which pickles them to bytes.

/// A plain Python value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(String),
    Bytes(Vec<u8>),
    List(Vec<Value>),
    Tuple(Vec<Value>),
    /// Something that is marshalled already (a dict, for instance, which there is no other form for here).
    Encoded(Vec<u8>),
}

/// The deepest nesting that is read: deeper data is an attack or a mistake, and reading it would overflow the stack.
const MAX_DEPTH: usize = 200;

impl Value {
    pub(crate) fn str(text: impl Into<String>) -> Value {
        Value::Str(text.into())
    }

    /// What Redis stores is bytes; Python gets a `str` when they are UTF-8 and raw bytes otherwise.
    pub(crate) fn text(bytes: &[u8]) -> Value {
        match std::str::from_utf8(bytes) {
            Ok(text) => Value::Str(text.to_owned()),
            Err(_) => Value::Bytes(bytes.to_vec()),
        }
    }

    pub(crate) fn opt_str(text: Option<&str>) -> Value {
        text.map_or(Value::None, Value::str)
    }

    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Value::Str(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Value::Str(text) => Some(text.as_bytes()),
            Value::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    pub(crate) fn as_int(&self) -> Option<i64> {
        match self {
            Value::Int(n) => Some(*n),
            Value::Bool(b) => Some(i64::from(*b)),
            _ => None,
        }
    }

    pub(crate) fn as_items(&self) -> Option<&[Value]> {
        match self {
            Value::List(items) | Value::Tuple(items) => Some(items),
            _ => None,
        }
    }

    /// The items of a list or tuple, nothing for other values.
    pub(crate) fn into_items(self) -> Vec<Value> {
        match self {
            Value::List(items) | Value::Tuple(items) => items,
            _ => Vec::new(),
        }
    }

    /// The text of a `str`, "" for other values.
    pub(crate) fn into_string(self) -> String {
        match self {
            Value::Str(text) => text,
            _ => String::new(),
        }
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.value(self);
        out.bytes
    }

    pub(crate) fn decode(bytes: &[u8]) -> Result<Value, Malformed> {
        let mut reader = Reader { rest: bytes };
        reader.value(0)
    }
}

/// Writes values without building a [`Value`] first; the readers of keys and streams use it directly.
#[derive(Default)]
pub(crate) struct Writer {
    pub(crate) bytes: Vec<u8>,
}

impl Writer {
    fn size(&mut self, n: usize) {
        // Lengths are signed 32-bit in the format; Redis values end at 512 MB, so this cannot overflow in practice.
        self.bytes.extend_from_slice(&(n.min(i32::MAX as usize) as u32).to_le_bytes());
    }

    pub(crate) fn none(&mut self) {
        self.bytes.push(b'N');
    }

    pub(crate) fn str(&mut self, text: &str) {
        self.bytes.push(b'u');
        self.size(text.len());
        self.bytes.extend_from_slice(text.as_bytes());
    }

    pub(crate) fn raw(&mut self, bytes: &[u8]) {
        self.bytes.push(b's');
        self.size(bytes.len());
        self.bytes.extend_from_slice(bytes);
    }

    /// `str` or raw bytes, as [`Value::text`]; true if it is UTF-8.
    pub(crate) fn text(&mut self, bytes: &[u8]) -> bool {
        match std::str::from_utf8(bytes) {
            Ok(text) => {
                self.str(text);
                true
            }
            Err(_) => {
                self.raw(bytes);
                false
            }
        }
    }

    pub(crate) fn list(&mut self, len: usize) {
        self.bytes.push(b'[');
        self.size(len);
    }

    pub(crate) fn tuple(&mut self, len: usize) {
        self.bytes.push(b'(');
        self.size(len);
    }

    pub(crate) fn dict_start(&mut self) {
        self.bytes.push(b'{');
    }

    pub(crate) fn dict_end(&mut self) {
        self.bytes.push(b'0');
    }

    pub(crate) fn bool(&mut self, value: bool) {
        self.bytes.push(if value { b'T' } else { b'F' });
    }

    pub(crate) fn int(&mut self, n: i64) {
        if let Ok(small) = i32::try_from(n) {
            self.bytes.push(b'i');
            self.bytes.extend_from_slice(&small.to_le_bytes());
            return;
        }
        // A long: the number of 15-bit digits (negative for negative numbers), then the digits, lowest first.
        let mut magnitude = n.unsigned_abs();
        let mut digits = Vec::with_capacity(5);
        while magnitude > 0 {
            digits.push((magnitude & 0x7fff) as u16);
            magnitude >>= 15;
        }
        let count = digits.len() as i32;
        self.bytes.push(b'l');
        self.bytes.extend_from_slice(&(if n < 0 { -count } else { count }).to_le_bytes());
        digits.iter().for_each(|d| self.bytes.extend_from_slice(&d.to_le_bytes()));
    }

    pub(crate) fn value(&mut self, value: &Value) {
        match value {
            Value::None => self.none(),
            Value::Bool(b) => self.bool(*b),
            Value::Int(n) => self.int(*n),
            Value::Float(f) => {
                self.bytes.push(b'g');
                self.bytes.extend_from_slice(&f.to_le_bytes());
            }
            Value::Str(text) => self.str(text),
            Value::Bytes(bytes) => self.raw(bytes),
            Value::Encoded(bytes) => self.bytes.extend_from_slice(bytes),
            Value::List(items) => {
                self.list(items.len());
                items.iter().for_each(|item| self.value(item));
            }
            Value::Tuple(items) => {
                self.tuple(items.len());
                items.iter().for_each(|item| self.value(item));
            }
        }
    }
}

/// The bytes are not what the worker is meant to send.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Malformed;

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, n: usize) -> Result<&'a [u8], Malformed> {
        if n > self.rest.len() {
            return Err(Malformed);
        }
        let (head, rest) = self.rest.split_at(n);
        self.rest = rest;
        Ok(head)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        self.take(N)?.try_into().map_err(|_| Malformed)
    }

    fn size(&mut self) -> Result<usize, Malformed> {
        usize::try_from(i32::from_le_bytes(self.array()?)).map_err(|_| Malformed)
    }

    fn items(&mut self, depth: usize) -> Result<Vec<Value>, Malformed> {
        let len = self.size()?;
        // Every item takes at least one byte: a length beyond that is a lie, and no memory is given to it.
        if len > self.rest.len() {
            return Err(Malformed);
        }
        (0..len).map(|_| self.value(depth + 1)).collect()
    }

    fn long(&mut self) -> Result<Value, Malformed> {
        let count = i32::from_le_bytes(self.array()?);
        let mut magnitude: i128 = 0;
        for place in 0..count.unsigned_abs() {
            if place > 4 {
                return Err(Malformed);
            }
            magnitude |= i128::from(u16::from_le_bytes(self.array()?)) << (15 * place);
        }
        let number = if count < 0 { -magnitude } else { magnitude };
        i64::try_from(number).map(Value::Int).map_err(|_| Malformed)
    }

    fn value(&mut self, depth: usize) -> Result<Value, Malformed> {
        if depth > MAX_DEPTH {
            return Err(Malformed);
        }
        let [tag] = self.array()?;
        Ok(match tag {
            b'N' => Value::None,
            b'T' => Value::Bool(true),
            b'F' => Value::Bool(false),
            b'i' => Value::Int(i64::from(i32::from_le_bytes(self.array()?))),
            b'l' => self.long()?,
            b'g' => Value::Float(f64::from_le_bytes(self.array()?)),
            b's' => {
                let len = self.size()?;
                Value::Bytes(self.take(len)?.to_vec())
            }
            b'u' | b't' => {
                let len = self.size()?;
                Value::Str(String::from_utf8_lossy(self.take(len)?).into_owned())
            }
            b'[' => Value::List(self.items(depth)?),
            b'(' => Value::Tuple(self.items(depth)?),
            _ => return Err(Malformed),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(value: Value) {
        assert_eq!(Value::decode(&value.encode()), Ok(value));
    }

    #[test]
    fn values_survive_a_round_trip() {
        for n in [0, -1, 70_000, i64::from(i32::MIN), 1 << 40, i64::MAX, i64::MIN] {
            round_trip(Value::Int(n));
        }
        round_trip(Value::Tuple(vec![
            Value::None,
            Value::Bool(true),
            Value::Float(-1.5),
            Value::str("hé"),
            Value::Bytes(vec![0, 255]),
            Value::List(vec![Value::List(vec![])]),
        ]));
    }

    #[test]
    fn junk_is_an_error() {
        for junk in [
            &b""[..],
            b"?",
            b"[\xff\xff\xff\x7f",
            b"[\xff\xff\xff\xff",
            b"u\x05\0\0\0ab",
            b"i\0",
            b"l\x07\0\0\0",
        ] {
            assert_eq!(Value::decode(junk), Err(Malformed));
        }
        let deep: Vec<u8> = b"[\x01\0\0\0".repeat(5000);
        assert_eq!(Value::decode(&deep), Err(Malformed));
    }
}
