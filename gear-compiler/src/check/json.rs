//! serde_json: `json!`, and the functions whose meaning hangs on a type.

use super::hir::{Expr, ExprKind, Json};
use super::{Checker, LinkKind};
use crate::diag::Code;
use crate::lower::catalog::JsonType;
use crate::syntax::start;
use crate::types::{Ty, type_tokens};
use proc_macro2::{Span, TokenStream};
use syn::parse::{Parse, ParseStream};
use syn::{Token, braced, bracketed, parenthesized, token};

/// A function of serde_json that waits for a type: the link that will hold its reader or writer.
pub(super) struct Deferred {
    link: usize,
    kind: LinkKind,
    ty: Ty,
    /// The function as it was written.
    called: syn::Expr,
    function: &'static str,
}

impl Checker<'_> {
    /// The reader or writer of a type that is known when everything else is, as one more argument of the call.
    pub(super) fn json_argument(
        &mut self,
        function: &'static str,
        json: JsonType,
        ty: Ty,
        called: &syn::Expr,
    ) -> Option<Expr> {
        let kind = match json {
            JsonType::Read => LinkKind::JsonReader,
            JsonType::Written => LinkKind::JsonWriter,
            JsonType::Tree => return None,
        };
        let link = self.outside.reserve(kind);
        self.deferred_json.push(Deferred { link, kind, ty, called: called.clone(), function });
        Some(Expr { kind: ExprKind::Link(link), ty: Ty::Unknown, span: start(called) })
    }

    /// Fills the links of the functions of serde_json.
    pub(super) fn finish_json(&mut self) {
        for Deferred { link, kind, ty, called, function } in std::mem::take(&mut self.deferred_json) {
            // rustc infers no more than this.
            let ty = self.types.resolve(&ty);
            let private = self.outside.private.clone();
            let path = match kind {
                _ if ty.has_boxed() => None,
                LinkKind::JsonWriter if !has_names(&ty) => Some(quote::quote!(#private::String)),
                _ => type_tokens(&ty, &private, start(&called)),
            };
            match path {
                Some(path) => self.outside.fill(link, path),
                None if self.diagnostics.is_empty() => self.unknown_json(kind, &ty, function, &called),
                None => {}
            }
        }
    }

    fn unknown_json(&mut self, kind: LinkKind, ty: &Ty, function: &str, called: &syn::Expr) {
        let reads = kind == LinkKind::JsonReader;
        let (code, message, help) = match ty {
            Ty::Unknown if reads => (
                Code::UnknownType,
                format!("the type that `{function}` gives is not known here"),
                format!("say it: `{function}::<..>(..)`"),
            ),
            Ty::Unknown => (
                Code::UnknownType,
                "the type of the value that is written is not known here".to_owned(),
                "give it a type first: `let value: .. = ..;`".to_owned(),
            ),
            _ => (
                Code::Value,
                format!("`{function}` of this type cannot be kept equal in Python"),
                "use `Json`, text, numbers, `Option`, lists, maps with text keys and `#[gear]` types"
                    .to_owned(),
            ),
        };
        self.diagnostics.report_help(code, called, message, help);
    }

    /// `json!(..)`.
    pub(super) fn json(&mut self, call: &syn::Macro, span: Span) -> Expr {
        match syn::parse2::<Tree>(call.tokens.clone()) {
            Ok(tree) => {
                let kind = ExprKind::Json(Box::new(self.tree(&tree)));
                Expr { kind, ty: Ty::Json, span }
            }
            Err(error) => {
                let reported = self.diagnostics.syntax(&error);
                self.error(reported, span)
            }
        }
    }

    fn tree(&mut self, tree: &Tree) -> Json {
        match tree {
            Tree::Null => Json::Null,
            Tree::Value(value) => Json::Value(self.any(value)),
            Tree::Array(items) => Json::Array(items.iter().map(|item| self.tree(item)).collect()),
            Tree::Object(entries) => {
                let entry = |(key, value): &(syn::Expr, Tree)| (self.expr(key, &Ty::Str), self.tree(value));
                Json::Object(entries.iter().map(entry).collect())
            }
        }
    }
}

/// Whether the order of fields can matter, or nothing is known.
fn has_names(ty: &Ty) -> bool {
    match ty {
        Ty::Named(_) | Ty::Unknown | Ty::Var(_) => true,
        Ty::List(item) | Ty::Deque(item) | Ty::Option(item) | Ty::Set { item, .. } | Ty::Iter(item) => {
            has_names(item)
        }
        Ty::Map { key, value, .. } => has_names(key) || has_names(value),
        Ty::Tuple(items) => items.iter().any(has_names),
        _ => false,
    }
}

/// What stands in `json!`.
enum Tree {
    Null,
    Value(Box<syn::Expr>),
    Array(Vec<Tree>),
    Object(Vec<(syn::Expr, Tree)>),
}

impl Parse for Tree {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let content;
        if input.peek(token::Brace) {
            braced!(content in input);
            return entries(&content).map(Tree::Object);
        }
        if input.peek(token::Bracket) {
            bracketed!(content in input);
            let items = content.parse_terminated(Tree::parse, Token![,])?;
            return Ok(Tree::Array(items.into_iter().collect()));
        }
        if input.fork().parse::<syn::Ident>().is_ok_and(|ident| ident == "null") {
            input.parse::<syn::Ident>()?;
            return Ok(Tree::Null);
        }
        input.parse().map(|value| Tree::Value(Box::new(value)))
    }
}

fn entries(input: ParseStream<'_>) -> syn::Result<Vec<(syn::Expr, Tree)>> {
    let mut entries = Vec::new();
    while !input.is_empty() {
        let key = if input.peek(token::Paren) {
            let content;
            parenthesized!(content in input);
            content.parse()?
        } else {
            input.parse()?
        };
        input.parse::<Token![:]>()?;
        entries.push((key, input.parse()?));
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(entries)
}

impl super::Outside {
    /// A link whose path is known later.
    fn reserve(&mut self, kind: LinkKind) -> usize {
        self.links.push(super::Link { kind, path: TokenStream::new(), key: String::new() });
        self.links.len() - 1
    }

    fn fill(&mut self, link: usize, path: TokenStream) {
        self.links[link].path = path;
    }
}
