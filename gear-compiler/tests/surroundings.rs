//! What the compiler finds out about other items of the crate, and that it lets rustc check it.

use gear_compiler::Compiler;
use gear_compiler::surroundings::{SourceFile, Sources, Surroundings};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// A crate in memory.
struct Crate(HashMap<&'static str, Arc<SourceFile>>);

impl Crate {
    fn new(files: &[(&'static str, &str)]) -> Self {
        let parse = |text| Arc::new(SourceFile::parse(text).expect("the test's sources are Rust"));
        Crate(files.iter().map(|(path, text)| (*path, parse(text))).collect())
    }
}

impl Sources for Crate {
    fn file(&self, path: &Path) -> Option<Arc<SourceFile>> {
        self.0.get(path.to_str()?).cloned()
    }
}

/// Compiles `|it| body` for records `KeysReader::<value>`, as if it stood on `line` of `file`: the Python of the step, or the errors.
fn step(files: &[(&'static str, &str)], file: &str, line: usize, value: &str, body: &str) -> String {
    let sources = Crate::new(files);
    let surroundings = Surroundings::new(&sources, file, true);
    // The first token is on the line.
    let lines = "\n".repeat(line.saturating_sub(1));
    let gear = format!(
        "{lines}KeysReader::<{value}>(\"k:*\").map(|r| {{ let it = r.value; {body} }}).count().run()"
    );
    let output = Compiler::among(&surroundings).gear(gear.parse().expect("tokens"));
    if !output.diagnostics.is_empty() {
        return output
            .diagnostics
            .errors()
            .iter()
            .map(|error| error.message.clone())
            .collect::<Vec<_>>()
            .join("; ");
    }
    output.python
}

/// Whether the type of `it.tags.len()` is known: without it, a helper looks at the value.
fn knows(files: &[(&'static str, &str)], file: &str, line: usize, value: &str) -> bool {
    let python = step(files, file, line, value, "it.tags.len()");
    let (known, unknown) = (python.contains(" len(it['tags'])"), python.contains("gear_len(it['tags'])"));
    assert!(known != unknown, "{python}");
    known
}

const USER: &str = "pub struct User { pub tags: Vec<String>, pub nick: Option<String>, pub home: Address }
    pub struct Address { pub city: String, pub lines: Vec<Option<i64>> }";

#[test]
fn names_are_found_as_rust_finds_them() {
    let known = |files: &[(&'static str, &str)], line, value: &str| knows(files, "src/main.rs", line, value);
    assert!(known(&[("src/main.rs", USER)], 9, "User"), "in the same file");
    let inline = format!("mod model {{ {USER} }}");
    assert!(known(&[("src/main.rs", &inline)], 9, "model::User"), "by a path into a module");
    assert!(!known(&[("src/main.rs", &inline)], 9, "User"), "a module's name is not in scope outside");
    let imported = format!("use self::model::User as Person; mod model {{ {USER} }}");
    assert!(known(&[("src/main.rs", &imported)], 9, "Person"), "under another name");
    let glob = format!("{USER}\nmod tests {{\nuse super::*;\n\n}}");
    assert!(known(&[("src/main.rs", &glob)], 5, "User"), "by a glob, in the module of that line");
    let files = |main: &'static str| [("src/main.rs", main), ("src/model.rs", USER)];
    assert!(known(&files("mod model; use model::User;"), 9, "User"), "in another file");
    assert!(known(&files("mod model; use crate::model::*;"), 9, "User"), "by a glob of another file");
    assert!(!known(&files("use model::User;"), 9, "User"), "a file that is not a module is not looked at");
    assert!(
        !known(&files("#[path = \"model.rs\"] mod other; use other::User;"), 9, "User"),
        "nor where `path` leads"
    );
    let nested = [
        ("src/main.rs", "mod model;"),
        ("src/model/mod.rs", "mod user; pub use user::*;"),
        ("src/model/user.rs", USER),
    ];
    assert!(known(&nested, 9, "model::User"), "through a module that passes it on");
    let beside =
        [("src/main.rs", "mod model;"), ("src/model.rs", "pub mod user;"), ("src/model/user.rs", USER)];
    assert!(known(&beside, 9, "model::user::User"), "in a module's folder beside its file");
}

#[test]
fn the_place_of_the_code_is_found_from_its_file() {
    let files = [
        ("src/main.rs", "mod jobs; mod model;"),
        ("src/lib.rs", "mod jobs; mod model { pub struct User { pub tags: i64 } }"),
        ("src/model.rs", USER),
        ("src/jobs.rs", "use crate::model::User; use super::model;"),
    ];
    assert!(knows(&files, "src/jobs.rs", 9, "User"));
    assert!(knows(&files, "src/jobs.rs", 9, "model::User"));
    assert!(knows(&files, "src/jobs.rs", 9, "crate::model::User"));
    let tests = [("tests/all/main.rs", "mod one;"), ("tests/all/one.rs", USER)];
    assert!(knows(&tests, "tests/all/one.rs", 9, "crate::one::User"));
}

#[test]
fn modules_that_import_each_other_are_searched_once() {
    let names = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let globs = names.map(|name| format!("pub use self::{name}::*; use elsewhere::{name}::*;")).concat();
    let modules = names.map(|name| format!("mod {name} {{ use super::*; {globs} }}")).concat();
    let text = format!(
        "{globs} {modules} mod last {{ pub struct User {{ pub tags: Vec<String> }} }} pub use self::last::*;"
    );
    assert!(knows(&[("src/main.rs", &text)], "src/main.rs", 9, "User"));
    assert!(!knows(&[("src/main.rs", &text)], "src/main.rs", 9, "Nobody"));
}

#[test]
fn a_function_s_body_is_a_scope() {
    let body = "struct User { tags: i64 }\nfn test() {\nstruct User { tags: Vec<String> }\nlet gear = 1;\n}\nfn other() {}";
    assert!(knows(&[("src/main.rs", body)], "src/main.rs", 4, "User"));
    let python = step(&[("src/main.rs", body)], "src/main.rs", 6, "User", "it.tags.pow(2)");
    assert!(python.contains("it['tags'] ** 2"), "{python}");
}

#[test]
fn what_is_not_sure_is_unknown() {
    let cases = [
        (
            "two of one name",
            "#[cfg(unix)] struct User { tags: Vec<String> } #[cfg(windows)] struct User { tags: Vec<i64> }",
        ),
        ("a field that may be absent", "struct User { #[cfg(unix)] tags: Vec<String> }"),
        ("a generic struct", "struct User<T = i64> { tags: Vec<T> }"),
        ("made by a macro", "make! { struct User { tags: Vec<String> } }"),
        ("of another crate", "use elsewhere::User;"),
        ("a type of another crate", "struct User { tags: elsewhere::Tags }"),
        ("a type with a familiar name", "struct Vec; struct User { tags: Vec }"),
        (
            "an import that leads in a circle",
            "use self::a::User; mod a { pub use super::b::User; } mod b { pub use super::a::User; }",
        ),
        ("an alias of itself", "struct User { tags: Tags } type Tags = Tags;"),
    ];
    for (what, text) in cases {
        assert!(!knows(&[("src/main.rs", text)], "src/main.rs", 1, "User"), "{what}");
    }
}

#[test]
fn types_are_written_as_they_are_named_where_the_code_is() {
    let files = [("src/main.rs", "mod model; use model::User;"), ("src/model.rs", USER)];
    let main = |body: &str| step(&files, "src/main.rs", 9, "User", body);
    let python = main("it.home.city.len() + it.home.lines.iter().flatten().count()");
    assert!(python.contains("len(it['home']['city'].encode())"), "{python}");
    // `Address` has no name here but that from the root, and is checked by it.
    let sources = Crate::new(&files);
    let surroundings = Surroundings::new(&sources, "src/main.rs", true);
    let gear = r#"KeysReader::<User>("k:*").map(|r| r.value.home.city.len()).count().run()"#;
    let expansion = Compiler::among(&surroundings).gear(gear.parse().unwrap()).expansion.to_string();
    for fact in [
        "| it : & User | { let _ : & crate :: model :: Address = & it . home ; }",
        "| it : & crate :: model :: Address | { let _ : & :: std :: string :: String = & it . city ; }",
    ] {
        assert!(expansion.contains(fact), "{fact}\n{expansion}");
    }
    // What cannot be named cannot be checked.
    let hidden = "mod model { pub struct User { pub home: Address } struct Address { city: String } } use model::User;";
    let python = step(&[("src/main.rs", hidden)], "src/main.rs", 9, "User", "it.home.city.len()");
    assert!(python.contains("gear_len"), "{python}");
}

#[test]
fn functions_methods_constants_and_variants_have_types() {
    let text = "
        struct User { name: String, kind: Kind }
        enum Kind { Guest, Member(Vec<String>), Staff { since: Option<u16> } }
        const LIMITS: [i64; 2] = [1, 2];
        type Index<T> = std::collections::BTreeMap<String, T>;
        type Short = Result<i64, String>;
        fn words(text: &str) -> Vec<String> { todo!() }
        fn lines<'a>(text: &'a str) -> impl Iterator<Item = &'a str> { todo!() }
        fn twice(f: impl Fn(i64) -> i64) -> impl Fn(i64) -> i64 { todo!() }
        fn index() -> Index<Vec<i64>> { todo!() }
        fn short() -> Short { todo!() }
        fn own<T>(items: &[T]) -> Option<T> { todo!() }
        impl User { fn nick(&self, at: usize) -> Option<char> { todo!() } fn all() -> Vec<Self> { todo!() } }
        fn seconds() -> std::time::Duration { todo!() }
    ";
    let python = |body: &str| step(&[("src/main.rs", text)], "src/main.rs", 99, "User", body);
    let cases = [
        ("words(&it.name).concat()", "''.join("),
        ("lines(&it.name).map(|line| line.len()).sum::<usize>()", "sum("),
        ("twice(|n| n / 2)(7) / 2", "gear_div("),
        ("index().values().map(|list| list.len()).max()", "max("),
        ("short().map(|n| n + 1).unwrap_or(0)", "+ 1"),
        ("it.nick(2).map(|c| c.len_utf8())", "encode()"),
        ("User::all().iter().map(|user| user.name.len()).sum::<usize>()", "len(user['name'].encode())"),
        ("LIMITS.iter().max()", "max("),
        ("seconds().as_millis()", "// 1000000"),
        ("own(&words(&it.name)).map(|word| word.len())", "encode()"),
        (
            "match it.kind { Kind::Member(tags) => tags.concat(), Kind::Staff { since } => since.map_or(String::new(), |y| y.to_string()), Kind::Guest => String::new() }",
            "''.join(",
        ),
        ("Some(User { name: it.name, kind: Kind::Guest }).map(|user| user.name.len())", "encode()"),
    ];
    for (body, expected) in cases {
        let python = python(body);
        assert!(python.contains("GB('KeysReader'") && python.contains(expected), "{body}:\n{python}");
        assert!(!python.contains("gear_len("), "{body}:\n{python}");
    }
}

#[test]
fn foreign_python_has_types() {
    let text = "
        #[gear(import = \"hashlib\")]
        extern \"Python\" {
            type Digest;
            fn sha256(data: &[u8]) -> Digest;
            #[gear(method)]
            fn hexdigest(this: &Digest) -> String;
            #[gear(constructor)]
            fn new(name: &str) -> Digest;
        }";
    let python = step(
        &[("src/main.rs", text)],
        "src/main.rs",
        99,
        "String",
        "sha256(it.as_bytes()).hexdigest().len() + Digest::new(&it).hexdigest().len()",
    );
    assert_eq!(python.matches("len(").count(), 2, "{python}");
    assert_eq!(python.matches(".encode())").count(), 2 + 1, "{python}");
}

#[test]
fn captured_variables_have_the_types_that_are_written() {
    let known = |text: &str| {
        let python = step(&[("src/main.rs", text)], "src/main.rs", 2, "String", "wanted.len()");
        let (known, unknown) = (python.contains(" len("), python.contains("gear_len("));
        assert!(known != unknown, "{python}");
        known
    };
    assert!(known("fn f(wanted: &[String]) {\nlet gear = 1;\n}"));
    assert!(known("impl T { fn f(&self, mut wanted: Vec<i64>) {\nlet gear = 1;\n} }"));
    assert!(known("fn f() { let wanted: HashSet<i64> = all();\nlet gear = 1;\n}"));
    assert!(known("fn f(wanted: Vec<i64>) {\nlet gear = 1; fn other(wanted: &str) {}\n}"));
    // Which of two is meant would need a search of scopes.
    assert!(!known("fn f(wanted: &[String]) { let wanted = wanted.concat();\nlet gear = 1;\n}"));
    assert!(!known("fn f(wanted: &[String]) {\nlet gear = other.map(|wanted| wanted);\n}"));
    assert!(!known("fn f() { let wanted = all();\nlet gear = 1;\n}"));
    assert!(!known("fn f<T>(wanted: T) {\nlet gear = 1;\n}"));
    assert!(!known("fn f(wanted: impl AsRef<str>) {\nlet gear = 1;\n}"));
    assert!(!known("fn f(wanted: Vec<i64>) {}\nfn g() { let gear = 1; }"));
}
