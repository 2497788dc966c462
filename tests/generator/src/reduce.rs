//! Makes a program that shows a difference as small as it can be.

use crate::batch::{Batch, Difference, Setup};
use generator::{Function, Grammar};
use std::collections::BTreeSet;

/// How many variants are tried in one run of rustc.
const AT_ONCE: usize = 150;

/// Looks for simpler variants that still show a difference, until there are none.
pub(crate) fn reduce(
    (grammar, batch, setup): (&Grammar, &Batch, &Setup),
    mut smallest: Function,
    mut difference: Difference,
) -> std::io::Result<(Function, Difference)> {
    'smaller: loop {
        let mut variants = variants(grammar, &smallest);
        eprintln!("    {} characters, {} variants", smallest.text.len(), variants.len());
        while !variants.is_empty() {
            let rest = variants.split_off(variants.len().min(AT_ONCE));
            variants.iter_mut().enumerate().for_each(|(index, function)| function.rename(index));
            let (report, _) = batch.run(&mut variants, setup)?;
            let best = report.differences.into_iter().min_by_key(|found| variants[found.program].text.len());
            if let Some(found) = best {
                smallest = variants.swap_remove(found.program);
                difference = found;
                continue 'smaller;
            }
            variants = rest;
        }
        return Ok((smallest, difference));
    }
}

/// The shorter variants of a function, the shortest ones first.
fn variants(grammar: &Grammar, function: &Function) -> Vec<Function> {
    let simpler = function.choices.simpler();
    let rows = [None, function.row];
    let same = rows.iter().map(|row| (*row, function.choices.clone()));
    let simpler = simpler.into_iter().flat_map(|choices| rows.map(|row| (row, choices.clone())));
    let mut seen = BTreeSet::new();
    let mut variants: Vec<Function> = same
        .chain(simpler)
        .map(|(row, choices)| grammar.again(0, row, choices))
        .filter(|variant| variant.text.len() < function.text.len() && seen.insert(variant.text.clone()))
        .collect();
    variants.sort_by_key(|variant| variant.text.len());
    variants
}
