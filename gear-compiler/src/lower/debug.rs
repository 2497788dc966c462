//! `{:?}` and `{:#?}`: the text that rustc's derives and the standard library make.

use super::Lower;
use super::format::{joined, pieces_of};
use crate::check::LinkKind;
use crate::diag::Code;
use crate::python::{BinaryOp, Clause, Comprehension, Expr, Piece, call, name};
use crate::types::Ty;
use proc_macro2::Span;

/// How `{:?}` is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// `{:?}`
    Line,
    /// `{:#?}`: what has parts stands on several lines.
    Lines,
    /// As [`Layout::Line`], in a message of a panic: what is not known may be missing.
    Message,
}

/// The texts of the parts of a value, and what stands around them.
pub(crate) struct Parts<'n> {
    /// What stands before the bracket: the name of the type, if it has one.
    pub(crate) name: &'n str,
    /// `(`, `{` or `[`.
    pub(crate) open: char,
    /// Each part, with the name of its field.
    pub(crate) parts: Vec<(Option<String>, Ty, Expr)>,
}

impl Lower<'_> {
    /// `{:?}` of one value, as text.
    pub(super) fn debug(&mut self, value: Expr, ty: &Ty, layout: Layout, span: Span) -> Expr {
        match ty {
            Ty::Str => call("gear_debug_str", vec![value]),
            Ty::Char => call("gear_debug_char", vec![value]),
            Ty::Float => call("gear_debug_float", vec![value]),
            Ty::Int(_) | Ty::Bool => self.display(value, ty, span),
            Ty::Unit => Expr::Str("()".to_owned()),
            ty if *ty == Ty::error() && layout != Layout::Lines => call("gear_debug_error", vec![value]),
            Ty::Ordering => {
                let names = ["Less", "Equal", "Greater"].map(|name| Expr::Str(name.to_owned()));
                Expr::Tuple(names.into()).subscript(value.binary(BinaryOp::Add, Expr::Int(1)))
            }
            Ty::List(item) | Ty::Deque(item) => {
                let variable = name(self.fresh("x"));
                let element = self.debug(variable.clone(), item, layout, span);
                items_between(["[", "]"], variable, value, element, layout)
            }
            Ty::Set { sorted: true, item } => {
                let variable = name(self.fresh("x"));
                let element = self.debug(variable.clone(), item, layout, span);
                items_between(["{", "}"], variable, call("sorted", vec![value]), element, layout)
            }
            Ty::Map { sorted: true, key, value: item } => {
                let (k, v) = (name(self.fresh("k")), name(self.fresh("v")));
                let key = self.debug(k.clone(), key, layout, span);
                let item = self.debug(v.clone(), item, layout, span);
                let between = Piece::Text(": ".to_owned());
                let entry = [pieces_of(key), vec![between], pieces_of(item)].concat();
                let entries = call("sorted", vec![value.attribute("items").call(Vec::new())]);
                items_between(["{", "}"], Expr::Tuple(vec![k, v]), entries, joined(entry), layout)
            }
            Ty::Result(ok, err) => {
                let value = self.shown(value);
                let inner = value.clone().subscript(Expr::Int(1));
                let [ok, err] = [("Ok", ok), ("Err", err)]
                    .map(|(name, ty)| self.debug_named(name, ty, inner.clone(), layout, span));
                Expr::if_else(value.subscript(Expr::Int(0)), ok, err)
            }
            Ty::Option(item) => {
                let value = self.shown(value);
                let inner = self.in_some(value.clone(), item);
                let some = self.debug_named("Some", item, inner, layout, span);
                let none = value.binary(BinaryOp::Is, Expr::None);
                Expr::if_else(none, Expr::Str("None".to_owned()), some)
            }
            Ty::Reverse(item) => self.debug_named("Reverse", item, value, layout, span),
            Ty::Tuple(items) => {
                let value = self.shown(value);
                let part = |i: usize| value.clone().subscript(Expr::Int(i as i128));
                let parts = items.iter().enumerate().map(|(i, ty)| (None, ty.clone(), part(i))).collect();
                self.debug_parts(Parts { name: "", open: '(', parts }, layout, span)
            }
            Ty::Named(path) if *ty != Ty::error() => match self.debugger_of(path, layout, span) {
                Some(function) => function.call(vec![value]),
                None => self.no_format(span, "{:?}"),
            },
            Ty::Unknown => {
                let message = "the type that decides what `{:?}` writes is not known here";
                let help = "give the value a type first: `let value: Vec<String> = ..;`";
                self.error(Code::UnknownType, span, message, help)
            }
            _ => self.no_format(span, if layout == Layout::Lines { "{:#?}" } else { "{:?}" }),
        }
    }

    /// The function that gives the text of a type of the user's.
    pub(super) fn debugger_of(&mut self, path: &str, layout: Layout, span: Span) -> Option<Expr> {
        let kind = match layout {
            Layout::Line => LinkKind::Debugger,
            Layout::Lines => LinkKind::PrettyDebugger,
            Layout::Message => LinkKind::Shower,
        };
        self.of_type(kind, path, span)
    }

    /// `Some(..)` and the like.
    fn debug_named(&mut self, name: &str, ty: &Ty, part: Expr, layout: Layout, span: Span) -> Expr {
        self.debug_parts(Parts { name, open: '(', parts: vec![(None, ty.clone(), part)] }, layout, span)
    }

    /// A struct, a tuple or a variant: `Name(..)`, `Name { .. }`, `(..)`.
    pub(crate) fn debug_parts(&mut self, parts: Parts<'_>, layout: Layout, span: Span) -> Expr {
        let Parts { name, open, parts } = parts;
        let count = parts.len();
        if count == 0 {
            return Expr::Str(if name.is_empty() { "()" } else { name }.to_owned());
        }
        let texts = parts.into_iter().map(|(field, ty, value)| {
            let text = self.debug(value, &ty, layout, span);
            let field = field.map(|field| format!("{field}: ")).unwrap_or_default();
            (field, if layout == Layout::Lines && has_lines(&ty) { indented(text) } else { text })
        });
        let texts: Vec<(String, Expr)> = texts.collect();
        let (start, between, end) = match (layout, open) {
            (Layout::Lines, '{') => (" {\n    ", ",\n    ", ",\n}"),
            (Layout::Lines, _) => ("(\n    ", ",\n    ", ",\n)"),
            (_, '{') => (" { ", ", ", " }"),
            // A tuple of one is told from what only stands in brackets.
            _ if name.is_empty() && count == 1 => ("(", ", ", ",)"),
            _ => ("(", ", ", ")"),
        };
        let mut pieces = Vec::new();
        for (i, (field, text)) in texts.into_iter().enumerate() {
            let before = if i == 0 { format!("{name}{start}") } else { between.to_owned() };
            pieces.push(Piece::Text(before + &field));
            pieces.extend(pieces_of(text));
        }
        pieces.push(Piece::Text(end.to_owned()));
        joined(pieces)
    }

    /// A value that is looked at more than once. In a comprehension or a lambda it is a part of a variable.
    fn shown(&mut self, value: Expr) -> Expr {
        if super::expr::is_settled(&value) { value } else { self.spill("value", value) }
    }
}

/// Whether `{:#?}` of a type may have several lines.
fn has_lines(ty: &Ty) -> bool {
    !matches!(ty, Ty::Str | Ty::Char | Ty::Float | Ty::Int(_) | Ty::Bool | Ty::Unit | Ty::Ordering)
}

/// The text as it stands in another one.
fn indented(text: Expr) -> Expr {
    match text {
        Expr::Str(text) => Expr::Str(text.replace('\n', "\n    ")),
        text => {
            text.attribute("replace").call(vec![Expr::Str("\n".to_owned()), Expr::Str("\n    ".to_owned())])
        }
    }
}

/// The texts of all elements, between two brackets.
fn items_between([open, close]: [&str; 2], target: Expr, iter: Expr, element: Expr, layout: Layout) -> Expr {
    let clauses = vec![Clause { target, iter, conditions: Vec::new() }];
    let items = Comprehension { open: '(', element, value: None, clauses };
    let items = Expr::Comprehension(Box::new(items));
    let text = |text: &str| Expr::Str(text.to_owned());
    if layout == Layout::Lines {
        return call("gear_debug_lines", vec![text(open), items, text(close)]);
    }
    let joined = text(", ").attribute("join").call(vec![items]);
    Expr::FString(vec![
        Piece::Text(open.to_owned()),
        Piece::Value(joined, String::new()),
        Piece::Text(close.to_owned()),
    ])
}
