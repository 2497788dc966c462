//! Writes random programs of the language of gears, always the same ones.

mod grammar;
mod kinds;
mod random;

use grammar::{Piece, Rule, pick, pieces, rules};
use kinds::{CHANGES_COVER, KINDS, Kind, OWNED, USES, kind};
use random::Random;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The parameters of a program, and the inputs that it runs on (a constant of `inputs.rs`).
struct Signature {
    parameters: &'static str,
    variables: &'static [(&'static str, &'static str)],
    inputs: &'static str,
}

const SIGNATURES: &[Signature] = &[
    Signature {
        parameters: "a: i64, b: i64, s: &str",
        variables: &[("a", "i"), ("b", "i"), ("s", "str")],
        inputs: "numbers",
    },
    Signature {
        parameters: "v: &[i64], s: &str, o: Option<i64>",
        variables: &[("v", "slice"), ("s", "str"), ("o", "oi")],
        inputs: "lists",
    },
    Signature {
        parameters: "x: f64, y: f64, n: i64",
        variables: &[("x", "f"), ("y", "f"), ("n", "i")],
        inputs: "floats",
    },
    Signature {
        parameters: "s: &str, t: &str, c: char",
        variables: &[("s", "str"), ("t", "str"), ("c", "c")],
        inputs: "texts",
    },
    Signature {
        parameters: "value: Value, n: i64",
        variables: &[("value", "val"), ("n", "i")],
        inputs: "values",
    },
];

/// A variable that can be seen.
#[derive(Clone)]
struct Variable {
    name: String,
    kind: String,
    mutable: bool,
}

struct Generator {
    random: Random,
    rules: Vec<Rule>,
    variables: Vec<Variable>,
    covered: BTreeSet<&'static str>,
    /// The kind of the result, while a program is written.
    result: String,
    /// How many loops are around.
    loops: usize,
}

/// The programs, and the entries of the catalog that they use.
pub(crate) struct Programs {
    pub(crate) text: String,
    pub(crate) covered: BTreeSet<&'static str>,
}

/// Writes `count` programs. Each begins with another rule of the grammar, so that every rule is used.
pub(crate) fn programs(seed: u64, count: usize) -> Programs {
    let mut generator = Generator {
        random: Random::new(seed),
        rules: rules(),
        variables: Vec::new(),
        covered: BTreeSet::new(),
        result: String::new(),
        loops: 0,
    };
    let mut text = String::from(include_str!("head.rs.txt"));
    let mut list = String::new();
    for index in 0..count {
        let name = format!("program_{index:03}");
        let signature = generator.program(&name, index, &mut text);
        let _ = writeln!(list, "        {}!({name}),", signature.inputs);
    }
    let _ = write!(text, "\npub(crate) fn programs() -> Vec<Program> {{\n    vec![\n{list}    ]\n}}\n");
    Programs { text, covered: generator.covered }
}

impl Generator {
    fn program(&mut self, name: &str, index: usize, out: &mut String) -> &'static Signature {
        let rule = index % self.rules.len();
        let needs_value = self.rules[rule].template.contains("$val");
        let signature =
            if needs_value { &SIGNATURES[4] } else { &SIGNATURES[self.random.below(SIGNATURES.len())] };
        self.variables = signature
            .variables
            .iter()
            .map(|(name, kind)| Variable {
                name: (*name).to_owned(),
                kind: (*kind).to_owned(),
                mutable: false,
            })
            .collect();
        self.result = self.random.pick(KINDS).name.to_owned();
        let mut body = String::new();
        self.forced(rule, &mut body);
        for _ in 0..1 + self.random.below(4) {
            self.statement(1, 2, &mut body);
        }
        let result = kind(&self.result.clone()).expect("it is one of the kinds");
        let value = self.expression(result.name, 2);
        // All that changed is part of the result.
        let changed: BTreeSet<String> =
            self.variables.iter().filter(|v| v.mutable).map(|v| v.name.clone()).collect();
        let seen: Vec<(String, &'static str)> = changed
            .into_iter()
            .filter_map(|name| Some((name.clone(), kind(&self.visible(&name)?.kind)?.ty)))
            .take(5)
            .collect();
        let types: String = seen.iter().map(|(_, ty)| format!(", {ty}")).collect();
        let values: String = seen.iter().map(|(name, _)| format!(", {name}")).collect();
        let _ = write!(
            out,
            "\n#[gear]\nfn {name}({}) -> ({}{types},) {{\n{body}    ({value}{values},)\n}}\n",
            signature.parameters, result.ty
        );
        signature
    }

    fn visible(&self, name: &str) -> Option<&Variable> {
        self.variables.iter().rev().find(|variable| variable.name == name)
    }

    /// A `let` that uses the rule.
    fn forced(&mut self, rule: usize, out: &mut String) {
        let (mut kind_name, template) = (self.rules[rule].kind, self.rules[rule].template);
        self.covered.extend(self.rules[rule].covers.clone());
        let mut text = self.fill(template, 2);
        while kind(kind_name).is_none() {
            // Into something that can be kept: a rule with a hole of this kind and without variables of its own.
            let hole = format!("${kind_name}");
            let fits = |rule: &Rule| {
                rule.template.starts_with(&hole)
                    && !rule.template[hole.len()..].starts_with(|c: char| c.is_ascii_alphabetic())
                    && rule.kind != kind_name
                    && !rule.template.contains("$val")
            };
            let outer = pick(&mut self.random, &self.rules, fits).expect("every kind is used by some rule");
            let (outer_kind, rest) = (outer.kind, &outer.template[hole.len()..]);
            self.covered.extend(outer.covers.clone());
            text.push_str(&self.fill(rest, 1));
            kind_name = outer_kind;
        }
        let kind = kind(kind_name).expect("the loop has ended");
        self.keep(kind, &text, 1, out);
    }

    fn keep(&mut self, kind: &'static Kind, value: &str, indent: usize, out: &mut String) {
        let name = (*self.random.pick(&["n", "r", "t", "acc", "list", "x"])).to_owned();
        let mutable = self.random.below(3) > 0;
        let _ = writeln!(
            out,
            "{}let {}{name}: {} = {value};",
            "    ".repeat(indent),
            if mutable { "mut " } else { "" },
            kind.ty
        );
        self.variables.push(Variable { name, kind: kind.name.to_owned(), mutable });
    }

    fn statement(&mut self, indent: usize, depth: usize, out: &mut String) {
        let pad = "    ".repeat(indent);
        let choice = if depth == 0 { self.random.below(6) } else { self.random.below(14) };
        match choice {
            0..3 => {
                let kind = &KINDS[self.random.below(KINDS.len())];
                let value = self.expression(kind.name, 2);
                self.keep(kind, &value, indent, out);
            }
            3..6 => self.change(&pad, out),
            6 | 7 => {
                let test = self.expression("b", 2);
                let _ = writeln!(out, "{pad}if {test} {{");
                self.block(&[], indent, depth, out);
                let _ = writeln!(out, "{pad}}} else {{");
                self.block(&[], indent, depth, out);
                let _ = writeln!(out, "{pad}}}");
            }
            8 => {
                let option = self.expression("oi", 2);
                let _ = writeln!(out, "{pad}if let Some(x) = {option} {{");
                self.block(&[("x", "i")], indent, depth, out);
                let _ = writeln!(out, "{pad}}}");
            }
            9 => {
                let option = self.expression("oS", 2);
                let result = self.result.clone();
                let value = self.early_return(&result);
                let _ = writeln!(out, "{pad}let Some(t) = {option} else {{ {value} }};");
                self.variables.push(Variable { name: "t".to_owned(), kind: "S".to_owned(), mutable: false });
            }
            10 => {
                let (pattern, iterator, variables) = *self.random.pick::<(&str, &str, &[(&str, &str)])>(&[
                    ("x", "$ii.take(8).collect::<Vec<i64>>()", &[("x", "i")]),
                    ("(n, x)", "$ip.take(8)", &[("n", "u"), ("x", "i")]),
                    ("c", "$s.chars()", &[("c", "c")]),
                    ("(k, x)", "$M", &[("k", "S"), ("x", "i")]),
                    ("x", "0..4i64", &[("x", "i")]),
                ]);
                let iterator = self.fill(iterator, 1);
                let _ = writeln!(out, "{pad}for {pattern} in {iterator} {{");
                // The iterator may borrow what is around.
                let around = self.variables.clone();
                self.variables.iter_mut().for_each(|variable| variable.mutable &= pattern == "x");
                self.loop_body(variables, indent, depth, out);
                self.variables = around;
                let _ = writeln!(out, "{pad}}}");
            }
            11 => {
                let test = self.expression("b", 1);
                let _ = writeln!(out, "{pad}let mut turn = 0usize;\n{pad}while turn < 4 && {test} {{");
                let _ = writeln!(out, "{pad}    turn += 1;");
                self.loop_body(&[("turn", "u")], indent, depth, out);
                let _ = writeln!(out, "{pad}}}");
            }
            12 => {
                let subject = self.expression("i", 1);
                let guard = self.fill("n > 3", 0);
                let _ = writeln!(out, "{pad}match {subject} % 6 {{\n{pad}    0 | 1 => {{");
                self.block(&[], indent + 1, depth, out);
                let _ = writeln!(out, "{pad}    }}\n{pad}    n if {guard} => {{");
                self.block(&[("n", "i")], indent + 1, depth, out);
                let _ = writeln!(out, "{pad}    }}\n{pad}    _ => {{");
                self.block(&[], indent + 1, depth, out);
                let _ = writeln!(out, "{pad}    }}\n{pad}}}");
            }
            _ => {
                let subject = self.expression("ri", 1);
                let _ = writeln!(out, "{pad}match {subject} {{\n{pad}    Ok(n) => {{");
                self.block(&[("n", "i")], indent + 1, depth, out);
                let _ = writeln!(out, "{pad}    }}\n{pad}    Err(e) => {{");
                self.block(&[("e", "S")], indent + 1, depth, out);
                let _ = writeln!(out, "{pad}    }}\n{pad}}}");
            }
        }
    }

    fn early_return(&mut self, _: &str) -> String {
        (*self.random.pick(&["panic!(\"no text\")", "unreachable!()"])).to_owned()
    }

    fn block(&mut self, variables: &[(&str, &str)], indent: usize, depth: usize, out: &mut String) {
        let outside = self.variables.len();
        let new = variables.iter().map(|(name, kind)| Variable {
            name: (*name).to_owned(),
            kind: (*kind).to_owned(),
            mutable: false,
        });
        self.variables.extend(new);
        for _ in 0..1 + self.random.below(2) {
            self.statement(indent + 1, depth - 1, out);
        }
        self.variables.truncate(outside);
    }

    fn loop_body(&mut self, variables: &[(&str, &str)], indent: usize, depth: usize, out: &mut String) {
        if self.random.below(3) == 0 {
            let outside = self.variables.len();
            let new = variables.iter().map(|(name, kind)| Variable {
                name: (*name).to_owned(),
                kind: (*kind).to_owned(),
                mutable: false,
            });
            self.variables.extend(new);
            let test = self.expression("b", 1);
            let leave = self.random.pick(&["continue", "break"]);
            let _ = writeln!(out, "{}if {test} {{ {leave}; }}", "    ".repeat(indent + 1));
            self.variables.truncate(outside);
        }
        // Loops in loops would run for long.
        self.loops += 1;
        self.block(variables, indent, if self.loops > 1 { 1 } else { depth }, out);
        self.loops -= 1;
    }

    /// Changes one of the variables that can change.
    fn change(&mut self, pad: &str, out: &mut String) {
        let mutable: Vec<Variable> = self
            .variables
            .iter()
            .filter(|v| {
                v.mutable && self.visible(&v.name).is_some_and(|seen| seen.kind == v.kind && seen.mutable)
            })
            .cloned()
            .collect();
        if mutable.is_empty() {
            let kind = &KINDS[self.random.below(KINDS.len())];
            let value = self.expression(kind.name, 1);
            return self.keep(kind, &value, pad.len() / 4, out);
        }
        let variable = self.random.pick(&mutable).clone();
        let kind = kind(&variable.kind).expect("only these are kept");
        let template = *self.random.pick(kind.changes);
        let used = CHANGES_COVER.iter().filter(|(part, _)| template.contains(part));
        self.covered.extend(used.map(|(_, entry)| entry));
        if variable.kind == "S" && template.contains(".clear") {
            self.covered.insert("str.clear");
        } else if template.contains(".clear") {
            self.covered.insert(if variable.kind == "L" { "Vec<T>.clear" } else { "Map<K, V>.clear" });
        }
        // What changes is not looked at in the same statement: rustc would not have it.
        let hidden: Vec<Variable> = std::mem::take(&mut self.variables);
        self.variables = hidden.iter().filter(|v| v.name != variable.name).cloned().collect();
        let text = self.fill(&template.replace('@', &variable.name), 1);
        self.variables = hidden;
        let _ = writeln!(out, "{pad}{text}");
    }

    /// An expression of a kind.
    fn expression(&mut self, wanted: &str, depth: usize) -> String {
        let uses = self.uses(wanted);
        let only_uses = !self.rules.iter().any(|rule| rule.kind == wanted)
            && !OWNED.iter().any(|(kind, _)| *kind == wanted);
        if !uses.is_empty() && (depth == 0 || only_uses || self.random.below(4) == 0) {
            return self.random.pick(&uses).clone();
        }
        let has_value = !self.uses("val").is_empty();
        let fits = |rule: &Rule, leaf: bool| {
            rule.kind == wanted && (!leaf || rule.is_leaf()) && (has_value || !rule.template.contains("$val"))
        };
        let leaf = depth == 0;
        let rule = pick(&mut self.random, &self.rules, |rule| fits(rule, leaf));
        if rule.is_none() && OWNED.iter().any(|(looked_at, _)| *looked_at == wanted) {
            let owned = OWNED.iter().find(|(looked_at, _)| *looked_at == wanted).expect("it was found").1;
            return self.expression(owned, depth);
        }
        let rule = match rule {
            Some(rule) => Some(rule),
            None => pick(&mut self.random, &self.rules, |rule| fits(rule, false)),
        };
        let rule = rule.unwrap_or_else(|| panic!("no rule makes `{wanted}`"));
        let template = rule.template;
        self.covered.extend(rule.covers.clone());
        self.fill(template, depth.saturating_sub(1))
    }

    /// The variables that serve as an expression of a kind.
    fn uses(&self, wanted: &str) -> Vec<String> {
        let mut uses = Vec::new();
        for variable in &self.variables {
            if self.visible(&variable.name).is_some_and(|seen| seen.kind != variable.kind) {
                continue;
            }
            if variable.kind == wanted
                && let Some(kind) = kind(wanted)
            {
                uses.push(kind.value.replace('@', &variable.name));
            }
            let other = USES.iter().filter(|(from, to, _)| *from == variable.kind && *to == wanted);
            uses.extend(other.map(|(_, _, text)| text.replace('@', &variable.name)));
        }
        uses.sort();
        uses.dedup();
        uses
    }

    /// Fills a template's holes.
    fn fill(&mut self, template: &str, depth: usize) -> String {
        let mut out = String::new();
        for piece in pieces(template) {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Hole { kind, variables } => {
                    let outside = self.variables.len();
                    self.variables.extend(variables.into_iter().map(|(name, kind)| Variable {
                        name: name.to_owned(),
                        kind: kind.to_owned(),
                        mutable: false,
                    }));
                    out.push_str(&self.expression(kind, depth));
                    self.variables.truncate(outside);
                }
            }
        }
        out
    }
}
