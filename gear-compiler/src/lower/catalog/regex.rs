//! The `regex` crate: a `Regex` is a compiled pattern of Python's `re`, `Captures` a match of it, and a `Match` the text
//! with the positions of a group.

use super::{Method, method};

pub(super) const METHODS: &[Method] = &[
    method("Regex", "is_match", "(str) -> bool", "{0}.search({1}) is not None"),
    method("Regex", "find", "(str) -> Option<Match>", "gear_match({0}.search({1}), 0)"),
    method(
        "Regex",
        "find_iter",
        "(str) -> Iter<Match>",
        "(gear_match(@found, 0) for @found in gear_regex_matches({0}, {1}))",
    ),
    method("Regex", "captures", "(str) -> Option<Captures>", "{0}.search({1})"),
    method("Regex", "captures_iter", "(str) -> Iter<Captures>", "gear_regex_matches({0}, {1})"),
    method("Regex", "captures_len", "() -> usize", "{0}.groups + 1"),
    method("Regex", "replace", "(str, str) -> str", "gear_regex_replace({0}, {1}, {2}, 1)"),
    method("Regex", "replace", "(str, fn(Captures) -> str) -> str", "gear_regex_replace({0}, {1}, {2}, 1)"),
    method("Regex", "replace_all", "(str, str) -> str", "gear_regex_replace({0}, {1}, {2}, 0)"),
    method(
        "Regex",
        "replace_all",
        "(str, fn(Captures) -> str) -> str",
        "gear_regex_replace({0}, {1}, {2}, 0)",
    ),
    method("Regex", "replacen", "(str, usize, str) -> str", "gear_regex_replace({0}, {1}, {3}, {2})"),
    method(
        "Regex",
        "replacen",
        "(str, usize, fn(Captures) -> str) -> str",
        "gear_regex_replace({0}, {1}, {3}, {2})",
    ),
    method("Regex", "split", "(str) -> Iter<str>", "gear_regex_split({0}, {1})"),
    method("Regex", "splitn", "(str, usize) -> Iter<str>", "gear_regex_splitn({0}, {1}, {2})"),
    method("Regex", "clone", "() -> Regex", "{0}"),
    method("Match", "as_str", "() -> str", "{0}[0][{0}[1]:{0}[2]]"),
    method("Match", "start", "() -> usize", "gear_byte_offset({0}[0], {0}[1])"),
    method("Match", "end", "() -> usize", "gear_byte_offset({0}[0], {0}[2])"),
    method(
        "Match",
        "range",
        "() -> Iter<usize>",
        "range(gear_byte_offset({0}[0], {0}[1]), gear_byte_offset({0}[0], {0}[2]))",
    ),
    method("Match", "len", "() -> usize", "len({0}[0][{0}[1]:{0}[2]].encode())"),
    method("Match", "is_empty", "() -> bool", "{0}[1] == {0}[2]"),
    method("Match", "clone", "() -> Match", "{0}"),
    method("Captures", "get", "(usize) -> Option<Match>", "gear_captures_get({0}, {1})"),
    method("Captures", "name", "(str) -> Option<Match>", "gear_captures_get({0}, {1})"),
    method("Captures", "len", "() -> usize", "{0}.re.groups + 1"),
    method(
        "Captures",
        "iter",
        "() -> Iter<Option<Match>>",
        "(gear_match({0}, @group) for @group in range({0}.re.groups + 1))",
    ),
    method("Captures", "extract", "() -> (str, Vec<str>)", "gear_captures_extract({0})"),
];
