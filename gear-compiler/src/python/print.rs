//! The printer: from the tree to text, with as few parentheses as Python needs and a map from line to source.

use super::ast::{At, BinaryOp, ChainLink, Clause, Comprehension, Expr, Piece, Stmt, StmtKind, UnaryOp};
use std::fmt::Write as _;

/// The text, and for each line that comes from Rust source its number (from 1) and place.
#[derive(Debug, Default)]
pub(crate) struct Printed {
    pub(crate) text: String,
    pub(crate) map: Vec<(u32, At)>,
}

/// Prints top-level statements: two blank lines around each `def`.
pub(crate) fn print(statements: &[Stmt]) -> Printed {
    let mut printer = Printer::default();
    for (i, statement) in statements.iter().enumerate() {
        if i > 0 {
            let def = |s: &Stmt| matches!(s.kind, StmtKind::Def { .. });
            let blank = if def(statement) || def(&statements[i - 1]) { 2 } else { 0 };
            (0..blank).for_each(|_| printer.newline());
        }
        printer.statement(statement);
    }
    Printed { text: printer.out, map: printer.map }
}

/// How tightly an expression binds; Python's table, lowest first.
mod precedence {
    pub(super) const ANY: u8 = 0;
    pub(super) const LAMBDA: u8 = 1;
    pub(super) const IF_ELSE: u8 = 2;
    pub(super) const OR: u8 = 3;
    pub(super) const AND: u8 = 4;
    pub(super) const NOT: u8 = 5;
    pub(super) const COMPARE: u8 = 6;
    pub(super) const BIT_OR: u8 = 7;
    pub(super) const BIT_XOR: u8 = 8;
    pub(super) const BIT_AND: u8 = 9;
    pub(super) const SHIFT: u8 = 10;
    pub(super) const ADD: u8 = 11;
    pub(super) const MUL: u8 = 12;
    pub(super) const UNARY: u8 = 13;
    pub(super) const POWER: u8 = 14;
    pub(super) const AWAIT: u8 = 15;
    pub(super) const POSTFIX: u8 = 16;
    pub(super) const ATOM: u8 = 17;
}

fn operator(op: BinaryOp) -> (&'static str, u8) {
    use precedence::*;
    match op {
        BinaryOp::Or => ("or", OR),
        BinaryOp::And => ("and", AND),
        BinaryOp::In => ("in", COMPARE),
        BinaryOp::NotIn => ("not in", COMPARE),
        BinaryOp::Is => ("is", COMPARE),
        BinaryOp::IsNot => ("is not", COMPARE),
        BinaryOp::Lt => ("<", COMPARE),
        BinaryOp::Le => ("<=", COMPARE),
        BinaryOp::Gt => (">", COMPARE),
        BinaryOp::Ge => (">=", COMPARE),
        BinaryOp::Eq => ("==", COMPARE),
        BinaryOp::Ne => ("!=", COMPARE),
        BinaryOp::BitOr => ("|", BIT_OR),
        BinaryOp::BitXor => ("^", BIT_XOR),
        BinaryOp::BitAnd => ("&", BIT_AND),
        BinaryOp::Shl => ("<<", SHIFT),
        BinaryOp::Shr => (">>", SHIFT),
        BinaryOp::Add => ("+", ADD),
        BinaryOp::Sub => ("-", ADD),
        BinaryOp::Mul => ("*", MUL),
        BinaryOp::MatMul => ("@", MUL),
        BinaryOp::Div => ("/", MUL),
        BinaryOp::FloorDiv => ("//", MUL),
        BinaryOp::Mod => ("%", MUL),
        BinaryOp::Pow => ("**", POWER),
    }
}

fn precedence_of(expr: &Expr) -> u8 {
    match expr {
        Expr::Lambda { .. } => precedence::LAMBDA,
        Expr::IfElse { .. } => precedence::IF_ELSE,
        Expr::Unary(UnaryOp::Not, _) => precedence::NOT,
        Expr::Unary(..) => precedence::UNARY,
        Expr::Int(value) if *value < 0 => precedence::UNARY,
        Expr::Int(value) if bound(*value).is_some() => precedence::ADD,
        Expr::Float(value) if value.is_sign_negative() => precedence::UNARY,
        Expr::Binary(op, ..) => operator(*op).1,
        Expr::Between(..) => precedence::COMPARE,
        Expr::Await(_) => precedence::AWAIT,
        Expr::Attribute(..) | Expr::Subscript(..) | Expr::Lookup(..) | Expr::Call { .. } => {
            precedence::POSTFIX
        }
        Expr::Slice(..) => precedence::ANY,
        _ => precedence::ATOM,
    }
}

/// The lines of an expression that is broken at its operators: what stands before each part, and how tightly it must bind.
fn breaks(expr: &Expr) -> Option<Vec<(&'static str, &Expr, u8)>> {
    fn operands<'e>(expr: &'e Expr, wanted: BinaryOp, out: &mut Vec<&'e Expr>) {
        match expr {
            Expr::Binary(op, left, right) if *op == wanted => {
                operands(left, wanted, out);
                operands(right, wanted, out);
            }
            other => out.push(other),
        }
    }
    match expr {
        Expr::Binary(op @ (BinaryOp::And | BinaryOp::Or), ..) => {
            let (least, word) = match op {
                BinaryOp::And => (precedence::AND, "and "),
                _ => (precedence::OR, "or "),
            };
            let mut parts = Vec::new();
            operands(expr, *op, &mut parts);
            let line = |(i, part)| (if i == 0 { "" } else { word }, part, least);
            Some(parts.into_iter().enumerate().map(line).collect())
        }
        Expr::IfElse { test, then, otherwise } => Some(vec![
            ("", &**then, precedence::OR),
            ("if ", test.as_test(), precedence::OR),
            ("else ", &**otherwise, precedence::IF_ELSE),
        ]),
        _ => None,
    }
}

/// Whether a number is a bound of one of Rust's types, `2**bits - 1` or `-2**bits`, which is easier to read so.
fn bound(value: i128) -> Option<u32> {
    [31, 32, 63, 64].into_iter().find(|bits| value == (1 << bits) - 1 || value == -(1 << bits))
}

/// The columns of a line; what is longer is broken at its brackets.
const WIDTH: usize = 99;

/// A part of what stands in brackets.
enum Part<'e> {
    Item(&'e Expr),
    Named(&'e str, &'e Expr),
    Entry(&'e Expr, &'e Expr),
    For(&'e Clause),
    If(&'e Expr),
}

#[derive(Default)]
struct Printer {
    out: String,
    line: u32,
    /// Where the current line starts.
    start: usize,
    indent: usize,
    /// Whether all must be on one line: it is tried out, or there are no brackets of one's own.
    flat: bool,
    map: Vec<(u32, At)>,
}

impl Printer {
    fn newline(&mut self) {
        self.out.push('\n');
        self.line += 1;
        self.start = self.out.len();
    }

    fn is_too_long(&self) -> bool {
        self.out.len() - self.start > WIDTH && self.out[self.start..].chars().count() > WIDTH
    }

    /// Brackets and what is in them: on one line if it fits, else each part on its own.
    fn group(&mut self, [open, close]: [char; 2], parts: &[Part<'_>], separator: &str) {
        let before = self.out.len();
        let flat = std::mem::replace(&mut self.flat, true);
        self.out.push(open);
        for (i, part) in parts.iter().enumerate() {
            if i > 0 {
                self.out.push_str(separator);
                self.out.push(' ');
            }
            self.part(part);
        }
        self.out.push(close);
        self.flat = flat;
        if flat || parts.is_empty() || !self.is_too_long() {
            return;
        }
        self.out.truncate(before);
        self.out.push(open);
        self.indent += 1;
        for part in parts {
            self.newline();
            self.start_line(At::default());
            self.part(part);
            self.out.push_str(separator);
        }
        self.indent -= 1;
        self.newline();
        self.start_line(At::default());
        self.out.push(close);
    }

    fn part(&mut self, part: &Part<'_>) {
        match part {
            Part::Item(item) => self.bracketed_value(item),
            Part::Named(keyword, value) => {
                // Without a name it is a dict of keywords.
                let _ = match *keyword {
                    "" => write!(self.out, "**"),
                    keyword => write!(self.out, "{keyword}="),
                };
                self.bracketed_value(value);
            }
            Part::Entry(key, value) => {
                self.expr(key, precedence::LAMBDA);
                self.out.push_str(": ");
                self.bracketed_value(value);
            }
            Part::For(clause) => {
                self.out.push_str("for ");
                self.target(&clause.target);
                self.out.push_str(" in ");
                self.expr(&clause.iter, precedence::OR);
            }
            Part::If(condition) => {
                self.out.push_str("if ");
                self.expr(condition.as_test(), precedence::OR);
            }
        }
    }

    /// A value in brackets, which are parentheses enough for one that is broken at its operators.
    fn bracketed_value(&mut self, value: &Expr) {
        let (body, breaks) = match value {
            Expr::Lambda { body, .. } => (Some(body), breaks(body)),
            value => (None, breaks(value)),
        };
        let Some(parts) = breaks.filter(|_| !self.flat) else {
            return self.expr(value, precedence::LAMBDA);
        };
        let before = self.out.len();
        self.flat = true;
        self.expr(value, precedence::LAMBDA);
        self.flat = false;
        if !self.is_too_long() {
            return;
        }
        self.out.truncate(before);
        if let (Some(_), Expr::Lambda { parameters, .. }) = (body, value) {
            self.lambda(parameters);
        }
        for (i, (word, part, least)) in parts.into_iter().enumerate() {
            if i > 0 {
                self.newline();
                self.start_line(At::default());
            }
            self.out.push_str(word);
            self.expr(part, least);
        }
    }

    fn lambda(&mut self, parameters: &[String]) {
        let space = if parameters.is_empty() { "" } else { " " };
        let _ = write!(self.out, "lambda{space}{}: ", parameters.join(", "));
    }

    fn start_line(&mut self, at: At) {
        if at.column > 0 {
            self.map.push((self.line + 1, at));
        }
        let indent = self.indent;
        self.out.extend(std::iter::repeat_n("    ", indent));
    }

    fn block(&mut self, body: &[Stmt]) {
        self.indent += 1;
        if body.is_empty() {
            self.start_line(At::default());
            self.out.push_str("pass");
            self.newline();
        }
        let is_def = |statement: &Stmt| matches!(statement.kind, StmtKind::Def { .. });
        for (i, statement) in body.iter().enumerate() {
            if i > 0 && (is_def(statement) || is_def(&body[i - 1])) {
                self.newline();
            }
            self.statement(statement);
        }
        self.indent -= 1;
    }

    fn statement(&mut self, statement: &Stmt) {
        self.start_line(statement.at);
        match &statement.kind {
            StmtKind::Expr(expr) => self.expr(expr, precedence::ANY),
            StmtKind::Return(None) => self.out.push_str("return"),
            StmtKind::Return(Some(value)) => self.prefixed("return ", value),
            StmtKind::Raise(value) => self.prefixed("raise ", value),
            StmtKind::Assign(target, value) => {
                self.target(target);
                self.out.push_str(" = ");
                // `a, b = b, a`
                match target {
                    Expr::Tuple(_) => self.target(value),
                    _ => self.prefixed("", value),
                }
            }
            StmtKind::AugAssign(op, target, value) => {
                self.expr(target, precedence::ANY);
                let text = format!(" {}= ", operator(*op).0);
                self.prefixed(&text, value);
            }
            StmtKind::Break => self.out.push_str("break"),
            StmtKind::Continue => self.out.push_str("continue"),
            StmtKind::Nonlocal(names) => {
                let _ = write!(self.out, "nonlocal {}", names.join(", "));
            }
            StmtKind::Import(module, name) => {
                let _ = write!(self.out, "import {module} as {name}");
            }
            StmtKind::If { test, then, otherwise } => return self.if_statement("if ", test, then, otherwise),
            StmtKind::With(context, body) => {
                self.prefixed("with ", context);
                return self.suite(body);
            }
            StmtKind::Try { body, error, handler, otherwise } => {
                return self.try_statement(body, error, handler, otherwise);
            }
            StmtKind::While { test, body } => {
                self.prefixed("while ", test.as_test());
                return self.suite(body);
            }
            StmtKind::For { target, iter, body } => {
                self.out.push_str("for ");
                self.target(target);
                self.prefixed(" in ", iter);
                return self.suite(body);
            }
            StmtKind::Def { waits, name, parameters, doc, body } => {
                self.prefixed(if *waits { "async def " } else { "def " }, name);
                let _ = write!(self.out, "({})", parameters.join(", "));
                return self.def_body(doc.as_deref(), body);
            }
        }
        self.newline();
    }

    /// A value that ends its line. One that is too long is broken at its operators, in parentheses of its own.
    fn prefixed(&mut self, prefix: &str, value: &Expr) {
        self.out.push_str(prefix);
        let Some(parts) = breaks(value) else { return self.expr(value, precedence::ANY) };
        let before = self.out.len();
        let flat = std::mem::replace(&mut self.flat, true);
        self.expr(value, precedence::ANY);
        self.flat = flat;
        if !self.is_too_long() {
            return;
        }
        self.out.truncate(before);
        self.out.push('(');
        self.indent += 1;
        for (word, part, least) in parts {
            self.newline();
            self.start_line(At::default());
            self.out.push_str(word);
            self.expr(part, least);
        }
        self.indent -= 1;
        self.newline();
        self.start_line(At::default());
        self.out.push(')');
    }

    fn suite(&mut self, body: &[Stmt]) {
        self.out.push(':');
        self.newline();
        self.block(body);
    }

    fn def_body(&mut self, doc: Option<&str>, body: &[Stmt]) {
        self.out.push(':');
        self.newline();
        self.indent += 1;
        if let Some(doc) = doc {
            self.docstring(doc);
        }
        self.indent -= 1;
        if doc.is_none() || !body.is_empty() {
            self.block(body);
        }
    }

    fn docstring(&mut self, doc: &str) {
        let text = doc.replace('\\', "\\\\").replace("\"\"\"", "\\\"\\\"\\\"");
        let text = text.strip_suffix('"').map(|t| format!("{t}\\\"")).unwrap_or(text);
        let text: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
        self.start_line(At::default());
        self.out.push_str("\"\"\"");
        for (i, line) in text.lines().enumerate() {
            if i > 0 {
                self.newline();
                if !line.is_empty() {
                    self.start_line(At::default());
                }
            }
            self.out.push_str(line.trim_end());
        }
        if text.contains('\n') {
            self.newline();
            self.start_line(At::default());
        }
        self.out.push_str("\"\"\"");
        self.newline();
    }

    fn if_statement(&mut self, word: &str, test: &Expr, then: &[Stmt], otherwise: &[Stmt]) {
        self.prefixed(word, test.as_test());
        self.suite(then);
        match otherwise {
            [] => {}
            [Stmt { kind: StmtKind::If { test, then, otherwise }, at }] => {
                self.start_line(*at);
                self.if_statement("elif ", test, then, otherwise);
            }
            _ => {
                self.start_line(At::default());
                self.out.push_str("else");
                self.suite(otherwise);
            }
        }
    }

    fn try_statement(&mut self, body: &[Stmt], error: &str, handler: &[Stmt], otherwise: &[Stmt]) {
        self.out.push_str("try");
        self.suite(body);
        self.start_line(At::default());
        let _ = write!(self.out, "except Exception as {error}");
        self.suite(handler);
        if !otherwise.is_empty() {
            self.start_line(At::default());
            self.out.push_str("else");
            self.suite(otherwise);
        }
    }

    /// What is assigned, by `for` or `=`: a tuple needs no parentheses.
    fn target(&mut self, target: &Expr) {
        match target {
            Expr::Tuple(items) if items.len() > 1 => self.list(items),
            other => self.expr(other, precedence::ANY),
        }
    }

    fn list(&mut self, items: &[Expr]) {
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                self.out.push_str(", ");
            }
            self.expr(item, precedence::LAMBDA);
        }
    }

    /// Prints `expr`, in parentheses if it binds less tightly than `least`.
    fn expr(&mut self, expr: &Expr, least: u8) {
        if precedence_of(expr) < least {
            self.out.push('(');
            self.bare(expr);
            self.out.push(')');
        } else {
            self.bare(expr);
        }
    }

    fn bare(&mut self, expr: &Expr) {
        match expr {
            Expr::Name(name) => self.out.push_str(name),
            Expr::Link(index) => {
                let _ = write!(self.out, "\u{1}{index}\u{1}");
            }
            Expr::Capture(variable) => {
                let _ = write!(self.out, "\u{1}={variable}\u{1}");
            }
            Expr::Own(suffix) => {
                let _ = write!(self.out, "\u{1}.\u{1}{suffix}");
            }
            Expr::Int(value) => self.int(*value),
            Expr::Float(value) => self.out.push_str(&float(*value)),
            Expr::Str(text) => self.out.push_str(&quoted(text)),
            Expr::Bytes(bytes) => self.out.push_str(&bytes_literal(bytes)),
            Expr::True => self.out.push_str("True"),
            Expr::False => self.out.push_str("False"),
            Expr::None => self.out.push_str("None"),
            Expr::Attribute(value, attribute) => {
                self.operand(value);
                let _ = write!(self.out, ".{attribute}");
            }
            Expr::Subscript(value, index) | Expr::Lookup(value, index) => {
                self.operand(value);
                self.out.push('[');
                self.expr(index, precedence::ANY);
                self.out.push(']');
            }
            Expr::Slice(start, stop, step) => self.slice(start.as_deref(), stop.as_deref(), step.as_deref()),
            Expr::Call { function, arguments, keywords } => {
                self.operand(function);
                self.arguments(arguments, keywords);
            }
            Expr::Unary(op, value) => self.unary(*op, value),
            Expr::Binary(op, left, right) => self.binary(*op, left, right),
            Expr::Between(parts, [below, above]) => {
                let [low, value, high] = &**parts;
                self.binary(*below, low, value);
                let _ = write!(self.out, " {} ", operator(*above).0);
                self.expr(high, precedence::COMPARE + 1);
            }
            Expr::IfElse { test, then, otherwise } => {
                self.expr(then, precedence::OR);
                self.out.push_str(" if ");
                self.expr(test.as_test(), precedence::OR);
                self.out.push_str(" else ");
                self.expr(otherwise, precedence::IF_ELSE);
            }
            Expr::List(items) => self.bracketed(['[', ']'], items),
            Expr::Set(items) if items.is_empty() => self.out.push_str("set()"),
            Expr::Set(items) => self.bracketed(['{', '}'], items),
            Expr::Tuple(items) if items.len() == 1 => {
                self.out.push('(');
                self.expr(&items[0], precedence::LAMBDA);
                self.out.push_str(",)");
            }
            Expr::Tuple(items) => self.bracketed(['(', ')'], items),
            Expr::Await(value) => {
                self.out.push_str("await ");
                self.expr(value, precedence::POSTFIX);
            }
            Expr::Star(values) => {
                self.out.push('*');
                self.expr(values, precedence::OR);
            }
            Expr::DoubleStar(values) => {
                self.out.push_str("**");
                self.expr(values, precedence::OR);
            }
            Expr::Dict(entries) => self.dict(entries),
            Expr::Comprehension(comprehension) => self.comprehension(comprehension),
            Expr::Lambda { parameters, body } => {
                self.lambda(parameters);
                self.expr(body, precedence::LAMBDA);
            }
            Expr::FString(pieces) => self.fstring(pieces),
            Expr::Chain { head, links } => self.chain(head, links),
        }
    }

    fn int(&mut self, value: i128) {
        let _ = match bound(value) {
            Some(bits) if value > 0 => write!(self.out, "2**{bits} - 1"),
            Some(bits) => write!(self.out, "-2**{bits}"),
            None => write!(self.out, "{value}"),
        };
    }

    /// What stands before a dot, a bracket or a call.
    fn operand(&mut self, value: &Expr) {
        let number = matches!(value, Expr::Int(_) | Expr::Float(_));
        self.expr(value, if number { precedence::ATOM + 1 } else { precedence::POSTFIX });
    }

    fn slice(&mut self, start: Option<&Expr>, stop: Option<&Expr>, step: Option<&Expr>) {
        let mut part = |part: Option<&Expr>| {
            if let Some(part) = part {
                self.expr(part, precedence::LAMBDA);
            }
        };
        part(start);
        self.out.push(':');
        let mut part = |part: Option<&Expr>| {
            if let Some(part) = part {
                self.expr(part, precedence::LAMBDA);
            }
        };
        part(stop);
        if let Some(step) = step {
            self.out.push(':');
            self.expr(step, precedence::LAMBDA);
        }
    }

    fn arguments(&mut self, arguments: &[Expr], keywords: &[(String, Expr)]) {
        // A generator that is the only argument needs no parentheses of its own.
        if let ([Expr::Comprehension(generator)], []) = (arguments, keywords)
            && generator.open == '('
        {
            return self.comprehension(generator);
        }
        let named = keywords.iter().map(|(keyword, value)| Part::Named(keyword, value));
        let parts: Vec<Part<'_>> = arguments.iter().map(Part::Item).chain(named).collect();
        self.group(['(', ')'], &parts, ",");
    }

    fn unary(&mut self, op: UnaryOp, value: &Expr) {
        let (text, least) = match op {
            UnaryOp::Not => ("not ", precedence::NOT),
            UnaryOp::Minus => ("-", precedence::UNARY),
            UnaryOp::Invert => ("~", precedence::UNARY),
        };
        self.out.push_str(text);
        self.expr(value, least);
    }

    /// Comparisons chain in Python (`a < b == c`), so both of their operands must bind more tightly.
    fn binary(&mut self, op: BinaryOp, left: &Expr, right: &Expr) {
        let (text, own) = operator(op);
        let (left_least, right_least) = match own {
            precedence::COMPARE => (own + 1, own + 1),
            precedence::POWER => (own + 1, own),
            // `and` and `or` are associative: no parentheses on either side.
            precedence::AND | precedence::OR => (own, own),
            _ => (own, own + 1),
        };
        self.expr(left, left_least);
        let _ = write!(self.out, " {text} ");
        self.expr(right, right_least);
    }

    fn bracketed(&mut self, brackets: [char; 2], items: &[Expr]) {
        let parts: Vec<Part<'_>> = items.iter().map(Part::Item).collect();
        self.group(brackets, &parts, ",");
    }

    fn dict(&mut self, entries: &[(Expr, Expr)]) {
        let parts: Vec<Part<'_>> = entries.iter().map(|(key, value)| Part::Entry(key, value)).collect();
        self.group(['{', '}'], &parts, ",");
    }

    fn comprehension(&mut self, comprehension: &Comprehension) {
        let element = &comprehension.element;
        let mut parts = vec![match &comprehension.value {
            Some(value) => Part::Entry(element, value),
            None => Part::Item(element),
        }];
        for clause in &comprehension.clauses {
            parts.push(Part::For(clause));
            parts.extend(clause.conditions.iter().map(Part::If));
        }
        let close = match comprehension.open {
            '[' => ']',
            '{' => '}',
            _ => ')',
        };
        self.group([comprehension.open, close], &parts, "");
    }

    /// Python 3.7 allows neither a backslash nor the string's own quote inside the braces of an f-string: such a
    /// value makes it a call of `format`.
    fn fstring(&mut self, pieces: &[Piece]) {
        let values: Vec<String> = pieces.iter().filter_map(printed_value).collect();
        let has = |c: char| values.iter().any(|value| value.contains(c));
        if has('\\') || has('\u{1}') || (has('\'') && has('"')) {
            return self.format_call(pieces);
        }
        let quote = if has('\'') { '"' } else { '\'' };
        let mut values = values.into_iter();
        let _ = write!(self.out, "f{quote}");
        for piece in pieces {
            match piece {
                Piece::Text(text) => {
                    let text = text.replace('{', "{{").replace('}', "}}");
                    self.out.push_str(&escaped(&text, quote));
                }
                Piece::Value(_, spec) => {
                    let value = values.next().unwrap_or_default();
                    let colon = if spec.is_empty() { "" } else { ":" };
                    let _ = write!(self.out, "{{{value}{colon}{spec}}}");
                }
            }
        }
        self.out.push(quote);
    }

    fn format_call(&mut self, pieces: &[Piece]) {
        let mut template = String::new();
        let mut arguments = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Text(text) => template.push_str(&text.replace('{', "{{").replace('}', "}}")),
                Piece::Value(value, spec) => {
                    let colon = if spec.is_empty() { "" } else { ":" };
                    let _ = write!(template, "{{{colon}{spec}}}");
                    arguments.push(value.clone());
                }
            }
        }
        self.bare(&Expr::Str(template).attribute("format").call(arguments));
    }

    fn chain(&mut self, head: &Expr, links: &[ChainLink]) {
        self.out.push('(');
        self.operand(head);
        self.indent += 1;
        for ChainLink { method, arguments, keywords, at } in links {
            self.newline();
            self.start_line(*at);
            let _ = write!(self.out, ".{method}");
            self.arguments(arguments, keywords);
        }
        self.indent -= 1;
        self.out.push(')');
    }
}

/// The text of a value inside an f-string's braces.
fn printed_value(piece: &Piece) -> Option<String> {
    let Piece::Value(value, _) = piece else { return None };
    let mut printer = Printer { flat: true, ..Printer::default() };
    printer.expr(value, precedence::IF_ELSE);
    let text = printer.out;
    // `{{` would be an escaped brace.
    Some(if text.starts_with('{') { format!(" {text}") } else { text })
}

/// The literal of a finite float, or the call that makes one that is not.
fn float(value: f64) -> String {
    if value.is_nan() {
        "float('nan')".to_owned()
    } else if value.is_infinite() {
        if value > 0.0 { "float('inf')".to_owned() } else { "float('-inf')".to_owned() }
    } else {
        format!("{value:?}")
    }
}

fn quoted(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    format!("{quote}{}{quote}", escaped(text, quote))
}

/// Escapes all that could end the literal, hide in it or be taken for the linker's marks.
fn escaped(text: &str, quote: char) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            ' '..='~' => out.push(c),
            c if c.is_alphanumeric() => out.push(c),
            c if (c as u32) < 0x100 => {
                let _ = write!(out, "\\x{:02x}", c as u32);
            }
            c if (c as u32) < 0x10000 => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => {
                let _ = write!(out, "\\U{:08x}", c as u32);
            }
        }
    }
    out
}

fn bytes_literal(bytes: &[u8]) -> String {
    let mut out = String::from("b'");
    for byte in bytes {
        match byte {
            b'\'' | b'\\' => {
                out.push('\\');
                out.push(char::from(*byte));
            }
            b' '..=b'~' => out.push(char::from(*byte)),
            _ => {
                let _ = write!(out, "\\x{byte:02x}");
            }
        }
    }
    out.push('\'');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python::ast::{call, name};

    fn string(text: &str) -> Expr {
        Expr::Str(text.to_owned())
    }

    fn text(expr: Expr) -> String {
        let mut printer = Printer::default();
        printer.expr(&expr, precedence::ANY);
        printer.out
    }

    #[test]
    fn parentheses_stand_only_where_python_needs_them() {
        let (a, b, c) = (|| name("a"), || name("b"), || name("c"));
        assert_eq!(text(a().binary(BinaryOp::Sub, b()).binary(BinaryOp::Sub, c())), "a - b - c");
        assert_eq!(text(a().binary(BinaryOp::Sub, b().binary(BinaryOp::Sub, c()))), "a - (b - c)");
        assert_eq!(text(a().binary(BinaryOp::Lt, b()).binary(BinaryOp::Eq, Expr::True)), "(a < b) == True");
        assert_eq!(
            text(a().binary(BinaryOp::Or, b()).negated().binary(BinaryOp::And, c())),
            "not (a or b) and c"
        );
        assert_eq!(text(Expr::Int(-1).binary(BinaryOp::Pow, Expr::Int(2))), "(-1) ** 2");
        assert_eq!(text(Expr::Int(1).attribute("real")), "(1).real");
        assert_eq!(text(Expr::Tuple(vec![a()])), "(a,)");
    }

    #[test]
    fn bounds_of_types_are_powers() {
        assert_eq!(text(Expr::Int(i64::MAX.into())), "2**63 - 1");
        assert_eq!(text(Expr::Int(i64::MIN.into())), "-2**63");
        assert_eq!(text(name("a").binary(BinaryOp::Sub, Expr::Int(u64::MAX.into()))), "a - (2**64 - 1)");
        assert_eq!(text(Expr::Int(i64::MIN.into()).binary(BinaryOp::Pow, Expr::Int(2))), "(-2**63) ** 2");
    }

    #[test]
    fn long_lines_are_broken_at_brackets() {
        let long = || name("x".repeat(40));
        let inner = call("f", vec![long(), long()]);
        let [x, indent] = ["x".repeat(40), "    ".to_owned()];
        assert_eq!(text(call("g", vec![inner.clone()])), format!("g(f({x}, {x}))"));
        assert_eq!(
            text(call("g", vec![inner, long()])),
            format!("g(\n{indent}f({x}, {x}),\n{indent}{x},\n)")
        );
    }

    #[test]
    fn f_strings_avoid_what_python_3_7_cannot_read() {
        let value = |expr| Piece::Value(expr, String::new());
        let plain = vec![Piece::Text("{x} ".into()), value(name("a"))];
        assert_eq!(text(Expr::FString(plain)), "f'{{x}} {a}'");
        let quotes = vec![value(name("r").subscript(string("key")))];
        assert_eq!(text(Expr::FString(quotes)), "f\"{r['key']}\"");
        let backslash = vec![Piece::Text("n=".into()), value(call("f", vec![string("\n")]))];
        assert_eq!(text(Expr::FString(backslash)), "'n={}'.format(f('\\n'))");
    }

    #[test]
    fn strings_cannot_break_out() {
        assert_eq!(text(string("a'b\\\n\u{1}\u{202e}")), "\"a'b\\\\\\n\\x01\\u202e\"");
        assert_eq!(text(string("'\"")), "'\\'\"'");
        assert_eq!(text(Expr::Bytes(vec![0, b'\'', 255])), "b'\\x00\\'\\xff'");
    }
}
