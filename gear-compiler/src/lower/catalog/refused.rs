//! Methods that have no Python of the same meaning, with what to write instead.

use super::head_matches;
use crate::types::{Int, Ty};

/// The receivers' types, the methods' names, and what to write instead.
const REFUSED: &[(&[&str], &[&str], &str)] = &[
    (
        &["Vec", "str", "Map", "Set"],
        &[
            "capacity",
            "reserve",
            "reserve_exact",
            "shrink_to",
            "shrink_to_fit",
            "try_reserve",
            "try_reserve_exact",
            "spare_capacity_mut",
        ],
        "leave it out: Python's containers grow and shrink by themselves",
    ),
    (
        &["Vec"],
        &[
            "as_ptr",
            "as_mut_ptr",
            "as_ptr_range",
            "as_mut_ptr_range",
            "into_raw_parts",
            "element_offset",
            "leak",
            "get_unchecked",
            "get_unchecked_mut",
            "set_len",
            "align_to",
            "align_to_mut",
            "as_chunks_unchecked",
            "as_chunks_unchecked_mut",
            "get_disjoint_unchecked_mut",
            "split_at_unchecked",
            "split_at_mut_unchecked",
        ],
        "index the list: `list[i]`",
    ),
    (
        &["Vec"],
        &[
            "split_at_mut",
            "split_first_mut",
            "split_last_mut",
            "chunks_mut",
            "as_mut_slice",
            "swap_with_slice",
            "split_at_mut_checked",
            "split_mut",
            "split_inclusive_mut",
            "rsplit_mut",
            "splitn_mut",
            "rsplitn_mut",
            "chunks_exact_mut",
            "rchunks_mut",
            "rchunks_exact_mut",
            "chunk_by_mut",
            "get_disjoint_mut",
            "as_mut_array",
            "as_mut_slices",
            "as_flattened_mut",
            "range_mut",
            "each_mut",
        ],
        "change the elements by index: `list[i] = ..`",
    ),
    (&["Vec"], &["push_mut", "push_back_mut"], "`push` the element, and change it by `last_mut`"),
    (&["Vec"], &["push_front_mut"], "`push_front` the element, and change it by `front_mut`"),
    (&["Vec"], &["insert_mut"], "`insert` the element, and change it by `get_mut`"),
    (
        &["Vec"],
        &[
            "first_chunk",
            "first_chunk_mut",
            "split_first_chunk",
            "split_first_chunk_mut",
            "last_chunk",
            "last_chunk_mut",
            "split_last_chunk",
            "split_last_chunk_mut",
            "as_array",
        ],
        "take the list apart by a pattern: `if let [a, b, ..] = list`",
    ),
    (
        &["Vec"],
        &["as_chunks", "as_rchunks", "as_chunks_mut", "as_rchunks_mut"],
        "use `chunks_exact(n)` or `rchunks_exact(n)`",
    ),
    (&["Vec"], &["array_windows"], "use `windows(n)` and index the window"),
    (
        &["Vec"],
        &["split_off_first", "split_off_first_mut", "split_off_last", "split_off_last_mut", "split_off_mut"],
        "use `split_first`, `split_last` or `split_at`",
    ),
    (&["Vec"], &["as_slices"], "`make_contiguous` is the whole queue as a slice"),
    (
        &["Vec"],
        &["swap_remove_front", "swap_remove_back"],
        "`swap` the element with the first or last, and pop that",
    ),
    (&["Vec"], &["each_ref"], "`iter` over the array"),
    (
        &["Vec"],
        &["write_copy_of_slice", "write_clone_of_slice"],
        "use `copy_from_slice` or `clone_from_slice`",
    ),
    (
        &["bytes"],
        &["make_ascii_lowercase", "make_ascii_uppercase"],
        "bytes do not change in place: use `to_ascii_lowercase` or `to_ascii_uppercase`",
    ),
    (&["bytes"], &["escape_ascii", "utf8_chunks"], "use `String::from_utf8_lossy(&bytes)`"),
    (&["Vec"], &["splice"], "`drain` the range, and put the new elements in with `insert` or `extend`"),
    (&["Vec"], &["retain_mut", "extract_if"], "`retain` what stays, and `filter` what is taken out before"),
    (
        &["Vec"],
        &["select_nth_unstable", "select_nth_unstable_by", "select_nth_unstable_by_key"],
        "`sort` the list and index it",
    ),
    (&["Vec"], &["sum", "filter", "max", "min"], "ask the iterator: `list.iter()`"),
    (
        &["bytes"],
        &["push", "extend", "extend_from_slice", "insert", "pop", "clear", "truncate", "iter_mut"],
        "bytes do not grow in place: begin with `Vec::new()` or `vec![..]` and without a written type, and it is a list that becomes bytes where it goes; or collect the new bytes",
    ),
    (&["str"], &["trim_left", "trim_left_matches"], "`trim_start` has its name now"),
    (&["str"], &["trim_right", "trim_right_matches"], "`trim_end` has its name now"),
    (&["str"], &["encode_utf16", "as_bytes_mut", "as_mut_str"], "use `chars()` or `bytes()`"),
    (&["str"], &["escape_debug", "escape_default", "escape_unicode"], "write `format!(\"{text:?}\")`"),
    (
        &["str"],
        &["rmatches", "rmatch_indices"],
        "collect those of `matches` or `match_indices`, and `reverse` the list",
    ),
    (&["str"], &["iter", "into_iter"], "say of what: `chars()` or `bytes()`"),
    (&["str"], &["nth"], "ask the iterator: `text.chars().nth(n)`"),
    (&["char"], &["len_utf16", "encode_utf8", "encode_utf16"], "use `c.to_string()` and `len_utf8()`"),
    (&["Map", "Set"], &["hasher"], "leave it out: Python's containers have a hash of their own"),
    (&["Map", "Set"], &["extract_if"], "`retain` what stays, and `filter` what is taken out before"),
    (&["Entry"], &["key", "insert_entry"], "keep the key in a variable, and `insert` by it"),
    (
        &["Map"],
        &["get_many_mut", "get_disjoint_mut", "get_disjoint_unchecked_mut"],
        "change the values by their keys, one after the other",
    ),
    (&["Map"], &["range_mut"], "collect the keys, and `insert` the new values"),
    (
        &["BMap"],
        &["first_entry", "last_entry"],
        "use `first_key_value`, `last_key_value`, `pop_first` or `pop_last`",
    ),
    (&["Set"], &["get", "take", "replace", "get_or_insert_with"], "use `contains`, `insert` and `remove`"),
    (
        &["Option"],
        &["iter_mut", "as_mut_slice", "as_pin_mut", "as_pin_ref"],
        "take the value out, and put the new one in: `option = option.map(|value| ..);`",
    ),
    (&["Option"], &["as_slice"], "`iter` over it, or collect it into a `Vec`"),
    (&["Option", "Result"], &["unwrap_unchecked"], "use `unwrap`"),
    (&["Result"], &["unwrap_err_unchecked"], "use `unwrap_err`"),
    (&["Option"], &["take_if"], "`take` it behind an `if`"),
    (&["Result"], &["as_mut", "as_deref_mut", "iter_mut"], "take the value out by `match`"),
    (
        &["Iter"],
        &["clone"],
        "Python's iterators cannot be copied: write the range or the iterator where it is walked, or collect it into a `Vec`",
    ),
    (
        &["Iter"],
        &["start", "end", "is_empty"],
        "keep the two ends of the range in variables, and compare those",
    ),
    (&["Regex"], &["as_str"], "keep the pattern in a `const` beside it"),
    (&["Iter"], &["len"], "ask the collection for its `len`, or `count` what is left"),
    (&["Iter"], &["size_hint"], "`count` what is left, or ask the collection for its `len`"),
    (
        &["Iter"],
        &["sort", "sort_by", "sort_by_key", "sorted", "sorted_by", "sorted_by_key"],
        "collect into a `Vec` and sort that",
    ),
    (&["Iter"], &["join"], "collect the texts: `.collect::<Vec<_>>().join(\", \")`"),
    (&["Iter"], &["unique", "dedup"], "collect into a `BTreeSet`, or into a `Vec` and `dedup` that"),
    (
        &["Iter"],
        &["chunks", "windows", "tuple_windows", "array_chunks"],
        "collect into a `Vec`, and ask that",
    ),
    (&["Iter"], &["nth_back", "advance_by"], "turn it round first: `.rev().nth(n)`"),
    (&["Iter"], &["try_rfold"], "turn it round first: `.rev().try_fold(..)`"),
    (
        &["Iter"],
        &["peek_mut", "next_if_map", "next_if_map_mut"],
        "`peek` at the element, and take it by `next_if`",
    ),
    (&["Iter"], &["into_inner"], "keep the two ends of the range in variables"),
    (&["Iter"], &["try_find"], "use `find_map`"),
    (
        &["Iter"],
        &["as_str"],
        "collect what is left: `chars.collect::<String>()`; or cut the text by `split_at` or a slice",
    ),
    (&["Iter"], &["partial_cmp", "lt", "le", "gt", "ge"], "collect into a `Vec`, and compare that"),
    (&["float"], &["mul_add"], "it rounds once, and Python twice: write `a * b + c` in both"),
    (&["float"], &["hypot"], "Python rounds it otherwise: write `(x * x + y * y).sqrt()`"),
    (&["float"], &["cbrt"], "Python has none that rounds alike: write `x.powf(1.0 / 3.0)`"),
    (&["float"], &["exp2"], "Python has none that rounds alike: write `2f64.powf(x)`"),
    (&["float"], &["exp_m1"], "write `x.exp() - 1.0`"),
    (&["float"], &["ln_1p"], "write `(1.0 + x).ln()`"),
    (&["float"], &["sinh", "cosh", "asinh", "acosh", "atanh"], "write it with `exp` and `ln`"),
    (
        &["float"],
        &["to_bits", "to_be_bytes", "to_le_bytes"],
        "the bits of a NaN differ in Python: send the number as text",
    ),
    (&["int"], &["to_ne_bytes"], "say the order: `to_be_bytes` or `to_le_bytes`"),
    (&["int"], &["to_be", "to_le"], "use `to_be_bytes` or `to_le_bytes`"),
    (&["int"], &["cast_signed", "cast_unsigned"], "use `as`"),
    (
        &["int"],
        &[
            "unchecked_add",
            "unchecked_sub",
            "unchecked_mul",
            "unchecked_neg",
            "unchecked_shl",
            "unchecked_shr",
            "strict_abs",
            "strict_add",
            "strict_add_signed",
            "strict_add_unsigned",
            "strict_div",
            "strict_div_euclid",
            "strict_mul",
            "strict_neg",
            "strict_pow",
            "strict_rem",
            "strict_rem_euclid",
            "strict_shl",
            "strict_shr",
            "strict_sub",
            "strict_sub_signed",
            "strict_sub_unsigned",
        ],
        "use the operator, or a `checked_`, `wrapping_` or `saturating_` method",
    ),
    (&["int"], &["unbounded_shl", "unbounded_shr"], "use `checked_shl(n).unwrap_or(0)`"),
    (
        &["str", "char", "bool", "int", "float", "Duration", "SystemTime", "Instant", "Ordering"],
        &["borrow", "borrow_mut"],
        "write `&`: a reference is the value itself",
    ),
    (
        &["str", "char", "bool", "int", "float", "Duration", "SystemTime", "Instant", "Ordering"],
        &["clone_from"],
        "assign the clone: `a = b.clone();`",
    ),
    (
        &["str", "char", "bool", "int", "float", "Duration", "SystemTime", "Instant", "Ordering"],
        &["hash"],
        "Python hashes otherwise: the helpers of `redis_gears::hash` do the same in both",
    ),
    (
        &["str", "char", "bool", "int", "float", "Duration", "SystemTime", "Instant", "Ordering"],
        &["fmt"],
        "write `format!(\"{value}\")`",
    ),
    (
        &["str", "char", "bool", "int", "float", "Duration", "SystemTime", "Instant", "Ordering"],
        &["type_id"],
        "the type is known where this is written: write what it decides",
    ),
    (
        &["str", "bool", "int", "float", "Duration", "SystemTime", "Instant"],
        &[
            "add",
            "sub",
            "mul",
            "div",
            "rem",
            "neg",
            "not",
            "bitand",
            "bitor",
            "bitxor",
            "shl",
            "shr",
            "add_assign",
            "sub_assign",
            "mul_assign",
            "div_assign",
            "rem_assign",
            "bitand_assign",
            "bitor_assign",
            "bitxor_assign",
            "shl_assign",
            "shr_assign",
        ],
        "write the operator: `a + b`, `a += b`",
    ),
    (
        &["Duration", "SystemTime", "Instant", "Ordering"],
        &["into", "try_into"],
        "it has this type already: leave it out",
    ),
    (&["str"], &["try_into"], "write what is made of it: `text.parse::<i64>()`"),
    (
        &["char", "bool", "float"],
        &["try_into"],
        "say the type, and how: `u8::try_from(u32::from(c))`, `n as i64`",
    ),
    (
        &["str"],
        &["as_ptr", "as_mut_ptr", "into_raw_parts", "leak", "as_mut_vec"],
        "Python has no pointers: use the text itself",
    ),
    (
        &["str"],
        &["get_unchecked", "get_unchecked_mut", "slice_unchecked", "slice_mut_unchecked"],
        "slice the text: `&text[a..b]`",
    ),
    (
        &["str"],
        &["get_mut", "split_at_mut", "split_at_mut_checked", "as_mut", "deref_mut", "index_mut"],
        "Python's strings do not change in place: put the new text together with `replace_range` or `format!`",
    ),
    (&["str"], &["deref"], "use the text itself"),
    (&["str"], &["index"], "slice the text: `&text[a..b]`"),
    (&["str"], &["lines_any"], "`lines` has its meaning now"),
    (&["str"], &["to_socket_addrs"], "a gear opens no connections in Rust: keep the address as text"),
    (&["str"], &["try_reserve_exact"], "leave it out: Python's containers grow and shrink by themselves"),
    (
        &["str"],
        &["extend_from_within"],
        "copy the part first: `let part = text[a..b].to_string(); text.push_str(&part);`",
    ),
    (&["str"], &["write_str"], "use `push_str`"),
    (&["str"], &["write_char"], "use `push`"),
    (&["str"], &["write_fmt"], "write `text += &format!(..)`"),
    (&["char"], &["escape_debug", "escape_default", "escape_unicode"], "write `format!(\"{c:?}\")`"),
    (&["u8"], &["escape_ascii"], "write `format!(\"{:?}\", char::from(byte))`"),
    (
        &["int"],
        &["carrying_add", "carrying_mul", "carrying_mul_add", "borrowing_sub"],
        "use `overflowing_add`, `overflowing_sub` and `overflowing_mul`",
    ),
    (&["float"], &["abs_sub"], "write `(a - b).max(0.0)`"),
    (&["float"], &["classify"], "ask with `is_nan`, `is_infinite` and `x == 0.0`"),
    (&["float"], &["is_normal"], "write `x.is_finite() && x.abs() >= f64::MIN_POSITIVE`"),
    (&["float"], &["is_subnormal"], "write `x != 0.0 && x.abs() < f64::MIN_POSITIVE`"),
    (&["float"], &["midpoint"], "write `a / 2.0 + b / 2.0`"),
    (&["float"], &["next_up", "next_down"], "Python 3.7 has none: compare with a tolerance instead"),
    (&["float"], &["to_int_unchecked"], "use `as`"),
    (&["float"], &["to_ne_bytes"], "the bits of a NaN differ in Python: send the number as text"),
    (
        &["Duration"],
        &["as_secs_f32", "mul_f32", "div_f32", "div_duration_f32"],
        "use the method of the same name with `f64`",
    ),
    (&["Regex"], &["find_at", "is_match_at", "shortest_match"], "slice the text first"),
    (&["Regex"], &["capture_names"], "name the groups that you ask for: `captures.name(\"year\")`"),
    (&["Captures"], &["expand"], "write the text with `format!`"),
];

/// The functions and constants that are refused: their owners, their names, and what to write instead. `int` is every integer
/// type.
const REFUSED_PATHS: &[(&[&str], &[&str], &str)] = &[
    (&["int"], &["max_value"], "write `MAX`: `i64::MAX`"),
    (&["int"], &["min_value"], "write `MIN`: `i64::MIN`"),
    (&["int", "f64"], &["from_ne_bytes"], "say the order: `from_be_bytes` or `from_le_bytes`"),
    (&["int", "f64", "bool", "char"], &["from_str"], "write `text.parse::<i64>()`"),
    (&["String"], &["from_str"], "write `text.to_string()`, which cannot fail"),
    (
        &["f64"],
        &["from_bits", "from_be_bytes", "from_le_bytes"],
        "the bits of a NaN differ in Python: read the number from text",
    ),
    (&["f64", "bool"], &["try_from"], "use `from`, which cannot fail, or `as`"),
    (&["char"], &["try_from"], "use `char::from_u32(n)`, or `char::from(byte)`"),
    (
        &["char", "str", "String"],
        &["from_u32_unchecked", "from_utf8_unchecked", "from_utf8_unchecked_mut"],
        "use the one that checks, without `_unchecked`",
    ),
    (&["char"], &["decode_utf16"], "the texts of gears are UTF-8: use `String::from_utf8`"),
    (&["char"], &["UNICODE_VERSION"], "keep it in a constant of your own"),
    (&["str"], &["from_utf8_mut"], "use `str::from_utf8`"),
    (&["str"], &["default"], "write `\"\"`"),
    (
        &["String"],
        &["from_utf16", "from_utf16_lossy"],
        "the texts of gears are UTF-8: use `String::from_utf8`",
    ),
    (&["String"], &["from_raw_parts"], "Python has no pointers: use the text itself"),
    (&["String"], &["try_from"], "use `String::from`, which cannot fail"),
    (
        &["Duration", "SystemTime", "Instant", "Ordering"],
        &["from", "try_from"],
        "it has this type already: leave it out",
    ),
    (&["Duration"], &["from_nanos_u128"], "use `Duration::from_nanos`: integers have 64 bits"),
    (&["Duration"], &["from_secs_f32", "try_from_secs_f32"], "use `Duration::from_secs_f64`"),
    (&["Duration"], &["try_from_secs_f64"], "compare the number first, and use `Duration::from_secs_f64`"),
    (&["cmp"], &["max_by_key"], "write `cmp::max_by(a, b, |a, b| key(a).cmp(&key(b)))`"),
    (&["cmp"], &["min_by_key"], "write `cmp::min_by(a, b, |a, b| key(a).cmp(&key(b)))`"),
    (&["mem"], &["drop", "forget", "needs_drop"], "leave it out: Python frees what is not used any more"),
    (&["mem"], &["discriminant"], "compare the variants with `matches!`"),
    (
        &["mem"],
        &["align_of", "align_of_val", "min_align_of", "min_align_of_val", "size_of", "size_of_val"],
        "sizes in Python are others: keep the number in a constant",
    ),
    (&["mem"], &["transmute", "transmute_copy", "uninitialized", "zeroed"], "write the value"),
    (&["int"], &["from_be", "from_le"], "use `from_be_bytes` or `from_le_bytes`"),
    (&["Vec"], &["from_raw_parts"], "make the list of its elements: `vec![..]`"),
    (
        &["Vec", "Box", "Rc"],
        &["new_uninit", "new_uninit_slice", "new_zeroed", "new_zeroed_slice", "write"],
        "make it with its value: `Box::new(value)`, `vec![0; n]`",
    ),
    (
        &["HashMap", "HashSet"],
        &["with_hasher", "with_capacity_and_hasher"],
        "use `new`: Python's containers have a hash of their own",
    ),
    (
        &["Box", "Rc"],
        &[
            "as_ptr",
            "from_raw",
            "into_raw",
            "leak",
            "pin",
            "into_pin",
            "decrement_strong_count",
            "increment_strong_count",
        ],
        "use the value itself: there are no pointers in Python",
    ),
    (
        &["Rc"],
        &["strong_count", "weak_count", "downgrade", "new_cyclic", "ptr_eq"],
        "compare and pass on the values themselves: who shares one is not known in Python",
    ),
    (
        &["Rc"],
        &["get_mut", "make_mut", "into_inner", "try_unwrap", "unwrap_or_clone"],
        "`clone` the value that is shared, and change the copy: `let mut own = (*shared).clone();`",
    ),
    (&["RefCell"], &["new"], "keep the value in a variable, `let mut value = ..`, which closures can change"),
    (
        &["BinaryHeap"],
        &["new", "with_capacity"],
        "keep a `Vec`, `sort` it, and `pop` the greatest; or a `BTreeSet` with `pop_first` and `pop_last`",
    ),
];

/// What to write instead of the function or constant that a path names, if it is known.
pub(crate) fn instead_of_path(owner: &str, name: &str) -> Option<&'static str> {
    let is_int = Int::named(owner).is_some();
    let row = REFUSED_PATHS.iter().find(|(owners, names, _)| {
        names.contains(&name) && owners.iter().any(|known| *known == owner || is_int && *known == "int")
    });
    row.map(|(_, _, help)| *help)
}

/// What to write instead of a method, if it is known.
pub(crate) fn instead_of(receiver: &Ty, name: &str) -> Option<&'static str> {
    let row = REFUSED.iter().find(|(receivers, names, _)| {
        names.contains(&name) && receivers.iter().any(|on| head_matches(on, receiver))
    });
    row.map(|(_, _, help)| *help)
}

/// Whether some type's method of this name is refused with a word on what to write instead.
pub(crate) fn is_refused(name: &str) -> bool {
    REFUSED.iter().any(|(_, names, _)| names.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::catalog::all;

    #[test]
    fn what_is_refused_is_not_in_the_catalog() {
        for (receivers, names, _) in REFUSED {
            let known = all().find(|method| {
                let head = method.on.split(['<', '(']).next().unwrap_or(method.on);
                names.contains(&method.name) && receivers.contains(&head)
            });
            assert!(known.is_none(), "{receivers:?} {known:?}");
        }
    }
}
