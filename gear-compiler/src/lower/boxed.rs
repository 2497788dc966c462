//! Options of what may be Python's `None`: `Some(value)` is a tuple of one, as it is of null in JSON.

use super::catalog::{self, Form, Method, Signature};
use super::forms::pair;
use super::present::Present;
use super::{Arguments, Lower};
use crate::check::hir::{self, ExprKind, MethodCall, Pattern};
use crate::diag::Code;
use crate::python::{self, BinaryOp, Expr, StmtKind, call, name};
use crate::types::{Ty, Types};

/// `Some(value)`.
pub(super) fn boxed(value: Expr) -> Expr {
    Expr::Tuple(vec![value])
}

/// What is in a boxed option that is not `None`.
pub(super) fn unboxed(option: Expr) -> Expr {
    match option {
        Expr::Tuple(mut parts) if parts.len() == 1 => parts.remove(0),
        option => option.subscript(Expr::Int(0)),
    }
}

impl Lower<'_> {
    /// `Some(value)` of a value of this type.
    pub(super) fn some(&self, value: Expr, item: &Ty) -> Expr {
        if self.types.in_python(item).may_be_none() { boxed(value) } else { value }
    }

    /// What is in an option, of this type, that is not `None`.
    pub(super) fn in_some(&self, option: Expr, item: &Ty) -> Expr {
        if self.types.in_python(item).may_be_none() { unboxed(option) } else { option }
    }

    /// The test of what is in an option that is not `None`.
    pub(super) fn test_in_some(&mut self, inner: &Pattern, option: &Expr, item: &Ty) -> Option<Expr> {
        let value = self.in_some(option.clone(), item);
        let item = self.types.in_python(item);
        self.test(inner, &value, &item)
    }

    /// How a method is written, with the options that it takes and gives. `None` after an error.
    pub(super) fn form_of(
        &mut self,
        entry: &'static Method,
        arguments: &Arguments<'_>,
    ) -> Option<&'static Form> {
        if !self.meets_boxed(entry.on, entry.types, arguments) {
            return Some(&entry.python);
        }
        let form = catalog::of_boxed(entry);
        if form.is_none() {
            self.refuse_boxed(entry.name, arguments);
        }
        form
    }

    pub(super) fn refuse_boxed(&mut self, name: &str, arguments: &Arguments<'_>) {
        let message = format!("`{name}` is not known of an option of an option, of JSON or of `()`");
        let help = "take the value out by `match` or `if let`, or index JSON, `value[\"name\"]`, which is null where there is nothing";
        self.error(Code::Value, arguments.span, message, help);
    }

    /// Whether a boxed option stands where the types of an entry say that there is an option.
    pub(super) fn meets_boxed(
        &self,
        on: &'static str,
        types: &'static str,
        arguments: &Arguments<'_>,
    ) -> bool {
        if !on.contains("Option") && !types.contains("Option") {
            return false;
        }
        let Some(signature) = Signature::new(on, types, &mut Types::default()) else { return false };
        let receiver = (!on.is_empty()).then_some(&signature.receiver);
        let given = arguments.exprs.iter().map(|argument| self.ty(argument));
        receiver
            .into_iter()
            .chain(&signature.parameters)
            .zip(given)
            .any(|(wanted, given)| meets(wanted, &given))
            || meets(&signature.result, &self.types.in_python(&arguments.result))
    }
}

fn meets(wanted: &Ty, given: &Ty) -> bool {
    match (wanted, given) {
        (Ty::Option(wanted), Ty::Option(item)) => item.may_be_none() || meets(wanted, item),
        (Ty::Fn(wanted, output), Ty::Fn(given, result)) => {
            wanted.iter().zip(given).any(|(wanted, given)| meets(wanted, given)) || meets(output, result)
        }
        (Ty::Result(a, x), Ty::Result(b, y)) => meets(a, b) || meets(x, y),
        (Ty::Tuple(wanted), Ty::Tuple(given)) => {
            wanted.iter().zip(given).any(|(wanted, given)| meets(wanted, given))
        }
        (
            Ty::Iter(wanted) | Ty::List(wanted),
            Ty::Iter(given) | Ty::List(given) | Ty::Deque(given) | Ty::Set { item: given, .. },
        ) => meets(wanted, given),
        _ => false,
    }
}

/// `is_some` and `is_none`.
pub(crate) fn is_some(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let [option] = arguments.exprs else { return Expr::None };
    let test = match lower.parted(option) {
        Ok(present) => present.test,
        Err(whole) => whole.binary(BinaryOp::IsNot, Expr::None),
    };
    if arguments.method == "is_some" { test } else { test.negated() }
}

/// `and_then`.
pub(crate) fn and_then(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    if let [option, function] = arguments.exprs
        && let Some(read) = lower.reads(option, function, &arguments.result)
    {
        return lower.value(&read);
    }
    lower.template("None if {0} is None else {1}(inner({0}))", arguments)
}

/// `replace`.
pub(crate) fn replace(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let value = lower.value(&arguments.exprs[1]);
    super::forms::replaced(lower, arguments, boxed(value))
}

/// `HashMap::insert`.
pub(crate) fn map_insert(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let mut values = lower.operands(arguments.exprs).into_iter();
    let mut next = |wanted| {
        let value = values.next().unwrap_or(Expr::None);
        lower.simple(wanted, value)
    };
    let (map, key, value) = (next("values"), next("key"), next("value"));
    let place = map.clone().subscript(key.clone());
    let old = Expr::if_else(key.binary(BinaryOp::In, map), boxed(place.clone()), Expr::None);
    let old = lower.spill("old", old);
    lower.push(StmtKind::Assign(place, value));
    old
}

/// `Value::get`, where more is done with what it gives than to look whether it is there.
pub(crate) fn json_get(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let (value, index) = pair(lower, arguments);
    call("gear_json_get", vec![value, index])
}

impl Lower<'_> {
    /// `value.get(index)` of JSON in its parts.
    pub(super) fn json_part(&mut self, option: &hir::Expr) -> Option<Present> {
        let ExprKind::Method(call) = &option.kind else { return None };
        let [value, index] = &call.arguments[..] else { return None };
        if call.name != "get" || self.ty(value) != Ty::Json {
            return None;
        }
        let kind = match self.ty(index) {
            Ty::Str => "dict",
            Ty::Int(_) => "list",
            _ => return None,
        };
        let mut values = self.operands(&call.arguments).into_iter();
        let value = values.next().unwrap_or(Expr::None);
        let value = self.simple("value", value);
        let index = values.next().unwrap_or(Expr::None);
        let index = self.simple("index", index);
        let right_kind = python::call("isinstance", vec![value.clone(), name(kind)]);
        let within = match kind {
            "dict" => index.clone().binary(BinaryOp::In, value.clone()),
            _ => index.clone().binary(BinaryOp::Lt, python::call("len", vec![value.clone()])),
        };
        Some(Present { test: right_kind.binary(BinaryOp::And, within), value: value.subscript(index) })
    }

    /// `value.get("name").and_then(|x| x.as_str())` is `value["name"].as_str()`: null gives `None` as well.
    fn reads(&self, option: &hir::Expr, function: &hir::Expr, result: &Ty) -> Option<hir::Expr> {
        let mut call = self.of_json(function)?.clone();
        if call.arguments.len() != 1 || !call.name.starts_with("as_") || call.name == "as_null" {
            return None;
        }
        call.arguments[0] = self.or_null(option)?;
        Some(hir::Expr { kind: ExprKind::Method(Box::new(call)), ty: result.clone(), span: option.span })
    }

    /// An option of JSON as JSON, with null where there is none.
    fn or_null(&self, option: &hir::Expr) -> Option<hir::Expr> {
        let ExprKind::Method(call) = &option.kind else { return None };
        let whole = call.arguments.first()?;
        let kind = match (call.name.as_str(), &call.arguments[..]) {
            ("get", [value, index]) if self.ty(value) == Ty::Json => {
                ExprKind::Index(Box::new(value.clone()), Box::new(index.clone()))
            }
            ("get", _) if matches!(self.ty(whole), Ty::Map { .. }) => option.kind.clone(),
            ("and_then", [option, function]) => match (self.of_json(function)?, self.or_null(option)?) {
                (MethodCall { name, arguments, .. }, value)
                    if name == "get" && super::attempt::is_plain(&arguments[1]) =>
                {
                    ExprKind::Index(Box::new(value), Box::new(arguments[1].clone()))
                }
                _ => return None,
            },
            _ => return None,
        };
        Some(hir::Expr { kind, ty: Ty::Json, span: option.span })
    }

    /// The method of JSON that a closure calls on its parameter, which stands nowhere else.
    fn of_json<'e>(&self, function: &'e hir::Expr) -> Option<&'e MethodCall> {
        let ExprKind::Closure(closure) = &function.kind else { return None };
        let ([Pattern::Bind(local, None)], ExprKind::Method(call)) =
            (&closure.parameters[..], &closure.body.kind)
        else {
            return None;
        };
        let is_local =
            |expr: &hir::Expr| matches!(expr.place().kind, ExprKind::Local(read) if read == *local);
        let [receiver, rest @ ..] = &call.arguments[..] else { return None };
        let once = is_local(receiver) && !rest.iter().any(is_local);
        (once && self.ty(receiver) == Ty::Json).then_some(call)
    }
}
