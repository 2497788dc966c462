//! Parts of what changes only by getting another value: of tuples, which Python does not change, and of variants, which a clone
//! shares.

use super::Lower;
use super::expr::updated;
use crate::check::hir::{self, ExprKind, PartPlace, Pattern, Payload, PayloadPart};
use crate::diag::Code;
use crate::python::{Expr, StmtKind};
use crate::types::Ty;

impl Lower<'_> {
    /// Whether a place is a part of a tuple, which Python does not change, or of a variant, which others may share.
    pub(super) fn is_part(&self, target: &hir::Expr) -> bool {
        match &self.meant(target).kind {
            ExprKind::TupleField(base, _) => !self.is_newtype(base),
            ExprKind::Payload(..) => true,
            _ => false,
        }
    }

    /// A new tuple or variant takes the place of the one that has the part. `value` makes the new part from the old.
    pub(super) fn replace_part(&mut self, target: &hir::Expr, value: impl FnOnce(&mut Self, Expr) -> Expr) {
        let (ExprKind::TupleField(base, _) | ExprKind::Payload(base, _)) = &target.kind else { return };
        let (written, base) = (&**base, &*self.meant(base));
        let whole = if self.is_part(base) {
            self.value(base)
        } else {
            let place = self.place_of(base);
            self.settled(place)
        };
        let new = match &target.kind {
            ExprKind::Payload(_, part) => {
                let new = value(self, payload(whole.clone(), part));
                with_payload(&whole, part, new)
            }
            ExprKind::TupleField(_, index) => {
                let Some(count) = self.count_of_parts(written) else { return };
                let part = |i: usize| whole.clone().subscript(Expr::Int(i as i128));
                let new = value(self, part(*index));
                Expr::Tuple((0..count).map(|i| if i == *index { new.clone() } else { part(i) }).collect())
            }
            _ => return,
        };
        if self.is_part(base) {
            return self.store(base, new);
        }
        self.push(StmtKind::Assign(whole, new));
    }

    /// How many parts a tuple has. `None` after an error.
    fn count_of_parts(&mut self, tuple: &hir::Expr) -> Option<usize> {
        match self.ty(tuple) {
            Ty::Tuple(items) => Some(items.len()),
            // What it is was refused before.
            Ty::Error => None,
            _ => {
                self.error(
                    Code::UnknownType,
                    tuple.span,
                    "the type of this tuple is not known here",
                    "give it a type first: `let mut pair: (i64, i64) = ..;`, or make a new value: `pair = Pair(..);`",
                );
                None
            }
        }
    }
}

/// The parts of a variant's pattern, with where they are.
pub(super) fn payload_places<'p>(
    variant: &str,
    payload: &'p Payload<Pattern>,
) -> Vec<(PayloadPart, &'p Pattern)> {
    let at = |place| PayloadPart { variant: variant.to_owned(), place };
    match payload {
        Payload::None => Vec::new(),
        Payload::Tuple(parts) if parts.len() == 1 => {
            parts.iter().map(|part| (at(PartPlace::Whole), part)).collect()
        }
        Payload::Tuple(parts) => {
            let place = |index| at(PartPlace::Item { index, count: parts.len() });
            parts.iter().enumerate().map(|(index, part)| (place(index), part)).collect()
        }
        Payload::Struct(fields) => {
            fields.iter().map(|(name, part)| (at(PartPlace::Field(name.clone())), part)).collect()
        }
    }
}

/// A part of what is in a variant.
pub(super) fn payload(value: Expr, part: &PayloadPart) -> Expr {
    let data = value.subscript(Expr::Str(part.variant.clone()));
    match &part.place {
        PartPlace::Whole => data,
        PartPlace::Item { index, .. } => data.subscript(Expr::Int(*index as i128)),
        PartPlace::Field(name) => data.subscript(Expr::Str(name.clone())),
    }
}

/// The variant with another part.
fn with_payload(value: &Expr, part: &PayloadPart, new: Expr) -> Expr {
    let data = || value.clone().subscript(Expr::Str(part.variant.clone()));
    let data = match &part.place {
        PartPlace::Whole => new,
        PartPlace::Item { index, count } => {
            let item = |i: usize| data().subscript(Expr::Int(i as i128));
            Expr::List((0..*count).map(|i| if i == *index { new.clone() } else { item(i) }).collect())
        }
        PartPlace::Field(name) => updated(data(), vec![(name.clone(), new)]),
    };
    Expr::Dict(vec![(Expr::Str(part.variant.clone()), data)])
}
