//! Operators: Python's own where it means the same, a helper where it does not.

use super::Lower;
use crate::check::hir::{self, BinaryOp};
use crate::diag::Code;
use crate::python::{self, Expr, UnaryOp, call};
use crate::types::{Int, Ty};
use proc_macro2::Span;

/// `!x`: logical or bitwise.
pub(super) fn not(lower: &mut Lower<'_>, inner: &hir::Expr) -> Expr {
    let ty = lower.ty(inner);
    let value = lower.value(inner);
    match ty {
        Ty::Bool | Ty::Never => value.negated(),
        Ty::Int(int) if int.signed => Expr::Unary(UnaryOp::Invert, Box::new(value)),
        Ty::Int(int) => Expr::Int(int.max()).binary(python::BinaryOp::Sub, value),
        _ => call("gear_not", vec![value]),
    }
}

/// A binary operator on operands of type `ty`.
pub(super) fn binary(
    lower: &mut Lower<'_>,
    op: BinaryOp,
    (a, b): (Expr, Expr),
    (ty, right): (&Ty, &Ty),
    span: Span,
) -> Expr {
    use python::BinaryOp as Py;
    if op.compares() {
        return compare(lower, op, (a, b), (ty, right), span);
    }
    let int = if let Ty::Int(int) = ty { Some(*int) } else { None };
    match op {
        BinaryOp::Add if a == Expr::Int(0) && int.is_none() && *ty != Ty::Unknown => b,
        BinaryOp::Add => a.binary(Py::Add, b),
        // Below zero an unsigned number panics in Rust, where Python goes on.
        BinaryOp::Sub if int.is_some_and(|int| !int.signed) => call("gear_sub", vec![a, b]),
        BinaryOp::Sub if *ty == Ty::Duration => call("gear_sub", vec![a, b]),
        BinaryOp::Sub => a.binary(Py::Sub, b),
        BinaryOp::Mul => a.binary(Py::Mul, b),
        BinaryOp::Div | BinaryOp::Rem => divide(op, a, b, ty),
        BinaryOp::BitAnd => a.binary(Py::BitAnd, b),
        BinaryOp::BitOr => a.binary(Py::BitOr, b),
        BinaryOp::BitXor => a.binary(Py::BitXor, b),
        BinaryOp::Shl | BinaryOp::Shr => shift(lower, op, (a, b), (ty, right), span),
        _ => Expr::None,
    }
}

/// Python rounds toward minus infinity, Rust toward zero: they agree where both operands are known not to be
/// negative.
fn divide(op: BinaryOp, a: Expr, b: Expr, ty: &Ty) -> Expr {
    use python::BinaryOp as Py;
    let unsigned = matches!(ty, Ty::Int(int) if !int.signed);
    match (op, ty) {
        (BinaryOp::Div, Ty::Duration) => a.binary(Py::FloorDiv, b),
        (BinaryOp::Div, Ty::Int(_)) if unsigned => a.binary(Py::FloorDiv, b),
        (_, Ty::Int(_)) if unsigned => a.binary(Py::Mod, b),
        (BinaryOp::Div, Ty::Int(_)) => call("gear_div", vec![a, b]),
        (_, Ty::Int(_)) => call("gear_rem", vec![a, b]),
        // A float literal that is not zero cannot divide by zero.
        (BinaryOp::Div, Ty::Float) if matches!(b, Expr::Float(x) if x != 0.0) => a.binary(Py::Div, b),
        (BinaryOp::Div, Ty::Float) => call("gear_div_float", vec![a, b]),
        (_, Ty::Float) => call("gear_rem_float", vec![a, b]),
        (BinaryOp::Div, _) => call("gear_div_any", vec![a, b]),
        _ => call("gear_rem_any", vec![a, b]),
    }
}

/// A shift by the width or more panics; what is shifted out on the left is lost.
fn shift(lower: &mut Lower<'_>, op: BinaryOp, (a, b): (Expr, Expr), (ty, _): (&Ty, &Ty), span: Span) -> Expr {
    let Ty::Int(int) = ty else {
        return lower.error(
            Code::UnknownType,
            span,
            "the width of the number that is shifted is not known here",
            "give it a type first: `let bits: u64 = ..;`",
        );
    };
    let bits = Expr::Int(int.bits.into());
    match op {
        BinaryOp::Shl => {
            call("gear_shl", vec![a, b, bits, if int.signed { Expr::True } else { Expr::False }])
        }
        _ => call("gear_shr", vec![a, b, bits]),
    }
}

fn compare(
    lower: &mut Lower<'_>,
    op: BinaryOp,
    (a, b): (Expr, Expr),
    (ty, right): (&Ty, &Ty),
    span: Span,
) -> Expr {
    use python::BinaryOp as Py;
    let is_none = |expr: &Expr| *expr == Expr::None;
    let python_op = match op {
        BinaryOp::Eq if is_none(&b) && !a.is_constant() || is_none(&a) && !b.is_constant() => Py::Is,
        BinaryOp::Ne if is_none(&b) || is_none(&a) => Py::IsNot,
        BinaryOp::Eq => Py::Eq,
        BinaryOp::Ne => Py::Ne,
        BinaryOp::Lt => Py::Lt,
        BinaryOp::Le => Py::Le,
        BinaryOp::Gt => Py::Gt,
        _ => Py::Ge,
    };
    let ordering = !matches!(op, BinaryOp::Eq | BinaryOp::Ne);
    if ordering && !is_ordered(ty) {
        return lower.unordered(span);
    }
    if !ordering && (has_json(ty) || has_json(right)) {
        let equal = super::json::equal(lower, (a, b), (ty, right), span);
        return if op == BinaryOp::Eq { equal } else { equal.negated() };
    }
    let constant = a.is_constant() || b.is_constant();
    if !ordering && !constant && !matches!(ty, Ty::Float) && lower.types.is_partial(ty) {
        let equal = call("gear_equal", vec![a, b]);
        return if op == BinaryOp::Eq { equal } else { equal.negated() };
    }
    a.binary(python_op, b)
}

/// Whether a NaN can be in a value: Python's containers take one for equal to itself.
pub(super) fn may_be_nan(ty: &Ty) -> bool {
    match ty {
        Ty::Float => true,
        Ty::Option(item) | Ty::Reverse(item) | Ty::List(item) | Ty::Deque(item) => may_be_nan(item),
        Ty::Map { value, .. } => may_be_nan(value),
        Ty::Result(ok, err) => may_be_nan(ok) || may_be_nan(err),
        Ty::Tuple(items) => items.iter().any(may_be_nan),
        _ => false,
    }
}

/// Whether a tree of JSON can be in a value: Python's `==` takes 1, 1.0 and True for equal.
fn has_json(ty: &Ty) -> bool {
    match ty {
        Ty::Json => true,
        Ty::Option(item) | Ty::Reverse(item) | Ty::List(item) | Ty::Deque(item) => has_json(item),
        Ty::Map { value, .. } => has_json(value),
        Ty::Tuple(items) => items.iter().any(has_json),
        _ => false,
    }
}

/// Whether Python orders values of this type as Rust does.
pub(super) fn is_ordered(ty: &Ty) -> bool {
    match ty {
        Ty::Option(_)
        | Ty::Reverse(_)
        | Ty::Result(..)
        | Ty::Map { .. }
        | Ty::Set { .. }
        | Ty::Named(_)
        | Ty::Value
        | Ty::Json
        | Ty::Regex
        | Ty::Match
        | Ty::Captures
        | Ty::Opaque => false,
        Ty::List(item) | Ty::Deque(item) => is_ordered(item) && !may_be_nan(item),
        Ty::Tuple(items) => items.iter().all(|item| is_ordered(item) && !may_be_nan(item)),
        _ => true,
    }
}

/// `as`: exact for all pairs of numeric types.
pub(super) fn cast(lower: &mut Lower<'_>, inner: &hir::Expr, expr: &hir::Expr) -> Expr {
    let (from, to) = (lower.ty(inner), lower.ty(expr));
    let value = lower.value(inner);
    let bounds = |int: Int| [Expr::Int(int.min()), Expr::Int(int.max())];
    match (&from, &to) {
        (_, Ty::Unknown) => value,
        (Ty::Int(from), Ty::Int(to)) if to.min() <= from.min() && from.max() <= to.max() => value,
        // No list is longer than an `i64` can count.
        (Ty::Int(_), Ty::Int(to)) if to.bits == 64 && is_length(&value) => value,
        (Ty::Int(_), Ty::Int(to)) => wrap(value, *to),
        (Ty::Int(_), Ty::Float) => match value {
            Expr::Int(number) => Expr::Float(number as f64),
            value => call("float", vec![value]),
        },
        (Ty::Float, Ty::Float) => value,
        (Ty::Float, Ty::Int(to)) => {
            let [min, max] = bounds(*to);
            call("gear_float_to_int", vec![value, min, max])
        }
        (Ty::Bool, Ty::Int(_)) => call("int", vec![value]),
        (Ty::Char, Ty::Int(to)) => wrap(call("ord", vec![value]), *to),
        (Ty::Int(_), Ty::Char) => call("chr", vec![value]),
        (Ty::Unknown, Ty::Float) => call("float", vec![value]),
        (Ty::Unknown, Ty::Int(to)) => {
            let [min, max] = bounds(*to);
            call("gear_as_int", vec![value, min, max])
        }
        _ => lower.error(
            Code::UnsupportedExpression,
            expr.span,
            "this cast cannot be shipped",
            "`as` works between numbers, from bool and from and to char",
        ),
    }
}

fn is_length(value: &Expr) -> bool {
    matches!(value, Expr::Call { function, .. } if **function == python::name("len"))
}

/// Cuts an integer to a type's width.
pub(super) fn wrap(value: Expr, to: Int) -> Expr {
    let mask = (1i128 << to.bits) - 1;
    if to.signed {
        return call("gear_wrap", vec![value, Expr::Int(to.bits.into())]);
    }
    value.binary(python::BinaryOp::BitAnd, Expr::Int(mask))
}
