//! The type parameters of a function.

use super::qualify::{Between, has_unknown};
use super::resolve::Resolved;
use super::{Seen, Surroundings};
use crate::types::parts_mut;
use syn::punctuated::Punctuated;
use syn::{Token, Type, TypeParamBound};

/// A type parameter of a function.
pub(crate) struct Parameter {
    /// A name that no type of the user has.
    pub(crate) name: syn::Ident,
    /// What is asked of it, as it can be written anywhere.
    pub(crate) bounds: Punctuated<TypeParamBound, Token![+]>,
}

/// The traits of the standard library that a parameter may have, and where they are.
#[rustfmt::skip]
const TRAITS: &[(&str, &[&str])] = &[
    ("::core::clone", &["Clone"]),
    ("::core::cmp", &["PartialEq", "Eq", "PartialOrd", "Ord"]),
    ("::core::default", &["Default"]),
    ("::core::fmt", &["Debug", "Display"]),
    ("::core::hash", &["Hash"]),
    ("::core::iter", &["Iterator", "DoubleEndedIterator", "ExactSizeIterator", "Sum", "Product"]),
    ("::core::marker", &["Copy", "Send", "Sync", "Sized"]),
    ("::core::ops", &["Fn", "FnMut", "FnOnce", "Add", "Sub", "Mul", "Div", "Rem"]),
    ("::std::string", &["ToString"]),
];

/// The names of parameters, and what they are called where the function is called.
pub(super) fn names(parameters: &[(String, String)]) -> Vec<(String, Type)> {
    let renamed = |name: &String| syn::parse_str(&format!("Gear{name}")).ok().map(|ty| (name.clone(), ty));
    parameters.iter().filter_map(|(name, _)| renamed(name)).collect()
}

impl Surroundings<'_> {
    /// The parameters, if all that is asked of them is known.
    pub(super) fn parameters(
        &self,
        parameters: &[(String, String)],
        between: &Between<'_>,
    ) -> Option<Vec<Parameter>> {
        let parameter = |(name, bounds): &(String, String)| {
            let written: Vec<TypeParamBound> = match bounds.is_empty() {
                true => Vec::new(),
                false => {
                    let ty = syn::parse_str::<syn::TypeImplTrait>(&format!("impl {bounds}")).ok()?;
                    ty.bounds.into_iter().collect()
                }
            };
            let known = written.into_iter().filter(|bound| !matches!(bound, TypeParamBound::Lifetime(_)));
            let bounds = known.map(|bound| self.bound(bound, between)).collect::<Option<_>>()?;
            Some(Parameter { name: syn::parse_str(&format!("Gear{name}")).ok()?, bounds })
        };
        parameters.iter().map(parameter).collect()
    }

    /// A trait by its full path.
    fn bound(&self, mut bound: TypeParamBound, between: &Between<'_>) -> Option<TypeParamBound> {
        let TypeParamBound::Trait(of) = &mut bound else { return None };
        let names: Vec<String> = of.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let Resolved::Outside(outside) = self.resolved(between.place, &names) else { return None };
        let name = outside.last()?;
        let (module, _) = TRAITS.iter().find(|(_, traits)| traits.contains(&name.as_str()))?;
        let mut path: syn::Path = syn::parse_str(&format!("{module}::{name}")).ok()?;
        path.segments.last_mut()?.arguments = of.path.segments.last()?.arguments.clone();
        of.path = path;
        let mut ty: Seen = syn::parse_quote!(impl #bound);
        for part in parts_mut(&mut ty) {
            *part = self.between(part, between).filter(|part| !has_unknown(part))?;
        }
        match ty {
            Type::ImplTrait(implemented) => implemented.bounds.into_iter().next(),
            _ => None,
        }
    }
}
