//! `#[gear] enum`: in Python what serde makes of it, the name of the variant, or a dict of the name and the data.

use super::Expansion;
use super::derived::{by_parts, derived, is_sorted_by_parts};
use super::serde::{self, Named};
use super::traits::Item;
use crate::around::Around;
use crate::diag::{Code, Diagnostics};
use crate::types::{Types, type_in_json};
use quote::quote;
use syn::ItemEnum;

/// Expands `#[gear]` on an enum.
pub(crate) fn enumeration(item: &ItemEnum, around: &Around<'_>, diagnostics: &mut Diagnostics) -> Expansion {
    let private = around.private();
    let named = check(item, diagnostics);
    let errors = diagnostics.to_compile_errors();
    if !errors.is_empty() {
        return quote!(#item const _: () = { #errors };).into();
    }
    let ident = &item.ident;
    let values = (is_plain(item) && !item.variants.is_empty()).then(|| {
        let variants = item.variants.iter().zip(&named).map(|(variant, Named { names, .. })| {
            let variant = &variant.ident;
            quote!(#variant = #(#names)|*)
        });
        quote!(#private::gear_enum! { #ident { #(#variants),* } })
    });
    let mut renamed = item.clone();
    for (variant, named) in renamed.variants.iter_mut().zip(named) {
        variant.attrs.extend(named.alias);
    }
    let derived = derived(&item.attrs);
    let equal = by_parts(&private, ident, &derived);
    let mut marks = vec!["Enumeration", "Filled", "Inner"];
    if is_plain(item) {
        marks.push("Key");
        if is_sorted_by_parts(&derived) && item.variants.iter().map(|variant| &variant.ident).is_sorted() {
            marks.push("SortedKey");
        }
    }
    let marks = marks.into_iter().map(|mark| {
        let mark = quote::format_ident!("{mark}");
        quote!(impl #private::#mark for #ident {})
    });
    let Expansion { tokens: derives, python } = Item::of_enum(item).derives(around);
    Expansion { tokens: quote!(#renamed #(#marks)* #values #derives #equal), python }
}

/// Whether no variant has data.
fn is_plain(item: &ItemEnum) -> bool {
    item.variants.iter().all(|variant| matches!(variant.fields, syn::Fields::Unit))
}

/// Checks the enum and reads what serde makes of its variants.
fn check(item: &ItemEnum, diagnostics: &mut Diagnostics) -> Vec<Named> {
    if let Some(generic) = item.generics.params.first() {
        let help = "write one enum for each type";
        diagnostics.report_help(Code::Item, generic, "a generic enum cannot be shipped", help);
    }
    let container = serde::container(&item.attrs, false, diagnostics);
    let mut types = Types::default();
    let mut named = Vec::new();
    for variant in &item.variants {
        for field in &variant.fields {
            type_in_json(&field.ty, &mut types, diagnostics);
            refuse_names(&field.attrs, diagnostics);
        }
        named.push(serde::variant(&container, &variant.ident, &variant.attrs, diagnostics));
    }
    if !is_plain(item) {
        item.variants.iter().for_each(|variant| refuse_names(&variant.attrs, diagnostics));
        refuse_names(&item.attrs, diagnostics);
    }
    let pairs: Vec<_> = item.variants.iter().map(|variant| &variant.ident).zip(&named).collect();
    serde::check(&pairs, &item.attrs, diagnostics);
    named
}

/// JSON with data in it is not translated.
pub(super) fn refuse_names(attributes: &[syn::Attribute], diagnostics: &mut Diagnostics) {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        let help = "leave the names as they are, or put the data into a `#[gear]` struct with named fields";
        let message = "an enum with data, or a tuple struct, has serde's usual form and the names of Rust";
        diagnostics.report_help(Code::Attribute, attribute, message, help);
    }
}
