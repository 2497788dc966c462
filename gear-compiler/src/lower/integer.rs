//! The families of integer methods: `checked_`, `saturating_`, `wrapping_` and `overflowing_` of the same operations.

use super::forms::{pair, receiver_type};
use super::{Arguments, Lower, operator};
use crate::diag::Code;
use crate::python::{BinaryOp, Expr, UnaryOp, call, name};
use crate::types::{Int, Ty};

fn int_of(ty: &Ty) -> Int {
    match ty {
        Ty::Int(int) => *int,
        Ty::Option(item) => int_of(item),
        _ => Int::I64,
    }
}

/// The type of the receiver, and the operands.
fn operands(lower: &mut Lower<'_>, arguments: &Arguments<'_>) -> (Int, Expr, Expr) {
    let int = int_of(&receiver_type(lower, arguments));
    let (a, b) = pair(lower, arguments);
    (int, a, b)
}

/// The operation behind a method's name, `add` of `checked_add`.
fn operation<'m>(arguments: &Arguments<'m>) -> &'m str {
    arguments.method.split_once('_').map_or("", |(_, operation)| operation)
}

/// What the operation gives if nothing is lost. Shifts are of fewer bits than the type has.
fn exact(operation: &str, int: Int, a: Expr, b: Expr) -> Expr {
    match operation {
        "add" => a.binary(BinaryOp::Add, b),
        "sub" => a.binary(BinaryOp::Sub, b),
        "mul" => a.binary(BinaryOp::Mul, b),
        "pow" => a.binary(BinaryOp::Pow, b),
        "neg" => Expr::Int(0).binary(BinaryOp::Sub, a),
        "abs" => call("abs", vec![a]),
        "div" | "div_euclid" if !int.signed => a.binary(BinaryOp::FloorDiv, b),
        "rem" | "rem_euclid" if !int.signed => a.binary(BinaryOp::Mod, b),
        "div" => call("gear_div", vec![a, b]),
        "rem" => call("gear_rem", vec![a, b]),
        "div_euclid" => call("gear_div_euclid", vec![a, b]),
        "rem_euclid" if matches!(b, Expr::Int(n) if n > 0) => a.binary(BinaryOp::Mod, b),
        "rem_euclid" => a.binary(BinaryOp::Mod, call("abs", vec![b])),
        "add_signed" | "add_unsigned" => a.binary(BinaryOp::Add, b),
        "sub_unsigned" | "sub_signed" => a.binary(BinaryOp::Sub, b),
        "next_power_of_two" => {
            let least = call("max", vec![a.binary(BinaryOp::Sub, Expr::Int(1)), Expr::Int(0)]);
            Expr::Int(1).binary(BinaryOp::Shl, least.attribute("bit_length").call(Vec::new()))
        }
        "shl" => a.binary(BinaryOp::Shl, b),
        _ => a.binary(BinaryOp::Shr, b),
    }
}

/// A value and the bounds of its type.
fn bounded(helper: &str, int: Int, value: Expr) -> Expr {
    call(helper, vec![value, Expr::Int(int.min()), Expr::Int(int.max())])
}

/// `None` if the result does not fit.
pub(crate) fn checked(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let (int, a, b) = operands(lower, arguments);
    bounded("gear_checked", int, exact(operation(arguments), int, a, b))
}

/// `checked_next_multiple_of`: there is none of zero.
pub(crate) fn checked_next_multiple_of(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let bounds = int_of(&receiver_type(lower, arguments)).max();
    let next = lower.template("-(-{0} // {1}) * {1} if {1} else -1", arguments);
    call("gear_checked", vec![next, Expr::Int(0), Expr::Int(bounds)])
}

/// `None` for a division by zero too, and where the quotient does not fit.
pub(crate) fn checked_division(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let (int, a, b) = operands(lower, arguments);
    let (a, b) = (lower.simple("value", a), lower.simple("divisor", b));
    let impossible = match (&b, int.signed) {
        (Expr::Int(divisor), _) if *divisor > 0 => Expr::False,
        (_, false) => b.clone().binary(BinaryOp::Eq, Expr::Int(0)),
        (_, true) => call("gear_no_quotient", vec![a.clone(), b.clone(), Expr::Int(int.min())]),
    };
    Expr::if_else(impossible, Expr::None, exact(operation(arguments), int, a, b))
}

/// The nearest value that fits.
pub(crate) fn saturating(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let (int, a, b) = operands(lower, arguments);
    bounded("gear_saturated", int, exact(operation(arguments), int, a, b))
}

/// The lower bits.
pub(crate) fn wrapping(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let (int, a, b) = operands(lower, arguments);
    operator::wrap(exact(operation(arguments), int, a, b), int)
}

/// The lower bits, and whether there were more.
pub(crate) fn overflowing(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let (int, a, b) = operands(lower, arguments);
    bounded("gear_overflowing", int, exact(operation(arguments), int, a, b))
}

/// A shift of fewer bits than the type has. What leaves it to the left is lost; to the right nothing grows.
fn shifted(operation: &str, int: Int, a: Expr, b: Expr) -> Expr {
    let shifted = exact(operation, int, a, b);
    if operation == "shl" { operator::wrap(shifted, int) } else { shifted }
}

/// `overflowing_rem` and `overflowing_rem_euclid`: only the remainder of the least by minus one overflows.
pub(crate) fn overflowing_remainder(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let (int, a, b) = operands(lower, arguments);
    let (a, b) = (lower.simple("value", a), lower.simple("divisor", b));
    let lost = if int.signed {
        let least = a.clone().binary(BinaryOp::Eq, Expr::Int(int.min()));
        least.binary(BinaryOp::And, b.clone().binary(BinaryOp::Eq, Expr::Int(-1)))
    } else {
        Expr::False
    };
    Expr::Tuple(vec![exact(operation(arguments), int, a, b), lost])
}

/// `overflowing_shl` and `overflowing_shr`: the shift by what is below the number of bits, and whether that was not all.
pub(crate) fn overflowing_shift(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let (int, a, b) = operands(lower, arguments);
    let (bits, b) = (Expr::Int(int.bits.into()), lower.simple("distance", b));
    let distance = b.clone().binary(BinaryOp::Mod, bits.clone());
    Expr::Tuple(vec![shifted(operation(arguments), int, a, distance), b.binary(BinaryOp::Ge, bits)])
}

/// `wrapping_shl` and `wrapping_shr`: of the distance, what is below the number of bits.
pub(crate) fn wrapping_shift(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let (int, a, b) = operands(lower, arguments);
    let distance = match b {
        Expr::Int(distance) if distance < i128::from(int.bits) => b,
        b => b.binary(BinaryOp::Mod, Expr::Int(int.bits.into())),
    };
    shifted(operation(arguments), int, a, distance)
}

/// `checked_shl` and `checked_shr`: `None` if the distance is not below the number of bits.
pub(crate) fn checked_shift(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let (int, a, b) = operands(lower, arguments);
    let (a, b) = (lower.simple("value", a), lower.simple("distance", b));
    let fits = b.clone().binary(BinaryOp::Lt, Expr::Int(int.bits.into()));
    Expr::if_else(fits, shifted(operation(arguments), int, a, b), Expr::None)
}

/// Methods whose result is of the receiver's type.
pub(crate) fn same(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    if arguments.method == "clamp" {
        return call("gear_clamp", lower.operands(arguments.exprs));
    }
    let (int, a, b) = operands(lower, arguments);
    match arguments.method {
        "signum" => call("gear_cmp", vec![a, Expr::Int(0)]),
        "div_euclid" => call("gear_div_euclid", vec![a, b]),
        "isqrt" => call("gear_isqrt", vec![a]),
        "midpoint" => exact("div", int, a.binary(BinaryOp::Add, b), Expr::Int(2)),
        operation @ ("abs" | "pow" | "rem_euclid") => exact(operation, int, a, b),
        other => call(other, vec![a, b]),
    }
}

/// Methods that look at the bits.
pub(crate) fn bits(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let (int, value, _) = operands(lower, arguments);
    let inverted = |value| Expr::Unary(UnaryOp::Invert, Box::new(value));
    let (helper, value) = match arguments.method {
        "count_ones" => ("gear_count_ones", value),
        "count_zeros" => ("gear_count_zeros", value),
        "leading_zeros" => ("gear_leading_zeros", value),
        "leading_ones" => ("gear_leading_zeros", inverted(value)),
        "trailing_ones" => ("gear_trailing_zeros", inverted(value)),
        _ => ("gear_trailing_zeros", value),
    };
    call(helper, vec![value, Expr::Int(int.bits.into())])
}

/// The value of so many bits, as the type has it.
fn signed(int: Int, value: Expr) -> Expr {
    if int.signed { operator::wrap(value, int) } else { value }
}

/// `rotate_left` and `rotate_right`.
pub(crate) fn rotate(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let (int, value, count) = operands(lower, arguments);
    let left = arguments.method == "rotate_left";
    let count = if left { count } else { Expr::Unary(UnaryOp::Minus, Box::new(count)) };
    signed(int, call("gear_rotate", vec![value, count, Expr::Int(int.bits.into())]))
}

/// `swap_bytes` and `reverse_bits`.
pub(crate) fn turned(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let (int, value, _) = operands(lower, arguments);
    signed(int, call(&format!("gear_{}", arguments.method), vec![value, Expr::Int(int.bits.into())]))
}

/// Python's arguments for an order of bytes, after the method's name.
fn byte_order(method: &str, int: Int) -> (Expr, Vec<(String, Expr)>) {
    let order = if method.contains("_be_") { "big" } else { "little" };
    let signed = int.signed.then(|| ("signed".to_owned(), Expr::True));
    (Expr::Str(order.to_owned()), signed.into_iter().collect())
}

/// `to_be_bytes` and `to_le_bytes`.
pub(crate) fn to_bytes(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let (int, value, _) = operands(lower, arguments);
    let (order, keywords) = byte_order(arguments.method, int);
    let function = Box::new(value.attribute("to_bytes"));
    Expr::Call { function, arguments: vec![Expr::Int(i128::from(int.bits / 8)), order], keywords }
}

/// `i64::from_be_bytes` and the like.
pub(crate) fn from_bytes(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let (bytes, _) = pair(lower, arguments);
    let (order, keywords) = byte_order(arguments.method, int_of(&arguments.result));
    // An array may be a list.
    let known = receiver_type(lower, arguments) == Ty::Bytes;
    let bytes = if known { bytes } else { call("bytes", vec![bytes]) };
    Expr::Call {
        function: Box::new(name("int").attribute("from_bytes")),
        arguments: vec![bytes, order],
        keywords,
    }
}

/// `into`: of an integer another integer type or a float, of a character its number or a text, of a bool a number.
pub(crate) fn into(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let result = lower.types.in_python(&arguments.result);
    let given = receiver_type(lower, arguments);
    let (value, _) = pair(lower, arguments);
    match (given, result) {
        (Ty::Char, Ty::Int(_)) => call("ord", vec![value]),
        (Ty::Bool, Ty::Int(_)) => call("int", vec![value]),
        (Ty::Int(Int::U8), Ty::Char) => call("chr", vec![value]),
        (Ty::Char, Ty::Char | Ty::Str) | (Ty::Bool, Ty::Bool) | (Ty::Float, Ty::Float) => value,
        (Ty::Int(_), Ty::Int(_)) => value,
        (Ty::Int(_), Ty::Float) => call("float", vec![value]),
        _ => lower.error(
            Code::UnknownType,
            arguments.span,
            "the type that `into` gives is not known here",
            "say it: `let value: i64 = x.into();`, or `i64::from(x)`",
        ),
    }
}

fn bounds_of_result(result: &Ty) -> [Expr; 2] {
    let int = match result {
        Ty::Result(ok, _) => int_of(ok),
        _ => Int::I64,
    };
    [Expr::Int(int.min()), Expr::Int(int.max())]
}

/// `u8::try_from(x)`.
pub(crate) fn try_from(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let result = lower.types.in_python(&arguments.result);
    if !matches!(&result, Ty::Result(ok, _) if matches!(**ok, Ty::Int(_))) {
        return lower.error(
            Code::UnknownType,
            arguments.span,
            format!("the integer type that `{}` gives is not known here", arguments.method),
            "say it: `u8::try_from(x)`",
        );
    }
    if receiver_type(lower, arguments) == Ty::Char {
        return lower.error(
            Code::Value,
            arguments.span,
            "a character is no number in Python",
            "make a number of it first: `u8::try_from(u32::from(c))`",
        );
    }
    let [low, high] = bounds_of_result(&result);
    let (value, _) = pair(lower, arguments);
    call("gear_try_from", vec![value, low, high])
}

/// `u8::from_str_radix(text, radix)`.
pub(crate) fn from_str_radix(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let [low, high] = bounds_of_result(&arguments.result);
    let (text, radix) = pair(lower, arguments);
    call("gear_from_str_radix", vec![text, radix, low, high])
}
