//! The table of all constructs of Rust in the book: each kind of expression, statement, pattern and item that syn
//! knows, with what the compiler says to an example of it. `cargo xtask docs` writes the page anew.

use gear_compiler::diag::Diagnostics;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use syn::parse::Parser as _;

/// One kind of construct.
struct Kind {
    name: &'static str,
    example: &'static str,
    /// The body of a function around it, `$`; or the whole item.
    context: &'static str,
    /// Whether the example really is of the kind.
    fits: bool,
}

macro_rules! kinds {
    ($parse:expr, $kind:ident, $context:literal: $($name:ident $example:literal $(in $other:literal)?,)*) => {
        vec![$(Kind {
            name: stringify!($name),
            example: $example,
            context: [$($other,)? $context][0],
            fits: matches!($parse($example), Some(syn::$kind::$name(..))),
        }),*]
    };
}

fn expressions() -> Vec<Kind> {
    let parse = |text| syn::parse_str::<syn::Expr>(text).ok();
    kinds! { parse, Expr, "let y = $;":
        Array "[x, 2]",
        Assign "m = x" in "$;",
        Async "async { x }",
        Await "later().await" in "let y = async { $ };",
        Binary "x + 1",
        Block "{ x }",
        Break "break" in "loop { $; }",
        Call "double(x)",
        Cast "x as f64",
        Closure "|n: i64| n + x",
        Const "const { 1 }",
        Continue "continue" in "for n in 0..x { $; }",
        Field "t.0",
        ForLoop "for n in 0..x { m = n; }" in "$",
        If "if x > 0 { 1 } else { 2 }",
        Index "v[0]",
        Infer "_" in "$ = x;",
        Let "let Some(n) = o" in "if $ { m = n; }",
        Lit "1",
        Loop "loop { break; }" in "$",
        Macro "vec![x]",
        Match "match x { 0 => 1, n => n }",
        MethodCall "x.abs()",
        Paren "(x)",
        Path "x",
        Range "0..x" in "for n in $ { m = n; }",
        RawAddr "&raw const x",
        Reference "&x",
        Repeat "[0; 3]",
        Return "return None" in "$;",
        Struct "Point { x: 1, y: 2 }",
        Try "o?",
        TryBlock "try { x }",
        Tuple "(x, 2)",
        Unary "-x",
        Unsafe "unsafe { x }",
        While "while m > 0 { m -= 1; }" in "$",
        Yield "yield x",
    }
}

fn statements() -> Vec<Kind> {
    let parse = |text| syn::Block::parse_within.parse_str(text).ok()?.into_iter().next();
    kinds! { parse, Stmt, "$":
        Local "let y = x;",
        Item "fn inner() {}",
        Expr "m = x;",
        Macro "log!(\"{x}\");",
    }
}

fn patterns() -> Vec<Kind> {
    let parse = |text| syn::Pat::parse_multi.parse_str(text).ok();
    kinds! { parse, Pat, "match x { $ => 1, _ => 2 };":
        Const "const { 1 }",
        Ident "n @ 1..=5",
        Lit "1",
        Macro "pattern!()",
        Or "1 | 2",
        Paren "(1)",
        Path "i64::MAX",
        Range "1..=5",
        Reference "&n" in "let f = |$: &i64| n;",
        Rest ".." in "match v.as_slice() { [_, $] => 1, _ => 2 };",
        Slice "[a, b]" in "match v.as_slice() { $ => 1, _ => 2 };",
        Struct "Point { x: a, .. }" in "let $ = p;",
        Tuple "(a, _)" in "let $ = t;",
        TupleStruct "Some(n)" in "match o { $ => 1, _ => 2 };",
        Wild "_",
    }
}

fn items() -> Vec<Kind> {
    let parse = |text| syn::parse_str::<syn::Item>(text).ok();
    kinds! { parse, Item, "$":
        Const "const N: i64 = 1;",
        Enum "enum Color { Red, Mixed(i64) }",
        ExternCrate "extern crate alloc;",
        Fn "fn double(x: i64) -> i64 { x * 2 }",
        ForeignMod "#[gear(import = \"math\")] extern \"Python\" { fn sqrt(x: f64) -> f64; }",
        Impl "impl Point { fn sum(&self) -> i64 { self.x + self.y } }",
        Macro "macro_rules! m { () => {}; }",
        Mod "mod inner {}",
        Static "static N: LazyLock<Vec<i64>> = LazyLock::new(|| vec![1]);",
        Struct "struct Point { x: i64, y: i64 }",
        Trait "trait Area {}",
        TraitAlias "trait Both = Clone + Send;",
        Type "type Id = i64;",
        Union "union Bits { a: i64 }",
        Use "use std::fmt;",
    }
}

/// What nobody writes: groups come from macros by example, guards from types that are not stable, and verbatim
/// tokens are what syn does not know.
const UNWRITTEN: &[&str] = &["Group", "Verbatim", "Guard", "Type"];

#[test]
fn the_page_says_what_the_compiler_does() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/src/subset.md");
    let expected = generate();
    if std::env::var_os("UPDATE_BOOK").is_some() {
        std::fs::write(&page, &expected).expect("the page can be written");
    }
    let written = std::fs::read_to_string(&page).expect("the page can be read");
    assert!(written == expected, "the page is out of date: run `cargo xtask docs`");
}

/// The lists are complete: syn's own source says which kinds there are.
#[test]
fn every_kind_that_syn_knows_is_listed() {
    let source = syn_source();
    let lists = [
        ("expr.rs", "Expr", expressions()),
        ("stmt.rs", "Stmt", statements()),
        ("pat.rs", "Pat", patterns()),
        ("item.rs", "Item", items()),
    ];
    for (file, name, kinds) in lists {
        let text = std::fs::read_to_string(source.join(file)).expect("syn's source is there");
        let known = variants(&text, name);
        assert!(!known.is_empty(), "{file} declares {name}");
        for kind in &kinds {
            assert!(kind.fits, "`{}` is no {name}::{}", kind.example, kind.name);
            assert!(known.contains(&kind.name.to_owned()), "{name} has no {}", kind.name);
        }
        let listed = |known: &String| kinds.iter().any(|kind| kind.name == known);
        let unwritten = |known: &String| UNWRITTEN.contains(&known.as_str());
        let missing: Vec<_> = known.iter().filter(|known| !listed(known) && !unwritten(known)).collect();
        assert!(missing.is_empty(), "no example of {name}::{missing:?}");
    }
}

/// The variants of an enum in syn's source.
fn variants(text: &str, name: &str) -> Vec<String> {
    let start = format!("pub enum {name} {{");
    let body = text.split_once(&start).map_or("", |(_, rest)| rest);
    // A brace that is alone on its line ends it.
    let lines = body.lines().take_while(|line| line.trim() != "}").map(str::trim);
    let names = lines.filter_map(|line| line.split_once('(')).map(|(name, _)| name);
    names.filter(|name| name.chars().all(char::is_alphanumeric)).map(str::to_owned).collect()
}

/// What a command of cargo prints.
fn cargo(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO"));
    let output =
        command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("cargo writes text")
}

/// The folder with the source of the syn that is used here.
fn syn_source() -> PathBuf {
    // Cargo has downloaded what this platform needs, not the dependencies of others.
    let version = cargo(&["--version", "--verbose"]);
    let host =
        version.lines().find_map(|line| line.strip_prefix("host: ")).expect("cargo names its platform");
    let metadata = cargo(&["metadata", "--format-version", "1", "--offline", "--filter-platform", host]);
    let metadata: serde_json::Value = serde_json::from_str(&metadata).expect("cargo writes JSON");
    let packages = metadata["packages"].as_array().expect("there are packages");
    let ours = |package: &&serde_json::Value| {
        package["name"] == "syn"
            && package["version"].as_str().is_some_and(|version| version.starts_with("3."))
    };
    let manifest = packages.iter().find(ours).and_then(|syn| syn["manifest_path"].as_str());
    Path::new(manifest.expect("syn is a dependency")).with_file_name("src")
}

fn generate() -> String {
    let mut page = "# All constructs\n\n<!-- Generated by `cargo xtask docs` from what the compiler says. -->\n\n\
         Every kind of expression, statement, pattern and item of Rust, and whether a gear can have it. The names are \
         those of the crate `syn`. What is not listed as an item stands beside gears in the same module, without \
         `#[gear]`.\n"
        .to_owned();
    let function = |body: String| {
        format!(
            "fn f(x: i64, mut m: i64, o: Option<i64>, v: Vec<i64>, t: (i64, i64), p: Point) -> Option<i64> {{ {body} None }}"
        )
    };
    let tables = [
        ("Expressions", expressions()),
        ("Statements", statements()),
        ("Patterns", patterns()),
        ("Items with `#[gear]`", items()),
    ];
    for (heading, kinds) in tables {
        let _ = write!(page, "\n## {heading}\n\n| kind | example | in a gear |\n|---|---|---|\n");
        for kind in kinds {
            let text = kind.context.replace('$', kind.example);
            let item = if heading.starts_with("Items") { text } else { function(text) };
            let answer = answer(&item);
            let _ = writeln!(page, "| {} | `{}` | {answer} |", kind.name, kind.example.replace('|', "\\|"));
        }
    }
    page
}

/// Yes, or no and why.
fn answer(item: &str) -> String {
    let (arguments, item) = match item.strip_prefix("#[gear(").and_then(|rest| rest.split_once(")] ")) {
        Some(parts) => parts,
        None => ("", item),
    };
    let tokens = |text| syn::parse_str::<proc_macro2::TokenStream>(text).expect("the example is tokens");
    let output = gear_compiler::gear_item(tokens(arguments), tokens(item));
    match first(&output.diagnostics) {
        None => "yes".to_owned(),
        Some(text) => format!("no: {text}"),
    }
}

fn first(diagnostics: &Diagnostics) -> Option<String> {
    let error = diagnostics.errors().first()?;
    let help = error.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
    Some(format!("{}{help} ([{}](errors/{}.md))", error.message, error.code, error.code).replace('|', "\\|"))
}
