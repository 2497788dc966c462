//! Closures that run at once and once, in a block of their own: `atomic` is `with`, and a `match` on `attempt` is `try`.

use super::Lower;
use super::catalog::Form;
use super::closure::target_names;
use super::statement::Into;
use crate::check::hir::{self, Arm, Closure, ExprKind, Pattern};
use crate::python::{StmtKind, call, name};
use crate::types::Ty;

/// What such a block is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Guard {
    /// Redis runs nothing else in the meantime.
    Lock,
    /// Errors in it are caught.
    Catch,
}

/// The closure of a call of such a function, if its body can stand in the block: nothing leaves it before its end.
pub(super) fn closure_of(expr: &hir::Expr, wanted: Guard) -> Option<&Closure> {
    let ExprKind::Builtin(function, arguments) = &expr.kind else { return None };
    match (&function.python, &arguments[..]) {
        (Form::Guard(guard, _), [argument]) if *guard == wanted => match &argument.kind {
            ExprKind::Closure(closure) if !closure.waits && !closure.returns => Some(closure),
            _ => None,
        },
        _ => None,
    }
}

/// A `match` on what `attempt` gives, with one arm for each case.
pub(super) struct Caught<'e> {
    closure: &'e Closure,
    ok: (&'e Pattern, &'e hir::Expr),
    err: (&'e Pattern, &'e hir::Expr),
}

impl<'e> Caught<'e> {
    pub(super) fn new(subject: &'e hir::Expr, arms: &'e [Arm]) -> Option<Self> {
        let closure = closure_of(subject, Guard::Catch)?;
        let [first, second] = arms else { return None };
        if first.guard.is_some() || second.guard.is_some() {
            return None;
        }
        let (ok, err) = match (&first.pattern, &second.pattern) {
            (Pattern::Ok(_), Pattern::Err(_) | Pattern::Wild) => (first, second),
            (Pattern::Err(_), Pattern::Ok(_) | Pattern::Wild) => (second, first),
            _ => return None,
        };
        let inner = |pattern: &'e Pattern| match pattern {
            Pattern::Ok(inner) | Pattern::Err(inner) => &**inner,
            other => other,
        };
        let (ok_pattern, err_pattern) = (inner(&ok.pattern), inner(&err.pattern));
        let plain = |pattern: &Pattern| matches!(pattern, Pattern::Bind(_, None) | Pattern::Wild);
        (plain(ok_pattern) && plain(err_pattern)).then_some(Caught {
            closure,
            ok: (ok_pattern, &ok.body),
            err: (err_pattern, &err.body),
        })
    }
}

impl Lower<'_> {
    /// `atomic(|| ..)`.
    pub(super) fn put_locked(&mut self, closure: &Closure, into: &Into) {
        let at = self.at;
        let unit = self.ty(&closure.body) == Ty::Unit;
        let inside = if unit { &Into::Nowhere } else { into };
        let ((), body) = self.buffered(|this| this.put(&closure.body, inside));
        self.at = at;
        self.push(StmtKind::With(call("atomic", Vec::new()), body));
        if unit {
            self.put_nothing(into);
        }
    }

    /// `match attempt(|| ..) { Ok(value) => .., Err(error) => .. }`.
    pub(super) fn put_caught(&mut self, caught: &Caught<'_>, into: &Into) {
        let at = self.at;
        let value = match caught.ok.0 {
            Pattern::Bind(local, _) => Into::Variable(self.declare(*local)),
            _ => Into::Nowhere,
        };
        let ((), body) = self.buffered(|this| this.put(&caught.closure.body, &value));
        let exception = self.fresh("exception");
        let ((), handler) = self.buffered(|this| {
            this.at = Some(caught.err.1.span);
            let text = call("gear_error", vec![name(exception.clone())]);
            let kind = match caught.err.0 {
                Pattern::Bind(local, _) => {
                    let variable = this.declare(*local);
                    this.made.extend(target_names(&variable));
                    StmtKind::Assign(variable, text)
                }
                _ => StmtKind::Expr(text),
            };
            this.push(kind);
            this.put(caught.err.1, into);
        });
        let ((), mut otherwise) = self.buffered(|this| this.put(caught.ok.1, into));
        // After a handler that leaves, what follows needs no `else`.
        let flat = super::statement::leaves_at_end(&handler);
        let after = if flat { std::mem::take(&mut otherwise) } else { Vec::new() };
        self.at = at;
        self.push(StmtKind::Try { body, error: exception, handler, otherwise });
        self.out.extend(after);
    }
}
