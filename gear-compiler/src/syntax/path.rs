//! Paths that the compiler writes itself.

use proc_macro2::Span;
use syn::{Ident, Token, punctuated::Punctuated};

/// The path of these names, all at one place; `global` if it begins with the name of a crate.
pub(crate) fn path_at(global: bool, names: impl IntoIterator<Item = Ident>, at: Span) -> syn::Path {
    let mut segments = Punctuated::new();
    for mut name in names {
        name.set_span(at);
        if !segments.is_empty() {
            segments.push_punct(Token![::](at));
        }
        segments.push_value(name.into());
    }
    syn::Path { leading_colon: global.then(|| Token![::](at)), segments }
}
