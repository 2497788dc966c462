//! Parts of lists that are changed: `list[1..].sort()`.

use super::catalog::Method;
use super::expr::plus_one;
use super::{Arguments, Lower};
use crate::check::hir::{self, ExprKind};
use crate::python::{Expr, StmtKind, call, name};
use crate::types::Ty;

/// The list and the range of a part of it.
pub(super) fn part_of(expr: &hir::Expr) -> Option<(&hir::Expr, &hir::Expr)> {
    match &expr.kind {
        ExprKind::Index(list, range) if matches!(range.kind, ExprKind::Range { .. }) => Some((list, range)),
        _ => None,
    }
}

impl Lower<'_> {
    /// A method that changes a part of a list: it changes a copy, which then takes the place of the part.
    pub(super) fn change_part(&mut self, entry: &'static Method, arguments: &Arguments<'_>) {
        let [receiver, rest @ ..] = arguments.exprs else { return };
        let Some((list, range)) = part_of(receiver) else { return };
        let ExprKind::Range { start, end, inclusive } = &range.kind else { return };
        let given = [Some(list), start.as_deref(), end.as_deref()];
        let mut values = self.operands(given.into_iter().flatten()).into_iter();
        let list = values.next().unwrap_or(Expr::None);
        let mut bound = |this: &mut Self, bound: &Option<Box<hir::Expr>>, wanted: &str| {
            let value = bound.as_ref().and_then(|_| values.next())?;
            // The arguments may change what it is made from.
            let stays = if rest.is_empty() { value.is_pure() } else { this.is_stable(&value) };
            Some(if stays { value } else { this.spill(wanted, value) })
        };
        let start = bound(self, start, "start");
        let end = bound(self, end, "end").map(|end| if *inclusive { plus_one(end) } else { end });
        let list = if list.is_pure() { list } else { self.spill("values", list) };
        let checked = [start.clone().unwrap_or(Expr::Int(0)), end.clone().unwrap_or(Expr::None)];
        let part = name(self.fresh("part"));
        let copy = call("gear_list_slice", [list.clone()].into_iter().chain(checked).collect());
        self.push(StmtKind::Assign(part.clone(), copy));
        let mut exprs = arguments.exprs.to_vec();
        exprs[0] = self.named_part(&part, receiver);
        let changed = self.form(&entry.python, &Arguments { exprs: &exprs, result: Ty::Unit, ..*arguments });
        if !changed.is_simple() {
            self.push(StmtKind::Expr(changed));
        }
        let place = Expr::Slice(start.map(Box::new), end.map(Box::new), None);
        self.push(StmtKind::Assign(list.subscript(place), part));
    }

    /// The variable of the copy, in the place of the part.
    fn named_part(&mut self, part: &Expr, receiver: &hir::Expr) -> hir::Expr {
        let local = self.new_local("part", receiver.ty.clone());
        self.locals[local].owned = true;
        self.bound.insert(local, (part.clone(), self.frames.len()));
        hir::Expr { kind: ExprKind::Local(local), ..receiver.clone() }
    }
}
