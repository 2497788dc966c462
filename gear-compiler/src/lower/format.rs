//! `format!`: an f-string, with helpers where Rust and Python print differently.

use super::Lower;
use super::debug::Layout;
use crate::check::LinkKind;
use crate::check::hir::{Format, FormatPiece, FormatSpec, Size};
use crate::diag::Code;
use crate::python::{Expr, Piece, call, name};
use crate::types::Ty;
use proc_macro2::Span;

impl Lower<'_> {
    pub(super) fn format(&mut self, format: &Format) -> Expr {
        let values = self.format_values(format);
        let mut parts: Vec<Piece> = Vec::new();
        for piece in &format.pieces {
            match piece {
                FormatPiece::Text(text) => parts.push(Piece::Text(text.clone())),
                FormatPiece::Value { argument, spec, span } => {
                    // What a struct says of itself is not what the value in it says.
                    let ty = self.types.resolve(&format.arguments[*argument].ty);
                    match self.piece(values[*argument].clone(), &ty, &Spec::new(spec, &values), *span) {
                        Piece::Value(text, spec) if spec.is_empty() => parts.extend(pieces_of(text)),
                        piece => parts.push(piece),
                    }
                }
            }
        }
        let parts = merged(parts);
        let is_str = |piece: &FormatPiece| match piece {
            FormatPiece::Value { argument, spec, .. } => {
                let ty = self.types.resolve(&format.arguments[*argument].ty);
                spec.kind == "?" || *spec == FormatSpec::default() && matches!(ty, Ty::Str | Ty::Char)
            }
            FormatPiece::Text(_) => false,
        };
        if let ([piece], [Piece::Value(value, _)]) = (&format.pieces[..], &parts[..])
            && is_str(piece)
            && !matches!(value, Expr::FString(_))
        {
            return value.clone();
        }
        match &parts[..] {
            [] => Expr::Str(String::new()),
            [Piece::Text(text)] => Expr::Str(text.clone()),
            // One string and nothing around it is that string.
            [Piece::Value(value, spec)] if spec.is_empty() && is_text(value) => value.clone(),
            _ => Expr::FString(parts),
        }
    }

    /// The arguments. What the string does not name once and in their order goes into variables before.
    fn format_values(&mut self, format: &Format) -> Vec<Expr> {
        let values = self.operands(&format.arguments);
        let named = format.pieces.iter().flat_map(|piece| match piece {
            FormatPiece::Text(_) => [None; 3],
            FormatPiece::Value { argument, spec, .. } => {
                [Some(*argument), number(spec.precision), number(spec.width)]
            }
        });
        let computed: Vec<usize> =
            named.flatten().filter(|argument| !values[*argument].is_simple()).collect();
        if computed.is_sorted_by(|a, b| a < b) {
            return values;
        }
        values.into_iter().map(|value| self.simple("value", value)).collect()
    }

    fn piece(&mut self, value: Expr, ty: &Ty, spec: &Spec<'_>, span: Span) -> Piece {
        match spec.kind {
            "" if !spec.is_padded() && spec.precision.is_none() => match ty {
                Ty::Str | Ty::Char | Ty::Int(_) => Piece::Value(value, String::new()),
                _ => Piece::Value(self.display(value, ty, span), String::new()),
            },
            "" => match same_spec(ty, spec) {
                Some(spec) => Piece::Value(value, spec),
                None => self.padded(value, ty, spec, span),
            },
            "?" => self.debug_piece(value, ty, spec, span),
            "e" | "E" => self.exponent(value, ty, spec, span),
            _ => self.radix(value, ty, spec, span),
        }
    }

    /// `{}` of one value, as text.
    pub(super) fn display(&mut self, value: Expr, ty: &Ty, span: Span) -> Expr {
        match ty {
            Ty::Str | Ty::Char => value,
            Ty::Int(_) => call("str", vec![value]),
            Ty::Float => call("gear_float_text", vec![value]),
            Ty::Bool => Expr::if_else(value, Expr::Str("true".to_owned()), Expr::Str("false".to_owned())),
            Ty::Duration | Ty::SystemTime | Ty::Instant => self.no_format(span, "{}"),
            Ty::Json => call("gear_json_text", vec![call("gear_to_json", vec![value])]),
            ty if *ty == Ty::error() => value,
            Ty::Unknown => call("gear_display", vec![value]),
            Ty::Named(name) => self.text_of_own(LinkKind::Displayer, value, name, span),
            _ => self.no_format(span, "{}"),
        }
    }

    fn padded(&mut self, value: Expr, ty: &Ty, spec: &Spec<'_>, span: Span) -> Piece {
        match ty {
            Ty::Int(_) | Ty::Float | Ty::Str | Ty::Char | Ty::Bool => {}
            Ty::Named(name) if *ty != Ty::error() => {
                // What it writes by itself is neither padded nor cut.
                let text = self.text_of_own(LinkKind::PlainDisplayer, value, name, span);
                return Piece::Value(text, String::new());
            }
            _ => {
                let message = "the type of a value that is padded or rounded is not known here";
                let help = "give it a type first: `let value: i64 = ..;`";
                return Piece::Value(self.error(Code::UnknownType, span, message, help), String::new());
            }
        }
        let numeric = matches!(ty, Ty::Int(_) | Ty::Float);
        let text = match (ty, spec.precision.clone()) {
            (Ty::Float, Some(digits)) => call("gear_float_fixed", vec![value, digits]),
            (Ty::Str, Some(length)) => value.subscript(Expr::Slice(None, Some(Box::new(length)), None)),
            _ => self.display(value, ty, span),
        };
        let align = spec.align(numeric);
        match (&spec.width, align) {
            _ if spec.plus || spec.zero => {}
            (Some(Expr::Int(width)), _)
                if matches!(spec.fill, None | Some(' ' | '-' | '_' | '.' | '*' | '+' | '=' | '#')) =>
            {
                let fill = spec.fill.map(String::from).unwrap_or_default();
                return Piece::Value(text, format!("{fill}{align}{width}"));
            }
            (Some(width), '<' | '>') => {
                let method = if align == '<' { "ljust" } else { "rjust" };
                let fill = spec.fill.map(|fill| Expr::Str(fill.to_string()));
                let arguments = std::iter::once(width.clone()).chain(fill).collect();
                return Piece::Value(text.attribute(method).call(arguments), String::new());
            }
            _ => {}
        }
        Piece::Value(pad(text, spec, numeric), String::new())
    }

    fn radix(&mut self, value: Expr, ty: &Ty, spec: &Spec<'_>, span: Span) -> Piece {
        let Ty::Int(int) = ty else {
            let help = "give it a type first: `let value: u64 = ..;`";
            let message = "the width of a number in another base is not known here";
            return Piece::Value(self.error(Code::UnknownType, span, message, help), String::new());
        };
        // Rust writes `0x` before upper-case digits too.
        let prefix = if spec.alternate { format!("0{}", spec.kind.to_lowercase()) } else { String::new() };
        let bits = super::operator::wrap(value, crate::types::Int { signed: false, bits: int.bits });
        let digits = Expr::FString(vec![Piece::Value(bits, spec.kind.to_owned())]);
        let text = if prefix.is_empty() {
            digits
        } else {
            Expr::Str(prefix).binary(crate::python::BinaryOp::Add, digits)
        };
        Piece::Value(pad(text, spec, true), String::new())
    }

    fn exponent(&mut self, value: Expr, ty: &Ty, spec: &Spec<'_>, span: Span) -> Piece {
        if !matches!(ty, Ty::Int(_) | Ty::Float) {
            let help = "give it a type first: `let value: f64 = ..;`";
            let message = "whether this is a number is not known here";
            return Piece::Value(self.error(Code::UnknownType, span, message, help), String::new());
        }
        let arguments = std::iter::once(value).chain(spec.precision.clone()).collect();
        let mut text = call("gear_exp_text", arguments);
        if spec.kind == "E" {
            text = text.attribute("replace").call(vec![Expr::Str("e".to_owned()), Expr::Str("E".to_owned())]);
        }
        Piece::Value(pad(text, spec, true), String::new())
    }

    fn debug_piece(&mut self, value: Expr, ty: &Ty, spec: &Spec<'_>, span: Span) -> Piece {
        if spec.precision.is_some() || (spec.is_padded() && !matches!(ty, Ty::Int(_) | Ty::Str | Ty::Char)) {
            // Of what has parts, Rust pads and rounds each part.
            let message =
                "`{:?}` with a width, a sign or a precision cannot be kept equal in Python for this value";
            let help = "format its parts, each with a width of its own";
            return Piece::Value(self.error(Code::Format, span, message, help), String::new());
        }
        let layout = if spec.alternate { Layout::Lines } else { Layout::Line };
        let text = self.debug(value, ty, layout, span);
        // Of a text, Rust pads the quotes as little as what is between them.
        let text = if matches!(ty, Ty::Int(_)) { pad(text, spec, true) } else { text };
        Piece::Value(text, String::new())
    }

    pub(super) fn no_format(&mut self, span: Span, what: &str) -> Expr {
        self.error(
            Code::Format,
            span,
            format!("`{what}` of this value cannot be kept equal in Python"),
            "format its parts: numbers, strings, options, lists and tuples of known types",
        )
    }

    /// What a type says of itself: its `impl Display`.
    fn text_of_own(&mut self, kind: LinkKind, value: Expr, name: &str, span: Span) -> Expr {
        match self.of_type(kind, name, span) {
            Some(function) => function.call(vec![value]),
            None => self.no_format(span, "{}"),
        }
    }
}

/// A specification whose sizes are Python.
struct Spec<'f> {
    fill: Option<char>,
    align: Option<char>,
    plus: bool,
    alternate: bool,
    zero: bool,
    width: Option<Expr>,
    precision: Option<Expr>,
    kind: &'f str,
}

impl<'f> Spec<'f> {
    fn new(spec: &'f FormatSpec, values: &[Expr]) -> Self {
        let size = |size: Size| match size {
            Size::Is(size) => Expr::Int(size as i128),
            Size::Of(argument) => match &values[argument] {
                Expr::Int(size) => Expr::Int(*size),
                computed => call("gear_format_size", vec![computed.clone()]),
            },
        };
        let FormatSpec { fill, align, plus, alternate, zero, width, precision, ref kind } = *spec;
        let (width, precision) = (width.map(size), precision.map(size));
        Spec { fill, align, plus, alternate, zero, width, precision, kind }
    }

    /// Numbers stand at the right.
    fn align(&self, numeric: bool) -> char {
        self.align.unwrap_or(if numeric { '>' } else { '<' })
    }

    fn is_padded(&self) -> bool {
        self.width.is_some() || self.plus || self.zero
    }
}

/// The argument that a size is.
fn number(size: Option<Size>) -> Option<usize> {
    match size? {
        Size::Is(_) => None,
        Size::Of(argument) => Some(argument),
    }
}

/// The pieces of a text.
pub(super) fn pieces_of(text: Expr) -> Vec<Piece> {
    match text {
        Expr::Str(text) => vec![Piece::Text(text)],
        Expr::FString(pieces) => pieces,
        value => vec![plain_piece(value)],
    }
}

/// The pieces, of which two texts in a row are one.
fn merged(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    for piece in pieces {
        match (all.last_mut(), piece) {
            (Some(Piece::Text(before)), Piece::Text(text)) => before.push_str(&text),
            (_, piece) => all.push(piece),
        }
    }
    all
}

/// The text of pieces.
pub(super) fn joined(pieces: Vec<Piece>) -> Expr {
    let mut all = merged(pieces);
    match all.pop() {
        Some(Piece::Text(text)) if all.is_empty() => Expr::Str(text),
        last => {
            all.extend(last);
            Expr::FString(all)
        }
    }
}

/// A text in another: an f-string makes one of a number itself.
pub(super) fn plain_piece(text: Expr) -> Piece {
    match text {
        Expr::Call { function, mut arguments, keywords }
            if *function == name("str") && arguments.len() == 1 && keywords.is_empty() =>
        {
            Piece::Value(arguments.remove(0), String::new())
        }
        text => Piece::Value(text, String::new()),
    }
}

/// The specification in Python's words, where Python reads it as Rust does.
fn same_spec(ty: &Ty, spec: &Spec<'_>) -> Option<String> {
    let mut out = String::new();
    match ty {
        // With zeros Rust forgets alignment and fill.
        Ty::Int(_) if spec.zero => {}
        Ty::Int(_) | Ty::Str | Ty::Char if !spec.zero => {
            // Braces and quotes cannot stand in an f-string's specification.
            if spec.fill.is_some_and(|fill| !fill.is_ascii_alphanumeric() && !" -_.*+=#".contains(fill)) {
                return None;
            }
            if let Some(align) = spec.align {
                out.extend(spec.fill);
                out.push(align);
            }
        }
        _ => return None,
    }
    let number = matches!(ty, Ty::Int(_));
    if spec.plus {
        out.push_str(if number { "+" } else { return None });
    }
    if spec.zero {
        out.push('0');
    }
    if spec.width.is_none() && !spec.plus {
        return None;
    }
    match spec.width {
        Some(Expr::Int(width)) => out.push_str(&width.to_string()),
        Some(_) => return None,
        None => {}
    }
    match spec.precision {
        Some(Expr::Int(precision)) if *ty == Ty::Str => out.push_str(&format!(".{precision}")),
        Some(_) => return None,
        None => {}
    }
    Some(out)
}

/// Rust pads by characters; the sign and the base prefix stay before zeros.
fn pad(text: Expr, spec: &Spec<'_>, numeric: bool) -> Expr {
    if spec.width.is_none() && !spec.plus {
        return text;
    }
    let (fill, align) = (spec.fill.unwrap_or(' '), spec.align(numeric));
    let width = spec.width.clone().unwrap_or(Expr::Int(0));
    let zero = if spec.zero && numeric { Expr::True } else { Expr::False };
    let plus = if spec.plus && numeric { Expr::True } else { Expr::False };
    let (fill, align) = (Expr::Str(fill.to_string()), Expr::Str(align.to_string()));
    call("gear_pad", vec![text, fill, align, width, zero, plus])
}

fn is_text(value: &Expr) -> bool {
    match value {
        Expr::Str(_) | Expr::FString(_) => true,
        Expr::Call { function, .. } => {
            matches!(&**function, Expr::Name(helper) if matches!(helper.as_str(), "str" | "gear_pad" | "gear_exp_text" | "gear_float_text" | "gear_display" | "gear_float_fixed" | "gear_debug_str"))
        }
        _ => false,
    }
}
