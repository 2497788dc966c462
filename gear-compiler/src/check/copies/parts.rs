//! The parts of expressions and patterns that have nothing special for copies.

use crate::check::hir::{Block, Expr, ExprKind, Json, LocalId, Pattern, Payload, Statement};

/// The parts of an expression in the order in which they are evaluated, blocks, arms and closures apart.
pub(super) fn parts(kind: &mut ExprKind) -> Vec<&mut Expr> {
    match kind {
        ExprKind::Copied { place: inner, .. }
        | ExprKind::Cloned(inner)
        | ExprKind::Content(inner)
        | ExprKind::Lent(inner)
        | ExprKind::Some(inner)
        | ExprKind::IntoBytes(inner)
        | ExprKind::IntoList(inner)
        | ExprKind::Reverse(inner)
        | ExprKind::Ok(inner)
        | ExprKind::Err(inner)
        | ExprKind::OrderKey(inner, _)
        | ExprKind::Field(inner, _)
        | ExprKind::TupleField(inner, _)
        | ExprKind::Payload(inner, _)
        | ExprKind::Newtype(inner)
        | ExprKind::Not(inner)
        | ExprKind::Negate(inner)
        | ExprKind::Try(inner)
        | ExprKind::Await(inner)
        | ExprKind::Cast(inner)
        | ExprKind::Let(_, inner) => vec![inner],
        ExprKind::Index(a, b)
        | ExprKind::Element(a, b)
        | ExprKind::Binary(_, a, b)
        | ExprKind::Swap(a, b)
        | ExprKind::Repeat(a, b) => vec![a, b],
        // The value is evaluated before the place.
        ExprKind::Assign(place, value)
        | ExprKind::Overwrite(place, value)
        | ExprKind::AssignOp(_, place, value) => vec![value, place],
        ExprKind::Destructure(_, value, places) => {
            std::iter::once(&mut **value).chain(places.iter_mut().map(|(_, place)| place)).collect()
        }
        ExprKind::Call(function, arguments) => std::iter::once(&mut **function).chain(arguments).collect(),
        ExprKind::Builtin(_, items)
        | ExprKind::Join(items)
        | ExprKind::Tuple(items)
        | ExprKind::List(items)
        | ExprKind::Execute(items)
        | ExprKind::Variant { payload: Payload::Tuple(items), .. } => items.iter_mut().collect(),
        ExprKind::Method(method) => method.arguments.iter_mut().collect(),
        ExprKind::Struct { fields, base } => {
            fields.iter_mut().map(|(_, value)| value).chain(base.as_deref_mut()).collect()
        }
        ExprKind::Variant { payload: Payload::Struct(fields), .. } => {
            fields.iter_mut().map(|(_, value)| value).collect()
        }
        ExprKind::Range { start, end, .. } => {
            [start, end].into_iter().filter_map(Option::as_deref_mut).collect()
        }
        ExprKind::Replace(place, value) => {
            std::iter::once(&mut **place).chain(value.as_deref_mut()).collect()
        }
        ExprKind::Json(tree) => values_of(tree),
        ExprKind::Format(format) | ExprKind::Panic(format) | ExprKind::Log(_, format) => {
            format.arguments.iter_mut().collect()
        }
        ExprKind::AssertCompare(_, sides, format) => sides.iter_mut().chain(&mut format.arguments).collect(),
        ExprKind::Break { value, .. } | ExprKind::Return(value) => value.as_deref_mut().into_iter().collect(),
        ExprKind::Gear(gear) => gear.parts(),
        _ => Vec::new(),
    }
}

fn values_of(tree: &mut Json) -> Vec<&mut Expr> {
    match tree {
        Json::Null => Vec::new(),
        Json::Value(value) => vec![value],
        Json::Array(items) => items.iter_mut().flat_map(values_of).collect(),
        Json::Object(entries) => {
            entries.iter_mut().flat_map(|(key, value)| std::iter::once(key).chain(values_of(value))).collect()
        }
    }
}

/// Every expression in an expression, itself last.
pub(super) fn walk(expr: &mut Expr, visit: &mut dyn FnMut(&mut Expr)) {
    match &mut expr.kind {
        ExprKind::Block(block) | ExprKind::Labelled { block, .. } | ExprKind::Loop { body: block, .. } => {
            walk_block(block, visit)
        }
        ExprKind::If { test, then, otherwise } => {
            walk(test, visit);
            walk_block(then, visit);
            otherwise.iter_mut().for_each(|other| walk(other, visit));
        }
        ExprKind::Match { subject, arms } => {
            walk(subject, visit);
            for arm in arms {
                arm.guard.iter_mut().for_each(|guard| walk(guard, visit));
                walk(&mut arm.body, visit);
            }
        }
        ExprKind::While { test, body, .. } => {
            walk(test, visit);
            walk_block(body, visit);
        }
        ExprKind::For { iter, body, .. } => {
            walk(iter, visit);
            walk_block(body, visit);
        }
        ExprKind::Closure(closure) | ExprKind::Async(closure) => walk(&mut closure.body, visit),
        kind => parts(kind).into_iter().for_each(|part| walk(part, visit)),
    }
    visit(expr);
}

fn walk_block(block: &mut Block, visit: &mut dyn FnMut(&mut Expr)) {
    for statement in &mut block.statements {
        match statement {
            Statement::Expr(expr) => walk(expr, visit),
            Statement::Let { value, otherwise, .. } => {
                value.iter_mut().for_each(|value| walk(value, visit));
                otherwise.iter_mut().for_each(|otherwise| walk_block(otherwise, visit));
            }
        }
    }
    block.value.iter_mut().for_each(|value| walk(value, visit));
}

/// The parts of a pattern, each with the field of the value that it is matched with, if it has a name.
pub(super) fn patterns(pattern: &Pattern) -> Vec<(Option<String>, &Pattern)> {
    match pattern {
        Pattern::Tuple(parts) => {
            parts.iter().enumerate().map(|(i, part)| (Some(i.to_string()), part)).collect()
        }
        Pattern::Struct(fields) | Pattern::Variant { payload: Payload::Struct(fields), .. } => {
            fields.iter().map(|(name, part)| (Some(name.clone()), part)).collect()
        }
        Pattern::Variant { payload: Payload::Tuple(parts), .. } => {
            parts.iter().enumerate().map(|(i, part)| (Some(i.to_string()), part)).collect()
        }
        Pattern::Some(inner, _) | Pattern::Ok(inner) | Pattern::Err(inner) | Pattern::Json(_, inner) => {
            vec![(None, inner)]
        }
        Pattern::Bind(_, Some(inner)) => vec![(None, inner)],
        Pattern::Or(cases) => cases.iter().map(|case| (None, case)).collect(),
        Pattern::Slice { first, last, .. } => first.iter().chain(last).map(|part| (None, part)).collect(),
        _ => Vec::new(),
    }
}

/// The variables of a pattern.
pub(super) fn bound(pattern: &Pattern) -> Vec<LocalId> {
    let own = match pattern {
        Pattern::Bind(local, _) | Pattern::Slice { rest: Some(Some(local)), .. } => Some(*local),
        _ => None,
    };
    own.into_iter().chain(patterns(pattern).into_iter().flat_map(|(_, part)| bound(part))).collect()
}
