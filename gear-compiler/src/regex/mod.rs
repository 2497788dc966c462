//! Regular expressions: a pattern of the `regex` crate, compiled to one of Python's `re` that finds the same.
//!
//! Both engines search from the left and prefer what is written first, so the same pattern mostly means the same. What
//! does not is written in other words (`$`, `\b`, `(?i)`), and what has no other words is refused here, at the literal.
//! Unicode classes stay as they are written: the helper `gear_regex` puts the tables of the `regex` crate in.

mod class;
mod limits;
mod parse;
mod print;

use class::Set;

/// What a pattern is made of.
#[derive(Debug)]
enum Node {
    Empty,
    /// One character.
    Set(Set),
    Assertion(Assertion),
    Capture {
        name: Option<String>,
        inner: Box<Node>,
    },
    Concat(Vec<Node>),
    Alternation(Vec<Node>),
    Repeat {
        inner: Box<Node>,
        min: u32,
        max: Option<u32>,
        lazy: bool,
    },
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Assertion {
    Start,
    End,
    LineStart,
    LineEnd,
    Word,
    NotWord,
    /// `(?-u:\b)`.
    AsciiWord,
}

/// Why a pattern cannot be shipped.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) message: String,
    pub(crate) help: String,
}

fn refuse<T>(message: impl Into<String>, help: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal { message: message.into(), help: help.into() })
}

/// A pattern for Python's `re`.
pub(crate) struct Translated {
    pub(crate) pattern: String,
    /// Whether classes of Unicode are left for the helper `gear_regex`.
    pub(crate) has_classes: bool,
}

/// The pattern for Python that finds what `pattern` finds in Rust.
pub(crate) fn translate(pattern: &str) -> Result<Translated, Refusal> {
    let node = parse::parse(pattern)?;
    limits::check(&node)?;
    Ok(print::print(&node))
}

#[cfg(test)]
mod tests {
    use super::translate;

    fn python(pattern: &str) -> String {
        translate(pattern).unwrap_or_else(|refusal| panic!("{pattern}: {}", refusal.message)).pattern
    }

    #[test]
    fn what_means_the_same_stays() {
        for same in
            [r"\d{4}-\d\d", r"(\w+)@(?P<host>[a-z.]+)", r"a*?b+?c??", r"(?:ab|cd){2,}", r".+", r"\bx\B"]
        {
            assert_eq!(python(same), same);
        }
    }

    #[test]
    fn what_means_something_else_is_written_in_other_words() {
        assert_eq!(python(r"^a$"), r"\Aa\Z");
        assert_eq!(python(r"(?m)^a$"), r"(?m:^)a(?m:$)");
        assert_eq!(python(r"(?i)ask"), r"[Aa][Ss\u017f][Kk\u212a]");
        assert_eq!(python(r"(?i-u)sK"), r"[Ss][Kk]");
        assert_eq!(python(r"(?s)."), r"(?s:.)");
        assert_eq!(python("(?x) a b # both\n [c d]"), "ab[cd]");
        assert_eq!(python(r"(?-u)\w"), r"[0-9A-Z_a-z]");
        assert_eq!(python(r"[a-z&&[^aeiou]]"), r"[b-df-hj-np-tv-z]");
        assert_eq!(python(r"[[:digit:]_]"), r"[0-9_]");
        assert_eq!(python(r"a{2}{3}"), r"(?:a{2}){3}");
    }

    #[test]
    fn what_has_no_other_words_is_refused() {
        for pattern in [
            r"a**",
            r"(?:a*)*",
            r"(a)*",
            r"a(?=b)",
            r"(a)\1",
            r"\p{L}",
            r"(?i)é",
            r"[\d&&\w]",
            r"a{,3}",
            r"a\Z",
            r"(?:a+)+",
            r"(?:\w+\s?)+",
            r"(?:a|a)*",
            r"\w{1000}",
            r"[a",
            r"(a",
            r"a)",
            r"(?<n>a)(?<n>b)",
            r"(?U)a*",
            r"(?-u).",
            r"[a&&b]",
        ] {
            assert!(translate(pattern).is_err(), "{pattern}");
        }
    }

    #[test]
    fn repetitions_that_end_clearly_are_not_refused() {
        for pattern in [
            r"(?:\w+\s+)+",
            r"(?:\d{1,3}\.){3}\d+",
            r"(?:[a-z]+,)*[a-z]+",
            r"(?:a|b|cd)+",
            r"\s*\w+\s*=\s*[^;]*;",
        ] {
            python(pattern);
        }
    }
}
