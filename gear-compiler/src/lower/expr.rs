//! Expressions.

use super::catalog::{Form, Method, Signature};
use super::lent::lends;
use super::{Arguments, Guard, Lower, guard, operator, replaced};
use crate::check::hir::{self, BinaryOp, ExprKind, MethodCall};
use crate::check::is_replaced;
use crate::diag::Code;
use crate::python::{self, Expr, Stmt, StmtKind, UnaryOp, call, name};
use crate::types::{Shape, Ty, Types};
use proc_macro2::Span;

impl Lower<'_> {
    /// The Python expression of a value. A value of type `()` is `None`.
    pub(crate) fn value(&mut self, expr: &hir::Expr) -> Expr {
        let at = self.at;
        self.at = Some(expr.span);
        let value = match &expr.kind {
            ExprKind::Assign(..)
            | ExprKind::Overwrite(..)
            | ExprKind::Destructure(..)
            | ExprKind::AssignOp(..)
            | ExprKind::While { .. }
            | ExprKind::For { .. }
            | ExprKind::Swap(..)
            | ExprKind::AssertCompare(..)
            | ExprKind::Log(..) => self.unit(expr),
            ExprKind::Method(_) | ExprKind::Builtin(..) | ExprKind::Call(..) if self.ty(expr) == Ty::Unit => {
                self.unit(expr)
            }
            ExprKind::Loop { .. } | ExprKind::Labelled { .. } => self.loop_value(expr),
            _ => self.value_kind(expr),
        };
        self.at = at;
        value
    }

    /// An expression of type `()` whose value is asked for: a statement, and `None`.
    fn unit(&mut self, expr: &hir::Expr) -> Expr {
        if let Some(effect) = self.effect(expr)
            && !effect.is_simple()
        {
            self.push(StmtKind::Expr(effect));
        }
        Expr::None
    }

    /// An expression evaluated for its effect: what is left to evaluate, if anything.
    pub(super) fn effect(&mut self, expr: &hir::Expr) -> Option<Expr> {
        self.at = Some(expr.span);
        match &expr.kind {
            ExprKind::Assign(target, value) => self.assign_place(target, value),
            ExprKind::Overwrite(place, value) => return Some(self.overwrite(place, value)),
            ExprKind::Destructure(pattern, value, assigned) => self.destructure(pattern, value, assigned),
            ExprKind::Swap(a, b) => self.swap(a, b),
            ExprKind::AssignOp(op, target, value) => self.assign_op(*op, target, value),
            ExprKind::While { label, test, body } => self.while_loop(label.as_deref(), test, body),
            ExprKind::Loop { label, body } => self.infinite_loop(label.as_deref(), body, None),
            ExprKind::Labelled { label, block } => self.labelled_block(label, block, None),
            ExprKind::For { label, pattern, iter, body } => {
                self.for_loop(label.as_deref(), pattern, iter, body)
            }
            ExprKind::Block(_) | ExprKind::If { .. } | ExprKind::Match { .. } => {
                self.put(expr, &super::statement::Into::Nowhere);
            }
            ExprKind::Method(method) => return self.method(expr, method, true),
            ExprKind::AssertCompare(op, sides, message) => {
                self.assert_compare(*op, sides, message, expr.span)
            }
            ExprKind::Log(level, pieces) => return Some(self.log(level, pieces)),
            ExprKind::Unit => {}
            ExprKind::Try(inner) => {
                let value = self.attempt(inner);
                return (!value.is_pure()).then_some(value);
            }
            _ => {
                let before = self.out.len();
                let value = self.value_kind(expr);
                let left = before < self.out.len() && self.ends();
                return (!left).then(|| super::commands::unread(value));
            }
        }
        None
    }

    fn value_kind(&mut self, expr: &hir::Expr) -> Expr {
        match &expr.kind {
            ExprKind::Error(_) | ExprKind::Unit | ExprKind::None => Expr::None,
            ExprKind::Bool(true) => Expr::True,
            ExprKind::Bool(false) => Expr::False,
            ExprKind::Int(value) => self.int(*value, expr),
            ExprKind::Float(value) => Expr::Float(*value),
            ExprKind::Str(text) => Expr::Str(text.clone()),
            ExprKind::Bytes(bytes) => Expr::Bytes(bytes.clone()),
            ExprKind::Local(local) => self.local(*local),
            ExprKind::Copied { place, .. } => {
                let value = self.value(place);
                self.copy_of(value, &self.ty(place))
            }
            ExprKind::Cloned(inner) => {
                let value = self.value(inner);
                self.copy_of(value, &self.ty(inner))
            }
            ExprKind::Capture(variable) => Expr::Capture(variable.clone()),
            ExprKind::Link(link) => Expr::Link(*link),
            ExprKind::Some(inner) => {
                let value = self.value(inner);
                self.some(value, &inner.ty)
            }
            ExprKind::Reverse(inner) => self.value(inner),
            ExprKind::IntoBytes(list) => into_bytes(self.value(list)),
            ExprKind::IntoList(bytes) => call("list", vec![self.value(bytes)]),
            ExprKind::Ok(inner) => Expr::Tuple(vec![Expr::True, self.value(inner)]),
            ExprKind::Err(inner) => Expr::Tuple(vec![Expr::False, self.value(inner)]),
            ExprKind::Field(base, field) => self.value(base).subscript(Expr::Str(field.clone())),
            ExprKind::TupleField(base, index) => self.part(base, *index),
            ExprKind::Payload(base, part) => replaced::payload(self.value(base), part),
            ExprKind::Newtype(inner) => self.value(inner),
            ExprKind::OrderKey(value, ty) => self.order_key(value, ty),
            ExprKind::Index(base, index) => self.index(expr, base, index),
            ExprKind::Element(values, index) => {
                let values = self.value(values);
                values.subscript(self.value(index))
            }
            ExprKind::Not(inner) => self.own_unary('!', inner).unwrap_or_else(|| operator::not(self, inner)),
            ExprKind::Negate(inner) => self
                .own_unary('-', inner)
                .unwrap_or_else(|| Expr::Unary(UnaryOp::Minus, Box::new(self.value(inner)))),
            ExprKind::Binary(op @ (BinaryOp::And | BinaryOp::Or), left, right) => {
                self.logical(*op, left, right)
            }
            ExprKind::Binary(op, left, right) => self.binary(*op, left, right, expr),
            ExprKind::Call(function, arguments) => self.call(function, arguments, &self.ty(expr)),
            ExprKind::Lent(place) | ExprKind::Content(place) => self.value(place),
            ExprKind::Builtin(..) if guard::closure_of(expr, Guard::Lock).is_some() => {
                self.through_variable(expr)
            }
            ExprKind::Builtin(function, arguments) => {
                if !self.takes(function.types, arguments) {
                    return self.other_arguments(function.path, expr.span);
                }
                let arguments = Arguments {
                    method: function.path,
                    exprs: arguments,
                    result: self.ty(expr),
                    span: expr.span,
                };
                if self.meets_boxed("", function.types, &arguments) {
                    self.refuse_boxed(function.path, &arguments);
                    return Expr::None;
                }
                self.form(&function.python, &arguments)
            }
            ExprKind::Method(method) => self.method(expr, method, false).unwrap_or(Expr::None),
            ExprKind::Closure(closure) => self.closure_value(closure, false),
            ExprKind::Block(block) => {
                for statement in &block.statements {
                    self.statement(statement);
                }
                block.value.as_ref().map_or(Expr::None, |value| self.value(value))
            }
            ExprKind::If { .. } | ExprKind::Match { .. } => self.conditional(expr),
            ExprKind::Let(..) => self.misplaced_let(expr),
            ExprKind::Break { label, value } => self.jump(label.as_deref(), false, value.as_deref(), expr),
            ExprKind::Continue(label) => self.jump(label.as_deref(), true, None, expr),
            ExprKind::Loop { .. } | ExprKind::Labelled { .. } => self.loop_value(expr),
            ExprKind::Return(value) => {
                let value = value.as_ref().map(|value| self.value(value));
                self.leave(StmtKind::Return(value))
            }
            ExprKind::Try(inner) => self.attempt(inner),
            ExprKind::Await(future) => self.wait(future),
            ExprKind::Async(closure) => self.async_block(closure),
            ExprKind::Join(futures) => self.join(futures),
            ExprKind::Gear(gear) => gear.lower(self),
            ExprKind::Tuple(items) => Expr::Tuple(self.operands(items)),
            ExprKind::List(items) => self.list(items, expr),
            ExprKind::Repeat(item, count) => self.repeat(item, count),
            ExprKind::Struct { fields, base } => self.structure(fields, base.as_deref()),
            ExprKind::Variant { name, payload } => self.variant(name, payload),
            ExprKind::Range { start, end, inclusive } => {
                self.range(start.as_deref(), end.as_deref(), *inclusive, expr)
            }
            ExprKind::Cast(inner) => operator::cast(self, inner, expr),
            ExprKind::Replace(place, value) => self.replace(place, value.as_deref()),
            ExprKind::Json(tree) => self.json(tree),
            ExprKind::Default => {
                let ty = self.ty(expr);
                self.default_value(&ty, expr.span).unwrap_or_else(|| {
                    let message = "the type whose default this is is not known here";
                    let help = "say it: `User::default()`, or `let value: User = Default::default();`";
                    self.error(Code::UnknownType, expr.span, message, help)
                })
            }
            ExprKind::Format(pieces) => self.format(pieces),
            ExprKind::Panic(pieces) => {
                let message = self.format(pieces);
                self.leave(StmtKind::Raise(call("RuntimeError", vec![message])))
            }
            ExprKind::Execute(arguments) => super::commands::execute(self, arguments),
            ExprKind::Assign(..)
            | ExprKind::Overwrite(..)
            | ExprKind::Destructure(..)
            | ExprKind::AssignOp(..)
            | ExprKind::While { .. }
            | ExprKind::For { .. }
            | ExprKind::Swap(..)
            | ExprKind::AssertCompare(..)
            | ExprKind::Log(..) => self.unit(expr),
        }
    }

    /// The value of an expression that is written as statements.
    pub(super) fn through_variable(&mut self, expr: &hir::Expr) -> Expr {
        if matches!(self.ty(expr), Ty::Unit | Ty::Never) {
            self.put(expr, &super::statement::Into::Nowhere);
            return Expr::None;
        }
        let result = name(self.fresh("value"));
        self.put(expr, &super::statement::Into::Variable(result.clone()));
        result
    }

    /// `std::mem::swap`.
    fn swap(&mut self, a: &hir::Expr, b: &hir::Expr) {
        if [a, b].iter().any(|side| matches!(side.kind, ExprKind::Content(_))) {
            let sides = self.operands([a, b]);
            return self.push(StmtKind::Expr(call("gear_swap_contents", sides)));
        }
        if self.is_part(a) || self.is_part(b) {
            let (old, new) = (self.value(a), self.value(b));
            let old = self.spill("value", old);
            self.store(a, new);
            return self.store(b, old);
        }
        let place = |this: &mut Self, expr| {
            let place = this.place_of(expr);
            this.settled(place)
        };
        let (a, b) = (place(self, a), place(self, b));
        let values = Expr::Tuple(vec![b.clone(), a.clone()]);
        self.push(StmtKind::Assign(Expr::Tuple(vec![a, b]), values));
    }

    /// `std::mem::replace` and `std::mem::take`: the old value, kept in a variable.
    fn replace(&mut self, target: &hir::Expr, value: Option<&hir::Expr>) -> Expr {
        let old = name(self.fresh("value"));
        self.replace_into(&old, target, value);
        old
    }

    /// The same, with the variable for the old value.
    pub(super) fn replace_into(&mut self, old: &Expr, target: &hir::Expr, value: Option<&hir::Expr>) {
        let content = matches!(target.kind, ExprKind::Content(_));
        let part = self.is_part(target);
        let place = if content || part { self.value(target) } else { self.place_of(target) };
        let place = self.settled(place);
        let ty = self.ty(target);
        let kept = |place: &Expr| {
            if content { place.clone().attribute("copy").call(Vec::new()) } else { place.clone() }
        };
        let value = match value {
            Some(value) => self.value(value),
            None if content && !matches!(ty, Ty::Named(_)) => {
                self.push(StmtKind::Assign(old.clone(), kept(&place)));
                return self.push(StmtKind::Expr(place.attribute("clear").call(Vec::new())));
            }
            None => {
                let arguments =
                    Arguments { method: "mem::take", exprs: &[], result: ty.clone(), span: target.span };
                super::forms::default_of(self, &ty, &arguments)
            }
        };
        self.push(StmtKind::Assign(old.clone(), kept(&place)));
        if part {
            return self.store(target, value);
        }
        self.push(match content {
            true => StmtKind::Expr(call("gear_overwrite", vec![place, value])),
            false => StmtKind::Assign(place, value),
        });
    }

    /// A loop or block whose value `break` gives.
    fn loop_value(&mut self, expr: &hir::Expr) -> Expr {
        let wanted = !matches!(self.ty(expr), Ty::Unit | Ty::Never);
        let result = wanted.then(|| name(self.fresh("value")));
        match &expr.kind {
            ExprKind::Loop { label, body } => self.infinite_loop(label.as_deref(), body, result.clone()),
            ExprKind::Labelled { label, block } => self.labelled_block(label, block, result.clone()),
            _ => {}
        }
        result.unwrap_or(Expr::None)
    }

    fn leave(&mut self, kind: StmtKind) -> Expr {
        self.push(kind);
        Expr::None
    }

    fn misplaced_let(&mut self, expr: &hir::Expr) -> Expr {
        self.error(
            Code::UnsupportedExpression,
            expr.span,
            "`let` cannot stand in this expression",
            "use `if let` or `match`",
        )
    }

    fn int(&mut self, value: i128, expr: &hir::Expr) -> Expr {
        match self.ty(expr) {
            Ty::Float => Expr::Float(value as f64),
            _ => Expr::Int(value),
        }
    }

    fn logical(&mut self, op: BinaryOp, left: &hir::Expr, right: &hir::Expr) -> Expr {
        let left = self.value(left);
        let (right, statements) = self.buffered(|this| this.value(right));
        if op == BinaryOp::And {
            return self.also(Some(left), right, statements);
        }
        if statements.is_empty() {
            return left.binary(python::BinaryOp::Or, right);
        }
        // The right side's statements run only if the left side does not decide.
        let result = self.spill("value", left);
        let mut then = statements;
        then.push(Stmt { kind: StmtKind::Assign(result.clone(), right), at: self.here() });
        self.push(StmtKind::If { test: result.clone().negated(), then, otherwise: Vec::new() });
        result
    }

    fn binary(&mut self, op: BinaryOp, left: &hir::Expr, right: &hir::Expr, expr: &hir::Expr) -> Expr {
        if let Some(refused) = self.own_operator(op, [left, right], false, expr.span) {
            return refused;
        }
        let ty = self.operand_type(left, right);
        let right_ty = self.ty(right);
        if op.orders() && !operator::is_ordered(&ty) && super::has_order(&ty) {
            let (ty, reversed) = super::order_key::unreversed(&ty);
            let keys = [left, right].map(|operand| super::order_key::key_of(operand, ty));
            let mut keys = self.operands(&keys).into_iter();
            let (Some(a), Some(b)) = (keys.next(), keys.next()) else { return Expr::None };
            let op = if reversed { op.turned() } else { op };
            return operator::binary(self, op, (a, b), (&Ty::Unknown, &Ty::Unknown), expr.span);
        }
        let mut operands = self.operands([left, right]).into_iter();
        let (Some(mut a), Some(mut b)) = (operands.next(), operands.next()) else { return Expr::None };
        if ty == Ty::Float && matches!(op, BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div) {
            // Beside a float, Python makes one of an integer by itself.
            match (integer_of(&a), integer_of(&b)) {
                (_, Some(integer)) => b = integer,
                (Some(integer), None) => a = integer,
                (None, None) => {}
            }
        }
        operator::binary(self, op, (a, b), (&ty, &right_ty), expr.span)
    }

    /// The type of the operands: the one that is known.
    pub(super) fn operand_type(&self, left: &hir::Expr, right: &hir::Expr) -> Ty {
        match (self.ty(left), self.ty(right)) {
            // An integer literal beside an unknown value says only that it is some integer.
            (Ty::Unknown | Ty::Named(_), _) if matches!(right.kind, ExprKind::Int(_)) => Ty::Unknown,
            (Ty::Unknown | Ty::Named(_), known) => known,
            (Ty::Int(_), Ty::Unknown) if matches!(left.kind, ExprKind::Int(_)) => Ty::Unknown,
            (known, _) => known,
        }
    }

    fn call(&mut self, function: &hir::Expr, arguments: &[hir::Expr], result: &Ty) -> Expr {
        if lends(arguments) {
            let result = (*result != Ty::Unit).then(|| name(self.fresh("result")));
            return self.call_lending(function, arguments, result);
        }
        let mut values = self.operands(std::iter::once(function).chain(arguments)).into_iter();
        match values.next() {
            Some(function) => function.call(values.collect()),
            None => Expr::None,
        }
    }

    fn index(&mut self, expr: &hir::Expr, base: &hir::Expr, index: &hir::Expr) -> Expr {
        let base_ty = self.ty(base);
        if let ExprKind::Range { start, end, inclusive } = &index.kind {
            return self.slice(&base_ty, base, (start.as_deref(), end.as_deref(), *inclusive), expr);
        }
        let mut values = self.operands([base, index]).into_iter();
        let (Some(base), Some(index)) = (values.next(), values.next()) else { return Expr::None };
        match base_ty {
            Ty::Json => super::json::index(base, index),
            Ty::Captures => call("gear_captures_at", vec![base, index]),
            _ => base.lookup(index),
        }
    }

    /// Slices panic where Rust's do: out of bounds and inside a character.
    fn slice(
        &mut self,
        base_ty: &Ty,
        base: &hir::Expr,
        (start, end, inclusive): (Option<&hir::Expr>, Option<&hir::Expr>, bool),
        expr: &hir::Expr,
    ) -> Expr {
        let helper = match base_ty {
            Ty::Str => "gear_str_slice",
            Ty::List(_) | Ty::Bytes => "gear_list_slice",
            _ => {
                return self.error(
                    Code::UnknownType,
                    expr.span,
                    "the type that decides the meaning of this slice is not known here",
                    "give the value a type first: `let value: String = ..;`",
                );
            }
        };
        if start.is_none() && end.is_none() {
            return self.value(base);
        }
        let given: Vec<&hir::Expr> = [Some(base), start, end].into_iter().flatten().collect();
        let mut values = self.operands(given).into_iter();
        let base = values.next().unwrap_or(Expr::None);
        let start = start.and_then(|_| values.next()).unwrap_or(Expr::Int(0));
        let end = match end.and_then(|_| values.next()) {
            Some(end) if inclusive => plus_one(end),
            Some(end) => end,
            None => Expr::None,
        };
        call(helper, vec![base, start, end])
    }

    fn range(
        &mut self,
        start: Option<&hir::Expr>,
        end: Option<&hir::Expr>,
        inclusive: bool,
        expr: &hir::Expr,
    ) -> Expr {
        let Some(start) = start else {
            return self.error(
                Code::UnsupportedExpression,
                expr.span,
                "a range without a start is only a slice in a gear",
                "write the start: `0..n`",
            );
        };
        let Some(end) = end else {
            let start = self.value(start);
            return call("itertools.count", vec![start]);
        };
        let mut values = self.operands([start, end]).into_iter();
        let (Some(start), Some(end)) = (values.next(), values.next()) else { return Expr::None };
        let end = if inclusive { plus_one(end) } else { end };
        match start {
            Expr::Int(0) => call("range", vec![end]),
            start => call("range", vec![start, end]),
        }
    }

    fn list(&mut self, items: &[hir::Expr], expr: &hir::Expr) -> Expr {
        if matches!(self.ty(expr), Ty::List(item) if matches!(*item, Ty::Iter(_) | Ty::Fn(..))) {
            return self.error(
                Code::Value,
                expr.span,
                "iterators and closures in a list cannot be shipped: Python's look at variables when they run",
                "collect the iterators, or call the closures one by one",
            );
        }
        Expr::List(self.operands(items))
    }

    fn repeat(&mut self, item: &hir::Expr, count: &hir::Expr) -> Expr {
        let immutable = self.ty(item).is_immutable();
        let mut values = self.operands([item, count]).into_iter();
        let (Some(item), Some(count)) = (values.next(), values.next()) else { return Expr::None };
        if immutable {
            return Expr::List(vec![item]).binary(python::BinaryOp::Mul, count);
        }
        call("gear_repeat", vec![item, count])
    }

    fn structure(&mut self, fields: &[(String, hir::Expr)], base: Option<&hir::Expr>) -> Expr {
        let values = self.operands(fields.iter().map(|(_, value)| value).chain(base));
        let mut values = values.into_iter();
        let entries: Vec<(String, Expr)> =
            fields.iter().filter_map(|(field, _)| Some((field.clone(), values.next()?))).collect();
        match values.next() {
            None => Expr::Dict(entries.into_iter().map(|(field, value)| (Expr::Str(field), value)).collect()),
            Some(base) => updated(base, entries),
        }
    }

    /// serde's externally tagged form: `"Dot"`, `{"Circle": 1}`, `{"Line": [0, 1]}`, `{"Move": {"x": 1}}`.
    fn variant(&mut self, name: &str, payload: &hir::Payload<hir::Expr>) -> Expr {
        let payload = match payload {
            hir::Payload::None => return Expr::Str(name.to_owned()),
            hir::Payload::Tuple(parts) => {
                let mut values = self.operands(parts);
                if values.len() == 1 { values.remove(0) } else { Expr::List(values) }
            }
            hir::Payload::Struct(fields) => self.structure(fields, None),
        };
        Expr::Dict(vec![(Expr::Str(name.to_owned()), payload)])
    }

    fn log(&mut self, level: &str, format: &hir::Format) -> Expr {
        let text = self.format(format);
        let keywords = match level {
            "notice" => Vec::new(),
            level => vec![("level".to_owned(), Expr::Str(level.to_owned()))],
        };
        Expr::Call { function: Box::new(name("log")), arguments: vec![text], keywords }
    }

    /// A method by its catalog entry. With `discard` a mutating method may be a plain statement.
    fn method(&mut self, expr: &hir::Expr, method: &MethodCall, discard: bool) -> Option<Expr> {
        let result = self.ty(expr);
        let Some(entry) = self.entry(method, &result) else {
            return Some(self.undecided(method, &result));
        };
        self.check_method(method, &result);
        let of_its_own = self.own_total(method, &expr.ty).or_else(|| self.own_collection(method, &expr.ty));
        if let Some(refused) = of_its_own {
            return Some(refused);
        }
        let arguments =
            Arguments { method: entry.name, exprs: &method.arguments, result, span: method.name_span };
        let part = arguments.exprs.first().is_some_and(|receiver| super::part::part_of(receiver).is_some());
        if part && arguments.result == Ty::Unit && entry.on == "Vec<T>" {
            self.change_part(entry, &arguments);
            return None;
        }
        if discard && let Some(done) = super::forms::statement(self, entry, &arguments) {
            return done;
        }
        match self.form_of(entry, &arguments) {
            Some(Form::Update(template)) => {
                self.update(template, &arguments);
                None
            }
            Some(form) => Some(self.form(form, &arguments)),
            None => Some(Expr::None),
        }
    }

    /// What no entry can keep equal, whatever it is.
    fn check_method(&mut self, method: &MethodCall, result: &Ty) {
        let Some(receiver) = method.arguments.first() else { return };
        let receiver_ty = self.ty(receiver);
        // One use of such a value is enough.
        if (!has_plain_keys(&receiver_ty) || !has_plain_keys(result)) && self.diagnostics.is_empty() {
            self.error(
                Code::Value,
                method.name_span,
                "this kind of key has no equal in Python",
                "use a number, string, tuple of these, or format the key",
            );
        }
    }

    pub(super) fn form(&mut self, form: &Form, arguments: &Arguments<'_>) -> Expr {
        match form {
            Form::Template(template) | Form::Update(template) | Form::Guard(_, template) => {
                self.template(template, arguments)
            }
            Form::Custom(custom) => {
                let mut arguments = Arguments {
                    method: arguments.method,
                    exprs: arguments.exprs,
                    result: arguments.result.clone(),
                    span: arguments.span,
                };
                custom(self, &mut arguments)
            }
        }
    }

    /// Whether a function's types can be those of its arguments.
    fn takes(&self, types: &'static str, arguments: &[hir::Expr]) -> bool {
        let Some(signature) = Signature::new("", types, &mut Types::default()) else { return false };
        let mut pairs = signature.parameters.iter().zip(arguments);
        pairs.all(|(wanted, given)| compatible(wanted, &self.ty(given)))
    }

    fn other_arguments(&mut self, function: &str, span: Span) -> Expr {
        let message = format!("the function `{function}` is known with arguments of other types only");
        let help = "see the reference of supported functions; what the gear only needs once can be computed before and captured";
        self.error(Code::UnknownMethod, span, message, help)
    }

    /// The entry whose types are those of the call.
    fn entry(&mut self, method: &MethodCall, result: &Ty) -> Option<&'static Method> {
        let arguments: Vec<Ty> = method.arguments.iter().map(|argument| self.ty(argument)).collect();
        // With one candidate the result's type decides nothing: a contradiction is the user's, and rustc's to report.
        let decides = method.candidates.len() > 1;
        let result = if decides { result } else { &Ty::Unknown };
        method.candidates.iter().copied().find(|entry| fits(entry, &arguments, result))
    }

    fn undecided(&mut self, method: &MethodCall, result: &Ty) -> Expr {
        let name = &method.name;
        if matches!(result, Ty::Unknown) && method.candidates.len() > 1 {
            return self.error(
                Code::UnknownType,
                method.name_span,
                format!("the type that `{name}` gives is not known here"),
                &format!("say it: `{name}::<..>()`, or `let value: .. = ..;`"),
            );
        }
        self.error(
            Code::UnknownMethod,
            method.name_span,
            format!("the method `{name}` is known with other types only"),
            "see the reference of supported methods; what the gear only needs once can be computed before and captured",
        )
    }

    /// `pair.0`. A struct with one field without a name is that; of what is not known here, the value tells.
    fn part(&mut self, base: &hir::Expr, index: usize) -> Expr {
        if self.is_newtype(base) {
            return self.value(base);
        }
        let is_tuple = index > 0
            || matches!(self.types.resolve(&base.ty), Ty::Tuple(_))
            || self.types.shape_of(&base.ty).is_some();
        let value = self.value(base);
        match is_tuple {
            true => value.subscript(Expr::Int(index as i128)),
            false => call("gear_part", vec![value]),
        }
    }

    pub(super) fn is_newtype(&self, value: &hir::Expr) -> bool {
        matches!(self.types.shape_of(&value.ty), Some(Shape::Newtype(_)))
    }

    /// `id` for the place `id.0` in a struct with one field: in Python that is one place. `None` after an error.
    fn inner_place<'e>(&mut self, target: &'e hir::Expr) -> Option<&'e hir::Expr> {
        let ExprKind::TupleField(base, 0) = &target.kind else { return Some(target) };
        if !self.is_newtype(base) {
            return Some(target);
        }
        if let ExprKind::Local(local) = base.kind
            && let local = &self.locals[local]
            && !local.place
            && !local.owned
        {
            self.error(
                Code::Value,
                target.span,
                "this may be a reference to the value: in Python only this variable would change",
                "say that it is the value itself, `let mut id: Id = ..;` or `mut id: Id`, or give the new value back",
            );
            return None;
        }
        self.inner_place(base)
    }

    /// `s.push_str(x)`: the place gets a new value.
    fn update(&mut self, template: &'static str, arguments: &Arguments<'_>) {
        let Some(receiver) = arguments.exprs.first() else { return };
        let Some(receiver) = self.inner_place(receiver) else { return };
        let receiver = &*self.meant(receiver);
        // All templates of this kind replace the old value or add to it.
        let (adds, rest) = match template.strip_prefix("{0} + ") {
            Some(addition) => (true, addition),
            None => (false, template),
        };
        let mut exprs = arguments.exprs.to_vec();
        if !rest.contains("{0}") {
            // The old value is not looked at: what the place needs is evaluated once, for the assignment.
            exprs[0] = hir::Expr { kind: ExprKind::Unit, ty: Ty::Unit, span: receiver.span };
        }
        let value = self.template(rest, &Arguments { exprs: &exprs, result: Ty::Unit, ..*arguments });
        if self.is_part(receiver) {
            return self.replace_part(receiver, |_, old| {
                if adds { old.binary(python::BinaryOp::Add, value) } else { value }
            });
        }
        let place = self.place_of(receiver);
        self.push(match adds {
            true => StmtKind::AugAssign(python::BinaryOp::Add, place, value),
            false => StmtKind::Assign(place, value),
        });
    }

    pub(super) fn assign_place(&mut self, target: &hir::Expr, value: &hir::Expr) {
        let Some(target) = self.inner_place(target) else { return };
        let target = &*self.meant(target);
        if self.is_part(target) {
            let value = self.value(value);
            return self.replace_part(target, |_, _| value);
        }
        if let Some((base, index)) = self.byte_of(target) {
            let value = self.value(value);
            let value = self.simple("value", value);
            return self.assign_byte(base, index, |_, _| value);
        }
        let value = self.value(value);
        let value = if needs_place_statements(target) { self.simple("value", value) } else { value };
        let place = self.place_of(target);
        self.push(StmtKind::Assign(place, value));
    }

    /// `*reference = value`.
    fn overwrite(&mut self, place: &hir::Expr, value: &hir::Expr) -> Expr {
        let mut values = self.operands([value, place]).into_iter();
        let (value, place) = (values.next().unwrap_or(Expr::None), values.next().unwrap_or(Expr::None));
        call("gear_overwrite", vec![place, value])
    }

    /// Assigns a value that is evaluated.
    pub(super) fn store(&mut self, target: &hir::Expr, value: Expr) {
        let target = &*self.meant(target);
        if self.is_part(target) {
            return self.replace_part(target, |_, _| value);
        }
        if let Some((base, index)) = self.byte_of(target) {
            let value = self.simple("value", value);
            return self.assign_byte(base, index, |_, _| value);
        }
        let place = self.place_of(target);
        self.push(StmtKind::Assign(place, value));
    }

    /// The bytes and the index, of a place that is one of bytes.
    pub(super) fn byte_of<'e>(&self, target: &'e hir::Expr) -> Option<(&'e hir::Expr, &'e hir::Expr)> {
        match &target.kind {
            ExprKind::Index(base, index) if self.ty(base) == Ty::Bytes => Some((base, index)),
            _ => None,
        }
    }

    /// Python's bytes do not change: new ones take the place.
    fn assign_byte(
        &mut self,
        base: &hir::Expr,
        index: &hir::Expr,
        value: impl FnOnce(&mut Self, Expr) -> Expr,
    ) {
        let place = self.place_of(base);
        let place = self.settled(place);
        let index = self.value(index);
        let index = self.simple("index", index);
        let new = value(self, place.clone().lookup(index.clone()));
        self.push(StmtKind::Assign(place.clone(), call("gear_set_byte", vec![place, index, new])));
    }

    /// A place that may stand several times: what it is found by is evaluated once.
    pub(super) fn settled(&mut self, place: Expr) -> Expr {
        match place {
            Expr::Subscript(base, index) if !is_settled(&base) || !is_settled(&index) => {
                self.settled_parts(*base, *index, Expr::subscript)
            }
            Expr::Lookup(base, index) if !is_settled(&base) || !is_settled(&index) => {
                self.settled_parts(*base, *index, Expr::lookup)
            }
            place if is_settled(&place) => place,
            other => self.spill("place", other),
        }
    }

    fn settled_parts(&mut self, base: Expr, index: Expr, join: fn(Expr, Expr) -> Expr) -> Expr {
        let base = self.settled(base);
        let index = self.simple("index", index);
        join(base, index)
    }

    fn assign_op(&mut self, op: BinaryOp, target: &hir::Expr, value: &hir::Expr) {
        if self.own_operator(op, [target, value], true, target.span).is_some() {
            return;
        }
        let Some(target) = self.inner_place(target) else { return };
        let target = &*self.meant(target);
        let ty = self.operand_type(target, value);
        let value_ty = self.ty(value);
        let value = self.value(value);
        let types = (&ty, &value_ty);
        if self.is_part(target) {
            let value = self.simple("value", value);
            let span = target.span;
            return self
                .replace_part(target, |this, old| operator::binary(this, op, (old, value), types, span));
        }
        if let Some((base, index)) = self.byte_of(target) {
            let value = self.simple("value", value);
            let span = target.span;
            return self
                .assign_byte(base, index, |this, old| operator::binary(this, op, (old, value), types, span));
        }
        if let ExprKind::Method(method) = &target.kind
            && ty.is_immutable()
            && let Some((place, old, statements)) = super::forms::counter(self, method)
        {
            // `counts[key] = counts.get(key, 0) + value`
            let value = if statements.is_empty() { value } else { self.simple("value", value) };
            self.out.extend(statements);
            let new = operator::binary(self, op, (old, value), types, target.span);
            return self.push(StmtKind::Assign(place, new));
        }
        let (place, statements) = self.buffered(|this| this.place_of(target));
        // Rust evaluates the value first, Python the place.
        let at_once = statements.is_empty() && (is_settled(&place) || is_settled(&value));
        let value = if at_once { value } else { self.simple("value", value) };
        self.out.extend(statements);
        // For the operators that are Python's own, `+=` and the like; strings are rebuilt, lists are not added.
        match operator::binary(self, op, (place.clone(), value.clone()), types, target.span) {
            Expr::Binary(op, left, right) if *left == place => {
                self.push(StmtKind::AugAssign(op, place, *right));
            }
            other if is_settled(&place) => self.push(StmtKind::Assign(place, other)),
            _ => {
                // The place stands on both sides.
                let place = self.settled(place);
                let new = operator::binary(self, op, (place.clone(), value), types, target.span);
                self.push(StmtKind::Assign(place, new));
            }
        }
    }

    /// What can stand on the left of `=`.
    pub(super) fn place_of(&mut self, target: &hir::Expr) -> Expr {
        let Some(target) = self.inner_place(target) else { return Expr::None };
        let target = &*self.meant(target);
        match &target.kind {
            ExprKind::Local(local)
                if !self.locals[*local].mutable
                    && !self.locals[*local].place
                    && is_replaced(&self.types, &target.ty) =>
            {
                // Where its value was refused, as the elements of `iter_mut` may be, this follows from that.
                if self.diagnostics.is_empty() { self.no_place(target) } else { Expr::None }
            }
            ExprKind::Local(local) => {
                // A variable declared without a value gets its place at the first assignment.
                self.assigned_local(*local)
            }
            ExprKind::Index(base, _)
                if matches!(base.kind, ExprKind::Local(local) if self.locals[local].lends)
                    && is_replaced(&self.types, &target.ty) =>
            {
                self.error(
                    Code::Value,
                    target.span,
                    "what a reference in a list points to cannot be changed: in Python only the list would change",
                    "change it where it is, by its index, or in a loop: `for value in list.iter_mut()`",
                )
            }
            ExprKind::Index(base, _) if self.ty(base) == Ty::Bytes => self.error(
                Code::Value,
                target.span,
                "a byte of a `Vec<u8>` is no place of its own in Python, where bytes do not change",
                "assign it: `bytes[i] = ..`, `bytes[i] += ..`, `bytes.swap(i, j)`",
            ),
            ExprKind::Field(..) | ExprKind::Index(..) | ExprKind::Element(..) => match self.value(target) {
                place @ (Expr::Subscript(..) | Expr::Lookup(..)) => place,
                _ => self.no_place(target),
            },
            ExprKind::Method(method) => {
                let entry = super::forms::entry_place(self, method);
                let place = entry.or_else(|| self.unwrapped_place(method));
                place.unwrap_or_else(|| self.no_place(target))
            }
            _ => self.no_place(target),
        }
    }

    fn no_place(&mut self, target: &hir::Expr) -> Expr {
        self.error(
            Code::UnsupportedExpression,
            target.span,
            "this place cannot be assigned in a gear",
            "assign to a variable, a field, an element, or `*map.entry(key).or_insert(value)`",
        )
    }
}

/// The bytes of a list of numbers.
fn into_bytes(list: Expr) -> Expr {
    let literal = match &list {
        Expr::List(items) => items
            .iter()
            .map(|item| match item {
                Expr::Int(byte) => u8::try_from(*byte).ok(),
                _ => None,
            })
            .collect(),
        _ => None,
    };
    match literal {
        Some(bytes) => Expr::Bytes(bytes),
        None => call("bytes", vec![list]),
    }
}

/// Whether evaluating it has no effect.
pub(super) fn is_settled(value: &Expr) -> bool {
    match value {
        Expr::Subscript(base, index) | Expr::Lookup(base, index) => is_settled(base) && is_settled(index),
        value => value.is_pure(),
    }
}

/// `dict(base, field=value)`: a copy of the base in which the given fields win.
pub(super) fn updated(base: Expr, entries: Vec<(String, Expr)>) -> Expr {
    if entries.iter().any(|(field, _)| !python::is_plain_keyword(field)) {
        let entries = entries.into_iter().map(|(field, value)| (Expr::Str(field), value)).collect();
        return call("gear_updated", vec![base, Expr::Dict(entries)]);
    }
    Expr::Call { function: Box::new(name("dict")), arguments: vec![base], keywords: entries }
}

fn needs_place_statements(target: &hir::Expr) -> bool {
    matches!(target.kind, ExprKind::Method(_))
}

pub(super) fn plus_one(value: Expr) -> Expr {
    match value {
        Expr::Int(value) => Expr::Int(value + 1),
        value => value.binary(python::BinaryOp::Add, Expr::Int(1)),
    }
}

/// Whether an entry's types can be those of a call. rustc has checked the call: a contradiction means that it is
/// not this entry's method.
fn fits(entry: &Method, arguments: &[Ty], result: &Ty) -> bool {
    let mut types = Types::default();
    let Some(signature) = Signature::new(entry.on, entry.types, &mut types) else { return false };
    let receiver = std::iter::once(&signature.receiver);
    receiver.chain(&signature.parameters).zip(arguments).all(|(wanted, given)| compatible(wanted, given))
        && (compatible(&signature.result, result)
            || signature.result == Ty::Unit
            || walked(&signature.result, result))
}

/// Whether a list or set stands where an iterator is wanted: `flat_map(|x| rows.join(x))`.
fn walked(result: &Ty, wanted: &Ty) -> bool {
    matches!(wanted, Ty::Iter(_)) && compatible(wanted, result)
}

/// Whether Python can look up the keys of a map or set, and order those of a sorted one.
fn has_plain_keys(ty: &Ty) -> bool {
    fn hashable(key: &Ty) -> bool {
        match key {
            Ty::List(_) | Ty::Deque(_) | Ty::Map { .. } | Ty::Set { .. } | Ty::Result(..) | Ty::Float => {
                false
            }
            Ty::Option(item) | Ty::Reverse(item) => hashable(item),
            Ty::Tuple(items) => items.iter().all(hashable),
            _ => true,
        }
    }
    match ty {
        Ty::Map { sorted, key, .. } | Ty::Set { sorted, item: key } => {
            hashable(key) && (!sorted || matches!(**key, Ty::Named(_)) || operator::is_ordered(key))
        }
        _ => true,
    }
}

/// Whether a value of type `given` can stand where the catalog says `wanted`.
pub(crate) fn compatible(wanted: &Ty, given: &Ty) -> bool {
    match (wanted, given) {
        (Ty::Var(_) | Ty::Unknown, _) | (_, Ty::Unknown | Ty::Var(_) | Ty::Never | Ty::Named(_)) => true,
        (Ty::Str, Ty::Char) => true,
        (
            Ty::Iter(wanted),
            Ty::Iter(given) | Ty::List(given) | Ty::Deque(given) | Ty::Set { item: given, .. },
        ) => compatible(wanted, given),
        (Ty::Int(_), Ty::Int(_)) => true,
        (Ty::List(a), Ty::List(b) | Ty::Deque(b))
        | (Ty::Deque(a), Ty::Deque(b))
        | (Ty::Option(a), Ty::Option(b))
        | (Ty::Reverse(a), Ty::Reverse(b))
        | (Ty::GearsFuture(a), Ty::GearsFuture(b))
        | (Ty::State(a), Ty::State(b)) => compatible(a, b),
        (Ty::Set { sorted: a, item: x }, Ty::Set { sorted: b, item: y }) => {
            (a == b || !a) && compatible(x, y)
        }
        (Ty::Map { sorted: a, key: k, value: v }, Ty::Map { sorted: b, key: l, value: w }) => {
            (a == b || !a) && compatible(k, l) && compatible(v, w)
        }
        (Ty::Result(a, x), Ty::Result(b, y)) | (Ty::Entry(a, x), Ty::Entry(b, y)) => {
            compatible(a, b) && compatible(x, y)
        }
        (Ty::Tuple(a), Ty::Tuple(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| compatible(a, b)),
        (Ty::Fn(a, x), Ty::Fn(b, y)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| compatible(b, a)) && compatible(x, y)
        }
        (wanted, given) => std::mem::discriminant(wanted) == std::mem::discriminant(given),
    }
}

/// What `float(integer)` makes a float of.
fn integer_of(value: &Expr) -> Option<Expr> {
    match value {
        Expr::Call { function, arguments, keywords }
            if **function == name("float") && keywords.is_empty() =>
        {
            arguments.first().cloned()
        }
        _ => None,
    }
}
