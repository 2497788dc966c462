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

/// Runs on a thread with a stack of so many bytes.
fn with_a_stack(size: usize, run: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(size).spawn(run).expect("a thread starts");
    thread.join().expect("no panic and no overflow");
}

/// That of rustc.
const PLAIN: usize = 8 << 20;

/// For tokens in so many brackets: they themselves are dropped by recursion.
const LARGE: usize = 256 << 20;

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
    for name in ["def", "lambda", "is", "nonlocal", "pass", "print", "len", "list", "log", "execute"] {
        let python = python(body(&format!("let {name} = x + 1; {name} * 2")));
        let assigned = python
            .lines()
            .find(|line| line.ends_with("= x + 1"))
            .unwrap_or_else(|| panic!("{name} is kept: {python}"));
        assert_ne!(assigned.trim(), format!("{name} = x + 1"), "{python}");
    }
}

#[test]
fn raw_and_foreign_identifiers_stay_themselves() {
    assert!(python(body("let r#type = x; r#type + 1")).contains("type"));
    assert!(python(body("let größe = x; größe + 1")).contains("größe + 1"));
}

#[test]
fn names_that_python_would_read_as_one_are_two() {
    let python = python(body("let ﬁ = x; let fi = ﬁ + 1; let ℌ = fi; let ｘ = ﬁ * fi; ｘ + ℌ"));
    assert!(python.is_ascii(), "{python}");
}

/// What is written around something so often.
fn nested(open: &str, inner: &str, close: &str) -> String {
    format!("{}{inner}{}", open.repeat(LEVELS), close.repeat(LEVELS))
}

const LEVELS: usize = 10_000;

#[test]
fn ten_thousand_levels_of_brackets_are_an_error() {
    let cases = [
        nested("(", "x", ")"),
        nested("{", "x", "}"),
        nested("[", "x", "]"),
        nested("(x, ", "x", ")"),
        nested("x + (", "x", ")"),
        nested("i64::abs(", "x", ")"),
        nested("Some(", "x", ")"),
        nested("(|y: i64| ", "x", ")(x)"),
        nested("if x > 0 { ", "x", " } else { x }"),
        nested("match x { _ => ", "x", " }"),
        nested("loop { ", "break", " }"),
        nested("while x > 0 { ", "break", " }"),
        nested("for i in 0..x { ", "break", " }"),
        nested("{ let a = x; ", "", " }"),
        nested("fn f() { ", "", " }"),
        nested("vec![", "x", "]"),
        nested("json!([", "x", "])"),
        nested("format!(\"{}\", ", "x", ")"),
        format!("let {} = x; x", nested("(", "a", ",)")),
        format!("if let {} = s {{ }} x", nested("Some(", "a", ")")),
    ];
    with_a_stack(LARGE, move || {
        for case in cases {
            assert_eq!(codes(&body(&case)), [Code::TooDeep.as_str()], "{}", &case[..40]);
        }
    });
}

#[test]
fn ten_thousand_links_of_a_chain_are_an_error() {
    let cases = [
        nested("!", "x", ""),
        nested("-", "x", ""),
        nested("*&", "x", ""),
        nested("return ", "x", ""),
        nested("|y: i64| ", "x", ""),
        nested("x + ", "x", ""),
        nested("x > 0 && ", "x > 0", ""),
        nested("if x > 0 { x } else ", "{ x }", ""),
        nested("", "x", ".abs()"),
        nested("", "x", " as i64"),
        nested("", "x", "[0]"),
        nested("", "x", "?"),
        nested("", "x", ".0"),
        format!("let a: {} = vec![]; x", nested("Vec<", "i64", ">")),
        format!("let a: {} = x; x", nested("&", "i64", "")),
    ];
    for case in cases {
        with_a_stack(PLAIN, move || {
            assert_eq!(codes(&body(&case)), [Code::TooDeep.as_str()], "{}", &case[..40]);
        });
    }
}

#[test]
fn an_expression_that_is_just_too_deep_is_one_error() {
    for case in [
        format!("x{}", " + x".repeat(200)),
        format!("x > 0{}; x", " && x > 0".repeat(200)),
        format!("{}{{ x }}", "if x > 0 { x } else ".repeat(200)),
    ] {
        assert_eq!(codes(&body(&case)), [Code::TooDeep.as_str()], "{}", &case[..40]);
    }
}

#[test]
fn what_is_long_but_not_deep_compiles() {
    for case in [
        format!("{} x", "let a = x; ".repeat(LEVELS)),
        format!("{} x", "if x > 5 { return 1 } ".repeat(1500)),
        format!("match x {{ {} _ => 1 }}", "1 => x, ".repeat(1500)),
        format!("let a = [{}]; x", "x < 1, ".repeat(1500)),
    ] {
        with_a_stack(PLAIN, move || drop(python(body(&case))));
    }
}

#[test]
fn a_megabyte_of_closure_compiles() {
    with_a_stack(LARGE, || {
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
