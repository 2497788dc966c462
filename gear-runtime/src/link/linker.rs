//! Collects what a gear needs, each piece once, and lays it out as a script.

use std::any::TypeId;
use std::collections::BTreeSet;
use std::ptr;

use gear_prelude::{Helper, helpers_of, modules_of};

use super::layout::{LABEL, Layout, MARK, Section};
use super::literal::literal;
use super::{Definition, Ref, Registrations, Script, ToPython, Unit};

/// Collects the pieces of a script while the references of its units are followed.
/// It makes a [`Script`](crate::Script).
#[derive(Debug, Default)]
pub struct Linker {
    imports: BTreeSet<&'static str>,
    requirements: BTreeSet<&'static str>,
    helpers: Vec<&'static Helper>,
    /// Functions that were made at link time, such as the decoders of structs: name and text.
    functions: Vec<(String, String)>,
    /// `name = literal`: constants, then captures.
    values: Vec<(String, String)>,
    /// Names by identity. A unit is entered before its references are followed, so that it can refer to
    /// itself.
    units: Vec<(*const Unit, String)>,
    sections: Vec<Section>,
    /// Types of which something is being linked: a type may have values of itself in it.
    open: Vec<Open>,
    /// What was linked of types that have.
    closed: Vec<Open>,
}

/// Something of a type: what it is, and the Python that stands for it.
#[derive(Debug)]
struct Open {
    of: TypeId,
    role: &'static str,
    name: String,
    /// It was asked for while it was made.
    is_within: bool,
}

impl Linker {
    /// Links a unit and returns its Python name.
    pub fn unit(&mut self, unit: &'static Unit) -> String {
        self.unit_with(unit, unit.refs)
    }

    /// Links a unit that has its references beside it: what they are may hang on the bounds of an impl, which a `static` in it does
    /// not know.
    pub fn unit_with(&mut self, unit: &'static Unit, refs: &[Ref]) -> String {
        if let Some((_, name)) = self.units.iter().find(|(known, _)| ptr::eq(*known, unit)) {
            return name.clone();
        }
        let name = self.free_name(&format!("gear_{}", unit.name));
        self.units.push((unit, name.clone()));
        let section = self.section(unit, &name, refs, &[]);
        self.sections.push(section);
        name
    }

    /// Links a constant and returns its Python name, or an expression for it.
    pub fn constant<T: Constant + ?Sized>(&mut self, name: &str, value: &T) -> String {
        value.link(name, self)
    }

    /// Links a program with what it captured.
    fn program(&mut self, definition: &'static Definition, captures: &[(&'static str, String)]) -> Section {
        let captures: Vec<(&str, String)> = captures
            .iter()
            .map(|(name, literal)| (*name, self.value(&format!("gear_let_{name}"), literal.clone())))
            .collect();
        let name = self.free_name(&format!("gear_{}", definition.unit.name));
        self.units.push((&definition.unit, name.clone()));
        self.section(&definition.unit, &name, definition.unit.refs, &captures)
    }

    /// The name of a value with this text: the wanted one, unless something else has it.
    fn value(&mut self, wanted: &str, text: String) -> String {
        let known = self.values.iter().find(|(known, value)| *value == text && is_numbered(known, wanted));
        if let Some((known, _)) = known {
            return known.clone();
        }
        let name = self.free_name(wanted);
        self.values.push((name.clone(), text));
        name
    }

    /// Links a helper function, after those that it calls.
    pub fn helper(&mut self, helper: &'static Helper) {
        if let Some(known) = self.helpers.iter().find(|known| known.name == helper.name) {
            debug_assert_eq!(known.python, helper.python, "two helpers are called {}", helper.name);
            return;
        }
        for needed in helper.needs {
            self.helper(needed);
        }
        self.imports.extend(helper.imports);
        self.helpers.push(helper);
    }

    /// Links a function whose text is made here, from `def MARK.MARK(..)`, and returns its name.
    pub(crate) fn function(&mut self, name: &str, text: &str) -> String {
        let known = self.functions.iter().find(|(known, known_text)| {
            is_numbered(known, name) && *known_text == text.replace(&own_name_mark(), known)
        });
        if let Some((known, _)) = known {
            return known.clone();
        }
        let name = self.free_name(name);
        self.functions.push((name.clone(), text.replace(&own_name_mark(), &name)));
        name
    }

    /// Links something of a type that may be asked for again while it is made: then it becomes a function, which calls itself.
    pub(crate) fn recursive<T: 'static>(
        &mut self,
        role: &'static str,
        make: impl FnOnce(&mut Linker) -> String,
    ) -> String {
        let of = TypeId::of::<T>();
        let known = |open: &&mut Open| open.of == of && open.role == role;
        if let Some(closed) = self.closed.iter_mut().find(known) {
            return closed.name.clone();
        }
        if let Some(open) = self.open.iter_mut().find(known) {
            open.is_within = true;
            return open.name.clone();
        }
        // Its name is known when it is made: until then this stands for it.
        let mark = format!("{MARK}@{role} {of:?}{MARK}");
        self.open.push(Open { of, role, name: mark.clone(), is_within: false });
        let made = make(self);
        let Some(open) = self.open.pop().filter(|open| open.is_within) else { return made };
        let is_name = made.chars().all(|c| c.is_alphanumeric() || c == '_');
        let name = if is_name {
            made
        } else {
            self.function(
                &format!("gear_{role}"),
                &format!("def {}(*arguments):\n    return {made}(*arguments)\n", own_name_mark()),
            )
        };
        for (_, text) in &mut self.functions {
            *text = text.replace(&mark, &name);
        }
        self.closed.push(Open { name: name.clone(), ..open });
        name
    }

    fn section(
        &mut self,
        unit: &'static Unit,
        name: &str,
        refs: &[Ref],
        captures: &[(&str, String)],
    ) -> Section {
        self.imports.extend(modules_of(unit.python));
        self.requirements.extend(unit.requirements);
        for helper in helpers_of(unit.python) {
            self.helper(helper);
        }
        let refs: Vec<String> = refs.iter().map(|link| link(self)).collect();
        Section { text: fill(unit.python, name, &refs, captures), unit: unit.name, source: &unit.source }
    }

    fn free_name(&self, wanted: &str) -> String {
        let taken = |name: &str| {
            self.units.iter().any(|(_, known)| known == name)
                || self.values.iter().any(|(known, _)| known == name)
                || self.functions.iter().any(|(known, _)| known == name)
        };
        if !taken(wanted) {
            return wanted.to_owned();
        }
        let mut numbered = (2..).map(|number| format!("{wanted}_{number}"));
        numbered.find(|name| !taken(name)).expect("there are more numbers than names")
    }
}

/// Whether `name` is `wanted`, perhaps with a number that [`Linker::free_name`] gave it.
fn is_numbered(name: &str, wanted: &str) -> bool {
    match name.strip_prefix(wanted) {
        Some("") => true,
        Some(rest) => rest.strip_prefix('_').is_some_and(|number| number.parse::<u32>().is_ok()),
        None => false,
    }
}

fn own_name_mark() -> String {
    format!("{MARK}.{MARK}")
}

/// Replaces the references in the text of a unit. Every second piece is one: no other text has the mark in
/// it.
fn fill(python: &str, name: &str, refs: &[String], captures: &[(&str, String)]) -> String {
    let mut text = String::with_capacity(python.len());
    for (index, piece) in python.trim_end().split(MARK).enumerate() {
        match piece {
            _ if index % 2 == 0 => text.push_str(piece),
            "." => text.push_str(name),
            // The label of the registration is made of the hash of the text, so it is filled in last.
            "d" => text.push_str(LABEL),
            reference => {
                let target = match reference.strip_prefix('=') {
                    Some(variable) => {
                        captures.iter().find(|(known, _)| *known == variable).map(|(_, name)| name)
                    }
                    None => reference.parse().ok().and_then(|index: usize| refs.get(index)),
                };
                text.push_str(target.expect("the compiler numbers the references and names the captures"));
            }
        }
    }
    text
}

/// A gear as it is linked: what it is, and what it captured.
pub(crate) type Linked<'a> = (&'static Definition, &'a [(&'static str, String)]);

/// Links gears: imports, helpers, values, units in the order of their dependencies, and the programs last.
pub(crate) fn link<'a>(name: &'static str, programs: impl IntoIterator<Item = Linked<'a>>) -> Script {
    let mut linker = Linker::default();
    let mut roots = Vec::new();
    let mut triggers = Vec::new();
    for (definition, captures) in programs {
        roots.push(linker.program(definition, captures));
        triggers.extend(definition.trigger.map(str::to_owned));
    }
    let registrations = Registrations::Labelled(number(&mut roots));
    linker.sections.extend(roots);
    Script { triggers, registrations, ..linker.finish(name) }
}

/// Gives each of several registrations a label of its own, by which it is found again, and tells what follows the label of the
/// script in each.
fn number(roots: &mut [Section]) -> Vec<String> {
    if roots.len() == 1 {
        return vec![String::new()];
    }
    let numbered = roots.iter_mut().enumerate().map(|(index, root)| {
        let suffix = format!("-{}", index + 1);
        root.text = root.text.replace(LABEL, &format!("{LABEL}{suffix}"));
        suffix
    });
    numbered.collect()
}

/// What a `const` or `static` is in Python.
#[diagnostic::on_unimplemented(
    message = "a constant of type `{Self}` cannot be shipped",
    note = "plain data, types under `#[gear]` and lists of them can; of a `LazyLock`, a `#[gear] static` that the gear sees in its source file"
)]
pub trait Constant {
    /// Links it and returns a Python expression for it.
    fn link(&self, name: &str, linker: &mut Linker) -> String;
}

#[diagnostic::do_not_recommend]
impl<T: ToPython + ?Sized> Constant for T {
    fn link(&self, name: &str, linker: &mut Linker) -> String {
        linker.value(&format!("gear_const_{name}"), literal(self))
    }
}

impl Linker {
    fn finish(self, name: &'static str) -> Script {
        let mut layout = Layout::default();
        let imports: Vec<String> = self.imports.iter().map(|module| format!("import {module}")).collect();
        layout.push(&imports.join("\n"));
        for helper in &self.helpers {
            layout.push(helper.python);
        }
        let values: Vec<String> = self.values.iter().map(|(name, text)| format!("{name} = {text}")).collect();
        layout.push(&values.join("\n"));
        for (_, text) in &self.functions {
            layout.push(text);
        }
        for section in &self.sections {
            layout.push_section(section);
        }
        layout.finish(name, self.requirements.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::{Item, Source};

    static DOUBLE: Unit = Unit {
        name: "fn_double",
        python: "def \u{1}.\u{1}(n):\n    return math.floor(n) * \u{1}0\u{1} if n else gear_by_text(\u{1}1\u{1}(n + 1))\n",
        refs: &[|linker| linker.constant("TWO", &2), Double::link],
        requirements: &["numpy"],
        source: Source { file: "src/a.rs", line: 10, offset: 0, map: "2:3:5" },
    };

    struct Double;

    impl Item for Double {
        fn unit() -> &'static Unit {
            &DOUBLE
        }
    }

    static ROOT: Definition = Definition {
        unit: Unit {
            name: "MAIN",
            python: "GB('KeysReader', desc='\u{1}d\u{1}').map(\u{1}0\u{1}).map(\u{1}0\u{1}).run(\u{1}=limit\u{1})",
            refs: &[Double::link],
            requirements: &[],
            source: Source { file: "src/b.rs", line: 1, offset: 0, map: "1:0:9" },
        },
        reader: "KeysReader",
        mode: None,
        trigger: None,
    };

    #[test]
    fn layout_of_a_script() {
        let script = link("MAIN", [(&ROOT, &[("limit", "7".to_owned())][..])]);
        let label = format!("gear-{}", script.hash);
        let helper = gear_prelude::gear_by_text.python;
        let expected = format!(
            "import json\nimport math\n\n\n{helper}\n\ngear_let_limit = 7\ngear_const_TWO = 2\n\n\n\
             def gear_fn_double(n):\n    return math.floor(n) * gear_const_TWO if n else gear_by_text(gear_fn_double(n + 1))\n\n\n\
             GB('KeysReader', desc='{label}').map(gear_fn_double).map(gear_fn_double).run(gear_let_limit)\n"
        );
        assert_eq!(script.text, expected);
        assert_eq!(script.requirements, ["numpy"]);
        let double = script.locate(15).unwrap();
        assert_eq!(double.to_string(), "src/a.rs:13:5");
        assert_eq!(script.locate(18).unwrap().to_string(), "src/b.rs:1:9");
        assert_eq!(script.locate(1), None);
        assert_eq!(script.locate(14), None, "the line before the first entry of the unit");
    }

    #[test]
    fn captures_change_the_hash() {
        let hash = |limit: &str| link("MAIN", [(&ROOT, &[("limit", limit.to_owned())][..])]).hash;
        assert_eq!(hash("7"), hash("7"));
        assert_ne!(hash("7"), hash("8"));
    }

    #[test]
    fn gears_of_one_script_share_what_is_equal() {
        let limits = [[("limit", "7".to_owned())], [("limit", "8".to_owned())], [("limit", "7".to_owned())]];
        let script = link("MAIN", limits.iter().map(|captures| (&ROOT, &captures[..])));
        assert_eq!(script.text.matches("def gear_fn_double(").count(), 1);
        assert!(script.text.contains("gear_let_limit = 7\ngear_const_TWO = 2\ngear_let_limit_2 = 8\n"));
        let label = &script.label;
        let ends = [
            "-1').map(gear_fn_double).map(gear_fn_double).run(gear_let_limit)",
            "-2').map(gear_fn_double).map(gear_fn_double).run(gear_let_limit_2)",
        ];
        for end in ends {
            assert!(script.text.contains(&format!("desc='{label}{end}")), "{}", script.text);
        }
        assert_eq!(script.labels(), [format!("{label}-1"), format!("{label}-2"), format!("{label}-3")]);
    }

    #[test]
    fn equal_names_are_told_apart() {
        let mut linker = Linker::default();
        assert_eq!(linker.constant("A", &1), "gear_const_A");
        assert_eq!(linker.constant("A", "x"), "gear_const_A_2");
        assert_eq!(linker.constant("A", &1), "gear_const_A");
        assert_eq!(linker.function("f", "def \u{1}.\u{1}():\n    return 1"), "f");
        assert_eq!(linker.function("f", "def \u{1}.\u{1}():\n    return 2"), "f_2");
        assert_eq!(linker.function("f", "def \u{1}.\u{1}():\n    return 2"), "f_2");
    }

    #[test]
    fn frames_of_other_scripts_are_told_apart() {
        let script = link("MAIN", [(&ROOT, &[("limit", "7".to_owned())][..])]);
        assert!(script.has_frame(14, "gear_fn_double"));
        assert!(script.has_frame(17, "<module>"));
        assert!(!script.has_frame(14, "<lambda>"));
        assert!(!script.has_frame(183, "register"));
        assert!(!script.has_frame(14, "register"));
    }
}
