//! Which nodes are drawn next to each other.

use super::Graph;

/// The nodes in layers: each node is after all that lead to it, cycles aside. In a layer, nodes are near those that lead to them.
pub fn layers(graph: &Graph) -> Vec<Vec<usize>> {
    let next = graph.next();
    let mut waits: Vec<usize> = vec![0; graph.nodes.len()];
    for (_, to) in graph.edges.iter().filter(|(from, to)| from != to) {
        waits[*to] += 1;
    }
    let mut depth = vec![0; graph.nodes.len()];
    let mut is_done = vec![false; graph.nodes.len()];
    let mut ready: Vec<usize> = (0..graph.nodes.len())
        .filter(|it| waits[*it] == 0)
        .collect();
    let mut first_left = 0;
    loop {
        let Some(node) = ready.pop() else {
            // What is left is in cycles: the first of it goes on as if nothing led to it.
            first_left += is_done[first_left..].iter().take_while(|it| **it).count();
            match first_left < graph.nodes.len() {
                true => ready.push(first_left),
                false => break,
            }
            continue;
        };
        if std::mem::replace(&mut is_done[node], true) {
            continue;
        }
        for to in next[node].iter().filter(|it| !is_done[**it]) {
            depth[*to] = depth[*to].max(depth[node] + 1);
            waits[*to] = waits[*to].saturating_sub(1);
            if waits[*to] == 0 {
                ready.push(*to);
            }
        }
    }
    let count = depth.iter().max().map_or(0, |it| it + 1);
    let mut layers = vec![Vec::new(); count];
    for (node, depth) in depth.iter().enumerate() {
        layers[*depth].push(node);
    }
    order(graph, &mut layers);
    layers
}

/// Sorts each layer by the middle of what leads to its nodes, so that fewer edges cross.
fn order(graph: &Graph, layers: &mut [Vec<usize>]) {
    let mut before = vec![Vec::new(); graph.nodes.len()];
    for (from, to) in &graph.edges {
        before[*to].push(*from);
    }
    let mut position = vec![0.0; graph.nodes.len()];
    for layer in layers.iter_mut() {
        let middle = |node: &usize| {
            let all = &before[*node];
            let sum: f64 = all.iter().map(|it| position[*it]).sum();
            sum / all.len().max(1) as f64
        };
        let mut keyed: Vec<(f64, usize)> = layer.iter().map(|it| (middle(it), *it)).collect();
        keyed.sort_by(|one, other| one.0.total_cmp(&other.0));
        *layer = keyed.into_iter().map(|(_, node)| node).collect();
        for (index, node) in layer.iter().enumerate() {
            position[*node] = index as f64;
        }
    }
}
