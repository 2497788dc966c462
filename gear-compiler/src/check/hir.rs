//! The checked form of a closure or function: names resolved, methods looked up, every node typed and placed.

use crate::build::Nested;
use crate::diag::Reported;
use crate::lower::catalog::{Function, Method};
use crate::types::Ty;
use proc_macro2::Span;

/// What stands in `json!`.
#[derive(Clone, Debug)]
pub(crate) enum Json {
    Null,
    Value(Expr),
    Array(Vec<Json>),
    Object(Vec<(Expr, Json)>),
}

/// A variant of `serde_json::Value`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum JsonKind {
    Null,
    Bool,
    Number,
    String,
    Array,
    Object,
}

/// An index into the locals of a body.
pub(crate) type LocalId = usize;

/// A variable of the user's.
#[derive(Clone, Debug)]
pub(crate) struct Local {
    pub(crate) name: String,
    pub(crate) ty: Ty,
    pub(crate) mutable: bool,
    /// Used in a closure inside the scope that declares it.
    pub(crate) captured: bool,
    /// The variable whose value moves to this one: it is another name for it.
    pub(crate) renames: Option<LocalId>,
    /// A pattern copies what it stands for.
    pub(crate) copied: bool,
    /// Bound by `ref`.
    pub(crate) reference: bool,
    /// It stands for a place that may be changed through it, and not for a variable.
    pub(crate) place: bool,
    /// That place is in a variant.
    pub(crate) in_variant: bool,
    /// That place is assigned through it: `*x = ..`.
    pub(crate) changed: bool,
    /// A closure or an iterator that changes something around where it is called or walked over.
    pub(crate) changes: bool,
    /// A `&mut` reference.
    pub(crate) exclusive: bool,
    /// A `&mut` parameter of what Python cannot change in place: its last value is given back.
    pub(crate) lent: bool,
    /// An `impl IntoIterator`: perhaps a map or a set.
    pub(crate) walked: bool,
    /// It is a list or map in a tree of JSON, which is never changed.
    pub(crate) in_tree: bool,
    /// What is in it are `&mut` references, as those of `list.iter_mut().collect()`.
    pub(crate) lends: bool,
    /// It is known to be a value, and no reference to one.
    pub(crate) owned: bool,
    /// The local of the same name that cannot be seen any more once this one is declared.
    pub(crate) reuses: Option<LocalId>,
}

impl Local {
    pub(crate) fn new(name: String, ty: Ty, mutable: bool) -> Self {
        let (captured, reference, place, changed, changes, exclusive, lent, walked, owned) =
            Default::default();
        let (copied, renames, reuses, lends, in_tree, in_variant) = Default::default();
        Local {
            name,
            ty,
            mutable,
            captured,
            renames,
            copied,
            reference,
            place,
            in_variant,
            changed,
            changes,
            exclusive,
            lent,
            walked,
            lends,
            in_tree,
            owned,
            reuses,
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Expr {
    pub(crate) kind: ExprKind,
    pub(crate) ty: Ty,
    pub(crate) span: Span,
}

impl Expr {
    /// The place itself, of one that is used by value.
    pub(crate) fn place(&self) -> &Expr {
        match &self.kind {
            ExprKind::Copied { place, .. } => place,
            _ => self,
        }
    }

    /// The same.
    pub(crate) fn into_place(self) -> Expr {
        match self.kind {
            ExprKind::Copied { place, .. } => *place,
            _ => self,
        }
    }

    /// Whether it is an `async` closure.
    pub(crate) fn waits(&self) -> bool {
        matches!(&self.kind, ExprKind::Closure(closure) if closure.waits)
    }
}

#[derive(Clone, Debug)]
pub(crate) enum ExprKind {
    /// Already reported: later phases stay silent.
    Error(Reported),
    Unit,
    Bool(bool),
    Int(i128),
    Float(f64),
    Str(String),
    Bytes(Vec<u8>),
    Local(LocalId),
    /// A place that is used by value, `*` before it or not. What is left of these when the body is checked copies in Python.
    Copied {
        place: Box<Expr>,
        deref: bool,
    },
    /// What a reference points to, as one that `std::mem` gives another value: it gets another content.
    Content(Box<Expr>),
    /// What std clones by itself, so that nothing shares it.
    Cloned(Box<Expr>),
    /// A variable of the function around `gear!`.
    Capture(String),
    /// A `const`, a `static` or a `#[gear]` function: an index into the links.
    Link(usize),
    None,
    /// `Some(x)`: in Python the value itself, or a tuple of it where that may be `None`.
    Some(Box<Expr>),
    /// A `Vec<u8>` that is bytes in Python where it goes, and a list where it comes from.
    IntoBytes(Box<Expr>),
    /// The other way round.
    IntoList(Box<Expr>),
    /// `Reverse(x)`: in Python the value itself.
    Reverse(Box<Expr>),
    Ok(Box<Expr>),
    Err(Box<Expr>),
    /// What Python orders as Rust orders a value of this type. The lowering makes it.
    OrderKey(Box<Expr>, Ty),
    Field(Box<Expr>, String),
    TupleField(Box<Expr>, usize),
    /// What is in a variant that a value is known to be. The lowering makes it.
    Payload(Box<Expr>, PayloadPart),
    /// `Id(x)`, of a struct with one field: in Python the value itself.
    Newtype(Box<Expr>),
    Index(Box<Expr>, Box<Expr>),
    /// An element that is known to be there. The lowering makes it.
    Element(Box<Expr>, Box<Expr>),
    Not(Box<Expr>),
    Negate(Box<Expr>),
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    Assign(Box<Expr>, Box<Expr>),
    /// `*reference = value` of what Python changes in place: it gets another content.
    Overwrite(Box<Expr>, Box<Expr>),
    /// `(a, b) = value`: the pattern, the value, and the place that each of the pattern's variables goes to.
    Destructure(Box<Pattern>, Box<Expr>, Vec<(LocalId, Expr)>),
    AssignOp(BinaryOp, Box<Expr>, Box<Expr>),
    /// A `#[gear]` function or a local closure, called.
    Call(Box<Expr>, Vec<Expr>),
    /// An argument of such a call: `&mut` and a place whose value the function gives back.
    Lent(Box<Expr>),
    /// A function of the catalog.
    Builtin(&'static Function, Vec<Expr>),
    Method(Box<MethodCall>),
    Closure(Closure),
    Block(Block),
    If {
        test: Box<Expr>,
        then: Block,
        otherwise: Option<Box<Expr>>,
    },
    /// `let` in a condition.
    Let(Box<Pattern>, Box<Expr>),
    Match {
        subject: Box<Expr>,
        arms: Vec<Arm>,
    },
    While {
        label: Option<String>,
        test: Box<Expr>,
        body: Block,
    },
    Loop {
        label: Option<String>,
        body: Block,
    },
    For {
        label: Option<String>,
        pattern: Box<Pattern>,
        iter: Box<Expr>,
        body: Block,
    },
    Break {
        label: Option<String>,
        value: Option<Box<Expr>>,
    },
    Continue(Option<String>),
    /// A block that `break 'label` leaves.
    Labelled {
        label: String,
        block: Block,
    },
    Return(Option<Box<Expr>>),
    /// `?`.
    Try(Box<Expr>),
    /// `.await`.
    Await(Box<Expr>),
    /// `async { .. }`: a closure without parameters that is called at once.
    Async(Closure),
    /// `join!`.
    Join(Vec<Expr>),
    /// `gear!`.
    Gear(Nested),
    Tuple(Vec<Expr>),
    List(Vec<Expr>),
    Repeat(Box<Expr>, Box<Expr>),
    Struct {
        fields: Vec<(String, Expr)>,
        base: Option<Box<Expr>>,
    },
    /// A variant of a `#[gear]` enum, in its JSON form.
    Variant {
        name: String,
        payload: Payload<Expr>,
    },
    Range {
        start: Option<Box<Expr>>,
        end: Option<Box<Expr>>,
        inclusive: bool,
    },
    Cast(Box<Expr>),
    /// The default of its type.
    Default,
    /// `std::mem::swap`.
    Swap(Box<Expr>, Box<Expr>),
    /// `std::mem::replace`, or `std::mem::take` without a value.
    Replace(Box<Expr>, Option<Box<Expr>>),
    /// `json!`.
    Json(Box<Json>),
    Format(Format),
    Panic(Format),
    /// `assert_eq!` and `assert_ne!`: the comparison, the two sides, and what is said beside them.
    AssertCompare(BinaryOp, Box<[Expr; 2]>, Format),
    /// `execute!`.
    Execute(Vec<Expr>),
    /// `log!`: the level and the text.
    Log(&'static str, Format),
}

/// What a variant holds.
#[derive(Clone, Debug)]
pub(crate) enum Payload<T> {
    None,
    Tuple(Vec<T>),
    Struct(Vec<(String, T)>),
}

impl<T> Payload<T> {
    /// What stands for its parts.
    pub(crate) fn parts(&self) -> Vec<&T> {
        match self {
            Payload::None => Vec::new(),
            Payload::Tuple(parts) => parts.iter().collect(),
            Payload::Struct(fields) => fields.iter().map(|(_, part)| part).collect(),
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct MethodCall {
    pub(crate) name: String,
    /// The receiver first.
    pub(crate) arguments: Vec<Expr>,
    /// The entries that fit; which one, the result's type decides.
    pub(crate) candidates: Vec<&'static Method>,
    /// Where the method's name stands.
    pub(crate) name_span: Span,
}

#[derive(Clone, Debug)]
pub(crate) struct Closure {
    /// It is `async`: a call gives a future.
    pub(crate) waits: bool,
    /// A `return` or `?` may leave it before its end.
    pub(crate) returns: bool,
    pub(crate) parameters: Vec<Pattern>,
    pub(crate) body: Box<Expr>,
    pub(crate) given_back: Option<GivenBack>,
}

/// What a function gives back beside its result.
#[derive(Clone, Debug)]
pub(crate) struct GivenBack {
    /// The positions and variables of the parameters that it may give other values.
    pub(crate) parameters: Vec<(usize, LocalId)>,
    /// There is no result beside them.
    pub(crate) alone: bool,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Block {
    pub(crate) statements: Vec<Statement>,
    pub(crate) value: Option<Box<Expr>>,
}

#[derive(Clone, Debug)]
pub(crate) enum Statement {
    Expr(Expr),
    Let { pattern: Pattern, value: Option<Expr>, otherwise: Option<Block>, span: Span },
}

#[derive(Clone, Debug)]
pub(crate) struct Arm {
    pub(crate) pattern: Pattern,
    pub(crate) guard: Option<Expr>,
    pub(crate) body: Expr,
}

#[derive(Clone, Debug)]
pub(crate) enum Pattern {
    Wild,
    Bind(LocalId, Option<Box<Pattern>>),
    /// A literal or constant.
    Value(Box<Expr>),
    Range {
        start: Option<Box<Expr>>,
        end: Option<Box<Expr>>,
        inclusive: bool,
    },
    Tuple(Vec<Pattern>),
    Struct(Vec<(String, Pattern)>),
    /// With the type of what is in it.
    Some(Box<Pattern>, Ty),
    None,
    Ok(Box<Pattern>),
    Err(Box<Pattern>),
    Or(Vec<Pattern>),
    /// A variant of `serde_json::Value`, and what is in it.
    Json(JsonKind, Box<Pattern>),
    /// A variant of a `#[gear]` enum.
    Variant {
        name: String,
        payload: Payload<Pattern>,
    },
    /// `[a, b, rest @ .., z]`: the first parts, the rest if there is one, the last parts.
    Slice {
        first: Vec<Pattern>,
        rest: Option<Option<LocalId>>,
        last: Vec<Pattern>,
    },
}

/// A part of what is in a variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PayloadPart {
    pub(crate) variant: String,
    pub(crate) place: PartPlace,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PartPlace {
    /// There is one part, which has no name.
    Whole,
    /// One of so many parts without names.
    Item {
        index: usize,
        count: usize,
    },
    Field(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BinaryOp {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    BitAnd,
    BitOr,
    BitXor,
    Shl,
    Shr,
    And,
    Or,
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

/// A format string and its arguments, which are evaluated once each and in order, wherever the string names them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Format {
    pub(crate) pieces: Vec<FormatPiece>,
    pub(crate) arguments: Vec<Expr>,
}

impl Format {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Format { pieces: vec![FormatPiece::Text(text.into())], arguments: Vec::new() }
    }
}

#[derive(Clone, Debug)]
pub(crate) enum FormatPiece {
    Text(String),
    /// The argument of this number.
    Value {
        argument: usize,
        spec: FormatSpec,
        span: Span,
    },
}

/// A width or a precision.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Size {
    Is(usize),
    /// The value of the argument of this number.
    Of(usize),
}

/// `{:>10.3?}` and the like.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FormatSpec {
    pub(crate) fill: Option<char>,
    pub(crate) align: Option<char>,
    pub(crate) plus: bool,
    pub(crate) alternate: bool,
    pub(crate) zero: bool,
    pub(crate) width: Option<Size>,
    pub(crate) precision: Option<Size>,
    /// `""` for Display, `"?"` for Debug, `"x"` and so on.
    pub(crate) kind: String,
}
