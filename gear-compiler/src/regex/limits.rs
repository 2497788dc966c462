//! What has a twin in Python's syntax, and yet is refused: repetitions that the engines see differently, programs that
//! the regex crate finds too large, and those that Python could take for ever to run.

use super::class::{Item, Set};
use super::{Node, Refusal, refuse};
use std::collections::HashSet;

/// How large a pattern may get when its repetitions are written out. The crate's own limit is 10 MB.
const SIZE: u64 = 60_000;

/// How many sets may be inside of endless repetitions.
const LOOPED: usize = 100;

/// A repetition that may go on for so long counts as endless.
const LONG: u32 = 12;

pub(super) fn check(node: &Node) -> Result<(), Refusal> {
    repetitions(node, false)?;
    if size(node) > SIZE {
        return refuse("the pattern is too large for the regex crate", "repeat less");
    }
    ambiguity(node)
}

/// The engines differ in what an empty round of a repetition does, and in what a group keeps of earlier rounds.
fn repetitions(node: &Node, repeated: bool) -> Result<(), Refusal> {
    match node {
        Node::Empty | Node::Set(_) | Node::Assertion(_) => Ok(()),
        Node::Capture { .. } if repeated => refuse(
            "a group inside a repetition does not keep the same text in Python",
            "write `(?:..)` there, and a group around the repetition",
        ),
        Node::Capture { inner, .. } => repetitions(inner, repeated),
        Node::Concat(nodes) | Node::Alternation(nodes) => {
            nodes.iter().try_for_each(|node| repetitions(node, repeated))
        }
        Node::Repeat { max: Some(0), .. } => {
            refuse("a part of the pattern is repeated 0 times", "leave it out")
        }
        Node::Repeat { inner, .. } if can_be_empty(inner) => refuse(
            "what is repeated can be empty: the two engines count empty rounds differently",
            "repeat something that is never empty: `(?:a*)*` is `a*`, and `(?:a*)?` too",
        ),
        Node::Repeat { inner, max, .. } => repetitions(inner, repeated || max.is_none_or(|max| max > 1)),
    }
}

fn can_be_empty(node: &Node) -> bool {
    match node {
        Node::Empty | Node::Assertion(_) => true,
        Node::Set(_) => false,
        Node::Capture { inner, .. } => can_be_empty(inner),
        Node::Concat(nodes) => nodes.iter().all(can_be_empty),
        Node::Alternation(nodes) => nodes.iter().any(can_be_empty),
        Node::Repeat { inner, min, .. } => *min == 0 || can_be_empty(inner),
    }
}

fn size(node: &Node) -> u64 {
    match node {
        Node::Empty | Node::Assertion(_) => 1,
        Node::Set(set) => set.items.iter().map(item_size).sum::<u64>() + if set.negated { 10 } else { 0 },
        Node::Capture { inner, .. } => 2 + size(inner),
        Node::Concat(nodes) | Node::Alternation(nodes) => {
            nodes.iter().fold(1, |sum, node| sum.saturating_add(size(node)))
        }
        Node::Repeat { inner, min, max, .. } => {
            let times = max.map_or(min + 1, |max| max.max(1));
            size(inner).saturating_mul(times.into())
        }
    }
}

fn item_size(item: &Item) -> u64 {
    match item {
        Item::Range(_, last) if *last < 128 => 1,
        Item::Range(..) => 6,
        Item::Class('s' | 'S') => 20,
        Item::Class('d' | 'D') => 80,
        Item::Class(_) => 400,
    }
}

/// Python tries all ways to match a text. If a repetition can be gone through in two ways on the same text, their
/// number doubles with each round; the regex crate goes all ways at once.
fn ambiguity(node: &Node) -> Result<(), Refusal> {
    let mut graph = Graph::default();
    graph.add(node);
    let looped = graph.looped();
    if looped.len() > LOOPED {
        return refuse("too much of the pattern is inside of repetitions", "use several patterns");
    }
    if looped.iter().any(|from| graph.is_ambiguous(*from, &looped)) {
        return refuse(
            "a repetition of this pattern can match the same text in several ways: Python could try them for hours",
            r"make clear where a round ends: instead of `(?:\w+\s*)+` write `\w+(?:\s+\w+)*\s*`",
        );
    }
    Ok(())
}

/// Which sets can come after which.
#[derive(Default)]
struct Graph {
    sets: Vec<Set>,
    next: Vec<Vec<usize>>,
    /// Steps that are there twice.
    doubled: bool,
}

/// The sets that a part begins and ends with, and whether it can be empty.
struct Part {
    first: Vec<usize>,
    last: Vec<usize>,
    empty: bool,
}

impl Graph {
    fn add(&mut self, node: &Node) -> Part {
        match node {
            Node::Empty | Node::Assertion(_) => Part { first: Vec::new(), last: Vec::new(), empty: true },
            Node::Set(set) => {
                self.sets.push(set.clone());
                self.next.push(Vec::new());
                let this = self.sets.len() - 1;
                Part { first: vec![this], last: vec![this], empty: false }
            }
            Node::Capture { inner, .. } => self.add(inner),
            Node::Concat(nodes) => {
                let mut whole = Part { first: Vec::new(), last: Vec::new(), empty: true };
                for node in nodes {
                    let part = self.add(node);
                    self.connect(&whole.last, &part.first);
                    if whole.empty {
                        whole.first.extend(&part.first);
                    }
                    if !part.empty {
                        whole.last.clear();
                    }
                    whole.last.extend(part.last);
                    whole.empty &= part.empty;
                }
                whole
            }
            Node::Alternation(nodes) => {
                let mut whole = Part { first: Vec::new(), last: Vec::new(), empty: false };
                for node in nodes {
                    let part = self.add(node);
                    whole.first.extend(part.first);
                    whole.last.extend(part.last);
                    whole.empty |= part.empty;
                }
                whole
            }
            Node::Repeat { inner, min, max, .. } => {
                let mut part = self.add(inner);
                if max.is_none_or(|max| max >= LONG) {
                    self.connect(&part.last, &part.first);
                }
                part.empty |= *min == 0;
                part
            }
        }
    }

    fn connect(&mut self, from: &[usize], to: &[usize]) {
        for from in from {
            for to in to {
                self.doubled |= self.next[*from].contains(to);
                self.next[*from].push(*to);
            }
        }
    }

    /// The sets that can come again after themselves.
    fn looped(&self) -> Vec<usize> {
        (0..self.sets.len()).filter(|set| self.after(*set).contains(set)).collect()
    }

    fn after(&self, from: usize) -> HashSet<usize> {
        let mut seen = HashSet::new();
        let mut open = vec![from];
        while let Some(set) = open.pop() {
            open.extend(self.next[set].iter().filter(|next| seen.insert(**next)));
        }
        seen
    }

    /// Whether two ways lead from a set back to itself on the same text. A step that is there twice is two ways.
    fn is_ambiguous(&self, from: usize, looped: &[usize]) -> bool {
        if self.doubled {
            return true;
        }
        let steps = |(a, b): (usize, usize)| {
            let next = |set: usize| self.next[set].iter().copied().filter(|next| looped.contains(next));
            next(a).flat_map(move |x| next(b).map(move |y| (x, y)))
        };
        let meets = |(a, b): &(usize, usize)| a == b || self.sets[*a].meets(&self.sets[*b]);
        let reachable = |start: (usize, usize)| {
            let mut seen = HashSet::new();
            let mut open = vec![start];
            while let Some(pair) = open.pop() {
                open.extend(steps(pair).filter(meets).filter(|pair| seen.insert(*pair)));
            }
            seen
        };
        let there = reachable((from, from));
        there.iter().any(|pair| pair.0 != pair.1 && reachable(*pair).contains(&(from, from)))
    }
}
