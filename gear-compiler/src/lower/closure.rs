//! Closures: written in place, as a lambda, or as a nested function.

use super::lent::give_back;
use super::{Frame, Lower};
use crate::check::hir::{self, Closure, ExprKind, Pattern};
use crate::python::{Expr, Stmt, StmtKind, call, inline, name};
use std::collections::BTreeSet;

/// A Python function without a name.
pub(crate) struct Function {
    pub(crate) waits: bool,
    pub(crate) parameters: Vec<String>,
    pub(crate) body: Vec<Stmt>,
    /// Variables of the functions around that it looks at and does not assign.
    pub(super) reads: BTreeSet<String>,
}

impl Lower<'_> {
    /// Applies a function to arguments: a closure's body is written in place where it is an expression.
    pub(super) fn apply(&mut self, function: &hir::Expr, arguments: Vec<Expr>) -> Expr {
        let closure = match &function.kind {
            ExprKind::Closure(closure) if !closure.waits => closure,
            _ => {
                let function = self.value(function);
                // It may be called later, by a generator.
                self.pin(&function);
                return function.call(arguments);
            }
        };
        let at = self.at;
        self.at = Some(function.span);
        self.frames.push(Frame::default());
        let ((value, bindings), statements) = self.buffered(|this| {
            let mut bindings = Vec::new();
            for (pattern, argument) in closure.parameters.iter().zip(&arguments) {
                let plain = is_cheap(argument) || is_target(argument) || matches!(pattern, Pattern::Wild);
                let argument =
                    if plain { argument.clone() } else { this.parameter_for(pattern, &mut bindings) };
                this.bind(pattern, argument);
            }
            (this.value(&closure.body), bindings)
        });
        let inner = self.frames.pop().unwrap_or_default();
        self.at = at;
        if statements.is_empty() && bindings.is_empty() && inner.nonlocal.is_empty() {
            return value;
        }
        let renamed =
            arguments.iter().flat_map(target_names).any(|argument| inner.nonlocal.contains(&argument));
        if renamed {
            // It changes the variable whose value it got: the parameter is one of its own.
            let function = self.closure_value(closure, false);
            return function.call(arguments);
        }
        self.nested(closure, &arguments, bindings, inner, statements, value)
    }

    /// A name for a parameter whose argument is too large to stand twice.
    fn parameter_for(&mut self, pattern: &Pattern, bindings: &mut Vec<String>) -> Expr {
        let wanted = match pattern {
            Pattern::Bind(local, _) => self.locals[*local].name.clone(),
            _ => "item".to_owned(),
        };
        let parameter = self.fresh(&wanted);
        bindings.push(parameter.clone());
        name(parameter)
    }

    /// The body became statements: a nested function, called with the arguments.
    fn nested(
        &mut self,
        closure: &Closure,
        arguments: &[Expr],
        bindings: Vec<String>,
        frame: Frame,
        mut statements: Vec<Stmt>,
        value: Expr,
    ) -> Expr {
        let mut bindings = bindings.into_iter();
        let mut parameters = Vec::new();
        let mut passed = Vec::new();
        for (pattern, argument) in closure.parameters.iter().zip(arguments) {
            if matches!(pattern, Pattern::Wild) {
                continue;
            }
            if is_target(argument) {
                for variable in target_names(argument) {
                    passed.push(name(variable.clone()));
                    parameters.push(variable);
                }
            } else if let Expr::Name(variable) = argument {
                passed.push(argument.clone());
                parameters.push(variable.clone());
            } else if !is_cheap(argument) {
                passed.push(argument.clone());
                parameters.extend(bindings.next());
            }
        }
        self.keep_nonlocal(&frame, &mut statements);
        statements.push(self.statement_at(StmtKind::Return(Some(value))));
        let function = self.fresh("step");
        self.push(StmtKind::Def {
            waits: false,
            name: name(function.clone()),
            parameters,
            doc: None,
            body: statements,
        });
        name(function).call(passed)
    }

    pub(super) fn statement_at(&self, kind: StmtKind) -> Stmt {
        Stmt { kind, at: self.here() }
    }

    /// Declares what a function assigns of the function around it.
    fn keep_nonlocal(&mut self, frame: &Frame, statements: &mut Vec<Stmt>) {
        if !frame.nonlocal.is_empty() {
            let names = frame.nonlocal.iter().cloned().collect();
            statements.insert(0, self.statement_at(StmtKind::Nonlocal(names)));
        }
    }

    /// A closure as a Python value: a lambda if its body is an expression, else a nested function.
    pub(super) fn closure_value(&mut self, closure: &Closure, discard: bool) -> Expr {
        let function = self.function(closure, discard);
        if let [Stmt { kind: StmtKind::Return(Some(value)), .. }] = &function.body[..]
            && !function.waits
        {
            if let Some(helper) = helper_of(&function.parameters, value) {
                return helper;
            }
            return Expr::Lambda { parameters: function.parameters, body: Box::new(value.clone()) };
        }
        self.defined("step", function)
    }

    /// A function that stands before what uses it, under a name like the wanted one.
    pub(crate) fn defined(&mut self, wanted: &str, function: Function) -> Expr {
        let Function { waits, parameters, body, .. } = function;
        let own = name(self.fresh(wanted));
        self.push(StmtKind::Def { waits, name: own.clone(), parameters, doc: None, body });
        own
    }

    /// A closure or function as a Python function. With `discard` nobody looks at the result.
    pub(crate) fn function(&mut self, closure: &Closure, discard: bool) -> Function {
        self.frames.push(Frame::default());
        let (parameters, mut body) = self.buffered(|this| {
            let parameters: Vec<String> =
                closure.parameters.iter().map(|pattern| this.parameter(pattern)).collect();
            if discard {
                this.discard_body(&closure.body);
            } else {
                this.tail(&closure.body);
            }
            parameters
        });
        let frame = self.frames.pop().unwrap_or_default();
        if let Some(given) = &closure.given_back {
            give_back(&mut body, given, &parameters);
        }
        self.keep_nonlocal(&frame, &mut body);
        inline(&mut body, &self.made, self.frames.len() == 1);
        drop_last_return(&mut body);
        let reads = frame.reads.difference(&frame.nonlocal).cloned().collect();
        Function { waits: closure.waits, parameters, body, reads }
    }

    /// A closure whose first parameter is a place in what the function gets.
    pub(super) fn function_on_place(
        &mut self,
        closure: &Closure,
        place: impl FnOnce(Expr) -> Expr,
    ) -> Function {
        self.frames.push(Frame::default());
        let (parameters, mut body) = self.buffered(|this| {
            let mut parameters = vec![this.fresh("state")];
            if let [first, rest @ ..] = &closure.parameters[..] {
                this.bind(first, place(name(&parameters[0])));
                parameters.extend(rest.iter().map(|pattern| this.parameter(pattern)).collect::<Vec<_>>());
            }
            this.tail(&closure.body);
            parameters
        });
        let frame = self.frames.pop().unwrap_or_default();
        self.keep_nonlocal(&frame, &mut body);
        inline(&mut body, &self.made, self.frames.len() == 1);
        let reads = frame.reads.difference(&frame.nonlocal).cloned().collect();
        Function { waits: false, parameters, body, reads }
    }

    /// A function whose body is written by `body`: the functions in it, and its result.
    pub(crate) fn written(
        &mut self,
        parameters: &[Pattern],
        body: impl FnOnce(&mut Self) -> (Vec<Stmt>, Expr),
    ) -> Function {
        self.frames.push(Frame::default());
        let ((parameters, functions, value), mut statements) = self.buffered(|this| {
            let parameters = parameters.iter().map(|pattern| this.parameter(pattern)).collect();
            let (functions, value) = body(this);
            (parameters, functions, value)
        });
        self.frames.pop();
        statements.extend(functions);
        statements.push(self.statement_at(StmtKind::Return(Some(value))));
        Function { waits: false, parameters, body: statements, reads: BTreeSet::new() }
    }

    /// A body whose result nobody uses: a single expression stays one, for a lambda.
    fn discard_body(&mut self, body: &hir::Expr) {
        self.at = Some(body.span);
        let (value, statements) = self.buffered(|this| this.effect(body));
        match (value, statements.is_empty()) {
            (Some(value), true) => self.push(StmtKind::Return(Some(value))),
            (value, _) => {
                self.out.extend(statements);
                if let Some(value) = value {
                    self.push(StmtKind::Expr(value));
                }
            }
        }
    }

    fn parameter(&mut self, pattern: &Pattern) -> String {
        let wanted = match pattern {
            Pattern::Bind(local, _) => self.locals[*local].name.clone(),
            Pattern::Wild => "_".to_owned(),
            _ => "item".to_owned(),
        };
        let parameter = self.fresh(&wanted);
        if let Pattern::Bind(local, None) = pattern
            && self.locals[*local].walked
        {
            let items = call("gear_into_iter", vec![name(&parameter)]);
            self.push(StmtKind::Assign(name(&parameter), items));
        }
        self.bind(pattern, name(&parameter));
        if let Pattern::Bind(local, _) = pattern {
            self.owners.insert(parameter.clone(), *local);
        }
        parameter
    }
}

/// A `return` of nothing at the end is what Python does by itself.
fn drop_last_return(body: &mut Vec<Stmt>) {
    if let [_, .., Stmt { kind: StmtKind::Return(None), .. }] = &body[..] {
        body.pop();
    }
    match body.last_mut().map(|last| &mut last.kind) {
        Some(StmtKind::If { then, otherwise, .. }) => {
            drop_last_return(then);
            drop_last_return(otherwise);
            if let [Stmt { kind: StmtKind::Return(None), .. }] = &otherwise[..] {
                otherwise.clear();
            }
        }
        Some(StmtKind::With(_, body)) => drop_last_return(body),
        _ => {}
    }
}

/// The helper, or the piece that is linked, that a function is: it calls it with just its own parameters.
fn helper_of(parameters: &[String], body: &Expr) -> Option<Expr> {
    let Expr::Call { function, arguments, keywords } = body else { return None };
    let known = match &**function {
        Expr::Name(helper) => gear_prelude::find(helper).is_some(),
        function => matches!(function, Expr::Link(_)),
    };
    let same = arguments.len() == parameters.len()
        && arguments.iter().zip(parameters).all(|(argument, parameter)| *argument == name(parameter));
    (same && known && keywords.is_empty()).then(|| (**function).clone())
}

/// A tuple of names: the target of a comprehension.
fn is_target(expr: &Expr) -> bool {
    matches!(expr, Expr::Tuple(items) if items.iter().all(|item| matches!(item, Expr::Name(_)) || is_target(item)))
}

pub(super) fn target_names(expr: &Expr) -> Vec<String> {
    match expr {
        Expr::Tuple(items) => items.iter().flat_map(target_names).collect(),
        Expr::Name(variable) => vec![variable.clone()],
        _ => Vec::new(),
    }
}

/// Whether it may stand several times: a variable, a constant, or a part of one.
fn is_cheap(expr: &Expr) -> bool {
    match expr {
        Expr::Subscript(value, index) => value.is_simple() && index.is_constant(),
        other => other.is_simple(),
    }
}

impl Lower<'_> {
    /// Writes a function of plain parameters by hand: `body` gets them and gives the value to return.
    pub(crate) fn with_function(
        &mut self,
        parameters: &[&str],
        body: impl FnOnce(&mut Self, &[Expr]) -> Expr,
    ) -> (Vec<String>, Vec<Stmt>) {
        self.frames.push(Frame::default());
        let (names, mut statements) = self.buffered(|this| {
            let names: Vec<String> = parameters.iter().map(|parameter| this.fresh(parameter)).collect();
            let values: Vec<Expr> = names.iter().map(name).collect();
            let value = body(this, &values);
            this.push(StmtKind::Return(Some(value)));
            names
        });
        let frame = self.frames.pop().unwrap_or_default();
        self.keep_nonlocal(&frame, &mut statements);
        inline(&mut statements, &self.made, self.frames.len() == 1);
        (names, statements)
    }

    /// Leaves the function with a value if a test holds.
    pub(crate) fn return_if(&mut self, test: Expr, value: Expr) {
        let then = vec![self.statement_at(StmtKind::Return(Some(value)))];
        self.push(StmtKind::If { test, then, otherwise: Vec::new() });
    }

    /// Applies a function where its statements may stand before the value. A closure that returns early stays a
    /// function of its own.
    pub(crate) fn inline(&mut self, function: &hir::Expr, arguments: Vec<Expr>) -> Expr {
        let ExprKind::Closure(closure) = &function.kind else {
            let function = self.value(function);
            return function.call(arguments);
        };
        let (value, statements) = self.buffered(|this| {
            for (pattern, argument) in closure.parameters.iter().zip(&arguments) {
                this.bind(pattern, argument.clone());
            }
            this.value(&closure.body)
        });
        if statements.iter().any(returns) {
            let function = self.closure_value(closure, false);
            return function.call(arguments);
        }
        self.out.extend(statements);
        value
    }

    /// The name that a function gives a parameter, if it is a closure that names it.
    pub(crate) fn parameter_name(&self, function: &hir::Expr, index: usize) -> Option<&str> {
        let ExprKind::Closure(closure) = &function.kind else { return None };
        match closure.parameters.get(index) {
            Some(Pattern::Bind(local, _)) => Some(&self.locals[*local].name),
            _ => None,
        }
    }

    /// Puts a value into a variable that gives way to it where it is used only once.
    pub(crate) fn named(&mut self, wanted: &str, value: Expr) -> Expr {
        let variable = self.spill(wanted, value);
        self.made.extend(target_names(&variable));
        variable
    }
}

/// Whether a statement may leave the function.
pub(super) fn returns(statement: &Stmt) -> bool {
    match &statement.kind {
        StmtKind::Return(_) => true,
        other => other.suites().into_iter().flatten().any(returns),
    }
}
