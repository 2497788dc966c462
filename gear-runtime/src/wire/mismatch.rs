//! Data that does not have the type a gear declares.

use std::fmt;

use crate::link::ascii;

/// Data that does not have the type a gear declares: where it was, what was expected and what was there.
///
/// ```
/// use gear_runtime::Mismatch;
///
/// let mismatch = Mismatch::new("user:7: field `age`", "i64", Mismatch::text("abc"));
/// assert_eq!(mismatch.to_string(), "user:7: field `age`: expected i64, got 'abc'");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    at: String,
    expected: String,
    got: String,
}

/// What is shown of a text that does not fit; the helper `gear_field_shown` has the same number.
const SHOWN: usize = 60;

impl Mismatch {
    /// A mismatch at a key, field or argument.
    pub fn new(at: impl Into<String>, expected: impl Into<String>, got: impl Into<String>) -> Self {
        Self { at: at.into(), expected: expected.into(), got: got.into() }
    }

    /// A text as `got`: quoted, and shortened if it is long.
    pub fn text(text: &str) -> String {
        match text.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("{}...", ascii(&text[..end])),
            None => ascii(text),
        }
    }

    /// `got` of an absent field.
    pub(crate) const NOTHING: &'static str = "nothing";
    /// `got` of bytes where text is needed.
    pub(crate) const NOT_UTF8: &'static str = "bytes that are not UTF-8";
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {}, got {}", self.at, self.expected, self.got)
    }
}

impl std::error::Error for Mismatch {}
