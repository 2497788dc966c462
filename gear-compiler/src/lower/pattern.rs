//! Patterns: tests and bindings.

use super::Lower;
use super::replaced::{payload, payload_places};
use crate::check::hir::{LocalId, Pattern, Payload};
use crate::python::{BinaryOp, Expr, StmtKind, name};
use crate::types::Ty;

impl Lower<'_> {
    /// Binds a pattern that always fits to a simple value.
    pub(super) fn bind(&mut self, pattern: &Pattern, value: Expr) {
        let frame = self.frames.len();
        match pattern {
            Pattern::Bind(local, inner) => {
                if let Some(inner) = inner {
                    self.bind(inner, value.clone());
                }
                if self.locals[*local].captured {
                    self.pin(&value);
                }
                let value = self.taken(*local, value);
                self.bound.insert(*local, (value, frame));
            }
            Pattern::Tuple(parts) => match value {
                Expr::Tuple(values) if values.len() == parts.len() => {
                    parts.iter().zip(values).for_each(|(part, value)| self.bind(part, value));
                }
                value => {
                    for (i, part) in parts.iter().enumerate() {
                        self.bind(part, value.clone().subscript(Expr::Int(i as i128)));
                    }
                }
            },
            Pattern::Struct(fields) => {
                for (field, part) in fields {
                    self.bind(part, value.clone().subscript(Expr::Str(field.clone())));
                }
            }
            Pattern::Some(inner, item) => {
                // The place of an element has no option around it.
                let place = self.names_place(inner);
                self.bind(inner, if place { value } else { self.in_some(value, item) });
            }
            Pattern::Ok(inner) | Pattern::Err(inner) => self.bind(inner, value.subscript(Expr::Int(1))),
            Pattern::Json(_, inner) => self.bind(inner, value),
            Pattern::Slice { first, rest, last } => {
                for (part, value) in slice_parts(first, last, &value) {
                    self.bind(part, value);
                }
                if let Some(Some(local)) = rest {
                    let rest = self.taken(*local, slice_rest(first, last, value));
                    self.bound.insert(*local, (rest, frame));
                }
            }
            Pattern::Variant { name, payload } => {
                for (part, value) in variant_parts(name, payload, &value) {
                    self.bind(part, value);
                }
            }
            Pattern::Or(cases) => self.bind_or(cases, &value),
            Pattern::Wild | Pattern::Value(_) | Pattern::Range { .. } | Pattern::None => {}
        }
    }

    /// The variables of an or-pattern stand for the parts of the case that fits.
    fn bind_or(&mut self, cases: &[Pattern], value: &Expr) {
        let Some((first, rest)) = cases.split_first() else { return };
        if !Self::binds(first) {
            return;
        }
        let frame = self.frames.len();
        let test = self.test(first, value, &Ty::Unknown);
        self.bind(first, value.clone());
        let locals = bound_locals(first);
        let chosen: Vec<Expr> = locals.iter().map(|local| self.local(*local)).collect();
        self.bind_or(rest, value);
        if let (Some(test), false) = (test, rest.is_empty()) {
            for (local, chosen) in locals.into_iter().zip(chosen) {
                let other = self.local(local);
                self.bound.insert(local, (Expr::if_else(test.clone(), chosen, other), frame));
            }
        }
    }

    /// Assigns the variables of a pattern that fits: `let`, `for` and arms.
    pub(super) fn assign(&mut self, pattern: &Pattern, value: Expr) {
        match pattern {
            Pattern::Wild => {
                if !value.is_simple() {
                    self.push(StmtKind::Expr(value));
                }
            }
            Pattern::Bind(local, inner) => {
                let value = self.taken(*local, value);
                let variable = self.declare(*local);
                self.push(StmtKind::Assign(variable.clone(), value));
                if let Some(inner) = inner {
                    self.assign(inner, variable);
                }
            }
            Pattern::Tuple(parts)
                if parts.iter().all(|part| match part {
                    Pattern::Bind(local, None) => !self.locals[*local].copied,
                    part => matches!(part, Pattern::Wild),
                }) =>
            {
                let targets = parts.iter().map(|part| self.target(part, "_")).collect();
                self.push(StmtKind::Assign(Expr::Tuple(targets), value));
            }
            Pattern::Tuple(parts)
                if let Expr::Tuple(values) = &value
                    && self.goes_part_by_part(parts, values) =>
            {
                parts.iter().zip(values).for_each(|(part, value)| self.bind_or_assign(part, value.clone()));
            }
            Pattern::Some(inner, item) => self.assign(inner, self.in_some(value, item)),
            other => {
                let value = self.simple("item", value);
                self.assign_parts(other, value);
            }
        }
    }

    fn assign_parts(&mut self, pattern: &Pattern, value: Expr) {
        match pattern {
            Pattern::Tuple(parts) => {
                for (i, part) in parts.iter().enumerate() {
                    self.assign_part(part, value.clone().subscript(Expr::Int(i as i128)));
                }
            }
            Pattern::Struct(fields) => {
                for (field, part) in fields {
                    self.assign_part(part, value.clone().subscript(Expr::Str(field.clone())));
                }
            }
            Pattern::Ok(inner) | Pattern::Err(inner) => {
                self.assign_part(inner, value.subscript(Expr::Int(1)))
            }
            Pattern::Json(_, inner) => self.assign_part(inner, value),
            Pattern::Slice { first, rest, last } => {
                for (part, value) in slice_parts(first, last, &value) {
                    self.assign_part(part, value);
                }
                if let Some(Some(local)) = rest {
                    let rest = self.taken(*local, slice_rest(first, last, value));
                    let variable = self.declare(*local);
                    self.push(StmtKind::Assign(variable, rest));
                }
            }
            Pattern::Variant { name, payload } => {
                for (part, value) in variant_parts(name, payload, &value) {
                    self.assign_part(part, value);
                }
            }
            Pattern::Or(cases) => {
                self.bind_or(cases, &value);
                for local in cases.first().map(bound_locals).unwrap_or_default() {
                    let value = self.local(local);
                    let variable = self.declare(local);
                    self.push(StmtKind::Assign(variable, value));
                }
            }
            _ => {}
        }
    }

    /// Whether the parts of a tuple can get their values one after the other: no value is assigned before it is read.
    fn goes_part_by_part(&self, parts: &[Pattern], values: &[Expr]) -> bool {
        let simple = parts.len() == values.len() && values.iter().all(Expr::is_simple);
        let overwrites =
            |local| self.reusable(local).is_some_and(|name| values.iter().any(|value| value.mentions(&name)));
        simple && !parts.iter().flat_map(bound_locals).any(overwrites)
    }

    /// A part that binds nothing needs no statement.
    fn assign_part(&mut self, pattern: &Pattern, value: Expr) {
        if Self::binds(pattern) {
            self.assign(pattern, value);
        }
    }

    /// The value that a pattern gives a local: a copy, if the place that it comes from keeps its own.
    fn taken(&self, local: LocalId, value: Expr) -> Expr {
        let local = &self.locals[local];
        if local.copied { self.copy_of(value, &self.types.in_python(&local.ty)) } else { value }
    }

    /// A new variable for a local. The variable of a local that it shadows or whose scope has ended is used again,
    /// unless a closure may still look at it.
    pub(super) fn declare(&mut self, local: LocalId) -> Expr {
        match self.reusable(local) {
            Some(variable) => self.declare_as(local, variable),
            None => self.declare_new(local),
        }
    }

    /// Gives a local a variable of its own.
    pub(super) fn declare_new(&mut self, local: LocalId) -> Expr {
        let variable = self.fresh(&self.locals[local].name.clone());
        self.declare_as(local, variable)
    }

    /// Gives a local this variable.
    pub(super) fn declare_as(&mut self, local: LocalId, variable: String) -> Expr {
        self.bound.insert(local, (name(variable.clone()), self.frames.len()));
        self.owners.insert(variable.clone(), local);
        name(variable)
    }

    /// The variable of an earlier local of the same name, which nothing looks at any more.
    pub(super) fn reusable(&self, local: LocalId) -> Option<String> {
        let earlier = self.locals[local].reuses?;
        let (value, frame) = self.bound.get(&earlier)?;
        match value {
            Expr::Name(variable)
                if *frame == self.frames.len()
                    && !self.locals[earlier].captured
                    && !self.pinned.contains(variable)
                    && self.owners.get(variable).is_none_or(|owner| *owner == earlier)
                    && self.frames.last()?.names.contains(variable) =>
            {
                Some(variable.clone())
            }
            _ => None,
        }
    }

    /// A pattern as the target of a `for` or a comprehension: names, or a tuple of names.
    pub(super) fn target(&mut self, pattern: &Pattern, wanted: &str) -> Expr {
        self.named_target(pattern, wanted, "_")
    }

    /// A target of which the parts that the pattern does not name are used as well.
    pub(super) fn whole_target(&mut self, pattern: &Pattern, wanted: &str) -> Expr {
        self.named_target(pattern, wanted, wanted)
    }

    fn named_target(&mut self, pattern: &Pattern, wanted: &str, unnamed: &str) -> Expr {
        match pattern {
            Pattern::Bind(local, None) => self.declare_new(*local),
            Pattern::Tuple(parts) if !parts.is_empty() => {
                Expr::Tuple(parts.iter().map(|part| self.named_target(part, wanted, unnamed)).collect())
            }
            // Nothing looks at it: one name serves them all.
            Pattern::Wild if unnamed == "_" => name("_"),
            Pattern::Wild => name(self.fresh(unnamed)),
            _ => name(self.fresh(wanted)),
        }
    }

    /// The condition under which a pattern fits a simple value. `None`: always.
    pub(super) fn test(&mut self, pattern: &Pattern, value: &Expr, ty: &Ty) -> Option<Expr> {
        match pattern {
            Pattern::Wild => None,
            Pattern::Bind(_, inner) => inner.as_ref().and_then(|inner| self.test(inner, value, ty)),
            Pattern::Value(wanted) => {
                let wanted = self.value(wanted);
                Some(match wanted {
                    Expr::True => value.clone(),
                    Expr::False => value.clone().negated(),
                    other => value.clone().binary(BinaryOp::Eq, other),
                })
            }
            Pattern::Range { start, end, inclusive } => {
                let start = start.as_ref().map(|start| value.clone().binary(BinaryOp::Ge, self.value(start)));
                let op = if *inclusive { BinaryOp::Le } else { BinaryOp::Lt };
                let end = end.as_ref().map(|end| value.clone().binary(op, self.value(end)));
                all(start.into_iter().chain(end))
            }
            Pattern::None => Some(value.clone().binary(BinaryOp::Is, Expr::None)),
            Pattern::Some(inner, item) => {
                let present = value.clone().binary(BinaryOp::IsNot, Expr::None);
                let inner = self.test_in_some(inner, value, item);
                all([present].into_iter().chain(inner))
            }
            Pattern::Json(kind, inner) => {
                let inner = self.test(inner, value, &kind.inner());
                all([super::json::is_kind(*kind, value.clone())].into_iter().chain(inner))
            }
            Pattern::Ok(inner) | Pattern::Err(inner) => {
                let tag = value.clone().subscript(Expr::Int(0));
                let tag = if matches!(pattern, Pattern::Ok(_)) { tag } else { tag.negated() };
                let payload = value.clone().subscript(Expr::Int(1));
                let inner = self.test(inner, &payload, &Ty::Unknown);
                all([tag].into_iter().chain(inner))
            }
            Pattern::Tuple(parts) => {
                let tests: Vec<_> = parts
                    .iter()
                    .enumerate()
                    .filter_map(|(i, part)| {
                        let ty = match ty {
                            Ty::Tuple(types) => types.get(i).cloned().unwrap_or(Ty::Unknown),
                            _ => Ty::Unknown,
                        };
                        let part_value = match value {
                            Expr::Tuple(values) => values[i].clone(),
                            other => other.clone().subscript(Expr::Int(i as i128)),
                        };
                        self.test(part, &part_value, &ty)
                    })
                    .collect();
                all(tests)
            }
            Pattern::Struct(fields) => {
                let tests: Vec<_> = fields
                    .iter()
                    .filter_map(|(field, part)| {
                        let value = value.clone().subscript(Expr::Str(field.clone()));
                        self.test(part, &value, &Ty::Unknown)
                    })
                    .collect();
                all(tests)
            }
            Pattern::Slice { first, rest, last } => {
                let item = match ty {
                    Ty::List(item) => (**item).clone(),
                    _ => Ty::Unknown,
                };
                let length = crate::python::call("len", vec![value.clone()]);
                let count = Expr::Int((first.len() + last.len()) as i128);
                let op = if rest.is_some() { BinaryOp::Ge } else { BinaryOp::Eq };
                let mut tests = match (first.len() + last.len(), rest) {
                    (0, None) => vec![value.clone().negated()],
                    (0, Some(_)) => Vec::new(),
                    _ => vec![length.binary(op, count)],
                };
                for (part, value) in slice_parts(first, last, value) {
                    tests.extend(self.test(part, &value, &item));
                }
                all(tests)
            }
            Pattern::Variant { name, payload: Payload::None } => {
                Some(value.clone().binary(BinaryOp::Eq, Expr::Str(name.clone())))
            }
            Pattern::Variant { name, payload } => {
                // A variant without data is text, in which `in` would look for a part.
                let tagged =
                    crate::python::call("gear_is_variant", vec![value.clone(), Expr::Str(name.clone())]);
                let mut tests = vec![tagged];
                for (part, value) in variant_parts(name, payload, value) {
                    tests.extend(self.test(part, &value, &Ty::Unknown));
                }
                all(tests)
            }
            Pattern::Or(cases) => {
                let tests: Option<Vec<Expr>> = cases.iter().map(|case| self.test(case, value, ty)).collect();
                tests?.into_iter().reduce(|a, b| a.binary(BinaryOp::Or, b))
            }
        }
    }

    /// Whether a pattern binds no variable.
    pub(super) fn binds(pattern: &Pattern) -> bool {
        match pattern {
            Pattern::Bind(..) => true,
            Pattern::Some(inner, _) | Pattern::Ok(inner) | Pattern::Err(inner) | Pattern::Json(_, inner) => {
                Self::binds(inner)
            }
            Pattern::Tuple(parts) => parts.iter().any(Self::binds),
            Pattern::Struct(fields) => fields.iter().any(|(_, part)| Self::binds(part)),
            Pattern::Or(cases) => cases.iter().any(Self::binds),
            Pattern::Variant { payload, .. } => payload.parts().into_iter().any(Self::binds),
            Pattern::Slice { first, rest, last } => {
                matches!(rest, Some(Some(_))) || first.iter().chain(last).any(Self::binds)
            }
            Pattern::Wild | Pattern::Value(_) | Pattern::Range { .. } | Pattern::None => false,
        }
    }

    /// What a local stands for.
    pub(super) fn local(&mut self, local: usize) -> Expr {
        if let Some(place) = self.aliases.get(&local).cloned() {
            return self.value(&place);
        }
        let (value, frame) = self.bound.get(&local).cloned().unwrap_or((Expr::None, self.frames.len()));
        self.note_read(&value, frame);
        value
    }

    /// The place of a local that is assigned: noted when it belongs to a function around.
    pub(super) fn assigned_local(&mut self, local: usize) -> Expr {
        let (value, frame) = self.bound.get(&local).cloned().unwrap_or((Expr::None, 0));
        if let Expr::Name(variable) = &value {
            let inner = self.frames.len();
            if frame < inner {
                for between in &mut self.frames[frame..] {
                    between.nonlocal.insert(variable.clone());
                }
            }
        }
        value
    }
}

pub(super) fn all(tests: impl IntoIterator<Item = Expr>) -> Option<Expr> {
    tests.into_iter().reduce(|a, b| a.binary(BinaryOp::And, b))
}

/// The parts of a slice pattern with the elements they look at.
fn slice_parts<'p>(first: &'p [Pattern], last: &'p [Pattern], value: &Expr) -> Vec<(&'p Pattern, Expr)> {
    let at = |index: i128| value.clone().subscript(Expr::Int(index));
    let from_end = last.len() as i128;
    let first = first.iter().enumerate().map(|(i, part)| (part, at(i as i128)));
    let last = last.iter().enumerate().map(|(i, part)| (part, at(i as i128 - from_end)));
    first.chain(last).collect()
}

/// What the `..` of a slice pattern stands for.
fn slice_rest(first: &[Pattern], last: &[Pattern], value: Expr) -> Expr {
    let start = (!first.is_empty()).then(|| Box::new(Expr::Int(first.len() as i128)));
    let stop = (!last.is_empty()).then(|| Box::new(Expr::Int(-(last.len() as i128))));
    value.subscript(Expr::Slice(start, stop, None))
}

/// The variables of a pattern.
fn bound_locals(pattern: &Pattern) -> Vec<LocalId> {
    let all = |parts: &[Pattern]| parts.iter().flat_map(bound_locals).collect::<Vec<_>>();
    match pattern {
        Pattern::Bind(local, inner) => {
            let inner = inner.as_ref().map(|inner| bound_locals(inner)).unwrap_or_default();
            std::iter::once(*local).chain(inner).collect()
        }
        Pattern::Some(inner, _) | Pattern::Ok(inner) | Pattern::Err(inner) | Pattern::Json(_, inner) => {
            bound_locals(inner)
        }
        Pattern::Tuple(parts) => all(parts),
        Pattern::Struct(fields) => fields.iter().flat_map(|(_, part)| bound_locals(part)).collect(),
        Pattern::Slice { first, rest, last } => {
            let rest = rest.iter().flatten().copied();
            all(first).into_iter().chain(rest).chain(all(last)).collect()
        }
        Pattern::Or(cases) => cases.first().map(bound_locals).unwrap_or_default(),
        Pattern::Variant { payload, .. } => payload.parts().into_iter().flat_map(bound_locals).collect(),
        Pattern::Wild | Pattern::Value(_) | Pattern::Range { .. } | Pattern::None => Vec::new(),
    }
}

/// The parts of a variant's pattern with the values they look at.
fn variant_parts<'p>(name: &str, pattern: &'p Payload<Pattern>, value: &Expr) -> Vec<(&'p Pattern, Expr)> {
    let places = payload_places(name, pattern).into_iter();
    places.map(|(place, part)| (part, payload(value.clone(), &place))).collect()
}
