//! What is done with the formatter of a `fmt`, and where it is left early.

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Block, Ident};

/// How often the formatter is mentioned, and how often a function is left by `?` and `return`. What closures do for themselves does not
/// count.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Uses {
    pub(super) formatter: usize,
    pub(super) tries: usize,
    pub(super) returns: usize,
}

impl Uses {
    /// Those in a block, where the formatter is called `f`.
    pub(super) fn of(block: &Block, f: &Ident) -> Self {
        let mut found = Finder { f, uses: Uses::default(), closures: 0 };
        found.visit_block(block);
        found.uses
    }
}

struct Finder<'f> {
    f: &'f Ident,
    uses: Uses,
    closures: usize,
}

impl Finder<'_> {
    fn tokens(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Ident(name) if name == *self.f => self.uses.formatter += 1,
                TokenTree::Ident(name) if name == "return" => self.uses.returns += 1,
                TokenTree::Punct(mark) if mark.as_char() == '?' => self.uses.tries += 1,
                TokenTree::Literal(text) if is_shown_in(self.f, &text.to_string()) => {
                    self.uses.formatter += 1
                }
                _ => {}
            }
        }
    }
}

/// Whether a format names the formatter: `"{f}"`.
fn is_shown_in(f: &Ident, format: &str) -> bool {
    format.contains(&format!("{{{f}}}")) || format.contains(&format!("{{{f}:"))
}

impl Visit<'_> for Finder<'_> {
    fn visit_ident(&mut self, name: &Ident) {
        self.uses.formatter += usize::from(name == self.f);
    }

    // Fields and methods are other names.
    fn visit_member(&mut self, _: &syn::Member) {}

    fn visit_expr_method_call(&mut self, call: &syn::ExprMethodCall) {
        self.visit_expr(&call.receiver);
        call.args.iter().for_each(|argument| self.visit_expr(argument));
    }

    fn visit_field_pat(&mut self, field: &syn::FieldPat) {
        self.visit_pat(&field.pat);
    }

    fn visit_macro(&mut self, call: &syn::Macro) {
        self.tokens(call.tokens.clone());
    }

    fn visit_expr_try(&mut self, attempt: &syn::ExprTry) {
        self.uses.tries += usize::from(self.closures == 0);
        visit::visit_expr_try(self, attempt);
    }

    fn visit_expr_return(&mut self, exit: &syn::ExprReturn) {
        self.uses.returns += usize::from(self.closures == 0);
        visit::visit_expr_return(self, exit);
    }

    fn visit_expr_closure(&mut self, closure: &syn::ExprClosure) {
        self.closures += 1;
        visit::visit_expr_closure(self, closure);
        self.closures -= 1;
    }

    fn visit_item(&mut self, _: &syn::Item) {}
}
