//! The world as an open file sees it.

use super::fixture::MemoryWorld;
use crate::eval::Host;
use crate::ide::buffer_host::BufferHost;
use crate::ide::{Arrivals, Document, Inputs};
use crate::workspace::{DiskHost, MemoryHost};
use std::sync::Arc;

#[test]
fn open_files_go_before_others_and_all_else_is_asked_of_the_host_behind() {
    let folder = std::env::temp_dir();
    let disk = DiskHost::new(&folder, &folder, Default::default(), 1024).expect("a folder");
    let arrivals = Arrivals::default();
    let world = Arc::new(MemoryWorld::default());
    let mut inputs = Inputs::new(world, arrivals.clone());
    inputs.set(Document::new("/x/c.aurora", 1, "new"));
    let cancellation = inputs.cancellation();
    let host = BufferHost {
        disk: &disk,
        inputs: Some(&inputs),
        cancellation: &cancellation,
    };
    assert_eq!(host.memory().is_some(), disk.memory().is_some());
    assert_eq!(host.root(), Host::root(&disk));
    assert_eq!(host.user(), disk.user());
    assert_eq!(host.read("/x/c.aurora"), Ok(b"new".to_vec()));
    assert_eq!(host.read("/x/../x/c.aurora"), Ok(b"new".to_vec()));
    assert_eq!(host.folder("/x/c.aurora"), Some(false));
    let behind = MemoryHost::with_files([("a/b.aurora", "b")]);
    let relative = BufferHost {
        disk: &behind,
        ..host
    };
    assert_eq!(relative.read("x/c.aurora"), Ok(b"new".to_vec()));
    assert_eq!(relative.read("a/b.aurora"), Ok(b"b".to_vec()));
    assert!(!host.is_cancelled());
    arrivals.arrived();
    assert!(host.is_cancelled());
}
