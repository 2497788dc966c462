//! References to elements: `list.last_mut()`, `map.get_mut(key)`.

use super::Checker;
use super::hir::{Expr, ExprKind, LocalId, MethodCall, Pattern};
use crate::types::Ty;

/// Whether an expression asks for a reference to an element.
pub(crate) fn is_element(expr: &Expr) -> bool {
    const NAMES: [&str; 5] = ["get_mut", "first_mut", "last_mut", "front_mut", "back_mut"];
    matches!(&expr.kind, ExprKind::Method(method) if NAMES.contains(&method.name.as_str()))
}

/// Whether an expression asks for a reference to the value of an entry: `map.entry(key).or_insert(0)`.
pub(crate) fn is_entry_value(expr: &Expr) -> bool {
    const NAMES: [&str; 4] = ["or_insert", "or_insert_with", "or_insert_with_key", "or_default"];
    matches!(&expr.kind, ExprKind::Method(method) if NAMES.contains(&method.name.as_str()))
}

/// Whether a list or option is made of `&mut` references.
pub(super) fn gives_exclusive(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Method(method) => {
            method.name.ends_with("_mut") || method.arguments.first().is_some_and(gives_exclusive)
        }
        _ => false,
    }
}

/// What asks for the element that `unwrap` or `expect` takes out.
pub(crate) fn unwrapped_element(method: &MethodCall) -> Option<&Expr> {
    let element = method.arguments.first().filter(|element| is_element(element));
    element.filter(|_| matches!(method.name.as_str(), "unwrap" | "expect"))
}

/// An iterator over references to elements, as it was written: `list.iter_mut().enumerate()`.
pub(crate) enum Walked<'e> {
    /// The elements of a list, or the values of a map: `list.iter_mut()`, `map.values_mut()`, and `&mut list`.
    Elements(&'e Expr),
    /// The keys of a map, with references to their values: `map.iter_mut()`, and `&mut map`.
    Entries(&'e Expr),
    /// Some of the items, or in another order: `filter`, `skip`, `rev`.
    Adapted(Box<Walked<'e>>, &'e MethodCall),
    Enumerated(Box<Walked<'e>>, &'e MethodCall),
    /// `zip`, with references on at least one side.
    Zipped(Option<Box<Walked<'e>>>, Option<Box<Walked<'e>>>, &'e MethodCall),
}

impl<'e> Walked<'e> {
    /// What a `for` walks over; a value that is no call is taken for one behind `&mut`. `is_map` tells what is known of types.
    pub(crate) fn new(iter: &'e Expr, is_map: &dyn Fn(&Expr) -> bool) -> Option<Self> {
        match &iter.kind {
            ExprKind::Method(method) => Walked::of_call(method, is_map),
            _ if is_map(iter) => Some(Walked::Entries(iter)),
            _ => Some(Walked::Elements(iter)),
        }
    }

    fn of_call(method: &'e MethodCall, is_map: &dyn Fn(&Expr) -> bool) -> Option<Self> {
        let [receiver, arguments @ ..] = &method.arguments[..] else { return None };
        let inner = |expr: &'e Expr| match &expr.kind {
            ExprKind::Method(method) => Walked::of_call(method, is_map).map(Box::new),
            _ => None,
        };
        Some(match (method.name.as_str(), arguments) {
            ("iter_mut", []) if is_map(receiver) => Walked::Entries(receiver),
            ("iter_mut" | "values_mut", []) => Walked::Elements(receiver),
            ("enumerate", []) => Walked::Enumerated(inner(receiver)?, method),
            ("zip", [other]) => match (inner(receiver), inner(other)) {
                (None, None) => return None,
                (first, second) => Walked::Zipped(first, second, method),
            },
            ("rev", []) | ("skip" | "take" | "step_by" | "filter" | "skip_while" | "take_while", [_]) => {
                Walked::Adapted(inner(receiver)?, method)
            }
            _ => return None,
        })
    }

    /// The variables of a pattern for its items that stand for places.
    pub(crate) fn places(&self, pattern: &Pattern) -> Vec<LocalId> {
        match (self, pattern) {
            (Walked::Elements(_), pattern) => parts(pattern),
            (Walked::Adapted(inner, _), pattern) => inner.places(pattern),
            (Walked::Entries(_), Pattern::Tuple(pair)) => pair.get(1).map(parts).unwrap_or_default(),
            (Walked::Enumerated(inner, _), Pattern::Tuple(pair)) => {
                pair.get(1).map(|item| inner.places(item)).unwrap_or_default()
            }
            (Walked::Zipped(first, second, _), Pattern::Tuple(pair)) => {
                let sides = [first, second].into_iter().zip(pair);
                sides.flat_map(|(side, item)| side.iter().flat_map(|side| side.places(item))).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// The variables of a pattern, each of which stands for a part.
pub(super) fn parts(pattern: &Pattern) -> Vec<LocalId> {
    match pattern {
        Pattern::Bind(local, None) => vec![*local],
        Pattern::Tuple(items) => items.iter().flat_map(parts).collect(),
        Pattern::Struct(fields) => fields.iter().flat_map(|(_, part)| parts(part)).collect(),
        _ => Vec::new(),
    }
}

/// The variables of a pattern for a place, each of which stands for a part of it.
pub(crate) fn stands_for(pattern: &Pattern) -> Vec<LocalId> {
    let mut found = Vec::new();
    each_place(pattern, false, &mut |local, _| found.push(local));
    found
}

/// Finds these variables, with whether they are in a variant.
fn each_place(pattern: &Pattern, in_variant: bool, found: &mut impl FnMut(LocalId, bool)) {
    let (parts, in_variant): (Vec<&Pattern>, bool) = match pattern {
        Pattern::Bind(local, None) => return found(*local, in_variant),
        Pattern::Some(inner, _) => (vec![inner], in_variant),
        Pattern::Tuple(items) => (items.iter().collect(), in_variant),
        Pattern::Struct(fields) => (fields.iter().map(|(_, part)| part).collect(), in_variant),
        Pattern::Slice { first, last, .. } => (first.iter().chain(last).collect(), in_variant),
        Pattern::Variant { payload, .. } => (payload.parts(), true),
        _ => return,
    };
    parts.into_iter().for_each(|part| each_place(part, in_variant, found));
}

impl Checker<'_> {
    /// Notes the variables of a `for` loop over references to elements.
    pub(super) fn note_loop_places(&mut self, pattern: &Pattern, iter: &Expr, written: &syn::Expr) {
        let is_call = matches!(iter.kind, ExprKind::Method(_));
        let references = match written {
            syn::Expr::Reference(reference) => reference.mutability.is_some() && !is_call,
            // `rows: &mut Vec<i64>`
            syn::Expr::Path(_) => {
                matches!(iter.kind, ExprKind::Local(local) if self.locals[local].exclusive)
            }
            _ => is_call,
        };
        if references {
            self.note_places(pattern, iter);
        }
    }

    /// Notes the variables of a pattern for the items of an iterator over references.
    pub(super) fn note_places(&mut self, pattern: &Pattern, iter: &Expr) {
        let is_map = |values: &Expr| matches!(self.types.shallow(&values.ty), Ty::Map { .. });
        let walked = Walked::new(iter, &is_map);
        let places = walked.map(|walked| walked.places(pattern)).unwrap_or_default();
        for local in places {
            self.locals[local].place = true;
        }
    }

    /// Notes the variable of a pattern that a reference to an element goes to.
    pub(super) fn note_place(&mut self, pattern: &Pattern, value: &Expr) {
        if let ExprKind::Lent(_) = &value.kind {
            each_place(pattern, false, &mut |local, in_variant| {
                let local = &mut self.locals[local];
                // `Some(&mut mut n)` is a copy.
                local.place |= !local.mutable;
                local.in_variant = in_variant;
            });
            return;
        }
        let unwrapped = match &value.kind {
            ExprKind::Method(method) => unwrapped_element(method).is_some() || is_entry_value(value),
            ExprKind::Try(option) => is_element(option),
            _ => false,
        };
        let local = match pattern {
            Pattern::Bind(local, None) if unwrapped => *local,
            Pattern::Some(inner, _) if is_element(value) => match **inner {
                Pattern::Bind(local, None) => local,
                _ => return,
            },
            _ => return,
        };
        self.locals[local].place = true;
    }
}
