//! `#[gear] struct`: a typed record.

use super::{Expansion, private};
use crate::diag::{Code, Diagnostics};
use crate::types::{Types, type_of_syntax};
use proc_macro2::TokenStream;
use quote::quote;
use syn::ItemStruct;

/// Expands `#[gear]` on a struct.
pub(crate) fn record(item: &ItemStruct, krate: &syn::Path, diagnostics: &mut Diagnostics) -> Expansion {
    let private = private(krate);
    check(item, diagnostics);
    let errors = diagnostics.to_compile_errors();
    if !errors.is_empty() {
        return quote!(#item const _: () = { #errors };).into();
    }
    let implementations = implementations(&private, item);
    quote!(#item #implementations).into()
}

fn check(item: &ItemStruct, diagnostics: &mut Diagnostics) {
    if let Some(generic) = item.generics.params.first() {
        let help = "write one struct for each type that is read";
        diagnostics.report_help(Code::Item, generic, "a generic struct cannot be a record", help);
    }
    let syn::Fields::Named(fields) = &item.fields else {
        let help = "give the fields names: they are the fields of the hash";
        diagnostics.report_help(Code::Item, &item.ident, "a record has named fields", help);
        return;
    };
    let mut types = Types::default();
    for field in &fields.named {
        type_of_syntax(&field.ty, &mut types, diagnostics);
        refuse_serde(&field.attrs, diagnostics);
    }
    refuse_serde(&item.attrs, diagnostics);
}

/// A record's fields have the names of the hash's, in Rust, in Python and in results alike.
pub(super) fn refuse_serde<'a>(
    attributes: impl IntoIterator<Item = &'a syn::Attribute>,
    diagnostics: &mut Diagnostics,
) {
    for attribute in attributes.into_iter().filter(|attribute| attribute.path().is_ident("serde")) {
        diagnostics.report_help(
            Code::Attribute,
            attribute,
            "`#[serde(..)]` would give a record another form in results than in Redis",
            "name the field as the hash does",
        );
    }
}

/// The runtime implements the traits of records, by a macro of its own.
fn implementations(private: &TokenStream, item: &ItemStruct) -> TokenStream {
    let ident = &item.ident;
    let name = ident.to_string();
    let fields = item.fields.iter().filter_map(|field| {
        let ident = field.ident.as_ref()?;
        let (name, ty) = (super::function::plain(ident), &field.ty);
        Some(quote!(#ident: #ty = #name))
    });
    let types = item.fields.iter().map(|field| &field.ty);
    quote! {
        #private::gear_struct! { #ident #name { #(#fields),* } }
        const _: () = {
            const fn is_field<T: #private::FieldText>() {}
            #(is_field::<#types>();)*
        };
    }
}
