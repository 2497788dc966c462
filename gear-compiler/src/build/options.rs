//! Options and the rules between them.

use crate::attribute::check_key_prefix;
use crate::check::hir::{self, ExprKind};
use crate::diag::{Code, Diagnostics, did_you_mean};
use crate::lower::Lower;
use crate::ops::{
    ON_MISMATCH, OptionKind, OptionSpec, READERS, REGISTER, Reader, Source, ValueKind, check_event,
    check_hook, may_be_nil,
};
use crate::python::Expr;
use crate::requirement;
use crate::syntax::{Chain, Link};
use crate::types::Ty;
use syn::Ident;

/// What the options chose, as far as other rules hang on it.
#[derive(Default)]
pub(super) struct Chosen {
    pub(super) mode: Option<&'static str>,
    pub(super) trigger: Option<String>,
    pub(super) hook: Option<String>,
    on_failure: Option<&'static str>,
    /// Whether records that do not fit are left out.
    pub(super) skips: bool,
    pub(super) requires: Vec<syn::LitStr>,
}

/// What is wrong with the value of an option.
enum Problem {
    /// What it takes.
    Takes(&'static str),
    /// A message and what to do.
    Other(String, String),
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
    let mut seen = vec![false; known.len()];
    for (option, value) in given {
        let name = option.to_string();
        let Some(at) = known.iter().position(|spec| spec.name == name) else {
            unknown(option, known, owner, lower.diagnostics);
            continue;
        };
        let spec = &known[at];
        if std::mem::replace(&mut seen[at], true) {
            let message = format!("the option `{name}` is given twice");
            lower.diagnostics.report_help(Code::OptionValue, option, message, "keep one");
            continue;
        }
        if spec.kind == OptionKind::Function {
            // It is checked and lowered with the steps.
            continue;
        }
        if spec.kind == OptionKind::Requirements {
            requirements(value, &mut chosen.requires, lower.diagnostics);
            continue;
        }
        match option_value(spec, value, &mut chosen) {
            Ok(_) if spec.python.is_empty() => {}
            Ok(python) => keywords.push((spec.python.to_owned(), python)),
            Err(Problem::Takes(expected)) => {
                let message = format!("the option `{name}` takes {expected}");
                let help = format!("write `{name} = {}`", spec.example());
                lower.diagnostics.report_help(Code::OptionValue, value, message, help);
            }
            Err(Problem::Other(message, help)) => {
                lower.diagnostics.report_help(Code::OptionValue, value, message, help);
            }
        }
    }
    (keywords, chosen)
}

/// The packages that a gear or a step needs.
pub(crate) fn requirements(value: &syn::Expr, chosen: &mut Vec<syn::LitStr>, diagnostics: &mut Diagnostics) {
    let help = "write `requires = [\"numpy~=1.21\"]`";
    let syn::Expr::Array(list) = value else {
        let message = "the option `requires` takes a list of string literals";
        diagnostics.report_help(Code::OptionValue, value, message, help);
        return;
    };
    for item in &list.elems {
        match literal(item) {
            Some(syn::Lit::Str(text)) => chosen.push(text.clone()),
            _ => {
                diagnostics.report_help(Code::OptionValue, item, "a requirement is a string literal", help);
            }
        }
    }
}

/// Checks the requirements of a whole pipeline.
pub(crate) fn check_requirements(requires: &[syn::LitStr], diagnostics: &mut Diagnostics) {
    if let Err((written, message)) = requirement::check(requires) {
        let help = "a requirement is a package and its versions, such as `numpy~=1.21`";
        diagnostics.report_help(Code::OptionValue, written, message, help);
    }
}

fn unknown(option: &Ident, known: &[OptionSpec], owner: &str, diagnostics: &mut Diagnostics) {
    let wanted = option.to_string();
    let names: Vec<&str> = known.iter().map(|spec| spec.name).collect();
    let others = places(&wanted, owner);
    let help = match (similar(&wanted, known), SERVERS_OWN.iter().find(|(name, _)| *name == wanted)) {
        (_, Some((_, instead))) => (*instead).to_owned(),
        (Some(similar), _) if others.is_empty() => {
            format!("there is an option with a similar name: `{similar}`")
        }
        _ if !others.is_empty() => format!("it is an option of {others}"),
        _ if names.is_empty() => format!("`{owner}` has no options"),
        _ => format!("the options are {}", names.join(", ")),
    };
    let message = format!("`{owner}` has no option `{wanted}`");
    diagnostics.report_help(Code::UnknownOption, option, message, help);
}

/// What the server has an option for, and a gear has something else.
const SERVERS_OWN: &[(&str, &str)] = &[
    ("prefix", "the prefix is the argument of the reader: `KeysReader(\"user:*\")`"),
    ("regex", "the prefix is the argument of the reader: `KeysReader(\"user:*\")`"),
    ("arg", "the pattern is the argument of the reader: `KeysReader(\"user:*\")`"),
    ("convertToStr", "leave it out: results are JSON, and keep their types"),
    ("collect", "leave it out: the results of all shards come together"),
    ("patternGenerator", "begin with `ShardsIDReader().flat_map(|_| ..)` and compute the keys there"),
];

/// An option with a similar name, here or on the server.
fn similar(wanted: &str, known: &[OptionSpec]) -> Option<&'static str> {
    let named = known.iter().flat_map(|spec| [(spec.python, spec.name), (spec.name, spec.name)]);
    let spelled = did_you_mean(wanted, named.clone().map(|(spelled, _)| spelled))?;
    named.into_iter().find(|(other, _)| *other == spelled).map(|(_, name)| name)
}

/// Where else than here an option belongs, in words; empty if nowhere.
fn places(wanted: &str, here: &str) -> String {
    let has = |options: &[OptionSpec]| options.iter().any(|spec| spec.name == wanted);
    if has(REGISTER) {
        let runs = READERS.iter().any(|reader| reader.run.is_some_and(has));
        let places = match (runs, here) {
            // Of other readers.
            (true, "run()") => "",
            (true, _) => "`run(..)` and `register(..)`",
            (false, _) => "`register(..)`",
        };
        return places.to_owned();
    }
    let mut places = Vec::new();
    for reader in READERS {
        if has(reader.options) {
            places.push(format!("`{}(..)`", reader.name));
        }
        if reader.register.is_some_and(has) {
            places.push(format!("`register(..)` after a `{}`", reader.name));
        }
    }
    places.join(", of ")
}

/// The Python of a value, or what was expected.
fn option_value(spec: &OptionSpec, value: &syn::Expr, chosen: &mut Chosen) -> Result<Expr, Problem> {
    let text = |value| match literal(value) {
        Some(syn::Lit::Str(text)) if !text.value().is_empty() => Ok(text.value()),
        _ => Err(Problem::Takes("a string literal that is not empty")),
    };
    match spec.kind {
        OptionKind::Events => {
            let words = words(value)?;
            words.iter().try_for_each(|word| {
                check_event(word).map_err(|(message, help)| Problem::Other(message, help))
            })?;
            Ok(list(words))
        }
        OptionKind::Commands => {
            let words = words(value)?;
            words.iter().try_for_each(|word| hookable(word, true))?;
            Ok(list(words))
        }
        OptionKind::KeyPrefix => {
            let prefix = match literal(value) {
                Some(syn::Lit::Str(prefix)) => prefix.value(),
                _ => return Err(Problem::Takes("a string literal")),
            };
            match check_key_prefix(&prefix) {
                Ok(()) => Ok(Expr::Str(prefix)),
                Err(message) => {
                    Err(Problem::Other(message.to_owned(), "write `key_prefix = \"user:\"`".to_owned()))
                }
            }
        }
        OptionKind::Command => {
            let name = text(value)?;
            hookable(&name, false)?;
            chosen.hook = Some(name.clone());
            Ok(Expr::Str(name))
        }
        other => plain_value(other, spec, value, chosen).map_err(Problem::Takes),
    }
}

fn hookable(command: &str, by_prefix: bool) -> Result<(), Problem> {
    check_hook(command, by_prefix).map_err(|(message, help)| Problem::Other(message, help.to_owned()))
}

fn list(words: Vec<String>) -> Expr {
    Expr::List(words.into_iter().map(Expr::Str).collect())
}

/// A list of words. The server would read one word letter by letter.
fn words(value: &syn::Expr) -> Result<Vec<String>, Problem> {
    let words = match value {
        syn::Expr::Array(array) => array.elems.iter().map(|element| match literal(element) {
            Some(syn::Lit::Str(word)) if !word.value().is_empty() => Some(word.value()),
            _ => None,
        }),
        _ => return Err(NO_WORDS),
    };
    match words.collect::<Option<Vec<_>>>() {
        Some(words) if !words.is_empty() => Ok(words),
        _ => Err(NO_WORDS),
    }
}

const NO_WORDS: Problem = Problem::Takes(
    "a list of string literals, which the server would read letter by letter without the brackets",
);

fn plain_value(
    kind: OptionKind,
    spec: &OptionSpec,
    value: &syn::Expr,
    chosen: &mut Chosen,
) -> Result<Expr, &'static str> {
    match kind {
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
        OptionKind::KeyTypes => {
            const TYPES: &[&str] = &["string", "list", "hash", "set", "zset", "module"];
            match words(value) {
                Ok(words) if words.iter().all(|word| TYPES.contains(&word.as_str())) => Ok(list(words)),
                _ => Err(
                    "a list of `\"string\"`, `\"list\"`, `\"hash\"`, `\"set\"`, `\"zset\"` and `\"module\"`; other types crash the server later",
                ),
            }
        }
        OptionKind::Positive => match literal(value) {
            Some(syn::Lit::Int(number)) => match number.base10_parse::<i64>() {
                Ok(number) if number > 0 => Ok(Expr::Int(number.into())),
                _ => Err("a number from 1 on"),
            },
            _ => Err("a number from 1 on"),
        },
        OptionKind::Milliseconds => {
            duration(value).map(Expr::Int).ok_or("a `Duration` of milliseconds or seconds that is not zero")
        }
        OptionKind::Seconds => match duration(value) {
            Some(milliseconds) if milliseconds % 1000 == 0 => Ok(Expr::Int(milliseconds / 1000)),
            _ => Err("a `Duration` of whole seconds that is not zero"),
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
        OptionKind::RunMode => {
            let mode = match last_word(value).as_deref() {
                Some("Async") => "async",
                Some("AsyncLocal") => "async_local",
                _ => return Err("`Async` or `AsyncLocal`"),
            };
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
        OptionKind::OnMismatch => {
            chosen.skips = match last_word(value).as_deref() {
                Some("Fail") => false,
                Some("Skip") => true,
                _ => return Err("`Fail` or `Skip`"),
            };
            Ok(Expr::None)
        }
        OptionKind::Events
        | OptionKind::Command
        | OptionKind::Commands
        | OptionKind::KeyPrefix
        | OptionKind::Function
        | OptionKind::Requirements => Err("another value"),
    }
}

fn literal(value: &syn::Expr) -> Option<&syn::Lit> {
    match value {
        syn::Expr::Lit(literal) => Some(&literal.lit),
        _ => None,
    }
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

/// What the rules between options are about.
pub(super) struct Rules<'c> {
    pub(super) chain: &'c Chain,
    pub(super) ending: &'c Link,
    pub(super) reader: &'static Reader,
    pub(super) registers: bool,
    pub(super) chosen: &'c Chosen,
    /// The type of what the last step gives.
    pub(super) result: &'c Ty,
}

impl Rules<'_> {
    fn find(&self, name: &str) -> Option<&Ident> {
        self.ending.arguments.options.iter().map(|(option, _)| option).find(|option| *option == name)
    }

    /// The rules between options, and those that need one.
    pub(super) fn check(&self, diagnostics: &mut Diagnostics) {
        if self.chosen.mode == Some("sync")
            && let (Some("abort" | "retry"), Some(option)) = (self.chosen.on_failure, self.find("on_failure"))
        {
            diagnostics.report_help(
                Code::OptionValue,
                option,
                "in mode `Sync` the server can only continue after a failure",
                "use `mode = AsyncLocal`, or `on_failure = Continue`",
            );
        }
        if let Some(option) = self.find("retry_interval")
            && self.chosen.on_failure != Some("retry")
        {
            diagnostics.report_help(
                Code::OptionValue,
                option,
                "nothing is tried again without the policy to retry",
                "add `on_failure = Retry`",
            );
        }
        if let Some(option) = self.find("duration")
            && self.find("batch").is_none()
        {
            diagnostics.report_help(
                Code::OptionValue,
                option,
                "without `batch` every message is a batch of its own, which never waits",
                "add `batch = 100`, or remove `duration`",
            );
        }
        if self.registers && self.reader.value == ValueKind::Arguments {
            self.check_command(diagnostics);
        }
        if (!self.registers || self.reader.value == ValueKind::Arguments) && has_result(self.result) {
            diagnostics.report_help(
                Code::Value,
                &self.ending.name,
                "the records that leave the gear have a `Result` in them, which Python cannot tell from a pair",
                "use `.ok()`, `match`, or `flat_error(..)` for the error",
            );
        }
        if self.registers {
            self.check_reader_options(diagnostics);
        }
    }

    fn check_command(&self, diagnostics: &mut Diagnostics) {
        let (trigger, hook) = (self.find("trigger"), self.find("hook"));
        let problem = match (trigger, hook, self.find("key_prefix")) {
            (None, None, _) => Some((
                &self.ending.name,
                "a `CommandReader` needs the name by which it is called",
                "write `.register(trigger = \"name\")`",
            )),
            (Some(_), Some(hook), _) => Some((
                hook,
                "a gear has a trigger or a hook, not both",
                "write two gears, or keep one of them",
            )),
            (Some(_), None, Some(prefix)) => {
                Some((prefix, "a trigger has no keys", "remove it, or use `hook = \"HSET\"`"))
            }
            _ => None,
        };
        if let Some((at, message, help)) = problem {
            diagnostics.report_help(Code::OptionValue, at, message, help);
        }
        let (Some(at), Some(command)) = (hook, &self.chosen.hook) else { return };
        if self.find("key_prefix").is_some()
            && let Err((message, help)) = check_hook(command, true)
        {
            diagnostics.report_help(Code::OptionValue, at, message, help);
        }
        // Where the type is known to be a text, a number or a list, nil cannot come.
        let never_nil = matches!(
            self.result,
            Ty::Str | Ty::Int(_) | Ty::Bool | Ty::Float | Ty::Bytes | Ty::List(_) | Ty::Deque(_)
        );
        if may_be_nil(command) && !never_nil {
            diagnostics.report_help(
                Code::OptionValue,
                at,
                format!("`{command}` can answer nil, which a hook cannot"),
                "give the last step a result that is a `String`, a number or a list",
            );
        }
    }

    /// The server ignores what only a gear that runs can have, and takes no keyword twice.
    fn check_reader_options(&self, diagnostics: &mut Diagnostics) {
        let known = |name: &Ident| {
            name == ON_MISMATCH.name
                || self.reader.register.unwrap_or_default().iter().any(|spec| name == spec.name)
        };
        for (option, _) in &self.chain.reader_arguments.options {
            if !known(option) && self.reader.options.iter().any(|spec| option == spec.name) {
                let message =
                    format!("`{option}` is for a gear that ends with `run()`: events do not know it");
                diagnostics.report_help(Code::OptionValue, option, message, "remove it");
            } else if let Some(again) = self.find(&option.to_string()) {
                let message = format!("the option `{option}` is given twice");
                diagnostics.report_help(Code::OptionValue, again, message, "keep one");
            }
        }
    }
}

/// Whether a `Result` is anywhere in a type.
fn has_result(ty: &Ty) -> bool {
    match ty {
        Ty::Result(..) => true,
        Ty::List(item) | Ty::Deque(item) | Ty::Option(item) | Ty::Set { item, .. } => has_result(item),
        Ty::Map { key, value, .. } => has_result(key) || has_result(value),
        Ty::Tuple(items) => items.iter().any(has_result),
        _ => false,
    }
}

/// The function that runs when the gear is registered.
pub(super) fn on_registered(ending: &Link) -> Option<&syn::Expr> {
    let function = REGISTER.iter().find(|spec| spec.kind == OptionKind::Function)?;
    ending.arguments.options.iter().find(|(option, _)| option == function.name).map(|(_, value)| value)
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
        diagnostics.report_help(
            Code::KeyPattern,
            source.span,
            "the key or pattern is empty, which the server takes for something else",
            help,
        );
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
    if reader.source == Source::Stream && !registers && glob(pattern) {
        diagnostics.report_help(
            Code::KeyPattern,
            source.span,
            "a `StreamReader` that runs reads one stream",
            "write the key of the stream; a prefix is for `.register(..)`",
        );
    }
}
