//! `#[gear] fn`: the function as it is, and beside it an item of the same name that carries the Python.

use super::unit::{Parts, unit};
use super::{Expansion, line_offset};
use crate::around::{Around, Private};
use crate::check::{Checker, Form, Free, Outside, is_mutable_receiver, is_mutable_reference, is_replaced};
use crate::diag::{Code, Diagnostics};
use crate::lower::{Function, Lower};
use crate::python::{At, Expr, Printed, Stmt, StmtKind, print};
use crate::types::Ty;
use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::ItemFn;

/// A compiled function.
pub(super) struct Compiled {
    pub(super) printed: Printed,
    pub(super) outside: Outside,
    pub(super) form: Form,
}

impl Compiled {
    /// The unit called `name` of an item whose `fn` stands on `first_line`.
    pub(super) fn unit(
        &self,
        private: &Private,
        name: &str,
        requires: &[syn::LitStr],
        first_line: usize,
    ) -> TokenStream {
        unit(private, &self.parts(name, requires, first_line))
    }

    pub(super) fn parts<'p>(
        &'p self,
        name: &'p str,
        requires: &'p [syn::LitStr],
        first_line: usize,
    ) -> Parts<'p> {
        let Compiled { printed, outside, .. } = self;
        Parts { name, printed, outside, requires, line_offset: line_offset(first_line) }
    }
}

/// Expands `#[gear]` on a function.
pub(crate) fn function(
    item: &ItemFn,
    requires: &[syn::LitStr],
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) -> Expansion {
    if super::opening::is_beginning(item) {
        return super::opening::opening(item, requires, around, diagnostics);
    }
    let private = around.private();
    let first_line = item.sig.fn_token.span.start().line;
    let compiled = compile(around, item, first_line, None, diagnostics);
    let errors = diagnostics.to_compile_errors();
    let errors = if errors.is_empty() { errors } else { quote!(const _: () = { #errors };) };
    let companion = companion(&private, item, requires, &compiled, first_line);
    let mut item = item.clone();
    super::generics::hold(&private, &mut item.sig, &compiled.outside);
    Expansion { tokens: quote!(#item #companion #errors), python: compiled.printed.text }
}

/// The companion of a function that was compiled.
pub(super) fn companion(
    private: &Private,
    item: &ItemFn,
    requires: &[syn::LitStr],
    compiled: &Compiled,
    first_line: usize,
) -> TokenStream {
    let name = &item.sig.ident;
    let unit = compiled.unit(private, &format!("fn_{}", plain(name)), requires, first_line);
    let role = super::unit::role(private, compiled.form);
    item_of(private, name, &item.vis, &unit, &role)
}

/// The item of the same name in the type namespace, which `use` brings along. `role` is the trait that it has.
pub(super) fn item_of(
    private: &Private,
    name: &syn::Ident,
    visibility: &syn::Visibility,
    unit: &TokenStream,
    role: &TokenStream,
) -> TokenStream {
    quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        #visibility enum #name {}
        impl #role for #name {
            fn unit() -> &'static #private::Unit {
                static UNIT: #private::Unit = #unit;
                &UNIT
            }
        }
    }
}

pub(crate) fn plain(name: &syn::Ident) -> String {
    name.to_string().trim_start_matches("r#").to_owned()
}

/// Compiles a function's body. After an error the result is still usable.
pub(super) fn compile(
    around: &Around<'_>,
    item: &ItemFn,
    first_line: usize,
    this: Option<&syn::Path>,
    diagnostics: &mut Diagnostics,
) -> Compiled {
    compile_to(definition, around, item, first_line, this, diagnostics)
}

/// Compiles what a function without parameters gives, as a value.
pub(super) fn compile_value(
    around: &Around<'_>,
    item: &ItemFn,
    first_line: usize,
    diagnostics: &mut Diagnostics,
) -> Compiled {
    compile_to(assignment, around, item, first_line, None, diagnostics)
}

fn compile_to(
    statements: fn(Function, &ItemFn, At) -> Vec<Stmt>,
    around: &Around<'_>,
    item: &ItemFn,
    first_line: usize,
    this: Option<&syn::Path>,
    diagnostics: &mut Diagnostics,
) -> Compiled {
    check_signature(item, this.is_some(), diagnostics);
    let private = around.private();
    let mut outside = Outside::new(private.clone());
    let mut checker = Checker::new(diagnostics, &mut outside, Free::None, around, first_line);
    checker.self_type = this.cloned();
    checker.note_type_parameters(&item.sig.generics);
    checker.keys_in_parameters = super::generics::can_be_keys(&item.sig);
    let mut parameters = Vec::new();
    for input in &item.sig.inputs {
        if let (syn::FnArg::Receiver(receiver), Some(this)) = (input, this) {
            let name = syn::Ident::new("self", receiver.self_token.span);
            let pattern = syn::Pat::Ident(syn::PatIdent {
                attrs: Vec::new(),
                by_ref: None,
                mutability: receiver.mutability,
                ident: name,
                subpat: None,
            });
            let ty = checker.named(&Ty::Named(quote!(#this).to_string()));
            let shared = check_mutable(input, &ty, item.sig.asyncness.is_some(), &mut checker);
            parameters.push((pattern, if shared { ty } else { Ty::Error }));
        }
        if let syn::FnArg::Typed(typed) = input {
            let ty = checker.ty(&typed.ty);
            let shared = check_mutable(input, &ty, item.sig.asyncness.is_some(), &mut checker);
            parameters.push(((*typed.pat).clone(), if shared { ty } else { Ty::Error }));
        }
    }
    let result = match &item.sig.output {
        syn::ReturnType::Default => Ty::Unit,
        syn::ReturnType::Type(_, ty) => checker.ty(ty),
    };
    let before = checker.diagnostics.errors().len();
    let closure = checker.function(&item.sig, &parameters, &result, &item.block);
    let form = match &closure.given_back {
        Some(given) => Form::of(given.parameters.iter().map(|(i, _)| *i), given.alone),
        None => Form::plain(closure.waits),
    };
    let (types, locals) = (std::mem::take(&mut checker.types), std::mem::take(&mut checker.locals));
    if diagnostics.errors().len() > before {
        // What does not pass the check would fail again in another way.
        return Compiled { printed: Printed::default(), outside: Outside::new(private.clone()), form };
    }
    let mut lower = Lower::new(types, locals, diagnostics, &mut outside, first_line);
    let function = lower.function(&closure, false);
    let at = At { line: 0, column: item.sig.fn_token.span.start().column as u32 + 1 };
    let printed = print(&statements(function, item, at));
    if !diagnostics.is_empty() {
        // What a function with an error refers to may not exist: one error is enough.
        return Compiled { printed: Printed::default(), outside: Outside::new(private.clone()), form };
    }
    Compiled { printed, outside, form }
}

fn definition(function: Function, item: &ItemFn, at: At) -> Vec<Stmt> {
    vec![defined(Expr::Own(String::new()), function, doc(&item.attrs), at)]
}

fn defined(name: Expr, function: Function, doc: Option<String>, at: At) -> Stmt {
    let Function { waits, parameters, body, .. } = function;
    Stmt { kind: StmtKind::Def { waits, name, parameters, doc, body }, at }
}

/// The value by itself, or what a function gives that is called at once.
fn assignment(mut function: Function, _: &ItemFn, at: At) -> Vec<Stmt> {
    let assigned = |value| Stmt { kind: StmtKind::Assign(Expr::Own(String::new()), value), at };
    if let [Stmt { kind: StmtKind::Return(Some(value)), .. }] = &mut function.body[..] {
        return vec![assigned(std::mem::replace(value, Expr::None))];
    }
    let make = Expr::Own("_make".to_owned());
    vec![defined(make.clone(), function, None, at), assigned(make.call(Vec::new()))]
}

pub(super) fn check_signature(item: &ItemFn, method: bool, diagnostics: &mut Diagnostics) {
    let signature = &item.sig;
    let help = "use a plain function of named parameters";
    let mut refuse = |span, what: &str| {
        diagnostics.report_help(Code::Item, span, format!("{what} cannot be shipped"), help);
    };
    if let syn::Safety::Unsafe(token) = &signature.safety {
        refuse(token.span, "an `unsafe` function");
    }
    if let Some(abi) = &signature.abi {
        refuse(abi.extern_token.span, "a function with an ABI");
    }
    let constant = signature.generics.const_params().next();
    if let Some(constant) = constant {
        refuse(constant.const_token.span, "a function with a `const` parameter");
    }
    if let Some(receiver) = signature.receiver().filter(|_| !method) {
        refuse(receiver.self_token.span, "a method");
    }
}

/// Whether a caller sees what happens to an argument. Of what only changes by getting another value, a plain function gives
/// that back.
fn check_mutable(input: &syn::FnArg, ty: &Ty, waits: bool, checker: &mut Checker<'_>) -> bool {
    let (written, mutable) = match input {
        syn::FnArg::Receiver(receiver) => (quote!(#receiver), is_mutable_receiver(receiver)),
        syn::FnArg::Typed(typed) => (typed.ty.to_token_stream(), is_mutable_reference(&typed.ty)),
    };
    let replaced = is_replaced(&checker.types, ty);
    let given_back = replaced && !waits;
    if mutable && !given_back && (replaced || checker.types.in_python(ty).is_immutable()) {
        let help = "take the value and return the new one";
        let message = match waits {
            true => {
                "`&mut` of a number, string, tuple, option or enum cannot be shipped in an `async` function"
            }
            false => "`&mut` of this type cannot be shipped: Python shares only containers",
        };
        checker.diagnostics.report_help(Code::Value, &written, message, help);
        return false;
    }
    true
}

/// The doc comment, which becomes the docstring.
fn doc(attributes: &[syn::Attribute]) -> Option<String> {
    let lines: Vec<String> = attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            syn::Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
                syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => {
                    let text = text.value();
                    Some(text.strip_prefix(' ').unwrap_or(&text).to_owned())
                }
                _ => None,
            },
            _ => None,
        })
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n").trim().to_owned())
}
