//! Checking: from Rust syntax to the typed form, with errors for what has no Python meaning.

mod assertions;
mod conversion;
mod copies;
mod default;
mod destructure;
mod effects;
mod element;
mod elsewhere;
mod equality;
mod expr;
mod format;
mod function_value;
mod generic;
pub(crate) mod hir;
mod imports;
mod json;
mod keys;
mod lent;
mod macros;
mod memory;
mod method;
mod names;
mod own_operator;
mod path;
mod pattern;
mod statement;
mod text_pattern;
mod tree;
mod unseen;
mod variant;
mod waiting;

pub(crate) use element::{Walked, is_element, is_entry_value, stands_for, unwrapped_element};
pub(crate) use elsewhere::Facts;
pub(crate) use lent::{is_mutable_receiver, is_mutable_reference, is_replaced};
pub(crate) use memory::is_memory;
pub(crate) use own_operator::is_operator;
pub(crate) use path::constant_of;
pub(crate) use waiting::is_async;

use crate::around::{Around, Private};
use crate::diag::{Code, Diagnostics, Reported};
use crate::surroundings::Surroundings;
use crate::types::{Familiar, Ty, Types};
use hir::{Expr, ExprKind, Local, LocalId};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident};
use std::collections::{HashMap, HashSet};

/// How deep expressions may nest: rustc's own stack ends not far beyond.
const DEPTH: usize = 128;

/// What a call of a function gives.
fn called(waits: bool, result: &Ty) -> Ty {
    if waits { Ty::Future(Box::new(result.clone())) } else { result.clone() }
}

/// Something that the linker supplies: a `#[gear]` function or a constant.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    pub(crate) kind: LinkKind,
    /// The path as the user wrote it.
    pub(crate) path: TokenStream,
    key: String,
}

/// How a `#[gear]` function is called, which its companion says too: so rustc tells where a caller takes it for another one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Form {
    #[default]
    Plain,
    /// An `async` function, whose call is awaited.
    Waiting,
    /// It gives `&mut` parameters back: the bits of a number say which. `alone`: there is no result beside them.
    Changing { parameters: u64, alone: bool },
}

impl Form {
    pub(crate) fn plain(waits: bool) -> Self {
        if waits { Form::Waiting } else { Form::Plain }
    }

    /// That of a function that gives some of its parameters back.
    pub(crate) fn of(given_back: impl Iterator<Item = usize>, alone: bool) -> Self {
        match given_back.fold(0, |mask, i| mask | 1u64.checked_shl(i as u32).unwrap_or(0)) {
            0 => Form::Plain,
            parameters => Form::Changing { parameters, alone },
        }
    }

    /// The name of the companion of a function of a `#[gear] impl`.
    pub(crate) fn companion(self, name: &syn::Ident) -> syn::Ident {
        let mut companion = match self {
            Form::Plain => format_ident!("__gear_{}", name),
            Form::Waiting => format_ident!("__gear_async_{}", name),
            Form::Changing { parameters, alone: true } => {
                format_ident!("__gear_changing_{}_{}", parameters, name)
            }
            Form::Changing { parameters, alone: false } => {
                format_ident!("__gear_giving_{}_{}", parameters, name)
            }
        };
        companion.set_span(name.span());
        companion
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinkKind {
    Function(Form),
    Constant,
    /// A `#[gear] static`.
    Static,
    /// The decoder of a record's value: the path is a type.
    KeysValue,
    /// The decoder of a stream entry's fields: the path is a type.
    Fields,
    /// The parser of a trigger's argument: the path is a type.
    Argument,
    /// A beginning: the path is that of its companion.
    Beginning,
    /// The parser of all arguments of a command: the path is a type.
    Arguments,
    /// The conversion of what comes out of foreign Python: the path is a type.
    FromPython,
    /// A function of a `#[gear] impl`: the path is that of its companion.
    Associated,
    /// The check of JSON that is read: the path is a type.
    JsonReader,
    /// The function that makes JSON of a value: the path is a type.
    JsonWriter,
    /// The function that gives the `{:?}` of a value: the path is a type.
    Debugger,
    /// The same of `{:#?}`.
    PrettyDebugger,
    /// The function that gives what a panic shows of a value: the path is a type.
    Shower,
    /// The function that gives the `{}` of a value: the path is a type.
    Displayer,
    /// The same, where there is a width or the like, which must make no difference.
    PlainDisplayer,
    /// The function that gives a type's default: the path is the type.
    Defaulter,
    /// The function that gives what Python orders as Rust orders a value: the path is a type.
    Sorter,
}

/// What one `gear!`, function or trigger refers to outside itself.
pub(crate) struct Outside {
    /// The path of the private protocol.
    pub(crate) private: Private,
    pub(crate) links: Vec<Link>,
    /// Captured variables, in order of first use.
    pub(crate) captures: Vec<syn::Ident>,
    /// Types whose variants or fields are written: they must be `#[gear]` types that have the trait.
    pub(crate) kinds: Vec<(TokenStream, &'static str)>,
    /// Functions that were taken for ours by their name: the path, and the name.
    pub(crate) builtins: Vec<(syn::Path, &'static str)>,
    /// Names of types as they are written, which must be those of the standard library and ours.
    pub(crate) names: Vec<Named>,
    /// Traits whose methods are called by their path.
    pub(crate) traits: Vec<syn::Path>,
    /// `None`, `Some`, `Ok` and `Err`, as far as they are written by themselves.
    pub(crate) variants: Vec<syn::Ident>,
    /// Macros that were taken for those of the standard library and ours by their name.
    pub(crate) macros: Vec<syn::Path>,
    /// Types of other items that were relied on.
    pub(crate) facts: Facts,
    /// The names that `use` inside brings, with their paths.
    pub(crate) imports: Vec<(syn::Ident, TokenStream)>,
    /// Type parameters are keys of maps: callers have to give types that can be.
    pub(crate) keys_in_parameters: bool,
    /// What Python does hangs on their order, their text or their operators.
    pub(crate) asks_parameters: bool,
}

/// A written name of a type that the compiler takes for one that it knows.
pub(crate) struct Named {
    /// The path, with no arguments.
    pub(crate) path: syn::Path,
    /// How many arguments it has.
    pub(crate) arguments: usize,
    pub(crate) meant: Familiar,
}

impl Named {
    /// Whether rustc says the same of both.
    fn same(&self, other: &Named) -> bool {
        let names = |path: &syn::Path| (path.leading_colon.is_some(), path.segments.len());
        self.arguments == other.arguments
            && names(&self.path) == names(&other.path)
            && self.path.segments.iter().zip(&other.path.segments).all(|(a, b)| a.ident == b.ident)
    }
}

impl Outside {
    pub(crate) fn new(private: Private) -> Self {
        Outside {
            private,
            links: Vec::new(),
            captures: Vec::new(),
            kinds: Vec::new(),
            names: Vec::new(),
            traits: Vec::new(),
            variants: Vec::new(),
            macros: Vec::new(),
            builtins: Vec::new(),
            facts: Facts::default(),
            imports: Vec::new(),
            keys_in_parameters: false,
            asks_parameters: false,
        }
    }

    fn name(&mut self, named: Named) {
        if !self.names.iter().any(|known| known.same(&named)) {
            self.names.push(named);
        }
    }

    /// Notes a macro that is known by its name.
    fn known_macro(&mut self, path: &syn::Path) {
        note(&mut self.macros, path);
    }

    /// Notes a variant that the prelude of Rust brings.
    fn prelude_variant(&mut self, name: &syn::Ident) {
        if !self.variants.contains(name) {
            self.variants.push(name.clone());
        }
    }

    /// Notes a trait that is known by its name.
    fn known_trait(&mut self, path: &syn::Path) {
        note(&mut self.traits, path);
    }

    /// Notes a type that must have a trait of the private protocol.
    fn kind(&mut self, path: TokenStream, kind: &'static str) {
        let known = |(of, has): &(TokenStream, &str)| *has == kind && of.to_string() == path.to_string();
        if !self.kinds.iter().any(known) {
            self.kinds.push((path, kind));
        }
    }

    /// Notes a function that is taken for one of ours: rustc says whether it is. Those of the standard library are known by
    /// the name of their type.
    fn builtin(&mut self, path: &syn::Path, name: &'static str) {
        let owner = name.split_once("::").map(|(owner, _)| owner);
        if owner.is_some()
            && let Some(owner) = names::owner(path)
        {
            self.name(owner);
        }
        let of_ours = owner.is_none_or(|owner| ["cmd", "codec", "hash", "random"].contains(&owner));
        // One function of a module tells whose the module is.
        let key = |path: &syn::Path| match path.segments.len() {
            1 => path.to_token_stream().to_string(),
            n => path.segments.iter().take(n - 1).map(|segment| segment.ident.to_string() + "::").collect(),
        };
        if of_ours && self.builtins.iter().all(|(known, _)| key(known) != key(path)) {
            self.builtins.push((path.clone(), name));
        }
    }

    /// The index of a link, made at its first use.
    pub(crate) fn link(&mut self, kind: LinkKind, path: &impl ToTokens) -> usize {
        let path = path.to_token_stream();
        let key = path.to_string();
        let known = self.links.iter().position(|link| link.kind == kind && link.key == key);
        known.unwrap_or_else(|| {
            self.links.push(Link { kind, path, key });
            self.links.len() - 1
        })
    }
}

/// Whether a written type is that of a value, as far as it is written.
fn is_value(ty: &syn::Type) -> bool {
    matches!(ty, syn::Type::Path(_))
}

fn note(paths: &mut Vec<syn::Path>, path: &syn::Path) {
    let idents =
        |path: &syn::Path| path.segments.iter().map(|segment| segment.ident.clone()).collect::<Vec<_>>();
    if !paths.iter().any(|known| idents(known) == idents(path)) {
        paths.push(path.clone());
    }
}

/// Where free variables come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Free {
    /// Inside `gear!`: they are captures of the surrounding function.
    Capture,
    /// Inside an item: there are none.
    None,
}

/// The state of checking one body.
pub(crate) struct Checker<'a> {
    pub(crate) types: Types,
    pub(crate) locals: Vec<Local>,
    pub(crate) diagnostics: &'a mut Diagnostics,
    pub(crate) outside: &'a mut Outside,
    free: Free,
    surroundings: Option<&'a Surroundings<'a>>,
    /// The line of the code's first token.
    line: usize,
    scopes: Vec<Scope>,
    /// In the later cases of an or-pattern, the names of the first.
    shared_names: Option<HashMap<String, LocalId>>,
    /// The last local of each name whose scope has ended.
    ended: HashMap<String, LocalId>,
    depth: usize,
    /// The result types of the functions around, innermost last.
    results: Vec<Ty>,
    /// Whether a `return` or `?` was met in the current function.
    returns: bool,
    conversions: Vec<conversion::Conversion>,
    overloads: Vec<own_operator::Overload>,
    /// The loops and labelled blocks around in the current function, with the types that `break` gives them.
    loops: Vec<(Option<String>, Ty)>,
    /// The type that `Self` stands for.
    pub(crate) self_type: Option<syn::Path>,
    /// The type parameters of the function that is checked: of what they stand for nothing is known.
    type_parameters: Vec<generic::TypeParameter>,
    /// One of them can be the key of a map: it has `Hash` or `Ord` among its bounds.
    pub(crate) keys_in_parameters: bool,
    /// The function that is checked, which may call itself: its name and type, and its references.
    own: Option<(syn::Ident, Ty, copies::Lending)>,
    /// Method calls whose entry the result's type decides.
    deferred: Vec<method::Deferred>,
    deferred_json: Vec<json::Deferred>,
    /// Maps and sets, whose keys are looked at when their types are known.
    keyed: Vec<keys::Keyed>,
    /// What the parameter of the next closure stands for.
    on_place: OnPlace,
    /// The next expression is awaited: a call of an `async` function may stand there.
    awaited: bool,
    /// The types of values that are compared.
    compared: Vec<Ty>,
    /// Whether the call that is checked is a statement.
    unread: bool,
    /// The next expression is a part of one that is awaited: its closures may give futures.
    gives_futures: bool,
    /// The code around is `async`.
    waits: bool,
    /// The captured variables, with their types.
    captures: Vec<(syn::Ident, Ty)>,
    /// What was changed, in the order of the program.
    effects: Vec<effects::Effect>,
    /// What is asked of types that were not seen.
    asked: Vec<unseen::Asked>,
    /// The function that is checked has parameters of any type.
    generic: bool,
    /// The types of the user whose form in Python was looked up.
    shapes_known: HashSet<String>,
    /// Whether the types of the user are copied.
    kinds_known: HashMap<String, copies::Kind>,
    /// The references among the parameters and results of functions that are seen, by their links.
    lending: HashMap<usize, copies::Lending>,
}

/// What the first parameter of a closure stands for.
#[derive(Default)]
enum OnPlace {
    #[default]
    None,
    /// A place that the closure may change.
    Whole,
    /// The items of an iterator over references.
    Items(Box<Expr>),
}

#[derive(Default)]
struct Scope {
    names: HashMap<String, LocalId>,
    /// A closure begins here.
    closure: bool,
    /// That closure is `move`.
    moves: bool,
}

impl<'a> Checker<'a> {
    pub(crate) fn new(
        diagnostics: &'a mut Diagnostics,
        outside: &'a mut Outside,
        free: Free,
        around: &Around<'a>,
        line: usize,
    ) -> Self {
        Checker {
            types: Types::default(),
            locals: Vec::new(),
            diagnostics,
            outside,
            free,
            surroundings: around.surroundings,
            line,
            scopes: vec![Scope::default()],
            shared_names: None,
            ended: HashMap::new(),
            depth: 0,
            results: Vec::new(),
            returns: false,
            conversions: Vec::new(),
            overloads: Vec::new(),
            loops: Vec::new(),
            self_type: None,
            type_parameters: Vec::new(),
            keys_in_parameters: false,
            own: None,
            deferred: Vec::new(),
            deferred_json: Vec::new(),
            keyed: Vec::new(),
            on_place: OnPlace::None,
            awaited: false,
            compared: Vec::new(),
            unread: false,
            gives_futures: false,
            waits: false,
            captures: Vec::new(),
            effects: Vec::new(),
            asked: Vec::new(),
            generic: false,
            shapes_known: HashSet::new(),
            kinds_known: HashMap::new(),
            lending: HashMap::new(),
        }
    }

    /// Checks a function's body against its parameters and result.
    pub(crate) fn function(
        &mut self,
        signature: &syn::Signature,
        parameters: &[(syn::Pat, Ty)],
        result: &Ty,
        body: &syn::Block,
    ) -> hir::Closure {
        let waits = signature.asyncness.is_some();
        let inputs = parameters.iter().map(|(_, ty)| ty.clone()).collect();
        let lending = copies::Lending::of(signature);
        self.own = Some((signature.ident.clone(), Ty::Fn(inputs, Box::new(called(waits, result))), lending));
        let parameters = parameters.iter().map(|(pattern, ty)| self.pattern(pattern, ty)).collect();
        self.note_parameters(signature);
        let given_back = self.given_back(signature, result);
        let mut checked = self.body(waits, body, result);
        self.finish();
        checked.span = body.brace_token.span.join();
        let mut closure =
            hir::Closure { waits, returns: true, parameters, body: Box::new(checked), given_back };
        self.settle_function(signature, &mut closure);
        closure
    }

    /// Decides what was left open.
    pub(crate) fn finish(&mut self) {
        for deferred in std::mem::take(&mut self.deferred) {
            deferred.decide(&mut self.types);
        }
        self.finish_json();
        self.finish_compared();
        self.finish_conversions();
        self.finish_overloads();
        self.finish_keys();
        self.finish_asked();
    }

    fn declare(&mut self, name: String, ty: Ty, mutable: bool) -> LocalId {
        if let Some(shared) = self.shared_names.as_ref().and_then(|names| names.get(&name)) {
            let known = self.locals[*shared].ty.clone();
            let shared = *shared;
            self.types.unify(&known, &ty);
            return shared;
        }
        let id = self.locals.len();
        let shadowed = self.scopes.last().and_then(|scope| scope.names.get(&name).copied());
        let hidden = self.scopes.iter().any(|scope| scope.names.contains_key(&name));
        // What is given back at the end keeps its name.
        let shadowed = shadowed.filter(|local| !self.locals[*local].lent);
        let reuses = shadowed.or_else(|| self.ended.get(&name).copied().filter(|_| !hidden));
        self.locals.push(Local { reuses, ..Local::new(name.clone(), ty, mutable) });
        if let Some(scope) = self.scopes.last_mut() {
            scope.names.insert(name, id);
        }
        id
    }

    /// Finds a local, and notes when a closure reaches out for it.
    fn find(&mut self, name: &str, span: Span) -> Option<LocalId> {
        let mut captured = false;
        let mut moved = false;
        let mut found = None;
        for scope in self.scopes.iter().rev() {
            if let Some(id) = scope.names.get(name) {
                found = Some(*id);
                break;
            }
            captured |= scope.closure;
            moved |= scope.moves;
        }
        let local = &mut self.locals[found?];
        local.captured |= captured;
        if moved && local.mutable {
            self.diagnostics.report_help(
                Code::UnsupportedExpression,
                span,
                format!(
                    "a `move` closure cannot take the `mut` variable `{name}`: Python's closures share it"
                ),
                format!("copy it first: `let {name} = {name};`"),
            );
            local.mutable = false;
        }
        found
    }

    fn scoped<R>(&mut self, scope: Scope, body: impl FnOnce(&mut Self) -> R) -> R {
        self.scopes.push(scope);
        let result = body(self);
        if let Some(scope) = self.scopes.pop() {
            self.ended.extend(scope.names);
        }
        result
    }

    fn error(&mut self, reported: Reported, span: Span) -> Expr {
        Expr { kind: ExprKind::Error(reported), ty: Ty::Error, span }
    }

    /// The written type.
    pub(crate) fn ty(&mut self, ty: &syn::Type) -> Ty {
        let ty = self.note_names(ty);
        let ty = crate::types::type_of_syntax(&ty, &mut self.types, self.diagnostics);
        self.named(&ty)
    }

    /// What the names in a type stand for here.
    pub(crate) fn named(&mut self, ty: &Ty) -> Ty {
        match (ty, &self.self_type) {
            (Ty::Named(name), Some(this)) if name == "Self" => {
                let this = Ty::Named(this.to_token_stream().to_string());
                self.note_shape(&this);
                this
            }
            (Ty::Named(name), _) => match self.type_parameter(name).or_else(|| self.alias_elsewhere(name)) {
                Some(meant) => meant,
                None => {
                    self.note_shape(ty);
                    ty.clone()
                }
            },
            _ => ty.with_parts(|part| self.named(part)),
        }
    }
}
