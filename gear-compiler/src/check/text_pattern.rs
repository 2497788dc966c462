//! A list of characters as the pattern of a text's method: `text.split([',', ' '])`.

use super::Checker;
use super::hir::Expr;
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
