//! Variables that are used once, right after they get their value, give way to it.
//!
//! Lowering puts a value into a variable whenever it might be needed twice or earlier; where it was not, this writes
//! what a person would.

use super::ast::{BinaryOp, Expr, Piece, Stmt, StmtKind};
use std::collections::{HashMap, HashSet};

/// The largest value, in nodes of the tree, that may move into another expression.
const LARGEST: usize = 14;

/// Inlines the variables of a function's body that lowering made: `value`, `value_2` and so on, and those in `made`.
/// `outermost`: no function is around it.
pub(crate) fn inline(body: &mut Vec<Stmt>, made: &HashSet<String>, outermost: bool) {
    let mut uses = Uses { made, counts: HashMap::new(), all: HashMap::new(), rebinds: !outermost };
    body.iter().for_each(|statement| uses.add(statement));
    if !uses.counts.is_empty() {
        in_suite(body, &uses.counts, uses.rebinds);
    }
    leave_out(body, &uses.all);
}

/// Leaves out variables that nothing looks at, such as those of a pattern whose arm does not need them.
fn leave_out(suite: &mut Vec<Stmt>, uses: &HashMap<String, usize>) {
    suite.retain(|statement| match &statement.kind {
        StmtKind::Assign(Expr::Name(variable), value) => {
            uses.get(variable).is_some_and(|count| *count > 1) || !has_no_effect(value)
        }
        _ => true,
    });
    for statement in suite {
        statement.kind.suites_mut().into_iter().for_each(|suite| leave_out(suite, uses));
    }
}

/// Whether nothing is missing where it is not evaluated.
fn has_no_effect(value: &Expr) -> bool {
    match value {
        Expr::Call { function, arguments, .. } => {
            matches!(&**function, Expr::Name(function) if function == "len")
                && arguments.iter().all(has_no_effect)
        }
        value => value.is_pure(),
    }
}

/// What is known about a body before anything moves.
struct Uses<'m> {
    made: &'m HashSet<String>,
    /// How often each of the variables stands in it.
    counts: HashMap<String, usize>,
    /// The same of every name.
    all: HashMap<String, usize>,
    /// Whether functions inside change variables.
    rebinds: bool,
}

impl Uses<'_> {
    fn add(&mut self, statement: &Stmt) {
        match &statement.kind {
            StmtKind::Return(None) | StmtKind::Break | StmtKind::Continue => {}
            StmtKind::Expr(value)
            | StmtKind::Return(Some(value))
            | StmtKind::Raise(value)
            | StmtKind::With(value, _) => self.add_in(value),
            StmtKind::If { test: value, .. } | StmtKind::While { test: value, .. } => self.add_in(value),
            StmtKind::Assign(target, value)
            | StmtKind::AugAssign(_, target, value)
            | StmtKind::For { target, iter: value, .. } => {
                self.add_in(target);
                self.add_in(value);
            }
            StmtKind::Nonlocal(names) => {
                self.rebinds = true;
                names.iter().for_each(|name| self.add_name(name));
            }
            StmtKind::Def { parameters, .. } => parameters.iter().for_each(|name| self.add_name(name)),
            StmtKind::Import(_, name) | StmtKind::Try { error: name, .. } => self.add_name(name),
        }
        let inside = if let StmtKind::Def { body, .. } = &statement.kind { Some(body) } else { None };
        for suite in statement.kind.suites().into_iter().chain(inside) {
            suite.iter().for_each(|statement| self.add(statement));
        }
    }

    fn add_in(&mut self, expr: &Expr) {
        match expr {
            Expr::Name(name) => self.add_name(name),
            // A parameter of the same name is another variable.
            Expr::Lambda { parameters, .. } => parameters.iter().for_each(|name| self.add_name(name)),
            _ => {}
        }
        for_each_child(expr, &mut |child| self.add_in(child));
    }

    fn add_name(&mut self, name: &str) {
        *self.all.entry(name.to_owned()).or_default() += 1;
        if is_ours(name) || self.made.contains(name) {
            *self.counts.entry(name.to_owned()).or_default() += 1;
        }
    }
}

fn in_suite(suite: &mut Vec<Stmt>, uses: &HashMap<String, usize>, rebinds: bool) {
    for statement in suite.iter_mut() {
        if let StmtKind::Def { body, .. } = &mut statement.kind {
            in_suite(body, uses, true);
        }
        statement.kind.suites_mut().into_iter().for_each(|suite| in_suite(suite, uses, rebinds));
    }
    // From the end, so that the value of a value follows.
    for at in (0..suite.len().saturating_sub(1)).rev() {
        if at + 1 < suite.len() {
            inline_one(suite, at, uses, rebinds);
        }
    }
}

/// Moves the value that a statement assigns into the next one, if that changes nothing.
fn inline_one(suite: &mut Vec<Stmt>, at: usize, uses: &HashMap<String, usize>, rebinds: bool) {
    let StmtKind::Assign(Expr::Name(variable), value) = &suite[at].kind else { return };
    // It is assigned here and used there, and nowhere else.
    let once = uses.get(variable) == Some(&2);
    // What may fail stays on its line, which says where it comes from.
    let same_line = suite[at].at.line == suite[at + 1].at.line || !calls(value);
    // Python warns where a literal is compared by identity.
    if !once || value.is_literal() || size(value) > LARGEST || !same_line {
        return;
    }
    let moved = Moved { variable: variable.clone(), value: value.clone(), first: rebinds && calls(value) };
    if let Some(first) = evaluated_first(&mut suite[at + 1].kind)
        && matches!(moved.place(first), Found::Here)
    {
        suite.remove(at);
    }
}

/// A value on its way to the only place that uses its variable.
struct Moved {
    variable: String,
    value: Expr,
    /// It may change variables: none can be read before it.
    first: bool,
}

/// Whether lowering chose the name.
fn is_ours(variable: &str) -> bool {
    match variable.strip_prefix("value") {
        Some("") => true,
        Some(rest) => rest.strip_prefix('_').is_some_and(|n| n.bytes().all(|digit| digit.is_ascii_digit())),
        None => false,
    }
}

/// What a statement evaluates before anything else, and once.
fn evaluated_first(statement: &mut StmtKind) -> Option<&mut Expr> {
    match statement {
        StmtKind::Expr(value)
        | StmtKind::Return(Some(value))
        | StmtKind::Raise(value)
        | StmtKind::Assign(_, value)
        | StmtKind::If { test: value, .. }
        | StmtKind::For { iter: value, .. } => Some(value),
        _ => None,
    }
}

enum Found {
    Here,
    /// Not in what was looked at, and nothing there cares about the order.
    NotYet,
    /// Something comes first that must stay first.
    Never,
}

impl Moved {
    /// Puts the value in the place of the variable, if nothing that matters is evaluated before it.
    fn place(&self, expr: &mut Expr) -> Found {
        match expr {
            Expr::Name(name) if *name == self.variable => {
                *expr = self.value.clone();
                Found::Here
            }
            Expr::Name(_) if self.first => Found::Never,
            Expr::Name(_) | Expr::Link(_) | Expr::Capture(_) | Expr::Own(_) => Found::NotYet,
            _ if expr.is_constant() => Found::NotYet,
            Expr::Call { function, arguments, keywords } => {
                let callee = match &mut **function {
                    // The name of a function is not assigned.
                    Expr::Name(_) => Found::NotYet,
                    Expr::Attribute(object, _) => self.place(object),
                    function => self.place(function),
                };
                let inner = arguments.iter_mut().chain(keywords.iter_mut().map(|(_, value)| value));
                only(and_then(callee, || self.in_order(inner)))
            }
            Expr::Attribute(inner, _)
            | Expr::Unary(_, inner)
            | Expr::Await(inner)
            | Expr::Star(inner)
            | Expr::DoubleStar(inner) => only(self.place(inner)),
            Expr::Subscript(base, index) | Expr::Lookup(base, index) => {
                only(self.in_order([&mut **base, &mut **index]))
            }
            Expr::Between(parts, _) => {
                let [low, value, _] = &mut **parts;
                only(self.in_order([low, value]))
            }
            Expr::Binary(BinaryOp::And | BinaryOp::Or, left, _) => only(self.place(left)),
            Expr::Binary(_, left, right) => only(self.in_order([&mut **left, &mut **right])),
            Expr::IfElse { test, .. } => only(self.place(test)),
            Expr::List(items) | Expr::Tuple(items) | Expr::Set(items) => self.in_order(items),
            Expr::Dict(entries) => self.in_order(entries.iter_mut().flat_map(|(key, value)| [key, value])),
            Expr::FString(pieces) => only(self.in_order(pieces.iter_mut().filter_map(|piece| match piece {
                Piece::Value(value, _) => Some(value),
                Piece::Text(_) => None,
            }))),
            Expr::Comprehension(comprehension) => match comprehension.clauses.first_mut() {
                Some(clause) => only(self.place(&mut clause.iter)),
                None => Found::Never,
            },
            _ => Found::Never,
        }
    }

    /// The first of some expressions, evaluated in their order, that has the variable.
    fn in_order<'e>(&self, exprs: impl IntoIterator<Item = &'e mut Expr>) -> Found {
        exprs.into_iter().fold(Found::NotYet, |found, expr| and_then(found, || self.place(expr)))
    }
}

/// Nothing after this part is looked at: what is done with it comes first.
fn only(found: Found) -> Found {
    match found {
        Found::Here => Found::Here,
        _ => Found::Never,
    }
}

fn and_then(found: Found, next: impl FnOnce() -> Found) -> Found {
    match found {
        Found::NotYet => next(),
        found => found,
    }
}

/// Whether evaluating it may run something that changes variables.
fn calls(expr: &Expr) -> bool {
    let mut found = matches!(expr, Expr::Call { .. } | Expr::Await(_) | Expr::Comprehension(_));
    for_each_child(expr, &mut |child| found |= calls(child));
    found
}

fn size(expr: &Expr) -> usize {
    let mut nodes = 1;
    for_each_child(expr, &mut |child| nodes += size(child));
    nodes
}

impl Expr {
    /// Whether a variable stands in it.
    pub(crate) fn mentions(&self, variable: &str) -> bool {
        let mut found = matches!(self, Expr::Name(name) if name == variable);
        for_each_child(self, &mut |child| found |= child.mentions(variable));
        found
    }
}

/// The parts of an expression.
fn for_each_child(expr: &Expr, each: &mut dyn FnMut(&Expr)) {
    match expr {
        Expr::Name(_) | Expr::Link(_) | Expr::Capture(_) | Expr::Own(_) => {}
        Expr::Int(_)
        | Expr::Float(_)
        | Expr::Str(_)
        | Expr::Bytes(_)
        | Expr::True
        | Expr::False
        | Expr::None => {}
        Expr::Attribute(inner, _)
        | Expr::Unary(_, inner)
        | Expr::Await(inner)
        | Expr::Star(inner)
        | Expr::DoubleStar(inner) => {
            each(inner);
        }
        Expr::Lambda { body, .. } => each(body),
        Expr::Between(parts, _) => parts.iter().for_each(each),
        Expr::Subscript(left, right) | Expr::Lookup(left, right) | Expr::Binary(_, left, right) => {
            each(left);
            each(right);
        }
        Expr::Slice(start, stop, step) => {
            [start, stop, step].into_iter().flatten().for_each(|part| each(part))
        }
        Expr::Call { function, arguments, keywords } => {
            each(function);
            arguments.iter().chain(keywords.iter().map(|(_, value)| value)).for_each(each);
        }
        Expr::IfElse { test, then, otherwise } => {
            [test, then, otherwise].into_iter().for_each(|part| each(part))
        }
        Expr::List(items) | Expr::Tuple(items) | Expr::Set(items) => items.iter().for_each(each),
        Expr::Dict(entries) => entries.iter().flat_map(|(key, value)| [key, value]).for_each(each),
        Expr::Comprehension(comprehension) => {
            each(&comprehension.element);
            comprehension.value.iter().for_each(&mut *each);
            for clause in &comprehension.clauses {
                each(&clause.target);
                each(&clause.iter);
                clause.conditions.iter().for_each(&mut *each);
            }
        }
        Expr::FString(pieces) => pieces.iter().for_each(|piece| {
            if let Piece::Value(value, _) = piece {
                each(value);
            }
        }),
        Expr::Chain { head, links } => {
            each(head);
            for link in links {
                link.arguments
                    .iter()
                    .chain(link.keywords.iter().map(|(_, value)| value))
                    .for_each(&mut *each);
            }
        }
    }
}
