//! What holds itself is freed with the evaluation: each program keeps the list `kept` by something that does.

use super::*;
use crate::eval::{ValueKind, forget_standard_library};
use std::rc::Rc;

fn is_freed(text: &str, files: &[(&str, &str)]) -> bool {
    let text = text.to_owned();
    let files = files.iter();
    let files = files.map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
    let host = Files(files.collect());
    run_in_thread(STACK_SIZE, move || {
        let interpreter = Interpreter::new(&host, Limits::default());
        let evaluation = interpreter.run("main.aurora", &text, &[]);
        assert!(
            evaluation.diagnostics.is_empty(),
            "{:?}",
            evaluation.diagnostics
        );
        let kept = evaluation.globals.get("kept").expect("a variable");
        let ValueKind::List(list) = &kept.kind else {
            panic!("no list")
        };
        let list = Rc::downgrade(list);
        drop(kept);
        assert!(list.upgrade().is_some());
        drop(evaluation);
        forget_standard_library();
        list.upgrade().is_none()
    })
}

#[test]
fn what_holds_itself_is_freed() {
    for text in [
        "kept = []",
        "kept = []\ndef function():\n  return kept",
        "kept = []\nfunction = lambda: kept",
        "kept = []\nclass A(object):\n  attribute = kept\n  def method(self):\n    return A",
        "kept = []\ndef outer():\n  inside = kept\n  def inner():\n    return inner, inside\n  return inner\nfunction = outer()",
        "kept = []\ndef outer(inside):\n  inner = lambda: (inner, inside)\nfor i in range(3):\n  outer(kept)",
        "kept = []\ndef generator():\n  yield kept\niterator = generator()",
        "kept = []\nSequentialTask.kept = kept",
    ] {
        assert!(is_freed(text, &[]), "{text}");
    }
}

#[test]
fn a_module_is_freed() {
    let module = "inside = []\ndef function():\n  return inside";
    let text = "import sys\nsys.path.append('.')\nimport module\nkept = module.inside";
    assert!(is_freed(text, &[("module.py", module)]));
}
