//! The first pass: what each variable holds, from the start to the end of a body.

use super::parts::{bound, parts, patterns, walk};
use super::{Copies, Held, Kind, Root, root, share};
use crate::check::hir::{Block, Expr, ExprKind, LocalId, MethodCall, Pattern, Statement};
use crate::types::Ty;

/// Methods of lists, maps and sets that give references to what is in them.
#[rustfmt::skip]
const LOOKING_IN: &[&str] = &[
    "as_flattened", "as_mut_slice", "as_slice", "back", "back_mut", "binary_search_by", "chunk_by", "chunks", "chunks_exact",
    "difference", "entry", "first", "first_key_value", "first_mut", "front", "front_mut", "get", "get_key_value", "get_mut",
    "intersection", "iter", "iter_mut", "keys", "last", "last_key_value", "last_mut", "or_default", "or_insert",
    "or_insert_with", "or_insert_with_key", "range", "rchunks", "rchunks_exact", "rsplit", "rsplitn", "split", "split_at",
    "split_at_checked", "split_at_mut", "split_first", "split_inclusive", "split_last", "splitn", "strip_prefix",
    "strip_suffix", "symmetric_difference", "union", "values", "values_mut", "windows",
];

/// Methods of iterators, options and results that give their closure a reference to what they hold.
#[rustfmt::skip]
const BY_REFERENCE: &[&str] = &[
    "filter", "find", "inspect", "inspect_err", "is_sorted_by", "is_sorted_by_key", "max_by", "max_by_key", "min_by",
    "min_by_key", "next_if", "partition", "skip_while", "take_while",
];

/// Methods of options and results, and of arrays, whose closure gets what is in them, and that give what the closure gives.
const MAPPING: &[&str] =
    &["and_then", "is_none_or", "is_ok_and", "is_some_and", "map", "map_err", "map_or", "map_or_else"];

/// Functions that clone the elements of a list which they get by reference.
const CLONING: &[&str] = &["Vec::from"];

/// Whether an expression may clone what nothing says that it does.
pub(super) fn clones_by_itself(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Builtin(function, _) => CLONING.contains(&function.path),
        ExprKind::Method(method) => method.name == "cycle",
        _ => false,
    }
}

fn make_own(expr: &mut Expr) {
    let (ty, span) = (expr.ty.clone(), expr.span);
    let inner = std::mem::replace(expr, Expr { kind: ExprKind::Unit, ty: Ty::Unit, span });
    *expr = Expr { kind: ExprKind::Cloned(Box::new(inner)), ty, span };
}

impl Copies<'_, '_> {
    /// Notes the variables that are used by value, as a whole or by a field.
    pub(super) fn note_moves(&mut self, body: &mut Expr) {
        let moved = &mut self.moved;
        walk(body, &mut |expr| {
            if let ExprKind::Copied { place, .. } = &expr.kind
                && let Root::Local(local, _, false) = root(place)
            {
                moved.insert(local);
            }
        });
    }

    pub(super) fn bind(&mut self, pattern: &Pattern, held: Held) {
        for local in bound(pattern) {
            let reference = self.checker.locals[local].reference;
            self.held[local] = if reference { Held::Reference } else { held };
        }
    }

    /// Walks over the parts of an expression in the order of the program.
    pub(super) fn hold(&mut self, expr: &mut Expr) {
        match &mut expr.kind {
            ExprKind::Block(block)
            | ExprKind::Labelled { block, .. }
            | ExprKind::Loop { body: block, .. } => {
                self.hold_block(block);
            }
            ExprKind::If { test, then, otherwise } => {
                self.hold(test);
                self.hold_block(then);
                otherwise.iter_mut().for_each(|other| self.hold(other));
            }
            ExprKind::Let(pattern, value) => {
                self.hold(value);
                self.hold_pattern(pattern, value);
            }
            ExprKind::Match { subject, arms } => {
                self.hold(subject);
                for arm in &*arms {
                    self.hold_pattern(&arm.pattern, subject);
                }
                let all: Vec<LocalId> = arms.iter().flat_map(|arm| bound(&arm.pattern)).collect();
                self.lend_frozen(&all, subject);
                for arm in arms {
                    arm.guard.iter_mut().for_each(|guard| self.hold(guard));
                    self.hold(&mut arm.body);
                }
            }
            ExprKind::While { test, body, .. } => {
                self.hold(test);
                self.hold_block(body);
            }
            ExprKind::For { pattern, iter, body, .. } => {
                self.hold(iter);
                let held = self.held(iter);
                self.bind(pattern, held);
                self.lend_frozen(&bound(pattern), iter);
                self.look_at_flat(iter);
                self.hold_block(body);
            }
            ExprKind::Closure(closure) => {
                for local in closure.parameters.iter().flat_map(bound) {
                    let variable = &self.checker.locals[local];
                    match self.held[local] {
                        Held::Unknown if variable.exclusive => self.held[local] = Held::Reference,
                        Held::Unknown if variable.owned => self.held[local] = Held::Own,
                        _ => {}
                    }
                }
                self.hold(&mut closure.body);
            }
            ExprKind::Async(closure) => self.hold(&mut closure.body),
            ExprKind::Method(method) => {
                self.hold_method(method);
                self.clone_again(expr);
            }
            ExprKind::Builtin(_, arguments) => {
                arguments.iter_mut().for_each(|argument| self.hold(argument));
                self.clone_again(expr);
            }
            ExprKind::Destructure(pattern, value, _) => {
                self.hold(value);
                self.bind(pattern, Held::Own);
            }
            ExprKind::Assign(place, value) => {
                self.hold(value);
                self.hold(place);
                // `let found; .. found = &mut list[0];`
                if let ExprKind::Local(local) = place.kind
                    && self.held(value) == Held::Reference
                {
                    self.held[local] = Held::Reference;
                }
            }
            kind => parts(kind).into_iter().for_each(|part| self.hold(part)),
        }
    }

    fn hold_block(&mut self, block: &mut Block) {
        for statement in &mut block.statements {
            match statement {
                Statement::Expr(expr) => self.hold(expr),
                Statement::Let { pattern, value, otherwise, .. } => {
                    if let Some(value) = value {
                        self.hold(value);
                        self.note_stored(value);
                        self.hold_pattern(pattern, value);
                        self.lend_frozen(&bound(pattern), value);
                    } else {
                        self.bind(pattern, Held::Own);
                    }
                    otherwise.iter_mut().for_each(|otherwise| self.hold_block(otherwise));
                }
            }
        }
        block.value.iter_mut().for_each(|value| self.hold(value));
    }

    /// The variables of a closure or iterator that is kept are looked at whenever it is called.
    fn note_stored(&mut self, value: &mut Expr) {
        let ty = self.checker.types.resolve(&value.ty);
        if !matches!(ty, Ty::Fn(..) | Ty::Iter(_) | Ty::Future(_) | Ty::Unknown) {
            return;
        }
        let mut used = Vec::new();
        walk(value, &mut |expr| {
            if let ExprKind::Closure(closure) | ExprKind::Async(closure) = &mut expr.kind {
                walk(&mut closure.body, &mut |expr| {
                    if let ExprKind::Local(local) = &expr.kind {
                        used.push(*local);
                    }
                });
            }
        });
        self.always.extend(used);
    }

    fn hold_pattern(&mut self, pattern: &Pattern, value: &Expr) {
        match (pattern, &value.kind) {
            (Pattern::Tuple(parts), ExprKind::Tuple(values)) if parts.len() == values.len() => {
                parts.iter().zip(values).for_each(|(part, value)| self.hold_pattern(part, value));
            }
            _ => {
                let held = self.held(value);
                self.bind(pattern, held);
                if self.gives_exclusive(value) {
                    self.exclusive.extend(bound(pattern));
                }
            }
        }
    }

    /// A variable that nothing changes may share what nothing changes.
    fn lend_frozen(&mut self, locals: &[LocalId], value: &mut Expr) {
        let ExprKind::Copied { place, .. } = &value.kind else { return };
        let changes = locals.iter().any(|local| {
            let local = &self.checker.locals[*local];
            local.mutable || local.captured
        });
        if !changes && self.is_frozen(place) {
            share(value);
            locals.iter().for_each(|local| self.held[*local] = Held::Lent);
        }
    }

    /// Walking over a list of what cannot change looks at it, as long as nobody changes the list meanwhile.
    fn look_at_flat(&mut self, iter: &mut Expr) {
        let item = match self.checker.types.in_python(&iter.ty) {
            Ty::List(item) => *item,
            _ => return,
        };
        let ExprKind::Copied { place, .. } = &iter.kind else { return };
        let unchanging = match root(place) {
            Root::Local(local, ..) => {
                let variable = &self.checker.locals[local];
                !variable.mutable && !variable.exclusive && !variable.place
            }
            Root::Constant => true,
            Root::Value => false,
        };
        if unchanging && self.checker.kind_of(&item) == Kind::Unchanging {
            share(iter);
        }
    }

    fn hold_method(&mut self, method: &mut MethodCall) {
        let Some((receiver, arguments)) = method.arguments.split_first_mut() else { return };
        self.hold(receiver);
        let ty = self.checker.types.resolve(&receiver.ty);
        let held = self.held(receiver);
        let in_list =
            matches!(ty, Ty::List(_) | Ty::Deque(_) | Ty::Map { .. } | Ty::Set { .. } | Ty::Entry(..));
        let mut own = match &*method.name {
            "map" if matches!(ty, Ty::List(_)) => held,
            _ if in_list => Held::Reference,
            name if BY_REFERENCE.contains(&name) => Held::Reference,
            _ => held,
        };
        if MAPPING.contains(&&*method.name)
            && let ExprKind::Copied { .. } = &receiver.kind
            && arguments.iter().all(|argument| self.only_looks(argument))
        {
            // The closure gets what is in the place, and copies what it keeps.
            share(receiver);
            own = Held::Lent;
        }
        match &*method.name {
            "into_iter" => self.look_at_flat(receiver),
            "extend" if in_list => arguments.iter_mut().for_each(|argument| self.copy_items(argument)),
            "partition" | "unzip" => self.copy_items(receiver),
            // Whether records are flat is asked where they are copied.
            "clone" | "cloned" | "copied" | "to_owned" | "to_vec" | "concat" => {
                self.checker.kind_of(&ty);
            }
            _ => {}
        }
        for argument in arguments {
            if let ExprKind::Closure(closure) = &argument.kind {
                match (&*method.name, &closure.parameters[..]) {
                    ("fold" | "try_fold" | "reduce", [total, item]) => {
                        self.bind(total, if method.name == "reduce" { own } else { Held::Own });
                        self.bind(item, own);
                    }
                    ("scan", [state, item]) => {
                        self.bind(state, Held::Reference);
                        self.bind(item, own);
                    }
                    (_, parameters) => parameters.iter().for_each(|pattern| self.bind(pattern, own)),
                }
            }
            self.hold(argument);
        }
    }

    /// `list.extend(&others)`, and what is parted into lists of values, copies what the references point to.
    fn copy_items(&mut self, items: &mut Expr) {
        let item = match self.checker.types.resolve(&items.ty) {
            Ty::Iter(item) | Ty::List(item) | Ty::Deque(item) | Ty::Set { item, .. } => *item,
            Ty::Map { value, .. } => *value,
            _ => return,
        };
        let parts = match item {
            Ty::Tuple(parts) => parts,
            item => vec![item],
        };
        let copied = matches!(items.kind, ExprKind::Copied { .. });
        if !copied
            && self.held(items) == Held::Reference
            && !self.gives_exclusive(items)
            && parts.iter().any(|part| self.checker.kind_of(part) == Kind::Copies)
        {
            make_own(items);
        }
    }

    /// `Vec::from(&list[1..])` clones what it is made of, and `cycle` what it gives again.
    fn clone_again(&mut self, expr: &mut Expr) {
        match &mut expr.kind {
            ExprKind::Builtin(function, arguments) if CLONING.contains(&function.path) => {
                if let [list] = &mut arguments[..]
                    && self.held(list) == Held::Reference
                {
                    make_own(list);
                }
            }
            ExprKind::Method(method) if method.name == "cycle" => {
                let [iter] = &method.arguments[..] else { return };
                if self.held(iter) != Held::Reference {
                    make_own(expr);
                }
            }
            _ => {}
        }
    }

    /// Whether the references that it holds are `&mut`, which are never copied through.
    fn gives_exclusive(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Method(method) => {
                method.name.ends_with("_mut")
                    || method.arguments.first().is_some_and(|receiver| self.gives_exclusive(receiver))
            }
            ExprKind::Local(local) => self.exclusive.contains(local) || self.checker.locals[*local].exclusive,
            ExprKind::Copied { place, .. } => self.gives_exclusive(place),
            _ => false,
        }
    }

    /// Whether a closure does not change its parameters.
    fn only_looks(&self, argument: &Expr) -> bool {
        match &argument.kind {
            ExprKind::Closure(closure) => closure
                .parameters
                .iter()
                .flat_map(bound)
                .all(|local| !self.checker.locals[local].mutable && !self.checker.locals[local].captured),
            _ => self.checker.types.resolve(&argument.ty).is_immutable(),
        }
    }

    /// What the value of an expression holds.
    pub(super) fn held(&self, expr: &Expr) -> Held {
        if self.checker.types.resolve(&expr.ty).is_immutable() {
            return Held::Own;
        }
        match &expr.kind {
            ExprKind::Copied { place, deref: false, .. } => match place.kind {
                ExprKind::Local(local) if self.held[local] != Held::Lent => self.held[local],
                _ => Held::Own,
            },
            ExprKind::Copied { .. } => Held::Own,
            // It is looked at where it is.
            ExprKind::Local(_) | ExprKind::Capture(_) | ExprKind::Link(_) => Held::Reference,
            ExprKind::Field(base, _) | ExprKind::TupleField(base, _) => match root(base) {
                Root::Value => self.held(base),
                _ => Held::Reference,
            },
            ExprKind::Index(..) | ExprKind::Element(..) | ExprKind::Lent(_) => Held::Reference,
            ExprKind::Some(inner)
            | ExprKind::Ok(inner)
            | ExprKind::Err(inner)
            | ExprKind::Reverse(inner)
            | ExprKind::Newtype(inner)
            | ExprKind::Try(inner)
            | ExprKind::Await(inner) => self.held(inner),
            ExprKind::Tuple(items) | ExprKind::List(items) => self.held_together(items.iter()),
            ExprKind::Builtin(function, arguments)
                if function.path.starts_with("iter::") || function.path.starts_with("cmp::") =>
            {
                self.held_together(arguments.iter())
            }
            ExprKind::Call(function, _) => match &function.kind {
                ExprKind::Link(link) => match self.checker.lending.get(link) {
                    Some(lending) if lending.gives_references => Held::Reference,
                    Some(_) => Held::Own,
                    None => Held::Unknown,
                },
                _ => Held::Unknown,
            },
            ExprKind::Method(method) => self.held_by_method(method),
            ExprKind::Closure(closure) => self.held(&closure.body),
            ExprKind::Block(block) | ExprKind::Labelled { block, .. } => self.held_by_block(block),
            ExprKind::If { then, otherwise, .. } => {
                let other = otherwise.as_ref().map_or(Held::Own, |other| self.held(other));
                self.held_by_block(then).and(other)
            }
            ExprKind::Match { arms, .. } => self.held_together(arms.iter().map(|arm| &arm.body)),
            _ => Held::Own,
        }
    }

    fn held_together<'e>(&self, parts: impl Iterator<Item = &'e Expr>) -> Held {
        parts.map(|part| self.held(part)).fold(Held::Own, Held::and)
    }

    fn held_by_block(&self, block: &Block) -> Held {
        block.value.as_ref().map_or(Held::Own, |value| self.held(value))
    }

    fn held_by_method(&self, method: &MethodCall) -> Held {
        let Some((receiver, arguments)) = method.arguments.split_first() else { return Held::Own };
        let is_closure = |argument: &&Expr| matches!(argument.kind, ExprKind::Closure(_));
        let closures = || self.held_together(arguments.iter().filter(is_closure));
        let others = || self.held_together(arguments.iter().filter(|argument| !is_closure(argument)));
        // What is in the value that a method takes as a whole.
        let in_it = || match &receiver.kind {
            ExprKind::Local(local) if self.held[*local] == Held::Lent => Held::Own,
            ExprKind::Local(local) => self.held[*local],
            _ => self.held(receiver),
        };
        let ty = self.checker.types.resolve(&receiver.ty);
        let in_list =
            matches!(ty, Ty::List(_) | Ty::Deque(_) | Ty::Map { .. } | Ty::Set { .. } | Ty::Entry(..));
        match &*method.name {
            "copied" | "cloned" | "clone" | "to_owned" | "to_vec" | "drain" | "replace" => Held::Own,
            "take" if !matches!(ty, Ty::Iter(_)) => Held::Own,
            "as_ref" | "as_mut" | "as_deref" | "as_deref_mut" | "get_or_insert" | "get_or_insert_with" => {
                Held::Reference
            }
            "into_iter" | "into_values" | "into_keys" if in_list => in_it(),
            name if in_list && LOOKING_IN.contains(&name) => Held::Reference,
            _ if in_list => Held::Own,
            "map" | "filter_map" | "flat_map" | "map_while" | "find_map" | "and_then" => closures(),
            "map_or" | "map_or_else" | "scan" | "fold" | "try_fold" => closures().and(others()),
            "or_else" | "unwrap_or_else" => closures().and(self.held(receiver)),
            _ => match ty {
                Ty::Iter(_) => self.held(receiver).and(others()),
                Ty::Option(_) | Ty::Result(..) | Ty::Reverse(_) => in_it().and(others()),
                Ty::Unknown => Held::Unknown,
                _ => Held::Own,
            },
        }
    }

    /// The variables that a pattern copies out of a place, with the fields on the way to each; `None` behind an index.
    pub(super) fn taken(pattern: &Pattern, path: &[String]) -> Vec<(LocalId, Vec<String>)> {
        let mut taken = match pattern {
            Pattern::Bind(local, None) => vec![(*local, path.to_vec())],
            Pattern::Slice { rest: Some(Some(local)), .. } => vec![(*local, path.to_vec())],
            _ => Vec::new(),
        };
        for (field, part) in patterns(pattern) {
            let deeper: Vec<String> = path.iter().cloned().chain(field).collect();
            taken.extend(Self::taken(part, &deeper));
        }
        taken
    }
}
