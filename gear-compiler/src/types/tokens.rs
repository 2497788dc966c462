//! From a [`Ty`] back to a written type.

use super::Ty;
use crate::around::Private;
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{format_ident, quote};

/// The same tokens, at one place.
pub(crate) fn at_span(tokens: TokenStream, span: Span) -> TokenStream {
    let moved = tokens.into_iter().map(|mut token: TokenTree| {
        token.set_span(span);
        token
    });
    moved.collect()
}

/// The type as Rust, for a link that needs its implementation of a trait. `None` where it is not known, or has no name. `private` is
/// the path of the private protocol.
pub(crate) fn type_tokens(ty: &Ty, private: &Private, span: Span) -> Option<TokenStream> {
    let tokens = |ty: &Ty| type_tokens(ty, private, span);
    Some(match ty {
        Ty::Unit => quote!(()),
        Ty::Bool => quote!(bool),
        Ty::Int(int) => {
            let name = format_ident!("{}{}", if int.signed { "i" } else { "u" }, int.bits);
            quote!(#name)
        }
        Ty::Float => quote!(f64),
        Ty::Str => quote!(#private::String),
        Ty::Char => quote!(char),
        Ty::Json => quote!(#private::Json),
        Ty::Value => quote!(#private::Value),
        Ty::List(item) => {
            let item = tokens(item)?;
            quote!(#private::Vec<#item>)
        }
        Ty::Deque(item) => {
            let item = tokens(item)?;
            quote!(::std::collections::VecDeque<#item>)
        }
        Ty::Map { sorted, key, value } => {
            let (key, value) = (tokens(key)?, tokens(value)?);
            let map = format_ident!("{}", if *sorted { "BTreeMap" } else { "HashMap" });
            quote!(::std::collections::#map<#key, #value>)
        }
        Ty::Option(item) => {
            let item = tokens(item)?;
            quote!(#private::Option<#item>)
        }
        Ty::Tuple(items) => {
            let items = items.iter().map(tokens).collect::<Option<Vec<_>>>()?;
            quote!((#(#items,)*))
        }
        // The path as the user wrote it, at the place where it is needed: what it lacks is an error there.
        Ty::Named(path) => at_span(path.parse().ok()?, span),
        _ => return None,
    })
}
