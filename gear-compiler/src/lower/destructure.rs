//! Destructuring assignments.

use super::Lower;
use super::expr::is_settled;
use crate::check::hir::{self, LocalId, Pattern};
use crate::python::{Expr, StmtKind, name};

impl Lower<'_> {
    /// `(a, b) = (b, a)`: Python's own if all parts go to places that need no statements, and otherwise part by part.
    pub(super) fn destructure(
        &mut self,
        pattern: &Pattern,
        value: &hir::Expr,
        assigned: &[(LocalId, hir::Expr)],
    ) {
        let at = self.at;
        let value = self.value(value);
        self.at = at;
        if matches!(pattern, Pattern::Wild) {
            return self.assign(pattern, value);
        }
        let (target, statements) = self.buffered(|this| this.plain_target(pattern, assigned));
        if let (Some(target), true) = (target, statements.is_empty()) {
            return self.push(StmtKind::Assign(target, value));
        }
        self.assign(pattern, value);
        for (local, target) in assigned {
            let span = target.span;
            let part = hir::Expr { kind: hir::ExprKind::Local(*local), ty: target.ty.clone(), span };
            self.assign_place(target, &part);
        }
    }

    /// The left side in Python, if it can be said there.
    fn plain_target(&mut self, pattern: &Pattern, assigned: &[(LocalId, hir::Expr)]) -> Option<Expr> {
        match pattern {
            Pattern::Bind(local, None) => {
                let (_, target) = assigned.iter().find(|(part, _)| part == local)?;
                if self.is_part(target) || self.byte_of(target).is_some() {
                    // Python's tuples and bytes do not change, nor may variants.
                    return None;
                }
                Some(self.place_of(target)).filter(is_settled)
            }
            Pattern::Wild => Some(name("_")),
            Pattern::Tuple(parts) if parts.len() > 1 => {
                let parts: Option<_> = parts.iter().map(|part| self.plain_target(part, assigned)).collect();
                Some(Expr::Tuple(parts?))
            }
            Pattern::Slice { first, rest: None, last } if first.len() + last.len() > 1 => {
                let parts = first.iter().chain(last);
                let parts: Option<_> = parts.map(|part| self.plain_target(part, assigned)).collect();
                Some(Expr::Tuple(parts?))
            }
            _ => None,
        }
    }
}
