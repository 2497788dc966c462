//! The Python steps of a pipeline.

use crate::check::hir::{self, ExprKind};
use crate::diag::Code;
use crate::lower::fallback::{is_only_falsy, or_zero};
use crate::lower::forms::without_iter;
use crate::lower::{Function, Lower, has_order};
use crate::ops::{Flow, Reader, Source, ValueKind};
use crate::python::{At, BinaryOp, ChainLink, Expr, Stmt, StmtKind, call, name};
use crate::types::Ty;
use proc_macro2::Span;

/// The steps written so far.
pub(crate) struct Steps<'l, 'a> {
    lower: &'l mut Lower<'a>,
    functions: Vec<Stmt>,
    links: Vec<ChainLink>,
    at: At,
    span: Span,
    /// The steps run where the text `PAUSE` of an error would end the server.
    no_pause: bool,
}

impl<'l, 'a> Steps<'l, 'a> {
    pub(super) fn new(lower: &'l mut Lower<'a>) -> Self {
        Steps {
            lower,
            functions: Vec::new(),
            links: Vec::new(),
            at: At::default(),
            span: Span::call_site(),
            no_pause: false,
        }
    }

    /// Says which Rust the next steps come from.
    pub(super) fn at(&mut self, span: Span) {
        self.at = self.lower.place(span);
        self.span = span;
    }

    /// Says that no error of a step may pause the registration.
    pub(super) fn forbid_pause(&mut self) {
        self.no_pause = true;
    }

    /// Writes one step. A `map` that changes nothing is left out.
    pub(crate) fn push(&mut self, method: &str, arguments: Vec<Expr>) {
        if method == "map" && arguments.iter().all(is_identity) {
            return;
        }
        let guard = |function| call("gear_no_pause", vec![function]);
        let arguments = match self.no_pause && method != "limit" {
            true => arguments.into_iter().map(guard).collect(),
            false => arguments,
        };
        self.links.push(ChainLink {
            method: method.to_owned(),
            arguments,
            keywords: Vec::new(),
            at: self.at,
        });
    }

    pub(super) fn end(
        &mut self,
        method: String,
        arguments: Vec<Expr>,
        keywords: Vec<(String, Expr)>,
        span: Span,
    ) {
        let at = self.lower.place(span);
        self.links.push(ChainLink { method, arguments, keywords, at });
    }

    pub(super) fn into_parts(self) -> (Vec<Stmt>, Vec<ChainLink>) {
        (self.functions, self.links)
    }

    /// The first step: from the server's record to ours. `skips` says that those that do not fit are left out.
    pub(super) fn read(&mut self, reader: &Reader, decoder: Option<Expr>, skips: bool) {
        let helper = match reader.value {
            ValueKind::Keys => "gear_keys_record",
            ValueKind::Fields => "gear_stream_record",
            ValueKind::Arguments if decoder.is_some() => "gear_command_arguments",
            ValueKind::Arguments => "gear_command_record",
            ValueKind::KeyName => "gear_key_name",
            ValueKind::Generated | ValueKind::ShardId | ValueKind::Opened => return,
        };
        let record = match decoder {
            Some(decoder) => {
                let body = call(helper, vec![name("r"), decoder]);
                Expr::Lambda { parameters: vec!["r".to_owned()], body: Box::new(body) }
            }
            None => name(helper),
        };
        match skips {
            true => self.push("flatmap", vec![call("gear_fitting", vec![record])]),
            false => self.push("map", vec![record]),
        }
    }

    /// The last step: what leaves the server.
    pub(super) fn finish(&mut self, reader: &Reader, registers: bool, hook: bool) {
        self.at = At::default();
        if hook {
            self.push("map", vec![name("gear_hook_reply")]);
        } else if reader.value == ValueKind::Arguments {
            self.push("map", vec![name("gear_reply")]);
        } else if !registers {
            self.push("map", vec![name("gear_json")]);
        }
    }

    /// What the reader reads from, and whether that is known to be good.
    pub(super) fn source(&mut self, source: &hir::Expr, reader: &Reader) -> (bool, Expr) {
        match reader.source {
            Source::Function => (true, self.generator(source)),
            _ => (matches!(source.kind, ExprKind::Str(_)), self.value(source)),
        }
    }

    /// The call of a beginning.
    pub(super) fn open(
        &mut self,
        beginning: usize,
        label: Expr,
        arguments: &[hir::Expr],
        opened: Expr,
    ) -> Stmt {
        let mut given = vec![label];
        given.extend(arguments.iter().map(|argument| self.value(argument)));
        Stmt { kind: StmtKind::Assign(opened, Expr::Link(beginning).call(given)), at: self.at }
    }

    /// A generator function of a function that gives an iterator or a list: the server calls a plain function again and
    /// again.
    pub(super) fn generator(&mut self, function: &hir::Expr) -> Expr {
        let output = match self.lower.ty(function) {
            Ty::Fn(_, output) => *output,
            _ => Ty::Unknown,
        };
        let helper = match output {
            Ty::List(_) | Ty::Deque(_) | Ty::Iter(_) | Ty::Set { sorted: false, .. } => "gear_generator",
            _ => "gear_generator_any",
        };
        self.check_walkable(&output, function.span);
        call(helper, vec![self.function(function)])
    }

    /// Python walks over the keys of a map, and over a sorted set in no order.
    fn check_walkable(&mut self, ty: &Ty, span: Span) {
        if matches!(ty, Ty::Map { .. } | Ty::Set { sorted: true, .. }) {
            self.lower.error(
                Code::Value,
                span,
                "a map or sorted set cannot be flattened directly",
                "make it a list: `.into_iter().collect::<Vec<_>>()`",
            );
        }
    }

    /// A plain value.
    pub(crate) fn value(&mut self, expr: &hir::Expr) -> Expr {
        self.lower.value(expr)
    }

    /// A function argument as the server takes it.
    pub(crate) fn function(&mut self, expr: &hir::Expr) -> Expr {
        self.callback(expr, false)
    }

    /// A function whose result nobody looks at.
    pub(crate) fn procedure(&mut self, expr: &hir::Expr) -> Expr {
        self.callback(expr, true)
    }

    fn callback(&mut self, expr: &hir::Expr, discard: bool) -> Expr {
        match &expr.kind {
            ExprKind::Closure(closure) => {
                let at = self.lower.place(expr.span);
                let function = self.lower.function(closure, discard);
                self.define_function(function, at)
            }
            _ => self.lower.value(expr),
        }
    }

    /// A step whose closure is `async`, for `map`; else nothing. `then` is the record that goes on, made of `record` and
    /// `result`. By `map` alone: what a coroutine gives to the server's other steps can come too early for them.
    pub(crate) fn waiting(&mut self, expr: &hir::Expr, then: Option<Expr>) -> Option<Expr> {
        let ExprKind::Closure(closure) = &expr.kind else { return None };
        if !closure.waits {
            return None;
        }
        let at = self.lower.place(expr.span);
        let function = self.lower.function(closure, false);
        let mut arguments = vec![self.define_function(function, at)];
        let parameters = vec!["record".to_owned(), "result".to_owned()];
        arguments.extend(then.map(|then| Expr::Lambda { parameters, body: Box::new(then) }));
        Some(call("gear_waiting", arguments))
    }

    fn define_function(&mut self, function: Function, at: At) -> Expr {
        if function.waits {
            return self.define_before(true, function.parameters, function.body, at);
        }
        self.define(function.parameters, function.body, at)
    }

    /// A lambda if the body is one expression, else a function before the chain.
    fn define(&mut self, parameters: Vec<String>, mut body: Vec<Stmt>, at: At) -> Expr {
        if let [Stmt { kind: StmtKind::Return(Some(value)), .. }] = &mut body[..] {
            let value = std::mem::replace(value, Expr::None);
            return Expr::Lambda { parameters, body: Box::new(value) };
        }
        self.define_before(false, parameters, body, at)
    }

    fn define_before(&mut self, waits: bool, parameters: Vec<String>, body: Vec<Stmt>, at: At) -> Expr {
        let function = Expr::Own(format!("_{}", self.functions.len() + 1));
        let kind = StmtKind::Def { waits, name: function.clone(), parameters, doc: None, body };
        self.functions.push(Stmt { kind, at });
        function
    }

    /// The helper that makes a list for `flatmap`, which takes lists only and turns them around, of what a function gives.
    pub(crate) fn flat(&mut self, expr: &hir::Expr) -> &'static str {
        let output = match self.lower.ty(expr) {
            Ty::Fn(_, output) => match *output {
                Ty::Future(output) if expr.waits() => *output,
                output => output,
            },
            _ => Ty::Unknown,
        };
        self.check_walkable(&output, expr.span);
        if output.is_boxed() {
            let message = "`flat_map` of an option of an option, of JSON or of `()` is not known";
            let help = "give a list: `.into_iter().collect::<Vec<_>>()` behind the option";
            self.lower.error(Code::Value, expr.span, message, help);
        }
        match output {
            Ty::List(_) | Ty::Deque(_) | Ty::Iter(_) | Ty::Set { sorted: false, .. } => "gear_flat",
            Ty::Option(_) => "gear_flat_option",
            _ => "gear_flat_any",
        }
    }

    /// A function that gives a list to `flatmap`, by the helper `flat`.
    pub(crate) fn flattened(&mut self, expr: &hir::Expr, flat: &str) -> Expr {
        self.wrapped(expr, |value| match without_iter(value) {
            // A new list needs no copy.
            list if flat == "gear_flat" && list.is_new_list() => reversed(list),
            value => call(flat, vec![value]),
        })
    }

    /// Says that the next step does not see in which order its records come: a list for `flatmap` need not be turned
    /// around for it.
    pub(crate) fn in_any_order(&mut self) {
        if let Some(ChainLink { method, arguments, .. }) = self.links.last_mut()
            && method == "flatmap"
            && let [Expr::Lambda { body, .. }] = &mut arguments[..]
            && let Expr::Subscript(list, index) = &mut **body
            && **index == from_the_end()
        {
            **body = std::mem::replace(list, Expr::None);
        }
    }

    /// A function of one parameter that does something with the result of the given one.
    fn wrapped(&mut self, expr: &hir::Expr, wrap: impl Fn(Expr) -> Expr) -> Expr {
        let at = self.lower.place(expr.span);
        let ExprKind::Closure(closure) = &expr.kind else {
            let function = self.lower.value(expr);
            let body = wrap(function.call(vec![name("r")]));
            return Expr::Lambda { parameters: vec!["r".to_owned()], body: Box::new(body) };
        };
        let mut function = self.lower.function(closure, false);
        for_each_return(&mut function.body, &wrap);
        self.define(function.parameters, function.body, at)
    }

    /// Brings the records to one shard, if they are not there already.
    pub(crate) fn collect(&mut self, flow: &Flow) {
        if !flow.collected {
            self.push("collect", Vec::new());
        }
    }

    /// Takes a total out of the tuple of one around it.
    pub(crate) fn unwrap(&mut self) {
        self.push("map", vec![name("gear_total")]);
    }

    /// The sum of all: on each shard, and of what the shards have.
    pub(crate) fn total(&mut self, flow: &Flow, step: &Expr) {
        if !flow.collected {
            self.push("accumulate", vec![step.clone()]);
            self.push("collect", Vec::new());
        }
        self.push("accumulate", vec![step.clone()]);
    }

    /// One record of all: on each shard, and of what the shards have. `step` keeps its total in a tuple of one.
    pub(crate) fn reduce(&mut self, flow: &Flow, step: &Expr) {
        if !flow.collected {
            self.push("accumulate", vec![step.clone()]);
            self.unwrap();
            self.push("collect", Vec::new());
        }
        self.push("accumulate", vec![step.clone()]);
    }

    /// As [`Self::reduce`], for a record that may be missing. Gives false where that is an error.
    pub(crate) fn extreme(&mut self, flow: &Flow, keep: &Expr) -> bool {
        self.reduce(flow, keep);
        self.unwrap();
        !self.lower.types.in_python(&flow.item).may_be_none()
    }

    /// All records as one list, of which `list` makes a list in reverse, as `flatmap` takes it.
    pub(crate) fn gathered(&mut self, flow: &Flow, list: Expr) {
        self.collect(flow);
        self.push("accumulate", vec![name("gear_gather")]);
        self.push("flatmap", vec![list]);
    }

    /// As [`Self::gathered`], on each shard and then on one, so that less travels.
    pub(crate) fn gathered_twice(&mut self, flow: &Flow, list: &Expr) {
        if !flow.collected {
            self.push("accumulate", vec![name("gear_gather")]);
            self.push("flatmap", vec![list.clone()]);
        }
        self.gathered(flow, list.clone());
    }

    /// `lambda records: helper(records, values.., function)`.
    pub(crate) fn of_records(
        &mut self,
        helper: &str,
        values: &[hir::Expr],
        function: Option<&hir::Expr>,
    ) -> Expr {
        let mut arguments = vec![name("records")];
        arguments.extend(values.iter().map(|value| self.lower.value(value)));
        arguments.extend(function.map(|function| self.function(function)));
        Expr::Lambda { parameters: vec!["records".to_owned()], body: Box::new(call(helper, arguments)) }
    }

    /// `lambda total, record: helper(total, record, function)`.
    pub(crate) fn with_function(&mut self, helper: &str, function: &hir::Expr) -> Expr {
        let parameters = vec!["total".to_owned(), "record".to_owned()];
        let mut arguments: Vec<Expr> = parameters.iter().map(name).collect();
        arguments.push(self.function(function));
        Expr::Lambda { parameters, body: Box::new(call(helper, arguments)) }
    }

    /// `accumulate` for the records of a shard.
    pub(crate) fn fold(&mut self, zero: &hir::Expr, fold: &hir::Expr) -> Expr {
        let at = self.lower.place(fold.span);
        let bare = self.is_bare(zero);
        let record = self.lower.parameter_name(fold, 1).unwrap_or("record").to_owned();
        let (parameters, body) = self.lower.with_function(&["total", &record], |lower, parameters| {
            let [total, record] = parameters else { return Expr::None };
            match bare {
                true => next_bare(lower, zero, fold, total, record.clone()),
                false => Expr::Tuple(vec![next_total(lower, zero, fold, total, 0, record.clone())]),
            }
        });
        self.define(parameters, body, at)
    }

    /// `accumulate` for what the shards have.
    pub(crate) fn combine(&mut self, zero: &hir::Expr, combine: &hir::Expr) -> Expr {
        let at = self.lower.place(combine.span);
        if self.is_bare(zero) {
            let names = self.names_of_two(combine, ["total", "other"]);
            let (parameters, body) =
                self.lower.with_function(&[&names[0], &names[1]], |lower, parameters| {
                    let [total, other] = parameters else { return Expr::None };
                    lower.return_if(is_none(total), other.clone());
                    lower.inline(combine, vec![total.clone(), other.clone()])
                });
            return self.define(parameters, body, at);
        }
        let (parameters, body) = self.lower.with_function(&["total", "other"], |lower, parameters| {
            let [total, other] = parameters else { return Expr::None };
            lower.return_if(total.clone().negated(), other.clone());
            Expr::Tuple(vec![lower.inline(combine, vec![part(total, 0), part(other, 0)])])
        });
        self.define(parameters, body, at)
    }

    /// Whether a total needs no tuple around it: it is never `None`, which the server gives before the first record.
    fn is_bare(&self, zero: &hir::Expr) -> bool {
        matches!(
            self.lower.ty(zero),
            Ty::Bool
                | Ty::Int(_)
                | Ty::Float
                | Ty::Str
                | Ty::List(_)
                | Ty::Deque(_)
                | Ty::Map { .. }
                | Ty::Set { .. }
                | Ty::Tuple(_)
        )
    }

    /// Takes a total out of the tuple around it, if there is one.
    pub(crate) fn unwrap_total(&mut self, zero: &hir::Expr) {
        if !self.is_bare(zero) {
            self.unwrap();
        }
    }

    /// The zero, if it is the only falsy value of its type.
    pub(crate) fn empty_zero(&mut self, zero: &hir::Expr) -> Option<Expr> {
        let ty = self.lower.ty(zero);
        let (value, statements) = self.lower.buffered(|lower| lower.value(zero));
        (statements.is_empty() && is_only_falsy(&value, &ty)).then_some(value)
    }

    /// A function of a total and a record, or of two totals.
    pub(crate) fn of_two(&mut self, function: &hir::Expr) -> Expr {
        let at = self.lower.place(function.span);
        let names = self.names_of_two(function, ["total", "record"]);
        let (parameters, body) = self.lower.with_function(&[&names[0], &names[1]], |lower, parameters| {
            lower.inline(function, parameters.to_vec())
        });
        self.define(parameters, body, at)
    }

    /// The names that a closure gives its two parameters.
    fn names_of_two(&self, function: &hir::Expr, otherwise: [&str; 2]) -> [String; 2] {
        [0, 1].map(|i| self.lower.parameter_name(function, i).unwrap_or(otherwise[i]).to_owned())
    }

    /// Whether the records can be grouped by the text that is their key, with bare totals.
    pub(crate) fn groups_by_text(&self, key: &hir::Expr, zero: &hir::Expr) -> bool {
        self.is_text_key(key) && self.is_bare(zero)
    }

    pub(crate) fn is_text_key(&self, key: &hir::Expr) -> bool {
        matches!(self.lower.ty(key), Ty::Fn(_, output) if *output == Ty::Str)
    }

    /// The key of a record as the server takes it.
    pub(crate) fn text_key(&mut self, key: &hir::Expr) -> Expr {
        let function = self.wrapped(key, |key| call("gear_by_text", vec![key]));
        match function {
            Expr::Lambda { parameters, body } if is_call_of_parameter(&parameters, &body) => {
                name("gear_by_text")
            }
            function => function,
        }
    }

    /// The reducer of a grouping by text.
    pub(crate) fn text_fold(&mut self, zero: &hir::Expr, fold: &hir::Expr) -> Expr {
        let at = self.lower.place(fold.span);
        let record = self.lower.parameter_name(fold, 1).unwrap_or("record").to_owned();
        let (parameters, body) = self.lower.with_function(&["_", "total", &record], |lower, parameters| {
            let [_, total, record] = parameters else { return Expr::None };
            next_bare(lower, zero, fold, total, record.clone())
        });
        self.define(parameters, body, at)
    }

    /// The reducer of a grouping by text of what the shards have.
    pub(crate) fn text_combine(&mut self, combine: &hir::Expr) -> Expr {
        let at = self.lower.place(combine.span);
        let [total, other_name] = self.names_of_two(combine, ["total", "other"]);
        let (parameters, body) = self.lower.with_function(&["_", &total, "group"], |lower, parameters| {
            let [_, total, group] = parameters else { return Expr::None };
            let other = group.clone().subscript(Expr::Str("value".to_owned()));
            lower.return_if(is_none(total), other.clone());
            let other = lower.named(&other_name, other);
            lower.inline(combine, vec![total.clone(), other])
        });
        self.define(parameters, body, at)
    }

    /// The three steps of a grouping: to pairs of key and record, to pairs of key and total, and out of the server's row.
    /// The server groups by text; the key itself travels in the pair, so that it keeps its type.
    pub(crate) fn group(&mut self, method: &str, key: &hir::Expr, zero: &hir::Expr, fold: &hir::Expr) {
        if self.groups_by_text(key, zero) {
            let key = self.text_key(key);
            let fold = self.text_fold(zero, fold);
            self.push(method, vec![key, fold]);
            return self.push("map", vec![name("gear_grouped")]);
        }
        let pairs = self.keyed(key);
        self.push("map", vec![pairs]);
        let fold = self.group_fold(zero, fold);
        self.push(method, vec![name("gear_pair_key"), fold]);
        self.push("map", vec![name("gear_group_value")]);
    }

    /// A function that makes a pair of the record's key and the record.
    pub(crate) fn keyed(&mut self, key: &hir::Expr) -> Expr {
        let at = self.lower.place(key.span);
        let ExprKind::Closure(closure) = &key.kind else {
            let key = self.lower.value(key);
            let body = Expr::Tuple(vec![key.call(vec![name("r")]), name("r")]);
            return Expr::Lambda { parameters: vec!["r".to_owned()], body: Box::new(body) };
        };
        let mut function = self.lower.function(closure, false);
        let record = function.parameters.first().map_or(Expr::None, name);
        for_each_return(&mut function.body, &|key| Expr::Tuple(vec![key, record.clone()]));
        self.define(function.parameters, function.body, at)
    }

    /// The reducer of a grouping of pairs of key and record.
    pub(crate) fn group_fold(&mut self, zero: &hir::Expr, fold: &hir::Expr) -> Expr {
        let at = self.lower.place(fold.span);
        let (parameters, body) = self.lower.with_function(&["_", "total", "pair"], |lower, parameters| {
            let [_, total, pair] = parameters else { return Expr::None };
            Expr::Tuple(vec![part(pair, 0), next_total(lower, zero, fold, total, 1, part(pair, 1))])
        });
        self.define(parameters, body, at)
    }

    /// The reducer of a grouping of what the shards have.
    pub(crate) fn group_combine(&mut self, combine: &hir::Expr) -> Expr {
        let at = self.lower.place(combine.span);
        let (parameters, body) = self.lower.with_function(&["_", "total", "group"], |lower, parameters| {
            let [_, total, group] = parameters else { return Expr::None };
            let other = group.clone().subscript(Expr::Str("value".to_owned()));
            lower.return_if(total.clone().negated(), other.clone());
            Expr::Tuple(vec![part(total, 0), lower.inline(combine, vec![part(total, 1), part(&other, 1)])])
        });
        self.define(parameters, body, at)
    }

    /// The reducer of a grouping that sees all pairs of key and record at once.
    pub(crate) fn batch(&mut self, reduce: &hir::Expr) -> Expr {
        let at = self.lower.place(reduce.span);
        let (parameters, body) = self.lower.with_function(&["_", "pairs"], |lower, parameters| {
            let [_, pairs] = parameters else { return Expr::None };
            let key = part(&part(pairs, 0), 0);
            let records = lower.spill("records", call("gear_pair_records", vec![pairs.clone()]));
            Expr::Tuple(vec![key.clone(), lower.inline(reduce, vec![key, records])])
        });
        self.define(parameters, body, at)
    }

    /// The function that gives the key that Python orders by.
    pub(crate) fn order_key(&mut self, key: &hir::Expr) -> hir::Expr {
        if let Ty::Fn(_, output) = self.lower.ty(key)
            && !has_order(&output)
        {
            self.lower.unordered(key.span);
        }
        self.lower.key_function(key)
    }

    /// Checks that the records themselves have an order in Python.
    pub(crate) fn check_item_order(&mut self, item: &Ty) {
        let item = self.lower.types.in_python(item);
        if !has_order(&item) || self.lower.element_key(&item, self.span).is_some() {
            self.lower.unordered(self.span);
        }
    }
}

/// A list from its end.
fn reversed(list: Expr) -> Expr {
    list.subscript(from_the_end())
}

fn from_the_end() -> Expr {
    Expr::Slice(None, None, Some(Box::new(Expr::Int(-1))))
}

/// The total after one more record: before the first one it is the zero. `index` is where the tuple has the total.
fn next_total(
    lower: &mut Lower<'_>,
    zero: &hir::Expr,
    fold: &hir::Expr,
    total: &Expr,
    index: usize,
    record: Expr,
) -> Expr {
    let zero = lower.value(zero);
    let current = Expr::if_else(total.clone(), part(total, index), zero);
    let wanted = lower.parameter_name(fold, 0).unwrap_or("current").to_owned();
    let current = lower.named(&wanted, current);
    lower.inline(fold, vec![current, record])
}

/// As [`next_total`], of a total that is never `None`.
fn next_bare(lower: &mut Lower<'_>, zero: &hir::Expr, fold: &hir::Expr, total: &Expr, record: Expr) -> Expr {
    let ty = lower.ty(zero);
    let zero = lower.value(zero);
    let current = or_zero(total.clone(), zero, &ty);
    let wanted = lower.parameter_name(fold, 0).unwrap_or("current").to_owned();
    let current = lower.named(&wanted, current);
    lower.inline(fold, vec![current, record])
}

fn is_none(value: &Expr) -> Expr {
    value.clone().binary(BinaryOp::Is, Expr::None)
}

/// Whether a function only calls another one with its parameter.
fn is_call_of_parameter(parameters: &[String], body: &Expr) -> bool {
    match (parameters, body) {
        ([parameter], Expr::Call { arguments, .. }) => arguments[..] == [name(parameter)],
        _ => false,
    }
}

/// A part of a tuple.
fn part(tuple: &Expr, index: usize) -> Expr {
    tuple.clone().subscript(Expr::Int(index as i128))
}

fn is_identity(function: &Expr) -> bool {
    match function {
        Expr::Lambda { parameters, body } => {
            matches!((&parameters[..], &**body), ([parameter], Expr::Name(value)) if parameter == value)
        }
        _ => false,
    }
}

/// Changes every value that a function returns; functions inside it are left alone.
fn for_each_return(body: &mut [Stmt], wrap: &impl Fn(Expr) -> Expr) {
    for statement in body {
        match &mut statement.kind {
            StmtKind::Return(Some(value)) => {
                let old = std::mem::replace(value, Expr::None);
                *value = wrap(old);
            }
            other => other.suites_mut().into_iter().for_each(|suite| for_each_return(suite, wrap)),
        }
    }
}
