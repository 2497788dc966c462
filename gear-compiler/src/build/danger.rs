//! What a registration would do to the server, as far as the closures of its steps show it for certain.

use crate::diag::{Code, Diagnostics};
use crate::ops::{Reader, ValueKind};
use crate::syntax::{Chain, Link};
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{Expr, Stmt};

/// Commands that fire an event each time they run, and the events. Those that end by themselves, such as `del`, which fires
/// nothing for a key that is gone, are not among them.
const WRITES: &[(&str, &str)] = &[
    ("append", "append"),
    ("decr", "incrby"),
    ("expire", "expire"),
    ("expire_at", "expire"),
    ("hincr", "hincrby"),
    ("hset", "hset"),
    ("hset_multiple", "hset"),
    ("incr", "incrby"),
    ("lpush", "lpush"),
    ("pexpire", "expire"),
    ("pset_ex", "set"),
    ("rpush", "rpush"),
    ("set", "set"),
    ("set_ex", "set"),
    ("setrange", "setrange"),
    ("xadd", "xadd"),
];

/// A gear in the background whose write fires it again runs for ever. Said only where no test stands before the write.
pub(super) fn check_own_events(
    chain: &Chain,
    ending: &Link,
    reader: &Reader,
    mode: &str,
    diagnostics: &mut Diagnostics,
) {
    let option = |name: &str| ending.arguments.options.iter().find(|(option, _)| option == name);
    // A command that waits for the gear is one of a client: those of the gear are not waited for.
    if reader.value != ValueKind::Keys || mode == "sync" || option("commands").is_some() {
        return;
    }
    let Some(pattern) = chain.reader_arguments.positional.first() else { return };
    let events = option("events").map(|(_, events)| events.to_token_stream().to_string().to_lowercase());
    let fires = |event: &str| events.as_ref().is_none_or(|events| events.contains(&format!("\"{event}\"")));
    // Behind a filter it may be another key, and behind a map it is no record.
    for link in chain.links.iter().take_while(|link| link.name == "for_each" || link.name == "map") {
        let Some(Expr::Closure(closure)) = link.arguments.positional.first() else { return };
        for (call, event) in writes_of_each_run(&closure.body) {
            if fires(event) && call.args.first().is_some_and(|key| is_own_key(key, &closure.inputs, pattern))
            {
                let message = format!(
                    "this write fires `{event}` for a key of the gear's own pattern, which runs it again, for ever"
                );
                let help = "name other events in `events = [..]`, test the key or the event before, or use `mode = Sync`";
                diagnostics.report_help(Code::OptionValue, &call.func, message, help);
            }
        }
        if link.name == "map" {
            return;
        }
    }
}

/// The calls of `cmd` that nothing stands before in a body.
fn writes_of_each_run(body: &Expr) -> Vec<(&syn::ExprCall, &'static str)> {
    let statements: Vec<&Expr> = match body {
        Expr::Block(block) => block
            .block
            .stmts
            .iter()
            .map_while(|statement| match statement {
                Stmt::Expr(expr, _) => Some(Some(expr)),
                Stmt::Local(local) => Some(local.init.as_ref().map(|init| &*init.expr)),
                Stmt::Macro(_) => Some(None),
                Stmt::Item(_) => None,
            })
            .flatten()
            // What may leave the closure is a test.
            .take_while(|expr| {
                !matches!(expr, Expr::If(_) | Expr::Match(_) | Expr::Return(_) | Expr::Try(_) | Expr::Let(_))
            })
            .collect(),
        other => vec![other],
    };
    let write = |expr: &&'_ Expr| -> Option<&'static str> {
        let Expr::Call(call) = expr else { return None };
        let Expr::Path(path) = &*call.func else { return None };
        let mut words = path.path.segments.iter().rev().map(|segment| segment.ident.to_string());
        let (name, owner) = (words.next()?, words.next()?);
        let (_, event) = WRITES.iter().find(|(command, _)| *command == name)?;
        (owner == "cmd").then_some(*event)
    };
    statements
        .into_iter()
        .filter_map(|expr| match expr {
            Expr::Call(call) => write(&expr).map(|event| (call, event)),
            _ => None,
        })
        .collect()
}

/// Whether an expression is the key of the record, or a text that fits the pattern.
fn is_own_key(
    key: &Expr,
    inputs: &syn::punctuated::Punctuated<syn::Pat, syn::Token![,]>,
    pattern: &Expr,
) -> bool {
    match key {
        Expr::Reference(reference) => is_own_key(&reference.expr, inputs, pattern),
        Expr::Paren(inner) => is_own_key(&inner.expr, inputs, pattern),
        Expr::MethodCall(call) => {
            ["clone", "to_string", "to_owned", "as_str"].iter().any(|name| call.method == name)
                && is_own_key(&call.receiver, inputs, pattern)
        }
        Expr::Field(field) => {
            let record = inputs.first().map(|input| input.to_token_stream().to_string());
            matches!(&field.member, syn::Member::Named(name) if name == "key")
                && record == Some(field.base.to_token_stream().to_string())
        }
        Expr::Lit(literal) => match (&literal.lit, text(pattern)) {
            (syn::Lit::Str(key), Some(pattern)) => match pattern.strip_suffix('*') {
                Some(prefix) => key.value().starts_with(prefix),
                None => key.value() == pattern,
            },
            _ => false,
        },
        _ => false,
    }
}

fn text(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
        _ => None,
    }
}

/// In mode `Sync` an error that pauses the registration ends the server, if it comes with the first message of a stream.
pub(super) fn check_pause(chain: &Chain, diagnostics: &mut Diagnostics) {
    for step in chain.links.iter().flat_map(|link| &link.arguments.positional) {
        if let Some(text) = pause(step.to_token_stream()) {
            let message = "a gear cannot pause its stream in mode `Sync`: the server can end by it";
            diagnostics.report_help(Code::OptionValue, &text, message, "use `mode = AsyncLocal`");
        }
    }
}

/// The text of a `flat_error("PAUSE ..")`.
fn pause(tokens: TokenStream) -> Option<proc_macro2::Literal> {
    let mut called = false;
    for token in tokens {
        match token {
            TokenTree::Ident(word) => called = word == "flat_error" || called && word == "format",
            TokenTree::Group(group) => {
                let first = match group.stream().into_iter().next() {
                    Some(TokenTree::Literal(text)) if text.to_string().starts_with("\"PAUSE") => Some(text),
                    _ => None,
                };
                let inner = if called && first.is_some() { first } else { pause_in(group.stream(), called) };
                if inner.is_some() {
                    return inner;
                }
                called = false;
            }
            TokenTree::Punct(mark) => called &= mark.as_char() == '!',
            TokenTree::Literal(_) => called = false,
        }
    }
    None
}

/// As [`pause`], inside the brackets of a call: `flat_error(format!("PAUSE ..", ..))`.
fn pause_in(tokens: TokenStream, called: bool) -> Option<proc_macro2::Literal> {
    let mut inside = tokens.clone().into_iter().filter(|token| !matches!(token, TokenTree::Punct(_)));
    if called
        && let (Some(TokenTree::Ident(word)), Some(TokenTree::Group(group))) = (inside.next(), inside.next())
        && word == "format"
        && let Some(TokenTree::Literal(text)) = group.stream().into_iter().next()
        && text.to_string().starts_with("\"PAUSE")
    {
        return Some(text);
    }
    pause(tokens)
}
