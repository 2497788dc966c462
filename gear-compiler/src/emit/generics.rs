//! What rustc holds the callers of a generic function to: its Python is the same for all types.

use crate::around::Private;
use crate::check::Outside;
use quote::{ToTokens as _, quote_spanned};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;
use syn::{
    FnArg, GenericArgument, PathArguments, Signature, Token, Type, TypeParamBound, WherePredicate,
    parse_quote,
};

/// What a function does with values of its type parameters.
#[derive(Clone, Copy)]
struct Held {
    /// They are keys of maps.
    keys: bool,
    /// They are compared, shown or operated on.
    asked: bool,
}

/// Traits that give a value no order, no text and no operator.
#[rustfmt::skip]
const SILENT: &[&str] = &[
    "Clone", "Copy", "Debug", "Default", "Deserialize", "DeserializeOwned", "Eq", "Hash", "PartialEq", "Send", "Serialize",
    "Sized", "Sync",
];

type Bounds = Punctuated<TypeParamBound, Token![+]>;

/// Asks of each type parameter, and each `impl Trait` of a parameter, that its Python is the one that was emitted.
pub(super) fn hold(private: &Private, signature: &mut Signature, outside: &Outside) {
    let held = Held { keys: outside.keys_in_parameters, asked: outside.asks_parameters };
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
        let bounds = bounds(private, &all, held, parameter.ident.span());
        if !bounds.is_empty() {
            parameter.colon_token.get_or_insert_default();
            parameter.bounds.extend(bounds);
        }
    }
    for input in &mut signature.inputs {
        if let FnArg::Typed(typed) = input {
            hold_type(private, &mut typed.ty, held);
        }
    }
}

/// Whether a type parameter may be the key of a map: it has `Hash` or `Ord` among its bounds.
pub(super) fn can_be_keys(signature: &Signature) -> bool {
    let clause = signature.generics.where_clause.to_token_stream();
    let tokens = signature.generics.params.to_token_stream().into_iter().chain(clause);
    tokens.into_iter().any(|token| ["Hash", "Ord"].contains(&&*token.to_string()))
}

fn text(tokens: &impl quote::ToTokens) -> String {
    tokens.to_token_stream().to_string()
}

/// The `impl Trait`s in a type.
fn hold_type(private: &Private, ty: &mut Type, held: Held) {
    match ty {
        Type::ImplTrait(of) => {
            let all: Vec<&TypeParamBound> = of.bounds.iter().collect();
            of.bounds.extend(bounds(private, &all, held, of.impl_token.span()));
        }
        Type::Reference(of) => {
            hold_type(private, &mut of.elem, held);
            // `&impl A + B` could be read in two ways.
            if matches!(&*of.elem, Type::ImplTrait(implemented) if implemented.bounds.len() > 1) {
                let elem = of.elem.clone();
                *of.elem = parse_quote!((#elem));
            }
        }
        Type::Slice(of) => hold_type(private, &mut of.elem, held),
        Type::Array(of) => hold_type(private, &mut of.elem, held),
        Type::Tuple(of) => of.elems.iter_mut().for_each(|ty| hold_type(private, ty, held)),
        Type::Path(of) => {
            for segment in &mut of.path.segments {
                let PathArguments::AngleBracketed(arguments) = &mut segment.arguments else { continue };
                for argument in &mut arguments.args {
                    if let GenericArgument::Type(ty) = argument {
                        hold_type(private, ty, held);
                    }
                }
            }
        }
        _ => {}
    }
}

/// What is asked of a type with these bounds. Nothing of functions, iterators and futures: what they give has a type of
/// its own.
fn bounds(
    private: &Private,
    bounds: &[&TypeParamBound],
    held: Held,
    span: proc_macro2::Span,
) -> Vec<TypeParamBound> {
    let names = bounds.iter().filter_map(|bound| match bound {
        TypeParamBound::Trait(bound) => bound.path.segments.last().map(|last| last.ident.to_string()),
        _ => None,
    });
    let names: Vec<String> = names.collect();
    let has = |of: &[&str]| names.iter().any(|name| of.contains(&name.as_str()));
    let produces = ["Fn", "FnMut", "FnOnce", "AsyncFn", "AsyncFnMut", "AsyncFnOnce", "Future", "IntoFuture"];
    if has(&produces) || names.iter().any(|name| name.ends_with("Iterator")) {
        return Vec::new();
    }
    let of_std = has(&["Display", "ToString", "PartialOrd", "Ord"])
        || held.asked && !names.iter().all(|name| SILENT.contains(&name.as_str()));
    // Python goes on below zero, where an unsigned number panics.
    let signed = has(&["Sub", "SubAssign"]).then(|| quote_spanned!(span=> #private::Signed));
    let plain = match of_std {
        true => quote_spanned!(span=> #private::Plain),
        false => quote_spanned!(span=> #private::Filled),
    };
    let key = (held.keys && has(&["Hash", "Ord"])).then(|| quote_spanned!(span=> #private::Key));
    [Some(plain), signed, key].into_iter().flatten().filter_map(|bound| syn::parse2(bound).ok()).collect()
}
