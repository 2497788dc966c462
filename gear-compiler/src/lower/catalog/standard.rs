//! What the standard library has, type by type, and what the catalog says to each name.

use super::{function_named, instead_of, instead_of_path, methods, signature};
use crate::check::{constant_of, is_memory};
use crate::types::Ty;

/// The names: see the comment at its top.
const LIST: &str = include_str!("standard.txt");

/// The types of the list that the catalog calls otherwise.
const NAMES: &[(&str, &str)] = &[
    ("String", "str"),
    ("f64", "float"),
    ("Vec", "Vec<T>"),
    ("VecDeque", "Deque<T>"),
    ("HashMap", "Map<K, V>"),
    ("BTreeMap", "BMap<K, V>"),
    ("HashSet", "Set<T>"),
    ("BTreeSet", "BSet<T>"),
    ("Entry", "Entry<K, V>"),
    ("Option", "Option<T>"),
    ("Result", "Result<T, E>"),
    ("Iterator", "Iter<T>"),
];

/// What the catalog says to a name of the standard library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Yes,
    /// No, and what to write instead.
    No(&'static str),
    /// The catalog does not know it: a mistake in the list or in the catalog.
    Missing,
}

/// A method, function or constant of the standard library.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standard {
    /// The types or the module that have it, as the list says them: `i8 i16 i32 i64 isize`.
    pub(crate) owners: &'static str,
    pub(crate) name: &'static str,
    /// Whether it is called with a dot.
    pub(crate) is_method: bool,
    pub(crate) answer: Answer,
}

/// The whole list.
pub(crate) fn standard() -> impl Iterator<Item = Standard> {
    let mut owners = "";
    LIST.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).filter_map(move |line| {
        if let Some(head) = line.strip_prefix('[').and_then(|head| head.strip_suffix(']')) {
            owners = head;
            return None;
        }
        let (name, is_method) = line.strip_prefix("::").map_or((line, true), |name| (name, false));
        let said = owners.split(' ').map(|owner| answer(owner, name, is_method));
        // Of several types the one decides that has no answer.
        let answer = said.max_by_key(|answer| *answer == Answer::Missing).unwrap_or(Answer::Missing);
        Some(Standard { owners, name, is_method, answer })
    })
}

fn answer(owner: &'static str, name: &str, is_method: bool) -> Answer {
    if !is_method {
        let path = format!("{owner}::{name}");
        return match instead_of_path(owner, name) {
            _ if function_named(&path).is_some() => Answer::Yes,
            _ if constant_of(owner, name).is_some() || is_memory(&path) => Answer::Yes,
            Some(help) => Answer::No(help),
            None => Answer::Missing,
        };
    }
    let known = NAMES.iter().find(|(std, _)| *std == owner).map_or(owner, |(_, known)| *known);
    let ty = signature::receiver(known).unwrap_or(Ty::Unknown);
    match instead_of(&ty, name) {
        _ if ty == Ty::Unknown => Answer::Missing,
        _ if !methods(&ty, name).is_empty() => Answer::Yes,
        Some(help) => Answer::No(help),
        None => Answer::Missing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_the_standard_library_has_an_answer() {
        let missing: Vec<String> = standard()
            .filter(|entry| entry.answer == Answer::Missing)
            .map(|Standard { owners, name, is_method, .. }| {
                format!("{owners}{}{name}", if is_method { "." } else { "::" })
            })
            .collect();
        assert!(missing.is_empty(), "neither in the catalog nor refused: {missing:#?}");
    }

    #[test]
    fn the_list_is_sorted_and_says_nothing_twice() {
        let mut before: Option<(&str, bool, &str)> = None;
        for entry in standard() {
            let this = (entry.owners, entry.is_method, entry.name);
            if let Some(before) = before.filter(|before| before.0 == this.0) {
                assert!(before < this, "{before:?} stands before {this:?}");
            }
            before = Some(this);
        }
    }
}
