//! Templates: the Python form of a catalog entry, as text with holes.
//!
//! `{0}` is the receiver, `{1}`.. the arguments, `{1}(@x)` the application of a closure argument, and `@x` a
//! variable that the template binds itself (in a comprehension). `inner({0})` is what is in an option, and `some(x)` one that
//! has `x` in it. The text is parsed, so that operands get
//! parentheses by precedence and not by luck.

use super::ast::{BinaryOp, Clause, Comprehension, Expr, UnaryOp, name};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Fills the holes of a template.
pub(crate) trait Fill {
    /// The argument of this number.
    fn hole(&mut self, index: usize) -> Expr;
    /// The argument of this number, a function, applied.
    fn apply(&mut self, index: usize, arguments: Vec<Expr>) -> Expr;
    /// The variable that stands for `@name`; the same for each use.
    fn fresh(&mut self, name: &str) -> Expr;
    /// `inner(option)`: what is in the receiver, an option that is not `None`.
    fn in_some(&mut self, option: Expr) -> Expr;
    /// `some(value)`: the result, an option, with this value in it.
    fn some(&mut self, value: Expr) -> Expr;
}

/// Parses and fills a template. `None` if its text is malformed, which a test of the whole catalog excludes.
pub(crate) fn expand(template: &'static str, fill: &mut dyn Fill) -> Option<Expr> {
    let tokens = tokens(template)?;
    let mut parser = Parser { tokens: &tokens, position: 0, fill };
    let expr = parser.expr()?;
    (parser.position == parser.tokens.len()).then_some(expr)
}

/// The tokens of a template, which is read at its first use.
fn tokens(template: &'static str) -> Option<Rc<[Token]>> {
    thread_local!(static KNOWN: RefCell<HashMap<&'static str, Option<Rc<[Token]>>>> = RefCell::default());
    KNOWN.with_borrow_mut(|known| {
        known.entry(template).or_insert_with(|| tokenize(template).map(Rc::from)).clone()
    })
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Fresh(String),
    Hole(usize),
    Int(i128),
    Float(f64),
    Str(String),
    Op(&'static str),
}

const OPERATORS: &[&str] = &[
    "**", "//", "<<", ">>", "<=", ">=", "==", "!=", "(", ")", "[", "]", "{", "}", ",", ":", ".", "+", "-",
    "*", "/", "%", "&", "|", "^", "~", "<", ">", "=",
];

fn tokenize(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let word = |s: &str| s.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(s.len());
        if c == ' ' {
            rest = &rest[1..];
        } else if let Some((index, after)) = hole(rest) {
            tokens.push(Token::Hole(index));
            rest = after;
        } else if c.is_alphabetic() || c == '_' {
            let (this, after) = rest.split_at(word(rest));
            tokens.push(Token::Word(this.to_owned()));
            rest = after;
        } else if c == '@' {
            let (this, after) = rest[1..].split_at(word(&rest[1..]));
            tokens.push(Token::Fresh(this.to_owned()));
            rest = after;
        } else if c.is_ascii_digit() {
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
            let (this, after) = rest.split_at(end);
            tokens.push(match this.contains('.') {
                true => Token::Float(this.parse().ok()?),
                false => Token::Int(this.parse().ok()?),
            });
            rest = after;
        } else if c == '\'' {
            let end = rest[1..].find('\'')? + 1;
            tokens.push(Token::Str(rest[1..end].replace("\\n", "\n")));
            rest = &rest[end + 1..];
        } else {
            let op = OPERATORS.iter().find(|op| rest.starts_with(**op))?;
            tokens.push(Token::Op(op));
            rest = &rest[op.len()..];
        }
    }
    Some(tokens)
}

fn hole(text: &str) -> Option<(usize, &str)> {
    let (digits, after) = text.strip_prefix('{')?.split_once('}')?;
    Some((digits.parse().ok()?, after))
}

struct Parser<'a> {
    tokens: &'a [Token],
    position: usize,
    fill: &'a mut dyn Fill,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.position)
    }

    fn word(&mut self, word: &str) -> bool {
        let hit = matches!(self.peek(), Some(Token::Word(w)) if w == word);
        self.position += usize::from(hit);
        hit
    }

    fn op(&mut self, op: &str) -> bool {
        let hit = matches!(self.peek(), Some(Token::Op(o)) if *o == op);
        self.position += usize::from(hit);
        hit
    }

    fn expect(&mut self, op: &str) -> Option<()> {
        self.op(op).then_some(())
    }

    fn expr(&mut self) -> Option<Expr> {
        let then = self.binary(0)?;
        if !self.word("if") {
            return Some(then);
        }
        let test = self.binary(0)?;
        self.word("else").then_some(())?;
        Some(Expr::if_else(test, then, self.expr()?))
    }

    /// Binary operators, by level from the loosest.
    fn binary(&mut self, level: usize) -> Option<Expr> {
        use BinaryOp::*;
        const LEVELS: &[&[(&str, BinaryOp)]] = &[
            &[("or", Or)],
            &[("and", And)],
            &[("==", Eq), ("!=", Ne), ("<=", Le), (">=", Ge), ("<", Lt), (">", Gt)],
            &[("|", BitOr)],
            &[("^", BitXor)],
            &[("&", BitAnd)],
            &[("<<", Shl), (">>", Shr)],
            &[("+", Add), ("-", Sub)],
            &[("*", Mul), ("//", FloorDiv), ("/", Div), ("%", Mod)],
        ];
        let Some(operators) = LEVELS.get(level) else { return self.unary() };
        if level == 2 && self.word("not") {
            return Some(self.binary(2)?.negated());
        }
        let mut left = self.binary(level + 1)?;
        loop {
            let found =
                operators.iter().find(|(text, _)| self.op(text) || self.word(text)).map(|(_, op)| *op);
            let op = match found {
                Some(op) => op,
                None if level == 2 => match self.membership() {
                    Some(op) => op,
                    None => return Some(left),
                },
                None => return Some(left),
            };
            let right = self.binary(level + 1)?;
            // `low <= {0} <= high`
            let above = if matches!(op, Le | Lt) {
                [("<=", Le), ("<", Lt)].into_iter().find(|(text, _)| self.op(text))
            } else {
                None
            };
            left = match above {
                Some((_, above)) => {
                    let last = self.binary(level + 1)?;
                    Expr::Between(Box::new([left, right, last]), [op, above])
                }
                None => left.binary(op, right),
            };
        }
    }

    fn membership(&mut self) -> Option<BinaryOp> {
        if self.word("in") {
            Some(BinaryOp::In)
        } else if self.word("is") {
            Some(if self.word("not") { BinaryOp::IsNot } else { BinaryOp::Is })
        } else if self.word("not") {
            self.word("in").then_some(BinaryOp::NotIn)
        } else {
            None
        }
    }

    fn unary(&mut self) -> Option<Expr> {
        if self.op("-") {
            return Some(Expr::Unary(UnaryOp::Minus, Box::new(self.unary()?)));
        }
        if self.op("~") {
            return Some(Expr::Unary(UnaryOp::Invert, Box::new(self.unary()?)));
        }
        let base = self.postfix()?;
        Some(if self.op("**") { base.binary(BinaryOp::Pow, self.unary()?) } else { base })
    }

    fn postfix(&mut self) -> Option<Expr> {
        let mut expr = self.atom()?;
        loop {
            if self.op(".") {
                let Some(Token::Word(attribute)) = self.peek() else { return None };
                self.position += 1;
                expr = expr.attribute(attribute);
            } else if self.op("[") {
                expr = expr.subscript(self.index()?);
            } else if self.op("(") {
                expr = self.call(expr)?;
            } else {
                return Some(expr);
            }
        }
    }

    fn call(&mut self, function: Expr) -> Option<Expr> {
        let (mut arguments, mut keywords) = (Vec::new(), Vec::new());
        while !self.op(")") {
            if let (Some(Token::Word(keyword)), Some(Token::Op("="))) =
                (self.peek(), self.tokens.get(self.position + 1))
            {
                self.position += 2;
                keywords.push((keyword.clone(), self.expr()?));
            } else {
                let element = self.expr()?;
                arguments.push(self.comprehension('(', element, None)?);
            }
            if !self.op(",") {
                self.expect(")")?;
                break;
            }
        }
        Some(match (&function, &mut arguments[..]) {
            (Expr::Name(word), [option]) if word == "inner" => self.fill.in_some(option.clone()),
            (Expr::Name(word), [value]) if word == "some" => self.fill.some(value.clone()),
            _ => Expr::Call { function: Box::new(function), arguments, keywords }.into_comprehension(),
        })
    }

    fn index(&mut self) -> Option<Expr> {
        let part = |parser: &mut Self| -> Option<Option<Box<Expr>>> {
            match parser.peek() {
                Some(Token::Op(":" | "]")) => Some(None),
                _ => Some(Some(Box::new(parser.expr()?))),
            }
        };
        let start = part(self)?;
        if !self.op(":") {
            self.expect("]")?;
            return start.map(|start| *start);
        }
        let stop = part(self)?;
        let step = if self.op(":") { part(self)? } else { None };
        self.expect("]")?;
        Some(Expr::Slice(start, stop, step))
    }

    fn atom(&mut self) -> Option<Expr> {
        let token = self.peek()?;
        self.position += 1;
        Some(match token {
            Token::Hole(index) if self.op("(") => {
                let mut arguments = Vec::new();
                while !self.op(")") {
                    arguments.push(self.expr()?);
                    self.op(",");
                }
                self.fill.apply(*index, arguments)
            }
            Token::Hole(index) => self.fill.hole(*index),
            Token::Fresh(variable) => self.fill.fresh(variable),
            Token::Int(value) => Expr::Int(*value),
            Token::Float(value) => Expr::Float(*value),
            Token::Str(text) => Expr::Str(text.clone()),
            Token::Word(word) => match word.as_str() {
                "None" => Expr::None,
                "True" => Expr::True,
                "False" => Expr::False,
                "lambda" => self.lambda()?,
                word => name(word),
            },
            Token::Op("(") => self.parenthesized()?,
            Token::Op("[") => self.list()?,
            Token::Op("{") => self.braced()?,
            Token::Op(_) => return None,
        })
    }

    fn lambda(&mut self) -> Option<Expr> {
        let mut parameters = Vec::new();
        while !self.op(":") {
            match self.peek()? {
                Token::Word(word) => parameters.push(word.clone()),
                _ => return None,
            }
            self.position += 1;
            self.op(",");
        }
        Some(Expr::Lambda { parameters, body: Box::new(self.expr()?) })
    }

    fn parenthesized(&mut self) -> Option<Expr> {
        if self.op(")") {
            return Some(Expr::Tuple(Vec::new()));
        }
        let first = self.expr()?;
        if self.op(")") {
            return Some(first);
        }
        if self.op(",") {
            let mut items = vec![first];
            while !self.op(")") {
                items.push(self.expr()?);
                self.op(",");
            }
            return Some(Expr::Tuple(items));
        }
        let generator = self.comprehension('(', first, None)?;
        self.expect(")")?;
        Some(generator)
    }

    fn list(&mut self) -> Option<Expr> {
        if self.op("]") {
            return Some(Expr::List(Vec::new()));
        }
        let first = self.expr()?;
        if self.op(",") || matches!(self.peek(), Some(Token::Op("]"))) {
            let mut items = vec![first];
            while !self.op("]") {
                items.push(self.expr()?);
                self.op(",");
            }
            return Some(Expr::List(items));
        }
        let list = self.comprehension('[', first, None)?;
        self.expect("]")?;
        Some(list)
    }

    fn braced(&mut self) -> Option<Expr> {
        if self.op("}") {
            return Some(Expr::Dict(Vec::new()));
        }
        let first = self.expr()?;
        let value = if self.op(":") { Some(self.expr()?) } else { None };
        let whole = self.comprehension('{', first, value)?;
        self.expect("}")?;
        Some(match whole {
            Expr::Comprehension(_) => whole,
            single => Expr::Set(vec![single]),
        })
    }

    /// One variable, or several with commas.
    fn target(&mut self) -> Option<Expr> {
        let first = self.postfix()?;
        if !self.op(",") {
            return Some(first);
        }
        let mut targets = vec![first, self.postfix()?];
        while self.op(",") {
            targets.push(self.postfix()?);
        }
        Some(Expr::Tuple(targets))
    }

    /// The clauses after an element; the element itself if there are none.
    fn comprehension(&mut self, open: char, element: Expr, value: Option<Expr>) -> Option<Expr> {
        let mut clauses = Vec::new();
        while self.word("for") {
            let target = self.target()?;
            self.word("in").then_some(())?;
            let iter = self.binary(0)?;
            let mut conditions = Vec::new();
            while self.word("if") {
                conditions.push(self.binary(0)?);
            }
            clauses.push(Clause { target, iter, conditions });
        }
        match (clauses.is_empty(), value) {
            (true, None) => Some(element),
            (true, Some(value)) => Some(Expr::Dict(vec![(element, value)])),
            (false, value) => {
                Some(Expr::Comprehension(Box::new(Comprehension { open, element, value, clauses })).fused())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python::{At, Stmt, StmtKind, print};

    struct Letters;

    impl Fill for Letters {
        fn hole(&mut self, index: usize) -> Expr {
            name(["a", "b", "c"][index])
        }

        fn apply(&mut self, _: usize, arguments: Vec<Expr>) -> Expr {
            arguments[0].clone().binary(BinaryOp::Add, Expr::Int(1))
        }

        fn fresh(&mut self, variable: &str) -> Expr {
            name(variable)
        }

        fn in_some(&mut self, option: Expr) -> Expr {
            option
        }

        fn some(&mut self, value: Expr) -> Expr {
            value
        }
    }

    fn text(template: &'static str) -> String {
        let expr = expand(template, &mut Letters).expect("the template is well formed");
        print(&[Stmt { kind: StmtKind::Expr(expr), at: At::default() }]).text.trim_end().to_owned()
    }

    #[test]
    fn every_form_of_the_notation_is_read() {
        for same in
            ["x.strip()", "x[1:]", "x[:-1]", "x if y is not None else None", "(x, y)", "sorted(x, key=y)"]
        {
            assert_eq!(text(same), same);
        }
        assert_eq!(text("None if {0} is None else {1}({0})"), "None if a is None else a + 1");
        assert_eq!(text("({1}(@x) for @x in {0})"), "(x + 1 for x in a)");
        assert_eq!(text("(@i for @i, @x in {0})"), "(i for i, x in a)");
        assert_eq!(text("{@k: @v for @k in {0} if not @k}"), "{k: v for k in a if not k}");
        assert_eq!(text("-({0} + {1}) * {2}"), "-(a + b) * c");
        assert_eq!(text("{0} not in {1}"), "a not in b");
        assert!(expand("f(", &mut Letters).is_none());
    }
}
