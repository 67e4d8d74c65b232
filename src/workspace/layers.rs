//! Settings that are laid over others: those of the command line over those of a `jobc.toml`.

use super::door::{read_named, text};
use super::settings::{BadSettings, Settings, explain, explain_file};
use super::{clusters, external};
use crate::lint::RuleFile;
use std::collections::BTreeSet;
use std::path::Path;
use toml::{Table, Value};

/// The most bytes of a file with rules.
const MOST_BYTES: u64 = 1 << 20;

/// One place that settings are written in.
#[derive(Clone, Copy, Debug)]
pub struct Layer<'a> {
    name: &'a str,
    text: &'a str,
    folder: &'a Path,
    /// Whether paths are made absolute, because the settings as a whole are relative to another folder.
    is_anchored: bool,
}

impl<'a> Layer<'a> {
    /// A settings file, whose paths stay relative to `folder`; `name` is what messages call it.
    pub fn file(folder: &'a Path, name: &'a str, text: &'a str) -> Layer<'a> {
        Layer {
            name,
            text,
            folder,
            is_anchored: false,
        }
    }

    fn cannot_use(&self, what: &str, file: &str, error: &str) -> Box<BadSettings> {
        Box::new(explain_file((self.name, self.text), what, file, error))
    }

    /// Settings without a file, whose paths are made absolute.
    pub fn inline(folder: &'a Path, name: &'a str, text: &'a str) -> Layer<'a> {
        Layer {
            is_anchored: true,
            ..Layer::file(folder, name, text)
        }
    }
}

/// Settings out of several layers.
#[derive(Clone, Debug, Default)]
pub struct Merged {
    /// The settings.
    pub settings: Settings,
    /// What each layer says, as TOML.
    pub written: Vec<Table>,
}

/// Lays settings over each other, the last ones on top. Tables are merged key by key; what else there is takes the place of
/// what is below. Each layer is judged by itself, so that a mistake is shown where it was written.
pub fn merge(layers: &[Layer]) -> Result<Merged, Box<BadSettings>> {
    let mut all = Table::new();
    let mut written = Vec::new();
    let mut named = None;
    let mut lock = None;
    let mut rules = None;
    let mut last = ("", "");
    for layer in layers {
        let settings = Settings::parse(layer.name, layer.text)?;
        if let Some(file) = settings.lint.thresholds.clusters_file {
            named = Some((layer, file));
        }
        if let Some(file) = settings.external.lock {
            lock = Some((layer, file));
        }
        if !settings.lint.custom_rules.is_empty() {
            rules = Some((layer, settings.lint.custom_rules));
        }
        let own: Table = toml::from_str(layer.text).unwrap_or_default();
        let mut anchored = own.clone();
        if layer.is_anchored {
            anchor(&mut anchored, layer.folder);
        }
        lay_over(&mut all, anchored);
        written.push(own);
        last = (layer.name, layer.text);
    }
    let mut settings: Settings = all
        .try_into()
        .map_err(|error| Box::new(explain(last.0, last.1, &error)))?;
    if let Some((layer, file)) = named {
        let names = clusters::read(&layer.folder.join(&file))
            .map_err(|error| layer.cannot_use("the clusters", &file, &error))?;
        let clusters = &mut settings.lint.thresholds.clusters;
        clusters.extend(names);
        let mut seen = BTreeSet::new();
        clusters.retain(|it| seen.insert(it.clone()));
    }
    if let Some((layer, file)) = lock {
        let locked = external::read(&layer.folder.join(&file))
            .map_err(|error| layer.cannot_use("the external references", &file, &error))?;
        for (name, value) in locked {
            settings.external.values.entry(name).or_insert(value);
        }
    }
    for (layer, file) in rules
        .into_iter()
        .flat_map(|(it, all)| all.into_iter().map(move |file| (it, file)))
    {
        let text = read_named(&layer.folder.join(&file), MOST_BYTES).and_then(text);
        let text = text
            .map_err(|refusal| layer.cannot_use("the custom rules", &file, &refusal.to_string()))?;
        let path = file;
        settings.lint.rule_files.push(RuleFile { path, text });
    }
    Ok(Merged { settings, written })
}

fn lay_over(below: &mut Table, above: Table) {
    for (key, value) in above {
        match (below.get_mut(&key), value) {
            (Some(Value::Table(below)), Value::Table(above)) => lay_over(below, above),
            (_, value) => {
                below.insert(key, value);
            }
        }
    }
}

/// Makes the paths in settings absolute; globs are matched by who knows the folder.
fn anchor(table: &mut Table, folder: &Path) {
    let absolute = |value: &mut Value| {
        if let Value::String(path) = value {
            *path = folder.join(&*path).display().to_string();
        }
    };
    table.get_mut("root").into_iter().for_each(absolute);
    let preludes = table.get_mut("preludes").and_then(Value::as_array_mut);
    preludes.into_iter().flatten().for_each(absolute);
    let language = table.get_mut("language");
    let folders = language.and_then(|it| it.get_mut("module-path"));
    let folders = folders.and_then(Value::as_array_mut);
    folders.into_iter().flatten().for_each(absolute);
    let modules = table.get_mut("modules").and_then(Value::as_table_mut);
    let modules = modules.into_iter().flat_map(|it| it.iter_mut());
    modules.for_each(|(_, path)| absolute(path));
    let thresholds = table
        .get_mut("lint")
        .and_then(|lint| lint.get_mut("thresholds"));
    let clusters = thresholds.and_then(|it| it.get_mut("clusters-file"));
    clusters.into_iter().for_each(absolute);
    let rules = table
        .get_mut("lint")
        .and_then(|lint| lint.get_mut("custom-rules"));
    let rules = rules.and_then(Value::as_array_mut);
    rules.into_iter().flatten().for_each(absolute);
    let lock = table.get_mut("external").and_then(|it| it.get_mut("lock"));
    lock.into_iter().for_each(absolute);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(layers: &[Layer]) -> Settings {
        merge(layers)
            .map_err(|bad| bad.diagnostics)
            .expect("settings")
            .settings
    }

    #[test]
    fn tables_are_merged_and_all_else_is_replaced() {
        let text =
            "preludes = ['a']\nbindings = {a = '1', b = '1'}\n[limits]\njobs = 1\nincludes = 1\n";
        let settings = merged(&[
            Layer::file(Path::new("repo"), "jobc.toml", text),
            Layer::inline(Path::new("/here"), "--config", "preludes = ['b']"),
            Layer::inline(Path::new("/here"), "--config", "bindings.b = '2'"),
            Layer::inline(Path::new("/here"), "--config", "limits.jobs = 2"),
            Layer::inline(Path::new("/here"), "--config", "limits.jobs = 3"),
        ]);
        assert_eq!(settings.preludes, ["/here/b"]);
        let bindings: Vec<_> = settings.bindings.values().collect();
        assert_eq!(bindings, ["1", "2"]);
        assert_eq!((settings.limits.jobs, settings.limits.includes), (3, 1));
    }

    #[test]
    fn paths_of_a_layer_without_a_file_are_absolute() {
        let text =
            "root = '..'\nmodules = {site = 'site.aurora'}\nlanguage.module-path = ['lib']\n";
        let settings = merged(&[Layer::inline(Path::new("/here"), "--config", text)]);
        assert_eq!(settings.root_in(Path::new("/repo")), Path::new("/here/.."));
        assert_eq!(settings.modules["site"], "/here/site.aurora");
        assert_eq!(settings.language.module_path, ["/here/lib"]);
    }

    #[test]
    fn a_mistake_is_shown_in_its_layer() {
        let layers = [
            Layer::file(Path::new(""), "jobc.toml", "root = '.'"),
            Layer::inline(Path::new(""), "--config", "lint.selekt = []"),
        ];
        let bad = merge(&layers).expect_err("a mistake");
        let diagnostic = &bad.diagnostics[0];
        assert_eq!(diagnostic.message, "unknown setting `selekt`");
        assert_eq!(bad.sources.text(diagnostic.primary.span), "selekt");
        assert_eq!(diagnostic.help.as_deref(), Some("did you mean `select`?"));
    }
}
