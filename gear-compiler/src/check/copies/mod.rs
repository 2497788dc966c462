//! Where Rust copies and Python would share.
//!
//! Arrays, and records that derive `Copy`, are copied where they are used by value. In Python they are lists and dicts, which can
//! change. The checker marks every place that is used by value ([`ExprKind::Copied`]); when the types of the whole body are
//! known, the marks that are needed stay, and the others are taken away. A copy is needed where the place is looked at or changed
//! afterwards, or belongs to somebody else; the last use of a variable's own value is a move in both worlds.
//!
//! For this, each variable owns what it holds, or is known to refer to something: the first pass ([`held`]) tells which, the
//! second ([`live`]), from the end to the start, what is still used. A parameter of a `#[gear]` function that derives `Copy` is
//! lent: callers do not copy what most functions only look at, and the function copies what it keeps or changes.

mod held;
mod kind;
mod live;
mod parts;

use super::hir::{Closure, Expr, ExprKind, LocalId, Pattern, Statement};
use super::{Checker, is_mutable_receiver, is_mutable_reference};
use crate::types::{Ty, parts_mut};
pub(super) use kind::Kind;
use live::Live;
use std::collections::HashSet;

/// What a variable, or the value of an expression, holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Held {
    /// A value that is shared with nobody.
    Own,
    /// A value that somebody else has as well: it is only looked at.
    Lent,
    /// A reference, or what is made of references.
    Reference,
    #[default]
    Unknown,
}

impl Held {
    /// That of a value with two parts.
    fn and(self, other: Held) -> Held {
        match (self, other) {
            (Held::Reference, _) | (_, Held::Reference) => Held::Reference,
            (Held::Unknown, _) | (_, Held::Unknown) => Held::Unknown,
            (Held::Lent, _) | (_, Held::Lent) => Held::Lent,
            _ => Held::Own,
        }
    }
}

/// What is known of a function's types beside what they are in Python.
#[derive(Clone, Debug, Default)]
pub(super) struct Lending {
    /// What a method of which the declaration is seen takes itself as.
    pub(super) receiver: Option<&'static str>,
    /// The parameters, a receiver apart.
    pub(super) inputs: Vec<Input>,
    /// Whether the result holds references.
    pub(super) gives_references: bool,
}

/// A parameter as it is written.
#[derive(Clone, Debug)]
pub(super) struct Input {
    /// It is a reference, or holds some.
    pub(super) references: bool,
    /// It is a `&mut`.
    pub(super) mutable: bool,
    /// Its type is written, and no type parameter: the function sees whether it is copied.
    lent: bool,
}

impl Lending {
    /// Those of the function that is checked.
    pub(super) fn of(signature: &syn::Signature) -> Self {
        let typed = |input: &'_ syn::FnArg| match input {
            syn::FnArg::Typed(typed) => Some((*typed.ty).clone()),
            syn::FnArg::Receiver(_) => None,
        };
        let inputs: Vec<syn::Type> = signature.inputs.iter().filter_map(typed).collect();
        let output = match &signature.output {
            syn::ReturnType::Type(_, ty) => Some(&**ty),
            syn::ReturnType::Default => None,
        };
        let parameters: Vec<String> =
            signature.generics.type_params().map(|parameter| parameter.ident.to_string()).collect();
        Lending::new(&inputs, output, &parameters)
    }

    pub(super) fn new(inputs: &[syn::Type], output: Option<&syn::Type>, parameters: &[String]) -> Self {
        let input = |ty: &syn::Type| Input {
            references: has_reference(ty),
            mutable: is_mutable_reference(ty),
            lent: !is_open(ty, parameters),
        };
        Lending {
            receiver: None,
            inputs: inputs.iter().map(input).collect(),
            gives_references: output.is_some_and(has_reference),
        }
    }

    /// Whether an argument is lent, of so many with the receiver.
    fn lends(&self, position: usize, arguments: usize) -> bool {
        let receiver = arguments.saturating_sub(self.inputs.len());
        position.checked_sub(receiver).is_none_or(|position| self.inputs[position].lent)
    }
}

/// Whether a written type has a type parameter in it, or an `impl Trait`.
fn is_open(ty: &syn::Type, parameters: &[String]) -> bool {
    let named = |path: &syn::TypePath| {
        path.path.segments.iter().any(|part| parameters.iter().any(|name| part.ident == name))
    };
    match ty {
        syn::Type::ImplTrait(_) => true,
        syn::Type::Path(path) if named(path) => true,
        ty => parts_mut(&mut ty.clone()).into_iter().any(|part| is_open(part, parameters)),
    }
}

/// Whether a written type is a reference to something that can be copied, or holds one.
fn has_reference(ty: &syn::Type) -> bool {
    match ty {
        syn::Type::Reference(reference) => {
            !matches!(&*reference.elem, syn::Type::Path(text) if text.path.is_ident("str"))
        }
        syn::Type::Path(_) | syn::Type::Tuple(_) | syn::Type::Paren(_) | syn::Type::Group(_) => {
            parts_mut(&mut ty.clone()).into_iter().any(|part| has_reference(part))
        }
        _ => false,
    }
}

/// The root of a place.
enum Root {
    /// A variable, the names of the fields behind it, and whether an index follows.
    Local(LocalId, Vec<String>, bool),
    /// A constant, or a variable of the function around `gear!`.
    Constant,
    Value,
}

fn root(place: &Expr) -> Root {
    match &place.kind {
        ExprKind::Local(local) => Root::Local(*local, Vec::new(), false),
        ExprKind::Link(_) | ExprKind::Capture(_) => Root::Constant,
        ExprKind::Field(base, name) => deeper(base, name.clone()),
        ExprKind::TupleField(base, index) => deeper(base, index.to_string()),
        ExprKind::Index(base, _) => match root(base) {
            Root::Local(local, path, _) => Root::Local(local, path, true),
            other => other,
        },
        _ => Root::Value,
    }
}

fn deeper(base: &Expr, field: String) -> Root {
    match root(base) {
        Root::Local(local, mut path, false) => {
            path.push(field);
            Root::Local(local, path, false)
        }
        other => other,
    }
}

/// The state of both passes over one body.
struct Copies<'c, 'a> {
    checker: &'c mut Checker<'a>,
    held: Vec<Held>,
    /// Parameters that nothing can change while the function runs.
    frozen: HashSet<LocalId>,
    /// Variables that are used by value as a whole, or by a field.
    moved: HashSet<LocalId>,
    /// Variables of closures and iterators that may run at any time.
    always: HashSet<LocalId>,
    /// Variables that hold `&mut` references.
    exclusive: HashSet<LocalId>,
    /// Where jumps lead to.
    targets: live::Targets,
    /// The first time through a loop, which only finds out what its rounds look at.
    dry: bool,
}

impl<'a> Checker<'a> {
    /// Decides about the copies in the body of a function.
    pub(super) fn settle_function(&mut self, signature: &syn::Signature, closure: &mut Closure) {
        let mut copies = Copies::new(self);
        let written: Vec<Option<&syn::Type>> = signature
            .inputs
            .iter()
            .map(|input| match input {
                syn::FnArg::Typed(typed) => Some(&*typed.ty),
                syn::FnArg::Receiver(_) => None,
            })
            .collect();
        let by_reference =
            |receiver: &syn::Receiver| matches!(receiver.kind, syn::ReceiverKind::Reference(..));
        let receiver = signature.receiver().is_some_and(by_reference);
        let mut entry = Vec::new();
        for (pattern, written) in closure.parameters.iter().zip(written) {
            let references = written.map_or(receiver, has_reference);
            let exclusive = match written {
                Some(written) => is_mutable_reference(written),
                None => signature.receiver().is_some_and(is_mutable_receiver),
            };
            entry.extend(copies.parameter(pattern, references, written.is_none(), exclusive));
        }
        copies.settle(&mut closure.body);
        if !entry.is_empty()
            && let ExprKind::Block(block) = &mut closure.body.kind
        {
            block.statements.splice(0..0, entry);
        }
    }

    /// Decides about the copies in an expression of a pipeline; `references` says that its functions get the records by
    /// reference.
    pub(crate) fn settle_step(&mut self, step: &mut Expr, references: bool) {
        let mut copies = Copies::new(self);
        if let ExprKind::Closure(closure) = &step.kind {
            let held = if references { Held::Reference } else { Held::Own };
            closure.parameters.iter().for_each(|pattern| copies.bind(pattern, held));
        }
        copies.settle(step);
    }
}

impl<'c, 'a> Copies<'c, 'a> {
    fn new(checker: &'c mut Checker<'a>) -> Self {
        let held = vec![Held::default(); checker.locals.len()];
        let (frozen, moved, always, exclusive, targets) = Default::default();
        Copies { checker, held, frozen, moved, always, exclusive, targets, dry: false }
    }

    fn settle(&mut self, body: &mut Expr) {
        if !has_copies(body) {
            return;
        }
        self.note_moves(body);
        self.hold(body);
        self.settle_backwards(body, &mut Live::default());
    }

    /// What a parameter holds; and the statement that copies a lent value which the function changes.
    fn parameter(
        &mut self,
        pattern: &Pattern,
        references: bool,
        receiver: bool,
        exclusive: bool,
    ) -> Option<Statement> {
        let ty = match pattern {
            Pattern::Bind(local, _) => self.checker.locals[*local].ty.clone(),
            _ => Ty::Unknown,
        };
        let held = match self.checker.kind_of(&ty) {
            _ if references => Held::Reference,
            Kind::Copies => Held::Lent,
            // Whoever calls a method does not copy what it takes itself as.
            Kind::Either if receiver => Held::Lent,
            _ => Held::Own,
        };
        self.bind(pattern, held);
        let Pattern::Bind(local, None) = pattern else { return None };
        let mutable = self.checker.locals[*local].mutable;
        if held == Held::Lent && mutable {
            self.held[*local] = Held::Own;
            let span = proc_macro2::Span::call_site();
            let own = || Box::new(Expr { kind: ExprKind::Local(*local), ty: ty.clone(), span });
            let kind = ExprKind::Copied { place: own(), deref: false };
            let copy = Expr { kind, ty: ty.clone(), span };
            let kind = ExprKind::Assign(own(), Box::new(copy));
            return Some(Statement::Expr(Expr { kind, ty: Ty::Unit, span }));
        }
        if !mutable && !exclusive && held != Held::Own {
            self.frozen.extend(parts::bound(pattern));
        }
        None
    }

    /// Whether nothing changes what a place is in, as long as the variables of the body are there.
    fn is_frozen(&self, place: &Expr) -> bool {
        match root(place) {
            Root::Local(local, ..) if self.frozen.contains(&local) => true,
            Root::Local(local, _, true) => {
                let variable = &self.checker.locals[local];
                self.held[local] == Held::Own
                    && !variable.mutable
                    && !variable.captured
                    && !self.moved.contains(&local)
            }
            _ => false,
        }
    }

    /// Whether a place that is used by value before `live` is copied.
    fn is_copied(&mut self, place: &Expr, ty: &Ty, deref: bool, live: &Live) -> bool {
        let kind = self.checker.kind_of(ty);
        match (kind, root(place)) {
            (Kind::Unchanging, _) => false,
            (_, Root::Constant) => true,
            (_, Root::Local(local, path, false)) if path.is_empty() && self.checker.locals[local].in_tree => {
                true
            }
            (Kind::Moves, _) => false,
            (_, Root::Value) => match self.held(place) {
                Held::Own | Held::Lent => deref,
                Held::Unknown => deref || kind != Kind::Either,
                Held::Reference => true,
            },
            (_, Root::Local(local, path, indexed)) => {
                let whole = path.is_empty() && !indexed && !deref;
                match self.held[local] {
                    Held::Reference if whole => false,
                    Held::Reference | Held::Lent => true,
                    Held::Own | Held::Unknown if deref => true,
                    Held::Unknown if !whole && kind != Kind::Either => true,
                    _ => self.always.contains(&local) || live.has(local, &path),
                }
            }
        }
    }
}

fn has_copies(body: &mut Expr) -> bool {
    let mut found = false;
    parts::walk(body, &mut |expr| {
        found |= matches!(expr.kind, ExprKind::Copied { .. }) || held::clones_by_itself(expr);
    });
    found
}

/// Takes the mark away.
fn share(expr: &mut Expr) {
    if let ExprKind::Copied { place, .. } = &mut expr.kind {
        let place = std::mem::replace(&mut place.kind, ExprKind::Unit);
        expr.kind = place;
    }
}
