//! `egate trust add-root`.

use egate_verifier::trust::document::Root;

use super::change::change;
use crate::args::AddRootArgs;
use crate::failure::Failure;
use crate::output::Report;
use crate::values;

pub(super) fn run(args: &AddRootArgs) -> Result<Report, Failure> {
    let interval = values::interval(args.interval.from, args.interval.until)?;
    let root = Root {
        kind: args.kind,
        document: args.document,
        class: args.class,
        value: args.value,
        interval,
        source: args.source.clone(),
    };
    let done = format!(
        "The {} root of {} documents is added, class {}, valid {interval}",
        args.kind, args.document, args.class
    );
    change(&args.trust.file, &done, |document| document.add_root(root))
}
