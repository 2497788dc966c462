//! What waits: `.await`, `async` blocks, and the functions that take futures.

use super::hir::{Closure, Expr, ExprKind};
use super::{Checker, Scope};
use crate::build::Nested;
use crate::diag::Code;
use crate::types::Ty;
use proc_macro2::Span;

/// The functions that know the execution of a step: `async` code runs outside it.
const OF_THE_STEP: [&str; 4] = ["call_next", "override_reply", "override_error", "get_command"];

impl Checker<'_> {
    /// `future.await`.
    pub(super) fn wait(&mut self, wait: &syn::ExprAwait, span: Span) -> Expr {
        let future = self.future(&wait.base);
        let ty = self.output(&future.ty);
        Expr { kind: ExprKind::Await(Box::new(future)), ty, span }
    }

    /// An expression that gives a future: a call of an `async` function may stand there.
    pub(super) fn future(&mut self, future: &syn::Expr) -> Expr {
        self.awaited = true;
        let checked = self.any_place(future);
        self.awaited = false;
        checked
    }

    /// What awaiting a value of this type gives.
    pub(crate) fn output(&mut self, future: &Ty) -> Ty {
        match self.types.shallow(future) {
            Ty::Future(output) => *output,
            Ty::GearsFuture(value) => Ty::Result(value, Box::new(Ty::Str)),
            Ty::Error => Ty::Error,
            _ => self.types.foreign(),
        }
    }

    /// `async { .. }`.
    pub(super) fn async_block(&mut self, block: &syn::ExprAsync, span: Span) -> Expr {
        let result = self.types.var();
        let scope = Scope { closure: true, moves: block.capture.is_some(), ..Scope::default() };
        let body = self.scoped(scope, |this| this.body(true, &block.block, &result));
        let closure = Closure {
            waits: true,
            returns: true,
            parameters: Vec::new(),
            body: Box::new(body),
            given_back: None,
        };
        Expr { kind: ExprKind::Async(closure), ty: Ty::Future(Box::new(result)), span }
    }

    /// The body of a function, or of an `async` block.
    pub(super) fn body(&mut self, waits: bool, block: &syn::Block, result: &Ty) -> Expr {
        let span = block.brace_token.span.open();
        let (body, _) = self.apart(waits, result, |this| {
            let block = this.block(block, result);
            let ty = block.value.as_ref().map_or(Ty::Unit, |value| value.ty.clone());
            this.types.unify(&ty, result);
            Expr { kind: ExprKind::Block(block), ty: result.clone(), span }
        });
        body
    }

    /// Checks a body that `return` and `break` do not leave, and tells whether there was a `return` or `?`. `waits`: it is
    /// `async`.
    pub(super) fn apart(
        &mut self,
        waits: bool,
        result: &Ty,
        body: impl FnOnce(&mut Self) -> Expr,
    ) -> (Expr, bool) {
        self.results.push(result.clone());
        let returns = std::mem::take(&mut self.returns);
        let loops = std::mem::take(&mut self.loops);
        let around = self.waits;
        self.waits |= waits;
        let checked = body(self);
        self.results.pop();
        self.loops = loops;
        self.waits = around;
        (checked, std::mem::replace(&mut self.returns, returns))
    }

    /// `join!(a, b)`.
    pub(super) fn join(&mut self, call: &syn::Macro, span: Span) -> Expr {
        let Some(futures) = self.arguments(call) else { return self.silent(span) };
        let futures: Vec<Expr> = futures.iter().map(|future| self.future(future)).collect();
        let outputs = futures.iter().map(|future| self.output(&future.ty)).collect();
        Expr { kind: ExprKind::Join(futures), ty: Ty::Tuple(outputs), span }
    }

    /// `gear!(..)` in `async` code: a future of its result.
    pub(super) fn gear(&mut self, call: &syn::Macro, span: Span) -> Expr {
        if !self.waits {
            let message = "a gear inside of a gear runs in `async` code, which waits for it";
            let help = "write `gear!(..).await` in an `async` closure or function";
            let reported = self.diagnostics.report_help(Code::Position, &call.path, message, help);
            return self.error(reported, span);
        }
        match Nested::check(self, &call.tokens) {
            Some((gear, result)) => {
                let result = Ty::Result(Box::new(result), Box::new(Ty::Str));
                Expr { kind: ExprKind::Gear(gear), ty: Ty::Future(Box::new(result)), span }
            }
            None => self.silent(span),
        }
    }

    /// Whether an argument of a function of the catalog is a future.
    pub(super) fn takes_future(function: &str, index: usize) -> bool {
        matches!((function, index), ("timeout", 1) | ("join_all" | "spawn", 0))
    }

    /// The type that a function of futures gives.
    pub(super) fn type_of_futures(&mut self, function: &str, arguments: &[Expr]) -> Option<Ty> {
        let future = |ty| Some(Ty::Future(Box::new(ty)));
        match (function, arguments) {
            ("timeout", [_, waited]) => {
                let output = self.output(&waited.ty);
                future(Ty::Result(Box::new(output), Box::new(Ty::error())))
            }
            ("join_all", [list]) => {
                let item = self.item_type(&list.ty);
                future(Ty::list(self.output(&item)))
            }
            _ => None,
        }
    }

    /// What only the thread of a step knows, `async` code cannot ask for, and it cannot stop its own thread.
    pub(super) fn check_of_the_step(&mut self, function: &str, name: &syn::Expr) {
        if self.waits && function == "thread::sleep" {
            let message = "`thread::sleep` cannot be used in `async` code: all that waits would stand still";
            self.diagnostics.report_help(Code::Position, name, message, "write `sleep(duration).await`");
        }
        if self.waits && OF_THE_STEP.contains(&function) {
            let message = format!("`{function}` cannot be used in `async` code, which runs outside its step");
            let help = "use it in a step without `async`, before";
            self.diagnostics.report_help(Code::Position, name, message, help);
        }
    }
}

/// The body of `|x| async { .. }`, which is an `async` closure.
pub(crate) fn async_block_of(closure: &syn::ExprClosure) -> Option<&syn::ExprAsync> {
    match &*closure.body {
        syn::Expr::Async(block) => Some(block),
        _ => None,
    }
}

/// Whether an expression is an `async` closure, in either form.
pub(crate) fn is_async(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Closure(closure) => closure.asyncness.is_some() || async_block_of(closure).is_some(),
        _ => false,
    }
}
