//! The second pass: from the end of a body to its start, with what is still looked at or changed.

use super::parts::{bound, parts};
use super::{Copies, Held, Kind, Root, root, share};
use crate::check::hir::{Block, Closure, Expr, ExprKind, LocalId, Pattern, Statement};
use crate::types::Ty;
use std::collections::BTreeSet;

/// The places that are looked at later: variables, with the names of the fields behind them.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Live(BTreeSet<(LocalId, Vec<String>)>);

impl Live {
    /// Whether a place, something in it, or what it is in is looked at later.
    pub(super) fn has(&self, local: LocalId, path: &[String]) -> bool {
        self.0.iter().any(|(known, fields)| {
            *known == local && fields.iter().zip(path).all(|(field, other)| field == other)
        })
    }

    fn look(&mut self, local: LocalId, path: Vec<String>) {
        self.0.insert((local, path));
    }

    fn forget(&mut self, local: LocalId) {
        self.0.retain(|(known, _)| *known != local);
    }

    fn join(&mut self, other: &Live) {
        self.0.extend(other.0.iter().cloned());
    }
}

/// What is looked at where jumps lead to.
#[derive(Default)]
pub(super) struct Targets {
    /// The loops and labelled blocks around: their labels, after them, and before their next round.
    loops: Vec<(Option<String>, Live, Live)>,
    /// After the function.
    end: Live,
}

/// Closures of these are called at most once, whatever they are called on.
fn calls_once(name: &str, receiver: &Ty) -> bool {
    matches!(receiver, Ty::Option(_) | Ty::Result(..) | Ty::Bool | Ty::Entry(..)) || name == "then"
}

impl Copies<'_, '_> {
    /// Decides about the copies in an expression; `live` is what is looked at after it, and then before it.
    pub(super) fn settle_backwards(&mut self, expr: &mut Expr, live: &mut Live) {
        match &mut expr.kind {
            ExprKind::Copied { .. } => self.settle_copy(expr, live),
            ExprKind::Local(_) | ExprKind::Field(..) | ExprKind::TupleField(..) | ExprKind::Index(..) => {
                self.look_at(expr, live);
            }
            ExprKind::Assign(place, value) => {
                match place.kind {
                    ExprKind::Local(local) if self.is_variable(local) => live.forget(local),
                    _ => self.settle_backwards(place, live),
                }
                self.settle_backwards(value, live);
            }
            ExprKind::Destructure(pattern, value, places) => {
                for (_, place) in places.iter_mut().rev() {
                    self.settle_backwards(place, live);
                }
                self.settle_pattern(pattern, value, live);
                self.settle_backwards(value, live);
            }
            ExprKind::Block(block) => self.settle_block(block, live),
            ExprKind::Labelled { label, block } => {
                self.targets.loops.push((Some(label.clone()), live.clone(), Live::default()));
                self.settle_block(block, live);
                self.targets.loops.pop();
            }
            ExprKind::If { test, then, otherwise } => {
                let mut other = live.clone();
                if let Some(otherwise) = otherwise {
                    self.settle_backwards(otherwise, &mut other);
                }
                self.settle_block(then, live);
                live.join(&other);
                self.settle_backwards(test, live);
            }
            ExprKind::Let(pattern, value) => {
                self.settle_pattern(pattern, value, live);
                self.settle_backwards(value, live);
            }
            ExprKind::Match { subject, arms } => {
                let after = live.clone();
                *live = Live::default();
                for arm in arms.iter_mut() {
                    let mut before = after.clone();
                    self.settle_backwards(&mut arm.body, &mut before);
                    if let Some(guard) = &mut arm.guard {
                        before.join(&after);
                        self.settle_backwards(guard, &mut before);
                    }
                    live.join(&before);
                }
                // All arms first: the place is looked at in those that are not taken, too.
                let patterns: Vec<&Pattern> = arms.iter().map(|arm| &arm.pattern).collect();
                self.settle_patterns(&patterns, subject, live);
                self.settle_backwards(subject, live);
            }
            ExprKind::While { label, test, body } => {
                let label = label.clone();
                self.settle_loop(label, live, |this, live| {
                    let after = live.clone();
                    this.settle_block(body, live);
                    live.join(&after);
                    this.settle_backwards(test, live);
                });
            }
            ExprKind::Loop { label, body } => {
                let label = label.clone();
                self.settle_loop(label, live, |this, live| this.settle_block(body, live));
            }
            ExprKind::For { label, pattern, iter, body } => {
                let label = label.clone();
                self.settle_loop(label, live, |this, live| {
                    this.settle_block(body, live);
                    bound(pattern).into_iter().for_each(|local| live.forget(local));
                });
                self.settle_backwards(iter, live);
            }
            ExprKind::Break { label, value } => {
                *live =
                    self.target(label.as_deref()).map_or_else(Live::default, |(_, after, _)| after.clone());
                value.iter_mut().for_each(|value| self.settle_backwards(value, live));
            }
            ExprKind::Continue(label) => {
                *live = self.target(label.as_deref()).map_or_else(Live::default, |(.., next)| next.clone());
            }
            ExprKind::Return(value) => {
                *live = self.targets.end.clone();
                value.iter_mut().for_each(|value| self.settle_backwards(value, live));
            }
            ExprKind::Try(value) => {
                live.join(&self.targets.end);
                self.settle_backwards(value, live);
            }
            ExprKind::Closure(closure) => self.settle_closure(closure, live, false),
            ExprKind::Async(closure) => self.settle_closure(closure, live, true),
            ExprKind::Method(method) => {
                let receiver =
                    method.arguments.first().map(|receiver| self.checker.types.resolve(&receiver.ty));
                let once = receiver.is_some_and(|receiver| calls_once(&method.name, &receiver));
                for argument in method.arguments.iter_mut().rev() {
                    match &mut argument.kind {
                        ExprKind::Closure(closure) => self.settle_closure(closure, live, once),
                        _ => self.settle_backwards(argument, live),
                    }
                }
            }
            ExprKind::Struct { fields, base } => {
                if let Some(base) = base {
                    self.settle_base(fields, base, live);
                }
                for (_, value) in fields.iter_mut().rev() {
                    self.settle_backwards(value, live);
                }
            }
            ExprKind::Call(function, arguments) => {
                let lending = match &function.kind {
                    ExprKind::Link(link) => self.checker.lending.get(link).cloned(),
                    _ => None,
                };
                let count = arguments.len();
                for (position, argument) in arguments.iter_mut().enumerate().rev() {
                    if lending.as_ref().is_some_and(|lending| lending.lends(position, count))
                        && self.checker.kind_of(&argument.ty) == Kind::Copies
                    {
                        // The function copies what it keeps.
                        share(argument);
                    }
                    self.settle_backwards(argument, live);
                }
                self.settle_backwards(function, live);
            }
            kind => {
                for part in parts(kind).into_iter().rev() {
                    self.settle_backwards(part, live);
                }
            }
        }
    }

    /// Whether assigning a local changes the variable alone.
    fn is_variable(&self, local: LocalId) -> bool {
        let variable = &self.checker.locals[local];
        !variable.place && !variable.captured && self.held[local] != Held::Reference
    }

    fn target(&self, label: Option<&str>) -> Option<&(Option<String>, Live, Live)> {
        let mut around = self.targets.loops.iter().rev();
        match label {
            Some(label) => around.find(|(known, ..)| known.as_deref() == Some(label)),
            None => around.next(),
        }
    }

    fn look_at(&mut self, place: &mut Expr, live: &mut Live) {
        if let Root::Local(local, path, _) = root(place) {
            live.look(local, path);
        }
        self.look_inside(place, live);
    }

    /// What is evaluated to find a place: indices, and what is no variable.
    fn look_inside(&mut self, place: &mut Expr, live: &mut Live) {
        match &mut place.kind {
            ExprKind::Field(base, _) | ExprKind::TupleField(base, _) => self.look_inside(base, live),
            ExprKind::Index(base, index) => {
                self.settle_backwards(index, live);
                self.look_inside(base, live);
            }
            ExprKind::Local(_) => {}
            _ => self.settle_backwards(place, live),
        }
    }

    fn settle_copy(&mut self, expr: &mut Expr, live: &mut Live) {
        let ty = expr.ty.clone();
        let ExprKind::Copied { place, deref } = &mut expr.kind else { return };
        let copied = self.is_copied(place, &ty, *deref, live);
        self.look_at(place, live);
        // What the rounds of a loop look at is not known the first time.
        if !copied && !self.dry {
            share(expr);
        }
    }

    fn settle_block(&mut self, block: &mut Block, live: &mut Live) {
        if let Some(value) = &mut block.value {
            self.settle_backwards(value, live);
        }
        for statement in block.statements.iter_mut().rev() {
            match statement {
                Statement::Expr(expr) => self.settle_backwards(expr, live),
                Statement::Let { pattern, value, otherwise, .. } => {
                    if let Some(otherwise) = otherwise {
                        let mut other = live.clone();
                        self.settle_block(otherwise, &mut other);
                        live.join(&other);
                    }
                    match value {
                        Some(value) => {
                            self.settle_pattern(pattern, value, live);
                            self.settle_backwards(value, live);
                        }
                        None => bound(pattern).into_iter().for_each(|local| live.forget(local)),
                    }
                }
            }
        }
    }

    fn settle_pattern(&mut self, pattern: &Pattern, value: &mut Expr, live: &mut Live) {
        self.settle_patterns(&[pattern], value, live);
    }

    /// A pattern that takes a place apart copies the parts that it gives names.
    fn settle_patterns(&mut self, patterns: &[&Pattern], value: &mut Expr, live: &mut Live) {
        let locals: Vec<LocalId> = patterns.iter().flat_map(|pattern| bound(pattern)).collect();
        locals.iter().for_each(|local| live.forget(*local));
        if let [Pattern::Bind(local, None)] = patterns
            && !self.checker.locals[*local].reference
        {
            return self.note_move(*local, value, live);
        }
        if self.dry {
            return;
        }
        let ExprKind::Copied { place, deref, .. } = &value.kind else { return };
        let (deref, place) = (*deref, (**place).clone());
        let whole =
            matches!(place.kind, ExprKind::Local(local) if self.held[local] == Held::Reference) && !deref;
        for pattern in patterns.iter().filter(|_| !whole) {
            for (local, path) in Self::taken(pattern, &[]) {
                if self.checker.locals[local].reference {
                    continue;
                }
                let part = path.into_iter().fold(place.clone(), |base, name| Expr {
                    kind: ExprKind::Field(Box::new(base), name),
                    ty: Ty::Unknown,
                    span: place.span,
                });
                let of = self.checker.locals[local].ty.clone();
                self.checker.locals[local].copied |= self.is_copied(&part, &of, deref, live);
            }
        }
        share(value);
    }

    /// `let mut list = list;`
    fn note_move(&mut self, to: LocalId, value: &Expr, live: &Live) {
        let ExprKind::Copied { place, deref: false } = &value.kind else { return };
        let ExprKind::Local(from) = place.kind else { return };
        let variable = |local: LocalId| {
            let local = &self.checker.locals[local];
            !local.captured && !local.place && !local.changed
        };
        let alone = variable(from)
            && variable(to)
            && !self.checker.locals[from].mutable
            && self.held[from] == Held::Own;
        if alone && !self.dry && self.targets.loops.is_empty() && !live.has(from, &[]) {
            self.checker.locals[to].renames = Some(from);
        }
    }

    /// The fields that a literal takes from another record.
    fn settle_base(&mut self, fields: &mut Vec<(String, Expr)>, base: &mut Expr, live: &mut Live) {
        let ExprKind::Copied { place, deref, .. } = &base.kind else {
            return self.settle_backwards(base, live);
        };
        let of = self.checker.types.resolve(&base.ty);
        let known = self.checker.fields_elsewhere(&of);
        if self.dry || known.is_empty() {
            return self.settle_backwards(base, live);
        }
        let (deref, place) = (*deref, (**place).clone());
        share(base);
        for (name, ty) in known {
            let part = Expr {
                kind: ExprKind::Field(Box::new(place.clone()), name.clone()),
                ty: ty.clone(),
                span: place.span,
            };
            let given = fields.iter().any(|(known, _)| *known == name);
            if !given && self.is_copied(&part, &ty, deref, live) {
                let span = part.span;
                let kind = ExprKind::Copied { place: Box::new(part), deref };
                fields.push((name, Expr { kind, ty, span }));
            }
        }
        self.settle_backwards(base, live);
    }

    /// A loop: what its first round looks at is looked at after the others.
    fn settle_loop(
        &mut self,
        label: Option<String>,
        live: &mut Live,
        mut round: impl FnMut(&mut Self, &mut Live),
    ) {
        let after = live.clone();
        let mut next = after.clone();
        let dry = std::mem::replace(&mut self.dry, true);
        for last in [false, true] {
            if last {
                self.dry = dry;
            }
            self.targets.loops.push((label.clone(), after.clone(), next.clone()));
            let mut before = next.clone();
            before.join(&after);
            round(self, &mut before);
            self.targets.loops.pop();
            next.join(&before);
        }
        *live = next;
    }

    fn settle_closure(&mut self, closure: &mut Closure, live: &mut Live, once: bool) {
        let loops = std::mem::take(&mut self.targets.loops);
        let end = std::mem::replace(&mut self.targets.end, live.clone());
        let parameters: Vec<LocalId> = closure.parameters.iter().flat_map(bound).collect();
        let body = &mut closure.body;
        let mut run = |this: &mut Self, live: &mut Live| {
            this.settle_backwards(body, live);
            parameters.iter().for_each(|local| live.forget(*local));
        };
        if once {
            let after = live.clone();
            run(self, live);
            live.join(&after);
        } else {
            let mut next = live.clone();
            let dry = std::mem::replace(&mut self.dry, true);
            for last in [false, true] {
                if last {
                    self.dry = dry;
                }
                self.targets.end = next.clone();
                let mut before = next.clone();
                run(self, &mut before);
                next.join(&before);
            }
            *live = next;
        }
        self.targets.loops = loops;
        self.targets.end = end;
    }
}
