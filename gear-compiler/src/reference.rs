//! What the compiler knows, as data: the tables of the documentation are generated from it.

use crate::{lower, ops};

/// A method or function that a gear can call.
#[derive(Clone, Copy, Debug)]
pub struct Callable {
    /// The receiver's type; empty for a function.
    pub receiver: &'static str,
    /// The name, or the path of a function.
    pub name: &'static str,
    /// The types of the arguments and the result.
    pub types: &'static str,
    /// The Python that stands for it; `(by type)` where the types decide.
    pub python: &'static str,
}

/// A stable method, function or constant of the standard library.
#[derive(Clone, Copy, Debug)]
pub struct Standard {
    /// The types or the module that have it.
    pub owners: &'static str,
    /// The name.
    pub name: &'static str,
    /// Whether it is called with a dot.
    pub is_method: bool,
    /// Whether a gear can use it; if not, what to write instead.
    pub answer: Result<(), &'static str>,
}

/// An operation of a pipeline, or a reader.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// The name.
    pub name: &'static str,
    /// How it is written.
    pub usage: &'static str,
    /// What it does, in a sentence.
    pub summary: &'static str,
}

/// An option of a reader or of `register`.
#[derive(Clone, Copy, Debug)]
pub struct Option {
    /// The reader it belongs to.
    pub reader: &'static str,
    /// Whether it is an option of `register`.
    pub register: bool,
    /// The name.
    pub name: &'static str,
    /// An example of a value.
    pub example: &'static str,
    /// The keyword that the server knows.
    pub python: &'static str,
}

/// Every method of the catalog, by receiver.
pub fn methods() -> impl Iterator<Item = Callable> {
    lower::catalog::all().map(|method| Callable {
        receiver: method.on,
        name: method.name,
        types: method.types,
        python: method.python.text(),
    })
}

/// Every function of the catalog.
pub fn functions() -> impl Iterator<Item = Callable> {
    lower::catalog::functions().map(|function| Callable {
        receiver: "",
        name: function.path,
        types: function.types,
        python: function.python.text(),
    })
}

/// The stable names of the standard library, by type.
pub fn standard() -> impl Iterator<Item = Standard> {
    lower::catalog::standard().map(|entry| Standard {
        owners: entry.owners,
        name: entry.name,
        is_method: entry.is_method,
        answer: match entry.answer {
            lower::catalog::Answer::Yes => Ok(()),
            lower::catalog::Answer::No(help) => Err(help),
            lower::catalog::Answer::Missing => Err(""),
        },
    })
}

/// Every operation.
pub fn operations() -> impl Iterator<Item = Operation> {
    ops::OPERATIONS.iter().map(|operation| Operation {
        name: operation.name,
        usage: operation.usage,
        summary: operation.summary,
    })
}

/// Every option.
pub fn options() -> impl Iterator<Item = Option> {
    ops::READERS.iter().flat_map(|reader| {
        let option = move |register| {
            move |option: &'static ops::OptionSpec| Option {
                reader: reader.name,
                register,
                name: option.name,
                example: option.example(),
                python: option.python,
            }
        };
        let run = reader.options.iter().chain(reader.run.unwrap_or_default()).map(option(false));
        let register =
            reader.register.into_iter().flat_map(|own| ops::REGISTER.iter().chain(own)).map(option(true));
        run.chain(register)
    })
}

/// Every reader.
pub fn readers() -> impl Iterator<Item = Operation> {
    ops::READERS.iter().map(|reader| Operation {
        name: reader.name,
        usage: reader.usage,
        summary: reader.summary,
    })
}
