//! `#[trigger("name")]`: a function that clients call by `RG.TRIGGER`.

use super::function::{companion, compile, plain};
use super::unit::{Parts, unit};
use super::{Expansion, line_offset, own, private};
use crate::check::{LinkKind, Outside};
use crate::diag::{Code, Diagnostics};
use crate::python::{At, ChainLink, Expr, Stmt, StmtKind, call, name, print};
use crate::types::{Ty, Types, type_of_syntax};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{ItemFn, LitStr};

/// What a trigger takes.
struct Parameter {
    ident: syn::Ident,
    /// The type that an argument is parsed to: `String` for `&str`.
    parsed: TokenStream,
    borrowed: bool,
    text: bool,
    /// An `Option`: the caller may leave it out.
    optional: bool,
}

/// How the result reaches the caller.
#[derive(Clone, Copy)]
enum Reply {
    Text,
    Int,
    Json,
}

/// Expands `#[trigger("name")]`.
pub(crate) fn trigger(
    trigger: &LitStr,
    item: &ItemFn,
    krate: &syn::Path,
    diagnostics: &mut Diagnostics,
) -> Expansion {
    let private = private(krate);
    let first_line = item.sig.fn_token.span.start().line;
    if trigger.value().is_empty() {
        diagnostics.report_help(
            Code::Trigger,
            trigger,
            "the name of a trigger is empty",
            "write `#[trigger(\"name\")]`",
        );
    }
    let compiled = compile(&private, item, first_line, None, diagnostics);
    let parameters = parameters(&private, item, diagnostics);
    let reply = reply(item);
    let companion = companion(&private, item, &compiled, first_line);
    if !diagnostics.is_empty() {
        let errors = diagnostics.to_compile_errors();
        return quote!(#item #companion const _: () = { #errors };).into();
    }
    let client = client(&private, trigger, item, &parameters, reply, first_line);
    Expansion { tokens: quote!(#item #companion #client), python: compiled.printed.text }
}

fn parameters(private: &TokenStream, item: &ItemFn, diagnostics: &mut Diagnostics) -> Vec<Parameter> {
    let mut parameters = Vec::new();
    for (i, input) in item.sig.inputs.iter().enumerate() {
        let syn::FnArg::Typed(typed) = input else { continue };
        let ident = match &*typed.pat {
            syn::Pat::Ident(pattern) => pattern.ident.clone(),
            other => {
                let help = "give the parameter a name: errors tell it to the caller";
                diagnostics.report_help(Code::Trigger, other, "a trigger's parameter is a plain name", help);
                quote::format_ident!("argument_{i}")
            }
        };
        let (written, borrowed) = match &*typed.ty {
            syn::Type::Reference(reference) => (&*reference.elem, true),
            other => (other, false),
        };
        let is_str = is_named(written, "str");
        if borrowed && !is_str {
            let help = "take it by value; only `&str` can be borrowed";
            diagnostics.report_help(Code::Trigger, &typed.ty, "a trigger owns its arguments", help);
        }
        let parsed = if is_str { quote!(#private::String) } else { quote!(#written) };
        let text = is_str || is_named(written, "String");
        let optional = is_named(written, "Option");
        if optional && i + 1 < item.sig.inputs.len() {
            let help = "move it to the end";
            diagnostics.report_help(Code::Trigger, &typed.ty, "only the last argument can be left out", help);
        }
        parameters.push(Parameter { ident, parsed, borrowed, text, optional });
    }
    parameters
}

fn is_named(ty: &syn::Type, name: &str) -> bool {
    matches!(ty, syn::Type::Path(path) if path.path.segments.last().is_some_and(|segment| segment.ident == name))
}

fn reply(item: &ItemFn) -> Reply {
    let syn::ReturnType::Type(_, ty) = &item.sig.output else { return Reply::Json };
    match type_of_syntax(ty, &mut Types::default(), &mut Diagnostics::default()) {
        Ty::Str if !matches!(&**ty, syn::Type::Reference(_)) => Reply::Text,
        Ty::Int(_) => Reply::Int,
        _ => Reply::Json,
    }
}

/// `GEAR`, `register`, `call` and, with the feature `aio`, `call_async` beside the function.
fn client(
    private: &TokenStream,
    trigger: &LitStr,
    item: &ItemFn,
    parameters: &[Parameter],
    reply: Reply,
    first_line: usize,
) -> TokenStream {
    let (con, request, args, out, arguments) =
        (own("con"), own("request"), own("args"), own("out"), own("arguments"));
    let (ident, visibility) = (&item.sig.ident, &item.vis);
    let unit = program(private, trigger, item, parameters, reply, first_line);
    let result = match &item.sig.output {
        syn::ReturnType::Default => quote!(()),
        syn::ReturnType::Type(_, ty) => quote!(#ty),
    };
    let decode = match reply {
        Reply::Text => quote!(decode_text),
        Reply::Int => quote!(decode_int),
        Reply::Json => quote!(decode_json),
    };
    let given = parameters.iter().map(|Parameter { ident, optional, .. }| match optional {
        true => quote!(#arguments.extend(#private::Option::as_ref(&#ident).map(#private::ToArgument::to_argument));),
        false => quote!(#arguments.push(#private::ToArgument::to_argument(&#ident));),
    });
    let taken = parameters.iter().map(|Parameter { ident, parsed, text, .. }| match text {
        true => quote!(#ident: impl #private::Into<#private::String>),
        false => quote!(#ident: #parsed),
    });
    let taken: Vec<TokenStream> = taken.collect();
    let owned = parameters
        .iter()
        .filter(|parameter| parameter.text)
        .map(|Parameter { ident, .. }| quote!(let #ident: #private::String = #private::Into::into(#ident);));
    let parsed = parameters.iter().enumerate().map(|(i, parameter)| {
        let Parameter { ident, parsed, borrowed, .. } = parameter;
        let (index, name) = (i + 1, plain(ident));
        let value = quote!(#private::argument::<#parsed>(#trigger, &#args, #index, #name));
        if *borrowed { quote!(&#value) } else { value }
    });
    let docs = docs(&trigger.value());
    let [gear_doc, register_doc, call_doc, call_async_doc] = &docs;
    let encoded = quote! {
        #(#owned)*
        #[allow(unused_mut)]
        let mut #arguments = #private::Vec::new();
        #(#given)*
    };
    quote! {
        impl #ident {
            #[doc = #gear_doc]
            #visibility const GEAR: #private::Gear<#private::Registration> = {
                static __GEAR_DEFINITION: #private::Definition = #private::Definition {
                    unit: #unit,
                    reader: "CommandReader",
                    mode: #private::Some(#private::Mode::AsyncLocal),
                    trigger: #private::Some(#trigger),
                };
                #private::collect! { __GEAR_DEFINITION }
                #private::Gear::__new(&__GEAR_DEFINITION, |#request| {
                    let #out = #private::CommandReader()
                        .__open()
                        .map(|#args| { let _ = &#args; #ident(#(#parsed),*) })
                        .register()
                        .trigger(#trigger)
                        .__serve(#request);
                    #out
                })
            };

            #[doc = #register_doc]
            #visibility fn register(#con: &mut impl #private::ConnectionLike) -> #private::Result<#private::Registration> {
                Self::GEAR.register(#con)
            }

            #[doc = #call_doc]
            #[allow(clippy::too_many_arguments)]
            #visibility fn call(#con: &mut impl #private::ConnectionLike, #(#taken),*) -> #private::Result<#result> {
                #encoded
                #private::call_trigger(#con, &Self::GEAR, &#arguments, #private::#decode)
            }

            #private::if_aio! {
                #[doc = #call_async_doc]
                #[allow(clippy::too_many_arguments)]
                #visibility async fn call_async(
                    #con: &mut (impl #private::AsyncConnectionLike + #private::Send),
                    #(#taken),*
                ) -> #private::Result<#result> {
                    #encoded
                    #private::call_trigger_async(#con, &Self::GEAR, &#arguments, #private::#decode).await
                }
            }
        }
    }
}

fn docs(trigger: &str) -> [String; 4] {
    [
        format!("The registration of `{trigger}`, as a gear."),
        format!("Registers `{trigger}` on the server. Registering the same function again changes nothing."),
        format!("Calls `{trigger}` on the server by `RG.TRIGGER`."),
        format!("Calls `{trigger}` on the server by `RG.TRIGGER`, on an asynchronous connection."),
    ]
}

/// The script: the arguments parsed, the function called, its result made a reply.
fn program(
    private: &TokenStream,
    trigger: &LitStr,
    item: &ItemFn,
    parameters: &[Parameter],
    reply: Reply,
    first_line: usize,
) -> TokenStream {
    let mut outside = Outside::new(private.clone());
    let function = outside.link(LinkKind::Function, &item.sig.ident);
    let at = At { line: 0, column: item.sig.fn_token.span.start().column as u32 + 1 };
    let arguments = parameters.iter().enumerate().map(|(i, parameter)| {
        let parser = outside.link(LinkKind::Argument, &parameter.parsed);
        let what = format!("{}: argument `{}`", trigger.value(), plain(&parameter.ident));
        let index = Expr::Int(i as i128 + 1);
        call("gear_argument_of", vec![Expr::Link(parser), name("arguments"), index, Expr::Str(what)])
    });
    let value = Expr::Link(function).call(arguments.collect());
    let encoder = match reply {
        Reply::Text => "gear_reply_text",
        Reply::Int => "gear_reply_int",
        Reply::Json => "gear_json",
    };
    let refuse = call(
        "gear_no_more",
        vec![Expr::Str(trigger.value()), name("arguments"), Expr::Int(parameters.len() as i128)],
    );
    let statement = |kind| Stmt { kind, at };
    let body = vec![
        statement(StmtKind::Expr(refuse)),
        statement(StmtKind::Return(Some(call(encoder, vec![value])))),
    ];
    let own = Expr::Own(String::new());
    let def = StmtKind::Def {
        name: own.clone(),
        parameters: vec!["arguments".to_owned()],
        doc: Some(format!("RG.TRIGGER {}", trigger.value())),
        body,
    };
    let text = |text: &str| Expr::Str(text.to_owned());
    let head = Expr::Call {
        function: Box::new(name("GB")),
        arguments: vec![text("CommandReader")],
        keywords: vec![("desc".to_owned(), name("'\u{1}d\u{1}'"))],
    };
    let register = vec![
        ("trigger".to_owned(), Expr::Str(trigger.value())),
        ("mode".to_owned(), text("async_local")),
        ("convertToStr".to_owned(), Expr::False),
    ];
    let link = |method: &str, arguments, keywords| ChainLink {
        method: method.to_owned(),
        arguments,
        keywords,
        at: At::default(),
    };
    let links = vec![
        link("map", vec![name("gear_command_record")], Vec::new()),
        link("map", vec![own], Vec::new()),
        link("register", Vec::new(), register),
    ];
    let chain = StmtKind::Expr(Expr::Chain { head: Box::new(head), links });
    let printed = print(&[statement(def), Stmt { kind: chain, at: At::default() }]);
    let unit_name = format!("trigger_{}", plain(&item.sig.ident));
    let parts = Parts {
        name: &unit_name,
        printed: &printed,
        links: &outside.links,
        enums: &outside.enums,
        line_offset: line_offset(first_line),
    };
    unit(private, &parts)
}
