//! `Default::default()`, by the type that is wanted, and `User::default()` of a type of the user's.

use super::Checker;
use super::hir::{Closure, Expr, ExprKind};
use super::path::{is_std, is_type};
use crate::syntax::owner_of;
use crate::types::Ty;
use proc_macro2::Span;

impl Checker<'_> {
    /// The call of a path, if it names the default of a type.
    pub(super) fn default_call(&mut self, path: &syn::Path, expected: &Ty, span: Span) -> Option<Expr> {
        let ty = self.default_type(path, expected)?;
        Some(Expr { kind: ExprKind::Default, ty, span })
    }

    /// The same path as a function.
    pub(super) fn default_function(&mut self, path: &syn::Path, expected: &Ty, span: Span) -> Option<Expr> {
        let result = match self.types.shallow(expected) {
            Ty::Fn(_, result) => *result,
            _ => self.types.var(),
        };
        let body = Box::new(self.default_call(path, &result, span)?);
        let ty = Ty::Fn(Vec::new(), Box::new(body.ty.clone()));
        let closure =
            Closure { waits: false, returns: false, parameters: Vec::new(), body, given_back: None };
        Some(Expr { kind: ExprKind::Closure(closure), ty, span })
    }

    /// The type whose default a path names.
    fn default_type(&mut self, path: &syn::Path, expected: &Ty) -> Option<Ty> {
        let [.., owner, last] = &path.segments.iter().collect::<Vec<_>>()[..] else { return None };
        if last.ident != "default" {
            return None;
        }
        let of = owner_of(path);
        if owner.ident == "Default" {
            self.outside.known_trait(&of);
            return Some(expected.clone());
        }
        if is_std(&owner.ident) || !is_type(&owner.ident) {
            return None;
        }
        let ty = Ty::Named(self.without_self(&of).to_string());
        // A function of its own goes before that of the trait.
        if self.has_own(&ty, &last.ident) {
            return None;
        }
        Some(self.named(&ty))
    }
}
