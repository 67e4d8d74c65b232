//! A graph as a drawing from left to right.

use super::Graph;
use super::languages::escaped;
use super::layers::layers;
use std::fmt::Write as _;

/// The width of a character, the height of a box, and the space between boxes.
const LETTER: usize = 8;
const HEIGHT: usize = 28;
const GAP: usize = 14;
const BETWEEN: usize = 60;
const MARGIN: usize = 12;

/// The longest label, in characters.
const LONGEST: usize = 60;

const STYLE: &str = "\
text { font: 13px ui-monospace, monospace; fill: #1f2328; dominant-baseline: central; }
rect { fill: #f6f8fa; stroke: #59636e; rx: 4px; }
rect.dashed { stroke-dasharray: 5 3; }
path.edge { fill: none; stroke: #59636e; }
path.head { fill: #59636e; }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3; }
rect { fill: #161b22; stroke: #9198a1; }
path.edge { stroke: #9198a1; }
path.head { fill: #9198a1; }
}";

/// Where a node is drawn.
#[derive(Clone, Copy, Default)]
struct Place {
    x: usize,
    y: usize,
    width: usize,
}

/// The drawing, which needs no other file.
pub fn svg(graph: &Graph) -> String {
    let labels: Vec<String> = graph.nodes.iter().map(|it| cut(&it.label)).collect();
    let (places, width, height) = places(graph, &labels);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\">\n<title>{}</title>\n<style>\n{STYLE}\n</style>\n\
         <defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\">\
         <path class=\"head\" d=\"M0 0 8 4 0 8z\"/></marker></defs>\n",
        escaped(&graph.title)
    );
    for (from, to) in &graph.edges {
        let (from, to) = (places[*from], places[*to]);
        let (x, y) = (from.x + from.width, from.y + HEIGHT / 2);
        let (to_x, to_y) = (to.x, to.y + HEIGHT / 2);
        let bend = BETWEEN / 2;
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "<path class=\"edge\" marker-end=\"url(#head)\" d=\"M{x} {y}C{} {y} {} {to_y} {to_x} {to_y}\"/>",
            x + bend,
            to_x as i64 - bend as i64,
        );
    }
    for ((node, label), place) in graph.nodes.iter().zip(&labels).zip(&places) {
        let class = if node.is_dashed {
            " class=\"dashed\""
        } else {
            ""
        };
        let Place { x, y, width } = place;
        let (text_x, text_y) = (x + LETTER, y + HEIGHT / 2);
        let _ = writeln!(
            out,
            "<rect{class} x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{HEIGHT}\"/>\
             <text x=\"{text_x}\" y=\"{text_y}\">{}</text>",
            escaped(label)
        );
    }
    out + "</svg>\n"
}

/// Where each node is drawn, and the size of the drawing.
fn places(graph: &Graph, labels: &[String]) -> (Vec<Place>, usize, usize) {
    let layers = layers(graph);
    let tallest = layers.iter().map(Vec::len).max().unwrap_or(0);
    let mut places = vec![Place::default(); graph.nodes.len()];
    let mut x = MARGIN;
    for layer in &layers {
        let widths = layer.iter().map(|it| labels[*it].chars().count());
        let width = widths.max().unwrap_or(0) * LETTER + 2 * LETTER;
        let above = (tallest - layer.len()) * (HEIGHT + GAP) / 2;
        for (index, node) in layer.iter().enumerate() {
            places[*node] = Place {
                x,
                y: MARGIN + above + index * (HEIGHT + GAP),
                width,
            };
        }
        x += width + BETWEEN;
    }
    let width = (x + MARGIN).saturating_sub(if layers.is_empty() { 0 } else { BETWEEN });
    let height = (tallest * (HEIGHT + GAP)).saturating_sub(GAP) + 2 * MARGIN;
    (places, width, height)
}

/// A label that fits, its end rather than its start: that of a path says more.
fn cut(label: &str) -> String {
    let count = label.chars().count();
    match count > LONGEST {
        true => format!(
            "…{}",
            label.chars().skip(count - LONGEST + 1).collect::<String>()
        ),
        false => label.to_owned(),
    }
}
