//! `#[gear] impl`: functions and methods of a type, each with a companion that carries the Python.

use super::function::{Compiled, compile, plain};
use super::trait_impl::of_trait;
use super::{Expansion, join, own};
use crate::around::{Around, Private};
use crate::diag::{Code, Diagnostics};
use crate::lower::catalog;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{ImplItem, ItemFn, ItemImpl, Path, Type};

/// Expands `#[gear]` on an `impl` block.
pub(crate) fn implementation(
    item: &ItemImpl,
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) -> Expansion {
    if let Some((of, _)) = &item.trait_ {
        return of_trait(item, of, around, diagnostics);
    }
    let Some(this) = self_type(item, diagnostics) else {
        let errors = diagnostics.to_compile_errors();
        return quote!(#item const _: () = { #errors };).into();
    };
    let mut item = item.clone();
    let Expansion { tokens, python } = companions(&mut item, &this, around, diagnostics);
    let errors = diagnostics.to_compile_errors();
    let errors = if errors.is_empty() { errors } else { quote!(const _: () = { #errors };) };
    Expansion { tokens: quote!(#item #tokens #errors), python }
}

/// The companions of the functions of a block.
pub(super) fn companions(
    item: &mut ItemImpl,
    this: &Path,
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) -> Expansion {
    let mut companions = TokenStream::new();
    let mut python = String::new();
    let of_trait = item.trait_.is_some();
    for member in &mut item.items {
        match member {
            ImplItem::Fn(member) => {
                let mut function = function_of(member);
                if of_trait {
                    refuse_generic(&function, diagnostics);
                    // Whoever sees the trait and the type can call it.
                    function.vis = syn::Visibility::Public(<syn::Token![pub]>::default());
                }
                check_name(&function, diagnostics);
                let (companion, compiled) = companion(around, &function, this, diagnostics);
                super::generics::hold(&around.private(), &mut member.sig, &compiled.outside);
                companions.extend(companion);
                join(&mut python, &compiled.printed.text);
            }
            ImplItem::Const(_) => {}
            ImplItem::Type(_) if of_trait => {}
            other => {
                let help = "keep functions and constants in the block, and move the rest to another one";
                diagnostics.report_help(
                    Code::Item,
                    &*other,
                    "only functions and constants can be shipped",
                    help,
                );
            }
        }
    }
    Expansion { tokens: quote!(#[doc(hidden)] impl #this { #companions }), python }
}

pub(super) fn function_of(member: &syn::ImplItemFn) -> ItemFn {
    ItemFn {
        attrs: member.attrs.clone(),
        vis: member.vis.clone(),
        modifiers: syn::FnModifiers::default(),
        sig: member.sig.clone(),
        block: Box::new(member.block.clone()),
    }
}

pub(super) fn self_type(item: &ItemImpl, diagnostics: &mut Diagnostics) -> Option<Path> {
    if let Some(generic) = item.generics.params.first() {
        diagnostics.report_help(Code::Item, generic, "a generic `impl` cannot be shipped", "name the type");
        return None;
    }
    match &*item.self_ty {
        Type::Path(path) if path.qself.is_none() => Some(path.path.clone()),
        other => {
            let help = "write `impl Name { .. }`";
            diagnostics.report_help(Code::Item, other, "an `impl` of this type cannot be shipped", help);
            None
        }
    }
}

/// All values have the methods of these names, also those whose type a gear does not see.
fn check_name(function: &ItemFn, diagnostics: &mut Diagnostics) {
    let name = &function.sig.ident;
    let is_method = function.sig.receiver().is_some();
    if is_method && catalog::OF_ALL.contains(&&*plain(name)) {
        let message = format!("gears take `{name}` for the method of the standard library on every value");
        let help = "give it another name, or leave it out of the `#[gear] impl`";
        diagnostics.report_help(Code::Item, name, message, help);
    }
}

/// What a generic function does is asked of its callers where it is declared, which for a trait's is elsewhere.
fn refuse_generic(function: &ItemFn, diagnostics: &mut Diagnostics) {
    if let Some(parameter) = function.sig.generics.type_params().next() {
        let help = "write it in an `impl` of the type itself";
        diagnostics.report_help(
            Code::Item,
            parameter,
            "a generic function of a trait cannot be shipped",
            help,
        );
    }
}

/// `__gear_name`: a function that links the method and returns its Python name.
fn companion(
    around: &Around<'_>,
    function: &ItemFn,
    this: &Path,
    diagnostics: &mut Diagnostics,
) -> (TokenStream, Compiled) {
    let first_line = function.sig.fn_token.span.start().line;
    let compiled = compile(around, function, first_line, Some(this), diagnostics);
    let private = &around.private();
    let name = &function.sig.ident;
    let owner = this.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
    let unit_name = format!("fn_{owner}_{}", plain(name));
    let unit = compiled.unit(private, &unit_name, &[], first_line);
    let companion = compiled.form.companion(name);
    let tokens = associated(private, &companion, &function.vis, &unit);
    (tokens, compiled)
}

/// A function of a type that links a unit.
pub(super) fn associated(
    private: &Private,
    companion: &syn::Ident,
    visibility: &syn::Visibility,
    unit: &TokenStream,
) -> TokenStream {
    let linker = own("linker");
    quote! {
        #[doc(hidden)]
        #visibility fn #companion(#linker: &mut #private::Linker) -> #private::String {
            static UNIT: #private::Unit = #unit;
            #linker.unit(&UNIT)
        }
    }
}
