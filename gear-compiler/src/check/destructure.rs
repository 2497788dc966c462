//! Destructuring assignments: `(a, b) = (b, a)`, `[first, ..] = parts`, `_ = value`.
//!
//! As in Rust, one is a `let` of new variables and an assignment of each to its place.

use super::expr::is_dereferenced;
use super::hir::{Expr, ExprKind};
use super::{Checker, Scope};
use crate::types::Ty;
use proc_macro2::Span;
use quote::format_ident;

/// Whether the left side of an assignment is a pattern of places.
pub(super) fn is_destructured(left: &syn::Expr) -> bool {
    match left {
        syn::Expr::Paren(inner) => is_destructured(&inner.expr),
        syn::Expr::Tuple(_)
        | syn::Expr::Array(_)
        | syn::Expr::Infer(_)
        | syn::Expr::Struct(_)
        | syn::Expr::Call(_) => true,
        _ => false,
    }
}

impl Checker<'_> {
    pub(super) fn destructure(&mut self, assign: &syn::ExprAssign, span: Span) -> Expr {
        let mut places = Vec::new();
        let Some((pattern, ty)) = self.places_in(&assign.left, &mut places) else {
            return self.unsupported(&assign.left);
        };
        let value = self.expr(&assign.right, &ty);
        if value.ty == Ty::Error {
            return value;
        }
        let (pattern, locals) = self.scoped(Scope::default(), |this| {
            let pattern = this.pattern(&pattern, &value.ty.clone());
            let names = &this.scopes.last().map(|scope| scope.names.clone()).unwrap_or_default();
            let local = |i: usize| names.get(&part_name(i).to_string()).copied();
            (pattern, (0..places.len()).map_while(local).collect::<Vec<_>>())
        });
        for (local, target) in locals.iter().zip(&places) {
            "part".clone_into(&mut self.locals[*local].name);
            let ty = self.locals[*local].ty.clone();
            self.types.unify(&ty, &target.ty);
        }
        let assigned = locals.into_iter().zip(places).collect();
        let kind = ExprKind::Destructure(Box::new(pattern), Box::new(value), assigned);
        Expr { kind, ty: Ty::Unit, span }
    }

    /// The left side as a pattern that gives each place's new value a name, and what is known of its type. `None`: reported
    /// by the caller.
    fn places_in(&mut self, left: &syn::Expr, places: &mut Vec<Expr>) -> Option<(syn::Pat, Ty)> {
        let unknown = self.types.var();
        Some(match left {
            syn::Expr::Paren(inner) => return self.places_in(&inner.expr, places),
            syn::Expr::Infer(_) => (syn::parse_quote!(_), unknown),
            syn::Expr::Tuple(tuple) => {
                let (parts, types) = self.all_places_in(tuple.elems.iter(), places)?;
                let rest = parts.iter().any(|part| matches!(part, syn::Pat::Rest(_)));
                let ty = if rest { unknown } else { Ty::Tuple(types) };
                // One part needs its comma.
                (syn::parse_quote!((#(#parts,)*)), ty)
            }
            syn::Expr::Array(array) => {
                let (parts, types) = self.all_places_in(array.elems.iter(), places)?;
                let item = self.types.var();
                types.iter().for_each(|ty| self.types.unify(&item, ty));
                (syn::parse_quote!([#(#parts),*]), Ty::list(item))
            }
            syn::Expr::Call(call) => {
                let syn::Expr::Path(path) = &*call.func else { return None };
                let (parts, _) = self.all_places_in(call.args.iter(), places)?;
                (syn::parse_quote!(#path(#(#parts),*)), unknown)
            }
            syn::Expr::Struct(literal) if literal.rest.is_none() => {
                let path = &literal.path;
                let names: Vec<_> = literal.fields.iter().map(|field| &field.member).collect();
                let values = literal.fields.iter().map(|field| &field.expr);
                let (parts, _) = self.all_places_in(values, places)?;
                let rest = literal.dot2_token;
                (syn::parse_quote!(#path { #(#names: #parts,)* #rest }), unknown)
            }
            place => {
                self.note_change(place);
                let reference = is_dereferenced(place) && !self.is_place(place);
                let target = self.any_place(place);
                let target = if reference { self.through_reference(place, &target) } else { target };
                let ty = target.ty.clone();
                let name = part_name(places.len());
                places.push(target);
                (syn::parse_quote!(#name), ty)
            }
        })
    }

    fn all_places_in<'e>(
        &mut self,
        parts: impl Iterator<Item = &'e syn::Expr>,
        places: &mut Vec<Expr>,
    ) -> Option<(Vec<syn::Pat>, Vec<Ty>)> {
        let part = |part: &'e syn::Expr| match part {
            syn::Expr::Range(range) if range.start.is_none() && range.end.is_none() => {
                Some((syn::parse_quote!(..), self.types.var()))
            }
            part => self.places_in(part, places),
        };
        let parts: Option<Vec<_>> = parts.map(part).collect();
        Some(parts?.into_iter().unzip())
    }
}

/// A name for the new value of a place, until it has none of the user's to get mixed up with.
fn part_name(i: usize) -> syn::Ident {
    format_ident!("gear_part_{i}")
}
