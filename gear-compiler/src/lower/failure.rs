//! What a program says when it fails: the words of std, for the values that it shows.

use super::debug::Layout;
use super::fallback::{parsed, parser};
use super::format::{joined, pieces_of};
use super::forms::pair;
use super::{Arguments, Lower, operator};
use crate::check::hir::{self, BinaryOp, Format};
use crate::python::{Expr, Piece, StmtKind, call, name};
use crate::types::Ty;
use proc_macro2::Span;

impl Lower<'_> {
    /// `assert_eq!` and `assert_ne!`.
    pub(super) fn assert_compare(
        &mut self,
        op: BinaryOp,
        sides: &[hir::Expr; 2],
        message: &Format,
        span: Span,
    ) {
        let [left, right] = sides;
        let right_ty = self.ty(right);
        let ty = self.operand_type(left, right);
        // `{:?}` writes the name of a struct too.
        let [left_shown, right_shown] = [left, right].map(|side| self.types.resolve(&side.ty));
        let shown = is_shown(&left_shown) && is_shown(&right_shown);
        let mut values = self.operands(sides);
        if shown {
            values = values.into_iter().map(|value| self.simple("value", value)).collect();
        }
        let [left, right] = &values[..] else { return };
        let test = operator::binary(self, op, (left.clone(), right.clone()), (&ty, &right_ty), span);
        let sign = if op == BinaryOp::Eq { "==" } else { "!=" };
        let at = self.at;
        let ((), then) = self.buffered(|this| {
            let mut text = vec![Piece::Text(format!("assertion `left {sign} right` failed"))];
            if !message.pieces.is_empty() {
                text.push(Piece::Text(": ".to_owned()));
                text.extend(pieces_of(this.format(message)));
            }
            if shown {
                for (side, value, ty) in
                    [("\n  left: ", left, &left_shown), ("\n right: ", right, &right_shown)]
                {
                    text.push(Piece::Text(side.to_owned()));
                    text.extend(pieces_of(this.debug(value.clone(), ty, Layout::Message, span)));
                }
            }
            this.at = at;
            this.push(StmtKind::Raise(call("RuntimeError", vec![joined(text)])));
        });
        self.push(StmtKind::If { test: test.negated(), then, otherwise: Vec::new() });
    }

    /// A function that gives `{:?}` of a value; of a type whose text is not known here, what Python says of it.
    fn debugger(&mut self, ty: &Ty, span: Span) -> Expr {
        match ty {
            Ty::Str => name("gear_debug_str"),
            Ty::Char => name("gear_debug_char"),
            Ty::Float => name("gear_debug_float"),
            ty if *ty == Ty::error() => name("gear_debug_error"),
            Ty::Int(_) => name("str"),
            Ty::Named(path) => self.debugger_of(path, Layout::Message, span).unwrap_or_else(|| name("str")),
            ty if is_shown(ty) => {
                let parameter = self.fresh("error");
                let body = Box::new(self.debug(name(parameter.clone()), ty, Layout::Message, span));
                Expr::Lambda { parameters: vec![parameter], body }
            }
            _ => name("str"),
        }
    }
}

/// Whether `{:?}` of a type is the same text in Python.
fn is_shown(ty: &Ty) -> bool {
    match ty {
        Ty::Str | Ty::Char | Ty::Float | Ty::Int(_) | Ty::Bool | Ty::Unit | Ty::Ordering => true,
        Ty::List(item) | Ty::Deque(item) | Ty::Option(item) | Ty::Set { sorted: true, item } => {
            is_shown(item)
        }
        Ty::Map { sorted: true, key, value } | Ty::Result(key, value) => is_shown(key) && is_shown(value),
        Ty::Tuple(items) => items.iter().all(is_shown),
        // Whether it is an error, or has a text of its own, the linker knows.
        Ty::Named(_) => true,
        _ => false,
    }
}

/// The two types of a receiver that is a result.
fn parts(lower: &Lower<'_>, arguments: &Arguments<'_>) -> (Ty, Ty) {
    match arguments.exprs.first().map(|receiver| lower.types.resolve(&receiver.ty)) {
        Some(Ty::Result(ok, err)) => (*ok, *err),
        _ => (Ty::Unknown, Ty::Unknown),
    }
}

/// `Option::unwrap`.
pub(crate) fn unwrap_option(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    match pair(lower, arguments).0 {
        // `cmd::get(key).unwrap()`
        Expr::Call { function, arguments, .. } if *function == name("gear_text") => {
            call("gear_some_text", arguments)
        }
        value => call("gear_unwrap", vec![value]),
    }
}

/// `Result::unwrap`.
pub(crate) fn unwrap_result(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    if let Some((text, ty)) = parsed(lower, arguments) {
        let text = lower.value(text);
        return parser(["gear_parsed_int", "gear_parsed_float"], &ty, vec![text]);
    }
    let (_, err) = parts(lower, arguments);
    let (value, _) = pair(lower, arguments);
    match value {
        Expr::Tuple(mut parts) if parts.len() == 2 && parts[0] == Expr::True => parts.remove(1),
        value => call("gear_unwrap_result", vec![value, lower.debugger(&err, arguments.span)]),
    }
}

/// `Result::expect`.
pub(crate) fn expect_result(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let (_, err) = parts(lower, arguments);
    match pair(lower, arguments) {
        (Expr::Tuple(mut parts), _) if parts.len() == 2 && parts[0] == Expr::True => parts.remove(1),
        (value, message) => {
            call("gear_expect_result", vec![value, message, lower.debugger(&err, arguments.span)])
        }
    }
}

/// `Result::unwrap_err`.
pub(crate) fn unwrap_err(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let (ok, _) = parts(lower, arguments);
    let (value, _) = pair(lower, arguments);
    call("gear_unwrap_err", vec![value, lower.debugger(&ok, arguments.span)])
}

/// `Result::expect_err`.
pub(crate) fn expect_err(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let (ok, _) = parts(lower, arguments);
    let (value, message) = pair(lower, arguments);
    call("gear_expect_err", vec![value, message, lower.debugger(&ok, arguments.span)])
}
