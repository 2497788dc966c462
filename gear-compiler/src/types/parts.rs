//! The types in a written type.

use syn::{GenericArgument, PathArguments, ReturnType, Type, TypeParamBound};

/// The types that a type is directly made of: arguments, items, what a function takes and gives.
pub(crate) fn parts_mut(ty: &mut Type) -> Vec<&mut Type> {
    match ty {
        Type::Paren(inner) => vec![&mut inner.elem],
        Type::Group(inner) => vec![&mut inner.elem],
        Type::Reference(reference) => vec![&mut reference.elem],
        Type::Slice(slice) => vec![&mut slice.elem],
        Type::Array(array) => vec![&mut array.elem],
        Type::Tuple(tuple) => tuple.elems.iter_mut().collect(),
        Type::Path(path) => {
            path.path.segments.iter_mut().flat_map(|last| arguments_mut(&mut last.arguments)).collect()
        }
        Type::FnPtr(function) => {
            let output = match &mut function.output {
                ReturnType::Type(_, ty) => Some(&mut **ty),
                ReturnType::Default => None,
            };
            function.inputs.iter_mut().map(|input| &mut input.ty).chain(output).collect()
        }
        Type::ImplTrait(implemented) => implemented.bounds.iter_mut().flat_map(of_bound).collect(),
        Type::TraitObject(object) => object.bounds.iter_mut().flat_map(of_bound).collect(),
        _ => Vec::new(),
    }
}

fn of_bound(bound: &mut TypeParamBound) -> Vec<&mut Type> {
    match bound {
        TypeParamBound::Trait(bound) => {
            bound.path.segments.iter_mut().flat_map(|segment| arguments_mut(&mut segment.arguments)).collect()
        }
        _ => Vec::new(),
    }
}

fn arguments_mut(arguments: &mut PathArguments) -> Vec<&mut Type> {
    match arguments {
        PathArguments::None => Vec::new(),
        PathArguments::AngleBracketed(list) => {
            let types = list.args.iter_mut().filter_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                GenericArgument::AssocType(assigned) => Some(&mut assigned.ty),
                _ => None,
            });
            types.collect()
        }
        PathArguments::Parenthesized(list) => {
            let output = match &mut list.output {
                ReturnType::Type(_, ty) => Some(&mut **ty),
                ReturnType::Default => None,
            };
            list.inputs.iter_mut().map(|input| &mut input.ty).chain(output).collect()
        }
    }
}
