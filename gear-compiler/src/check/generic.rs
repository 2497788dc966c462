//! Type parameters: those of the function that is checked, and those of the functions that it calls.

use super::Checker;
use crate::diag::Diagnostics;
use crate::surroundings::Parameter;
use crate::types::{Ty, type_of_bounds};
use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::TypeParamBound;

/// What a type parameter stands for.
pub(crate) struct TypeParameter {
    name: String,
    /// Of most nothing is known; of functions and iterators, what they take and give.
    ty: Ty,
}

impl Checker<'_> {
    /// Takes down the type parameters of the function that is checked.
    pub(crate) fn note_type_parameters(&mut self, generics: &syn::Generics) {
        let names: Vec<String> =
            generics.type_params().map(|parameter| parameter.ident.to_string()).collect();
        let unknown = |name: &String| TypeParameter { name: name.clone(), ty: Ty::Unknown };
        self.type_parameters = names.iter().map(unknown).collect();
        let predicates = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
        let written: Vec<_> = predicates
            .filter_map(|predicate| match predicate {
                syn::WherePredicate::Type(of) => {
                    Some((of.bounded_ty.to_token_stream().to_string(), &of.bounds))
                }
                _ => None,
            })
            .collect();
        for (i, parameter) in generics.type_params().enumerate() {
            let others =
                written.iter().filter(|(of, _)| *of == names[i]).flat_map(|(_, bounds)| bounds.iter());
            let all: Vec<&TypeParamBound> = parameter.bounds.iter().chain(others).collect();
            // What is walked over may also be a map.
            let walked = all.iter().any(|bound| is_of(bound, "IntoIterator"));
            // What cannot be shipped in them is reported where it is used.
            let ty = type_of_bounds(all.into_iter(), &mut self.types, &mut Diagnostics::default());
            if matches!(ty, Ty::Fn(..) | Ty::Iter(_)) && !walked {
                let ty = self.named(&ty);
                self.type_parameters[i].ty = ty;
            }
        }
    }

    /// What a name stands for, if it is that of a type parameter.
    pub(super) fn type_parameter(&self, name: &str) -> Option<Ty> {
        let found = self.type_parameters.iter().find(|parameter| parameter.name == name)?;
        Some(found.ty.clone())
    }

    /// The type parameters of a function that is called, as those of an item that calls it: callers are held to what our
    /// attribute adds to the bounds.
    pub(super) fn declared(&self, parameters: &[Parameter]) -> Vec<TokenStream> {
        let private = &self.outside.private;
        let declared = parameters.iter().map(|Parameter { name, bounds }| {
            let bounds = bounds.iter();
            match self.produces(name, parameters) {
                true => quote!(#name: #(#bounds)+*),
                false => {
                    quote!(#name: #(#bounds +)* #private::Plain + #private::SortedKey + #private::Signed)
                }
            }
        });
        declared.collect()
    }

    /// Whether a parameter stands for functions or iterators.
    fn produces(&self, name: &syn::Ident, parameters: &[Parameter]) -> bool {
        let of = parameters.iter().find(|parameter| parameter.name == *name);
        let bounds = of.into_iter().flat_map(|parameter| &parameter.bounds);
        let of_functions = ["Fn", "FnMut", "FnOnce", "Iterator", "DoubleEndedIterator", "ExactSizeIterator"];
        bounds.into_iter().any(|bound| of_functions.iter().any(|name| is_of(bound, name)))
    }

    /// What the type parameters of a function stand for in one call of it, with what is written between angle brackets.
    pub(super) fn type_arguments(&mut self, parameters: &[Parameter], written: Vec<Ty>) -> Vec<(String, Ty)> {
        let mut arguments: Vec<(String, Ty)> =
            parameters.iter().map(|parameter| (parameter.name.to_string(), self.types.var())).collect();
        for ((_, argument), written) in arguments.iter().zip(&written) {
            self.types.unify(argument, written);
        }
        for (i, parameter) in parameters.iter().enumerate() {
            let mut elsewhere = Diagnostics::default();
            let ty = type_of_bounds(parameter.bounds.iter(), &mut self.types, &mut elsewhere);
            if matches!(ty, Ty::Fn(..) | Ty::Iter(_)) {
                arguments[i].1 = instance(&ty, &arguments);
            }
        }
        arguments
    }
}

/// Whether a bound is a trait of this name.
fn is_of(bound: &TypeParamBound, name: &str) -> bool {
    matches!(bound, TypeParamBound::Trait(bound) if bound.path.segments.last().is_some_and(|last| last.ident == name))
}

/// A type with type parameters, for one call.
pub(super) fn instance(ty: &Ty, arguments: &[(String, Ty)]) -> Ty {
    match ty {
        Ty::Named(name) => match arguments.iter().find(|(parameter, _)| parameter == name) {
            Some((_, argument)) => argument.clone(),
            None => ty.clone(),
        },
        other => other.with_parts(|part| instance(part, arguments)),
    }
}
