//! Options, and texts that are parsed, with a default for what is not there.

use super::forms::{default_of, pair, receiver_type};
use super::present::Present;
use super::{Arguments, Lower};
use crate::check::hir::{self, ExprKind};
use crate::python::{BinaryOp, Expr, call, name};
use crate::types::{Int, Ty};

/// `map.get(key).cloned().unwrap_or(default)`: what comes out is copied, so that nothing need be looked at twice.
fn copied_after(
    lower: &mut Lower<'_>,
    arguments: &mut Arguments<'_>,
    of: fn(&mut Lower<'_>, &mut Arguments<'_>) -> Expr,
) -> Expr {
    let [option, rest @ ..] = arguments.exprs else { return Expr::None };
    let cloned = match &option.kind {
        ExprKind::Method(method) if matches!(method.name.as_str(), "cloned" | "copied") => {
            method.arguments.first().filter(|_| matches!(lower.ty(option), Ty::Option(_)))
        }
        _ => None,
    };
    let Some(inner) = cloned.filter(|_| !arguments.result.is_immutable()) else {
        return of(lower, arguments);
    };
    let exprs: Vec<hir::Expr> = std::iter::once(inner).chain(rest).cloned().collect();
    let value = of(lower, &mut Arguments { exprs: &exprs, result: arguments.result.clone(), ..*arguments });
    lower.copy_of(value, &arguments.result)
}

/// `unwrap_or_default`, of options and results.
pub(crate) fn unwrap_or_default(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    copied_after(lower, arguments, value_or_default)
}

fn value_or_default(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let default = default_of(lower, &arguments.result.clone(), arguments);
    if let Some((text, ty)) = parsed(lower, arguments) {
        let text = lower.value(text);
        return number(ty, vec![text, default]);
    }
    let result = matches!(receiver_type(lower, arguments), Ty::Result(..));
    let (value, _) = pair(lower, arguments);
    if result {
        let value = lower.simple("value", value);
        let ok = value.clone().subscript(Expr::Int(0));
        return Expr::if_else(ok, value.subscript(Expr::Int(1)), default);
    }
    some_or(lower, value, default, &arguments.result)
}

/// `Option::unwrap_or`.
pub(crate) fn option_unwrap_or(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    copied_after(lower, arguments, option_or)
}

fn option_or(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let [option, written] = arguments.exprs else { return Expr::None };
    let option = lower.parted(option);
    let (default, statements) = lower.buffered(|lower| lower.value(written));
    let value = match option {
        Ok(present) if statements.is_empty() && (default.is_pure() || super::attempt::is_plain(written)) => {
            return present.or(default);
        }
        Ok(present) => present.or(Expr::None),
        Err(value) => value,
    };
    // Rust evaluates the default in any case, after the option.
    let value =
        if statements.is_empty() || value.is_constant() { value } else { lower.spill("value", value) };
    lower.out.extend(statements);
    some_or(lower, value, default, &arguments.result)
}

/// `Option::and_then`.
pub(crate) fn and_then(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    match lower.template("None if {0} is None else {1}({0})", arguments) {
        // `text.and_then(|text| text.parse().ok())`: of nothing that makes nothing by itself.
        Expr::IfElse { test, then, otherwise } => match (*test, *otherwise) {
            (Expr::Binary(BinaryOp::Is, value, _), number) if is_number(&number, Some(&value)) => number,
            (test, otherwise) => Expr::IfElse { test: Box::new(test), then, otherwise: Box::new(otherwise) },
        },
        other => other,
    }
}

/// `Result::unwrap_or`.
pub(crate) fn result_unwrap_or(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    match (parsed(lower, arguments), arguments.exprs.get(1)) {
        (Some((text, ty)), Some(default)) => {
            let values = lower.operands([text, default]);
            number(ty, values)
        }
        // `text.parse().map(f).unwrap_or(default)`
        (None, Some(default))
            if let Some((result, function)) = mapped(&arguments.exprs[0])
                && super::attempt::is_plain(default) =>
        {
            let (test, value) = match parsed_or_none(lower, result) {
                Some(number) => {
                    let number = lower.simple("value", number);
                    (number.clone().binary(BinaryOp::Is, Expr::None).negated(), number)
                }
                None => {
                    let result = lower.value(result);
                    let result = lower.simple("value", result);
                    (result.clone().subscript(Expr::Int(0)), result.subscript(Expr::Int(1)))
                }
            };
            let (value, statements) = lower.buffered(|lower| lower.apply(function, vec![value]));
            if !statements.is_empty() {
                lower.out.extend(statements);
            }
            let default = lower.value(default);
            Present { test, value }.or(default)
        }
        _ => lower.template("{0}[1] if {0}[0] else {1}", arguments),
    }
}

/// `Result::ok`.
pub(crate) fn result_ok(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    match parsed(lower, arguments) {
        Some((text, ty)) => {
            let text = lower.value(text);
            number(ty, vec![text])
        }
        None => lower.template("{0}[1] if {0}[0] else None", arguments),
    }
}

/// `Result::is_ok` and `is_err`.
pub(crate) fn result_is_ok(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let ok = match parsed(lower, arguments) {
        Some((text, ty)) => {
            let text = lower.value(text);
            number(ty, vec![text]).binary(BinaryOp::IsNot, Expr::None)
        }
        None => lower.template("{0}[0]", arguments),
    };
    if arguments.method == "is_ok" { ok } else { ok.negated() }
}

/// The value, or the default if it is `None`.
fn some_or(lower: &mut Lower<'_>, value: Expr, default: Expr, ty: &Ty) -> Expr {
    let value = match value {
        // `map.get(key).unwrap_or(default)`, and `text.parse().ok().unwrap_or(default)`
        Expr::Call { function, mut arguments, keywords }
            if arguments.len() == 1 && (is_get(&function) || is_parser(&function)) =>
        {
            arguments.push(default);
            return Expr::Call { function, arguments, keywords };
        }
        value => value,
    };
    if is_only_falsy(&default, ty) {
        return value.binary(BinaryOp::Or, default);
    }
    let value = lower.simple("value", value);
    // Rust evaluates the default in any case.
    let default = if default.is_pure() { default } else { lower.spill("value", default) };
    Expr::if_else(value.clone().binary(BinaryOp::Is, Expr::None), default, value)
}

/// What is there already, or the zero: the first time, it is `None`.
pub(crate) fn or_zero(value: Expr, zero: Expr, ty: &Ty) -> Expr {
    if is_only_falsy(&zero, ty) {
        return value.binary(BinaryOp::Or, zero);
    }
    Expr::if_else(value.clone().binary(BinaryOp::Is, Expr::None), zero, value)
}

/// Whether it is [`number`] without a default, of a given text.
fn is_number(value: &Expr, text: Option<&Expr>) -> bool {
    match value {
        Expr::Call { function, arguments, .. } => {
            is_parser(function) && arguments.first() == text && arguments.len() == 1
        }
        _ => false,
    }
}

fn is_parser(function: &Expr) -> bool {
    matches!(function, Expr::Name(helper) if helper == "gear_to_int" || helper == "gear_to_float")
}

/// A conditional expression. The helpers that parse look themselves whether there is a text.
pub(super) fn if_else(test: Expr, then: Expr, otherwise: Expr) -> Expr {
    if let Expr::Binary(BinaryOp::IsNot, text, none) = &test
        && **none == Expr::None
        && let Expr::Call { function, arguments, .. } = &then
        && is_parser(function)
        && arguments.first() == Some(&**text)
        && *arguments.get(1).unwrap_or(&Expr::None) == otherwise
        && otherwise.is_constant()
    {
        return then;
    }
    Expr::if_else(test, then, otherwise)
}

/// Whether it is the `get` of a dict.
fn is_get(function: &Expr) -> bool {
    matches!(function, Expr::Attribute(_, method) if method == "get")
}

/// Whether a value is the only one of its type that Python takes for false. Of floats there are two.
pub(crate) fn is_only_falsy(value: &Expr, ty: &Ty) -> bool {
    match (value, ty) {
        (Expr::Int(0), Ty::Int(_)) | (Expr::False, Ty::Bool) => true,
        (Expr::Str(text), Ty::Str) => text.is_empty(),
        (Expr::List(items), Ty::List(_) | Ty::Deque(_)) | (Expr::Set(items), Ty::Set { .. }) => {
            items.is_empty()
        }
        (Expr::Dict(entries), Ty::Map { .. }) => entries.is_empty(),
        _ => false,
    }
}

/// The text and the type of a receiver `text.parse()` whose error nobody looks at.
pub(super) fn parsed<'e>(lower: &Lower<'_>, arguments: &Arguments<'e>) -> Option<(&'e hir::Expr, Ty)> {
    parsed_text(lower, arguments.exprs.first()?)
}

fn parsed_text<'e>(lower: &Lower<'_>, receiver: &'e hir::Expr) -> Option<(&'e hir::Expr, Ty)> {
    let (Ty::Result(wanted, _), ExprKind::Method(call)) = (lower.ty(receiver), &receiver.kind) else {
        return None;
    };
    let text = call.arguments.first()?;
    let is_parse = call.name == "parse" && lower.ty(text) == Ty::Str;
    (is_parse && matches!(*wanted, Ty::Int(_) | Ty::Float)).then_some((text, *wanted))
}

/// The result and the function of `result.map(function)`.
fn mapped(expr: &hir::Expr) -> Option<(&hir::Expr, &hir::Expr)> {
    match &expr.kind {
        ExprKind::Method(call) if call.name == "map" => match &call.arguments[..] {
            [result, function] => Some((result, function)),
            _ => None,
        },
        _ => None,
    }
}

/// Whether an expression is `text.parse()` of a number.
pub(super) fn is_parsed(lower: &Lower<'_>, result: &hir::Expr) -> bool {
    parsed_text(lower, result).is_some()
}

/// `text.parse()` whose error nobody looks at, as an option.
pub(super) fn parsed_or_none(lower: &mut Lower<'_>, receiver: &hir::Expr) -> Option<Expr> {
    let (text, ty) = parsed_text(lower, receiver)?;
    let text = lower.value(text);
    Some(number(ty, vec![text]))
}

/// What a text is as a number, or else the default, which is the second argument.
fn number(ty: Ty, arguments: Vec<Expr>) -> Expr {
    parser(["gear_to_int", "gear_to_float"], &ty, arguments)
}

/// The call of one of two helpers; that for integers knows the bounds of `i64`.
pub(super) fn parser([int_parser, float_parser]: [&str; 2], ty: &Ty, arguments: Vec<Expr>) -> Expr {
    let Ty::Int(int) = ty else { return call(float_parser, arguments) };
    let bounds = [("low", int.min(), Int::I64.min()), ("high", int.max(), Int::I64.max())];
    let other = bounds.into_iter().filter(|(_, bound, usual)| bound != usual);
    let keywords = other.map(|(keyword, bound, _)| (keyword.to_owned(), Expr::Int(bound))).collect();
    Expr::Call { function: Box::new(name(int_parser)), arguments, keywords }
}

/// `list.first().copied().flatten()`: of both ways to have nothing, Python's `None` is the outcome.
pub(crate) fn flatten(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let [option] = arguments.exprs else { return Expr::None };
    let plain = !lower.types.in_python(&arguments.result).is_boxed();
    match flattened(option, &arguments.result).filter(|_| plain) {
        Some(option) => lower.value(&option),
        None => lower.template("None if {0} is None else {0}[0]", arguments),
    }
}

/// An option of an option that is at once flattened, as the option that this gives: nobody asks which of the two is missing.
fn flattened(option: &hir::Expr, ty: &Ty) -> Option<hir::Expr> {
    let ExprKind::Method(call) = &option.kind else { return None };
    let mut call = call.clone();
    match (call.name.as_str(), &mut call.arguments[..]) {
        ("copied" | "cloned" | "as_ref", [inner]) => *inner = flattened(inner, ty)?,
        ("get" | "first" | "last" | "front" | "back" | "find" | "next" | "nth" | "map", _) => {}
        ("pop" | "pop_front" | "pop_back" | "remove", _) => {}
        _ => return None,
    }
    Some(hir::Expr { kind: ExprKind::Method(call), ty: ty.clone(), span: option.span })
}
