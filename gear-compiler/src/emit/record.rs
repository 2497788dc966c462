//! `#[gear] struct`: a typed record.

use super::private;
use crate::diag::{Code, Diagnostics};
use crate::types::{Types, type_of_syntax};
use proc_macro2::TokenStream;
use quote::quote;
use syn::ItemStruct;

/// Expands `#[gear]` on a struct.
pub(crate) fn record(item: &ItemStruct, krate: &syn::Path, diagnostics: &mut Diagnostics) -> TokenStream {
    let private = private(krate);
    check(item, diagnostics);
    let errors = diagnostics.to_compile_errors();
    if !errors.is_empty() {
        return quote!(#item const _: () = { #errors };);
    }
    let implementations = implementations(&private, item);
    quote!(#item #implementations)
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
        for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("serde")) {
            refuse_serde(attribute, diagnostics);
        }
    }
    for attribute in item.attrs.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        refuse_serde(attribute, diagnostics);
    }
}

/// A record's fields have the names of the hash's, in Rust, in Python and in results alike.
fn refuse_serde(attribute: &syn::Attribute, diagnostics: &mut Diagnostics) {
    diagnostics.report_help(
        Code::Attribute,
        attribute,
        "`#[serde(..)]` would give a record another form in results than in Redis",
        "name the field as the hash does",
    );
}

fn implementations(private: &TokenStream, item: &ItemStruct) -> TokenStream {
    let ident = &item.ident;
    let name = ident.to_string();
    let idents: Vec<_> = item.fields.iter().filter_map(|field| field.ident.as_ref()).collect();
    let names: Vec<_> = idents.iter().map(|ident| super::function::plain(ident)).collect();
    let types: Vec<_> = item.fields.iter().map(|field| &field.ty).collect();
    let capture = derives_clone(item).then(|| {
        quote! {
            impl #private::Capture for #ident {
                type Kept = #private::Owned<Self>;
                fn keep(&self) -> #private::Owned<Self> {
                    #private::Owned(#private::Clone::clone(self))
                }
            }
        }
    });
    quote! {
        impl #private::FieldsValue for #ident {
            fn from_fields(fields: &#private::Fields) -> ::core::result::Result<Self, #private::Mismatch> {
                #private::Ok(#ident { #(#idents: fields.get::<#types>(#names)?),* })
            }
            fn fields_decoder(linker: &mut #private::Linker) -> #private::String {
                #private::fields_decoder(linker, #name, &[#((#names, <#types as #private::FieldText>::parser)),*])
            }
        }
        impl #private::ToPython for #ident {
            fn to_python(&self, out: &mut #private::String) {
                #private::dict_to_python(out, &[#((#names, &self.#idents)),*]);
            }
        }
        #capture
    }
}

fn derives_clone(item: &ItemStruct) -> bool {
    item.attrs.iter().filter(|attribute| attribute.path().is_ident("derive")).any(|attribute| {
        let mut found = false;
        let _ = attribute.parse_nested_meta(|meta| {
            found |= meta.path.segments.last().is_some_and(|segment| segment.ident == "Clone");
            Ok(())
        });
        found
    })
}
