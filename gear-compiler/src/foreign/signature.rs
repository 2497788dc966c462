//! Which types can go into Python, and which can come out.

use super::{known_type, refuse};
use crate::diag::Diagnostics;
use crate::types::Ty;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{PathArguments, Type, TypeParamBound};

/// Checks the type of what comes out of Python.
pub(super) fn check_result(ty: &Type, diagnostics: &mut Diagnostics) -> Option<()> {
    let known = known_type(ty, diagnostics)?;
    let problem = match known {
        _ if has_reference(ty) => {
            Some(("nothing in Python can be borrowed", "give the owned type, such as `String`"))
        }
        Ty::Result(..) => Some(("only a function with `catch` gives a `Result`", "write `#[gear(catch)]`")),
        Ty::Iter(_) => Some((
            "an iterator cannot come from Python",
            "give a `Vec`: it is made of anything that can be iterated",
        )),
        Ty::Fn(..) => {
            Some(("a function cannot come from Python", "declare a type for it, with a method `__call__`"))
        }
        Ty::Never => Some(("a foreign function may return", "leave the result out")),
        ref known if known.has_time() => Some(TIME),
        _ => None,
    };
    report(ty, problem, diagnostics)
}

/// Checks the type of what goes into Python.
pub(super) fn check_parameter(ty: &Type, diagnostics: &mut Diagnostics) -> Option<()> {
    let known = known_type(ty, diagnostics)?;
    let problem = match known {
        _ if matches!(ty, Type::Reference(reference) if reference.mutability.is_some()) => Some((
            "Python could put anything into what it borrows mutably",
            "give it by value, and the changed one as the result",
        )),
        Ty::Iter(_) => Some(("an iterator cannot go into Python", "give a `Vec`")),
        Ty::Result(..) => Some(("a `Result` cannot go into Python", "give an `Option`, or the value")),
        ref known if known.has_time() => Some(TIME),
        _ => None,
    };
    report(ty, problem, diagnostics)
}

const TIME: (&str, &str) =
    ("a time is a plain number in gears", "use a number, for example of seconds: `f64`");

fn report(ty: &Type, problem: Option<(&str, &str)>, diagnostics: &mut Diagnostics) -> Option<()> {
    match problem {
        None => Some(()),
        Some((message, help)) => {
            refuse(ty, message, help, diagnostics);
            None
        }
    }
}

fn has_reference(ty: &Type) -> bool {
    let arguments = |path: &syn::TypePath| {
        path.path.segments.iter().any(|segment| match &segment.arguments {
            PathArguments::AngleBracketed(list) => list.args.iter().any(|argument| match argument {
                syn::GenericArgument::Type(ty) => has_reference(ty),
                _ => false,
            }),
            _ => false,
        })
    };
    match ty {
        Type::Reference(_) => true,
        Type::Tuple(tuple) => tuple.elems.iter().any(has_reference),
        Type::Path(path) => arguments(path),
        _ => false,
    }
}

/// The types of the parameters of a function that Python calls, if the type is one.
pub(super) fn callback(ty: &Type, diagnostics: &mut Diagnostics) -> Option<Option<Vec<TokenStream>>> {
    let bounds = match ty {
        Type::ImplTrait(ty) => &ty.bounds,
        Type::Reference(reference) => match &*reference.elem {
            Type::TraitObject(object) => &object.bounds,
            _ => return Some(None),
        },
        _ => return Some(None),
    };
    let function = bounds.iter().find_map(|bound| match bound {
        TypeParamBound::Trait(bound) => bound.path.segments.last(),
        _ => None,
    });
    let Some(function) = function else { return Some(None) };
    let PathArguments::Parenthesized(signature) = &function.arguments else { return Some(None) };
    if function.ident == "FnOnce" {
        refuse(ty, "Python may call a function more than once", "write `impl Fn(..)`", diagnostics);
        return None;
    }
    Some(Some(signature.inputs.iter().map(|input| owned(&input.ty)).collect()))
}

/// The type of an owned value that can be borrowed as `ty`.
pub(super) fn owned(ty: &Type) -> TokenStream {
    match ty {
        Type::Reference(reference) => owned(&reference.elem),
        Type::Path(path) if path.path.is_ident("str") => quote!(::std::string::String),
        Type::Slice(slice) => {
            let item = owned(&slice.elem);
            quote!(::std::vec::Vec<#item>)
        }
        other => quote!(#other),
    }
}
