//! Expressions.

use super::destructure::is_destructured;
use super::hir::{BinaryOp, Closure, Expr, ExprKind, Pattern, Payload};
use super::own_operator::Operator;
use super::path::starts_lower;
use super::waiting::async_block_of;
use super::{Checker, DEPTH, LinkKind, OnPlace, Scope, called};
use crate::diag::Code;
use crate::lower::catalog;
use crate::syntax::{describe, start, start_of_closure};
use crate::types::{Int, Ty};
use proc_macro2::Span;

impl Checker<'_> {
    /// Checks an expression; `expected` is what its surroundings say of its type, or a variable.
    pub(crate) fn expr(&mut self, expr: &syn::Expr, expected: &Ty) -> Expr {
        self.depth += 1;
        let checked = if self.depth > DEPTH {
            let reported = self.diagnostics.reported(Code::TooDeep).unwrap_or_else(|| {
                self.diagnostics.report_help(
                    Code::TooDeep,
                    start(expr),
                    format!("this expression is nested more than {DEPTH} levels deep"),
                    "give parts of it names with `let`",
                )
            });
            self.error(reported, start(expr))
        } else {
            self.expr_kind(expr, expected)
        };
        self.depth -= 1;
        self.expected(checked, expected, expr)
    }

    /// An expression that was checked, as what is expected of it.
    pub(super) fn expected(&mut self, checked: Expr, expected: &Ty, written: &syn::Expr) -> Expr {
        let checked = self.in_form(checked, expected);
        self.types.unify(&checked.ty, expected);
        if std::mem::take(&mut self.types.clash) {
            self.diagnostics.report_help(
                Code::Value,
                start(written),
                "a `Vec<u8>` is bytes in Python, and one that is made element by element is a list: here they meet",
                "`collect` the bytes: `.collect::<Vec<u8>>()`",
            );
        }
        match written {
            syn::Expr::Path(_) | syn::Expr::Field(_) | syn::Expr::Index(_) => self.by_value(checked),
            _ => checked,
        }
    }

    /// A place that is used by value. Whether that is a copy is decided when the whole body is known.
    fn by_value(&self, value: Expr) -> Expr {
        let is_place = match &value.kind {
            ExprKind::Local(_) | ExprKind::Capture(_) | ExprKind::Field(..) | ExprKind::TupleField(..) => {
                true
            }
            ExprKind::Link(link) => {
                matches!(self.outside.links[*link].kind, LinkKind::Constant | LinkKind::Static)
            }
            ExprKind::Index(_, index) => !matches!(index.kind, ExprKind::Range { .. }),
            _ => false,
        };
        if is_place { self.copied(value, false) } else { value }
    }

    fn copied(&self, place: Expr, deref: bool) -> Expr {
        if self.types.shallow(&place.ty).is_immutable() || self.types.is_integer(&place.ty) {
            return place;
        }
        let (ty, span) = (place.ty.clone(), place.span);
        Expr { kind: ExprKind::Copied { place: Box::new(place), deref }, ty, span }
    }

    /// A `Vec<u8>` in the form in which it is wanted: one that grows is a list.
    fn in_form(&mut self, value: Expr, wanted: &Ty) -> Expr {
        let (ty, span) = (self.types.shallow(wanted), value.span);
        match (self.types.shallow(&value.ty), &ty) {
            (Ty::List(item), Ty::Bytes) => {
                self.types.unify(&item, &Ty::Int(Int::U8));
                Expr { kind: ExprKind::IntoBytes(Box::new(value)), ty, span }
            }
            (Ty::Bytes, Ty::List(item)) => {
                self.types.unify(item, &Ty::Int(Int::U8));
                Expr { kind: ExprKind::IntoList(Box::new(value)), ty, span }
            }
            _ => value,
        }
    }

    /// Checks an expression of which nothing is known.
    pub(crate) fn any(&mut self, expr: &syn::Expr) -> Expr {
        let ty = self.types.var();
        self.expr(expr, &ty)
    }

    /// Checks an expression that is looked at where it is, and not used by value.
    pub(crate) fn place(&mut self, expr: &syn::Expr, expected: &Ty) -> Expr {
        self.expr(expr, expected).into_place()
    }

    pub(crate) fn any_place(&mut self, expr: &syn::Expr) -> Expr {
        let ty = self.types.var();
        self.place(expr, &ty)
    }

    fn expr_kind(&mut self, expr: &syn::Expr, expected: &Ty) -> Expr {
        let span = start(expr);
        // Whether it is awaited is for the call in it, not for the parts of that.
        self.awaited &= matches!(
            expr,
            syn::Expr::Paren(_)
                | syn::Expr::Group(_)
                | syn::Expr::Path(_)
                | syn::Expr::Call(_)
                | syn::Expr::MethodCall(_)
                | syn::Expr::Closure(_)
                | syn::Expr::Block(_)
        );
        match expr {
            syn::Expr::Paren(inner) => self.expr(&inner.expr, expected),
            syn::Expr::Group(inner) => self.expr(&inner.expr, expected),
            syn::Expr::Reference(reference) => self.reference(reference, expected),
            syn::Expr::Lit(literal) => self.literal(&literal.lit, span),
            syn::Expr::Path(path) => self.path(path, expected),
            syn::Expr::Unary(unary) => self.unary(unary, expected, span),
            syn::Expr::Binary(binary) => self.binary(binary, expected, span),
            syn::Expr::Assign(assign) if is_dereferenced(&assign.left) && !self.is_place(&assign.left) => {
                let place = self.any_place(&assign.left);
                if !self.has_content(&place) {
                    return self.through_reference(&assign.left, &place);
                }
                self.note_change(&assign.left);
                let value = self.expr(&assign.right, &place.ty.clone());
                Expr { kind: ExprKind::Overwrite(Box::new(place), Box::new(value)), ty: Ty::Unit, span }
            }
            syn::Expr::Assign(assign) if is_destructured(&assign.left) => self.destructure(assign, span),
            syn::Expr::Assign(assign) => {
                self.note_change(&assign.left);
                let target = self.any_place(&assign.left);
                let value = self.expr(&assign.right, &target.ty.clone());
                Expr { kind: ExprKind::Assign(Box::new(target), Box::new(value)), ty: Ty::Unit, span }
            }
            syn::Expr::Cast(cast) => {
                let value = self.any_place(&cast.expr);
                let ty = self.ty(&cast.ty);
                Expr { kind: ExprKind::Cast(Box::new(value)), ty, span }
            }
            syn::Expr::Call(call) => self.call(call, expected),
            syn::Expr::MethodCall(call) => self.method_call(call, expected),
            syn::Expr::Field(field) => self.field(field, span),
            syn::Expr::Index(index) => self.index(index, span),
            syn::Expr::Closure(closure) => self.closure(closure, expected),
            syn::Expr::Block(block) if block.label.is_some() => self.labelled_block(block, expected, span),
            syn::Expr::Block(block) => {
                let block = self.block(&block.block, expected);
                let ty = block.value.as_ref().map_or(Ty::Unit, |value| value.ty.clone());
                Expr { kind: ExprKind::Block(block), ty, span }
            }
            syn::Expr::If(branch) => self.branch(branch, expected, span),
            syn::Expr::Match(matching) => self.matching(matching, expected, span),
            syn::Expr::While(looping) => self.while_loop(looping, span),
            syn::Expr::Loop(looping) => self.infinite_loop(looping, expected, span),
            syn::Expr::ForLoop(looping) => self.for_loop(looping, span),
            syn::Expr::Break(exit) => self.break_with(exit, span),
            syn::Expr::Continue(next) => {
                let label = next.label.as_ref().map(|label| label.ident.to_string());
                Expr { kind: ExprKind::Continue(label), ty: Ty::Never, span }
            }
            syn::Expr::Return(exit) => {
                self.returns = true;
                let result = self.results.last().cloned().unwrap_or(Ty::Unknown);
                let value = exit.expr.as_ref().map(|value| Box::new(self.expr(value, &result)));
                Expr { kind: ExprKind::Return(value), ty: Ty::Never, span }
            }
            syn::Expr::Try(attempt) => self.attempt(attempt, span),
            syn::Expr::Await(wait) => self.wait(wait, span),
            syn::Expr::Async(block) => self.async_block(block, span),
            syn::Expr::Tuple(tuple) if tuple.elems.is_empty() => {
                Expr { kind: ExprKind::Unit, ty: Ty::Unit, span }
            }
            syn::Expr::Tuple(tuple) => {
                let types = match self.types.shallow(expected) {
                    Ty::Tuple(types) if types.len() == tuple.elems.len() => types,
                    _ => tuple.elems.iter().map(|_| self.types.var()).collect(),
                };
                let items: Vec<Expr> =
                    tuple.elems.iter().zip(&types).map(|(item, ty)| self.expr(item, ty)).collect();
                let ty = Ty::Tuple(items.iter().map(|item| item.ty.clone()).collect());
                Expr { kind: ExprKind::Tuple(items), ty, span }
            }
            syn::Expr::Array(array) => self.list(array.elems.iter(), expected, span),
            syn::Expr::Repeat(repeat) => self.repeat(&repeat.expr, &repeat.len, span),
            syn::Expr::Struct(literal) => self.struct_literal(literal, span),
            syn::Expr::Range(range) => {
                // The keys of a sorted map are of any type.
                let known = match self.types.shallow(expected) {
                    Ty::Iter(item) => Some(self.types.shallow(&item)),
                    _ => None,
                };
                let known = known.filter(|item| !matches!(item, Ty::Var(_) | Ty::Unknown));
                let bound = known.unwrap_or_else(|| self.types.integer());
                self.range(range, &bound, span)
            }
            syn::Expr::Macro(call) => self.macro_call(&call.mac, expected),
            other => self.unsupported(other),
        }
    }

    pub(super) fn unsupported(&mut self, expr: &syn::Expr) -> Expr {
        let (what, help) = describe::expression(expr);
        let message = format!("{what} cannot be used in a gear");
        let reported = self.diagnostics.report_help(Code::UnsupportedExpression, expr, message, help);
        self.error(reported, start(expr))
    }

    /// A reference is its referent: Python shares what Rust borrows. What Python cannot share, it cannot borrow
    /// mutably.
    fn reference(&mut self, reference: &syn::ExprReference, expected: &Ty) -> Expr {
        if reference.mutability.is_none() {
            return self.place(&reference.expr, expected);
        }
        self.note_change(&reference.expr);
        let value = self.any_place(&reference.expr);
        self.borrowed_mutably(reference, value)
    }

    /// `&mut` of a place that was checked.
    pub(super) fn borrowed_mutably(&mut self, reference: &syn::ExprReference, value: Expr) -> Expr {
        let ty = self.types.shallow(&value.ty);
        let slice = is_slice(&value);
        let unchanging = self.types.in_python(&ty).is_immutable();
        let (code, what, help) = if unchanging || slice || matches!(ty, Ty::Tuple(_)) {
            (Code::Value, "of a number, string, option, tuple or slice", "return the new value instead")
        } else if matches!(ty, Ty::Unknown | Ty::Var(_)) {
            (
                Code::UnknownType,
                "of a value whose type is not known here",
                "give it a type first: `let value: .. = ..;`",
            )
        } else {
            return value;
        };
        let message = format!("`&mut` {what} cannot be shipped: Python shares only containers");
        let reported = self.diagnostics.report_help(code, reference, message, help);
        self.error(reported, reference.and_token.span)
    }

    /// `*x = ..`: what a reference points to gets another value, which in Python only `x` would see.
    pub(super) fn through_reference(&mut self, target: &syn::Expr, place: &Expr) -> Expr {
        if self.types.shallow(&place.ty) == Ty::Error {
            // The reference itself was reported.
            return self.silent(start(target));
        }
        let reported = self.diagnostics.report_help(
            Code::Value,
            target,
            "an assignment through a reference cannot be shipped: in Python only this variable would change",
            "assign by index, field or key, or return the new value",
        );
        self.error(reported, start(target))
    }

    /// Whether what a reference points to is a list, map, set or record: they change in place.
    pub(super) fn has_content(&self, place: &Expr) -> bool {
        let ty = self.types.in_python(&place.ty);
        let record = |name: &str| self.derived(name).is_some_and(|own| !own.is_enum);
        match &ty {
            Ty::List(_) | Ty::Deque(_) | Ty::Map { .. } | Ty::Set { .. } => true,
            Ty::Named(name) => self.types.shape_of(&ty).is_none() && record(name),
            _ => false,
        }
    }

    /// Whether `*x`, which is assigned, is a place that may be changed through `x`.
    pub(super) fn is_place(&mut self, target: &syn::Expr) -> bool {
        match target {
            syn::Expr::Paren(inner) => self.is_place(&inner.expr),
            syn::Expr::Unary(unary) => self.is_place(&unary.expr),
            syn::Expr::Path(path) => path.path.get_ident().is_some_and(|name| {
                let name = name.to_string();
                let local = self.scopes.iter().rev().find_map(|scope| scope.names.get(&name));
                match local {
                    Some(local) => {
                        let local = &mut self.locals[*local];
                        local.changed = true;
                        local.place || local.lent
                    }
                    None => false,
                }
            }),
            _ => false,
        }
    }

    fn literal(&mut self, literal: &syn::Lit, span: Span) -> Expr {
        let (kind, ty) = match literal {
            syn::Lit::Str(text) => (ExprKind::Str(text.value()), Ty::Str),
            syn::Lit::Char(c) => (ExprKind::Str(c.value().to_string()), Ty::Char),
            syn::Lit::Bool(value) => (ExprKind::Bool(value.value), Ty::Bool),
            syn::Lit::ByteStr(bytes) => (ExprKind::Bytes(bytes.value()), Ty::Bytes),
            syn::Lit::Byte(byte) => {
                (ExprKind::Int(byte.value().into()), Ty::Int(Int { signed: false, bits: 8 }))
            }
            syn::Lit::Int(int) => return self.int_literal(int, span),
            syn::Lit::Float(float) => match float.base10_parse::<f64>() {
                Ok(value) if matches!(float.suffix(), "" | "f64") => (ExprKind::Float(value), Ty::Float),
                _ => return self.bad_literal(literal, span),
            },
            _ => return self.bad_literal(literal, span),
        };
        Expr { kind, ty, span }
    }

    fn int_literal(&mut self, int: &syn::LitInt, span: Span) -> Expr {
        let (value, suffix) = (int.base10_parse::<i128>(), int.suffix());
        match (value, Int::named(suffix)) {
            (Ok(value), None) if suffix.is_empty() => {
                Expr { kind: ExprKind::Int(value), ty: self.types.integer(), span }
            }
            (Ok(value), Some(int)) => Expr { kind: ExprKind::Int(value), ty: Ty::Int(int), span },
            (Ok(value), None) if suffix == "f64" => {
                Expr { kind: ExprKind::Float(value as f64), ty: Ty::Float, span }
            }
            _ => self.bad_literal(&syn::Lit::Int(int.clone()), span),
        }
    }

    fn bad_literal(&mut self, literal: &syn::Lit, span: Span) -> Expr {
        let reported = self.diagnostics.report_help(
            Code::UnsupportedExpression,
            literal,
            "this literal cannot be used in a gear",
            "use integers up to 64 bits, `f64`, strings, chars, bools and byte strings",
        );
        self.error(reported, span)
    }

    fn unary(&mut self, unary: &syn::ExprUnary, expected: &Ty, span: Span) -> Expr {
        let value = self.place(&unary.expr, expected);
        let own = match unary.op {
            syn::UnOp::Not(_) => self.own_operator(Operator::NOT, &value, None, span),
            syn::UnOp::Neg(_) => self.own_operator(Operator::NEG, &value, None, span),
            _ => None,
        };
        if let Some(call) = own {
            return call;
        }
        let ty = value.ty.clone();
        let kind = match unary.op {
            syn::UnOp::Deref(_) => return self.copied(value, true),
            syn::UnOp::Not(_) => ExprKind::Not(Box::new(value)),
            syn::UnOp::Neg(_) => match value.kind {
                ExprKind::Int(number) => ExprKind::Int(-number),
                ExprKind::Float(number) => ExprKind::Float(-number),
                _ => ExprKind::Negate(Box::new(value)),
            },
            _ => return self.unsupported(&syn::Expr::Unary(unary.clone())),
        };
        Expr { kind, ty, span }
    }

    fn binary(&mut self, binary: &syn::ExprBinary, expected: &Ty, span: Span) -> Expr {
        let Some((op, assigns)) = operator(&binary.op) else {
            return self.unsupported(&syn::Expr::Binary(binary.clone()));
        };
        if assigns && is_dereferenced(&binary.left) && !self.is_place(&binary.left) {
            let place = self.any_place(&binary.left);
            return self.through_reference(&binary.left, &place);
        }
        if assigns {
            self.note_change(&binary.left);
        }
        let hint = match op {
            BinaryOp::And | BinaryOp::Or => Ty::Bool,
            _ if op.compares() || assigns => self.types.var(),
            _ => expected.clone(),
        };
        let left = self.operand(op, &binary.left, &hint);
        if let Some(operator) = Operator::binary(op, assigns)
            && let Some(call) = self.own_operator(operator, &left, Some(&binary.right), left.span)
        {
            return call;
        }
        let right_hint = match op {
            BinaryOp::Shl | BinaryOp::Shr => self.types.var(),
            // `f64 * reference`, `String + &str`: one type after references are erased.
            _ => left.ty.clone(),
        };
        // Known only until both are taken for values of one type.
        let witness = self.types.witness(&left.ty);
        let right = self.operand(op, &binary.right, &right_hint);
        if matches!(op, BinaryOp::Eq | BinaryOp::Ne) {
            self.note_equality(&left.ty);
            self.note_equal_to(witness.as_deref(), &right.ty, left.span);
        }
        let ty = match (assigns, op.compares() || matches!(op, BinaryOp::And | BinaryOp::Or)) {
            (true, _) => Ty::Unit,
            (_, true) => Ty::Bool,
            _ => self.arithmetic_type(&left.ty, &right.ty),
        };
        let (left, right) = (Box::new(left), Box::new(right));
        let kind =
            if assigns { ExprKind::AssignOp(op, left, right) } else { ExprKind::Binary(op, left, right) };
        Expr { kind, ty, span }
    }

    /// An operand: what is expected of the result is only a hint for it (`Duration * u32` exists), and so is the other operand.
    /// They say nothing of a value that has an operator of its own.
    fn operand(&mut self, op: BinaryOp, operand: &syn::Expr, hint: &Ty) -> Expr {
        if !self.has_its_type(operand) {
            let operand = self.place(operand, hint);
            self.note_compared_parts(op, &operand);
            return operand;
        }
        let operand = self.any_place(operand);
        self.note_operand(op, &operand, hint);
        if matches!(op, BinaryOp::Eq | BinaryOp::Ne) {
            let witness = self.types.witness(&operand.ty);
            self.note_equal_to(witness.as_deref(), hint, operand.span);
        }
        self.note_compared_parts(op, &operand);
        let operand = self.in_form(operand, hint);
        self.types.unify(&operand.ty, hint);
        operand
    }

    /// Whether the type of an expression does not hang on what is expected of it.
    fn has_its_type(&self, operand: &syn::Expr) -> bool {
        match operand {
            syn::Expr::Paren(inner) => self.has_its_type(&inner.expr),
            syn::Expr::Reference(inner) => self.has_its_type(&inner.expr),
            syn::Expr::Unary(inner) => {
                matches!(inner.op, syn::UnOp::Deref(_)) && self.has_its_type(&inner.expr)
            }
            syn::Expr::MethodCall(call) => catalog::named(&call.method.to_string()).is_empty(),
            syn::Expr::Call(call) => {
                matches!(&*call.func, syn::Expr::Path(path) if path.path.segments.last().is_some_and(|last| starts_lower(&last.ident)))
            }
            syn::Expr::Path(_) | syn::Expr::Field(_) | syn::Expr::Index(_) => true,
            _ => false,
        }
    }

    fn arithmetic_type(&mut self, left: &Ty, right: &Ty) -> Ty {
        match (self.types.shallow(left), self.types.shallow(right)) {
            (Ty::Instant, Ty::Instant) => Ty::Duration,
            // `2 * duration`.
            (_, Ty::Duration) if self.types.is_integer(left) => Ty::Duration,
            // `f64 * f64` and `String + &str`: no other type of the standard library is multiplied by a number like this, or added to.
            (Ty::Unknown | Ty::Named(_), known @ (Ty::Float | Ty::Str)) => known,
            // It may be a time, or the time between two.
            (Ty::Unknown | Ty::Named(_), Ty::Duration | Ty::SystemTime | Ty::Instant) => self.types.foreign(),
            (known, _) => known,
        }
    }

    fn field(&mut self, field: &syn::ExprField, span: Span) -> Expr {
        let base = self.any_place(&field.base);
        let base_ty = self.types.shallow(&base.ty);
        if let Ty::Iter(_) = base_ty {
            let reported = self.diagnostics.report_help(
                Code::UnsupportedExpression,
                &field.member,
                "the ends of a range that is kept cannot be asked for: in Python it is an iterator",
                "keep the two ends in variables",
            );
            return self.error(reported, span);
        }
        if let (Ty::Reverse(inner), syn::Member::Unnamed(_)) = (&base_ty, &field.member) {
            return Expr { ty: (**inner).clone(), ..base };
        }
        let base = Box::new(base);
        match &field.member {
            syn::Member::Named(name) => {
                let name = crate::emit::plain(name);
                let ty =
                    field_type(&base_ty, &name).or_else(|| self.field_elsewhere(&base_ty, &field.member));
                let ty = ty.unwrap_or_else(|| self.unseen_part(&base_ty, &field.member));
                Expr { kind: ExprKind::Field(base, name), ty, span }
            }
            syn::Member::Unnamed(index) => {
                let index = index.index as usize;
                let ty = match base_ty {
                    owner if self.inner_type(&owner).is_some() => {
                        self.inner_type(&owner).unwrap_or(Ty::Unknown)
                    }
                    Ty::Tuple(items) => items.get(index).cloned().unwrap_or(Ty::Unknown),
                    owner => {
                        self.note_parts(&owner, span);
                        let ty = self.field_elsewhere(&owner, &field.member);
                        ty.unwrap_or_else(|| self.unseen_part(&owner, &field.member))
                    }
                };
                Expr { kind: ExprKind::TupleField(base, index), ty, span }
            }
        }
    }

    fn index(&mut self, index: &syn::ExprIndex, span: Span) -> Expr {
        let base = self.any_place(&index.expr);
        let base_ty = self.types.shallow(&base.ty);
        if let Some(refused) = self.of_its_own(&base_ty, "Index", &index.expr) {
            return refused;
        }
        let slice = matches!(*index.index, syn::Expr::Range(_));
        let position = match (&base_ty, slice) {
            (Ty::List(_) | Ty::Deque(_), false) => self.expr(&index.index, &Ty::Int(Int::U64)),
            (Ty::Map { key, .. }, false) => self.expr(&index.index, key),
            _ => self.any(&index.index),
        };
        let ty = match base_ty {
            Ty::List(_) | Ty::Str | Ty::Bytes if slice => base_ty,
            Ty::List(item) | Ty::Deque(item) => *item,
            Ty::Bytes if !slice => Ty::Int(Int { signed: false, bits: 8 }),
            Ty::Map { value, .. } => *value,
            Ty::Json => Ty::Json,
            Ty::Captures => Ty::Str,
            Ty::Error => Ty::Error,
            _ => self.types.foreign(),
        };
        Expr { kind: ExprKind::Index(Box::new(base), Box::new(position)), ty, span }
    }

    /// The error of what a trait that somebody wrote says of a type of the user's: it stays in Rust.
    pub(super) fn of_its_own(&mut self, ty: &Ty, says: &str, written: &syn::Expr) -> Option<Expr> {
        let Ty::Named(name) = self.types.shallow(ty) else { return None };
        let message =
            format!("the `{says}` of `{name}` is not shipped: Python would do something else with the value");
        let help = "write a method in its `#[gear] impl`, and call that; of an alias, write the type itself";
        let reported = self.diagnostics.report_help(Code::Value, written, message, help);
        Some(self.error(reported, start(written)))
    }

    /// A closure; the expected function type gives its parameters theirs.
    pub(crate) fn closure(&mut self, closure: &syn::ExprClosure, expected: &Ty) -> Expr {
        let span = start_of_closure(closure);
        if closure.constness.is_some() {
            return self.unsupported(&syn::Expr::Closure(closure.clone()));
        }
        let (inputs, output) = match self.types.shallow(expected) {
            Ty::Fn(inputs, output) => (inputs, *output),
            _ => (Vec::new(), self.types.var()),
        };
        let block = async_block_of(closure).filter(|_| closure.asyncness.is_none());
        let waits = closure.asyncness.is_some() || block.is_some();
        let mut on_place = std::mem::take(&mut self.on_place);
        let awaited = std::mem::take(&mut self.awaited) && !waits;
        let scope = Scope { closure: true, moves: closure.capture.is_some(), ..Scope::default() };
        let (parameters, types, (body, returns), result) = self.scoped(scope, |this| {
            let mut types = Vec::new();
            let mut parameters = Vec::new();
            for (i, pattern) in closure.inputs.iter().enumerate() {
                let ty = inputs.get(i).cloned().unwrap_or_else(|| this.types.var());
                let pattern = this.pattern(pattern, &ty);
                match (std::mem::take(&mut on_place), &pattern) {
                    (OnPlace::Whole, Pattern::Bind(local, None)) => {
                        this.locals[*local].place = true;
                        this.locals[*local].mutable = true;
                    }
                    (OnPlace::Items(iter), pattern) => this.note_places(pattern, &iter),
                    _ => {}
                }
                parameters.push(pattern);
                types.push(ty);
            }
            let result = match (&closure.output, output) {
                (syn::ReturnType::Type(_, ty), _) => this.ty(ty),
                (_, Ty::Future(output)) if waits => *output,
                _ if waits => this.types.var(),
                (_, output) => output,
            };
            let body = match block {
                Some(block) => (this.body(true, &block.block, &result), true),
                None => this.apart(waits, &result, |this| {
                    this.awaited = awaited;
                    this.expr(&closure.body, &result)
                }),
            };
            (parameters, types, body, result)
        });
        let ty = Ty::Fn(types, Box::new(called(waits, &result)));
        let closure = Closure { waits, returns, parameters, body: Box::new(body), given_back: None };
        Expr { kind: ExprKind::Closure(closure), ty, span }
    }

    /// `?`: leaves the function around with `None` or the error.
    fn attempt(&mut self, attempt: &syn::ExprTry, span: Span) -> Expr {
        if let Some(written) = self.written(&attempt.expr) {
            return written;
        }
        self.returns = true;
        let value = self.any(&attempt.expr);
        let ty = match self.types.shallow(&value.ty) {
            Ty::Option(item) => *item,
            Ty::Result(ok, error) => {
                self.note_conversion(&error, attempt.question_token.spans[0]);
                *ok
            }
            Ty::Error => return self.silent(span),
            _ => {
                let reported = self.diagnostics.report_help(
                    Code::UnknownType,
                    attempt,
                    "it is not known here whether `?` is applied to an `Option` or a `Result`",
                    "give the value a type first: `let value: Option<_> = ..;`",
                );
                return self.error(reported, span);
            }
        };
        Expr { kind: ExprKind::Try(Box::new(value)), ty, span }
    }

    pub(crate) fn list<'e>(
        &mut self,
        items: impl Iterator<Item = &'e syn::Expr>,
        expected: &Ty,
        span: Span,
    ) -> Expr {
        let item_ty = match self.types.shallow(expected) {
            Ty::List(item) => *item,
            _ => self.types.var(),
        };
        let items = items.map(|item| self.expr(item, &item_ty)).collect();
        Expr { kind: ExprKind::List(items), ty: Ty::list(item_ty), span }
    }

    pub(crate) fn repeat(&mut self, item: &syn::Expr, count: &syn::Expr, span: Span) -> Expr {
        let item = self.any(item);
        let count = self.expr(count, &Ty::Int(Int::U64));
        let ty = Ty::list(item.ty.clone());
        Expr { kind: ExprKind::Repeat(Box::new(item), Box::new(count)), ty, span }
    }

    fn struct_literal(&mut self, literal: &syn::ExprStruct, span: Span) -> Expr {
        let mut fields = Vec::new();
        for field in &literal.fields {
            let syn::Member::Named(name) = &field.member else {
                return self.unsupported(&syn::Expr::Struct(literal.clone()));
            };
            let ty = self.part_elsewhere(&literal.path, &field.member).unwrap_or_else(|| self.types.var());
            fields.push((crate::emit::plain(name), self.expr(&field.expr, &ty)));
        }
        if let Some((name, ty)) = self.variant_path(&literal.path) {
            let payload = Payload::Struct(fields);
            return Expr { kind: ExprKind::Variant { name, payload }, ty, span };
        }
        let ty = Ty::Named(self.without_self(&literal.path).to_string());
        let base = literal.rest.as_ref().map(|base| Box::new(self.expr(base, &ty)));
        Expr { kind: ExprKind::Struct { fields, base }, ty, span }
    }

    pub(super) fn range(&mut self, range: &syn::ExprRange, ty: &Ty, span: Span) -> Expr {
        let mut end =
            |bound: &Option<Box<syn::Expr>>| bound.as_ref().map(|bound| Box::new(self.expr(bound, ty)));
        let (start, end) = (end(&range.start), end(&range.end));
        let inclusive = matches!(range.limits, syn::RangeLimits::Closed(_));
        Expr { kind: ExprKind::Range { start, end, inclusive }, ty: Ty::iter(ty.clone()), span }
    }

    /// The values of a literal pattern, which are expressions.
    pub(crate) fn pattern_value(&mut self, value: &syn::Expr, ty: &Ty) -> Pattern {
        Pattern::Value(Box::new(self.expr(value, ty)))
    }
}

/// Whether it is a part of a list or text: `list[1..]`.
pub(super) fn is_slice(value: &Expr) -> bool {
    matches!(&value.kind, ExprKind::Index(_, index) if matches!(index.kind, ExprKind::Range { .. }))
}

/// `*x`, where `x` is a variable, an element or a part of a tuple. Of a field, it is a `Box`.
pub(super) fn is_dereferenced(target: &syn::Expr) -> bool {
    match target {
        syn::Expr::Paren(inner) => is_dereferenced(&inner.expr),
        syn::Expr::Unary(syn::ExprUnary { op: syn::UnOp::Deref(_), expr, .. }) => match &**expr {
            syn::Expr::Field(field) => matches!(field.member, syn::Member::Unnamed(_)),
            inner => matches!(inner, syn::Expr::Path(_) | syn::Expr::Index(_)),
        },
        _ => false,
    }
}

/// The type of a record's field.
fn field_type(base: &Ty, name: &str) -> Option<Ty> {
    Some(match (base, name) {
        (Ty::KeysRecord(value) | Ty::StreamRecord(value), "value") => (**value).clone(),
        (Ty::KeysRecord(_) | Ty::StreamRecord(_), "key") | (Ty::StreamRecord(_), "id") => Ty::Str,
        (Ty::KeysRecord(_), "event" | "kind") => Ty::option(Ty::Str),
        _ => return None,
    })
}

impl BinaryOp {
    pub(crate) fn compares(self) -> bool {
        matches!(
            self,
            BinaryOp::Eq | BinaryOp::Ne | BinaryOp::Lt | BinaryOp::Le | BinaryOp::Gt | BinaryOp::Ge
        )
    }

    /// Whether it asks which of two values is the greater one.
    pub(crate) fn orders(self) -> bool {
        self.compares() && !matches!(self, BinaryOp::Eq | BinaryOp::Ne)
    }

    /// The operator between the same operands in the other order of their values.
    pub(crate) fn turned(self) -> Self {
        match self {
            BinaryOp::Lt => BinaryOp::Gt,
            BinaryOp::Le => BinaryOp::Ge,
            BinaryOp::Gt => BinaryOp::Lt,
            BinaryOp::Ge => BinaryOp::Le,
            other => other,
        }
    }
}

/// The operator, and whether it assigns.
fn operator(op: &syn::BinOp) -> Option<(BinaryOp, bool)> {
    use BinaryOp::*;
    Some(match op {
        syn::BinOp::Add(_) => (Add, false),
        syn::BinOp::Sub(_) => (Sub, false),
        syn::BinOp::Mul(_) => (Mul, false),
        syn::BinOp::Div(_) => (Div, false),
        syn::BinOp::Rem(_) => (Rem, false),
        syn::BinOp::And(_) => (And, false),
        syn::BinOp::Or(_) => (Or, false),
        syn::BinOp::BitXor(_) => (BitXor, false),
        syn::BinOp::BitAnd(_) => (BitAnd, false),
        syn::BinOp::BitOr(_) => (BitOr, false),
        syn::BinOp::Shl(_) => (Shl, false),
        syn::BinOp::Shr(_) => (Shr, false),
        syn::BinOp::Eq(_) => (Eq, false),
        syn::BinOp::Lt(_) => (Lt, false),
        syn::BinOp::Le(_) => (Le, false),
        syn::BinOp::Ne(_) => (Ne, false),
        syn::BinOp::Ge(_) => (Ge, false),
        syn::BinOp::Gt(_) => (Gt, false),
        syn::BinOp::AddAssign(_) => (Add, true),
        syn::BinOp::SubAssign(_) => (Sub, true),
        syn::BinOp::MulAssign(_) => (Mul, true),
        syn::BinOp::DivAssign(_) => (Div, true),
        syn::BinOp::RemAssign(_) => (Rem, true),
        syn::BinOp::BitXorAssign(_) => (BitXor, true),
        syn::BinOp::BitAndAssign(_) => (BitAnd, true),
        syn::BinOp::BitOrAssign(_) => (BitOr, true),
        syn::BinOp::ShlAssign(_) => (Shl, true),
        syn::BinOp::ShrAssign(_) => (Shr, true),
        _ => return None,
    })
}
