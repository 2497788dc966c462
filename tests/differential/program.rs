//! A program of the test: a `#[gear] fn` with inputs, in both worlds.

use crate::encode::{Encode, encoded};
use crate::python::Outcome;
use redis_gears::__private::{Definition, Gear, Ref, Source, Unit};
use redis_gears::ToPython;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A program and the inputs to try.
pub(crate) struct Program {
    pub(crate) name: &'static str,
    pub(crate) link: Ref,
    pub(crate) unit: fn() -> &'static Unit,
    pub(crate) runs: Vec<Run>,
}

/// One input.
pub(crate) struct Run {
    /// The arguments as a Python tuple.
    pub(crate) arguments: String,
    /// The arguments as Rust.
    pub(crate) rust: String,
    /// Calls the native function and encodes its result.
    pub(crate) native: Box<dyn Fn() -> String>,
}

/// `program!(function: (1, "a"), (2, "b"))`: a function and the arguments to try.
macro_rules! program {
    ($function:ident: $($arguments:tt),* $(,)?) => {
        $crate::program::Program {
            name: stringify!($function),
            link: <$function as redis_gears::__private::Item>::link,
            unit: <$function as redis_gears::__private::Item>::unit,
            runs: vec![$($crate::program::program!(@run $function $arguments)),*],
        }
    };
    (@run $function:ident ($($argument:expr),* $(,)?)) => {
        $crate::program::Run {
            arguments: $crate::program::arguments(&[$(&$argument),*]),
            rust: stringify!($($argument),*).to_owned(),
            native: Box::new(|| $crate::program::result(&$function($($argument),*))),
        }
    };
}

pub(crate) use program;

/// The arguments of a call as a Python tuple.
pub(crate) fn arguments(values: &[&dyn ToPython]) -> String {
    let mut out = String::from("(");
    for value in values {
        value.to_python(&mut out);
        out.push(',');
    }
    out + ")"
}

pub(crate) fn result<T: Encode>(value: &T) -> String {
    encoded(value)
}

thread_local! {
    static EXPECTED: Cell<bool> = const { Cell::new(false) };
}

/// Keeps panics that are results from being printed.
pub(crate) fn silence_expected_panics() {
    let default = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !EXPECTED.get() {
            default(info);
        }
    }));
}

/// Runs the native program.
pub(crate) fn native(run: &Run) -> Outcome {
    EXPECTED.set(true);
    let outcome = catch_unwind(AssertUnwindSafe(|| (run.native)()));
    EXPECTED.set(false);
    match outcome {
        Ok(value) => Outcome::Value(value),
        Err(payload) => {
            let text = payload.downcast_ref::<String>().cloned();
            let text = text.or_else(|| payload.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            Outcome::Fails(text.unwrap_or_default())
        }
    }
}

/// One script with all programs, in a list.
pub(crate) fn script(programs: &[Program]) -> String {
    let refs: Vec<Ref> = programs.iter().map(|program| program.link).collect();
    let entries: String = (0..refs.len()).map(|index| format!("    \u{1}{index}\u{1},\n")).collect();
    let unit = Unit {
        name: "programs",
        python: Box::leak(format!("\u{1}.\u{1} = [\n{entries}]\n").into_boxed_str()),
        refs: Box::leak(refs.into_boxed_slice()),
        requirements: &[],
        source: Source { file: file!(), line: line!(), offset: 0, map: "" },
    };
    let definition =
        Box::leak(Box::new(Definition { unit, reader: "KeysReader", mode: None, trigger: None }));
    Gear::<i64>::__new(definition, |_| unreachable!("only the text is asked for")).python()
}
