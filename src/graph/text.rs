//! A graph as a tree of lines.

use super::Graph;

/// The most lines that are written.
const MOST_LINES: usize = 100_000;

/// The deepest indentation, in levels.
const MOST_DEPTH: usize = 100;

/// Every node below those that lead to it. What is below a node is shown once; after that, `…` stands for it.
pub fn text(graph: &Graph, unicode: bool) -> String {
    let reached = graph.are_reached();
    let mut tree = Tree {
        graph,
        next: graph.next(),
        is_shown: vec![false; graph.nodes.len()],
        unicode,
        out: String::new(),
        lines: 0,
    };
    let all = 0..graph.nodes.len();
    for root in all.clone().filter(|it| !reached[*it]) {
        tree.node(root, "", "", 0);
    }
    // What is only in cycles.
    for rest in all {
        if !tree.is_shown[rest] {
            tree.node(rest, "", "", 0);
        }
    }
    tree.out
}

struct Tree<'g> {
    graph: &'g Graph,
    next: Vec<Vec<usize>>,
    is_shown: Vec<bool>,
    unicode: bool,
    out: String,
    lines: usize,
}

impl Tree<'_> {
    fn node(&mut self, node: usize, branch: &str, indent: &str, depth: usize) {
        self.lines += 1;
        if self.lines > MOST_LINES {
            return;
        }
        let below = std::mem::take(&mut self.next[node]);
        let is_again = self.is_shown[node];
        let label = &self.graph.nodes[node].label;
        let is_cut = depth >= MOST_DEPTH && !below.is_empty();
        let (more, dots) = match (is_again && self.has_below(node), is_cut) {
            (false, false) => ("", ""),
            _ => (" ", if self.unicode { "…" } else { "..." }),
        };
        self.out.push_str(&format!("{branch}{label}{more}{dots}\n"));
        self.is_shown[node] = true;
        if !is_cut {
            let (tee, corner, bar) = match self.unicode {
                true => ("├─ ", "└─ ", "│  "),
                false => ("|- ", "`- ", "|  "),
            };
            for (index, child) in below.iter().enumerate() {
                let is_last = index + 1 == below.len();
                let branch = format!("{indent}{}", if is_last { corner } else { tee });
                let indent = format!("{indent}{}", if is_last { "   " } else { bar });
                self.node(*child, &branch, &indent, depth + 1);
            }
        }
    }

    /// Whether edges lead on from a node.
    fn has_below(&self, node: usize) -> bool {
        self.graph.edges.iter().any(|(from, _)| *from == node)
    }
}
