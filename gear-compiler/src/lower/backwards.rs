//! Methods that take an iterator from its end: in Python it is turned round first.

use super::catalog::methods;
use super::{Arguments, Lower};
use crate::check::hir::{self, ExprKind, MethodCall};
use crate::diag::Code;
use crate::python::Expr;

/// The call with `rev()` between the receiver and the method.
fn turned(lower: &mut Lower<'_>, arguments: &Arguments<'_>, template: &'static str) -> Expr {
    let [receiver, rest @ ..] = arguments.exprs else { return Expr::None };
    let reversed = MethodCall {
        name: "rev".to_owned(),
        arguments: vec![receiver.clone()],
        candidates: methods(&lower.ty(receiver), "rev"),
        name_span: arguments.span,
    };
    let reversed = hir::Expr { kind: ExprKind::Method(Box::new(reversed)), ..receiver.clone() };
    let exprs: Vec<hir::Expr> = std::iter::once(reversed).chain(rest.iter().cloned()).collect();
    lower.template(template, &Arguments { exprs: &exprs, result: arguments.result.clone(), ..*arguments })
}

/// `rfind`.
pub(crate) fn rfind(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    kept(lower, arguments);
    turned(lower, arguments, "next((@x for @x in {0} if {1}(@x)), None)")
}

/// `rfold`.
pub(crate) fn rfold(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    turned(lower, arguments, "functools.reduce({2}, {0}, {1})")
}

/// `next_back`.
pub(crate) fn next_back(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    kept(lower, arguments);
    turned(lower, arguments, "next({0}, None)")
}

/// `rposition`.
pub(crate) fn rposition(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    kept(lower, arguments);
    if let Some(ExprKind::Method(inner)) = arguments.exprs.first().map(|receiver| &receiver.kind)
        && inner.name == "map"
    {
        let message = "`rposition` after `map` asks from the end in Rust, and from the start in Python";
        return lower.error(
            Code::UnsupportedExpression,
            arguments.span,
            message,
            "test what the list holds: `list.iter().rposition(..)`",
        );
    }
    lower.template("gear_rposition({0}, {1})", arguments)
}

/// An iterator in a variable cannot lose its end and keep the rest.
fn kept(lower: &mut Lower<'_>, arguments: &Arguments<'_>) {
    let receiver = arguments.exprs.first().map(|receiver| &receiver.kind);
    if matches!(receiver, Some(ExprKind::Local(_) | ExprKind::Field(..) | ExprKind::TupleField(..))) {
        let method = arguments.method;
        lower.error(
            Code::UnsupportedExpression,
            arguments.span,
            format!("`{method}` of an iterator that is kept cannot be shipped: Python's have no other end"),
            "take it from the list: `list.iter().rev()`, or collect what is left into a `Vec`",
        );
    }
}
