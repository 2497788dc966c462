//! A beginning of pipelines: a reader and steps without an ending, in a function that many gears call.

use super::{
    Program, Steps, builder, check_step, check_travelling, decoder, options, read, reader, steps, value_type,
};
use crate::around::Around;
use crate::check::{Checker, Free, Outside, hir};
use crate::diag::{Code, Diagnostics};
use crate::lower::Lower;
use crate::ops::{Reader, Shape, Source};
use crate::python::{At, Expr, Printed, Stmt, StmtKind, name, print};
use crate::syntax::Chain;
use crate::types::Ty;

/// Why a gear cannot go on from a beginning to this ending; empty if it can.
#[derive(Default)]
pub(crate) struct Endings {
    pub(crate) run: &'static str,
    pub(crate) register: &'static str,
}

/// A compiled beginning.
pub(crate) struct Beginning {
    pub(crate) printed: Printed,
    pub(crate) outside: Outside,
    pub(crate) reader: &'static Reader,
    pub(crate) value: Option<proc_macro2::TokenStream>,
    pub(crate) endings: Endings,
    /// The Python packages that it needs.
    pub(crate) requires: Vec<syn::LitStr>,
}

impl Beginning {
    /// The parts that the native pipeline needs, as those of a gear.
    pub(crate) fn native(self) -> (Program, Endings) {
        let Beginning { printed, outside, reader, value, endings, requires } = self;
        let program =
            Program { printed, outside, reader, beginning: None, value, mode: None, trigger: None, requires };
        (program, endings)
    }
}

/// Compiles a function whose body is a reader and steps.
pub(crate) fn beginning(
    item: &syn::ItemFn,
    chain: &Chain,
    requires: &[syn::LitStr],
    first_line: usize,
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Beginning> {
    let reader = reader(chain, diagnostics)?;
    if reader.run.is_none() || reader.source == Source::Opened {
        let message = "a beginning has a reader that can run";
        let help = "write the reader where the gear is, or a beginning of its own";
        diagnostics.report_help(Code::Position, &chain.reader, message, help);
        return None;
    }
    let mut outside = Outside::new(around.private());
    let value = value_type(chain, reader, &outside.private);
    let decoder = decoder(chain, reader, value.as_ref(), &mut outside);
    let mut checker = Checker::new(diagnostics, &mut outside, Free::None, around, first_line);
    let mut parameters = Vec::new();
    for input in &item.sig.inputs {
        if let syn::FnArg::Typed(typed) = input {
            let ty = checker.ty(&typed.ty);
            parameters.push(checker.pattern(&typed.pat, &ty));
        }
    }
    let (source, first) = read(&mut checker, chain, reader);
    let (mut steps, flow, of_steps) = steps(&mut checker, first, &chain.links);
    let requires = [requires, &of_steps].concat();
    options::check_requirements(&requires, checker.diagnostics);
    checker.finish();
    steps.iter_mut().for_each(|step| step.settle(&mut checker));
    if flow.shape != Shape::Many {
        let message = "a beginning gives records, and this one ends with a value or with groups";
        let help = "leave the last step to the gears, or `.map(..)` the groups";
        checker.diagnostics.report_help(Code::Position, &item.sig.ident, message, help);
    }
    if !checker.diagnostics.is_empty() {
        return None;
    }
    let (types, locals) = (std::mem::take(&mut checker.types), std::mem::take(&mut checker.locals));
    let mut lower = Lower::new(types, locals, diagnostics, &mut outside, first_line);
    let (keywords, reading) =
        options::lower(&mut lower, &chain.reader_arguments.options, reader.options, reader.name);
    let result = lower.types.in_python(&flow.item);
    steps.iter().for_each(|step| check_step(step, None, &mut lower));
    check_travelling(&steps, (&result, item.sig.ident.span()), &mut lower);
    if matches!(result, Ty::Iter(_)) {
        let help = "make it a list, by `.collect::<Vec<_>>()`, or use `flat_map`";
        let message = "the last step gives an iterator, which cannot travel from step to step";
        lower.error(Code::Value, item.sig.ident.span(), message, help);
    }
    let endings = endings(chain, reader, source.as_ref());
    if let (Some(source), false, false) = (&source, endings.run.is_empty(), endings.register.is_empty()) {
        options::check_source(source, reader, true, lower.diagnostics);
    }
    let function = lower.written(&parameters, |lower| {
        let mut written = Steps::new(lower);
        let source = source.map_or(Expr::None, |source| written.source(&source, reader).1);
        written.read(reader, decoder, reading.skips);
        steps.iter().for_each(|step| step.write(&mut written));
        let (functions, links) = written.into_parts();
        let head = Box::new(builder(reader, Some(name("gear_label"))));
        let keywords = keywords.into_iter().map(|(name, value)| (Expr::Str(name), value)).collect();
        (functions, Expr::Tuple(vec![Expr::Chain { head, links }, source, Expr::Dict(keywords)]))
    });
    let at = At { line: 0, column: item.sig.fn_token.span.start().column as u32 + 1 };
    let mut names = vec!["gear_label".to_owned()];
    names.extend(function.parameters);
    let name = Expr::Own(String::new());
    let kind = StmtKind::Def { waits: false, name, parameters: names, doc: None, body: function.body };
    let printed = print(&[Stmt { kind, at }]);
    diagnostics.is_empty().then_some(Beginning { printed, outside, reader, value, endings, requires })
}

/// What the server would ignore, or take literally.
fn endings(chain: &Chain, reader: &Reader, source: Option<&hir::Expr>) -> Endings {
    let events = reader.register.unwrap_or_default();
    let option = chain.reader_arguments.options.iter().any(|(option, _)| {
        option != crate::ops::ON_MISMATCH.name && events.iter().all(|known| option != known.name)
    });
    let fits = |registers| {
        let mut glob = Diagnostics::default();
        source.iter().for_each(|source| options::check_source(source, reader, registers, &mut glob));
        glob.is_empty()
    };
    Endings {
        run: match fits(false) {
            true => "",
            false => "this beginning has a prefix of streams: a `StreamReader` that runs reads one stream",
        },
        register: match (reader.register, option, fits(true)) {
            (None, ..) => "this beginning has a reader without events",
            (_, true, _) => "this beginning has an option of its reader that events do not know",
            (_, _, false) => {
                "this beginning has a pattern, and `register` knows one key or a prefix with a `*` at its end"
            }
            _ => "",
        },
    }
}
