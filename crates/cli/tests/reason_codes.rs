//! `docs/reason-codes.md` has every code that the command, jobs and the mock can give.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[test]
fn every_code_is_on_the_page() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let page = fs::read_to_string(root.join("docs/reason-codes.md")).unwrap();
    let on_page = |code: &str| {
        let family = code.split('_').next().map(|family| format!("`{family}_*`"));
        page.contains(&format!("`{code}`")) || family.is_some_and(|family| page.contains(&family))
    };
    let mut codes = BTreeSet::new();
    collect(&root.join("crates/mock/src"), &mut codes);
    collect(&root.join("crates/jobs/src"), &mut codes);
    collect(&root.join("crates/cli/src"), &mut codes);
    for code in [
        "witness_check_failed",
        "registry_missing",
        "already_registered",
        "folder_not_empty",
        "file_exists",
        "input_changed",
    ] {
        assert!(codes.contains(code), "{code} is no longer found in the sources");
    }
    let missing: Vec<_> = codes.iter().filter(|code| !on_page(code)).collect();
    assert!(missing.is_empty(), "docs/reason-codes.md lacks {missing:?}");
}

/// The codes in the sources below a folder: what stands in a function `code`, or is passed on as the code of a failure.
fn collect(folder: &Path, codes: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, codes);
            continue;
        }
        let mut in_code = false;
        for line in fs::read_to_string(&path).unwrap().lines() {
            if line.starts_with("    pub fn code(&self)") || line.starts_with("    pub fn code(self)") {
                in_code = true;
            } else if line == "    }" {
                in_code = false;
            }
            let before = if in_code { "\"" } else { "Failure::error(\"" };
            let code = line.split_once(before).and_then(|(_, rest)| rest.split('"').next());
            codes.extend(code.map(str::to_owned));
        }
    }
}
