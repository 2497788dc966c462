//! Methods that need the two ends of a range. In Python a range that is a value is an iterator, which no longer tells them.

use super::expr::plus_one;
use super::{Arguments, Lower};
use crate::check::hir::{self, ExprKind};
use crate::diag::Code;
use crate::python::{Expr, call, name};

type Ends<'e> = (Option<&'e hir::Expr>, Option<&'e hir::Expr>, bool);

/// The ends of a range that is written where it is used, and whether it has the last one.
fn ends<'e>(lower: &mut Lower<'_>, range: &'e hir::Expr, help: &str) -> Option<Ends<'e>> {
    if let ExprKind::Range { start, end, inclusive } = &range.kind {
        return Some((start.as_deref(), end.as_deref(), *inclusive));
    }
    let message = "a range that is kept in a variable is an iterator in Python";
    lower.error(Code::UnsupportedExpression, range.span, message, help);
    None
}

/// The receiver and the two ends of the range that is the argument.
pub(super) fn ranged(lower: &mut Lower<'_>, arguments: &Arguments<'_>) -> Option<[Expr; 3]> {
    let [receiver, range] = arguments.exprs else { return None };
    let (start, end, inclusive) = ends(lower, range, "write the range here: `start..end`")?;
    let mut values = lower.operands([Some(receiver), start, end].into_iter().flatten()).into_iter();
    let receiver = values.next()?;
    let start = if start.is_some() { values.next()? } else { Expr::Int(0) };
    let end = if end.is_some() { values.next()? } else { Expr::None };
    Some([receiver, start, if inclusive { plus_one(end) } else { end }])
}

/// `Vec::drain`.
pub(crate) fn drain(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    match ranged(lower, arguments) {
        Some(values) => call("gear_drain", values.into()),
        None => Expr::None,
    }
}

/// `Vec::extend_from_within`.
pub(crate) fn extend_from_within(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let Some([list, start, end]) = ranged(lower, arguments) else { return Expr::None };
    let list = lower.simple("list", list);
    let part = call("gear_list_slice", vec![list.clone(), start, end]);
    list.attribute("extend").call(vec![call("gear_clone", vec![part])])
}

/// `slice::copy_within`.
pub(crate) fn copy_within(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let [list, range, to] = arguments.exprs else { return Expr::None };
    let Some((start, end, inclusive)) = ends(lower, range, "write the range here: `start..end`") else {
        return Expr::None;
    };
    let mut values = lower.operands([Some(list), start, end, Some(to)].into_iter().flatten()).into_iter();
    let mut next = || values.next().unwrap_or(Expr::None);
    let list = next();
    let start = if start.is_some() { next() } else { Expr::Int(0) };
    let end = match end {
        Some(_) if inclusive => plus_one(next()),
        Some(_) => next(),
        None => Expr::None,
    };
    call("gear_copy_within", vec![list, start, end, next()])
}

/// `VecDeque::range`.
pub(crate) fn of_list(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    match ranged(lower, arguments) {
        Some(values) => call("iter", vec![call("gear_list_slice", values.into())]),
        None => Expr::None,
    }
}

/// `(start..end).contains(&value)`: comparisons, with all three evaluated in any case.
pub(crate) fn contains(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    use crate::python::BinaryOp::{And, Ge, Le, Lt};
    let [range, value] = arguments.exprs else { return Expr::None };
    let help = "write the range here: `(start..end).contains(&value)`";
    let Some((start, end, inclusive)) = ends(lower, range, help) else { return Expr::None };
    let below = if inclusive { Le } else { Lt };
    let values = lower.operands([start, end, Some(value)].into_iter().flatten());
    if let [first, last, _] = &values[..]
        && first.is_constant()
        && last.is_constant()
    {
        let mut values = values;
        values.swap(1, 2);
        return match <[Expr; 3]>::try_from(values) {
            Ok(parts) => Expr::Between(Box::new(parts), [Le, below]),
            Err(_) => Expr::None,
        };
    }
    let mut values =
        values.into_iter().map(|value| lower.simple("value", value)).collect::<Vec<_>>().into_iter();
    let first = start.and_then(|_| values.next());
    let last = end.and_then(|_| values.next());
    let value = values.next().unwrap_or(Expr::None);
    let above = first.map(|first| value.clone().binary(Ge, first));
    let last = last.map(|last| value.binary(below, last));
    above.into_iter().chain(last).reduce(|a, b| a.binary(And, b)).unwrap_or(Expr::True)
}

/// `slice::get` of a range.
pub(crate) fn get(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    match ranged(lower, arguments) {
        Some(values) => call("gear_list_get", values.into()),
        None => Expr::None,
    }
}

/// `BTreeSet::range`.
pub(crate) fn of_set(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    match keys_between(lower, arguments) {
        Some((_, keys)) => call("iter", vec![keys]),
        None => Expr::None,
    }
}

/// `BTreeMap::range`.
pub(crate) fn of_map(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let Some((map, keys)) = keys_between(lower, arguments) else { return Expr::None };
    let parameters = vec!["key".to_owned()];
    let key = name("key");
    let entry = Expr::Tuple(vec![key.clone(), map.subscript(key)]);
    call("map", vec![Expr::Lambda { parameters, body: Box::new(entry) }, keys])
}

/// A sorted map or set, and its keys in the range that is the argument.
fn keys_between(lower: &mut Lower<'_>, arguments: &Arguments<'_>) -> Option<(Expr, Expr)> {
    let [receiver, range] = arguments.exprs else { return None };
    let (start, end, inclusive) = ends(lower, range, "write the range here: `start..end`")?;
    let mut values = lower.operands([Some(receiver), start, end].into_iter().flatten()).into_iter();
    let map = values.next()?;
    let map = lower.simple("map", map);
    lower.pin(&map);
    let start = start.and_then(|_| values.next()).unwrap_or(Expr::None);
    let end = end.and_then(|_| values.next()).unwrap_or(Expr::None);
    let inclusive = if inclusive { Expr::True } else { Expr::False };
    let keys = call("gear_keys_between", vec![map.clone(), start, end, inclusive]);
    Some((map, keys))
}
