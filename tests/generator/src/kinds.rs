//! The kinds of expressions: what the letters of the grammar stand for.

/// A kind whose values can be kept in a variable.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    /// The type of the variable.
    pub(crate) ty: &'static str,
    /// How the variable `@` is used by value.
    pub(crate) value: &'static str,
}

pub(crate) const KINDS: &[Kind] = &[
    Kind { name: "i", ty: "i64", value: "@" },
    Kind { name: "h", ty: "i32", value: "@" },
    Kind { name: "y", ty: "u8", value: "@" },
    Kind { name: "w", ty: "u64", value: "@" },
    Kind { name: "u", ty: "usize", value: "@" },
    Kind { name: "f", ty: "f64", value: "@" },
    Kind { name: "b", ty: "bool", value: "@" },
    Kind { name: "c", ty: "char", value: "@" },
    Kind { name: "S", ty: "String", value: "@.clone()" },
    Kind { name: "L", ty: "Vec<i64>", value: "@.clone()" },
    Kind { name: "V", ty: "Vec<String>", value: "@.clone()" },
    Kind { name: "oi", ty: "Option<i64>", value: "@" },
    Kind { name: "ob", ty: "Option<bool>", value: "@" },
    Kind { name: "oS", ty: "Option<String>", value: "@.clone()" },
    Kind { name: "ri", ty: "Result<i64, String>", value: "@.clone()" },
    Kind { name: "M", ty: "BTreeMap<String, i64>", value: "@.clone()" },
    Kind { name: "H", ty: "HashMap<String, i64>", value: "@.clone()" },
    Kind { name: "Q", ty: "BTreeSet<i64>", value: "@.clone()" },
    Kind { name: "X", ty: "HashSet<i64>", value: "@.clone()" },
    Kind { name: "J", ty: "Json", value: "@.clone()" },
    Kind { name: "p", ty: "(i64, String)", value: "@.clone()" },
    Kind { name: "P", ty: "Point", value: "@" },
    Kind { name: "A", ty: "[i64; 3]", value: "@" },
    Kind { name: "G", ty: "Grid", value: "@" },
    Kind { name: "oP", ty: "Option<Point>", value: "@" },
    Kind { name: "tP", ty: "(Point, [i64; 3])", value: "@" },
    Kind { name: "vP", ty: "Vec<Point>", value: "@.clone()" },
    Kind { name: "B", ty: "Vec<u8>", value: "@.clone()" },
];

/// The parameters of a program, and the inputs that it runs on (a macro of `inputs.rs`).
pub(crate) struct Signature {
    pub(crate) parameters: &'static str,
    pub(crate) variables: &'static [(&'static str, &'static str)],
    pub(crate) inputs: &'static str,
}

pub(crate) const SIGNATURES: &[Signature] = &[
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

/// How a variable of one kind serves where another is wanted: the variable's kind, the wanted one, and the use.
pub(crate) const USES: &[(&str, &str, &str)] = &[
    ("S", "s", "@.as_str()"),
    ("str", "s", "@"),
    ("str", "S", "@.to_string()"),
    ("L", "l", "@"),
    ("slice", "l", "@"),
    ("slice", "L", "@.to_vec()"),
    ("M", "m", "@"),
    ("H", "hm", "@"),
    ("Q", "q", "@"),
    ("X", "hs", "@"),
    ("val", "val", "@"),
    ("P", "pp", "@"),
    ("G", "pp", "@.p"),
    ("tP", "pp", "@.0"),
    ("vP", "pp", "@[0]"),
    ("G", "ap", "@.rows[1]"),
    ("G", "ap", "@.cells"),
    ("tP", "ap", "@.1"),
    ("vP", "vp", "@"),
    ("B", "bp", "@"),
];

/// What is looked at where only owned values can be made: `$m` may be `$M`.
pub(crate) const OWNED: &[(&str, &str)] = &[
    ("m", "M"),
    ("hm", "H"),
    ("q", "Q"),
    ("hs", "X"),
    ("l", "L"),
    ("pp", "P"),
    ("ap", "A"),
    ("vp", "vP"),
    ("bp", "B"),
];

pub(crate) fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}
