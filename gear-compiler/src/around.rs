//! Where the code stands that is compiled: how our crate is called there, and what else is declared.

use crate::surroundings::Surroundings;
use crate::syntax::path_at;
use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use std::rc::Rc;

/// The place of one macro call.
#[derive(Clone)]
pub(crate) struct Around<'s> {
    private: Private,
    pub(crate) surroundings: Option<&'s Surroundings<'s>>,
}

impl<'s> Around<'s> {
    pub(crate) fn new(surroundings: Option<&'s Surroundings<'s>>) -> Self {
        let krate = path_at(true, [Ident::new("redis_gears", Span::call_site())], Span::call_site());
        Around { private: Private::of(krate), surroundings }
    }

    /// The same place, with another name for our crate.
    pub(crate) fn with_crate(&self, krate: Option<syn::Path>) -> Self {
        let private = krate.map_or_else(|| self.private.clone(), Private::of);
        Around { private, ..*self }
    }

    pub(crate) fn private(&self) -> Private {
        self.private.clone()
    }
}

/// The path of the private protocol, hygienic against whatever the user has in scope.
///
/// It stands in most that is emitted: token by token it is cheaper to write than as a stream, which rustc would have to copy.
#[derive(Clone)]
pub(crate) struct Private(Rc<syn::Path>);

impl Private {
    /// That of the crate at a path.
    fn of(mut krate: syn::Path) -> Self {
        krate.segments.push(Ident::new("__private", Span::call_site()).into());
        Private(Rc::new(krate))
    }

    /// The same path at another place.
    pub(crate) fn at(&self, span: Span) -> Self {
        Private(Rc::new(self.path(None, span)))
    }

    /// The path of an item of the private protocol.
    pub(crate) fn with(&self, name: &str, span: Span) -> syn::Path {
        self.path(Some(Ident::new(name, span)), span)
    }

    fn path(&self, name: Option<Ident>, span: Span) -> syn::Path {
        let names = self.0.segments.iter().map(|segment| segment.ident.clone()).chain(name);
        path_at(self.0.leading_colon.is_some(), names, span)
    }
}

impl ToTokens for Private {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.0.to_tokens(tokens);
    }
}
