//! `str::parse`, by the type that is wanted.

use super::{Arguments, Lower};
use crate::diag::Code;
use crate::python::{Expr, call};
use crate::types::Ty;

pub(crate) fn parse(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let wanted = match &arguments.result {
        Ty::Result(wanted, _) => (**wanted).clone(),
        _ => Ty::Unknown,
    };
    let text = match arguments.exprs {
        [text] => lower.value(text),
        _ => return Expr::None,
    };
    match wanted {
        Ty::Int(int) => call("gear_str_to_int", vec![text, Expr::Int(int.min()), Expr::Int(int.max())]),
        Ty::Float => call("gear_str_to_float", vec![text]),
        Ty::Bool => call("gear_str_to_bool", vec![text]),
        Ty::Char => call("gear_str_to_char", vec![text]),
        Ty::Str => Expr::Tuple(vec![Expr::True, text]),
        wanted if wanted != Ty::Unknown => lower.error(
            Code::UnsupportedExpression,
            arguments.span,
            "`parse` does not give this type in a gear",
            "parse integers, `f64`, `bool`, `char` or `String`; of a `#[gear] impl FromStr`, call `Type::from_str(text)`",
        ),
        _ => lower.error(
            Code::UnknownType,
            arguments.span,
            "the type that `parse` gives is not known here",
            "say it: `parse::<i64>()`",
        ),
    }
}
