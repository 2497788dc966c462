//! Names of Python variables.

/// Python's keywords.
const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// The builtins and other names that emitted code uses: a local of that name would hide them.
const TAKEN: &[&str] = &[
    "print",
    "exec",
    // Builtins.
    "abs",
    "all",
    "any",
    "bool",
    "bytearray",
    "bytes",
    "chr",
    "dict",
    "divmod",
    "enumerate",
    "filter",
    "float",
    "format",
    "frozenset",
    "getattr",
    "hash",
    "int",
    "isinstance",
    "iter",
    "len",
    "list",
    "map",
    "max",
    "min",
    "next",
    "object",
    "ord",
    "pow",
    "range",
    "repr",
    "reversed",
    "round",
    "set",
    "setattr",
    "slice",
    "sorted",
    "str",
    "sum",
    "super",
    "tuple",
    "type",
    "zip",
    "Exception",
    "RuntimeError",
    "ValueError",
    "OverflowError",
    "ZeroDivisionError",
    // Of the server's script scope, those that emitted code calls.
    "GB",
    "execute",
    "log",
    "hashtag",
    "atomic",
    "flat_error",
    "configGet",
    "gearsConfigGet",
    "isInAtomicBlock",
    "isAsyncAllow",
    "call_next",
    "override_reply",
    "get_command",
    // Modules that emitted code imports.
    "binascii",
    "copy",
    "functools",
    "hashlib",
    "itertools",
    "json",
    "math",
    "operator",
    "random",
    "re",
    "time",
];

/// The Python variable for a Rust name: the same, unless Python or the emitted code needs that word.
pub(crate) fn python_name(rust: &str) -> String {
    let plain = stable(rust.strip_prefix("r#").unwrap_or(rust));
    let taken = is_keyword(&plain) || TAKEN.contains(&plain.as_str()) || plain.starts_with("gear_");
    if taken { format!("{plain}_") } else { plain }
}

/// Letters that are the same in each Python: it reads names in the form NFKC, in which `ﬁ` is `fi` and `ℌ` is `H`, and 3.7
/// knows the letters of Unicode 11.
const STABLE: &[std::ops::RangeInclusive<char>] = &[
    'À'..='Ö',
    'Ø'..='ö',
    'ø'..='ı',
    'Ĵ'..='ľ',
    'Ł'..='ň',
    'Ŋ'..='ž',
    // Greek, Cyrillic, Hebrew, Arabic, Devanagari and Thai.
    '\u{388}'..='\u{38a}',
    '\u{38e}'..='\u{3a1}',
    '\u{3a3}'..='\u{3ce}',
    '\u{400}'..='\u{481}',
    '\u{48a}'..='\u{52f}',
    '\u{5d0}'..='\u{5ea}',
    '\u{620}'..='\u{64a}',
    '\u{904}'..='\u{939}',
    '\u{e01}'..='\u{e30}',
    // Hiragana, Katakana, Chinese and Korean.
    '\u{3041}'..='\u{3096}',
    '\u{30a1}'..='\u{30fa}',
    '\u{4e00}'..='\u{9fa5}',
    '\u{ac00}'..='\u{d7a3}',
];

/// A name whose letters all Pythons read as they are written: `ℌ` becomes `u210c`.
pub(crate) fn stable(name: &str) -> String {
    let mut written = String::with_capacity(name.len());
    for c in name.chars() {
        match c.is_ascii() || STABLE.iter().any(|range| range.contains(&c)) {
            true => written.push(c),
            false => written.push_str(&format!("u{:x}", u32::from(c))),
        }
    }
    written
}

/// Whether a word is one of Python's own.
pub(crate) fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

/// Whether a word is a name that Python code can use as it is. Only ASCII: other letters, Python writes in another way than
/// they are given.
pub(crate) fn is_identifier(word: &str) -> bool {
    let letter = |c: char| c.is_ascii_alphabetic() || c == '_';
    word.starts_with(letter) && word.chars().all(|c| letter(c) || c.is_ascii_digit())
}

/// Whether a name can be a keyword argument.
pub(crate) fn is_plain_keyword(name: &str) -> bool {
    python_name(name) == name
}
