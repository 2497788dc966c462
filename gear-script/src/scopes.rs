//! Mistakes that a grammar does not see: what stands outside of the function, loop or scope that it needs.
//!
//! The rules are those of the parser's own checker. It has to be told where it is.

use crate::Mistake;
use crate::bindings::{Bindings, Named, outside};
use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Comprehension, Expr, ModModule, PythonVersion, Stmt};
use ruff_python_parser::semantic_errors::{
    LazyImportContext, SemanticSyntaxChecker, SemanticSyntaxContext, SemanticSyntaxError,
};
use ruff_text_size::{Ranged as _, TextRange};
use std::cell::RefCell;
use std::collections::HashSet;

pub(super) fn mistakes(module: &ModModule, text: &str) -> Vec<Mistake> {
    let mut visitor = Scopes {
        text,
        checker: SemanticSyntaxChecker::new(),
        found: RefCell::default(),
        scopes: Vec::new(),
        blocks: Vec::new(),
        globals: HashSet::new(),
    };
    let bindings = Bindings::of(None, &module.body);
    visitor.within(Kind::Module, bindings, |visitor| visitor.visit_body(&module.body));
    visitor.found.into_inner()
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Module,
    Class,
    Function { is_async: bool },
    Comprehension { is_async: bool, is_generator: bool },
}

struct Scope {
    kind: Kind,
    bindings: Bindings,
    /// How many of the blocks around it belong to other scopes.
    blocks: usize,
}

/// What decides where `break` and `continue` can stand.
#[derive(Clone, Copy, PartialEq)]
enum Block {
    Loop,
    Finally,
}

struct Scopes<'t> {
    text: &'t str,
    checker: SemanticSyntaxChecker,
    found: RefCell<Vec<Mistake>>,
    scopes: Vec<Scope>,
    blocks: Vec<Block>,
    /// What functions so far declare by `global`: Python 3.7 does not let the script annotate them any more.
    globals: HashSet<String>,
}

impl Scopes<'_> {
    fn check(&mut self, check: impl FnOnce(&mut SemanticSyntaxChecker, &Self)) {
        let mut checker = std::mem::take(&mut self.checker);
        check(&mut checker, self);
        self.checker = checker;
    }

    fn report(&self, at: TextRange, message: impl Into<String>) {
        self.found.borrow_mut().push(Mistake::new(at.start(), message));
    }

    fn kind(&self) -> Kind {
        self.scopes.last().map_or(Kind::Module, |scope| scope.kind)
    }

    fn within(&mut self, kind: Kind, bindings: Bindings, visit: impl FnOnce(&mut Self)) {
        self.declarations(&bindings);
        self.globals.extend(bindings.global.iter().map(|(name, _)| name.clone()));
        self.scopes.push(Scope { kind, bindings, blocks: self.blocks.len() });
        visit(self);
        self.scopes.pop();
    }

    fn block(&mut self, block: Block, body: &[Stmt]) {
        self.blocks.push(block);
        self.visit_body(body);
        self.blocks.pop();
    }

    /// Names that are bound before they are declared, and those that are declared twice.
    fn declarations(&self, bindings: &Bindings) {
        let of = |name: &str, declared: &[Named]| {
            declared.iter().find(|(known, _)| known == name).map(|(_, range)| *range)
        };
        // An import may come first, says Python 3.7.
        let imported = |name: &str| bindings.imported.iter().any(|(known, _)| known == name);
        for (name, bound) in bindings.bound.iter().filter(|(name, _)| !imported(name)) {
            for (word, declared) in [("global", &bindings.global), ("nonlocal", &bindings.nonlocal)] {
                if of(name, declared).is_some_and(|statement| bound.start() < statement.start()) {
                    self.report(
                        *bound,
                        format!("name `{name}` is assigned to before its {word} declaration"),
                    );
                }
            }
        }
        for (name, statement) in &bindings.nonlocal {
            if let Some(global) = of(name, &bindings.global) {
                let later = if statement.start() > global.start() { *statement } else { global };
                self.report(later, format!("name `{name}` is nonlocal and global"));
            }
        }
    }

    /// What the parser's checker leaves to its user.
    fn more(&self, stmt: &Stmt) {
        let Some(scope) = self.scopes.last() else { return };
        let bindings = &scope.bindings;
        match stmt {
            Stmt::AnnAssign(assign) => {
                let Expr::Name(name) = &*assign.target else { return };
                let in_module = scope.kind == Kind::Module && self.globals.contains(name.id.as_str());
                for (word, declared) in [("global", &bindings.global), ("nonlocal", &bindings.nonlocal)] {
                    let in_module = in_module && word == "global";
                    if in_module || declared.iter().any(|(known, _)| known == name.id.as_str()) {
                        self.report(name.range, format!("annotated name `{}` can't be {word}", name.id));
                    }
                }
            }
            Stmt::Continue(statement) if self.blocks[scope.blocks..].last() == Some(&Block::Finally) => {
                let looped = self.blocks[scope.blocks..].contains(&Block::Loop);
                if looped {
                    self.report(
                        statement.range,
                        "`continue` in a `finally` clause on Python 3.7 (it was allowed in Python 3.8)",
                    );
                }
            }
            _ => {}
        }
    }

    /// A name that is used before it is declared; for `global`, the parser's checker sees it.
    fn used(&self, name: &str, range: TextRange) {
        let declared = self.scopes.last().map_or(&[][..], |scope| &scope.bindings.nonlocal);
        if declared.iter().any(|(known, statement)| known == name && range.start() < statement.start()) {
            self.report(range, format!("name `{name}` is used prior to nonlocal declaration"));
        }
    }

    /// A comprehension: its first iterable belongs to the scope around it.
    fn comprehension(&mut self, generators: &[Comprehension], results: &[&Expr], is_generator: bool) {
        let Some((first, rest)) = generators.split_first() else { return };
        self.visit_expr(&first.iter);
        let is_async = generators.iter().any(|generator| generator.is_async);
        self.within(Kind::Comprehension { is_async, is_generator }, Bindings::default(), |visitor| {
            visitor.visit_expr(&first.target);
            first.ifs.iter().for_each(|condition| visitor.visit_expr(condition));
            rest.iter().for_each(|generator| visitor.visit_comprehension(generator));
            results.iter().for_each(|result| visitor.visit_expr(result));
        });
    }
}

impl Visitor<'_> for Scopes<'_> {
    fn visit_stmt(&mut self, stmt: &Stmt) {
        self.check(|checker, context| checker.visit_stmt(stmt, context));
        self.more(stmt);
        match stmt {
            Stmt::FunctionDef(function) => {
                function.decorator_list.iter().for_each(|decorator| self.visit_decorator(decorator));
                outside(self, &function.parameters, function.returns.as_deref());
                let bindings = Bindings::of(Some(&function.parameters), &function.body);
                let kind = Kind::Function { is_async: function.is_async };
                self.within(kind, bindings, |visitor| visitor.visit_body(&function.body));
            }
            Stmt::ClassDef(class) => {
                class.decorator_list.iter().for_each(|decorator| self.visit_decorator(decorator));
                class.arguments.iter().for_each(|arguments| self.visit_arguments(arguments));
                let bindings = Bindings::of(None, &class.body);
                self.within(Kind::Class, bindings, |visitor| visitor.visit_body(&class.body));
            }
            Stmt::For(statement) => {
                self.visit_expr(&statement.iter);
                self.visit_expr(&statement.target);
                self.block(Block::Loop, &statement.body);
                self.visit_body(&statement.orelse);
            }
            Stmt::While(statement) => {
                self.visit_expr(&statement.test);
                self.block(Block::Loop, &statement.body);
                self.visit_body(&statement.orelse);
            }
            Stmt::Try(statement) => {
                self.visit_body(&statement.body);
                statement.handlers.iter().for_each(|handler| self.visit_except_handler(handler));
                self.visit_body(&statement.orelse);
                self.block(Block::Finally, &statement.finalbody);
            }
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &Expr) {
        self.check(|checker, context| checker.visit_expr(expr, context));
        match expr {
            Expr::Name(name) => self.used(&name.id, name.range),
            Expr::Lambda(lambda) => {
                let parameters = lambda.parameters.as_deref();
                parameters.into_iter().for_each(|parameters| outside(self, parameters, None));
                let bindings = Bindings::of_lambda(parameters, &lambda.body);
                let kind = Kind::Function { is_async: false };
                self.within(kind, bindings, |visitor| visitor.visit_expr(&lambda.body));
            }
            Expr::ListComp(list) => self.comprehension(&list.generators, &[&list.elt], false),
            Expr::SetComp(set) => self.comprehension(&set.generators, &[&set.elt], false),
            Expr::Generator(generator) => self.comprehension(&generator.generators, &[&generator.elt], true),
            Expr::DictComp(dict) => {
                let results: Vec<&Expr> = dict.key.as_deref().into_iter().chain([&*dict.value]).collect();
                self.comprehension(&dict.generators, &results, false);
            }
            _ => walk_expr(self, expr),
        }
    }
}

impl SemanticSyntaxContext for Scopes<'_> {
    fn future_annotations_or_stub(&self) -> bool {
        false
    }

    fn lazy_import_context(&self) -> Option<LazyImportContext> {
        None
    }

    fn python_version(&self) -> PythonVersion {
        PythonVersion::PY37
    }

    fn source(&self) -> &str {
        self.text
    }

    fn global(&self, name: &str) -> Option<TextRange> {
        let declared = &self.scopes.last()?.bindings.global;
        declared.iter().find(|(known, _)| known == name).map(|(_, range)| *range)
    }

    fn has_nonlocal_binding(&self, name: &str) -> bool {
        let around = self.scopes.split_last().map_or(&[][..], |(_, around)| around);
        // Methods have this one, for `super()`.
        if name == "__class__" && around.iter().any(|scope| scope.kind == Kind::Class) {
            return true;
        }
        around.iter().any(|scope| {
            let declared = || scope.bindings.nonlocal.iter().any(|(known, _)| known == name);
            matches!(scope.kind, Kind::Function { .. }) && (scope.bindings.is_local(name) || declared())
        })
    }

    fn in_async_context(&self) -> bool {
        let around = self.scopes.iter().rev().map(|scope| scope.kind);
        let mut functions = around.skip_while(|kind| matches!(kind, Kind::Comprehension { .. }));
        functions.next() == Some(Kind::Function { is_async: true })
    }

    fn in_await_allowed_context(&self) -> bool {
        matches!(self.kind(), Kind::Function { .. } | Kind::Comprehension { .. })
    }

    /// Also in comprehensions: Python 3.7 only warns there.
    fn in_yield_allowed_context(&self) -> bool {
        self.in_await_allowed_context()
    }

    fn in_sync_comprehension(&self) -> bool {
        let mut around = self.scopes.iter().rev().map(|scope| scope.kind);
        around
            .by_ref()
            .take_while(|kind| matches!(kind, Kind::Comprehension { .. }))
            .any(|kind| matches!(kind, Kind::Comprehension { is_async: false, .. }))
    }

    fn in_class_body_comprehension(&self) -> bool {
        false
    }

    fn in_module_scope(&self) -> bool {
        self.kind() == Kind::Module
    }

    fn in_function_scope(&self) -> bool {
        matches!(self.kind(), Kind::Function { .. })
    }

    fn in_generator_context(&self) -> bool {
        matches!(self.kind(), Kind::Comprehension { is_generator: true, .. })
    }

    fn in_notebook(&self) -> bool {
        false
    }

    fn report_semantic_error(&self, error: SemanticSyntaxError) {
        self.report(error.range, error.to_string());
    }

    fn in_loop_context(&self) -> bool {
        let own = self.scopes.last().map_or(0, |scope| scope.blocks);
        self.blocks[own..].contains(&Block::Loop)
    }

    fn is_bound_parameter(&self, name: &str) -> bool {
        let Some(scope) = self.scopes.last() else { return false };
        scope.bindings.parameters.iter().any(|(known, _)| known == name)
    }
}
