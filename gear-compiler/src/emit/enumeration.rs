//! `#[gear] enum`: in Python what serde makes of it, the name of the variant, or a dict of the name and the data.

use super::{Expansion, private};
use crate::diag::{Code, Diagnostics};
use crate::types::{Types, type_of_syntax};
use quote::quote;
use syn::ItemEnum;

/// Expands `#[gear]` on an enum.
pub(crate) fn enumeration(item: &ItemEnum, krate: &syn::Path, diagnostics: &mut Diagnostics) -> Expansion {
    let private = private(krate);
    check(item, diagnostics);
    let errors = diagnostics.to_compile_errors();
    if !errors.is_empty() {
        return quote!(#item const _: () = { #errors };).into();
    }
    let ident = &item.ident;
    let without_data = item.variants.iter().all(|variant| matches!(variant.fields, syn::Fields::Unit));
    let values = (without_data && !item.variants.is_empty()).then(|| {
        let variants = item.variants.iter().map(|variant| {
            let (variant, name) = (&variant.ident, variant.ident.to_string());
            quote!(#variant = #name)
        });
        quote!(#private::gear_enum! { #ident { #(#variants),* } })
    });
    quote!(#item impl #private::Enumeration for #ident {} #values).into()
}

fn check(item: &ItemEnum, diagnostics: &mut Diagnostics) {
    if let Some(generic) = item.generics.params.first() {
        let help = "write one enum for each type";
        diagnostics.report_help(Code::Item, generic, "a generic enum cannot be shipped", help);
    }
    let mut types = Types::default();
    for variant in &item.variants {
        variant.fields.iter().for_each(|field| {
            type_of_syntax(&field.ty, &mut types, diagnostics);
        });
        let attributes = variant.attrs.iter().chain(variant.fields.iter().flat_map(|field| &field.attrs));
        super::record::refuse_serde(attributes, diagnostics);
    }
    super::record::refuse_serde(&item.attrs, diagnostics);
}
