//! Whatever makes or copies text and lists in `eval` and `object` asks a meter first. Clippy's list of disallowed methods is the same for all
//! of a crate, so the functions are read here.
//!
//! A value may share one large string a million times, so copying what it names multiplies it. A function that copies in a loop, or makes
//! something of a computed size, therefore has to charge before that. The other functions are listed in `uncharged.txt`, each with the reason
//! why what it copies is bounded.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use syn::visit::{self, Visit};

/// What charges, or cannot grow over the limit.
const CHARGES: &[&str] = &[
    "work",
    "allocate",
    "allocate_items",
    "allocate_text",
    "grow",
    "deeper",
    "count_statement",
];

/// Types whose `push` charges.
const CHARGED_TYPES: &[&str] = &["Joined", "TextBuilder", "Budget"];

/// What copies text or items.
const COPIES: &[&str] = &[
    "to_owned",
    "to_string",
    "to_vec",
    "into_owned",
    "push_str",
    "concat",
    "join",
    "replace",
    "replacen",
    "extend_from_slice",
    "to_lowercase",
    "to_uppercase",
    "to_ascii_lowercase",
    "to_ascii_uppercase",
    "insert_str",
];

/// What makes something of a computed size.
const SIZED: &[&str] = &["with_capacity", "repeat", "resize", "reserve", "repeat_n"];

/// What calls a closure at most once, or leaves a loop with what it gives.
const ONCE: &[&str] = &[
    "map_err",
    "and_then",
    "is_some_and",
    "is_ok_and",
    "map_or",
    "map_or_else",
];

/// What a function does, in the order of its text.
#[derive(Default)]
struct Function {
    is_charged: bool,
    /// What was not charged.
    found: Vec<String>,
}

struct Reader {
    name: Vec<String>,
    functions: Vec<(String, Function)>,
    open: Vec<Function>,
    loops: usize,
}

impl Reader {
    fn call(&mut self, name: &str) {
        let Some(function) = self.open.last_mut() else {
            return;
        };
        let is_copy = self.loops > 0 && COPIES.contains(&name);
        if CHARGES.contains(&name) {
            function.is_charged = true;
        } else if (is_copy || SIZED.contains(&name)) && !function.is_charged {
            function.found.push(name.to_owned());
        }
    }

    fn function(&mut self, name: String, visit: impl FnOnce(&mut Reader)) {
        self.name.push(name);
        self.open.push(Function::default());
        let loops = std::mem::take(&mut self.loops);
        visit(self);
        self.loops = loops;
        let function = self.open.pop().expect("it is open");
        self.functions.push((self.name.join("::"), function));
        self.name.pop();
    }

    /// Reads what happens once, although it is in a loop: it leaves it.
    fn once(&mut self, visit: impl FnOnce(&mut Reader)) {
        let loops = std::mem::take(&mut self.loops);
        visit(self);
        self.loops = loops;
    }

    fn repeated(&mut self, visit: impl FnOnce(&mut Reader)) {
        self.loops += 1;
        visit(self);
        self.loops -= 1;
    }
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|it| {
        it.path().is_ident("cfg")
            && matches!(&it.meta, syn::Meta::List(list) if list.tokens.to_string().contains("test"))
    })
}

fn last(path: &syn::Path) -> String {
    path.segments
        .last()
        .map_or(String::new(), |it| it.ident.to_string())
}

impl<'a> Visit<'a> for Reader {
    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_impl(&mut self, item: &'a syn::ItemImpl) {
        if is_test(&item.attrs) {
            return;
        }
        let name = match &*item.self_ty {
            syn::Type::Path(path) => last(&path.path),
            _ => String::new(),
        };
        self.name.push(name);
        visit::visit_item_impl(self, item);
        self.name.pop();
    }

    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        if !is_test(&item.attrs) {
            self.function(item.sig.ident.to_string(), |it| {
                visit::visit_item_fn(it, item);
            });
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        if !is_test(&item.attrs) {
            self.function(item.sig.ident.to_string(), |it| {
                visit::visit_impl_item_fn(it, item);
            });
        }
    }

    fn visit_expr_for_loop(&mut self, it: &'a syn::ExprForLoop) {
        self.visit_expr(&it.expr);
        self.repeated(|reader| reader.visit_block(&it.body));
    }

    fn visit_expr_while(&mut self, it: &'a syn::ExprWhile) {
        self.repeated(|reader| visit::visit_expr_while(reader, it));
    }

    fn visit_expr_loop(&mut self, it: &'a syn::ExprLoop) {
        self.repeated(|reader| visit::visit_expr_loop(reader, it));
    }

    fn visit_expr_closure(&mut self, it: &'a syn::ExprClosure) {
        match it.inputs.is_empty() {
            // What has no arguments makes a message or a default.
            true => visit::visit_expr_closure(self, it),
            false => self.repeated(|reader| visit::visit_expr_closure(reader, it)),
        }
    }

    fn visit_expr_return(&mut self, it: &'a syn::ExprReturn) {
        self.once(|reader| visit::visit_expr_return(reader, it));
    }

    fn visit_expr_method_call(&mut self, it: &'a syn::ExprMethodCall) {
        self.visit_expr(&it.receiver);
        let name = it.method.to_string();
        for argument in &it.args {
            match ONCE.contains(&name.as_str()) {
                true => self.once(|reader| reader.visit_expr(argument)),
                false => self.visit_expr(argument),
            }
        }
        // `xs.iter().map(str::to_owned)`
        for argument in &it.args {
            if let syn::Expr::Path(path) = argument {
                self.repeated(|reader| reader.call(&last(&path.path)));
            }
        }
        self.call(&name);
    }

    fn visit_expr_call(&mut self, it: &'a syn::ExprCall) {
        let name = match &*it.func {
            syn::Expr::Path(path) => last(&path.path),
            _ => String::new(),
        };
        match name == "Err" {
            true => self.once(|reader| visit::visit_expr_call(reader, it)),
            false => visit::visit_expr_call(self, it),
        }
        self.call(&name);
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        let is_charged = path
            .segments
            .iter()
            .any(|it| CHARGED_TYPES.contains(&it.ident.to_string().as_str()));
        if let (true, Some(function)) = (is_charged, self.open.last_mut()) {
            function.is_charged = true;
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, it: &'a syn::Macro) {
        let name = last(&it.path);
        let is_sized = name == "vec" && it.tokens.to_string().contains(';');
        let is_copy = name == "format" && self.loops > 0;
        if let (true, Some(function)) = (is_sized || is_copy, self.open.last_mut())
            && !function.is_charged
        {
            function.found.push(format!("{name}!"));
        }
        let arguments = syn::punctuated::Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
        if let Ok(arguments) = it.parse_body_with(arguments) {
            for argument in arguments {
                Visit::visit_expr(self, &argument);
            }
        }
    }
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        let is_test = path.file_stem().is_some_and(|stem| stem == "tests");
        match path.is_dir() {
            _ if is_test => {}
            true => found.extend(sources(&path)),
            false if path.extension().is_some_and(|it| it == "rs") => found.push(path),
            false => {}
        }
    }
    found
}

/// The functions of a source that copy without a charge, each with what it calls for that.
fn uncharged(text: &str) -> Vec<(String, Vec<String>)> {
    let mut reader = Reader {
        name: Vec::new(),
        functions: Vec::new(),
        open: Vec::new(),
        loops: 0,
    };
    reader.visit_file(&syn::parse_file(text).expect("Rust"));
    let functions = reader.functions.into_iter();
    let found = functions.map(|(name, function)| (name, function.found));
    found.filter(|(_, found)| !found.is_empty()).collect()
}

/// The lines `path function: reason` of the list.
fn reasons() -> BTreeMap<String, String> {
    include_str!("uncharged.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let (function, reason) = line.split_once(": ").expect("a function and a reason");
            assert!(reason.len() > 10, "no reason: {line}");
            (function.to_owned(), reason.to_owned())
        })
        .collect()
}

#[test]
fn whatever_copies_in_a_loop_is_charged() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut known = reasons();
    let (mut read, mut new) = (0, String::new());
    for path in ["eval", "object"]
        .iter()
        .flat_map(|it| sources(&root.join(it)))
    {
        read += 1;
        let text = std::fs::read_to_string(&path).expect("a source");
        let below = path.strip_prefix(&root).expect("a path below src");
        for (function, found) in uncharged(&text) {
            let name = format!("{} {function}", below.display());
            if known.remove(&name).is_none() {
                writeln!(new, "{name}: {}", found.join(", ")).expect("a string grows");
            }
        }
    }
    assert!(read > 150, "{read} files");
    assert!(
        new.is_empty(),
        "these copy in a loop, or what has a computed size, and ask no meter before:\n{new}"
    );
    assert!(known.is_empty(), "not in the sources: {known:?}");
}
