//! Where an expression begins.

use proc_macro2::Span;
use syn::Expr;
use syn::spanned::Spanned as _;

/// The span of an expression's first token. `Spanned::span` gives the whole range, but only on nightly, and makes all
/// tokens of the expression anew for it: for each node of a tree that is quadratic.
pub(crate) fn start(expr: &Expr) -> Span {
    match expr {
        Expr::Assign(assign) => start(&assign.left),
        Expr::Binary(binary) => start(&binary.left),
        Expr::Call(call) => start(&call.func),
        Expr::Cast(cast) => start(&cast.expr),
        Expr::Field(field) => start(&field.base),
        Expr::Group(group) => start(&group.expr),
        Expr::Index(index) => start(&index.expr),
        Expr::Lit(literal) => literal.lit.span(),
        Expr::MethodCall(call) => start(&call.receiver),
        Expr::Path(path) if path.qself.is_none() => start_of_path(&path.path),
        Expr::Paren(paren) => paren.paren_token.span.open(),
        Expr::Try(attempt) => start(&attempt.expr),
        Expr::Tuple(tuple) => tuple.paren_token.span.open(),
        Expr::Array(array) => array.bracket_token.span.open(),
        Expr::Block(block) if block.label.is_none() => block.block.brace_token.span.open(),
        Expr::If(branch) => branch.if_token.span,
        Expr::Match(matching) => matching.match_token.span,
        Expr::Macro(call) => start_of_path(&call.mac.path),
        Expr::Reference(reference) => reference.and_token.span,
        Expr::Struct(literal) if literal.qself.is_none() => start_of_path(&literal.path),
        Expr::Unary(unary) => match &unary.op {
            syn::UnOp::Deref(star) => star.span,
            syn::UnOp::Not(not) => not.span,
            syn::UnOp::Neg(minus) => minus.span,
            other => other.span(),
        },
        Expr::Closure(closure) => start_of_closure(closure),
        Expr::Range(range) => match &range.start {
            Some(bound) => start(bound),
            None => range.limits.span(),
        },
        other => other.span(),
    }
}

/// The span of a path's first token.
pub(crate) fn start_of_path(path: &syn::Path) -> Span {
    match (&path.leading_colon, path.segments.first()) {
        (Some(colon), _) => colon.spans[0],
        (None, Some(segment)) => segment.ident.span(),
        (None, None) => Span::call_site(),
    }
}

pub(crate) fn start_of_closure(closure: &syn::ExprClosure) -> Span {
    let plain = closure.lifetimes.is_none() && closure.constness.is_none() && closure.asyncness.is_none();
    match &closure.capture {
        Some(capture) if plain => capture.span(),
        None if plain => closure.inputs_begin.span,
        _ => closure.span(),
    }
}
