//! Functions of an `extern "Python"` block.

use super::options::{FUNCTION, Options, PARAMETER};
use super::{Type, dotted, python_name_of, read, refuse, signature};
use crate::diag::Diagnostics;
use crate::python::{is_identifier, is_keyword};
use crate::syntax::{is_named, type_arguments};
use proc_macro2::TokenStream;
use quote::ToTokens as _;
use syn::{FnArg, ForeignItemFn, Ident, Pat, ReturnType};

/// A checked function.
pub(crate) struct Function {
    pub(crate) item: ForeignItemFn,
    pub(crate) kind: Kind,
    /// Its name in Python.
    pub(crate) name: String,
    /// Without the object of a method.
    pub(crate) parameters: Vec<Parameter>,
    /// The type of what comes out of Python; `None` if nobody looks at it.
    pub(crate) result: Option<syn::Type>,
    /// Errors become the `Err` of a `Result`.
    pub(crate) catch: bool,
    pub(crate) native: Option<syn::Path>,
}

/// What a function is in Python.
pub(crate) enum Kind {
    Function,
    /// It makes an object, and is a function of the type.
    Constructor(Ident),
    Method(Object),
    Getter(Object),
    Setter(Object),
}

impl Kind {
    /// The type that it belongs to.
    pub(crate) fn owner(&self) -> Option<&Ident> {
        match self {
            Kind::Function => None,
            Kind::Constructor(owner) => Some(owner),
            Kind::Method(object) | Kind::Getter(object) | Kind::Setter(object) => Some(&object.owner),
        }
    }
}

/// The object of a method.
pub(crate) struct Object {
    pub(crate) owner: Ident,
    /// `&self`, `&mut self` or `self`.
    pub(crate) receiver: TokenStream,
}

pub(crate) struct Parameter {
    pub(crate) ident: Ident,
    pub(crate) ty: syn::Type,
    pub(crate) passing: Passing,
    /// The types of the parameters, if it is a function that Python calls.
    pub(crate) callback: Option<Vec<TokenStream>>,
}

/// How an argument gets to Python.
#[derive(Clone, PartialEq)]
pub(crate) enum Passing {
    Position,
    /// The last ones, one by one.
    Rest,
    /// By name; what is optional is left out if there is none.
    Keyword {
        name: String,
        optional: bool,
    },
}

/// Checks a function.
pub(super) fn function(
    item: &ForeignItemFn,
    types: &[Type],
    diagnostics: &mut Diagnostics,
) -> Option<Function> {
    let mut item = item.clone();
    let options = read(&mut item.attrs, FUNCTION, diagnostics)?;
    check_form(&item, diagnostics)?;
    let kind_word = options.kind.as_ref().map(Ident::to_string).unwrap_or_default();
    let mut inputs = item.sig.inputs.iter();
    let object = match kind_word.as_str() {
        "method" | "getter" | "setter" => Some(object(&item, inputs.next(), diagnostics)?),
        _ => None,
    };
    let parameters: Vec<Parameter> =
        inputs.map(|input| parameter(input, diagnostics)).collect::<Option<_>>()?;
    let parameters = variadic(parameters, &options, diagnostics)?;
    let (result, catch) = result(&item, &options, diagnostics)?;
    let kind = match (kind_word.as_str(), object) {
        ("method", Some(object)) => Kind::Method(object),
        ("getter", Some(object)) => Kind::Getter(object),
        ("setter", Some(object)) => Kind::Setter(object),
        ("constructor", _) => Kind::Constructor(constructed(&item, result.as_ref(), diagnostics)?),
        _ => Kind::Function,
    };
    check_arity(&item, &kind, parameters.len(), diagnostics)?;
    if matches!(kind, Kind::Method(_)) {
        check_method_name(&item, &options, diagnostics)?;
    }
    let name = name(&item, &options, &kind, types, diagnostics)?;
    Some(Function { item, kind, name, parameters, result, catch, native: options.native })
}

/// The name in Python.
fn name(
    item: &ForeignItemFn,
    options: &Options,
    kind: &Kind,
    types: &[Type],
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let ident = &item.sig.ident;
    match kind {
        Kind::Function => python_name_of(options, ident, dotted, diagnostics),
        Kind::Constructor(owner) if options.name.is_none() => {
            let class = types.iter().find(|ty| ty.item.ident == *owner).and_then(|ty| ty.class.clone());
            Some(class.unwrap_or_else(|| owner.to_string()))
        }
        Kind::Constructor(_) => python_name_of(options, ident, dotted, diagnostics),
        Kind::Setter(_) if options.name.is_none() => {
            let written = ident.to_string();
            let attribute = written.strip_prefix("set_").unwrap_or(&written);
            python_name_of(options, &Ident::new(attribute, ident.span()), one_name, diagnostics)
        }
        _ => python_name_of(options, ident, one_name, diagnostics),
    }
}

fn one_name(text: &str) -> Result<(), String> {
    match text.contains('.') {
        true => Err(format!("{text:?} is more than one name")),
        false => dotted(text),
    }
}

fn check_form(item: &ForeignItemFn, diagnostics: &mut Diagnostics) -> Option<()> {
    let signature = &item.sig;
    let mut found = false;
    let mut refused = |at: &dyn quote::ToTokens, what: &str| {
        found = true;
        refuse(at, &format!("{what} cannot be declared"), "declare a plain function", diagnostics);
    };
    if let Some(token) = &signature.asyncness {
        refused(token, "an `async` function");
    }
    if let Some(token) = &signature.constness {
        refused(token, "a `const` function");
    }
    if let syn::Safety::Unsafe(token) = &signature.safety {
        refused(token, "an `unsafe` function");
    }
    if let Some(parameter) = signature.generics.params.first() {
        refused(parameter, "a generic function");
    }
    if let Some(dots) = &signature.variadic {
        refused(dots, "`...`");
    }
    (!found).then_some(())
}

/// The object: the first parameter, such as `this: &Session`.
fn object(item: &ForeignItemFn, first: Option<&FnArg>, diagnostics: &mut Diagnostics) -> Option<Object> {
    let help = "write `this: &Type` as the first parameter";
    let Some(FnArg::Typed(typed)) = first else {
        let message = "a method, getter or setter belongs to an object";
        match first {
            Some(receiver) => refuse(receiver, message, help, diagnostics),
            None => refuse(&item.sig.ident, message, help, diagnostics),
        }
        return None;
    };
    let (owner, receiver) = match &*typed.ty {
        syn::Type::Reference(reference) if reference.mutability.is_some() => {
            (&*reference.elem, quote::quote!(&mut self))
        }
        syn::Type::Reference(reference) => (&*reference.elem, quote::quote!(&self)),
        by_value => (by_value, quote::quote!(self)),
    };
    match owner {
        syn::Type::Path(path) if path.path.get_ident().is_some() => {
            let owner = path.path.get_ident()?.clone();
            Some(Object { owner, receiver })
        }
        other => {
            refuse(
                other,
                "the object of a method has a type that is declared in such a block",
                help,
                diagnostics,
            );
            None
        }
    }
}

fn parameter(input: &FnArg, diagnostics: &mut Diagnostics) -> Option<Parameter> {
    let FnArg::Typed(typed) = input else {
        let help = "write `#[gear(method)]`, and `this: &Type` as the first parameter";
        refuse(input, "a function of a module has no `self`", help, diagnostics);
        return None;
    };
    let mut attributes = typed.attrs.clone();
    let options = read(&mut attributes, PARAMETER, diagnostics)?;
    let Pat::Ident(pattern) = &*typed.pat else {
        refuse(
            &typed.pat,
            "the parameter of a foreign function is a plain name",
            "give it a name",
            diagnostics,
        );
        return None;
    };
    let callback = signature::callback(&typed.ty, diagnostics)?;
    if callback.is_none() {
        signature::check_parameter(&typed.ty, diagnostics)?;
    }
    let passing = match (&options.keyword, &options.name) {
        (None, None) => Passing::Position,
        (None, Some(name)) => {
            let help = "write `#[gear(keyword, name = \"..\")]`, or remove it";
            refuse(name, "only a keyword argument has a name in Python", help, diagnostics);
            return None;
        }
        (Some(_), _) => {
            let name = python_name_of(&options, &pattern.ident, keyword_name, diagnostics)?;
            let optional = is_named(&typed.ty, "Option");
            Passing::Keyword { name, optional }
        }
    };
    Some(Parameter { ident: pattern.ident.clone(), ty: (*typed.ty).clone(), passing, callback })
}

fn keyword_name(text: &str) -> Result<(), String> {
    match is_identifier(text) && !is_keyword(text) {
        true => Ok(()),
        false => Err(format!("{text:?} is no name of a keyword argument")),
    }
}

/// The last parameter by position takes what is left.
fn variadic(
    mut parameters: Vec<Parameter>,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Parameter>> {
    let Some(option) = &options.variadic else { return Some(parameters) };
    let last = parameters.iter_mut().rfind(|parameter| parameter.passing == Passing::Position);
    let help = "write `#[gear(variadic)] fn join(first: &str, rest: &[String]) -> String;`";
    match last {
        Some(last) if is_list(&last.ty) => last.passing = Passing::Rest,
        Some(last) => {
            refuse(&last.ty, "a variadic function takes the rest as a list", help, diagnostics);
            return None;
        }
        None => {
            refuse(option, "a variadic function takes the rest as a list", help, diagnostics);
            return None;
        }
    }
    Some(parameters)
}

fn is_list(ty: &syn::Type) -> bool {
    match ty {
        syn::Type::Reference(reference) => is_list(&reference.elem),
        syn::Type::Slice(_) | syn::Type::Array(_) => true,
        other => is_named(other, "Vec"),
    }
}

/// The type of the result, and whether errors are caught.
fn result(
    item: &ForeignItemFn,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<(Option<syn::Type>, bool)> {
    let written = match &item.sig.output {
        ReturnType::Default => None,
        ReturnType::Type(_, ty) => Some(&**ty),
    };
    if let Some(catch) = &options.catch {
        let help = "write `-> Result<i64, String>`: the error is its text";
        return match written.and_then(result_types) {
            Some((ok, error)) if is_named(error, "String") => {
                let nothing = matches!(ok, syn::Type::Tuple(tuple) if tuple.elems.is_empty());
                if !nothing {
                    signature::check_result(ok, diagnostics)?;
                }
                Some(((!nothing).then(|| ok.clone()), true))
            }
            Some((_, error)) => {
                refuse(error, "the error of a foreign function is a text", help, diagnostics);
                None
            }
            None => {
                let at = written.map_or_else(|| catch.to_token_stream(), |ty| ty.to_token_stream());
                refuse(&at, "a function with `catch` gives a `Result`", help, diagnostics);
                None
            }
        };
    }
    match written {
        Some(ty) if !matches!(ty, syn::Type::Tuple(tuple) if tuple.elems.is_empty()) => {
            signature::check_result(ty, diagnostics)?;
            Some((Some(ty.clone()), false))
        }
        _ => Some((None, false)),
    }
}

/// The two types of a `Result`.
fn result_types(ty: &syn::Type) -> Option<(&syn::Type, &syn::Type)> {
    match type_arguments(ty, "Result")?[..] {
        [ok, error] => Some((ok, error)),
        _ => None,
    }
}

/// The type whose objects a constructor makes.
fn constructed(
    item: &ForeignItemFn,
    result: Option<&syn::Type>,
    diagnostics: &mut Diagnostics,
) -> Option<Ident> {
    match result {
        Some(syn::Type::Path(path)) if path.path.get_ident().is_some() => path.path.get_ident().cloned(),
        _ => {
            let help = "write `#[gear(constructor)] fn new() -> Session;`";
            refuse(&item.sig.ident, "a constructor gives an object of a declared type", help, diagnostics);
            None
        }
    }
}

fn check_arity(item: &ForeignItemFn, kind: &Kind, given: usize, diagnostics: &mut Diagnostics) -> Option<()> {
    let (wanted, help) = match kind {
        Kind::Getter(_) => (0, "write `#[gear(getter)] fn name(this: &Type) -> String;`"),
        Kind::Setter(_) => (1, "write `#[gear(setter)] fn set_name(this: &Type, name: &str);`"),
        _ => return Some(()),
    };
    if given == wanted {
        return Some(());
    }
    let message = format!("beside the object, it takes {wanted} here, not {given}");
    refuse(&item.sig.ident, &message, help, diagnostics);
    None
}

/// A method of a name that values of all types have.
fn check_method_name(item: &ForeignItemFn, options: &Options, diagnostics: &mut Diagnostics) -> Option<()> {
    let ident = &item.sig.ident;
    let written = ident.to_string();
    let problem = if ["from_native", "as_native", "as_native_mut"].contains(&written.as_str()) {
        "every foreign type has a function of this name".to_owned()
    } else if crate::lower::catalog::OF_ALL.contains(&&*written) {
        format!("gears would take `{written}` for the method of the standard library")
    } else {
        return Some(());
    };
    let name = options.name.as_ref().map_or_else(|| written.clone(), syn::LitStr::value);
    let help =
        format!("give it another name in Rust: `#[gear(method, name = \"{name}\")] fn py_{written}(..)`");
    refuse(ident, &problem, &help, diagnostics);
    None
}
