//! The zero of `aggregate` and `aggregate_by`: every shard that has records begins with it, so it must be neutral. What literals
//! show is said; the rest is up to the program.

use crate::diag::{Code, Diagnostics};
use crate::syntax::Link;
use syn::{BinOp, Expr, Lit, Pat, UnOp};

/// Refuses a zero that is counted once for each shard.
pub(super) fn check(link: &Link, diagnostics: &mut Diagnostics) {
    let (zero, merge) = match (link.name.to_string().as_str(), link.arguments.positional.as_slice()) {
        ("aggregate", [zero, _, merge]) | ("aggregate_by", [_, zero, _, merge]) => (zero, merge),
        _ => return,
    };
    let (Some(number), Some(joined)) = (number(zero), operator(merge)) else { return };
    let (neutral, sign) = match joined {
        BinOp::Add(_) => (0.0, "+"),
        BinOp::Mul(_) => (1.0, "*"),
        _ => return,
    };
    if number != neutral {
        let message =
            format!("every shard that has records begins with this zero, and `{sign}` counts each of them");
        let help = format!("write {neutral}, and bring in the rest after it, in `.map(|total| ..)`");
        diagnostics.report_help(Code::Arity, zero, message, help);
    }
}

/// The value of a literal.
fn number(expr: &Expr) -> Option<f64> {
    match expr {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(number) => number.base10_parse().ok(),
            Lit::Float(number) => number.base10_parse().ok(),
            _ => None,
        },
        Expr::Unary(negated) if matches!(negated.op, UnOp::Neg(_)) => number(&negated.expr).map(|n| -n),
        Expr::Paren(inner) => number(&inner.expr),
        _ => None,
    }
}

/// The operator of `|a, b| a + b`.
fn operator(merge: &Expr) -> Option<BinOp> {
    let Expr::Closure(closure) = merge else { return None };
    let Expr::Binary(joined) = &*closure.body else { return None };
    let parameter = |expr: &Expr| {
        let Expr::Path(path) = expr else { return None };
        closure.inputs.iter().position(|input| name(input).is_some_and(|name| path.path.is_ident(name)))
    };
    let both = [parameter(&joined.left)?, parameter(&joined.right)?];
    (closure.inputs.len() == 2 && both[0] != both[1]).then_some(joined.op)
}

fn name(pattern: &Pat) -> Option<&syn::Ident> {
    match pattern {
        Pat::Ident(name) => Some(&name.ident),
        Pat::Type(typed) => name(&typed.pat),
        _ => None,
    }
}
