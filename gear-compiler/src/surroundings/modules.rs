//! The files of a crate's modules.

use super::file::Scope;
use super::{Place, Surroundings};
use std::path::{Path, PathBuf};

/// The names of files that are the root of a crate, or the module of their folder.
const PROGRAM: [&str; 3] = ["main.rs", "lib.rs", "mod.rs"];
const LIBRARY: [&str; 3] = ["lib.rs", "main.rs", "mod.rs"];

impl Surroundings<'_> {
    /// The scope of the module around a place, itself if it is one.
    pub(super) fn module_of(&self, place: &Place) -> Option<Place> {
        let file = self.sources.file(&place.file)?;
        let mut scope = place.scope;
        while let (None, Some(parent)) = (&file.scopes[scope].module, file.scopes[scope].parent) {
            scope = parent;
        }
        Some(Place { scope, ..place.clone() })
    }

    /// The module around a module. `None` for the root of the crate.
    pub(super) fn parent(&self, module: &Place) -> Option<Place> {
        let file = self.sources.file(&module.file)?;
        if let Some(parent) = file.scopes[module.scope].parent {
            return self.module_of(&Place { scope: parent, ..module.clone() });
        }
        self.declared_in(&module.file).map(|(file, _)| Place { file, scope: 0 })
    }

    /// The root of the crate.
    pub(super) fn root(&self, place: &Place) -> Option<Place> {
        let mut module = self.module_of(place)?;
        // Every file is declared by one that is nearer to the root.
        for _ in 0..64 {
            match self.parent(&module) {
                Some(parent) => module = parent,
                None => return Some(module),
            }
        }
        None
    }

    /// The names from the root of the crate to a module.
    pub(super) fn path_of(&self, module: &Place) -> Option<Vec<String>> {
        let file = self.sources.file(&module.file)?;
        let own = match &file.scopes[module.scope].module {
            Some(name) => Some(name.clone()),
            None => self.declared_in(&module.file).map(|(_, name)| name),
        };
        let mut path = match self.parent(module) {
            Some(parent) => self.path_of(&parent)?,
            None => vec!["crate".to_owned()],
        };
        path.extend(own);
        Some(path)
    }

    /// The module of this name in a module.
    pub(super) fn child(&self, module: &Place, name: &str) -> Option<Place> {
        let file = self.sources.file(&module.file)?;
        let scope: &Scope = &file.scopes[module.scope];
        if let Some(inner) = scope.inner.get(name) {
            return Some(Place { scope: *inner, ..module.clone() });
        }
        if !scope.outer.iter().any(|outer| outer == name) {
            return None;
        }
        let folder = self.folder(module)?;
        let files = [folder.join(format!("{name}.rs")), folder.join(name).join("mod.rs")];
        let file = files.into_iter().find(|file| self.sources.file(file).is_some())?;
        Some(Place { file, scope: 0 })
    }

    /// The folder in which the files of a module's modules are.
    fn folder(&self, module: &Place) -> Option<PathBuf> {
        let file = self.sources.file(&module.file)?;
        let mut inline = Vec::new();
        let mut scope = &file.scopes[module.scope];
        while let (Some(name), Some(parent)) = (&scope.module, scope.parent) {
            inline.push(name);
            scope = &file.scopes[parent];
        }
        let mut folder = module.file.parent()?.to_owned();
        let of_its_folder = is_of_its_folder(&module.file) || self.declared_in(&module.file).is_none();
        if !of_its_folder {
            folder.push(module.file.file_stem()?);
        }
        folder.extend(inline.into_iter().rev());
        Some(folder)
    }

    /// The file that declares this one by `mod name;`, and the name. `None` for the root of a crate.
    fn declared_in(&self, file: &Path) -> Option<(PathBuf, String)> {
        let folder = file.parent()?;
        let (name, folder) = match is_of_its_folder(file) {
            true => (folder.file_name()?.to_str()?, folder.parent()?),
            false => (file.file_stem()?.to_str()?, folder),
        };
        let roots = if self.binary { PROGRAM } else { LIBRARY };
        // `a/b.rs` is declared in `a.rs` or by the file that stands for the folder `a`.
        let beside = folder.file_name().map(|_| folder.with_extension("rs"));
        let candidates = beside.into_iter().chain(roots.map(|root| folder.join(root)));
        let declares = |candidate: &PathBuf| {
            candidate != file
                && self
                    .sources
                    .file(candidate)
                    .is_some_and(|file| file.scopes[0].outer.iter().any(|outer| outer == name))
        };
        candidates.into_iter().find(declares).map(|declaring| (declaring, name.to_owned()))
    }
}

fn is_of_its_folder(file: &Path) -> bool {
    file.file_name().is_some_and(|name| name == "mod.rs")
}
