//! What a source file declares, as plain data.

use crate::emit::{derived, is_gear, is_lazy};
use crate::types::parts_mut;
use quote::ToTokens as _;
use std::collections::HashMap;
use std::ops::RangeInclusive;
use syn::visit::Visit;

/// The scopes of a file and what they declare. Types are kept as text.
pub struct SourceFile {
    /// The file itself is the first; a scope comes after those around it.
    pub(super) scopes: Vec<Scope>,
    /// While it is read: whether the items are in a `#[gear] mod`.
    shipped: bool,
}

/// A module, or the body of a function.
pub(super) struct Scope {
    pub(super) lines: RangeInclusive<usize>,
    pub(super) parent: Option<usize>,
    /// The name of the module, `None` for a function's body and for the file.
    pub(super) module: Option<String>,
    items: HashMap<String, Vec<Item>>,
    /// The functions of `impl` blocks, by the name of the type.
    associated: Vec<(String, String, Function)>,
    /// Those of `impl` blocks of traits.
    implemented: Vec<Implemented>,
    /// The constants of `impl` blocks, by the name of the type, with their types.
    constants: Vec<(String, String, String)>,
    /// `use path as name`.
    pub(super) uses: Vec<(String, Vec<String>)>,
    /// `use path::*`.
    pub(super) globs: Vec<Vec<String>>,
    /// Modules with a body, and their scopes.
    pub(super) inner: HashMap<String, usize>,
    /// `mod name;`
    pub(super) outer: Vec<String>,
    /// The variables of a function's body, with the types that were written.
    variables: Variables,
}

#[derive(Clone)]
pub(super) struct Item {
    /// Whether it is seen outside its module.
    pub(super) public: bool,
    pub(super) definition: Definition,
}

#[derive(Clone)]
pub(super) enum Definition {
    Struct {
        fields: Vec<(String, String)>,
        derives: Vec<String>,
    },
    Enum {
        variants: Vec<(String, Vec<(String, String)>)>,
        derives: Vec<String>,
    },
    Function(Function),
    Value {
        ty: String,
        /// Whether it is under `#[gear]`, of a `LazyLock`.
        lazy: Option<bool>,
    },
    Alias {
        parameters: Vec<String>,
        ty: String,
    },
    Trait,
    /// It is there, and hides others of its name.
    Other,
}

/// A function of an `impl` of a trait.
pub(super) struct Implemented {
    /// The type's name.
    of: String,
    /// The trait's.
    of_trait: String,
    name: String,
    pub(super) function: Function,
    /// Whether the block is under `#[gear]`.
    pub(super) shipped: bool,
    /// Where it stands.
    pub(super) line: usize,
}

#[derive(Clone)]
pub(super) struct Function {
    pub(super) receiver: Option<&'static str>,
    pub(super) inputs: Vec<String>,
    pub(super) output: String,
    pub(super) waits: bool,
    /// The type parameters, with their bounds. `None` if there is more to them.
    pub(super) parameters: Option<Vec<(String, String)>>,
}

impl SourceFile {
    /// Reads the text of a file; `None` if it is not Rust.
    pub fn parse(text: &str) -> Option<SourceFile> {
        let file = syn::parse_file(text).ok()?;
        let mut parsed = SourceFile { scopes: Vec::new(), shipped: false };
        let scope = parsed.open(None, None, 0..=usize::MAX);
        file.items.iter().for_each(|item| parsed.item(scope, item));
        Some(parsed)
    }

    fn open(&mut self, parent: Option<usize>, module: Option<String>, lines: RangeInclusive<usize>) -> usize {
        self.scopes.push(Scope {
            lines,
            parent,
            module,
            items: HashMap::new(),
            associated: Vec::new(),
            implemented: Vec::new(),
            constants: Vec::new(),
            uses: Vec::new(),
            globs: Vec::new(),
            inner: HashMap::new(),
            outer: Vec::new(),
            variables: Variables::default(),
        });
        self.scopes.len() - 1
    }

    fn item(&mut self, scope: usize, item: &syn::Item) {
        match item {
            syn::Item::Struct(item) => {
                let definition = match item.generics.params.is_empty()
                    && !has_cfg(item.fields.iter().map(|field| &field.attrs))
                {
                    true => {
                        Definition::Struct { fields: fields(&item.fields), derives: derived(&item.attrs) }
                    }
                    false => Definition::Other,
                };
                self.declare(scope, &item.ident, &item.vis, definition);
            }
            syn::Item::Enum(item) => {
                let variants =
                    item.variants.iter().map(|variant| (name(&variant.ident), fields(&variant.fields)));
                let definition = match item.generics.params.is_empty() {
                    true => Definition::Enum { variants: variants.collect(), derives: derived(&item.attrs) },
                    false => Definition::Other,
                };
                self.declare(scope, &item.ident, &item.vis, definition);
            }
            syn::Item::Fn(item) => {
                self.declare(scope, &item.sig.ident, &item.vis, Definition::Function(function(&item.sig)));
                self.body(scope, &item.sig, &item.block);
            }
            syn::Item::Const(item) => {
                let definition = Definition::Value { ty: text(&item.ty), lazy: None };
                self.declare(scope, &item.ident, &item.vis, definition);
            }
            syn::Item::Static(item) => {
                let shipped = self.shipped || is_gear(&item.attrs);
                let lazy = is_lazy(&item.ty).then_some(shipped);
                let definition = Definition::Value { ty: text(&item.ty), lazy };
                self.declare(scope, &item.ident, &item.vis, definition);
            }
            syn::Item::Type(item) => {
                let parameters =
                    item.generics.type_params().map(|parameter| name(&parameter.ident)).collect();
                let definition = Definition::Alias { parameters, ty: text(&item.ty) };
                self.declare(scope, &item.ident, &item.vis, definition);
            }
            syn::Item::Trait(item) => self.declare(scope, &item.ident, &item.vis, Definition::Trait),
            syn::Item::Union(item) => self.declare(scope, &item.ident, &item.vis, Definition::Other),
            syn::Item::Impl(item) => self.implementation(scope, item),
            syn::Item::ForeignMod(block) => block.items.iter().for_each(|item| self.foreign(scope, item)),
            syn::Item::Mod(item) => self.module(scope, item),
            syn::Item::Use(item) => self.import(scope, &item.tree, &mut Vec::new()),
            _ => {}
        }
    }

    fn declare(&mut self, scope: usize, ident: &syn::Ident, vis: &syn::Visibility, definition: Definition) {
        let item = Item { public: !matches!(vis, syn::Visibility::Inherited), definition };
        self.scopes[scope].items.entry(name(ident)).or_default().push(item);
    }

    /// The body of a function, with its items and variables.
    fn body(&mut self, scope: usize, signature: &syn::Signature, block: &syn::Block) {
        let inner = self.open(Some(scope), None, lines(block));
        for stmt in &block.stmts {
            if let syn::Stmt::Item(item) = stmt {
                self.item(inner, item);
            }
        }
        let variables = &mut self.scopes[inner].variables;
        variables.visit_signature(signature);
        variables.visit_block(block);
    }

    fn implementation(&mut self, scope: usize, item: &syn::ItemImpl) {
        let of = match &*item.self_ty {
            ty if item.generics.params.is_empty() => last_name(ty),
            _ => None,
        };
        let item = &with_types_of(item);
        let (shipped, line) = (self.shipped || is_gear(&item.attrs), item.impl_token.span.start().line);
        for member in &item.items {
            if let (Some(of), syn::ImplItem::Const(constant)) = (&of, member) {
                let known = (of.clone(), name(&constant.ident), text(&constant.ty));
                self.scopes[scope].constants.push(known);
            }
            let syn::ImplItem::Fn(method) = member else { continue };
            if let Some(of) = &of {
                let (of, name, function) = (of.clone(), name(&method.sig.ident), function(&method.sig));
                match &item.trait_ {
                    None => self.scopes[scope].associated.push((of, name, function)),
                    Some((path, _)) => {
                        let of_trait =
                            path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
                        let known = Implemented { of, of_trait, name, function, shipped, line };
                        self.scopes[scope].implemented.push(known);
                    }
                }
            }
            self.body(scope, &method.sig, &method.block);
        }
    }

    /// An item of an `extern "Python"` block: a method takes its object as `this`, a constructor gives it.
    fn foreign(&mut self, scope: usize, item: &syn::ForeignItem) {
        let item = match item {
            syn::ForeignItem::Fn(item) => item,
            syn::ForeignItem::Type(item) => {
                return self.declare(
                    scope,
                    &item.ident,
                    &item.vis,
                    Definition::Struct { fields: Vec::new(), derives: Vec::new() },
                );
            }
            _ => return,
        };
        let mut function = function(&item.sig);
        let this = item.sig.inputs.first().and_then(|input| match input {
            syn::FnArg::Typed(typed) => match &*typed.pat {
                syn::Pat::Ident(name) if name.ident == "this" => Some(&*typed.ty),
                _ => None,
            },
            syn::FnArg::Receiver(_) => None,
        });
        let says = |kinds: &[&str]| {
            let kinds_of = |attribute: &syn::Attribute| match &attribute.meta {
                syn::Meta::List(list) => list.tokens.to_string(),
                _ => String::new(),
            };
            item.attrs.iter().map(kinds_of).any(|kind| kinds.iter().any(|known| kind.starts_with(known)))
        };
        let this = this.filter(|_| says(&["method", "getter", "setter"]));
        let owner = match (this, &item.sig.output) {
            (Some(ty), _) => {
                function.inputs.remove(0);
                function.receiver = Some(match ty {
                    syn::Type::Reference(reference) if reference.mutability.is_some() => "&mut Self",
                    syn::Type::Reference(_) => "&Self",
                    _ => "Self",
                });
                last_name(ty)
            }
            (None, syn::ReturnType::Type(_, ty)) if says(&["constructor"]) => last_name(ty),
            _ => return self.declare(scope, &item.sig.ident, &item.vis, Definition::Function(function)),
        };
        if let Some(owner) = owner {
            self.scopes[scope].associated.push((owner, name(&item.sig.ident), function));
        }
    }

    fn module(&mut self, scope: usize, item: &syn::ItemMod) {
        let name = name(&item.ident);
        match &item.content {
            Some((_, items)) => {
                let inner = self.open(Some(scope), Some(name.clone()), lines(item));
                self.scopes[scope].inner.insert(name, inner);
                let shipped = self.shipped || is_gear(&item.attrs);
                let around = std::mem::replace(&mut self.shipped, shipped);
                items.iter().for_each(|item| self.item(inner, item));
                self.shipped = around;
            }
            // Where `#[path]` leads is not followed.
            None if item.attrs.iter().any(|attribute| attribute.path().is_ident("path")) => {}
            None => self.scopes[scope].outer.push(name),
        }
    }

    fn import(&mut self, scope: usize, tree: &syn::UseTree, path: &mut Vec<String>) {
        match tree {
            syn::UseTree::Path(step) => {
                path.push(name(&step.ident));
                self.import(scope, &step.tree, path);
                path.pop();
            }
            syn::UseTree::Name(last) if last.ident == "self" => {
                let known = path.last().cloned().unwrap_or_default();
                self.scopes[scope].uses.push((known, path.clone()));
            }
            syn::UseTree::Name(last) => {
                let whole = path.iter().cloned().chain([name(&last.ident)]).collect();
                self.scopes[scope].uses.push((name(&last.ident), whole));
            }
            syn::UseTree::Rename(last) => {
                let whole =
                    path.iter().cloned().chain((last.ident != "self").then(|| name(&last.ident))).collect();
                self.scopes[scope].uses.push((name(&last.rename), whole));
            }
            syn::UseTree::Glob(_) => self.scopes[scope].globs.push(path.clone()),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.import(scope, tree, path)),
        }
    }
}

impl Scope {
    /// The item of this name. Of two, one might be for another platform: then it is unknown which.
    pub(super) fn item(&self, name: &str) -> Option<&Item> {
        match self.items.get(name)?.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// The written type of a variable, if the body of this function has one of this name, once.
    pub(super) fn variable(&self, name: &str) -> Option<&str> {
        match self.variables.0.get(name)?.as_slice() {
            [only] => only.as_deref(),
            _ => None,
        }
    }

    /// The type of a type's own constant, if it has one of this name.
    pub(super) fn constant(&self, of: &str, name: &str) -> Option<&str> {
        let mut found = self.constants.iter().filter(|(ty, known, _)| ty == of && known == name);
        match (found.next(), found.next()) {
            (Some((_, _, ty)), None) => Some(ty),
            _ => None,
        }
    }

    pub(super) fn has_item(&self, name: &str) -> bool {
        self.items.contains_key(name)
    }

    pub(super) fn associated<'i>(&'i self, of: &'i str, name: &'i str) -> impl Iterator<Item = &'i Function> {
        self.associated
            .iter()
            .filter(move |(ty, known, _)| ty == of && known == name)
            .map(|(_, _, function)| function)
    }

    /// Those of traits.
    pub(super) fn implemented<'i>(
        &'i self,
        of: &'i str,
        name: &'i str,
    ) -> impl Iterator<Item = &'i Function> {
        self.implemented
            .iter()
            .filter(move |known| known.of == of && known.name == name)
            .map(|known| &known.function)
    }

    /// The `impl` blocks of a trait for a type, by their functions.
    pub(super) fn blocks<'i>(
        &'i self,
        of: &'i str,
        of_trait: &'i str,
    ) -> impl Iterator<Item = &'i Implemented> {
        self.implemented.iter().filter(move |known| known.of == of && known.of_trait == of_trait)
    }
}

/// The names that the patterns of a function bind, each with the types that stand beside it. Which of two is meant at a place is not
/// looked into.
#[derive(Default)]
struct Variables(HashMap<String, Vec<Option<String>>>);

impl Visit<'_> for Variables {
    fn visit_pat_type(&mut self, typed: &syn::PatType) {
        match &*typed.pat {
            syn::Pat::Ident(variable) if variable.subpat.is_none() => {
                self.0.entry(name(&variable.ident)).or_default().push(Some(text(&typed.ty)));
            }
            other => self.visit_pat(other),
        }
    }

    fn visit_pat_ident(&mut self, variable: &syn::PatIdent) {
        self.0.entry(name(&variable.ident)).or_default().push(None);
        syn::visit::visit_pat_ident(self, variable);
    }

    // It has variables of its own.
    fn visit_item(&mut self, _: &syn::Item) {}
}

/// The block of a trait with its own types, `Self::Output`, in the place of their names in what its functions take and give.
pub(crate) fn with_types_of(item: &syn::ItemImpl) -> syn::ItemImpl {
    let types: Vec<(syn::Ident, syn::Type)> = item
        .items
        .iter()
        .filter_map(|member| match member {
            syn::ImplItem::Type(of) => Some((of.ident.clone(), of.ty.clone())),
            _ => None,
        })
        .collect();
    let mut item = item.clone();
    for member in &mut item.items {
        let syn::ImplItem::Fn(method) = member else { continue };
        for input in &mut method.sig.inputs {
            if let syn::FnArg::Typed(typed) = input {
                put_types(&mut typed.ty, &types);
            }
        }
        if let syn::ReturnType::Type(_, ty) = &mut method.sig.output {
            put_types(ty, &types);
        }
    }
    item
}

fn put_types(ty: &mut syn::Type, types: &[(syn::Ident, syn::Type)]) {
    parts_mut(ty).into_iter().for_each(|part| put_types(part, types));
    let syn::Type::Path(path) = &*ty else { return };
    if let [this, name] = &path.path.segments.iter().collect::<Vec<_>>()[..]
        && this.ident == "Self"
        && let Some((_, meant)) = types.iter().find(|(known, _)| name.ident == *known)
    {
        *ty = meant.clone();
    }
}

fn lines(node: &impl syn::spanned::Spanned) -> RangeInclusive<usize> {
    let span = node.span();
    span.start().line..=span.end().line
}

fn name(ident: &syn::Ident) -> String {
    ident.to_string()
}

/// The name of a type without its path.
fn last_name(ty: &syn::Type) -> Option<String> {
    match ty {
        syn::Type::Reference(reference) => last_name(&reference.elem),
        syn::Type::Path(path) => path.path.segments.last().map(|last| name(&last.ident)),
        _ => None,
    }
}

fn text(ty: &syn::Type) -> String {
    ty.to_token_stream().to_string()
}

/// The fields with their names; those of a tuple are numbered.
fn fields(fields: &syn::Fields) -> Vec<(String, String)> {
    let named = fields.iter().enumerate().map(|(i, field)| {
        let name = field.ident.as_ref().map_or_else(|| i.to_string(), name);
        (name, text(&field.ty))
    });
    named.collect()
}

fn has_cfg<'a>(mut attributes: impl Iterator<Item = &'a Vec<syn::Attribute>>) -> bool {
    attributes.any(|attributes| attributes.iter().any(|attribute| attribute.path().is_ident("cfg")))
}

fn function(signature: &syn::Signature) -> Function {
    let inputs = signature.inputs.iter().filter_map(|input| match input {
        syn::FnArg::Typed(typed) => Some(text(&typed.ty)),
        syn::FnArg::Receiver(_) => None,
    });
    let receiver = signature.receiver().map(|receiver| match &receiver.kind {
        syn::ReceiverKind::Reference(_, _, Some(_)) => "&mut Self",
        syn::ReceiverKind::Reference(..) => "&Self",
        _ => "Self",
    });
    Function {
        receiver,
        inputs: inputs.collect(),
        output: match &signature.output {
            syn::ReturnType::Default => "()".to_owned(),
            syn::ReturnType::Type(_, ty) => text(ty),
        },
        waits: signature.asyncness.is_some(),
        parameters: type_parameters(&signature.generics),
    }
}

fn type_parameters(generics: &syn::Generics) -> Option<Vec<(String, String)>> {
    let mut parameters: Vec<(String, String)> = generics
        .type_params()
        .map(|parameter| (name(&parameter.ident), parameter.bounds.to_token_stream().to_string()))
        .collect();
    for predicate in generics.where_clause.iter().flat_map(|clause| &clause.predicates) {
        let syn::WherePredicate::Type(predicate) = predicate else { continue };
        let of = text(&predicate.bounded_ty);
        let (_, bounds) = parameters.iter_mut().find(|(name, _)| *name == of)?;
        let separator = if bounds.is_empty() || bounds.ends_with('+') { "" } else { " + " };
        *bounds = format!("{bounds}{separator}{}", predicate.bounds.to_token_stream());
    }
    generics.const_params().next().is_none().then_some(parameters)
}
