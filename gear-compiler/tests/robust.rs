//! Whatever tokens come in: no panic, and an expansion that is Rust.

use proc_macro2::{Group, TokenStream, TokenTree};

const PIPELINES: &[&str] = &[
    r#"KeysReader::<User>("user:*", read_value = true).filter(|r| r.value.age >= 18).count().run()"#,
    r#"KeysReader::<String>("text:*").flat_map(|r| r.value.split(' ').map(|w| w.to_string()).collect::<Vec<_>>())
        .count_by(|w| w.clone()).sort_by_key(|(w, n)| (-n, w.clone())).limit(3).run()"#,
    r#"StreamReader("in:*").for_each(|r| { cmd::incr("n", 1); }).register(batch = 2, mode = Sync, trim = false)"#,
    r#"KeysReader("k").aggregate((0, 0.0), |(n, s), r| (n + 1, s + r.key.len() as f64), |a, b| (a.0 + b.0, a.1)).run()"#,
];

const ITEMS: &[&str] = &[
    r#"fn f(x: i64, mut v: Vec<Option<i64>>) -> Option<i64> {
        let y = if x > 0 { v.len() as i64 / x } else { return None };
        'a: for (i, item) in v.iter().enumerate() {
            match item { Some(n @ 1..=5) if *n > y => break 'a, Some(_) | None => continue, }
        }
        while let Some(Some(n)) = v.pop() { log!("{n:>5}"); }
        let f = |a: i64| -> i64 { a * y };
        let [first, .., last] = [f(1), f(2), f(3)] else { panic!("no {}", x) };
        Some(format!("{first}{last:?}").parse::<i64>().ok()? + y)
    }"#,
    r#"struct User { name: String, age: u8, tags: Vec<String>, email: Option<String> }"#,
    r#"enum Shape { Dot, Circle(f64), Box { w: i64, h: i64 } }"#,
    r#"impl Shape { fn area(&self) -> f64 { match self { Self::Dot => 0.0, Shape::Circle(r) => r * r, _ => 1.5 } } }"#,
];

/// A small generator of numbers: the same ones in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % n.max(1)
    }
}

/// Leaves out, doubles, swaps or replaces a token somewhere.
fn mutated(tokens: TokenStream, words: &[TokenTree], random: &mut Random) -> TokenStream {
    let mut trees: Vec<TokenTree> = tokens.into_iter().collect();
    if trees.is_empty() {
        return trees.into_iter().collect();
    }
    let at = random.below(trees.len());
    if let TokenTree::Group(group) = &trees[at]
        && random.below(4) > 0
    {
        let inner = mutated(group.stream(), words, random);
        trees[at] = TokenTree::Group(Group::new(group.delimiter(), inner));
        return trees.into_iter().collect();
    }
    match random.below(4) {
        0 => {
            trees.remove(at);
        }
        1 => trees.insert(at, trees[at].clone()),
        2 => {
            let other = random.below(trees.len());
            trees.swap(at, other);
        }
        _ => trees[at] = words[random.below(words.len())].clone(),
    }
    trees.into_iter().collect()
}

/// All tokens, also those in brackets.
fn flattened(tokens: TokenStream, words: &mut Vec<TokenTree>) {
    for tree in tokens {
        if let TokenTree::Group(group) = &tree {
            flattened(group.stream(), words);
        }
        words.push(tree);
    }
}

fn check(output: gear_compiler::Output, source: &str, item: bool) {
    let internal =
        output.diagnostics.errors().iter().find(|error| error.code == gear_compiler::diag::Code::Internal);
    assert!(internal.is_none(), "{:?} for\n{source}", internal.map(|error| error.text()));
    // An item that was not Rust stays as it was, beside the error.
    let broken =
        output.diagnostics.errors().iter().any(|error| error.code == gear_compiler::diag::Code::Syntax);
    if !item {
        assert!(syn::parse2::<syn::Expr>(output.expansion).is_ok(), "no expression from\n{source}");
    } else if !broken {
        assert!(syn::parse2::<syn::File>(output.expansion).is_ok(), "no items from\n{source}");
    }
}

#[test]
fn mutated_programs_neither_panic_nor_expand_to_nonsense() {
    let mut words = Vec::new();
    for source in PIPELINES.iter().chain(ITEMS) {
        flattened(source.parse().expect("the sources are tokens"), &mut words);
    }
    let mut random = Random(7);
    for round in 0..6000 {
        let item = round % 2 == 0;
        let sources = if item { ITEMS } else { PIPELINES };
        let mut tokens: TokenStream =
            sources[random.below(sources.len())].parse().expect("the sources are tokens");
        for _ in 0..=random.below(3) {
            tokens = mutated(tokens, &words, &mut random);
        }
        let source = tokens.to_string();
        let output = match item {
            true => gear_compiler::gear_item(TokenStream::new(), tokens),
            false => gear_compiler::gear(tokens),
        };
        check(output, &source, item);
    }
}

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
