//! `#[gear] struct Id(i64);`: in Python, as in JSON, the value in it.
//!
//! Where its type is not seen, Python compares, adds and shows the value in it. So these must mean the same in Rust: what is
//! not derived is refused where the struct stands, and rustc says whether it is there.

use super::Expansion;
use crate::diag::Diagnostics;
use crate::types::{Types, type_of_syntax};
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::{Field, ItemStruct, Token, punctuated::Punctuated};

/// Traits that are right if they are derived.
const DERIVED: &[(&str, &str)] =
    &[("PartialEq", "EQUALITY"), ("PartialOrd", "PARTIAL_ORDER"), ("Ord", "ORDER"), ("Default", "DEFAULT")];

/// Traits that are somebody's own work: what they say is not what Python does with the value.
const WRITTEN: &[(&str, &str)] = &[
    ("Display", "TEXT"),
    ("Deref", "REFERENT"),
    ("IntoIterator", "ITEMS"),
    ("Add", "SUM"),
    ("Sub", "DIFFERENCE"),
    ("Mul", "PRODUCT"),
    ("Div", "QUOTIENT"),
    ("Rem", "REMAINDER"),
    ("Neg", "NEGATIVE"),
    ("Not", "NEGATION"),
];

pub(super) fn newtype(
    private: &TokenStream,
    item: &ItemStruct,
    field: &Field,
    diagnostics: &mut Diagnostics,
) -> Expansion {
    type_of_syntax(&field.ty, &mut Types::default(), diagnostics);
    // `transparent` says what is so in any case.
    let says_transparent = |attribute: &syn::Attribute| {
        let path = attribute.parse_args::<syn::Path>();
        attribute.path().is_ident("serde") && path.is_ok_and(|path| path.is_ident("transparent"))
    };
    let others: Vec<_> =
        item.attrs.iter().filter(|attribute| !says_transparent(attribute)).cloned().collect();
    for attributes in [&others, &field.attrs] {
        super::enumeration::refuse_names(attributes, diagnostics);
    }
    let errors = diagnostics.to_compile_errors();
    if !errors.is_empty() {
        return quote!(#item const _: () = { #errors };).into();
    }
    let (ident, ty) = (&item.ident, &field.ty);
    let checks = checks(private, item);
    let single = quote_spanned!(syn::spanned::Spanned::span(ty)=> is_inner::<#ty>());
    quote! {
        #item
        #private::gear_newtype! { #ident(#ty) }
        const _: () = {
            const fn is_inner<T: #private::Inner>() {}
            #single;
            #checks
        };
    }
    .into()
}

/// The traits that the struct may not have, as statements of a constant.
fn checks(private: &TokenStream, item: &ItemStruct) -> TokenStream {
    let ident = &item.ident;
    let derived = derived(item);
    let own = DERIVED.iter().filter(|(name, _)| !derived.iter().any(|known| known == name)).map(|(name, has)| {
        let message = format!(
            "`{name}` of `{ident}` is not derived below `#[gear]`: in Python it is that of the value in it. \
             Write `#[gear]` above `#[derive({name})]`, or give the field a name"
        );
        (has, message)
    });
    let written = WRITTEN.iter().map(|(name, has)| {
        let message = format!(
            "`{name}` of `{ident}` cannot be shipped: in Python it would be that of the value in it. \
             Write a method in its `#[gear] impl` instead, or give the field a name"
        );
        (has, message)
    });
    let checks = own.chain(written).map(|(has, message)| {
        let has = format_ident!("{has}");
        quote_spanned!(ident.span()=> if #private::Has::<#ident>::#has { ::core::panic!(#message); })
    });
    quote! {
        #[allow(unused_imports)]
        use #private::Lacks as _;
        #(#checks)*
    }
}

/// The names of the traits that are derived below `#[gear]`.
pub(super) fn derived(item: &ItemStruct) -> Vec<String> {
    let lists = item.attrs.iter().filter(|attribute| attribute.path().is_ident("derive"));
    let paths = lists
        .filter_map(|list| list.parse_args_with(Punctuated::<syn::Path, Token![,]>::parse_terminated).ok());
    let names = paths.flatten().filter_map(|path| path.segments.last().map(|last| last.ident.to_string()));
    names.collect()
}
