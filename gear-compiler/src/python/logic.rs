//! Operators and conditions in the form that a person would write.

use super::ast::{BinaryOp, Expr, UnaryOp, call, name};

impl Expr {
    pub(crate) fn binary(self, op: BinaryOp, right: Expr) -> Expr {
        // Python warns where a literal is compared by identity, and the answer is known.
        if right == Expr::None && self.is_literal() && matches!(op, BinaryOp::Is | BinaryOp::IsNot) {
            return if (self == Expr::None) == (op == BinaryOp::Is) { Expr::True } else { Expr::False };
        }
        // `x is not None and x == 1`
        if op == BinaryOp::And
            && let Expr::Binary(BinaryOp::IsNot, value, none) = &self
            && let Expr::Binary(BinaryOp::Eq, same, literal) = &right
            && **none == Expr::None
            && value == same
            && **literal != Expr::None
            && literal.is_literal()
        {
            return right;
        }
        if let Some(choice) = self.choice(op, &right) {
            return choice;
        }
        if op == BinaryOp::And {
            return self.and(right);
        }
        Expr::Binary(op, Box::new(self), Box::new(right))
    }

    /// `x == 1 or x == 2` as `x in (1, 2)`, and the opposite.
    fn choice(&self, op: BinaryOp, right: &Expr) -> Option<Expr> {
        let (equal, within) = match op {
            BinaryOp::Or => (BinaryOp::Eq, BinaryOp::In),
            BinaryOp::And => (BinaryOp::Ne, BinaryOp::NotIn),
            _ => return None,
        };
        let is_choice = |value: &Expr| matches!(value, Expr::Int(_) | Expr::Str(_));
        let (value, mut choices) = match self {
            Expr::Binary(op, value, choice) if *op == equal && is_choice(choice) => {
                (value, vec![(**choice).clone()])
            }
            Expr::Binary(op, value, choices) if *op == within => match &**choices {
                Expr::Tuple(choices) if choices.iter().all(is_choice) => (value, choices.clone()),
                _ => return None,
            },
            _ => return None,
        };
        match right {
            Expr::Binary(op, same, choice)
                if *op == equal && same == value && value.is_pure() && is_choice(choice) =>
            {
                choices.push((**choice).clone());
                Some(Expr::Binary(within, value.clone(), Box::new(Expr::Tuple(choices))))
            }
            _ => None,
        }
    }

    /// `self and right`, where `low <= x and x < high` is `low <= x < high`.
    fn and(self, right: Expr) -> Expr {
        let both = |left: Expr, right: Expr| Expr::Binary(BinaryOp::And, Box::new(left), Box::new(right));
        // What comes last of `a and b` stands beside the right side.
        match self {
            Expr::Binary(BinaryOp::And, first, last) => match last.between(&right) {
                Some(between) => both(*first, between),
                None => both(both(*first, *last), right),
            },
            left => left.between(&right).unwrap_or_else(|| both(left, right)),
        }
    }

    /// Two comparisons of one value with a lower and an upper bound as one, if it does not matter in which order they are
    /// made and how often the value is evaluated.
    fn between(&self, other: &Expr) -> Option<Expr> {
        use BinaryOp::{Ge, Gt, Le, Lt};
        // Each as `smaller < larger`.
        fn ascending(expr: &Expr) -> Option<(BinaryOp, &Expr, &Expr)> {
            match expr {
                Expr::Binary(op, a, b) if a.is_pure() && b.is_pure() => match op {
                    Lt | Le => Some((*op, a, b)),
                    Gt => Some((Lt, b, a)),
                    Ge => Some((Le, b, a)),
                    _ => None,
                },
                _ => None,
            }
        }
        let (first, second) = (ascending(self)?, ascending(other)?);
        let joins = |value: &Expr, same: &Expr| value == same && !value.is_constant();
        let (below, above) = match (joins(first.2, second.1), joins(second.2, first.1)) {
            (true, _) => (first, second),
            (_, true) => (second, first),
            _ => return None,
        };
        Some(Expr::Between(Box::new([below.1.clone(), below.2.clone(), above.2.clone()]), [below.0, above.0]))
    }

    /// Whether it is made of constants only, so that Python knows its value before it runs.
    pub(super) fn is_literal(&self) -> bool {
        match self {
            Expr::Unary(_, value) => value.is_literal(),
            // Those that neither fail nor give one of their operands.
            Expr::Binary(BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul, left, right) => {
                left.is_literal() && right.is_literal()
            }
            Expr::Binary(BinaryOp::Mod | BinaryOp::FloorDiv, left, right) => {
                left.is_literal() && matches!(**right, Expr::Int(n) if n != 0)
            }
            Expr::Tuple(items) | Expr::List(items) | Expr::Set(items) => items.iter().all(Expr::is_literal),
            _ => self.is_constant(),
        }
    }

    /// The logical opposite, in the form a person would write.
    pub(crate) fn negated(self) -> Expr {
        use BinaryOp::{And, Eq, In, Is, IsNot, Ne, NotIn, Or};
        match self {
            Expr::Unary(UnaryOp::Not, inner) if inner.is_bool() => *inner,
            // `not not values` is a bool, `values` is not.
            Expr::Unary(UnaryOp::Not, inner) => call("bool", vec![*inner]),
            Expr::True => Expr::False,
            Expr::False => Expr::True,
            Expr::Binary(op @ (In | NotIn | Is | IsNot | Eq | Ne), left, right) => {
                let opposite = match op {
                    In => NotIn,
                    NotIn => In,
                    Is => IsNot,
                    IsNot => Is,
                    Eq => Ne,
                    _ => Eq,
                };
                Expr::Binary(opposite, left, right)
            }
            Expr::Binary(op @ (And | Or), left, right) if left.has_opposite() && right.has_opposite() => {
                left.negated().binary(if op == And { Or } else { And }, right.negated())
            }
            other => Expr::Unary(UnaryOp::Not, Box::new(other)),
        }
    }

    /// Whether it has an opposite without `not`.
    fn has_opposite(&self) -> bool {
        use BinaryOp::{And, Eq, In, Is, IsNot, Ne, NotIn, Or};
        match self {
            Expr::Binary(In | NotIn | Is | IsNot | Eq | Ne, ..) | Expr::True | Expr::False => true,
            Expr::Binary(And | Or, left, right) => left.has_opposite() && right.has_opposite(),
            Expr::Unary(UnaryOp::Not, inner) => inner.is_bool(),
            _ => false,
        }
    }

    /// Whether it is sure to be a bool.
    fn is_bool(&self) -> bool {
        use BinaryOp::{And, Eq, Ge, Gt, In, Is, IsNot, Le, Lt, Ne, NotIn, Or};
        match self {
            Expr::True | Expr::False | Expr::Unary(UnaryOp::Not, _) => true,
            Expr::Binary(In | NotIn | Is | IsNot | Lt | Le | Gt | Ge | Eq | Ne, ..) | Expr::Between(..) => {
                true
            }
            Expr::Binary(And | Or, left, right) => left.is_bool() && right.is_bool(),
            _ => false,
        }
    }

    /// The same where only its truth counts.
    pub(crate) fn as_test(&self) -> &Expr {
        match self {
            Expr::Call { function, arguments, .. } if **function == name("bool") && arguments.len() == 1 => {
                &arguments[0]
            }
            other => other,
        }
    }

    pub(crate) fn if_else(test: Expr, then: Expr, otherwise: Expr) -> Expr {
        match test {
            Expr::True => then,
            Expr::False => otherwise,
            // `None if value is None else value`
            Expr::Binary(BinaryOp::Is, value, none)
                if *none == Expr::None && then == Expr::None && *value == otherwise && value.is_simple() =>
            {
                otherwise
            }
            test => {
                Expr::IfElse { test: Box::new(test), then: Box::new(then), otherwise: Box::new(otherwise) }
            }
        }
    }
}
