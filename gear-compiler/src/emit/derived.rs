//! Traits that are derived, and those that somebody wrote: Python knows only what is derived.

use crate::around::Private;
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::{Attribute, Ident, Token, punctuated::Punctuated};

/// The names of the traits that are derived below `#[gear]`.
pub(crate) fn derived(attributes: &[Attribute]) -> Vec<String> {
    let names = derives(attributes)
        .into_iter()
        .filter_map(|path| path.segments.last().map(|last| last.ident.to_string()));
    names.collect()
}

/// The macros of the derives below `#[gear]`.
pub(super) fn derives(attributes: &[Attribute]) -> Vec<syn::Path> {
    let lists = attributes.iter().filter(|attribute| attribute.path().is_ident("derive"));
    let paths = lists
        .filter_map(|list| list.parse_args_with(Punctuated::<syn::Path, Token![,]>::parse_terminated).ok());
    paths.flatten().collect()
}

/// Whether Python sorts values of a struct or an enum by its parts, as a derived order does.
pub(super) fn is_sorted_by_parts(derived: &[String]) -> bool {
    ["PartialOrd", "Ord"].iter().all(|name| derived.iter().any(|known| known == name))
}

/// rustc's word for it that a type has none of these traits; each comes with its name in `Has`, and with what to say otherwise.
pub(super) fn has_none_of<'t>(
    private: &Private,
    ident: &Ident,
    traits: impl Iterator<Item = (&'t str, String)>,
) -> TokenStream {
    let checks = traits.map(|(has, message)| {
        let has = format_ident!("{has}");
        quote_spanned!(ident.span()=> if #private::Has::<#ident>::#has { ::core::panic!(#message); })
    });
    quote! {
        const _: () = {
            #[allow(unused_imports)]
            use #private::Lacks as _;
            #(#checks)*
        };
    }
}

/// rustc's word for it that values are equal if their parts are, as `==` is Python's own, and that they are copied only if they
/// derive it, as the sources say.
pub(super) fn by_parts(private: &Private, ident: &Ident, derived: &[String]) -> TokenStream {
    let derives = |name: &str| derived.iter().any(|known| known == name);
    let equality = format!(
        "`PartialEq` of `{ident}` is not derived below `#[gear]`: in Python its values are equal if their parts are. \
         Write `#[gear]` above `#[derive(PartialEq)]`, or a method in its `#[gear] impl` instead"
    );
    let copies = format!(
        "`Copy` of `{ident}` is not derived below `#[gear]`: there it tells that Python has to copy its values. \
         Write `#[gear]` above `#[derive(Copy)]`"
    );
    let checks = [("PartialEq", "EQUALITY", equality), ("Copy", "COPIES", copies)];
    let open: Vec<_> = checks.into_iter().filter(|(name, ..)| !derives(name)).collect();
    if open.is_empty() {
        return TokenStream::new();
    }
    has_none_of(private, ident, open.into_iter().map(|(_, has, message)| (has, message)))
}
