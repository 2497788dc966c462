//! The Python steps of a pipeline.

use crate::check::hir::{self, ExprKind};
use crate::diag::Code;
use crate::lower::Lower;
use crate::ops::{Reader, ValueKind};
use crate::python::{At, ChainLink, Expr, Stmt, StmtKind, call, name};
use crate::types::Ty;
use proc_macro2::Span;

/// The steps written so far.
pub(crate) struct Steps<'l, 'a> {
    lower: &'l mut Lower<'a>,
    functions: Vec<Stmt>,
    links: Vec<ChainLink>,
    at: At,
}

impl<'l, 'a> Steps<'l, 'a> {
    pub(super) fn new(lower: &'l mut Lower<'a>) -> Self {
        Steps { lower, functions: Vec::new(), links: Vec::new(), at: At::default() }
    }

    /// Says which Rust the next steps come from.
    pub(super) fn at(&mut self, span: Span) {
        self.at = self.lower.place(span);
    }

    /// Writes one step. A `map` that changes nothing is left out.
    pub(crate) fn push(&mut self, method: &str, arguments: Vec<Expr>) {
        if method == "map" && arguments.iter().all(is_identity) {
            return;
        }
        self.links.push(ChainLink {
            method: method.to_owned(),
            arguments,
            keywords: Vec::new(),
            at: self.at,
        });
    }

    pub(super) fn end(
        &mut self,
        method: String,
        arguments: Vec<Expr>,
        keywords: Vec<(String, Expr)>,
        span: Span,
    ) {
        let at = self.lower.place(span);
        self.links.push(ChainLink { method, arguments, keywords, at });
    }

    pub(super) fn into_parts(self) -> (Vec<Stmt>, Vec<ChainLink>) {
        (self.functions, self.links)
    }

    /// The first step: from the server's record to ours.
    pub(super) fn read(&mut self, reader: &Reader, decoder: Option<Expr>) {
        let helper = match reader.value {
            ValueKind::Keys => "gear_keys_record",
            ValueKind::Fields => "gear_stream_record",
            ValueKind::None => "gear_command_record",
        };
        let record = match decoder {
            Some(decoder) => {
                let body = call(helper, vec![name("r"), decoder]);
                Expr::Lambda { parameters: vec!["r".to_owned()], body: Box::new(body) }
            }
            None => name(helper),
        };
        self.push("map", vec![record]);
    }

    /// The last step: what leaves the server.
    pub(super) fn finish(&mut self, reader: &Reader, registers: bool) {
        self.at = At::default();
        if reader.value == ValueKind::None {
            self.push("map", vec![name("gear_reply")]);
        } else if !registers {
            self.push("map", vec![name("gear_json")]);
        }
    }

    /// A plain value.
    pub(crate) fn value(&mut self, expr: &hir::Expr) -> Expr {
        self.lower.value(expr)
    }

    /// A function argument as the server takes it.
    pub(crate) fn function(&mut self, expr: &hir::Expr) -> Expr {
        self.callback(expr, false)
    }

    /// A function whose result nobody looks at.
    pub(crate) fn procedure(&mut self, expr: &hir::Expr) -> Expr {
        self.callback(expr, true)
    }

    fn callback(&mut self, expr: &hir::Expr, discard: bool) -> Expr {
        match &expr.kind {
            ExprKind::Closure(closure) => {
                let at = self.lower.place(expr.span);
                let function = self.lower.function(closure, discard);
                self.define(function.parameters, function.body, at)
            }
            _ => self.lower.value(expr),
        }
    }

    /// A lambda if the body is one expression, else a function before the chain.
    fn define(&mut self, parameters: Vec<String>, mut body: Vec<Stmt>, at: At) -> Expr {
        if let [Stmt { kind: StmtKind::Return(Some(value)), .. }] = &mut body[..] {
            let value = std::mem::replace(value, Expr::None);
            return Expr::Lambda { parameters, body: Box::new(value) };
        }
        let function = Expr::Own(format!("_{}", self.functions.len() + 1));
        let kind = StmtKind::Def { name: function.clone(), parameters, doc: None, body };
        self.functions.push(Stmt { kind, at });
        function
    }

    /// A function that gives a list to `flatmap`, which takes lists only and turns them around.
    pub(crate) fn flattened(&mut self, expr: &hir::Expr) -> Expr {
        let output = match self.lower.ty(expr) {
            Ty::Fn(_, output) => *output,
            _ => Ty::Unknown,
        };
        let helper = match output {
            Ty::List(_) | Ty::Iter(_) | Ty::Set { sorted: false, .. } => "gear_flat",
            Ty::Option(_) => "gear_flat_option",
            Ty::Map { .. } | Ty::Set { .. } => {
                self.lower.error(
                    Code::Value,
                    expr.span,
                    "a map or sorted set cannot be flattened directly",
                    "make it a list: `.into_iter().collect::<Vec<_>>()`",
                );
                "gear_flat"
            }
            _ => "gear_flat_any",
        };
        self.wrapped(expr, |value| call(helper, vec![value]))
    }

    /// A function of one parameter that does something with the result of the given one.
    fn wrapped(&mut self, expr: &hir::Expr, wrap: impl Fn(Expr) -> Expr) -> Expr {
        let at = self.lower.place(expr.span);
        let ExprKind::Closure(closure) = &expr.kind else {
            let function = self.lower.value(expr);
            let body = wrap(function.call(vec![name("r")]));
            return Expr::Lambda { parameters: vec!["r".to_owned()], body: Box::new(body) };
        };
        let mut function = self.lower.function(closure, false);
        for_each_return(&mut function.body, &wrap);
        self.define(function.parameters, function.body, at)
    }

    /// `accumulate` for the records of a shard.
    pub(crate) fn fold(&mut self, zero: &hir::Expr, fold: &hir::Expr) -> Expr {
        let at = self.lower.place(fold.span);
        let (parameters, body) = self.lower.with_function(&["total", "record"], |lower, parameters| {
            let [total, record] = parameters else { return Expr::None };
            let zero = lower.value(zero);
            let first = total.clone().subscript(Expr::Int(0));
            let current =
                lower.spill(&parameter_name(lower, fold), Expr::if_else(total.clone(), first, zero));
            let next = lower.inline(fold, vec![current, record.clone()]);
            Expr::Tuple(vec![next])
        });
        self.define(parameters, body, at)
    }

    /// `accumulate` for what the shards have.
    pub(crate) fn combine(&mut self, combine: &hir::Expr) -> Expr {
        let at = self.lower.place(combine.span);
        let (parameters, body) = self.lower.with_function(&["total", "other"], |lower, parameters| {
            let [total, other] = parameters else { return Expr::None };
            lower.return_if(total.clone().negated(), other.clone());
            let part = |tuple: &Expr| tuple.clone().subscript(Expr::Int(0));
            let next = lower.inline(combine, vec![part(total), part(other)]);
            Expr::Tuple(vec![next])
        });
        self.define(parameters, body, at)
    }

    pub(crate) fn check_order(&mut self, key: &hir::Expr) {
        if let Ty::Fn(_, output) = self.lower.ty(key)
            && !self.lower.is_ordered(&output)
        {
            self.lower.error(
                Code::Value,
                key.span,
                "values of this type have another order, or none, in Python",
                "order by numbers, strings, tuples or lists of them",
            );
        }
    }

    /// A function for `flatmap` that sorts a list.
    pub(crate) fn sorted(&mut self, key: &hir::Expr) -> Expr {
        let key = self.function(key);
        let body = call("gear_sorted", vec![name("records"), key]);
        Expr::Lambda { parameters: vec!["records".to_owned()], body: Box::new(body) }
    }
}

fn is_identity(function: &Expr) -> bool {
    match function {
        Expr::Lambda { parameters, body } => {
            matches!((&parameters[..], &**body), ([parameter], Expr::Name(value)) if parameter == value)
        }
        _ => false,
    }
}

/// The name that the closure gives its first parameter.
fn parameter_name(lower: &Lower<'_>, function: &hir::Expr) -> String {
    match &function.kind {
        ExprKind::Closure(closure) => lower.parameter_name(closure, 0),
        _ => "current".to_owned(),
    }
}

/// Changes every value that a function returns; functions inside it are left alone.
fn for_each_return(body: &mut [Stmt], wrap: &impl Fn(Expr) -> Expr) {
    for statement in body {
        match &mut statement.kind {
            StmtKind::Return(Some(value)) => {
                let old = std::mem::replace(value, Expr::None);
                *value = wrap(old);
            }
            StmtKind::If { then, otherwise, .. } => {
                for_each_return(then, wrap);
                for_each_return(otherwise, wrap);
            }
            StmtKind::While { body, .. } | StmtKind::For { body, .. } => for_each_return(body, wrap),
            _ => {}
        }
    }
}
