//! Format strings: `"{name:>8.2}"` and their arguments.

use super::hir::{Expr, Format, FormatPiece, FormatSpec, Size};
use super::{Checker, Free};
use crate::diag::Code;
use crate::types::{Int, Ty};
use proc_macro2::Span;
use syn::spanned::Spanned as _;

impl Checker<'_> {
    /// A `format!`-like call. `None` if an error was reported.
    pub(crate) fn format(&mut self, call: &syn::Macro) -> Option<Format> {
        let arguments = self.arguments(call)?;
        self.format_arguments(arguments, crate::syntax::start_of_path(&call.path))
    }

    pub(crate) fn format_arguments(&mut self, arguments: Vec<syn::Expr>, span: Span) -> Option<Format> {
        let mut arguments = arguments.into_iter();
        let literal = match arguments.next() {
            Some(syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(literal), .. })) => literal,
            other => {
                let span = other.map_or(span, |other| other.span());
                self.format_error(span, "the first argument must be a string literal", "`format!(\"{x}\")`");
                return None;
            }
        };
        let mut given = Given { at: literal.span(), arguments: Vec::new(), names: Vec::new(), next: 0 };
        for argument in arguments {
            let value = match argument {
                syn::Expr::Assign(named) => {
                    let name = quote::ToTokens::to_token_stream(&named.left).to_string();
                    given.names.push((name, given.arguments.len()));
                    self.any_place(&named.right)
                }
                value => self.any_place(&value),
            };
            given.arguments.push(value);
        }
        let pieces = self.pieces(&literal, &mut given)?;
        Some(Format { pieces, arguments: given.arguments })
    }

    fn pieces(&mut self, literal: &syn::LitStr, given: &mut Given) -> Option<Vec<FormatPiece>> {
        let text = literal.value();
        let mut pieces: Vec<FormatPiece> = Vec::new();
        let mut plain = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find(['{', '}']) {
            plain.push_str(&rest[..at]);
            let brace = &rest[at..=at];
            rest = &rest[at + 1..];
            if let Some(after) = rest.strip_prefix(brace) {
                plain.push_str(brace);
                rest = after;
                continue;
            }
            let Some(end) = rest.find('}').filter(|_| brace == "{") else {
                // rustc says where the brace is missing.
                return Some(pieces);
            };
            let value = self.placeholder(&rest[..end], given)?;
            rest = &rest[end + 1..];
            if !plain.is_empty() {
                pieces.push(FormatPiece::Text(std::mem::take(&mut plain)));
            }
            pieces.push(value);
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            pieces.push(FormatPiece::Text(plain));
        }
        Some(pieces)
    }

    /// What stands between braces.
    fn placeholder(&mut self, text: &str, given: &mut Given) -> Option<FormatPiece> {
        let (name, written) = text.split_once(':').unwrap_or((text, ""));
        let Some(parsed) = parse_spec(written.trim_end()) else {
            self.format_error(
                given.at,
                &format!("the format `{{:{written}}}` cannot be kept equal in Python"),
                "a gear knows fill, alignment, `+`, `#`, `0`, a width and a precision, and `?`, `x`, `X`, `b`, `o`, `e`, `E`",
            );
            return None;
        };
        let mut spec = parsed.spec;
        // The precision of `.*` stands before the value.
        spec.precision = self.size(parsed.precision, given)?;
        let argument = self.argument(name.trim(), given)?;
        spec.width = self.size(parsed.width, given)?;
        if spec.kind.is_empty() {
            self.note_shown(&given.arguments[argument]);
        }
        Some(FormatPiece::Value { argument, spec, span: given.at })
    }

    /// A width or a precision, which can be an argument too.
    fn size(&mut self, written: Option<&str>, given: &mut Given) -> Option<Option<Size>> {
        let Some(written) = written else { return Some(None) };
        let name = match written {
            "*" => "",
            written => match written.strip_suffix('$') {
                Some(name) => name,
                None => return Some(Some(Size::Is(written.parse().ok()?))),
            },
        };
        let argument = self.argument(name, given)?;
        self.types.unify(&given.arguments[argument].ty, &Ty::Int(Int::U64));
        Some(Some(Size::Of(argument)))
    }

    /// The number of the argument that a placeholder names. `None` if it is missing: rustc reports it.
    fn argument(&mut self, name: &str, given: &mut Given) -> Option<usize> {
        let number = match name {
            "" => {
                given.next += 1;
                Some(given.next - 1)
            }
            name => name.parse().ok(),
        };
        if let Some(number) = number {
            return (number < given.arguments.len()).then_some(number);
        }
        if let Some((_, number)) = given.names.iter().find(|(known, _)| known == name) {
            return Some(*number);
        }
        let value = self.mentioned(name, given.at)?;
        given.names.push((name.to_owned(), given.arguments.len()));
        given.arguments.push(value);
        Some(given.arguments.len() - 1)
    }

    /// What a name stands for that is no argument.
    fn mentioned(&mut self, name: &str, at: Span) -> Option<Expr> {
        let ident: syn::Ident = syn::parse_str(name).ok()?;
        let ident = syn::Ident::new(&ident.to_string(), at);
        if let Some(local) = self.variable(&ident) {
            return Some(local);
        }
        if super::pattern::is_constant(&ident) {
            let path = syn::ExprPath { attrs: Vec::new(), qself: None, path: ident.into() };
            let ty = self.types.var();
            return Some(self.path(&path, &ty));
        }
        (self.free == Free::Capture).then(|| self.capture(&ident))
    }

    fn format_error(&mut self, span: Span, message: &str, help: &str) {
        self.diagnostics.report_help(Code::Format, span, message, help);
    }
}

/// The arguments of a format string.
struct Given {
    /// Where the string stands.
    at: Span,
    arguments: Vec<Expr>,
    /// The names of arguments, and what else the string names.
    names: Vec<(String, usize)>,
    /// The number of the next argument that is not named.
    next: usize,
}

/// A specification, its sizes as they are written.
struct Parsed<'t> {
    spec: FormatSpec,
    width: Option<&'t str>,
    precision: Option<&'t str>,
}

/// `[[fill]align][+][#][0][width][.precision][kind]`.
fn parse_spec(text: &str) -> Option<Parsed<'_>> {
    let mut spec = FormatSpec::default();
    let mut rest = text;
    let align = |c: char| matches!(c, '<' | '>' | '^');
    let mut chars = rest.chars();
    match (chars.next(), chars.next()) {
        (Some(fill), Some(c)) if align(c) => {
            (spec.fill, spec.align) = (Some(fill), Some(c));
            rest = &rest[fill.len_utf8() + 1..];
        }
        (Some(c), _) if align(c) => {
            spec.align = Some(c);
            rest = &rest[1..];
        }
        _ => {}
    }
    let mut flag = |c: char| match rest.strip_prefix(c) {
        // `0$` is the width that the first argument gives.
        Some(after) if !(c == '0' && after.starts_with('$')) => {
            rest = after;
            true
        }
        _ => false,
    };
    (spec.plus, spec.alternate, spec.zero) = (flag('+'), flag('#'), flag('0'));
    let (width, after) = size(rest);
    let (precision, after) = match after.strip_prefix('.') {
        Some(after) => match after.strip_prefix('*') {
            Some(rest) => (Some("*"), rest),
            None => size(after),
        },
        None => (None, after),
    };
    spec.kind = after.to_owned();
    matches!(after, "" | "?" | "x" | "X" | "b" | "o" | "e" | "E").then_some(Parsed { spec, width, precision })
}

/// A number, or a name or number with `$`, and what stands behind it.
fn size(text: &str) -> (Option<&str>, &str) {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let word = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let end = if text[word..].starts_with('$') { word + 1 } else { digits };
    let (size, after) = text.split_at(end);
    ((!size.is_empty()).then_some(size), after)
}

#[cfg(test)]
mod tests {
    use super::parse_spec;

    #[test]
    fn specifications_are_read_in_rusts_order() {
        let parsed = parse_spec("*^+#010.3?").expect("well formed");
        let spec = parsed.spec;
        assert_eq!((spec.fill, spec.align, spec.plus), (Some('*'), Some('^'), true));
        assert_eq!((spec.alternate, spec.zero, spec.kind.as_str()), (true, true, "?"));
        assert_eq!((parsed.width, parsed.precision), (Some("10"), Some("3")));
        for (text, width, precision, kind) in [
            ("width$", Some("width$"), None, ""),
            ("0$.1$x", Some("0$"), Some("1$"), "x"),
            ("00$", Some("0$"), None, ""),
            (".*", None, Some("*"), ""),
            ("x", None, None, "x"),
            ("+e", None, None, "e"),
            (".prec$?", None, Some("prec$"), "?"),
        ] {
            let parsed = parse_spec(text).expect(text);
            assert_eq!((parsed.width, parsed.precision, parsed.spec.kind.as_str()), (width, precision, kind));
        }
        assert!(parse_spec("p").is_none());
    }
}
