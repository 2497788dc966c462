//! The kinds of expressions: what the letters of the grammar stand for.

/// A kind whose values can be kept in a variable.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    /// The type of the variable.
    pub(crate) ty: &'static str,
    /// How the variable `@` is used by value.
    pub(crate) value: &'static str,
    /// The statements that change it.
    pub(crate) changes: &'static [&'static str],
}

pub(crate) const KINDS: &[Kind] = &[
    Kind {
        name: "i",
        ty: "i64",
        value: "@",
        changes: &[
            "@ = $i;",
            "@ ^= $i;",
            "@ = @.wrapping_add($i);",
            "@ %= 1000; @ += $k;",
            "@ >>= $u % 64;",
            "@ = @ / $i;",
        ],
    },
    Kind { name: "h", ty: "i32", value: "@", changes: &["@ = @.wrapping_sub($h);", "@ |= $h;"] },
    Kind { name: "y", ty: "u8", value: "@", changes: &["@ = @.wrapping_add($y);", "@ >>= 1;"] },
    Kind { name: "w", ty: "u64", value: "@", changes: &["@ ^= $w;", "@ /= 3;"] },
    Kind { name: "u", ty: "usize", value: "@", changes: &["@ = $u;", "@ /= 2;"] },
    Kind { name: "f", ty: "f64", value: "@", changes: &["@ += $f;", "@ /= $f;", "@ = -@;"] },
    Kind { name: "b", ty: "bool", value: "@", changes: &["@ = !@;", "@ = @ && $b;"] },
    Kind { name: "c", ty: "char", value: "@", changes: &["@ = $c;"] },
    Kind {
        name: "S",
        ty: "String",
        value: "@.clone()",
        changes: &["@.push_str($s);", "@.push($c);", "@ += $s;", "@.clear();", "@ = $S;"],
    },
    Kind {
        name: "L",
        ty: "Vec<i64>",
        value: "@.clone()",
        changes: &[
            "@.push($i);",
            "@.extend($ii);",
            "@.clear();",
            "@.sort();",
            "@.pop();",
            "if let Some(top) = @.pop() { @.push($i{top:i}); }",
            "if !@.is_empty() { let half = @.len() / 2; @[half] ^= $i{half:u}; }",
        ],
    },
    Kind {
        name: "V",
        ty: "Vec<String>",
        value: "@.clone()",
        changes: &["@.push($S);", "@.reverse();", "@.sort_by_key(|x| x.len());"],
    },
    Kind { name: "oi", ty: "Option<i64>", value: "@", changes: &["@ = $oi;", "@ = None;"] },
    Kind { name: "ob", ty: "Option<bool>", value: "@", changes: &["@ = $ob;"] },
    Kind { name: "oS", ty: "Option<String>", value: "@.clone()", changes: &["@ = $oS;"] },
    Kind { name: "ri", ty: "Result<i64, String>", value: "@.clone()", changes: &["@ = $ri;"] },
    Kind {
        name: "M",
        ty: "BTreeMap<String, i64>",
        value: "@.clone()",
        changes: &[
            "@.insert($S, $i);",
            "*@.entry($S).or_insert($i) ^= $i;",
            "*@.entry($S).or_default() += $k;",
            "@.remove($s);",
            "@.clear();",
        ],
    },
    Kind {
        name: "H",
        ty: "HashMap<String, i64>",
        value: "@.clone()",
        changes: &["@.insert($S, $i);", "*@.entry($S).or_insert(0) ^= $i;"],
    },
    Kind { name: "Q", ty: "BTreeSet<i64>", value: "@.clone()", changes: &["@.insert($i);"] },
    Kind { name: "X", ty: "HashSet<i64>", value: "@.clone()", changes: &["@.insert($i);"] },
    Kind {
        name: "p",
        ty: "(i64, String)",
        value: "@.clone()",
        changes: &["@.0 ^= $i;", "@.1.push($c);", "@ = $p;"],
    },
];

/// What a change uses of the catalog.
pub(crate) const CHANGES_COVER: &[(&str, &str)] = &[
    (".push_str(", "str.push_str"),
    (".push($c)", "str.push"),
    (".push($i)", "Vec<T>.push"),
    (".insert($i)", "Set<T>.insert"),
    (".entry(", "Map<K, V>.entry"),
    (".or_insert(", "Entry<K, V>.or_insert"),
    (".or_default(", "Entry<K, V>.or_default"),
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
];

/// What is looked at where only owned values can be made: `$m` may be `$M`.
pub(crate) const OWNED: &[(&str, &str)] = &[("m", "M"), ("hm", "H"), ("q", "Q"), ("hs", "X"), ("l", "L")];

pub(crate) fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}
