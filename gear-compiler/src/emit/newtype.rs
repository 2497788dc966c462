//! `#[gear] struct Id(i64);`: in Python, as in JSON, the value in it.
//!
//! Where its type is not seen, Python compares, adds and shows the value in it. So these must mean the same in Rust: what is
//! not derived is refused where the struct stands, and rustc says whether it is there.

use super::Expansion;
use super::derived::{derived, has_none_of};
use super::traits::Item;
use crate::around::{Around, Private};
use crate::diag::Diagnostics;
use crate::types::{Types, type_in_json};
use quote::{quote, quote_spanned};
use syn::{Field, ItemStruct};

/// Traits that are right if they are derived.
const DERIVED: &[(&str, &str)] =
    &[("PartialEq", "EQUALITY"), ("PartialOrd", "PARTIAL_ORDER"), ("Ord", "ORDER"), ("Default", "DEFAULT")];

/// Traits that are somebody's own work: what they say is not what Python does with the value.
const WRITTEN: &[(&str, &str)] = &[
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
    private: &Private,
    item: &ItemStruct,
    field: &Field,
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) -> Expansion {
    type_in_json(&field.ty, &mut Types::default(), diagnostics);
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
    let Expansion { tokens: derives, python } = Item::of_struct(item).derives(around);
    let (ident, ty) = (&item.ident, &field.ty);
    let asked = super::traits::without_itself(around, ident, std::slice::from_ref(&ty));
    let single = quote_spanned!(syn::spanned::Spanned::span(ty)=> is_inner::<#ty>());
    let checks = has_none_of(private, ident, foreign_to_python(item).into_iter());
    let tokens = quote! {
        #item
        #private::gear_newtype! { #ident [#(#asked)*] (#ty) }
        const _: () = {
            const fn is_inner<T: #private::Inner>() {}
            #single;
        };
        #derives
        #checks
    };
    Expansion { tokens, python }
}

/// The traits that the struct may not have, with what to say of each.
fn foreign_to_python(item: &ItemStruct) -> Vec<(&'static str, String)> {
    let ident = &item.ident;
    let derived = derived(&item.attrs);
    let own = DERIVED.iter().filter(|(name, _)| !derived.iter().any(|known| known == name)).map(|(name, has)| {
        let message = format!(
            "`{name}` of `{ident}` is not derived below `#[gear]`: in Python it is that of the value in it. \
             Write `#[gear]` above `#[derive({name})]`, or give the field a name"
        );
        (*has, message)
    });
    let written = WRITTEN.iter().map(|(name, has)| {
        let message = format!(
            "`{name}` of `{ident}` cannot be shipped: in Python it would be that of the value in it. \
             Write a method in its `#[gear] impl` instead, or give the field a name"
        );
        (*has, message)
    });
    own.chain(written).collect()
}
