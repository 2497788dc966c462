//! Algorithms: numbers, dynamic programming, grids, graphs.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

#[gear]
fn sieve(limit: usize) -> Vec<usize> {
    if limit < 2 {
        return vec![];
    }
    let mut is_prime = vec![true; limit + 1];
    is_prime[0] = false;
    is_prime[1] = false;
    let mut i = 2;
    while i * i <= limit {
        if is_prime[i] {
            for multiple in (i * i..=limit).step_by(i) {
                is_prime[multiple] = false;
            }
        }
        i += 1;
    }
    is_prime.iter().enumerate().filter(|(_, p)| **p).map(|(n, _)| n).collect()
}

#[gear]
fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[gear]
fn lcm_of(numbers: &[u64]) -> u64 {
    numbers.iter().fold(1, |a, &b| a / gcd(a, b) * b)
}

#[gear]
fn prime_factors(mut n: u64) -> Vec<u64> {
    let mut factors = Vec::new();
    let mut candidate = 2;
    while n > 1 {
        while n % candidate == 0 {
            factors.push(candidate);
            n /= candidate;
        }
        candidate += 1;
    }
    factors
}

#[gear]
fn mod_pow(mut base: u64, mut exp: u64, modulus: u64) -> u64 {
    let mut result = 1;
    base %= modulus;
    while exp > 0 {
        if exp & 1 == 1 {
            result = result * base % modulus;
        }
        exp >>= 1;
        base = base * base % modulus;
    }
    result
}

#[gear]
fn multiply(a: &Vec<Vec<i64>>, b: &Vec<Vec<i64>>) -> Vec<Vec<i64>> {
    let (n, m, p) = (a.len(), b.len(), b[0].len());
    let mut result = vec![vec![0; p]; n];
    for i in 0..n {
        for j in 0..p {
            for k in 0..m {
                result[i][j] += a[i][k] * b[k][j];
            }
        }
    }
    result
}

#[gear]
fn fibonacci_by_matrix(mut n: u32) -> i64 {
    let mut result = vec![vec![1, 0], vec![0, 1]];
    let mut base = vec![vec![1, 1], vec![1, 0]];
    while n > 0 {
        if n % 2 == 1 {
            result = multiply(&result, &base);
        }
        base = multiply(&base, &base);
        n /= 2;
    }
    result[0][1]
}

#[gear]
fn transpose(matrix: Vec<Vec<i32>>) -> Vec<Vec<i32>> {
    if matrix.is_empty() {
        return matrix;
    }
    (0..matrix[0].len()).map(|column| matrix.iter().map(|row| row[column]).collect()).collect()
}

#[gear]
fn longest_common_subsequence(a: &str, b: &str) -> String {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let mut table = vec![vec![0usize; b.len() + 1]; a.len() + 1];
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            table[i][j] = if a[i - 1] == b[j - 1] {
                table[i - 1][j - 1] + 1
            } else {
                table[i - 1][j].max(table[i][j - 1])
            };
        }
    }
    let (mut i, mut j) = (a.len(), b.len());
    let mut out = Vec::new();
    while i > 0 && j > 0 {
        if a[i - 1] == b[j - 1] {
            out.push(a[i - 1]);
            i -= 1;
            j -= 1;
        } else if table[i - 1][j] >= table[i][j - 1] {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    out.iter().rev().collect()
}

#[gear]
fn knapsack(items: &[(usize, u64)], capacity: usize) -> u64 {
    let mut best = vec![0; capacity + 1];
    for &(weight, value) in items {
        for room in (weight..=capacity).rev() {
            best[room] = best[room].max(best[room - weight] + value);
        }
    }
    best[capacity]
}

#[gear]
fn coin_change(coins: &[usize], amount: usize) -> Option<u32> {
    let mut fewest = vec![u32::MAX; amount + 1];
    fewest[0] = 0;
    for target in 1..=amount {
        for &coin in coins {
            if coin <= target && fewest[target - coin] != u32::MAX {
                fewest[target] = std::cmp::min(fewest[target], fewest[target - coin] + 1);
            }
        }
    }
    (fewest[amount] != u32::MAX).then_some(fewest[amount])
}

#[gear]
fn shortest_path(grid: &[&str]) -> Option<usize> {
    let grid: Vec<Vec<char>> = grid.iter().map(|row| row.chars().collect()).collect();
    let find = |wanted: char| {
        grid.iter().enumerate().find_map(|(y, row)| row.iter().position(|&c| c == wanted).map(|x| (x, y)))
    };
    let (start, end) = (find('S')?, find('E')?);
    let mut queue = VecDeque::from([(start, 0)]);
    let mut seen = HashSet::from([start]);
    while let Some(((x, y), steps)) = queue.pop_front() {
        if (x, y) == end {
            return Some(steps);
        }
        for (dx, dy) in [(0i32, 1i32), (1, 0), (0, -1), (-1, 0)] {
            let (nx, ny) = (x as i32 + dx, y as i32 + dy);
            if ny < 0 || ny as usize >= grid.len() || nx < 0 || nx as usize >= grid[0].len() {
                continue;
            }
            let next = (nx as usize, ny as usize);
            if grid[next.1][next.0] != '#' && seen.insert(next) {
                queue.push_back((next, steps + 1));
            }
        }
    }
    None
}

#[gear]
fn flood_fill(mut grid: Vec<Vec<u8>>, x: usize, y: usize, color: u8) -> Vec<Vec<u8>> {
    let old = grid[y][x];
    if old == color {
        return grid;
    }
    let mut stack = vec![(x, y)];
    while let Some((x, y)) = stack.pop() {
        if grid[y][x] != old {
            continue;
        }
        grid[y][x] = color;
        if x > 0 {
            stack.push((x - 1, y));
        }
        if y > 0 {
            stack.push((x, y - 1));
        }
        if x + 1 < grid[y].len() {
            stack.push((x + 1, y));
        }
        if y + 1 < grid.len() {
            stack.push((x, y + 1));
        }
    }
    grid
}

#[gear]
fn solve_queens(n: usize, row: usize, columns: &mut Vec<usize>, found: &mut Vec<Vec<usize>>) {
    if row == n {
        found.push(columns.clone());
        return;
    }
    for column in 0..n {
        if columns.iter().enumerate().any(|(r, &c)| c == column || row - r == column.abs_diff(c)) {
            continue;
        }
        columns.push(column);
        solve_queens(n, row + 1, columns, found);
        columns.pop();
    }
}

#[gear]
fn queens(n: usize) -> (usize, Option<Vec<usize>>) {
    let mut found = vec![];
    solve_queens(n, 0, &mut Vec::new(), &mut found);
    (found.len(), found.into_iter().next())
}

#[gear]
fn life(cells: &[(i32, i32)]) -> Vec<(i32, i32)> {
    let alive: HashSet<(i32, i32)> = cells.iter().copied().collect();
    let mut neighbours: HashMap<(i32, i32), u8> = HashMap::new();
    for &(x, y) in &alive {
        for dx in -1..=1 {
            for dy in -1..=1 {
                if (dx, dy) != (0, 0) {
                    *neighbours.entry((x + dx, y + dy)).or_default() += 1;
                }
            }
        }
    }
    let mut next: Vec<_> = neighbours
        .into_iter()
        .filter(|&(cell, n)| n == 3 || n == 2 && alive.contains(&cell))
        .map(|(cell, _)| cell)
        .collect();
    next.sort_unstable_by_key(|&(x, y)| (y, x));
    next
}

#[gear]
fn collatz(n: u64) -> Option<u32> {
    let mut steps = 0;
    let mut n = n;
    while n != 1 {
        if n == 0 {
            return None;
        }
        n = if n % 2 == 0 { n / 2 } else { 3 * n + 1 };
        steps += 1;
    }
    Some(steps)
}

#[gear]
fn pascal(rows: usize) -> Vec<Vec<u64>> {
    let mut triangle: Vec<Vec<u64>> = Vec::new();
    for _ in 0..rows {
        let next = match triangle.last() {
            None => vec![1],
            Some(row) => {
                let mut next = vec![1];
                next.extend(row.windows(2).map(|w| w[0] + w[1]));
                next.push(1);
                next
            }
        };
        triangle.push(next);
    }
    triangle
}

#[gear]
fn visit<'a>(
    node: &'a str,
    graph: &BTreeMap<&'a str, Vec<&'a str>>,
    seen: &mut BTreeSet<&'a str>,
    out: &mut Vec<String>,
) {
    if !seen.insert(node) {
        return;
    }
    for next in graph.get(node).into_iter().flatten() {
        visit(next, graph, seen, out);
    }
    out.push(node.to_string());
}

#[gear]
fn depth_first<'a>(edges: &[(&'a str, &'a str)]) -> Vec<String> {
    let mut graph: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (a, b) in edges {
        graph.entry(*a).or_default().push(*b);
    }
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for node in graph.keys() {
        visit(node, &graph, &mut seen, &mut out);
    }
    out
}

#[gear]
fn topological_sort(edges: &[(&str, &str)]) -> Result<Vec<String>, String> {
    let mut incoming: BTreeMap<&str, usize> = BTreeMap::new();
    let mut outgoing: HashMap<&str, Vec<&str>> = HashMap::new();
    for &(from, to) in edges {
        incoming.entry(from).or_insert(0);
        *incoming.entry(to).or_insert(0) += 1;
        outgoing.entry(from).or_default().push(to);
    }
    let mut ready: VecDeque<&str> = incoming.iter().filter(|(_, n)| **n == 0).map(|(k, _)| *k).collect();
    let mut order = Vec::new();
    while let Some(node) = ready.pop_front() {
        order.push(node.to_string());
        if let Some(next) = outgoing.get(node) {
            for &to in next {
                let count = incoming.get_mut(to).unwrap();
                *count -= 1;
                if *count == 0 {
                    ready.push_back(to);
                }
            }
        }
    }
    if order.len() == incoming.len() { Ok(order) } else { Err("cycle".to_string()) }
}

#[gear]
fn spiral(size: usize) -> Vec<Vec<u32>> {
    let mut grid = vec![vec![0u32; size]; size];
    let (mut x, mut y, mut dx, mut dy) = (0i32, 0i32, 1i32, 0i32);
    for n in 1..=(size * size) as u32 {
        grid[y as usize][x as usize] = n;
        let (nx, ny) = (x + dx, y + dy);
        let blocked =
            nx < 0 || ny < 0 || nx >= size as i32 || ny >= size as i32 || grid[ny as usize][nx as usize] != 0;
        if blocked {
            (dx, dy) = (-dy, dx);
        }
        x += dx;
        y += dy;
    }
    grid
}

pub(crate) fn programs() -> Vec<Program> {
    let edges: &[(&str, &str)] = &[("shirt", "tie"), ("tie", "jacket"), ("belt", "jacket")];
    let cycle: &[(&str, &str)] = &[("a", "b"), ("b", "a")];
    vec![
        program!(sieve: (30), (1), (2)),
        program!(lcm_of: (&[4, 6, 10]), (&[7]), (&[3, 0])),
        program!(prime_factors: (360), (1), (97), (901255)),
        program!(mod_pow: (3, 200, 13), (2, 0, 7), (10, 5, 1)),
        program!(fibonacci_by_matrix: (0), (1), (10), (60)),
        program!(transpose: (vec![vec![1, 2, 3], vec![4, 5, 6]]), (Vec::<Vec<i32>>::new())),
        program!(longest_common_subsequence: ("AGGTAB", "GXTXAYB"), ("", "x"), ("éa", "aé")),
        program!(knapsack: (&[(1, 1), (3, 4), (4, 5), (5, 7)], 7), (&[(9, 9)], 3)),
        program!(coin_change: (&[1, 5, 10, 25], 63), (&[5], 3), (&[2], 0)),
        program!(shortest_path: (&["S.#", "..#", "#.E"]), (&["S#E"]), (&["..."])),
        program!(flood_fill: (vec![vec![1u8, 1, 0], vec![1, 0, 0], vec![1, 1, 1]], 0, 0, 2), (vec![vec![5u8]], 0, 0, 5)),
        program!(queens: (4), (6), (3)),
        program!(life: (&[(1, 0), (1, 1), (1, 2)]), (&[(0, 0), (1, 0), (0, 1), (1, 1)])),
        program!(collatz: (12), (1), (0), (27)),
        program!(pascal: (5), (0)),
        program!(depth_first: (edges), (cycle)),
        program!(topological_sort: (edges), (cycle)),
        program!(spiral: (4), (1), (0)),
    ]
}
