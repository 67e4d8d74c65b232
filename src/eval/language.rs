//! What the language means where those who read configurations differ.

use super::hashed::DictOrder;
use serde::{Deserialize, Serialize};

/// What the language means: the settings under `[language]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Language {
    /// Which Python has to accept the files.
    pub python: Python,
    /// Folders in which modules are looked for, besides those that a configuration adds to `sys.path`.
    pub module_path: Vec<String>,
    /// In which order dicts and sets are iterated.
    pub dict_order: DictOrder,
}

/// A version of Python.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Python {
    /// The client's: what only Python 3 reads is an error.
    #[default]
    #[serde(rename = "2.7")]
    Two,
    /// Files may also use what jobc knows of Python 3, where nothing but jobc reads them.
    #[serde(rename = "3")]
    Three,
}
