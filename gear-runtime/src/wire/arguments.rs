//! All arguments of a command.

use super::{FieldText, Fields, Mismatch, helpers};
use crate::link::{Linker, literal};

/// What the arguments of a command can be read as: a tuple, a `#[gear]` struct with a field for each, or `Vec<String>`, which
/// has the name of the command too.
///
/// ```
/// use gear_runtime::Arguments;
///
/// let call = ["add", "3", "x"].map(String::from);
/// let error = <(i64, f64)>::from_arguments(&call).unwrap_err();
/// assert_eq!(error.to_string(), "add: argument 2: expected f64, got 'x'");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from the arguments of a command",
    label = "not the arguments of a command",
    note = "`CommandReader::<A>` reads tuples of up to eight arguments, `#[gear]` structs and `Vec<String>`; one argument is `(T,)`"
)]
pub trait Arguments: Sized {
    /// Reads the arguments; the first word is the name of the command.
    fn from_arguments(words: &[String]) -> Result<Self, Mismatch>;

    /// A Python expression: a function of the list of words that returns the value or raises.
    fn arguments_decoder(linker: &mut Linker) -> String;
}

/// The name of the command, and the words behind it.
fn split(words: &[String]) -> (&str, &[String]) {
    match words {
        [name, rest @ ..] => (name, rest),
        [] => ("", &[]),
    }
}

/// Refuses more arguments than there are places for; the helper `gear_most_arguments` has the same words.
fn at_most(words: &[String], most: usize) -> Result<(), Mismatch> {
    let (name, given) = split(words);
    if given.len() <= most {
        return Ok(());
    }
    let expected = format!("at most {most} argument{}", if most == 1 { "" } else { "s" });
    Err(Mismatch::new(name, expected, given.len().to_string()))
}

impl Arguments for Vec<String> {
    fn from_arguments(words: &[String]) -> Result<Self, Mismatch> {
        Ok(words.to_vec())
    }

    fn arguments_decoder(linker: &mut Linker) -> String {
        linker.helper(&gear_prelude::gear_as_it_is);
        gear_prelude::gear_as_it_is.name.to_owned()
    }
}

macro_rules! tuples {
    ($($($name:ident)+;)*) => {$(
        impl<$($name: FieldText),+> Arguments for ($($name,)+) {
            #[allow(non_snake_case, reason = "the types name the variables")]
            fn from_arguments(words: &[String]) -> Result<Self, Mismatch> {
                at_most(words, [$(stringify!($name)),+].len())?;
                let (command, given) = split(words);
                let mut place = 0..;
                $(
                    let at = place.next().unwrap_or_default();
                    let what = format!("{command}: argument {}", at + 1);
                    let $name = $name::parse_bytes(given.get(at).map(String::as_bytes), &what)?;
                )+
                Ok(($($name,)+))
            }

            fn arguments_decoder(linker: &mut Linker) -> String {
                let parsers = [$($name::parser(linker)),+];
                helpers::ARGUMENTS_TUPLE.call(linker, &parsers.join(", "))
            }
        }
    )*};
}

tuples! {
    A;
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
}

/// The arguments as the fields of a struct, in the order of its declaration.
pub fn fields_of_arguments(words: &[String], names: &[&str]) -> Result<Fields, Mismatch> {
    at_most(words, names.len())?;
    let (command, given) = split(words);
    let fields = names.iter().zip(given).map(|(name, word)| ((*name).to_owned(), word.clone().into_bytes()));
    Ok(Fields::new(command, fields.collect()))
}

/// The Python of [`fields_of_arguments`], for a decoder of fields.
pub fn arguments_by_name(linker: &mut Linker, decoder: &str, names: &[&str]) -> String {
    helpers::ARGUMENTS_NAMED.call(linker, &format!("{decoder}, {}", literal(names)))
}
