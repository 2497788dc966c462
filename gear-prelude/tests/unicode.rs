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

#[test]
fn the_tables_are_those_of_rust() {
    if char::UNICODE_VERSION != VERSION {
        return eprintln!("skipped: this toolchain has Unicode {:?}", char::UNICODE_VERSION);
    }
    for (name, of_ascii, method) in PROPERTIES {
        let file = format!("{}/src/python/gear_{name}.py", env!("CARGO_MANIFEST_DIR"));
        let expected = helper(name, of_ascii, method);
        if std::env::var_os("UPDATE_UNICODE").is_some() {
            std::fs::write(&file, &expected).expect("the file can be written");
        }
        let written = std::fs::read_to_string(Path::new(&file)).expect("the file is there");
        assert!(written == expected, "{name} has another table: run with UPDATE_UNICODE=1");
    }
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
