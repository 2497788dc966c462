//! The list of diagnostic codes. A number is never used again for something else.

use std::fmt;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// A diagnostic's stable code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The code as printed, for example `G0101`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $code,)* }
            }
        }
    };
}

codes! {
    /// The tokens are not Rust.
    Syntax = "G0001",
    /// An attribute has a form that it does not know.
    Attribute = "G0002",
    /// An item of a kind that `#[gear]` or `#[trigger]` cannot take.
    Item = "G0003",
    /// An expression outside the language of gears.
    UnsupportedExpression = "G0101",
    /// A statement outside the language of gears.
    UnsupportedStatement = "G0102",
    /// A pattern outside the language of gears.
    UnsupportedPattern = "G0103",
    /// A macro that has no Python meaning.
    UnsupportedMacro = "G0104",
    /// A type outside the language of gears.
    UnsupportedType = "G0105",
    /// A format string or format specification that cannot be kept equal.
    Format = "G0106",
    /// A path that cannot be shipped.
    Path = "G0201",
    /// A type that decides the meaning is not known here.
    UnknownType = "G0301",
    /// A method that the catalog does not have.
    UnknownMethod = "G0302",
    /// A value that Python cannot represent with Rust's meaning.
    Value = "G0303",
    /// A regular expression that cannot be kept equal in Python.
    Regex = "G0304",
    /// The reader does not exist.
    UnknownReader = "G0401",
    /// The operation does not exist.
    UnknownOperation = "G0402",
    /// The wrong number of arguments.
    Arity = "G0403",
    /// The option does not exist.
    UnknownOption = "G0404",
    /// The option's value is wrong or contradicts another option.
    OptionValue = "G0405",
    /// The pipeline has no ending.
    Ending = "G0406",
    /// The key pattern means something else to the server.
    KeyPattern = "G0407",
    /// The operation is not allowed at this place.
    Position = "G0408",
    /// The trigger cannot be called from a client.
    Trigger = "G0501",
    /// A declaration of foreign Python that cannot be kept.
    Foreign = "G0601",
    /// A file that cannot be included as a script.
    Script = "G0602",
    /// The program is nested too deeply.
    TooDeep = "G0801",
    /// A bug in the compiler.
    Internal = "G0901",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
