//! `egate trust know-mock`.

use super::change::change;
use crate::args::KnowMockArgs;
use crate::failure::Failure;
use crate::output::Report;

pub(super) fn run(args: &KnowMockArgs) -> Result<Report, Failure> {
    let file = &args.trust.file;
    match (args.value, args.key_id) {
        (Some(root), None) => change(file, "The root is known as a mock's", |document| document.know_mock_root(root)),
        (None, Some(id)) => change(file, "The key is known as a mock's", |document| document.know_mock_key(id)),
        _ => Err(Failure::usage("name one mock: --value N or --key-id ID")),
    }
}
