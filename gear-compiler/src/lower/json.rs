//! serde_json: trees of JSON are Python's own values, with `None` for null.

use super::{Arguments, Lower};
use crate::check::hir::{self, Json, JsonKind};
use crate::diag::Code;
use crate::python::{BinaryOp, Expr, call, name};
use crate::types::Ty;
use proc_macro2::Span;

impl Lower<'_> {
    /// `json!(..)`: its values are evaluated in order, then the tree is built of them.
    pub(super) fn json(&mut self, tree: &Json) -> Expr {
        let mut exprs = Vec::new();
        collect(tree, &mut exprs);
        let types: Vec<Ty> = exprs.iter().map(|expr| self.ty(expr)).collect();
        if let Some((expr, _)) = exprs.iter().zip(&types).find(|(_, ty)| ty.has_boxed()) {
            let message = "an option of an option, of JSON or of `()` cannot be told apart from null in JSON";
            self.error(
                Code::Value,
                expr.span,
                message,
                "take the value out before: `.cloned().unwrap_or_default()`",
            );
        }
        let values = self.operands(exprs.iter().copied());
        let values = values.into_iter().zip(types).map(|(value, ty)| to_json(value, &ty)).collect::<Vec<_>>();
        build(tree, &mut values.into_iter())
    }
}

fn collect<'t>(tree: &'t Json, exprs: &mut Vec<&'t hir::Expr>) {
    match tree {
        Json::Null => {}
        Json::Value(value) => exprs.push(value),
        Json::Array(items) => items.iter().for_each(|item| collect(item, exprs)),
        Json::Object(entries) => entries.iter().for_each(|(key, value)| {
            exprs.push(key);
            collect(value, exprs);
        }),
    }
}

fn build(tree: &Json, values: &mut impl Iterator<Item = Expr>) -> Expr {
    match tree {
        Json::Null => Expr::None,
        Json::Value(_) => values.next().unwrap_or(Expr::None),
        Json::Array(items) => Expr::List(items.iter().map(|item| build(item, values)).collect()),
        Json::Object(entries) => {
            let entry = |(_, value): &(hir::Expr, Json)| {
                let key = values.next().unwrap_or(Expr::None);
                (key, build(value, values))
            };
            Expr::Dict(entries.iter().map(entry).collect())
        }
    }
}

/// A value as a tree: those that are trees already stay.
fn to_json(value: Expr, ty: &Ty) -> Expr {
    match ty {
        Ty::Bool | Ty::Int(_) | Ty::Str | Ty::Char | Ty::Json => value,
        Ty::List(item) if matches!(**item, Ty::Bool | Ty::Int(_) | Ty::Str | Ty::Char | Ty::Json) => {
            call("list", vec![value])
        }
        _ => call("gear_to_json", vec![value]),
    }
}

/// Whether a tree is of a variant of `serde_json::Value`.
pub(super) fn is_kind(kind: JsonKind, value: Expr) -> Expr {
    let is = |value, ty| call("isinstance", vec![value, name(ty)]);
    match kind {
        JsonKind::Null => value.binary(BinaryOp::Is, Expr::None),
        JsonKind::Bool => is(value, "bool"),
        // For Python, `True` is a number too.
        JsonKind::Number => {
            call("type", vec![value]).binary(BinaryOp::In, Expr::Tuple(vec![name("int"), name("float")]))
        }
        JsonKind::String => is(value, "str"),
        JsonKind::Array => is(value, "list"),
        JsonKind::Object => is(value, "dict"),
    }
}

/// `from_str` and `from_value`: the second argument is the type's check.
pub(crate) fn from_str(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    call("gear_from_json", lower.operands(arguments.exprs))
}

pub(crate) fn from_value(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    call("gear_from_value", lower.operands(arguments.exprs))
}

/// The second argument is the type's writer.
pub(crate) fn to_string(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    if !check_keys(lower, arguments) {
        return Expr::None;
    }
    let mut values = lower.operands(arguments.exprs).into_iter();
    let (value, writer) = (values.next().unwrap_or(Expr::None), values.next().unwrap_or(Expr::None));
    Expr::Tuple(vec![Expr::True, call("gear_json_text", vec![writer.call(vec![value])])])
}

pub(crate) fn to_value(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    if !check_keys(lower, arguments) {
        return Expr::None;
    }
    let ty = arguments.exprs.first().map_or(Ty::Unknown, |value| lower.ty(value));
    let mut values = lower.operands(arguments.exprs).into_iter();
    Expr::Tuple(vec![Expr::True, to_json(values.next().unwrap_or(Expr::None), &ty)])
}

/// Names in an object are text: where serde_json would give an error, the program is refused.
fn check_keys(lower: &mut Lower<'_>, arguments: &Arguments<'_>) -> bool {
    fn plain(ty: &Ty) -> bool {
        match ty {
            Ty::Map { key, value, .. } => {
                matches!(**key, Ty::Str | Ty::Char | Ty::Int(_) | Ty::Bool | Ty::Named(_) | Ty::Unknown)
                    && plain(value)
            }
            Ty::List(item) | Ty::Deque(item) | Ty::Option(item) | Ty::Set { item, .. } => plain(item),
            Ty::Tuple(items) => items.iter().all(plain),
            Ty::Result(..) | Ty::Fn(..) | Ty::Iter(_) | Ty::Value => false,
            _ => true,
        }
    }
    let known = arguments.exprs.first().is_none_or(|value| plain(&lower.ty(value)));
    if !known {
        lower.error(
            Code::Value,
            arguments.span,
            "a value of this type has no equal in JSON",
            "write numbers, text, `Option`, lists, tuples, `#[gear]` types, and maps with text or numbers as keys",
        );
    }
    known
}

/// `value["name"]`, `value[0]`: null where there is nothing.
pub(super) fn index(base: Expr, index: Expr) -> Expr {
    call("gear_json_at", vec![base, index])
}

/// `==` where a tree is on one side at least.
pub(super) fn equal(lower: &mut Lower<'_>, (a, b): (Expr, Expr), types: (&Ty, &Ty), span: Span) -> Expr {
    let number = |tree| call("gear_json_number", vec![tree]);
    match types {
        // serde_json compares with a float as `as_f64` gives it.
        (Ty::Option(_), _) | (_, Ty::Option(_)) if a == Expr::None => b.binary(BinaryOp::Is, a),
        (Ty::Option(_), _) | (_, Ty::Option(_)) if b == Expr::None => a.binary(BinaryOp::Is, b),
        (Ty::Option(a_item), Ty::Option(b_item)) if a_item.is_tree() && b_item.is_tree() => {
            call("gear_json_equal", vec![a, b])
        }
        (Ty::Json, Ty::Float) => number(a).binary(BinaryOp::Eq, b),
        (Ty::Float, Ty::Json) => a.binary(BinaryOp::Eq, number(b)),
        // Nothing but text is equal to text in Python too.
        (Ty::Json, Ty::Str) | (Ty::Str, Ty::Json) => a.binary(BinaryOp::Eq, b),
        (Ty::Json | Ty::List(_) | Ty::Deque(_) | Ty::Map { .. }, other) | (other, Ty::Json)
            if !matches!(other, Ty::Unknown | Ty::Named(_)) =>
        {
            call("gear_json_equal", vec![a, b])
        }
        _ => lower.error(
            Code::UnknownType,
            span,
            "the type that JSON is compared with here is not known",
            "compare what is in it: `value.as_i64() == Some(1)`",
        ),
    }
}
