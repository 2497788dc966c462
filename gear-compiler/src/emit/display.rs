//! The `fmt` of a `#[gear] impl Display`, as a function that gives the text.
//!
//! `fmt` writes one text after another. Where only its ends write, each end is the text. Otherwise `f` is a text that grows, and
//! the end gives it. Nothing else may be done with `f`, so that it makes no difference.

use super::fmt_uses::Uses;
use crate::around::Private;
use crate::diag::{Code, Diagnostics};
use crate::syntax::owner_of;
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens as _, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Block, Expr, FnArg, Ident, ItemFn, Pat, Stmt, parse_quote_spanned};

/// A function that gives the text, and how it was made of `fmt`.
pub(super) struct Text {
    pub(super) function: ItemFn,
    /// What is between `{:` and `}` makes no difference to what it writes.
    pub(super) ignores_options: bool,
    /// The macros that write.
    pub(super) macros: Vec<syn::Path>,
    /// The trait, where its function was called by its path.
    pub(super) traits: Vec<syn::Path>,
}

/// The text that `fmt` writes, as a function of the same value.
pub(super) fn text_of(fmt: &ItemFn, private: &Private, diagnostics: &mut Diagnostics) -> Option<Text> {
    let Some(f) = formatter(fmt) else {
        report(fmt.sig.ident.span(), diagnostics);
        return None;
    };
    let mut function = fmt.clone();
    function.sig.inputs = function.sig.inputs.into_iter().take(1).collect();
    function.sig.output = parse_quote_spanned!(fmt.sig.ident.span()=> -> #private::String);
    let mut writer = Writer::new(f.clone());
    let ends = writer.value_of_block(&fmt.block);
    let block = match ends.filter(|_| writer.all_used(&fmt.block)) {
        Some(block) => block,
        None => {
            writer = Writer::new(f.clone());
            let mut block = (*fmt.block).clone();
            writer.block(&mut block, true);
            let span = fmt.block.brace_token.span.join();
            block.stmts.insert(0, parse_quote_spanned!(span=> let mut #f = "";));
            if let Some(Stmt::Expr(_, semi)) = block.stmts.last_mut() {
                semi.get_or_insert_default();
            }
            block.stmts.push(Stmt::Expr(parse_quote_spanned!(span=> #f), None));
            if let Some(span) = writer.unclear.or((!writer.all_used(&fmt.block)).then_some(f.span())) {
                report(span, diagnostics);
                return None;
            }
            block
        }
    };
    *function.block = block;
    let Writer { ignores_options, macros, traits, .. } = writer;
    Some(Text { function, ignores_options, macros, traits })
}

fn report(span: Span, diagnostics: &mut Diagnostics) {
    let message = "in Python, `fmt` is a function that gives the text, so its formatter is only written to";
    let help = "write with `write!(f, ..)?`, `f.write_str(..)?` and `self.0.fmt(f)?`, and end with one of them or with `Ok(())`";
    diagnostics.report_help(Code::Item, span, message, help);
}

/// The name of the second parameter.
fn formatter(fmt: &ItemFn) -> Option<Ident> {
    match fmt.sig.inputs.iter().nth(1)? {
        FnArg::Typed(typed) => match &*typed.pat {
            Pat::Ident(name) => Some(name.ident.clone()),
            Pat::Wild(wild) => Some(Ident::new("f", wild.underscore_token.span)),
            _ => None,
        },
        FnArg::Receiver(_) => None,
    }
}

struct Writer {
    f: Ident,
    used: Uses,
    ignores_options: bool,
    macros: Vec<syn::Path>,
    traits: Vec<syn::Path>,
    /// An end of which it is not known what it writes.
    unclear: Option<Span>,
}

impl Writer {
    fn new(f: Ident) -> Self {
        Writer {
            f,
            used: Uses::default(),
            ignores_options: true,
            macros: Vec::new(),
            traits: Vec::new(),
            unclear: None,
        }
    }

    /// Whether nothing is done with the formatter but what was found.
    fn all_used(&self, block: &Block) -> bool {
        Uses::of(block, &self.f) == self.used
    }

    /// The text that an expression writes.
    fn written(&mut self, expr: &Expr) -> Option<Expr> {
        let span = expr.span();
        let is_f = |expr: &Expr| matches!(expr, Expr::Path(path) if path.path.is_ident(&self.f));
        let text = match expr {
            Expr::Macro(call) => self.written_by_macro(&call.mac)?,
            Expr::MethodCall(call) if is_f(&call.receiver) && call.args.len() == 1 => {
                let argument = &call.args[0];
                match call.method.to_string().as_str() {
                    "write_str" => argument.clone(),
                    "pad" => {
                        self.ignores_options = false;
                        argument.clone()
                    }
                    "write_char" => parse_quote_spanned!(span=> (#argument).to_string()),
                    _ => return None,
                }
            }
            Expr::MethodCall(call) if call.method == "fmt" && call.args.len() == 1 && is_f(&call.args[0]) => {
                // In the block of `Display` it is that of no other trait.
                self.ignores_options = false;
                let shown = &call.receiver;
                parse_quote_spanned!(span=> (#shown).to_string())
            }
            Expr::Call(call) if call.args.len() == 2 && is_f(&call.args[1]) => {
                let Expr::Path(path) = &*call.func else { return None };
                let (method, of) = (path.path.segments.last()?, owner_of(&path.path));
                if method.ident != "fmt" || of.segments.last()?.ident != "Display" {
                    return None;
                }
                self.ignores_options = false;
                self.traits.push(of);
                let shown = &call.args[0];
                parse_quote_spanned!(span=> (#shown).to_string())
            }
            _ => return None,
        };
        self.used.formatter += 1;
        Some(text)
    }

    /// `write!(f, ..)` and `writeln!(f, ..)`.
    fn written_by_macro(&mut self, call: &syn::Macro) -> Option<Expr> {
        let span = call.path.span();
        let name = call.path.segments.last()?.ident.to_string();
        let mut tokens = call.tokens.clone().into_iter();
        match tokens.next()? {
            TokenTree::Ident(first) if first == self.f => {}
            _ => return None,
        }
        let rest: TokenStream = match tokens.next() {
            None => TokenStream::new(),
            Some(TokenTree::Punct(comma)) if comma.as_char() == ',' => tokens.collect(),
            Some(_) => return None,
        };
        let line = match name.as_str() {
            "write" => false,
            "writeln" => true,
            _ => return None,
        };
        self.macros.push(call.path.clone());
        let text = match (line, rest.is_empty()) {
            (true, true) => quote_spanned!(span=> "\n"),
            (true, false) => quote_spanned!(span=> format!("{}\n", format!(#rest))),
            (false, _) => quote_spanned!(span=> format!(#rest)),
        };
        syn::parse2(text).ok()
    }

    /// The value of a function whose ends alone write.
    fn value(&mut self, expr: &Expr) -> Option<Expr> {
        if is_done(expr) {
            return Some(parse_quote_spanned!(expr.span()=> ""));
        }
        Some(match expr {
            Expr::Paren(inner) => self.value(&inner.expr)?,
            Expr::Match(matching) => {
                let mut matching = matching.clone();
                for arm in &mut matching.arms {
                    *arm.body = self.value(&arm.body)?;
                }
                Expr::Match(matching)
            }
            Expr::If(branch) => {
                let mut branch = branch.clone();
                branch.then_branch = self.value_of_block(&branch.then_branch)?;
                let (_, otherwise) = branch.else_branch.as_mut()?;
                **otherwise = self.value(otherwise)?;
                Expr::If(branch)
            }
            Expr::Block(block) if block.label.is_none() => {
                let mut block = block.clone();
                block.block = self.value_of_block(&block.block)?;
                Expr::Block(block)
            }
            other if panics(other) => other.clone(),
            other => self.written(other)?,
        })
    }

    fn value_of_block(&mut self, block: &Block) -> Option<Block> {
        let mut block = block.clone();
        let last = match block.stmts.pop()? {
            Stmt::Expr(last, None) => last,
            Stmt::Macro(last) if last.semi_token.is_none() => {
                Expr::Macro(syn::ExprMacro { attrs: last.attrs, mac: last.mac })
            }
            _ => return None,
        };
        block.stmts.push(Stmt::Expr(self.value(&last)?, None));
        Some(block)
    }

    /// Makes the statements of a block write into a text. `end`: the value of the block is that of the function.
    fn block(&mut self, block: &mut Block, end: bool) {
        let count = block.stmts.len();
        for (i, stmt) in block.stmts.iter_mut().enumerate() {
            let end = end && i + 1 == count;
            match stmt {
                Stmt::Expr(expr, semi) => self.statement(expr, end && semi.is_none()),
                Stmt::Macro(call) => {
                    let mut expr = Expr::Macro(syn::ExprMacro { attrs: Vec::new(), mac: call.mac.clone() });
                    self.statement(&mut expr, end && call.semi_token.is_none());
                    *stmt = Stmt::Expr(expr, Some(syn::Token![;](call.mac.span())));
                }
                Stmt::Local(local) => {
                    if let Some((_, otherwise)) = local.init.as_mut().and_then(|init| init.diverge.as_mut()) {
                        self.statement(otherwise, false);
                    }
                }
                Stmt::Item(_) => {}
            }
        }
    }

    fn statement(&mut self, expr: &mut Expr, end: bool) {
        let f = self.f.clone();
        let span = expr.span();
        if end && is_done(expr) {
            *expr = parse_quote_spanned!(span=> ());
            return;
        }
        match expr {
            Expr::Match(matching) => {
                matching.arms.iter_mut().for_each(|arm| self.statement(&mut arm.body, end));
            }
            Expr::If(branch) => {
                self.block(&mut branch.then_branch, end);
                if let Some((_, otherwise)) = &mut branch.else_branch {
                    self.statement(otherwise, end);
                }
            }
            Expr::Block(block) if block.label.is_none() => self.block(&mut block.block, end),
            Expr::ForLoop(looping) => self.block(&mut looping.body, false),
            Expr::While(looping) => self.block(&mut looping.body, false),
            Expr::Loop(looping) if !end => self.block(&mut looping.body, false),
            Expr::Return(exit) => {
                self.used.returns += 1;
                let Some(mut value) = exit.expr.take() else { return };
                *expr = match is_done(&value) {
                    true => parse_quote_spanned!(span=> return #f),
                    false => {
                        self.statement(&mut value, true);
                        parse_quote_spanned!(span=> { #value; return #f; })
                    }
                };
            }
            Expr::Try(attempt) => {
                if let Some(text) = self.written(&attempt.expr) {
                    self.used.tries += 1;
                    *expr = parse_quote_spanned!(span=> #f.push_str(&#text));
                }
            }
            ends if end && !panics(ends) => match self.written(ends) {
                Some(text) => *ends = parse_quote_spanned!(span=> #f.push_str(&#text)),
                None => self.unclear = Some(span),
            },
            _ => {}
        }
    }
}

/// `Ok(())`
fn is_done(expr: &Expr) -> bool {
    let Expr::Call(call) = expr else { return false };
    let is_ok = matches!(&*call.func, Expr::Path(path) if path.path.is_ident("Ok"));
    is_ok && matches!(call.args.first(), Some(Expr::Tuple(unit)) if unit.elems.is_empty())
}

/// Whether it never comes to an end.
fn panics(expr: &Expr) -> bool {
    let Expr::Macro(call) = expr else { return false };
    let name = call.mac.path.segments.last().map(|last| last.ident.to_token_stream().to_string());
    matches!(name.as_deref(), Some("panic" | "unreachable" | "todo" | "unimplemented"))
}
