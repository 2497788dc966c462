//! Operators on values of the user's own types: functions of Rust that Python does not know. Its own operators join tuples and
//! texts, which such values may be there.

use super::Lower;
use crate::check::hir::{self, BinaryOp};
use crate::diag::Code;
use crate::python::Expr;
use crate::syntax::last_name;
use crate::types::Ty;
use proc_macro2::Span;

const METHOD: &str =
    "write a method in its `#[gear] impl`, and call that; of an alias, write the type itself";
const IMPL: &str = "write `#[gear]` above the `impl` of the operator, or a method of the type; of an alias, write the type itself";

impl Lower<'_> {
    /// The error of an operator if one of its operands is of such a type. Two values of one type are compared; what that needs is
    /// asked in other places.
    pub(super) fn own_operator(
        &mut self,
        op: BinaryOp,
        operands: [&hir::Expr; 2],
        assigns: bool,
        span: Span,
    ) -> Option<Expr> {
        let name = operands.into_iter().find_map(|operand| self.own_name(&operand.ty))?;
        if op.compares() && !self.are_of_two_types(operands) {
            return None;
        }
        let (written, equals) = (written(op), if assigns { "=" } else { "" });
        let help = if op.compares() { METHOD } else { IMPL };
        Some(self.unknown_operator(&format!("operator `{written}{equals}`"), &name, span, help))
    }

    /// Whether operands are known to be of different types, one of them of the user's own.
    fn are_of_two_types(&self, operands: [&hir::Expr; 2]) -> bool {
        match operands.map(|operand| self.types.resolve(&operand.ty)) {
            // One type may have several paths.
            [Ty::Named(a), Ty::Named(b)] => last_name(&a) != last_name(&b),
            [Ty::Named(_), other] | [other, Ty::Named(_)] => {
                !matches!(other, Ty::Unknown | Ty::Var(_) | Ty::Never | Ty::Error)
            }
            _ => false,
        }
    }

    /// The same of `-x` and `!x`.
    pub(super) fn own_unary(&mut self, written: char, operand: &hir::Expr) -> Option<Expr> {
        let name = self.own_name(&operand.ty)?;
        Some(self.unknown_operator(&format!("operator `{written}`"), &name, operand.span, IMPL))
    }

    /// The same of what the values of an iterator are collected into.
    pub(super) fn own_collection(&mut self, method: &hir::MethodCall, result: &Ty) -> Option<Expr> {
        if !matches!(method.name.as_str(), "collect" | "partition" | "unzip") {
            return None;
        }
        let name = match self.types.resolve(result) {
            Ty::Tuple(parts) => parts.iter().find_map(|part| self.own_name(part)),
            Ty::Option(inner) | Ty::Result(inner, _) => self.own_name(&inner),
            ty => self.own_name(&ty),
        }?;
        Some(self.unknown_operator(&format!("`{}`", method.name), &name, method.name_span, METHOD))
    }

    /// The same of the sum and the product of the values of an iterator.
    pub(super) fn own_total(&mut self, method: &hir::MethodCall, result: &Ty) -> Option<Expr> {
        if !matches!(method.name.as_str(), "sum" | "product") {
            return None;
        }
        let item = match self.types.resolve(&method.arguments.first()?.ty) {
            Ty::Iter(item) => *item,
            _ => Ty::Unknown,
        };
        let name = [&item, result].into_iter().find_map(|ty| self.own_name(ty))?;
        Some(self.unknown_operator(&format!("`{}`", method.name), &name, method.name_span, METHOD))
    }

    fn own_name(&self, ty: &Ty) -> Option<String> {
        self.types.resolve(ty).own().map(str::to_owned)
    }

    fn unknown_operator(&mut self, what: &str, name: &str, span: Span, help: &str) -> Expr {
        let message =
            format!("the {what} of `{name}` is not shipped: Python would do something else with the values");
        self.error(Code::Value, span, message, help)
    }
}

/// The operator as it is written.
fn written(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "+",
        BinaryOp::Sub => "-",
        BinaryOp::Mul => "*",
        BinaryOp::Div => "/",
        BinaryOp::Rem => "%",
        BinaryOp::BitAnd => "&",
        BinaryOp::BitOr => "|",
        BinaryOp::BitXor => "^",
        BinaryOp::Shl => "<<",
        BinaryOp::Shr => ">>",
        BinaryOp::And => "&&",
        BinaryOp::Or => "||",
        BinaryOp::Eq => "==",
        BinaryOp::Ne => "!=",
        BinaryOp::Lt => "<",
        BinaryOp::Le => "<=",
        BinaryOp::Gt => ">",
        BinaryOp::Ge => ">=",
    }
}
