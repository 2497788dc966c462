//! The Python of a declaration: a function that calls the foreign one and checks what comes out.

use super::function::{Function, Kind, Parameter, Passing};
use super::{Block, Static};
use crate::check::{LinkKind, Outside};
use crate::python::{At, BinaryOp, Expr, Stmt, StmtKind, UnaryOp, call, name, python_name};
use quote::ToTokens as _;

/// The local name of the module. No parameter can have it.
const MODULE: &str = "gear_module";

/// The object of a method.
const OBJECT: &str = "gear_object";

/// The function of a declared function.
pub(crate) fn function_body(block: &Block, function: &Function, at: At, outside: &mut Outside) -> Vec<Stmt> {
    let what = what(block, function);
    let mut body = Vec::new();
    if matches!(function.kind, Kind::Function | Kind::Constructor(_)) {
        body.push(Stmt { kind: import(&block.module), at });
    }
    let value = value(function, &what, outside);
    let checked = |value, outside: &mut Outside| match &function.result {
        Some(ty) => converted(&ty.to_token_stream(), value, &what, outside),
        None => value,
    };
    match (function.catch, function.result.is_some()) {
        (false, true) => body.push(Stmt { kind: StmtKind::Return(Some(checked(value, outside))), at }),
        (false, false) => body.push(Stmt { kind: StmtKind::Expr(value), at }),
        (true, has_result) => {
            let attempt = Expr::Lambda { parameters: Vec::new(), body: Box::new(value) };
            let caught = || name("gear_caught");
            let kind = StmtKind::Assign(caught(), call("gear_py_catch", vec![attempt]));
            body.push(Stmt { kind, at });
            // A value of another type than declared is no error of the function: it is not caught.
            let value = caught().subscript(Expr::Int(1));
            let value = if has_result { checked(value, outside) } else { Expr::None };
            let pair = Expr::Tuple(vec![Expr::True, value]);
            let result = Expr::if_else(caught().subscript(Expr::Int(0)), pair, caught());
            body.push(Stmt { kind: StmtKind::Return(Some(result)), at });
        }
    }
    let object = function.kind.owner().filter(|_| !matches!(function.kind, Kind::Constructor(_)));
    let parameters = function.parameters.iter().map(variable);
    let parameters = object.map(|_| OBJECT.to_owned()).into_iter().chain(parameters).collect();
    vec![Stmt {
        kind: StmtKind::Def { waits: false, name: Expr::Own(String::new()), parameters, doc: None, body },
        at,
    }]
}

/// The function of a declared value: it is read where it is used.
pub(crate) fn static_body(block: &Block, item: &Static, at: At, outside: &mut Outside) -> Vec<Stmt> {
    let what = format!("{}.{}", block.module, item.name);
    let value =
        converted(&item.item.ty.to_token_stream(), attribute(name(MODULE), &item.name), &what, outside);
    let body =
        vec![Stmt { kind: import(&block.module), at }, Stmt { kind: StmtKind::Return(Some(value)), at }];
    let name = Expr::Own(String::new());
    vec![Stmt { kind: StmtKind::Def { waits: false, name, parameters: Vec::new(), doc: None, body }, at }]
}

/// What errors call the function.
pub(crate) fn what(block: &Block, function: &Function) -> String {
    match (&function.kind, function.kind.owner()) {
        (Kind::Method(_) | Kind::Getter(_) | Kind::Setter(_), Some(owner)) => {
            format!("{owner}.{}", function.name)
        }
        _ => format!("{}.{}", block.module, function.name),
    }
}

/// The import stands in the function: where the module is missing, that is an error of the step that needs it, with its name. A
/// module among the globals would be fetched when the step is unpickled, where the server tells nobody.
fn import(module: &str) -> StmtKind {
    StmtKind::Import(module.to_owned(), MODULE.to_owned())
}

fn attribute(value: Expr, path: &str) -> Expr {
    path.split('.').fold(value, |value, name| value.attribute(name))
}

fn converted(ty: &proc_macro2::TokenStream, value: Expr, what: &str, outside: &mut Outside) -> Expr {
    let converter = Expr::Link(outside.link(LinkKind::FromPython, ty));
    converter.call(vec![value, Expr::Str(what.to_owned())])
}

fn variable(parameter: &Parameter) -> String {
    python_name(&parameter.ident.to_string())
}

/// The value in Python, not yet checked.
fn value(function: &Function, what: &str, outside: &mut Outside) -> Expr {
    let arguments = Arguments::new(function, what, outside);
    let object = || name(OBJECT);
    match &function.kind {
        Kind::Function | Kind::Constructor(_) => arguments.call(attribute(name(MODULE), &function.name)),
        Kind::Getter(_) => object().attribute(&function.name),
        Kind::Setter(_) => {
            let value = arguments.positional.into_iter().next().unwrap_or(Expr::None);
            call("setattr", vec![object(), Expr::Str(function.name.clone()), value])
        }
        Kind::Method(_) => match arguments.operator(&function.name, object()) {
            Some(value) => value,
            None if function.name == "__call__" => arguments.call(object()),
            None => arguments.call(object().attribute(&function.name)),
        },
    }
}

/// The arguments of a call.
struct Arguments {
    positional: Vec<Expr>,
    keywords: Vec<(String, Expr)>,
    /// Keywords that are left out if there is no value.
    optional: Vec<(String, Expr)>,
    variadic: bool,
}

impl Arguments {
    fn new(function: &Function, what: &str, outside: &mut Outside) -> Self {
        let mut arguments =
            Arguments { positional: Vec::new(), keywords: Vec::new(), optional: Vec::new(), variadic: false };
        for parameter in &function.parameters {
            let value = argument(parameter, what, outside);
            match &parameter.passing {
                Passing::Position => arguments.positional.push(value),
                Passing::Rest => {
                    arguments.variadic = true;
                    arguments.positional.push(Expr::Star(Box::new(value)));
                }
                Passing::Keyword { name, optional: false } => arguments.keywords.push((name.clone(), value)),
                Passing::Keyword { name, optional: true } => arguments.optional.push((name.clone(), value)),
            }
        }
        arguments
    }

    fn call(mut self, function: Expr) -> Expr {
        if !self.optional.is_empty() {
            let given = Expr::Call {
                function: Box::new(name("gear_py_given")),
                arguments: Vec::new(),
                keywords: self.optional,
            };
            self.positional.push(Expr::DoubleStar(Box::new(given)));
        }
        Expr::Call { function: Box::new(function), arguments: self.positional, keywords: self.keywords }
    }

    /// The operator that Python has for a method: it also asks the other operand.
    fn operator(&self, method: &str, object: Expr) -> Option<Expr> {
        if self.variadic || !self.keywords.is_empty() || !self.optional.is_empty() {
            return None;
        }
        match &self.positional[..] {
            [] => unary(method, object),
            [other] if method == "__getitem__" => Some(object.lookup(other.clone())),
            [other] if method == "__contains__" => Some(other.clone().binary(BinaryOp::In, object)),
            [other] => Some(Expr::Binary(binary(method)?, Box::new(object), Box::new(other.clone()))),
            _ => None,
        }
    }
}

fn argument(parameter: &Parameter, what: &str, outside: &mut Outside) -> Expr {
    let value = name(variable(parameter));
    let Some(types) = &parameter.callback else { return value };
    // What Python calls a function with is as unknown as what it returns.
    let converters = types.iter().map(|ty| Expr::Link(outside.link(LinkKind::FromPython, ty)));
    let converters = Expr::Tuple(converters.collect());
    call("gear_py_callback", vec![value, converters, Expr::Str(what.to_owned())])
}

fn unary(method: &str, object: Expr) -> Option<Expr> {
    Some(match method {
        "__neg__" => Expr::Unary(UnaryOp::Minus, Box::new(object)),
        "__invert__" => Expr::Unary(UnaryOp::Invert, Box::new(object)),
        "__len__" | "__abs__" | "__str__" | "__repr__" | "__int__" | "__float__" | "__bool__"
        | "__hash__" | "__iter__" | "__next__" | "__reversed__" | "__bytes__" => {
            call(method.trim_matches('_'), vec![object])
        }
        _ => return None,
    })
}

fn binary(method: &str) -> Option<BinaryOp> {
    Some(match method {
        "__add__" => BinaryOp::Add,
        "__sub__" => BinaryOp::Sub,
        "__mul__" => BinaryOp::Mul,
        "__matmul__" => BinaryOp::MatMul,
        "__truediv__" => BinaryOp::Div,
        "__floordiv__" => BinaryOp::FloorDiv,
        "__mod__" => BinaryOp::Mod,
        "__pow__" => BinaryOp::Pow,
        "__and__" => BinaryOp::BitAnd,
        "__or__" => BinaryOp::BitOr,
        "__xor__" => BinaryOp::BitXor,
        "__lshift__" => BinaryOp::Shl,
        "__rshift__" => BinaryOp::Shr,
        "__eq__" => BinaryOp::Eq,
        "__ne__" => BinaryOp::Ne,
        "__lt__" => BinaryOp::Lt,
        "__le__" => BinaryOp::Le,
        "__gt__" => BinaryOp::Gt,
        "__ge__" => BinaryOp::Ge,
        _ => return None,
    })
}
