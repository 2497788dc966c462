//! Elements that are changed through a reference: `if let Some(last) = list.last_mut() { *last += 1; }`.
//!
//! What Python changes in place is shared, and needs nothing. Of a number, a string, a tuple and the like, or where the whole
//! element gets another value, the variable stands for the place in the list or map, as a reference of Rust does.

use super::{Lower, part::part_of, pattern::all};
use crate::check::hir::{self, ExprKind, LocalId, MethodCall, Pattern};
use crate::check::{is_element, is_entry_value, is_replaced, stands_for, unwrapped_element};
use crate::diag::Code;
use crate::python::{BinaryOp, Expr, StmtKind, call};
use crate::types::Ty;
use proc_macro2::Span;

/// The place of an element, and whether there is one.
pub(super) struct Element {
    place: Expr,
    present: Expr,
    /// An assignment would make the place.
    keyed: bool,
}

/// What patterns are matched with: a simple value, or the place of an element that may not be there.
pub(super) struct Subject {
    pub(super) value: Expr,
    present: Option<Expr>,
    /// The place behind a `&mut` that variables of the patterns stand for.
    place: Option<hir::Expr>,
}

impl Subject {
    /// Whether it is a value, and no place.
    pub(super) fn is_value(&self) -> bool {
        self.present.is_none()
    }

    pub(super) fn of(value: Expr) -> Self {
        Subject { value, present: None, place: None }
    }
}

impl Lower<'_> {
    /// Whether a local stands for the place of an element.
    pub(super) fn is_place_local(&self, local: LocalId) -> bool {
        let local = &self.locals[local];
        // What is in a variant is a value as long as nothing changes it: a pattern may look at several variants.
        local.place && (local.changed || !local.in_variant && is_replaced(&self.types, &local.ty))
    }

    /// Whether a pattern gives the place of an element a name.
    pub(super) fn names_place(&self, pattern: &Pattern) -> bool {
        match pattern {
            Pattern::Bind(local, None) => self.is_place_local(*local),
            Pattern::Some(inner, _) => self.names_place(inner),
            _ => false,
        }
    }

    /// A value that patterns are matched with, as often as they like.
    pub(super) fn subject<'p>(
        &mut self,
        value: &hir::Expr,
        patterns: impl Iterator<Item = &'p Pattern> + Clone,
        name: &str,
    ) -> Subject {
        if let ExprKind::Lent(place) = &value.kind
            && patterns.clone().any(|pattern| self.stands_for_place(pattern))
        {
            let place = self.settled_place(place);
            return Subject { value: self.value(&place), present: None, place: Some(place) };
        }
        if !patterns.clone().any(|pattern| self.names_place(pattern)) {
            // `match (a, b)`: the parts are looked at one by one.
            if let ExprKind::Tuple(parts) = &value.kind {
                let values = self.operands(parts).into_iter().enumerate().map(|(i, value)| {
                    let parts = patterns.clone().filter_map(|pattern| match pattern {
                        Pattern::Tuple(parts) => parts.get(i),
                        _ => None,
                    });
                    let mut names = parts.map(|part| self.subject_name(part)).filter(|name| name != "value");
                    let first = names.next().filter(|first| names.all(|name| name == *first));
                    self.simple(first.as_deref().unwrap_or("value"), value)
                });
                return Subject::of(Expr::Tuple(values.collect()));
            }
            let lowered = self.value(value);
            return Subject::of(self.simple(name, lowered));
        }
        match self.element(value) {
            Some(Element { place, present, .. }) => {
                Subject { value: place, present: Some(present), place: None }
            }
            None => Subject::of(Expr::None),
        }
    }

    /// The condition under which a pattern fits. `None`: always.
    pub(super) fn subject_test(&mut self, pattern: &Pattern, subject: &Subject, ty: &Ty) -> Option<Expr> {
        let Some(present) = &subject.present else { return self.test(pattern, &subject.value, ty) };
        match (pattern, ty) {
            (Pattern::Some(inner, _), Ty::Option(item)) => {
                let inner = self.test(inner, &subject.value, item);
                all([present.clone()].into_iter().chain(inner))
            }
            (Pattern::None, _) => Some(present.clone().negated()),
            (Pattern::Or(cases), _) => {
                let tests: Option<Vec<Expr>> =
                    cases.iter().map(|case| self.subject_test(case, subject, ty)).collect();
                tests?.into_iter().reduce(|a, b| a.binary(BinaryOp::Or, b))
            }
            _ => None,
        }
    }

    /// Whether a variable of a pattern for a place stands for it, or a part of it, and is no value.
    fn stands_for_place(&self, pattern: &Pattern) -> bool {
        stands_for(pattern).into_iter().any(|local| self.is_place_local(local))
    }

    /// Lets the variables of a pattern that fits stand for the parts of a place. Otherwise `false`: they are values.
    pub(super) fn fits_place(&mut self, pattern: &Pattern, subject: &Subject) -> bool {
        let Some(place) = subject.place.as_ref().filter(|_| self.stands_for_place(pattern)) else {
            return false;
        };
        let place = place.clone();
        self.pin_place(&subject.value);
        if self.stand_for(pattern, place.clone()).is_none() {
            let message = "this pattern of what is changed cannot be shipped";
            let help = "give the parts names, each variant in a pattern of its own";
            self.error(Code::UnsupportedPattern, place.span, message, help);
        }
        true
    }

    /// Keeps the variables of a place from being used again, as one that shadows them would: other names stand for it.
    fn pin_place(&mut self, place: &Expr) {
        match place {
            Expr::Subscript(base, index) | Expr::Lookup(base, index) => {
                self.pin_place(base);
                self.pin_place(index);
            }
            other => self.pin(other),
        }
    }

    /// A place that stays the same, whatever becomes of the variables in its indices.
    fn settled_place(&mut self, place: &hir::Expr) -> hir::Expr {
        let kind = match &place.kind {
            ExprKind::Field(base, name) => ExprKind::Field(Box::new(self.settled_place(base)), name.clone()),
            ExprKind::TupleField(base, at) => ExprKind::TupleField(Box::new(self.settled_place(base)), *at),
            ExprKind::Payload(base, part) => {
                ExprKind::Payload(Box::new(self.settled_place(base)), part.clone())
            }
            ExprKind::Index(base, index) => {
                let base = self.settled_place(base);
                let value = self.value(index);
                let value = if self.is_stable(&value) { value } else { self.spill("index", value) };
                let local = self.new_local("index", self.ty(index));
                self.bound.insert(local, (value, self.frames.len()));
                let index = hir::Expr { kind: ExprKind::Local(local), ..(**index).clone() };
                ExprKind::Index(Box::new(base), Box::new(index))
            }
            // It may be pointed to something else.
            ExprKind::Local(local)
                if self.locals[*local].mutable
                    && self.locals[*local].exclusive
                    && !self.locals[*local].lent =>
            {
                let value = self.value(place);
                let value = self.spill("place", value);
                let local = self.new_local("place", self.ty(place));
                self.bound.insert(local, (value, self.frames.len()));
                ExprKind::Local(local)
            }
            _ => return place.clone(),
        };
        let settled = hir::Expr { kind, ..place.clone() };
        if let ExprKind::Index(..) = settled.kind {
            // It fails if there is no such element.
            let element = self.value(&settled);
            self.push(StmtKind::Expr(element));
        }
        settled
    }

    /// `let count = counts.get_mut(key).unwrap();`, or with `?`, and `let count = &mut self.count;`: whether that was it.
    pub(super) fn let_place(&mut self, pattern: &Pattern, value: &hir::Expr) -> bool {
        if let ExprKind::Lent(_) = value.kind {
            let subject = self.subject(value, [pattern].into_iter(), "value");
            if subject.place.is_none() {
                self.bind_or_assign(pattern, subject.value);
                return true;
            }
            return self.fits_place(pattern, &subject);
        }
        if !self.names_place(pattern) {
            return false;
        }
        match &value.kind {
            ExprKind::Try(option) => {
                let Some(element) = self.element(option) else { return true };
                self.return_if(element.present.negated(), Expr::None);
                self.bind(pattern, element.place);
            }
            ExprKind::Method(method) if is_entry_value(value) => {
                let result = self.ty(value);
                let place = super::place::entry_value(self, method, result);
                self.bind(pattern, place.unwrap_or(Expr::None));
            }
            ExprKind::Method(method) => {
                let Some(element) = self.unwrapped(method) else { return true };
                if method.name == "unwrap" {
                    // It fails if there is none.
                    self.push(StmtKind::Expr(element.place.clone()));
                }
                self.bind(pattern, element.place);
            }
            _ => return false,
        }
        true
    }

    /// `*list.last_mut().unwrap() = ..`
    pub(super) fn unwrapped_place(&mut self, method: &MethodCall) -> Option<Expr> {
        unwrapped_element(method)?;
        let Some(element) = self.unwrapped(method) else { return Some(Expr::None) };
        if element.keyed && method.name == "unwrap" {
            self.push(StmtKind::Expr(element.place.clone()));
        }
        Some(element.place)
    }

    /// The element that `unwrap` or `expect` is called on. That of `expect` is known to be there.
    fn unwrapped(&mut self, method: &MethodCall) -> Option<Element> {
        let element = self.element(unwrapped_element(method)?)?;
        if let [_, message] = &method.arguments[..] {
            let message = self.value(message);
            let ((), then) = self.buffered(|this| {
                this.push(StmtKind::Raise(call("RuntimeError", vec![message])));
            });
            let test = element.present.clone().negated();
            self.push(StmtKind::If { test, then, otherwise: Vec::new() });
        }
        Some(element)
    }

    /// Whether elements are those of a slice, which is an error.
    pub(super) fn is_copy(&mut self, values: &hir::Expr) -> bool {
        let copied = part_of(values).is_some();
        if copied {
            let message = "a slice is a copy in Python: what changes in it is lost";
            self.error(Code::Value, values.span, message, "change the elements by index: `list[i] = ..`");
        }
        copied
    }

    pub(super) fn unknown_elements(&mut self, span: Span) {
        let message = "the type of what holds these elements is not known here";
        self.error(Code::UnknownType, span, message, "give it a type first: `let value: .. = ..;`");
    }

    fn element(&mut self, expr: &hir::Expr) -> Option<Element> {
        let ExprKind::Method(method) = &expr.kind else { return None };
        let receiver = method.arguments.first().filter(|_| is_element(expr))?;
        if self.is_copy(receiver) {
            return None;
        }
        let keyed = match self.ty(receiver) {
            Ty::Map { .. } => true,
            Ty::List(_) | Ty::Deque(_) => false,
            _ => {
                self.unknown_elements(receiver.span);
                return None;
            }
        };
        let mut values = self.operands(&method.arguments).into_iter();
        // While the element is borrowed, nothing changes the variables of the list; those of the index may change.
        let base = values.next()?;
        let base = if base.is_pure() { base } else { self.spill("values", base) };
        let index = values.next().map(|index| match self.is_stable(&index) {
            true => index,
            false => self.spill(if keyed { "key" } else { "index" }, index),
        });
        let (index, present) = match (method.name.as_str(), index) {
            (_, Some(key)) if keyed => (key.clone(), key.binary(BinaryOp::In, base.clone())),
            (_, Some(index)) => {
                let length = call("len", vec![base.clone()]);
                (index.clone(), index.binary(BinaryOp::Lt, length))
            }
            ("first_mut" | "front_mut", None) => (Expr::Int(0), base.clone()),
            (_, None) => (Expr::Int(-1), base.clone()),
        };
        let place = base.subscript(index);
        self.pin_place(&place);
        Some(Element { place, present, keyed })
    }
}
