//! `#[gear] fn users() -> Open<Keys, User>`: a beginning that many gears share. In Rust it is a function that gives the native
//! pipeline; beside it stands an item of the same name that carries the Python.

use super::function::{check_signature, plain};
use super::gear::native_pipeline;
use super::unit::{Parts, unit};
use super::{Expansion, line_offset};
use crate::around::{Around, Private};
use crate::build::{Beginning, Endings, beginning};
use crate::diag::{Code, Diagnostics};
use crate::syntax::{Chain, chain};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{ItemFn, Stmt};

/// Whether a function says by its result that it is a beginning.
pub(super) fn is_beginning(item: &ItemFn) -> bool {
    let syn::ReturnType::Type(_, ty) = &item.sig.output else { return false };
    let syn::Type::Path(path) = &**ty else { return false };
    path.path.segments.last().is_some_and(|last| last.ident == "Open" && !last.arguments.is_empty())
}

/// Expands `#[gear]` on a beginning.
pub(super) fn opening(
    item: &ItemFn,
    requires: &[syn::LitStr],
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) -> Expansion {
    let private = around.private();
    let first_line = item.sig.fn_token.span.start().line;
    check_signature(item, false, diagnostics);
    if let Some(generic) = item.sig.generics.type_params().next() {
        let help = "write one function for each type";
        diagnostics.report_help(Code::Item, generic, "a generic beginning cannot be shipped", help);
    }
    let chain = body(item, diagnostics);
    let compiled = match &chain {
        Some(chain) if diagnostics.is_empty() => {
            beginning(item, chain, requires, first_line, around, diagnostics)
        }
        _ => None,
    };
    let (Some(chain), Some(compiled)) = (chain, compiled) else {
        let errors = diagnostics.to_compile_errors();
        let syn::ItemFn { attrs, vis, sig, .. } = item;
        // The gears that begin with it are no further mistakes.
        let companion = companion(&private, item, "", &Endings::default(), &quote!(::core::unreachable!()));
        let tokens = quote! {
            #(#attrs)* #[allow(unused_variables)] #vis #sig { ::core::unreachable!() }
            #companion
            const _: () = { #errors };
        };
        return tokens.into();
    };
    shipped(&private, item, &chain, compiled, first_line)
}

fn shipped(
    private: &Private,
    item: &ItemFn,
    chain: &Chain,
    compiled: Beginning,
    first_line: usize,
) -> Expansion {
    let (program, endings) = compiled.native();
    let unit_name = format!("open_{}", plain(&item.sig.ident));
    let parts = Parts {
        name: &unit_name,
        printed: &program.printed,
        outside: &program.outside,
        requires: &program.requires,
        line_offset: line_offset(first_line),
    };
    let unit = unit(private, &parts);
    let unit = quote! {
        static UNIT: #private::Unit = #unit;
        &UNIT
    };
    let companion = companion(private, item, program.reader.name, &endings, &unit);
    let pipeline = native_pipeline(private, chain, &program);
    let syn::ItemFn { attrs, vis, sig, .. } = item;
    Expansion { tokens: quote!(#(#attrs)* #vis #sig { #pipeline } #companion), python: program.printed.text }
}

/// The item of the same name in the type namespace.
fn companion(
    private: &Private,
    item: &ItemFn,
    reader: &str,
    endings: &Endings,
    unit: &TokenStream,
) -> TokenStream {
    let (name, visibility) = (&item.sig.ident, &item.vis);
    let Endings { run, register } = endings;
    quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        #visibility enum #name {}
        impl #private::Beginning for #name {
            const READER: &'static str = #reader;
            const NOT_TO_RUN: &'static str = #run;
            const NOT_TO_REGISTER: &'static str = #register;

            fn unit() -> &'static #private::Unit {
                #unit
            }
        }
    }
}

/// The one expression of the body, taken apart.
fn body(item: &ItemFn, diagnostics: &mut Diagnostics) -> Option<Chain> {
    let [Stmt::Expr(expr, None)] = &item.block.stmts[..] else {
        let message = "the body of a beginning is one pipeline without an ending";
        let help = "write `KeysReader::<V>(\"pattern\")` and its steps, and nothing else";
        diagnostics.report_help(Code::Ending, &item.sig.ident, message, help);
        return None;
    };
    match chain(expr.clone()) {
        Ok(chain) => Some(chain),
        Err(error) => {
            diagnostics.syntax(&error);
            None
        }
    }
}
