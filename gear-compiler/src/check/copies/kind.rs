//! Which values Rust copies where they are used: by the derives of the crate's own types.

use crate::check::Checker;
use crate::surroundings::Derived;
use crate::types::{Shape, Ty};

/// What using a value of a type is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::check) enum Kind {
    /// Python cannot change it: sharing it is copying it.
    Unchanging,
    /// It is copied.
    Copies,
    /// It moves.
    Moves,
    /// An array or a `Vec`, or a type that is not seen: it is copied where Rust would not let it move.
    Either,
}

impl Kind {
    /// That of a value with two parts.
    fn and(self, other: Kind) -> Kind {
        match (self, other) {
            (Kind::Moves, _) | (_, Kind::Moves) => Kind::Moves,
            (Kind::Either, _) | (_, Kind::Either) => Kind::Either,
            (Kind::Unchanging, Kind::Unchanging) => Kind::Unchanging,
            _ => Kind::Copies,
        }
    }

    fn all(kinds: impl Iterator<Item = Kind>) -> Kind {
        kinds.fold(Kind::Unchanging, Kind::and)
    }
}

impl Checker<'_> {
    pub(super) fn kind_of(&mut self, ty: &Ty) -> Kind {
        let ty = self.types.in_python(ty);
        self.kind(&ty, &mut Vec::new())
    }

    /// `inside` are the types in which this one stands: one may be in itself.
    fn kind(&mut self, ty: &Ty, inside: &mut Vec<String>) -> Kind {
        match ty {
            ty if ty.is_immutable() => Kind::Unchanging,
            Ty::List(item) => match self.kind(item, inside) {
                Kind::Moves => Kind::Moves,
                _ => Kind::Either,
            },
            Ty::Option(item) | Ty::Reverse(item) => self.kind(item, inside).and(Kind::Unchanging),
            Ty::Result(ok, err) => self.kind(ok, inside).and(self.kind(err, inside)),
            Ty::Tuple(items) => Kind::all(items.iter().map(|item| self.kind(item, inside))),
            ty if *ty == Ty::error() => Kind::Unchanging,
            Ty::Named(name) if inside.contains(name) => Kind::Moves,
            Ty::Named(name) => {
                inside.push(name.clone());
                let kind = self.kind_of_own(ty, name, inside);
                inside.pop();
                kind
            }
            Ty::Unknown | Ty::Var(_) => Kind::Either,
            _ => Kind::Moves,
        }
    }

    /// That of a type of the crate.
    fn kind_of_own(&mut self, ty: &Ty, name: &str, inside: &mut Vec<String>) -> Kind {
        if let Some(known) = self.kinds_known.get(name) {
            return *known;
        }
        let kind = match self.derived(name) {
            None => Kind::Either,
            Some(own) => {
                let parts = Kind::all(own.fields.iter().map(|field| self.kind_of_field(field, inside)));
                let by_position = own.is_enum || matches!(self.types.shape_of(ty), Some(Shape::Tuple));
                if parts == Kind::Unchanging && !by_position {
                    self.types.flat(name);
                }
                match parts {
                    _ if !own.derives.iter().any(|derived| derived == "Copy") => Kind::Moves,
                    Kind::Unchanging if by_position => Kind::Unchanging,
                    _ => Kind::Copies,
                }
            }
        };
        self.kinds_known.insert(name.to_owned(), kind);
        kind
    }

    pub(in crate::check) fn derived(&self, name: &str) -> Option<Derived> {
        let path = syn::parse_str::<syn::Path>(name).ok()?;
        self.surroundings?.derived(self.line, &path)
    }

    fn kind_of_field(&mut self, field: &Option<syn::Type>, inside: &mut Vec<String>) -> Kind {
        let Some(field) = field else { return Kind::Either };
        let ty = self.seen(field);
        let ty = self.types.in_python(&ty);
        self.kind(&ty, inside)
    }
}
