//! `assert!` and its relatives, and `matches!`.

use super::hir::{Arm, BinaryOp, Block, Expr, ExprKind, Format, Pattern};
use super::{Checker, Scope};
use crate::syntax::as_rustc_prints;
use crate::types::Ty;
use proc_macro2::Span;
use quote::ToTokens as _;
use syn::Token;
use syn::parse::{ParseStream, Parser as _};

impl Checker<'_> {
    /// `assert!(test)` and `assert!(test, "..", ..)`.
    pub(crate) fn assert(&mut self, call: &syn::Macro, span: Span) -> Expr {
        let Some(mut arguments) = self.arguments(call) else { return self.silent(span) };
        if arguments.is_empty() {
            return self.silent(span);
        }
        let message = arguments.split_off(1);
        let text = format!("assertion failed: {}", as_rustc_prints(arguments[0].to_token_stream()));
        let test = self.expr(&arguments[0], &Ty::Bool);
        self.unless(test, text, message, span)
    }

    /// `assert_eq!` and `assert_ne!`.
    pub(crate) fn assert_compare(&mut self, call: &syn::Macro, op: BinaryOp, span: Span) -> Expr {
        let Some(mut arguments) = self.arguments(call) else { return self.silent(span) };
        if arguments.len() < 2 {
            return self.silent(span);
        }
        let message = arguments.split_off(2);
        let left = self.any_place(&arguments[0]);
        self.note_equality(&left.ty);
        let right = self.place(&arguments[1], &left.ty.clone());
        let message = match message.is_empty() {
            true => Some(Format::default()),
            false => self.format_arguments(message, span),
        };
        let Some(message) = message else { return self.silent(span) };
        let kind = ExprKind::AssertCompare(op, Box::new([left, right]), message);
        Expr { kind, ty: Ty::Unit, span }
    }

    /// Panics unless a test holds.
    fn unless(&mut self, test: Expr, text: String, message: Vec<syn::Expr>, span: Span) -> Expr {
        let pieces = match message.is_empty() {
            true => Some(Format::text(text)),
            false => self.format_arguments(message, span),
        };
        let Some(pieces) = pieces else { return self.silent(span) };
        let panic = Expr { kind: ExprKind::Panic(pieces), ty: Ty::Never, span };
        let then = Block { statements: Vec::new(), value: Some(Box::new(panic)) };
        let test = Expr { kind: ExprKind::Not(Box::new(test)), ty: Ty::Bool, span };
        Expr { kind: ExprKind::If { test: Box::new(test), then, otherwise: None }, ty: Ty::Unit, span }
    }

    /// `matches!(value, pattern if guard)`.
    pub(crate) fn matches(&mut self, call: &syn::Macro, span: Span) -> Expr {
        let parse = |input: ParseStream<'_>| {
            let value: syn::Expr = input.parse()?;
            input.parse::<Token![,]>()?;
            let pattern = syn::Pat::parse_multi_with_leading_vert(input)?;
            let guard = match input.parse::<Option<Token![if]>>()? {
                Some(_) => Some(input.parse::<syn::Expr>()?),
                None => None,
            };
            input.parse::<Option<Token![,]>>()?;
            Ok((value, pattern, guard))
        };
        let (value, pattern, guard) = match parse.parse2(call.tokens.clone()) {
            Ok(parsed) => parsed,
            Err(error) => {
                let reported = self.diagnostics.syntax(&error);
                return self.error(reported, span);
            }
        };
        let subject = self.any_place(&value);
        let answer = |value| Expr { kind: ExprKind::Bool(value), ty: Ty::Bool, span };
        let arm = self.scoped(Scope::default(), |this| {
            let pattern = this.pattern(&pattern, &subject.ty);
            let guard = guard.map(|guard| this.expr(&guard, &Ty::Bool));
            Arm { pattern, guard, body: answer(true) }
        });
        let other = Arm { pattern: Pattern::Wild, guard: None, body: answer(false) };
        let kind = ExprKind::Match { subject: Box::new(subject), arms: vec![arm, other] };
        Expr { kind, ty: Ty::Bool, span }
    }
}
