//! From tokens to a chain of named steps. Spans are kept; nothing is judged yet.

pub(crate) mod describe;
mod path;
mod start;
mod stringify;
mod written;

pub(crate) use path::{last_name, owner_of, path_at};
pub(crate) use start::{start, start_of_closure, start_of_path};
pub(crate) use stringify::as_rustc_prints;
pub(crate) use written::{is_named, type_arguments};

use syn::spanned::Spanned as _;
use syn::{Expr, Ident, Token, punctuated::Punctuated};

/// `Reader::<V>(..).step(..)…`, taken apart.
pub(crate) struct Chain {
    pub(crate) reader: syn::ExprPath,
    pub(crate) reader_arguments: Arguments,
    pub(crate) links: Vec<Link>,
}

/// One `.name(..)`.
pub(crate) struct Link {
    pub(crate) dot: Token![.],
    pub(crate) name: Ident,
    pub(crate) turbofish: Option<syn::AngleBracketedGenericArguments>,
    pub(crate) arguments: Arguments,
}

/// Positional arguments, then `name = value` options.
#[derive(Default)]
pub(crate) struct Arguments {
    pub(crate) positional: Vec<Expr>,
    pub(crate) options: Vec<(Ident, Expr)>,
}

/// Takes a pipeline apart. The error is for an expression of another form.
pub(crate) fn chain(expr: Expr) -> syn::Result<Chain> {
    let mut links = Vec::new();
    let mut current = expr;
    loop {
        match current {
            Expr::MethodCall(call) => {
                links.push(Link {
                    dot: call.dot_token,
                    name: call.method,
                    turbofish: call.turbofish,
                    arguments: arguments(call.args)?,
                });
                current = *call.receiver;
            }
            Expr::Paren(inner) => current = *inner.expr,
            Expr::Group(inner) => current = *inner.expr,
            Expr::Call(call) => {
                let Expr::Path(reader) = *call.func else {
                    return Err(syn::Error::new(call.func.span(), "a pipeline begins with a reader"));
                };
                links.reverse();
                return Ok(Chain { reader, reader_arguments: arguments(call.args)?, links });
            }
            other => {
                return Err(syn::Error::new_spanned(
                    other,
                    "a pipeline begins with a reader, for example `KeysReader(\"user:*\")`",
                ));
            }
        }
    }
}

fn arguments(list: Punctuated<Expr, Token![,]>) -> syn::Result<Arguments> {
    let mut arguments = Arguments::default();
    for argument in list {
        match argument {
            Expr::Assign(option) => match *option.left {
                Expr::Path(ref path) if path.path.get_ident().is_some() => {
                    let name = path.path.get_ident().cloned();
                    arguments.options.extend(name.map(|name| (name, *option.right)));
                }
                other => return Err(syn::Error::new_spanned(other, "an option is `name = value`")),
            },
            positional if arguments.options.is_empty() => arguments.positional.push(positional),
            late => return Err(syn::Error::new_spanned(late, "positional arguments come before options")),
        }
    }
    Ok(arguments)
}
