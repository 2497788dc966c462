//! The catalog: what the compiler knows of Rust's standard library, as data.
//!
//! One entry says the receiver, the name, the types and the Python form of a method. The table of the supported
//! subset in the documentation is generated from it.

mod boxed;
mod command;
mod compare;
mod float;
mod function;
mod future;
mod hash_map;
mod int;
mod iterator;
mod json;
mod option;
mod ordering;
mod refused;
mod regex;
mod result;
mod signature;
mod standard;
mod state;
mod str;
mod time;
mod tuple;
mod unknown;
mod value;
mod vec;

pub(crate) use boxed::of_boxed;
pub(crate) use command::{COMMANDS, Command, Kind, Word, command_named};
pub(crate) use function::{Function, JsonType, function_named, functions};
pub(crate) use refused::{instead_of, instead_of_path, is_refused};
pub(crate) use signature::{Signature, arity, head_matches, takes_function};
pub(crate) use standard::{Answer, standard};

use super::{Arguments, Guard, Lower};
use crate::python;
use crate::types::Ty;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What lists have too, and texts, and lists of texts, much more often.
const OF_TEXTS: &[&str] = &[
    "join",
    "rsplit",
    "rsplitn",
    "split_at_checked",
    "split_inclusive",
    "splitn",
    "strip_prefix",
    "strip_suffix",
    "trim_ascii",
    "trim_ascii_end",
    "trim_ascii_start",
];

/// The methods that values of all types have. No method of a `#[gear] impl` has one of these names.
pub(crate) const OF_ALL: &[&str] = &["clone", "to_owned", "to_string"];

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

impl Method {
    /// Whether a value of which nothing is known may be taken for one with this method, because no other type has it.
    /// Not where another type has it much more often.
    fn is_guessed(&self) -> bool {
        let of_lists = matches!(self.on, "bytes" | "Vec<T>" | "Vec<Vec<T>>");
        let rare = matches!(self.on, "Regex" | "Match" | "Captures");
        !(rare || of_lists && OF_TEXTS.contains(&self.name))
    }

    /// Whether values of all types have it, and those that are not seen too.
    pub(crate) fn is_of_all(&self) -> bool {
        self.on == "any" && OF_ALL.contains(&self.name)
    }

    /// Whether another entry is written in the same way, so that it does not matter which one it is.
    pub(crate) fn same_python(&self, other: &Method) -> bool {
        match (&self.python, &other.python) {
            (Form::Template(a), Form::Template(b)) => a == b,
            _ => false,
        }
    }
}

/// How a call is written in Python.
pub(crate) enum Form {
    /// A template; see `python::template`.
    Template(&'static str),
    /// A template for the receiver's new value: in Python strings and numbers do not change in place.
    Update(&'static str),
    /// A block with the body of the closure; a template where that cannot be.
    Guard(Guard, &'static str),
    /// Code, where the types decide more than a template can say.
    Custom(fn(&mut Lower<'_>, &mut Arguments<'_>) -> python::Expr),
}

impl Form {
    /// The template, for people.
    pub(crate) fn text(&self) -> &'static str {
        match self {
            Form::Template(text) | Form::Update(text) | Form::Guard(_, text) => text,
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
    ordering::METHODS,
    compare::METHODS,
    regex::METHODS,
    result::METHODS,
    iterator::METHODS,
    int::METHODS,
    float::METHODS,
    tuple::METHODS,
    value::METHODS,
    json::METHODS,
    time::METHODS,
    future::METHODS,
    state::METHODS,
    unknown::METHODS,
];

/// The methods of this name that a receiver of type `receiver` may have. What is said of sorted maps and sets, and of
/// a `VecDeque`, wins over what is said of all.
pub(crate) fn methods(receiver: &Ty, name: &str) -> Vec<&'static Method> {
    let mut fitting: Vec<&Method> = named(name).to_vec();
    fitting.retain(|method| head_matches(method.on, receiver));
    let own = |method: &Method| matches!(method.on, "BMap<K, V>" | "BSet<T>" | "Deque<T>");
    if fitting.len() > 1 && fitting.iter().any(|method| own(method)) {
        fitting.retain(|method| own(method));
    }
    fitting
}

/// The methods of this name, of any receiver.
pub(crate) fn named(name: &str) -> &'static [&'static Method] {
    static INDEX: LazyLock<HashMap<&str, Vec<&Method>>> = LazyLock::new(|| {
        let mut index: HashMap<_, Vec<_>> = HashMap::new();
        all().for_each(|method| index.entry(method.name).or_default().push(method));
        index
    });
    INDEX.get(name).map_or(&[], Vec::as_slice)
}

/// The methods that a receiver may have whose type is not visible: those that look at the value, or those of this name if all
/// are written alike. `fits` leaves out what the arguments rule out.
pub(crate) fn of_any(name: &str, fits: impl Fn(&Method) -> bool) -> Vec<&'static Method> {
    let mut fitting: Vec<_> =
        named(name).iter().copied().filter(|method| method.on != "own" && fits(method)).collect();
    if fitting.iter().any(|method| method.is_guessed()) {
        fitting.retain(|method| method.is_guessed());
    }
    let direct: Vec<_> =
        fitting.iter().copied().filter(|method| head_matches(method.on, &Ty::Unknown)).collect();
    match fitting.first() {
        _ if !direct.is_empty() => direct,
        Some(first) if fitting.iter().all(|method| method.on == first.on || method.same_python(first)) => {
            fitting
        }
        _ => Vec::new(),
    }
}

/// Every method.
pub(crate) fn all() -> impl Iterator<Item = &'static Method> {
    METHODS.iter().flat_map(|table| table.iter())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python::{Expr, Fill, expand, name};
    use crate::types::Types;

    struct Anything;

    impl Fill for Anything {
        fn hole(&mut self, index: usize) -> Expr {
            name(format!("a{index}"))
        }

        fn apply(&mut self, _: usize, arguments: Vec<Expr>) -> Expr {
            name("f").call(arguments)
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

    fn check(on: &'static str, what: &str, types: &'static str, form: &Form) {
        assert!(
            Signature::new(on, types, &mut Types::default()).is_some(),
            "the types of {on} {what}: {types}"
        );
        if let Form::Template(template) | Form::Update(template) | Form::Guard(_, template) = form {
            assert!(expand(template, &mut Anything).is_some(), "the template of {on} {what}: {template}");
        }
    }

    #[test]
    fn every_entry_is_well_formed() {
        all().for_each(|method| check(method.on, method.name, method.types, &method.python));
        functions().for_each(|function| check("", function.path, function.types, &function.python));
        for method in boxed::METHODS {
            check(method.on, method.name, method.types, &method.python);
            let same = |other: &&Method| {
                (other.on, other.name, other.types) == (method.on, method.name, method.types)
            };
            assert_eq!(all().filter(same).count(), 1, "{} {} {}", method.on, method.name, method.types);
        }
    }

    #[test]
    fn every_helper_that_a_template_names_exists() {
        let texts = all().map(|method| method.python.text()).chain(functions().map(|f| f.python.text()));
        for word in texts.flat_map(|text| text.split(|c: char| !c.is_alphanumeric() && c != '_')) {
            let known = gear_prelude::find(word).is_some();
            assert!(!word.starts_with("gear_") || known, "there is no helper `{word}`");
        }
    }
}
