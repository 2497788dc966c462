//! Closures that get a place to change: `entry(key).and_modify(|value| *value += 1)` and `scan(0, |sum, x| { *sum += x; .. })`.

use super::closure::returns;
use super::{Arguments, Lower};
use crate::check::hir::{self, Closure, ExprKind, MethodCall};
use crate::diag::Code;
use crate::python::{BinaryOp, Expr, Stmt, StmtKind, call};
use crate::types::Ty;

fn closure_of<'e>(lower: &mut Lower<'_>, function: &'e hir::Expr, method: &str) -> Option<&'e Closure> {
    if let ExprKind::Closure(closure) = &function.kind {
        return Some(closure);
    }
    lower.error(
        Code::UnsupportedExpression,
        function.span,
        format!("the function of `{method}` changes what it gets by reference, which only a closure that is written here can"),
        &format!("write the closure here: `{method}(|value| ..)`"),
    );
    None
}

/// `Iterator::scan`: the state is the only element of a list.
pub(crate) fn scan(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let [iter, state, function] = arguments.exprs else { return Expr::None };
    let Some(closure) = closure_of(lower, function, "scan") else { return Expr::None };
    let mut values = lower.operands([iter, state]);
    let step = lower.function_on_place(closure, |state| state.subscript(Expr::Int(0)));
    let step = lower.defined("step", step);
    values.push(step);
    values[0] = super::forms::without_iter(values[0].clone());
    call("gear_scan", values)
}

/// `Entry::and_modify` by itself.
pub(crate) fn and_modify(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let Some((map, key, then)) = modified(lower, arguments.exprs) else { return Expr::None };
    let test = key.binary(BinaryOp::In, map);
    lower.push(StmtKind::If { test, then, otherwise: Vec::new() });
    Expr::None
}

/// `entry(key).and_modify(f).or_insert(value)`: what is there is changed, or the value is put there. `None` for a plain entry.
pub(crate) fn or_insert(
    lower: &mut Lower<'_>,
    arguments: &Arguments<'_>,
    default: Option<Expr>,
) -> Option<Expr> {
    let ExprKind::Method(entry) = &arguments.exprs.first()?.kind else { return None };
    if entry.name != "and_modify" {
        return None;
    }
    let Some((map, key, then)) = modified(lower, &entry.arguments) else { return Some(Expr::None) };
    let lazy = arguments.method == "or_insert_with";
    let (default, before) = match (default, arguments.exprs.get(1)) {
        (Some(default), _) => (default, Vec::new()),
        (None, Some(make)) if lazy => lower.buffered(|lower| lower.apply(make, Vec::new())),
        (None, Some(value)) => lower.buffered(|lower| lower.value(value)),
        (None, None) => return Some(Expr::None),
    };
    let place = map.clone().subscript(key.clone());
    let test = key.clone().binary(BinaryOp::In, map.clone());
    if lazy || before.is_empty() && default.is_pure() {
        let ((), otherwise) = lower.buffered(|lower| {
            lower.out.extend(before);
            lower.push(StmtKind::Assign(place.clone(), default));
        });
        lower.push(StmtKind::If { test, then, otherwise });
    } else {
        // Rust makes the value in any case, and after the change.
        lower.push(StmtKind::If { test, then, otherwise: Vec::new() });
        lower.out.extend(before);
        lower.push(StmtKind::Expr(map.attribute("setdefault").call(vec![key, default])));
    }
    Some(place)
}

/// `let value = map.entry(key).or_insert(0);`, of which the place is changed afterwards.
pub(super) fn entry_value(lower: &mut Lower<'_>, method: &MethodCall, result: Ty) -> Option<Expr> {
    let arguments =
        Arguments { method: &method.name, exprs: &method.arguments, result, span: method.name_span };
    let default = (method.name == "or_default")
        .then(|| super::forms::default_of(lower, &arguments.result.clone(), &arguments));
    if let Some(place) = or_insert(lower, &arguments, default.clone()) {
        return Some(place);
    }
    let (map, key) = super::forms::entry_parts(lower, arguments.exprs.first()?)?;
    let given = arguments.exprs.get(1);
    let mut values = lower
        .operands([map, key].into_iter().chain(given.filter(|_| method.name == "or_insert")))
        .into_iter();
    let (map, key) = (values.next()?, values.next()?);
    let map = if map.is_pure() { map } else { lower.spill("map", map) };
    let key = if lower.is_stable(&key) { key } else { lower.spill("key", key) };
    let place = map.clone().subscript(key.clone());
    match (default.or_else(|| values.next()), given) {
        (Some(value), _) => {
            lower.push(StmtKind::Expr(map.attribute("setdefault").call(vec![key, value])));
        }
        (None, Some(make)) => {
            let of_the_key = method.name == "or_insert_with_key";
            let ((), then) = lower.buffered(|lower| {
                let value = lower.inline(make, of_the_key.then(|| key.clone()).into_iter().collect());
                lower.push(StmtKind::Assign(place.clone(), value));
            });
            lower.push(StmtKind::If { test: key.binary(BinaryOp::NotIn, map), then, otherwise: Vec::new() });
        }
        (None, None) => return None,
    }
    Some(place)
}

/// The map and the key of `entry(key).and_modify(f)`, which can stand twice, and what changes the value.
fn modified(lower: &mut Lower<'_>, arguments: &[hir::Expr]) -> Option<(Expr, Expr, Vec<Stmt>)> {
    let [receiver, function] = arguments else { return None };
    let (map, key) = super::forms::entry_parts(lower, receiver)?;
    let closure = closure_of(lower, function, "and_modify")?;
    let mut values = lower.operands([map, key]).into_iter();
    let (map, key) = (values.next()?, values.next()?);
    let (map, key) = (lower.simple("map", map), lower.simple("key", key));
    let place = map.clone().subscript(key.clone());
    let ((), then) = lower.buffered(|lower| {
        if let Some(parameter) = closure.parameters.first() {
            lower.bind(parameter, place);
        }
        if let Some(value) = lower.effect(&closure.body) {
            lower.push(StmtKind::Expr(value));
        }
    });
    if then.iter().any(returns) {
        let help = "use `if` instead of `return`";
        lower.error(
            Code::UnsupportedExpression,
            function.span,
            "`return` leaves the function around `and_modify` in Python",
            help,
        );
        return None;
    }
    let then =
        if then.is_empty() { lower.buffered(|lower| lower.push(StmtKind::Expr(Expr::None))).1 } else { then };
    Some((map, key, then))
}
