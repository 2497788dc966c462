//! Format strings: `"{name:>8.2}"` and their arguments.

use super::hir::{Expr, FormatPiece, FormatSpec};
use super::{Checker, Free};
use crate::diag::Code;
use proc_macro2::Span;
use syn::spanned::Spanned as _;

impl Checker<'_> {
    /// The pieces of a `format!`-like call. `None` if an error was reported.
    pub(crate) fn format(&mut self, call: &syn::Macro) -> Option<Vec<FormatPiece>> {
        let arguments = self.arguments(call)?;
        self.format_arguments(arguments, crate::syntax::start_of_path(&call.path))
    }

    pub(crate) fn format_arguments(
        &mut self,
        arguments: Vec<syn::Expr>,
        span: Span,
    ) -> Option<Vec<FormatPiece>> {
        let mut arguments = arguments.into_iter();
        let literal = match arguments.next() {
            Some(syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(literal), .. })) => literal,
            other => {
                let span = other.map_or(span, |other| other.span());
                self.format_error(span, "the first argument must be a string literal", "`format!(\"{x}\")`");
                return None;
            }
        };
        let mut given = Given::default();
        for argument in arguments {
            match argument {
                syn::Expr::Assign(named) => {
                    let name = quote::ToTokens::to_token_stream(&named.left).to_string();
                    given.named.push((name, self.any_place(&named.right)));
                }
                value => given.positional.push(self.any_place(&value)),
            }
        }
        self.pieces(&literal, &given)
    }

    fn pieces(&mut self, literal: &syn::LitStr, given: &Given) -> Option<Vec<FormatPiece>> {
        let text = literal.value();
        let mut pieces: Vec<FormatPiece> = Vec::new();
        let mut plain = String::new();
        let mut next = 0;
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
            let (name, spec) = rest[..end].split_once(':').unwrap_or((&rest[..end], ""));
            rest = &rest[end + 1..];
            let value = self.argument(name.trim(), &mut next, given, literal)?;
            let Some(spec) = parse_spec(spec.trim_end()) else {
                self.format_error(
                    literal.span(),
                    &format!("the format `{{:{spec}}}` cannot be kept equal in Python"),
                    "a gear knows fill, alignment, `+`, `#`, `0`, a number as width and precision, and `?`, `x`, `X`, `b`, `o`",
                );
                return None;
            };
            if spec.kind.is_empty() {
                self.note_shown(&value);
            }
            if !plain.is_empty() {
                pieces.push(FormatPiece::Text(std::mem::take(&mut plain)));
            }
            pieces.push(FormatPiece::Value { value, spec, span: literal.span() });
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            pieces.push(FormatPiece::Text(plain));
        }
        Some(pieces)
    }

    /// The argument that a placeholder names. `None` if it is missing: rustc reports it.
    fn argument(
        &mut self,
        name: &str,
        next: &mut usize,
        given: &Given,
        literal: &syn::LitStr,
    ) -> Option<Expr> {
        if name.is_empty() {
            *next += 1;
            return given.positional.get(*next - 1).cloned();
        }
        if let Ok(index) = name.parse::<usize>() {
            return given.positional.get(index).cloned();
        }
        if let Some((_, value)) = given.named.iter().find(|(known, _)| known == name) {
            return Some(value.clone());
        }
        let ident: syn::Ident = syn::parse_str(name).ok()?;
        let ident = syn::Ident::new(&ident.to_string(), literal.span());
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

#[derive(Default)]
struct Given {
    positional: Vec<Expr>,
    named: Vec<(String, Expr)>,
}

/// `[[fill]align][+][#][0][width][.precision][kind]`.
fn parse_spec(text: &str) -> Option<FormatSpec> {
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
        Some(after) => {
            rest = after;
            true
        }
        None => false,
    };
    (spec.plus, spec.alternate, spec.zero) = (flag('+'), flag('#'), flag('0'));
    let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (width, after) = rest.split_at(digits(rest));
    if !width.is_empty() {
        spec.width = Some(width.parse().ok()?);
    }
    rest = after;
    if let Some(after) = rest.strip_prefix('.') {
        let (precision, after) = after.split_at(digits(after));
        spec.precision = Some(precision.parse().ok()?);
        rest = after;
    }
    spec.kind = rest.to_owned();
    matches!(rest, "" | "?" | "x" | "X" | "b" | "o").then_some(spec)
}

#[cfg(test)]
mod tests {
    use super::parse_spec;

    #[test]
    fn specifications_are_read_in_rusts_order() {
        let spec = parse_spec("*^+#010.3?").expect("well formed");
        assert_eq!((spec.fill, spec.align, spec.plus), (Some('*'), Some('^'), true));
        assert_eq!((spec.alternate, spec.zero, spec.width, spec.precision), (true, true, Some(10), Some(3)));
        assert_eq!(spec.kind, "?");
        assert!(parse_spec("width$").is_none());
        assert!(parse_spec("e").is_none());
    }
}
