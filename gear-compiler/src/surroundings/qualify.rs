//! A type that is written in one place, as it is written in another.

use super::file::Definition;
use super::resolve::Resolved;
use super::{Place, Seen, Surroundings};
use crate::types::{is_familiar, parts_mut};
use syn::punctuated::Punctuated;
use syn::{GenericArgument, PathArguments, Token, Type, TypeParamBound};

/// How deep aliases may lead.
const ALIASES: usize = 16;

/// Types of our crate that mean something at certain places only: a type of the user may have the same name.
const OURS: [&str; 2] = ["Open", "State"];

/// Whose names are in a type, and where it will stand.
pub(super) struct Between<'p> {
    pub(super) place: &'p Place,
    here: &'p Place,
    /// What `Self` stands for, as it is written at `here`.
    owner: Option<&'p syn::Path>,
    /// The parameters of an alias or function, and what they stand for at `here`.
    parameters: &'p [(String, Type)],
    aliases: usize,
}

impl<'p> Between<'p> {
    /// Between where a function stands and where it is called; its type parameters have these names there.
    pub(super) fn of_function(
        place: &'p Place,
        here: &'p Place,
        owner: Option<&'p syn::Path>,
        parameters: &'p [(String, Type)],
    ) -> Self {
        Between { place, here, owner, parameters, aliases: ALIASES }
    }
}

impl Surroundings<'_> {
    /// The type, as it can be written at `here`; `_` for each part of it that cannot.
    pub(super) fn qualified(
        &self,
        ty: &Type,
        place: &Place,
        here: &Place,
        owner: Option<&syn::Path>,
    ) -> Option<Seen> {
        self.between(ty, &Between { place, here, owner, parameters: &[], aliases: ALIASES })
    }

    /// `None` for a type in which no `_` may stand.
    pub(super) fn between(&self, ty: &Type, between: &Between<'_>) -> Option<Type> {
        let mut ty = ty.clone();
        match &mut ty {
            Type::Paren(inner) => return self.between(&inner.elem, between),
            Type::Group(inner) => return self.between(&inner.elem, between),
            Type::Path(path) if path.qself.is_none() => return self.path(&path.path, between),
            Type::ImplTrait(implemented) if is_known(&implemented.bounds) => return self.bounds(ty, between),
            Type::TraitObject(object) if is_known(&object.bounds) => return self.bounds(ty, between),
            Type::ImplTrait(_) => return None,
            Type::FnPtr(function) if function.unsafety.is_none() && function.abi.is_none() => {
                return Some(self.bounds(ty, between).unwrap_or_else(unknown));
            }
            Type::Array(array) if !matches!(array.len, syn::Expr::Lit(_)) => return Some(unknown()),
            Type::Reference(reference) => reference.lifetime = None,
            Type::Slice(_) | Type::Array(_) | Type::Tuple(_) => {}
            _ => return Some(unknown()),
        }
        for part in parts_mut(&mut ty) {
            *part = self.between(part, between)?;
        }
        Some(ty)
    }

    /// `impl Iterator<Item = T>` and `impl Fn(A) -> B`: their parts are all known, or they are not.
    fn bounds(&self, mut ty: Type, between: &Between<'_>) -> Option<Type> {
        for part in parts_mut(&mut ty) {
            *part = self.between(part, between).filter(|part| !has_unknown(part))?;
        }
        Some(ty)
    }

    fn path(&self, path: &syn::Path, between: &Between<'_>) -> Option<Type> {
        if path.is_ident("Self") {
            return Some(between.owner.map_or_else(unknown, of_path));
        }
        let parameter =
            path.get_ident().and_then(|name| between.parameters.iter().find(|(known, _)| name == known));
        if let Some((_, meant)) = parameter {
            return Some(meant.clone());
        }
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        match self.resolved(between.place, &names) {
            Resolved::Outside(outside) => self.familiar(path, &outside, between),
            Resolved::Item { place, name } => {
                let file = self.sources.file(&place.file)?;
                match &file.scopes[place.scope].item(&name)?.definition {
                    Definition::Alias { parameters, ty } => {
                        self.alias_of(path, parameters, ty, &place, between)
                    }
                    Definition::Struct { .. } | Definition::Enum { .. } if !is_familiar(&name) => Some(
                        self.name_at(&place, &name, between.here).map_or_else(unknown, |path| of_path(&path)),
                    ),
                    _ => Some(unknown()),
                }
            }
            _ => Some(unknown()),
        }
    }

    /// A type of another crate: of those that the compiler knows by their names, with its arguments.
    fn familiar(&self, written: &syn::Path, outside: &[String], between: &Between<'_>) -> Option<Type> {
        if !outside.last().is_some_and(|last| is_familiar(last) || OURS.contains(&last.as_str())) {
            return Some(unknown());
        }
        let mut path: syn::Path = syn::parse_str(&outside.join("::")).ok()?;
        let mut arguments = written.segments.last()?.arguments.clone();
        if let PathArguments::AngleBracketed(list) = &mut arguments {
            let (types, others): (Vec<_>, Vec<_>) = list
                .args
                .clone()
                .into_iter()
                .partition(|argument| matches!(argument, GenericArgument::Type(_)));
            if others.iter().any(|other| !matches!(other, GenericArgument::Lifetime(_))) {
                return Some(unknown());
            }
            list.args = types.into_iter().collect();
            for argument in &mut list.args {
                if let GenericArgument::Type(ty) = argument {
                    *ty = self.between(ty, between)?;
                }
            }
        }
        path.segments.last_mut()?.arguments = arguments;
        Some(of_path(&path))
    }

    /// What an alias stands for, with its arguments in place of its parameters.
    fn alias_of(
        &self,
        written: &syn::Path,
        parameters: &[String],
        ty: &str,
        place: &Place,
        between: &Between<'_>,
    ) -> Option<Type> {
        let Some(aliases) = between.aliases.checked_sub(1) else { return Some(unknown()) };
        let mut arguments = Vec::new();
        if let PathArguments::AngleBracketed(list) = &written.segments.last()?.arguments {
            for argument in &list.args {
                if let GenericArgument::Type(ty) = argument {
                    arguments.push(self.between(ty, between)?);
                }
            }
        }
        if arguments.len() != parameters.len() {
            return Some(unknown());
        }
        let parameters: Vec<_> = parameters.iter().cloned().zip(arguments).collect();
        let inner = Between { place, here: between.here, owner: None, parameters: &parameters, aliases };
        self.between(&syn::parse_str(ty).ok()?, &inner)
    }

    /// How an item of a scope is named at `here`: by its name where that leads there, else from the root of the crate.
    fn name_at(&self, place: &Place, name: &str, here: &Place) -> Option<syn::Path> {
        let leads = |path: &[String]| match self.resolved(here, path) {
            Resolved::Item { place: found, name: known } => found == *place && known == name,
            _ => false,
        };
        let short = [name.to_owned()];
        if leads(&short) {
            return syn::parse_str(name).ok();
        }
        let module = self.module_of(place).filter(|module| module == place)?;
        let file = self.sources.file(&place.file)?;
        if !file.scopes[place.scope].item(name)?.public && !self.is_around(&module, here) {
            return None;
        }
        let mut path = self.path_of(&module)?;
        path.push(name.to_owned());
        syn::parse_str(&path.join("::")).ok()
    }

    /// Whether a module is one of those around a place: then its private items are seen there.
    fn is_around(&self, module: &Place, here: &Place) -> bool {
        let mut around = self.module_of(here);
        while let Some(current) = around {
            if current == *module {
                return true;
            }
            around = self.parent(&current);
        }
        false
    }
}

/// Whether these are the bounds of an iterator, a function or a future alone.
fn is_known(bounds: &Punctuated<TypeParamBound, Token![+]>) -> bool {
    let known = ["Iterator", "Fn", "FnMut", "FnOnce", "Future"];
    match bounds.first() {
        Some(TypeParamBound::Trait(bound)) if bounds.len() == 1 => {
            bound.path.segments.last().is_some_and(|last| known.iter().any(|name| last.ident == name))
        }
        _ => false,
    }
}

fn unknown() -> Type {
    syn::parse_quote!(_)
}

fn of_path(path: &syn::Path) -> Type {
    Type::Path(syn::TypePath { attrs: Vec::new(), qself: None, path: path.clone() })
}

/// Whether `_` is in a type.
pub(crate) fn has_unknown(ty: &Type) -> bool {
    quote::ToTokens::to_token_stream(ty).to_string().split_whitespace().any(|token| token == "_")
}
