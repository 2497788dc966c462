//! Lists: sorting, searching, sums, intervals, parts that are changed.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use std::collections::{BTreeMap, HashMap, VecDeque};

#[gear]
fn binary_search<T: Ord>(items: &[T], wanted: &T) -> Option<usize> {
    let mut low = 0;
    let mut high = items.len();
    while low < high {
        let middle = low + (high - low) / 2;
        if items[middle] == *wanted {
            return Some(middle);
        }
        if items[middle] < *wanted {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    None
}

#[gear]
fn find_number(items: Vec<i64>, wanted: i64) -> Option<usize> {
    binary_search(&items, &wanted)
}

#[gear]
fn lower_bound(items: &[i64], wanted: i64) -> usize {
    items.partition_point(|&x| x < wanted)
}

#[gear]
fn longest_increasing(numbers: &[i32]) -> usize {
    let mut tails: Vec<i32> = Vec::new();
    for &n in numbers {
        match tails.binary_search(&n) {
            Ok(_) => {}
            Err(at) if at == tails.len() => tails.push(n),
            Err(at) => tails[at] = n,
        }
    }
    tails.len()
}

#[gear]
fn max_subarray(numbers: &[i64]) -> Option<i64> {
    let (&first, rest) = numbers.split_first()?;
    let (mut best, mut current) = (first, first);
    for &n in rest {
        current = n.max(current + n);
        best = best.max(current);
    }
    Some(best)
}

#[gear]
fn two_sum(numbers: &[i64], target: i64) -> Option<(usize, usize)> {
    let mut seen = HashMap::new();
    for (i, n) in numbers.iter().enumerate() {
        if let Some(&j) = seen.get(&(target - n)) {
            return Some((j, i));
        }
        seen.insert(*n, i);
    }
    None
}

#[gear]
fn three_sum(mut numbers: Vec<i32>) -> Vec<[i32; 3]> {
    numbers.sort_unstable();
    let mut found = Vec::new();
    for i in 0..numbers.len() {
        if i > 0 && numbers[i] == numbers[i - 1] {
            continue;
        }
        let (mut low, mut high) = (i + 1, numbers.len() - 1);
        while low < high {
            match numbers[i] + numbers[low] + numbers[high] {
                s if s < 0 => low += 1,
                s if s > 0 => high -= 1,
                _ => {
                    found.push([numbers[i], numbers[low], numbers[high]]);
                    low += 1;
                    while low < high && numbers[low] == numbers[low - 1] {
                        low += 1;
                    }
                }
            }
        }
    }
    found
}

#[gear]
fn permutations(items: &[i32]) -> Vec<Vec<i32>> {
    if items.len() <= 1 {
        return vec![items.to_vec()];
    }
    let mut all = Vec::new();
    for (i, &item) in items.iter().enumerate() {
        let mut rest = items.to_vec();
        rest.remove(i);
        for mut tail in permutations(&rest) {
            tail.insert(0, item);
            all.push(tail);
        }
    }
    all
}

#[gear]
fn subsets(items: &[char]) -> Vec<String> {
    (0..1u32 << items.len())
        .map(|mask| items.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1).map(|(_, c)| c).collect())
        .collect()
}

#[gear]
fn sliding_maximum(numbers: &[i64], k: usize) -> Vec<i64> {
    let mut window: VecDeque<usize> = VecDeque::new();
    let mut out = Vec::new();
    for i in 0..numbers.len() {
        while window.back().is_some_and(|&j| numbers[j] <= numbers[i]) {
            window.pop_back();
        }
        window.push_back(i);
        if window[0] + k <= i {
            window.pop_front();
        }
        if i + 1 >= k {
            out.push(numbers[window[0]]);
        }
    }
    out
}

#[gear]
fn bubble_sort(mut v: Vec<i32>) -> Vec<i32> {
    loop {
        let mut swapped = false;
        for i in 1..v.len() {
            if v[i - 1] > v[i] {
                v.swap(i - 1, i);
                swapped = true;
            }
        }
        if !swapped {
            break v;
        }
    }
}

#[gear]
fn quick_sort(v: Vec<i64>) -> Vec<i64> {
    let Some((&pivot, rest)) = v.split_first() else { return v };
    let (small, large): (Vec<i64>, Vec<i64>) = rest.iter().partition(|&&x| x < pivot);
    [quick_sort(small), vec![pivot], quick_sort(large)].concat()
}

#[gear]
fn merge_sort(v: &[i64]) -> Vec<i64> {
    if v.len() < 2 {
        return v.to_vec();
    }
    let (left, right) = v.split_at(v.len() / 2);
    let (left, right) = (merge_sort(left), merge_sort(right));
    let mut merged = Vec::with_capacity(v.len());
    let (mut i, mut j) = (0, 0);
    while i < left.len() && j < right.len() {
        if left[i] <= right[j] {
            merged.push(left[i]);
            i += 1;
        } else {
            merged.push(right[j]);
            j += 1;
        }
    }
    merged.extend_from_slice(&left[i..]);
    merged.extend_from_slice(&right[j..]);
    merged
}

#[gear]
fn merge_intervals(mut intervals: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    intervals.sort();
    let mut merged: Vec<(i64, i64)> = Vec::new();
    for (start, end) in intervals {
        match merged.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => merged.push((start, end)),
        }
    }
    merged
}

#[gear]
fn run_lengths(text: &str) -> Vec<(char, usize)> {
    let mut runs: Vec<(char, usize)> = Vec::new();
    for c in text.chars() {
        if let Some(last) = runs.last_mut()
            && last.0 == c
        {
            last.1 += 1;
        } else {
            runs.push((c, 1));
        }
    }
    runs
}

#[gear]
fn scores(mut values: Vec<f64>, weights: &[f64]) -> Vec<f64> {
    let sum: f64 = weights.iter().sum();
    for (i, value) in values.iter_mut().enumerate() {
        *value *= weights[i] / sum;
    }
    let largest = values.iter().copied().fold(0.0, f64::max);
    for value in &mut values {
        if *value == largest {
            *value = 1.0;
            continue;
        }
        *value -= 1.0;
    }
    *values.first_mut().expect("a value") = 0.5;
    values
}

/// Each kind of reference to an element once; what is asked for may not be there.
#[gear]
fn change_elements(
    mut list: Vec<i64>,
    mut words: Vec<String>,
    mut seen: BTreeMap<String, Option<i64>>,
    mut at: usize,
) -> Option<(Vec<i64>, Vec<String>, BTreeMap<String, Option<i64>>)> {
    if let Some(x) = list.get_mut(at) {
        at += 1;
        *x += at as i64;
    }
    let Some(word) = words.get_mut(at) else {
        return None;
    };
    at = 0;
    word.push_str("!");
    let other = words.get_mut(at)?;
    *other = format!("{other}{at}");
    match seen.get_mut("a") {
        Some(Some(7)) => list.push(7),
        Some(slot) if slot.is_none() => *slot = Some(1),
        Some(slot) => {
            slot.take();
        }
        None => list.clear(),
    }
    for slot in seen.values_mut() {
        *slot = slot.map(|x| x * 2);
    }
    *list.last_mut().unwrap() *= 3;
    let mut rows = vec![list.clone(), vec![]];
    for row in rows.iter_mut() {
        if row.is_empty() {
            *row = vec![5];
        }
        for x in row.iter_mut() {
            *x -= 1;
        }
    }
    std::mem::swap(&mut rows[0], &mut list);
    list.extend(rows.concat());
    Some((list, words, seen))
}

#[gear]
fn next_permutation(mut v: Vec<i32>) -> Option<Vec<i32>> {
    let i = (0..v.len().checked_sub(1)?).rev().find(|&i| v[i] < v[i + 1])?;
    let j = (i + 1..v.len()).rev().find(|&j| v[j] > v[i])?;
    v.swap(i, j);
    v[i + 1..].reverse();
    Some(v)
}

/// Each method that changes a part, and parts that are not there.
#[gear]
fn change_parts(mut list: Vec<i64>, mut start: usize, end: usize) -> Vec<i64> {
    list[start..end].sort();
    list[..=end].swap(start, end);
    list[start..].rotate_left(1);
    list[..end].fill({
        start += 1;
        start as i64
    });
    list[start..].sort_by_key(|x| -x);
    list[..].reverse();
    list[end..].sort_unstable_by(|a, b| a.cmp(b));
    list[1..2].copy_from_slice(&[7]);
    let mut rows = [[1, 2, 3], [4, 5, 6]];
    rows[1][1..].reverse();
    rows[..].reverse();
    list.extend(rows.concat());
    list
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| word.to_string()).collect()
}

pub(crate) fn programs() -> Vec<Program> {
    let none: &[i64] = &[];
    vec![
        program!(find_number: (vec![1, 3, 5, 9], 5), (Vec::<i64>::new(), 1), (vec![2, 4], 3)),
        program!(lower_bound: (&[1, 3, 3, 7], 3), (&[1], 9), (none, 0)),
        program!(longest_increasing: (&[10, 9, 2, 5, 3, 7, 101, 18]), (&[7, 7, 7]), (&[1])),
        program!(max_subarray: (&[-2, 1, -3, 4, -1, 2, 1, -5, 4]), (none), (&[-3, -1])),
        program!(two_sum: (&[2, 7, 11, 15], 9), (&[3, 3], 6), (&[1], 2)),
        program!(three_sum: (vec![-1, 0, 1, 2, -1, -4]), (vec![0, 0, 0, 0]), (vec![1])),
        program!(permutations: (&[1, 2, 3]), (&[7])),
        program!(subsets: (&['a', 'b', 'c']), (&['x'])),
        program!(sliding_maximum: (&[1, 3, -1, -3, 5, 3, 6, 7], 3), (&[1], 2)),
        program!(bubble_sort: (vec![5, 1, 4, 2, 8]), (Vec::<i32>::new())),
        program!(quick_sort: (vec![3, 1, 2, 3, -5]), (Vec::<i64>::new())),
        program!(merge_sort: (&[5, 2, 4, 7, 1, 3, 2, 6]), (none)),
        program!(merge_intervals: (vec![(8, 10), (1, 3), (2, 6)]), (vec![(1, 4), (4, 5)]), (Vec::<(i64, i64)>::new())),
        program!(run_lengths: ("aaabcc"), (""), ("é")),
        program!(scores: (vec![1.0, 2.0, 3.0], &[1.0, 1.0, 2.0]), (Vec::<f64>::new(), &[1.0]), (vec![1.0, 2.0], &[1.0])),
        program!(change_elements:
            (vec![1, 2], words(&["a", "b", "c"]), BTreeMap::from([("a".to_string(), None::<i64>)]), 0),
            (vec![1, 2], words(&["a", "b", "c"]), BTreeMap::from([("a".to_string(), Some(7)), ("b".to_string(), Some(2))]), 1),
            (vec![1, 2], words(&["a", "b", "c"]), BTreeMap::from([("a".to_string(), Some(3))]), 2),
            (vec![1, 2], words(&["a", "b"]), BTreeMap::from([("a".to_string(), None::<i64>)]), 9),
            (vec![1], words(&["a"]), BTreeMap::from([("b".to_string(), Some(1))]), 0),
            (vec![1], words(&["a", "b"]), BTreeMap::from([("b".to_string(), Some(1))]), 0)),
        program!(next_permutation: (vec![1, 3, 5, 4, 2]), (vec![3, 2, 1]), (Vec::<i32>::new())),
        program!(change_parts:
            (vec![5, 3, 9, 1, 4], 1, 3), (vec![2, 1], 0, 1), (vec![1, 2, 3], 2, 1), (vec![1, 2, 3], 0, 3), (vec![1], 0, 0)),
    ]
}
