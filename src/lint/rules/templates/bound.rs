//! What is bound to the objects of a job.

use crate::object::Object;
use crate::object::{BindingValue, Environment};

use crate::template::Component;
use rustc_hash::FxHashSet;

/// Every environment that is bound to an object in a job, and that object; also to objects that are bound themselves. An
/// object that several places share is visited once.
pub(in crate::lint::rules) fn each_bound<'a>(
    job: &'a Object,
    visit: &mut impl FnMut(&Object, &Environment),
) {
    let mut seen = FxHashSet::default();
    let mut pending: Vec<&'a Object> = vec![job];
    while let Some(object) = pending.pop() {
        if object.as_leaf().is_some() && !object.has_scopes() {
            continue;
        }
        if !seen.insert(std::ptr::from_ref(object)) {
            continue;
        }
        for environment in object.environments() {
            visit(object, environment);
            pending.extend(
                environment
                    .values()
                    .filter_map(|binding| match &binding.value {
                        BindingValue::Object(object) => Some(object),
                        _ => None,
                    }),
            );
        }
        pending.extend(object.as_list().unwrap_or_default());
        let pairs = object.as_map().unwrap_or_default();
        pending.extend(pairs.iter().map(|(_, value)| value));
        // Nothing is bound to a default: a struct keeps it as a plain value.
        let given = object.fields().filter(|(_, field)| !field.is_default);
        pending.extend(given.map(|(_, field)| &field.value));
    }
}

/// Whether the object has a set attribute of that name, which answers before a binding does.
pub(super) fn is_overridden(object: &Object, address: &[Component]) -> bool {
    match address {
        [Component::Attribute(name)] => object.field(name).is_some(),
        _ => false,
    }
}

/// An address without the steps outwards in front of it.
pub(super) fn without_super(address: &[Component]) -> &[Component] {
    let is_step = |component: &&Component| matches!(component, Component::Attribute(name) if matches!(&**name, "super" | "self"));
    let steps = address.iter().take_while(is_step).count();
    address.get(steps..).unwrap_or_default()
}
