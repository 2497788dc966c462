//! The macros that have a Python meaning.

use super::Checker;
use super::hir::{BinaryOp, Expr, ExprKind, FormatPiece};
use crate::diag::{Code, did_you_mean};
use crate::syntax::start_of_path;
use crate::types::Ty;
use proc_macro2::Span;
use syn::punctuated::Punctuated;
use syn::{Token, parse::Parser as _};

const KNOWN: [&str; 15] = [
    "format",
    "json",
    "vec",
    "panic",
    "unreachable",
    "todo",
    "unimplemented",
    "assert",
    "assert_eq",
    "assert_ne",
    "matches",
    "execute",
    "gear",
    "join",
    "log",
];

impl Checker<'_> {
    pub(crate) fn macro_call(&mut self, call: &syn::Macro, expected: &Ty) -> Expr {
        let span = start_of_path(&call.path);
        let name = call.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        // `gear!` is not to be checked: what is inside only compiles where it is ours.
        if KNOWN.contains(&name.trim_start_matches("debug_")) && name != "gear" {
            self.outside.known_macro(&call.path);
        }
        match name.as_str() {
            "format" => match self.format(call) {
                Some(pieces) => Expr { kind: ExprKind::Format(pieces), ty: Ty::Str, span },
                None => self.silent(span),
            },
            "panic" => self.panic(call, "explicit panic", "", span),
            "unreachable" => self.panic(
                call,
                "internal error: entered unreachable code",
                "internal error: entered unreachable code: ",
                span,
            ),
            "todo" => self.panic(call, "not yet implemented", "not yet implemented: ", span),
            "unimplemented" => self.panic(call, "not implemented", "not implemented: ", span),
            "vec" => self.vec(call, span),
            "json" => self.json(call, span),
            "assert" | "debug_assert" => self.assert(call, span),
            "assert_eq" | "debug_assert_eq" => self.assert_compare(call, BinaryOp::Eq, span),
            "assert_ne" | "debug_assert_ne" => self.assert_compare(call, BinaryOp::Ne, span),
            "matches" => self.matches(call, span),
            "execute" => self.execute(call, span),
            "gear" => self.gear(call, span),
            "join" => self.join(call, span),
            "log" => self.log(call, span),
            _ => self.unsupported_macro(call, &name, expected),
        }
    }

    /// An expression after an error that has been reported.
    pub(super) fn silent(&mut self, span: Span) -> Expr {
        Expr { kind: ExprKind::Unit, ty: Ty::Error, span }
    }

    fn unsupported_macro(&mut self, call: &syn::Macro, name: &str, _: &Ty) -> Expr {
        let help = match did_you_mean(name, KNOWN) {
            Some(known) if known != name => format!("there is a macro with a similar name: `{known}!`"),
            _ => format!("a gear knows {}", KNOWN.map(|known| format!("`{known}!`")).join(", ")),
        };
        let message = format!("the macro `{name}!` has no Python meaning");
        let reported = self.diagnostics.report_help(Code::UnsupportedMacro, &call.path, message, help);
        self.error(reported, start_of_path(&call.path))
    }

    fn panic(&mut self, call: &syn::Macro, default: &str, prefix: &str, span: Span) -> Expr {
        let pieces = if call.tokens.is_empty() {
            vec![FormatPiece::Text(default.to_owned())]
        } else {
            let mut pieces = match self.format(call) {
                Some(pieces) => pieces,
                None => return self.silent(span),
            };
            if !prefix.is_empty() {
                pieces.insert(0, FormatPiece::Text(prefix.to_owned()));
            }
            pieces
        };
        Expr { kind: ExprKind::Panic(pieces), ty: Ty::Never, span }
    }

    fn vec(&mut self, call: &syn::Macro, span: Span) -> Expr {
        let repeat = |input: syn::parse::ParseStream<'_>| {
            let item: syn::Expr = input.parse()?;
            input.parse::<Token![;]>()?;
            Ok((item, input.parse::<syn::Expr>()?))
        };
        if let Ok((item, count)) = repeat.parse2(call.tokens.clone()) {
            return self.repeat(&item, &count, span);
        }
        match self.arguments(call) {
            Some(items) => self.list(items.iter(), span),
            None => self.silent(span),
        }
    }

    fn execute(&mut self, call: &syn::Macro, span: Span) -> Expr {
        let Some(arguments) = self.arguments(call) else { return self.silent(span) };
        self.note_command(arguments.first(), span);
        let arguments = arguments.iter().map(|argument| self.any(computed(argument))).collect();
        Expr { kind: ExprKind::Execute(arguments), ty: Ty::Value, span }
    }

    /// `log!("..", ..)` or `log!(level = Warning, "..", ..)`.
    fn log(&mut self, call: &syn::Macro, span: Span) -> Expr {
        const LEVELS: &[&str] = &["Debug", "Verbose", "Notice", "Warning"];
        self.note_outside(span);
        let Some(arguments) = self.arguments(call) else { return self.silent(span) };
        let mut arguments = arguments.into_iter().peekable();
        let mut level = "notice";
        if let Some(syn::Expr::Assign(option)) = arguments.peek()
            && let syn::Expr::Path(path) = &*option.right
        {
            let name = path.path.segments.last().map(|s| s.ident.to_string()).unwrap_or_default();
            level = match name.as_str() {
                "Debug" => "debug",
                "Verbose" => "verbose",
                "Notice" => "notice",
                "Warning" => "warning",
                _ => {
                    let help = format!("the levels are {}", LEVELS.join(", "));
                    let message = format!("`{name}` is not a log level");
                    let reported = self.diagnostics.report_help(Code::OptionValue, path, message, help);
                    return self.error(reported, span);
                }
            };
            arguments.next();
        }
        match self.format_arguments(arguments.collect(), span) {
            Some(pieces) => Expr { kind: ExprKind::Log(level, pieces), ty: Ty::Unit, span },
            None => self.silent(span),
        }
    }

    pub(crate) fn arguments(&mut self, call: &syn::Macro) -> Option<Vec<syn::Expr>> {
        let parser = Punctuated::<syn::Expr, Token![,]>::parse_terminated;
        match parser.parse2(call.tokens.clone()) {
            Ok(arguments) => Some(arguments.into_iter().collect()),
            Err(error) => {
                self.diagnostics.syntax(&error);
                None
            }
        }
    }
}

/// `..list` among the arguments of `execute!`: the list. It reads as what it is; a list alone does the same.
fn computed(argument: &syn::Expr) -> &syn::Expr {
    match argument {
        syn::Expr::Range(syn::ExprRange {
            start: None,
            end: Some(list),
            limits: syn::RangeLimits::HalfOpen(_),
            ..
        }) => list,
        other => other,
    }
}
