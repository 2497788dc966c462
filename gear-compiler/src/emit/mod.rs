//! The expansion: the user's tokens once, and beside them what was compiled.

mod derived;
mod display;
mod enumeration;
mod fmt_uses;
mod foreign;
mod function;
mod gear;
mod generics;
mod implementation;
mod lazy;
mod module;
mod newtype;
mod opening;
mod record;
mod serde;
mod trait_impl;
mod traits;
mod trigger;
mod unit;

pub(crate) use enumeration::enumeration;
pub(crate) use foreign::foreign;
pub(crate) use function::{function, plain};
pub(crate) use gear::gear;
pub(crate) use implementation::implementation;
pub(crate) use lazy::{is_lazy, lazy};
pub(crate) use module::{is_gear, module};
pub(crate) use record::record;
pub(crate) use trigger::trigger;

use crate::diag::{Code, Diagnostics};
pub(crate) use derived::derived;
use proc_macro2::{Span, TokenStream};

/// An expansion, and the Python in it by itself.
#[derive(Default)]
pub(crate) struct Expansion {
    pub(crate) tokens: TokenStream,
    pub(crate) python: String,
}

impl Expansion {
    /// Adds what comes after it.
    fn join(&mut self, other: Expansion) {
        self.tokens.extend(other.tokens);
        join(&mut self.python, &other.python);
    }
}

/// Adds the Python of an item to that of those before it.
fn join(python: &mut String, other: &str) {
    if !python.is_empty() && !other.is_empty() {
        python.push_str("\n\n");
    }
    python.push_str(other);
}

impl From<TokenStream> for Expansion {
    fn from(tokens: TokenStream) -> Self {
        Expansion { tokens, python: String::new() }
    }
}

/// A variable of the expansion's own, which cannot be mistaken for one of the user's.
fn own(name: &str) -> syn::Ident {
    syn::Ident::new(name, Span::mixed_site())
}

/// How many lines the first token is below the macro's own line, which `line!()` gives.
fn line_offset(first_line: usize) -> u32 {
    let call = Span::call_site().start().line;
    first_line.saturating_sub(call.max(1)) as u32
}

/// Whether rustc will accept the tokens that an error of ours is about, so that they can stand in the expansion and
/// give it its type.
fn rustc_accepts(diagnostics: &Diagnostics) -> bool {
    diagnostics.errors().iter().all(|error| {
        matches!(
            error.code,
            Code::UnsupportedExpression
                | Code::UnsupportedStatement
                | Code::UnsupportedPattern
                | Code::UnsupportedType
                | Code::Format
                | Code::UnknownType
                | Code::Value
                | Code::KeyPattern
        )
    })
}
