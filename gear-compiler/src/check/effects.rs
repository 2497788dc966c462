//! What closures do beside giving a value. Of some methods std leaves open how often they call their closure, and of
//! others it says something that Python does not: then a closure that only looks is the same in both, and one that
//! changes something is not.

use super::hir::{LocalId, Pattern};
use super::{Checker, Scope, is_mutable_receiver, is_mutable_reference};
use crate::diag::Code;
use crate::lower::catalog::{Function, Word, command_named};
use crate::types::Ty;
use proc_macro2::Span;
use quote::ToTokens as _;

/// Something that is changed.
pub(super) struct Effect {
    /// Where the variable stands that is changed, as an index into the scopes; 0 for what is outside of the program.
    scope: usize,
    /// In how many closures.
    closures: usize,
    span: Span,
}

/// How far the checker was when something began.
#[derive(Clone, Copy)]
pub(super) struct Begun {
    effects: usize,
    scopes: usize,
    closures: usize,
}

/// Methods that call their closure as often as they like.
const UNCOUNTED: &[&str] = &[
    "binary_search_by",
    "binary_search_by_key",
    "partition_point",
    "sort_by",
    "sort_by_cached_key",
    "sort_by_key",
    "sort_unstable_by",
    "sort_unstable_by_key",
];

/// Methods that change what they are called on. Where std has one of the name that only looks, too, it counts.
#[rustfmt::skip]
const CHANGING: &[&str] = &[
    "all", "any", "append", "back_mut", "by_ref", "clear", "clone_from_slice", "copy_from_slice", "copy_within",
    "dedup", "dedup_by", "dedup_by_key", "drain", "entry", "extend", "extend_from_slice", "extend_from_within",
    "fill", "fill_with", "find", "find_map", "first_mut", "front_mut", "get_mut", "get_or_insert",
    "get_or_insert_with", "insert", "insert_str", "iter_mut", "last_mut", "make_ascii_lowercase",
    "make_ascii_uppercase", "make_contiguous", "next", "next_back", "next_if", "next_if_eq", "nth", "pop",
    "pop_back", "pop_back_if", "pop_first", "pop_front", "pop_front_if", "pop_if", "pop_last", "position",
    "push", "push_back", "push_front", "push_str", "remove", "remove_entry", "remove_matches", "replace",
    "replace_range", "resize", "resize_with", "retain", "reverse", "rfind", "rotate_left", "rotate_right",
    "rposition", "set", "sort", "sort_by", "sort_by_cached_key", "sort_by_key", "sort_unstable",
    "sort_unstable_by", "sort_unstable_by_key", "split_off", "swap", "swap_remove", "take", "truncate",
    "try_fold", "try_for_each", "update", "values_mut",
];

/// Commands that only look.
#[rustfmt::skip]
const LOOKING: &[&str] = &[
    "BITCOUNT", "BITPOS", "DBSIZE", "EXISTS", "EXPIRETIME", "GEODIST", "GEOHASH", "GEOPOS", "GEOSEARCH", "GET",
    "GETBIT", "GETRANGE", "HEXISTS", "HGET", "HGETALL", "HKEYS", "HLEN", "HMGET", "HPTTL", "HSTRLEN", "HTTL",
    "HVALS", "JSON.GET", "JSON.MGET", "JSON.TYPE", "KEYS", "LINDEX", "LLEN", "LPOS", "LRANGE", "MGET",
    "PEXPIRETIME", "PTTL", "SCARD", "SDIFF", "SINTER", "SINTERCARD", "SISMEMBER", "SMEMBERS", "SMISMEMBER",
    "STRLEN", "SUNION", "TTL", "TYPE", "XLEN", "XRANGE", "XREVRANGE", "ZCARD", "ZCOUNT", "ZDIFF", "ZINTER",
    "ZLEXCOUNT", "ZMSCORE", "ZRANGE", "ZRANK", "ZREVRANGE", "ZREVRANK", "ZSCORE", "ZUNION",
];

impl Checker<'_> {
    pub(super) fn begin(&self) -> Begun {
        Begun { effects: self.effects.len(), scopes: self.scopes.len(), closures: self.closures() }
    }

    fn closures(&self) -> usize {
        self.scopes.iter().filter(|scope| scope.closure).count()
    }

    /// The first change of something around in a closure that was checked between two points.
    fn changed_between(&self, begun: Begun, end: Begun) -> Option<Span> {
        let outside = |effect: &&Effect| effect.scope < begun.scopes && effect.closures > begun.closures;
        self.effects[begun.effects..end.effects].iter().find(outside).map(|effect| effect.span)
    }

    fn note(&mut self, scope: usize, closures: usize, span: Span) {
        self.effects.push(Effect { scope, closures, span });
    }

    /// Notes a change of something outside of the program.
    pub(super) fn note_outside(&mut self, span: Span) {
        self.note(0, self.closures(), span);
    }

    /// Notes that a place is changed.
    pub(super) fn note_change(&mut self, place: &syn::Expr) {
        let Some(name) = root(place) else { return };
        self.refuse_change_in_tree(name);
        if let Some(scope) = self.scope_of(&name.to_string()) {
            self.note(scope, self.closures(), name.span());
        }
        if let Some(local) = self.named_local(&name.to_string()) {
            self.note_in_variant(local);
        }
    }

    /// Notes that what a variable stands for is changed, if that is in a variant.
    pub(super) fn note_in_variant(&mut self, local: LocalId) {
        let local = &mut self.locals[local];
        local.changed |= local.in_variant;
    }

    /// The place of the scope that declares a name.
    fn scope_of(&self, name: &str) -> Option<usize> {
        self.scopes.iter().rposition(|scope: &Scope| scope.names.contains_key(name))
    }

    /// Notes a function of the catalog that is called.
    pub(super) fn note_function(&mut self, function: &Function, span: Span) {
        let changes = match command_named(function.path) {
            Some(command) => {
                !matches!(command.words.first(), Some(Word::Text(word)) if LOOKING.contains(word))
            }
            None => matches!(
                function.path,
                "call_next"
                    | "cmd::hincr"
                    | "every"
                    | "override_error"
                    | "override_reply"
                    | "random::shuffle"
                    | "spawn"
            ),
        };
        if changes {
            self.note_outside(span);
        }
    }

    /// Notes what `execute!` does.
    pub(super) fn note_command(&mut self, command: Option<&syn::Expr>, span: Span) {
        let looks = matches!(command, Some(syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(word), .. }))
            if LOOKING.contains(&word.value().to_uppercase().as_str()));
        if !looks {
            self.note_outside(span);
        }
    }

    /// Notes what a method does to its receiver.
    pub(super) fn note_method(&mut self, call: &syn::ExprMethodCall, name: &str, receiver: &Ty) {
        match receiver {
            Ty::State(_) | Ty::Unknown if name == "set" || name == "update" => {
                self.note_outside(call.method.span())
            }
            Ty::Option(_) if name == "replace" || name == "take" || name == "insert" => {
                self.note_change(&call.receiver)
            }
            // Of these, the method of the name gives a new value.
            Ty::Str | Ty::Int(_) | Ty::Bool if ["replace", "find", "rfind", "take"].contains(&name) => {}
            _ if CHANGING.contains(&name) => self.note_change(&call.receiver),
            _ => {}
        }
    }

    /// Notes a reference that is passed on, and can be changed through.
    pub(super) fn note_argument(&mut self, argument: &syn::Expr) {
        let syn::Expr::Path(path) = argument else { return };
        let Some(name) = path.path.get_ident() else { return };
        let local = self.named_local(&name.to_string());
        if local.is_some_and(|local| self.locals[local].exclusive) {
            self.note_change(argument);
        }
    }

    /// Notes what is known of the parameters of a function: what an `impl FnMut` does is not.
    pub(super) fn note_parameters(&mut self, signature: &syn::Signature) {
        let of_parameters = signature.generics.to_token_stream().to_string()
            + &signature.generics.where_clause.to_token_stream().to_string();
        self.generic = signature.generics.type_params().next().is_some();
        for input in &signature.inputs {
            let syn::FnArg::Typed(typed) = input else { continue };
            self.generic |= typed.ty.to_token_stream().to_string().contains("impl ");
            let Some(local) = self.local_of(&typed.pat) else { continue };
            self.note_written(local, &typed.ty);
            let named = |parameter: &syn::Ident| matches!(&*typed.ty, syn::Type::Path(path) if path.path.is_ident(parameter));
            if of_parameters.contains("FnMut")
                && signature.generics.type_params().any(|parameter| named(&parameter.ident))
            {
                self.locals[local].changes = true;
            }
        }
        if let Some(receiver) = signature.receiver()
            && let Some(local) = self.named_local("self")
        {
            self.locals[local].exclusive = is_mutable_receiver(receiver);
            self.locals[local].owned = matches!(receiver.kind, syn::ReceiverKind::Value);
        }
    }

    pub(super) fn local_of(&self, pattern: &syn::Pat) -> Option<LocalId> {
        let syn::Pat::Ident(name) = pattern else { return None };
        self.named_local(&name.ident.to_string())
    }

    pub(super) fn named_local(&self, name: &str) -> Option<LocalId> {
        self.scopes.iter().rev().find_map(|scope| scope.names.get(name)).copied()
    }

    /// Notes the type that a pattern's variable has by what is written.
    pub(super) fn note_type(&mut self, pattern: &Pattern, written: &syn::Type) {
        if let Pattern::Bind(local, _) = pattern {
            self.note_written(*local, written);
        }
    }

    fn note_written(&mut self, local: LocalId, written: &syn::Type) {
        self.locals[local].exclusive |= is_mutable_reference(written);
        self.locals[local].owned = super::is_value(written);
        self.locals[local].walked = is_into_iterator(written);
        self.locals[local].lends =
            !is_mutable_reference(written) && written.to_token_stream().to_string().contains("& mut");
        let function = matches!(self.types.shallow(&self.locals[local].ty), Ty::Fn(..));
        self.locals[local].changes |= function && written.to_token_stream().to_string().contains("FnMut");
    }

    /// What a variable is made of changes something when it is called or walked over: so do those who do that.
    pub(super) fn note_variable(&mut self, local: LocalId, written: &syn::Local, begun: Begun) {
        if matches!(self.types.shallow(&self.locals[local].ty), Ty::Fn(..) | Ty::Iter(_)) {
            self.locals[local].changes = self.changed_between(begun, self.begin()).is_some();
        }
        let value = written.init.as_ref().map(|init| &*init.expr);
        self.locals[local].exclusive |=
            matches!(value, Some(syn::Expr::Reference(reference)) if reference.mutability.is_some());
    }

    /// Notes what a method of a `#[gear] impl` does to its receiver. Of a method that is not seen, a variable that can change
    /// may be changed.
    pub(super) fn note_receiver(&mut self, receiver: Option<&'static str>, call: &syn::ExprMethodCall) {
        let changes = match receiver {
            Some(receiver) => receiver == "&mut Self",
            None => root(&call.receiver).is_some_and(|name| {
                let local = self.named_local(&name.to_string());
                local.is_some_and(|local| self.locals[local].mutable || self.locals[local].exclusive)
            }),
        };
        if changes {
            self.note_change(&call.receiver);
        }
    }

    /// Notes that a variable is mentioned: what it is made of may be called.
    pub(super) fn note_mention(&mut self, local: LocalId, span: Span) {
        let Some(scope) = self.scope_of(&self.locals[local].name).filter(|_| self.locals[local].changes)
        else {
            return;
        };
        // As if the closure stood here.
        self.note(scope, self.closures() + 1, span);
    }

    /// Reports a closure that changes something, in a call of a method that does not call it alike in both worlds.
    pub(super) fn check_calls(&mut self, call: &syn::ExprMethodCall, receiver: Begun, arguments: Begun) {
        let name = call.method.to_string();
        match &*name {
            "zip" => self.check_zipped(receiver, arguments),
            "eq" | "ne" => self.check_elements(
                &name,
                self.changed_between(receiver, self.begin()),
                "`collect` each side into a `Vec` first: then every element is asked for once",
            ),
            name if UNCOUNTED.contains(&name) => {
                if let Some(span) = self.changed_between(arguments, self.begin()) {
                    let message = format!(
                        "how often `{name}` calls its closure is not the same in Python, and this changes something"
                    );
                    let help = "do it before, in a loop over the elements, and let the closure only look at what that found";
                    self.diagnostics.report_help(Code::Value, span, message, help);
                }
            }
            _ => {}
        }
    }

    /// The first of two iterators in step gives an element more than it need in Python, and of some in std.
    pub(super) fn check_zipped(&mut self, first: Begun, second: Begun) {
        let help = "put it second, or `collect` it into a `Vec` first: then every element is asked for once";
        self.check_elements("zip", self.changed_between(first, second), help);
    }

    fn check_elements(&mut self, name: &str, changed: Option<Span>, help: &str) {
        if let Some(span) = changed {
            let message = format!(
                "how many elements `{name}` asks for is not the same in Python, and this changes something"
            );
            self.diagnostics.report_help(Code::Value, span, message, help);
        }
    }
}

/// The variable that a place is in.
pub(super) fn root(place: &syn::Expr) -> Option<&syn::Ident> {
    match place {
        syn::Expr::Path(path) => path.path.get_ident(),
        syn::Expr::Paren(inner) => root(&inner.expr),
        syn::Expr::Group(inner) => root(&inner.expr),
        syn::Expr::Reference(reference) => root(&reference.expr),
        syn::Expr::Unary(unary) => root(&unary.expr),
        syn::Expr::Field(field) => root(&field.base),
        syn::Expr::Index(index) => root(&index.expr),
        _ => None,
    }
}

/// Whether a type is an `impl IntoIterator`.
fn is_into_iterator(written: &syn::Type) -> bool {
    let syn::Type::ImplTrait(implemented) = written else { return false };
    implemented.bounds.iter().any(|bound| match bound {
        syn::TypeParamBound::Trait(bound) => {
            bound.path.segments.last().is_some_and(|last| last.ident == "IntoIterator")
        }
        _ => false,
    })
}
