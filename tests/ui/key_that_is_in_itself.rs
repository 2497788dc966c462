#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Tree(i64, Vec<Tree>);

#[gear]
fn different(trees: Vec<Tree>) -> usize {
    trees.into_iter().collect::<HashSet<Tree>>().len()
}

fn main() {}
