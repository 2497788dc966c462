//! The names of types that a program writes.

use super::Named;
use crate::types::meant;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;

/// The known names in a type, each with arguments of no meaning.
pub(super) fn names_in(ty: &syn::Type, private: &TokenStream) -> Vec<Named> {
    let mut found = Vec::new();
    add(ty, private, &mut found);
    found
}

fn add(ty: &syn::Type, private: &TokenStream, found: &mut Vec<Named>) {
    match ty {
        syn::Type::Reference(reference) => add(&reference.elem, private, found),
        syn::Type::Paren(inner) => add(&inner.elem, private, found),
        syn::Type::Group(inner) => add(&inner.elem, private, found),
        syn::Type::Slice(slice) => add(&slice.elem, private, found),
        syn::Type::Array(array) => add(&array.elem, private, found),
        syn::Type::Tuple(tuple) => tuple.elems.iter().for_each(|ty| add(ty, private, found)),
        syn::Type::Path(path) if path.qself.is_none() => add_path(&path.path, private, found),
        _ => {}
    }
}

fn add_path(path: &syn::Path, private: &TokenStream, found: &mut Vec<Named>) {
    let Some(last) = path.segments.last() else { return };
    let arguments: Vec<&syn::Type> = match &last.arguments {
        syn::PathArguments::AngleBracketed(list) => {
            let types = list.args.iter().filter_map(|argument| match argument {
                syn::GenericArgument::Type(ty) => Some(ty),
                _ => None,
            });
            types.collect()
        }
        _ => Vec::new(),
    };
    arguments.iter().for_each(|ty| add(ty, private, found));
    let Some((count, meant)) = meant(&last.ident.to_string(), private) else { return };
    // An alias may have fewer arguments than what it stands for; then it is no name of the standard library.
    if arguments.len() != count {
        return;
    }
    let mut bare = path.clone();
    if let Some(last) = bare.segments.last_mut() {
        last.arguments = syn::PathArguments::None;
    }
    let filler = match count {
        0 => TokenStream::new(),
        1 => quote!(<::core::primitive::u8>),
        _ => quote!(<::core::primitive::u8, ::core::primitive::u8>),
    };
    let written = quote_spanned!(path.span()=> #bare #filler);
    found.push(Named { written, meant: quote!(#meant #filler) });
}
