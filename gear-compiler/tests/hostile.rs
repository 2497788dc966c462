//! Input that nobody means to write, each with a clear answer: an error, or Python that is right.

use gear_compiler::{Output, diag::Code};
use proc_macro2::TokenStream;

fn body(body: &str) -> Output {
    let item = format!("fn f(x: i64, s: &str) -> i64 {{ {body} }}");
    gear_compiler::gear_item(TokenStream::new(), item.parse().expect("they are tokens"))
}

fn codes(output: &Output) -> Vec<&'static str> {
    output.diagnostics.errors().iter().map(|error| error.code.as_str()).collect()
}

fn python(output: Output) -> String {
    assert_eq!(
        codes(&output),
        [""; 0],
        "{:?}",
        output.diagnostics.errors().first().map(|error| error.text())
    );
    output.python
}

/// Runs on a thread with the stack that rustc gives: tokens themselves are dropped by recursion.
fn with_a_large_stack(run: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(256 << 20).spawn(run).expect("a thread starts");
    thread.join().expect("no panic and no overflow");
}

#[test]
fn integers_that_no_type_has_are_refused() {
    // rustc itself refuses what only the type is too small for.
    assert_eq!(codes(&body("let n = 999999999999999999999999999999999999999999; x")).len(), 1);
}

#[test]
fn bytes_need_not_be_text() {
    assert!(python(body(r#"let b = b"\xff\x00'"; b.len() as i64"#)).contains(r"\xff\x00"));
}

#[test]
fn names_that_python_keeps_for_itself_are_changed() {
    for name in ["None", "def", "lambda", "is", "nonlocal", "pass", "print", "len", "list", "GB", "execute"] {
        let python = python(body(&format!("let {name} = x + 1; {name} * 2")));
        let assigned = python.lines().find(|line| line.ends_with("= x + 1")).expect("the variable is kept");
        assert_ne!(assigned.trim(), format!("{name} = x + 1"), "{python}");
    }
}

#[test]
fn raw_and_foreign_identifiers_stay_themselves() {
    assert!(python(body("let r#type = x; r#type + 1")).contains("type"));
    assert!(python(body("let größe = x; größe + 1")).contains("+ 1"));
}

#[test]
fn ten_thousand_levels_are_an_error() {
    with_a_large_stack(|| {
        for (open, close) in [("(", ")"), ("{", "}"), ("[", "]"), ("!", ""), ("-", "")] {
            let output = body(&format!("{}x{}", open.repeat(10_000), close.repeat(10_000)));
            assert_eq!(codes(&output), [Code::TooDeep.as_str()], "{open}");
        }
    });
}

#[test]
fn a_megabyte_of_closure_compiles() {
    with_a_large_stack(|| {
        let statement = "let y = x * 2 + 1; ";
        let python = python(body(&format!("{} x", statement.repeat((1 << 20) / statement.len()))));
        assert!(python.len() > 1 << 19);
    });
}

#[test]
fn what_is_not_of_the_language_is_one_error() {
    for (text, code) in [
        ("unsafe { x }", "G0101"),
        ("tokio::select! { _ = x => 1 }", "G0104"),
        ("sqlx::query!(\"x\"); x", "G0104"),
    ] {
        assert_eq!(codes(&body(text)), [code], "{text}");
    }
}

#[test]
fn lifetimes_mean_nothing_to_python() {
    let item = "fn longer<'a>(a: &'a str, b: &'a str) -> &'a str { if a.len() > b.len() { a } else { b } }";
    let output = gear_compiler::gear_item(TokenStream::new(), item.parse().expect("they are tokens"));
    assert!(!python(output).contains("'a"));
}

#[test]
fn operations_take_no_turbofish() {
    let output =
        gear_compiler::gear(r#"KeysReader("*").count::<i64>().run()"#.parse().expect("they are tokens"));
    assert_eq!(codes(&output).len(), 1);
}

#[test]
fn what_is_never_reached_is_left_out() {
    let output = body(r#"panic!("no"); let mut one = x.checked_rem(7); *one.get_or_insert_with(|| x)"#);
    assert_eq!(python(output), "def \u{1}.\u{1}(x, s):\n    raise RuntimeError('no')\n");
}

#[test]
fn a_place_that_is_refused_gets_no_value() {
    let output = body("x | s = 1; x");
    assert_eq!(codes(&output), ["G0101"]);
    assert!(!output.python.contains("None ="), "{}", output.python);
}
