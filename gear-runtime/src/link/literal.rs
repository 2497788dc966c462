//! Rust values as Python literals: how constants and captures get into a script.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Write;

use crate::keys::Key;
use crate::{Bytes, Value};

/// A value that can be written as a Python literal.
///
/// The text never depends on anything but the value, and no value can break out of its literal.
///
/// ```
/// use gear_runtime::ToPython;
///
/// let mut out = String::new();
/// vec![("it's", Some(1)), ("é", None)].to_python(&mut out);
/// assert_eq!(out, r#"[("it's", 1), ('\xe9', None)]"#);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be captured by a gear",
    label = "has no Python literal",
    note = "captured values and constants can be numbers, `bool`, `char`, text, `Bytes`, `Option`, tuples, lists, maps and \
            sets of these, and `#[gear]` types"
)]
pub trait ToPython {
    /// Appends the literal to `out`.
    fn to_python(&self, out: &mut String);

    /// Appends a list of such values: of `u8`, it is bytes.
    #[doc(hidden)]
    fn all_to_python(items: &[Self], out: &mut String)
    where
        Self: Sized,
    {
        push_list(out, items);
    }
}

/// Text as Python's `ascii()` shows it: a literal, and also how mismatches quote what they got.
pub(crate) fn ascii(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => out.extend(['\\', c]),
            ' '..='~' => out.push(c),
            c => push_escape(&mut out, u32::from(c)),
        }
    }
    out.push(quote);
    out
}

fn push_escape(out: &mut String, code: u32) {
    let written = match code {
        0..=0xff => write!(out, "\\x{code:02x}"),
        0x100..=0xffff => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
    written.expect("a String takes everything");
}

fn push_all<'a, T: ToPython + 'a>(out: &mut String, items: impl IntoIterator<Item = &'a T>) {
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        item.to_python(out);
    }
}

fn push_list<'a, T: ToPython + 'a>(out: &mut String, items: impl IntoIterator<Item = &'a T>) {
    out.push('[');
    push_all(out, items);
    out.push(']');
}

fn push_bytes(out: &mut String, bytes: &[u8]) {
    out.push_str("b'");
    for &byte in bytes {
        match byte {
            b'\'' | b'\\' => out.extend(['\\', char::from(byte)]),
            b' '..=b'~' => out.push(char::from(byte)),
            _ => push_escape(out, u32::from(byte)),
        }
    }
    out.push('\'');
}

fn push_set<'a, T: ToPython + 'a>(out: &mut String, items: impl ExactSizeIterator<Item = &'a T>) {
    // `{}` is an empty dict.
    if items.len() == 0 {
        out.push_str("set()");
        return;
    }
    // A hash set has no order, but the same value must always give the same script.
    let mut literals: Vec<String> = items.map(literal).collect();
    literals.sort();
    let _ = write!(out, "{{{}}}", literals.join(", "));
}

fn push_dict<'a, K: ToPython + 'a, V: ToPython + 'a>(
    out: &mut String,
    entries: impl IntoIterator<Item = (&'a K, &'a V)>,
    sort: bool,
) {
    let mut literals: Vec<String> =
        entries.into_iter().map(|(key, value)| format!("{}: {}", literal(key), literal(value))).collect();
    if sort {
        literals.sort();
    }
    let _ = write!(out, "{{{}}}", literals.join(", "));
}

/// The literal of `value` as a text of its own.
pub(crate) fn literal<T: ToPython + ?Sized>(value: &T) -> String {
    let mut out = String::new();
    value.to_python(&mut out);
    out
}

macro_rules! int_literals {
    ($($int:ty)*) => {$(
        impl ToPython for $int {
            fn to_python(&self, out: &mut String) {
                let _ = write!(out, "{self}");
            }
        }
    )*};
}

int_literals!(i8 i16 i32 i64 isize u16 u32 u64 usize);

impl ToPython for u8 {
    fn to_python(&self, out: &mut String) {
        u16::from(*self).to_python(out);
    }

    fn all_to_python(items: &[u8], out: &mut String) {
        push_bytes(out, items);
    }
}

impl ToPython for f64 {
    fn to_python(&self, out: &mut String) {
        let _ = if self.is_nan() {
            write!(out, "float('nan')")
        } else if self.is_infinite() {
            write!(out, "float('{}inf')", if *self < 0.0 { "-" } else { "" })
        } else {
            // Debug is the shortest text that parses back to the same number, in Python too.
            write!(out, "{self:?}")
        };
    }
}

impl ToPython for f32 {
    fn to_python(&self, out: &mut String) {
        f64::from(*self).to_python(out);
    }
}

impl ToPython for bool {
    fn to_python(&self, out: &mut String) {
        out.push_str(if *self { "True" } else { "False" });
    }
}

impl ToPython for char {
    fn to_python(&self, out: &mut String) {
        out.push_str(&ascii(self.encode_utf8(&mut [0; 4])));
    }
}

impl ToPython for str {
    fn to_python(&self, out: &mut String) {
        out.push_str(&ascii(self));
    }
}

impl ToPython for String {
    fn to_python(&self, out: &mut String) {
        self.as_str().to_python(out);
    }
}

impl ToPython for () {
    fn to_python(&self, out: &mut String) {
        out.push_str("None");
    }
}

impl ToPython for Bytes {
    fn to_python(&self, out: &mut String) {
        push_bytes(out, self);
    }
}

impl ToPython for Value {
    fn to_python(&self, out: &mut String) {
        match self {
            Self::Null => ().to_python(out),
            Self::Bool(value) => value.to_python(out),
            Self::Int(value) => value.to_python(out),
            Self::Float(value) => value.to_python(out),
            Self::Text(text) => text.to_python(out),
            Self::Bytes(bytes) => bytes.to_python(out),
            Self::List(items) => items.to_python(out),
            Self::Map(entries) => entries.to_python(out),
        }
    }
}

impl ToPython for serde_json::Value {
    fn to_python(&self, out: &mut String) {
        match self {
            Self::Null => ().to_python(out),
            Self::Bool(value) => value.to_python(out),
            // Digits, a point, signs and an `e`: a number in Python too.
            Self::Number(number) => out.push_str(&number.to_string()),
            Self::String(text) => text.to_python(out),
            Self::Array(items) => items.to_python(out),
            Self::Object(entries) => entries.iter().collect::<BTreeMap<_, _>>().to_python(out),
        }
    }
}

/// Whole nanoseconds, as gears compute with them.
impl ToPython for std::time::Duration {
    fn to_python(&self, out: &mut String) {
        out.push_str(&self.as_nanos().to_string());
    }
}

impl<T: ToPython + ?Sized> ToPython for &T {
    fn to_python(&self, out: &mut String) {
        (**self).to_python(out);
    }
}

impl<T: ToPython + ?Sized> ToPython for Box<T> {
    fn to_python(&self, out: &mut String) {
        (**self).to_python(out);
    }
}

impl<T: ToPython> ToPython for Option<T> {
    fn to_python(&self, out: &mut String) {
        match self {
            Some(value) => value.to_python(out),
            None => ().to_python(out),
        }
    }
}

impl<T: ToPython> ToPython for [T] {
    fn to_python(&self, out: &mut String) {
        T::all_to_python(self, out);
    }
}

impl<T: ToPython, const N: usize> ToPython for [T; N] {
    fn to_python(&self, out: &mut String) {
        T::all_to_python(self, out);
    }
}

impl<T: ToPython> ToPython for Vec<T> {
    fn to_python(&self, out: &mut String) {
        T::all_to_python(self, out);
    }
}

impl<T: ToPython + Key, S> ToPython for HashSet<T, S> {
    fn to_python(&self, out: &mut String) {
        push_set(out, self.iter());
    }
}

impl<T: ToPython + Key> ToPython for BTreeSet<T> {
    fn to_python(&self, out: &mut String) {
        push_set(out, self.iter());
    }
}

impl<K: ToPython + Key, V: ToPython, S> ToPython for HashMap<K, V, S> {
    fn to_python(&self, out: &mut String) {
        push_dict(out, self, true);
    }
}

impl<K: ToPython + Key, V: ToPython> ToPython for BTreeMap<K, V> {
    fn to_python(&self, out: &mut String) {
        push_dict(out, self, false);
    }
}

macro_rules! tuple_literals {
    ($(($($name:ident)+))*) => {$(
        impl<$($name: ToPython),+> ToPython for ($($name,)+) {
            fn to_python(&self, out: &mut String) {
                #[allow(non_snake_case, reason = "the type parameters double as variables")]
                let ($($name,)+) = self;
                let items = [$(literal($name)),+];
                // A tuple of one needs its comma.
                let comma = if items.len() == 1 { "," } else { "" };
                let _ = write!(out, "({}{comma})", items.join(", "));
            }
        }
    )*};
}

tuple_literals!((A)(A B)(A B C)(A B C D)(A B C D E)(A B C D E F)(A B C D E F G)(A B C D E F G H));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars() {
        assert_eq!(literal(&-7i64), "-7");
        assert_eq!(literal(&u64::MAX), "18446744073709551615");
        assert_eq!(literal(&1e300), "1e300");
        assert_eq!(literal(&-0.0), "-0.0");
        assert_eq!(literal(&f64::NAN), "float('nan')");
        assert_eq!(literal(&f64::NEG_INFINITY), "float('-inf')");
        assert_eq!(literal(&0.1f32), "0.10000000149011612");
        assert_eq!(literal(&true), "True");
        assert_eq!(literal(&()), "None");
    }

    #[test]
    fn text_cannot_break_out() {
        assert_eq!(literal("it's"), "\"it's\"");
        assert_eq!(literal("'\""), "'\\'\"'");
        assert_eq!(literal("a\\\n\0\u{1}"), "'a\\\\\\n\\x00\\x01'");
        assert_eq!(literal("é世\u{1f600}\u{2028}"), "'\\xe9\\u4e16\\U0001f600\\u2028'");
        assert_eq!(literal(&Bytes::from(&b"a'\\\xff"[..])), "b'a\\'\\\\\\xff'");
    }

    #[test]
    fn containers() {
        assert_eq!(literal(&vec![Some(1), None]), "[1, None]");
        assert_eq!(literal(&("a",)), "('a',)");
        assert_eq!(literal(&(1, 'b', 2.5)), "(1, 'b', 2.5)");
        assert_eq!(literal(&HashSet::<i64>::new()), "set()");
        assert_eq!(literal(&HashSet::from([3, 1, 2])), "{1, 2, 3}");
        assert_eq!(literal(&HashMap::from([("b", 1), ("a", 2)])), "{'a': 2, 'b': 1}");
        assert_eq!(literal(&BTreeMap::from([(10, "x"), (9, "y")])), "{9: 'y', 10: 'x'}");
        assert_eq!(literal(["x", "y"].as_slice()), "['x', 'y']");
    }
}
