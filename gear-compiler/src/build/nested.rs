//! `gear!(..)` inside of a gear: the pipeline as a coroutine that runs it and gives its result.

use super::{
    Step, Steps, builder, check_step, check_travelling, decoder, ending, options, read, reader, steps,
    value_type,
};
use crate::check::{Checker, LinkKind, hir};
use crate::diag::Code;
use crate::lower::Lower;
use crate::ops::{Flow, Reader, Shape, Source};
use crate::python::{Expr, call, name};
use crate::syntax::{Chain, chain};
use crate::types::Ty;
use proc_macro2::TokenStream;
use std::fmt;
use std::rc::Rc;

/// A checked pipeline.
#[derive(Clone)]
pub(crate) struct Nested(Rc<Parts>);

struct Parts {
    chain: Chain,
    reader: &'static Reader,
    decoder: Option<Expr>,
    source: Option<hir::Expr>,
    /// The link of the beginning, if it is one, and its arguments.
    opened: Option<(usize, Vec<hir::Expr>)>,
    steps: Vec<Step>,
    end: Flow,
    /// The packages of its steps.
    requires: Vec<syn::LitStr>,
}

impl fmt::Debug for Nested {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "gear!({}..)", self.0.reader.name)
    }
}

impl Nested {
    /// Checks what stands in `gear!`; the second value is the type of its result.
    pub(crate) fn check(checker: &mut Checker<'_>, tokens: &TokenStream) -> Option<(Nested, Ty)> {
        let chain = match syn::parse2(tokens.clone()).and_then(chain) {
            Ok(chain) => chain,
            Err(error) => {
                checker.diagnostics.syntax(&error);
                return None;
            }
        };
        let reader = reader(&chain, checker.diagnostics)?;
        let (links, last) = ending(&chain, reader, checker.diagnostics)?;
        if last.name == "register" {
            let message = "a gear inside of a gear runs, and this one registers";
            checker.diagnostics.report_help(Code::Position, &last.name, message, "end it with `.run()`");
            return None;
        }
        Some(Self::checked(checker, reader, links.len(), chain))
    }

    fn checked(
        checker: &mut Checker<'_>,
        reader: &'static Reader,
        links: usize,
        chain: Chain,
    ) -> (Nested, Ty) {
        let value = value_type(&chain, reader, &checker.outside.private);
        let decoder = decoder(&chain, reader, value.as_ref(), checker.outside);
        let (source, item) = read(checker, &chain, reader);
        let opened = (reader.source == Source::Opened).then(|| {
            let link = checker.outside.link(LinkKind::Beginning, &chain.reader);
            let arguments = chain.reader_arguments.positional.iter().map(|argument| checker.any(argument));
            (link, arguments.collect())
        });
        let (steps, end, requires) = steps(checker, item, &chain.links[..links]);
        let item = checker.types.shallow(&end.item);
        let result = match (end.shape, item) {
            (Shape::One, item) => item,
            (Shape::Groups, Ty::Tuple(pair)) if pair.len() == 2 => {
                let [key, value] = [0, 1].map(|part| Box::new(pair[part].clone()));
                Ty::Map { sorted: false, key, value }
            }
            (Shape::Groups, _) => checker.types.foreign(),
            (Shape::Many, item) => Ty::list(item),
        };
        (Nested(Rc::new(Parts { chain, reader, decoder, source, opened, steps, end, requires })), result)
    }

    /// The expressions in it.
    pub(crate) fn parts(&mut self) -> Vec<&mut hir::Expr> {
        let Some(parts) = Rc::get_mut(&mut self.0) else { return Vec::new() };
        let opened = parts.opened.iter_mut().flat_map(|(_, arguments)| arguments);
        let steps = parts.steps.iter_mut().flat_map(|step| &mut step.arguments);
        parts.source.iter_mut().chain(opened).chain(steps).collect()
    }

    /// The coroutine.
    pub(crate) fn lower(&self, lower: &mut Lower<'_>) -> Expr {
        let Parts { chain, reader, decoder, source, opened, steps, end, requires } = &*self.0;
        let Some(last) = chain.links.last() else { return Expr::None };
        let (mut keywords, reading) =
            options::lower(lower, &chain.reader_arguments.options, reader.options, reader.name);
        let known = reader.run.unwrap_or_default();
        let (more, chosen) = options::lower(lower, &last.arguments.options, known, "run()");
        if let Some(requirement) = chosen.requires.iter().chain(requires).next() {
            let message = "the packages of a gear inside of a gear are those of the gear around it";
            lower.error(Code::Position, requirement.span(), message, "move `requires` there");
        }
        steps.iter().for_each(|step| check_step(step, None, lower));
        check_travelling(steps, (&lower.types.in_python(&end.item), last.name.span()), lower);
        if let Some(source) = source {
            options::check_source(source, reader, false, lower.diagnostics);
        }
        let shape = self.shape(lower);
        let start = lower.written(&[], |lower| {
            let mut written = Steps::new(lower);
            let given = || name("gear_opened");
            let opened =
                opened.as_ref().map(|(link, arguments)| written.open(*link, Expr::None, arguments, given()));
            let source = match &opened {
                Some(_) => Some(given().subscript(Expr::Int(1))),
                None => source.as_ref().map(|source| written.source(source, reader).1),
            };
            written.read(reader, decoder.clone(), reading.skips);
            self.before_one().iter().for_each(|step| step.write(&mut written));
            keywords.extend(more);
            if opened.is_some() {
                keywords.push((String::new(), given().subscript(Expr::Int(2))));
            }
            keywords.push(("convertToStr".to_owned(), Expr::False));
            written.end("run".to_owned(), source.into_iter().collect(), keywords, last.name.span());
            let (mut statements, links) = written.into_parts();
            let head = match &opened {
                Some(_) => given().subscript(Expr::Int(0)),
                None => builder(reader, None),
            };
            statements.extend(opened);
            (statements, Expr::Chain { head: Box::new(head), links })
        });
        let start = lower.defined("gear", start);
        call("gear_run", vec![start, shape])
    }

    /// The steps up to the one that makes one value of all records: those that run as a gear.
    fn before_one(&self) -> &[Step] {
        let steps = &self.0.steps;
        let first_of_one = steps.iter().position(|step| step.before.shape == Shape::One);
        &steps[..first_of_one.unwrap_or(steps.len())]
    }

    /// The function that makes the result of the records. Over nothing an aggregation gives its zero, as in Rust, and the steps behind it
    /// go on with it: so they are done here, where the value is.
    fn shape(&self, lower: &mut Lower<'_>) -> Expr {
        let Parts { steps, end, .. } = &*self.0;
        let (gear, after) = steps.split_at(self.before_one().len());
        let Some(last) = gear.last() else { return name("list") };
        let end = after.first().map_or(end, |step| &step.before);
        let zero = match end.shape {
            Shape::Many => return name("list"),
            Shape::Groups => return name("dict"),
            Shape::One => zero(last, &end.item, lower),
        };
        let records = name("records");
        let first = records.clone().subscript(Expr::Int(0));
        let mut value = Expr::if_else(records, first, zero);
        for step in after {
            value = match (step.operation.name, step.arguments.first()) {
                ("map", Some(f)) if !f.waits() => lower.value(f).call(vec![value]),
                ("collect", _) => value,
                _ => {
                    let message = "in a gear inside of a gear only `map` without `async` can stand behind an aggregation";
                    let help = "go on with its value after `.await`";
                    return lower.error(Code::Position, step.span, message, help);
                }
            };
        }
        Expr::Lambda { parameters: vec!["records".to_owned()], body: Box::new(value) }
    }
}

/// What an aggregation gives over no records.
fn zero(step: &Step, item: &Ty, lower: &mut Lower<'_>) -> Expr {
    match (step.operation.name, step.arguments.first()) {
        ("accumulate" | "aggregate", Some(zero)) => lower.value(zero),
        ("count", _) => Expr::Int(0),
        ("sum", _) => match lower.types.in_python(item) {
            Ty::Int(_) => Expr::Int(0),
            Ty::Float => Expr::Float(0.0),
            _ => {
                let message = "the type of this sum is not known here, and with it the sum of nothing";
                let help = "say it before: `.map(|record| { let n: i64 = ..; n })`";
                lower.error(Code::UnknownType, step.span, message, help)
            }
        },
        // The others are options.
        _ => Expr::None,
    }
}
