//! What Python 3.7 refuses, and the parser lets pass.

use crate::Mistake;
use ruff_python_ast::token::{TokenKind, Tokens};
use ruff_python_ast::visitor::{Visitor, walk_expr, walk_keyword, walk_stmt};
use ruff_python_ast::{
    Decorator, ExceptHandler, Expr, ExprContext, InterpolatedStringElement, Keyword, ModModule, Stmt,
};
use ruff_text_size::{Ranged as _, TextRange};

pub(super) fn mistakes(module: &ModModule, text: &str) -> Vec<Mistake> {
    let mut visitor = Version { found: Vec::new(), text, specifications: 0, blocks: 0 };
    visitor.visit_body(&module.body);
    visitor.found
}

/// Nesting that the parser of Python 3.7 has no room for.
pub(super) fn too_deep(tokens: &Tokens) -> Option<Mistake> {
    // Round brackets that are no call have room for three more.
    const BRACKETS: usize = 89;
    const INDENTS: usize = 99;
    let (mut brackets, mut indents) = (0usize, 0usize);
    for token in tokens {
        match token.kind() {
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => brackets += 1,
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => brackets = brackets.saturating_sub(1),
            TokenKind::Indent => indents += 1,
            TokenKind::Dedent => indents = indents.saturating_sub(1),
            _ => continue,
        }
        if brackets > BRACKETS || indents > INDENTS {
            let what = if brackets > BRACKETS { "brackets" } else { "blocks" };
            return Some(Mistake::new(
                token.start(),
                format!("Python 3.7 cannot read {what} that are nested so deeply"),
            ));
        }
    }
    None
}

struct Version<'t> {
    found: Vec<Mistake>,
    text: &'t str,
    /// How many specifications of formats, as in `f"{x:{width}}"`, are around this place.
    specifications: usize,
    /// How many blocks of the function are around this place that the interpreter has to leave in order.
    blocks: usize,
}

impl Version<'_> {
    fn report(&mut self, at: TextRange, message: &str) {
        self.found.push(Mistake::new(at.start(), message));
    }
}

/// Blocks, of which the interpreter has a stack for each function.
impl Version<'_> {
    /// What CPython calls "too many statically nested blocks".
    const MOST: usize = 20;

    fn block(&mut self, at: TextRange, count: usize, body: &[Stmt]) {
        let around = self.blocks;
        self.blocks += count;
        // The innermost one is told: what is around it is in order by itself.
        if self.blocks > Self::MOST && around <= Self::MOST {
            self.report(at, "too many statically nested blocks");
        }
        self.visit_body(body);
        self.blocks = around;
    }

    fn blocks_of(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::For(statement) => {
                self.visit_expr(&statement.target);
                self.visit_expr(&statement.iter);
                self.block(statement.range, 1, &statement.body);
                self.block(statement.range, 0, &statement.orelse);
            }
            Stmt::While(statement) => {
                self.visit_expr(&statement.test);
                self.block(statement.range, 1, &statement.body);
                self.block(statement.range, 0, &statement.orelse);
            }
            Stmt::With(statement) => {
                statement.items.iter().for_each(|item| self.visit_with_item(item));
                self.block(statement.range, statement.items.len(), &statement.body);
            }
            Stmt::Try(statement) => {
                let last = usize::from(!statement.finalbody.is_empty());
                let caught = usize::from(!statement.handlers.is_empty());
                self.block(statement.range, last + caught, &statement.body);
                for ExceptHandler::ExceptHandler(handler) in &statement.handlers {
                    handler.type_.iter().for_each(|class| self.visit_expr(class));
                    self.block(handler.range, last + 1, &handler.body);
                }
                self.block(statement.range, last, &statement.orelse);
                self.block(statement.range, last, &statement.finalbody);
            }
            _ => walk_stmt(self, stmt),
        }
    }
}

const STARRED: &str = "can't use starred expression here";

impl Visitor<'_> for Version<'_> {
    fn visit_stmt(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::AnnAssign(assign) => {
                if let Some(Expr::Tuple(tuple)) = assign.value.as_deref()
                    && !tuple.parenthesized
                {
                    self.report(
                        tuple.range,
                        "Cannot assign a tuple without parentheses to an annotated name on Python 3.7 (syntax was added in \
                         Python 3.8)",
                    );
                }
            }
            Stmt::Expr(statement) if statement.value.is_starred_expr() => {
                self.report(statement.range, STARRED)
            }
            Stmt::Try(statement) => {
                let handlers = statement.handlers.split_last().map_or(&[][..], |(_, before)| before);
                for ExceptHandler::ExceptHandler(handler) in handlers {
                    if handler.type_.is_none() {
                        self.report(handler.range, "default 'except:' must be last");
                    }
                }
            }
            _ => {}
        }
        match stmt {
            Stmt::For(_) | Stmt::While(_) | Stmt::With(_) | Stmt::Try(_) => self.blocks_of(stmt),
            // A function and a class have a stack of their own.
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {
                let around = std::mem::take(&mut self.blocks);
                walk_stmt(self, stmt);
                self.blocks = around;
            }
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_decorator(&mut self, decorator: &Decorator) {
        // A bracket is no part of the expression in it.
        if self.text[decorator.start().to_usize()..decorator.expression.start().to_usize()].contains('(') {
            self.report(
                decorator.range,
                "Cannot use this expression as a decorator on Python 3.7 (a name with attributes, perhaps called)",
            );
        }
        self.visit_expr(&decorator.expression);
    }

    fn visit_keyword(&mut self, keyword: &Keyword) {
        if keyword.arg.as_ref().is_some_and(|name| name.as_str() == "__debug__") {
            self.report(keyword.range, "cannot assign to `__debug__`");
        }
        walk_keyword(self, keyword);
    }

    fn visit_expr(&mut self, expr: &Expr) {
        if let Expr::Attribute(attribute) = expr
            && matches!(attribute.ctx, ExprContext::Store)
            && attribute.attr.as_str() == "__debug__"
        {
            self.report(attribute.attr.range, "cannot assign to `__debug__`");
        }
        walk_expr(self, expr);
    }

    fn visit_interpolated_string_element(&mut self, element: &InterpolatedStringElement) {
        let InterpolatedStringElement::Interpolation(value) = element else { return };
        if value.debug_text.is_some() {
            self.report(
                value.range,
                "Cannot use `=` after an expression in an f-string on Python 3.7 (syntax was added in Python 3.8)",
            );
        }
        if value.expression.is_starred_expr() {
            self.report(value.expression.range(), STARRED);
        }
        if self.specifications > 1 {
            self.report(value.range, "f-string: expressions nested too deeply");
        }
        // An f-string in the expression counts from the beginning.
        let around = std::mem::take(&mut self.specifications);
        self.visit_expr(&value.expression);
        self.specifications = around + 1;
        let elements = value.format_spec.iter().flat_map(|specification| &specification.elements);
        elements.for_each(|element| self.visit_interpolated_string_element(element));
        self.specifications = around;
    }
}
