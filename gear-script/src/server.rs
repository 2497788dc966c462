//! What Python allows, and RedisGears gets wrong.
//!
//! A function goes to the other shards, and into the server's files, with the names of the globals that it uses. There they are
//! given back as far as they are missing, and those of RedisGears itself are never missing: a script starts with a copy of them.

use crate::Mistake;
use crate::bindings::{Bindings, Import, outside};
use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{
    Expr, ExprContext, ExprDictComp, ExprGenerator, ExprListComp, ExprSetComp, ModModule, Stmt,
};
use std::collections::HashSet;

/// The globals of RedisGears that a person may want for something else; those of its pickler begin with `_` or are as unlikely.
const GLOBALS: [&str; 66] = [
    "CloudPickler",
    "ConfigGet",
    "Future",
    "GB",
    "GearsBuilder",
    "GearsConfigGet",
    "GearsFuture",
    "GearsSession",
    "Log",
    "Pickler",
    "PyFlatExecution",
    "StringIO",
    "Thread",
    "asyncio",
    "atomic",
    "cProfile",
    "call_next",
    "cell_set",
    "configGet",
    "copy",
    "createDecorator",
    "createFuture",
    "createKeysOnlyReader",
    "dis",
    "dump",
    "dumps",
    "execute",
    "f",
    "flat_error",
    "gearsConfigGet",
    "gearsCtx",
    "gearsFuture",
    "genDeprecated",
    "getGearsSession",
    "get_command",
    "hashtag",
    "importlib",
    "instance",
    "io",
    "isAsyncAllow",
    "isInAtomicBlock",
    "islambda",
    "itertools",
    "k",
    "load",
    "loads",
    "log",
    "logging",
    "loop",
    "opcode",
    "operator",
    "override_reply",
    "partial",
    "pickle",
    "pstats",
    "redisgears",
    "rg",
    "runCoroutine",
    "string_types",
    "struct",
    "sys",
    "t",
    "traceback",
    "types",
    "v",
    "weakref",
];

/// Those that cannot be pickled: a server with a function that uses one of them ends, and does not start again.
const FATAL: [&str; 2] = ["t", "loop"];

/// Whether an import binds what RedisGears has under the name.
fn is_the_same(name: &str, import: &Import) -> bool {
    match import {
        Import::Module(module) => module == name || (name == "rg" && module == "redisgears"),
        Import::From(module) => match module.as_str() {
            "redisgears" => true,
            "functools" => name == "partial",
            "io" => name == "StringIO",
            "threading" => name == "Thread",
            "pickle" => matches!(name, "load" | "loads"),
            "asyncio" => name == "Future",
            _ => false,
        },
    }
}

pub(super) fn mistakes(module: &ModModule) -> Vec<Mistake> {
    let bindings = Bindings::of(None, &module.body);
    let mut used = Used { functions: Vec::new(), globals: HashSet::new() };
    used.visit_body(&module.body);
    let imported_from_there = |name: &str| {
        bindings.imported.iter().any(|(known, import)| known == name && is_the_same(name, import))
    };
    let theirs = bindings.bound.iter().filter(|(name, _)| {
        GLOBALS.contains(&name.as_str()) && used.globals.contains(name) && !imported_from_there(name)
    });
    theirs
        .map(|(name, range)| Mistake {
            help: Some("give it another name"),
            ..Mistake::new(range.start(), why(name))
        })
        .collect()
}

fn why(name: &str) -> String {
    let becomes = if FATAL.contains(&name) {
        "the server ends when it passes a function with it to another shard, or loads one when it starts"
    } else {
        "on other shards, and after a restart, the functions that use it find that one"
    };
    format!("`{name}` is a variable of RedisGears itself: {becomes}")
}

/// The globals that functions use.
struct Used {
    /// The functions around this place, the outermost one first.
    functions: Vec<Bindings>,
    globals: HashSet<String>,
}

impl Used {
    fn within(&mut self, bindings: Bindings, visit: impl FnOnce(&mut Self)) {
        self.functions.push(bindings);
        visit(self);
        self.functions.pop();
    }
}

impl Visitor<'_> for Used {
    fn visit_stmt(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::FunctionDef(function) => {
                function.decorator_list.iter().for_each(|decorator| self.visit_decorator(decorator));
                outside(self, &function.parameters, function.returns.as_deref());
                let bindings = Bindings::of(Some(&function.parameters), &function.body);
                self.within(bindings, |visitor| visitor.visit_body(&function.body));
            }
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Lambda(lambda) => {
                let parameters = lambda.parameters.as_deref();
                parameters.into_iter().for_each(|parameters| outside(self, parameters, None));
                let bindings = Bindings::of_lambda(parameters, &lambda.body);
                self.within(bindings, |visitor| visitor.visit_expr(&lambda.body));
            }
            Expr::ListComp(ExprListComp { generators, .. })
            | Expr::SetComp(ExprSetComp { generators, .. })
            | Expr::DictComp(ExprDictComp { generators, .. })
            | Expr::Generator(ExprGenerator { generators, .. })
                // That of the script itself is no function that is sent.
                if !self.functions.is_empty() =>
            {
                self.within(Bindings::of_comprehension(generators), |visitor| walk_expr(visitor, expr));
            }
            Expr::Name(name) if matches!(name.ctx, ExprContext::Load) => {
                let is_local = self.functions.iter().any(|function| function.is_local(&name.id));
                if !self.functions.is_empty() && !is_local {
                    self.globals.insert(name.id.to_string());
                }
            }
            _ => walk_expr(self, expr),
        }
    }
}
