//! Pages with blocks of Rust and, after each, what the compiler makes of it.

use gear_compiler::surroundings::{SourceFile, Sources, Surroundings};
use gear_compiler::{Compiler, Files, Output, ScriptError, diag::Diagnostic};
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Checks the pages of a folder under `tests`, or writes them anew if the variable is set. `compiled` gives the block
/// that belongs after a `rust` block.
pub(crate) fn check(folder: &str, variable: &str, compiled: impl Fn(&str) -> String) {
    let mut wrong = String::new();
    for (page, text) in read(folder) {
        let actual = rewrite(&text, &compiled);
        if std::env::var_os(variable).is_some() {
            fs::write(&page, actual).expect("the page can be written");
        } else if let Some((expected, actual)) = first_difference(&text, &actual) {
            let _ = writeln!(wrong, "{page}:\n  page: {expected}\n  compiler: {actual}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The pages of a folder, with their paths.
pub(crate) fn read(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut pages: Vec<_> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    pages.sort();
    assert!(!pages.is_empty(), "there are no pages");
    let read = |path: std::path::PathBuf| {
        let text = fs::read_to_string(&path).expect("the page can be read");
        (path.display().to_string(), text)
    };
    pages.into_iter().map(read).collect()
}

/// The blocks of a page with this mark.
pub(crate) fn blocks<'p>(page: &'p str, mark: &str) -> Vec<&'p str> {
    let fence = format!("```{mark}\n");
    page.split(&fence).skip(1).filter_map(|rest| Some(rest.split_once("```")?.0)).collect()
}

fn first_difference<'t>(page: &'t str, actual: &'t str) -> Option<(&'t str, &'t str)> {
    let lines = page.lines().chain(std::iter::repeat("(end)"));
    let actual_lines = actual.lines().chain(std::iter::repeat("(end)"));
    let count = page.lines().count().max(actual.lines().count());
    lines.zip(actual_lines).take(count).find(|(a, b)| a != b)
}

/// The page with the blocks after each `rust` block made anew.
fn rewrite(page: &str, compiled: impl Fn(&str) -> String) -> String {
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

/// What the compiler makes of a block: the Python, and the errors.
pub(crate) fn compile(rust: &str) -> (String, Vec<Diagnostic>) {
    let mut python = String::new();
    let mut errors = Vec::new();
    let mut add = |output: Output| {
        if !python.is_empty() && !output.python.is_empty() {
            python.push('\n');
        }
        python.push_str(&output.python.replace("\u{1}.\u{1}", "gear_own").replace('\u{1}', "$"));
        errors.extend(output.diagnostics.errors().iter().cloned());
    };
    if let Some(script) = rust.trim().strip_prefix("include_gear!(").and_then(|rest| rest.strip_suffix(')')) {
        add(gear_compiler::include_gear(script.parse().expect("the page holds Rust tokens"), &Scripts));
        return (python, errors);
    }
    let pipeline = rust.trim().strip_prefix("gear!(").and_then(|rest| rest.strip_suffix(')'));
    match pipeline {
        Some(pipeline) => add(gear_compiler::gear(pipeline.parse().expect("the page holds Rust tokens"))),
        None => {
            // The items of a block see one another, as those of a file.
            let block = Block(SourceFile::parse(rust).map(Arc::new));
            let surroundings = Surroundings::new(&block, "src/main.rs", true);
            let compiler = Compiler::among(&surroundings);
            items(rust).into_iter().for_each(|(attribute, arguments, item)| {
                add(match attribute.as_str() {
                    "trigger" => compiler.trigger(arguments, item),
                    "hook" => compiler.hook(arguments, item),
                    _ => compiler.gear_item(arguments, item),
                });
            });
        }
    }
    (python, errors)
}

/// A block as the only file of a crate.
struct Block(Option<Arc<SourceFile>>);

impl Sources for Block {
    fn file(&self, path: &Path) -> Option<Arc<SourceFile>> {
        self.0.clone().filter(|_| path == Path::new("src/main.rs"))
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
            syn::Item::Trait(item) => &mut item.attrs,
            syn::Item::Mod(item) => &mut item.attrs,
            syn::Item::Const(item) => &mut item.attrs,
            syn::Item::Static(item) => &mut item.attrs,
            syn::Item::Type(item) => &mut item.attrs,
            syn::Item::Union(item) => &mut item.attrs,
            syn::Item::Use(item) => &mut item.attrs,
            syn::Item::ForeignMod(item) => &mut item.attrs,
            other => panic!("a page holds no {}", quote::quote!(#other)),
        };
        let ours = |attribute: &syn::Attribute| {
            ["gear", "trigger", "hook"].iter().any(|name| attribute.path().is_ident(name))
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

/// The scripts that the pages include, and what is wrong with them. What is wrong with scripts at all is tested where the grammar
/// of Python is known.
struct Scripts;

impl Files for Scripts {
    fn folder(&self, _: proc_macro2::Span) -> Option<PathBuf> {
        Some(PathBuf::from("src/gears"))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match path.to_str() {
            Some("src/gears/legacy.py" | "src/counts.py") => Ok(b"GB('KeysReader').count().run()\n".to_vec()),
            Some("src/gears/newer.py") => Ok(b"if (n := 1):\n    GB().run()\n".to_vec()),
            Some("src/gears/latin.py") => Ok(b"# Stra\xdfe\nGB().run()\n".to_vec()),
            Some("src/gears") => Err(io::Error::from(io::ErrorKind::IsADirectory)),
            _ => Err(io::Error::from(io::ErrorKind::NotFound)),
        }
    }

    fn check(&self, script: &str) -> Result<(), ScriptError> {
        match script.find(":=") {
            None => Ok(()),
            Some(_) => {
                Err(ScriptError { line: 1, column: 5, message: "invalid syntax".to_owned(), help: None })
            }
        }
    }
}
