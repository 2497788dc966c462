//! Diagnostics: what is wrong, where, and how to mend it.
//!
//! Every phase takes a [`Diagnostics`] sink and goes on after an error. The place of the error becomes a poisoned
//! node that carries a [`Reported`], so that later phases stay silent about it: one mistake gives one error.

mod code;
mod suggest;

pub use code::Code;
pub(crate) use suggest::did_you_mean;

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// Proof that an error was reported. Only [`Diagnostics::report`] makes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reported(());

/// One error: a code, a message in rustc's style, and helps, each of which is one action.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The stable code, for example [`Code::UnsupportedExpression`].
    pub code: Code,
    /// Where: the tokens to blame.
    pub span: Span,
    /// The end of the blamed tokens; the same as `span` for a single token.
    pub end: Span,
    /// What is wrong: lower case, no full stop, code in backticks.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// The text of the error as rustc will print it.
    pub fn text(&self) -> String {
        let mut text = format!("[{}] {}", self.code, self.message);
        if let Some(help) = &self.help {
            text.push_str("\nhelp: ");
            text.push_str(help);
        }
        text
    }
}

/// The sink for errors.
#[derive(Default)]
pub struct Diagnostics {
    errors: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Reports an error at `span`.
    pub fn report(&mut self, code: Code, span: impl Blame, message: impl Into<String>) -> Reported {
        self.push(code, span, message.into(), None)
    }

    /// Reports an error at `span` with a help line.
    pub fn report_help(
        &mut self,
        code: Code,
        span: impl Blame,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Reported {
        self.push(code, span, message.into(), Some(help.into()))
    }

    fn push(&mut self, code: Code, span: impl Blame, message: String, help: Option<String>) -> Reported {
        let (span, end) = span.range();
        self.errors.push(Diagnostic { code, span, end, message, help });
        Reported(())
    }

    /// The proof of an error of this kind, if there is one: what one mistake makes of many places is said once.
    pub(crate) fn reported(&self, code: Code) -> Option<Reported> {
        self.errors.iter().any(|error| error.code == code).then_some(Reported(()))
    }

    /// Takes over the errors of a part.
    pub(crate) fn extend(&mut self, part: Diagnostics) {
        self.errors.extend(part.errors);
    }

    /// Takes over an error of the Rust parser.
    pub(crate) fn syntax(&mut self, error: &syn::Error) -> Reported {
        self.report(Code::Syntax, error.span(), error.to_string())
    }

    /// Whether nothing was reported.
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// The errors, in the order in which they were found.
    pub fn errors(&self) -> &[Diagnostic] {
        &self.errors
    }

    /// The errors as `compile_error!` items.
    pub(crate) fn to_compile_errors(&self) -> TokenStream {
        self.errors
            .iter()
            .map(|error| {
                let text = error.text();
                // The path has the span of the first token and the rest that of the last, so that rustc
                // underlines the whole range on stable.
                let (start, end) = (error.span, error.end);
                let path = quote_spanned!(start=> ::core::compile_error);
                let rest = quote_spanned!(end=> ! { #text });
                quote::quote!(#path #rest)
            })
            .collect()
    }
}

/// What an error can point at: a span, or anything with tokens.
pub trait Blame {
    /// The first and the last token's span.
    fn range(&self) -> (Span, Span);
}

impl Blame for Span {
    fn range(&self) -> (Span, Span) {
        (*self, *self)
    }
}

impl<T: quote::ToTokens + ?Sized> Blame for &T {
    fn range(&self) -> (Span, Span) {
        let mut tokens = self.to_token_stream().into_iter();
        let Some(first) = tokens.next() else { return (Span::call_site(), Span::call_site()) };
        let start = first.span();
        (start, tokens.last().map_or(start, |last| last.span()))
    }
}
