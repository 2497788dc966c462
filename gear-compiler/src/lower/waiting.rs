//! `async` code: coroutines, which do nothing before they are awaited, as in Rust.

use super::Lower;
use super::closure::target_names;
use crate::check::hir::{self, Closure, ExprKind};
use crate::python::{Expr, call, name};
use crate::types::Ty;

impl Lower<'_> {
    /// `.await`: of a coroutine, or of a future that others may wait for too.
    pub(super) fn wait(&mut self, future: &hir::Expr) -> Expr {
        let coroutine = match &future.kind {
            ExprKind::Async(_) => true,
            // Only an `async` function can be called there.
            ExprKind::Call(function, _) => matches!(function.kind, ExprKind::Link(_)),
            _ => matches!(self.ty(future), Ty::Future(_)),
        };
        let value = self.value(future);
        Expr::Await(Box::new(if coroutine { value } else { call("gear_wait", vec![value]) }))
    }

    /// `async { .. }`: a function that is called where it stands, with what it takes from around: what a variable is then
    /// counts, not what it is later.
    pub(super) fn async_block(&mut self, closure: &Closure) -> Expr {
        let mut function = self.function(closure, false);
        function.parameters = std::mem::take(&mut function.reads).into_iter().collect();
        let taken = function.parameters.iter().map(name).collect();
        self.defined("task", function).call(taken)
    }

    /// `join!`.
    pub(super) fn join(&mut self, futures: &[hir::Expr]) -> Expr {
        let futures = Expr::List(self.operands(futures));
        call("tuple", vec![Expr::Await(Box::new(call("gear_join", vec![futures])))])
    }

    /// Notes that the current function looks at a variable of a function around it.
    pub(super) fn note_read(&mut self, value: &Expr, frame: usize) {
        if frame >= self.frames.len() {
            return;
        }
        let mut base = value;
        while let Expr::Subscript(inner, _) | Expr::Lookup(inner, _) | Expr::Attribute(inner, _) = base {
            base = inner;
        }
        let names = target_names(base);
        for between in &mut self.frames[frame..] {
            between.reads.extend(names.iter().cloned());
        }
    }
}
