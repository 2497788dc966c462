//! Types as far as the compiler needs them: to choose the Python that keeps Rust's meaning.
//!
//! References are erased (`&T` is `T`), `String` and `&str` are one type, and a type that cannot be seen from here
//! (the field of a struct of another crate, the result of another's function) is [`Ty::Unknown`]. rustc checks
//! the same tokens with the real types, so a contradiction found here is never reported from here.

mod infer;
mod name;
mod names;
mod parts;
mod syntax;
mod tokens;

pub(crate) use infer::{Shape, Types, Witness};
pub(crate) use names::{Familiar, familiar, is_familiar};
pub(crate) use parts::parts_mut;
pub(crate) use syntax::{check_in_json, is_json, type_in_json, type_of_bounds, type_of_syntax};
pub(crate) use tokens::{at_span, type_tokens};

use std::cell::RefCell;

/// A type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Ty {
    /// Not visible from here.
    Unknown,
    /// Of an expression with an error that was reported: what follows from it is not reported again.
    Error,
    /// To be inferred: an index into [`Types`].
    Var(u32),
    Never,
    Unit,
    Bool,
    Int(Int),
    Float,
    Str,
    Char,
    Bytes,
    /// `Vec<T>`, slices and arrays.
    List(Box<Ty>),
    /// `VecDeque<T>`: a list as well, some of whose methods mean something else.
    Deque(Box<Ty>),
    /// `HashMap`, or `BTreeMap` when sorted.
    Map {
        sorted: bool,
        key: Box<Ty>,
        value: Box<Ty>,
    },
    /// `HashSet`, or `BTreeSet` when sorted.
    Set {
        sorted: bool,
        item: Box<Ty>,
    },
    Option(Box<Ty>),
    Result(Box<Ty>, Box<Ty>),
    Tuple(Vec<Ty>),
    /// Any iterator, ranges included.
    Iter(Box<Ty>),
    /// A map's entry: the map is evaluated, the key too.
    Entry(Box<Ty>, Box<Ty>),
    Fn(Vec<Ty>, Box<Ty>),
    /// What can be awaited once, with what it gives: the call of an `async` function.
    Future(Box<Ty>),
    /// `redis_gears::GearsFuture`.
    GearsFuture(Box<Ty>),
    /// `redis_gears::State`.
    State(Box<Ty>),
    /// The record of KeysReader.
    KeysRecord(Box<Ty>),
    /// The record of StreamReader.
    StreamRecord(Box<Ty>),
    /// `std::cmp::Ordering`.
    Ordering,
    /// `std::cmp::Reverse`: in Python the value itself, and what compares it knows that it is turned round.
    Reverse(Box<Ty>),
    /// `redis_gears::Value`.
    Value,
    /// `serde_json::Value`.
    Json,
    /// Those of `std::time`.
    Duration,
    SystemTime,
    Instant,
    /// `regex::Regex`, a match of it, and the groups of a match.
    Regex,
    Match,
    Captures,
    /// An error of a library: it is there or not, and its text is another in Python.
    Opaque,
    /// A `#[gear]` struct, or any other named type.
    Named(String),
}

/// The integer types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Int {
    pub(crate) signed: bool,
    pub(crate) bits: u8,
}

impl Int {
    pub(crate) const U8: Int = Int { signed: false, bits: 8 };
    pub(crate) const I32: Int = Int { signed: true, bits: 32 };
    pub(crate) const U32: Int = Int { signed: false, bits: 32 };
    pub(crate) const I64: Int = Int { signed: true, bits: 64 };
    pub(crate) const U64: Int = Int { signed: false, bits: 64 };

    /// The integer type of this name; `isize` and `usize` have 64 bits, as on every server that runs Redis.
    pub(crate) fn named(name: &str) -> Option<Int> {
        let bits = match name.get(1..)? {
            "8" => 8,
            "16" => 16,
            "32" => 32,
            "64" | "size" => 64,
            _ => return None,
        };
        match name.as_bytes()[0] {
            b'i' => Some(Int { signed: true, bits }),
            b'u' => Some(Int { signed: false, bits }),
            _ => None,
        }
    }

    pub(crate) fn min(self) -> i128 {
        if self.signed { -(1 << (self.bits - 1)) } else { 0 }
    }

    pub(crate) fn max(self) -> i128 {
        (1 << (self.bits - u8::from(self.signed))) - 1
    }
}

impl Ty {
    pub(crate) fn list(item: Ty) -> Ty {
        Ty::List(Box::new(item))
    }

    pub(crate) fn option(item: Ty) -> Ty {
        Ty::Option(Box::new(item))
    }

    /// An error of the standard library or of ours: in Python its text, which can be shown and passed on.
    pub(crate) fn error() -> Ty {
        Ty::Named("an error".to_owned())
    }

    /// The path of a type of the user's own.
    pub(crate) fn own(&self) -> Option<&str> {
        match self {
            Ty::Named(path) if *self != Ty::error() => Some(path),
            _ => None,
        }
    }

    pub(crate) fn iter(item: Ty) -> Ty {
        Ty::Iter(Box::new(item))
    }

    /// The type with `first` added to the numbers of its variables.
    pub(crate) fn shifted(&self, first: u32) -> Ty {
        match self {
            Ty::Var(var) => Ty::Var(first + var),
            other => other.with_parts(|part| part.shifted(first)),
        }
    }

    /// Whether a value of this type may be Python's `None`. An option of it is boxed: `Some(value)` is a tuple of one.
    pub(crate) fn may_be_none(&self) -> bool {
        match self {
            Ty::Option(_) | Ty::Unit | Ty::Json => true,
            Ty::Reverse(inner) => inner.may_be_none(),
            _ => false,
        }
    }

    /// Whether it is a tree of JSON, or an option of one.
    pub(crate) fn is_tree(&self) -> bool {
        match self {
            Ty::Json => true,
            Ty::Option(item) => item.is_tree(),
            _ => false,
        }
    }

    /// Whether it is a boxed option.
    pub(crate) fn is_boxed(&self) -> bool {
        matches!(self, Ty::Option(item) if item.may_be_none())
    }

    /// Whether a boxed option is in it, or is it. JSON has no such form: serde writes both `None` and `Some(None)` as null.
    pub(crate) fn has_boxed(&self) -> bool {
        let mut found = self.is_boxed();
        if !self.is_leaf() {
            self.with_parts(|part| {
                found |= part.has_boxed();
                Ty::Unknown
            });
        }
        found
    }

    /// Whether a time is in it: in Python a number of nanoseconds, which JSON would not tell from any other.
    pub(crate) fn has_time(&self) -> bool {
        self.has(&|ty| matches!(ty, Ty::Duration | Ty::SystemTime | Ty::Instant))
    }

    /// Whether a future is in it, which nobody else could wait for.
    pub(crate) fn has_future(&self) -> bool {
        self.has(&|ty| matches!(ty, Ty::Future(_) | Ty::GearsFuture(_)))
    }

    /// Whether it, or a value in it, is of such a type.
    fn has(&self, wanted: &dyn Fn(&Ty) -> bool) -> bool {
        match self {
            ty if wanted(ty) => true,
            Ty::List(item)
            | Ty::Deque(item)
            | Ty::Option(item)
            | Ty::Reverse(item)
            | Ty::Set { item, .. } => item.has(wanted),
            Ty::Map { key, value, .. } | Ty::Result(key, value) => key.has(wanted) || value.has(wanted),
            Ty::Tuple(items) => items.iter().any(|item| item.has(wanted)),
            _ => false,
        }
    }

    /// Whether no other types are in it.
    fn is_leaf(&self) -> bool {
        use Ty::*;
        matches!(
            self,
            Unknown
                | Error
                | Never
                | Unit
                | Bool
                | Int(_)
                | Float
                | Str
                | Char
                | Bytes
                | Ordering
                | Value
                | Json
                | Duration
                | SystemTime
                | Instant
                | Regex
                | Match
                | Captures
                | Opaque
                | Named(_)
        )
    }

    /// The same type with other types in it.
    pub(crate) fn with_parts(&self, part: impl FnMut(&Ty) -> Ty) -> Ty {
        let part = RefCell::new(part);
        let one = |ty: &Ty| Box::new(part.borrow_mut()(ty));
        let many = |types: &[Ty]| types.iter().map(|ty| part.borrow_mut()(ty)).collect();
        match self {
            Ty::List(item) => Ty::List(one(item)),
            Ty::Deque(item) => Ty::Deque(one(item)),
            Ty::Map { sorted, key, value } => Ty::Map { sorted: *sorted, key: one(key), value: one(value) },
            Ty::Set { sorted, item } => Ty::Set { sorted: *sorted, item: one(item) },
            Ty::Option(item) => Ty::Option(one(item)),
            Ty::Reverse(item) => Ty::Reverse(one(item)),
            Ty::Result(ok, err) => Ty::Result(one(ok), one(err)),
            Ty::Tuple(items) => Ty::Tuple(many(items)),
            Ty::Iter(item) => Ty::Iter(one(item)),
            Ty::Future(output) => Ty::Future(one(output)),
            Ty::GearsFuture(output) => Ty::GearsFuture(one(output)),
            Ty::State(value) => Ty::State(one(value)),
            Ty::Entry(key, value) => Ty::Entry(one(key), one(value)),
            Ty::Fn(inputs, output) => Ty::Fn(many(inputs), one(output)),
            Ty::KeysRecord(value) => Ty::KeysRecord(one(value)),
            Ty::StreamRecord(value) => Ty::StreamRecord(one(value)),
            other => other.clone(),
        }
    }

    /// Whether a value of this type can never change in place, so that sharing it is copying it.
    pub(crate) fn is_immutable(&self) -> bool {
        match self {
            Ty::Never
            | Ty::Unit
            | Ty::Bool
            | Ty::Int(_)
            | Ty::Float
            | Ty::Str
            | Ty::Char
            | Ty::Bytes
            | Ty::Ordering
            // No method changes a tree in place.
            | Ty::Json
            | Ty::Opaque
            | Ty::Duration
            | Ty::SystemTime
            | Ty::Instant
            | Ty::Regex
            | Ty::Match
            | Ty::Captures => true,
            Ty::Option(item) | Ty::Reverse(item) => item.is_immutable(),
            Ty::Result(ok, err) => ok.is_immutable() && err.is_immutable(),
            Ty::Tuple(items) => items.iter().all(Ty::is_immutable),
            _ => false,
        }
    }
}
