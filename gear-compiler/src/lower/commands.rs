//! Server commands: `cmd::name(..)` and `execute!(..)`.

use super::catalog::{Command, Kind, Word, command_named};
use super::{Arguments, Lower};
use crate::check::hir;
use crate::python::{BinaryOp, Expr, call, name};
use crate::types::Ty;

/// A function of the table.
pub(crate) fn command(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let Some(command) = command_named(arguments.method) else { return Expr::None };
    let types: Vec<Ty> = arguments.exprs.iter().map(|expr| lower.ty(expr)).collect();
    let values = lower.operands(arguments.exprs);
    let mut parameters: Vec<(&str, Vec<Expr>)> = Vec::new();
    for (((parameter, kind), value), ty) in command.parameters.iter().zip(values).zip(&types) {
        let written = match kind {
            Kind::One => vec![argument(value, ty)],
            Kind::Integer => vec![value],
            Kind::Json => vec![call("gear_json", vec![value])],
            Kind::Many if counted(command, parameter) => {
                vec![lower.spill(parameter, call("gear_arguments", vec![value]))]
            }
            Kind::Many => many(value, ty),
        };
        parameters.push((*parameter, written));
    }
    let reply = call("execute", words(command, &parameters));
    typed(reply, &arguments.result)
}

/// Whether a parameter stands for more than its arguments in their order, so that it needs a list.
fn counted(command: &Command, parameter: &str) -> bool {
    command.words.iter().any(|word| match word {
        Word::Count(name) | Word::Pairs(name) | Word::Side(name, _) => *name == parameter,
        Word::Text(_) | Word::All(_) => false,
    })
}

fn words(command: &Command, parameters: &[(&str, Vec<Expr>)]) -> Vec<Expr> {
    let find = |wanted: &str| {
        let found = parameters.iter().find(|(parameter, _)| *parameter == wanted);
        found.map_or_else(Vec::new, |(_, arguments)| arguments.clone())
    };
    let list = |wanted: &str| find(wanted).pop().unwrap_or(Expr::None);
    let mut all = Vec::new();
    for word in command.words {
        match word {
            Word::Text(text) => all.push(Expr::Str((*text).to_owned())),
            Word::All(parameter) if counted(command, parameter) => all.push(star(list(parameter))),
            Word::All(parameter) => all.extend(find(parameter)),
            Word::Count(parameter) => all.push(call("len", vec![list(parameter)])),
            Word::Pairs(parameter) => {
                all.push(call("len", vec![list(parameter)]).binary(BinaryOp::FloorDiv, Expr::Int(2)))
            }
            Word::Side(parameter, side) => {
                let start = (*side > 0).then(|| Box::new(Expr::Int(*side as i128)));
                let every_second = Expr::Slice(start, None, Some(Box::new(Expr::Int(2))));
                all.push(star(list(parameter).subscript(every_second)));
            }
        }
    }
    all
}

fn star(list: Expr) -> Expr {
    Expr::Star(Box::new(list))
}

/// `execute!`: any command.
pub(super) fn execute(lower: &mut Lower<'_>, arguments: &[hir::Expr]) -> Expr {
    let types: Vec<Ty> = arguments.iter().map(|argument| lower.ty(argument)).collect();
    let values = lower.operands(arguments);
    let mut all = Vec::new();
    for (value, ty) in values.into_iter().zip(&types) {
        all.extend(many(value, ty));
    }
    typed(call("execute", all), &Ty::Value)
}

/// An argument of a server command: `execute` would write `True` and `1e+21` where the redis crate writes `1` and
/// `1e21`.
fn argument(value: Expr, ty: &Ty) -> Expr {
    if matches!(value, Expr::Int(_) | Expr::Str(_)) {
        return value;
    }
    match ty {
        Ty::Str | Ty::Char | Ty::Int(_) | Ty::Bytes => value,
        Ty::Bool => call("int", vec![value]),
        _ => call("gear_argument", vec![value]),
    }
}

/// A value that may be many arguments.
fn many(value: Expr, ty: &Ty) -> Vec<Expr> {
    let plain = |ty: &Ty| matches!(ty, Ty::Str | Ty::Char | Ty::Int(_) | Ty::Bytes);
    match (value, ty) {
        (Expr::List(items), Ty::List(item)) if plain(item) => items,
        (Expr::Tuple(items), Ty::Tuple(types)) if items.len() == types.len() && types.iter().all(plain) => {
            items
        }
        (value, Ty::List(item) | Ty::Iter(item) | Ty::Set { sorted: false, item }) if plain(item) => {
            vec![star(value)]
        }
        // Pairs and the like that are written out.
        (Expr::List(items), Ty::List(item)) if is_written(&items, item) => {
            items.into_iter().flat_map(|part| many(part, item)).collect()
        }
        (_, Ty::Unit) => Vec::new(),
        (value, Ty::Bool | Ty::Float) => vec![argument(value, ty)],
        (value, ty) if plain(ty) || matches!(value, Expr::Int(_) | Expr::Str(_)) => vec![value],
        (value, _) => vec![star(call("gear_arguments", vec![value]))],
    }
}

/// Whether the items of a list are tuples, written in place, of which each part is one argument.
fn is_written(items: &[Expr], ty: &Ty) -> bool {
    let Ty::Tuple(types) = ty else { return false };
    let one = |ty: &Ty| matches!(ty, Ty::Str | Ty::Char | Ty::Int(_) | Ty::Bytes | Ty::Bool | Ty::Float);
    types.iter().all(one) && items.iter().all(|item| matches!(item, Expr::Tuple(_)))
}

/// A reply as the type says: what does not fit is an error in both worlds.
fn typed(reply: Expr, ty: &Ty) -> Expr {
    let helper = match ty {
        Ty::Bool => return reply.binary(BinaryOp::Eq, Expr::Int(1)),
        Ty::Value => "gear_value",
        Ty::Str => "gear_text",
        Ty::Float => "gear_float",
        Ty::List(item) => match &**item {
            Ty::Str => "gear_texts",
            Ty::Option(item) if **item == Ty::Str => "gear_texts",
            Ty::Option(item) if **item == Ty::Float => "gear_floats",
            Ty::Bool => "gear_bools",
            Ty::Tuple(pair) => return tuples(reply, pair),
            _ => return reply,
        },
        Ty::Set { .. } => return call("set", vec![call("gear_texts", vec![reply])]),
        Ty::Map { .. } => "gear_text_map",
        Ty::Option(item) => match &**item {
            Ty::Str => "gear_text",
            Ty::Float => "gear_float",
            Ty::Tuple(_) => "gear_popped",
            _ => return reply,
        },
        _ => return reply,
    };
    call(helper, vec![reply])
}

/// Commands whose reply is text of the server's own making.
const OWN_TEXT: [&str; 1] = ["XADD"];

/// A command whose reply nobody looks at.
pub(super) fn unread(value: Expr) -> Expr {
    let executes =
        |value: &Expr| matches!(value, Expr::Call { function, .. } if **function == name("execute"));
    match value {
        Expr::Binary(BinaryOp::Eq, reply, _) if executes(&reply) => *reply,
        Expr::Call { function, mut arguments, .. }
            if *function == name("gear_value") && arguments.first().is_some_and(executes) =>
        {
            arguments.swap_remove(0)
        }
        Expr::Call { function, mut arguments, .. }
            if *function == name("gear_text") && arguments.first().is_some_and(gives_own_text) =>
        {
            arguments.swap_remove(0)
        }
        value => value,
    }
}

fn gives_own_text(value: &Expr) -> bool {
    let Expr::Call { function, arguments, .. } = value else { return false };
    **function == name("execute")
        && matches!(arguments.first(), Some(Expr::Str(command)) if OWN_TEXT.contains(&command.as_str()))
}

/// A list of pairs.
fn tuples(reply: Expr, pair: &[Ty]) -> Expr {
    match pair {
        [Ty::Str, Ty::Float] => call("gear_scores", vec![reply]),
        [Ty::Str, Ty::Map { .. }] => call("gear_messages", vec![reply]),
        _ => call("gear_samples", vec![reply]),
    }
}

/// `cmd::hincr`: the command depends on the type of the number.
pub(crate) fn hincr(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let types: Vec<Ty> = arguments.exprs.iter().map(|expr| lower.ty(expr)).collect();
    let values: Vec<Expr> =
        lower.operands(arguments.exprs).into_iter().zip(&types).map(|(v, ty)| argument(v, ty)).collect();
    let command = match types.last() {
        Some(Ty::Int(_)) => Expr::Str("HINCRBY".to_owned()),
        Some(Ty::Float) => Expr::Str("HINCRBYFLOAT".to_owned()),
        _ => {
            let delta = arguments.exprs.last().map_or(Expr::None, |delta| lower.value(delta));
            let float = call("isinstance", vec![delta, name("float")]);
            Expr::if_else(float, Expr::Str("HINCRBYFLOAT".to_owned()), Expr::Str("HINCRBY".to_owned()))
        }
    };
    typed(call("execute", std::iter::once(command).chain(values).collect()), &Ty::Float)
}
