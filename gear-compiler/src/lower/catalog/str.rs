//! `str`, `String` and `char`.
//!
//! Rust measures strings in bytes, Python in characters; Rust's white space lacks Python's U+001C..U+001F. The
//! helpers take care of both.

use super::{Method, custom, method, update};
use crate::lower::parse;

pub(super) const METHODS: &[Method] = &[
    method("str", "len", "() -> usize", "len({0}.encode())"),
    method("str", "is_empty", "() -> bool", "not {0}"),
    method("str", "to_string", "() -> str", "{0}"),
    method("str", "to_owned", "() -> str", "{0}"),
    method("str", "clone", "() -> str", "{0}"),
    method("str", "as_str", "() -> str", "{0}"),
    method("str", "as_ref", "() -> str", "{0}"),
    method("str", "into", "() -> str", "{0}"),
    method("str", "trim", "() -> str", "gear_trim({0})"),
    method("str", "trim_start", "() -> str", "gear_trim_start({0})"),
    method("str", "trim_end", "() -> str", "gear_trim_end({0})"),
    method("str", "to_lowercase", "() -> str", "{0}.lower()"),
    method("str", "to_uppercase", "() -> str", "{0}.upper()"),
    method("str", "to_ascii_lowercase", "() -> str", "gear_ascii_lower({0})"),
    method("str", "to_ascii_uppercase", "() -> str", "gear_ascii_upper({0})"),
    method("str", "contains", "(str) -> bool", "{1} in {0}"),
    method("str", "starts_with", "(str) -> bool", "{0}.startswith({1})"),
    method("str", "ends_with", "(str) -> bool", "{0}.endswith({1})"),
    method("str", "find", "(str) -> Option<usize>", "gear_find({0}, {1})"),
    method("str", "replace", "(str, str) -> str", "{0}.replace({1}, {2})"),
    method("str", "repeat", "(usize) -> str", "{0} * {1}"),
    method("str", "chars", "() -> Iter<char>", "iter({0})"),
    method("str", "bytes", "() -> Iter<u8>", "iter({0}.encode())"),
    method("str", "lines", "() -> Iter<str>", "gear_lines({0})"),
    method("str", "split", "(str) -> Iter<str>", "gear_split({0}, {1})"),
    method("str", "split", "(fn(char) -> bool) -> Iter<str>", "gear_split_by({0}, {1})"),
    method("str", "split_whitespace", "() -> Iter<str>", "gear_split_whitespace({0})"),
    method("str", "split_once", "(str) -> Option<(str, str)>", "gear_split_once({0}, {1})"),
    method("str", "strip_prefix", "(str) -> Option<str>", "gear_strip_prefix({0}, {1})"),
    method("str", "strip_suffix", "(str) -> Option<str>", "gear_strip_suffix({0}, {1})"),
    update("str", "push_str", "(str)", "{0} + {1}"),
    update("str", "push", "(char)", "{0} + {1}"),
    update("str", "clear", "()", "''"),
    custom("str", "parse", "() -> Result<T, str>", parse::parse),
    method("char", "to_string", "() -> str", "{0}"),
    method("char", "clone", "() -> char", "{0}"),
    method("char", "is_ascii_digit", "() -> bool", "'0' <= {0} and {0} <= '9'"),
    method("char", "is_ascii_alphabetic", "() -> bool", "{0} < '\u{80}' and {0}.isalpha()"),
    method("char", "is_ascii_alphanumeric", "() -> bool", "{0} < '\u{80}' and {0}.isalnum()"),
    method("char", "is_ascii_uppercase", "() -> bool", "'A' <= {0} and {0} <= 'Z'"),
    method("char", "is_ascii_lowercase", "() -> bool", "'a' <= {0} and {0} <= 'z'"),
    method("char", "is_whitespace", "() -> bool", "not gear_trim({0})"),
    method("char", "to_ascii_lowercase", "() -> char", "gear_ascii_lower({0})"),
    method("char", "to_ascii_uppercase", "() -> char", "gear_ascii_upper({0})"),
];
