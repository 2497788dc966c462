//! Mistakes, and what the compiler says to them: one mistake gives one error, on the right tokens.
//!
//! Under `tests/mistakes`, after each block marked `rust`, which has one mistake, comes a block marked `error`: the
//! line, the tokens that are blamed, and the text. `UPDATE_MISTAKES=1 cargo test --test mistakes` writes them anew.
//! What rustc itself finds, and how an error is shown, is tested by `tests/ui`.

#[path = "support/pages.rs"]
mod pages;

use gear_compiler::diag::{Code, Diagnostic};
use std::collections::BTreeSet;

#[test]
fn one_mistake_gives_one_error_on_its_tokens() {
    pages::check("tests/mistakes", "UPDATE_MISTAKES", |rust| {
        let (_, errors) = pages::compile(rust);
        assert_eq!(errors.len(), 1, "one mistake gives one error: {:#?} in\n{rust}", texts(&errors));
        format!("```error\n{}\n```", shown(&errors[0]))
    });
}

#[test]
fn every_error_has_a_help_or_needs_none() {
    for rust in mistakes() {
        let (_, errors) = pages::compile(&rust);
        // What rustc's parser says is all there is to say.
        let needs_help = errors.iter().filter(|error| error.code != Code::Syntax);
        needs_help.for_each(|error| assert!(error.help.is_some(), "{} in\n{rust}", error.text()));
    }
}

#[test]
fn every_code_has_a_mistake() {
    let found: BTreeSet<&str> =
        mistakes().iter().flat_map(|rust| pages::compile(rust).1).map(|error| error.code.as_str()).collect();
    // `robust.rs` shows that nesting is refused; a bug of the compiler is not to be shown.
    let elsewhere = [Code::TooDeep, Code::Internal];
    let missing: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| !elsewhere.contains(code))
        .map(|code| code.as_str())
        .filter(|code| !found.contains(code))
        .collect();
    assert!(missing.is_empty(), "no mistake gives {missing:?}");
}

/// Each code has a page in the book: what it means, a mistake that gives exactly this code, and the mended program.
#[test]
fn the_book_explains_every_code() {
    let summary = include_str!("../docs/src/SUMMARY.md");
    let explained = pages::read("docs/src/errors");
    for code in Code::ALL {
        let code = code.as_str();
        assert!(summary.contains(&format!("(errors/{code}.md)")), "the summary has no {code}");
        let page = explained.iter().find(|(path, _)| path.ends_with(&format!("{code}.md")));
        let (_, text) = page.unwrap_or_else(|| panic!("there is no page for {code}"));
        assert!(text.starts_with(&format!("# {code}: ")), "{code} is the title");
        if code == Code::Internal.as_str() {
            continue;
        }
        let [wrong, right] = pages::blocks(text, "rust,ignore")[..] else {
            panic!("the page of {code} has a wrong and a right program");
        };
        let codes: Vec<&str> = errors(wrong).iter().map(|error| error.code.as_str()).collect();
        assert_eq!(codes, [code], "{wrong}");
        assert!(errors(right).is_empty(), "{:?} in\n{right}", texts(&errors(right)));
    }
    assert_eq!(explained.len(), Code::ALL.len(), "each page is of a code");
}

/// A gear with mistakes does not keep the compiler from those of another.
#[test]
fn mistakes_do_not_hide_each_other() {
    let two =
        "#[gear]\nfn first() -> i64 { unsafe { 1 } }\n#[gear]\nfn second() -> i64 { let f: f32 = 1.0; 2 }\n";
    let codes: Vec<&str> = errors(two).iter().map(|error| error.code.as_str()).collect();
    assert_eq!(codes, ["G0101", "G0105"]);
    let in_one =
        "gear!(KeysReader(\"*\").map(|r| unsafe { 1 }).filter(|n| n.frobnicate()).map(|n: f32| 1).run())";
    let codes: Vec<&str> = errors(in_one).iter().map(|error| error.code.as_str()).collect();
    assert_eq!(codes.first(), Some(&"G0101"));
    assert!(codes.contains(&"G0105"), "{codes:?}");
}

fn mistakes() -> Vec<String> {
    let pages = pages::read("tests/mistakes");
    pages.iter().flat_map(|(_, text)| pages::blocks(text, "rust")).map(str::to_owned).collect()
}

/// The errors of a program whose declarations without our attributes are for people.
fn errors(rust: &str) -> Vec<Diagnostic> {
    pages::compile(rust).1
}

fn texts(errors: &[Diagnostic]) -> Vec<String> {
    errors.iter().map(Diagnostic::text).collect()
}

/// The line, the tokens that are blamed, and the text.
fn shown(error: &Diagnostic) -> String {
    let span = error.span.join(error.end).unwrap_or(error.span);
    let tokens = span.source_text().unwrap_or_default();
    let first = tokens.lines().next().unwrap_or_default();
    let more = if tokens.lines().count() > 1 { " .." } else { "" };
    format!("{}: {first}{more}\n{}", error.span.start().line, error.text())
}
