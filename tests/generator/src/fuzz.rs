//! Programs that nobody means to write: valid ones with tokens left out, doubled, swapped and replaced.
//!
//! Whatever comes in, the compiler does not panic, what it gives is Rust, and its Python is Python 3.7.

use crate::Grammar;
use crate::random::Random;
use gear_compiler::Output;
use gear_compiler::diag::Code;
use proc_macro2::{Group, TokenStream, TokenTree};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// Reads programs, each after a line with its length in characters and whether a warning is an error, and answers each
/// with a line: empty, or what is wrong with it.
const PARSER: &str = "\
import ast, sys, warnings
new = {} if sys.version_info < (3, 8) else {'feature_version': (3, 7)}
for line in sys.stdin:
    length, strict = line.split()
    text = sys.stdin.read(int(length))
    warnings.simplefilter('error' if strict == 'true' else 'ignore')
    try:
        ast.parse(text, **new)
        if strict == 'true':
            compile(text, 'program', 'exec')
        print('')
    except Exception as error:
        print(repr(error))
    sys.stdout.flush()
";

/// A Python that says whether a text is a program.
pub struct Python {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Python {
    /// Starts an interpreter.
    pub fn start(interpreter: &str) -> std::io::Result<Python> {
        let mut child = Command::new(interpreter)
            .args(["-c", PARSER])
            .env("PYTHONIOENCODING", "utf-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(std::io::Error::other("the interpreter has no pipes"));
        };
        Ok(Python { child, input: Some(input), output: BufReader::new(output) })
    }

    /// What is wrong with a program; `None` if nothing is. With `strict`, what Python warns of is wrong.
    fn error(&mut self, program: &str, strict: bool) -> std::io::Result<Option<String>> {
        let input = self.input.as_mut().ok_or_else(|| std::io::Error::other("the interpreter has ended"))?;
        write!(input, "{} {strict}\n{program}", program.chars().count())?;
        input.flush()?;
        let mut answer = String::new();
        self.output.read_line(&mut answer)?;
        let answer = answer.trim_end();
        Ok((!answer.is_empty()).then(|| answer.to_owned()))
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        // It ends with its input.
        self.input = None;
        let _ = self.child.wait();
    }
}

/// How a program is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Pipeline,
    Item,
    Trigger,
    Hook,
}

/// A source of mutated programs.
pub struct Fuzz {
    corpus: Vec<(Kind, TokenStream)>,
    words: Vec<TokenTree>,
    random: Random,
    python: Python,
    /// How many of the programs so far became Python.
    pub compiled: u64,
}

impl Fuzz {
    /// The programs of the pages under `tests`, and generated ones.
    pub fn new(seed: u64, python: Python) -> std::io::Result<Fuzz> {
        let mut corpus = Vec::new();
        for folder in ["../lang", "../mistakes"] {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
            let mut pages: Vec<_> = std::fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
            pages.sort();
            for page in pages {
                let text = std::fs::read_to_string(page)?;
                corpus.extend(blocks(&text).flat_map(programs));
            }
        }
        for function in Grammar::default().functions(seed, 0, 60) {
            corpus.extend(programs(&function.text));
        }
        let mut words = Vec::new();
        corpus.iter().for_each(|(_, tokens)| flattened(tokens.clone(), &mut words));
        Ok(Fuzz { corpus, words, random: Random::new(seed), python, compiled: 0 })
    }

    /// Compiles all programs as they are; what is wrong with the result of one, if anything is.
    pub fn originals(&mut self) -> std::io::Result<Option<String>> {
        for (kind, tokens) in self.corpus.clone() {
            if let Some(finding) = self.finding(kind, tokens, true)? {
                return Ok(Some(finding));
            }
        }
        Ok(None)
    }

    /// Compiles one more program; what is wrong with the result, if anything is.
    pub fn one_more(&mut self) -> std::io::Result<Option<String>> {
        let (kind, tokens) = &self.corpus[self.random.below(self.corpus.len())];
        let (kind, mut tokens) = (*kind, tokens.clone());
        for _ in 0..=self.random.below(3) {
            tokens = self.mutated(tokens);
        }
        // What rustc would not have may well be what Python warns of.
        self.finding(kind, tokens, false)
    }

    fn finding(&mut self, kind: Kind, tokens: TokenStream, strict: bool) -> std::io::Result<Option<String>> {
        let source = tokens.to_string();
        let name = |name: &str| TokenTree::from(proc_macro2::Literal::string(name)).into();
        let output = match kind {
            Kind::Pipeline => gear_compiler::gear(tokens),
            Kind::Item => gear_compiler::gear_item(TokenStream::new(), tokens),
            Kind::Trigger => gear_compiler::trigger(name("some"), tokens),
            Kind::Hook => gear_compiler::hook(name("HSET"), tokens),
        };
        let wrong = wrong_rust(&output, kind).map(str::to_owned);
        let wrong = match wrong {
            None if !output.python.is_empty() => {
                self.compiled += u64::from(output.diagnostics.is_empty());
                self.python.error(&linked(&output.python), strict)?
            }
            wrong => wrong,
        };
        Ok(wrong.map(|wrong| format!("{wrong}\n{kind:?}:\n{source}\n{}", output.python)))
    }

    /// Leaves out, doubles, swaps or replaces a token somewhere.
    fn mutated(&mut self, tokens: TokenStream) -> TokenStream {
        let mut trees: Vec<TokenTree> = tokens.into_iter().collect();
        if trees.is_empty() {
            return TokenStream::new();
        }
        let at = self.random.below(trees.len());
        if let TokenTree::Group(group) = &trees[at]
            && self.random.below(4) > 0
        {
            let inner = self.mutated(group.stream());
            trees[at] = TokenTree::Group(Group::new(group.delimiter(), inner));
            return trees.into_iter().collect();
        }
        match self.random.below(4) {
            0 => {
                trees.remove(at);
            }
            1 => trees.insert(at, trees[at].clone()),
            2 => {
                let other = self.random.below(trees.len());
                trees.swap(at, other);
            }
            _ => trees[at] = self.words[self.random.below(self.words.len())].clone(),
        }
        trees.into_iter().collect()
    }
}

fn wrong_rust(output: &Output, kind: Kind) -> Option<&'static str> {
    let has = |code: Code| output.diagnostics.errors().iter().any(|error| error.code == code);
    if has(Code::Internal) {
        return Some("the compiler has a bug");
    }
    let tokens = output.expansion.clone();
    if kind == Kind::Pipeline {
        return syn::parse2::<syn::Expr>(tokens).is_err().then_some("the expansion is no expression");
    }
    // An item that was not Rust stays as it was, beside the error.
    (!has(Code::Syntax) && syn::parse2::<syn::File>(tokens).is_err()).then_some("the expansion is no items")
}

/// The Python with names where the linker puts them.
fn linked(python: &str) -> String {
    let fill = |(index, piece): (usize, &str)| match piece {
        _ if index % 2 == 0 => piece.to_owned(),
        "." => "gear_own".to_owned(),
        "d" => "label".to_owned(),
        captured if captured.starts_with('=') => "None".to_owned(),
        number => format!("gear_link_{number}"),
    };
    python.split('\u{1}').enumerate().map(fill).collect()
}

fn blocks(page: &str) -> impl Iterator<Item = &str> {
    page.split("```rust\n").skip(1).filter_map(|rest| Some(rest.split_once("```")?.0))
}

/// The programs of a block: a pipeline, or items with our attributes.
fn programs(rust: &str) -> Vec<(Kind, TokenStream)> {
    if let Some(pipeline) = rust.trim().strip_prefix("gear!(").and_then(|rest| rest.strip_suffix(')')) {
        return pipeline.parse().map(|tokens| (Kind::Pipeline, tokens)).into_iter().collect();
    }
    let mut found = Vec::new();
    // What begins with one of our attributes, up to the next one.
    for part in rust.split("#[").skip(1) {
        let kind = match part.split(|c: char| !c.is_alphanumeric()).next() {
            Some("gear") => Kind::Item,
            Some("trigger") => Kind::Trigger,
            Some("hook") => Kind::Hook,
            _ => continue,
        };
        let item = part.split_once("]\n").map(|(_, item)| item.parse::<TokenStream>());
        found.extend(item.and_then(Result::ok).filter(|item| !item.is_empty()).map(|item| (kind, item)));
    }
    found
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
