//! What rustc holds the callers of a generic function to: its Python is the same for all types.

use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;
use syn::{FnArg, GenericArgument, PathArguments, Signature, Token, Type, TypeParamBound, WherePredicate};

type Bounds = Punctuated<TypeParamBound, Token![+]>;

/// Asks of each type parameter, and each `impl Trait` of a parameter, that its Python is the one that was emitted.
pub(super) fn hold(private: &TokenStream, signature: &mut Signature) {
    let predicates = signature.generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    let written: Vec<(String, Bounds)> = predicates
        .filter_map(|predicate| match predicate {
            WherePredicate::Type(of) => Some((text(&of.bounded_ty), of.bounds.clone())),
            _ => None,
        })
        .collect();
    for parameter in signature.generics.type_params_mut() {
        let name = parameter.ident.to_string();
        let others = written.iter().filter(|(of, _)| *of == name).flat_map(|(_, bounds)| bounds);
        let all: Vec<&TypeParamBound> = parameter.bounds.iter().chain(others).collect();
        if let Some(bound) = bound(private, &all, parameter.ident.span()) {
            parameter.colon_token.get_or_insert_default();
            parameter.bounds.push(bound);
        }
    }
    for input in &mut signature.inputs {
        if let FnArg::Typed(typed) = input {
            hold_type(private, &mut typed.ty);
        }
    }
}

fn text(tokens: &impl quote::ToTokens) -> String {
    tokens.to_token_stream().to_string()
}

/// The `impl Trait`s in a type.
fn hold_type(private: &TokenStream, ty: &mut Type) {
    match ty {
        Type::ImplTrait(of) => {
            let all: Vec<&TypeParamBound> = of.bounds.iter().collect();
            if let Some(bound) = bound(private, &all, of.impl_token.span()) {
                of.bounds.push(bound);
            }
        }
        Type::Reference(of) => hold_type(private, &mut of.elem),
        Type::Slice(of) => hold_type(private, &mut of.elem),
        Type::Array(of) => hold_type(private, &mut of.elem),
        Type::Tuple(of) => of.elems.iter_mut().for_each(|ty| hold_type(private, ty)),
        Type::Path(of) => {
            for segment in &mut of.path.segments {
                let PathArguments::AngleBracketed(arguments) = &mut segment.arguments else { continue };
                for argument in &mut arguments.args {
                    if let GenericArgument::Type(ty) = argument {
                        hold_type(private, ty);
                    }
                }
            }
        }
        _ => {}
    }
}

/// What is asked of a type with these bounds. Nothing of functions, iterators and futures: what they give has a type of
/// its own.
fn bound(
    private: &TokenStream,
    bounds: &[&TypeParamBound],
    span: proc_macro2::Span,
) -> Option<TypeParamBound> {
    let names = bounds.iter().filter_map(|bound| match bound {
        TypeParamBound::Trait(bound) => bound.path.segments.last().map(|last| last.ident.to_string()),
        _ => None,
    });
    let names: Vec<String> = names.collect();
    let has = |of: &[&str]| names.iter().any(|name| of.contains(&name.as_str()));
    let produces = ["Fn", "FnMut", "FnOnce", "AsyncFn", "AsyncFnMut", "AsyncFnOnce", "Future", "IntoFuture"];
    if has(&produces) || names.iter().any(|name| name.ends_with("Iterator")) {
        return None;
    }
    let of_std = has(&["Display", "ToString", "PartialOrd", "Ord"]);
    let tokens = match of_std {
        true => quote_spanned!(span=> #private::Plain),
        false => quote_spanned!(span=> #private::Filled),
    };
    syn::parse2(tokens).ok()
}
