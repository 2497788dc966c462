//! A list of characters as the pattern of a text's method: `text.split([',', ' '])`.

use super::Checker;
use super::hir::Expr;
use crate::diag::Code;
use crate::syntax::start;
use crate::types::Ty;
use quote::ToTokens as _;

/// The methods of `str` that take a pattern.
const TAKE_PATTERNS: &[&str] = &[
    "contains",
    "ends_with",
    "find",
    "matches",
    "replace",
    "rfind",
    "split",
    "split_once",
    "starts_with",
    "strip_prefix",
    "strip_suffix",
    "trim_end_matches",
    "trim_matches",
    "trim_start_matches",
];

impl Checker<'_> {
    /// Refuses a list whose characters are computed in it: Python would compute them for each character of the text.
    pub(super) fn computed_pattern(
        &mut self,
        receiver: &Expr,
        call: &syn::ExprMethodCall,
        name: &str,
    ) -> Option<Expr> {
        if self.types.shallow(&receiver.ty) != Ty::Str || !TAKE_PATTERNS.contains(&name) {
            return None;
        }
        let syn::Expr::Array(list) = listed(call.args.first()?)? else { return None };
        let computed = list.elems.iter().find(|item| !is_plain(item))?;
        let reported = self.diagnostics.report_help(
            Code::UnsupportedExpression,
            computed,
            "a character that is computed in a list of characters would be computed again and again in Python",
            "give it a name first: `let mark = ..;`",
        );
        Some(self.error(reported, start(computed)))
    }

    /// The call with the predicate that the list stands for: any of its characters.
    pub(super) fn with_predicate(
        &self,
        receiver: &Expr,
        call: &syn::ExprMethodCall,
        name: &str,
    ) -> Option<syn::ExprMethodCall> {
        if self.types.shallow(&receiver.ty) != Ty::Str || !TAKE_PATTERNS.contains(&name) {
            return None;
        }
        let list = listed(call.args.first()?)?;
        let used: String = list.to_token_stream().to_string();
        let is_used =
            |name: &&str| used.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == *name);
        let name = ["c", "char_", "c_2", "c_3"].into_iter().find(|name| !is_used(name))?;
        let parameter = syn::Ident::new(name, crate::syntax::start(list));
        let mut call = call.clone();
        *call.args.first_mut()? =
            syn::parse_quote_spanned!(parameter.span()=> |#parameter| (#list).contains(&#parameter));
        Some(call)
    }
}

/// Whether an expression only names a character.
fn is_plain(item: &syn::Expr) -> bool {
    match item {
        syn::Expr::Lit(_) | syn::Expr::Path(_) => true,
        syn::Expr::Paren(inner) => is_plain(&inner.expr),
        syn::Expr::Unary(unary) => matches!(unary.op, syn::UnOp::Deref(_)) && is_plain(&unary.expr),
        syn::Expr::Field(field) => is_plain(&field.base),
        _ => false,
    }
}

/// The list in `[..]`, `&[..]` and `&[..][..]`.
fn listed(pattern: &syn::Expr) -> Option<&syn::Expr> {
    match pattern {
        syn::Expr::Array(_) => Some(pattern),
        syn::Expr::Reference(reference) => listed(&reference.expr),
        syn::Expr::Paren(inner) => listed(&inner.expr),
        syn::Expr::Index(index) => listed(&index.expr),
        _ => None,
    }
}
