//! `{}` and `to_string` of a value whose type is not seen: in Python a helper looks at the value, which knows text, numbers
//! and `bool`. What another type makes of `{}` is not shipped, so rustc has to say that it is none, or the user.

use super::Checker;
use super::hir::{Expr, ExprKind};
use crate::diag::Code;
use crate::types::Ty;
use proc_macro2::Span;
use quote::quote_spanned;

/// A value that becomes text.
pub(super) struct Shown {
    ty: Ty,
    span: Span,
    /// The variable of the function around, if it is one.
    capture: Option<syn::Ident>,
}

impl Checker<'_> {
    /// Notes a value that becomes text; when all types are known, it is looked at.
    pub(super) fn note_shown(&mut self, value: &Expr) {
        // Of the parameters of a generic function, rustc asks it of the callers.
        if self.generic && self.types.shallow(&value.ty) == Ty::Unknown {
            return;
        }
        let capture = match &value.kind {
            ExprKind::Capture(name) => syn::parse_str::<syn::Ident>(name).ok(),
            ExprKind::Error(_) => return,
            _ => None,
        };
        self.shown.push(Shown { ty: value.ty.clone(), span: value.span, capture });
    }

    /// Asks rustc for the types that are still not known, or reports that they are not.
    pub(super) fn finish_shown(&mut self) {
        for Shown { ty, span, capture } in std::mem::take(&mut self.shown) {
            // Of an integer, its width does not matter.
            if self.types.resolve(&ty) != Ty::Unknown || self.types.is_integer(&ty) {
                continue;
            }
            if let Some(mut name) = capture {
                name.set_span(span);
                let private = &self.outside.private;
                self.outside.facts.variables.push(quote_spanned!(span=> #private::shown(&#name);));
            } else if self.diagnostics.is_empty() {
                let message = "the type that decides what `{}` writes is not known here";
                let help = "give the value a type first: `let value: String = ..;`";
                self.diagnostics.report_help(Code::UnknownType, span, message, help);
            }
        }
    }
}
