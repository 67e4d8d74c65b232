//! A graph in the languages of other programs.

use super::Graph;
use std::fmt::Write as _;

/// For Graphviz.
pub fn dot(graph: &Graph) -> String {
    let quoted = |text: &str| {
        let text = text.replace('\\', "\\\\").replace('"', "\\\"");
        text.replace(['\n', '\r'], "\\n")
    };
    let title = quoted(&graph.title);
    let mut out = format!("digraph \"{title}\" {{\n  rankdir=LR\n  node [shape=box]\n");
    for (index, node) in graph.nodes.iter().enumerate() {
        let style = if node.is_dashed { ", style=dashed" } else { "" };
        // Writing to a string cannot fail.
        let _ = writeln!(out, "  n{index} [label=\"{}\"{style}]", quoted(&node.label));
    }
    for (from, to) in &graph.edges {
        let _ = writeln!(out, "  n{from} -> n{to}");
    }
    out + "}\n"
}

/// For Markdown pages that draw Mermaid, as those of GitHub and GitLab.
pub fn mermaid(graph: &Graph) -> String {
    let mut out = "flowchart LR\n".to_owned();
    for (index, node) in graph.nodes.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "  n{index}[\"{}\"]", escaped(&node.label));
    }
    for (from, to) in &graph.edges {
        let _ = writeln!(out, "  n{from} --> n{to}");
    }
    let dashed = graph
        .nodes
        .iter()
        .enumerate()
        .filter(|(_, it)| it.is_dashed);
    for (index, _) in dashed {
        let _ = writeln!(out, "  style n{index} stroke-dasharray: 5 3");
    }
    out
}

/// A text in HTML and XML.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\r' => out.push(' '),
            // XML has no other control characters.
            letter if letter.is_control() => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
    out
}
