//! What a path names, by Rust's rules as far as sources tell them.

use super::file::Definition;
use super::{Place, Surroundings};

/// What a path leads to.
pub(super) enum Resolved {
    /// The item called `name` in a scope.
    Item {
        place: Place,
        name: String,
    },
    Module(Place),
    /// Something of another crate, by its path.
    Outside(Vec<String>),
    /// It is declared, and it cannot be told what it is.
    Unsure,
}

/// How a path is followed.
#[derive(Clone, Copy)]
struct Walk {
    /// How many imports more, so that none goes round in circles.
    steps: usize,
    /// Whether names may come from globs. The paths of globs themselves are followed without: each would ask all the others.
    globs: bool,
}

impl Surroundings<'_> {
    /// The item that a path names, seen from a place.
    pub(super) fn item(&self, from: &Place, path: &syn::Path) -> Option<(Place, Definition)> {
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        match self.resolved(from, &segments) {
            Resolved::Item { place, name } => {
                let file = self.sources.file(&place.file)?;
                let item = file.scopes[place.scope].item(&name)?;
                Some((place, item.definition.clone()))
            }
            _ => None,
        }
    }

    pub(super) fn resolved(&self, from: &Place, path: &[String]) -> Resolved {
        self.resolve(from, path, Walk { steps: 16, globs: true })
    }

    fn resolve(&self, from: &Place, path: &[String], walk: Walk) -> Resolved {
        let (Some(steps), Some((first, rest))) = (walk.steps.checked_sub(1), path.split_first()) else {
            return Resolved::Unsure;
        };
        let walk = Walk { steps, ..walk };
        let module = |found: Option<Place>| found.map_or(Resolved::Unsure, Resolved::Module);
        let mut found = match first.as_str() {
            "crate" => module(self.root(from)),
            "self" => module(self.module_of(from)),
            "super" => module(self.module_of(from).and_then(|module| self.parent(&module))),
            _ => match self.lexical(from, first, walk) {
                Some(found) => found,
                // What no scope declares is another crate, or in everybody's scope.
                None => return Resolved::Outside(path.to_vec()),
            },
        };
        for name in rest {
            found = match found {
                Resolved::Module(of) if name == "super" => module(self.parent(&of)),
                Resolved::Module(of) => {
                    self.declared(&of, name, walk, &mut Vec::new()).unwrap_or(Resolved::Unsure)
                }
                Resolved::Outside(mut path) => {
                    path.push(name.clone());
                    Resolved::Outside(path)
                }
                Resolved::Item { .. } | Resolved::Unsure => return Resolved::Unsure,
            };
        }
        found
    }

    /// A name in the scopes around a place. `None` if nobody declares it.
    fn lexical(&self, from: &Place, name: &str, walk: Walk) -> Option<Resolved> {
        let Some(file) = self.sources.file(&from.file) else { return Some(Resolved::Unsure) };
        let mut scope = from.scope;
        loop {
            let place = Place { scope, ..from.clone() };
            if let Some(found) = self.declared(&place, name, walk, &mut Vec::new()) {
                return Some(found);
            }
            match (&file.scopes[scope].module, file.scopes[scope].parent) {
                (None, Some(parent)) => scope = parent,
                _ => return None,
            }
        }
    }

    /// A name in one scope: declared there, imported by its name, or by a glob. `seen` are the scopes that were looked into.
    fn declared(&self, place: &Place, name: &str, walk: Walk, seen: &mut Vec<Place>) -> Option<Resolved> {
        let Some(file) = self.sources.file(&place.file) else { return Some(Resolved::Unsure) };
        let scope = &file.scopes[place.scope];
        if scope.has_item(name) {
            let item = || Resolved::Item { place: place.clone(), name: name.to_owned() };
            return Some(scope.item(name).map_or(Resolved::Unsure, |_| item()));
        }
        if let Some(child) = self.child(place, name) {
            return Some(Resolved::Module(child));
        }
        if let Some((_, path)) = scope.uses.iter().find(|(known, _)| known == name) {
            // `use name;` names another crate, not itself.
            let of_crate = path.first().is_some_and(|first| first == name);
            return Some(if of_crate {
                Resolved::Outside(path.clone())
            } else {
                self.resolve(place, path, walk)
            });
        }
        if !walk.globs {
            return None;
        }
        seen.push(place.clone());
        scope.globs.iter().find_map(|glob| match self.resolve(place, glob, Walk { globs: false, ..walk }) {
            Resolved::Module(module) if !seen.contains(&module) => self.declared(&module, name, walk, seen),
            _ => None,
        })
    }
}
