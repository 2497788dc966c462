//! `#[gear] struct`: a typed record.

use super::Expansion;
use super::derived::{by_parts, derived, is_sorted_by_parts};
use super::serde::{self, Named};
use super::traits::Item;
use crate::around::{Around, Private};
use crate::diag::{Code, Diagnostics};
use crate::types::{Types, type_in_json};
use proc_macro2::TokenStream;
use quote::quote;
use syn::ItemStruct;

/// Expands `#[gear]` on a struct.
pub(crate) fn record(item: &ItemStruct, around: &Around<'_>, diagnostics: &mut Diagnostics) -> Expansion {
    let private = around.private();
    if let syn::Fields::Unnamed(fields) = &item.fields {
        return tuple(&private, item, fields, around, diagnostics);
    }
    let named = check(item, diagnostics);
    let errors = diagnostics.to_compile_errors();
    if !errors.is_empty() {
        return quote!(#item const _: () = { #errors };).into();
    }
    let implementations = implementations(around, item, &named);
    let derives = Item::of_struct(item).derives(around);
    let equal = by_parts(&private, &item.ident, &derived(&item.attrs));
    let mut item = item.clone();
    for (field, named) in item.fields.iter_mut().zip(named) {
        field.attrs.extend(named.alias);
    }
    let Expansion { tokens: derives, python } = derives;
    Expansion { tokens: quote!(#item #implementations #derives #equal), python }
}

/// A tuple struct: in Python a tuple, as in JSON a list. With one field it is what that is.
fn tuple(
    private: &Private,
    item: &ItemStruct,
    fields: &syn::FieldsUnnamed,
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) -> Expansion {
    if let Some(generic) = item.generics.params.first() {
        let help = "write one struct for each type";
        diagnostics.report_help(Code::Item, generic, "a generic struct cannot be shipped", help);
    }
    match fields.unnamed.iter().collect::<Vec<_>>()[..] {
        [] => {
            let help = "leave the brackets out";
            diagnostics.report_help(
                Code::Item,
                &item.ident,
                "a struct with empty brackets cannot be shipped",
                help,
            );
        }
        [field] => return super::newtype::newtype(private, item, field, around, diagnostics),
        _ => {}
    }
    let mut types = Types::default();
    for field in &fields.unnamed {
        type_in_json(&field.ty, &mut types, diagnostics);
        super::enumeration::refuse_names(&field.attrs, diagnostics);
    }
    super::enumeration::refuse_names(&item.attrs, diagnostics);
    let errors = diagnostics.to_compile_errors();
    if !errors.is_empty() {
        return quote!(#item const _: () = { #errors };).into();
    }
    let ident = &item.ident;
    let parts = fields.unnamed.iter().enumerate().map(|(i, field)| {
        let (index, ty) = (syn::Index::from(i), &field.ty);
        quote!(#index: #ty)
    });
    let types: Vec<&syn::Type> = fields.unnamed.iter().map(|field| &field.ty).collect();
    let asked = super::traits::without_itself(around, ident, &types);
    let whole = (asked.len() == types.len()).then(|| quote!((#(#types,)*)));
    let derived = derived(&item.attrs);
    let equal = by_parts(private, ident, &derived);
    let sorted = (is_sorted_by_parts(&derived) && whole.is_some()).then(
        || quote!(impl #private::SortedKey for #ident where #(for<'x> #types: #private::SortedKey,)* {}),
    );
    let Expansion { tokens: derives, python } = Item::of_struct(item).derives(around);
    let tuple = quote!(#private::gear_tuple! { #ident [#(#asked),*] [#whole] { #(#parts),* } });
    Expansion { tokens: quote!(#item #tuple #derives #sorted #equal), python }
}

/// Checks the struct and reads what serde makes of its fields.
fn check(item: &ItemStruct, diagnostics: &mut Diagnostics) -> Vec<Named> {
    if let Some(generic) = item.generics.params.first() {
        let help = "write one struct for each type that is read";
        diagnostics.report_help(Code::Item, generic, "a generic struct cannot be a record", help);
    }
    let syn::Fields::Named(fields) = &item.fields else {
        let help = "a record has fields with names, those of the hash";
        diagnostics.report_help(Code::Item, &item.ident, "a struct without fields cannot be shipped", help);
        return Vec::new();
    };
    let container = serde::container(&item.attrs, true, diagnostics);
    let mut types = Types::default();
    let mut named = Vec::new();
    for field in &fields.named {
        type_in_json(&field.ty, &mut types, diagnostics);
        named.extend(
            field.ident.as_ref().map(|ident| serde::field(&container, ident, &field.attrs, diagnostics)),
        );
    }
    let pairs: Vec<_> = fields.named.iter().filter_map(|field| field.ident.as_ref()).zip(&named).collect();
    serde::check(&pairs, &item.attrs, diagnostics);
    named
}

/// The runtime implements the traits of records, by a macro of its own.
fn implementations(around: &Around<'_>, item: &ItemStruct, named: &[Named]) -> TokenStream {
    let (private, ident) = (around.private(), &item.ident);
    let name = ident.to_string();
    let fields = item.fields.iter().zip(named).filter_map(|(field, named)| {
        let (ident, ty, names) = (field.ident.as_ref()?, &field.ty, &named.names);
        let default = named.default.as_ref().map(|default| quote!(or #default));
        Some(quote!(#ident: #ty = #(#names)|* #default))
    });
    let types: Vec<&syn::Type> = item.fields.iter().map(|field| &field.ty).collect();
    let asked = super::traits::without_itself(around, ident, &types);
    let names = item.fields.iter().filter_map(|field| field.ident.as_ref());
    // What serde neither reads nor writes stays in gears, and may have fields of any type. Of a struct that has itself in it,
    // rustc cannot be asked whether it could be read.
    let checked = derives_serde(item).then(|| {
        quote! {
            const _: () = {
                const fn is_field<T: #private::FieldText>() {}
                #(is_field::<#types>();)*
            };
        }
    });
    let read = (checked.is_some() || asked.len() == types.len())
        .then(|| quote!(#private::gear_fields! { #ident #name [#(#asked),*] { #(#fields),* } }));
    quote! {
        #private::gear_struct! { #ident [#(#asked),*] { #(#names),* } }
        #read
        #checked
    }
}

fn derives_serde(item: &ItemStruct) -> bool {
    derived(&item.attrs).iter().any(|name| name == "Serialize" || name == "Deserialize")
}
