//! The items around the code that is compiled: the fields of other structs, the results of other functions.
//!
//! A macro sees its own tokens only. What else stands in the crate is read from its source files, as a reader would
//! find it: by the scope in which the code stands, by `mod` and by `use`. Nothing of it is believed: for each type
//! that the compiler takes from here it writes a check into the expansion, and rustc has the last word. What is not found
//! is unknown, as everything was before.

mod file;
mod modules;
mod parameters;
mod qualify;
mod resolve;

pub(crate) use parameters::Parameter;
pub(crate) use qualify::has_unknown;

pub use file::SourceFile;
pub(crate) use file::with_types_of;

use file::{Definition, Scope};
use qualify::Between;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where source files come from. The compiler itself opens none.
pub trait Sources {
    /// The file, read by [`SourceFile::parse`]. `None` if there is none, or if it is not Rust.
    fn file(&self, path: &Path) -> Option<Arc<SourceFile>>;
}

/// The crate in which the code stands that is compiled.
///
/// ```
/// use gear_compiler::{Compiler, surroundings::{SourceFile, Sources, Surroundings}};
/// use std::{path::Path, sync::Arc};
///
/// struct Only(&'static str);
/// impl Sources for Only {
///     fn file(&self, path: &Path) -> Option<Arc<SourceFile>> {
///         (path == Path::new("src/main.rs")).then(|| SourceFile::parse(self.0)).flatten().map(Arc::new)
///     }
/// }
///
/// let sources = Only("struct User { nick: Option<String> }");
/// let surroundings = Surroundings::new(&sources, "src/main.rs", true);
/// let gear = r#"KeysReader::<User>("user:*").filter(|r| r.value.nick.is_some_and(|nick| nick.len() > 3)).count().run()"#;
/// let output = Compiler::among(&surroundings).gear(gear.parse().unwrap());
/// assert!(output.diagnostics.is_empty());
/// ```
pub struct Surroundings<'s> {
    sources: &'s dyn Sources,
    file: PathBuf,
    binary: bool,
}

/// A scope of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    file: PathBuf,
    scope: usize,
}

/// A type as it can be written where it was asked for; `_` stands for what cannot.
pub(crate) type Seen = syn::Type;

/// What a function takes and gives.
pub(crate) struct Signature {
    /// `Self`, `&Self` or `&mut Self`, if it is a method.
    pub(crate) receiver: Option<&'static str>,
    pub(crate) inputs: Vec<Seen>,
    pub(crate) output: Seen,
    pub(crate) waits: bool,
    /// What the types in it may hang on.
    pub(crate) parameters: Vec<Parameter>,
}

#[derive(Default)]
struct Paths(Vec<syn::Path>);

impl syn::visit::Visit<'_> for Paths {
    fn visit_path(&mut self, path: &syn::Path) {
        self.0.push(path.clone());
        syn::visit::visit_path(self, path);
    }
}

/// The paths in a type.
pub(crate) fn paths_in(ty: &syn::Type) -> Vec<syn::Path> {
    let mut paths = Paths::default();
    syn::visit::Visit::visit_type(&mut paths, ty);
    paths.0
}

fn names(path: &syn::Path) -> Vec<String> {
    path.segments.iter().map(|segment| segment.ident.to_string()).collect()
}

/// A struct or an enum by what it is made of.
pub(crate) struct Derived {
    pub(crate) derives: Vec<String>,
    /// The types of its fields, those of all variants of an enum; `None` for one that cannot be written where it was asked for.
    pub(crate) fields: Vec<Option<Seen>>,
    pub(crate) is_enum: bool,
}

/// The module that a type stands in, where its `impl` blocks are looked for.
struct Home {
    /// Where it was asked for.
    here: Place,
    place: Place,
    file: Arc<SourceFile>,
    /// The type's name.
    name: String,
}

impl Home {
    fn scope(&self) -> &Scope {
        &self.file.scopes[self.place.scope]
    }
}

impl<'s> Surroundings<'s> {
    /// The surroundings of code in `file`; `binary` says that its crate is a program, if the file could be in a library too.
    pub fn new(sources: &'s dyn Sources, file: impl Into<PathBuf>, binary: bool) -> Self {
        Surroundings { sources, file: file.into(), binary }
    }

    /// The path of what a name stands for that is declared in another crate.
    pub(crate) fn outside(&self, line: usize, path: &syn::Path) -> Option<Vec<String>> {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        match self.resolved(&self.here(line)?, &names) {
            resolve::Resolved::Outside(path) => Some(path),
            _ => None,
        }
    }

    /// The type of a field of a struct, both as they are seen from a line.
    pub(crate) fn field(&self, line: usize, owner: &syn::Path, field: &str) -> Option<Seen> {
        let here = self.here(line)?;
        let (place, definition) = self.item(&here, owner)?;
        let Definition::Struct { fields, .. } = definition else { return None };
        let (_, ty) = fields.iter().find(|(name, _)| name == field)?;
        self.seen(ty, &place, &here, Some(owner))
    }

    /// The names of a struct's fields.
    pub(crate) fn fields(&self, line: usize, owner: &syn::Path) -> Option<Vec<String>> {
        let here = self.here(line)?;
        match self.item(&here, owner)? {
            (_, Definition::Struct { fields, .. }) => {
                Some(fields.into_iter().map(|(name, _)| name).collect())
            }
            _ => None,
        }
    }

    /// Whether a path names a struct or an enum of the crate.
    pub(crate) fn declares(&self, line: usize, path: &syn::Path) -> bool {
        let found = self.here(line).and_then(|here| self.item(&here, path));
        matches!(found, Some((_, Definition::Struct { .. } | Definition::Enum { .. })))
    }

    /// Whether a path names a trait of the crate.
    pub(crate) fn declares_trait(&self, line: usize, path: &syn::Path) -> bool {
        let found = self.here(line).and_then(|here| self.item(&here, path));
        matches!(found, Some((_, Definition::Trait)))
    }

    /// Whether values of a type are in those of another.
    pub(crate) fn is_within(&self, line: usize, part: &syn::Path, whole: &syn::Path) -> bool {
        let found = |path| {
            let here = self.here(line)?;
            match self.resolved(&here, &names(path)) {
                resolve::Resolved::Item { place, name } => Some((place, name)),
                _ => None,
            }
        };
        let (Some(part), Some(whole)) = (found(part), found(whole)) else { return false };
        let mut seen = vec![whole];
        let mut next = 0;
        while let Some((place, name)) = seen.get(next).cloned() {
            next += 1;
            if (&place, &name) == (&part.0, &part.1) {
                return true;
            }
            for path in self.types_in(&place, &name) {
                if let resolve::Resolved::Item { place, name } = self.resolved(&place, &names(&path))
                    && !seen.contains(&(place.clone(), name.clone()))
                {
                    seen.push((place, name));
                }
            }
        }
        false
    }

    /// The paths in the types of a struct's or an enum's fields.
    fn types_in(&self, place: &Place, name: &str) -> Vec<syn::Path> {
        let Some(file) = self.sources.file(&place.file) else { return Vec::new() };
        let fields: Vec<&str> = match file.scopes[place.scope].item(name).map(|item| &item.definition) {
            Some(Definition::Struct { fields, .. }) => fields.iter().map(|(_, ty)| ty.as_str()).collect(),
            Some(Definition::Enum { variants, .. }) => {
                variants.iter().flat_map(|(_, fields)| fields).map(|(_, ty)| ty.as_str()).collect()
            }
            Some(Definition::Alias { ty, .. }) => vec![ty],
            _ => Vec::new(),
        };
        let types = fields.into_iter().filter_map(|ty| syn::parse_str(ty).ok());
        types.flat_map(|ty| paths_in(&ty)).collect()
    }

    /// Whether a type is an enum.
    pub(crate) fn is_enum(&self, line: usize, owner: &syn::Path) -> bool {
        let item = self.here(line).and_then(|here| self.item(&here, owner));
        matches!(item, Some((_, Definition::Enum { .. })))
    }

    /// What a type derives, and what is in it.
    pub(crate) fn derived(&self, line: usize, owner: &syn::Path) -> Option<Derived> {
        let here = self.here(line)?;
        let (place, definition) = self.item(&here, owner)?;
        let seen = |ty: &String| self.seen(ty, &place, &here, Some(owner));
        Some(match definition {
            Definition::Struct { fields, derives } => {
                let fields = fields.iter().map(|(_, ty)| seen(ty)).collect();
                Derived { derives, fields, is_enum: false }
            }
            Definition::Enum { variants, derives } => {
                let fields = variants.iter().flat_map(|(_, fields)| fields).map(|(_, ty)| seen(ty)).collect();
                Derived { derives, fields, is_enum: true }
            }
            _ => return None,
        })
    }

    /// How many fields a variant of an enum has.
    pub(crate) fn variant_fields(&self, line: usize, owner: &syn::Path, variant: &str) -> Option<usize> {
        let here = self.here(line)?;
        let (_, Definition::Enum { variants, .. }) = self.item(&here, owner)? else { return None };
        variants.iter().find(|(name, _)| name == variant).map(|(_, fields)| fields.len())
    }

    /// The type of a field of a variant of an enum.
    pub(crate) fn variant(&self, line: usize, owner: &syn::Path, variant: &str, field: &str) -> Option<Seen> {
        let here = self.here(line)?;
        let (place, definition) = self.item(&here, owner)?;
        let Definition::Enum { variants, .. } = definition else { return None };
        let (_, fields) = variants.iter().find(|(name, _)| name == variant)?;
        let (_, ty) = fields.iter().find(|(name, _)| name == field)?;
        self.seen(ty, &place, &here, Some(owner))
    }

    /// The type of a constant or static.
    pub(crate) fn value(&self, line: usize, path: &syn::Path) -> Option<Seen> {
        let here = self.here(line)?;
        match self.item(&here, path)? {
            (place, Definition::Value { ty, .. }) => self.seen(&ty, &place, &here, None),
            _ => None,
        }
    }

    /// Whether a static that is a `LazyLock` is under `#[gear]`.
    pub(crate) fn lazy(&self, line: usize, path: &syn::Path) -> Option<bool> {
        let here = self.here(line)?;
        match self.item(&here, path)? {
            (_, Definition::Value { lazy, .. }) => lazy,
            _ => None,
        }
    }

    /// The module that a type stands in.
    fn home(&self, line: usize, owner: &syn::Path) -> Option<Home> {
        let here = self.here(line)?;
        let (place, _) = self.item(&here, owner)?;
        let file = self.sources.file(&place.file)?;
        Some(Home { here, place, file, name: owner.segments.last()?.ident.to_string() })
    }

    /// The type of a type's own constant. It stands in an `impl` in the type's own module.
    pub(crate) fn associated_value(&self, line: usize, owner: &syn::Path, name: &str) -> Option<Seen> {
        let home = self.home(line, owner)?;
        let ty = home.scope().constant(&home.name, name)?;
        self.seen(ty, &home.place, &home.here, Some(owner))
    }

    /// The type of a variable of the function around a line.
    pub(crate) fn variable(&self, line: usize, name: &str) -> Option<Seen> {
        let here = self.here(line)?;
        let file = self.sources.file(&here.file)?;
        let ty = file.scopes[here.scope].variable(name)?;
        // `impl Trait` has a name nowhere else.
        self.seen(ty, &here, &here, None).filter(|ty| !matches!(ty, syn::Type::ImplTrait(_)))
    }

    /// What a function takes and gives.
    pub(crate) fn function(&self, line: usize, path: &syn::Path) -> Option<Signature> {
        let here = self.here(line)?;
        match self.item(&here, path)? {
            (place, Definition::Function(function)) => self.signature(&function, &place, &here, None),
            _ => None,
        }
    }

    /// What a function or method of a type takes and gives. It stands in an `impl` in the type's own module, of the type alone or of a
    /// trait.
    pub(crate) fn associated(&self, line: usize, owner: &syn::Path, name: &str) -> Option<Signature> {
        let home = self.home(line, owner)?;
        let mut found: Vec<_> = home.scope().associated(&home.name, name).collect();
        if found.is_empty() {
            found.extend(home.scope().implemented(&home.name, name));
        }
        let mut found = found.into_iter();
        match (found.next(), found.next()) {
            (Some(function), None) => self.signature(function, &home.place, &home.here, Some(owner)),
            _ => None,
        }
    }

    /// The operator of a type, if there is one `impl` of the trait, in the type's own module, and that is under `#[gear]`.
    pub(crate) fn operator(&self, line: usize, owner: &syn::Path, of_trait: &str) -> Option<Signature> {
        let home = self.home(line, owner)?;
        let mut found = home.scope().blocks(&home.name, of_trait);
        match (found.next(), found.next()) {
            (Some(only), None) if only.shipped => {
                self.signature(&only.function, &home.place, &home.here, Some(owner))
            }
            _ => None,
        }
    }

    /// Where the first `impl` block of a trait for a type stands, in the type's own module.
    pub(crate) fn first_block(&self, line: usize, owner: &syn::Path, of_trait: &str) -> Option<usize> {
        let home = self.home(line, owner)?;
        home.scope().blocks(&home.name, of_trait).next().map(|first| first.line)
    }

    /// What an alias stands for.
    pub(crate) fn alias(&self, line: usize, ty: &syn::Type) -> Option<Seen> {
        let here = self.here(line)?;
        let syn::Type::Path(path) = ty else { return None };
        match self.item(&here, &path.path)? {
            (_, Definition::Alias { .. }) => self.qualified(ty, &here, &here, None),
            _ => None,
        }
    }

    /// What a function of a type that is not a trait's takes the value as, if it has one of this name.
    pub(crate) fn own(&self, line: usize, owner: &syn::Path, name: &str) -> Option<Option<&'static str>> {
        let home = self.home(line, owner)?;
        let function = home.scope().associated(&home.name, name).next()?;
        Some(function.receiver)
    }

    fn signature(
        &self,
        function: &file::Function,
        place: &Place,
        here: &Place,
        owner: Option<&syn::Path>,
    ) -> Option<Signature> {
        let names = parameters::names(function.parameters.as_ref()?);
        let between = Between::of_function(place, here, owner, &names);
        let parameters = self.parameters(function.parameters.as_ref()?, &between)?;
        let mut inputs = Vec::new();
        for ty in &function.inputs {
            // An argument of an unknown type is left to inference, which cannot guess what has only bounds.
            inputs.push(self.between(&syn::parse_str(ty).ok()?, &between)?);
        }
        let output = self.between(&syn::parse_str(&function.output).ok()?, &between)?;
        // Inside of an item for the check, no type can have been left open, and none can be of a trait alone.
        let closed = |ty: &Seen| !has_unknown(ty) && !matches!(ty, syn::Type::ImplTrait(_));
        let checkable = parameters.is_empty() || inputs.iter().chain([&output]).all(closed);
        if !checkable || matches!(output, syn::Type::Infer(_)) {
            return None;
        }
        Some(Signature { receiver: function.receiver, inputs, output, waits: function.waits, parameters })
    }

    /// The innermost scope around a line of the file.
    fn here(&self, line: usize) -> Option<Place> {
        let file = self.sources.file(&self.file)?;
        let inside = |scope: &Scope| scope.lines.contains(&line);
        // A scope comes after those around it.
        let scope = file.scopes.iter().rposition(inside).unwrap_or(0);
        Some(Place { file: self.file.clone(), scope })
    }

    /// The written type, as it can be written at `here`. `None` if nothing of it can.
    fn seen(&self, ty: &str, place: &Place, here: &Place, owner: Option<&syn::Path>) -> Option<Seen> {
        let ty = syn::parse_str::<syn::Type>(ty).ok()?;
        self.qualified(&ty, place, here, owner).filter(|ty| !matches!(ty, syn::Type::Infer(_)))
    }
}
