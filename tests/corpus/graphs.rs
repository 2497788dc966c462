//! Graphs and tables: searches, orders, components, dynamic programming, matrices.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

#[gear]
fn adjacency(edges: &[(&str, &str)]) -> BTreeMap<String, BTreeSet<String>> {
    let mut graph: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (a, b) in edges {
        graph.entry(a.to_string()).or_default().insert(b.to_string());
        graph.entry(b.to_string()).or_default().insert(a.to_string());
    }
    graph
}

#[gear]
fn distances(edges: &[(&str, &str)], start: &str) -> BTreeMap<String, u32> {
    let graph = adjacency(edges);
    let mut distances = BTreeMap::from([(start.to_string(), 0)]);
    let mut queue = VecDeque::from([start.to_string()]);
    while let Some(node) = queue.pop_front() {
        let next = distances[&node] + 1;
        let Some(neighbours) = graph.get(&node) else { continue };
        for neighbour in neighbours {
            if !distances.contains_key(neighbour) {
                distances.insert(neighbour.clone(), next);
                queue.push_back(neighbour.clone());
            }
        }
    }
    distances
}

#[gear]
fn topological_order(dependencies: &[(&str, &str)]) -> Result<Vec<String>, Vec<String>> {
    let mut waiting: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for &(task, needs) in dependencies {
        waiting.entry(task).or_default().insert(needs);
        waiting.entry(needs).or_default();
    }
    let mut order = Vec::new();
    while !waiting.is_empty() {
        let ready: Vec<&str> =
            waiting.iter().filter(|(_, needs)| needs.is_empty()).map(|(task, _)| *task).collect();
        if ready.is_empty() {
            return Err(waiting.keys().map(|task| task.to_string()).collect());
        }
        for task in ready {
            waiting.remove(task);
            for needs in waiting.values_mut() {
                needs.remove(task);
            }
            order.push(task.to_string());
        }
    }
    Ok(order)
}

#[gear]
fn dijkstra(edges: &[(usize, usize, u32)], nodes: usize, start: usize) -> Vec<Option<u32>> {
    let mut distance: Vec<Option<u32>> = vec![None; nodes];
    let mut done = vec![false; nodes];
    distance[start] = Some(0);
    loop {
        let nearest = (0..nodes).filter(|&n| !done[n]).filter_map(|n| distance[n].map(|d| (d, n))).min();
        let Some((so_far, node)) = nearest else { return distance };
        done[node] = true;
        for &(from, to, cost) in edges {
            if from != node {
                continue;
            }
            let candidate = so_far + cost;
            if distance[to].is_none_or(|known| candidate < known) {
                distance[to] = Some(candidate);
            }
        }
    }
}

#[gear]
fn find(parents: &mut Vec<usize>, mut x: usize) -> usize {
    while parents[x] != x {
        parents[x] = parents[parents[x]];
        x = parents[x];
    }
    x
}

#[gear]
fn components(n: usize, pairs: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut parents: Vec<usize> = (0..n).collect();
    for &(a, b) in pairs {
        let (a, b) = (find(&mut parents, a), find(&mut parents, b));
        if a != b {
            parents[a.max(b)] = a.min(b);
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for node in 0..n {
        let root = find(&mut parents, node);
        groups.entry(root).or_default().push(node);
    }
    groups.into_values().collect()
}

#[gear]
fn spanning_tree(mut edges: Vec<(u32, usize, usize)>, n: usize) -> (u32, Vec<(usize, usize)>) {
    edges.sort_unstable();
    let mut parents: Vec<usize> = (0..n).collect();
    let mut total = 0;
    let mut chosen = vec![];
    for (cost, a, b) in edges {
        let (root_a, root_b) = (find(&mut parents, a), find(&mut parents, b));
        if root_a == root_b {
            continue;
        }
        parents[root_a] = root_b;
        total += cost;
        chosen.push((a, b));
    }
    (total, chosen)
}

#[gear]
fn has_cycle(
    graph: &HashMap<u32, Vec<u32>>,
    node: u32,
    path: &mut Vec<u32>,
    done: &mut HashSet<u32>,
) -> bool {
    if path.contains(&node) {
        return true;
    }
    if !done.insert(node) {
        return false;
    }
    path.push(node);
    let cyclic = graph.get(&node).is_some_and(|next| next.iter().any(|&n| has_cycle(graph, n, path, done)));
    path.pop();
    cyclic
}

#[gear]
fn cyclic(edges: &[(u32, u32)]) -> bool {
    let mut graph: HashMap<u32, Vec<u32>> = HashMap::new();
    for &(from, to) in edges {
        graph.entry(from).or_insert_with(Vec::new).push(to);
    }
    let mut starts: Vec<u32> = graph.keys().copied().collect();
    starts.sort();
    let mut done = HashSet::new();
    starts.into_iter().any(|start| has_cycle(&graph, start, &mut Vec::new(), &mut done))
}

#[gear]
fn islands(map: &[&str]) -> usize {
    let mut cells: Vec<Vec<char>> = map.iter().map(|row| row.chars().collect()).collect();
    let mut count = 0;
    for y in 0..cells.len() {
        for x in 0..cells[y].len() {
            if cells[y][x] != '#' {
                continue;
            }
            count += 1;
            let mut stack = vec![(y, x)];
            while let Some((y, x)) = stack.pop() {
                let land = cells.get(y).and_then(|row| row.get(x)).is_some_and(|&c| c == '#');
                if !land {
                    continue;
                }
                cells[y][x] = '.';
                stack.push((y + 1, x));
                stack.push((y, x + 1));
                if let Some(up) = y.checked_sub(1) {
                    stack.push((up, x));
                }
                if let Some(left) = x.checked_sub(1) {
                    stack.push((y, left));
                }
            }
        }
    }
    count
}

#[gear]
fn page_rank(links: &[(usize, usize)], pages: usize, rounds: usize) -> Vec<f64> {
    const DAMPING: f64 = 0.85;
    let mut outgoing = vec![0usize; pages];
    for &(from, _) in links {
        outgoing[from] += 1;
    }
    let mut ranks = vec![1.0 / pages as f64; pages];
    for _ in 0..rounds {
        let mut next = vec![(1.0 - DAMPING) / pages as f64; pages];
        for &(from, to) in links {
            next[to] += DAMPING * ranks[from] / outgoing[from] as f64;
        }
        ranks = next;
    }
    ranks
}

#[gear]
fn edit_script(a: &str, b: &str) -> Vec<String> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (n, m) = (a.len(), b.len());
    let mut cost = vec![vec![0; m + 1]; n + 1];
    for i in 0..=n {
        for j in 0..=m {
            cost[i][j] = match (i, j) {
                (0, j) => j,
                (i, 0) => i,
                _ if a[i - 1] == b[j - 1] => cost[i - 1][j - 1],
                _ => 1 + cost[i - 1][j].min(cost[i][j - 1]),
            };
        }
    }
    let mut script = Vec::new();
    let (mut i, mut j) = (n, m);
    while i > 0 || j > 0 {
        if i > 0 && j > 0 && a[i - 1] == b[j - 1] {
            i -= 1;
            j -= 1;
        } else if j > 0 && (i == 0 || cost[i][j - 1] < cost[i - 1][j]) {
            j -= 1;
            script.push(format!("+{}", b[j]));
        } else {
            i -= 1;
            script.push(format!("-{}", a[i]));
        }
    }
    script.reverse();
    script
}

#[gear]
fn paths_in_grid(grid: &[Vec<bool>]) -> u64 {
    let Some(width) = grid.first().map(|row| row.len()) else { return 0 };
    let mut ways = vec![0u64; width];
    if let Some(first) = ways.first_mut() {
        *first = 1;
    }
    for row in grid {
        for x in 0..width {
            if row[x] {
                ways[x] = 0;
            } else if x > 0 {
                ways[x] += ways[x - 1];
            }
        }
    }
    ways.last().copied().unwrap_or(0)
}

#[gear]
fn partition_equally(numbers: &[u32]) -> bool {
    let total: u32 = numbers.iter().sum();
    if total % 2 != 0 {
        return false;
    }
    let mut sums = BTreeSet::from([0]);
    for &n in numbers {
        let more: Vec<u32> = sums.iter().map(|s| s + n).filter(|s| *s <= total / 2).collect();
        sums.extend(more);
    }
    sums.contains(&(total / 2))
}

#[gear]
fn longest_palindrome(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let n = chars.len();
    let mut is_palindrome = vec![vec![false; n]; n];
    let mut best = (0, 0);
    for end in 0..n {
        for start in (0..=end).rev() {
            let inner = end - start < 2 || is_palindrome[start + 1][end - 1];
            if chars[start] == chars[end] && inner {
                is_palindrome[start][end] = true;
                if end - start + 1 > best.1 - best.0 {
                    best = (start, end + 1);
                }
            }
        }
    }
    chars[best.0..best.1].iter().collect()
}

#[gear]
fn determinant(matrix: &[Vec<f64>]) -> f64 {
    let mut rows = matrix.to_vec();
    let n = rows.len();
    let mut result = 1.0;
    for i in 0..n {
        let Some(pivot) = (i..n).find(|&r| rows[r][i] != 0.0) else { return 0.0 };
        if pivot != i {
            rows.swap(pivot, i);
            result = -result;
        }
        result *= rows[i][i];
        for r in i + 1..n {
            let factor = rows[r][i] / rows[i][i];
            for c in i..n {
                let above = rows[i][c];
                rows[r][c] -= factor * above;
            }
        }
    }
    result
}

#[gear]
fn rotated(matrix: Vec<Vec<i32>>) -> Vec<Vec<i32>> {
    let Some(first) = matrix.first() else { return vec![] };
    (0..first.len()).map(|c| matrix.iter().rev().map(|row| row[c]).collect()).collect()
}

#[gear]
fn life(cells: &HashSet<(i32, i32)>) -> BTreeSet<(i32, i32)> {
    let mut counts: HashMap<(i32, i32), u8> = HashMap::new();
    for &(x, y) in cells {
        for dx in -1..=1 {
            for dy in -1..=1 {
                if (dx, dy) != (0, 0) {
                    *counts.entry((x + dx, y + dy)).or_default() += 1;
                }
            }
        }
    }
    counts
        .into_iter()
        .filter(|(cell, n)| *n == 3 || (*n == 2 && cells.contains(cell)))
        .map(|(cell, _)| cell)
        .collect()
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(distances: (&[("a", "b"), ("b", "c"), ("d", "a")], "a"), (&[("x", "y")], "z")),
        program!(topological_order: (&[("app", "lib"), ("lib", "std"), ("test", "app")]), (&[("a", "b"), ("b", "a"), ("c", "d")])),
        program!(dijkstra: (&[(0, 1, 7), (0, 2, 1), (2, 1, 2), (1, 3, 1)], 5, 0), (&[(0, 0, 0)], 1, 0)),
        program!(components: (6, &[(0, 1), (2, 3), (1, 3)]), (2, &[(1, 1)])),
        program!(spanning_tree: (vec![(3, 0, 1), (1, 1, 2), (2, 0, 2), (9, 2, 3)], 4), (vec![(1, 0, 0)], 1)),
        program!(cyclic: (&[(1, 2), (2, 3), (3, 1)]), (&[(1, 2), (1, 3), (2, 3)]), (&[(4, 4)])),
        program!(islands: (&["##..", "#..#", "..##"]), (&["..."]), (&[""])),
        program!(page_rank: (&[(0, 1), (1, 2), (2, 0), (2, 1)], 3, 20), (&[(0, 0)], 1, 1)),
        program!(edit_script: ("kitten", "sitting"), ("", "ab"), ("é", "")),
        program!(paths_in_grid: (&[vec![false, false], vec![true, false], vec![false, false]]), (&[vec![true]]), (&[Vec::<bool>::new()])),
        program!(partition_equally: (&[1, 5, 11, 5]), (&[1, 2, 5]), (&[2])),
        program!(longest_palindrome: ("babad"), ("cbbd"), (""), ("été")),
        program!(determinant: (&[vec![2.0, 1.0], vec![5.0, 3.0]]), (&[vec![0.0, 1.0], vec![1.0, 0.0]]), (&[vec![0.0]])),
        program!(rotated: (vec![vec![1, 2, 3], vec![4, 5, 6]]), (Vec::<Vec<i32>>::new())),
        program!(life: (&HashSet::from([(0, 0), (1, 0), (2, 0)])), (&HashSet::from([(5, 5)]))),
    ]
}
