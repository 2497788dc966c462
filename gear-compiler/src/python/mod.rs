//! Python 3.7: a small syntax tree and its printer. Nothing here knows Rust.

mod ast;
mod inline;
mod logic;
mod names;
mod print;
mod template;

pub(crate) use ast::{
    At, BinaryOp, ChainLink, Clause, Comprehension, Expr, Piece, Stmt, StmtKind, UnaryOp, call, name,
};
pub(crate) use inline::inline;
pub(crate) use names::{is_identifier, is_keyword, is_plain_keyword, python_name, stable};
pub(crate) use print::{Printed, print};
pub(crate) use template::{Fill, expand};
