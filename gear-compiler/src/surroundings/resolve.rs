//! What a path names, by Rust's rules as far as sources tell them.

use super::file::Definition;
use super::{Place, Surroundings};

/// How far imports are followed.
const STEPS: usize = 16;

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
}

impl Surroundings<'_> {
    /// The item that a path names, seen from a place.
    pub(super) fn item(&self, from: &Place, path: &syn::Path) -> Option<(Place, Definition)> {
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        match self.resolve(from, &segments, STEPS)? {
            Resolved::Item { place, name } => {
                let file = self.sources.file(&place.file)?;
                let item = file.scopes[place.scope].item(&name)?;
                Some((place, item.definition.clone()))
            }
            _ => None,
        }
    }

    pub(super) fn resolved(&self, from: &Place, path: &[String]) -> Option<Resolved> {
        self.resolve(from, path, STEPS)
    }

    fn resolve(&self, from: &Place, path: &[String], steps: usize) -> Option<Resolved> {
        let steps = steps.checked_sub(1)?;
        let (first, rest) = path.split_first()?;
        let mut found = match first.as_str() {
            "crate" => Resolved::Module(self.root(from)?),
            "self" => Resolved::Module(self.module_of(from)?),
            "super" => Resolved::Module(self.parent(&self.module_of(from)?)?),
            _ => match self.lexical(from, first, steps)? {
                Some(found) => found,
                // What no scope declares is another crate, or in nobody's scope.
                None => return Some(Resolved::Outside(path.to_vec())),
            },
        };
        for name in rest {
            found = match found {
                Resolved::Module(module) if name == "super" => Resolved::Module(self.parent(&module)?),
                Resolved::Module(module) => self.inside(&module, name, steps)?,
                Resolved::Outside(mut path) => {
                    path.push(name.clone());
                    Resolved::Outside(path)
                }
                Resolved::Item { .. } => return None,
            };
        }
        Some(found)
    }

    /// A name in the scopes around a place. `None` if it is declared and yet unknown, `Some(None)` if nobody declares it.
    fn lexical(&self, from: &Place, name: &str, steps: usize) -> Option<Option<Resolved>> {
        let file = self.sources.file(&from.file)?;
        let mut scope = from.scope;
        loop {
            let place = Place { scope, ..from.clone() };
            if let Some(found) = self.declared(&place, name, steps)? {
                return Some(Some(found));
            }
            match (&file.scopes[scope].module, file.scopes[scope].parent) {
                (None, Some(parent)) => scope = parent,
                _ => return Some(None),
            }
        }
    }

    /// A name in a module.
    fn inside(&self, module: &Place, name: &str, steps: usize) -> Option<Resolved> {
        self.declared(module, name, steps)?
    }

    /// A name in one scope: declared there, imported by its name, or by a glob.
    fn declared(&self, place: &Place, name: &str, steps: usize) -> Option<Option<Resolved>> {
        let file = self.sources.file(&place.file)?;
        let scope = &file.scopes[place.scope];
        if scope.has_item(name) {
            let found = Resolved::Item { place: place.clone(), name: name.to_owned() };
            return scope.item(name).map(|_| Some(found));
        }
        if let Some(child) = self.child(place, name) {
            return Some(Some(Resolved::Module(child)));
        }
        if let Some((_, path)) = scope.uses.iter().find(|(known, _)| known == name) {
            return self.imported(place, name, path, steps).map(Some);
        }
        for glob in &scope.globs {
            if let Some(Resolved::Module(module)) = self.resolve(place, glob, steps)
                && module != *place
                && let Some(Some(found)) = self.declared(&module, name, steps.checked_sub(1)?)
            {
                return Some(Some(found));
            }
        }
        Some(None)
    }

    /// What `use path` brings in. `use name;` names another crate's item, not itself.
    fn imported(&self, place: &Place, name: &str, path: &[String], steps: usize) -> Option<Resolved> {
        let first = path.first()?;
        if first == name {
            return Some(Resolved::Outside(path.to_vec()));
        }
        self.resolve(place, path, steps)
    }
}
