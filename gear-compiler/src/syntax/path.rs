//! Paths that the compiler takes apart, and those that it writes itself.

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

/// What stands before the last name of a path: the module, or the type of a variant or function. Empty before a single name.
pub(crate) fn owner_of(path: &syn::Path) -> syn::Path {
    let mut owner = path.clone();
    owner.segments.pop();
    owner.segments.pop_punct();
    owner
}

/// The last name of a path that is written as text.
pub(crate) fn last_name(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path).trim()
}
