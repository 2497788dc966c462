//! The macros that have a Python meaning.

use super::Checker;
use super::hir::{BinaryOp, Block, Expr, ExprKind, Format, FormatPiece, MethodCall, Statement};
use crate::diag::{Code, did_you_mean};
use crate::lower::catalog::methods;
use crate::syntax::start_of_path;
use crate::types::Ty;
use proc_macro2::Span;
use syn::punctuated::Punctuated;
use syn::{Token, parse::Parser as _};

const KNOWN: [&str; 17] = [
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
    "write",
    "writeln",
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
                Some(format) => Expr { kind: ExprKind::Format(format), ty: Ty::Str, span },
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
            "vec" => self.vec(call, expected, span),
            "json" => self.json(call, span),
            "assert" | "debug_assert" => self.assert(call, span),
            "assert_eq" | "debug_assert_eq" => self.assert_compare(call, BinaryOp::Eq, span),
            "assert_ne" | "debug_assert_ne" => self.assert_compare(call, BinaryOp::Ne, span),
            "matches" => self.matches(call, span),
            "execute" => self.execute(call, span),
            "gear" => self.gear(call, span),
            "join" => self.join(call, span),
            "log" => self.log(call, span),
            "write" | "writeln" => {
                let written = self.write(call, span);
                self.ok(written)
            }
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
        let format = if call.tokens.is_empty() {
            Format::text(default)
        } else {
            let mut format = match self.format(call) {
                Some(format) => format,
                None => return self.silent(span),
            };
            if !prefix.is_empty() {
                format.pieces.insert(0, FormatPiece::Text(prefix.to_owned()));
            }
            format
        };
        Expr { kind: ExprKind::Panic(format), ty: Ty::Never, span }
    }

    fn vec(&mut self, call: &syn::Macro, expected: &Ty, span: Span) -> Expr {
        let repeat = |input: syn::parse::ParseStream<'_>| {
            let item: syn::Expr = input.parse()?;
            input.parse::<Token![;]>()?;
            Ok((item, input.parse::<syn::Expr>()?))
        };
        if let Ok((item, count)) = repeat.parse2(call.tokens.clone()) {
            return self.repeat(&item, &count, span);
        }
        match self.arguments(call) {
            Some(items) => self.list(items.iter(), expected, span),
            None => self.silent(span),
        }
    }

    fn execute(&mut self, call: &syn::Macro, span: Span) -> Expr {
        let Some(arguments) = self.arguments(call) else { return self.silent(span) };
        self.note_command(arguments.first(), span);
        let arguments = arguments.iter().map(|argument| self.any_place(computed(argument))).collect();
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

    /// What is left of `write!(text, ..).unwrap()` and `write!(text, ..)?`: a `String` takes everything.
    pub(super) fn written(&mut self, result: &syn::Expr) -> Option<Expr> {
        let syn::Expr::Macro(call) = result else { return None };
        if !call.mac.path.is_ident("write") && !call.mac.path.is_ident("writeln") {
            return None;
        }
        self.outside.known_macro(&call.mac.path);
        Some(self.write(&call.mac, start_of_path(&call.mac.path)))
    }

    /// `write!(text, "..", ..)` and `writeln!`: the formatted text is put behind a `String`.
    fn write(&mut self, call: &syn::Macro, span: Span) -> Expr {
        let Some(mut arguments) = self.arguments(call) else { return self.silent(span) };
        let line = call.path.segments.last().is_some_and(|last| last.ident == "writeln");
        let format = if arguments.is_empty() { Vec::new() } else { arguments.split_off(1) };
        let Some(target) = arguments.first() else { return self.silent(span) };
        let target = match target {
            syn::Expr::Reference(reference) => &*reference.expr,
            other => other,
        };
        self.note_change(target);
        let receiver = self.place(target, &Ty::Str);
        if !matches!(self.types.shallow(&receiver.ty), Ty::Str | Ty::Error) {
            let message = "what this writes into is not a `String`";
            let help = "write into a `String`: `let mut text = String::new();`";
            let reported = self.diagnostics.report_help(Code::UnsupportedMacro, target, message, help);
            return self.error(reported, span);
        }
        let format =
            if format.is_empty() { Some(Format::default()) } else { self.format_arguments(format, span) };
        let Some(mut format) = format else { return self.silent(span) };
        if line {
            format.pieces.push(FormatPiece::Text("\n".to_owned()));
        }
        let text = Expr { kind: ExprKind::Format(format), ty: Ty::Str, span };
        let call = MethodCall {
            name: "push_str".to_owned(),
            arguments: vec![receiver, text],
            candidates: methods(&Ty::Str, "push_str"),
            name_span: span,
        };
        Expr { kind: ExprKind::Method(Box::new(call)), ty: Ty::Unit, span }
    }

    /// `Ok(())`, after what was done.
    fn ok(&mut self, done: Expr) -> Expr {
        let span = done.span;
        let unit = Expr { kind: ExprKind::Unit, ty: Ty::Unit, span };
        let ty = Ty::Result(Box::new(Ty::Unit), Box::new(Ty::Opaque));
        let value = Expr { kind: ExprKind::Ok(Box::new(unit)), ty: ty.clone(), span };
        let block = Block { statements: vec![Statement::Expr(done)], value: Some(Box::new(value)) };
        Expr { kind: ExprKind::Block(block), ty, span }
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
