//! The catalog: what the compiler knows of Rust's standard library, as data.
//!
//! One entry says the receiver, the name, the types and the Python form of a method. The table of the supported
//! subset in the documentation is generated from it.

mod float;
mod function;
mod hash_map;
mod int;
mod iterator;
mod option;
mod result;
mod signature;
mod str;
mod unknown;
mod value;
mod vec;

pub(crate) use function::{FUNCTIONS, Function, function_named};
pub(crate) use signature::{Signature, arity, head_matches};

use super::{Arguments, Lower};
use crate::python;
use crate::types::Ty;

/// A method.
#[derive(Debug)]
pub(crate) struct Method {
    /// The receiver's type, for example `Option<T>`.
    pub(crate) on: &'static str,
    pub(crate) name: &'static str,
    /// The arguments' and the result's types, for example `(fn(T) -> U) -> Option<U>`.
    pub(crate) types: &'static str,
    pub(crate) python: Form,
}

/// How a call is written in Python.
pub(crate) enum Form {
    /// A template; see `python::template`.
    Template(&'static str),
    /// A template for the receiver's new value: in Python strings and numbers do not change in place.
    Update(&'static str),
    /// Code, where the types decide more than a template can say.
    Custom(fn(&mut Lower<'_>, &mut Arguments<'_>) -> python::Expr),
}

impl Form {
    /// The template, for people.
    pub(crate) fn text(&self) -> &'static str {
        match self {
            Form::Template(text) | Form::Update(text) => text,
            Form::Custom(_) => "(by type)",
        }
    }
}

impl std::fmt::Debug for Form {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.text())
    }
}

const fn method(on: &'static str, name: &'static str, types: &'static str, template: &'static str) -> Method {
    Method { on, name, types, python: Form::Template(template) }
}

const fn update(on: &'static str, name: &'static str, types: &'static str, template: &'static str) -> Method {
    Method { on, name, types, python: Form::Update(template) }
}

const fn custom(
    on: &'static str,
    name: &'static str,
    types: &'static str,
    form: fn(&mut Lower<'_>, &mut Arguments<'_>) -> python::Expr,
) -> Method {
    Method { on, name, types, python: Form::Custom(form) }
}

/// All methods, a table per receiver.
pub(crate) const METHODS: &[&[Method]] = &[
    str::METHODS,
    vec::METHODS,
    hash_map::METHODS,
    option::METHODS,
    result::METHODS,
    iterator::METHODS,
    int::METHODS,
    float::METHODS,
    value::METHODS,
    unknown::METHODS,
];

/// The methods of this name that a receiver of type `receiver` may have. What is said of sorted maps and sets wins
/// over what is said of all.
pub(crate) fn methods(receiver: &Ty, name: &str) -> Vec<&'static Method> {
    let fitting = || all().filter(|method| method.name == name && head_matches(method.on, receiver));
    let sorted = |method: &Method| matches!(method.on, "BMap<K, V>" | "BSet<T>");
    let only_sorted = fitting().any(sorted);
    fitting().filter(|method| sorted(method) == only_sorted).collect()
}

/// Every method.
pub(crate) fn all() -> impl Iterator<Item = &'static Method> {
    METHODS.iter().flat_map(|table| table.iter())
}
