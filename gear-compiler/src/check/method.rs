//! Method calls: looked up in the catalog by the receiver's type.

use super::hir::{Expr, ExprKind, MethodCall};
use super::path::Callee;
use super::unseen::method_of;
use super::{Checker, OnPlace};
use crate::diag::{Code, Reported, did_you_mean};
use crate::lower::catalog::{self, Method, Signature, arity, takes_function};
use crate::syntax::start;
use crate::types::{Ty, Types};

/// A call whose entry is decided when the type of its result is known.
pub(super) struct Deferred {
    candidates: Vec<&'static Method>,
    receiver: Ty,
    result: Ty,
}

impl Deferred {
    pub(super) fn decide(self, types: &mut Types) {
        let result = types.shallow(&self.result);
        if let Some(method) = self.candidates.iter().find(|method| result_matches(method, &result, types)) {
            unify(method, &self.receiver, &self.result, types);
        }
    }
}

/// Whether the entry's result has the form of `result`.
pub(crate) fn result_matches(method: &Method, result: &Ty, types: &mut Types) -> bool {
    match Signature::new(method.on, method.types, types) {
        Some(signature) => same_head(&types.shallow(&signature.result), result, types),
        None => false,
    }
}

/// Whether an entry's receiver can be of this type, as far as it is known.
fn receiver_matches(method: &Method, receiver: &Ty) -> bool {
    let mut types = Types::default();
    Signature::new(method.on, method.types, &mut types)
        .is_some_and(|signature| crate::lower::compatible(&signature.receiver, receiver))
}

fn same_head(wanted: &Ty, given: &Ty, types: &Types) -> bool {
    match (wanted, given) {
        (Ty::Var(_), Ty::Int(_)) => types.is_integer(wanted),
        (Ty::Map { sorted: a, .. }, Ty::Map { sorted: b, .. }) => a == b,
        (Ty::Set { sorted: a, .. }, Ty::Set { sorted: b, .. }) => a == b,
        (Ty::Option(a), Ty::Option(b)) | (Ty::Result(a, _), Ty::Result(b, _)) => {
            let (a, b) = (types.shallow(a), types.shallow(b));
            matches!(a, Ty::Var(_)) || matches!(b, Ty::Var(_)) || same_head(&a, &b, types)
        }
        _ => std::mem::discriminant(wanted) == std::mem::discriminant(given),
    }
}

fn unify(method: &Method, receiver: &Ty, result: &Ty, types: &mut Types) {
    if let Some(signature) = Signature::new(method.on, method.types, types) {
        types.unify(&signature.receiver, receiver);
        types.unify(&signature.result, result);
    }
}

impl Checker<'_> {
    pub(crate) fn method_call(&mut self, call: &syn::ExprMethodCall, expected: &Ty) -> Expr {
        if (call.method == "unwrap" || call.method == "expect")
            && let Some(written) = self.written(&call.receiver)
        {
            return written;
        }
        let receiver_ty = self.types.var();
        self.method_call_on(call, &receiver_ty, expected)
    }

    /// A method call of whose receiver the type is known from outside.
    pub(super) fn method_call_on(
        &mut self,
        call: &syn::ExprMethodCall,
        receiver_ty: &Ty,
        expected: &Ty,
    ) -> Expr {
        let (span, name) = (start(&call.receiver), call.method.to_string());
        let begun = self.begin();
        let awaited = std::mem::take(&mut self.awaited);
        let unread = self.is_unread(expected);
        // Of `list.iter().map(|x| fetch(x))` the closure gives the futures.
        let gives_futures = std::mem::take(&mut self.gives_futures) || awaited;
        self.gives_futures = gives_futures && matches!(*call.receiver, syn::Expr::MethodCall(_));
        let receiver = match bare_range(&call.receiver) {
            // What is only compared need not be a number.
            Some(range) if name == "contains" => {
                let bound = self.types.var();
                self.range(range, &bound, span)
            }
            _ => {
                let receiver = self.expr(&call.receiver, receiver_ty);
                let whole = self.types.shallow(&receiver.ty);
                match takes_apart(&name, &whole) {
                    true => receiver,
                    false => receiver.into_place(),
                }
            }
        };
        self.gives_futures = false;
        if self.types.shallow(&receiver.ty) == Ty::Error {
            return self.silent(span);
        }
        let ty = self.types.shallow(&receiver.ty);
        self.note_method(call, &name, &ty);
        self.note_comparing(&name, &ty);
        let of_arguments = self.begin();
        if let Some(refused) = self.computed_pattern(&receiver, call, &name) {
            return refused;
        }
        let with_pattern = self.with_predicate(&receiver, call, &name);
        let call = with_pattern.as_ref().unwrap_or(call);
        let mut candidates = self.candidates(&receiver, call, &name);
        candidates.retain(|method| fits_syntax(method, call));
        self.retain_by_function(&mut candidates, call);
        if candidates.is_empty()
            && let Some(target) = self.gear_method(&self.types.shallow(&receiver.ty), &call.method)
        {
            let owner = self.types.shallow(&receiver.ty);
            let known = self.associated_elsewhere(&owner, &call.method);
            let (ty, lending) = known.map_or((Ty::Unknown, None), |(ty, lending)| (ty, Some(lending)));
            if !awaited && matches!(&ty, Ty::Fn(_, output) if matches!(**output, Ty::Future(_))) {
                let message = "an `async` method is awaited where it is called";
                let reported = self.diagnostics.report_help(
                    Code::Position,
                    &call.method,
                    message,
                    "write `.await` behind the call",
                );
                return self.error(reported, span);
            }
            let taken_as = lending.as_ref().and_then(|lending| lending.receiver);
            self.note_receiver(taken_as, call);
            let changes = taken_as == Some("&mut Self");
            let receiver = if changes && !awaited { self.lent_receiver(receiver) } else { receiver };
            let unseen = if awaited { None } else { method_of(&owner, &call.method) };
            let callee = Callee { target, ty, lending, unseen, waits: awaited, unread };
            return self.call_link(callee, vec![receiver], &call.args, call.method.span());
        }
        if candidates.is_empty() {
            return self.unknown_method(&receiver, call, &name);
        }
        if !self.is_of_std(&receiver.ty, candidates[0], call.method.span()) {
            let reported = self.unknown_meaning(call);
            return self.error(reported, span);
        }
        if name == "into" {
            self.note_into(&receiver.ty, expected, call.method.span());
        }
        if candidates[0].on == "any" && name == "to_string" {
            self.note_shown(&receiver);
        }
        let result = self.result_type(call, &name, expected);
        if candidates.len() > 1 {
            let known = self.types.shallow(&result);
            let decided: Vec<_> =
                candidates.iter().copied().filter(|m| result_matches(m, &known, &mut self.types)).collect();
            if !decided.is_empty() {
                candidates = decided;
            }
        }
        let first = candidates[0];
        let Some(signature) = Signature::new(first.on, first.types, &mut self.types) else {
            return self.internal(span, "a malformed catalog entry");
        };
        if first.on == "any" && matches!(first.name, "iter" | "into_iter") {
            let item = self.unseen_item(&receiver.ty);
            self.types.unify(&signature.result, &Ty::iter(item));
        }
        self.types.unify(&signature.receiver, &receiver.ty);
        let receiver_ty = receiver.ty.clone();
        let several = candidates.len() > 1;
        // What gives the one form of a `Vec<u8>` where the other is wanted is turned into it there.
        let result = match several || !self.types.differ_in_form(&signature.result, &result) {
            true => result,
            false => signature.result.clone(),
        };
        let mut arguments = vec![receiver];
        for (i, (argument, ty)) in call.args.iter().zip(&signature.parameters).enumerate() {
            self.awaited = gives_futures && matches!(ty, Ty::Fn(..));
            // What the argument is, or what the function gives, may be what decides.
            let open = match ty {
                Ty::Fn(inputs, _) if several => Some(Ty::Fn(inputs.clone(), Box::new(self.types.var()))),
                _ if several && !alike(&candidates, i) => Some(self.types.var()),
                _ => None,
            };
            self.note_argument(argument);
            self.on_place = match (name.as_str(), ty) {
                ("scan" | "and_modify", Ty::Fn(..)) => OnPlace::Whole,
                ("for_each", Ty::Fn(..)) if matches!(arguments[0].kind, ExprKind::Method(_)) => {
                    OnPlace::Items(Box::new(arguments[0].clone()))
                }
                _ => OnPlace::None,
            };
            arguments.push(self.expr(argument, open.as_ref().unwrap_or(ty)));
            self.on_place = OnPlace::None;
        }
        self.check_calls(call, begun, of_arguments);
        if several {
            self.retain_by_arguments(&mut candidates, &arguments, call);
        }
        match &candidates[..] {
            [only] => unify(only, &receiver_ty, &result, &mut self.types),
            _ => self.deferred.push(Deferred {
                candidates: candidates.clone(),
                receiver: receiver_ty,
                result: result.clone(),
            }),
        }
        // The same signature gave the closures' parameters their types: its result hangs on theirs.
        if let [only] = &candidates[..] {
            if several {
                self.unify_call(only, &arguments, &result);
            } else {
                self.types.unify(&signature.result, &result);
            }
        }
        if let Ty::Option(item) = self.types.shallow(&result) {
            self.note_in_option(&item, call.method.span());
        }
        self.note_compared(&name, &arguments, call.method.span());
        self.note_keys(&name, &arguments[0].ty.clone(), &result, call.method.span());
        let kind = ExprKind::Method(Box::new(MethodCall {
            name,
            arguments,
            candidates,
            name_span: call.method.span(),
        }));
        Expr { kind, ty: result, span }
    }

    /// Where a function or a value may be the argument (`split`), a name tells by what it stands for.
    fn retain_by_function(&mut self, candidates: &mut Vec<&'static Method>, call: &syn::ExprMethodCall) {
        for (position, argument) in call.args.iter().enumerate() {
            let takes = |method: &Method| takes_function(method.types, position);
            let some = candidates.iter().filter(|method| takes(method)).count();
            if some > 0 && some < candidates.len() {
                let is_function = self.is_function(argument);
                candidates.retain(|method| takes(method) == is_function);
            }
        }
    }

    /// What the arguments are tells which entry is meant: `flat_map` by what its closure gives.
    fn retain_by_arguments(
        &mut self,
        candidates: &mut Vec<&'static Method>,
        arguments: &[Expr],
        call: &syn::ExprMethodCall,
    ) {
        let given: Vec<Ty> = arguments.iter().map(|argument| self.types.resolve(&argument.ty)).collect();
        let fits = |method: &&'static Method| {
            let mut types = Types::default();
            Signature::new(method.on, method.types, &mut types).is_some_and(|signature| {
                types.unify(&signature.receiver, &given[0]);
                let mut pairs = signature.parameters.iter().zip(&given[1..]);
                pairs.all(|(wanted, given)| crate::lower::compatible(&types.resolve(wanted), given))
            })
        };
        let unknown =
            |ty: &Ty| *ty == Ty::Unknown || matches!(ty, Ty::Fn(_, output) if **output == Ty::Unknown);
        let fitting: Vec<_> = candidates.iter().copied().filter(fits).collect();
        let open = matches!(candidates[0].name, "flat_map" | "extend" | "chain");
        if open && fitting.len() > 1 && given[1..].iter().any(unknown) {
            // What walks over a list would take an option for one.
            self.unknown_meaning(call);
            candidates.truncate(1);
        } else if !fitting.is_empty() {
            *candidates = fitting;
        }
    }

    fn unify_call(&mut self, method: &Method, arguments: &[Expr], result: &Ty) {
        let Some(signature) = Signature::new(method.on, method.types, &mut self.types) else { return };
        let wanted = std::iter::once(&signature.receiver).chain(&signature.parameters);
        for (wanted, given) in wanted.zip(arguments) {
            self.types.unify(wanted, &given.ty);
        }
        self.types.unify(&signature.result, result);
    }

    fn is_function(&self, argument: &syn::Expr) -> bool {
        let syn::Expr::Path(path) = argument else { return matches!(argument, syn::Expr::Closure(_)) };
        let Some(last) = path.path.segments.last() else { return true };
        let Some(name) = path.path.get_ident() else { return !super::pattern::is_constant(&last.ident) };
        let local = self.scopes.iter().rev().find_map(|scope| scope.names.get(&name.to_string()));
        match local {
            Some(local) => matches!(self.types.shallow(&self.locals[*local].ty), Ty::Fn(..)),
            None => !super::pattern::is_constant(name) && self.free == super::Free::None,
        }
    }

    /// The result's type as far as the turbofish and the surroundings tell.
    fn result_type(&mut self, call: &syn::ExprMethodCall, name: &str, expected: &Ty) -> Ty {
        let result = self.types.var();
        let turbofish = call.turbofish.as_ref().and_then(|turbofish| match turbofish.args.first() {
            Some(syn::GenericArgument::Type(ty)) => Some(self.ty(ty)),
            _ => None,
        });
        if let Some(ty) = turbofish {
            let whole = match name {
                "parse" => Ty::Result(Box::new(ty), Box::new(Ty::error())),
                "partition" => Ty::Tuple(vec![ty.clone(), ty]),
                "collect" | "sum" | "product" => ty,
                // Of other methods the turbofish says nothing about the result.
                _ => self.types.var(),
            };
            self.types.unify(&result, &whole);
        }
        let expected = self.types.shallow(expected);
        if !matches!(expected, Ty::Unknown | Ty::Never) {
            self.types.unify(&result, &expected);
        }
        result
    }

    /// The entries for this receiver. A receiver that is not visible from here may have any type: then a helper
    /// that looks at the value serves, or the only type that has such a method.
    fn candidates(
        &mut self,
        receiver: &Expr,
        call: &syn::ExprMethodCall,
        name: &str,
    ) -> Vec<&'static Method> {
        let ty = match self.types.shallow(&receiver.ty) {
            Ty::Var(_) if self.types.is_integer(&receiver.ty) => self.types.resolve(&receiver.ty),
            Ty::Var(_) => Ty::Unknown,
            known => known,
        };
        let mut direct = catalog::methods(&ty, name);
        if direct.len() > 1 {
            // `flatten` of options and of lists: what is inside decides.
            let whole = self.types.resolve(&ty);
            direct.retain(|method| receiver_matches(method, &whole));
        }
        // A type of the user has the methods that all have, and its own.
        if matches!(ty, Ty::Named(_)) {
            let derived = self.has_only_derived(&ty, &call.method);
            direct.retain(|method| method.is_of_all() || derived && method.on == "own");
        }
        if !direct.is_empty() || ty != Ty::Unknown {
            return direct;
        }
        catalog::of_any(name, |method| fits_syntax(method, call))
    }

    fn unknown_meaning(&mut self, call: &syn::ExprMethodCall) -> Reported {
        self.diagnostics.report_help(
            Code::UnknownType,
            &call.method,
            format!("the type that decides the meaning of `{}` is not known here", call.method),
            "give the value a type first: `let value: .. = ..;`",
        )
    }

    fn unknown_method(&mut self, receiver: &Expr, call: &syn::ExprMethodCall, name: &str) -> Expr {
        let span = start(&call.receiver);
        let ty = self.types.resolve(&receiver.ty);
        let known_elsewhere = !catalog::named(name).is_empty();
        if ty == Ty::Unknown && known_elsewhere {
            let reported = self.unknown_meaning(call);
            return self.error(reported, span);
        }
        if ty == Ty::Unknown {
            let message = format!("the type that has the method `{name}` is not known here");
            let help = "give the value its type first, `let value: .. = ..;`; the standard library has no such method for gears";
            let reported = self.diagnostics.report_help(Code::UnknownType, &call.method, message, help);
            return self.error(reported, span);
        }
        let names = catalog::all().filter(|m| catalog::head_matches(m.on, &ty)).map(|m| m.name);
        let by_name = matches!(name, "into" | "try_into")
            .then_some("call it by its name, of a `#[gear] impl From`: `Type::from(value)`");
        let known = catalog::instead_of(&ty, name).or(by_name);
        let help = known.map(str::to_owned).unwrap_or_else(|| match did_you_mean(name, names) {
            Some(similar) if similar != name => format!("there is a method with a similar name: `{similar}`"),
            Some(_) => format!("`{name}` is known with other arguments only"),
            None => "see the reference of supported methods; what the gear only needs once can be computed before and captured".to_owned(),
        });
        let message = match &ty {
            ty if *ty == Ty::error() => {
                format!("the method `{name}` of errors is not in the catalog")
            }
            Ty::Opaque => format!("the method `{name}` of this error is not in the catalog"),
            ty => format!("the method `{name}` of `{ty}` is not in the catalog"),
        };
        let reported = self.diagnostics.report_help(Code::UnknownMethod, &call.method, message, help);
        self.error(reported, span)
    }
}

/// Whether the entries' parameters at a position have the same form.
fn alike(candidates: &[&'static Method], position: usize) -> bool {
    let head = |method: &&'static Method| {
        let signature = Signature::new(method.on, method.types, &mut Types::default())?;
        signature.parameters.get(position).map(std::mem::discriminant)
    };
    candidates.windows(2).all(|pair| head(&pair[0]) == head(&pair[1]))
}

/// The range that is written in parentheses.
fn bare_range(receiver: &syn::Expr) -> Option<&syn::ExprRange> {
    match receiver {
        syn::Expr::Paren(inner) => match &*inner.expr {
            syn::Expr::Range(range) => Some(range),
            _ => None,
        },
        _ => None,
    }
}

/// Whether the number of arguments agrees, and closures stand where functions are wanted.
fn fits_syntax(method: &Method, call: &syn::ExprMethodCall) -> bool {
    if arity(method.types) != call.args.len() {
        return false;
    }
    // A part is asked for by a range, and one element by something else.
    let ranged = |argument: &syn::Expr| matches!(argument, syn::Expr::Range(_));
    if method.name == "get" && method.types.starts_with("(Iter<") != call.args.iter().any(ranged) {
        return false;
    }
    call.args.iter().enumerate().all(|(position, argument)| match argument {
        syn::Expr::Closure(_) => method.types.contains("fn("),
        syn::Expr::Lit(_) => !takes_function(method.types, position),
        _ => true,
    })
}

/// Whether a method takes its receiver by value, and gives or passes on what is in it.
fn takes_apart(name: &str, receiver: &Ty) -> bool {
    match receiver {
        Ty::Option(_) | Ty::Result(..) => !matches!(
            name,
            "as_deref"
                | "as_deref_mut"
                | "as_mut"
                | "as_ref"
                | "as_slice"
                | "clone"
                | "cloned"
                | "cmp"
                | "copied"
                | "eq"
                | "get_or_insert"
                | "get_or_insert_with"
                | "insert"
                | "is_err"
                | "is_none"
                | "is_ok"
                | "is_some"
                | "iter"
                | "iter_mut"
                | "ne"
                | "partial_cmp"
                | "replace"
                | "take"
                | "take_if"
                | "to_owned"
        ),
        // Trees are not changed, whoever has the list that they are in.
        Ty::List(item) => matches!(name, "into_iter" | "map") && **item != Ty::Json,
        // One of the two is kept.
        _ => matches!(name, "clamp" | "max" | "min"),
    }
}
