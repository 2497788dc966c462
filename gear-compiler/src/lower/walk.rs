//! Loops that change what they walk over: `for x in list.iter_mut() { *x += 1; }`.
//!
//! They go over the indices of a list and the keys of a map, through the same adapters, and the variables stand for the places
//! that these say.

use super::Lower;
use super::replaced::payload_places;
use crate::check::Walked;
use crate::check::hir::{self, Closure, ExprKind, Local, LocalId, MethodCall, Pattern};
use crate::diag::Code;
use crate::python::{Expr, call};
use crate::types::{Int, Ty};
use std::borrow::Cow;

/// A loop that may go by places instead.
pub(super) enum ByPlace {
    No,
    /// It should, and cannot: that was reported.
    Refused,
    /// The pattern and the iterator that it has then.
    Yes(Pattern, hir::Expr),
}

/// What an item of the new iterator says of that of the old one.
enum Item {
    /// It is the same.
    Same,
    /// Where the element is in these values.
    Element(hir::Expr),
    /// The same, where the old one had the index or the key too.
    Entry(hir::Expr),
    Pair(Box<Item>, Box<Item>),
}

impl Lower<'_> {
    /// The loop over `iter` as one over indices or keys, if a variable of its pattern stands for a place that is assigned.
    pub(super) fn by_place(&mut self, pattern: &Pattern, iter: &hir::Expr) -> ByPlace {
        let is_map = |values: &hir::Expr| matches!(self.ty(values), Ty::Map { .. });
        let Some(walked) = Walked::new(iter, &is_map) else { return ByPlace::No };
        if !walked.places(pattern).into_iter().any(|local| self.is_place_local(local)) {
            return ByPlace::No;
        }
        let Some((indices, item)) = self.indices(&walked, iter) else { return ByPlace::Refused };
        match self.placed(&item, pattern) {
            Some(pattern) => ByPlace::Yes(pattern, indices),
            None => {
                let message = "this pattern of what is changed cannot be shipped";
                let help = "give the parts names: `for (key, value) in map.iter_mut()`";
                self.error(Code::UnsupportedPattern, iter.span, message, help);
                ByPlace::Refused
            }
        }
    }

    /// The iterator over indices or keys.
    fn indices(&mut self, walked: &Walked<'_>, iter: &hir::Expr) -> Option<(hir::Expr, Item)> {
        match walked {
            Walked::Elements(values) => {
                let (values, indices) = self.indices_of(values)?;
                Some((indices, Item::Element(values)))
            }
            Walked::Entries(map) => {
                let (map, keys) = self.indices_of(map)?;
                Some((keys, Item::Entry(map)))
            }
            Walked::Enumerated(inner, method) => match self.indices(inner, iter)? {
                // The index itself.
                (indices, Item::Element(values))
                    if matches!(**inner, Walked::Elements(_))
                        && !matches!(self.ty(&values), Ty::Map { .. }) =>
                {
                    Some((indices, Item::Entry(values)))
                }
                (indices, item) => {
                    let pair = Item::Pair(Box::new(Item::Same), Box::new(item));
                    Some((called(iter, method, vec![indices]), pair))
                }
            },
            Walked::Zipped(first, second, method) => {
                let [a, b] = &method.arguments[..] else { return None };
                let mut side = |walked: &Option<Box<Walked<'_>>>, other: &hir::Expr| match walked {
                    Some(walked) => self.indices(walked, iter),
                    None => Some((other.clone(), Item::Same)),
                };
                let ((a, first), (b, second)) = (side(first, a)?, side(second, b)?);
                Some((called(iter, method, vec![a, b]), Item::Pair(Box::new(first), Box::new(second))))
            }
            Walked::Adapted(inner, method) => {
                let (indices, item) = self.indices(inner, iter)?;
                let mut arguments = vec![indices];
                for argument in &method.arguments[1..] {
                    arguments.push(self.looking(&item, argument)?);
                }
                Some((called(iter, method, arguments), item))
            }
        }
    }

    /// A list or map, evaluated once, and its indices or keys.
    fn indices_of(&mut self, values: &hir::Expr) -> Option<(hir::Expr, hir::Expr)> {
        if self.is_copy(values) {
            return None;
        }
        let ty = self.ty(values);
        let lowered = self.value(values);
        let lowered = if lowered.is_pure() { lowered } else { self.spill("values", lowered) };
        let (index, indices) = match &ty {
            Ty::Map { sorted: true, key, .. } => ((**key).clone(), call("sorted", vec![lowered.clone()])),
            Ty::Map { key, .. } => ((**key).clone(), lowered.clone()),
            Ty::List(_) | Ty::Deque(_) => {
                (Ty::Int(Int::U64), call("range", vec![call("len", vec![lowered.clone()])]))
            }
            _ => {
                self.unknown_elements(values.span);
                return None;
            }
        };
        let mut named = |value: Expr, ty: Ty| {
            let local = self.new_local("values", ty.clone());
            self.bound.insert(local, (value, self.frames.len()));
            hir::Expr { kind: ExprKind::Local(local), ty, span: values.span }
        };
        Some((named(lowered, ty), named(indices, Ty::iter(index))))
    }

    /// The closure of an adapter, which looks at the element that an index says.
    fn looking(&mut self, item: &Item, argument: &hir::Expr) -> Option<hir::Expr> {
        let ExprKind::Closure(closure) = &argument.kind else { return Some(argument.clone()) };
        let [pattern] = &closure.parameters[..] else { return None };
        let parameters = vec![self.placed(item, pattern)?];
        let kind = ExprKind::Closure(Closure { parameters, ..closure.clone() });
        Some(hir::Expr { kind, ..argument.clone() })
    }

    /// The pattern for the new items; the variables of the old one then stand for places.
    fn placed(&mut self, item: &Item, pattern: &Pattern) -> Option<Pattern> {
        match (item, pattern) {
            (Item::Same, pattern) => Some(pattern.clone()),
            (Item::Element(values), pattern) => {
                let index = self.index_local(values);
                self.stand_for(pattern, element(values, index, &self.ty(values)))?;
                Some(Pattern::Bind(index, None))
            }
            (Item::Entry(values), Pattern::Tuple(pair)) => {
                let [index, value] = &pair[..] else { return None };
                let (local, pattern) = match index {
                    Pattern::Bind(local, None) if !self.locals[*local].mutable => (*local, index.clone()),
                    other => {
                        let local = self.index_local(values);
                        let inner = (!matches!(other, Pattern::Wild)).then(|| Box::new(other.clone()));
                        (local, Pattern::Bind(local, inner))
                    }
                };
                self.stand_for(value, element(values, local, &self.ty(values)))?;
                Some(pattern)
            }
            (Item::Pair(first, second), Pattern::Tuple(pair)) => {
                let [a, b] = &pair[..] else { return None };
                Some(Pattern::Tuple(vec![self.placed(first, a)?, self.placed(second, b)?]))
            }
            _ => None,
        }
    }

    /// Lets the variables of a pattern stand for the parts of a place.
    pub(super) fn stand_for(&mut self, pattern: &Pattern, place: hir::Expr) -> Option<()> {
        match pattern {
            pattern if !Self::binds(pattern) => {}
            Pattern::Bind(local, None) => {
                if self.locals[*local].captured {
                    // A closure that changes it changes what it stands for.
                    self.capture_root(&place);
                }
                self.aliases.insert(*local, place);
            }
            Pattern::Some(inner, _) => {
                // What is in a boxed option is no place: Python's tuples do not change.
                let place_ty = self.ty(&place);
                let Ty::Option(ty) = place_ty else { return None };
                if ty.may_be_none() {
                    return None;
                }
                self.stand_for(inner, hir::Expr { ty: *ty, ..place })?;
            }
            Pattern::Slice { first, rest: None | Some(None), last } => {
                let Ty::List(ty) = self.ty(&place) else { return None };
                let behind = last.iter().enumerate().map(|(i, part)| (i as i128 - last.len() as i128, part));
                let parts = first.iter().enumerate().map(|(i, part)| (i as i128, part)).chain(behind);
                for (at, part) in parts {
                    let index =
                        hir::Expr { kind: ExprKind::Int(at), ty: Ty::Int(Int::I64), span: place.span };
                    let kind = ExprKind::Element(Box::new(place.clone()), Box::new(index));
                    self.stand_for(part, hir::Expr { kind, ty: (*ty).clone(), span: place.span })?;
                }
            }
            Pattern::Tuple(parts) => {
                let Ty::Tuple(types) = self.ty(&place) else { return None };
                for (i, (part, ty)) in parts.iter().zip(types).enumerate() {
                    let kind = ExprKind::TupleField(Box::new(place.clone()), i);
                    self.stand_for(part, hir::Expr { kind, ty, span: place.span })?;
                }
            }
            Pattern::Variant { name, payload } => {
                for (part, of) in payload_places(name, payload) {
                    let ty = self.type_of_pattern(of);
                    let kind = ExprKind::Payload(Box::new(place.clone()), part);
                    self.stand_for(of, hir::Expr { kind, ty, span: place.span })?;
                }
            }
            Pattern::Struct(fields) => {
                for (name, part) in fields {
                    let ty = self.type_of_pattern(part);
                    let kind = ExprKind::Field(Box::new(place.clone()), name.clone());
                    self.stand_for(part, hir::Expr { kind, ty, span: place.span })?;
                }
            }
            _ => return None,
        }
        Some(())
    }

    /// The type of what a pattern stands for, as far as its variables tell.
    fn type_of_pattern(&self, pattern: &Pattern) -> Ty {
        match pattern {
            Pattern::Bind(local, None) => self.locals[*local].ty.clone(),
            Pattern::Tuple(parts) => Ty::Tuple(parts.iter().map(|part| self.type_of_pattern(part)).collect()),
            Pattern::Some(_, item) => Ty::option(item.clone()),
            _ => Ty::Unknown,
        }
    }

    fn capture_root(&mut self, place: &hir::Expr) {
        match &place.kind {
            ExprKind::Local(local) => self.locals[*local].captured = true,
            ExprKind::Field(base, _)
            | ExprKind::TupleField(base, _)
            | ExprKind::Payload(base, _)
            | ExprKind::Index(base, _)
            | ExprKind::Element(base, _) => self.capture_root(base),
            _ => {}
        }
    }

    fn index_local(&mut self, values: &hir::Expr) -> LocalId {
        match self.ty(values) {
            Ty::Map { key, .. } => self.new_local("key", *key),
            _ => self.new_local("i", Ty::Int(Int::U64)),
        }
    }

    /// A local of our own.
    pub(super) fn new_local(&mut self, name: &str, ty: Ty) -> LocalId {
        self.locals.push(Local::new(name.to_owned(), ty, false));
        self.locals.len() - 1
    }

    /// The place that a local stands for, or the expression itself.
    pub(super) fn meant<'e>(&self, target: &'e hir::Expr) -> Cow<'e, hir::Expr> {
        match &target.kind {
            ExprKind::Local(local) => {
                self.aliases.get(local).cloned().map_or(Cow::Borrowed(target), Cow::Owned)
            }
            _ => Cow::Borrowed(target),
        }
    }
}

fn element(values: &hir::Expr, index: LocalId, ty: &Ty) -> hir::Expr {
    let (item, index_ty) = match ty {
        Ty::Map { key, value, .. } => ((**value).clone(), (**key).clone()),
        Ty::List(item) | Ty::Deque(item) => ((**item).clone(), Ty::Int(Int::U64)),
        _ => (Ty::Unknown, Ty::Unknown),
    };
    let index = hir::Expr { kind: ExprKind::Local(index), ty: index_ty, span: values.span };
    let kind = ExprKind::Element(Box::new(values.clone()), Box::new(index));
    hir::Expr { kind, ty: item, span: values.span }
}

/// A call with other arguments.
fn called(iter: &hir::Expr, method: &MethodCall, arguments: Vec<hir::Expr>) -> hir::Expr {
    let kind = ExprKind::Method(Box::new(MethodCall { arguments, ..method.clone() }));
    hir::Expr { kind, ..iter.clone() }
}
