//! Which of the user's types can hold a NaN, which is not equal to itself, and in Python's containers is.

use super::Checker;
use crate::types::Ty;
use quote::ToTokens as _;

/// Methods that compare what is in their receiver.
const COMPARING: [&str; 8] =
    ["contains", "dedup", "ends_with", "eq", "ne", "starts_with", "strip_prefix", "strip_suffix"];

impl Checker<'_> {
    /// Notes a type whose values are compared.
    pub(super) fn note_equality(&mut self, ty: &Ty) {
        self.compared.push(ty.clone());
    }

    /// Notes what a method compares.
    pub(super) fn note_comparing(&mut self, method: &str, receiver: &Ty) {
        if COMPARING.contains(&method) {
            self.note_equality(receiver);
        }
    }

    /// Decides what was left open: a type that derives `Eq` holds no number with a NaN, as rustc confirms.
    pub(super) fn finish_compared(&mut self) {
        for ty in std::mem::take(&mut self.compared) {
            let ty = self.types.in_python(&ty);
            self.note_total(&ty);
        }
    }

    fn note_total(&mut self, ty: &Ty) {
        if let Ty::Named(name) = ty
            && self.types.is_partial(ty)
            && self.derived(name).is_some_and(|own| own.derives.iter().any(|derived| derived == "Eq"))
            && let Ok(path) = syn::parse_str::<syn::Path>(name)
        {
            self.types.total(name);
            self.outside.kind(path.to_token_stream(), "Eq");
        }
        ty.with_parts(|part| {
            self.note_total(part);
            Ty::Unknown
        });
    }
}
