//! Values whose type is not seen. Where it decides what Python does, rustc has to say that it is a type of which Python knows
//! that by a look at the value, or the user has to say which it is.

use super::Checker;
use super::hir::{BinaryOp, Expr, ExprKind};
use crate::diag::Code;
use crate::lower::catalog::Method;
use crate::types::{Ty, Witness};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, format_ident, quote};

/// What is asked of a type.
#[derive(Clone, Copy)]
enum Question {
    /// One of those in `gear_runtime::seen::by`.
    Seen(&'static str),
    /// Whether Python orders its values as Rust does.
    Ordered,
    Iterates,
    /// Whether its values are never Python's `None`.
    Filled,
}

/// A question that is asked when all types are known, of a type that was not.
pub(super) struct Asked {
    ty: Ty,
    question: Question,
    span: Span,
    /// What hangs on it.
    what: String,
}

/// Methods that compare elements of the receiver, or the receiver with the argument.
#[rustfmt::skip]
const OF_ORDER: &[&str] = &[
    "binary_search", "clamp", "cmp", "ge", "gt", "is_sorted", "le", "lt", "max", "min", "partial_cmp", "sort", "sort_unstable",
];

/// Methods that compare what their closure gives.
#[rustfmt::skip]
const BY_KEY: &[&str] = &[
    "binary_search_by_key", "is_sorted_by_key", "max_by_key", "min_by_key", "sort_by_cached_key", "sort_by_key",
    "sort_unstable_by_key",
];

/// Methods that add or multiply the elements.
const OF_NUMBERS: &[&str] = &["product", "sum"];

impl Checker<'_> {
    /// A type that is not seen, with an expression of the type.
    pub(super) fn unseen(&mut self, value: TokenStream) -> Ty {
        self.types.witnessed(Witness { value, of_variable: false })
    }

    /// The type of a variable of the function around.
    pub(super) fn unseen_variable(&mut self, name: &syn::Ident) -> Ty {
        self.types.witnessed(Witness { value: name.to_token_stream(), of_variable: true })
    }

    /// What rustc is asked about, of a function that is not seen.
    pub(super) fn unseen_callee(&self, path: &syn::Path, awaited: bool) -> Option<TokenStream> {
        (is_bare(path) && !awaited).then(|| path.to_token_stream())
    }

    /// The type of a function by its path, where one of type `expected` is wanted.
    pub(super) fn unseen_function(&mut self, path: &syn::Path, expected: &Ty) -> Ty {
        match self.types.shallow(expected) {
            Ty::Fn(inputs, _) if is_bare(path) => {
                let output = self.unseen_result(Some(&path.to_token_stream()), inputs.len());
                Ty::Fn(inputs, Box::new(output))
            }
            Ty::Fn(..) => expected.clone(),
            _ => self.types.foreign(),
        }
    }

    /// The type of what a function gives that is not seen.
    pub(super) fn unseen_result(&mut self, callee: Option<&TokenStream>, arguments: usize) -> Ty {
        let Some(callee) = callee else { return self.types.foreign() };
        let arguments = std::iter::repeat_n(quote!(loop {}), arguments);
        self.unseen(quote!(#callee(#(#arguments),*)))
    }

    /// The type of a part of a value.
    pub(super) fn unseen_part(&mut self, whole: &Ty, member: &syn::Member) -> Ty {
        if let Some(witness) = self.types.witness(whole) {
            let value = &witness.value;
            let value = quote!((&#value).#member);
            return self.types.witnessed(Witness { value, of_variable: witness.of_variable });
        }
        match self.types.shallow(whole) {
            Ty::Named(owner) => match owner.parse::<TokenStream>() {
                Ok(owner) => {
                    self.unseen(quote!({ fn value<T>() -> T { loop {} } value::<#owner>() }.#member))
                }
                Err(_) => self.types.foreign(),
            },
            Ty::Error => Ty::Error,
            _ => self.types.foreign(),
        }
    }

    /// The type of the elements of a sequence.
    pub(super) fn unseen_item(&mut self, whole: &Ty) -> Ty {
        match self.types.witness(whole) {
            Some(witness) => {
                let value = &witness.value;
                let value = quote!(::core::iter::Iterator::next(&mut (&#value).into_iter()).unwrap());
                self.types.witnessed(Witness { value, of_variable: witness.of_variable })
            }
            None => self.types.foreign(),
        }
    }

    /// The type of a part of what a pattern with this name stands for.
    pub(super) fn part_of(&mut self, path: &syn::Path, member: &syn::Member) -> Ty {
        if let Some(known) = self.part_elsewhere(path, member) {
            return known;
        }
        let (owner, name) = match (self.variant_path(path), path.segments.last()) {
            (Some((_, Ty::Named(owner))), Some(variant)) => match owner.parse::<TokenStream>() {
                Ok(owner) => (owner.clone(), quote!(#owner::#variant)),
                Err(_) => return self.types.foreign(),
            },
            _ => (self.without_self(path), self.without_self(path)),
        };
        self.unseen(quote!({
            fn value<T>() -> T { loop {} }
            match value::<#owner>() { #name { #member: part, .. } => part, _ => loop {} }
        }))
    }

    /// Whether nothing is known of a type.
    fn is_unseen(&self, ty: &Ty) -> bool {
        matches!(self.types.shallow(ty), Ty::Var(_) | Ty::Unknown) && !self.types.is_integer(ty)
    }

    /// Asks rustc now, before what is guessed of the type is taken for known. `None` if there is nothing to ask it about.
    fn ask(&mut self, ty: &Ty, question: Question, span: Span) -> Option<()> {
        let witness = self.types.witness(ty)?;
        self.ask_of(&witness, question, span);
        Some(())
    }

    fn ask_of(&mut self, witness: &Witness, question: Question, span: Span) {
        let (private, value) = (&self.outside.private, &witness.value);
        let asked = match question {
            Question::Seen(by) => {
                let by = format_ident!("{by}");
                quote!(#private::seen::<#private::by::#by, _>)
            }
            Question::Ordered => quote!(#private::ordered),
            Question::Iterates => quote!(#private::iterates),
            Question::Filled => quote!(#private::filled),
        };
        match witness.of_variable {
            true => self.outside.facts.variable(span, quote!(let _ = || #asked(&#value);)),
            false => self.outside.facts.add(span, quote!(|| #asked(&#value))),
        }
    }

    fn ask_later(&mut self, ty: &Ty, question: Question, span: Span, what: String) {
        self.asked.push(Asked { ty: ty.clone(), question, span, what });
    }

    /// Whether a method of the standard library's that is called on an unseen value is sure to be that.
    pub(super) fn is_of_std(&mut self, receiver: &Ty, method: &Method, span: Span) -> bool {
        if !self.is_unseen(receiver) {
            return true;
        }
        let question = match (method.on, method.name) {
            _ if method.is_of_all() => return true,
            (_, "lt" | "le" | "gt" | "ge") => return true,
            ("any", "len" | "is_empty" | "contains") => Question::Seen("Length"),
            ("any", "iter" | "into_iter") => Question::Seen("Sequence"),
            ("any", "get") if method.types == "() -> any" => Question::Seen("Kept"),
            ("any", "set" | "update") => Question::Seen("Kept"),
            ("any", "get") => Question::Seen("Lookup"),
            ("any", "as_str") | ("str", _) => Question::Seen("Text"),
            ("any", "abs") => Question::Seen("Signed"),
            ("float", _) => Question::Seen("Float"),
            ("Option<T>", _) => Question::Seen("Maybe"),
            ("Result<T, E>", _) => Question::Seen("Outcome"),
            ("Vec<str>", _) => Question::Seen("Texts"),
            ("Iter<T>", _) => Question::Iterates,
            _ => return false,
        };
        self.ask(receiver, question, span).is_some()
    }

    /// Notes a value that becomes text.
    pub(super) fn note_shown(&mut self, value: &Expr) {
        if !matches!(value.kind, ExprKind::Error(_)) {
            self.ask_later(&value.ty, Question::Seen("Shown"), value.span, "what `{}` writes".to_owned());
        }
    }

    /// Notes what a method compares or adds.
    pub(super) fn note_compared(&mut self, name: &str, arguments: &[Expr], span: Span) {
        let what = || format!("the meaning of `{name}`");
        if OF_ORDER.contains(&name) {
            for argument in arguments {
                self.ask_later(&argument.ty, Question::Ordered, span, what());
            }
        }
        if BY_KEY.contains(&name)
            && let Some(Ty::Fn(_, key)) = arguments.last().map(|key| self.types.shallow(&key.ty))
        {
            self.ask_later(&key, Question::Ordered, span, what());
        }
        if OF_NUMBERS.contains(&name)
            && let Some(Ty::Iter(item)) = arguments.first().map(|iter| self.types.shallow(&iter.ty))
        {
            self.ask_later(&item, Question::Seen("Number"), span, what());
        }
    }

    /// Notes the type of what is in an option. Where it may be `None`, the option has another form in Python.
    pub(super) fn note_in_option(&mut self, item: &Ty, span: Span) {
        if self.is_unseen(item) {
            self.ask_later(item, Question::Filled, span, String::new());
        }
    }

    /// Notes that a value is taken for an option.
    pub(super) fn note_option(&mut self, ty: &Ty, span: Span) {
        let known = self.types.shallow(ty);
        // An alias that is not seen.
        if let Ty::Named(name) = &known
            && let Ok(owner) = name.parse::<TokenStream>()
        {
            let witness = self.unseen(quote!({ fn value<T>() -> T { loop {} } value::<#owner>() }));
            self.ask(&witness, Question::Seen("Maybe"), span);
        } else if self.is_unseen(&known) {
            self.ask(&known, Question::Seen("Maybe"), span);
        }
    }

    /// Notes an operand of which nobody knows whether the operator is one of its own. `hint` is what the other operand is, or the
    /// result.
    pub(super) fn note_operand(&mut self, op: BinaryOp, operand: &Expr, hint: &Ty) {
        // What the user's own types are compared with, `#[gear]` on them has asked.
        let own = op.orders() && matches!(self.types.shallow(hint), Ty::Named(_));
        if own || !self.is_unseen(&operand.ty) {
            return;
        }
        let question = match op {
            BinaryOp::Add => Question::Seen("Added"),
            BinaryOp::Sub => Question::Seen("Signed"),
            BinaryOp::Mul | BinaryOp::Div | BinaryOp::Rem => Question::Seen("Number"),
            BinaryOp::BitAnd | BinaryOp::BitOr | BinaryOp::BitXor => Question::Seen("Bits"),
            op if op.orders() => Question::Ordered,
            _ => return,
        };
        if self.ask(&operand.ty, question, operand.span).is_some() {
            return;
        }
        let what = "the meaning of this operator".to_owned();
        match self.types.is_foreign(&operand.ty) {
            // What stands on the other side would be taken for the type.
            true => self.unknown(&what, operand.span),
            false => self.ask_later(&operand.ty, question, operand.span, what),
        }
    }

    /// Notes that an unseen value, of which there is a witness, is compared with one of type `ty`. A tree of JSON could be, and for
    /// Python 1, 1.0 and `True` are equal.
    pub(super) fn note_equal_to(&mut self, witness: Option<&Witness>, ty: &Ty, span: Span) {
        let question = match self.types.shallow(ty) {
            Ty::Bool => Question::Seen("Bits"),
            Ty::Float => Question::Seen("Number"),
            _ if self.types.is_integer(ty) => Question::Seen("Number"),
            _ => return,
        };
        if let Some(witness) = witness {
            self.ask_of(witness, question, span);
        }
    }

    /// Notes an operand that is compared part by part: what is in a list or tuple decides.
    pub(super) fn note_compared_parts(&mut self, op: BinaryOp, operand: &Expr) {
        if op.orders() && !self.is_unseen(&operand.ty) {
            self.ask_later(
                &operand.ty,
                Question::Ordered,
                operand.span,
                "the meaning of this operator".to_owned(),
            );
        }
    }

    /// Notes that parts of a value are asked for by their numbers: of a struct with one field, Python has only the value in it.
    pub(super) fn note_parts(&mut self, whole: &Ty, span: Span) {
        let question = Question::Seen("Parts");
        if self.is_unseen(whole) && self.ask(whole, question, span).is_none() {
            self.ask_later(whole, question, span, "the meaning of this part".to_owned());
        }
    }

    /// Asks what was left, now that all types are known.
    pub(super) fn finish_asked(&mut self) {
        for Asked { ty, question, span, what } in std::mem::take(&mut self.asked) {
            let parts = match question {
                Question::Ordered => self.compared_parts(&ty),
                _ => vec![ty],
            };
            for part in parts {
                if self.generic && self.types.shallow(&part) == Ty::Unknown {
                    // Of the parameters of a generic function, rustc asks it of the callers.
                    self.outside.asks_parameters = true;
                    continue;
                }
                // Of an integer, its width does not matter.
                if self.types.resolve(&part) != Ty::Unknown || self.types.is_integer(&part) {
                    continue;
                }
                let asked = self.ask(&part, question, span).is_some() || matches!(question, Question::Filled);
                if !asked && self.diagnostics.is_empty() {
                    self.unknown(&what, span);
                }
            }
        }
    }

    fn unknown(&mut self, what: &str, span: Span) {
        let message = format!("the type that decides {what} is not known here");
        let help = "give the value a type first: `let value: .. = ..;`";
        self.diagnostics.report_help(Code::UnknownType, span, message, help);
    }

    /// The types whose order is that of a type.
    fn compared_parts(&self, ty: &Ty) -> Vec<Ty> {
        match self.types.shallow(ty) {
            Ty::List(item) | Ty::Deque(item) | Ty::Option(item) | Ty::Reverse(item) | Ty::Iter(item) => {
                self.compared_parts(&item)
            }
            Ty::Tuple(items) => items.iter().flat_map(|item| self.compared_parts(item)).collect(),
            other => vec![other],
        }
    }
}

/// Whether a path means the same outside of the function that it stands in: what is between angle brackets, and `Self`, may
/// be known only there.
fn is_bare(path: &syn::Path) -> bool {
    path.segments.iter().all(|segment| segment.arguments.is_none() && segment.ident != "Self")
}

/// A method of a type.
pub(super) fn method_of(owner: &Ty, name: &syn::Ident) -> Option<TokenStream> {
    let Ty::Named(owner) = owner else { return None };
    let owner: TokenStream = owner.parse().ok()?;
    Some(quote!(<#owner>::#name))
}
