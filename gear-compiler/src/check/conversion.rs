//! What `?` makes of an error, and `into` of a value: a `From` of the user's own stays in Rust.

use super::Checker;
use crate::diag::Code;
use crate::syntax::last_name;
use crate::types::Ty;
use proc_macro2::{Span, TokenStream};
use quote::quote;

/// A value that becomes one of another type, decided when both are known.
pub(super) struct Conversion {
    from: Ty,
    into: Ty,
    span: Span,
    /// What to write instead.
    help: &'static str,
}

impl Checker<'_> {
    /// Notes that `?` leaves with an error of type `from`.
    pub(super) fn note_conversion(&mut self, from: &Ty, span: Span) {
        let result = self.results.last().map(|result| self.types.shallow(result));
        if let Some(Ty::Result(_, into)) = result {
            let help = "make it here: `.map_err(|error| ..)?`";
            self.conversions.push(Conversion { from: from.clone(), into: *into, span, help });
        }
    }

    /// Notes what `into` makes of a value.
    pub(super) fn note_into(&mut self, from: &Ty, into: &Ty, span: Span) {
        let help = "call it by its name: `Type::from(value)`, of a `#[gear] impl From`";
        self.conversions.push(Conversion { from: from.clone(), into: into.clone(), span, help });
    }

    pub(super) fn finish_conversions(&mut self) {
        for Conversion { from, into, span, help } in std::mem::take(&mut self.conversions) {
            let (from, into) = (self.types.resolve(&from), self.types.resolve(&into));
            match (&from, &into) {
                (Ty::Error, _) | (_, Ty::Error) => {}
                _ if into.own().is_none() && from.own().is_none() && !is_bytes_of_text(&from, &into) => {}
                (Ty::Unknown | Ty::Var(_), _) => {
                    let message = "whether this makes a value of another type is not known here";
                    let help = "say of which type it is: `.map_err(|error: ..| error)?`";
                    self.diagnostics.report_help(Code::UnknownType, span, message, help);
                }
                (_, Ty::Unknown | Ty::Var(_)) => {}
                (Ty::Named(a), Ty::Named(b)) if last_name(a) == last_name(b) => self.same_error(a, b, span),
                _ => {
                    let from = if from == Ty::error() { "an error".to_owned() } else { format!("`{from}`") };
                    let message = format!("the `From` that makes `{into}` of {from} here is not shipped");
                    self.diagnostics.report_help(Code::Value, span, message, help);
                }
            }
        }
    }

    /// rustc's word for it that two names are those of one type.
    fn same_error(&mut self, from: &str, into: &str, span: Span) {
        if from == into {
            return;
        }
        if let (Ok(from), Ok(into)) = (from.parse::<TokenStream>(), into.parse::<TokenStream>()) {
            self.outside.facts.add(span, quote!(|error: #from| { let _: #into = error; }));
        }
    }
}

fn is_bytes_of_text(from: &Ty, into: &Ty) -> bool {
    *from == Ty::Str && matches!(into, Ty::Bytes | Ty::List(_))
}
