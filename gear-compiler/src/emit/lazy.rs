//! `#[gear] static NAME: LazyLock<..>`: the static as it is, and beside it an item of the same name that carries its value.
//!
//! In Python it is a name of the script, made when that is loaded. So it is made of the catalog alone: no command may run then.

use super::Expansion;
use super::function::{compile_value, item_of, plain};
use super::unit::role;
use crate::around::Around;
use crate::check::{Form, Outside};
use crate::diag::{Code, Diagnostics};
use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::{Expr, ItemFn, ItemStatic, parse_quote_spanned};

/// Expands `#[gear]` on a static.
pub(crate) fn lazy(item: &ItemStatic, around: &Around<'_>, diagnostics: &mut Diagnostics) -> Expansion {
    let line = item.static_token.span.start().line;
    let compiled = maker(item, diagnostics).map(|maker| compile_value(around, &maker, line, diagnostics));
    if compiled.as_ref().is_some_and(|compiled| asks_others(&compiled.outside)) || asks_the_clock(&item.expr)
    {
        let message = "what a static holds is made while the script is loaded, and not at its first use: no function of yours, no command and no clock may run then";
        let help = "make it of other values alone, or make it in a function";
        diagnostics.report_help(Code::Item, &item.expr, message, help);
    }
    let errors = diagnostics.to_compile_errors();
    let Some(compiled) = compiled.filter(|_| errors.is_empty()) else {
        return quote!(#item const _: () = { #errors };).into();
    };
    let private = around.private();
    let unit = compiled.unit(&private, &format!("static_{}", plain(&item.ident)), &[], line);
    let companion = item_of(&private, &item.ident, &item.vis, &unit, &role(&private, Form::Plain));
    Expansion { tokens: quote!(#item #companion), python: compiled.printed.text }
}

/// Whether more is needed for it than the standard library.
fn asks_others(outside: &Outside) -> bool {
    let commands = ["execute", "log"];
    let mut macros = outside.macros.iter().filter_map(|path| path.segments.last());
    !outside.links.is_empty()
        || !outside.builtins.is_empty()
        || macros.any(|last| commands.iter().any(|name| last.ident == name))
}

/// Whether the time may be in it: in Rust, that of the first use.
fn asks_the_clock(expr: &Expr) -> bool {
    fn any(tokens: TokenStream) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Group(group) => any(group.stream()),
            TokenTree::Ident(name) => name == "now",
            _ => false,
        })
    }
    any(expr.to_token_stream())
}

/// Whether a type is written as a `LazyLock`.
pub(crate) fn is_lazy(ty: &syn::Type) -> bool {
    match ty {
        syn::Type::Path(path) => path.path.segments.last().is_some_and(|last| last.ident == "LazyLock"),
        _ => false,
    }
}

/// Whether a function is `LazyLock::new`.
fn is_new(function: &Expr) -> bool {
    let Expr::Path(path) = function else { return false };
    let mut names = path.path.segments.iter().rev().map(|segment| &segment.ident);
    names.next().is_some_and(|name| name == "new") && names.next().is_some_and(|owner| owner == "LazyLock")
}

/// A function that gives the value: that in `LazyLock::new(|| ..)`.
fn maker(item: &ItemStatic, diagnostics: &mut Diagnostics) -> Option<ItemFn> {
    let made = match &*item.expr {
        Expr::Call(call) if is_new(&call.func) => call.args.first(),
        _ => None,
    };
    let value = match made.filter(|_| is_lazy(&item.ty)) {
        Some(Expr::Closure(closure)) => Some(closure.body.to_token_stream()),
        Some(Expr::Path(path)) => Some(quote!(#path())),
        _ => None,
    };
    let Some(value) = value else {
        let message = "only what a `LazyLock` makes is shipped with its static";
        let help = "write `static NAME: LazyLock<..> = LazyLock::new(|| ..);`; a `const` or `static` of plain data needs no attribute";
        diagnostics.report_help(Code::Item, item, message, help);
        return None;
    };
    let (name, ty) = (&item.ident, &item.ty);
    Some(parse_quote_spanned!(item.static_token.span=> fn #name() -> #ty { #value }))
}
