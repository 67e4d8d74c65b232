//! Directed graphs for people: as text, DOT, Mermaid and SVG.
//!
//! | file | what |
//! | --- | --- |
//! | `text.rs` | a tree with the nodes below each other |
//! | `languages.rs` | DOT and Mermaid |
//! | `layers.rs` | which node is drawn where |
//! | `svg.rs` | the drawing |

mod languages;
mod layers;
mod svg;
mod text;

pub use languages::{dot, escaped, mermaid};
pub use svg::svg;
pub use text::text;

use rustc_hash::FxHashMap;

/// A directed graph.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// What it shows.
    pub title: String,
    /// The nodes.
    pub nodes: Vec<Node>,
    /// From which node to which, by their indices, each pair once.
    pub edges: Vec<(usize, usize)>,
    ids: FxHashMap<String, usize>,
}

/// A node.
#[derive(Clone, Debug)]
pub struct Node {
    /// What is written in it.
    pub label: String,
    /// Whether it is drawn with a dashed line.
    pub is_dashed: bool,
}

impl Graph {
    /// A graph without nodes.
    pub fn new(title: impl Into<String>) -> Graph {
        Graph {
            title: title.into(),
            ..Graph::default()
        }
    }

    /// The node with this label, which is added if there is none.
    pub fn node(&mut self, label: &str) -> usize {
        if let Some(index) = self.ids.get(label) {
            return *index;
        }
        self.nodes.push(Node {
            label: label.to_owned(),
            is_dashed: false,
        });
        self.ids.insert(label.to_owned(), self.nodes.len() - 1);
        self.nodes.len() - 1
    }

    /// Adds an edge, unless it is there.
    pub fn edge(&mut self, from: usize, to: usize) {
        let is_node = from.max(to) < self.nodes.len();
        if is_node && !self.edges.contains(&(from, to)) {
            self.edges.push((from, to));
        }
    }

    /// The nodes that edges of each node lead to.
    fn next(&self) -> Vec<Vec<usize>> {
        let mut next = vec![Vec::new(); self.nodes.len()];
        for (from, to) in &self.edges {
            next[*from].push(*to);
        }
        next
    }

    /// Whether an edge leads to each node.
    fn are_reached(&self) -> Vec<bool> {
        let mut reached = vec![false; self.nodes.len()];
        for (from, to) in &self.edges {
            reached[*to] |= from != to;
        }
        reached
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diamond() -> Graph {
        let mut graph = Graph::new("a <graph>");
        for (from, to) in [("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("a", "b")] {
            let (from, to) = (graph.node(from), graph.node(to));
            graph.edge(from, to);
        }
        graph.node("alone & \"quoted\"");
        graph.nodes[3].is_dashed = true;
        graph
    }

    #[test]
    fn text_shows_a_node_that_was_shown_without_what_is_below() {
        let expected = "a\n├─ b\n│  └─ d\n└─ c\n   └─ d\nalone & \"quoted\"\n";
        assert_eq!(text(&diamond(), true), expected);
        let mut graph = diamond();
        let below = graph.node("e");
        graph.edge(3, below);
        let shown = text(&graph, true);
        assert!(shown.contains("   └─ d …\n"), "{shown}");
    }

    #[test]
    fn a_cycle_ends() {
        let mut graph = Graph::new("cycle");
        let (one, other) = (graph.node("one"), graph.node("other"));
        graph.edge(one, other);
        graph.edge(other, one);
        assert_eq!(text(&graph, true), "one\n└─ other\n   └─ one …\n");
        assert!(svg(&graph).contains(">other<"));
    }

    #[test]
    fn languages_quote_labels() {
        let dot = dot(&diamond());
        assert!(
            dot.contains("n4 [label=\"alone & \\\"quoted\\\"\"]"),
            "{dot}"
        );
        assert!(
            dot.contains("  n0 -> n1\n") && dot.contains("style=dashed"),
            "{dot}"
        );
        let mermaid = mermaid(&diamond());
        assert!(mermaid.starts_with("flowchart LR\n"), "{mermaid}");
        assert!(
            mermaid.contains("n4[\"alone &amp; &quot;quoted&quot;\"]"),
            "{mermaid}"
        );
        assert!(mermaid.contains("  n0 --> n1\n"), "{mermaid}");
    }

    #[test]
    fn the_drawing_has_every_node_and_edge_once() {
        let svg = svg(&diamond());
        assert_eq!(svg.matches("<rect").count(), 5, "{svg}");
        assert_eq!(svg.matches("<path class=\"edge").count(), 4, "{svg}");
        assert!(svg.contains("<title>a &lt;graph&gt;</title>"), "{svg}");
        assert!(svg.contains("alone &amp; &quot;quoted&quot;"), "{svg}");
    }

    #[test]
    fn nodes_are_behind_all_that_lead_to_them() {
        let layers = layers::layers(&diamond());
        assert_eq!(layers, [vec![0, 4], vec![1, 2], vec![3]]);
    }
}
