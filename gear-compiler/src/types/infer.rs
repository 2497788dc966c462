//! Inference variables.

use super::{Int, Ty};
use proc_macro2::TokenStream;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// What is known of a variable.
#[derive(Clone, Debug)]
enum Var {
    /// Nothing yet.
    Free,
    /// Some integer type: `i32` unless more is said.
    Integer,
    /// A type that rustc sees and we do not: of another struct's field, of another function's result. It stays unknown
    /// unless its use says more. An expression of that type may be known, which rustc can be asked about.
    Foreign(Option<Rc<Witness>>),
    /// As [`Var::Foreign`], and its use says that it is some integer type.
    ForeignInteger,
    /// Known.
    Is(Ty),
}

/// An expression of a type that is not visible from here.
#[derive(Debug)]
pub(crate) struct Witness {
    pub(crate) value: TokenStream,
    /// A variable of the function around is in it.
    pub(crate) of_variable: bool,
}

/// The table of inference variables of one closure or function.
#[derive(Default)]
pub(crate) struct Types {
    vars: Vec<Var>,
    /// A list met bytes: both are a `Vec<u8>` in Rust.
    pub(crate) clash: bool,
    shapes: HashMap<String, Shape>,
    /// Records in which nothing else can change.
    flat: HashSet<String>,
    /// The user's enums.
    enums: HashSet<String>,
    /// Types of the user's whose values are equal to themselves: there is no NaN in them.
    total: HashSet<String>,
}

/// What a struct of the user is in Python, if its fields have no names.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    /// With one field: what that is, of this type.
    Newtype(Ty),
    Tuple,
}

impl Types {
    /// A new variable.
    pub(crate) fn var(&mut self) -> Ty {
        self.push(Var::Free)
    }

    /// A new variable for an integer literal.
    pub(crate) fn integer(&mut self) -> Ty {
        self.push(Var::Integer)
    }

    /// A new variable for a type that is not visible from here.
    pub(crate) fn foreign(&mut self) -> Ty {
        self.push(Var::Foreign(None))
    }

    /// A new variable for the type of this expression, which is not visible from here.
    pub(crate) fn witnessed(&mut self, witness: Witness) -> Ty {
        self.push(Var::Foreign(Some(Rc::new(witness))))
    }

    /// An expression of a type that is not visible from here.
    pub(crate) fn witness(&self, ty: &Ty) -> Option<Rc<Witness>> {
        match self.root(ty) {
            Ty::Var(var) => match &self.vars[*var as usize] {
                Var::Foreign(witness) => witness.clone(),
                _ => None,
            },
            _ => None,
        }
    }

    /// How many variables there are.
    pub(crate) fn count(&self) -> usize {
        self.vars.len()
    }

    /// Of the variables from `first` on, those of which nothing is known are of types that are not visible from here.
    pub(crate) fn make_foreign(&mut self, first: usize) {
        for var in self.vars[first..].iter_mut().filter(|var| matches!(var, Var::Free)) {
            *var = Var::Foreign(None);
        }
    }

    /// Takes over the variables of another table, and tells the number of the first.
    pub(crate) fn append(&mut self, other: &Types) -> u32 {
        let first = self.vars.len() as u32;
        self.vars.extend(other.vars.iter().cloned());
        first
    }

    fn push(&mut self, var: Var) -> Ty {
        self.vars.push(var);
        Ty::Var(self.vars.len() as u32 - 1)
    }

    /// The type with its outermost variable resolved. Stays a variable if nothing is known.
    pub(crate) fn shallow(&self, ty: &Ty) -> Ty {
        self.root(ty).clone()
    }

    fn root<'t>(&'t self, mut ty: &'t Ty) -> &'t Ty {
        while let Ty::Var(index) = ty {
            match &self.vars[*index as usize] {
                Var::Is(known) => ty = known,
                _ => break,
            }
        }
        ty
    }

    /// The type with all variables resolved: an integer literal without a type is `i32`, what is free is unknown.
    pub(crate) fn resolve(&self, ty: &Ty) -> Ty {
        match self.root(ty) {
            Ty::Var(index) => match self.vars[*index as usize] {
                Var::Integer => Ty::Int(Int::I32),
                _ => Ty::Unknown,
            },
            other => other.with_parts(|part| self.resolve(part)),
        }
    }

    /// Notes what a struct is in Python. rustc has to say that it is.
    pub(crate) fn shape(&mut self, of: &Ty, shape: Shape) {
        if let Ty::Named(name) = of {
            self.shapes.insert(name.clone(), shape);
        }
    }

    /// Notes a record in which nothing else can change: copying its dict copies it.
    pub(crate) fn flat(&mut self, record: &str) {
        self.flat.insert(record.to_owned());
    }

    /// Notes that a type is an enum.
    pub(crate) fn enumeration(&mut self, ty: &Ty) {
        if let Ty::Named(name) = ty {
            self.enums.insert(name.clone());
        }
    }

    /// Whether it is one.
    pub(crate) fn is_enum(&self, ty: &Ty) -> bool {
        matches!(ty, Ty::Named(name) if self.enums.contains(name))
    }

    /// Notes that all values of a type are equal to themselves.
    pub(crate) fn total(&mut self, name: &str) {
        self.total.insert(name.to_owned());
    }

    /// Whether a value of this type may be unequal to itself, because a NaN is in it. Python's containers take one for equal to
    /// itself.
    pub(crate) fn is_partial(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Float => true,
            Ty::Named(name) => !self.total.contains(name),
            Ty::Option(item) | Ty::Reverse(item) | Ty::List(item) | Ty::Deque(item) => self.is_partial(item),
            Ty::Map { value, .. } => self.is_partial(value),
            Ty::Result(ok, err) => self.is_partial(ok) || self.is_partial(err),
            Ty::Tuple(items) => items.iter().any(|item| self.is_partial(item)),
            _ => false,
        }
    }

    /// Whether it is such a record.
    pub(crate) fn is_flat(&self, ty: &Ty) -> bool {
        matches!(ty, Ty::Named(name) if self.flat.contains(name))
    }

    /// What a type is in Python, if it is a struct without names of which that is known.
    pub(crate) fn shape_of(&self, ty: &Ty) -> Option<&Shape> {
        match self.root(ty) {
            Ty::Named(name) => self.shapes.get(name),
            _ => None,
        }
    }

    /// The type that a value has in Python, with all variables resolved: that of the value in a struct with one field without
    /// a name.
    pub(crate) fn in_python(&self, ty: &Ty) -> Ty {
        match self.shapes.is_empty() {
            true => self.resolve(ty),
            false => self.unwrapped(ty, &[]),
        }
    }

    /// `inside` are the structs in which the type stands: one may be in itself, as in `struct Node(Vec<Node>)`.
    fn unwrapped(&self, ty: &Ty, inside: &[String]) -> Ty {
        match (self.root(ty), self.shape_of(ty)) {
            (Ty::Named(name), Some(Shape::Newtype(inner))) if !inside.contains(name) => {
                self.unwrapped(inner, &[inside, std::slice::from_ref(name)].concat())
            }
            (Ty::Var(_), _) => self.resolve(ty),
            (other, _) => other.with_parts(|part| self.unwrapped(part, inside)),
        }
    }

    /// Whether both are a `Vec<u8>`, one as a list and one as bytes.
    pub(crate) fn differ_in_form(&self, a: &Ty, b: &Ty) -> bool {
        matches!((self.root(a), self.root(b)), (Ty::List(_), Ty::Bytes) | (Ty::Bytes, Ty::List(_)))
    }

    /// Makes two types equal as far as they can be. A contradiction is rustc's to report; it changes nothing here.
    pub(crate) fn unify(&mut self, a: &Ty, b: &Ty) {
        match (self.root(a), self.root(b)) {
            (Ty::Var(a), Ty::Var(b)) if a == b => {}
            (Ty::Var(a), Ty::Var(b)) => self.unify_vars(*a, *b),
            (Ty::Var(var), known) | (known, Ty::Var(var)) => self.set(*var, known.clone()),
            (Ty::List(_), Ty::Bytes) | (Ty::Bytes, Ty::List(_)) => self.clash = true,
            (a, b) if a.is_leaf() || b.is_leaf() => {}
            (a, b) => self.unify_parts(a.clone(), b.clone()),
        }
    }

    fn unify_parts(&mut self, a: Ty, b: Ty) {
        match (a, b) {
            (Ty::List(a) | Ty::Deque(a), Ty::List(b) | Ty::Deque(b))
            | (Ty::Iter(a), Ty::List(b) | Ty::Deque(b) | Ty::Set { item: b, .. })
            | (Ty::List(a) | Ty::Deque(a) | Ty::Set { item: a, .. }, Ty::Iter(b))
            | (Ty::Option(a), Ty::Option(b))
            | (Ty::Reverse(a), Ty::Reverse(b))
            | (Ty::Iter(a), Ty::Iter(b))
            | (Ty::Future(a), Ty::Future(b))
            | (Ty::GearsFuture(a), Ty::GearsFuture(b))
            | (Ty::State(a), Ty::State(b))
            | (Ty::Set { item: a, .. }, Ty::Set { item: b, .. })
            | (Ty::KeysRecord(a), Ty::KeysRecord(b))
            | (Ty::StreamRecord(a), Ty::StreamRecord(b)) => self.unify(&a, &b),
            (Ty::Map { key: a, value: x, .. }, Ty::Map { key: b, value: y, .. })
            | (Ty::Result(a, x), Ty::Result(b, y))
            | (Ty::Entry(a, x), Ty::Entry(b, y)) => {
                self.unify(&a, &b);
                self.unify(&x, &y);
            }
            (Ty::Tuple(a), Ty::Tuple(b)) => a.iter().zip(&b).for_each(|(a, b)| self.unify(a, b)),
            (Ty::Fn(a, x), Ty::Fn(b, y)) => {
                a.iter().zip(&b).for_each(|(a, b)| self.unify(a, b));
                self.unify(&x, &y);
            }
            _ => {}
        }
    }

    fn unify_vars(&mut self, a: u32, b: u32) {
        use Var::{Foreign, ForeignInteger, Free, Integer};
        let both = match (&self.vars[a as usize], &self.vars[b as usize]) {
            (Foreign(_) | ForeignInteger, Integer | ForeignInteger)
            | (Integer | ForeignInteger, Foreign(_)) => ForeignInteger,
            (Integer, ForeignInteger) => ForeignInteger,
            (Foreign(Some(witness)), _) | (_, Foreign(Some(witness))) => Foreign(Some(witness.clone())),
            (Foreign(None), _) | (_, Foreign(None)) => Foreign(None),
            (Integer, _) | (_, Integer) => Integer,
            (ForeignInteger, _) | (_, ForeignInteger) => ForeignInteger,
            _ => Free,
        };
        self.vars[a as usize] = both;
        self.vars[b as usize] = Var::Is(Ty::Var(a));
    }

    fn set(&mut self, var: u32, known: Ty) {
        // An integer literal can only be an integer; a diverging expression fits every type.
        let fits = match self.vars[var as usize] {
            Var::Integer | Var::ForeignInteger => matches!(known, Ty::Int(_) | Ty::Unknown),
            _ => known != Ty::Never,
        };
        if fits && !self.occurs(var, &known) {
            self.vars[var as usize] = Var::Is(known);
        }
    }

    fn occurs(&self, var: u32, ty: &Ty) -> bool {
        match self.shallow(ty) {
            Ty::Var(other) => other == var,
            Ty::List(t)
            | Ty::Deque(t)
            | Ty::Option(t)
            | Ty::Reverse(t)
            | Ty::Iter(t)
            | Ty::Future(t)
            | Ty::GearsFuture(t)
            | Ty::State(t)
            | Ty::KeysRecord(t)
            | Ty::StreamRecord(t) => self.occurs(var, &t),
            Ty::Set { item, .. } => self.occurs(var, &item),
            Ty::Map { key: a, value: b, .. } | Ty::Result(a, b) | Ty::Entry(a, b) => {
                self.occurs(var, &a) || self.occurs(var, &b)
            }
            Ty::Tuple(items) => items.iter().any(|t| self.occurs(var, t)),
            Ty::Fn(inputs, output) => inputs.iter().any(|t| self.occurs(var, t)) || self.occurs(var, &output),
            _ => false,
        }
    }

    /// Whether rustc sees the type, and we do not.
    pub(crate) fn is_foreign(&self, ty: &Ty) -> bool {
        matches!(self.root(ty), Ty::Var(var) if matches!(self.vars[*var as usize], Var::Foreign(_)))
    }

    /// Whether the type is, or may still become, an integer.
    pub(crate) fn is_integer(&self, ty: &Ty) -> bool {
        match self.shallow(ty) {
            Ty::Int(_) => true,
            Ty::Var(var) => matches!(self.vars[var as usize], Var::Integer | Var::ForeignInteger),
            _ => false,
        }
    }
}
