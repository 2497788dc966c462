//! Functions that give `&mut` parameters back beside their result: `result, position = next(text, position)`.

use super::Lower;
use super::statement::leaves_at_end;
use crate::check::hir::{self, ExprKind, GivenBack};
use crate::check::{is_element, is_entry_value, unwrapped_element};
use crate::python::{Expr, Stmt, StmtKind, name};

impl Lower<'_> {
    /// A call of such a function. What it gives back goes where it was lent from; the result is kept in a variable, if it is
    /// asked for.
    pub(super) fn call_lending(
        &mut self,
        function: &hir::Expr,
        arguments: &[hir::Expr],
        result: Option<Expr>,
    ) -> Expr {
        let (rest, after) = self.buffered(|this| {
            this.operands(
                std::iter::once(function).chain(arguments.iter().filter(|argument| lent(argument).is_none())),
            )
        });
        let mut places: Vec<Expr> = Vec::new();
        let mut parts: Vec<(&hir::Expr, Expr)> = Vec::new();
        for place in arguments.iter().filter_map(lent) {
            let place = if self.is_part(place) {
                let value = self.value(place);
                let value = self.spill("value", value);
                parts.push((place, value.clone()));
                value
            } else if is_place(place) {
                let place = self.place_of(place);
                self.settled(place)
            } else {
                // `&mut 0`: what is given back, nobody sees.
                let value = self.value(place);
                self.spill("value", value)
            };
            places.push(if after.is_empty() { place } else { self.fixed(place) });
        }
        self.out.extend(after);
        let (mut rest, mut given) = (rest.into_iter(), places.iter().cloned());
        let Some(function) = rest.next() else { return Expr::None };
        let passed = arguments.iter().map(|argument| match lent(argument) {
            Some(_) => given.next(),
            None => rest.next(),
        });
        let call = function.call(passed.flatten().collect());
        let mut targets: Vec<Expr> = result.iter().cloned().collect();
        targets.extend(places);
        let target = match &targets[..] {
            [only] => only.clone(),
            _ => Expr::Tuple(targets),
        };
        self.push(StmtKind::Assign(target, call));
        for (place, value) in parts {
            self.store(place, value);
        }
        result.unwrap_or(Expr::None)
    }

    /// A place whose indices stay what they are.
    fn fixed(&mut self, place: Expr) -> Expr {
        let join = match &place {
            Expr::Subscript(..) => Expr::subscript,
            Expr::Lookup(..) => Expr::lookup,
            _ => return place,
        };
        let (Expr::Subscript(base, index) | Expr::Lookup(base, index)) = place else { return place };
        let base = self.fixed(*base);
        let index = if self.is_stable(&index) { *index } else { self.spill("index", *index) };
        join(base, index)
    }
}

/// Whether an expression names a place, and is no value that was just made.
fn is_place(expr: &hir::Expr) -> bool {
    match &expr.kind {
        ExprKind::Local(_) | ExprKind::Field(..) | ExprKind::TupleField(..) | ExprKind::Index(..) => true,
        ExprKind::Method(method) => {
            is_element(expr) || is_entry_value(expr) || unwrapped_element(method).is_some()
        }
        _ => false,
    }
}

/// The place of an argument that is lent.
fn lent(argument: &hir::Expr) -> Option<&hir::Expr> {
    match &argument.kind {
        ExprKind::Lent(place) => Some(place),
        _ => None,
    }
}

/// Whether a call lends one of its arguments.
pub(super) fn lends(arguments: &[hir::Expr]) -> bool {
    arguments.iter().any(|argument| lent(argument).is_some())
}

/// Makes a function return its parameters beside its result.
pub(super) fn give_back(body: &mut Vec<Stmt>, given: &GivenBack, parameters: &[String]) {
    let names: Vec<Expr> =
        given.parameters.iter().filter_map(|(i, _)| parameters.get(*i)).map(name).collect();
    if given.alone && !leaves_at_end(body) {
        let at = body.last().map(|last| last.at).unwrap_or_default();
        body.push(Stmt { kind: StmtKind::Return(None), at });
    }
    returned(body, &|value| {
        let mut parts: Vec<Expr> = if given.alone { Vec::new() } else { vec![value.unwrap_or(Expr::None)] };
        parts.extend(names.iter().cloned());
        if let [_] = &parts[..] { parts.remove(0) } else { Expr::Tuple(parts) }
    });
}

/// Changes what a function returns.
fn returned(body: &mut Vec<Stmt>, with: &impl Fn(Option<Expr>) -> Expr) {
    for statement in body {
        match &mut statement.kind {
            StmtKind::Return(value) => *value = Some(with(value.take())),
            other => other.suites_mut().into_iter().for_each(|suite| returned(suite, with)),
        }
    }
}
