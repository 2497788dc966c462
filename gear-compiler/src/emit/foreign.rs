//! `extern "Python"`: Rust of the declared types, and beside each function the Python that calls the foreign one.

use super::function::{item_of, plain};
use super::implementation::associated;
use super::unit::role;
use super::unit::{Parts, unit};
use super::{Expansion, line_offset};
use crate::around::{Around, Private};
use crate::check::Form;
use crate::check::Outside;
use crate::diag::{Code, Diagnostics};
use crate::foreign::{self, Block, Function, Kind, Static, Type};
use crate::python::{At, Printed, Stmt, print};
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{ItemForeignMod, LitStr};

/// Expands `#[gear(import = "module")]` on an `extern "Python"` block.
pub(crate) fn foreign(
    item: &ItemForeignMod,
    import: Option<&LitStr>,
    requires: &[LitStr],
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) -> Expansion {
    let Some(import) = import else {
        if diagnostics.is_empty() {
            let help = "write `#[gear(import = \"module\")] extern \"Python\" { .. }`";
            diagnostics.report_help(Code::Foreign, &item.abi, "this block does not say its module", help);
        }
        let errors = diagnostics.to_compile_errors();
        return quote!(const _: () = { #errors };).into();
    };
    let block = foreign::block(item, import, diagnostics);
    let mut emitter = Emitter { private: around.private(), requires, block: &block, python: String::new() };
    let types = block.types.iter().map(|ty| emitter.foreign_type(ty)).collect::<TokenStream>();
    let functions =
        block.functions.iter().map(|function| emitter.function(function)).collect::<TokenStream>();
    let statics = block.statics.iter().map(|item| emitter.foreign_static(item)).collect::<TokenStream>();
    let errors = diagnostics.to_compile_errors();
    let errors = if errors.is_empty() { errors } else { quote!(const _: () = { #errors };) };
    Expansion { tokens: quote!(#types #functions #statics #errors), python: emitter.python }
}

struct Emitter<'b> {
    private: Private,
    requires: &'b [LitStr],
    block: &'b Block,
    python: String,
}

impl Emitter<'_> {
    fn foreign_type(&self, ty: &Type) -> TokenStream {
        let Emitter { private, block, .. } = self;
        let (ident, visibility, attributes) = (&ty.item.ident, &ty.item.vis, &ty.item.attrs);
        let (name, module) = (plain(ident), &block.module);
        let class = match &ty.class {
            Some(class) => quote!(#private::Some(#class)),
            None => quote!(#private::None),
        };
        quote!(#private::foreign_type! { #(#attributes)* #visibility #ident #name #module #class })
    }

    fn function(&mut self, function: &Function) -> TokenStream {
        let signature = &function.item.sig;
        let ident = &signature.ident;
        let owner = function.kind.owner();
        let name = match owner {
            Some(owner) => format!("fn_{owner}_{}", plain(ident)),
            None => format!("fn_{}", plain(ident)),
        };
        let block = self.block;
        let unit = self.unit(&name, signature.fn_token.span, |at, outside| {
            foreign::function_body(block, function, at, outside)
        });
        let (attributes, visibility, output) = (&function.item.attrs, &function.item.vis, &signature.output);
        let receiver = match &function.kind {
            Kind::Method(object) | Kind::Getter(object) | Kind::Setter(object) => Some(&object.receiver),
            Kind::Function | Kind::Constructor(_) => None,
        };
        let parameters = function.parameters.iter().map(|parameter| {
            let (ident, ty) = (&parameter.ident, &parameter.ty);
            quote!(#ident: #ty)
        });
        let inputs = receiver.into_iter().cloned().chain(parameters);
        let arguments = function.parameters.iter().map(|parameter| parameter.ident.clone());
        let this = receiver.map(|_| syn::Ident::new("self", Span::call_site()));
        let arguments = this.into_iter().chain(arguments);
        let body = self.native(function, arguments.collect());
        let declared = quote! {
            #(#attributes)*
            #[track_caller]
            #visibility fn #ident(#(#inputs),*) #output { #body }
        };
        let private = &self.private;
        match owner {
            None => {
                let companion = item_of(private, ident, visibility, &unit, &role(private, Form::Plain));
                quote!(#declared #companion)
            }
            Some(owner) => {
                let companion = associated(private, &Form::Plain.companion(ident), visibility, &unit);
                quote!(impl #owner { #declared #companion })
            }
        }
    }

    /// What a native run does: the twin that the declaration names, or nothing but say that there is none.
    fn native(&self, function: &Function, arguments: Vec<syn::Ident>) -> TokenStream {
        if let Some(native) = &function.native {
            let span = native.segments.last().map_or_else(Span::call_site, |segment| segment.ident.span());
            return quote_spanned!(span=> #native(#(#arguments),*));
        }
        let (private, what) = (&self.private, foreign::what(self.block, function));
        quote!({ #(let _ = &#arguments;)* #private::no_native(#what) })
    }

    fn foreign_static(&mut self, item: &Static) -> TokenStream {
        let (ident, ty, visibility) = (&item.item.ident, &item.item.ty, &item.item.vis);
        let block = self.block;
        let unit = self.unit(&format!("static_{}", plain(ident)), ident.span(), |at, outside| {
            foreign::static_body(block, item, at, outside)
        });
        let (private, attributes) = (&self.private, &item.item.attrs);
        let what = format!("{}.{}", block.module, item.name);
        let native = match &item.native {
            Some(native) => quote!(#private::Some(#native)),
            None => quote!(#private::None),
        };
        quote! {
            #(#attributes)*
            #visibility static #ident: #private::Foreign<#ty> = {
                static UNIT: #private::Unit = #unit;
                #private::Foreign::__new(#what, &UNIT, #native)
            };
        }
    }

    /// The unit of one declaration, whose first line is that of `span`.
    fn unit(
        &mut self,
        name: &str,
        span: Span,
        body: impl FnOnce(At, &mut Outside) -> Vec<Stmt>,
    ) -> TokenStream {
        let start = span.start();
        let mut outside = Outside::new(self.private.clone());
        let at = At { line: 0, column: start.column as u32 + 1 };
        let printed: Printed = print(&body(at, &mut outside));
        if !self.python.is_empty() {
            self.python.push_str("\n\n");
        }
        self.python.push_str(&printed.text);
        let parts = Parts {
            name,
            printed: &printed,
            outside: &outside,
            requires: self.requires,
            line_offset: line_offset(start.line),
        };
        unit(&self.private, &parts)
    }
}
