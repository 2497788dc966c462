//! From a chain to a program: the pipeline is checked step by step, then written in Python.

mod beginning;
mod danger;
mod nested;
mod neutral;
mod options;
mod steps;

pub(crate) use beginning::{Beginning, Endings, beginning};

pub(crate) use nested::Nested;
pub(crate) use options::{check_requirements, requirements};
pub(crate) use steps::Steps;

use crate::around::Around;
use crate::check::{Checker, Free, LinkKind, Outside, hir, is_async};
use crate::diag::{Code, Diagnostics, did_you_mean};
use crate::lower::Lower;
use crate::ops::{
    Flow, OPENED, OPERATIONS, Operation, READERS, REGISTER, Reader, Shape, Source, ValueKind, operation,
};
use crate::python::{At, Expr, Printed, Stmt, StmtKind, call, name, print};
use crate::syntax::{Chain, Link};
use crate::types::Ty;
use quote::ToTokens as _;

/// A compiled pipeline.
pub(crate) struct Program {
    pub(crate) printed: Printed,
    pub(crate) outside: Outside,
    pub(crate) reader: &'static Reader,
    /// The function that opens the pipeline, if it is not a reader.
    pub(crate) beginning: Option<proc_macro2::TokenStream>,
    /// The type argument of the reader, its default made explicit.
    pub(crate) value: Option<proc_macro2::TokenStream>,
    /// The mode, if the pipeline ends in `register`.
    pub(crate) mode: Option<&'static str>,
    pub(crate) trigger: Option<String>,
    /// The Python packages that it needs.
    pub(crate) requires: Vec<syn::LitStr>,
}

/// A step that has been checked.
struct Step {
    operation: &'static Operation,
    before: Flow,
    arguments: Vec<hir::Expr>,
    span: proc_macro2::Span,
}

/// Compiles a chain.
pub(crate) fn program(
    chain: &Chain,
    first_line: usize,
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Program> {
    let reader = reader(chain, diagnostics)?;
    let (links, ending) = ending(chain, reader, diagnostics)?;
    let registers = ending.name == "register";
    let mut outside = Outside::new(around.private());
    let value = value_type(chain, reader, &outside.private);
    let decoder = decoder(chain, reader, value.as_ref(), &mut outside);
    let opened = (reader.source == Source::Opened).then(|| outside.link(LinkKind::Beginning, &chain.reader));
    let mut checker = Checker::new(diagnostics, &mut outside, Free::Capture, around, first_line);
    let (source, item) = read(&mut checker, chain, reader);
    let opening: Vec<_> = match opened {
        Some(_) => chain.reader_arguments.positional.iter().map(|argument| checker.any(argument)).collect(),
        None => Vec::new(),
    };
    let (mut steps, Flow { item: result, .. }, mut requires) = steps(&mut checker, item, links);
    let on_registered = if registers { options::on_registered(ending) } else { None };
    let on_registered =
        on_registered.map(|function| checker.expr(function, &Ty::Fn(Vec::new(), Box::new(Ty::Unit))));
    checker.finish();
    steps.iter_mut().for_each(|step| step.settle(&mut checker));
    // What does not pass the check would fail again in another way.
    let sound = checker.diagnostics.is_empty();
    let (types, locals) = (std::mem::take(&mut checker.types), std::mem::take(&mut checker.locals));
    let mut lower = Lower::new(types, locals, diagnostics, &mut outside, first_line);
    let before = lower.diagnostics.errors().len();
    let (reader_keywords, reading) =
        options::lower(&mut lower, &chain.reader_arguments.options, reader.options, reader.name);
    let register_options: Vec<_> =
        REGISTER.iter().chain(reader.register.unwrap_or_default()).copied().collect();
    let ending_specs = if registers { &register_options[..] } else { reader.run.unwrap_or_default() };
    let (mut ending_keywords, chosen) =
        options::lower(&mut lower, &ending.arguments.options, ending_specs, &format!("{}()", ending.name));
    let result = lower.types.in_python(&result);
    if lower.diagnostics.errors().len() == before {
        // What a wrong value would mean beside the other options, nobody knows.
        options::Rules { chain, ending, reader, registers, chosen: &chosen, result: &result }
            .check(lower.diagnostics);
    }
    requires.extend(chosen.requires.iter().cloned());
    options::check_requirements(&requires, lower.diagnostics);
    let mode = registers.then(|| chosen.mode.unwrap_or("async_local"));
    steps.iter().for_each(|step| check_step(step, mode, &mut lower));
    check_travelling(&steps, (&result, ending.name.span()), &mut lower);
    if let Some(source) = &source {
        options::check_source(source, reader, registers, lower.diagnostics);
    }

    if let Some(mode) = mode {
        danger::check_own_events(chain, ending, reader, mode, lower.diagnostics);
    }
    let pauses = mode == Some("sync") && matches!(reader.value, ValueKind::Fields | ValueKind::Opened);
    if pauses {
        danger::check_pause(chain, lower.diagnostics);
    }
    let mut written = Steps::new(&mut lower);
    if pauses {
        written.forbid_pause();
    }
    let opened = opened.map(|link| written.open(link, label(), &opening, opened_name()));
    let source = match &opened {
        Some(_) => Some((false, opened_name().subscript(Expr::Int(1)))),
        None => source.map(|source| written.source(&source, reader)),
    };
    written.read(reader, decoder, reading.skips);
    steps.iter().filter(|_| sound).for_each(|step| step.write(&mut written));
    written.finish(reader, registers, chosen.hook.is_some());
    let mut ending_arguments = Vec::new();
    match (registers, source) {
        (false, Some((_, value))) => ending_arguments.push(value),
        (true, Some((true, value))) => ending_keywords.insert(0, ("prefix".to_owned(), value)),
        (true, Some((false, value))) => {
            ending_keywords.insert(0, ("prefix".to_owned(), call("gear_prefix", vec![value])))
        }
        (_, None) => {}
    }
    ending_keywords.extend(reader_keywords);
    if opened.is_some() {
        ending_keywords.push((String::new(), opened_name().subscript(Expr::Int(2))));
    }
    if let Some(mode) = mode
        && chosen.mode.is_none()
    {
        ending_keywords.push(("mode".to_owned(), Expr::Str(mode.to_owned())));
    }
    if let Some(function) = on_registered {
        ending_keywords.push(("onRegistered".to_owned(), written.procedure(&function)));
    }
    ending_keywords.push(("convertToStr".to_owned(), Expr::False));
    written.end(ending.name.to_string(), ending_arguments, ending_keywords, ending.name.span());
    let (functions, links) = written.into_parts();
    let head = match &opened {
        Some(_) => opened_name().subscript(Expr::Int(0)),
        None => builder(reader, registers.then(label)),
    };
    let mut statements = functions;
    statements.extend(opened);
    let chain_of_steps = Expr::Chain { head: Box::new(head), links };
    statements.push(Stmt { kind: StmtKind::Expr(chain_of_steps), at: At::default() });
    let printed = print(&statements);
    Some(Program {
        printed,
        outside,
        reader,
        beginning: (reader.source == Source::Opened).then(|| chain.reader.to_token_stream()),
        value,
        mode,
        trigger: chosen.trigger,
        requires,
    })
}

impl Step {
    /// Decides about the copies in its arguments.
    fn settle(&mut self, checker: &mut Checker<'_>) {
        for (position, argument) in self.arguments.iter_mut().enumerate() {
            checker.settle_step(argument, self.operation.looks(position));
        }
    }

    fn write(&self, written: &mut Steps<'_, '_>) {
        written.at(self.span);
        (self.operation.lower)(written, &self.before, &self.arguments);
    }
}

/// What makes the value of a record, of the reader's type.
fn decoder(
    chain: &Chain,
    reader: &Reader,
    value: Option<&proc_macro2::TokenStream>,
    outside: &mut Outside,
) -> Option<Expr> {
    let kind = match reader.value {
        ValueKind::Keys => LinkKind::KeysValue,
        // The words of a command are read as they are, unless a type says more.
        ValueKind::Arguments if type_argument(chain).is_none() => return None,
        ValueKind::Arguments => LinkKind::Arguments,
        _ => LinkKind::Fields,
    };
    value.map(|value| Expr::Link(outside.link(kind, value)))
}

/// What a beginning gives: the builder, what it reads from, the options of its reader.
fn opened_name() -> Expr {
    Expr::Own("_opened".to_owned())
}

/// Checks the reader's argument; the second value is the record that it gives.
fn read(checker: &mut Checker<'_>, chain: &Chain, reader: &Reader) -> (Option<hir::Expr>, Ty) {
    let source = chain.reader_arguments.positional.first();
    if reader.source == Source::Function {
        let output = checker.types.var();
        let source = source.map(|source| checker.expr(source, &Ty::Fn(Vec::new(), Box::new(output.clone()))));
        let item = checker.item_type(&output);
        return (source, item);
    }
    let source = source.filter(|_| reader.source != Source::Opened);
    let source = source.map(|source| checker.expr(source, &Ty::Str));
    (source, record(checker, chain, reader))
}

/// Times are for computing with in a closure, futures for waiting in it: from step to step, and out of the gear, plain
/// values travel.
fn check_travelling(steps: &[Step], end: (&Ty, proc_macro2::Span), lower: &mut Lower<'_>) {
    let items = || steps.iter().map(|step| (&step.before.item, step.span)).chain([end]);
    if let Some((_, span)) = items().find(|(item, _)| lower.types.in_python(item).has_time()) {
        let message =
            "a time cannot travel from step to step, nor leave a gear: in Python it is a plain number";
        lower.error(Code::Value, span, message, "give a number instead, for example `.as_millis() as i64`");
    }
    if let Some((_, span)) = items().find(|(item, _)| lower.types.in_python(item).has_boxed()) {
        let message = "an option of an option, of JSON or of `()` cannot travel from step to step, nor leave a gear: in JSON, none is null";
        lower.error(
            Code::Value,
            span,
            message,
            "take the value out before, as by `.flat_map(|record| record)`",
        );
    }
    if let Some((_, span)) = items().find(|(item, _)| lower.types.in_python(item).has_future()) {
        let message =
            "a future cannot travel from step to step, nor leave a gear: only one process can wait for it";
        lower.error(Code::Value, span, message, "await it: `.map(async |record| .. future.await)`");
    }
}

/// What only the types and options of the whole pipeline can tell.
fn check_step(step: &Step, mode: Option<&str>, lower: &mut Lower<'_>) {
    if matches!(lower.types.in_python(&step.before.item), Ty::Iter(_)) {
        lower.error(
            Code::Value,
            step.span,
            "the step before gives an iterator, which cannot travel from step to step, nor from shard to shard",
            "make it a list, by `.collect::<Vec<_>>()`, or use `flat_map` before",
        );
    }
    if let Some(argument) = step.arguments.iter().find(|argument| argument.waits())
        && mode == Some("sync")
    {
        lower.error(
            Code::OptionValue,
            argument.span,
            "in mode `Sync` Redis waits for the step, which may not wait itself",
            "use `.register(mode = AsyncLocal)`, or a closure without `async`",
        );
    }
    if step.operation.name == "repartition" && mode.is_some_and(|mode| mode != "async") {
        lower.error(
            Code::OptionValue,
            step.span,
            "in this mode every record stays on the shard of its event: `repartition` would do nothing",
            "use `.register(mode = Async)`",
        );
    }
}

/// The label by which a registration is found again: the runtime puts it here.
fn label() -> Expr {
    name("'\u{1}d\u{1}'")
}

/// `GB('KeysReader', desc=..)`.
fn builder(reader: &Reader, label: Option<Expr>) -> Expr {
    Expr::Call {
        function: Box::new(name("GB")),
        arguments: vec![Expr::Str(reader.name.to_owned())],
        keywords: label.map(|label| ("desc".to_owned(), label)).into_iter().collect(),
    }
}

fn reader(chain: &Chain, diagnostics: &mut Diagnostics) -> Option<&'static Reader> {
    let segment = chain.reader.path.segments.last()?;
    let wanted = segment.ident.to_string();
    if is_beginning(&wanted) {
        if let Some((option, _)) = chain.reader_arguments.options.first() {
            let message = format!("the beginning `{wanted}` has no option `{option}`");
            let help = "the options of its reader stand where the reader does";
            diagnostics.report_help(Code::UnknownOption, option, message, help);
            return None;
        }
        return Some(&OPENED);
    }
    let Some(reader) = READERS.iter().find(|reader| reader.name == wanted) else {
        let names = READERS.iter().map(|reader| reader.name);
        let help = match did_you_mean(&wanted, names.clone()) {
            Some(similar) => format!("there is a reader with a similar name: `{similar}`"),
            None => format!("the readers are {}", names.collect::<Vec<_>>().join(", ")),
        };
        let message = format!("there is no reader `{wanted}`");
        diagnostics.report_help(Code::UnknownReader, &segment.ident, message, help);
        return None;
    };
    let given = chain.reader_arguments.positional.len();
    let arguments = usize::from(reader.source != Source::None);
    if given != arguments {
        let message = format!("`{}` takes {} here, not {given}", reader.name, count(arguments));
        let help = format!("write `{}`", reader.usage);
        diagnostics.report_help(Code::Arity, &segment.ident, message, help);
        return None;
    }
    if let (Source::Function, Some(source)) = (reader.source, chain.reader_arguments.positional.first())
        && !matches!(source, syn::Expr::Closure(_) | syn::Expr::Path(_))
    {
        let message = format!("`{}` takes a closure or the name of a `#[gear] fn` here", reader.name);
        diagnostics.report_help(Code::Arity, source, message, "write `PythonReader(|| iterator)`");
        return None;
    }
    Some(reader)
}

/// Whether a pipeline begins with a function, as its lower-case name says, and not with a misspelt reader.
fn is_beginning(name: &str) -> bool {
    let plain = |name: &str| name.replace('_', "").to_lowercase();
    name.starts_with(|c: char| c.is_lowercase() || c == '_')
        && READERS.iter().all(|reader| plain(reader.name) != plain(name))
}

fn count(n: usize) -> String {
    match n {
        0 => "no positional argument".to_owned(),
        1 => "one positional argument".to_owned(),
        n => format!("{n} positional arguments"),
    }
}

/// Splits off the ending, which every pipeline must have.
fn ending<'c>(
    chain: &'c Chain,
    reader: &Reader,
    diagnostics: &mut Diagnostics,
) -> Option<(&'c [Link], &'c Link)> {
    let help = match (reader.run, reader.register) {
        (Some(_), Some(_)) => "end it with `.run()` or `.register(..)`",
        (Some(_), None) => "end it with `.run()`",
        _ => "end it with `.register(..)`",
    };
    let Some((last, links)) = chain.links.split_last() else {
        diagnostics.report_help(Code::Ending, &chain.reader, "this pipeline has no ending", help);
        return None;
    };
    match last.name.to_string().as_str() {
        "run" if reader.run.is_none() => {
            let message = format!("a `{}` has no records to run over: it waits for calls", reader.name);
            diagnostics.report_help(
                Code::Position,
                &last.name,
                message,
                "end it with `.register(trigger = \"name\")`",
            );
            None
        }
        "register" if reader.register.is_none() => {
            let message = format!("a `{}` has no events to wait for", reader.name);
            diagnostics.report_help(Code::Position, &last.name, message, help);
            None
        }
        "run" | "register" if !last.arguments.positional.is_empty() => {
            let message = format!("`{}` takes options only", last.name);
            let help = "the key or pattern is the reader's argument";
            diagnostics.report_help(Code::Arity, &last.arguments.positional[0], message, help);
            None
        }
        "run" | "register" => Some((links, last)),
        // An unknown name is reported as such, not as a missing ending.
        other if operation(other).is_some() => {
            diagnostics.report_help(Code::Ending, &last.name, "this pipeline has no ending", help);
            None
        }
        _ => {
            unknown_operation(last, diagnostics);
            None
        }
    }
}

fn unknown_operation(link: &Link, diagnostics: &mut Diagnostics) {
    let wanted = link.name.to_string();
    let names = OPERATIONS.iter().map(|operation| operation.name).chain(["run", "register"]);
    // What other libraries call it.
    let known = match wanted.as_str() {
        "foreach" | "inspect" => Some("for_each"),
        "filter_map" => Some("flat_map"),
        "countby" | "counts" => Some("count_by"),
        "groupby" => Some("group_by"),
        "localgroupby" => Some("local_group_by"),
        "batchgroupby" => Some("batch_group_by"),
        "aggregateby" => Some("aggregate_by"),
        "sorted" | "sort_unstable" => Some("sort"),
        "reverse" => Some("rev"),
        "take" | "head" => Some("limit"),
        "fold" | "reduce" => Some("accumulate"),
        "average" | "mean" => Some("avg"),
        "unique" | "dedup" => Some("distinct"),
        "k_largest" | "largest" => Some("top"),
        _ => did_you_mean(&wanted, names.clone()),
    };
    let help = match known.and_then(operation) {
        Some(operation) => format!("there is `{}`", operation.usage),
        None => match known {
            Some(ending) => format!("there is `.{ending}()`"),
            None => format!("the operations are {}", names.collect::<Vec<_>>().join(", ")),
        },
    };
    let message = format!("there is no operation `{wanted}`");
    diagnostics.report_help(Code::UnknownOperation, &link.name, message, help);
}

/// The type argument as the expansion writes it.
fn value_type(
    chain: &Chain,
    reader: &Reader,
    private: &crate::around::Private,
) -> Option<proc_macro2::TokenStream> {
    // What rustc says of a trait, it says between `<` and `as` too.
    let given =
        type_argument(chain).map(|ty| if is_trait(ty) { quote::quote!((#ty)) } else { quote::quote!(#ty) });
    match reader.value {
        ValueKind::KeyName | ValueKind::Generated | ValueKind::ShardId | ValueKind::Opened => None,
        ValueKind::Arguments => {
            Some(given.unwrap_or_else(|| quote::quote!(::std::vec::Vec<::std::string::String>)))
        }
        ValueKind::Keys => Some(given.unwrap_or_else(|| quote::quote!(#private::Value))),
        ValueKind::Fields => Some(given.unwrap_or_else(
            || quote::quote!(::std::collections::HashMap<::std::string::String, ::std::string::String>),
        )),
    }
}

fn type_argument(chain: &Chain) -> Option<&syn::Type> {
    match &chain.reader.path.segments.last()?.arguments {
        syn::PathArguments::AngleBracketed(list) => match list.args.first()? {
            syn::GenericArgument::Type(ty) => Some(ty),
            _ => None,
        },
        _ => None,
    }
}

/// Whether what stands for a type is a trait.
fn is_trait(ty: &syn::Type) -> bool {
    matches!(ty, syn::Type::TraitObject(_) | syn::Type::ImplTrait(_))
}

/// The record that the reader gives.
fn record(checker: &mut Checker<'_>, chain: &Chain, reader: &Reader) -> Ty {
    let argument = type_argument(chain);
    if let Some(ty) = argument.filter(|ty| is_trait(ty)) {
        let message = "a reader gives values of one type, and this is a trait";
        checker.diagnostics.report_help(Code::UnsupportedType, ty, message, "write the type itself");
    }
    let value = argument.map(|ty| checker.ty(ty));
    let text = || Ty::Map { sorted: false, key: Box::new(Ty::Str), value: Box::new(Ty::Str) };
    match reader.value {
        ValueKind::Keys => Ty::KeysRecord(Box::new(value.unwrap_or(Ty::Value))),
        ValueKind::Fields => Ty::StreamRecord(Box::new(value.unwrap_or_else(text))),
        ValueKind::Arguments => value.unwrap_or_else(|| Ty::list(Ty::Str)),
        ValueKind::KeyName | ValueKind::ShardId => Ty::Str,
        ValueKind::Generated => Ty::Unknown,
        ValueKind::Opened => {
            checker.opened_elsewhere(&chain.reader.path).unwrap_or_else(|| checker.types.foreign())
        }
    }
}

/// Checks the steps; the second value is what comes out of the last one, the third the packages that they need.
fn steps(checker: &mut Checker<'_>, item: Ty, links: &[Link]) -> (Vec<Step>, Flow, Vec<syn::LitStr>) {
    let mut flow = Flow { item, shape: Shape::Many, collected: false };
    let mut steps = Vec::new();
    let mut requires = Vec::new();
    for link in links {
        let Some(operation) = checked_operation(link, &mut requires, checker.diagnostics) else { continue };
        if flow.shape == Shape::One && !operation.on_one {
            one_value(link, checker.diagnostics);
            continue;
        }
        neutral::check(link, checker.diagnostics);
        let arguments: Vec<&syn::Expr> = link.arguments.positional.iter().collect();
        let (arguments, next) = (operation.check)(checker, &flow, &arguments);
        let before = std::mem::replace(&mut flow, next);
        steps.push(Step { operation, before, arguments, span: link.name.span() });
    }
    (steps, flow, requires)
}

/// After an aggregation there is one value, also for empty input: a step that could take it away would make "none" and
/// "nothing was read" the same.
fn one_value(link: &Link, diagnostics: &mut Diagnostics) {
    let message = format!("`{}` has one value before it, not a list of records", link.name);
    let help = "use `.map(..)` on the value, or do it before the aggregation";
    diagnostics.report_help(Code::Position, &link.name, message, help);
}

fn checked_operation(
    link: &Link,
    requires: &mut Vec<syn::LitStr>,
    diagnostics: &mut Diagnostics,
) -> Option<&'static Operation> {
    let wanted = link.name.to_string();
    if wanted == "run" || wanted == "register" {
        let message = format!("`{wanted}` ends a pipeline, and here it goes on");
        diagnostics.report_help(Code::Position, &link.name, message, "keep one ending, at the end");
        return None;
    }
    let Some(operation) = operation(&wanted) else {
        unknown_operation(link, diagnostics);
        return None;
    };
    if let Some(turbofish) = &link.turbofish {
        let message = format!("`{wanted}` takes no type argument");
        diagnostics.report_help(
            Code::Arity,
            turbofish,
            message,
            "give the closure's parameter or result a type",
        );
        return None;
    }
    for (i, (option, value)) in link.arguments.options.iter().enumerate() {
        match option == "requires" {
            true if i == 0 => options::requirements(value, requires, diagnostics),
            true => {
                let message = "the option `requires` is given twice";
                diagnostics.report_help(Code::OptionValue, option, message, "keep one");
            }
            false => {
                let message = format!("`{wanted}` has no option `{option}`");
                let help = format!("write `{}`; the only option of a step is `requires`", operation.usage);
                diagnostics.report_help(Code::UnknownOption, option, message, help);
                return None;
            }
        }
    }
    let given = link.arguments.positional.len();
    if given != operation.arguments.len() {
        let message = format!("`{wanted}` takes {} here, not {given}", count(operation.arguments.len()));
        diagnostics.report_help(Code::Arity, &link.name, message, format!("write `{}`", operation.usage));
        return None;
    }
    if let Some(argument) = link.arguments.positional.iter().find(|argument| is_async(argument))
        && !operation.may_wait()
    {
        let message =
            format!("the closure of `{wanted}` cannot be `async`: nothing may wait in the middle of it");
        let help = "wait in a step of its own before: `.map(async |record| ..)`";
        diagnostics.report_help(Code::Position, argument, message, help);
        return None;
    }
    for (argument, kind) in link.arguments.positional.iter().zip(operation.arguments) {
        let function = matches!(argument, syn::Expr::Closure(_) | syn::Expr::Path(_));
        if *kind == crate::ops::Argument::Function && !function {
            let message = format!("`{wanted}` takes a closure or the name of a `#[gear] fn` here");
            let help = format!("write `{}`", operation.usage);
            diagnostics.report_help(Code::Arity, argument, message, help);
            return None;
        }
    }
    Some(operation)
}
