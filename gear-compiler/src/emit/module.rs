//! `#[gear] mod`: its functions, structs, enums, impls and `LazyLock`s as if each had the attribute.

use super::trait_impl::is_shipped;
use super::{Expansion, enumeration, function, implementation, is_lazy, lazy, record};
use crate::around::Around;
use crate::diag::Diagnostics;
use quote::{ToTokens as _, quote};
use syn::{Attribute, Item, ItemMod};

/// Expands `#[gear]` on a module with a body.
pub(crate) fn module(module: ItemMod, around: &Around<'_>, diagnostics: &mut Diagnostics) -> Expansion {
    let mut all = Expansion::default();
    for item in module.content.iter().flat_map(|(_, items)| items) {
        // An error is written beside its item, so each item has its own.
        let mut own = Diagnostics::default();
        all.join(item_of(item, around, &mut own));
        diagnostics.extend(own);
    }
    let Expansion { tokens: items, python } = all;
    let ItemMod { attrs, vis, mod_token, ident, .. } = &module;
    Expansion { tokens: quote!(#(#attrs)* #vis #mod_token #ident { #items }), python }
}

fn item_of(item: &Item, around: &Around<'_>, diagnostics: &mut Diagnostics) -> Expansion {
    match item {
        Item::Fn(item) if !is_apart(&item.attrs) => function(item, &[], around, diagnostics),
        Item::Struct(item) if !is_apart(&item.attrs) => record(item, around, diagnostics),
        Item::Enum(item) if !is_apart(&item.attrs) => enumeration(item, around, diagnostics),
        Item::Static(item) if !is_apart(&item.attrs) && is_lazy(&item.ty) => lazy(item, around, diagnostics),
        Item::Impl(item) if !is_apart(&item.attrs) && is_shipped(item, around) => {
            implementation(item, around, diagnostics)
        }
        Item::Mod(item) if !is_apart(&item.attrs) && item.content.is_some() => {
            module(item.clone(), around, diagnostics)
        }
        // `use`, other constants and traits stay as they are.
        other => other.to_token_stream().into(),
    }
}

/// Whether an item has an attribute of ours already, or is there for tests only.
fn is_apart(attributes: &[Attribute]) -> bool {
    has_attribute(attributes, &["gear", "trigger", "test", "cfg"])
}

/// Whether an item has the attribute `#[gear]`.
pub(crate) fn is_gear(attributes: &[Attribute]) -> bool {
    has_attribute(attributes, &["gear"])
}

fn has_attribute(attributes: &[Attribute], names: &[&str]) -> bool {
    let named = |name: &syn::Ident| names.iter().any(|known| name == known);
    attributes.iter().any(|attribute| attribute.path().segments.last().is_some_and(|last| named(&last.ident)))
}
