//! `Regex::new`: the pattern is compiled here.

use super::{Arguments, Lower};
use crate::check::hir::ExprKind;
use crate::diag::Code;
use crate::python::{Expr, call, name};
use crate::regex;

pub(crate) fn new(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let [pattern] = arguments.exprs else { return Expr::None };
    let ExprKind::Str(text) = &pattern.kind else {
        return lower.error(
            Code::Regex,
            pattern.span,
            "a pattern that is computed cannot be shipped: it is compiled here, for another engine",
            "write the pattern as a literal in `Regex::new(..)`",
        );
    };
    let compiled = match regex::translate(text) {
        Ok(translated) if translated.has_classes => call("gear_regex", vec![Expr::Str(translated.pattern)]),
        Ok(translated) => name("re").attribute("compile").call(vec![Expr::Str(translated.pattern)]),
        Err(refusal) => return lower.error(Code::Regex, pattern.span, refusal.message, &refusal.help),
    };
    Expr::Tuple(vec![Expr::True, compiled])
}
