//! The syntax tree: what gears need of Python 3.7, and not more.

/// A place in the Rust source: the line as an offset from the first token's line, and the column from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) struct At {
    pub(crate) line: u32,
    pub(crate) column: u32,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expr {
    Name(String),
    /// The Python name of another piece, known when the script is linked.
    Link(usize),
    /// A variable of the function around the gear, which gets its name when the script is linked.
    Capture(String),
    /// A name of this piece's own, made of the piece's name and a suffix.
    Own(String),
    Int(i128),
    Float(f64),
    Str(String),
    Bytes(Vec<u8>),
    True,
    False,
    None,
    Attribute(Box<Expr>, String),
    Subscript(Box<Expr>, Box<Expr>),
    Slice(Option<Box<Expr>>, Option<Box<Expr>>, Option<Box<Expr>>),
    /// A keyword without a name is a dict of them.
    Call {
        function: Box<Expr>,
        arguments: Vec<Expr>,
        keywords: Vec<(String, Expr)>,
    },
    /// `*values` among the arguments of a call.
    Star(Box<Expr>),
    /// `**values` among the arguments of a call.
    DoubleStar(Box<Expr>),
    Unary(UnaryOp, Box<Expr>),
    Await(Box<Expr>),
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    IfElse {
        test: Box<Expr>,
        then: Box<Expr>,
        otherwise: Box<Expr>,
    },
    List(Vec<Expr>),
    Tuple(Vec<Expr>),
    Set(Vec<Expr>),
    Dict(Vec<(Expr, Expr)>),
    Comprehension(Box<Comprehension>),
    Lambda {
        parameters: Vec<String>,
        body: Box<Expr>,
    },
    FString(Vec<Piece>),
    /// A method chain over several lines, in parentheses.
    Chain {
        head: Box<Expr>,
        links: Vec<ChainLink>,
    },
}

/// One `.method(arguments, keyword=value)` of a chain, on a line of its own.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ChainLink {
    pub(crate) method: String,
    pub(crate) arguments: Vec<Expr>,
    pub(crate) keywords: Vec<(String, Expr)>,
    pub(crate) at: At,
}

/// A list, set, dict or generator comprehension.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Comprehension {
    /// The brackets: `[`, `{` or `(`.
    pub(crate) open: char,
    pub(crate) element: Expr,
    /// The value, in a dict comprehension.
    pub(crate) value: Option<Expr>,
    pub(crate) clauses: Vec<Clause>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Clause {
    pub(crate) target: Expr,
    pub(crate) iter: Expr,
    pub(crate) conditions: Vec<Expr>,
}

/// A part of an f-string.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Piece {
    Text(String),
    /// An expression and its format specification.
    Value(Expr, String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UnaryOp {
    Not,
    Minus,
    Invert,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BinaryOp {
    Or,
    And,
    In,
    NotIn,
    Is,
    IsNot,
    Lt,
    Le,
    Gt,
    Ge,
    Eq,
    Ne,
    BitOr,
    BitXor,
    BitAnd,
    Shl,
    Shr,
    Add,
    Sub,
    Mul,
    MatMul,
    Div,
    FloorDiv,
    Mod,
    Pow,
}

/// A statement and the Rust that it comes from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stmt {
    pub(crate) kind: StmtKind,
    pub(crate) at: At,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum StmtKind {
    Expr(Expr),
    Return(Option<Expr>),
    Assign(Expr, Expr),
    AugAssign(BinaryOp, Expr, Expr),
    If {
        test: Expr,
        then: Vec<Stmt>,
        otherwise: Vec<Stmt>,
    },
    While {
        test: Expr,
        body: Vec<Stmt>,
    },
    For {
        target: Expr,
        iter: Expr,
        body: Vec<Stmt>,
    },
    Break,
    Continue,
    Raise(Expr),
    Nonlocal(Vec<String>),
    /// `import module as name`.
    Import(String, String),
    Def {
        /// `async def`.
        waits: bool,
        name: Expr,
        parameters: Vec<String>,
        doc: Option<String>,
        body: Vec<Stmt>,
    },
}

pub(crate) fn name(name: impl Into<String>) -> Expr {
    Expr::Name(name.into())
}

/// A call of a function by its name.
pub(crate) fn call(function: &str, arguments: Vec<Expr>) -> Expr {
    Expr::Call { function: Box::new(name(function)), arguments, keywords: Vec::new() }
}

impl Expr {
    pub(crate) fn attribute(self, attribute: &str) -> Expr {
        Expr::Attribute(Box::new(self), attribute.to_owned())
    }

    pub(crate) fn subscript(self, index: Expr) -> Expr {
        Expr::Subscript(Box::new(self), Box::new(index))
    }

    pub(crate) fn call(self, arguments: Vec<Expr>) -> Expr {
        Expr::Call { function: Box::new(self), arguments, keywords: Vec::new() }.into_comprehension()
    }

    /// `(f(x) for x in (x for x in xs if p(x)))` as one comprehension.
    pub(crate) fn fused(self) -> Expr {
        let Expr::Comprehension(mut outer) = self else { return self };
        if let [clause] = &mut outer.clauses[..]
            && let Expr::Comprehension(inner) = &mut clause.iter
            && inner.open == '('
            && inner.element == clause.target
            && let [inner_clause] = &mut inner.clauses[..]
            && inner_clause.target == clause.target
        {
            let mut conditions = std::mem::take(&mut inner_clause.conditions);
            conditions.append(&mut clause.conditions);
            clause.conditions = conditions;
            clause.iter = std::mem::replace(&mut inner_clause.iter, Expr::None);
        }
        Expr::Comprehension(outer)
    }

    /// `list(x for ..)`, `set(..)` and `dict((k, v) for ..)` as the comprehensions that they are.
    pub(crate) fn into_comprehension(self) -> Expr {
        let Expr::Call { function, mut arguments, keywords } = self else { return self };
        let open = match &*function {
            Expr::Name(name) if name == "list" => '[',
            Expr::Name(name) if name == "set" || name == "dict" => '{',
            _ => return Expr::Call { function, arguments, keywords },
        };
        let is_dict = matches!(&*function, Expr::Name(name) if name == "dict");
        match (arguments.pop(), arguments.is_empty() && keywords.is_empty()) {
            (Some(Expr::Comprehension(mut inner)), true) if inner.open == '(' && inner.value.is_none() => {
                match (is_dict, std::mem::replace(&mut inner.element, Expr::None)) {
                    (true, Expr::Tuple(mut pair)) if pair.len() == 2 => {
                        inner.value = pair.pop();
                        inner.element = pair.pop().unwrap_or(Expr::None);
                    }
                    (true, element) => {
                        inner.element = element;
                        return Expr::Call {
                            function,
                            arguments: vec![Expr::Comprehension(inner)],
                            keywords,
                        };
                    }
                    (false, element) => inner.element = element,
                }
                inner.open = open;
                if let ('[', [clause]) = (open, &mut inner.clauses[..])
                    && clause.conditions.is_empty()
                    && inner.element == clause.target
                {
                    // `[x for x in values]`
                    let values = std::mem::replace(&mut clause.iter, Expr::None);
                    if values.is_new_list() {
                        return values;
                    }
                    return Expr::Call { function, arguments: vec![values], keywords };
                }
                Expr::Comprehension(inner)
            }
            (last, _) => {
                arguments.extend(last);
                Expr::Call { function, arguments, keywords }
            }
        }
    }

    pub(crate) fn binary(self, op: BinaryOp, right: Expr) -> Expr {
        // Python warns where a literal is compared by identity, and the answer is known.
        if right == Expr::None && self.is_literal() && matches!(op, BinaryOp::Is | BinaryOp::IsNot) {
            return if (self == Expr::None) == (op == BinaryOp::Is) { Expr::True } else { Expr::False };
        }
        // `x is not None and x == 1`
        if op == BinaryOp::And
            && let Expr::Binary(BinaryOp::IsNot, value, none) = &self
            && let Expr::Binary(BinaryOp::Eq, same, literal) = &right
            && **none == Expr::None
            && value == same
            && **literal != Expr::None
            && literal.is_literal()
        {
            return right;
        }
        Expr::Binary(op, Box::new(self), Box::new(right))
    }

    /// Whether it is made of constants only, so that Python knows its value before it runs.
    fn is_literal(&self) -> bool {
        match self {
            Expr::Unary(_, value) => value.is_literal(),
            // Those that neither fail nor give one of their operands.
            Expr::Binary(BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul, left, right) => {
                left.is_literal() && right.is_literal()
            }
            Expr::Tuple(items) | Expr::List(items) | Expr::Set(items) => items.iter().all(Expr::is_literal),
            _ => self.is_constant(),
        }
    }

    /// Whether it is sure to be a list that nothing else has.
    pub(crate) fn is_new_list(&self) -> bool {
        match self {
            Expr::List(_) => true,
            Expr::Comprehension(comprehension) => comprehension.open == '[',
            Expr::Call { function, .. } => match &**function {
                Expr::Attribute(_, method) => method == "split",
                Expr::Name(function) => function == "list" || function == "sorted",
                _ => false,
            },
            _ => false,
        }
    }

    /// The logical opposite, in the form a person would write.
    pub(crate) fn negated(self) -> Expr {
        use BinaryOp::{Eq, In, Is, IsNot, Ne, NotIn};
        match self {
            Expr::Unary(UnaryOp::Not, inner) if inner.is_bool() => *inner,
            // `not not values` is a bool, `values` is not.
            Expr::Unary(UnaryOp::Not, inner) => call("bool", vec![*inner]),
            Expr::True => Expr::False,
            Expr::False => Expr::True,
            Expr::Binary(op @ (In | NotIn | Is | IsNot | Eq | Ne), left, right) => {
                let opposite = match op {
                    In => NotIn,
                    NotIn => In,
                    Is => IsNot,
                    IsNot => Is,
                    Eq => Ne,
                    _ => Eq,
                };
                Expr::Binary(opposite, left, right)
            }
            other => Expr::Unary(UnaryOp::Not, Box::new(other)),
        }
    }

    /// Whether it is sure to be a bool.
    fn is_bool(&self) -> bool {
        use BinaryOp::{And, Eq, Ge, Gt, In, Is, IsNot, Le, Lt, Ne, NotIn, Or};
        match self {
            Expr::True | Expr::False | Expr::Unary(UnaryOp::Not, _) => true,
            Expr::Binary(In | NotIn | Is | IsNot | Lt | Le | Gt | Ge | Eq | Ne, ..) => true,
            Expr::Binary(And | Or, left, right) => left.is_bool() && right.is_bool(),
            _ => false,
        }
    }

    /// The same where only its truth counts.
    pub(crate) fn as_test(&self) -> &Expr {
        match self {
            Expr::Call { function, arguments, .. } if **function == name("bool") && arguments.len() == 1 => {
                &arguments[0]
            }
            other => other,
        }
    }

    pub(crate) fn if_else(test: Expr, then: Expr, otherwise: Expr) -> Expr {
        match test {
            Expr::True => return then,
            Expr::False => return otherwise,
            _ => {}
        }
        Expr::IfElse { test: Box::new(test), then: Box::new(then), otherwise: Box::new(otherwise) }
    }

    /// Whether evaluating it again gives the same and costs nothing: it may stand twice.
    pub(crate) fn is_simple(&self) -> bool {
        match self {
            Expr::Name(_) | Expr::Link(_) | Expr::Capture(_) | Expr::Own(_) => true,
            _ => self.is_constant(),
        }
    }

    /// Whether nothing that runs in between can change it.
    pub(crate) fn is_constant(&self) -> bool {
        match self {
            Expr::Int(_) | Expr::Float(_) | Expr::Str(_) | Expr::Bytes(_) => true,
            Expr::True | Expr::False | Expr::None | Expr::Lambda { .. } => true,
            Expr::Unary(UnaryOp::Minus, inner) => inner.is_constant(),
            Expr::Tuple(items) => items.iter().all(Expr::is_constant),
            _ => false,
        }
    }
}
