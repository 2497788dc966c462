//! The pages under `tests/lang` are the specification of the language, and this runs them.
//!
//! A block marked `rust` holds items with `#[gear]` or `#[trigger]`, or one `gear!(..)`. After it comes either a block
//! marked `python`, the exact Python that it compiles to, or a block marked `error`, the exact errors.
//! `UPDATE_LANG=1 cargo test --test lang` writes the second blocks anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

#[test]
fn the_pages_say_what_the_compiler_does() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lang");
    let mut pages: Vec<_> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    pages.sort();
    assert!(!pages.is_empty(), "there are no pages");
    let mut wrong = String::new();
    for page in pages {
        let text = fs::read_to_string(&page).expect("the page can be read");
        let actual = rewrite(&text);
        if std::env::var_os("UPDATE_LANG").is_some() {
            fs::write(&page, actual).expect("the page can be written");
        } else if let Some((expected, actual)) = first_difference(&text, &actual) {
            let _ = writeln!(wrong, "{}:\n  page: {expected}\n  compiler: {actual}", page.display());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn first_difference<'t>(page: &'t str, actual: &'t str) -> Option<(&'t str, &'t str)> {
    let lines = page.lines().chain(std::iter::repeat("(end)"));
    let actual_lines = actual.lines().chain(std::iter::repeat("(end)"));
    let count = page.lines().count().max(actual.lines().count());
    lines.zip(actual_lines).take(count).find(|(a, b)| a != b)
}

/// The page with the blocks after each `rust` block made anew.
fn rewrite(page: &str) -> String {
    let mut out = String::new();
    let mut lines = page.lines().peekable();
    while let Some(line) = lines.next() {
        let _ = writeln!(out, "{line}");
        if line != "```rust" {
            continue;
        }
        let mut rust = String::new();
        for line in lines.by_ref().take_while(|line| *line != "```") {
            let _ = writeln!(rust, "{line}");
        }
        let _ = writeln!(out, "{rust}```\n\n{}", compiled(&rust));
        // The old block, with the empty line before it.
        let mut rest = lines.clone();
        if rest.next() == Some("")
            && rest.next().is_some_and(|fence| fence == "```python" || fence == "```error")
        {
            lines.by_ref().take(2).for_each(drop);
            lines.by_ref().take_while(|line| *line != "```").for_each(drop);
        }
    }
    out
}

/// The block that belongs after a `rust` block.
fn compiled(rust: &str) -> String {
    let mut python = String::new();
    let mut errors = String::new();
    let mut add = |output: gear_compiler::Output| {
        if !python.is_empty() && !output.python.is_empty() {
            python.push('\n');
        }
        python.push_str(&output.python.replace("\u{1}.\u{1}", "gear_own").replace('\u{1}', "$"));
        for error in output.diagnostics.errors() {
            let start = error.span.start();
            let _ = writeln!(errors, "{}:{}: {}", start.line, start.column + 1, error.text());
        }
    };
    let pipeline = rust.trim().strip_prefix("gear!(").and_then(|rest| rest.strip_suffix(')'));
    match pipeline {
        Some(pipeline) => add(gear_compiler::gear(pipeline.parse().expect("the page holds Rust tokens"))),
        None => items(rust).into_iter().for_each(|(attribute, arguments, item)| {
            add(match attribute.as_str() {
                "trigger" => gear_compiler::trigger(arguments, item),
                "hook" => gear_compiler::hook(arguments, item),
                _ => gear_compiler::gear_item(arguments, item),
            });
        }),
    }
    match errors.is_empty() {
        true => format!("```python\n{python}```"),
        false => format!("```error\n{errors}```"),
    }
}

/// The items with our attributes: the attribute's name and arguments, and the item without it.
fn items(rust: &str) -> Vec<(String, proc_macro2::TokenStream, proc_macro2::TokenStream)> {
    let file: syn::File = syn::parse_str(rust).expect("the page holds Rust items");
    let mut found = Vec::new();
    for mut item in file.items {
        let attributes = match &mut item {
            syn::Item::Fn(item) => &mut item.attrs,
            syn::Item::Struct(item) => &mut item.attrs,
            syn::Item::Enum(item) => &mut item.attrs,
            syn::Item::Impl(item) => &mut item.attrs,
            syn::Item::Mod(item) => &mut item.attrs,
            other => panic!("a page holds functions, types and modules, not {}", quote::quote!(#other)),
        };
        let ours = |attribute: &syn::Attribute| {
            attribute.path().is_ident("gear") || attribute.path().is_ident("trigger")
        };
        let position =
            attributes.iter().position(ours).expect("an item of a page has `#[gear]` or `#[trigger]`");
        let attribute = attributes.remove(position);
        let arguments = attribute.meta.require_list().map(|list| list.tokens.clone()).unwrap_or_default();
        let name = attribute.path().get_ident().expect("the attribute has a plain name").to_string();
        found.push((name, arguments, quote::quote!(#item)));
    }
    found
}
