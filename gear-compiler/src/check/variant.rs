//! Variants of `#[gear]` enums, and functions of `#[gear]` impls.

use super::Checker;
use super::copies::Lending;
use super::hir::{Expr, ExprKind, Pattern, Payload};
use super::path::Target;
use crate::syntax::owner_of;
use crate::types::{Shape, Ty};
use proc_macro2::{Span, TokenStream};
use quote::ToTokens as _;
use syn::Path;

impl Checker<'_> {
    /// The enum and the variant that a path names, if it has the form of one.
    pub(super) fn variant_path(&mut self, path: &Path) -> Option<(String, Ty)> {
        let segments: Vec<&syn::PathSegment> = path.segments.iter().collect();
        let [.., owner, variant] = &segments[..] else { return None };
        if !is_camel(&owner.ident) || !is_camel(&variant.ident) {
            return None;
        }
        let owner = self.owner(path);
        let ty = Ty::Named(owner.to_string());
        self.outside.kind(owner, "Enumeration");
        Some((variant.ident.to_string(), ty))
    }

    /// The path without its last segment, with `Self` spelt out.
    fn owner(&self, path: &Path) -> TokenStream {
        self.without_self(&owner_of(path))
    }

    /// The path of a type, with `Self` spelt out.
    pub(super) fn without_self(&self, path: &Path) -> TokenStream {
        match &self.self_type {
            Some(this) if path.is_ident("Self") => this.to_token_stream(),
            _ => path.to_token_stream(),
        }
    }

    /// `Shape::Dot`.
    pub(super) fn unit_variant(&mut self, path: &Path, span: Span) -> Option<Expr> {
        if let Some(kind) = self.json_variant(path) {
            return Some(self.json_value(kind, None, span));
        }
        let (name, ty) = self.variant_path(path)?;
        Some(Expr { kind: ExprKind::Variant { name, payload: Payload::None }, ty, span })
    }

    /// `Shape::Circle(radius)`.
    pub(super) fn tuple_variant(&mut self, path: &Path, call: &syn::ExprCall, span: Span) -> Option<Expr> {
        if let Some(kind) = self.json_variant(path) {
            return Some(self.json_value(kind, call.args.first(), span));
        }
        let (name, ty) = self.variant_path(path)?;
        let payload = Payload::Tuple(self.parts(path, call));
        Some(Expr { kind: ExprKind::Variant { name, payload }, ty, span })
    }

    /// The type that the name of a struct with so many fields without names stands for, if the path has the form of one.
    pub(super) fn tuple_struct(&mut self, path: &Path, fields: usize) -> Option<Ty> {
        if !is_tuple_struct(path) {
            return None;
        }
        let written = self.without_self(path);
        let ty = Ty::Named(written.to_string());
        if let Ok(path) = syn::parse2(written.clone()) {
            self.note_shape_of(&ty, &path);
        }
        let (kind, shape) = match fields {
            1 => ("Newtype", Shape::Newtype(self.unseen_part(&ty, &syn::Member::from(0)))),
            _ => ("TupleStruct", Shape::Tuple),
        };
        // Another number of fields is for rustc to report.
        if self.types.shape_of(&ty).is_none() {
            self.outside.kind(written, kind);
            self.types.shape(&ty, shape);
        }
        Some(ty)
    }

    /// The type of the only field of a struct.
    pub(super) fn inner_type(&self, ty: &Ty) -> Option<Ty> {
        match self.types.shape_of(ty) {
            Some(Shape::Newtype(inner)) => Some(inner.clone()),
            _ => None,
        }
    }

    /// `Id(x)` and `Pair(a, b)`.
    pub(super) fn tuple_value(&mut self, path: &Path, call: &syn::ExprCall, span: Span) -> Option<Expr> {
        let ty = self.tuple_struct(path, call.args.len())?;
        let kind = match (&call.args.iter().collect::<Vec<_>>()[..], self.inner_type(&ty)) {
            ([value], Some(inner)) => ExprKind::Newtype(Box::new(self.expr(value, &inner))),
            _ => ExprKind::Tuple(self.parts(path, call)),
        };
        Some(Expr { kind, ty, span })
    }

    /// The values that a variant or tuple struct is made of.
    fn parts(&mut self, path: &Path, call: &syn::ExprCall) -> Vec<Expr> {
        let parts = call.args.iter().enumerate().map(|(i, argument)| {
            let ty = self.part_elsewhere(path, &syn::Member::from(i)).unwrap_or_else(|| self.types.var());
            self.expr(argument, &ty)
        });
        parts.collect()
    }

    /// The pattern of a variant.
    pub(super) fn variant_pattern(
        &mut self,
        path: &Path,
        payload: Payload<Pattern>,
        ty: &Ty,
    ) -> Option<Pattern> {
        if let Some(kind) = self.json_variant(path) {
            return Some(self.json_pattern(kind, None, ty));
        }
        let (name, variant_ty) = self.variant_path(path)?;
        self.types.unify(ty, &variant_ty);
        Some(Pattern::Variant { name, payload })
    }

    /// A function of a `#[gear] impl`, by the path of its companion: `User::new` is `User::__gear_new`.
    pub(super) fn associated(&self, path: &Path) -> Option<Target> {
        let name = path.segments.last()?.ident.clone();
        Some(Target::Associated { owner: self.owner(path), name })
    }

    /// The type of a function of a `#[gear] impl` that a path names.
    pub(super) fn associated_by_path(&mut self, path: &Path) -> Option<(Ty, Lending)> {
        let owner = Ty::Named(self.owner(path).to_string());
        self.associated_elsewhere(&owner, &path.segments.last()?.ident)
    }

    /// A method of a `#[gear] impl` of the type.
    pub(super) fn gear_method(&self, ty: &Ty, name: &syn::Ident) -> Option<Target> {
        Some(Target::Associated { owner: ty.own()?.parse().ok()?, name: name.clone() })
    }
}

/// Whether a path has the form of the name of a tuple struct.
pub(super) fn is_tuple_struct(path: &Path) -> bool {
    let known = ["Some", "Ok", "Err", "None"];
    let owner = path.segments.iter().nth_back(1).is_none_or(|owner| !is_camel(&owner.ident));
    owner
        && path
            .segments
            .last()
            .is_some_and(|last| is_camel(&last.ident) && !known.iter().any(|known| last.ident == known))
}

/// Whether a name is written like that of a type or variant.
fn is_camel(name: &syn::Ident) -> bool {
    let name = name.to_string();
    name.starts_with(char::is_uppercase) && (name.len() == 1 || name.chars().any(char::is_lowercase))
}
