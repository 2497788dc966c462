//! Paths and calls: locals, captures, constants, functions.

use super::copies::Lending;
use super::hir::{Expr, ExprKind};
use super::own_operator::{is_overloaded, ty_of_last};
use super::pattern::is_constant;
use super::{Checker, Form, Free, LinkKind, Outside, names};
use crate::diag::{Code, did_you_mean};
use crate::lower::catalog::{Function, JsonType, Signature, function_named, functions, instead_of_path};
use crate::syntax::{start, start_of_path};
use crate::types::{Int, Ty, check_in_json};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, quote};
use syn::Token;
use syn::punctuated::Punctuated;

impl Checker<'_> {
    /// A path that is not called.
    pub(crate) fn path(&mut self, path: &syn::ExprPath, expected: &Ty) -> Expr {
        let span = start_of_path(&path.path);
        let awaited = std::mem::take(&mut self.awaited);
        if path.qself.is_some() {
            return self.bad_path(path, span);
        }
        if let Some(segment) = self.prelude_variant(&path.path)
            && segment.ident == "None"
        {
            let item = self.turbofish(segment).into_iter().next().unwrap_or_else(|| self.types.var());
            return Expr { kind: ExprKind::None, ty: Ty::option(item), span };
        }
        if let Some(name) = path.path.get_ident()
            && let Some(local) = self.variable(name)
        {
            return local;
        }
        let Some(last) = path.path.segments.last() else { return self.bad_path(path, span) };
        if let Some(known) = associated_constant(&path.path) {
            let (kind, ty) = known;
            return Expr { kind, ty, span };
        }
        if last.ident == "UNIX_EPOCH" {
            return Expr { kind: ExprKind::Int(0), ty: Ty::SystemTime, span };
        }
        if let Some(function) = self.default_function(&path.path, expected, span) {
            return function;
        }
        if let Some(function) = self.function_value(path, expected) {
            return function;
        }
        if is_constant(&last.ident) {
            let path = self.constant_path(&path.path);
            let kind = match self.lazy_elsewhere(&path) {
                Some(Err(reported)) => return self.error(reported, span),
                Some(Ok(())) => LinkKind::Static,
                None => LinkKind::Constant,
            };
            let link = self.outside.link(kind, &path);
            let known = self.value_elsewhere(&path).or_else(|| self.associated_value_elsewhere(&path));
            let ty = known.unwrap_or_else(|| self.unseen(path.to_token_stream()));
            let ty = check_in_json(&ty, &path, self.diagnostics);
            return Expr { kind: ExprKind::Link(link), ty, span };
        }
        if !starts_lower(&last.ident) {
            return match self.unit_variant(&path.path, span) {
                Some(variant) => variant,
                None => self.bad_path(path, span),
            };
        }
        let function = matches!(self.types.shallow(expected), Ty::Fn(..));
        match path.path.get_ident() {
            Some(name) if !function && self.free == Free::Capture => self.capture(name),
            _ => {
                let link = self.outside.link(LinkKind::Function(Form::plain(awaited)), &path.path);
                let known = self.function_elsewhere(&path.path, awaited);
                let known = known.map(|known| self.note_lending(link, known));
                let ty = known.unwrap_or_else(|| self.unseen_function(&path.path, expected));
                Expr { kind: ExprKind::Link(link), ty, span }
            }
        }
    }

    /// The path of a constant; the linker asks for it where `Self` means nothing.
    fn constant_path(&self, path: &syn::Path) -> syn::Path {
        match (&self.self_type, path.segments.iter().collect::<Vec<_>>().as_slice()) {
            (Some(this), [owner, name]) if owner.ident == "Self" => syn::parse_quote!(#this::#name),
            _ => path.clone(),
        }
    }

    /// A local variable of this name.
    pub(crate) fn variable(&mut self, name: &syn::Ident) -> Option<Expr> {
        let local = self.find(&name.to_string(), name.span())?;
        self.note_mention(local, name.span());
        let ty = self.locals[local].ty.clone();
        Some(Expr { kind: ExprKind::Local(local), ty, span: name.span() })
    }

    /// A variable of the function around `gear!`.
    pub(crate) fn capture(&mut self, name: &syn::Ident) -> Expr {
        let known = self.captures.iter().find(|(known, _)| known == name).map(|(_, ty)| ty.clone());
        let ty = known.unwrap_or_else(|| {
            let ty = match self.variable_elsewhere(name) {
                Some(ty) => ty,
                None => self.unseen_variable(name),
            };
            let ty = check_in_json(&ty, name, self.diagnostics);
            self.outside.captures.push(name.clone());
            self.captures.push((name.clone(), ty.clone()));
            ty
        });
        Expr { kind: ExprKind::Capture(name.to_string()), ty, span: name.span() }
    }

    fn bad_path(&mut self, path: &syn::ExprPath, span: Span) -> Expr {
        let reported = self.diagnostics.report_help(
            Code::Path,
            path,
            "this path cannot be shipped",
            "a gear can use locals, constants, `#[gear] fn`s and the functions of the catalog",
        );
        self.error(reported, span)
    }

    pub(crate) fn call(&mut self, call: &syn::ExprCall, expected: &Ty) -> Expr {
        let span = start(&call.func);
        let awaited = std::mem::take(&mut self.awaited);
        let unread = self.is_unread(expected);
        let syn::Expr::Path(path) = &*call.func else {
            let function = self.any_place(&call.func);
            return self.call_value(function, call, span);
        };
        if let Some(segment) = self.prelude_variant(&path.path)
            && let Some(variant) = self.variant_call(segment, call, expected)
        {
            return variant;
        }
        if let Some(name) = path.path.get_ident()
            && let Some(local) = self.variable(name)
        {
            return self.call_value(local, call, span);
        }
        if let [argument] = &call.args.iter().collect::<Vec<_>>()[..]
            && self.is_reverse(&path.path)
        {
            return self.reverse(argument, expected, span);
        }
        let segments: Vec<String> = path.path.segments.iter().map(|s| s.ident.to_string()).collect();
        let tail = segments[segments.len().saturating_sub(2)..].join("::");
        if super::memory::is_memory(&tail) {
            return self.memory(&tail, call, span);
        }
        if call.args.is_empty()
            && path.qself.is_none()
            && let Some(default) = self.default_call(&path.path, expected, span)
        {
            return default;
        }
        if let Some(function) = function_named(&tail).or_else(|| function_named(own_name(&segments)?)) {
            self.outside.builtin(&path.path, function.path);
            return self.builtin(function, call, expected);
        }
        let lower = path.path.segments.last().is_some_and(|last| starts_lower(&last.ident));
        let of_a_type = path.path.segments.iter().rev().skip(1).any(|segment| is_type(&segment.ident));
        if path.qself.is_none()
            && !lower
            && let Some(variant) = self.tuple_variant(&path.path, call, span)
        {
            return variant;
        }
        let of_std = path.path.segments.iter().rev().nth(1).is_some_and(|owner| is_std(&owner.ident));
        if path.qself.is_none()
            && let Some(method) = self.method_by_path(&path.path, call, expected)
        {
            return method;
        }
        if path.qself.is_none()
            && !of_std
            && let Some(value) = self.tuple_value(&path.path, call, span)
        {
            return value;
        }
        if path.qself.is_some() || !lower || (of_a_type && of_std) {
            return self.unknown_function(path, &tail, span);
        }
        if of_a_type && let Some(target) = self.associated(&path.path) {
            let known = self.associated_by_path(&path.path);
            let (ty, lending) = known.map_or((Ty::Unknown, None), |(ty, lending)| (ty, Some(lending)));
            let unseen = self.unseen_callee(&path.path, awaited);
            let taken = ty_of_last(&ty);
            let callee = Callee { target, ty, lending, unseen, waits: awaited, unread };
            let called = self.call_link(callee, Vec::new(), &call.args, span);
            if path.path.segments.last().is_some_and(|last| is_overloaded(&last.ident)) {
                self.note_overload(&called, taken);
            }
            return called;
        }
        let known = match &self.own {
            Some((own, ty, lending)) if path.path.is_ident(own) => Some((ty.clone(), lending.clone())),
            _ => self.function_elsewhere(&path.path, awaited),
        };
        let (ty, lending) = known.map_or((Ty::Unknown, None), |(ty, lending)| (ty, Some(lending)));
        let target = Target::Function(without_turbofish(&path.path));
        let unseen = self.unseen_callee(&path.path, awaited);
        let callee = Callee { target, ty, lending, unseen, waits: awaited, unread };
        self.call_link(callee, Vec::new(), &call.args, span)
    }

    /// The segment of `None`, `Some`, `Ok` and `Err`, also behind `Option::` or `Result::`: rustc says that it is the one of
    /// the standard library.
    pub(super) fn prelude_variant<'p>(&mut self, path: &'p syn::Path) -> Option<&'p syn::PathSegment> {
        let segment = path.segments.last()?;
        if !matches!(segment.ident.to_string().as_str(), "None" | "Some" | "Ok" | "Err") {
            return None;
        }
        match path.segments.iter().nth_back(1) {
            None => self.outside.prelude_variant(&segment.ident),
            Some(owner) if owner.ident == "Option" || owner.ident == "Result" => {
                if let Some(owner) = names::owner(path) {
                    self.outside.name(owner);
                }
            }
            Some(_) => return None,
        }
        Some(segment)
    }

    /// `Reverse(x)`.
    fn reverse(&mut self, argument: &syn::Expr, expected: &Ty, span: Span) -> Expr {
        let inner = match self.types.shallow(expected) {
            Ty::Reverse(inner) => *inner,
            _ => self.types.var(),
        };
        let value = self.expr(argument, &inner);
        let ty = Ty::Reverse(Box::new(value.ty.clone()));
        Expr { kind: ExprKind::Reverse(Box::new(value)), ty, span }
    }

    /// Whether a path names the one of `std::cmp`, as rustc confirms.
    pub(super) fn is_reverse(&mut self, path: &syn::Path) -> bool {
        let Some(name) = names::reverse(path) else { return false };
        self.outside.name(name);
        true
    }

    fn unknown_function(&mut self, path: &syn::ExprPath, tail: &str, span: Span) -> Expr {
        let refused = tail.split_once("::").and_then(|(owner, name)| instead_of_path(owner, name));
        let similar = || did_you_mean(tail, functions().map(|function| function.path));
        let help = match refused.map(str::to_owned).or_else(|| {
            similar().map(|known| format!("a function with a similar name exists: `{known}`"))
        }) {
            Some(help) => help,
            None => "see the reference of supported functions; what the gear only needs once can be computed before and captured".to_owned(),
        };
        let message = format!("the function `{tail}` has no Python meaning here");
        let reported = self.diagnostics.report_help(Code::Path, path, message, help);
        self.error(reported, span)
    }

    /// `Some(x)`, `Ok(x)`, `Err(e)`.
    fn variant_call(
        &mut self,
        segment: &syn::PathSegment,
        call: &syn::ExprCall,
        expected: &Ty,
    ) -> Option<Expr> {
        let [argument] = &call.args.iter().collect::<Vec<_>>()[..] else { return None };
        let (name, span) = (&segment.ident, start(&call.func));
        match (&self.turbofish(segment)[..], name.to_string().as_str()) {
            ([item], "Some") => self.types.unify(&Ty::option(item.clone()), expected),
            ([ok, err], "Ok" | "Err") => {
                let result = Ty::Result(Box::new(ok.clone()), Box::new(err.clone()));
                self.types.unify(&result, expected);
            }
            _ => {}
        }
        let expected = self.types.shallow(expected);
        let hint = |this: &mut Self, known: Option<Ty>| known.unwrap_or_else(|| this.types.var());
        if name == "Some" {
            let item = hint(self, if let Ty::Option(item) = expected { Some(*item) } else { None });
            let value = self.expr(argument, &item);
            self.note_in_option(&value.ty, value.span);
            let ty = Ty::option(value.ty.clone());
            return Some(Expr { kind: ExprKind::Some(Box::new(value)), ty, span });
        }
        let (known_ok, known_err) = match expected {
            Ty::Result(ok, err) => (Some(*ok), Some(*err)),
            _ => (None, None),
        };
        let (ok, err) = (hint(self, known_ok), hint(self, known_err));
        let ty = Ty::Result(Box::new(ok.clone()), Box::new(err.clone()));
        let kind = if name == "Ok" {
            ExprKind::Ok(Box::new(self.expr(argument, &ok)))
        } else if name == "Err" {
            ExprKind::Err(Box::new(self.expr(argument, &err)))
        } else {
            return None;
        };
        Some(Expr { kind, ty, span })
    }

    /// A `#[gear]` function that is called, behind a receiver if it is called as a method.
    pub(super) fn call_link(
        &mut self,
        callee: Callee,
        mut arguments: Vec<Expr>,
        written: &Punctuated<syn::Expr, Token![,]>,
        span: Span,
    ) -> Expr {
        let Callee { target, ty, lending, unseen, waits, unread } = callee;
        let (types, mut output) = match self.types.shallow(&ty) {
            Ty::Fn(inputs, output) => (inputs, *output),
            _ => {
                let count = arguments.len() + written.len();
                (Vec::new(), self.unseen_result(unseen.as_ref(), count))
            }
        };
        // A method that is called by its path has itself as the first input.
        let inputs = lending.as_ref().map(|lending| &lending.inputs[..]).unwrap_or_default();
        let receiver = types.len().saturating_sub(inputs.len());
        for argument in written {
            let position = arguments.len();
            let ty = types.get(position).cloned().unwrap_or_else(|| self.types.var());
            self.note_argument(argument);
            let input = position.checked_sub(receiver).and_then(|i| inputs.get(i));
            let value = match waits {
                true => self.expr(argument, &ty),
                false => self.lent(argument, &ty, input.is_none_or(|input| input.mutable)),
            };
            let value = match (types.is_empty(), &unseen) {
                (true, Some(callee)) => self.option_for_unseen(value, callee),
                _ => self.walked_argument(value, &ty, argument),
            };
            let looked_at = input.is_some_and(|input| input.references);
            arguments.push(if looked_at { value.into_place() } else { value });
        }
        let form = if waits { Form::Waiting } else { self.form_of(&arguments, &mut output, unread) };
        let link = self.outside.target(&target, form);
        if let Some(lending) = lending {
            self.lending.insert(link, lending);
        }
        let function = Expr { kind: ExprKind::Link(link), ty: Ty::Unknown, span };
        Expr { kind: ExprKind::Call(Box::new(function), arguments), ty: output, span }
    }

    /// An argument for an `impl IntoIterator`: in Python, an option is the value itself.
    fn walked_argument(&mut self, value: Expr, wanted: &Ty, argument: &syn::Expr) -> Expr {
        let given = self.types.shallow(&value.ty);
        if !matches!(self.types.shallow(wanted), Ty::Iter(_))
            || !matches!(given, Ty::Option(_) | Ty::Result(..))
        {
            return value;
        }
        let reported = self.diagnostics.report_help(
            Code::Value,
            argument,
            "an option or a result is no collection in Python",
            "walk over it here: write `.into_iter()` behind it",
        );
        self.error(reported, value.span)
    }

    /// An option for a function that is not seen. If that is generic, it may walk over the option: rustc says that it is not,
    /// since it has no type for a parameter that nothing tells.
    fn option_for_unseen(&mut self, value: Expr, callee: &TokenStream) -> Expr {
        if matches!(self.types.shallow(&value.ty), Ty::Option(_) | Ty::Result(..)) {
            self.outside.facts.add(value.span, quote!(|| { let _ = #callee; }));
        }
        value
    }

    /// Keeps what is known of a function's parameters, beside its type.
    pub(super) fn note_lending(&mut self, link: usize, (ty, lending): (Ty, Lending)) -> Ty {
        self.lending.insert(link, lending);
        ty
    }

    fn call_value(&mut self, function: Expr, call: &syn::ExprCall, span: Span) -> Expr {
        let (inputs, output) = match self.types.shallow(&function.ty) {
            Ty::Fn(inputs, output) => (inputs, *output),
            _ => (Vec::new(), self.types.foreign()),
        };
        let arguments = call
            .args
            .iter()
            .enumerate()
            .map(|(i, argument)| {
                let ty = inputs.get(i).cloned().unwrap_or_else(|| self.types.var());
                self.note_argument(argument);
                self.expr(argument, &ty)
            })
            .collect();
        Expr { kind: ExprKind::Call(Box::new(function), arguments), ty: output, span }
    }

    fn builtin(&mut self, function: &'static Function, call: &syn::ExprCall, expected: &Ty) -> Expr {
        let span = start(&call.func);
        let Some(signature) = Signature::new("", function.types, &mut self.types) else {
            return self.internal(span, "a malformed catalog entry");
        };
        if !self.types.differ_in_form(&signature.result, expected) {
            self.types.unify(&signature.result, expected);
        }
        if let Some(owner) = written_owner(call) {
            let owner = self.ty(&owner);
            self.types.unify(&signature.result, &owner);
        }
        self.check_of_the_step(function.path, &call.func);
        self.note_function(function, span);
        let mut arguments = Vec::new();
        let mut begun = Vec::new();
        for (i, (argument, ty)) in call.args.iter().zip(&signature.parameters).enumerate() {
            self.awaited = Self::takes_future(function.path, i);
            begun.push(self.begin());
            arguments.push(self.expr(argument, ty));
        }
        if let ("iter::zip", [first, second]) = (function.path, &begun[..]) {
            self.check_zipped(*first, *second);
        }
        if arguments.len() != signature.parameters.len() || call.args.len() != arguments.len() {
            // rustc counts arguments better than we do, and reports it on the same tokens.
            return Expr { kind: ExprKind::Unit, ty: signature.result, span };
        }
        if let Some(json) = function.json
            && let Some(ty) = self.json_type(json, call, &signature)
        {
            arguments.extend(self.json_argument(function.path, json, ty, &call.func));
        }
        if matches!(signature.result, Ty::Map { .. } | Ty::Set { .. }) && !arguments.is_empty() {
            self.note_made(&signature.result, span);
        }
        let ty = self.type_of_futures(function.path, &arguments).unwrap_or(signature.result);
        Expr { kind: ExprKind::Builtin(function, arguments), ty, span }
    }

    /// The type that a function of serde_json reads or writes.
    fn json_type(&mut self, json: JsonType, call: &syn::ExprCall, signature: &Signature) -> Option<Ty> {
        let ty = match (json, &signature.result) {
            (JsonType::Written | JsonType::Tree, _) => signature.parameters.first()?.clone(),
            (JsonType::Read, Ty::Result(ok, _)) => (**ok).clone(),
            (JsonType::Read, _) => return None,
        };
        if let syn::Expr::Path(path) = &*call.func
            && let Some(written) = path.path.segments.last().map(|last| self.turbofish(last))
            && let Some(written) = written.first()
        {
            self.types.unify(&ty, written);
        }
        Some(ty)
    }

    /// The types between `::<` and `>`.
    pub(super) fn turbofish(&mut self, segment: &syn::PathSegment) -> Vec<Ty> {
        let syn::PathArguments::AngleBracketed(list) = &segment.arguments else { return Vec::new() };
        let types = list.args.iter().filter_map(|argument| match argument {
            syn::GenericArgument::Type(ty) => Some(ty),
            _ => None,
        });
        types.map(|ty| self.ty(ty)).collect()
    }

    /// A bug of ours: said so, instead of a panic.
    pub(crate) fn internal(&mut self, span: Span, what: &str) -> Expr {
        let reported = self.diagnostics.report_help(
            Code::Internal,
            span,
            format!("a bug in redis-gears: {what}"),
            "please report it with the code that shows it",
        );
        self.error(reported, span)
    }
}

/// The name of a function of ours, which the prelude brings in, or which is called by its full path.
fn own_name(segments: &[String]) -> Option<&str> {
    match segments {
        [.., owner, _] if !["redis_gears", "gear_runtime", "prelude"].contains(&owner.as_str()) => None,
        [.., name] => Some(name),
        [] => None,
    }
}

/// What a call names.
pub(super) enum Target {
    Function(syn::Path),
    /// A function of a `#[gear] impl`.
    Associated {
        owner: TokenStream,
        name: syn::Ident,
    },
}

impl Outside {
    /// The index of the link to a function of this form.
    pub(super) fn target(&mut self, target: &Target, form: Form) -> usize {
        match target {
            Target::Function(path) => self.link(LinkKind::Function(form), path),
            Target::Associated { owner, name } => {
                let companion = form.companion(name);
                self.link(LinkKind::Associated, &quote!(<#owner>::#companion))
            }
        }
    }
}

/// A `#[gear] fn` that is called.
pub(super) struct Callee {
    pub(super) target: Target,
    /// Its type, if that is seen.
    pub(super) ty: Ty,
    pub(super) lending: Option<Lending>,
    /// What rustc is asked about if it is not.
    pub(super) unseen: Option<TokenStream>,
    pub(super) waits: bool,
    /// Nobody asks for its result, which is nothing if it is not seen.
    pub(super) unread: bool,
}

/// The path of a generic function's companion, which is not generic.
pub(super) fn without_turbofish(path: &syn::Path) -> syn::Path {
    let mut path = path.clone();
    if let Some(last) = path.segments.last_mut() {
        last.arguments = syn::PathArguments::None;
    }
    path
}

pub(super) fn only_segment(path: &syn::Path) -> Option<&syn::PathSegment> {
    path.segments.first().filter(|_| path.segments.len() == 1)
}

/// The type in `Vec::<i64>::new()`, if it has arguments.
fn written_owner(call: &syn::ExprCall) -> Option<syn::Type> {
    let syn::Expr::Path(path) = &*call.func else { return None };
    let owner = path.path.segments.iter().nth_back(1)?;
    if owner.arguments.is_empty() {
        return None;
    }
    Some(syn::Type::Path(syn::TypePath { attrs: Vec::new(), qself: None, path: owner.clone().into() }))
}

/// `i64::MAX` and the like.
pub(super) fn associated_constant(path: &syn::Path) -> Option<(ExprKind, Ty)> {
    let mut segments = path.segments.iter().rev().map(|segment| segment.ident.to_string());
    let (name, owner) = (segments.next()?, segments.next()?);
    constant_of(&owner, &name)
}

/// The constant that a type of the standard library has under this name.
pub(crate) fn constant_of(owner: &str, name: &str) -> Option<(ExprKind, Ty)> {
    if let Some(int) = Int::named(owner) {
        let value = match name {
            "MAX" => int.max(),
            "MIN" => int.min(),
            "BITS" => return Some((ExprKind::Int(int.bits.into()), Ty::Int(Int::U32))),
            _ => return None,
        };
        return Some((ExprKind::Int(value), Ty::Int(int)));
    }
    let ordering = match (owner, name) {
        ("Ordering", "Less") => Some(-1),
        ("Ordering", "Equal") => Some(0),
        ("Ordering", "Greater") => Some(1),
        _ => None,
    };
    if let Some(ordering) = ordering {
        return Some((ExprKind::Int(ordering), Ty::Ordering));
    }
    let whole = match (owner, name) {
        ("Duration", "ZERO") => Some((0, Ty::Duration)),
        ("Duration", "MAX") => Some((std::time::Duration::MAX.as_nanos().cast_signed(), Ty::Duration)),
        ("SystemTime", "UNIX_EPOCH") => Some((0, Ty::SystemTime)),
        ("char", "MAX_LEN_UTF8") => Some((4, Ty::Int(Int::U64))),
        ("char", "MAX_LEN_UTF16") => Some((2, Ty::Int(Int::U64))),
        ("f64", "RADIX") => Some((f64::RADIX.into(), Ty::Int(Int::U32))),
        ("f64", "DIGITS") => Some((f64::DIGITS.into(), Ty::Int(Int::U32))),
        ("f64", "MANTISSA_DIGITS") => Some((f64::MANTISSA_DIGITS.into(), Ty::Int(Int::U32))),
        ("f64", "MAX_EXP") => Some((f64::MAX_EXP.into(), Ty::Int(Int::I32))),
        ("f64", "MIN_EXP") => Some((f64::MIN_EXP.into(), Ty::Int(Int::I32))),
        ("f64", "MAX_10_EXP") => Some((f64::MAX_10_EXP.into(), Ty::Int(Int::I32))),
        ("f64", "MIN_10_EXP") => Some((f64::MIN_10_EXP.into(), Ty::Int(Int::I32))),
        _ => None,
    };
    if let Some((value, ty)) = whole {
        return Some((ExprKind::Int(value), ty));
    }
    let character = match (owner, name) {
        ("char", "MIN") => Some(char::MIN),
        ("char", "MAX") => Some(char::MAX),
        ("char", "REPLACEMENT_CHARACTER") => Some(char::REPLACEMENT_CHARACTER),
        _ => None,
    };
    if let Some(character) = character {
        return Some((ExprKind::Str(character.to_string()), Ty::Char));
    }
    let value = match (owner, name) {
        ("f64", "MAX") => f64::MAX,
        ("f64", "MIN") => f64::MIN,
        ("f64", "INFINITY") => f64::INFINITY,
        ("f64", "NEG_INFINITY") => f64::NEG_INFINITY,
        ("f64", "NAN") => f64::NAN,
        ("f64", "EPSILON") => f64::EPSILON,
        ("f64", "MIN_POSITIVE") => f64::MIN_POSITIVE,
        ("consts", name) => mathematical(name)?,
        _ => return None,
    };
    Some((ExprKind::Float(value), Ty::Float))
}

/// The constants of `std::f64::consts`.
fn mathematical(name: &str) -> Option<f64> {
    use std::f64::consts::*;
    Some(match name {
        "PI" => PI,
        "TAU" => TAU,
        "E" => E,
        "LN_2" => LN_2,
        "LN_10" => LN_10,
        "LOG2_E" => LOG2_E,
        "LOG10_E" => LOG10_E,
        "LOG2_10" => LOG2_10,
        "LOG10_2" => LOG10_2,
        "SQRT_2" => SQRT_2,
        "FRAC_1_SQRT_2" => FRAC_1_SQRT_2,
        "FRAC_1_PI" => FRAC_1_PI,
        "FRAC_2_PI" => FRAC_2_PI,
        "FRAC_PI_2" => FRAC_PI_2,
        "FRAC_PI_3" => FRAC_PI_3,
        "FRAC_PI_4" => FRAC_PI_4,
        "FRAC_PI_6" => FRAC_PI_6,
        "FRAC_PI_8" => FRAC_PI_8,
        _ => return None,
    })
}

/// Whether a segment before the last names a type, and not a module.
pub(super) fn is_type(name: &syn::Ident) -> bool {
    is_primitive(&name.to_string()) || !starts_lower(name)
}

fn is_primitive(name: &str) -> bool {
    ["bool", "char", "f32", "f64", "str", "i128", "u128"].contains(&name) || Int::named(name).is_some()
}

/// Whether a type is one of the standard library's that the catalog knows.
pub(super) fn is_std(name: &syn::Ident) -> bool {
    let name = name.to_string();
    is_primitive(&name)
        || functions().any(|function| function.path.split_once("::").is_some_and(|(owner, _)| owner == name))
        || matches!(
            name.as_str(),
            "Option" | "Result" | "Duration" | "Instant" | "SystemTime" | "Regex" | "RefCell" | "BinaryHeap"
        )
}

pub(super) fn starts_lower(name: &syn::Ident) -> bool {
    name.to_string().trim_start_matches("r#").starts_with(|c: char| c.is_lowercase() || c == '_')
}
