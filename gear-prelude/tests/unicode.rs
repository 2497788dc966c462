//! The tables of characters in the helpers are those of Rust's standard library.
//!
//! `UPDATE_UNICODE=1 cargo test -p gear-prelude --test unicode` writes them anew.

use std::path::Path;

/// The version of Unicode that the tables have.
const VERSION: (u8, u8, u8) = (17, 0, 0);

/// The digits of a number to the base 32, the least first; the second half of them says that more follow.
const DIGITS: &[u8; 64] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

/// A method of `char`, and the one of Python's `str` that serves for ASCII.
type Property = (&'static str, &'static str, fn(char) -> bool);

const PROPERTIES: [Property; 4] = [
    ("is_alphabetic", "isalpha", char::is_alphabetic),
    ("is_numeric", "isdigit", char::is_numeric),
    ("is_lowercase", "islower", char::is_lowercase),
    ("is_uppercase", "isupper", char::is_uppercase),
];

/// The method of Python, the one of Rust, and ranges of characters with their steps.
type Case = (&'static str, fn(char) -> char, &'static [(u32, u32, usize)]);

/// The letters that have another case since Unicode 12: from, to, and the step between.
const CASES: [Case; 2] = [
    (
        "upper",
        |c| c.to_uppercase().next().unwrap_or(c),
        &[
            (0x19b, 0x19b, 1),
            (0x264, 0x264, 1),
            (0x282, 0x282, 1),
            (0x1c8a, 0x1c8a, 1),
            (0x1d8e, 0x1d8e, 1),
            (0x2c5f, 0x2c5f, 1),
            (0xa794, 0xa794, 1),
            (0xa7bb, 0xa7c3, 2),
            (0xa7c8, 0xa7ca, 2),
            (0xa7cd, 0xa7db, 2),
            (0xa7f6, 0xa7f6, 1),
            (0x10597, 0x105a1, 1),
            (0x105a3, 0x105b1, 1),
            (0x105b3, 0x105b9, 1),
            (0x105bb, 0x105bc, 1),
            (0x10d70, 0x10d85, 1),
            (0x16ebb, 0x16ed3, 1),
        ],
    ),
    (
        "lower",
        |c| c.to_lowercase().next().unwrap_or(c),
        &[
            (0x1c89, 0x1c89, 1),
            (0x2c2f, 0x2c2f, 1),
            (0xa7ba, 0xa7c2, 2),
            (0xa7c4, 0xa7c4, 1),
            (0xa7c5, 0xa7c5, 1),
            (0xa7c6, 0xa7c6, 1),
            (0xa7c7, 0xa7c9, 2),
            (0xa7cb, 0xa7cb, 1),
            (0xa7cc, 0xa7da, 2),
            (0xa7dc, 0xa7dc, 1),
            (0xa7f5, 0xa7f5, 1),
            (0x10570, 0x1057a, 1),
            (0x1057c, 0x1058a, 1),
            (0x1058c, 0x10592, 1),
            (0x10594, 0x10595, 1),
            (0x10d50, 0x10d65, 1),
            (0x16ea0, 0x16eb8, 1),
        ],
    ),
];

#[test]
fn the_tables_are_those_of_rust() {
    if char::UNICODE_VERSION != VERSION {
        return eprintln!("skipped: this toolchain has Unicode {:?}", char::UNICODE_VERSION);
    }
    for (name, of_ascii, method) in PROPERTIES {
        check(name, &helper(name, of_ascii, method));
    }
    for case in CASES {
        check(case.0, &case_helper(case));
    }
}

fn check(name: &str, expected: &str) {
    let file = format!("{}/src/python/gear_{name}.py", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE_UNICODE").is_some() {
        std::fs::write(&file, expected).expect("the file can be written");
    }
    let written = std::fs::read_to_string(Path::new(&file)).expect("the file is there");
    assert!(written == expected, "{name} has another table: run with UPDATE_UNICODE=1");
}

/// The helper for a case: what Python changes by itself, and the letters that the Unicode 11 of CPython 3.7 does not have.
fn case_helper((name, of_char, newer): Case) -> String {
    let rows: String = newer
        .iter()
        .map(|&(first, last, step)| {
            let distance = |code: u32| {
                let c = char::from_u32(code).expect("a character");
                i64::from(u32::from(of_char(c))) - i64::from(code)
            };
            let all = (first..=last).step_by(step).all(|code| distance(code) == distance(first));
            assert!(all, "{first:x} to {last:x} do not change by the same distance");
            format!("            ({first:#x}, {last:#x}, {step}, {}),\n", distance(first))
        })
        .collect();
    format!(
        "def gear_{name}(text, newer={{}}):\n    \"\"\"str::to_{name}case, by the Unicode {} that Rust has.\"\"\"\n    \
         if text.isascii():\n        return text.{name}()\n    if not newer:\n        \
         for first, last, step, distance in (\n{rows}        ):\n            \
         newer.update((code, code + distance) for code in range(first, last + 1, step))\n    \
         return text.translate(newer).{name}()\n",
        VERSION.0,
    )
}

fn helper(name: &str, of_ascii: &str, method: fn(char) -> bool) -> String {
    let table = encoded(&bounds(method));
    let rows: String = table
        .as_bytes()
        .chunks(100)
        .map(|row| format!("            '{}'\n", String::from_utf8_lossy(row)))
        .collect();
    format!(
        "def gear_{name}(c, bounds=[]):\n    \"\"\"char::{name}, by the Unicode {} that Rust has.\"\"\"\n    \
         if c < '\\x80':\n        return c.{of_ascii}()\n    import bisect\n    if not bounds:\n        \
         bounds.extend(gear_bounds(\n{rows}        ))\n    return bisect.bisect(bounds, ord(c)) % 2 == 1\n",
        VERSION.0,
    )
}

/// Where the ranges of the characters beyond ASCII begin and end.
fn bounds(method: fn(char) -> bool) -> Vec<u32> {
    let mut bounds = Vec::new();
    let mut inside = false;
    for code in 0x80..=u32::from(char::MAX) + 1 {
        let is = char::from_u32(code).is_some_and(method);
        if is != inside {
            bounds.push(code);
            inside = is;
        }
    }
    bounds
}

/// The distances between the bounds.
fn encoded(bounds: &[u32]) -> String {
    let mut out = String::new();
    let mut last = 0;
    for bound in bounds {
        let mut distance = (bound - last) as usize;
        last = *bound;
        while distance >= 32 {
            out.push(char::from(DIGITS[32 + distance % 32]));
            distance /= 32;
        }
        out.push(char::from(DIGITS[distance]));
    }
    out
}
