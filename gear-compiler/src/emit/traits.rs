//! What is derived below `#[gear]`, as functions of Python that gears bring along: `{:?}`, the default, the order.
//!
//! Each is an impl of a trait of the private protocol. It asks of the types of the fields what it needs of them, so that a field
//! of which Python cannot make the same is an error only where somebody asks for it.

use super::derived::{derived, derives};
use super::function::{Compiled, plain};
use super::unit::{linked, macros_check};
use super::{Expansion, join, own};
use crate::around::Around;
use crate::check::{Checker, Form, Free, LinkKind, Outside};
use crate::diag::Diagnostics;
use crate::lower::{Layout, Lower, Parts, has_order};
use crate::python::{At, Expr, Stmt, StmtKind, call, name, print};
use crate::surroundings::paths_in;
use crate::types::Ty;
use proc_macro2::TokenStream;
use quote::{ToTokens as _, format_ident, quote};
use syn::{Attribute, Fields, Ident};

/// A struct or an enum.
pub(super) struct Item<'i> {
    pub(super) ident: &'i Ident,
    pub(super) attributes: &'i [Attribute],
    pub(super) cases: Vec<Case<'i>>,
    pub(super) is_enum: bool,
}

/// A struct, or a variant of an enum.
pub(super) struct Case<'i> {
    pub(super) ident: &'i Ident,
    pub(super) fields: &'i Fields,
    /// The number that was given to a variant.
    pub(super) discriminant: Option<&'i syn::Expr>,
    /// It has `#[default]`.
    pub(super) is_default: bool,
}

impl<'i> Item<'i> {
    pub(super) fn of_struct(item: &'i syn::ItemStruct) -> Self {
        let case = Case { ident: &item.ident, fields: &item.fields, discriminant: None, is_default: false };
        Item { ident: &item.ident, attributes: &item.attrs, cases: vec![case], is_enum: false }
    }

    pub(super) fn of_enum(item: &'i syn::ItemEnum) -> Self {
        let cases = item.variants.iter().map(|variant| Case {
            ident: &variant.ident,
            fields: &variant.fields,
            discriminant: variant.discriminant.as_ref().map(|(_, value)| value),
            is_default: variant.attrs.iter().any(|attribute| attribute.path().is_ident("default")),
        });
        Item { ident: &item.ident, attributes: &item.attrs, cases: cases.collect(), is_enum: true }
    }

    /// The impls of what is derived, as far as Python can do the same.
    pub(super) fn derives(&self, around: &Around<'_>) -> Expansion {
        let derived = derived(self.attributes);
        let has = |name: &str| derived.iter().any(|known| known == name);
        let mut impls = Expansion::default();
        if has("Debug") {
            let [line, lines] = [Layout::Line, Layout::Lines].map(|layout| {
                self.compile(around, &["value"], |lower, types| self.debug(lower, types, layout))
            });
            let functions = line.zip(lines);
            let functions =
                functions.map(|(a, b)| vec![("debugger", "debug", a), ("pretty_debugger", "pretty", b)]);
            impls.join(self.implement(around, ("Debugs", &["Debug"]), functions));
        }
        if has("Default") {
            let compiled = self.compile(around, &[], |lower, types| self.default(lower, types));
            let functions = compiled.map(|compiled| vec![("defaulter", "default", compiled)]);
            impls.join(self.implement(around, ("Defaults", &["Default"]), functions));
        }
        if has("PartialOrd") && has("Ord") {
            let compiled = self.compile(around, &["value"], |lower, types| self.order(lower, types));
            let functions = compiled.map(|compiled| vec![("sorter", "order", compiled)]);
            impls.join(self.implement(around, ("Orders", &["PartialOrd", "Ord"]), functions));
        }
        impls
    }

    /// A Python function of these parameters. `None` if it cannot be made: nobody may ask for it.
    fn compile(
        &self,
        around: &Around<'_>,
        parameters: &[&str],
        body: impl FnOnce(&mut Lower<'_>, &[Vec<Ty>]) -> Option<Vec<Stmt>>,
    ) -> Option<Compiled> {
        let mut diagnostics = Diagnostics::default();
        let mut outside = Outside::new(around.private());
        let line = self.ident.span().start().line;
        let mut checker = Checker::new(&mut diagnostics, &mut outside, Free::None, around, line);
        checker.self_type = Some(self.ident.clone().into());
        let types: Vec<Vec<Ty>> = self
            .cases
            .iter()
            .map(|case| case.fields.iter().map(|field| checker.ty(&field.ty)).collect())
            .collect();
        let table = std::mem::take(&mut checker.types);
        let types: Vec<Vec<Ty>> =
            types.iter().map(|types| types.iter().map(|ty| table.resolve(ty)).collect()).collect();
        let mut lower = Lower::new(table, Vec::new(), &mut diagnostics, &mut outside, line);
        let parameters = parameters.iter().map(|parameter| lower.fresh(parameter)).collect();
        let body = body(&mut lower, &types)?;
        let name = Expr::Own(String::new());
        let kind = StmtKind::Def { waits: false, name, parameters, doc: None, body };
        let printed = print(&[Stmt { kind, at: At::default() }]);
        diagnostics.is_empty().then_some(Compiled { printed, outside, form: Form::Plain })
    }

    /// The impl of a trait, by what is derived: the names of its functions, and what they and their Python are called.
    fn implement(
        &self,
        around: &Around<'_>,
        (of, by): (&str, &[&str]),
        functions: Option<Vec<(&str, &str, Compiled)>>,
    ) -> Expansion {
        let mut python = String::new();
        let (private, ident, line) = (around.private(), self.ident, self.ident.span().start().line);
        let of = format_ident!("{of}");
        let mut asked: Vec<TokenStream> = Vec::new();
        let mut members = TokenStream::new();
        let mut derives = derives(self.attributes);
        derives
            .retain(|path| path.segments.last().is_some_and(|last| by.iter().any(|name| last.ident == name)));
        let checks = macros_check(&private, "derives", &derives);
        for (function, kind, compiled) in functions.into_iter().flatten() {
            let kinds = [LinkKind::Debugger, LinkKind::PrettyDebugger, LinkKind::Defaulter, LinkKind::Sorter];
            let links = compiled.outside.links.iter().filter(|link| kinds.contains(&link.kind));
            for link in links {
                let known = |path: &TokenStream| path.to_string() == link.path.to_string();
                if !asked.iter().any(known) && !is_within(around, ident, &link.path) {
                    asked.push(link.path.clone());
                }
            }
            join(&mut python, &compiled.printed.text);
            let (function, linker) = (format_ident!("{function}"), own("linker"));
            let name = format!("{kind}_{}", plain(ident));
            let linked = linked(&private, &linker, &compiled.parts(&name, &[], line));
            members.extend(quote! {
                fn #function(#linker: &mut #private::Linker) -> #private::String {
                    #checks
                    #linked
                }
            });
        }
        if members.is_empty() {
            return Expansion::default();
        }
        let tokens =
            quote!(impl #private::#of for #ident where #(for<'x> #asked: #private::#of,)* { #members });
        Expansion { tokens, python }
    }

    fn debug(&self, lower: &mut Lower<'_>, types: &[Vec<Ty>], layout: Layout) -> Option<Vec<Stmt>> {
        let span = self.ident.span();
        // The name of a variant without data is its value.
        let plain_value = (self.is_enum && self.has_unit()).then(|| name("value"));
        Some(self.by_case(lower, types, plain_value, |lower, _, case, types| {
            let open = if matches!(case.fields, Fields::Named(_)) { '{' } else { '(' };
            let fields = case.fields.iter().map(|field| field.ident.as_ref().map(plain));
            let parts = fields
                .zip(types)
                .zip(self.parts(case))
                .map(|((field, ty), value)| (field, ty.clone(), value));
            let parts = Parts { name: &plain(case.ident), open, parts: parts.collect() };
            lower.debug_parts(parts, layout, span)
        }))
    }

    fn order(&self, lower: &mut Lower<'_>, types: &[Vec<Ty>]) -> Option<Vec<Stmt>> {
        let ranks = self.ranks()?;
        let types: Vec<Vec<Ty>> =
            types.iter().map(|types| types.iter().map(|ty| lower.types.in_python(ty)).collect()).collect();
        if !types.iter().flatten().all(has_order) {
            return None;
        }
        let text = |case: &Case<'_>| Expr::Str(plain(case.ident));
        if self.is_enum && self.cases.iter().all(|case| matches!(case.fields, Fields::Unit)) {
            let mut sorted: Vec<_> = ranks.iter().zip(&self.cases).collect();
            sorted.sort_by_key(|(rank, _)| **rank);
            let names = Expr::Tuple(sorted.into_iter().map(|(_, case)| text(case)).collect());
            let rank = names.attribute("index").call(vec![name("value")]);
            return Some(vec![returned(rank)]);
        }
        let units = self.cases.iter().zip(&ranks).filter(|(case, _)| self.is_enum && case.fields.is_empty());
        let units: Vec<(Expr, Expr)> =
            units.map(|(case, rank)| (text(case), Expr::Tuple(vec![Expr::Int(*rank)]))).collect();
        let unit = match &units[..] {
            [] => None,
            [(_, rank)] => Some(rank.clone()),
            _ => Some(Expr::Dict(units).subscript(name("value"))),
        };
        Some(self.by_case(lower, &types, unit, |lower, i, case, types| {
            let mut keys: Vec<Expr> = self
                .parts(case)
                .zip(types)
                .map(|(part, ty)| lower.key_of_value(part, ty, self.ident.span()))
                .collect();
            match keys.len() {
                1 if !self.is_enum => keys.remove(0),
                _ => {
                    let rank = self.is_enum.then(|| Expr::Int(ranks[i]));
                    Expr::Tuple(rank.into_iter().chain(keys).collect())
                }
            }
        }))
    }

    /// The order of the variants: by the numbers that they were given, or as they stand.
    fn ranks(&self) -> Option<Vec<i128>> {
        let mut next = 0;
        let ranks = self.cases.iter().map(|case| {
            if let Some(value) = case.discriminant {
                next = value.to_token_stream().to_string().replace(' ', "").parse().ok()?;
            }
            next += 1;
            Some(next - 1)
        });
        ranks.collect()
    }

    fn default(&self, lower: &mut Lower<'_>, types: &[Vec<Ty>]) -> Option<Vec<Stmt>> {
        let span = self.ident.span();
        let (case, types) =
            self.cases.iter().zip(types).find(|(case, _)| case.is_default || !self.is_enum)?;
        if self.is_enum {
            return Some(vec![returned(Expr::Str(plain(case.ident)))]);
        }
        let mut values = Vec::new();
        for (field, ty) in case.fields.iter().zip(types) {
            let value = match &field.ty {
                syn::Type::Array(_) => return None,
                _ => lower.default_value(&lower.types.in_python(ty), span)?,
            };
            values.push(value);
        }
        let value = match case.fields {
            Fields::Named(fields) => {
                let names = fields.named.iter().filter_map(|field| field.ident.as_ref());
                Expr::Dict(names.map(|name| Expr::Str(plain(name))).zip(values).collect())
            }
            Fields::Unnamed(_) if values.len() == 1 => values.remove(0),
            Fields::Unnamed(_) => Expr::Tuple(values),
            Fields::Unit => return None,
        };
        Some(vec![returned(value)])
    }

    fn has_unit(&self) -> bool {
        self.cases.iter().any(|case| case.fields.is_empty() && matches!(case.fields, Fields::Unit))
    }

    /// The values of a case's fields, in the variable `value`.
    fn parts(&self, case: &Case<'_>) -> impl Iterator<Item = Expr> {
        let text = |text: &Ident| Expr::Str(plain(text));
        let whole = match self.is_enum {
            true => name("value").subscript(text(case.ident)),
            false => name("value"),
        };
        let parts: Vec<Expr> = match case.fields {
            Fields::Named(fields) => {
                let names = fields.named.iter().filter_map(|field| field.ident.as_ref());
                names.map(|name| whole.clone().subscript(text(name))).collect()
            }
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => vec![whole],
            fields => (0..fields.len()).map(|i| whole.clone().subscript(Expr::Int(i as i128))).collect(),
        };
        parts.into_iter()
    }

    /// What is said of each case, as the statements of a function; `unit` is that of variants without data.
    fn by_case(
        &self,
        lower: &mut Lower<'_>,
        types: &[Vec<Ty>],
        unit: Option<Expr>,
        mut said: impl FnMut(&mut Lower<'_>, usize, &Case<'_>, &[Ty]) -> Expr,
    ) -> Vec<Stmt> {
        let mut statements = Vec::new();
        let cases = self.cases.iter().zip(types).enumerate();
        let filled: Vec<_> =
            cases.filter(|(_, (case, _))| !self.is_enum || !matches!(case.fields, Fields::Unit)).collect();
        for (n, (i, (case, types))) in filled.iter().enumerate() {
            let (value, mut then) = lower.buffered(|lower| said(lower, *i, case, types));
            then.push(returned(value));
            if n + 1 == filled.len() && unit.is_none() {
                statements.extend(then);
            } else {
                let test = call("gear_is_variant", vec![name("value"), Expr::Str(plain(case.ident))]);
                let kind = StmtKind::If { test, then, otherwise: Vec::new() };
                statements.push(Stmt { kind, at: At::default() });
            }
        }
        statements.extend(unit.map(returned));
        statements
    }
}

/// Those of the types that have no values of the type called `ident` in them. The others cannot be asked for what this one is
/// still to have.
pub(super) fn without_itself<'t>(
    around: &Around<'_>,
    ident: &Ident,
    types: &[&'t syn::Type],
) -> Vec<&'t syn::Type> {
    let has_itself =
        |ty: &syn::Type| paths_in(ty).iter().any(|path| is_within(around, ident, &path.to_token_stream()));
    types.iter().copied().filter(|ty| !has_itself(ty)).collect()
}

/// Whether values of the type called `ident` are in those of another.
fn is_within(around: &Around<'_>, ident: &Ident, path: &TokenStream) -> bool {
    let line = ident.span().start().line;
    *ident == path.to_string()
        || syn::parse2(path.clone()).is_ok_and(|path| {
            around.surroundings.is_some_and(|known| known.is_within(line, &ident.clone().into(), &path))
        })
}

fn returned(value: Expr) -> Stmt {
    Stmt { kind: StmtKind::Return(Some(value)), at: At::default() }
}
