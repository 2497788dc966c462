//! Whether a panic and an exception say the same.
//!
//! What a program says itself (`panic!`, `assert!`, `expect`) and what std says of options and results is the same text.
//! Where Python's plain operator is right, its exception is one of Python's own, and only the kind is the same: see "When it
//! fails" in the book's page on the language.

/// What went wrong, where the two worlds have words of their own for it.
#[derive(Debug)]
enum Kind {
    /// An index or a range that is not in a list or text.
    Index,
    /// A key that a map does not have.
    Key,
    /// A divisor of zero.
    Division,
    /// A number that leaves its type.
    Overflow,
    /// A step of zero.
    Step,
    /// Ends of a range or bounds that are the wrong way round.
    Order,
    /// An element that is not there.
    Element,
    /// An error whose text is another in Python.
    Opaque,
}

/// The beginnings of panics, and those of exceptions.
const KINDS: &[(Kind, &[&str], &[&str])] = &[
    (
        Kind::Index,
        &[
            "index out of bounds",
            "Out of bounds access",
            "range start index",
            "range end index",
            "slice index starts at",
            "insertion index",
            "removal index",
            "swap_remove index",
            "`at` split index",
            "byte index",
            "start byte index",
            "end byte index",
            "start of range should be a character boundary",
            "end of range should be a character boundary",
            "begin ",
            "mid > len",
            "at out of bounds",
            "cannot remove a char from the end",
            "dest is out of bounds",
            "assertion failed: self.is_char_boundary",
            "assertion failed: i < self.len()",
            "assertion failed: j < self.len()",
        ],
        &["IndexError: "],
    ),
    (Kind::Key, &["no entry found for key"], &["KeyError: "]),
    (
        Kind::Division,
        &[
            "attempt to divide by zero",
            "attempt to calculate the remainder with a divisor of zero",
            "divide by zero error when dividing duration by scalar",
        ],
        &["ZeroDivisionError: "],
    ),
    (
        Kind::Overflow,
        &["attempt to ", "overflow when ", "capacity overflow"],
        &["OverflowError: ", "MemoryError: "],
    ),
    (
        Kind::Step,
        &["assertion failed: step != 0"],
        &["ValueError: Step for islice()", "ValueError: range() arg 3"],
    ),
    (
        Kind::Order,
        &[
            "range start is greater than range end",
            "min > max",
            "assertion failed: min <= max",
            "empty range: ",
        ],
        &[
            "ValueError: range start is greater than range end",
            "RuntimeError: min > max",
            "RuntimeError: assertion failed: min <= max",
            "ValueError: empty range ",
        ],
    ),
    // An element that is changed through `get_mut` and its like.
    (Kind::Element, &["called `Option::unwrap()` on a `None` value"], &["IndexError: ", "KeyError: "]),
    // Of serde_json, of regex, and of a text that is no UTF-8, of which Python does not keep the bytes.
    (
        Kind::Opaque,
        &[
            "called `Result::unwrap()` on an `Err` value: Error(",
            "called `Result::unwrap()` on an `Err` value: FromUtf8Error {",
            "called `Result::unwrap()` on an `Err` value: SystemTimeError(",
        ],
        &["RuntimeError: called `Result::unwrap()` on an `Err` value: "],
    ),
];

/// Whether both worlds say the same of a failure.
pub(crate) fn says_the_same(panic: &str, exception: &str) -> bool {
    let (_, said) = exception.split_once(": ").unwrap_or((exception, ""));
    let starts = |text: &str, words: &[&str]| words.iter().any(|words| text.starts_with(words));
    // The first row that knows the panic decides.
    let kind = KINDS.iter().find(|(_, panics, _)| starts(panic, panics));
    panic == said || kind.is_some_and(|(_, _, exceptions)| starts(exception, exceptions))
}
