//! The names of types that a program writes.

use super::Named;
use crate::syntax::owner_of;
use crate::types::{Familiar, familiar, is_json};

/// The known names in a type.
pub(super) fn names_in(ty: &syn::Type) -> Vec<Named> {
    let mut found = Vec::new();
    add(ty, &mut found);
    found
}

fn add(ty: &syn::Type, found: &mut Vec<Named>) {
    match ty {
        syn::Type::Reference(reference) => add(&reference.elem, found),
        syn::Type::Paren(inner) => add(&inner.elem, found),
        syn::Type::Group(inner) => add(&inner.elem, found),
        syn::Type::Slice(slice) => add(&slice.elem, found),
        syn::Type::Array(array) => add(&array.elem, found),
        syn::Type::Tuple(tuple) => tuple.elems.iter().for_each(|ty| add(ty, found)),
        syn::Type::Path(path) if path.qself.is_none() => add_path(&path.path, found),
        _ => {}
    }
}

fn add_path(path: &syn::Path, found: &mut Vec<Named>) {
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
    arguments.iter().for_each(|ty| add(ty, found));
    found.extend(named(path, Some(arguments.len())));
}

/// The type of which `path` is an associated function, if its name is known.
pub(super) fn owner(path: &syn::Path) -> Option<Named> {
    let owner = owner_of(path);
    let name = &owner.segments.last()?.ident;
    // `std::str` and `std::char` are modules too.
    if owner.get_ident().is_none() && name.to_string().starts_with(char::is_lowercase) {
        return None;
    }
    named(&owner, None)
}

/// `Reverse` of `std::cmp`, a type and a function.
pub(super) fn reverse(path: &syn::Path) -> Option<Named> {
    let mut names = path.segments.iter().rev().map(|segment| &segment.ident);
    let named = names.next().is_some_and(|name| name == "Reverse");
    let of_std = names.next().is_none_or(|owner| owner == "cmp");
    if !named || !of_std {
        return None;
    }
    Some(Named { path: bare(path), arguments: 1, meant: familiar("Reverse")? })
}

/// A path without the arguments of its last name.
fn bare(path: &syn::Path) -> syn::Path {
    let mut bare = path.clone();
    if let Some(last) = bare.segments.last_mut() {
        last.arguments = syn::PathArguments::None;
    }
    bare
}

/// A path whose last name is known, with as many arguments as are `given`, or else as many as the type that is meant has.
fn named(path: &syn::Path, given: Option<usize>) -> Option<Named> {
    let name = path.segments.last()?.ident.to_string();
    if is_json(path) {
        return Some(tree(path.clone()));
    }
    // By a longer path, `Json` may be anybody's: it is not taken for ours.
    if name == "Json" && path.get_ident().is_none() {
        return None;
    }
    let meant = familiar(&name)?;
    Some(Named { path: bare(path), arguments: given.unwrap_or(meant.arguments), meant })
}

/// A name of `serde_json::Value`.
pub(super) fn tree(path: syn::Path) -> Named {
    Named { path, arguments: 0, meant: Familiar::TREE }
}
