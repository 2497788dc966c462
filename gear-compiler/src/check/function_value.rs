//! Functions by their path: `str::trim` where a function is wanted, and `str::trim(text)`, which is a method call.

use super::hir::Expr;
use super::own_operator::is_overloaded;
use super::path::{is_std, is_type, only_segment, starts_lower};
use super::variant::is_tuple_struct;
use super::{Checker, Form, names};
use crate::lower::catalog::{arity, function_named, is_refused, named};
use crate::syntax::{owner_of, start_of_path};
use crate::types::{Ty, type_of_syntax};

/// Traits whose methods are called by their path; the name says which trait it is.
const TRAITS: [&str; 5] = ["ToString", "ToOwned", "Clone", "Ord", "Iterator"];

/// The method that a path names, `str::trim`: its owner, which is a type or a trait, and its own segment.
struct MethodPath {
    owner: syn::Path,
    method: syn::PathSegment,
}

impl Checker<'_> {
    /// A path that is not called, where it names a function of the standard library, of a `#[gear] impl`, or a
    /// variant with a value: the closure that calls it.
    pub(super) fn function_value(&mut self, path: &syn::ExprPath, expected: &Ty) -> Option<Expr> {
        let inputs = match self.types.shallow(expected) {
            Ty::Fn(inputs, _) => Some(inputs.len()),
            _ => None,
        };
        let arity = match self.arity_of_known(&path.path) {
            Some(known) => inputs.unwrap_or(known),
            // Of a variant, the place tells whether it is a value or a function.
            None if inputs.is_some() && self.json_variant(&path.path).is_some() => inputs?,
            None if inputs.is_some() && self.variant_path(&path.path).is_some() => inputs?,
            None if inputs.is_some() && is_tuple_struct(&path.path) => inputs?,
            None => return self.associated_value(&path.path, expected),
        };
        Some(self.closure(&calling(path, arity), expected))
    }

    /// How many arguments a function takes that is known by its path.
    fn arity_of_known(&mut self, path: &syn::Path) -> Option<usize> {
        if names::reverse(path).is_some() {
            return Some(1);
        }
        let of_std =
            path.segments.first().is_some_and(|owner| owner.ident == "Option" || owner.ident == "Result");
        if let Some(segment) = only_segment(path).or(path.segments.last().filter(|_| of_std))
            && (path.segments.len() == 1 || !starts_lower(&segment.ident))
        {
            return matches!(segment.ident.to_string().as_str(), "Some" | "Ok" | "Err").then_some(1);
        }
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if let Some(function) = function_named(&segments[segments.len() - 2..].join("::")) {
            return Some(arity(function.types));
        }
        let method = self.method_path(path)?.method.ident.to_string();
        Some(1 + named(&method).first().map_or(0, |method| arity(method.types)))
    }

    /// `User::full_name`, a function of a `#[gear] impl`.
    fn associated_value(&mut self, path: &syn::Path, expected: &Ty) -> Option<Expr> {
        let [.., owner, name] = &path.segments.iter().collect::<Vec<_>>()[..] else { return None };
        if !is_type(&owner.ident) || !starts_lower(&name.ident) || self.awaited {
            return None;
        }
        let target = self.associated(path)?;
        let link = self.outside.target(&target, Form::Plain);
        let known = self.associated_by_path(path).map(|known| self.note_lending(link, known));
        let ty = known.unwrap_or_else(|| self.unseen_function(path, expected));
        let span = start_of_path(path);
        let ty = if is_overloaded(&name.ident) { self.overloaded_value(ty, span) } else { ty };
        Some(Expr { kind: super::hir::ExprKind::Link(link), ty, span })
    }

    /// `str::trim(text)` is `text.trim()`.
    pub(super) fn method_by_path(
        &mut self,
        path: &syn::Path,
        call: &syn::ExprCall,
        expected: &Ty,
    ) -> Option<Expr> {
        let MethodPath { owner, method } = self.method_path(path)?;
        let receiver = call.args.first()?;
        let of_a_trait = owner.segments.last().is_some_and(|owner| is_trait(&owner.ident));
        let receiver_ty = if of_a_trait { self.types.var() } else { self.owner_type(path, &owner) };
        if of_a_trait {
            self.outside.known_trait(&owner);
        }
        let receiver = match receiver {
            // The method itself says how it borrows.
            syn::Expr::Reference(reference) => &*reference.expr,
            other => other,
        };
        let turbofish = match &method.arguments {
            syn::PathArguments::AngleBracketed(list) => Some(list.clone()),
            _ => None,
        };
        let call = syn::ExprMethodCall {
            attrs: Vec::new(),
            receiver: Box::new(receiver.clone()),
            dot_token: <syn::Token![.]>::default(),
            method: method.ident,
            turbofish,
            paren_token: call.paren_token,
            args: call.args.iter().skip(1).cloned().collect(),
        };
        Some(self.method_call_on(&call, &receiver_ty, expected))
    }

    fn method_path(&mut self, path: &syn::Path) -> Option<MethodPath> {
        let (method, owner) = (path.segments.last()?.clone(), owner_of(path));
        let last = &owner.segments.last()?.ident;
        let name = method.ident.to_string();
        let known = starts_lower(&method.ident) && (!named(&name).is_empty() || is_refused(&name));
        let owned = known && (is_std(last) || is_trait(last) || self.is_tree(&owner));
        owned.then_some(MethodPath { owner, method })
    }

    /// The type before a method's name, as far as it is written. `Vec` may be a list or bytes.
    fn owner_type(&mut self, path: &syn::Path, owner: &syn::Path) -> Ty {
        let written = syn::Type::Path(syn::TypePath { attrs: Vec::new(), qself: None, path: owner.clone() });
        if owner.segments.last().is_some_and(|last| !last.arguments.is_empty()) {
            return self.ty(&written);
        }
        if self.is_tree(owner) {
            return Ty::Json;
        }
        if let Some(name) = names::owner(path) {
            self.outside.name(name);
        }
        match type_of_syntax(&written, &mut self.types, self.diagnostics) {
            Ty::List(_) => self.types.var(),
            known => known,
        }
    }
}

fn is_trait(name: &syn::Ident) -> bool {
    TRAITS.iter().any(|known| name == known)
}

/// `|x, y| path(x, y)`
fn calling(path: &syn::ExprPath, arity: usize) -> syn::ExprClosure {
    let span = start_of_path(&path.path);
    let parameters: Vec<syn::Ident> =
        ["x", "y", "z"].iter().take(arity).map(|name| syn::Ident::new(name, span)).collect();
    syn::parse_quote_spanned!(span=> |#(#parameters),*| #path(#(#parameters),*))
}
