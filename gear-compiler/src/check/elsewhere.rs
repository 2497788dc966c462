//! What other items of the crate say about types: fields, results, constants. Each answer comes with a check for rustc.

use super::copies::Lending;
use super::generic::instance;
use super::{Checker, called};
use crate::around::Private;
use crate::diag::{Code, Diagnostics, Reported};
use crate::surroundings::{Signature, has_unknown};
use crate::syntax::owner_of;
use crate::types::{Shape, Ty, check_in_json, familiar, is_json, parts_mut, type_of_syntax};
use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::{ToTokens as _, format_ident, quote};

/// Types of other items that were relied on, as expressions that compile if they are right.
#[derive(Default)]
pub(crate) struct Facts {
    /// Closures that nobody calls: an item would be one more body for rustc to check.
    items: Vec<(String, TokenStream)>,
    /// Of variables of the function around, as statements.
    pub(crate) variables: Vec<TokenStream>,
}

impl Facts {
    /// Adds an expression; what is wrong with it is reported at `span`.
    pub(super) fn add(&mut self, span: Span, fact: TokenStream) {
        let text = fact.to_string();
        if !self.items.iter().any(|(known, _)| *known == text) {
            self.items.push((text, at(span, fact)));
        }
    }

    /// Adds a statement about variables of the function around.
    pub(super) fn variable(&mut self, span: Span, fact: TokenStream) {
        self.variables.push(at(span, fact));
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &TokenStream> {
        self.items.iter().map(|(_, fact)| fact)
    }
}

impl Checker<'_> {
    /// The type of a struct's field.
    pub(super) fn field_elsewhere(&mut self, owner: &Ty, member: &syn::Member) -> Option<Ty> {
        let (surroundings, owner) = (self.surroundings?, path_of(owner)?);
        let seen = surroundings.field(self.line, &owner, &name_of(member))?;
        let (span, ty) = (syn::spanned::Spanned::span(member), self.spelt(&seen));
        self.outside.facts.add(span, quote!(|it: &#owner| { let _: &#ty = &it.#member; }));
        let known = self.seen(&seen);
        Some(check_in_json(&known, member, self.diagnostics))
    }

    /// Notes what a type is in Python, if it is a struct whose fields have no names.
    pub(super) fn note_shape(&mut self, ty: &Ty) {
        if let Some(path) = path_of(ty) {
            self.note_shape_of(ty, &path);
        }
    }

    /// The same, of the type that is written as `owner`.
    pub(super) fn note_shape_of(&mut self, ty: &Ty, owner: &syn::Path) {
        let Ty::Named(name) = ty else { return };
        if !self.shapes_known.insert(name.clone()) {
            return;
        }
        let Some(surroundings) = self.surroundings else { return };
        match surroundings.fields(self.line, owner).as_deref() {
            Some([only]) if only == "0" => {
                self.outside.kind(owner.to_token_stream(), "Newtype");
                let inner = self.field_elsewhere(ty, &syn::Member::from(0));
                let inner = inner.unwrap_or_else(|| self.types.foreign());
                self.types.shape(ty, Shape::Newtype(inner));
            }
            Some([first, ..]) if first == "0" => {
                self.outside.kind(owner.to_token_stream(), "TupleStruct");
                self.types.shape(ty, Shape::Tuple);
            }
            _ if surroundings.is_enum(self.line, owner) => self.types.enumeration(ty),
            _ => {}
        }
    }

    /// The type of a field in a literal or pattern of a struct or a variant, whose name `path` is.
    pub(super) fn part_elsewhere(&mut self, path: &syn::Path, member: &syn::Member) -> Option<Ty> {
        match (self.variant_path(path), path.segments.last()) {
            (Some((_, owner)), Some(variant)) => self.variant_elsewhere(&owner, &variant.ident, member),
            _ => {
                let owner = Ty::Named(path.to_token_stream().to_string());
                let owner = self.named(&owner);
                self.field_elsewhere(&owner, member)
            }
        }
    }

    /// How many fields without names a struct or a variant has, whose name `path` is.
    pub(super) fn count_elsewhere(&mut self, path: &syn::Path) -> Option<usize> {
        let (surroundings, span) = (self.surroundings?, syn::spanned::Spanned::span(path));
        match (self.variant_path(path), path.segments.last()) {
            (Some((_, owner)), Some(variant)) => {
                let (owner, variant) = (path_of(&owner)?, &variant.ident);
                let count = surroundings.variant_fields(self.line, &owner, &variant.to_string())?;
                let parts = (0..count).map(|_| quote!(_));
                self.outside
                    .facts
                    .add(span, quote!(|it: &#owner| { if let #owner::#variant(#(#parts),*) = it {} }));
                Some(count)
            }
            _ => {
                let owner = Ty::Named(path.to_token_stream().to_string());
                let owner = path_of(&self.named(&owner))?;
                let count = surroundings.fields(self.line, &owner)?.len();
                let private = self.outside.private.clone();
                if count > 1 {
                    let fact =
                        quote!({ let _: [(); #count] = [(); <#owner as #private::TupleStruct>::FIELDS]; });
                    self.outside.facts.add(span, fact);
                }
                Some(count)
            }
        }
    }

    fn variant_elsewhere(&mut self, owner: &Ty, variant: &syn::Ident, member: &syn::Member) -> Option<Ty> {
        let (surroundings, owner) = (self.surroundings?, path_of(owner)?);
        let seen = surroundings.variant(self.line, &owner, &variant.to_string(), &name_of(member))?;
        let (span, ty) = (variant.span(), self.spelt(&seen));
        self.outside.facts.add(
            span,
            quote! {
                |it: &#owner| { if let #owner::#variant { #member: part, .. } = it { let _: &#ty = part; } }
            },
        );
        let known = self.seen(&seen);
        Some(check_in_json(&known, variant, self.diagnostics))
    }

    /// The type of a constant or static.
    pub(super) fn value_elsewhere(&mut self, path: &syn::Path) -> Option<Ty> {
        let mut seen = self.surroundings?.value(self.line, path)?;
        let state = self.argument_of("State", &mut seen);
        let (span, ty) = (syn::spanned::Spanned::span(path), self.spelt(&seen));
        self.outside.facts.add(span, quote!(|| { let _: &#ty = &#path; }));
        match state {
            Some(value) => Some(Ty::State(Box::new(self.seen(&value)))),
            None => Some(self.seen(&seen)),
        }
    }

    /// Whether a path is that of a `LazyLock`, and whether that is shipped.
    pub(super) fn lazy_elsewhere(&mut self, path: &syn::Path) -> Option<Result<(), Reported>> {
        let shipped = self.surroundings?.lazy(self.line, path)?;
        Some(if shipped {
            Ok(())
        } else {
            let name = path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
            let message = format!("what the `LazyLock` of `{name}` makes is not shipped");
            let help = "write `#[gear]` above the static";
            Err(self.diagnostics.report_help(Code::Item, path, message, help))
        })
    }

    /// The type of a constant of a type: `User::MAX`.
    pub(super) fn associated_value_elsewhere(&mut self, path: &syn::Path) -> Option<Ty> {
        let (surroundings, last) = (self.surroundings?, path.segments.last()?);
        let seen = surroundings.associated_value(self.line, &owner_of(path), &last.ident.to_string())?;
        let ty = self.spelt(&seen);
        self.outside.facts.add(last.ident.span(), quote!(|| { let _: &#ty = &#path; }));
        Some(self.seen(&seen))
    }

    /// The type of a variable of the function around. It is checked where the variable is in scope.
    pub(super) fn variable_elsewhere(&mut self, name: &syn::Ident) -> Option<Ty> {
        let seen = self.surroundings?.variable(self.line, &name.to_string())?;
        let ty = self.spelt(&seen);
        self.outside.facts.variable(name.span(), quote!(let _: &#ty = &#name;));
        Some(self.seen(&seen))
    }

    /// The type of a function. One that is awaited, or not awaited, against its kind is rustc's to report.
    pub(super) fn function_elsewhere(&mut self, path: &syn::Path, awaited: bool) -> Option<(Ty, Lending)> {
        let signature = self.surroundings?.function(self.line, path)?;
        if signature.waits != awaited {
            return None;
        }
        let written = path.segments.last().map(|last| self.turbofish(last)).unwrap_or_default();
        let callee = super::path::without_turbofish(path).to_token_stream();
        let ty = self.signature(callee, None, &signature, written, syn::spanned::Spanned::span(path))?;
        Some((ty, lending_of(&signature)))
    }

    /// The type of the records that a beginning gives: the second argument of its `Open<Reader, Item>`.
    pub(crate) fn opened_elsewhere(&mut self, path: &syn::Path) -> Option<Ty> {
        let mut signature = self.surroundings?.function(self.line, path)?;
        let item = self.argument_of("Open", &mut signature.output)?;
        self.signature(
            path.to_token_stream(),
            None,
            &signature,
            Vec::new(),
            syn::spanned::Spanned::span(path),
        )?;
        Some(self.seen(&item)).filter(|_| !has_unknown(&item))
    }

    /// The last argument of a type of our crate, which gets its full path.
    fn argument_of(&self, name: &str, ty: &mut syn::Type) -> Option<syn::Type> {
        let argument = parts_mut(ty).pop()?.clone();
        let syn::Type::Path(path) = ty else { return None };
        let last = path.path.segments.last().filter(|last| last.ident == name)?;
        let (private, last) = (&self.outside.private, last.clone());
        path.path = syn::parse_quote!(#private::#last);
        Some(argument)
    }

    /// The type of a function or method of a type; a method takes the value first.
    pub(super) fn associated_elsewhere(&mut self, owner: &Ty, name: &syn::Ident) -> Option<(Ty, Lending)> {
        let (surroundings, owner) = (self.surroundings?, path_of(owner)?);
        let signature = surroundings.associated(self.line, &owner, &name.to_string())?;
        let callee = quote!(<#owner>::#name);
        let ty = self.signature(callee, Some(&owner), &signature, Vec::new(), name.span())?;
        Some((ty, lending_of(&signature)))
    }

    /// The type of an operator of a type, if there is one `impl` of it and that is under `#[gear]`.
    pub(super) fn operator_elsewhere(
        &mut self,
        owner: &Ty,
        name: &syn::Ident,
        of: &syn::Ident,
    ) -> Option<(Ty, Lending)> {
        let (surroundings, owner) = (self.surroundings?, path_of(owner)?);
        let signature = surroundings.operator(self.line, &owner, &of.to_string())?;
        // The trait may not be in scope; what its right side is, the arguments say.
        let callee = match signature.inputs.len() {
            0 => quote!(<#owner as ::core::ops::#of>::#name),
            _ => quote!(<#owner as ::core::ops::#of<_>>::#name),
        };
        let ty = self.signature(callee, Some(&owner), &signature, Vec::new(), name.span())?;
        Some((ty, lending_of(&signature)))
    }

    /// The fields of a struct with names.
    pub(super) fn fields_elsewhere(&mut self, owner: &Ty) -> Vec<(String, Ty)> {
        let (Some(surroundings), Some(path)) = (self.surroundings, path_of(owner)) else { return Vec::new() };
        let names = surroundings.fields(self.line, &path).unwrap_or_default();
        let field = |name: String| {
            let ty = surroundings.field(self.line, &path, &name).map(|seen| self.seen(&seen));
            (name, ty.unwrap_or(Ty::Unknown))
        };
        names.into_iter().map(field).collect()
    }

    /// Whether a type stands in the sources and has no method of this name of its own: then that of a trait is meant.
    pub(super) fn has_only_derived(&mut self, owner: &Ty, name: &syn::Ident) -> bool {
        let (Some(surroundings), Some(path)) = (self.surroundings, path_of(owner)) else { return false };
        let own = || surroundings.own(self.line, &path, &name.to_string());
        surroundings.declares(self.line, &path) && own().flatten().is_none()
    }

    /// Whether a type has a function of this name that is not a trait's.
    pub(super) fn has_own(&self, owner: &Ty, name: &syn::Ident) -> bool {
        let (Some(surroundings), Some(path)) = (self.surroundings, path_of(owner)) else { return false };
        surroundings.own(self.line, &path, &name.to_string()).is_some()
    }

    /// What an alias stands for.
    pub(super) fn alias_elsewhere(&mut self, name: &str) -> Option<Ty> {
        let surroundings = self.surroundings?;
        let written = syn::parse_str::<syn::Type>(name).ok()?;
        let seen = surroundings.alias(self.line, &written)?;
        let ty = self.spelt(&seen);
        self.outside.facts.add(Span::call_site(), quote!(|it: #written| { let _: #ty = it; }));
        Some(self.seen(&seen))
    }

    fn signature(
        &mut self,
        callee: TokenStream,
        owner: Option<&syn::Path>,
        signature: &Signature,
        written: Vec<Ty>,
        span: Span,
    ) -> Option<Ty> {
        let receiver = signature.receiver.zip(owner).map(|(receiver, owner)| match receiver {
            "&mut Self" => quote!(&mut #owner),
            "&Self" => quote!(&#owner),
            _ => quote!(#owner),
        });
        let mut parameters: Vec<TokenStream> = receiver.map(|ty| quote!(receiver: #ty)).into_iter().collect();
        let mut arguments: Vec<TokenStream> = parameters.iter().map(|_| quote!(receiver)).collect();
        for (i, input) in signature.inputs.iter().enumerate() {
            if has_unknown(input) {
                arguments.push(quote!(loop {}));
                continue;
            }
            let (name, ty) = (format_ident!("argument_{i}"), self.spelt(input));
            parameters.push(quote!(#name: #ty));
            arguments.push(name.to_token_stream());
        }
        let (output, waits) = (self.spelt(&signature.output), signature.waits);
        let (asyncness, wait) = if waits { (quote!(async), quote!(.await)) } else { Default::default() };
        let given = match &signature.output {
            syn::Type::ImplTrait(_) => {
                quote!(fn given<'gear>(_: #output) {} given(#callee(#(#arguments),*) #wait);)
            }
            _ => quote!(let _: #output = #callee(#(#arguments),*) #wait;),
        };
        // Only an item can have parameters of a trait's type.
        let of_traits = signature
            .inputs
            .iter()
            .chain([&signature.output])
            .any(|ty| matches!(ty, syn::Type::ImplTrait(_)));
        let declared = self.declared(&signature.parameters);
        let fact = match waits || of_traits {
            _ if !declared.is_empty() => {
                quote!({ #asyncness fn fact<#(#declared),*>() { #(let #parameters = loop {};)* #given } })
            }
            true => quote!({ #asyncness fn fact<'gear>(#(#parameters),*) { #given } }),
            // Parameters would be of any lifetime; the function may want the same one twice, or `'static`.
            false => quote!(|| { #(let #parameters = loop {};)* #given }),
        };
        self.outside.facts.add(span, fact);
        let arguments = self.type_arguments(&signature.parameters, written);
        let mut inputs: Vec<Ty> = Vec::new();
        if let (Some(_), Some(owner)) = (&signature.receiver, owner) {
            inputs.push(Ty::Named(owner.to_token_stream().to_string()));
        }
        for input in &signature.inputs {
            let ty = self.seen(input);
            inputs.push(instance(&ty, &arguments));
        }
        let output = self.seen(&signature.output);
        let output = instance(&output, &arguments);
        Some(Ty::Fn(inputs, Box::new(called(waits, &output))))
    }

    /// The type as the compiler has it. Errors in it are those of another item.
    pub(super) fn seen(&mut self, seen: &syn::Type) -> Ty {
        let mut elsewhere = Diagnostics::default();
        let before = self.types.count();
        let ty = type_of_syntax(seen, &mut self.types, &mut elsewhere);
        self.types.make_foreign(before);
        self.note_shapes(&ty);
        if elsewhere.is_empty() { ty } else { self.types.foreign() }
    }

    fn note_shapes(&mut self, ty: &Ty) {
        self.note_shape(ty);
        ty.with_parts(|part| {
            self.note_shapes(part);
            Ty::Unknown
        });
    }

    /// The type with familiar names by their full paths.
    fn spelt(&self, seen: &syn::Type) -> TokenStream {
        let mut ty = seen.clone();
        spell(&mut ty, &self.outside.private);
        if matches!(ty, syn::Type::ImplTrait(_)) {
            // Here, no lifetime may be left out.
            name_lifetimes(&mut ty);
        }
        ty.to_token_stream()
    }
}

/// Puts the full path in place of each familiar name.
fn spell(ty: &mut syn::Type, private: &Private) {
    parts_mut(ty).into_iter().for_each(|part| spell(part, private));
    let syn::Type::Path(path) = ty else { return };
    let Some(last) = path.path.segments.last() else { return };
    let (name, arguments) = (last.ident.to_string(), last.arguments.clone());
    if is_json(&path.path) {
        *ty = syn::parse_quote!(#private::Json);
    } else if let Some(familiar) = familiar(&name) {
        let mut meant = familiar.path(private, Span::call_site());
        if let Some(last) = meant.segments.last_mut() {
            last.arguments = arguments;
        }
        path.path = meant;
    }
}

/// Gives each reference in a type the lifetime `'gear`.
fn name_lifetimes(ty: &mut syn::Type) {
    if let syn::Type::Reference(reference) = ty {
        reference.lifetime = Some(syn::Lifetime::new("'gear", Span::call_site()));
    }
    parts_mut(ty).into_iter().for_each(name_lifetimes);
}

/// The same tokens, all located at one place: they stay those of a macro.
fn at(span: Span, tokens: TokenStream) -> TokenStream {
    let moved = tokens.into_iter().map(|token| {
        let own = token.span();
        let mut token = match token {
            TokenTree::Group(group) => Group::new(group.delimiter(), at(span, group.stream())).into(),
            token => token,
        };
        token.set_span(own.located_at(span));
        token
    });
    moved.collect()
}

fn name_of(member: &syn::Member) -> String {
    match member {
        syn::Member::Named(name) => name.to_string(),
        syn::Member::Unnamed(index) => index.index.to_string(),
    }
}

/// The path of a type of the user.
fn path_of(ty: &Ty) -> Option<syn::Path> {
    match ty {
        Ty::Named(path) => syn::parse_str(path).ok(),
        _ => None,
    }
}

fn lending_of(signature: &Signature) -> Lending {
    let parameters: Vec<String> =
        signature.parameters.iter().map(|parameter| parameter.name.to_string()).collect();
    let lending = Lending::new(&signature.inputs, Some(&signature.output), &parameters);
    Lending { receiver: signature.receiver, ..lending }
}
