//! References to elements: `list.last_mut()`, `map.get_mut(key)`.

use super::Checker;
use super::hir::{Expr, ExprKind, LocalId, MethodCall, Pattern};

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

/// What asks for the element that `unwrap` or `expect` takes out.
pub(crate) fn unwrapped_element(method: &MethodCall) -> Option<&Expr> {
    let element = method.arguments.first().filter(|element| is_element(element));
    element.filter(|_| matches!(method.name.as_str(), "unwrap" | "expect"))
}

/// The list or map that a `for` loop walks over to change its elements, and the variable for each: `for x in list.iter_mut()`.
pub(crate) struct Changed<'e> {
    pub(crate) values: &'e Expr,
    pub(crate) item: LocalId,
    /// The variable of `enumerate`.
    pub(crate) index: Option<LocalId>,
}

impl<'e> Changed<'e> {
    pub(crate) fn new(pattern: &Pattern, iter: &'e Expr) -> Option<Self> {
        let ExprKind::Method(method) = &iter.kind else {
            // `&mut list`
            let Pattern::Bind(item, None) = pattern else { return None };
            return Some(Changed { values: iter, item: *item, index: None });
        };
        let receiver = method.arguments.first()?;
        match (method.name.as_str(), pattern) {
            ("iter_mut" | "values_mut", Pattern::Bind(item, None)) => {
                Some(Changed { values: receiver, item: *item, index: None })
            }
            ("enumerate", Pattern::Tuple(parts)) => match (&parts[..], &receiver.kind) {
                ([Pattern::Bind(index, None), item], ExprKind::Method(inner)) if inner.name == "iter_mut" => {
                    Some(Changed { index: Some(*index), ..Changed::new(item, receiver)? })
                }
                _ => None,
            },
            _ => None,
        }
    }
}

impl Checker<'_> {
    /// Notes the variable of a `for` loop over references to elements.
    pub(super) fn note_loop_place(&mut self, pattern: &Pattern, iter: &Expr, written: &syn::Expr) {
        let references = match (written, &iter.kind) {
            (syn::Expr::Reference(reference), kind) => {
                reference.mutability.is_some() && !matches!(kind, ExprKind::Method(_))
            }
            (_, kind) => matches!(kind, ExprKind::Method(_)),
        };
        let place = Changed::new(pattern, iter).filter(|_| references);
        if let Some(place) = place {
            self.locals[place.item].place = true;
        }
    }

    /// Notes the variable of a pattern that a reference to an element goes to.
    pub(super) fn note_place(&mut self, pattern: &Pattern, value: &Expr) {
        let unwrapped = match &value.kind {
            ExprKind::Method(method) => unwrapped_element(method).is_some() || is_entry_value(value),
            ExprKind::Try(option) => is_element(option),
            _ => false,
        };
        let local = match pattern {
            Pattern::Bind(local, None) if unwrapped => *local,
            Pattern::Some(inner) if is_element(value) => match **inner {
                Pattern::Bind(local, None) => local,
                _ => return,
            },
            _ => return,
        };
        self.locals[local].place = true;
    }
}
