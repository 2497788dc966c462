//! Statements: blocks, branches, loops, and where values go.

use super::element::Subject;
use super::lent::lends;
use super::present::{self, Present};
use super::{Guard, Lower, guard};
use crate::check::hir::{self, Arm, Block, ExprKind, Pattern, Statement};
use crate::python::{BinaryOp, Expr, Stmt, StmtKind};
use crate::types::Ty;

/// Where the value of a branch goes.
#[derive(Clone)]
pub(super) enum Into {
    Return,
    Variable(Expr),
    Nowhere,
}

impl Lower<'_> {
    /// An expression at the end of a function: its value is returned.
    pub(crate) fn tail(&mut self, expr: &hir::Expr) {
        self.put(expr, &Into::Return);
    }

    /// Lowers an expression so that its value goes where `into` says.
    pub(super) fn put(&mut self, expr: &hir::Expr, into: &Into) {
        self.at = Some(expr.span);
        match &expr.kind {
            ExprKind::Block(block) => self.put_block(block, into),
            ExprKind::If { test, then, otherwise } if self.needs_statements(expr, into) => {
                self.put_if(test, then, otherwise.as_deref(), into);
            }
            ExprKind::Match { subject, arms } if self.needs_statements(expr, into) => {
                self.put_match(subject, arms, into);
            }
            ExprKind::Builtin(..) if let Some(closure) = guard::closure_of(expr, Guard::Lock) => {
                self.put_locked(closure, into);
            }
            ExprKind::Loop { label, body } if let Into::Variable(variable) = into => {
                self.infinite_loop(label.as_deref(), body, Some(variable.clone()));
            }
            ExprKind::Labelled { label, block } if let Into::Variable(variable) = into => {
                self.labelled_block(label, block, Some(variable.clone()));
            }
            ExprKind::Replace(place, value) if let Into::Variable(variable) = into => {
                self.replace_into(variable, place, value.as_deref());
            }
            ExprKind::Call(function, arguments) if lends(arguments) && !matches!(into, Into::Return) => {
                let result = match into {
                    Into::Variable(variable) => variable.clone(),
                    _ => crate::python::name("_"),
                };
                let result = (self.ty(expr) != Ty::Unit).then_some(result);
                self.call_lending(function, arguments, result);
            }
            _ => match into {
                Into::Nowhere => {
                    match self.effect(expr) {
                        // `if stack: stack.pop()`
                        Some(Expr::IfElse { test, then, otherwise }) if *otherwise == Expr::None => {
                            let ((), then) = self.buffered(|this| this.push(StmtKind::Expr(*then)));
                            self.push(StmtKind::If { test: *test, then, otherwise: Vec::new() });
                        }
                        Some(value) if !value.is_simple() => self.push(StmtKind::Expr(value)),
                        _ => {}
                    }
                }
                Into::Return if self.ty(expr) == Ty::Unit => {
                    if let Some(value) = self.effect(expr)
                        && !value.is_simple()
                    {
                        self.push(StmtKind::Expr(value));
                    }
                    if !self.ends() {
                        self.push(StmtKind::Return(None));
                    }
                }
                Into::Return => {
                    let value = self.value(expr);
                    if !matches!(
                        self.out.last(),
                        Some(Stmt { kind: StmtKind::Raise(_) | StmtKind::Return(_), .. })
                    ) {
                        self.push(StmtKind::Return(Some(value)));
                    }
                }
                Into::Variable(variable) => {
                    let value = self.value(expr);
                    if !self.ends() {
                        self.push(StmtKind::Assign(variable.clone(), value));
                    }
                }
            },
        }
    }

    /// Whether the buffer ends in a statement that leaves.
    pub(super) fn ends(&self) -> bool {
        leaves_at_end(&self.out)
    }

    /// A branch is a conditional expression if it is small; statements otherwise.
    fn needs_statements(&mut self, expr: &hir::Expr, into: &Into) -> bool {
        matches!(into, Into::Nowhere) || self.ty(expr) == Ty::Unit || !is_small(expr)
    }

    pub(super) fn put_block(&mut self, block: &Block, into: &Into) {
        for statement in &block.statements {
            self.statement(statement);
        }
        match (&block.value, into) {
            (Some(value), _) => self.put(value, into),
            (None, Into::Return) if !self.ends() => self.push(StmtKind::Return(None)),
            (None, Into::Variable(variable)) if !self.ends() => {
                self.push(StmtKind::Assign(variable.clone(), Expr::None));
            }
            (None, _) => {}
        }
    }

    pub(super) fn statement(&mut self, statement: &Statement) {
        match statement {
            Statement::Expr(expr) => self.put(expr, &Into::Nowhere),
            Statement::Let { pattern, value, otherwise, span } => {
                self.at = Some(*span);
                match (value, otherwise) {
                    (None, _) => self.let_later(pattern),
                    (Some(value), None) => self.let_value(pattern, value),
                    (Some(value), Some(otherwise)) => self.let_else(pattern, value, otherwise),
                }
            }
        }
    }

    /// `let x;`: the variable exists once it is assigned.
    fn let_later(&mut self, pattern: &Pattern) {
        match pattern {
            Pattern::Bind(local, _) => {
                self.declare(*local);
            }
            // `let (a, b);`
            Pattern::Tuple(parts) => parts.iter().for_each(|part| self.let_later(part)),
            _ => {}
        }
    }

    fn let_value(&mut self, pattern: &Pattern, value: &hir::Expr) {
        let at = self.at;
        if let (Pattern::Bind(local, None), ExprKind::Closure(closure)) = (pattern, &value.kind) {
            return self.let_function(*local, closure);
        }
        if let Pattern::Bind(local, None) = pattern {
            // A branch assigns the variable itself.
            let branch = match &value.kind {
                ExprKind::If { .. } | ExprKind::Match { .. } | ExprKind::Block(_) => !is_small(value),
                ExprKind::Loop { .. } | ExprKind::Labelled { .. } => {
                    !matches!(self.ty(value), Ty::Unit | Ty::Never)
                }
                ExprKind::Replace(..) => true,
                ExprKind::Call(_, arguments) => lends(arguments),
                _ => guard::closure_of(value, Guard::Lock).is_some(),
            };
            if branch {
                let variable = self.fresh(&self.locals[*local].name.clone());
                self.put(value, &Into::Variable(crate::python::name(variable.clone())));
                self.declare_as(*local, variable);
                return;
            }
        }
        if self.let_place(pattern, value) {
            return;
        }
        if let Pattern::Bind(local, None) = pattern
            && let Some(from) = self.locals[*local].renames
        {
            let value = self.local(from);
            if let Expr::Name(variable) = &value {
                // It is that one's no more.
                self.owners.insert(variable.clone(), *local);
                return self.bind(pattern, value);
            }
        }
        if self.let_attempt(pattern, value) {
            return;
        }
        let lowered = self.value(value);
        self.at = at;
        if !self.ends() {
            self.assign(pattern, lowered);
        } else {
            self.bind(pattern, Expr::None);
        }
    }

    /// A closure with a name is a function of that name, which it may call itself if it is one in Rust.
    fn let_function(&mut self, local: usize, closure: &hir::Closure) {
        let at = self.at;
        self.declare(local);
        let function = self.function(closure, false);
        self.at = at;
        let name = self.local(local);
        let kind = StmtKind::Def {
            waits: function.waits,
            name,
            parameters: function.parameters,
            doc: None,
            body: function.body,
        };
        self.push(kind);
    }

    fn let_else(&mut self, pattern: &Pattern, value: &hir::Expr, otherwise: &Block) {
        let at = self.at;
        let present = self.present(pattern, value);
        if let Some(Ok(Present { test, value })) = present {
            let ((), then) = self.buffered(|this| this.put_block(otherwise, &Into::Nowhere));
            self.at = at;
            self.push(StmtKind::If { test: test.negated(), then, otherwise: Vec::new() });
            return self.assign(present::in_pattern(pattern), value);
        }
        let name = self.subject_name(pattern);
        let subject = match present {
            Some(Err(whole)) => Subject::of(self.simple(&name, whole)),
            _ => self.subject(value, [pattern].into_iter(), &name),
        };
        let ty = self.ty(value);
        if let Some(test) = self.subject_test(pattern, &subject, &ty) {
            let ((), then) = self.buffered(|this| this.put_block(otherwise, &Into::Nowhere));
            self.at = at;
            self.push(StmtKind::If { test: test.negated(), then, otherwise: Vec::new() });
        }
        self.pin(&subject.value);
        if !self.fits_place(pattern, &subject) {
            self.bind_or_assign(pattern, subject.value);
        }
    }

    fn put_if(&mut self, test: &hir::Expr, then: &Block, otherwise: Option<&hir::Expr>, into: &Into) {
        let at = self.at;
        // `if a && let ..` without `else` nests; with `else` the tests must come first.
        let (test, bindings) = self.condition(test);
        let ((), then) = self.buffered(|this| {
            this.assign_all(bindings);
            this.put_block(then, into);
        });
        let ((), otherwise) = self.buffered(|this| match otherwise {
            Some(other) => this.put(other, into),
            None => this.put_nothing(into),
        });
        self.at = at;
        self.push_if(test, then, otherwise);
    }

    pub(super) fn put_nothing(&mut self, into: &Into) {
        match into {
            Into::Return => self.push(StmtKind::Return(None)),
            Into::Variable(variable) => self.push(StmtKind::Assign(variable.clone(), Expr::None)),
            Into::Nowhere => {}
        }
    }

    /// `else` after a branch that leaves is flat.
    fn push_if(&mut self, test: Expr, then: Vec<Stmt>, otherwise: Vec<Stmt>) {
        let leaves = leaves_at_end(&then);
        let is_elif = matches!(&otherwise[..], [Stmt { kind: StmtKind::If { .. }, .. }]);
        if then.is_empty() && !otherwise.is_empty() {
            self.push(StmtKind::If { test: test.negated(), then: otherwise, otherwise: Vec::new() });
        } else if leaves && !is_elif {
            self.push(StmtKind::If { test, then, otherwise: Vec::new() });
            self.out.extend(otherwise);
        } else {
            self.push(StmtKind::If { test, then, otherwise });
        }
    }

    /// A condition with `let`: the test, and what to bind when it holds. Parts of a chain after a `let` may use its
    /// variables: those stand for the parts of the subject.
    pub(super) fn condition<'e>(&mut self, test: &'e hir::Expr) -> (Expr, Vec<(&'e Pattern, Expr)>) {
        self.condition_part(test, true)
    }

    /// After the last part nothing looks at its variables before they are assigned.
    fn condition_part<'e>(&mut self, test: &'e hir::Expr, last: bool) -> (Expr, Vec<(&'e Pattern, Expr)>) {
        match &test.kind {
            ExprKind::Let(pattern, value) => {
                let pattern = &**pattern;
                if last {
                    match self.present(pattern, value) {
                        Some(Ok(Present { test, value })) => {
                            return (test, vec![(present::in_pattern(pattern), value)]);
                        }
                        Some(Err(value)) => {
                            let value = self.simple(&self.subject_name(pattern), value);
                            let test = value.clone().binary(BinaryOp::IsNot, Expr::None);
                            self.bind(pattern, value.clone());
                            return (test, vec![(pattern, value)]);
                        }
                        None => {}
                    }
                }
                let subject = self.subject(value, [pattern].into_iter(), &self.subject_name(pattern));
                let ty = self.ty(value);
                let test = self.subject_test(pattern, &subject, &ty).unwrap_or(Expr::True);
                if self.fits_place(pattern, &subject) {
                    return (test, Vec::new());
                }
                self.bind(pattern, subject.value.clone());
                (test, vec![(pattern, subject.value)])
            }
            ExprKind::Binary(hir::BinaryOp::And, left, right) if has_let(test) => {
                let (left, mut bindings) = self.condition_part(left, false);
                let ((right_test, more), statements) = self.buffered(|this| this.condition_part(right, last));
                bindings.extend(more);
                (self.also(Some(left), right_test, statements), bindings)
            }
            _ => (self.value(test), Vec::new()),
        }
    }

    pub(super) fn assign_all(&mut self, bindings: Vec<(&Pattern, Expr)>) {
        for (pattern, subject) in bindings {
            self.bind_or_assign(pattern, subject);
        }
    }

    /// The variables of a pattern that fits. A variable that only renames the subject is not made.
    pub(super) fn bind_or_assign(&mut self, pattern: &Pattern, subject: Expr) {
        if !Self::binds(pattern) {
            return;
        }
        if self.names_place(pattern) || self.only_renames(pattern, &subject) {
            self.bind(pattern, subject)
        } else {
            self.assign(pattern, subject)
        }
    }

    /// Whether a pattern gives a subject, or its parts, other names that can do without variables.
    fn only_renames(&self, pattern: &Pattern, subject: &Expr) -> bool {
        match (pattern, subject) {
            (Pattern::Tuple(parts), Expr::Tuple(values)) => {
                let mut pairs = parts.iter().zip(values);
                pairs.all(|(part, value)| !Self::binds(part) || self.only_renames(part, value))
            }
            _ => self.renames(pattern) && self.is_stable(subject),
        }
    }

    /// Whether a pattern only gives the subject another name.
    fn renames(&self, pattern: &Pattern) -> bool {
        match pattern {
            Pattern::Bind(local, None) => {
                let local = &self.locals[*local];
                !local.mutable && !local.copied
            }
            Pattern::Some(inner, item) => !self.types.in_python(item).may_be_none() && self.renames(inner),
            _ => false,
        }
    }

    /// Whether nothing can assign what a value is read from.
    pub(super) fn is_stable(&self, value: &Expr) -> bool {
        let mutable = |variable: &str| {
            self.bound.iter().any(|(local, (value, _))| {
                self.locals[*local].mutable && matches!(value, Expr::Name(known) if known == variable)
            })
        };
        match value {
            Expr::Name(variable) => !mutable(variable),
            value => value.is_constant(),
        }
    }

    /// A name for what a pattern is matched with: the one it gives, if it only renames.
    pub(super) fn subject_name(&self, pattern: &Pattern) -> String {
        match pattern {
            Pattern::Bind(local, None) => self.locals[*local].name.clone(),
            Pattern::Some(inner, item) if !self.types.in_python(item).may_be_none() => {
                self.subject_name(inner)
            }
            _ => "value".to_owned(),
        }
    }

    fn put_match(&mut self, subject: &hir::Expr, arms: &[Arm], into: &Into) {
        if let Some(caught) = guard::Caught::new(subject, arms) {
            return self.put_caught(&caught, into);
        }
        let at = self.at;
        let ty = self.ty(subject);
        let wanted = arms.iter().map(|arm| self.subject_name(&arm.pattern)).find(|name| name != "value");
        let wanted = wanted.unwrap_or_else(|| "value".to_owned());
        let value = self.subject(subject, arms.iter().map(|arm| &arm.pattern), &wanted);
        self.put_arms(&value, &ty, (arms, 0), into);
        self.at = at;
    }

    /// The arms from one on.
    fn put_arms(&mut self, subject: &Subject, ty: &Ty, (arms, at): (&[Arm], usize), into: &Into) {
        let Some((arm, rest)) = arms.get(at..).and_then(<[Arm]>::split_first) else {
            // rustc knows that the arms are exhaustive.
            let message = Expr::Str("no arm of the match fits".to_owned());
            let error = crate::python::call("RuntimeError", vec![message]);
            return self.push(StmtKind::Raise(error));
        };
        self.at = Some(arm.body.span);
        let test = self.arm_test(subject, ty, (&arms[..at], arm));
        let ((), then) = self.buffered(|this| {
            if !this.fits_place(&arm.pattern, subject) {
                this.bind_or_assign(&arm.pattern, subject.value.clone());
            }
            this.put(&arm.body, into);
        });
        // The last arm of an exhaustive match needs no test.
        let Some(test) = test.filter(|_| !(rest.is_empty() && arm.guard.is_none())) else {
            return self.out.extend(then);
        };
        let ((), otherwise) = self.buffered(|this| this.put_arms(subject, ty, (arms, at + 1), into));
        self.push_if(test, then, otherwise);
    }

    /// The pattern's test and the guard, in which the variables stand for the parts of the subject.
    fn arm_test(&mut self, subject: &Subject, ty: &Ty, (before, arm): (&[Arm], &Arm)) -> Option<Expr> {
        let none_was_taken =
            before.iter().any(|arm| arm.guard.is_none() && matches!(arm.pattern, Pattern::None));
        let test = match (&arm.pattern, ty) {
            (Pattern::Some(inner, item), _) if none_was_taken && subject.is_value() => {
                self.test_in_some(inner, &subject.value, item)
            }
            (pattern, _) => self.subject_test(pattern, subject, ty),
        };
        let Some(guard) = &arm.guard else { return test };
        if !self.fits_place(&arm.pattern, subject) {
            self.bind(&arm.pattern, subject.value.clone());
        }
        let (guard_test, statements) = self.buffered(|this| this.value(guard));
        Some(self.also(test, guard_test, statements))
    }

    /// Both tests; what the second one needs runs only if the first one holds.
    pub(super) fn also(&mut self, first: Option<Expr>, second: Expr, statements: Vec<Stmt>) -> Expr {
        let Some(first) = first.filter(|first| *first != Expr::True) else {
            self.out.extend(statements);
            return second;
        };
        if statements.is_empty() {
            return first.binary(BinaryOp::And, second);
        }
        let result = self.spill("value", first);
        let mut then = statements;
        then.push(Stmt { kind: StmtKind::Assign(result.clone(), second), at: self.here() });
        self.push(StmtKind::If { test: result.clone(), then, otherwise: Vec::new() });
        result
    }

    /// A small branch as an expression. `None` if a part of it needs statements.
    pub(super) fn conditional(&mut self, expr: &hir::Expr) -> Expr {
        let variable = |this: &mut Self| crate::python::name(this.fresh("value"));
        match &expr.kind {
            ExprKind::If {
                test,
                then: Block { statements, value: Some(then) },
                otherwise: Some(otherwise),
            } if statements.is_empty() && !has_let(test) => {
                let test_value = self.value(test);
                let (then_value, then_statements) = self.buffered(|this| this.value(then));
                let (other_value, other_statements) = self.buffered(|this| this.value(otherwise));
                if then_statements.is_empty() && other_statements.is_empty() {
                    return Expr::if_else(test_value, then_value, other_value);
                }
                let result = variable(self);
                let finish = |this: &mut Self, mut statements: Vec<Stmt>, value| {
                    let outer = std::mem::take(&mut this.out);
                    this.out = std::mem::take(&mut statements);
                    if !this.ends() {
                        this.push(StmtKind::Assign(result.clone(), value));
                    }
                    std::mem::replace(&mut this.out, outer)
                };
                let then = finish(self, then_statements, then_value);
                let otherwise = finish(self, other_statements, other_value);
                self.push(StmtKind::If { test: test_value, then, otherwise });
                result
            }
            ExprKind::Match { subject, arms } if is_small(expr) => self.small_match(subject, arms),
            _ => self.through_variable(expr),
        }
    }

    /// A match of a few small arms as a conditional expression.
    fn small_match(&mut self, subject: &hir::Expr, arms: &[Arm]) -> Expr {
        let ty = self.ty(subject);
        let value = self.subject(subject, arms.iter().map(|arm| &arm.pattern), "value");
        let mut parts = Vec::new();
        let mut all_statements = false;
        for (at, arm) in arms.iter().enumerate() {
            let test = self.arm_test(&value, &ty, (&arms[..at], arm));
            let (body, statements) = self.buffered(|this| {
                if !this.fits_place(&arm.pattern, &value) {
                    this.bind(&arm.pattern, value.value.clone());
                }
                this.value(&arm.body)
            });
            all_statements |= !statements.is_empty();
            parts.push((test, body, statements));
        }
        if all_statements {
            let result = crate::python::name(self.fresh("value"));
            return self.match_statements(parts, result);
        }
        // `matches!`: the test itself.
        if let [(Some(test), Expr::True, _), (None, Expr::False, _)] = &parts[..] {
            return test.clone();
        }
        let mut parts = parts.into_iter().rev();
        let last = parts.next().map_or(Expr::None, |(_, body, _)| body);
        parts.fold(last, |otherwise, (test, body, _)| match test {
            Some(test) => super::fallback::if_else(test, body, otherwise),
            None => body,
        })
    }

    fn match_statements(&mut self, parts: Vec<(Option<Expr>, Expr, Vec<Stmt>)>, result: Expr) -> Expr {
        let at = self.here();
        let mut rest: Vec<Stmt> = Vec::new();
        for (i, (test, body, mut statements)) in parts.into_iter().rev().enumerate() {
            statements.push(Stmt { kind: StmtKind::Assign(result.clone(), body), at });
            rest = match test {
                Some(test) if i > 0 => {
                    vec![Stmt { kind: StmtKind::If { test, then: statements, otherwise: rest }, at }]
                }
                _ => statements,
            };
        }
        self.out.extend(rest);
        result
    }
}

/// Whether the last statement leaves.
pub(super) fn leaves_at_end(statements: &[Stmt]) -> bool {
    use StmtKind::{Break, Continue, Raise, Return, While};
    match statements.last().map(|last| &last.kind) {
        Some(Raise(_) | Return(_) | Break | Continue) => true,
        Some(While { test: Expr::True, body }) => !breaks(body),
        _ => false,
    }
}

/// Whether a `break` leaves the loop of this body.
fn breaks(body: &[Stmt]) -> bool {
    body.iter().any(|statement| match &statement.kind {
        StmtKind::Break => true,
        StmtKind::While { .. } | StmtKind::For { .. } | StmtKind::Def { .. } => false,
        other => other.suites().into_iter().any(|suite| breaks(suite)),
    })
}

fn has_let(expr: &hir::Expr) -> bool {
    match &expr.kind {
        ExprKind::Let(..) => true,
        ExprKind::Binary(hir::BinaryOp::And, left, right) => has_let(left) || has_let(right),
        _ => false,
    }
}

/// Whether a branch reads well as a conditional expression.
fn is_small(expr: &hir::Expr) -> bool {
    let leaf = |expr: &hir::Expr| size(expr) <= 6;
    match &expr.kind {
        ExprKind::If { test, then: Block { statements, value: Some(then) }, otherwise: Some(otherwise) } => {
            let otherwise = match &otherwise.kind {
                ExprKind::Block(Block { statements, value: Some(value) }) if statements.is_empty() => {
                    leaf(value)
                }
                _ => false,
            };
            statements.is_empty() && !has_let(test) && leaf(then) && otherwise
        }
        ExprKind::Match { subject, arms } => {
            arms.len() == 2
                && guard::Caught::new(subject, arms).is_none()
                && arms.iter().all(|arm| leaf(&arm.body) && arm.guard.is_none() && !leaves(&arm.body))
        }
        ExprKind::Block(block) => block.statements.is_empty(),
        ExprKind::If { .. } => false,
        _ => true,
    }
}

fn leaves(expr: &hir::Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Return(_)
            | ExprKind::Break { .. }
            | ExprKind::Continue(_)
            | ExprKind::Panic(_)
            | ExprKind::AssertCompare(..)
            | ExprKind::Block(_)
    )
}

/// The number of nodes, as far as it matters for reading.
fn size(expr: &hir::Expr) -> usize {
    match &expr.kind {
        ExprKind::Field(base, _) | ExprKind::TupleField(base, _) | ExprKind::Payload(base, _) => {
            1 + size(base)
        }
        ExprKind::Some(inner)
        | ExprKind::Reverse(inner)
        | ExprKind::Not(inner)
        | ExprKind::Negate(inner)
        | ExprKind::Cast(inner) => 1 + size(inner),
        ExprKind::Binary(_, left, right) | ExprKind::Index(left, right) => 1 + size(left) + size(right),
        ExprKind::Method(call) => 1 + call.arguments.iter().map(size).sum::<usize>(),
        ExprKind::Call(_, arguments) | ExprKind::Builtin(_, arguments) | ExprKind::Tuple(arguments) => {
            1 + arguments.iter().map(size).sum::<usize>()
        }
        ExprKind::Format(_) => 3,
        ExprKind::Block(Block { statements, value: Some(value) }) if statements.is_empty() => size(value),
        ExprKind::Unit
        | ExprKind::Bool(_)
        | ExprKind::Int(_)
        | ExprKind::Float(_)
        | ExprKind::Str(_)
        | ExprKind::Bytes(_)
        | ExprKind::Local(_)
        | ExprKind::Capture(_)
        | ExprKind::Link(_)
        | ExprKind::None => 1,
        _ => 100,
    }
}
