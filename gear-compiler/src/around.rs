//! Where the code stands that is compiled: how our crate is called there, and what else is declared.

use crate::surroundings::Surroundings;
use proc_macro2::TokenStream;
use quote::quote;

/// The place of one macro call.
#[derive(Clone)]
pub(crate) struct Around<'s> {
    krate: syn::Path,
    pub(crate) surroundings: Option<&'s Surroundings<'s>>,
}

impl<'s> Around<'s> {
    pub(crate) fn new(surroundings: Option<&'s Surroundings<'s>>) -> Self {
        Around { krate: syn::parse_quote!(::redis_gears), surroundings }
    }

    /// The same place, with another name for our crate.
    pub(crate) fn with_crate(&self, krate: Option<syn::Path>) -> Self {
        Around { krate: krate.unwrap_or_else(|| self.krate.clone()), ..*self }
    }

    /// The path of the private protocol, hygienic against whatever the user has in scope.
    pub(crate) fn private(&self) -> TokenStream {
        let krate = &self.krate;
        quote!(#krate::__private)
    }
}
