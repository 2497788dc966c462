//! Patterns.

use super::Checker;
use super::hir::{Pattern, Payload};
use super::path::associated_constant;
use crate::diag::Code;
use crate::syntax::describe;
use crate::types::Ty;

impl Checker<'_> {
    /// Checks a pattern against a value of type `ty` and declares what it binds.
    pub(crate) fn pattern(&mut self, pattern: &syn::Pat, ty: &Ty) -> Pattern {
        match pattern {
            syn::Pat::Wild(_) => Pattern::Wild,
            syn::Pat::Paren(inner) => self.pattern(&inner.pat, ty),
            syn::Pat::Reference(inner) => self.pattern(&inner.pat, ty),
            syn::Pat::Type(typed) => {
                let written = self.ty(&typed.ty);
                self.types.unify(&written, ty);
                let pattern = self.pattern(&typed.pat, ty);
                self.note_type(&pattern, &typed.ty);
                pattern
            }
            syn::Pat::Ident(name) if name.ident == "None" => {
                self.outside.prelude_variant(&name.ident);
                Pattern::None
            }
            // An upper-case name without a binding mode is a constant.
            syn::Pat::Ident(name) if is_constant(&name.ident) => {
                let path = syn::Expr::Path(syn::ExprPath {
                    attrs: Vec::new(),
                    qself: None,
                    path: syn::Path::from(name.ident.clone()),
                });
                self.pattern_value(&path, ty)
            }
            syn::Pat::Ident(name) => {
                let inner = name.subpat.as_ref().map(|(_, inner)| Box::new(self.pattern(inner, ty)));
                let local = self.declare(name.ident.to_string(), ty.clone(), name.mutability.is_some());
                self.locals[local].reference = name.by_ref.is_some();
                Pattern::Bind(local, inner)
            }
            syn::Pat::Lit(literal) => self.pattern_value(&syn::Expr::Lit(literal.clone()), ty),
            syn::Pat::Path(path) => match path.path.segments.last() {
                Some(segment) if segment.ident == "None" && self.prelude_variant(&path.path).is_some() => {
                    Pattern::None
                }
                Some(segment)
                    if !is_constant(&segment.ident) && associated_constant(&path.path).is_none() =>
                {
                    match self.variant_pattern(&path.path, Payload::None, ty) {
                        Some(pattern) => pattern,
                        None => self.pattern_value(&syn::Expr::Path(path.clone()), ty),
                    }
                }
                _ => self.pattern_value(&syn::Expr::Path(path.clone()), ty),
            },
            syn::Pat::Range(range) => self.pattern_range(range, ty),
            syn::Pat::Or(or) => self.or_pattern(or, ty),
            syn::Pat::Slice(slice) => self.slice_pattern(slice, ty),
            syn::Pat::Tuple(tuple) if !tuple.elems.iter().any(|p| matches!(p, syn::Pat::Rest(_))) => {
                let types: Vec<Ty> = match self.types.shallow(ty) {
                    Ty::Tuple(types) if types.len() == tuple.elems.len() => types,
                    Ty::Unknown => vec![Ty::Unknown; tuple.elems.len()],
                    _ => tuple.elems.iter().map(|_| self.types.var()).collect(),
                };
                self.types.unify(ty, &Ty::Tuple(types.clone()));
                let parts = tuple.elems.iter().zip(&types).map(|(part, ty)| self.pattern(part, ty)).collect();
                Pattern::Tuple(parts)
            }
            syn::Pat::Tuple(tuple) => self.tuple_with_rest(tuple, ty),
            syn::Pat::TupleStruct(variant) => self.variant(variant, ty),
            syn::Pat::Struct(fields) => self.struct_pattern(fields, ty),
            other => self.unsupported_pattern(other),
        }
    }

    fn unsupported_pattern(&mut self, pattern: &syn::Pat) -> Pattern {
        let (what, help) = describe::pattern(pattern);
        let message = format!("{what} cannot be used in a gear");
        self.diagnostics.report_help(Code::UnsupportedPattern, pattern, message, help);
        Pattern::Wild
    }

    /// `Id(n)` and `Pair(a, b)`.
    fn tuple_struct_pattern(&mut self, pattern: &syn::PatTupleStruct, ty: &Ty) -> Pattern {
        let Some(count) = self.part_count(pattern) else { return Pattern::Wild };
        let Some(struct_ty) = self.tuple_struct(&pattern.path, count) else {
            return self.unsupported_pattern(&syn::Pat::TupleStruct(pattern.clone()));
        };
        self.types.unify(ty, &struct_ty);
        match (pattern.elems.first(), self.inner_type(&struct_ty)) {
            (Some(syn::Pat::Rest(_)), Some(_)) => Pattern::Wild,
            (Some(value), Some(inner)) => self.pattern(value, &inner),
            _ => Pattern::Tuple(self.part_patterns(pattern, count)),
        }
    }

    /// How many parts a pattern stands for, with those that `..` stands for. `None` after an error.
    fn part_count(&mut self, pattern: &syn::PatTupleStruct) -> Option<usize> {
        let rest = pattern.elems.iter().find(|part| matches!(part, syn::Pat::Rest(_)));
        let Some(rest) = rest else { return Some(pattern.elems.len()) };
        let count = self.count_elsewhere(&pattern.path);
        if count.is_none() {
            self.unsupported_pattern(rest);
        }
        count
    }

    /// The parts of a variant or tuple struct that has so many.
    fn part_patterns(&mut self, pattern: &syn::PatTupleStruct, count: usize) -> Vec<Pattern> {
        let skipped = (count + 1).saturating_sub(pattern.elems.len());
        let mut parts = Vec::new();
        for part in &pattern.elems {
            if let syn::Pat::Rest(_) = part {
                parts.extend((0..skipped).map(|_| Pattern::Wild));
                continue;
            }
            let ty = self.part_of(&pattern.path, &syn::Member::from(parts.len()));
            parts.push(self.pattern(part, &ty));
        }
        parts
    }

    /// `Some(..)`, `Ok(..)` and `Err(..)`, variants of enums, and tuple structs.
    fn variant(&mut self, variant: &syn::PatTupleStruct, ty: &Ty) -> Pattern {
        if let [inner] = &variant.elems.iter().collect::<Vec<_>>()[..]
            && self.is_reverse(&variant.path)
        {
            let item = self.types.var();
            self.types.unify(ty, &Ty::Reverse(Box::new(item.clone())));
            return self.pattern(inner, &item);
        }
        if let Some(kind) = self.json_variant(&variant.path) {
            return self.json_pattern(kind, variant.elems.first(), ty);
        }
        if !is_option_or_result(&variant.path)
            && let Some((name, variant_ty)) = self.variant_path(&variant.path)
        {
            // `Line(..)` looks at the name alone.
            let payload = match variant.elems.first() {
                Some(syn::Pat::Rest(_)) if variant.elems.len() == 1 => Payload::Struct(Vec::new()),
                _ => {
                    let Some(count) = self.part_count(variant) else { return Pattern::Wild };
                    Payload::Tuple(self.part_patterns(variant, count))
                }
            };
            self.types.unify(ty, &variant_ty);
            return Pattern::Variant { name, payload };
        }
        let start = syn::spanned::Spanned::span(&variant.path);
        if self.prelude_variant(&variant.path).is_some_and(|segment| segment.ident == "Some") {
            self.note_option(ty, start);
        }
        let name = variant.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        if !["Some", "Ok", "Err"].contains(&name.as_str()) {
            return self.tuple_struct_pattern(variant, ty);
        }
        let [inner] = &variant.elems.iter().collect::<Vec<_>>()[..] else {
            return self.unsupported_pattern(&syn::Pat::TupleStruct(variant.clone()));
        };
        let inner_ty = match (name.as_str(), self.types.shallow(ty)) {
            ("Some", Ty::Option(item)) => *item,
            ("Ok", Ty::Result(ok, _)) => *ok,
            ("Err", Ty::Result(_, err)) => *err,
            (_, Ty::Unknown) => Ty::Unknown,
            _ => self.types.var(),
        };
        match name.as_str() {
            "Some" => {
                self.types.unify(ty, &Ty::option(inner_ty.clone()));
                self.note_in_option(&inner_ty, start);
                Pattern::Some(Box::new(self.pattern(inner, &inner_ty)), inner_ty)
            }
            "Ok" => Pattern::Ok(Box::new(self.pattern(inner, &inner_ty))),
            _ => Pattern::Err(Box::new(self.pattern(inner, &inner_ty))),
        }
    }

    /// `(a, .., z)`: how many parts the `..` stands for is known by the type.
    fn tuple_with_rest(&mut self, tuple: &syn::PatTuple, ty: &Ty) -> Pattern {
        let Ty::Tuple(types) = self.types.shallow(ty) else {
            return self.unsupported_pattern(&syn::Pat::Tuple(tuple.clone()));
        };
        let rest = tuple.elems.iter().position(|part| matches!(part, syn::Pat::Rest(_))).unwrap_or(0);
        let skipped = types.len().saturating_sub(tuple.elems.len() - 1);
        let mut parts = Vec::new();
        for (i, part) in tuple.elems.iter().enumerate() {
            if i == rest {
                parts.extend((0..skipped).map(|_| Pattern::Wild));
            } else {
                let ty = types.get(parts.len()).cloned().unwrap_or(Ty::Unknown);
                parts.push(self.pattern(part, &ty));
            }
        }
        Pattern::Tuple(parts)
    }

    /// Every case binds the same names: those of the first stand for all.
    fn or_pattern(&mut self, or: &syn::PatOr, ty: &Ty) -> Pattern {
        let outer = self.shared_names.take();
        let mut cases = Vec::new();
        for case in &or.cases {
            cases.push(self.pattern(case, ty));
            if self.shared_names.is_none() {
                self.shared_names = self.scopes.last().map(|scope| scope.names.clone());
            }
        }
        self.shared_names = outer;
        Pattern::Or(cases)
    }

    fn slice_pattern(&mut self, slice: &syn::PatSlice, ty: &Ty) -> Pattern {
        let item = match self.types.shallow(ty) {
            Ty::List(item) => *item,
            Ty::Bytes => Ty::Int(crate::types::Int { signed: false, bits: 8 }),
            _ => self.types.var(),
        };
        let (mut first, mut rest, mut last) = (Vec::new(), None, Vec::new());
        for part in &slice.elems {
            match part {
                syn::Pat::Rest(_) => rest = Some(None),
                syn::Pat::Ident(name) if matches!(&name.subpat, Some((_, inner)) if matches!(**inner, syn::Pat::Rest(_))) =>
                {
                    let local = self.declare(name.ident.to_string(), ty.clone(), name.mutability.is_some());
                    rest = Some(Some(local));
                }
                part if rest.is_none() => first.push(self.pattern(part, &item)),
                part => last.push(self.pattern(part, &item)),
            }
        }
        Pattern::Slice { first, rest, last }
    }

    fn struct_pattern(&mut self, pattern: &syn::PatStruct, ty: &Ty) -> Pattern {
        let mut fields = Vec::new();
        for field in &pattern.fields {
            let syn::Member::Named(name) = &field.member else {
                return self.unsupported_pattern(&syn::Pat::Struct(pattern.clone()));
            };
            let ty = self.part_of(&pattern.path, &field.member);
            fields.push((crate::emit::plain(name), self.pattern(&field.pat, &ty)));
        }
        match self.variant_path(&pattern.path) {
            Some((name, variant_ty)) => {
                self.types.unify(ty, &variant_ty);
                Pattern::Variant { name, payload: Payload::Struct(fields) }
            }
            None => Pattern::Struct(fields),
        }
    }

    fn pattern_range(&mut self, range: &syn::PatRange, ty: &Ty) -> Pattern {
        let mut bound = |bound: &Option<Box<syn::Expr>>| bound.as_ref().map(|b| Box::new(self.expr(b, ty)));
        let (start, end) = (bound(&range.start), bound(&range.end));
        Pattern::Range { start, end, inclusive: matches!(range.limits, syn::RangeLimits::Closed(_)) }
    }
}

fn is_option_or_result(path: &syn::Path) -> bool {
    let owner = path.segments.iter().rev().nth(1).map(|segment| segment.ident.to_string());
    matches!(owner.as_deref(), Some("Option" | "Result"))
}

/// Whether a name is written like a constant.
pub(crate) fn is_constant(name: &syn::Ident) -> bool {
    let name = name.to_string();
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}
