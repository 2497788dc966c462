//! Catalog entries whose Python depends on types, or on what is around.

use super::catalog::{Method, methods};
use super::expr::is_settled;
use super::order_key::unreversed;
use super::{Arguments, Lower};
use crate::check::LinkKind;
use crate::check::hir::{self, BinaryOp, ExprKind, MethodCall};
use crate::diag::Code;
use crate::python::{self, Expr, StmtKind, call, name};
use crate::types::{Int, Ty};
use proc_macro2::Span;

/// Drops the `iter(..)` around what is iterated anyway.
pub(crate) fn without_iter(value: Expr) -> Expr {
    match value {
        Expr::Call { function, mut arguments, keywords }
            if *function == name("iter") && arguments.len() == 1 && keywords.is_empty() =>
        {
            arguments.pop().unwrap_or(Expr::None)
        }
        other => other,
    }
}

fn values(lower: &mut Lower<'_>, arguments: &Arguments<'_>) -> std::vec::IntoIter<Expr> {
    lower.operands(arguments.exprs).into_iter()
}

pub(super) fn pair(lower: &mut Lower<'_>, arguments: &Arguments<'_>) -> (Expr, Expr) {
    let mut values = values(lower, arguments);
    (values.next().unwrap_or(Expr::None), values.next().unwrap_or(Expr::None))
}

pub(super) fn receiver_type(lower: &Lower<'_>, arguments: &Arguments<'_>) -> Ty {
    arguments.exprs.first().map_or(Ty::Unknown, |receiver| lower.ty(receiver))
}

/// `to_string` of a value whose type is not visible, or whose own it is.
pub(crate) fn display(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let ty = arguments.exprs.first().map_or(Ty::Unknown, |receiver| lower.types.resolve(&receiver.ty));
    let span = arguments.exprs.first().map_or_else(Span::call_site, |receiver| receiver.span);
    let (value, _) = pair(lower, arguments);
    lower.display(value, &ty, span)
}

/// Python's `in` takes a NaN for equal to itself.
pub(crate) fn list_contains(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let identity = matches!(receiver_type(lower, arguments), Ty::List(item) | Ty::Deque(item) if lower.types.is_partial(&item) || *item == Ty::Unknown);
    let (list, item) = pair(lower, arguments);
    if identity { call("gear_contains", vec![list, item]) } else { item.binary(python::BinaryOp::In, list) }
}

fn check_order(lower: &mut Lower<'_>, ty: &Ty, arguments: &Arguments<'_>) {
    if !super::has_order(ty) {
        lower.unordered(arguments.span);
    }
}

pub(crate) fn sort(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let item = match receiver_type(lower, arguments) {
        Ty::List(item) => *item,
        _ => Ty::Unknown,
    };
    check_order(lower, &item, arguments);
    let (item, reverse) = unreversed(&item);
    let key = lower.element_key(item, arguments.span);
    let list = lower.value(&arguments.exprs[0]);
    let key = key.map(|key| lower.value(&key));
    sorted_in_place(list, key, reverse)
}

/// `list.sort(key=key, reverse=True)`
fn sorted_in_place(list: Expr, key: Option<Expr>, reverse: bool) -> Expr {
    let mut keywords: Vec<(String, Expr)> = key.map(|key| ("key".to_owned(), key)).into_iter().collect();
    if reverse {
        // Equal elements keep their order all the same.
        keywords.push(("reverse".to_owned(), Expr::True));
    }
    Expr::Call { function: Box::new(list.attribute("sort")), arguments: Vec::new(), keywords }
}

fn key_type(lower: &Lower<'_>, arguments: &Arguments<'_>) -> Ty {
    match arguments.exprs.get(1).map(|key| lower.ty(key)) {
        Some(Ty::Fn(_, key)) => *key,
        _ => Ty::Unknown,
    }
}

pub(crate) fn sort_by_key(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    check_order(lower, &key_type(lower, arguments), arguments);
    let [list, key] = arguments.exprs else { return Expr::None };
    let total = cannot_panic(key);
    let (key, reverse) = lower.sorting_key(key);
    let mut values = lower.operands([list, &key]).into_iter();
    let (list, key) = (values.next().unwrap_or(Expr::None), values.next());
    let list = if total { list } else { lower.simple("list", list) };
    let sort = sorted_in_place(list.clone(), key, reverse);
    if total {
        return sort;
    }
    // Rust asks for no key where there is nothing to compare; Python always does.
    let at = lower.here();
    let then = vec![python::Stmt { kind: StmtKind::Expr(sort), at }];
    let test = call("len", vec![list]).binary(python::BinaryOp::Gt, Expr::Int(1));
    lower.push(StmtKind::If { test, then, otherwise: Vec::new() });
    Expr::None
}

/// Whether evaluating a key cannot fail: it is made of parts of the record.
fn cannot_panic(key: &hir::Expr) -> bool {
    match &key.kind {
        ExprKind::Closure(closure) => cannot_panic(&closure.body),
        ExprKind::Bool(_) | ExprKind::Int(_) | ExprKind::Str(_) | ExprKind::Local(_) => true,
        ExprKind::Field(of, _)
        | ExprKind::TupleField(of, _)
        | ExprKind::Payload(of, _)
        | ExprKind::Not(of)
        | ExprKind::Negate(of)
        | ExprKind::Reverse(of)
        | ExprKind::OrderKey(of, _) => cannot_panic(of),
        ExprKind::Tuple(parts) => parts.iter().all(cannot_panic),
        ExprKind::Binary(op, a, b) => {
            let partial = matches!(op, BinaryOp::Div | BinaryOp::Rem | BinaryOp::Shl | BinaryOp::Shr);
            !partial && cannot_panic(a) && cannot_panic(b)
        }
        ExprKind::Method(call) => {
            matches!(call.name.as_str(), "abs" | "as_str" | "clone" | "len" | "to_lowercase" | "to_string")
                && call.arguments.iter().all(cannot_panic)
        }
        _ => false,
    }
}

/// `insert`, when its result is asked for.
pub(crate) fn map_insert(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let values = values(lower, arguments).collect();
    call("gear_map_insert", values)
}

pub(crate) fn set_insert(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let values = values(lower, arguments).collect();
    call("gear_set_insert", values)
}

/// A mutating method as a statement, where Python has a plainer one. `None` if it has not.
pub(super) fn statement(
    lower: &mut Lower<'_>,
    entry: &Method,
    arguments: &Arguments<'_>,
) -> Option<Option<Expr>> {
    match (entry.on, entry.name) {
        ("Map<K, V>", "insert") => {
            let mut values = values(lower, arguments);
            let (map, mut key, value) = (values.next()?, values.next()?, values.next()?);
            let any_order = key.is_pure() || value.is_pure() || (is_settled(&key) && is_settled(&value));
            if !any_order {
                // Python evaluates what is assigned first.
                key = lower.spill("key", key);
            }
            lower.push(StmtKind::Assign(map.subscript(key), value));
            Some(None)
        }
        ("Set<T>", "insert") => {
            let (set, item) = pair(lower, arguments);
            Some(Some(set.attribute("add").call(vec![item])))
        }
        ("Map<K, V>", "remove") => None,
        ("Entry<K, V>", "or_insert" | "or_insert_with") => {
            super::place::or_insert(lower, arguments, None).map(|_| None)
        }
        ("Iter<T>", "for_each") => {
            for_each_statement(lower, arguments);
            Some(None)
        }
        _ => None,
    }
}

/// An entry is only made to be used at once.
pub(crate) fn entry(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    lower.error(
        Code::UnsupportedExpression,
        arguments.span,
        "an entry cannot be kept",
        "use it at once: `map.entry(key).or_insert(value)`",
    )
}

/// The map and the key of an `entry(..)` receiver.
pub(super) fn entry_parts<'e>(
    lower: &mut Lower<'_>,
    receiver: &'e hir::Expr,
) -> Option<(&'e hir::Expr, &'e hir::Expr)> {
    match &receiver.kind {
        ExprKind::Method(call) if call.name == "entry" => match &call.arguments[..] {
            [map, key] => Some((map, key)),
            _ => None,
        },
        _ => {
            lower.error(
                Code::UnsupportedExpression,
                receiver.span,
                "an entry cannot be kept",
                "use it at once: `map.entry(key).or_insert(value)`",
            );
            None
        }
    }
}

pub(crate) fn or_insert(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    if let Some(changed) = super::place::or_insert(lower, arguments, None) {
        return changed;
    }
    let Some((map, key)) = entry_parts(lower, &arguments.exprs[0]) else { return Expr::None };
    let mut values = lower.operands([map, key, &arguments.exprs[1]]).into_iter();
    let map = values.next().unwrap_or(Expr::None);
    map.attribute("setdefault").call(values.collect())
}

pub(crate) fn or_default(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let default = default_of(lower, &arguments.result.clone(), arguments);
    if let Some(changed) = super::place::or_insert(lower, arguments, Some(default.clone())) {
        return changed;
    }
    let Some((map, key)) = entry_parts(lower, &arguments.exprs[0]) else { return Expr::None };
    let mut values = lower.operands([map, key]).into_iter();
    let (map, key) = (values.next().unwrap_or(Expr::None), values.next().unwrap_or(Expr::None));
    map.attribute("setdefault").call(vec![key, default])
}

/// `*map.entry(key).or_insert(value)` on the left of an assignment.
pub(super) fn entry_place(lower: &mut Lower<'_>, method: &MethodCall) -> Option<Expr> {
    let (map, key, default) = entry_of(lower, method)?;
    let set = map.clone().attribute("setdefault").call(vec![key.clone(), default]);
    lower.push(StmtKind::Expr(set));
    Some(map.subscript(key))
}

/// `*map.entry(key).or_insert(value)` that is changed by an operator: where the result goes, the old value or the default,
/// and what must run before.
pub(super) fn counter(lower: &mut Lower<'_>, method: &MethodCall) -> Option<(Expr, Expr, Vec<python::Stmt>)> {
    if !matches!(method.name.as_str(), "or_insert" | "or_default") {
        return None;
    }
    let (entry, statements) = lower.buffered(|lower| entry_of(lower, method));
    let (map, key, default) = entry?;
    let old = map.clone().attribute("get").call(vec![key.clone(), default]);
    Some((map.subscript(key), old, statements))
}

/// The map, the key and the default of an entry; map and key can stand twice.
fn entry_of(lower: &mut Lower<'_>, method: &MethodCall) -> Option<(Expr, Expr, Expr)> {
    let default = match method.name.as_str() {
        "or_insert" => method.arguments.get(1),
        "or_default" => None,
        _ => return None,
    };
    let (map, key) = entry_parts(lower, method.arguments.first()?)?;
    let ty = match lower.ty(map) {
        Ty::Map { value, .. } => *value,
        _ => Ty::Unknown,
    };
    let mut values = lower.operands([map, key].into_iter().chain(default)).into_iter();
    let (map, key) = (values.next()?, values.next()?);
    let (map, key) = (lower.simple("map", map), lower.simple("key", key));
    let default = match values.next() {
        Some(default) => default,
        None => {
            let arguments =
                Arguments { method: "or_default", exprs: &[], result: ty.clone(), span: method.name_span };
            default_of(lower, &ty, &arguments)
        }
    };
    Some((map, key, default))
}

pub(super) fn default_of(lower: &mut Lower<'_>, ty: &Ty, arguments: &Arguments<'_>) -> Expr {
    lower.default_value(ty, arguments.span).unwrap_or_else(|| {
        let method = arguments.method;
        lower.error(
            Code::UnknownType,
            arguments.span,
            format!("the type whose default `{method}` gives is not known here"),
            "give the value a type first, or say the default: `or_insert(..)`, `unwrap_or(..)`",
        )
    })
}

impl Lower<'_> {
    /// `Default::default()` of a type, as far as it is known.
    pub(crate) fn default_value(&mut self, ty: &Ty, span: proc_macro2::Span) -> Option<Expr> {
        Some(match ty {
            Ty::Unit | Ty::Option(_) | Ty::Json => Expr::None,
            Ty::Bool => Expr::False,
            Ty::Int(_) => Expr::Int(0),
            Ty::Float => Expr::Float(0.0),
            Ty::Str => Expr::Str(String::new()),
            Ty::Char => Expr::Str("\0".to_owned()),
            Ty::Duration => Expr::Int(0),
            Ty::Tuple(parts) => {
                let parts = parts.iter().map(|part| self.default_value(part, span));
                Expr::Tuple(parts.collect::<Option<_>>()?)
            }
            Ty::Bytes => Expr::Bytes(Vec::new()),
            Ty::List(_) | Ty::Deque(_) => Expr::List(Vec::new()),
            Ty::Map { .. } => Expr::Dict(Vec::new()),
            Ty::Set { .. } => Expr::Set(Vec::new()),
            Ty::Reverse(item) => self.default_value(item, span)?,
            ty => self.of_type(LinkKind::Defaulter, ty.own()?, span)?.call(Vec::new()),
        })
    }
}

/// `str::split`: Python knows no empty separator.
pub(crate) fn split(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let (text, separator) = pair(lower, arguments);
    match &separator {
        Expr::Str(plain) if !plain.is_empty() => {
            call("iter", vec![text.attribute("split").call(vec![separator])])
        }
        _ => call("gear_split", vec![text, separator]),
    }
}

/// The iterator and the count of `take` and `skip`; `itertools` knows no count beyond `i64`.
fn counted(lower: &mut Lower<'_>, arguments: &Arguments<'_>) -> [Expr; 2] {
    let (iter, count) = pair(lower, arguments);
    let small = matches!(count, Expr::Int(count) if count <= Int::I64.max());
    [without_iter(iter), if small { count } else { call("gear_size", vec![count]) }]
}

pub(crate) fn take(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let [iter, count] = counted(lower, arguments);
    name("itertools").attribute("islice").call(vec![iter, count])
}

pub(crate) fn skip(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let [iter, count] = counted(lower, arguments);
    name("itertools").attribute("islice").call(vec![iter, count, Expr::None])
}

/// `iter.map(f).rev()` is `iter.rev().map(f)`: Rust asks from the end, and only for what is wanted.
fn rev_inside(lower: &Lower<'_>, arguments: &Arguments<'_>) -> Option<hir::Expr> {
    let [receiver] = arguments.exprs else { return None };
    let ExprKind::Method(inner) = &receiver.kind else { return None };
    let [iter, rest @ ..] = &inner.arguments[..] else { return None };
    let ty = lower.ty(iter);
    if !matches!(inner.name.as_str(), "map" | "filter" | "filter_map") || !matches!(ty, Ty::Iter(_)) {
        return None;
    }
    let reversed = MethodCall {
        name: arguments.method.to_owned(),
        arguments: vec![iter.clone()],
        candidates: methods(&ty, arguments.method),
        name_span: arguments.span,
    };
    let reversed = hir::Expr { kind: ExprKind::Method(Box::new(reversed)), ty, span: iter.span };
    let arguments = std::iter::once(reversed).chain(rest.iter().cloned()).collect();
    let outer = MethodCall { arguments, ..(**inner).clone() };
    Some(hir::Expr { kind: ExprKind::Method(Box::new(outer)), ..receiver.clone() })
}

/// `rev` needs a sequence.
pub(crate) fn rev(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    if let Some(inside) = rev_inside(lower, arguments) {
        return lower.value(&inside);
    }
    if arguments.exprs.first().is_some_and(|iter| !may_start_anywhere(iter)) {
        return lower.error(
            Code::UnsupportedExpression,
            arguments.span,
            "Rust asks this iterator's functions from the end, and Python from the start",
            "turn it round before its functions: `list.iter().rev().map(..)`; or `collect` it into a `Vec` first",
        );
    }
    let (value, _) = pair(lower, arguments);
    match value {
        Expr::Call { function, mut arguments, .. } if *function == name("iter") => {
            call("gear_reversed", vec![arguments.pop().unwrap_or(Expr::None)])
        }
        range @ Expr::Call { .. } if matches!(&range, Expr::Call { function, .. } if **function == name("range")) => {
            call("reversed", vec![range])
        }
        value => call("reversed", vec![call("list", vec![value])]),
    }
}

/// Whether it does not matter at which end an iterator starts: none of its functions can fail or change anything.
fn may_start_anywhere(iter: &hir::Expr) -> bool {
    let ExprKind::Method(call) = &iter.kind else { return true };
    let lazy = matches!(
        call.name.as_str(),
        "map"
            | "filter"
            | "filter_map"
            | "flat_map"
            | "inspect"
            | "enumerate"
            | "zip"
            | "chain"
            | "skip"
            | "take"
            | "cloned"
            | "copied"
            | "step_by"
            | "rev"
            | "flatten"
            | "fuse"
            | "by_ref"
            | "into_iter"
    );
    !lazy
        || call.arguments.iter().all(|argument| match &argument.kind {
            ExprKind::Closure(_) => cannot_panic(argument),
            _ => may_start_anywhere(argument),
        })
}

/// `min` or `max` of an iterator, by a key that is in Python's order.
fn extreme(lower: &mut Lower<'_>, iter: &hir::Expr, function: &str, key: Option<&hir::Expr>) -> Expr {
    let mut values = lower.operands(std::iter::once(iter).chain(key)).into_iter();
    let iter = without_iter(values.next().unwrap_or(Expr::None));
    let mut keywords: Vec<_> = values.map(|key| ("key".to_owned(), key)).collect();
    keywords.push(("default".to_owned(), Expr::None));
    Expr::Call { function: Box::new(name(function)), arguments: vec![iter], keywords }
}

/// `min` and `max`.
pub(crate) fn extreme_element(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let [iter] = arguments.exprs else { return Expr::None };
    let item = match lower.ty(iter) {
        Ty::Iter(item) => *item,
        _ => Ty::Unknown,
    };
    check_order(lower, &item, arguments);
    let key = lower.element_key(&item, arguments.span);
    extreme(lower, iter, arguments.method, key.as_ref())
}

pub(crate) fn min_by_key(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    check_order(lower, &key_type(lower, arguments), arguments);
    let [iter, key] = arguments.exprs else { return Expr::None };
    // The smallest in the other order is the greatest: of equal elements both take the first.
    let (key, reversed) = lower.sorting_key(key);
    extreme(lower, iter, if reversed { "max" } else { "min" }, Some(&key))
}

pub(crate) fn max_by_key(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    check_order(lower, &key_type(lower, arguments), arguments);
    let [iter, key] = arguments.exprs else { return Expr::None };
    let key = lower.key_function(key);
    let mut values = lower.operands([iter, &key]);
    values[0] = without_iter(values[0].clone());
    call("gear_max_by_key", values)
}

pub(crate) fn for_each(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    for_each_statement(lower, arguments);
    Expr::None
}

/// `iter.for_each(|x| ..)` is a `for` loop.
fn for_each_statement(lower: &mut Lower<'_>, arguments: &Arguments<'_>) {
    let [iter, function] = arguments.exprs else { return };
    match &function.kind {
        ExprKind::Closure(closure) => {
            let [pattern] = &closure.parameters[..] else { return };
            let body = match &closure.body.kind {
                ExprKind::Block(block) => block.clone(),
                _ => hir::Block {
                    statements: vec![hir::Statement::Expr((*closure.body).clone())],
                    value: None,
                },
            };
            let ((), statements) = lower.buffered(|lower| lower.for_loop(None, pattern, iter, &body));
            if statements.iter().any(super::closure::returns) {
                // Its `return` leaves the closure alone.
                return for_each_call(lower, arguments);
            }
            lower.out.extend(statements);
        }
        _ => for_each_call(lower, arguments),
    }
}

/// A `for` loop that calls the function.
fn for_each_call(lower: &mut Lower<'_>, arguments: &Arguments<'_>) {
    let (iter, function) = pair(lower, arguments);
    let variable = name(lower.fresh("x"));
    let each = function.call(vec![variable.clone()]);
    let at = lower.here();
    let body = vec![python::Stmt { kind: StmtKind::Expr(each), at }];
    lower.push(StmtKind::For { target: variable, iter: without_iter(iter), body });
}

/// The next element: here the iterator itself is needed, not only what it walks over.
pub(crate) fn next(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let (iter, _) = pair(lower, arguments);
    // A generator, an `iter(..)` or a variable that holds one; ranges and the like are only iterable.
    let iterable =
        matches!(&iter, Expr::Call { function, .. } if matches!(&**function, Expr::Name(f) if f == "range"));
    let iter = if iterable { call("iter", vec![iter]) } else { iter };
    call("next", vec![iter, Expr::None])
}

/// A mutable reference to an element is the element itself, if it can change in place.
pub(crate) fn get_mut(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    check_changeable(lower, arguments);
    let map = matches!(receiver_type(lower, arguments), Ty::Map { .. });
    let (values, index) = pair(lower, arguments);
    match arguments.method {
        "get_mut" if map => values.attribute("get").call(vec![index]),
        "get_mut" => call("gear_get", vec![values, index]),
        "first_mut" | "front_mut" => call("gear_get", vec![values, Expr::Int(0)]),
        _ => call("gear_last", vec![values]),
    }
}

/// Mutable references to all elements.
pub(crate) fn iter_mut(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    check_changeable(lower, arguments);
    let ty = receiver_type(lower, arguments);
    let (map, sorted) = (matches!(ty, Ty::Map { .. }), matches!(ty, Ty::Map { sorted: true, .. }));
    let (values, _) = pair(lower, arguments);
    match arguments.method {
        "iter_mut" if map => call("iter", vec![items_of(values, sorted)]),
        "values_mut" if sorted => call("gear_sorted_values", vec![values]),
        "values_mut" => call("iter", vec![values.attribute("values").call(Vec::new())]),
        _ => call("iter", vec![values]),
    }
}

/// The pairs of a map.
fn items_of(map: Expr, sorted: bool) -> Expr {
    let items = map.attribute("items").call(Vec::new());
    if sorted { call("sorted", vec![items]) } else { items }
}

fn check_changeable(lower: &mut Lower<'_>, arguments: &Arguments<'_>) {
    let item = match receiver_type(lower, arguments) {
        Ty::List(item) | Ty::Deque(item) => *item,
        Ty::Map { value, .. } => *value,
        _ => Ty::Unknown,
    };
    if item.is_immutable() {
        lower.error(
            Code::Value,
            arguments.span,
            "elements that are numbers, strings or options do not change in place in Python",
            "use a `for` loop, `for_each` or `if let Some(..)`, or assign by index or key: `values[i] = ..`, `map.insert(key, ..)`",
        );
    }
}

/// `entry(key).or_insert_with(f)` and `or_insert_with_key(f)`: the function is called only when the key is new.
pub(crate) fn or_insert_with(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    if let Some(changed) = super::place::or_insert(lower, arguments, None) {
        return changed;
    }
    let Some((map, key)) = entry_parts(lower, &arguments.exprs[0]) else { return Expr::None };
    let make = &arguments.exprs[1];
    if arguments.method == "or_insert_with" {
        // What costs nothing to make is made in any case.
        let (made, statements) = lower.buffered(|lower| lower.apply(make, Vec::new()));
        if statements.is_empty() && (made.is_pure() || made == call("set", Vec::new())) {
            let mut values = lower.operands([map, key]);
            values.push(made);
            let map = values.remove(0);
            return map.attribute("setdefault").call(values);
        }
    }
    let values = lower.operands([map, key, make]);
    call(&format!("gear_{}", arguments.method), values)
}

/// `as_mut` that is not taken apart by a pattern: what Python changes in place is shared.
pub(crate) fn as_mut(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    match &arguments.result {
        Ty::Option(item) if !crate::check::is_replaced(&lower.types, item) && **item != Ty::Unknown => {
            lower.value(&arguments.exprs[0])
        }
        _ => lower.error(
            Code::Value,
            arguments.span,
            "what is in this option does not change in place in Python",
            "take it apart: `if let Some(value) = option.as_mut() { *value += 1; }`",
        ),
    }
}

/// `take`: the place becomes `None`.
pub(crate) fn option_take(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    replaced(lower, arguments, Expr::None)
}

/// `replace`: the place becomes the new value.
pub(crate) fn option_replace(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let value = lower.value(&arguments.exprs[1]);
    replaced(lower, arguments, value)
}

pub(super) fn replaced(lower: &mut Lower<'_>, arguments: &Arguments<'_>, value: Expr) -> Expr {
    let old = lower.value(&arguments.exprs[0]);
    let old = lower.spill("value", old);
    lower.store(&arguments.exprs[0], value);
    old
}

/// `get_or_insert` and `get_or_insert_with`: the place gets a value if it has none.
pub(crate) fn get_or_insert(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let [option, value @ ..] = arguments.exprs else { return Expr::None };
    let place = lower.place_of(option);
    let (value, before) = match value.first() {
        None => (default_of(lower, &lower.types.in_python(&arguments.result), arguments), Vec::new()),
        Some(value) if arguments.method == "get_or_insert" => {
            let value = lower.value(value);
            (if value.is_pure() { value } else { lower.spill("value", value) }, Vec::new())
        }
        Some(value) => lower.buffered(|lower| lower.apply(value, Vec::new())),
    };
    let ((), mut then) = lower.buffered(|lower| lower.push(StmtKind::Assign(place.clone(), value)));
    then.splice(0..0, before);
    let test = place.clone().binary(python::BinaryOp::Is, Expr::None);
    lower.push(StmtKind::If { test, then, otherwise: Vec::new() });
    place
}

/// `try_fold`: what its function gives decides when to stop.
pub(crate) fn try_fold(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let helper = match lower.types.in_python(&arguments.result) {
        Ty::Option(_) => "gear_try_fold_option",
        Ty::Result(..) => "gear_try_fold_result",
        _ => {
            return lower.error(
                Code::UnknownType,
                arguments.span,
                "the type that the function of `try_fold` gives is not known here",
                "give the result a type first: `let sum: Option<i64> = ..;`",
            );
        }
    };
    let mut values = values(lower, arguments);
    let iter = without_iter(values.next().unwrap_or(Expr::None));
    call(helper, std::iter::once(iter).chain(values).collect())
}
