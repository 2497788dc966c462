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
    /// A part that is there: the field of a record, an element of a tuple, a slice.
    Subscript(Box<Expr>, Box<Expr>),
    /// A part that may not be there, so that the expression may fail: an element of a list, the value of a key.
    Lookup(Box<Expr>, Box<Expr>),
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
    /// `low <= value < high`: the three, with what compares the first two and the last two.
    Between(Box<[Expr; 3]>, [BinaryOp; 2]),
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
    /// `with context:`
    With(Expr, Vec<Stmt>),
    /// `try:`, `except Exception as error:` and `else:`.
    Try {
        body: Vec<Stmt>,
        error: String,
        handler: Vec<Stmt>,
        otherwise: Vec<Stmt>,
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

impl StmtKind {
    /// The suites in it that belong to the same function.
    pub(crate) fn suites(&self) -> Vec<&Vec<Stmt>> {
        match self {
            StmtKind::If { then, otherwise, .. } => vec![then, otherwise],
            StmtKind::While { body, .. } | StmtKind::For { body, .. } | StmtKind::With(_, body) => vec![body],
            StmtKind::Try { body, handler, otherwise, .. } => vec![body, handler, otherwise],
            _ => Vec::new(),
        }
    }

    pub(crate) fn suites_mut(&mut self) -> Vec<&mut Vec<Stmt>> {
        match self {
            StmtKind::If { then, otherwise, .. } => vec![then, otherwise],
            StmtKind::While { body, .. } | StmtKind::For { body, .. } | StmtKind::With(_, body) => vec![body],
            StmtKind::Try { body, handler, otherwise, .. } => vec![body, handler, otherwise],
            _ => Vec::new(),
        }
    }
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

    /// `self[index]`. Of `None`, which is a constant here, nobody asks for a part, and Python would warn of it.
    pub(crate) fn subscript(self, index: Expr) -> Expr {
        match self {
            Expr::None => Expr::None,
            whole => Expr::Subscript(Box::new(whole), Box::new(index)),
        }
    }

    pub(crate) fn lookup(self, index: Expr) -> Expr {
        Expr::Lookup(Box::new(self), Box::new(index))
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
            && inner.value.is_none()
            && let [inner_clause] = &mut inner.clauses[..]
            && inner.element == inner_clause.target
            && let Some(target) = {
                let inside = |name: &str| inner_clause.conditions.iter().any(|test| test.mentions(name));
                let own = clause.conditions.iter().chain([&outer.element]).chain(&outer.value);
                let outside = |name: &str| own.clone().any(|part| part.mentions(name));
                one_target(&inner_clause.target, &clause.target, &inside, &outside)
            }
            && target.has_distinct_names()
        {
            clause.target = target;
            let mut conditions = std::mem::take(&mut inner_clause.conditions);
            conditions.append(&mut clause.conditions);
            clause.conditions = conditions;
            clause.iter = std::mem::replace(&mut inner_clause.iter, Expr::None);
        }
        Expr::Comprehension(outer)
    }

    /// Whether no name stands twice in a target.
    fn has_distinct_names(&self) -> bool {
        fn names<'e>(target: &'e Expr, out: &mut Vec<&'e str>) {
            match target {
                Expr::Name(name) => out.push(name),
                Expr::Tuple(parts) => parts.iter().for_each(|part| names(part, out)),
                _ => {}
            }
        }
        let mut all = Vec::new();
        names(self, &mut all);
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        all.len() == count
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
            (Some(Expr::List(items)), true) if is_dict && !items.is_empty() && items.iter().all(is_pair) => {
                let pairs = items.into_iter().filter_map(|item| match item {
                    Expr::Tuple(parts) => <[Expr; 2]>::try_from(parts).ok().map(|[key, value]| (key, value)),
                    _ => None,
                });
                Expr::Dict(pairs.collect())
            }
            (Some(Expr::List(items)), true) if open == '{' && !is_dict && !items.is_empty() => {
                Expr::Set(items)
            }
            (Some(values), true) if open == '[' && values.is_new_list() => values,
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
                    return Expr::Call { function, arguments: vec![values], keywords }.into_comprehension();
                }
                Expr::Comprehension(inner)
            }
            (last, _) => {
                arguments.extend(last);
                Expr::Call { function, arguments, keywords }
            }
        }
    }

    /// Whether evaluating it has no effect and cannot fail, so that it may move.
    pub(crate) fn is_pure(&self) -> bool {
        match self {
            Expr::Attribute(value, _) => value.is_pure(),
            Expr::Subscript(value, index) => {
                value.is_pure() && matches!(**index, Expr::Str(_) | Expr::Int(_))
            }
            Expr::Unary(UnaryOp::Not | UnaryOp::Minus, value) => value.is_pure(),
            Expr::Binary(op, left, right) => {
                use BinaryOp::{Div, FloorDiv, Mod, Pow, Shl};
                !matches!(op, Div | FloorDiv | Mod | Pow | Shl) && left.is_pure() && right.is_pure()
            }
            Expr::Between(parts, _) => parts.iter().all(Expr::is_pure),
            Expr::Call { function, arguments, .. } if **function == name("gear_cmp") => {
                arguments.iter().all(Expr::is_pure)
            }
            Expr::List(items) | Expr::Tuple(items) | Expr::Set(items) => items.iter().all(Expr::is_pure),
            Expr::Dict(entries) => entries.iter().all(|(key, value)| key.is_pure() && value.is_pure()),
            other => other.is_simple(),
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

/// Whether it is a tuple of two.
fn is_pair(expr: &Expr) -> bool {
    matches!(expr, Expr::Tuple(parts) if parts.len() == 2)
}

/// One target for two that stand for the same values: of each two names the one that something uses. `None` if both are
/// used, or the targets have different forms.
fn one_target(
    inner: &Expr,
    outer: &Expr,
    inside: &dyn Fn(&str) -> bool,
    outside: &dyn Fn(&str) -> bool,
) -> Option<Expr> {
    match (inner, outer) {
        (Expr::Name(a), Expr::Name(b)) if a == b || !outside(b) => Some(inner.clone()),
        (Expr::Name(a), _) if !inside(a) => Some(outer.clone()),
        (_, Expr::Name(b)) if !outside(b) => Some(inner.clone()),
        (Expr::Tuple(a), Expr::Tuple(b)) if a.len() == b.len() => {
            let parts = a.iter().zip(b).map(|(a, b)| one_target(a, b, inside, outside));
            parts.collect::<Option<Vec<_>>>().map(Expr::Tuple)
        }
        _ => None,
    }
}
