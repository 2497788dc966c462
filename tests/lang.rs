//! The pages under `tests/lang` are the specification of the language, and this runs them.
//!
//! A block marked `rust` holds items with `#[gear]` or `#[trigger]`, or one `gear!(..)`. After it comes either a block
//! marked `python`, the exact Python that it compiles to, or a block marked `error`, the exact errors.
//! `UPDATE_LANG=1 cargo test --test lang` writes the second blocks anew.

#[path = "support/pages.rs"]
#[allow(dead_code, reason = "other tests use more of it")]
mod pages;

#[test]
fn the_pages_say_what_the_compiler_does() {
    pages::check("tests/lang", "UPDATE_LANG", compiled);
}

/// The block that belongs after a `rust` block.
fn compiled(rust: &str) -> String {
    let (python, errors) = pages::compile(rust);
    let place = |error: &gear_compiler::diag::Diagnostic| {
        let start = error.span.start();
        format!("{}:{}: {}\n", start.line, start.column + 1, error.text())
    };
    match errors.is_empty() {
        true => format!("```python\n{python}```"),
        false => format!("```error\n{}```", errors.iter().map(place).collect::<String>()),
    }
}
