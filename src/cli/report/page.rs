//! The page.

use super::collect::FileReport;
use crate::cli::list::inventory::{Entry, totals};
use crate::cli::units;
use crate::graph::{Graph, escaped, svg};
use crate::report::escape;
use std::fmt::Write as _;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// The most nodes of the graph of includes that are drawn.
const MOST_NODES: usize = 400;

/// The page about all files.
pub fn page(files: &[FileReport]) -> String {
    let jobs: Vec<&serde_json::Value> = files.iter().flat_map(|it| &it.jobs).collect();
    let count = units::count(jobs.len(), "job");
    let data = serde_json::to_string(&jobs).unwrap_or_default();
    // Nothing in the data ends the element that it is in.
    let data = data.replace('<', "\\u003c");
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
         <title>jobc report: {count}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{count}</h1>\n\
         <section aria-label=\"Jobs\">\n<h2>Jobs</h2>\n\
         <label for=\"filter\">Search for parts of keys, files, kinds, tiers and contacts</label>\n\
         <input id=\"filter\" type=\"search\" autocomplete=\"off\">\n<p id=\"count\" role=\"status\"></p>\n\
         <noscript><p>The list of jobs requires scripts.</p></noscript>\n\
         <table id=\"jobs\"></table>\n<button id=\"more\" type=\"button\" hidden>Show more</button>\n</section>\n\
         {}{}{}</main>\n<script type=\"application/json\" id=\"data\">{data}</script>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n",
        all_totals(files),
        findings(files),
        includes(files),
    )
}

/// A text in HTML, with what would hide or reorder characters made visible.
fn shown(text: &str) -> String {
    escaped(&escape::line(text))
}

/// What all jobs take, by the parts of their keys, as bars.
fn all_totals(files: &[FileReport]) -> String {
    let entries: Vec<Entry> = files
        .iter()
        .flat_map(|it| it.entries.iter().cloned())
        .collect();
    let mut out = "<section aria-label=\"Totals\">\n<h2>Totals</h2>\n".to_owned();
    for (part, totals) in totals(&entries) {
        let most = totals.values().map(|it| it.ram).max().unwrap_or(0).max(1);
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "<table><caption>By {part}</caption><thead><tr><th scope=\"col\">{part}</th><th scope=\"col\">jobs</th>\
             <th scope=\"col\">instances</th><th scope=\"col\">cpu</th><th scope=\"col\">disk</th><th scope=\"col\">ram</th></tr></thead><tbody>"
        );
        for (name, total) in &totals {
            let share = total.ram as f64 * 100.0 / most as f64;
            let _ = writeln!(
                out,
                "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td>\
                 <td class=\"bar\" style=\"--share:{share:.1}%\">{}</td></tr>",
                shown(name),
                total.jobs,
                total.instances,
                units::number(total.cpu),
                units::bytes(total.disk),
                units::bytes(total.ram),
            );
        }
        out.push_str("</tbody></table>\n");
    }
    out + "</section>\n"
}

fn findings(files: &[FileReport]) -> String {
    let all: Vec<&[String; 4]> = files.iter().flat_map(|it| &it.findings).collect();
    let title = units::count(all.len(), "finding");
    let items = all.iter().map(|[severity, code, message, place]| {
        format!(
            "<li><b>{}</b> <code>{}</code> {} <code>{}</code></li>\n",
            shown(severity),
            shown(code),
            shown(message),
            shown(place)
        )
    });
    let items: String = items.collect();
    format!("<section aria-label=\"Findings\">\n<h2>{title}</h2>\n<ul>{items}</ul>\n</section>\n")
}

/// Which files include which, unless there are too many to see anything.
fn includes(files: &[FileReport]) -> String {
    let mut graph = Graph::new("Which files include each other");
    for file in files {
        for (from, to) in &file.includes {
            let (from, to) = (graph.node(from), graph.node(to));
            graph.edge(from, to);
        }
    }
    let drawing = match graph.nodes.len() {
        0 => "<p>No file includes another.</p>".to_owned(),
        more if more > MOST_NODES => {
            format!("<p>{more} files are too many to draw: see <code>jobc graph</code>.</p>")
        }
        _ => format!(
            "<div class=\"drawing\" tabindex=\"0\" role=\"group\" aria-label=\"Includes\">{}</div>",
            svg(&graph)
        ),
    };
    format!("<section aria-label=\"Includes\">\n<h2>Includes</h2>\n{drawing}\n</section>\n")
}
