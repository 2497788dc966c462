//! `extern "Python"`: functions, objects and values of Python modules, declared with their Rust types.
//!
//! What a declaration says of Python cannot be checked when it is compiled, so the emitted code does when it runs: the
//! value that comes out of Python must have the declared type.

mod function;
mod lower;
mod options;
mod signature;

pub(crate) use function::{Function, Kind};
pub(crate) use lower::{function_body, static_body, what};

use crate::diag::{Code, Diagnostics};
use crate::python::{is_identifier, is_keyword};
use crate::types::{Types, type_in_json};
use options::Options;
use quote::ToTokens;
use syn::{ForeignItem, ForeignItemStatic, ForeignItemType, ItemForeignMod, LitStr};

/// A checked block.
pub(crate) struct Block {
    /// The module that it is about.
    pub(crate) module: String,
    pub(crate) types: Vec<Type>,
    pub(crate) functions: Vec<Function>,
    pub(crate) statics: Vec<Static>,
}

/// A type whose values are objects of Python.
pub(crate) struct Type {
    pub(crate) item: ForeignItemType,
    /// The class whose objects they must be.
    pub(crate) class: Option<String>,
}

/// A value of a module.
pub(crate) struct Static {
    pub(crate) item: ForeignItemStatic,
    /// Its name in the module.
    pub(crate) name: String,
    pub(crate) native: Option<syn::Path>,
}

/// Checks a block. What has an error is left out, so that the rest stays usable.
pub(crate) fn block(item: &ItemForeignMod, module: &LitStr, diagnostics: &mut Diagnostics) -> Block {
    let abi = item.abi.name.as_ref();
    if abi.is_none_or(|abi| abi.value() != "Python") {
        refuse(
            &item.abi,
            "only `extern \"Python\"` can be shipped",
            "write `extern \"Python\" { .. }`",
            diagnostics,
        );
    }
    check_module(module, diagnostics);
    let mut block =
        Block { module: module.value(), types: Vec::new(), functions: Vec::new(), statics: Vec::new() };
    // The types first: functions name them.
    for item in &item.items {
        if let ForeignItem::Type(item) = item {
            block.types.extend(type_of(item, diagnostics));
        }
    }
    for item in &item.items {
        match item {
            ForeignItem::Type(_) => {}
            ForeignItem::Fn(item) => {
                block.functions.extend(function::function(item, &block.types, diagnostics))
            }
            ForeignItem::Static(item) => block.statics.extend(static_of(item, &block.types, diagnostics)),
            other => {
                let help = "a block declares functions, types and statics";
                refuse(other, "this cannot be declared", help, diagnostics);
            }
        }
    }
    block
}

fn check_module(module: &LitStr, diagnostics: &mut Diagnostics) {
    if let Err(message) = dotted(&module.value()) {
        refuse(
            module,
            &format!("this is no module of Python: {message}"),
            "write `import = \"os.path\"`",
            diagnostics,
        );
    }
}

/// Whether a text is names with points between them.
fn dotted(text: &str) -> Result<(), String> {
    for word in text.split('.') {
        if is_keyword(word) {
            return Err(format!("`{word}` is a word of Python's own"));
        }
        if !is_identifier(word) {
            return Err(format!("{:?} is no name", word));
        }
    }
    Ok(())
}

/// The name in Python: the one that is given, or the one in Rust.
fn python_name_of(
    options: &Options,
    ident: &syn::Ident,
    allowed: fn(&str) -> Result<(), String>,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let plain = ident.to_string().trim_start_matches("r#").to_owned();
    let checked = match &options.name {
        Some(name) => {
            allowed(&name.value()).map(|()| name.value()).map_err(|message| (name.to_token_stream(), message))
        }
        None => allowed(&plain).map(|()| plain).map_err(|message| (ident.to_token_stream(), message)),
    };
    match checked {
        Ok(name) => Some(name),
        Err((at, message)) => {
            let help = "give the name that it has in Python: `#[gear(name = \"name\")]`";
            refuse(&at, &format!("this name cannot stand in Python: {message}"), help, diagnostics);
            None
        }
    }
}

fn type_of(item: &ForeignItemType, diagnostics: &mut Diagnostics) -> Option<Type> {
    let mut item = item.clone();
    let options = read(&mut item.attrs, options::TYPE, diagnostics)?;
    if let Some(parameter) = item.generics.params.first() {
        refuse(parameter, "a foreign type has no parameters", "remove them", diagnostics);
        return None;
    }
    let class = options.class.map(|class| match dotted(&class.value()) {
        Ok(()) => Some(class.value()),
        Err(message) => {
            let message = format!("this is no class of Python: {message}");
            refuse(&class, &message, "write `#[gear(class = \"Name\")]`", diagnostics);
            None
        }
    });
    match class {
        Some(None) => None,
        class => Some(Type { item, class: class.flatten() }),
    }
}

fn static_of(item: &ForeignItemStatic, types: &[Type], diagnostics: &mut Diagnostics) -> Option<Static> {
    let mut item = item.clone();
    let options = read(&mut item.attrs, options::STATIC, diagnostics)?;
    if let syn::StaticMutability::Mut(token) = &item.mutability {
        refuse(token, "a foreign value cannot be changed", "remove `mut`, or write a setter", diagnostics);
        return None;
    }
    let written = item.ident.to_string();
    if written.chars().any(|c| c.is_lowercase()) {
        let help = format!("write `#[gear(name = \"{written}\")] static {}`", written.to_uppercase());
        refuse(&item.ident, "the name of a static is upper case in Rust", &help, diagnostics);
        return None;
    }
    if let Some(ty) = types.iter().find(|ty| is_type(&item.ty, &ty.item.ident)) {
        let message = format!("a static is a plain value, and `{}` is an object", ty.item.ident);
        refuse(&item.ty, &message, "declare a function that gives it", diagnostics);
        return None;
    }
    signature::check_result(&item.ty, diagnostics)?;
    let name = python_name_of(&options, &item.ident, dotted, diagnostics)?;
    Some(Static { item, name, native: options.native })
}

/// Whether a type is the one of this name.
fn is_type(ty: &syn::Type, name: &syn::Ident) -> bool {
    matches!(ty, syn::Type::Path(path) if path.path.is_ident(name))
}

fn read(
    attributes: &mut Vec<syn::Attribute>,
    known: &[&str],
    diagnostics: &mut Diagnostics,
) -> Option<Options> {
    match options::options(attributes, known) {
        Ok(options) => Some(options),
        Err(error) => {
            let help = format!("the options are {}", known.join(", "));
            diagnostics.report_help(Code::Foreign, error.span(), error.to_string(), help);
            None
        }
    }
}

fn refuse(at: &dyn ToTokens, message: &str, help: &str, diagnostics: &mut Diagnostics) {
    diagnostics.report_help(Code::Foreign, &at.to_token_stream(), message, help);
}

/// Checks a type that is written in a block. Types that the language does not have are reported.
fn known_type(ty: &syn::Type, diagnostics: &mut Diagnostics) -> Option<crate::types::Ty> {
    let before = diagnostics.errors().len();
    let known = type_in_json(ty, &mut Types::default(), diagnostics);
    (diagnostics.errors().len() == before).then_some(known)
}
