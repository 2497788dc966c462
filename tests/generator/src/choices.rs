//! The choices that a program is made of: a program is a function of them, and a smaller program comes from simpler
//! choices. So the reducer knows nothing of Rust, and what it makes is always a program that the grammar allows.

use crate::random::Random;
use std::collections::VecDeque;

/// The choices of one piece of a program, and of the pieces in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choices {
    label: String,
    picks: VecDeque<usize>,
    pieces: VecDeque<Choices>,
}

impl Choices {
    /// How many choices there are, those that are not the simplest counted twice.
    fn size(&self) -> usize {
        let picks: usize = self.picks.iter().map(|pick| 1 + usize::from(*pick > 0)).sum();
        picks + self.pieces.iter().map(Choices::size).sum::<usize>()
    }

    /// Simpler variants, those that leave out most first: a piece becomes the simplest of its kind, a variable, or a
    /// piece of the same kind that it contains.
    pub fn simpler(&self) -> Vec<Choices> {
        let mut found: Vec<(usize, Choices)> = Vec::new();
        for (index, piece) in self.pieces.iter().enumerate() {
            let with = |changed: Choices| {
                let mut whole = self.clone();
                whole.pieces[index] = changed;
                whole
            };
            let mut add = |changed: Choices| found.push((changed.size(), with(changed)));
            if piece.size() > 0 {
                add(Choices { label: piece.label.clone(), ..Choices::default() });
                let variable = Choices {
                    label: piece.label.clone(),
                    picks: [Chooser::VARIABLE, 0].into(),
                    ..Choices::default()
                };
                if variable.size() < piece.size() {
                    add(variable);
                }
            }
            piece.within(&piece.label).into_iter().for_each(|inner| add(inner.clone()));
            piece.simpler().into_iter().for_each(&mut add);
        }
        found.sort_by_key(|(size, _)| *size);
        found.into_iter().map(|(_, choices)| choices).collect()
    }

    /// The pieces of one kind inside of this one.
    fn within(&self, label: &str) -> Vec<&Choices> {
        let inner = |piece: &'_ Choices| piece.label == label;
        let deeper = self.pieces.iter().flat_map(|piece| piece.within(label));
        self.pieces.iter().filter(|piece| inner(piece)).chain(deeper).collect()
    }
}

/// Makes choices at random or takes those that were made, and writes them down.
pub(crate) struct Chooser {
    random: Option<Random>,
    /// What was made and what is taken, of the pieces that are open.
    open: Vec<(Choices, Choices)>,
}

impl Chooser {
    /// The choice, out of four, to use a variable that is there.
    pub(crate) const VARIABLE: usize = 3;

    pub(crate) fn random(random: Random) -> Chooser {
        Chooser { random: Some(random), open: vec![Default::default()] }
    }

    /// Takes choices. Where there are none, the first and simplest is taken.
    pub(crate) fn again(choices: Choices) -> Chooser {
        Chooser { random: None, open: vec![(Choices::default(), choices)] }
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let (made, taken) = self.open.last_mut().expect("the whole is always open");
        let pick = match &mut self.random {
            Some(random) => random.below(bound),
            None => taken.picks.pop_front().unwrap_or(0) % bound,
        };
        made.picks.push_back(pick);
        pick
    }

    /// One of several.
    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// Opens a piece. Pieces with the same label can stand for each other.
    pub(crate) fn open(&mut self, label: &str) {
        let (_, taken) = self.open.last_mut().expect("the whole is always open");
        // Pieces of other kinds belong to what is not there any more.
        let old = match taken.pieces.iter().position(|piece| piece.label == label) {
            Some(at) => taken.pieces.drain(..=at).next_back().unwrap_or_default(),
            None => Choices::default(),
        };
        self.open.push((Choices { label: label.to_owned(), ..Choices::default() }, old));
    }

    pub(crate) fn close(&mut self) {
        let (piece, _) = self.open.pop().expect("a piece is open");
        self.open.last_mut().expect("the whole is always open").0.pieces.push_back(piece);
    }

    pub(crate) fn made(mut self) -> Choices {
        self.open.pop().expect("the whole is always open").0
    }
}
