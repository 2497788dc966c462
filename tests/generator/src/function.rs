//! Writes functions.

use crate::choices::{Choices, Chooser};
use crate::grammar::{Piece, Rule, fitting, pieces};
use crate::kinds::{KINDS, Kind, OWNED, SIGNATURES, Signature, USES, kind};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// A function, and how it came to be.
pub struct Function {
    /// Its name, which says its place in its file.
    pub name: String,
    /// The text of the function, with its attribute.
    pub text: String,
    /// Which list of inputs it runs on (a macro of `inputs.rs`).
    pub inputs: &'static str,
    /// What it is made of.
    pub choices: Choices,
    /// The row of the grammar that it had to use.
    pub row: Option<usize>,
    /// The rows of the grammar that it uses.
    pub rows: BTreeSet<usize>,
}

impl Function {
    /// Gives it the name that belongs to a place.
    pub fn rename(&mut self, index: usize) {
        let name = crate::name(index);
        self.text = self.text.replacen(&self.name, &name, 1);
        self.name = name;
    }
}

/// A variable that can be seen.
#[derive(Clone)]
struct Variable {
    name: String,
    kind: String,
    mutable: bool,
}

struct Generator<'r> {
    chooser: Chooser,
    rules: &'r [Rule],
    variables: Vec<Variable>,
    rows: BTreeSet<usize>,
    /// How many loops are around.
    loops: usize,
    /// How many labels there are.
    labels: usize,
}

/// Writes a function. It begins with the use of a row of the grammar, if there is one to be used.
pub(crate) fn function(rules: &[Rule], name: &str, row: Option<usize>, chooser: Chooser) -> Function {
    let mut generator =
        Generator { chooser, rules, variables: Vec::new(), rows: BTreeSet::new(), loops: 0, labels: 0 };
    let (text, signature) = generator.function(name, row);
    Function {
        name: name.to_owned(),
        text,
        inputs: signature.inputs,
        row,
        rows: generator.rows,
        choices: generator.chooser.made(),
    }
}

impl Generator<'_> {
    fn function(&mut self, name: &str, row: Option<usize>) -> (String, &'static Signature) {
        let needs_value = row.is_some_and(|row| self.rules[row].template.contains("$val"));
        let picked = self.chooser.pick(SIGNATURES);
        let signature = if needs_value { SIGNATURES.last().expect("there are signatures") } else { picked };
        self.see(signature.variables);
        let result = self.chooser.pick(KINDS);
        let mut body = String::new();
        if let Some(row) = row {
            self.forced(row, &mut body);
        }
        for _ in 0..3 {
            self.statement(2, &mut body);
        }
        let value = self.expression(result.name, 2);
        let seen = self.changed();
        let types: String = seen.iter().map(|(_, ty)| format!(", {ty}")).collect();
        let values: String = seen.iter().map(|(name, _)| format!(", {name}")).collect();
        let text = format!(
            "#[gear]\nfn {name}({}) -> ({}{types},) {{\n{body}({value}{values},)\n}}\n",
            signature.parameters, result.ty
        );
        (text, signature)
    }

    fn see(&mut self, variables: &[(&str, &str)]) {
        let new = variables.iter().map(|(name, kind)| Variable {
            name: (*name).to_owned(),
            kind: (*kind).to_owned(),
            mutable: false,
        });
        self.variables.extend(new);
    }

    /// All that changed is part of the result.
    fn changed(&self) -> Vec<(String, &'static str)> {
        let names: BTreeSet<&str> =
            self.variables.iter().filter(|v| v.mutable).map(|v| v.name.as_str()).collect();
        let seen =
            names.into_iter().filter_map(|name| Some((name.to_owned(), kind(&self.visible(name)?.kind)?.ty)));
        seen.take(5).collect()
    }

    fn visible(&self, name: &str) -> Option<&Variable> {
        self.variables.iter().rev().find(|variable| variable.name == name)
    }

    /// A statement that uses the row.
    fn forced(&mut self, row: usize, out: &mut String) {
        self.chooser.open("forced");
        let rule = &self.rules[row];
        if rule.kind == "stmt" {
            self.compound(row, 2, out);
        } else if let Some(kind) = rule.kind.strip_suffix('!').and_then(kind) {
            let value = self.expression(kind.name, 1);
            let name = self.keep(kind, &value, true, out);
            self.rows.insert(row);
            self.change(&name, rule.template, out);
        } else {
            self.forced_expression(row, out);
        }
        self.chooser.close();
    }

    fn forced_expression(&mut self, row: usize, out: &mut String) {
        let rule = &self.rules[row];
        let mut kind_name = rule.kind.as_str();
        self.rows.insert(row);
        let mut text = self.fill(rule.template, 2);
        while kind(kind_name).is_none() {
            // Into something that can be kept: a rule with a hole of this kind and without variables of its own.
            let hole = format!("${kind_name}");
            let outer = fitting(self.rules, |rule| {
                rule.template.starts_with(&hole)
                    && !rule.template[hole.len()..].starts_with(|c: char| c.is_ascii_alphabetic())
                    && rule.kind != kind_name
                    && !rule.template.contains("$val")
            });
            let outer = *self.chooser.pick(&outer);
            self.rows.insert(outer);
            let rule = &self.rules[outer];
            text.push_str(&self.fill(&rule.template[hole.len()..], 1));
            kind_name = &rule.kind;
        }
        let kind = kind(kind_name).expect("the loop has ended");
        self.kept(kind, &text, out);
    }

    fn kept(&mut self, kind: &'static Kind, value: &str, out: &mut String) {
        let mutable = self.chooser.below(3) > 0;
        self.keep(kind, value, mutable, out);
    }

    /// A `let`; gives the variable's name.
    fn keep(&mut self, kind: &'static Kind, value: &str, mutable: bool, out: &mut String) -> String {
        let name = (*self.chooser.pick(&["n", "r", "t", "acc", "list", "x"])).to_owned();
        let word = if mutable { "mut " } else { "" };
        let _ = writeln!(out, "let {word}{name}: {} = {value};", kind.ty);
        self.variables.push(Variable { name: name.clone(), kind: kind.name.to_owned(), mutable });
        name
    }

    fn statement(&mut self, depth: usize, out: &mut String) {
        self.chooser.open("statement");
        match self.chooser.below(if depth == 0 { 10 } else { 15 }) {
            // The simplest statement is none.
            0..5 => {}
            5..8 => {
                let kind = self.chooser.pick(KINDS);
                let value = self.expression(kind.name, 2);
                self.kept(kind, &value, out);
            }
            8..10 => self.some_change(out),
            _ => {
                let statements = fitting(self.rules, |rule| rule.kind == "stmt");
                let row = *self.chooser.pick(&statements);
                self.compound(row, depth, out);
            }
        }
        self.chooser.close();
    }

    /// A statement of the grammar.
    fn compound(&mut self, row: usize, depth: usize, out: &mut String) {
        self.rows.insert(row);
        let rule = &self.rules[row];
        let text = self.fill_statement(rule.template, depth);
        // A label that shadows another one is a warning.
        self.labels += 1;
        let text = text.replace("'outer", &format!("'label_{}", self.labels));
        let _ = writeln!(out, "{text}");
        self.see(&rule.declares);
    }

    /// Changes one of the variables that can change.
    fn some_change(&mut self, out: &mut String) {
        let changes = |v: &&Variable| {
            v.mutable && self.visible(&v.name).is_some_and(|seen| seen.kind == v.kind && seen.mutable)
        };
        let mutable: Vec<Variable> = self.variables.iter().filter(changes).cloned().collect();
        if mutable.is_empty() {
            let kind = self.chooser.pick(KINDS);
            let value = self.expression(kind.name, 1);
            return self.kept(kind, &value, out);
        }
        let variable = self.chooser.pick(&mutable).clone();
        let kind = format!("{}!", variable.kind);
        let rules = fitting(self.rules, |rule| rule.kind == kind);
        let row = *self.chooser.pick(&rules);
        self.rows.insert(row);
        self.change(&variable.name, self.rules[row].template, out);
    }

    fn change(&mut self, name: &str, template: &str, out: &mut String) {
        // What changes is not looked at in the same statement: rustc would not have it.
        let all = std::mem::take(&mut self.variables);
        self.variables = all.iter().filter(|v| v.name != name).cloned().collect();
        let text = self.fill(&template.replace('@', name), 1);
        self.variables = all;
        let _ = writeln!(out, "{text}");
    }

    /// An expression of a kind.
    fn expression(&mut self, wanted: &str, depth: usize) -> String {
        self.chooser.open(wanted);
        let text = self.chosen(wanted, depth);
        self.chooser.close();
        text
    }

    fn chosen(&mut self, wanted: &str, depth: usize) -> String {
        let uses = self.uses(wanted);
        let owned = OWNED.iter().find(|(looked_at, _)| *looked_at == wanted).map(|(_, owned)| *owned);
        let only_uses = owned.is_none() && fitting(self.rules, |rule| rule.kind == wanted).is_empty();
        let variable = self.chooser.below(4) == Chooser::VARIABLE;
        if !uses.is_empty() && (variable || only_uses) {
            return self.chooser.pick(&uses).clone();
        }
        let has_value = !self.uses("val").is_empty();
        let fits = |rule: &Rule, leaf: bool| {
            rule.kind == wanted && (!leaf || rule.is_leaf()) && (has_value || !rule.template.contains("$val"))
        };
        let leaf = depth == 0;
        let mut rows = fitting(self.rules, |rule| fits(rule, leaf));
        match owned {
            Some(owned) if rows.is_empty() => return self.expression(owned, depth),
            _ if rows.is_empty() => rows = fitting(self.rules, |rule| fits(rule, false)),
            _ => {}
        }
        assert!(!rows.is_empty(), "no rule makes `{wanted}`");
        let row = *self.chooser.pick(&rows);
        self.rows.insert(row);
        self.fill(self.rules[row].template, depth.saturating_sub(1))
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

    /// Fills the holes of an expression.
    fn fill(&mut self, template: &str, depth: usize) -> String {
        self.filled(template, |generator, kind| generator.expression(kind, depth))
    }

    /// Fills the holes of a statement: `$block` and `$loop` hold statements.
    fn fill_statement(&mut self, template: &str, depth: usize) -> String {
        self.filled(template, |generator, kind| match kind {
            "block" => generator.block(depth.saturating_sub(1)),
            "loop" => generator.loop_body(depth),
            _ => generator.expression(kind, depth.min(2)),
        })
    }

    fn filled(&mut self, template: &str, mut hole: impl FnMut(&mut Self, &str) -> String) -> String {
        let mut out = String::new();
        for piece in pieces(template) {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Hole { kind, frozen, variables } => {
                    let outside = self.variables.clone();
                    self.variables.iter_mut().for_each(|variable| variable.mutable &= !frozen);
                    self.see(&variables);
                    out.push_str(&hole(self, kind));
                    self.variables = outside;
                }
            }
        }
        out
    }

    fn block(&mut self, depth: usize) -> String {
        let outside = self.variables.len();
        let mut out = String::new();
        for _ in 0..2 {
            self.statement(depth, &mut out);
        }
        self.variables.truncate(outside);
        out
    }

    fn loop_body(&mut self, depth: usize) -> String {
        let mut out = String::new();
        if self.chooser.below(3) == 2 {
            let test = self.expression("b", 1);
            let leave = self.chooser.pick(&["continue", "break"]);
            let _ = writeln!(out, "if {test} {{ {leave}; }}");
        }
        // Loops in loops would run for long.
        self.loops += 1;
        let inner = if self.loops > 1 { 0 } else { depth.saturating_sub(1) };
        out.push_str(&self.block(inner));
        self.loops -= 1;
        out
    }
}
