//! Options that Python looks at before it takes the value out: `stack.pop()` gives one if `stack` is not empty.

use super::Lower;
use super::boxed::unboxed;
use crate::check::hir::{self, ExprKind, Pattern};
use crate::python::{BinaryOp, Expr};
use crate::types::Ty;

/// An option in two parts: whether there is a value, and the value if there is.
pub(super) struct Present {
    pub(super) test: Expr,
    pub(super) value: Expr,
}

impl Lower<'_> {
    /// An option in its parts, or as it is where it has none.
    pub(super) fn parted(&mut self, option: &hir::Expr) -> Result<Present, Expr> {
        if let Some(present) = self.json_part(option) {
            return Ok(present);
        }
        let parted = self.has_parts(option);
        let value = self.value(option);
        if self.ty(option).is_boxed() {
            return match value {
                Expr::IfElse { test, then, otherwise } if parted && *otherwise == Expr::None => {
                    Ok(Present { test: *test, value: unboxed(*then) })
                }
                whole => Err(whole),
            };
        }
        match value {
            Expr::IfElse { test, then, otherwise } if parted && *otherwise == Expr::None => {
                Ok(Present { test: *test, value: *then })
            }
            Expr::IfElse { test, then, otherwise } if parted && *then == Expr::None => {
                Ok(Present { test: test.negated(), value: *otherwise })
            }
            whole => Err(whole),
        }
    }

    /// Whether an option is made by a method of which the value, if there is one, is never `None` in Python.
    fn has_parts(&self, option: &hir::Expr) -> bool {
        let ExprKind::Method(call) = &option.kind else { return false };
        let Some(receiver) = call.arguments.first() else { return false };
        let name = call.name.as_str();
        match self.ty(receiver) {
            Ty::Map { .. } | Ty::Json if self.ty(option).is_boxed() => name == "get",
            Ty::List(_) | Ty::Deque(_) => {
                matches!(name, "pop" | "pop_front" | "pop_back" | "first" | "last" | "front" | "back" | "get")
            }
            Ty::Json => matches!(name, "as_str" | "as_array" | "as_object"),
            Ty::Option(_) => name == "map" && !self.ty(option).is_boxed(),
            _ => false,
        }
    }

    /// `Some(name)` or `Some((a, b))` for an option in two parts.
    pub(super) fn present(&mut self, pattern: &Pattern, option: &hir::Expr) -> Option<Result<Present, Expr>> {
        let Pattern::Some(inner, _) = pattern else { return None };
        let plain = Self::binds(inner) && is_plain(inner) && !self.names_place(pattern);
        (plain && self.has_parts(option)).then(|| self.parted(option))
    }
}

impl Present {
    /// The value, or another one if there is none.
    pub(super) fn or(self, otherwise: Expr) -> Expr {
        match self.test {
            Expr::Binary(BinaryOp::IsNot, value, none) if *none == Expr::None => {
                Expr::if_else(value.binary(BinaryOp::Is, Expr::None), otherwise, self.value)
            }
            test => Expr::if_else(test, self.value, otherwise),
        }
    }
}

/// The pattern in `Some(..)`.
pub(super) fn in_pattern(pattern: &Pattern) -> &Pattern {
    match pattern {
        Pattern::Some(inner, _) => inner,
        pattern => pattern,
    }
}

/// Whether a pattern fits every value.
pub(super) fn is_plain(pattern: &Pattern) -> bool {
    match pattern {
        Pattern::Bind(_, None) | Pattern::Wild => true,
        Pattern::Tuple(parts) => !parts.is_empty() && parts.iter().all(is_plain),
        _ => false,
    }
}
