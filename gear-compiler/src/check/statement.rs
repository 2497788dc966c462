//! Blocks, statements and control flow.

use super::hir::{Arm, Block, Closure, Expr, ExprKind, Pattern, Statement};
use super::{Checker, Scope};
use crate::diag::Code;
use crate::syntax::describe;
use crate::types::Ty;
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens as _;

impl Checker<'_> {
    pub(crate) fn block(&mut self, block: &syn::Block, expected: &Ty) -> Block {
        let awaited = std::mem::take(&mut self.awaited);
        self.scoped(Scope::default(), |this| {
            let mut checked = Block::default();
            for (i, statement) in block.stmts.iter().enumerate() {
                let last = i + 1 == block.stmts.len();
                match statement {
                    syn::Stmt::Expr(value, None) if last => {
                        this.awaited = awaited;
                        checked.value = Some(Box::new(this.expr(value, expected)));
                    }
                    syn::Stmt::Macro(call) if last && call.semi_token.is_none() => {
                        checked.value = Some(Box::new(this.macro_call(&call.mac, expected)));
                    }
                    other => checked.statements.extend(this.statement(other)),
                }
            }
            checked
        })
    }

    fn statement(&mut self, statement: &syn::Stmt) -> Option<Statement> {
        match statement {
            syn::Stmt::Local(local) => Some(self.local(local)),
            syn::Stmt::Expr(value, _) => {
                self.unread = matches!(value, syn::Expr::Call(_) | syn::Expr::MethodCall(_));
                Some(Statement::Expr(self.any(value)))
            }
            syn::Stmt::Macro(call) => {
                let ty = self.types.var();
                Some(Statement::Expr(self.macro_call(&call.mac, &ty)))
            }
            syn::Stmt::Item(syn::Item::Const(item)) => {
                Some(self.named_value(&item.ident, &item.ty, &item.expr, item.const_token.span))
            }
            syn::Stmt::Item(syn::Item::Static(item)) if self.is_lazy_regex(item) => {
                Some(self.named_value(&item.ident, &item.ty, &item.expr, item.static_token.span))
            }
            syn::Stmt::Item(syn::Item::Fn(item)) if item.sig.generics.params.is_empty() => {
                Some(self.local_function(item))
            }
            syn::Stmt::Item(syn::Item::Use(item)) => {
                self.import(item);
                None
            }
            syn::Stmt::Item(item) => {
                let (what, help) = describe::item(item);
                let message = format!("{what} cannot stand inside a gear");
                self.diagnostics.report_help(Code::UnsupportedStatement, item, message, help);
                None
            }
        }
    }

    /// A constant in a block is a variable that nothing changes.
    fn named_value(&mut self, name: &syn::Ident, ty: &syn::Type, value: &syn::Expr, span: Span) -> Statement {
        let ty = self.ty(ty);
        let value = self.expr(value, &ty);
        let local = self.declare(name.to_string(), ty, false);
        let pattern = Pattern::Bind(local, None);
        Statement::Let { pattern, value: Some(value), otherwise: None, span }
    }

    /// `static RE: LazyLock<Regex> = ..`: of other statics, Python would not keep the value from call to call.
    fn is_lazy_regex(&mut self, item: &syn::ItemStatic) -> bool {
        crate::emit::is_lazy(&item.ty) && self.ty(&item.ty) == Ty::Regex
    }

    /// A function in a block is a closure that captures nothing, and knows its own name.
    fn local_function(&mut self, item: &syn::ItemFn) -> Statement {
        let span = item.sig.fn_token.span;
        let typed = |input: &syn::FnArg| match input {
            syn::FnArg::Typed(typed) => Some(((*typed.pat).clone(), (*typed.ty).clone())),
            syn::FnArg::Receiver(_) => None,
        };
        let inputs: Vec<_> = item.sig.inputs.iter().filter_map(typed).collect();
        let types: Vec<Ty> = inputs.iter().map(|(_, ty)| self.ty(ty)).collect();
        let result = match &item.sig.output {
            syn::ReturnType::Default => Ty::Unit,
            syn::ReturnType::Type(_, ty) => self.ty(ty),
        };
        let waits = item.sig.asyncness.is_some();
        let ty = Ty::Fn(types.clone(), Box::new(super::called(waits, &result)));
        let local = self.declare(item.sig.ident.to_string(), ty.clone(), false);
        let closure = self.scoped(Scope { closure: true, ..Scope::default() }, |this| {
            let parameters =
                inputs.iter().zip(&types).map(|((pattern, _), ty)| this.pattern(pattern, ty)).collect();
            let mut body = this.body(waits, &item.block, &result);
            body.span = span;
            Closure { waits, returns: true, parameters, body: Box::new(body), given_back: None }
        });
        let value = Expr { kind: ExprKind::Closure(closure), ty, span };
        Statement::Let { pattern: Pattern::Bind(local, None), value: Some(value), otherwise: None, span }
    }

    fn local(&mut self, local: &syn::Local) -> Statement {
        let (pattern, ty) = match &local.pat {
            syn::Pat::Type(typed) => (&*typed.pat, self.ty(&typed.ty)),
            other => (other, self.types.var()),
        };
        let begun = self.begin();
        let value = local.init.as_ref().map(|init| self.let_value(&init.expr, &ty, pattern));
        // What was reported of the value is not reported of the variable.
        let ty = if value.as_ref().is_some_and(|value| value.ty == Ty::Error) { Ty::Error } else { ty };
        let otherwise = local.init.as_ref().and_then(|init| init.diverge.as_ref()).map(|(_, otherwise)| {
            let value = self.expr(otherwise, &Ty::Never);
            match value.kind {
                ExprKind::Block(block) => block,
                _ => Block { statements: Vec::new(), value: Some(Box::new(value)) },
            }
        });
        // After the value: `let x = x + 1;` reads the old one.
        let pattern = self.pattern(pattern, &ty);
        if let Some(value) = &value {
            self.note_place(&pattern, value);
            if super::element::gives_exclusive(value) {
                super::element::parts(&pattern).into_iter().for_each(|part| self.locals[part].lends = true);
            }
        }
        if let Pattern::Bind(bound, None) = &pattern {
            self.note_variable(*bound, local, begun);
            self.locals[*bound].owned = matches!(&local.pat, syn::Pat::Type(typed) if super::is_value(&typed.ty))
                || matches!(&value, Some(value) if matches!(value.kind, ExprKind::Newtype(_)));
        }
        if local.init.is_none() {
            // `let x;` is assigned later, if only once.
            super::element::parts(&pattern).into_iter().for_each(|bound| self.locals[bound].mutable = true);
        }
        Statement::Let { pattern, value, otherwise, span: local.let_token.span }
    }

    /// The value of a `let`. A variable that can be pointed to something else is no place.
    fn let_value(&mut self, value: &syn::Expr, ty: &Ty, pattern: &syn::Pat) -> Expr {
        let renamed = match pattern {
            syn::Pat::Ident(name) if name.mutability.is_some() => self.renamed_reference(value),
            _ => None,
        };
        renamed.unwrap_or_else(|| self.taken_apart(value, ty, pattern))
    }

    /// Conditions share one scope with what they guard, because `if let` binds.
    pub(crate) fn branch(&mut self, branch: &syn::ExprIf, expected: &Ty, span: Span) -> Expr {
        let (test, then) = self.scoped(Scope::default(), |this| {
            let test = this.condition(&branch.cond);
            (test, this.block(&branch.then_branch, expected))
        });
        let then_ty = then.value.as_ref().map_or(Ty::Unit, |value| value.ty.clone());
        let otherwise = branch.else_branch.as_ref().map(|(_, other)| Box::new(self.expr(other, expected)));
        let ty = match (&otherwise, self.types.shallow(&then_ty)) {
            (None, _) => Ty::Unit,
            (Some(other), Ty::Never | Ty::Unit) if then.value.is_none() => other.ty.clone(),
            (Some(other), Ty::Never) => other.ty.clone(),
            _ => then_ty,
        };
        Expr { kind: ExprKind::If { test: Box::new(test), then, otherwise }, ty, span }
    }

    fn condition(&mut self, condition: &syn::Expr) -> Expr {
        let span = crate::syntax::start(condition);
        match condition {
            syn::Expr::Let(binding) => {
                let ty = self.types.var();
                let value = self.taken_apart(&binding.expr, &ty, &binding.pat);
                let pattern = self.pattern(&binding.pat, &value.ty.clone());
                self.note_place(&pattern, &value);
                Expr { kind: ExprKind::Let(Box::new(pattern), Box::new(value)), ty: Ty::Bool, span }
            }
            syn::Expr::Binary(binary) if matches!(binary.op, syn::BinOp::And(_)) => {
                let left = Box::new(self.condition(&binary.left));
                let right = Box::new(self.condition(&binary.right));
                Expr { kind: ExprKind::Binary(super::hir::BinaryOp::And, left, right), ty: Ty::Bool, span }
            }
            syn::Expr::Paren(inner) => self.condition(&inner.expr),
            other => self.expr(other, &Ty::Bool),
        }
    }

    pub(crate) fn matching(&mut self, matching: &syn::ExprMatch, expected: &Ty, span: Span) -> Expr {
        let subject = match matching.arms.first() {
            Some(arm) => {
                let ty = self.types.var();
                self.taken_apart(&matching.expr, &ty, &arm.pat)
            }
            None => self.any(&matching.expr),
        };
        let mut ty = Ty::Never;
        let arms = matching
            .arms
            .iter()
            .map(|arm| {
                self.scoped(Scope::default(), |this| {
                    let (pattern, guard) = match &arm.pat {
                        syn::Pat::Guard(guarded) => (&*guarded.pat, Some(&guarded.guard)),
                        other => (other, None),
                    };
                    let pattern = this.pattern(pattern, &subject.ty);
                    this.note_place(&pattern, &subject);
                    let guard = guard.map(|guard| this.expr(guard, &Ty::Bool));
                    let body = this.expr(&arm.body, expected);
                    if this.types.shallow(&ty) == Ty::Never {
                        ty = body.ty.clone();
                    }
                    Arm { pattern, guard, body }
                })
            })
            .collect();
        Expr { kind: ExprKind::Match { subject: Box::new(subject), arms }, ty, span }
    }

    pub(crate) fn while_loop(&mut self, looping: &syn::ExprWhile, span: Span) -> Expr {
        if matches!(&*looping.cond, syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Bool(always), .. }) if always.value)
        {
            self.check_end(&looping.body, span);
        }
        let label = label(&looping.label);
        self.scoped(Scope::default(), |this| {
            let test = Box::new(this.condition(&looping.cond));
            let body = this.inside(label.clone(), Ty::Unit, |this| this.block(&looping.body, &Ty::Unit));
            Expr { kind: ExprKind::While { label, test, body }, ty: Ty::Unit, span }
        })
    }

    pub(crate) fn for_loop(&mut self, looping: &syn::ExprForLoop, span: Span) -> Expr {
        let label = label(&looping.label);
        let iter = self.any(&looping.expr);
        if let Some(refused) = self.of_its_own(&iter.ty, "IntoIterator", &looping.expr) {
            return refused;
        }
        let item = self.item_type(&iter.ty);
        self.scoped(Scope::default(), |this| {
            let pattern = Box::new(this.pattern(&looping.pat, &item));
            this.note_loop_places(&pattern, iter.place(), &looping.expr);
            let body = this.inside(label.clone(), Ty::Unit, |this| this.block(&looping.body, &Ty::Unit));
            let kind = ExprKind::For { label, pattern, iter: Box::new(iter), body };
            Expr { kind, ty: Ty::Unit, span }
        })
    }

    /// A loop that nothing leaves: on the server it would run for ever, in mode `Sync` with Redis waiting for it.
    fn check_end(&mut self, body: &syn::Block, span: Span) {
        if !may_be_left(body.to_token_stream()) {
            let help = "leave it by `break` or `return`";
            self.diagnostics.report_help(Code::UnsupportedExpression, span, "nothing leaves this loop", help);
        }
    }

    pub(crate) fn infinite_loop(&mut self, looping: &syn::ExprLoop, expected: &Ty, span: Span) -> Expr {
        self.check_end(&looping.body, span);
        let label = label(&looping.label);
        let valued = breaks_with_value(&looping.body);
        let ty = if valued { expected.clone() } else { Ty::Unit };
        let body = self.inside(label.clone(), ty.clone(), |this| this.block(&looping.body, &Ty::Unit));
        Expr { kind: ExprKind::Loop { label, body }, ty, span }
    }

    pub(crate) fn labelled_block(&mut self, block: &syn::ExprBlock, expected: &Ty, span: Span) -> Expr {
        let label = label(&block.label).unwrap_or_default();
        let checked =
            self.inside(Some(label.clone()), expected.clone(), |this| this.block(&block.block, expected));
        let ty = if checked.value.is_some() { expected.clone() } else { Ty::Unit };
        Expr { kind: ExprKind::Labelled { label, block: checked }, ty, span }
    }

    pub(crate) fn break_with(&mut self, exit: &syn::ExprBreak, span: Span) -> Expr {
        let label = exit.label.as_ref().map(|label| label.ident.to_string());
        let around = match &label {
            Some(label) => self.loops.iter().rev().find(|(known, _)| known.as_ref() == Some(label)),
            None => self.loops.last(),
        };
        let ty = around.map_or(Ty::Unknown, |(_, ty)| ty.clone());
        let value = exit.expr.as_ref().map(|value| Box::new(self.expr(value, &ty)));
        Expr { kind: ExprKind::Break { label, value }, ty: Ty::Never, span }
    }

    fn inside<R>(&mut self, label: Option<String>, ty: Ty, body: impl FnOnce(&mut Self) -> R) -> R {
        self.loops.push((label, ty));
        let result = body(self);
        self.loops.pop();
        result
    }

    /// What walking over a value of this type gives.
    pub(crate) fn item_type(&mut self, ty: &Ty) -> Ty {
        match self.types.shallow(ty) {
            Ty::Iter(item) | Ty::List(item) | Ty::Deque(item) | Ty::Set { item, .. } | Ty::Option(item) => {
                *item
            }
            Ty::Map { key, value, .. } => Ty::Tuple(vec![*key, *value]),
            Ty::Unknown => Ty::Unknown,
            _ => self.unseen_item(ty),
        }
    }
}

fn label(label: &Option<syn::Label>) -> Option<String> {
    label.as_ref().map(|label| label.name.ident.to_string())
}

/// Whether a `break` of this loop gives it a value.
fn breaks_with_value(body: &syn::Block) -> bool {
    use quote::ToTokens as _;
    // `break` and a value: whose loop it is hardly matters, because rustc checks the types.
    let mut tokens = body.to_token_stream().into_iter().peekable();
    let mut found = false;
    walk(&mut tokens, &mut found);
    found
}

fn walk(tokens: &mut std::iter::Peekable<proc_macro2::token_stream::IntoIter>, found: &mut bool) {
    use proc_macro2::TokenTree;
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => walk(&mut group.stream().into_iter().peekable(), found),
            TokenTree::Ident(word) if word == "break" => {
                let mut next = tokens.peek();
                if matches!(next, Some(TokenTree::Punct(quote)) if quote.as_char() == '\'') {
                    tokens.next();
                    tokens.next();
                    next = tokens.peek();
                }
                let ends = matches!(next, Some(TokenTree::Punct(end)) if matches!(end.as_char(), ';' | ','));
                *found |= next.is_some() && !ends;
            }
            _ => {}
        }
    }
}

/// Whether the body of a loop has anything in it that could leave the loop. A `break` of an inner loop is taken for one of
/// this, and whatever ends in an error for a way out.
fn may_be_left(body: TokenStream) -> bool {
    const EXITS: &[&str] = &[
        "break",
        "return",
        "panic",
        "unreachable",
        "todo",
        "unimplemented",
        "assert",
        "assert_eq",
        "assert_ne",
        "flat_error",
        "unwrap",
        "expect",
    ];
    body.into_iter().any(|token| match token {
        TokenTree::Ident(word) => EXITS.contains(&word.to_string().as_str()),
        TokenTree::Punct(mark) => mark.as_char() == '?',
        TokenTree::Group(group) => may_be_left(group.stream()),
        TokenTree::Literal(_) => false,
    })
}
