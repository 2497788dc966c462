//! The names that a scope binds and declares.

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{
    AnyParameterRef, Comprehension, ExceptHandler, Expr, ExprContext, Identifier, Parameters, Stmt,
};
use ruff_text_size::{Ranged as _, TextRange};

/// A name with its place.
pub(super) type Named = (String, TextRange);

/// What an import binds.
pub(super) enum Import {
    /// `import MODULE`, perhaps `as` another name.
    Module(String),
    /// Something `from MODULE`.
    From(String),
}

/// What one scope, without those inside of it, does with names.
#[derive(Default)]
pub(super) struct Bindings {
    /// Its parameters.
    pub(super) parameters: Vec<Named>,
    /// What it assigns, defines, imports and deletes.
    pub(super) bound: Vec<Named>,
    /// Those of `bound` that an import binds.
    pub(super) imported: Vec<(String, Import)>,
    /// What it declares by `global`, with the place of the statement.
    pub(super) global: Vec<Named>,
    /// What it declares by `nonlocal`.
    pub(super) nonlocal: Vec<Named>,
}

impl Bindings {
    pub(super) fn of(parameters: Option<&Parameters>, body: &[Stmt]) -> Self {
        let mut bindings = Self::default();
        bindings.parameters(parameters);
        bindings.visit_body(body);
        bindings
    }

    pub(super) fn of_lambda(parameters: Option<&Parameters>, body: &Expr) -> Self {
        let mut bindings = Self::default();
        bindings.parameters(parameters);
        bindings.visit_expr(body);
        bindings
    }

    /// The variables of a comprehension.
    pub(super) fn of_comprehension(generators: &[Comprehension]) -> Self {
        let mut bindings = Self::default();
        generators.iter().for_each(|generator| bindings.visit_expr(&generator.target));
        bindings
    }

    /// Whether a name is a variable of this scope itself.
    pub(super) fn is_local(&self, name: &str) -> bool {
        let has = |names: &[Named]| names.iter().any(|(known, _)| known == name);
        (has(&self.parameters) || has(&self.bound)) && !has(&self.global) && !has(&self.nonlocal)
    }

    fn parameters(&mut self, parameters: Option<&Parameters>) {
        let names = parameters.into_iter().flat_map(Parameters::iter).map(|parameter| match parameter {
            AnyParameterRef::NonVariadic(parameter) => named(&parameter.parameter.name),
            AnyParameterRef::Variadic(parameter) => named(&parameter.name),
        });
        self.parameters.extend(names);
    }

    fn import(&mut self, alias: &ruff_python_ast::Alias, module: Option<&str>) {
        let name = alias.asname.as_ref().unwrap_or(&alias.name);
        // `import a.b` binds `a`.
        let first = name.as_str().split('.').next().unwrap_or_default().to_owned();
        let import = match module {
            Some(module) => Import::From(module.to_owned()),
            None if alias.asname.is_none() => Import::Module(first.clone()),
            None => Import::Module(alias.name.to_string()),
        };
        self.imported.push((first.clone(), import));
        self.bound.push((first, name.range()));
    }
}

fn named(name: &Identifier) -> Named {
    (name.to_string(), name.range())
}

impl Visitor<'_> for Bindings {
    fn visit_stmt(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::FunctionDef(function) => {
                self.bound.push(named(&function.name));
                function.decorator_list.iter().for_each(|decorator| self.visit_decorator(decorator));
                outside(self, &function.parameters, function.returns.as_deref());
            }
            Stmt::ClassDef(class) => {
                self.bound.push(named(&class.name));
                class.decorator_list.iter().for_each(|decorator| self.visit_decorator(decorator));
                class.arguments.iter().for_each(|arguments| self.visit_arguments(arguments));
            }
            Stmt::Import(import) => import.names.iter().for_each(|alias| self.import(alias, None)),
            Stmt::ImportFrom(import) => {
                let module = import.module.as_ref().map(|module| module.to_string()).unwrap_or_default();
                import.names.iter().for_each(|alias| self.import(alias, Some(&module)));
            }
            Stmt::Global(global) => {
                self.global.extend(global.names.iter().map(|name| (name.to_string(), global.range)));
            }
            Stmt::Nonlocal(nonlocal) => {
                self.nonlocal.extend(nonlocal.names.iter().map(|name| (name.to_string(), nonlocal.range)));
            }
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Name(name) if !matches!(name.ctx, ExprContext::Load) => {
                self.bound.push((name.id.to_string(), name.range));
            }
            // Scopes of their own, but for what is computed before they begin.
            Expr::Lambda(lambda) => {
                lambda.parameters.iter().for_each(|parameters| outside(self, parameters, None));
            }
            Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) | Expr::Generator(_) => {}
            _ => walk_expr(self, expr),
        }
    }

    fn visit_except_handler(&mut self, handler: &ExceptHandler) {
        let ExceptHandler::ExceptHandler(inner) = handler;
        self.bound.extend(inner.name.as_ref().map(named));
        ruff_python_ast::visitor::walk_except_handler(self, handler);
    }
}

/// Visits the parts of a function that belong to the scope around it: defaults and annotations.
pub(super) fn outside<'a>(
    visitor: &mut impl Visitor<'a>,
    parameters: &'a Parameters,
    returns: Option<&'a Expr>,
) {
    for parameter in parameters {
        parameter.default().into_iter().for_each(|default| visitor.visit_expr(default));
        parameter.annotation().into_iter().for_each(|annotation| visitor.visit_expr(annotation));
    }
    returns.into_iter().for_each(|returns| visitor.visit_expr(returns));
}
