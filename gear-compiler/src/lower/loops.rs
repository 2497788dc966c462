//! Loops, and the jumps out of them.
//!
//! Python's `break` and `continue` reach the innermost loop only. A jump further out sets a flag and leaves the
//! innermost loop; after each loop on the way the flag is looked at. A labelled block is a loop of one round.

use super::Lower;
use super::present::is_plain;
use super::statement::Into;
use super::walk::ByPlace;
use crate::check::hir::{self, Block, ExprKind, Pattern};
use crate::diag::Code;
use crate::python::{BinaryOp, Expr, Stmt, StmtKind, call, name};
use crate::types::Ty;

/// A loop around the current place.
#[derive(Default)]
pub(super) struct Loop {
    label: Option<String>,
    /// A labelled block: no jump without its label means it.
    block: bool,
    /// Where `break` puts its value.
    result: Option<Expr>,
    /// The flags that jumps from further inside set, once there are any.
    leave: Option<String>,
    next: Option<String>,
    /// Jumps that come through this loop on their way out.
    passing: Vec<Jump>,
}

/// A jump to the loop at an index of the stack.
#[derive(Clone, PartialEq)]
struct Jump {
    target: usize,
    next: bool,
    flag: String,
}

impl Lower<'_> {
    pub(super) fn while_loop(&mut self, label: Option<&str>, test: &hir::Expr, body: &Block) {
        if let Some((pattern, iter)) = self.walked(test) {
            return self.walk(label, pattern, iter, body);
        }
        let at = self.here();
        let ((test_value, bindings), statements) = self.buffered(|this| this.condition(test));
        self.push_loop(label, None, false, |this| {
            if !statements.is_empty() {
                // The test needs statements: they run before each round.
                this.out.extend(statements.iter().cloned());
                let leave = vec![Stmt { kind: StmtKind::Break, at }];
                let stop = test_value.clone().negated();
                this.push(StmtKind::If { test: stop, then: leave, otherwise: Vec::new() });
            }
            this.assign_all(bindings);
            this.put_block(body, &Into::Nowhere);
            let test = if statements.is_empty() { test_value } else { Expr::True };
            move |body| StmtKind::While { test, body }
        });
    }

    /// The iterator of `while let Some(pattern) = iter.next()`, which is a variable.
    fn walked<'e>(&self, test: &'e hir::Expr) -> Option<(&'e Pattern, &'e hir::Expr)> {
        let ExprKind::Let(pattern, value) = &test.kind else { return None };
        let (Pattern::Some(pattern, item), ExprKind::Method(call)) = (&**pattern, &value.kind) else {
            return None;
        };
        let iter = call.arguments.first().filter(|iter| matches!(iter.kind, ExprKind::Local(_)))?;
        let walks = call.name == "next"
            && matches!(self.ty(iter), Ty::Iter(_))
            && is_plain(pattern)
            && !self.types.in_python(item).may_be_none();
        walks.then_some((pattern, iter))
    }

    /// `for` asks the iterator for one element after the other, as `while let` does, as long as the variable stands for it.
    fn walk(&mut self, label: Option<&str>, pattern: &Pattern, iter: &hir::Expr, body: &Block) {
        let before = self.out.len();
        self.for_loop(label, pattern, iter, body);
        let iter = self.value(iter);
        let Some(walk) = self.out[before..].iter_mut().find(|it| matches!(it.kind, StmtKind::For { .. }))
        else {
            return;
        };
        if let StmtKind::For { target, body, .. } = &mut walk.kind
            && body.iter().any(|statement| assigns(statement, &iter))
        {
            let at = walk.at;
            let none = target.clone().binary(BinaryOp::Is, Expr::None);
            let leave = vec![Stmt { kind: StmtKind::Break, at }];
            let next = call("next", vec![iter, Expr::None]);
            let mut whole = vec![
                Stmt { kind: StmtKind::Assign(target.clone(), next), at },
                Stmt { kind: StmtKind::If { test: none, then: leave, otherwise: Vec::new() }, at },
            ];
            whole.append(body);
            walk.kind = StmtKind::While { test: Expr::True, body: whole };
        }
    }

    pub(super) fn infinite_loop(&mut self, label: Option<&str>, body: &Block, result: Option<Expr>) {
        self.push_loop(label, result, false, |this| {
            this.put_block(body, &Into::Nowhere);
            |body| StmtKind::While { test: Expr::True, body }
        });
    }

    /// A block that `break 'label` leaves.
    pub(super) fn labelled_block(&mut self, label: &str, block: &Block, result: Option<Expr>) {
        let into = result.clone().map_or(Into::Nowhere, Into::Variable);
        self.push_loop(Some(label), result, true, |this| {
            this.put_block(block, &into);
            if !this.ends() {
                this.push(StmtKind::Break);
            }
            |body| StmtKind::While { test: Expr::True, body }
        });
    }

    pub(super) fn for_loop(
        &mut self,
        label: Option<&str>,
        pattern: &Pattern,
        iter: &hir::Expr,
        body: &Block,
    ) {
        let by_place = match self.by_place(pattern, iter) {
            ByPlace::No => None,
            ByPlace::Refused => return,
            ByPlace::Yes(pattern, indices) => Some((pattern, indices)),
        };
        let (pattern, iter) =
            by_place.as_ref().map_or((pattern, iter), |(pattern, indices)| (pattern, indices));
        let iterated = self.iterated(iter);
        self.push_loop(label, None, false, |this| {
            let target = match pattern {
                Pattern::Bind(local, None) => this.declare(*local),
                other => this.target(other, "item"),
            };
            if !is_plain(pattern) {
                this.assign(pattern, target.clone());
            }
            this.put_block(body, &Into::Nowhere);
            move |body| StmtKind::For { target, iter: iterated, body }
        });
    }

    fn loops(&mut self) -> &mut Vec<Loop> {
        let innermost = self.frames.len() - 1;
        &mut self.frames[innermost].loops
    }

    /// Lowers a body inside a loop and writes the loop, with the flags of jumps around it.
    pub(super) fn push_loop<F: FnOnce(Vec<Stmt>) -> StmtKind>(
        &mut self,
        label: Option<&str>,
        result: Option<Expr>,
        block: bool,
        body: impl FnOnce(&mut Self) -> F,
    ) {
        let at = self.at;
        self.loops().push(Loop { label: label.map(str::to_owned), block, result, ..Loop::default() });
        let (finish, mut statements) = self.buffered(body);
        let Some(done) = self.loops().pop() else { return };
        self.at = at;
        let flag = |flag: String| StmtKind::Assign(name(flag), Expr::False);
        if let Some(next) = done.next {
            statements.insert(0, Stmt { kind: flag(next), at: self.here() });
        }
        if let Some(leave) = done.leave {
            self.push(flag(leave));
        }
        self.push(finish(statements));
        for jump in done.passing {
            self.pass_on(jump);
        }
    }

    /// After a loop that a jump came through.
    fn pass_on(&mut self, jump: Jump) {
        let innermost = jump.target + 1 == self.loops().len();
        let kind = if innermost && jump.next { StmtKind::Continue } else { StmtKind::Break };
        let then = vec![Stmt { kind, at: self.here() }];
        self.push(StmtKind::If { test: name(jump.flag.clone()), then, otherwise: Vec::new() });
        if !innermost && let Some(around) = self.loops().last_mut() {
            around.passing.push(jump);
        }
    }

    /// `break` and `continue`.
    pub(super) fn jump(
        &mut self,
        label: Option<&str>,
        next: bool,
        value: Option<&hir::Expr>,
        expr: &hir::Expr,
    ) -> Expr {
        let target = match label {
            Some(label) => self.loops().iter().rposition(|around| around.label.as_deref() == Some(label)),
            None => self.loops().iter().rposition(|around| !around.block),
        };
        let Some(target) = target else {
            // rustc says that there is no such loop.
            return Expr::None;
        };
        if let Some(value) = value {
            let result = self.loops()[target].result.clone();
            self.put(value, &result.map_or(Into::Nowhere, Into::Variable));
        }
        self.at = Some(expr.span);
        if target + 1 < self.loops().len() {
            self.set_flag(target, next);
            self.push(StmtKind::Break);
        } else {
            self.push(if next { StmtKind::Continue } else { StmtKind::Break });
        }
        Expr::None
    }

    fn set_flag(&mut self, target: usize, next: bool) {
        let around = &self.loops()[target];
        let known = if next { around.next.clone() } else { around.leave.clone() };
        let flag = known.unwrap_or_else(|| self.fresh(if next { "next_round" } else { "leave" }));
        let around = &mut self.loops()[target];
        *(if next { &mut around.next } else { &mut around.leave }) = Some(flag.clone());
        self.push(StmtKind::Assign(name(flag.clone()), Expr::True));
        let jump = Jump { target, next, flag };
        if let Some(innermost) = self.loops().last_mut()
            && !innermost.passing.contains(&jump)
        {
            innermost.passing.push(jump);
        }
    }

    /// What a `for` walks over.
    pub(super) fn iterated(&mut self, iter: &hir::Expr) -> Expr {
        let value = self.value(iter);
        match self.ty(iter) {
            Ty::Map { sorted: true, .. } => call("sorted", vec![value.attribute("items").call(Vec::new())]),
            Ty::Map { .. } => value.attribute("items").call(Vec::new()),
            Ty::Set { sorted: true, .. } => call("sorted", vec![value]),
            Ty::List(_) | Ty::Deque(_) | Ty::Set { .. } | Ty::Iter(_) | Ty::Bytes => {
                super::forms::without_iter(value)
            }
            Ty::Option(_) => self.error(
                Code::Value,
                iter.span,
                "a `for` over an option cannot be shipped",
                "use `if let Some(..)`",
            ),
            _ => call("gear_iter", vec![value]),
        }
    }
}

/// Whether a statement, or one in it, gives a variable another value.
fn assigns(statement: &Stmt, variable: &Expr) -> bool {
    let here = match &statement.kind {
        StmtKind::Assign(target, _) | StmtKind::For { target, .. } => target == variable,
        StmtKind::Def { body, .. } => body.iter().any(|statement| assigns(statement, variable)),
        _ => false,
    };
    here || statement.kind.suites().into_iter().flatten().any(|statement| assigns(statement, variable))
}
