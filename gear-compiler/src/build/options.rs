//! Options and the rules between them.

use crate::check::hir::{self, ExprKind};
use crate::diag::{Code, Diagnostics, did_you_mean};
use crate::lower::Lower;
use crate::ops::{OptionKind, OptionSpec, Reader, ValueKind};
use crate::python::Expr;
use crate::syntax::Link;
use syn::Ident;

/// What the options chose, as far as other rules hang on it.
#[derive(Default)]
pub(super) struct Chosen {
    pub(super) mode: Option<&'static str>,
    pub(super) trigger: Option<String>,
    on_failure: Option<&'static str>,
}

/// Checks options and gives Python's keywords.
pub(super) fn lower(
    lower: &mut Lower<'_>,
    given: &[(Ident, syn::Expr)],
    known: &[OptionSpec],
    owner: &str,
) -> (Vec<(String, Expr)>, Chosen) {
    let mut keywords: Vec<(String, Expr)> = Vec::new();
    let mut chosen = Chosen::default();
    for (option, value) in given {
        let name = option.to_string();
        let Some(spec) = known.iter().find(|spec| spec.name == name) else {
            unknown(option, known, owner, lower.diagnostics);
            continue;
        };
        if keywords.iter().any(|(keyword, _)| keyword == spec.python) {
            let message = format!("the option `{name}` is given twice");
            lower.diagnostics.report_help(Code::OptionValue, option, message, "keep one");
            continue;
        }
        match option_value(spec, value, &mut chosen) {
            Ok(python) => keywords.push((spec.python.to_owned(), python)),
            Err(expected) => {
                let message = format!("the option `{name}` takes {expected}");
                let help = format!("write `{name} = {}`", spec.kind.example());
                lower.diagnostics.report_help(Code::OptionValue, value, message, help);
            }
        }
    }
    (keywords, chosen)
}

fn unknown(option: &Ident, known: &[OptionSpec], owner: &str, diagnostics: &mut Diagnostics) {
    let wanted = option.to_string();
    let names: Vec<&str> = known.iter().map(|spec| spec.name).collect();
    // The server's own spelling.
    let servers = known.iter().find(|spec| spec.python == wanted).map(|spec| spec.name);
    let help = match servers.or_else(|| did_you_mean(&wanted, names.iter().copied())) {
        Some(similar) => format!("there is an option with a similar name: `{similar}`"),
        None if names.is_empty() => format!("`{owner}` has no options"),
        None => format!("the options are {}", names.join(", ")),
    };
    let message = format!("`{owner}` has no option `{wanted}`");
    diagnostics.report_help(Code::UnknownOption, option, message, help);
}

/// The Python of a value, or what was expected.
fn option_value(spec: &OptionSpec, value: &syn::Expr, chosen: &mut Chosen) -> Result<Expr, &'static str> {
    match spec.kind {
        OptionKind::Bool => match literal(value) {
            Some(syn::Lit::Bool(value)) => Ok(if value.value { Expr::True } else { Expr::False }),
            _ => Err("`true` or `false`"),
        },
        OptionKind::Text => match literal(value) {
            Some(syn::Lit::Str(text)) if !text.value().is_empty() => {
                if spec.name == "trigger" {
                    chosen.trigger = Some(text.value());
                }
                Ok(Expr::Str(text.value()))
            }
            _ => Err("a string literal that is not empty"),
        },
        OptionKind::Words => words(value).ok_or(
            "a list of string literals, which the server would read letter by letter without the brackets",
        ),
        OptionKind::KeyTypes => {
            const TYPES: &[&str] = &["string", "list", "hash", "set", "zset", "module"];
            let words = words(value).filter(|words| match words {
                Expr::List(items) => {
                    items.iter().all(|item| matches!(item, Expr::Str(word) if TYPES.contains(&word.as_str())))
                }
                _ => false,
            });
            words.ok_or(
                "a list of `\"string\"`, `\"list\"`, `\"hash\"`, `\"set\"`, `\"zset\"` and `\"module\"`",
            )
        }
        OptionKind::Positive => match literal(value) {
            Some(syn::Lit::Int(number)) => match number.base10_parse::<i64>() {
                Ok(number) if number > 0 => Ok(Expr::Int(number.into())),
                _ => Err("a number from 1 on"),
            },
            _ => Err("a number from 1 on"),
        },
        OptionKind::Milliseconds => {
            duration(value).map(Expr::Int).ok_or("a `Duration` literal that is not zero")
        }
        OptionKind::Seconds => match duration(value) {
            Some(milliseconds) if milliseconds % 1000 == 0 => Ok(Expr::Int(milliseconds / 1000)),
            _ => Err("a `Duration` literal of whole seconds that is not zero"),
        },
        OptionKind::Mode => {
            let mode = match last_word(value).as_deref() {
                Some("Async") => "async",
                Some("AsyncLocal") => "async_local",
                Some("Sync") => "sync",
                _ => return Err("`Async`, `AsyncLocal` or `Sync`"),
            };
            chosen.mode = Some(mode);
            Ok(Expr::Str(mode.to_owned()))
        }
        OptionKind::OnFailure => {
            let policy = match last_word(value).as_deref() {
                Some("Continue") => "continue",
                Some("Abort") => "abort",
                Some("Retry") => "retry",
                _ => return Err("`Continue`, `Abort` or `Retry`"),
            };
            chosen.on_failure = Some(policy);
            Ok(Expr::Str(policy.to_owned()))
        }
    }
}

fn literal(value: &syn::Expr) -> Option<&syn::Lit> {
    match value {
        syn::Expr::Lit(literal) => Some(&literal.lit),
        _ => None,
    }
}

fn words(value: &syn::Expr) -> Option<Expr> {
    let syn::Expr::Array(array) = value else { return None };
    let words = array.elems.iter().map(|element| match literal(element) {
        Some(syn::Lit::Str(word)) if !word.value().is_empty() => Some(Expr::Str(word.value())),
        _ => None,
    });
    words.collect::<Option<Vec<_>>>().map(Expr::List)
}

/// `Duration::from_secs(5)` or `Duration::from_millis(500)`, in milliseconds.
fn duration(value: &syn::Expr) -> Option<i128> {
    let syn::Expr::Call(call) = value else { return None };
    let [argument] = &call.args.iter().collect::<Vec<_>>()[..] else { return None };
    let Some(syn::Lit::Int(number)) = literal(argument) else { return None };
    let number: i128 = number.base10_parse::<u32>().ok()?.into();
    let milliseconds = match last_word(&call.func).as_deref() {
        Some("from_secs") => number * 1000,
        Some("from_millis") => number,
        _ => return None,
    };
    (milliseconds > 0).then_some(milliseconds)
}

fn last_word(value: &syn::Expr) -> Option<String> {
    match value {
        syn::Expr::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()),
        _ => None,
    }
}

/// The rules between options, and those that need one.
pub(super) fn contradictions(
    given: &[(Ident, syn::Expr)],
    chosen: &Chosen,
    reader: &Reader,
    registers: bool,
    ending: &Link,
    diagnostics: &mut Diagnostics,
) {
    let find = |name: &str| given.iter().find(|(option, _)| option == name);
    if chosen.mode == Some("sync")
        && let (Some("abort" | "retry"), Some((option, _))) = (chosen.on_failure, find("on_failure"))
    {
        diagnostics.report_help(
            Code::OptionValue,
            option,
            "in mode `Sync` the server can only continue after a failure",
            "use `mode = AsyncLocal`, or `on_failure = Continue`",
        );
    }
    if registers && reader.value == ValueKind::None && find("trigger").is_none() {
        diagnostics.report_help(
            Code::OptionValue,
            &ending.name,
            "a `CommandReader` needs the name by which it is called",
            "write `.register(trigger = \"name\")`",
        );
    }
}

/// In `register` the server knows a key or a prefix, not a glob.
pub(super) fn check_source(
    source: &hir::Expr,
    reader: &Reader,
    registers: bool,
    diagnostics: &mut Diagnostics,
) {
    let ExprKind::Str(pattern) = &source.kind else { return };
    if pattern.is_empty() {
        let help = format!("write `{}`", reader.usage);
        diagnostics.report_help(Code::KeyPattern, source.span, "the key or pattern is empty", help);
        return;
    }
    let glob = |text: &str| text.contains(['*', '?', '[', ']', '\\']);
    let body = pattern.strip_suffix('*').unwrap_or(pattern);
    if registers && glob(body) {
        diagnostics.report_help(
            Code::KeyPattern,
            source.span,
            "`register` knows one key or a prefix with a `*` at its end; other wildcards would be taken literally",
            "shorten it to a prefix and test the rest of the key in `.filter(..)`",
        );
    }
    if reader.name == "StreamReader" && !registers && glob(pattern) {
        diagnostics.report_help(
            Code::KeyPattern,
            source.span,
            "a `StreamReader` that runs reads one stream",
            "write the key of the stream; a prefix is for `.register(..)`",
        );
    }
}
