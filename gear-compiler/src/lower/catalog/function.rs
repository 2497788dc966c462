//! Functions: associated functions of the standard library and the server's own.

use super::Form;
use crate::lower::{Arguments, Lower, forms};
use crate::python;

/// A function, known by the last segments of its path.
#[derive(Debug)]
pub(crate) struct Function {
    /// For example `String::from` or `cmd::get`.
    pub(crate) path: &'static str,
    pub(crate) types: &'static str,
    pub(crate) python: Form,
}

const fn function(path: &'static str, types: &'static str, template: &'static str) -> Function {
    Function { path, types, python: Form::Template(template) }
}

/// A server command, called through `execute`.
const fn command(
    path: &'static str,
    types: &'static str,
    form: fn(&mut Lower<'_>, &mut Arguments<'_>) -> python::Expr,
) -> Function {
    Function { path, types, python: Form::Custom(form) }
}

/// All functions.
pub(crate) const FUNCTIONS: &[Function] = &[
    function("String::new", "() -> str", "''"),
    function("String::from", "(str) -> str", "{0}"),
    function("Vec::new", "() -> Vec<T>", "[]"),
    function("Vec::with_capacity", "(usize) -> Vec<T>", "[]"),
    function("HashMap::new", "() -> Map<K, V>", "{}"),
    function("BTreeMap::new", "() -> BMap<K, V>", "{}"),
    function("HashSet::new", "() -> Set<T>", "set()"),
    function("BTreeSet::new", "() -> BSet<T>", "set()"),
    function("hashtag", "() -> str", "hashtag()"),
    command("cmd::get", "(any) -> Option<str>", forms::command_text),
    command("cmd::set", "(any, any)", forms::command),
    command("cmd::hget", "(any, any) -> Option<str>", forms::command_text),
    command("cmd::hset", "(any, any, any) -> usize", forms::command),
    command("cmd::incr", "(any, any) -> isize", forms::command_incr),
    command("cmd::expire", "(any, i64) -> bool", forms::command_bool),
    command("cmd::del", "(any) -> usize", forms::command),
    command("cmd::exists", "(any) -> bool", forms::command_bool),
    command("cmd::xadd", "(any, any, Vec<(any, any)>) -> Option<str>", forms::command_xadd),
];

/// The function that a path names by its last two segments, or by its only one.
pub(crate) fn function_named(path: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.path == path)
}
