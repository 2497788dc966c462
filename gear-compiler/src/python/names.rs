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
    let plain = rust.strip_prefix("r#").unwrap_or(rust);
    let taken = is_keyword(plain) || TAKEN.contains(&plain) || plain.starts_with("gear_");
    if taken { format!("{plain}_") } else { plain.to_owned() }
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
