//! Trees of JSON: `serde_json::Value` by its names, and its variants.
//!
//! No method changes a tree in place, so trees share their parts in Python. A list or map that a pattern finds in one is
//! copied where it leaves the tree: where it is bound by `mut`, and where it is used by value.

use super::hir::{Expr, ExprKind, Json, JsonKind, Pattern};
use super::{Checker, names};
use crate::diag::Code;
use crate::syntax::owner_of;
use crate::types::{Ty, is_json, parts_mut};
use proc_macro2::Span;
use std::borrow::Cow;
use syn::Path;

impl JsonKind {
    /// The variant of this name.
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "Null" => JsonKind::Null,
            "Bool" => JsonKind::Bool,
            "Number" => JsonKind::Number,
            "String" => JsonKind::String,
            "Array" => JsonKind::Array,
            "Object" => JsonKind::Object,
            _ => return None,
        })
    }

    /// The type of what is in it. A number has the methods of the tree that is one.
    pub(crate) fn inner(self) -> Ty {
        match self {
            JsonKind::Null => Ty::Unit,
            JsonKind::Bool => Ty::Bool,
            JsonKind::Number => Ty::Json,
            JsonKind::String => Ty::Str,
            JsonKind::Array => Ty::List(Box::new(Ty::Json)),
            JsonKind::Object => Ty::Map { sorted: true, key: Box::new(Ty::Str), value: Box::new(Ty::Json) },
        }
    }
}

impl Checker<'_> {
    /// Whether a path is one of the names of `serde_json::Value`, as rustc confirms.
    pub(super) fn is_tree(&mut self, path: &Path) -> bool {
        let by_name = path.get_ident().is_some_and(|name| name == "Json") || self.imports_tree(path);
        if by_name {
            self.outside.name(names::tree(path.clone()));
        }
        by_name || is_json(path)
    }

    /// Whether `Value` is imported from serde_json here. Else it is that of redis_gears.
    fn imports_tree(&self, path: &Path) -> bool {
        path.is_ident("Value")
            && self
                .surroundings
                .and_then(|surroundings| surroundings.outside(self.line, path))
                .is_some_and(|outside| outside == ["serde_json", "Value"])
    }

    /// The names in a written type are noted; where `Value` is serde_json's, the type says so.
    pub(super) fn note_names<'t>(&mut self, ty: &'t syn::Type) -> Cow<'t, syn::Type> {
        let mut trees = false;
        for named in names::names_in(ty) {
            let tree = self.imports_tree(&named.path);
            trees |= tree;
            self.outside.name(if tree { names::tree(named.path) } else { named });
        }
        if !trees {
            return Cow::Borrowed(ty);
        }
        let mut ty = ty.clone();
        spell(&mut ty);
        Cow::Owned(ty)
    }

    /// The variant of `serde_json::Value` that a path names.
    pub(super) fn json_variant(&mut self, path: &Path) -> Option<JsonKind> {
        let kind = JsonKind::named(&path.segments.last()?.ident.to_string())?;
        let owner = owner_of(path);
        (!owner.segments.is_empty() && self.is_tree(&owner)).then_some(kind)
    }

    /// The pattern of a variant.
    pub(super) fn json_pattern(&mut self, kind: JsonKind, inner: Option<&syn::Pat>, ty: &Ty) -> Pattern {
        self.types.unify(ty, &Ty::Json);
        let inner = match inner {
            None | Some(syn::Pat::Rest(_)) => Pattern::Wild,
            Some(inner) => self.pattern(inner, &kind.inner()),
        };
        if let (JsonKind::Array | JsonKind::Object, Pattern::Bind(local, _)) = (kind, &inner) {
            let local = &mut self.locals[*local];
            local.copied = local.mutable;
            local.in_tree = !local.mutable;
        }
        Pattern::Json(kind, Box::new(inner))
    }

    /// `Value::String(text)`.
    pub(super) fn json_value(&mut self, kind: JsonKind, inner: Option<&syn::Expr>, span: Span) -> Expr {
        let kind = match inner {
            None => ExprKind::Json(Box::new(Json::Null)),
            // What is in a tree is written like the tree.
            Some(inner) => ExprKind::Newtype(Box::new(self.expr(inner, &kind.inner()))),
        };
        Expr { kind, ty: Ty::Json, span }
    }

    /// Refuses to change what a pattern found in a tree.
    pub(super) fn refuse_change_in_tree(&mut self, name: &syn::Ident) {
        let local = self.named_local(&name.to_string());
        if local.is_some_and(|local| self.locals[local].in_tree) {
            let message = "a list or map in a tree of JSON is not changed in its place";
            let help =
                format!("change a copy: `let mut {name} = {name}.clone();`, and make a new tree of it");
            self.diagnostics.report_help(Code::Value, name, message, help);
        }
    }
}

/// Puts `serde_json::Value` in place of `Value`.
fn spell(ty: &mut syn::Type) {
    parts_mut(ty).into_iter().for_each(spell);
    if let syn::Type::Path(path) = ty
        && path.path.is_ident("Value")
    {
        path.path = syn::parse_quote!(serde_json::Value);
    }
}
