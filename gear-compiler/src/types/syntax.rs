//! From a written type to a [`Ty`].

use super::{Int, Ty, Types};
use crate::diag::{Code, Diagnostics};
use syn::{GenericArgument, PathArguments, PathSegment, ReturnType, Type};

/// The type that the user wrote. `_` becomes a variable, an unfamiliar name a named type.
pub(crate) fn type_of_syntax(ty: &Type, types: &mut Types, diagnostics: &mut Diagnostics) -> Ty {
    let mut convert = |ty: &Type| type_of_syntax(ty, types, diagnostics);
    match ty {
        Type::Reference(reference) => convert(&reference.elem),
        Type::Paren(inner) => convert(&inner.elem),
        Type::Group(inner) => convert(&inner.elem),
        Type::Slice(slice) => list(convert(&slice.elem)),
        Type::Array(array) => list(convert(&array.elem)),
        Type::Tuple(tuple) if tuple.elems.is_empty() => Ty::Unit,
        Type::Tuple(tuple) => Ty::Tuple(tuple.elems.iter().map(convert).collect()),
        Type::Infer(_) => types.var(),
        Type::Never(_) => Ty::Never,
        Type::Path(path) if is_json(&path.path) || path.path.is_ident("Json") => Ty::Json,
        Type::Path(path) if of_crate(&path.path, "serde_json", "Error") => Ty::Opaque,
        Type::Path(path) if of_crate(&path.path, "regex", "Error") => Ty::Opaque,
        Type::Path(path) if of_crate(&path.path, "regex", "Match") => Ty::Match,
        Type::Path(path) if path.qself.is_none() => match path.path.segments.last() {
            Some(segment) => named(segment, ty, types, diagnostics),
            None => Ty::Unknown,
        },
        Type::FnPtr(function) if function.unsafety.is_none() && function.abi.is_none() => {
            let inputs = function.inputs.iter().map(|input| convert(&input.ty)).collect();
            let output = match &function.output {
                ReturnType::Default => Ty::Unit,
                ReturnType::Type(_, ty) => convert(ty),
            };
            Ty::Fn(inputs, Box::new(output))
        }
        Type::ImplTrait(implemented) => type_of_bounds(implemented.bounds.iter(), types, diagnostics),
        Type::TraitObject(object) => type_of_bounds(object.bounds.iter(), types, diagnostics),
        other => {
            diagnostics.report_help(
                Code::UnsupportedType,
                other,
                "this kind of type cannot be used in a gear",
                "use numbers, strings, Vec, HashMap, Option, tuples and `#[gear]` structs",
            );
            Ty::Error
        }
    }
}

/// Whether a path says that it is serde's tree of JSON.
pub(crate) fn is_json(path: &syn::Path) -> bool {
    of_crate(path, "serde_json", "Value")
}

/// `serde_json::Value` and the like.
fn of_crate(path: &syn::Path, owner: &str, name: &str) -> bool {
    if path.segments.len() < 2 {
        return false;
    }
    let mut segments = path.segments.iter().rev().map(|segment| &segment.ident);
    segments.next().is_some_and(|last| last == name) && segments.next().is_some_and(|of| of == owner)
}

/// `impl Fn(A) -> B` is a function, `impl Iterator<Item = T>` an iterator.
pub(crate) fn type_of_bounds<'b>(
    bounds: impl Iterator<Item = &'b syn::TypeParamBound>,
    types: &mut Types,
    diagnostics: &mut Diagnostics,
) -> Ty {
    for bound in bounds {
        let syn::TypeParamBound::Trait(bound) = bound else { continue };
        let Some(segment) = bound.path.segments.last() else { continue };
        match segment.ident.to_string().as_str() {
            "Fn" | "FnMut" | "FnOnce" => {
                return arguments(segment, types, diagnostics).pop().unwrap_or(Ty::Unknown);
            }
            "Iterator" | "IntoIterator" | "DoubleEndedIterator" | "ExactSizeIterator" => {
                return Ty::iter(associated(segment, "Item", types, diagnostics));
            }
            "Future" => return Ty::Future(Box::new(associated(segment, "Output", types, diagnostics))),
            _ => {}
        }
    }
    Ty::Unknown
}

/// The `T` of `Item = T` in a bound.
fn associated(segment: &PathSegment, name: &str, types: &mut Types, diagnostics: &mut Diagnostics) -> Ty {
    let PathArguments::AngleBracketed(list) = &segment.arguments else { return Ty::Unknown };
    let item = list.args.iter().find_map(|argument| match argument {
        GenericArgument::AssocType(assigned) if assigned.ident == name => Some(&assigned.ty),
        _ => None,
    });
    item.map_or(Ty::Unknown, |ty| type_of_syntax(ty, types, diagnostics))
}

/// `Vec<u8>` is bytes: decided by the static type, as in serde's world of byte strings.
fn list(item: Ty) -> Ty {
    if item == Ty::Int(Int { signed: false, bits: 8 }) { Ty::Bytes } else { Ty::list(item) }
}

fn named(segment: &PathSegment, whole: &Type, types: &mut Types, diagnostics: &mut Diagnostics) -> Ty {
    let name = segment.ident.to_string();
    if let Some(int) = Int::named(&name) {
        return Ty::Int(int);
    }
    let mut arguments = arguments(segment, types, diagnostics).into_iter();
    let mut next = |types: &mut Types| arguments.next().unwrap_or_else(|| types.var());
    match name.as_str() {
        "bool" => Ty::Bool,
        "f64" => Ty::Float,
        "f32" => {
            diagnostics.report_help(
                Code::UnsupportedType,
                whole,
                "`f32` cannot be used in a gear: Python computes with 64 bits",
                "use `f64`",
            );
            Ty::Error
        }
        "i128" | "u128" => {
            diagnostics.report_help(
                Code::UnsupportedType,
                whole,
                format!("`{name}` cannot be used in a gear: the server's integers have 64 bits"),
                "use `i64` or `u64`",
            );
            Ty::Error
        }
        "String" | "str" => Ty::Str,
        "char" => Ty::Char,
        "Bytes" => Ty::Bytes,
        "Vec" => list(next(types)),
        // A list of Python serves at both ends; bytes would not change.
        "VecDeque" => Ty::Deque(Box::new(next(types))),
        "Box" | "Rc" | "Arc" | "LazyLock" => next(types),
        "HashMap" => Ty::Map { sorted: false, key: Box::new(next(types)), value: Box::new(next(types)) },
        "BTreeMap" => Ty::Map { sorted: true, key: Box::new(next(types)), value: Box::new(next(types)) },
        "HashSet" => Ty::Set { sorted: false, item: Box::new(next(types)) },
        "BTreeSet" => Ty::Set { sorted: true, item: Box::new(next(types)) },
        "Option" => Ty::option(next(types)),
        "Result" => Ty::Result(Box::new(next(types)), Box::new(next(types))),
        "GearsFuture" => Ty::GearsFuture(Box::new(next(types))),
        "KeysRecord" => Ty::KeysRecord(Box::new(next(types))),
        "StreamRecord" => Ty::StreamRecord(Box::new(next(types))),
        "Value" => Ty::Value,
        "ParseIntError" | "ParseFloatError" | "ParseBoolError" | "ParseCharError" | "Elapsed" => Ty::error(),
        "Ordering" => Ty::Ordering,
        "Reverse" => Ty::Reverse(Box::new(next(types))),
        "Duration" => Ty::Duration,
        "SystemTime" => Ty::SystemTime,
        "Instant" => Ty::Instant,
        "Regex" => Ty::Regex,
        "Captures" => Ty::Captures,
        _ => Ty::Named(quote::ToTokens::to_token_stream(whole).to_string()),
    }
}

/// A written type of values that are JSON where they come from, or where they go.
pub(crate) fn type_in_json(ty: &Type, types: &mut Types, diagnostics: &mut Diagnostics) -> Ty {
    let known = type_of_syntax(ty, types, diagnostics);
    check_in_json(&known, ty, diagnostics)
}

/// Reports a type of values that are JSON somewhere, and have no form there.
pub(crate) fn check_in_json(known: &Ty, at: &dyn quote::ToTokens, diagnostics: &mut Diagnostics) -> Ty {
    if known.has_boxed() {
        let (message, help) = NOT_IN_JSON;
        diagnostics.report_help(Code::Value, at, message, help);
        return Ty::Error;
    }
    known.clone()
}

const NOT_IN_JSON: (&str, &str) = (
    "an option of an option, of JSON or of `()` cannot be told apart from null where JSON is read or written",
    "write `Json` for an option of JSON, one `Option` for two, `bool` for an option of `()`",
);

fn arguments(segment: &PathSegment, types: &mut Types, diagnostics: &mut Diagnostics) -> Vec<Ty> {
    match &segment.arguments {
        PathArguments::None => Vec::new(),
        PathArguments::AngleBracketed(list) => list
            .args
            .iter()
            .filter_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(type_of_syntax(ty, types, diagnostics)),
                _ => None,
            })
            .collect(),
        PathArguments::Parenthesized(list) => {
            let inputs = list.inputs.iter().map(|ty| type_of_syntax(&ty.ty, types, diagnostics)).collect();
            let output = match &list.output {
                ReturnType::Default => Ty::Unit,
                ReturnType::Type(_, ty) => type_of_syntax(ty, types, diagnostics),
            };
            vec![Ty::Fn(inputs, Box::new(output))]
        }
    }
}
