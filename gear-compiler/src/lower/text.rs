//! Methods that change a `String` and give a part of it back. In Python a string does not change: the variable gets a new one.

use super::expr::plus_one;
use super::forms::pair;
use super::{Arguments, Lower};
use crate::check::hir::{self, ExprKind};
use crate::diag::Code;
use crate::python::{Expr, StmtKind, call};

/// `String::pop`.
pub(crate) fn pop(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let (text, _) = pair(lower, arguments);
    let text = lower.simple("text", text);
    let minus_one = Expr::Int(-1);
    let last = Expr::if_else(text.clone(), text.clone().subscript(minus_one.clone()), Expr::None);
    let last = lower.spill("last", last);
    let rest = Expr::Subscript(Box::new(text), Box::new(Expr::Slice(None, Some(Box::new(minus_one)), None)));
    assign(lower, arguments, rest);
    last
}

/// `String::remove`.
pub(crate) fn remove(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let (text, at) = pair(lower, arguments);
    let both = lower.spill("parts", call("gear_str_remove", vec![text, at]));
    assign(lower, arguments, both.clone().subscript(Expr::Int(1)));
    both.subscript(Expr::Int(0))
}

/// `String::drain`: what is taken out, as an iterator.
pub(crate) fn drain(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let Some([text, start, end]) = ranged(lower, arguments) else { return Expr::None };
    let both = lower.spill("parts", call("gear_str_drain", vec![text, start, end]));
    assign(lower, arguments, both.clone().subscript(Expr::Int(1)));
    call("iter", vec![both.subscript(Expr::Int(0))])
}

/// `Vec::drain`.
pub(crate) fn list_drain(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    match ranged(lower, arguments) {
        Some(values) => call("gear_drain", values.into()),
        None => Expr::None,
    }
}

fn assign(lower: &mut Lower<'_>, arguments: &Arguments<'_>, value: Expr) {
    let place = lower.place_of(&arguments.exprs[0]);
    lower.push(StmtKind::Assign(place, value));
}

/// The receiver and the two ends of the range that is the argument.
fn ranged(lower: &mut Lower<'_>, arguments: &Arguments<'_>) -> Option<[Expr; 3]> {
    let [receiver, range] = arguments.exprs else { return None };
    let Some((start, end, inclusive)) = ends(range) else {
        lower.error(
            Code::UnsupportedExpression,
            range.span,
            "a range that is kept in a variable is an iterator in Python",
            "write the range here: `start..end`",
        );
        return None;
    };
    let mut values = lower.operands([Some(receiver), start, end].into_iter().flatten()).into_iter();
    let receiver = values.next()?;
    let start = if start.is_some() { values.next()? } else { Expr::Int(0) };
    let end = if end.is_some() { values.next()? } else { Expr::None };
    Some([receiver, start, if inclusive { plus_one(end) } else { end }])
}

type Ends<'e> = (Option<&'e hir::Expr>, Option<&'e hir::Expr>, bool);

fn ends(range: &hir::Expr) -> Option<Ends<'_>> {
    match &range.kind {
        ExprKind::Range { start, end, inclusive } => Some((start.as_deref(), end.as_deref(), *inclusive)),
        _ => None,
    }
}

/// `(start..end).contains(&value)`: comparisons, with all three evaluated in any case.
pub(crate) fn range_contains(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    use crate::python::BinaryOp::{And, Ge, Le, Lt};
    let [range, value] = arguments.exprs else { return Expr::None };
    let Some((start, end, inclusive)) = ends(range) else {
        return lower.error(
            Code::UnsupportedExpression,
            range.span,
            "a range that is kept in a variable is an iterator in Python",
            "write the range here: `(start..end).contains(&value)`",
        );
    };
    let values = lower.operands([start, end, Some(value)].into_iter().flatten());
    let mut values =
        values.into_iter().map(|value| lower.simple("value", value)).collect::<Vec<_>>().into_iter();
    let first = start.and_then(|_| values.next());
    let last = end.and_then(|_| values.next());
    let value = values.next().unwrap_or(Expr::None);
    let above = first.map(|first| value.clone().binary(Ge, first));
    let below = last.map(|last| value.binary(if inclusive { Le } else { Lt }, last));
    above.into_iter().chain(below).reduce(|a, b| a.binary(And, b)).unwrap_or(Expr::True)
}
