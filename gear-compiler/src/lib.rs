//! The compiler of redis-gears, as a plain library: tokens of Rust in, an expansion with Python 3.7 in it out.
//!
//! It is a pure function of its tokens and of the [`surroundings`] that it is given: it reads no file, environment, network or clock.
//! The macros in `gear-macros` are thin shells over it; tests, benchmarks and tools call it directly.
//!
//! The way of a program through it: [`syntax`](self) (tokens to a chain of steps) → `check` (names, types, errors) →
//! `lower` (Python that means the same) → `python` (text) → `emit` (the expansion).

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic))]
#![forbid(unsafe_code)]

mod around;
mod attribute;
mod build;
mod check;
mod depth;
pub mod diag;
mod emit;
mod foreign;
mod lower;
mod ops;
mod python;
pub mod reference;
mod regex;
mod requirement;
mod script;
pub mod surroundings;
mod syntax;
mod types;

pub use script::{Files, ScriptError};

use around::Around;
use diag::{Code, Diagnostics};
use emit::Expansion;
use proc_macro2::TokenStream;
use quote::quote;
use std::panic::{AssertUnwindSafe, catch_unwind};
use surroundings::Surroundings;

/// What compiling gave: the expansion, which has the errors in it, and the errors by themselves.
pub struct Output {
    /// The tokens that take the macro's place.
    pub expansion: TokenStream,
    /// The Python of the pipeline or function by itself, before it is linked; for people and tests.
    pub python: String,
    /// What is wrong; empty if the program compiles.
    pub diagnostics: Diagnostics,
}

/// The compiler, for code that stands somewhere.
///
/// Of other items it knows what its surroundings tell. Without any it knows the tokens alone, and asks for an annotation
/// where the type of something else decides.
#[derive(Default)]
pub struct Compiler<'s> {
    surroundings: Option<&'s Surroundings<'s>>,
}

impl<'s> Compiler<'s> {
    /// The compiler for code among other items of a crate.
    pub fn among(surroundings: &'s Surroundings<'s>) -> Self {
        Compiler { surroundings: Some(surroundings) }
    }

    /// Compiles the tokens of `gear!(..)`.
    ///
    /// ```
    /// let output = gear_compiler::Compiler::default().gear(r#"KeysReader("user:*").count().run()"#.parse().unwrap());
    /// assert!(output.diagnostics.is_empty());
    /// assert!(output.expansion.to_string().contains(".count()"));
    /// ```
    pub fn gear(&self, input: TokenStream) -> Output {
        guarded(None, input, |input, diagnostics| emit::gear(input, &self.around(), diagnostics))
    }

    /// Compiles an item with `#[gear]`; `arguments` are the attribute's.
    pub fn gear_item(&self, arguments: TokenStream, item: TokenStream) -> Output {
        let compile =
            |item, diagnostics: &mut _| attribute::gear(arguments, item, &self.around(), diagnostics);
        guarded(Some(item.clone()), item, compile)
    }

    /// Compiles a function with `#[trigger("name")]`; `arguments` are the attribute's.
    pub fn trigger(&self, arguments: TokenStream, item: TokenStream) -> Output {
        let compile =
            |item, diagnostics: &mut _| attribute::trigger(arguments, item, &self.around(), diagnostics);
        guarded(Some(item.clone()), item, compile)
    }

    /// Compiles a function with `#[hook("COMMAND")]`; `arguments` are the attribute's.
    pub fn hook(&self, arguments: TokenStream, item: TokenStream) -> Output {
        let compile =
            |item, diagnostics: &mut _| attribute::hook(arguments, item, &self.around(), diagnostics);
        guarded(Some(item.clone()), item, compile)
    }

    fn around(&self) -> Around<'s> {
        Around::new(self.surroundings)
    }
}

/// [`Compiler::gear`] without surroundings.
pub fn gear(input: TokenStream) -> Output {
    Compiler::default().gear(input)
}

/// [`Compiler::gear_item`] without surroundings.
pub fn gear_item(arguments: TokenStream, item: TokenStream) -> Output {
    Compiler::default().gear_item(arguments, item)
}

/// [`Compiler::trigger`] without surroundings.
pub fn trigger(arguments: TokenStream, item: TokenStream) -> Output {
    Compiler::default().trigger(arguments, item)
}

/// [`Compiler::hook`] without surroundings.
pub fn hook(arguments: TokenStream, item: TokenStream) -> Output {
    Compiler::default().hook(arguments, item)
}

/// Compiles the tokens of `include_gear!(..)`. Files and the grammar of Python are `files`' business.
pub fn include_gear(input: TokenStream, files: &dyn Files) -> Output {
    guarded(None, input, |input, diagnostics| script::include(input, files, &Around::new(None), diagnostics))
}

/// Compiles tokens that a recursive parser can take. A panic is a bug: it is said to be one, instead of the compiler's
/// own message about a macro that panicked. `item` stays in the program also when it does not compile.
fn guarded(
    item: Option<TokenStream>,
    tokens: TokenStream,
    compile: impl FnOnce(TokenStream, &mut Diagnostics) -> Expansion,
) -> Output {
    let mut diagnostics = Diagnostics::default();
    if !depth::check(&tokens, &mut diagnostics) {
        return failed(item, diagnostics);
    }
    match catch_unwind(AssertUnwindSafe(|| compile(tokens, &mut diagnostics))) {
        Ok(Expansion { tokens, python }) => Output { expansion: tokens, python, diagnostics },
        Err(_) => {
            let mut bug = Diagnostics::default();
            bug.report_help(
                Code::Internal,
                proc_macro2::Span::call_site(),
                "a bug in redis-gears: the compiler panicked",
                "please report it with the code that shows it",
            );
            failed(item, bug)
        }
    }
}

/// The errors beside the item, or alone in an expression.
fn failed(item: Option<TokenStream>, diagnostics: Diagnostics) -> Output {
    let errors = diagnostics.to_compile_errors();
    let expansion = match item {
        Some(item) => quote!(#item const _: () = { #errors };),
        None => quote!({ #errors }),
    };
    Output { expansion, python: String::new(), diagnostics }
}
