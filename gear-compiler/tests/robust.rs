//! Nesting is bounded. Mutated programs are in the tests of the generator.

use proc_macro2::TokenStream;

#[test]
fn deep_nesting_is_an_error() {
    let deep =
        |open: &str, close: &str| format!("fn f() -> i64 {{ {}1{} }}", open.repeat(5000), close.repeat(5000));
    for source in
        [deep("(", ")"), deep("[", "]"), deep("!", ""), deep("-", ""), deep("{", "}"), deep("1 + (", ")")]
    {
        // Tokens themselves are dropped by recursion: give that the stack that rustc gives it.
        let run = move || {
            let output =
                gear_compiler::gear_item(TokenStream::new(), source.parse().expect("they are tokens"));
            let codes: Vec<_> = output.diagnostics.errors().iter().map(|error| error.code.as_str()).collect();
            assert_eq!(codes, ["G0801"], "{}", &source[..40]);
        };
        let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(run).expect("a thread starts");
        thread.join().expect("no panic and no overflow");
    }
}
