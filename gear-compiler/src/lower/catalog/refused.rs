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
        &["push", "extend", "extend_from_slice", "insert", "pop", "clear", "truncate", "iter_mut", "reverse"],
        "bytes do not change in place: make a `Vec<i64>`, or collect the new bytes",
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
    (&["Map"], &["iter_mut", "range_mut"], "collect the keys, and `insert` the new values"),
    (
        &["BMap"],
        &["first_entry", "last_entry"],
        "use `first_key_value`, `last_key_value`, `pop_first` or `pop_last`",
    ),
    (&["Set"], &["get", "take", "replace", "get_or_insert_with"], "use `contains`, `insert` and `remove`"),
    (
        &["Option"],
        &["as_mut", "as_deref_mut", "iter_mut", "as_mut_slice", "as_pin_mut", "as_pin_ref"],
        "take the value out, and put the new one in: `option = option.map(|value| ..);`",
    ),
    (&["Option"], &["as_slice"], "`iter` over it, or collect it into a `Vec`"),
    (&["Option"], &["flatten"], "an option of an option cannot be shipped: use `and_then`"),
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
        &["unchecked_add", "unchecked_sub", "unchecked_mul", "strict_add", "strict_sub", "strict_mul"],
        "use the operator, or a `checked_`, `wrapping_` or `saturating_` method",
    ),
    (&["int"], &["unbounded_shl", "unbounded_shr"], "use `checked_shl(n).unwrap_or(0)`"),
    (&["Regex"], &["find_at", "is_match_at", "shortest_match"], "slice the text first"),
    (&["Regex"], &["capture_names"], "name the groups that you ask for: `captures.name(\"year\")`"),
    (&["Captures"], &["expand"], "write the text with `format!`"),
];

/// The functions and constants that are refused: their owners, their names, and what to write instead. `int` is every integer
/// type.
const REFUSED_PATHS: &[(&[&str], &[&str], &str)] = &[
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
