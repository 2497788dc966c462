//! Methods that change a `String` and give a part of it back. In Python a string does not change: the variable gets a new one.

use super::forms::pair;
use super::range::ranged;
use super::{Arguments, Lower};
use crate::python::{Expr, StmtKind, call};
use crate::types::Ty;

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

/// `String::split_off`: the text keeps what is before the place.
pub(crate) fn split_off(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let (text, at) = pair(lower, arguments);
    let both = lower.spill("parts", call("gear_split_at", vec![text, at]));
    assign(lower, arguments, both.clone().subscript(Expr::Int(0)));
    both.subscript(Expr::Int(1))
}

/// `String::drain`: what is taken out, as an iterator.
pub(crate) fn drain(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let Some([text, start, end]) = ranged(lower, arguments) else { return Expr::None };
    let both = lower.spill("parts", call("gear_str_drain", vec![text, start, end]));
    assign(lower, arguments, both.clone().subscript(Expr::Int(1)));
    call("iter", vec![both.subscript(Expr::Int(0))])
}

/// `str::get`.
pub(crate) fn get(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    match ranged(lower, arguments) {
        Some(values) => call("gear_str_get", values.into()),
        None => Expr::None,
    }
}

/// `String::replace_range`.
pub(crate) fn replace_range(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let [text, range, new] = arguments.exprs else { return Expr::None };
    let ranged =
        ranged(lower, &Arguments { exprs: &[text.clone(), range.clone()], result: Ty::Unit, ..*arguments });
    let Some([text, start, end]) = ranged else { return Expr::None };
    let new = lower.value(new);
    assign(lower, arguments, call("gear_str_replace_range", vec![text, start, end, new]));
    Expr::None
}

fn assign(lower: &mut Lower<'_>, arguments: &Arguments<'_>, value: Expr) {
    let place = lower.place_of(&arguments.exprs[0]);
    lower.push(StmtKind::Assign(place, value));
}
