//! Whether a text is a script that RedisGears can run: Python 3.7, and nothing that the server is known to read in another way.
//!
//! It answers as CPython 3.7 does, without any Python: a parser of Python ([`ruff_python_parser`]) knows the grammar of each
//! version, and its checker of scopes the mistakes that a grammar does not see. What both leave to be said of 3.7 is said here,
//! and what RedisGears adds.
//!
//! ```
//! assert!(gear_script::check("GB('KeysReader').count().run()\n").is_ok());
//!
//! let error = gear_script::check("if (n := 3) > 2:\n    GB().run()\n").unwrap_err();
//! assert_eq!((error.line, error.column), (1, 5));
//! assert_eq!(
//!     error.message,
//!     "Cannot use named assignment expression (`:=`) on Python 3.7 (syntax was added in Python 3.8)"
//! );
//! ```

#![forbid(unsafe_code)]

mod bindings;
mod scopes;
mod server;
mod text;
mod version;

use ruff_python_ast::{Mod, ModModule, PythonVersion};
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};
use ruff_text_size::{Ranged as _, TextSize};

/// Why a text is no script, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it, where that is more than the opposite.
    pub help: Option<&'static str>,
}

/// A mistake that was found, by its place in the text.
struct Mistake {
    at: TextSize,
    message: String,
    help: Option<&'static str>,
}

impl Mistake {
    fn new(at: TextSize, message: impl Into<String>) -> Self {
        Self { at, message: message.into(), help: None }
    }

    fn located(self, text: &str) -> SyntaxError {
        let before = &text[..self.at.to_usize().min(text.len())];
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        SyntaxError {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            message: self.message,
            help: self.help,
        }
    }
}

/// Checks a script. Of several mistakes, the first one in the text is told.
pub fn check(text: &str) -> Result<(), SyntaxError> {
    let mistakes = with_a_large_stack(|| mistakes(text));
    match mistakes.into_iter().min_by_key(|mistake| mistake.at) {
        Some(first) => Err(first.located(text)),
        None => Ok(()),
    }
}

/// A sum of very many terms is a very deep tree, and the stack of a compiler is that of its caller.
fn with_a_large_stack<T: Send>(work: impl Fn() -> T + Sync) -> T {
    const STACK: usize = 256 << 20;
    let on_thread = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, &work);
        thread.map(|thread| thread.join()).ok()
    });
    match on_thread {
        Some(Ok(value)) => value,
        Some(Err(panic)) => std::panic::resume_unwind(panic),
        // There is no thread to be had.
        None => work(),
    }
}

/// All mistakes that one look finds: what the text is comes before its grammar, and that before its meaning.
fn mistakes(text: &str) -> Vec<Mistake> {
    let unreadable = text::mistakes(text);
    if !unreadable.is_empty() {
        return unreadable;
    }
    let version = PythonVersion::PY37;
    let parsed = parse_unchecked(text, ParseOptions::from(Mode::Module).with_target_version(version));
    let grammar =
        parsed.errors().iter().map(|error| Mistake::new(error.location.start(), error.error.to_string()));
    let newer = parsed.unsupported_syntax_errors();
    let newer = newer.iter().map(|error| Mistake::new(error.start(), error.to_string()));
    let mut found: Vec<Mistake> = grammar.chain(newer).collect();
    found.extend(version::too_deep(parsed.tokens()));
    let Mod::Module(module) = parsed.into_syntax() else { return found };
    if found.is_empty() {
        found.extend(meaning(&module, text));
    }
    found
}

fn meaning(module: &ModModule, text: &str) -> Vec<Mistake> {
    let mut found = scopes::mistakes(module, text);
    found.extend(version::mistakes(module, text));
    if found.is_empty() {
        found.extend(server::mistakes(module));
    }
    found
}
