//! `?`: what it looks at, and what leaves the function.

use super::boxed::unboxed;
use super::present::Present;
use super::{Lower, fallback};
use crate::check::hir::{self, ExprKind, MethodCall, Pattern};
use crate::python::{BinaryOp, Expr, Stmt, StmtKind};
use crate::types::Ty;

/// What `?` looks at, and what leaves the function.
struct Attempt {
    /// An option in two parts, or a value that is `None` where `?` leaves the function.
    value: Result<Present, Expr>,
    /// What must run before `left` leaves.
    statements: Vec<Stmt>,
    left: Expr,
    /// The value is a boxed option.
    boxed: bool,
}

impl Lower<'_> {
    /// `value?`.
    pub(super) fn attempt(&mut self, inner: &hir::Expr) -> Expr {
        if let Some(Attempt { value, statements, left, boxed }) = self.absent(inner) {
            let value = match value {
                Ok(Present { test, value }) => {
                    self.leave_with(test.negated(), statements, left);
                    return value;
                }
                Err(value) => self.simple("value", value),
            };
            self.leave_without(&value, statements, left);
            return if boxed { unboxed(value) } else { value };
        }
        let (result, function) = match method(inner) {
            Some(("map_err", [result, function])) => (result, Some(function)),
            Some(("ok", [result])) => (result, None),
            _ => (inner, None),
        };
        let is_option = matches!(self.ty(inner), Ty::Option(_));
        let value = self.value(result);
        let value = self.simple("value", value);
        let error = value.clone().subscript(Expr::Int(1));
        let (left, statements) = self.buffered(|this| match function {
            Some(function) => failed(this.inline(function, vec![error.clone()])),
            None if is_option => Expr::None,
            None => value.clone(),
        });
        self.leave_with(value.subscript(Expr::Int(0)).negated(), statements, left);
        error
    }

    /// `option?`, `option.ok_or(error)?` and `text.parse().map_err(|_| error)?`: the value that `None` says is absent. Python that
    /// looks at it makes no pair of it first.
    fn absent(&mut self, inner: &hir::Expr) -> Option<Attempt> {
        if matches!(self.ty(inner), Ty::Option(_)) {
            if let Some(("ok", [result])) = method(inner)
                && !fallback::is_parsed(self, result)
            {
                return None;
            }
            let boxed = self.ty(inner).is_boxed();
            let value = self.parted(inner);
            return Some(Attempt { value, statements: Vec::new(), left: Expr::None, boxed });
        }
        let (of, error) = match method(inner)? {
            ("ok_or", [option, error]) if is_plain(error) => (option, error),
            ("ok_or_else", [option, error]) => (option, error),
            ("map_err", [result, error]) if ignores_error(error) => (result, error),
            _ => return None,
        };
        let value = match self.ty(of) {
            Ty::Option(_) => self.parted(of),
            _ => Err(fallback::parsed_or_none(self, of)?),
        };
        let (left, statements) = self.buffered(|this| match &error.kind {
            ExprKind::Closure(closure) => this.inline(error, vec![Expr::None; closure.parameters.len()]),
            _ if matches!(method(inner), Some(("ok_or", _))) => this.value(error),
            _ => this.inline(error, Vec::new()),
        });
        Some(Attempt { value, statements, left: failed(left), boxed: self.ty(of).is_boxed() })
    }

    /// `let variable = option?;`: the variable itself is looked at.
    pub(super) fn let_attempt(&mut self, pattern: &Pattern, value: &hir::Expr) -> bool {
        let (Pattern::Bind(local, None), ExprKind::Try(inner)) = (pattern, &value.kind) else { return false };
        let at = self.at;
        let Some(Attempt { value, statements, left, boxed }) = self.absent(inner) else { return false };
        self.at = at;
        let value = match value {
            Ok(Present { test, value }) => {
                self.leave_with(test.negated(), statements, left);
                self.assign(pattern, value);
                return true;
            }
            Err(value) if boxed => {
                let value = self.simple("value", value);
                self.leave_without(&value, statements, left);
                self.assign(pattern, unboxed(value));
                return true;
            }
            Err(value) => value,
        };
        // What leaves may name a variable that this one would take the place of.
        let reused = self.reusable(*local).filter(|name| !statements.is_empty() || left.mentions(name));
        let variable = if reused.is_some() { self.declare_new(*local) } else { self.declare(*local) };
        self.push(StmtKind::Assign(variable.clone(), value));
        self.leave_without(&variable, statements, left);
        true
    }

    fn leave_without(&mut self, value: &Expr, statements: Vec<Stmt>, left: Expr) {
        self.leave_with(value.clone().binary(BinaryOp::Is, Expr::None), statements, left);
    }

    /// Leaves the function with a value if a test holds.
    fn leave_with(&mut self, test: Expr, statements: Vec<Stmt>, left: Expr) {
        let mut then = statements;
        then.push(self.statement_at(StmtKind::Return(Some(left))));
        self.push(StmtKind::If { test, then, otherwise: Vec::new() });
    }
}

/// `Err(error)`.
fn failed(error: Expr) -> Expr {
    Expr::Tuple(vec![Expr::False, error])
}

fn method(expr: &hir::Expr) -> Option<(&str, &[hir::Expr])> {
    match &expr.kind {
        ExprKind::Method(call) => {
            let MethodCall { name, arguments, .. } = &**call;
            Some((name, arguments))
        }
        _ => None,
    }
}

/// Whether a closure does not look at the error that it replaces.
fn ignores_error(function: &hir::Expr) -> bool {
    matches!(&function.kind, ExprKind::Closure(closure) if matches!(closure.parameters[..], [Pattern::Wild]))
}

/// Whether it does not matter when it is evaluated, and if at all: it has no effect and cannot fail.
pub(super) fn is_plain(expr: &hir::Expr) -> bool {
    match &expr.kind {
        ExprKind::Bool(_) | ExprKind::Int(_) | ExprKind::Float(_) | ExprKind::Str(_) => true,
        ExprKind::Local(_) | ExprKind::Capture(_) | ExprKind::Link(_) | ExprKind::None => true,
        ExprKind::Field(of, _) | ExprKind::TupleField(of, _) | ExprKind::Payload(of, _) => is_plain(of),
        ExprKind::Tuple(parts) => parts.iter().all(is_plain),
        ExprKind::Variant { payload: hir::Payload::None, .. } => true,
        ExprKind::Variant { payload: hir::Payload::Tuple(parts), .. } => parts.iter().all(is_plain),
        ExprKind::Builtin(function, arguments) => {
            function.path == "String::from" && arguments.iter().all(is_plain)
        }
        ExprKind::Method(call) => {
            matches!(call.name.as_str(), "to_string" | "to_owned" | "into" | "clone" | "as_str" | "len")
                && call.arguments.iter().all(is_plain)
        }
        ExprKind::Format(format) => format.arguments.iter().all(is_plain),
        _ => false,
    }
}
