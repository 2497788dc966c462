//! Lowering: from the checked form to Python that means the same.
//!
//! An expression becomes a Python expression where it can. What needs statements puts them before, into the
//! current buffer; operands that were evaluated earlier then move into variables, so that the order is kept.

mod attempt;
pub(crate) mod backwards;
pub(crate) mod boxed;
pub(crate) mod catalog;
mod closure;
pub(crate) mod commands;
pub(crate) mod copy;
mod debug;
mod destructure;
mod element;
mod expr;
pub(crate) mod failure;
pub(crate) mod fallback;
mod format;
pub(crate) mod forms;
mod guard;
pub(crate) mod integer;
pub(crate) mod json;
mod lent;
mod loops;
mod operator;
mod order;
mod order_key;
mod own_operator;
pub(crate) mod parse;
mod part;
mod pattern;
pub(crate) mod place;
mod present;
pub(crate) mod range;
pub(crate) mod regex;
pub(crate) mod repeated;
mod replaced;
mod statement;
pub(crate) mod text;
mod waiting;
mod walk;

pub(crate) use closure::Function;
pub(crate) use debug::{Layout, Parts};
pub(crate) use expr::compatible;
pub(crate) use guard::Guard;
pub(crate) use order_key::has_order;

use crate::check::hir::{self, Local, LocalId};
use crate::check::{LinkKind, Outside};
use crate::diag::{Code, Diagnostics};
use crate::python::{At, Expr, Fill, Stmt, StmtKind, expand, name, python_name};
use crate::types::{Ty, Types, at_span};
use proc_macro2::{Span, TokenStream};
use std::collections::{BTreeSet, HashMap, HashSet};

/// The state of lowering one body.
pub(crate) struct Lower<'a> {
    pub(crate) types: Types,
    locals: Vec<Local>,
    pub(crate) diagnostics: &'a mut Diagnostics,
    /// What it refers to outside itself.
    pub(crate) outside: &'a mut Outside,
    /// The first token's line: places are counted from there.
    first_line: usize,
    /// What stands for each local, and the function that it belongs to.
    bound: HashMap<LocalId, (Expr, usize)>,
    /// Locals that stand for a part of something that changes.
    aliases: HashMap<LocalId, hir::Expr>,
    /// Variables that something may still look at when their scope has ended: no other local gets their name.
    pinned: HashSet<String>,
    /// The local that a variable was made for; others may only have it as their value.
    owners: HashMap<String, LocalId>,
    /// Variables that stand for a value of their own only if it is used more than once.
    made: HashSet<String>,
    /// The functions around, innermost last.
    frames: Vec<Frame>,
    /// The current buffer of statements.
    out: Vec<Stmt>,
    /// What the statements come of.
    at: Option<Span>,
}

/// A Python function.
#[derive(Default)]
struct Frame {
    names: HashSet<String>,
    nonlocal: BTreeSet<String>,
    /// Variables of the functions around that it looks at.
    reads: BTreeSet<String>,
    /// The loops around in this function, innermost last.
    loops: Vec<loops::Loop>,
}

/// The arguments of a catalog entry: the receiver first.
pub(crate) struct Arguments<'e> {
    pub(crate) method: &'e str,
    pub(crate) exprs: &'e [hir::Expr],
    pub(crate) result: Ty,
    pub(crate) span: Span,
}

impl<'a> Lower<'a> {
    pub(crate) fn new(
        types: Types,
        locals: Vec<Local>,
        diagnostics: &'a mut Diagnostics,
        outside: &'a mut Outside,
        first_line: usize,
    ) -> Self {
        Lower {
            types,
            locals,
            diagnostics,
            outside,
            first_line,
            bound: HashMap::new(),
            aliases: HashMap::new(),
            pinned: HashSet::new(),
            owners: HashMap::new(),
            made: HashSet::new(),
            frames: vec![Frame::default()],
            out: Vec::new(),
            at: None,
        }
    }

    /// The place of the next statement. It is asked for once for each: rustc counts columns from the start of the line.
    fn here(&self) -> At {
        self.at.map_or_else(At::default, |span| self.place(span))
    }

    /// The place of a span, counted from the first token.
    pub(crate) fn place(&self, span: Span) -> At {
        let start = span.start();
        let Some(line) = start.line.checked_sub(self.first_line) else { return At::default() };
        At { line: line as u32, column: start.column as u32 + 1 }
    }

    /// The function of Python by which a type of the user's does what its traits say.
    fn of_type(&mut self, kind: LinkKind, path: &str, span: Span) -> Option<Expr> {
        let path: TokenStream = path.parse().ok()?;
        Some(Expr::Link(self.outside.link(kind, &at_span(path, span))))
    }

    /// The type that the value has in Python.
    pub(crate) fn ty(&self, expr: &hir::Expr) -> Ty {
        self.types.in_python(&expr.ty)
    }

    fn push(&mut self, kind: StmtKind) {
        let refused = matches!(kind, StmtKind::Assign(Expr::None, _) | StmtKind::AugAssign(_, Expr::None, _));
        // A place that was refused gets no value, and what follows a statement that leaves is never reached.
        if !refused && !self.ends() {
            let at = self.here();
            // A statement that only asks whether there is such a place.
            if let StmtKind::AugAssign(_, place, _) = &kind
                && matches!(self.out.last(), Some(Stmt { kind: StmtKind::Expr(asked), .. }) if asked == place)
            {
                self.out.pop();
            }
            self.out.push(Stmt { kind, at });
        }
    }

    /// Runs `body` with an empty buffer and returns what it put there.
    pub(crate) fn buffered<R>(&mut self, body: impl FnOnce(&mut Self) -> R) -> (R, Vec<Stmt>) {
        let outer = std::mem::take(&mut self.out);
        let at = self.at;
        let result = body(self);
        self.at = at;
        (result, std::mem::replace(&mut self.out, outer))
    }

    /// A name that is free in the current function.
    pub(crate) fn fresh(&mut self, wanted: &str) -> String {
        let wanted = python_name(wanted);
        let mut candidate = wanted.clone();
        let mut n = 1;
        while self.frames.iter().any(|frame| frame.names.contains(&candidate)) {
            n += 1;
            candidate = format!("{wanted}_{n}");
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.names.insert(candidate.clone());
        }
        candidate
    }

    /// Puts a value into a variable, so that it is evaluated here and once.
    pub(crate) fn spill(&mut self, wanted: &str, value: Expr) -> Expr {
        let variable = name(self.fresh(wanted));
        self.push(StmtKind::Assign(variable.clone(), value));
        variable
    }

    fn simple(&mut self, wanted: &str, value: Expr) -> Expr {
        if value.is_simple() { value } else { self.spill(wanted, value) }
    }

    /// Lowers operands in order. If a later one needs statements, the earlier ones move into variables before.
    fn operands<'e>(&mut self, exprs: impl IntoIterator<Item = &'e hir::Expr>) -> Vec<Expr> {
        let lowered: Vec<_> = exprs.into_iter().map(|expr| self.buffered(|this| this.value(expr))).collect();
        let stays: Vec<bool> = (0..lowered.len())
            .map(|i| {
                lowered[i + 1..].iter().all(|(_, later)| later.is_empty() || stays(&lowered[i].0, later))
            })
            .collect();
        let mut values = Vec::with_capacity(lowered.len());
        for (i, (value, statements)) in lowered.into_iter().enumerate() {
            self.out.extend(statements);
            let must_wait = !stays[i];
            values.push(if must_wait { self.spill("value", value) } else { value });
        }
        values
    }

    pub(crate) fn error(&mut self, code: Code, span: Span, message: impl Into<String>, help: &str) -> Expr {
        self.diagnostics.report_help(code, span, message, help);
        Expr::None
    }

    /// Keeps the variables of a value from being used again for something else.
    fn pin(&mut self, value: &Expr) {
        self.pinned.extend(closure::target_names(value));
    }

    /// Writes a template of the catalog.
    fn template(&mut self, template: &'static str, arguments: &Arguments<'_>) -> Expr {
        let filled: Vec<Option<Expr>> = self.template_operands(template, arguments);
        if template.contains(" for ") {
            // A generator looks at its variables when it runs.
            filled.iter().flatten().for_each(|value| self.pin(value));
        }
        let keeps = template.contains("(@x for @x");
        let boxes = self.types.in_python(&arguments.result).is_boxed();
        let mut filler =
            Filler { lower: self, exprs: arguments.exprs, filled, variables: HashMap::new(), keeps, boxes };
        let expr = expand(template, &mut filler);
        // A comprehension's variables live in it alone.
        let variables: Vec<Expr> = filler.variables.into_values().collect();
        if let Some(frame) = self.frames.last_mut() {
            variables.iter().flat_map(closure::target_names).for_each(|variable| {
                frame.names.remove(&variable);
            });
        }
        match expr {
            Some(expr) => expr,
            None => self.error(
                Code::Internal,
                arguments.span,
                format!("a bug in redis-gears: the template `{template}` is malformed"),
                "please report it with the code that shows it",
            ),
        }
    }

    /// The arguments that stand as values in the template, each evaluated once and in Rust's order.
    fn template_operands(&mut self, template: &str, arguments: &Arguments<'_>) -> Vec<Option<Expr>> {
        let uses = |i: usize| {
            let hole = format!("{{{i}}}");
            let all = template.matches(&hole).count();
            (all, all - template.matches(&format!("{hole}(")).count())
        };
        // A function that is only applied is written where it is applied.
        let is_value = |i: usize| uses(i).1 > 0 || (uses(i).0 == 0 && !is_function(&arguments.exprs[i]));
        let wanted: Vec<usize> = (0..arguments.exprs.len()).filter(|i| is_value(*i)).collect();
        let mut values = self.operands(wanted.iter().map(|i| &arguments.exprs[*i]));
        // Comprehensions and the functions of iterators call `iter` themselves; what only gives the iterator on does not, and
        // `next` may follow.
        let walks = template != "{0}"
            && arguments.exprs.first().is_some_and(|first| matches!(self.ty(first), Ty::Iter(_)));
        if walks && wanted.first() == Some(&0) {
            values[0] = forms::without_iter(values[0].clone());
        }
        let positions: Vec<_> = wanted.iter().map(|i| template.find(&format!("{{{i}}}"))).collect();
        let in_order = positions.is_sorted();
        let conditional = [" if ", " and ", " or ", "lambda"].iter().any(|word| template.contains(word));
        let repeated = template.contains(" for ");
        let simple: Vec<bool> = values.iter().map(Expr::is_simple).collect();
        let others_simple = |i: usize| wanted_simple(&wanted, &simple, i);
        let mut filled = vec![None; arguments.exprs.len()];
        for (&i, value) in wanted.iter().zip(values) {
            let first_iterated = template.contains(&format!(" in {{{i}}}"));
            // What a comprehension walks over is evaluated first and once.
            let walked = first_iterated && uses(i).1 == 1 && others_simple(i);
            // `list[i] < x and list[i].isalpha()`: what fails, fails the first time.
            let looked_up = template.starts_with(&format!("{{{i}}}"))
                && !repeated
                && ![" if ", "lambda"].iter().any(|word| template.contains(word))
                && others_simple(i)
                && matches!(&value, Expr::Lookup(list, index) if list.is_simple() && index.is_simple());
            let keep = value.is_simple()
                || walked
                || looked_up
                || (uses(i).1 == 1
                    && (value.is_pure() || (in_order && !conditional))
                    && (!repeated || first_iterated));
            filled[i] = Some(if keep { value } else { self.spill("value", value) });
        }
        filled
    }
}

/// Whether all values but the one of argument `i` are simple.
fn wanted_simple(wanted: &[usize], simple: &[bool], i: usize) -> bool {
    wanted.iter().zip(simple).all(|(other, simple)| *other == i || *simple)
}

/// Whether an argument is a function, written where it is used.
fn is_function(expr: &hir::Expr) -> bool {
    matches!(expr.kind, hir::ExprKind::Closure(_))
}

/// Whether a value is the same before and after the statements.
fn stays(value: &Expr, statements: &[Stmt]) -> bool {
    match value {
        Expr::Name(variable) => !statements.iter().any(|statement| assigns(statement, variable)),
        value => value.is_constant() || value.is_simple(),
    }
}

/// Whether a statement may assign a variable.
fn assigns(statement: &Stmt, variable: &str) -> bool {
    let target = |target: &Expr| closure::target_names(target).iter().any(|name| name == variable);
    let any = |statements: &[Stmt]| statements.iter().any(|statement| assigns(statement, variable));
    let here = match &statement.kind {
        StmtKind::Assign(to, _) | StmtKind::AugAssign(_, to, _) | StmtKind::For { target: to, .. } => {
            target(to)
        }
        StmtKind::Try { error, .. } => error == variable,
        StmtKind::Nonlocal(names) => names.iter().any(|name| name == variable),
        StmtKind::Def { body, .. } => any(body),
        _ => false,
    };
    here || statement.kind.suites().into_iter().any(|suite| any(suite))
}

/// Fills a template's holes.
struct Filler<'l, 'a, 'e> {
    lower: &'l mut Lower<'a>,
    exprs: &'e [hir::Expr],
    filled: Vec<Option<Expr>>,
    variables: HashMap<String, Expr>,
    /// Whether the comprehension gives its variable itself.
    keeps: bool,
    /// Whether the result is a boxed option.
    boxes: bool,
}

impl Fill for Filler<'_, '_, '_> {
    fn hole(&mut self, index: usize) -> Expr {
        self.filled.get(index).cloned().flatten().unwrap_or(Expr::None)
    }

    fn apply(&mut self, index: usize, arguments: Vec<Expr>) -> Expr {
        match (self.filled.get(index).cloned().flatten(), self.exprs.get(index)) {
            (Some(function), _) => function.call(arguments),
            (None, Some(function)) => self.lower.apply(function, arguments),
            (None, None) => Expr::None,
        }
    }

    fn in_some(&mut self, option: Expr) -> Expr {
        let receiver = self.exprs.first().map_or(Ty::Unknown, |receiver| self.lower.ty(receiver));
        if receiver.is_boxed() { boxed::unboxed(option) } else { option }
    }

    fn some(&mut self, value: Expr) -> Expr {
        if self.boxes { boxed::boxed(value) } else { value }
    }

    /// The variable of a comprehension is named as the closure names its parameter.
    fn fresh(&mut self, wanted: &str) -> Expr {
        if let Some(known) = self.variables.get(wanted) {
            return known.clone();
        }
        let closure = self.exprs.iter().find_map(|expr| match &expr.kind {
            hir::ExprKind::Closure(closure) if wanted == "x" => Some(closure),
            _ => None,
        });
        let variable = match closure.and_then(|closure| closure.parameters.first()) {
            Some(pattern) if self.keeps => self.lower.whole_target(pattern, wanted),
            Some(pattern) => self.lower.target(pattern, wanted),
            None => name(self.lower.fresh(wanted)),
        };
        self.variables.insert(wanted.to_owned(), variable.clone());
        variable
    }
}
